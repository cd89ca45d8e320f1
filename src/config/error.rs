//! What is wrong in an `onrecord.toml`, and where.

use std::path::PathBuf;

use crate::text::{Encoding, LineIndex, visible};

/// A configuration that cannot be used. What it says is one line that does nothing where it is printed; its path is as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The configuration file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is not what a configuration looks like.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Wrong {
        /// The configuration file.
        path: PathBuf,
        /// Line, from one.
        line: u32,
        /// Column in code points, from one.
        column: u32,
        /// What is wrong, with the nearest right name where there is one.
        message: String,
    },
}

impl ConfigError {
    /// An error at byte `at` of the configuration's `text`.
    pub(super) fn at(path: PathBuf, text: &str, at: usize, message: impl Into<String>) -> ConfigError {
        let position = LineIndex::new(text).position(text, at as u32, Encoding::Utf32);
        ConfigError::Wrong { path, line: position.line + 1, column: position.column + 1, message: visible(&message.into()).into_owned() }
    }

    /// The parser's error, in words of our own where it is about a name.
    pub(super) fn from_toml(path: PathBuf, text: &str, error: &toml::de::Error) -> ConfigError {
        let at = error.span().map_or(0, |span| span.start);
        ConfigError::at(path, text, at, reworded(error.message()))
    }
}

/// "unknown field `a`, expected one of `b`, `c`" with the nearest of the right names first.
fn reworded(message: &str) -> String {
    let message = message.trim();
    let what = if message.starts_with("unknown field") {
        "key"
    } else if message.starts_with("unknown variant") {
        "value"
    } else {
        return message.replace('\n', " ");
    };
    let mut names = message.split('`').skip(1).step_by(2);
    let Some(wrong) = names.next() else { return message.to_string() };
    let right: Vec<&str> = names.collect();
    unknown(what, wrong, &right)
}

/// "unknown key “colour”; did you mean “color”?", or the list of what is known.
pub(super) fn unknown(what: &str, wrong: &str, right: &[&str]) -> String {
    match crate::text::nearest(wrong, right.iter().copied()) {
        Some(name) => format!("unknown {what} “{wrong}”; did you mean “{name}”?"),
        None if right.is_empty() || right.len() > 16 => format!("unknown {what} “{wrong}”"),
        None => format!("unknown {what} “{wrong}”; known: {}", right.join(", ")),
    }
}
