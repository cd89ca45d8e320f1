//! Words and punctuation marks, split as the Penn Treebank does: "don't" is `do` `n't`, "Oru's" is `Oru` `'s`, "U.S." is one token,
//! hyphenated words are one token.

use crate::lexicon::{Class, Classes, Entry, Lexicon};
use crate::text::Span;

/// How a token looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// "harbour".
    Lower,
    /// "Harbour".
    Capitalized,
    /// "NATO", "U.S.", two letters or more.
    Upper,
    /// "McKay", "iPhone".
    Mixed,
    /// Digits, with their separators.
    Number,
    /// Letters and digits: "B-52", "3rd".
    Alphanumeric,
    /// An opening quotation mark, by shape or position.
    OpenQuote,
    /// A closing quotation mark, by shape or position.
    CloseQuote,
    /// Any other punctuation or symbol.
    Punctuation,
}

impl Shape {
    /// Whether the token begins with a capital letter.
    pub fn is_capitalized(self) -> bool {
        matches!(self, Shape::Capitalized | Shape::Upper)
    }

    /// Whether it is made of letters or digits.
    pub fn is_word(self) -> bool {
        !matches!(self, Shape::OpenQuote | Shape::CloseQuote | Shape::Punctuation)
    }
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Prose bytes.
    pub span: Span,
    /// How it looks.
    pub shape: Shape,
    /// White space (or the start of the block) stands before it.
    pub spaced: bool,
    /// What the lexicon knows of it.
    pub entry: Entry,
}

/// The tokens of a text.
pub type Tokens = Vec<Token>;

/// Splits the words of `block` (prose bytes of `text`) and appends them.
pub fn tokenize(text: &str, block: Span, lexicon: &Lexicon, tokens: &mut Tokens) {
    let mut at = block.start;
    let mut spaced = true;
    let dash = glued_dateline(block.of(text), lexicon).map(|dash| block.start + dash);
    let mut joined = Joined::default();
    while at < block.end {
        let rest = &text[at as usize..block.end as usize];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8() as u32;
            spaced = true;
            continue;
        }
        let length = token_length(text, at, block, lexicon, &mut joined);
        let end = dash.filter(|dash| at < *dash && *dash < at + length).unwrap_or(at + length);
        let word = Span::new(at, end);
        push_word(text, word, spaced, lexicon, tokens);
        at = word.end;
        spaced = false;
    }
}

/// Bytes of the token (before contractions are split off) that starts at `at`.
fn token_length(text: &str, at: u32, block: Span, lexicon: &Lexicon, joined: &mut Joined) -> u32 {
    let rest = &text[at as usize..block.end as usize];
    let Some(first) = rest.chars().next() else { return 0 };
    if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
        return address_length(rest);
    }
    if (first == '\'' || first == '’' || first == '‘') && decade(&rest[first.len_utf8()..]) {
        return (first.len_utf8() + 3) as u32;
    }
    if !is_word_character(first) {
        return punctuation_length(rest, first);
    }
    if joined.end <= at {
        *joined = Joined::read(rest, at);
    }
    let mut end = (joined.end - at) as usize;
    let word = &rest[..end];
    if let Some(index) = glued_sentence(word).filter(|_| joined.at_sign.is_none_or(|sign| sign < at)) {
        return index as u32;
    }
    // The full stop of an abbreviation or initial belongs to it.
    if rest[end..].starts_with('.') && !rest[end..].starts_with("..") && takes_stop(&rest[..end + 1], lexicon) {
        end += 1;
    }
    end as u32
}

/// Letters and what joins them. What is cut from it at a glued sentence is followed by the rest of it, which is not read again.
#[derive(Default)]
struct Joined {
    /// One past its last byte.
    end: u32,
    /// Its last `@`.
    at_sign: Option<u32>,
}

impl Joined {
    /// Reads what `rest` begins with, which stands at `at`.
    fn read(rest: &str, at: u32) -> Joined {
        let mut joined = Joined { end: at, at_sign: None };
        let mut previous = None;
        for (index, c) in rest.char_indices() {
            let next = rest[index + c.len_utf8()..].chars().next();
            let joins = is_word_character(c)
                || match c {
                    '\'' | '’' => previous.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphabetic),
                    '-' | '‑' => next.is_some_and(char::is_alphanumeric),
                    '.' => next.is_some_and(char::is_alphanumeric),
                    ',' | ':' => previous.is_some_and(|p| p.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit()),
                    '@' => next.is_some_and(char::is_alphanumeric),
                    '&' => next.is_some_and(|n| n.is_uppercase()) && previous.is_some_and(char::is_uppercase),
                    _ => false,
                };
            if !joins {
                break;
            }
            if c == '@' {
                joined.at_sign = Some(at + index as u32);
            }
            joined.end = at + (index + c.len_utf8()) as u32;
            previous = Some(c);
        }
        joined
    }
}

