//! The command line: what was typed becomes a command, a command becomes an exit code.
//!
//! Findings go to standard output and messages to standard error. Exit 0: nothing at or above `--fail-on`; 1: findings; 2: something
//! could not be done, which wins over findings.

mod allow;
mod annotate;
mod arguments;
mod baseline;
mod cache;
mod changes;
mod check;
mod effective;
mod explain;
mod files;
mod fix;
mod gate;
mod generate;
mod host;
mod init;
mod known;
mod lsp;
mod manual;
mod notebook;
mod one;
mod protect;
mod reader;
mod rule;
mod sink;
mod targets;
mod terminal;
mod used;
mod written;

use std::ffi::OsString;
use std::io::Write;

use clap::{CommandFactory, Parser};

use crate::text::visible;
use crate::workspace::defect::{self, guarded};
use arguments::{Cli, Command, ConfigCommand};

/// Everything was done and nothing found at or above the bar.
const CLEAN: i32 = 0;
/// Findings at or above the bar.
const FOUND: i32 = 1;
/// Something could not be done.
const FAILED: i32 = 2;

/// Runs the program; returns its exit code.
pub fn run() -> i32 {
    defect::keep_quiet();
    leave_no_core();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return told(error, &arguments),
    };
    let outcome = guarded(|| match cli.command {
        Command::Check(mut arguments) => {
            arguments.files.paths = std::mem::take(&mut arguments.paths);
            check::run(&arguments)
        }
        Command::Annotate(mut arguments) => {
            arguments.files.paths = std::mem::take(&mut arguments.paths);
            annotate::run(&arguments)
        }
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Baseline { command } => baseline::run(&command),
        Command::Allow(arguments) => allow::run(&arguments),
        Command::Config { command: ConfigCommand::Show(arguments) } => effective::run(&arguments),
        Command::Notebook { command } => notebook::run(&command),
        Command::Protect { command } => protect::run(&command),
        Command::Who(arguments) => notebook::who(&arguments),
        Command::Rule { name } => rule::run(name.as_deref()),
        Command::Lsp { socket, .. } => lsp::run(socket),
        Command::Init { folder } => init::run(&folder),
        Command::Manual { folder } => manual::run(shown(Cli::command()), folder.as_deref()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut shown(Cli::command()), "onrecord", &mut script);
            let mut output = terminal::Output::standard();
            output.write(&script);
            Ok(if output.finish() { CLEAN } else { FAILED })
        }
        Command::Generate { folder } => generate::run(&folder),
    });
    outcome.unwrap_or_else(|defect| Err(anyhow::Error::msg(defect))).unwrap_or_else(|error| {
        terminal::error(&format!("{error:#}"));
        FAILED
    })
}

/// The command without the parts that help does not show, which a shell would offer all the same.
fn shown(whole: clap::Command) -> clap::Command {
    let parts: Vec<clap::Command> = whole.get_subcommands().filter(|part| !part.is_hide_set()).cloned().collect();
    let own = clap::Command::new("onrecord").version(env!("CARGO_PKG_VERSION")).about(whole.get_about().cloned().unwrap_or_default());
    let end = whole.get_after_help().cloned().unwrap_or_default();
    own.after_help(end).subcommands(parts)
}

/// Prints the help that was asked for, or what is wrong in the arguments; the exit code.
fn told(error: clap::Error, arguments: &[OsString]) -> i32 {
    if error.use_stderr() {
        // What was typed is quoted, and may hold what steers a terminal. The same arguments without that are wrong in the same way.
        let seen = arguments.iter().map(|argument| visible(&argument.to_string_lossy()).into_owned());
        let _ = Cli::try_parse_from(seen).err().unwrap_or(error).print();
        return FAILED;
    }
    match error.print().and_then(|()| std::io::stdout().flush()) {
        Err(problem) if problem.kind() != std::io::ErrorKind::BrokenPipe => {
            terminal::error(&format!("standard output: {problem}"));
            FAILED
        }
        _ => CLEAN,
    }
}

/// Asks the system to write no image of the memory, which holds the articles, should the program be ended by a signal.
fn leave_no_core() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        // Linux hands an image to a collector whatever the limit, but for this one.
        let least = if cfg!(target_os = "linux") { 1 } else { 0 };
        let Rlimit { maximum, .. } = getrlimit(Resource::Core);
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(least), maximum });
    }
}
