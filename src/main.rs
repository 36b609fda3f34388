//! The program `sambandh`: reads the command line, runs the command, says how it went.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use cli::args::{Args, Command};
use cli::{annotate, build, console, train};

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Build(raw) => build::run(&build::Options::from(raw)),
        Command::Annotate(raw) => annotate::run(&annotate::Options::from(raw)),
        Command::Train(raw) => train::run(&train::Options::from(raw)),
    };
    match outcome {
        Ok(ending) => ending.into(),
        Err(failure) => {
            console::complain(format_args!("sambandh: {failure}"));
            ExitCode::from(2)
        }
    }
}
