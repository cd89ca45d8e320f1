//! Word pieces: a sentence cut into what the encoder knows (`examples/reader/pieces.py` cuts in the same way).

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest piece that is looked for, in bytes; longer words are cut.
const LONGEST: usize = 32;

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Piece {
    /// Its number in the vocabulary.
    pub number: u16,
    /// The case of its word.
    pub case: Case,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Case {
    /// Without capitals.
    Lower = 0,
    /// It begins with one.
    Initial = 1,
    /// All of two letters and more are capitals.
    Upper = 2,
    /// A capital stands further in.
    Mixed = 3,
}

impl Case {
    fn of(word: &str) -> Case {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return Case::Lower };
        if !letters.as_str().is_empty() && word.chars().all(|letter| letter.is_alphabetic() && letter.is_uppercase()) {
            return Case::Upper;
        }
        if letters.any(char::is_uppercase) {
            return Case::Mixed;
        }
        if first.is_uppercase() { Case::Initial } else { Case::Lower }
    }
}

/// The pieces that the encoder knows.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    /// Pieces that begin a word, and pieces that go on with one.
    numbers: [FxHashMap<&'static str, u16>; 2],
    unknown: u16,
    first: u16,
    last: u16,
}

impl Vocabulary {
    /// The vocabulary of lines: a piece each, "##" before one that goes on with a word.
    pub(super) fn new(lines: &'static str) -> Option<Vocabulary> {
        let mut numbers = [FxHashMap::default(), FxHashMap::default()];
        for (number, line) in lines.split('\n').enumerate() {
            let number = u16::try_from(number).ok()?;
            match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => numbers[1].insert(rest, number),
                None => numbers[0].insert(line, number),
            };
        }
        let named = |name| numbers[0].get(name).copied();
        let (unknown, first, last) = (named("[UNK]")?, named("[CLS]")?, named("[SEP]")?);
        Some(Vocabulary { numbers, unknown, first, last })
    }

    /// The pieces of a sentence, between the two that frame each; `most` of them at most.
    pub(super) fn cut(&self, sentence: &str, most: usize) -> Vec<Piece> {
        let frame = |number| Piece { number, case: Case::Lower };
        let mut pieces = vec![frame(self.first)];
        let mut folded = String::new();
        for word in words(sentence) {
            if pieces.len() + 1 >= most {
                break;
            }
            fold(word, &mut folded);
            self.cut_word(&folded, Case::of(word), &mut pieces);
        }
        pieces.truncate(most.saturating_sub(1));
        pieces.push(frame(self.last));
        pieces
    }

    /// The longest pieces from the left that make up a word; the unknown piece where none do.
    fn cut_word(&self, word: &str, case: Case, pieces: &mut Vec<Piece>) {
        let before = pieces.len();
        let mut rest = word;
        while !rest.is_empty() {
            let known = &self.numbers[usize::from(pieces.len() > before)];
            let ends = (1..=rest.len().min(LONGEST)).rev().filter(|end| rest.is_char_boundary(*end));
            let found = ends.filter_map(|end| Some((end, *known.get(&rest[..end])?))).next();
            let Some((end, number)) = found else {
                pieces.truncate(before);
                pieces.push(Piece { number: self.unknown, case });
                return;
            };
            pieces.push(Piece { number, case });
            rest = &rest[end..];
        }
    }
}

/// Runs of letters and digits, and every other character but white space by itself.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() { rest.find(|letter: char| !letter.is_alphanumeric()) } else { Some(first.len_utf8()) };
        let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some(word)
    })
}

/// A word in lower case and without accents.
fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(word.chars().flat_map(char::to_lowercase).nfd().filter(|letter| !is_combining_mark(*letter)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sentence: &str) -> Vec<(u16, Case)> {
        let vocabulary = Vocabulary::new("[UNK]\n[CLS]\n[SEP]\nharbour\nmast\n##er\n##s\n.\n£\n5\ne\n##lan\n#").expect("a vocabulary");
        vocabulary.cut(sentence, 9).iter().map(|piece| (piece.number, piece.case)).collect()
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        use Case::{Initial, Lower, Upper};
        let frame = |inner: &[(u16, Case)]| [&[(1, Lower)], inner, &[(2, Lower)]].concat();
        assert_eq!(cut("Harbour masters."), frame(&[(3, Initial), (4, Lower), (5, Lower), (6, Lower), (7, Lower)]));
        assert_eq!(cut("£5 ÉLAN"), frame(&[(8, Lower), (9, Lower), (10, Upper), (11, Upper)]));
        assert_eq!(cut("mastx #"), frame(&[(0, Lower), (12, Lower)]));
        assert_eq!(cut(""), frame(&[]));
    }

    #[test]
    fn a_sentence_without_end_is_cut_off() {
        let pieces = cut(&"harbour ".repeat(400));
        assert_eq!(pieces.len(), 9);
        assert_eq!(pieces.last(), Some(&(2, Case::Lower)));
    }

    #[test]
    fn case_is_that_of_the_word() {
        assert_eq!(
            ["oru", "Oru", "UN", "McCoy", "4X", "A"].map(Case::of),
            [Case::Lower, Case::Initial, Case::Upper, Case::Mixed, Case::Mixed, Case::Initial]
        );
    }
}
