//! The command line: what was typed becomes a command, a command becomes an exit code.
//!
//! Findings go to standard output and messages to standard error. Exit 0: nothing at or above `--fail-on`; 1: findings; 2: something
//! could not be done, which wins over findings.

mod annotate;
mod arguments;
mod cache;
mod check;
mod files;
mod generate;
mod init;
mod lsp;
mod reader;
mod rule;
mod terminal;

use clap::{CommandFactory, Parser};

use arguments::{Cli, Command};

/// Everything was done and nothing found at or above the bar.
const CLEAN: i32 = 0;
/// Findings at or above the bar.
const FOUND: i32 = 1;
/// Something could not be done.
const FAILED: i32 = 2;

/// Runs the program; returns its exit code.
pub fn run() -> i32 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return error.exit_code();
        }
    };
    let outcome = match cli.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Rule { name } => rule::run(name.as_deref()),
        Command::Lsp { socket, .. } => lsp::run(socket),
        Command::Init { folder } => init::run(&folder),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "onrecord", &mut script);
            terminal::Output::standard().write(&script);
            Ok(CLEAN)
        }
        Command::Generate { folder } => generate::run(&folder),
    };
    outcome.unwrap_or_else(|error| {
        terminal::error(&format!("{error:#}"));
        FAILED
    })
}
