//! What is told of one article, on standard output.

use super::arguments::FileArguments;
use super::files::{Input, gather};
use super::reader::Reader;
use super::{CLEAN, FAILED, terminal};
use crate::article::Article;

/// Prints what is made of the article that `files` names, or the reason why there is nothing; returns the exit code.
pub fn print(files: &FileArguments, make: impl Fn(&Input, Article) -> Result<String, String> + Sync) -> anyhow::Result<i32> {
    let inputs = gather(files);
    inputs.errors.iter().for_each(|failure| terminal::error(&failure.message));
    inputs.notes.iter().for_each(|message| terminal::note(message));
    let mut failed = !inputs.errors.is_empty();
    let mut output = terminal::Output::standard();
    Reader::default().for_each(&inputs.files, files.jobs, make, |_, printed| match printed {
        Ok(printed) => output.write(printed.as_bytes()),
        Err(failure) => {
            terminal::error(&failure.message);
            failed = true;
        }
    });
    let complete = output.finish();
    Ok(if failed || !complete { FAILED } else { CLEAN })
}
