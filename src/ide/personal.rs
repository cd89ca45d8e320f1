//! The parts of a person's name, by its words alone: a new name is typed, and stands in no text that could be read.

use std::ops::Range;

use crate::entity::name::{is_first_family_name, is_particle, is_suffix};
use crate::lexicon::{Class, Lexicon};

/// A person's name in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalWords<'a> {
    /// All words.
    pub words: Vec<&'a str>,
    /// The family name, particles included, suffixes not.
    pub family: Range<usize>,
    /// The given name: the first word that is not of the family name, or all of them where the family name comes first. Empty where only
    /// one name stands.
    pub given: Range<usize>,
}

impl<'a> PersonalWords<'a> {
    /// The parts of a name whose words have single spaces between them.
    pub fn of(name: &'a str) -> PersonalWords<'a> {
        let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        let mut end = words.len();
        while end > 1 && is_suffix(words[end - 1].trim_end_matches(',')) {
            end -= 1;
        }
        if family_first(&words[..end]) {
            return PersonalWords { words, family: 0..1, given: 1..end };
        }
        let last = end.saturating_sub(1);
        // "De Silva" and "van der Goot" are family names without a given one.
        let alone = end > 1 && words[..last].iter().all(|word| is_particle(word)) && !is_given(words[0]);
        let start = if alone { 0 } else { (1..last).find(|at| is_particle(words[*at])).unwrap_or(last) };
        PersonalWords { words, family: start..end, given: 0..start.min(1) }
    }

    /// The family name.
    pub fn family(&self) -> String {
        self.words[self.family.clone()].join(" ")
    }

    /// The given name; `None` where only one name stands.
    pub fn given(&self) -> Option<String> {
        (!self.given.is_empty()).then(|| self.words[self.given.clone()].join(" "))
    }

    /// The name with other words in the place of some.
    pub fn with(&self, range: &Range<usize>, new: &str) -> String {
        [&self.words[..range.start], &[new], &self.words[range.end..]].concat().join(" ")
    }
}

/// "Kim Min-seo", "Lee Ji-won", "Xu Lian", "Nguyen Van An".
fn family_first(words: &[&str]) -> bool {
    let (2..=3, Some(last)) = (words.len(), words.last()) else { return false };
    let lower_second = last.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
    // "Lee" is a given name too, but not before one of two syllables.
    if lower_second && words.len() == 2 && !is_particle(words[0]) {
        return true;
    }
    let western = || is_first_family_name(last) || Lexicon::shipped().word(last).classes.has(Class::FamilyName);
    is_first_family_name(words[0]) && (lower_second || !western())
}

fn is_given(word: &str) -> bool {
    Lexicon::shipped().word(word).classes.has(Class::GivenName)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_come_first_or_last_with_their_particles() {
        let parts = |name: &str| {
            let name = PersonalWords::of(name);
            (name.given().unwrap_or_default(), name.family())
        };
        for (name, given, family) in [
            ("Marit Oru", "Marit", "Oru"),
            ("Marit A. Oru Jr.", "Marit", "Oru"),
            ("Ludwig von der Heide", "Ludwig", "von der Heide"),
            ("Kim Min-seo", "Min-seo", "Kim"),
            ("Lee Ji-won", "Ji-won", "Lee"),
            ("De Silva", "", "De Silva"),
            ("Oru", "", "Oru"),
            ("", "", ""),
        ] {
            assert_eq!(parts(name), (given.to_owned(), family.to_owned()), "{name}");
        }
        let name = PersonalWords::of("Marit A. Oru Jr.");
        assert_eq!(name.with(&name.family, "van der Berg"), "Marit A. van der Berg Jr.");
    }
}
