//! What was published wrong and corrected, read from the notes in the articles of the archive.
//!
//! A note says what is right, and often what was wrong. It is data only where it gives both: "The name is Marit Oru, not Maret Oru." What was
//! wrong is kept to be found again, and shown nowhere.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::entity::fold::folded;
use crate::lexicon::{Class, Lexicon};
use crate::prose::date::Date;

/// How alike two spellings of one word are, at least, by Jaro and Winkler.
const ALIKE: f64 = 0.75;
/// Words of a note that must stand beside a figure for it to be the same one.
const SHARED: usize = 2;
/// Letters of the shortest word that counts there.
const SHORTEST: usize = 4;

/// What a correction changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrected {
    /// How a name is spelled.
    Spelling,
    /// A number.
    Figure,
}

/// What one note put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The article with the note.
    pub path: PathBuf,
    /// That article from the folder of the configuration, with `/` between folders.
    pub shown: String,
    /// The day of the article.
    pub day: Option<Date>,
    /// Of which kind it is.
    pub corrected: Corrected,
    /// What is right.
    pub right: String,
    wrong: String,
    /// The longer words of the note, in lower case, without `right` and `wrong`.
    about: Vec<String>,
}

impl Correction {
    /// Whether the note has a word.
    pub fn is_about(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.about.contains(&word) || key(&self.right).split(' ').any(|right| right == word)
    }
}

/// All corrections of an archive.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    all: Vec<Correction>,
    by_wrong: FxHashMap<String, Vec<usize>>,
    by_right: FxHashMap<String, Vec<usize>>,
}

impl Corrections {
    /// Of these, the newest last.
    pub fn new(mut all: Vec<Correction>) -> Corrections {
        all.sort_by(|a, b| (a.day, &a.path).cmp(&(b.day, &b.path)));
        let mut corrections = Corrections::default();
        for (at, one) in all.iter().enumerate() {
            corrections.by_wrong.entry(key(&one.wrong)).or_default().push(at);
            corrections.by_right.entry(key(&one.right)).or_default().push(at);
        }
        // Two notes that contradict each other settle nothing.
        let turned = |one: &Correction| {
            let mut others = corrections.by_wrong.get(&key(&one.right)).into_iter().flatten();
            others.any(|other| key(&all[*other].right) == key(&one.wrong))
        };
        let unsettled: Vec<bool> = all.iter().map(turned).collect();
        for list in corrections.by_wrong.values_mut().chain(corrections.by_right.values_mut()) {
            list.retain(|at| !unsettled[*at]);
        }
        corrections.all = all;
        corrections
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The newest correction of a name that is spelled like this.
    pub fn of_spelling(&self, name: &str) -> Option<&Correction> {
        self.latest(&self.by_wrong, name, Corrected::Spelling).filter(|one| one.right != name)
    }

    /// The newest correction that gives a name as it is spelled here.
    pub fn to_spelling(&self, name: &str) -> Option<&Correction> {
        self.latest(&self.by_right, name, Corrected::Spelling).filter(|one| one.right == name)
    }

    /// The newest correction of a figure, where words of the note stand beside it; `beside` in lower case.
    pub fn of_figure(&self, figure: &str, beside: &[String]) -> Option<&Correction> {
        let same = |one: &&Correction| one.about.iter().filter(|word| beside.contains(word)).count() >= SHARED;
        let found = self.by_wrong.get(&key(figure)).into_iter().flatten().rev().map(|at| &self.all[*at]);
        found.filter(|one| one.corrected == Corrected::Figure).find(same)
    }

    fn latest(&self, by: &FxHashMap<String, Vec<usize>>, name: &str, corrected: Corrected) -> Option<&Correction> {
        let mut found = by.get(&key(name)).into_iter().flatten().rev().map(|at| &self.all[*at]);
        found.find(|one| one.corrected == corrected)
    }
}

/// The longer words of a text, in lower case: what it is about.
pub fn about(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase);
    words.collect()
}

const FIGURE: &str = r"(?:[\p{Sc}]|US\$)?\d(?:[\d,.]*\d)?(?: (?:million|billion|trillion)\b|(?:m|bn)\b)?(?: ?%| per ?cent\b)?";

/// Where figures stand in a text, as a note would give them.
pub fn figures(text: &str) -> impl Iterator<Item = Range<usize>> {
    static ALL: LazyLock<Regex> = LazyLock::new(|| pattern(FIGURE));
    ALL.find_iter(text).map(|found| found.range())
}

/// What the note of an article puts right.
pub fn of_note(note: &str, path: &Path, shown: &str, day: Option<Date>) -> Vec<Correction> {
    const NAME: &str = r"\p{Lu}[\p{L}’'.\-]*(?: (?:(?:de|del|der|van|von|al|bin|da|du|la|of|the) )*\p{Lu}[\p{L}’'.\-]*)*";
    static NOT_NAME: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"({NAME})[”’»']?, (?:and )?not [“‘«']?({NAME})")));
    static AS_NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?:misspel\w+|misstated|misspelt|wrongly gave|incorrectly gave|wrongly spel\w+|incorrectly spel\w+) (?:(?:the )?(?:\w+ )?name of [\w\s,]{{0,60}}?)?({NAME})(?:[’']s? (?:\w+ )?name)?,? as [“‘«']?({NAME})"
        ))
    });
    static NOT_FIGURE: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"({FIGURE})(?: [\p{{L}}\-]+){{0,9}}, (?:and )?not ({FIGURE})")));
    let mut found = Vec::new();
    let mut add = |corrected: Corrected, right: &str, wrong: &str| {
        let (right, wrong) = (trimmed(right), trimmed(wrong));
        if right == wrong || right.is_empty() || wrong.is_empty() {
            return;
        }
        let of_both = about(&format!("{right} {wrong}"));
        let about = about(note).into_iter().filter(|word| !of_both.contains(word)).collect();
        let (path, shown, right, wrong) = (path.to_path_buf(), shown.to_owned(), right.to_owned(), wrong.to_owned());
        found.push(Correction { path, shown, day, corrected, right, wrong, about });
    };
    for pair in NOT_NAME.captures_iter(note).chain(AS_NAME.captures_iter(note)) {
        let (right, wrong) = (trimmed(&pair[1]), trimmed(&pair[2]));
        if let Some((right, wrong)) = one_name(right, wrong) {
            add(Corrected::Spelling, &right, &wrong);
        }
    }
    for pair in NOT_FIGURE.captures_iter(note) {
        add(Corrected::Figure, &pair[1], &pair[2]);
    }
    found
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of ours")
}

