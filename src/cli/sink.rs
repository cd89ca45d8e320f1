//! Where a report goes: standard output, or files, which are put in place whole at the end.

use std::fs::{self, File};
use std::io::{BufWriter, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use tempfile::NamedTempFile;

use super::terminal;
use crate::check::REPORT;
use crate::output::{OutputFormat, Style, Summary};
use crate::text::Format;
use crate::wording::Wording;
use crate::workspace::private::{folder_of, own_draft};

/// One report.
pub struct Sink {
    pub format: OutputFormat,
    to: To,
    /// Something of a file was printed.
    printed: bool,
}

enum To {
    Standard(terminal::Output),
    File(Target),
    /// What is not to be printed.
    Nowhere,
}

/// A file that is written.
struct Target {
    /// As it was given.
    path: PathBuf,
    /// Where it lies, links followed.
    place: PathBuf,
    writer: Option<Writer>,
    failed: Option<Error>,
}

enum Writer {
    /// Beside the file that it becomes.
    New(BufWriter<NamedTempFile>),
    /// A device or a pipe, which nothing can be put in the place of.
    There(BufWriter<File>),
}

impl Sink {
    /// Standard output; nothing at all where the run is to be quiet.
    pub fn standard(format: OutputFormat, quiet: bool) -> Sink {
        Sink { format, to: if quiet { To::Nowhere } else { To::Standard(terminal::Output::standard()) }, printed: false }
    }

    /// The file at `path`.
    ///
    /// # Errors
    ///
    /// That nothing can be written there.
    pub fn file(format: OutputFormat, path: &Path) -> anyhow::Result<Sink> {
        if path.as_os_str() == "-" {
            return Ok(Sink::standard(format, false));
        }
        // What a link leads to is written, and the link stays.
        let place = if is_open_already(path) { path.to_owned() } else { path.canonicalize().unwrap_or_else(|_| path.to_owned()) };
        let writer = open(&place).with_context(|| format!("{}: cannot be written", path.display()))?;
        let target = Target { path: path.to_owned(), place, writer: Some(writer), failed: None };
        Ok(Sink { format, to: To::File(target), printed: false })
    }

    /// Whether anything of it is read by anybody.
    pub fn is_read(&self) -> bool {
        !matches!(self.to, To::Nowhere)
    }

    /// Whether its words may be coloured.
    pub fn colour(&self) -> bool {
        self.format == OutputFormat::Text && matches!(self.to, To::Standard(_)) && terminal::colour()
    }

    pub fn begin(&mut self, own: &[Arc<Wording>]) {
        // Where articles may lie, a report says that it is none.
        let is_article = |target: &Target| self.format.may_be_read() && Format::of_named(&target.path).is_some();
        if matches!(&self.to, To::File(target) if is_article(target)) {
            self.write(&format!("{REPORT}\n\n"));
        }
        let text = self.format.begin(own);
        self.write(&text);
    }

    /// The part of one file.
    pub fn add(&mut self, part: &str) {
        if part.is_empty() {
            return;
        }
        if self.printed {
            self.write(self.format.separator());
        }
        self.write(part);
        self.printed = true;
    }

    /// The last part; false, and told, if the report is incomplete for another reason than a reader that has gone.
    pub fn end(mut self, summary: &Summary, style: Style) -> bool {
        let text = self.format.end(summary, style);
        self.write(&text);
        match self.to {
            To::Nowhere => true,
            To::Standard(output) => output.finish(),
            To::File(target) => target.finish(),
        }
    }

    fn write(&mut self, text: &str) {
        match &mut self.to {
            To::Nowhere => {}
            To::Standard(output) => output.write(text.as_bytes()),
            To::File(target) => target.write(text),
        }
    }
}

impl Target {
    fn write(&mut self, text: &str) {
        if self.failed.is_some() {
            return;
        }
        let written = match &mut self.writer {
            Some(Writer::New(writer)) => writer.write_all(text.as_bytes()),
            Some(Writer::There(writer)) => writer.write_all(text.as_bytes()),
            None => Ok(()),
        };
        self.failed = written.err();
    }

    fn finish(mut self) -> bool {
        let done = match (self.failed.take(), self.writer.take()) {
            (Some(problem), _) => Err(problem),
            (None, Some(Writer::New(writer))) => writer.into_inner().map_err(|error| error.into_error()).and_then(|file| {
                file.persist(&self.place).map_err(|error| error.error)?;
                Ok(())
            }),
            (None, Some(Writer::There(mut writer))) => writer.flush(),
            (None, None) => Ok(()),
        };
        if let Err(problem) = done {
            terminal::error(&format!("{}: cannot be written: {problem}", self.path.display()));
            return false;
        }
        true
    }
}

fn open(path: &Path) -> std::io::Result<Writer> {
    let there = fs::metadata(path).ok();
    if let Some(there) = &there {
        if there.is_dir() {
            return Err(Error::new(ErrorKind::IsADirectory, "it is a folder"));
        }
        // What may not be written is not replaced either.
        let file = File::options().append(true).open(path)?;
        if !there.is_file() || is_open_already(path) {
            return Ok(Writer::There(BufWriter::new(file)));
        }
    }
    if !folder_of(path).is_dir() {
        return Err(Error::new(ErrorKind::NotFound, "there is no such folder"));
    }
    // The name of what is not in place yet would tell nobody anything.
    let file = own_draft(path).map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied => Error::new(ErrorKind::PermissionDenied, "the folder may not be written to"),
        _ => error,
    })?;
    // Who could not read the old report cannot read the new one.
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions())?;
    }
    Ok(Writer::New(BufWriter::new(file)))
}

/// Whether a path stands for what this process was given open: `/dev/stdout` may lead to the very file that another report goes to.
fn is_open_already(path: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder))
}
