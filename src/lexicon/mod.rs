//! Word lists and their loader. It knows nothing of the article.
//!
//! Every list is a text file in `src/lexicon/data`: comment lines (`#`) that say where it comes from and when, then one entry a line.
//! An entry of several words is a phrase. Small lists are read once at start; the large name lists are compiled by `build.rs` into one
//! finite-state map that is embedded and used in place.

pub mod class;
pub mod counted;
pub mod deeds;
pub mod fairness;
pub mod kinds;
mod rows;
pub mod stances;
pub mod verbs;

pub use class::{Class, Classes};
pub use counted::{Counted, Counting};
pub use deeds::{Deed, DeedForm, Deeds, Sufferer, Weightiness};
pub use fairness::Fairness;
pub use rows::RowNumber;
pub use stances::{Stance, Stances};
pub use verbs::{Act, Frames, Inflection, Tone, Verb, VerbForm};

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// What the lexicon knows of one word form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// The classes its lower-case form belongs to.
    pub classes: Classes,
    /// The reporting verb it is a form of, as an index for [`Lexicon::verb`].
    pub verb: Option<VerbForm>,
    /// Its row in the list of [`Deeds`].
    pub deeds: RowNumber,
    /// Its row in the list of [`Fairness`].
    pub fairness: RowNumber,
}

/// A phrase of two or more words, from one of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    rest: Box<[Box<str>]>,
    classes: Classes,
}

/// All word lists.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, Entry>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    verbs: Vec<Verb>,
    names: Option<fst::Map<&'static [u8]>>,
}

static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));

impl Lexicon {
    /// The lexicon that ships with the program, read once.
    pub fn shipped() -> &'static Lexicon {
        static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut lexicon = Lexicon::default();
            for (class, list) in class::LISTS {
                lexicon.add_list(*class, list);
            }
            lexicon.add_verbs(verbs::LIST);
            for (word, row) in Deeds::shipped().words_and_rows() {
                lexicon.words.entry(word.into()).or_default().deeds = row;
            }
            for (word, row) in Fairness::shipped().words_and_rows() {
                lexicon.words.entry(word.into()).or_default().fairness = row;
            }
            lexicon.names = fst::Map::new(NAMES).ok();
            lexicon
        })
    }

    /// Looks up one word, in any case.
    pub fn word(&self, word: &str) -> Entry {
        in_lower(word, |lower| self.lower(lower, word))
    }

    fn lower(&self, lower: &str, word: &str) -> Entry {
        let mut entry = self.words.get(lower).copied().unwrap_or_default();
        if word.starts_with(char::is_uppercase)
            && let Some(bits) = self.names.as_ref().and_then(|names| names.get(lower))
        {
            entry.classes |= Classes::from_bits(bits);
        }
        entry
    }

    /// What the lists say of a name of one word or several.
    pub fn name(&self, name: &str) -> Classes {
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default();
        let phrase = self.phrase(first, words.clone()).filter(|(length, _)| *length == words.count() + 1);
        self.word(name).classes | phrase.map(|(_, classes)| classes).unwrap_or_default()
    }

    /// The longest phrase that starts at `words[0]`: how many words it has, and its classes.
    ///
    /// `words` yields the words of the text from the place asked about; they are compared without regard to case.
    pub fn phrase<'a>(&self, first: &str, following: impl Iterator<Item = &'a str> + Clone) -> Option<(usize, Classes)> {
        let phrases = in_lower(first, |lower| self.phrases.get(lower))?;
        // Sorted longest first when read.
        phrases.iter().find_map(|phrase| {
            let mut words = following.clone();
            let matches = phrase.rest.iter().all(|want| words.next().is_some_and(|word| same(word, want)));
            matches.then_some((phrase.rest.len() + 1, phrase.classes))
        })
    }

    /// The reporting verb of a form.
    pub fn verb(&self, form: VerbForm) -> &Verb {
        &self.verbs[form.index as usize]
    }

    fn add_list(&mut self, class: Class, list: &str) {
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            self.add(line, Classes::from(class));
        }
    }

    fn add(&mut self, entry: &str, classes: Classes) {
        let lower = entry.to_lowercase();
        let mut words = lower.split_whitespace();
        let Some(first) = words.next() else { return };
        let rest: Box<[Box<str>]> = words.map(Box::from).collect();
        if rest.is_empty() {
            self.words.entry(first.into()).or_default().classes |= classes;
            return;
        }
        let phrases = self.phrases.entry(first.into()).or_default();
        match phrases.iter_mut().find(|phrase| phrase.rest == rest) {
            Some(phrase) => phrase.classes |= classes,
            None => {
                phrases.push(Phrase { rest, classes });
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            }
        }
    }

    fn add_verbs(&mut self, list: &str) {
        for (verb, forms) in verbs::parse(list) {
            let index = self.verbs.len() as u16;
            self.verbs.push(verb);
            for (form, inflection) in forms {
                let entry = self.words.entry(form.into()).or_default();
                entry.verb = Some(VerbForm { index, inflection });
                entry.classes |= Classes::from(Class::ReportingVerb);
            }
        }
    }
}

fn same(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower) || (!word.is_ascii() && word.to_lowercase() == lower)
}

/// What `look` has for a word in lower case; most words need no memory of their own for it.
fn in_lower<T>(word: &str, look: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0u8; 48];
    let bytes = word.as_bytes();
    if bytes.len() > buffer.len() || !bytes.is_ascii() {
        return look(&word.to_lowercase());
    }
    for (to, from) in buffer.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    look(std::str::from_utf8(&buffer[..bytes.len()]).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_found_in_any_case() {
        let lexicon = Lexicon::shipped();
        assert!(lexicon.word("Monday").classes.has(Class::Weekday));
        assert!(lexicon.word("Mr.").classes.has(Class::Honorific));
        let said = lexicon.word("SAID").verb.expect("a reporting verb");
        assert_eq!(lexicon.verb(said).lemma, "say");
        let (length, classes) = lexicon.phrase("Prime", ["Minister", "of"].into_iter()).expect("a phrase");
        assert!(length == 2 && classes.has(Class::Title));
    }

    #[test]
    fn every_list_says_where_it_comes_from() {
        for (class, list) in class::LISTS {
            assert!(list.lines().next().is_some_and(|line| line.starts_with("# Origin:")), "{class:?}");
        }
    }
}