/// Where the dash stands that glues a dateline's place to the text: "Vellmouth-The ferry …", "VELLMOUTH-24 July".
fn glued_dateline(block: &str, lexicon: &Lexicon) -> Option<u32> {
    let opening = &block.as_bytes()[..block.len().min(LONGEST_PLACE)];
    let dash = opening.iter().position(|byte| !(byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'.')))?;
    if opening[dash] != b'-' || !opening[0].is_ascii_uppercase() {
        return None;
    }
    let (place, rest) = (&block[..dash], &block[dash + 1..]);
    let next = &rest[..rest.find(|c: char| !is_word_character(c)).unwrap_or(rest.len())];
    let place = lexicon.name(place);
    let next_classes = lexicon.word(next).classes;
    let date = next.starts_with(|c: char| c.is_ascii_digit());
    let name = next.chars().count() > 1 && next.starts_with(char::is_uppercase);
    // "Tallinn-Tartu" and "Anne-Kadri" are one name.
    let names = [Class::GivenName, Class::FamilyName, Class::Town, Class::Country, Class::Demonym, Class::OrganizationWord];
    let sentence = next_classes.has(Class::Opener) || name && !next_classes.any(&names) && !place.has(Class::GivenName);
    (place.any(&[Class::Town, Class::Country]) && (date || sentence)).then_some(dash as u32)
}

/// Bytes in which the place of a dateline ends.
const LONGEST_PLACE: usize = 32;

/// Where a missing space after a full stop glued two sentences together ("council.The"), the first part ends; an address is left to the caller.
fn glued_sentence(word: &str) -> Option<usize> {
    let index = word.find('.')?;
    let (before, after) = (&word[..index], &word[index + 1..]);
    let glued = before.len() > 2
        && before.chars().all(char::is_alphabetic)
        && before.chars().skip(1).all(char::is_lowercase)
        && after.chars().next().is_some_and(char::is_uppercase)
        && after.chars().nth(1).is_some_and(char::is_lowercase);
    glued.then_some(index)
}

/// Whether a word with its full stop is an abbreviation ("Mr.", "U.S.", "J.").
fn takes_stop(word: &str, lexicon: &Lexicon) -> bool {
    let stem = &word[..word.len() - 1];
    let initial = stem.chars().count() == 1 && stem.chars().all(char::is_uppercase);
    let dotted = stem.contains('.') && stem.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    let classes = lexicon.word(word).classes;
    let listed = classes.has(Class::LowerAbbreviation) || (classes.has(Class::Abbreviation) && stem.starts_with(char::is_uppercase));
    initial || dotted || listed
}

fn address_length(rest: &str) -> u32 {
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '”' | '“' | ')')).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']).len() as u32
}

fn punctuation_length(rest: &str, first: char) -> u32 {
    // Only marks that are taken together are counted: a megabyte of brackets must not be counted once a bracket.
    let run = |of: fn(char) -> bool| rest.find(|c: char| !of(c)).unwrap_or(rest.len());
    let length = match first {
        '.' => run(|c| c == '.'),
        '-' => run(|c| c == '-'),
        '!' | '?' => run(|c| matches!(c, '!' | '?')),
        '\'' if rest.starts_with("''") => 2,
        '`' if rest.starts_with("``") => 2,
        _ => first.len_utf8(),
    };
    length as u32
}

