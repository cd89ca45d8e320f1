//! Closed sets of formulas by which furniture is known, and the words that open sentences, read once from `formulas.txt`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What a formula is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Fills a block of the site's own.
    SiteWord,
    /// Opens a block of the site's own.
    SiteOpening,
    /// Opens a byline.
    Byline,
    /// Opens a credit.
    Credit,
    /// Opens a caption.
    Caption,
    /// Opens a contact line.
    Contact,
    /// Stands beside a date or a time.
    DateWord,
    /// Ends the description of a writer.
    BylineNoun,
    /// Opens a note on where a text comes from or whose it is.
    Notice,
    /// Opens a correction.
    Correction,
    /// Opens an instruction for a chart or map.
    Instruction,
    /// What a site asks its readers for.
    Asked,
    /// Opens what a site asks its readers to do.
    Command,
    /// What a writer is called.
    Writer,
    /// Names a field of a message's head.
    Field,
    /// Heads a list of other articles.
    OthersHeading,
    /// Heads a note on how the work was done.
    MethodHeading,
    /// Names an element of a page that is the site's.
    NameOfSite,
    /// Names such elements, and others too.
    MaybeNameOfSite,
    /// Names the comments of readers.
    NameOfComments,
}

/// All formulas, by their first word.
#[derive(Debug, Default)]
pub(super) struct Formulas {
    by_word: FxHashMap<&'static str, Vec<(&'static str, Kind)>>,
    openers: FxHashSet<&'static str>,
    small: FxHashSet<&'static str>,
    foreign: FxHashSet<&'static str>,
}

/// The formulas that ship with the program.
pub(super) fn shipped() -> &'static Formulas {
    static SHIPPED: OnceLock<Formulas> = OnceLock::new();
    SHIPPED.get_or_init(|| read(include_str!("formulas.txt")))
}

impl Formulas {
    /// Whether some formula starts with the word that opens `text`.
    pub fn may_open(&self, text: &str) -> bool {
        lower(first_word(text), &mut [0; 16]).is_some_and(|word| self.by_word.contains_key(word))
    }

    /// The longest formula of `kind` that `text` opens with, in bytes; the word must end there.
    pub fn opening(&self, text: &str, kind: Kind) -> Option<usize> {
        let mut buffer = [0; 16];
        let candidates = self.by_word.get(lower(first_word(text), &mut buffer)?)?;
        let fits = |formula: &str| {
            let rest = text.get(formula.len()..);
            rest.is_some_and(|rest| {
                text.as_bytes()[..formula.len()].eq_ignore_ascii_case(formula.as_bytes()) && !rest.starts_with(char::is_alphanumeric)
            })
        };
        candidates.iter().filter(|(formula, of)| *of == kind && fits(formula)).map(|(formula, _)| formula.len()).max()
    }

    /// Whether `text` is one of the formulas of `kind`.
    pub fn fills(&self, text: &str, kind: Kind) -> bool {
        self.opening(text, kind) == Some(text.len())
    }

    /// Whether `word`, in any case, is one of the small words that no English text does without.
    pub fn is_small(&self, word: &str) -> bool {
        lower(word, &mut [0; 16]).is_some_and(|word| self.small.contains(word))
    }

    /// Whether `word`, in any case, is one of the small words of another language and no English word.
    pub fn is_foreign(&self, word: &str) -> bool {
        let mut buffer = [0; 16];
        match lower(word, &mut buffer) {
            Some(word) if word.is_ascii() => self.foreign.contains(word),
            _ => word.len() <= 16 && self.foreign.contains(word.to_lowercase().as_str()),
        }
    }

    /// Whether the capitalised `word` opens a sentence and hardly ever a name.
    pub fn opens_sentence(&self, word: &str) -> bool {
        lower(word, &mut [0; 16]).is_some_and(|word| self.openers.contains(word))
    }
}

/// The sections whose lines are words of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Formula(Kind),
    Opener,
    Small,
    Foreign,
}

fn read(list: &'static str) -> Formulas {
    let mut formulas = Formulas::default();
    let mut section = Section::Opener;
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[') {
            section = named(name);
            continue;
        }
        match section {
            Section::Formula(kind) => formulas.by_word.entry(first_word(line)).or_default().push((line, kind)),
            Section::Opener => drop(formulas.openers.insert(line)),
            Section::Small => drop(formulas.small.insert(line)),
            Section::Foreign => drop(formulas.foreign.insert(line)),
        }
    }
    formulas
}

fn named(section: &str) -> Section {
    Section::Formula(match section.trim_end_matches(']') {
        "site-word" => Kind::SiteWord,
        "site-opening" => Kind::SiteOpening,
        "byline" => Kind::Byline,
        "credit" => Kind::Credit,
        "caption" => Kind::Caption,
        "contact" => Kind::Contact,
        "date-word" => Kind::DateWord,
        "byline-noun" => Kind::BylineNoun,
        "name-of-site" => Kind::NameOfSite,
        "maybe-name-of-site" => Kind::MaybeNameOfSite,
        "name-of-comments" => Kind::NameOfComments,
        "notice" => Kind::Notice,
        "correction" => Kind::Correction,
        "instruction" => Kind::Instruction,
        "asked" => Kind::Asked,
        "command" => Kind::Command,
        "writer" => Kind::Writer,
        "field" => Kind::Field,
        "others-heading" => Kind::OthersHeading,
        "method-heading" => Kind::MethodHeading,
        "small" => return Section::Small,
        "foreign" => return Section::Foreign,
        _ => return Section::Opener,
    })
}

/// The letters and digits that `text` opens with, or its first character.
fn first_word(text: &str) -> &str {
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let length = if length == 0 { text.chars().next().map_or(0, char::len_utf8) } else { length };
    &text[..length]
}

fn lower<'a>(word: &str, buffer: &'a mut [u8; 16]) -> Option<&'a str> {
    let buffer = buffer.get_mut(..word.len())?;
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    std::str::from_utf8(buffer).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_found_whole_and_in_any_case() {
        let formulas = shipped();
        assert_eq!(formulas.opening("READ MORE: the ferry", Kind::SiteOpening), Some(10));
        assert_eq!(formulas.opening("Readmore", Kind::SiteOpening), None);
        assert_eq!(formulas.opening("© 2031 Vellmouth Gazette", Kind::SiteOpening), Some(2));
        assert!(formulas.fills("Share this", Kind::SiteWord) && !formulas.fills("Share this boat", Kind::SiteWord));
        assert!(formulas.opens_sentence("Against") && !formulas.opens_sentence("Vellmouth"));
    }
}
