//! The lines of a plain text, as far as the decision whether one goes on in the next needs them.

use super::builder::is_invisible;
use crate::text::{LineIndex, Span};

/// A line that is not blank, without the white space around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Source bytes of its words: marker and white space excluded.
    pub span: Span,
    /// Source bytes of marker and words.
    pub whole: Span,
    /// Whether a blank line, or the start of the text, stands before it.
    pub after_blank: bool,
    /// Code points from the marker or first word to the last.
    pub width: u32,
    /// Code points of the first word.
    pub first_word: u32,
    /// What stands before its words.
    pub marker: Marker,
    /// Whether it ends a sentence: a stop, closing quotation marks and brackets aside, that is not an abbreviation's.
    pub finished: bool,
    /// Whether its first character is a lower-case letter.
    pub lower: bool,
}

/// What opens a line before its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing.
    None,
    /// A bullet or a dash: a list item, or the second half of a sentence.
    Bullet,
    /// A number or a letter with a stop or a bracket.
    Number,
    /// The `>` of a quoted message.
    Quote,
}

/// The lines of `text` that are not blank.
pub(super) fn read(text: &str) -> Vec<Line> {
    let index = LineIndex::new(text);
    let mut lines = Vec::with_capacity(index.lines() as usize);
    let mut after_blank = true;
    for number in 0..index.lines() {
        let Some(whole) = index.line(text, number) else { continue };
        let Some(words) = trim(whole.of(text), whole.start) else {
            after_blank = true;
            continue;
        };
        lines.push(line(text, words, after_blank));
        after_blank = false;
    }
    lines
}

fn line(text: &str, words: Span, after_blank: bool) -> Line {
    let whole = words;
    let width = characters(whole.of(text));
    let (marker, length) = marker(words.of(text));
    let inner = Span::new(words.start + length as u32, words.end);
    let (marker, span) = match trim(inner.of(text), inner.start) {
        Some(span) => (marker, span),
        None => (Marker::None, words),
    };
    let words = span.of(text);
    let first = &words[..words.bytes().position(|byte| byte <= b' ').unwrap_or(words.len())];
    Line {
        span,
        whole,
        after_blank,
        width,
        first_word: characters(first),
        marker,
        finished: is_finished(words),
        lower: words.starts_with(char::is_lowercase),
    }
}

fn characters(text: &str) -> u32 {
    text.bytes().filter(|byte| (*byte as i8) >= -0x40).count() as u32
}

fn trim(text: &str, at: u32) -> Option<Span> {
    let blank = |c: char| c.is_whitespace() || is_invisible(c);
    let rest = text.trim_start_matches(blank);
    let start = at + (text.len() - rest.len()) as u32;
    let words = rest.trim_end_matches(blank);
    (!words.is_empty()).then(|| Span::new(start, start + words.len() as u32))
}

/// The marker that opens `words` and its bytes.
fn marker(words: &str) -> (Marker, usize) {
    let spaced = |length: usize| words[length..].starts_with(char::is_whitespace);
    let mut characters = words.chars();
    match characters.next() {
        Some(bullet @ ('-' | '*' | '•' | '–' | '—' | '▪' | '●' | '‣' | '·')) if spaced(bullet.len_utf8()) => {
            (Marker::Bullet, bullet.len_utf8())
        }
        Some('>') => (Marker::Quote, words.len() - words.trim_start_matches(['>', ' ']).len()),
        Some(first) if first.is_ascii_alphanumeric() => {
            let digits = words.bytes().take_while(u8::is_ascii_digit).count();
            let label = if digits == 0 { 1 } else { digits };
            let close = words.as_bytes().get(label).copied();
            // "A. Oru" is a person and "2024." a year; "a)" and "3." are markers.
            let marks = label <= 2 && (close == Some(b')') || (close == Some(b'.') && digits > 0));
            if marks && spaced(label + 1) { (Marker::Number, label + 1) } else { (Marker::None, 0) }
        }
        _ => (Marker::None, 0),
    }
}

/// Whether `words` end a sentence.
pub(super) fn is_finished(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c));
    match bare.chars().next_back() {
        Some('!' | '?' | '…' | '。' | '！' | '？') => true,
        Some('.') => bare.len() < words.len() || !ends_in_abbreviation(bare),
        _ => false,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '″' | ')' | ']' | '*' | '_')
}

/// Titles before a name, which never end a sentence, and initials.
fn ends_in_abbreviation(bare: &str) -> bool {
    const TITLES: &[&str] = &[
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon", "St", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Cmdr", "Adm", "Sen", "Rep", "Gov",
        "Fr", "Mt", "No", "Nos", "vs", "v",
    ];
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or("").trim_end_matches('.');
    let word = word.trim_start_matches(['(', '“', '"', '‘', '\'']);
    let initial = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word != "I";
    initial || TITLES.contains(&word)
}

/// Sentence ends in mid-line: stops behind a word of at least three lower-case letters and before a capital or an opening mark.
pub(super) fn stops(words: &str) -> u32 {
    let bytes = words.as_bytes();
    let mut count = 0;
    let mut letters = 0u32;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'a'..=b'z' => letters += 1,
            b'.' | b'!' | b'?' if letters >= 3 => {
                let mut next = at + 1;
                while matches!(bytes.get(next), Some(b'"' | b'\'' | b')')) {
                    next += 1;
                }
                let opens = bytes.get(next + 1).is_some_and(|b| b.is_ascii_uppercase() || matches!(b, b'"' | b'\'' | 0xE2));
                count += u32::from(bytes.get(next) == Some(&b' ') && opens);
                letters = 0;
            }
            _ => letters = 0,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_knows_its_words_marker_and_end() {
        let text = "\u{FEFF}  - The ferry, Marit Oru said.\r\n\r\n3. \u{200B}\n> and so on\rby Mr.\n“No.”\n2024. was\n";
        let lines = read(text);
        let seen: Vec<_> = lines.iter().map(|line| (line.span.of(text), line.marker, line.finished, line.after_blank)).collect();
        assert_eq!(
            seen,
            [
                ("The ferry, Marit Oru said.", Marker::Bullet, true, true),
                ("3.", Marker::None, true, true),
                ("and so on", Marker::Quote, false, false),
                ("by Mr.", Marker::None, false, false),
                ("“No.”", Marker::None, true, false),
                ("2024. was", Marker::None, false, false),
            ]
        );
    }

    #[test]
    fn sentence_ends_in_mid_line_are_counted() {
        assert_eq!(stops("The ferry left. Mr. Oru stayed. “Why?” she asked. No"), 3);
    }
}
