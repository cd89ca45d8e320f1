//! Standard output and standard error: colour only on a terminal, quiet when the reader has gone.

use std::io::{IsTerminal, Write};

use crate::text::visible;

/// Standard output. When the reader has gone (`| head`), writing stops without a word and the work goes on to its exit code.
pub struct Output {
    stream: std::io::BufWriter<std::io::StdoutLock<'static>>,
    gone: bool,
    failed: bool,
}

impl Output {
    pub fn standard() -> Output {
        Output { stream: std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock()), gone: false, failed: false }
    }

    pub fn write(&mut self, bytes: &[u8]) {
        if !self.gone {
            let written = self.stream.write_all(bytes);
            self.heed(written);
        }
    }

    /// Writes what is left; false if the output is incomplete for another reason than a reader that has gone.
    pub fn finish(mut self) -> bool {
        if !self.gone {
            let flushed = self.stream.flush();
            self.heed(flushed);
        }
        !self.failed
    }

    fn heed(&mut self, outcome: std::io::Result<()>) {
        if let Err(problem) = outcome {
            self.gone = true;
            if problem.kind() != std::io::ErrorKind::BrokenPipe {
                self.failed = true;
                error(&format!("standard output: {problem}"));
            }
        }
    }
}

/// Whether standard output takes colour: a terminal, unless NO_COLOR or the like says otherwise.
pub fn colour() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Whether standard output is a terminal.
pub fn is_shown() -> bool {
    std::io::stdout().is_terminal()
}

/// An error message.
pub fn error(message: &str) {
    say("error", anstyle::AnsiColor::BrightRed, message);
}

/// A message that is no error.
pub fn note(message: &str) {
    say("note", anstyle::AnsiColor::BrightGreen, message);
}

/// What a gate says, which fails a run and is no error.
pub fn gate(message: &str) {
    say("gate", anstyle::AnsiColor::BrightYellow, message);
}

fn say(label: &str, colour: anstyle::AnsiColor, message: &str) {
    let style = colour.on_default().effects(anstyle::Effects::BOLD);
    // A path may hold anything, also what steers a terminal.
    let message = visible(message);
    let _ = writeln!(anstream::AutoStream::auto(std::io::stderr()), "{style}{label}{style:#}: {message}");
}

/// A progress bar for `files` files: on a terminal and for long runs only.
pub fn progress(files: usize) -> indicatif::ProgressBar {
    if files < 64 || !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    indicatif::ProgressBar::new(files as u64)
}