fn decade(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes.len() >= 3 && bytes[0].is_ascii_digit() && bytes[1] == b'0' && bytes[2] == b's'
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

/// Appends a word, its contraction split off.
fn push_word(text: &str, word: Span, spaced: bool, lexicon: &Lexicon, tokens: &mut Tokens) {
    let written = word.of(text);
    let split = contraction(written).map_or(written.len(), |tail| written.len() - tail) as u32;
    push(text, Span::new(word.start, word.start + split), spaced, lexicon, tokens);
    if split < word.len() {
        push(text, Span::new(word.start + split, word.end), false, lexicon, tokens);
    }
}

/// Bytes of the contraction at a word's end: "n't", "'s", "'re", "'ll", "'ve", "'d", "'m".
fn contraction(word: &str) -> Option<usize> {
    let apostrophe = word.rfind(['\'', '’'])?;
    if apostrophe == 0 {
        return None;
    }
    let tail = &word[apostrophe..];
    let letters = tail.trim_start_matches(['\'', '’']);
    let negative = letters.eq_ignore_ascii_case("t") && word[..apostrophe].ends_with(['n', 'N']) && apostrophe > 1;
    if negative {
        return Some(tail.len() + 1);
    }
    ["s", "re", "ll", "ve", "d", "m"].iter().any(|short| letters.eq_ignore_ascii_case(short)).then_some(tail.len())
}

fn push(text: &str, span: Span, spaced: bool, lexicon: &Lexicon, tokens: &mut Tokens) {
    let word = span.of(text);
    let shape = shape(word, spaced, &text[span.end as usize..]);
    let mut entry = lexicon.word(word);
    if !shape.is_word() && !word.starts_with(['\'', '’']) {
        (entry.classes, entry.verb) = (Classes::default(), None);
    }
    tokens.push(Token { span, shape, spaced, entry });
}

fn shape(word: &str, spaced: bool, following: &str) -> Shape {
    let Some(first) = word.chars().next() else { return Shape::Punctuation };
    match first {
        '“' | '«' | '„' | '‟' | '‹' | '‚' => return Shape::OpenQuote,
        '”' | '»' | '›' => return Shape::CloseQuote,
        '`' => return Shape::OpenQuote,
        '‘' if word.len() == first.len_utf8() => return Shape::OpenQuote,
        '’' if word.len() == first.len_utf8() => return Shape::CloseQuote,
        '"' | '\'' if word.chars().all(|c| c == first) => {
            let before_word = following.chars().next().is_some_and(|c| !c.is_whitespace());
            return if spaced && before_word { Shape::OpenQuote } else { Shape::CloseQuote };
        }
        _ => {}
    }
    let (mut letters, mut upper, mut digits) = (0, 0, 0);
    for c in word.chars() {
        letters += usize::from(c.is_alphabetic());
        upper += usize::from(c.is_uppercase());
        digits += usize::from(c.is_numeric());
    }
    match (letters, digits) {
        (0, 0) => Shape::Punctuation,
        (0, _) => Shape::Number,
        (_, 1..) => Shape::Alphanumeric,
        _ if upper == 0 => Shape::Lower,
        _ if upper == letters && (letters > 1 || word.ends_with('.')) => Shape::Upper,
        _ if first.is_uppercase() && (upper == 1 || hyphenated_capitals(word)) => Shape::Capitalized,
        _ => Shape::Mixed,
    }
}

fn hyphenated_capitals(word: &str) -> bool {
    word.split(['-', '‑']).all(|part| part.chars().skip(1).all(|c| !c.is_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), Lexicon::shipped(), &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_are_split_as_the_treebank_does() {
        assert_eq!(split("She didn't; it’s Oru’s."), ["She", "did", "n't", ";", "it", "’s", "Oru", "’s", "."]);
        assert_eq!(split("Mr. J. R. Oru, U.S. envoy"), ["Mr.", "J.", "R.", "Oru", ",", "U.S.", "envoy"]);
        assert_eq!(split("$2.5 million, 1,200 (R., Fla.)"), ["$", "2.5", "million", ",", "1,200", "(", "R.", ",", "Fla.", ")"]);
        assert_eq!(split("well-known O'Brien '90s no."), ["well-known", "O'Brien", "'90s", "no", "."]);
        assert_eq!(split("wait... “No!” council.The"), ["wait", "...", "“", "No", "!", "”", "council", ".", "The"]);
        assert_eq!(split("at 10 a.m. or a.b@c.org."), ["at", "10", "a.m.", "or", "a.b@c.org", "."]);
    }

    #[test]
    fn a_dateline_is_split_from_the_text_it_is_glued_to() {
        assert_eq!(split("Tallinn-The ferry left."), ["Tallinn", "-", "The", "ferry", "left", "."]);
        assert_eq!(split("CAPE TOWN-24 July"), ["CAPE", "TOWN", "-", "24", "July"]);
        assert_eq!(split("Tallinn-Tartu"), ["Tallinn-Tartu"]);
        assert_eq!(split("Anne-Kadri left Tallinn-The"), ["Anne-Kadri", "left", "Tallinn-The"]);
    }
}
