//! The command line tool: parse, run, and turn what came of it into a line and a status.
//!
//! It uses the library's public interface alone.

mod args;
mod exit;
mod explain;
mod rules;
mod scan;

use std::io::{self, Write as _};
use std::panic;
use std::process::ExitCode;

use args::Command;
use clap::Parser;
use exit::Exit;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        // The place alone: what a panic says may quote the text that it was about.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(io::stderr(), "logsnitch: an internal error at {place}; please report it");
    }));
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are errors to the parser, but not to us.
            let _ = error.print();
            let exit = if error.use_stderr() { Exit::NothingScanned } else { Exit::Clean };
            return exit.into();
        }
    };
    let done = match args.command {
        Command::Scan(args) => scan::run(*args),
        Command::Rules(args) => rules::run(args),
        Command::Explain(args) => explain::run(args),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("logsnitch: {error:#}");
            Exit::NothingScanned.into()
        }
    }
}
