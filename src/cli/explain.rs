//! `onrecord explain`: why something on a line was flagged, or why not.

use std::path::PathBuf;

use anyhow::bail;

use super::arguments::{ExplainArguments, ExplainFormat};
use super::files::shown_config;
use super::one;
use crate::check::explain::explain;
use crate::output::explain::{self as print, Place};

/// Explains one line; returns the exit code.
pub fn run(arguments: &ExplainArguments) -> anyhow::Result<i32> {
    let At { path, line, .. } = place(&arguments.place)?;
    one::print(&arguments.how.file(path), |input, article| {
        let last = article.lines.line_of(article.document.text.trim_end_matches(['\r', '\n']).len() as u32) + 1;
        if line > last {
            return Err(format!("there is no line {line}; the last one is {last}"));
        }
        let told = explain(&article, &input.settings, input.config.as_deref(), line - 1);
        let config = input.config.as_ref().map(|config| shown_config(&config.path));
        let place = Place { path: &input.path, line, config: config.as_deref() };
        Ok(match arguments.format {
            ExplainFormat::Text => print::text(&article, &told, place),
            ExplainFormat::Json => print::json(&article, &told, place),
        })
    })
}

/// A place in an article, as it was typed.
pub struct At {
    /// The article.
    pub path: PathBuf,
    /// The line, from one.
    pub line: u32,
    /// The column in code points, from one.
    pub column: Option<u32>,
}

/// "article.txt:12", or "article.txt:12:5" as findings are printed.
pub fn place(place: &str) -> anyhow::Result<At> {
    let cut = |text: &str| text.rsplit_once(':').and_then(|(before, number)| Some((before.to_owned(), number.parse::<u32>().ok()?)));
    let Some((before, last)) = cut(place) else {
        bail!("“{place}” names no line: write FILE:LINE, as in article.txt:12");
    };
    let (path, line, column) = match cut(&before).filter(|(path, _)| !path.is_empty()) {
        Some((path, line)) => (path, line, Some(last)),
        None => (before, last, None),
    };
    if path.is_empty() || line == 0 {
        bail!("“{place}” names no line: write FILE:LINE, as in article.txt:12; lines count from 1");
    }
    if std::path::Path::new(&path).is_dir() {
        bail!("{path}: a folder has no lines; name an article");
    }
    Ok(At { path: path.into(), line, column })
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_a_file_and_a_line() {
        let read = |text: &str| place(text).ok().map(|at| (at.path.to_string_lossy().into_owned(), at.line));
        assert_eq!(read("a/b.txt:12"), Some(("a/b.txt".into(), 12)));
        assert_eq!(read("a/b.txt:12:5"), Some(("a/b.txt".into(), 12)));
        assert_eq!(read("a:b.txt:3"), Some(("a:b.txt".into(), 3)));
        assert_eq!(read("-:3"), Some(("-".into(), 3)));
        for wrong in ["a.txt", "a.txt:", "a.txt:0", "a.txt:x", ":3", "a.txt:-1", "a.txt:99999999999"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
