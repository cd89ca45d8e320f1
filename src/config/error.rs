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
        let line = text.get(..at).map_or(0, |before| before.rfind(['\n', '\r']).map_or(0, |end| end + 1));
        let line = text.get(line..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        ConfigError::at(path, text, at, of_brackets(error.message(), line).unwrap_or_else(|| reworded(error.message())))
    }
}

/// What to say where a table is written that has other brackets; `line` is the line of the error.
fn of_brackets(message: &str, line: &str) -> Option<String> {
    let key: String = line.trim_start_matches(['[', ' ']).chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
    let list = message.contains("expected a sequence") || message.contains("expected struct Allow") || message.contains("array table");
    if key == "allow" && list {
        return Some(
            "accepted findings are written as entries: [[allow]] in two brackets, and path, rule, text and reason below it".to_string(),
        );
    }
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'))
        && line.trim_start().starts_with("[[allow")
    {
        return Some(format!("an [[allow]] entry needs “{field}”"));
    }
    let table = message.contains("sequence, expected a map");
    (table && line.trim_start().starts_with("[[")).then(|| format!("there is one table of this name: [{key}] in one pair of brackets"))
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
    if wrong == "allow" && !right.contains(&"allow") {
        return format!("unknown {what} “allow”; a finding is accepted with an [[allow]] entry of its own");
    }
    match crate::text::nearest(wrong, right.iter().copied()) {
        Some("allow") if right.contains(&"well-known") => format!("unknown {what} “{wrong}”; did you mean “[[allow]]”?"),
        Some(name) => format!("unknown {what} “{wrong}”; did you mean “{name}”?"),
        None if right.is_empty() || right.len() > 16 => format!("unknown {what} “{wrong}”"),
        None => format!("unknown {what} “{wrong}”; known: {}", right.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;

    #[test]
    fn brackets_are_told() {
        let message = |text: &str| Config::parse(Path::new("onrecord.toml"), text).map(|_| ()).unwrap_err().to_string();
        for text in [
            "[allow]\npath = \"a\"\n",
            "allow = \"a\"\n",
            "allow = [\"a\"]\n",
            "[[allow]\npath = \"a\"\n",
            "[allow.placeholder]\npath = \"a\"\n",
        ] {
            assert!(message(text).contains("[[allow]] in two brackets"), "{text} {}", message(text));
        }
        assert_eq!(message("[[allow]]\nrule = \"placeholder\"\n"), "onrecord.toml:1:1: an [[allow]] entry needs “path”");
        assert!(message("[[rules]]\nplaceholder = \"off\"\n").ends_with("[rules] in one pair of brackets"));
        assert!(message("[[allows]]\npath = \"a\"\n").ends_with("did you mean “[[allow]]”?"));
        assert!(message("[rules.placeholder]\nallow = true\n").ends_with("with an [[allow]] entry of its own"));
    }
}
