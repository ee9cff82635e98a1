//! `nutgraf`: words in, words out. The engine is the library `nutgraf-index`; this program types for it and prints.

mod args;
mod commands;
mod failure;
mod output;
mod settings;

use std::process::ExitCode;

fn main() -> ExitCode {
    quiet_readers();
    let cli = args::parse();
    failure::finish(settings::Settings::new(&cli.global).and_then(|settings| commands::run(cli.command, &settings)))
}

/// A reader that fails on a file costs that file, which is told as skipped: no word more on stderr.
fn quiet_readers() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(nutgraf_index::document::READER_THREAD) {
            told(panic);
        }
    }));
}
