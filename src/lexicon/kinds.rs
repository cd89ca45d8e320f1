//! What newsrooms call kinds of articles where they file them: the value of a category or section, and the kind that it means.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub(super) const LIST: &str = include_str!("data/kinds.txt");

/// Bytes of the longest value that is looked at.
const LONGEST: usize = 200;

/// What a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// The kind's name, as in front matter and in `onrecord.toml`.
    pub kind: &'static str,
    /// It says so among tags too, where many values stand.
    pub among_tags: bool,
}

/// The kind that a value means, of those that ship with the program.
pub fn meaning(value: &str) -> Option<Meaning> {
    static SHIPPED: OnceLock<FxHashMap<&'static str, Meaning>> = OnceLock::new();
    SHIPPED.get_or_init(read).get(normal(value).as_str()).copied()
}

/// A value in the form that values are compared in: lower case, "and" for its sign, other signs as single spaces.
pub fn normal(value: &str) -> String {
    let mut normal = String::new();
    if value.len() > LONGEST {
        return normal;
    }
    for c in value.replace('&', " and ").chars() {
        if c.is_alphanumeric() {
            normal.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !normal.ends_with(' ') && !normal.is_empty() {
            normal.push(' ');
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

fn read() -> FxHashMap<&'static str, Meaning> {
    let mut meanings = FxHashMap::default();
    let mut kind = "";
    for line in LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => kind = name,
            None => {
                let value = line.trim_start_matches('~');
                meanings.insert(value, Meaning { kind, among_tags: value == line });
            }
        }
    }
    meanings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_known_in_any_spelling() {
        let kind = |value: &str| meaning(value).map(|meaning| meaning.kind);
        for value in ["Opinion", "OP-ED", "letters_to_the_editor", "Opinion & Editorial", "Comment", "Readers’ letters"] {
            assert_eq!(kind(value), Some("opinion"), "{value}");
        }
        assert_eq!((kind("Q&A"), kind("Film Reviews"), kind("News"), kind("")), (Some("interview"), Some("review"), None, None));
        assert!(meaning("Sport").is_some_and(|meaning| !meaning.among_tags));
    }

    #[test]
    fn every_value_stands_as_it_is_compared() {
        let values = LIST.lines().filter(|line| !line.starts_with(['#', '[']) && !line.is_empty());
        for value in values.map(|value| value.trim_start_matches('~')) {
            assert_eq!(normal(value), value);
        }
        assert!(LIST.starts_with("# Origin:"));
    }
}
