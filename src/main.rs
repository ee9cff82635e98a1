//! `nutgraf`: words in, words out. The engine is the library `nutgraf-index`; this program types for it and prints.

mod args;
mod commands;
mod failure;
mod outcome;
mod output;
mod settings;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = args::parse();
    failure::run(|| {
        outlive_file_limits()?;
        commands::run(cli.command, &settings::Settings::new(&cli.global)?)
    })
}

/// A limit on the size of files ends a write with an error, not the program with a signal.
fn outlive_file_limits() -> anyhow::Result<()> {
    #[cfg(unix)]
    nix::sys::signal::SigSet::from(nix::sys::signal::Signal::SIGXFSZ).thread_block()?;
    Ok(())
}
