//! Where somebody stands before the law, and what they were asked, in the words that articles have for it.

use std::sync::OnceLock;

use super::rows::{RowNumber, Rows};
use super::same;

const LIST: &str = include_str!("data/fairness.txt");

/// A set, and what follows the first word in one of its entries.
type Entry = (&'static str, Box<[Box<str>]>);

/// The list, by the first word of each entry, the longest first.
#[derive(Debug, Default)]
pub struct Fairness(Rows<Vec<Entry>>);

impl Fairness {
    /// The list that ships, read once.
    pub fn shipped() -> &'static Fairness {
        static SHIPPED: OnceLock<Fairness> = OnceLock::new();
        SHIPPED.get_or_init(|| Fairness::read(LIST))
    }

    fn read(list: &'static str) -> Fairness {
        let mut sets = Fairness::default();
        let mut set = "";
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                set = name;
                continue;
            }
            let mut words = line.split_whitespace().map(str::to_lowercase);
            let Some(first) = words.next() else { continue };
            let entries = sets.0.of(&first);
            entries.push((set, words.map(Box::from).collect()));
            entries.sort_by_key(|(_, rest)| std::cmp::Reverse(rest.len()));
        }
        sets
    }

    /// The first words of the list's entries and their rows.
    pub(super) fn words_and_rows(&self) -> impl Iterator<Item = (&str, RowNumber)> {
        self.0.all()
    }

    /// How many words the longest entry of the set `name` has that begins with the word of a row and goes on with `following`, in any case.
    pub fn length<'a>(&self, name: &str, first: RowNumber, following: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        let fits = |rest: &[Box<str>]| {
            let mut words = following.clone();
            rest.iter().all(|want| words.next().is_some_and(|word| same(word, want)))
        };
        self.0.get(first).iter().find(|(set, rest)| *set == name && fits(rest)).map(|(_, rest)| rest.len() + 1)
    }

    /// Whether the set `name` has the single word, in any case.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.length(name, self.0.number(word), std::iter::empty()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_word_and_of_several_are_found_in_any_case() {
        let fairness = Fairness::shipped();
        let length = |set: &str, words: &[&'static str]| fairness.length(set, fairness.0.number(words[0]), words[1..].iter().copied());
        assert_eq!(length("verdict", &["Pleaded", "guilty", "on"]), Some(2));
        assert_eq!(length("verdict", &["pleaded", "not", "guilty"]), None);
        assert_eq!(length("verdict", &["jailed"]), Some(1));
        assert!(fairness.has("law", "FBI") && !fairness.has("law", "ferry") && !fairness.has("none", "ferry"));
    }

    #[test]
    fn the_list_says_where_it_comes_from() {
        assert!(LIST.starts_with("# Origin:"));
        let rows = &Fairness::shipped().0;
        assert!(rows.all().flat_map(|(_, number)| rows.get(number)).all(|(set, _)| !set.is_empty()));
    }
}
