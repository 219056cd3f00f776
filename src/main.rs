//! The command line: arguments in, text and an exit status out.

mod cli;
mod command;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{Cli, Command};
use command::Status;
use kura::secret::Shown;

fn main() -> ExitCode {
    let status = match Cli::parse().command {
        Command::Check(arguments) => command::check(&arguments),
        Command::Build(arguments) => command::build(&arguments),
        Command::Diff(arguments) => command::diff(&arguments),
        Command::Explain { rule, format } => command::explain(rule.as_deref(), format),
        Command::Schema { format } => command::schema(format),
    };
    let status = status.unwrap_or_else(|trouble| {
        terminal::show(&Shown::line(&format!("error: {trouble}")));
        Status::Trouble
    });
    ExitCode::from(status as u8)
}
