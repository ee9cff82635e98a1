//! `nutgraf`: words in, words out. The engine is the library `nutgraf-index`; this program types for it and prints.

mod args;
mod commands;
mod failure;
mod output;
mod settings;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = args::parse();
    failure::finish(settings::Settings::new(&cli.global).and_then(|settings| commands::run(cli.command, &settings)))
}
