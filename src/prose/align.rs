//! Where each character of decoded words stands in the source they were decoded from: code over several lines, a title in quotation
//! marks, an escaped bar in a table.
//!
//! The parsers say only which bytes a whole piece came from. Where the way back would be one large step, a finding on one word would
//! point at all of them, and an edit of one word could replace them all.

use std::ops::Range;

/// Words and the source bytes they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Bytes of the words.
    pub words: Range<usize>,
    /// Bytes of the source.
    pub source: Range<usize>,
    /// Byte for byte the same; otherwise one character (white space counts as one), however it is written.
    pub verbatim: bool,
}

/// The units of `words` in `source`, in order; `None` when the words cannot be followed, so that they are one unit.
///
/// Understood are line ends with what opens the next line (indentation, the `>` of a quotation), backslash escapes, doubled quotation
/// marks and the first line of a YAML block.
pub(super) fn align(words: &str, source: &str) -> Option<Vec<Unit>> {
    let mut aligner = Aligner { words, source, word: 0, at: block_header(words, source), units: Vec::new() };
    // A folded block ends in a line end of its own.
    while aligner.word < words.trim_end().len() {
        aligner.step()?;
    }
    source.get(aligner.at..)?.trim().is_empty().then_some(aligner.units)
}

struct Aligner<'a> {
    words: &'a str,
    source: &'a str,
    word: usize,
    at: usize,
    units: Vec<Unit>,
}

impl Aligner<'_> {
    fn step(&mut self) -> Option<()> {
        let word = self.words[self.word..].chars().next()?;
        let here = self.source.get(self.at..)?;
        let there = here.chars().next()?;
        if word.is_whitespace() && there.is_whitespace() {
            self.space();
        } else if there == '\'' && word == '\'' && self.is_doubled() {
            self.add(1, 2);
        } else if there == word {
            self.add(word.len_utf8(), word.len_utf8());
        } else if there == '\\' {
            match escape(here) {
                // A line that ends in a backslash goes on in the next one without a space.
                (length, true) => self.at += length,
                (length, false) => self.add(word.len_utf8(), length),
            }
        } else if there.is_whitespace() {
            self.at += there.len_utf8();
        } else {
            return None;
        }
        Some(())
    }

    /// White space on both sides; in the source, what opens the next line belongs to it.
    fn space(&mut self) {
        let rest = &self.words[self.word..];
        let words = rest.len() - rest.trim_start().len();
        let next = rest.trim_start().chars().next();
        let mut length = 0;
        let mut over = false;
        for c in self.source[self.at..].chars() {
            if !(c.is_whitespace() || (c == '>' && over && next != Some('>'))) {
                break;
            }
            over |= matches!(c, '\n' | '\r');
            length += c.len_utf8();
        }
        self.add(words, length);
    }

    /// Whether each `'` of the words stands as two in the source.
    fn is_doubled(&self) -> bool {
        let run = |text: &str| text.bytes().take_while(|byte| *byte == b'\'').count();
        run(&self.source[self.at..]) == 2 * run(&self.words[self.word..])
    }

    fn add(&mut self, words: usize, source: usize) {
        let unit = Unit { words: self.word..self.word + words, source: self.at..self.at + source, verbatim: false };
        (self.word, self.at) = (unit.words.end, unit.source.end);
        let verbatim = self.words[unit.words.clone()] == self.source[unit.source.clone()];
        match self.units.last_mut() {
            Some(last) if verbatim && last.verbatim && last.source.end == unit.source.start => {
                last.words.end = unit.words.end;
                last.source.end = unit.source.end;
            }
            _ => self.units.push(Unit { verbatim, ..unit }),
        }
    }
}

/// Bytes of the escape that opens `text`, and whether it stands for nothing.
fn escape(text: &str) -> (usize, bool) {
    let mut characters = text.chars().skip(1);
    let digits = |length: usize| text.get(2..2 + length).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match characters.next() {
        Some('x') if digits(2) => (4, false),
        // Characters beyond the first plane are two escapes in JSON's way.
        Some('u') if digits(4) && matches!(text.as_bytes()[2], b'd' | b'D') && text.get(6..8) == Some("\\u") => (12.min(text.len()), false),
        Some('u') if digits(4) => (6, false),
        Some('U') if digits(8) => (10, false),
        Some('\n' | '\r') => {
            let rest = &text[1..];
            (1 + rest.len() - rest.trim_start().len(), true)
        }
        Some(other) => (1 + other.len_utf8(), false),
        None => (1, true),
    }
}

/// Bytes of the line that opens a YAML block (`>-`, `|2`), which is no word.
fn block_header(words: &str, source: &str) -> usize {
    let Some(mark) = source.chars().next().filter(|c| matches!(c, '>' | '|') && !words.starts_with(*c)) else { return 0 };
    let rest = &source[mark.len_utf8()..];
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let header = rest[..line].split('#').next().unwrap_or_default();
    if header.bytes().all(|byte| matches!(byte, b'+' | b'-' | b' ' | b'\t' | b'0'..=b'9')) { mark.len_utf8() + line } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source of each word of `words`.
    fn words(words: &str, source: &str) -> Vec<String> {
        let Some(units) = align(words, source) else { return vec!["-".into()] };
        let place = |at: usize| {
            let unit = units.iter().find(|unit| unit.words.contains(&at)).expect("every word has a place");
            if unit.verbatim {
                unit.source.start + at - unit.words.start..unit.source.start + at - unit.words.start + 1
            } else {
                unit.source.clone()
            }
        };
        let mut at = 0;
        let word = |word: &str| {
            let start = words[at..].find(word).unwrap() + at;
            at = start + word.len();
            source[place(start).start..place(at - 1).end].to_owned()
        };
        words.split_whitespace().map(word).collect()
    }

    #[test]
    fn every_word_finds_its_place() {
        assert_eq!(words("Marit Oru said so", "Marit Oru\nsaid so"), ["Marit", "Oru", "said", "so"]);
        assert_eq!(words("Marit Oru said", "Marit\n>  > Oru\r\n> said"), ["Marit", "Oru", "said"]);
        assert_eq!(words("Marit | Oru", "Marit \\| Oru"), ["Marit", "\\|", "Oru"]);
        assert_eq!(
            words("Oru's house: Marit Oru leaves", "Oru''s house: Marit Oru leaves"),
            ["Oru''s", "house:", "Marit", "Oru", "leaves"]
        );
        assert_eq!(words("The “new” pier", "The \\u201cnew\\u201d pier"), ["The", "\\u201cnew\\u201d", "pier"]);
        assert_eq!(words("a 😀 b", "a \\ud83d\\ude00 b"), ["a", "\\ud83d\\ude00", "b"]);
        assert_eq!(words("Marit Oru leaves", ">-\n  Marit\n  Oru leaves\n"), ["Marit", "Oru", "leaves"]);
        assert_eq!(words("Marit Oru\n", "Marit\n  Oru"), ["Marit", "Oru"]);
        assert_eq!(words("Marit Oru", "Marit \\\n   Oru"), ["Marit", "Oru"]);
        assert_eq!(words("a \"b\"", "a \\\"b\\\""), ["a", "\\\"b\\\""]);
        assert_eq!(words("''", "''''"), ["''''"]);
    }

    #[test]
    fn words_that_cannot_be_followed_are_not() {
        assert_eq!(align("Oru left", "Oru stayed"), None);
        assert_eq!(align("Oru", "Oru left"), None);
        assert_eq!(align("Oru left", "Oru"), None);
        assert_eq!(align("’", "&rsquo;"), None);
    }
}
