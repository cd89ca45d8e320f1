//! Which files a report may be written to: one that it would destroy something of is refused before anything is read.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use anyhow::{bail, ensure};

use super::arguments::CheckArguments;
use super::baseline::FILE_NAME as BASELINE;
use super::files::{Input, Origin};
use crate::check::is_own_text;
use crate::config::{FILE_NAME, regular};
use crate::text::Format;

/// The largest report that is recognised as one, in bytes.
const MOST: u64 = 64 << 20;
/// The folder that Git keeps for itself.
const GIT: &str = ".git";

/// Refuses a report over an article, over a file that onrecord reads itself (`own` and what has its name), into Git's own folder, over another
/// report. What an earlier run wrote there is no article of this one.
///
/// # Errors
///
/// Which file, and why.
pub fn refuse(arguments: &CheckArguments, own: &[&Path], articles: &mut Vec<Input>) -> anyhow::Result<()> {
    let own: Vec<PathBuf> = own.iter().map(|path| place(path)).collect();
    let mut taken: Vec<PathBuf> = Vec::new();
    for (format, path) in &arguments.output_file {
        if path.as_os_str() == "-" {
            ensure!(arguments.quiet, "{}=-: standard output has the report of --format; give that format there, or --quiet", format.name());
        }
        let report = place(path);
        if let Some(index) = articles.iter().position(|article| is_at(article, &report)) {
            let is_report = is_report(&report);
            ensure!(is_report, "{}: is one of the articles, and no report is written over it", articles[index].path);
            articles.remove(index);
        }
        let shown = path.display();
        let named = |name: &str| report.file_name().is_some_and(|own| is(own, name));
        if named(FILE_NAME) || named(BASELINE) || own.contains(&report) {
            bail!("{shown}: onrecord reads it itself, and no report is written over it");
        }
        let git = report.components().any(|part| matches!(part, Component::Normal(name) if is(name, GIT)));
        ensure!(!git, "{shown}: belongs to Git, and no report is written there");
        ensure!(!taken.contains(&report), "{shown}: two reports cannot be written to one file");
        taken.push(report);
    }
    Ok(())
}

/// Whether a name is this one, as file systems see it that do not tell small letters from capitals.
fn is(name: &OsStr, this: &str) -> bool {
    name.to_str().is_some_and(|name| name.eq_ignore_ascii_case(this))
}

/// Where a file lies, or would: what a link leads to.
fn place(path: &Path) -> PathBuf {
    let whole = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.canonicalize().unwrap_or_else(|_| {
        let whole = whole();
        let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
        folder.zip(whole.file_name()).map_or_else(|| whole.clone(), |(folder, name)| folder.join(name))
    })
}

fn is_at(article: &Input, report: &Path) -> bool {
    let file = match &article.origin {
        Origin::Standard => return false,
        Origin::File(file) => file.as_path(),
        // What a repository holds has a place in the working tree too.
        Origin::Stored(_) | Origin::Bytes(_) => Path::new(&article.path),
    };
    file.file_name() == report.file_name() && place(file) == report
}

/// Whether an earlier run wrote it.
fn is_report(path: &Path) -> bool {
    let Some(format) = Format::of_named(path) else { return false };
    regular::read(path, MOST).is_ok_and(|bytes| std::str::from_utf8(&bytes).is_ok_and(|text| is_own_text(text, format)))
}
