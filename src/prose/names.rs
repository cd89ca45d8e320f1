//! What the names that pages give their elements (class, `id`) say of them.
//!
//! Newsrooms name alike what is not the article: "related", "newsletter", "most-read". A name is looked at word by word, however its words
//! are joined, and alone or with the next one.

use super::formulas::{self, Kind};
use super::markup::Named;

/// Longer names are not looked at.
const LONGEST: usize = 400;

/// What `value`, the names of an element, says; `None` where it names nothing of the site's.
pub(super) fn named(value: &[u8]) -> Option<Named> {
    let value = std::str::from_utf8(value).ok().filter(|value| value.len() <= LONGEST)?;
    value.split(|c: char| c.is_ascii_whitespace()).filter_map(one).max()
}

fn one(name: &str) -> Option<Named> {
    let words = words(name);
    let mut found = None;
    let mut before = "";
    for (at, word) in words.iter().enumerate() {
        // "has-sidebar", "with-newsletter" tell what else is on the page.
        if !matches!(before, "has" | "no" | "with" | "without" | "hide" | "show" | "enable" | "disable" | "is" | "not") {
            let pair = words.get(at + 1).map(|next| format!("{word} {next}"));
            found = found.max(look(word)).max(pair.as_deref().and_then(look));
        }
        before = word;
    }
    found
}

fn look(words: &str) -> Option<Named> {
    let formulas = formulas::shipped();
    if formulas.fills(words, Kind::NameOfComments) {
        Some(Named::Comments)
    } else if formulas.fills(words, Kind::NameOfSite) {
        Some(Named::Surely)
    } else {
        formulas.fills(words, Kind::MaybeNameOfSite).then_some(Named::Maybe)
    }
}

/// The words of "MostRead", "most-read", "c-most_read__item".
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphabetic() || c.is_uppercase() && before.is_lowercase() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_however_their_words_are_joined() {
        for (name, wanted) in [
            ("related-articles", Some(Named::Surely)),
            ("c-mostRead__item", Some(Named::Surely)),
            ("block MOST_READ", Some(Named::Surely)),
            ("story-body", None),
            ("article has-sidebar", None),
            ("comment-list", Some(Named::Comments)),
            ("social", Some(Named::Maybe)),
            ("elementor-widget-text-editor", None),
            ("shareholder-news", None),
        ] {
            assert_eq!(named(name.as_bytes()), wanted, "{name}");
        }
    }
}