fn trimmed(words: &str) -> &str {
    words.trim_end_matches(['.', ',', '’', '\'']).trim()
}

/// A name in two spellings, where those may be of one name: as many words, each the same or alike. Words before the name are left out of the longer
/// one: "His Name Is Marit Oru, not Maret Oru".
fn one_name(right: &str, wrong: &str) -> Option<(String, String)> {
    let (mut rights, mut wrongs): (Vec<&str>, Vec<&str>) = (right.split(' ').collect(), wrong.split(' ').collect());
    let count = rights.len().min(wrongs.len());
    rights.drain(..rights.len() - count);
    wrongs.drain(..wrongs.len() - count);
    let of_time = |word: &str| {
        let classes = Lexicon::shipped().word(word).classes;
        classes.has(Class::Weekday) || classes.has(Class::Month)
    };
    let alike = |(one, other): (&&str, &&str)| one == other || strsim::jaro_winkler(&one.to_lowercase(), &other.to_lowercase()) >= ALIKE;
    let fits = rights.iter().zip(&wrongs).all(alike) && !rights.iter().chain(&wrongs).any(|word| of_time(word));
    fits.then(|| (rights.join(" "), wrongs.join(" ")))
}

fn key(words: &str) -> String {
    folded(words).filter(|c| *c != ',').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(note: &str) -> Vec<(String, String)> {
        of_note(note, Path::new("a.md"), "a.md", None).into_iter().map(|one| (one.right, one.wrong)).collect()
    }

    #[test]
    fn a_note_says_what_is_right_and_what_was_wrong() {
        let pair = |right: &str, wrong: &str| vec![(right.to_owned(), wrong.to_owned())];
        for (note, expected) in [
            ("Correction: The harbour master is Marit Oru, not Maret Oru.", pair("Marit Oru", "Maret Oru")),
            ("Correction: An earlier version misspelled Marit Oru’s name as Maret Oru.", pair("Marit Oru", "Maret Oru")),
            (
                "Correction: This article misspelled the name of the harbour master, Marit Oru, as Marit Orru.",
                pair("Marit Oru", "Marit Orru"),
            ),
            ("Correction: The surname is spelled “Oru”, not “Orru”.", pair("Oru", "Orru")),
            ("Correction: The grant to the board is £40,000, not £45,000.", pair("£40,000", "£45,000")),
            ("Correction: There were 12 boats in the harbour, not 21.", pair("12", "21")),
            ("Correction: Turnout was 41.5 per cent, not 45.1 per cent.", pair("41.5 per cent", "45.1 per cent")),
        ] {
            assert_eq!(said(note), expected, "{note}");
        }
        for note in [
            "Correction: The meeting is on Tuesday, not Monday.",
            "Correction: The mayor is Marit Oru, not Bo Holt.",
            "Correction: The ferry sails from Otherton, not Vellmouth.",
            "Correction: An earlier version misspelled the name of the harbour master, Marit Oru.",
            "This article was amended on 3 May to correct a name.",
        ] {
            assert_eq!(said(note), [], "{note}");
        }
    }

    #[test]
    fn the_newest_note_counts_and_two_that_contradict_each_other_settle_nothing() {
        let all = |notes: &[(&str, u32)]| {
            let one = |(note, year): &(&str, u32)| of_note(note, Path::new("/n/a.md"), "a.md", Date::new(*year, 5, 3));
            Corrections::new(notes.iter().flat_map(one).collect())
        };
        let oru = "Correction: The harbour master is Marit Oru, not Maret Oru.";
        let corrections = all(&[(oru, 2024), ("Correction: She is Marita Oru, not Maret Oru.", 2025)]);
        assert_eq!(corrections.of_spelling("Maret Oru").map(|one| one.right.as_str()), Some("Marita Oru"));
        assert_eq!(corrections.to_spelling("Marit Oru").and_then(|one| one.day), Date::new(2024, 5, 3));
        assert_eq!((corrections.of_spelling("Marit Oru"), corrections.to_spelling("Maret Oru")), (None, None));
        let corrections = all(&[(oru, 2024), ("Correction: She is Maret Oru, not Marit Oru.", 2025)]);
        assert_eq!((corrections.of_spelling("Maret Oru"), corrections.of_spelling("Marit Oru")), (None, None));
        let corrections = all(&[("Correction: The grant to the harbour board is £40,000, not £45,000.", 2025)]);
        let of = |beside: &str| corrections.of_figure("£45,000", &about(beside)).map(|one| one.right.as_str());
        assert_eq!((of("the board had a grant of £45,000"), of("a car worth £45,000 on board")), (Some("£40,000"), None));
    }
}
