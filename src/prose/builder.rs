//! Collects prose, block by block, and normalises it on the way.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::align::align;
use super::unread::{Unread, Why};
use super::{Block, Prose, Role};
use crate::text::Span;

/// Builds a [`Prose`]. Pieces must be pushed in source order within a block.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    open: Option<(u32, Role, u8)>,
    /// Where the last words that are not read would have stood.
    skipped_at: u32,
}

impl ProseBuilder {
    /// Nothing read yet.
    pub fn new() -> ProseBuilder {
        ProseBuilder::default()
    }

    /// Nothing read yet, with room for `bytes` of prose.
    pub fn with_capacity(bytes: usize) -> ProseBuilder {
        let mut builder = ProseBuilder::default();
        builder.prose.text.reserve(bytes);
        builder
    }

    /// Opens a block; an open one is closed first.
    pub fn open(&mut self, role: Role, level: u8) {
        self.close();
        if !self.prose.text.is_empty() {
            self.prose.text.push('\n');
        }
        self.open = Some((self.here(), role, level));
    }

    /// Whether a block is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Closes the open block; one without words leaves nothing behind.
    pub fn close(&mut self) {
        let Some((start, role, level)) = self.open.take() else { return };
        let words = self.prose.text[start as usize..].trim();
        if words.is_empty() {
            self.cut(start.saturating_sub(1));
            return;
        }
        let end = self.prose.text.trim_end().len() as u32;
        self.cut(end);
        self.prose.blocks.push(Block { span: Span::new(start, end), role, dateline: None, level });
    }

    /// Takes back the last character when `words` open with a mark that belongs on it: its source bytes, and both together.
    fn composed(&mut self, words: &str, source: Span) -> Option<(String, Span)> {
        if self.is_blank() || !words.chars().next().is_some_and(is_combining_mark) {
            return None;
        }
        let last = self.prose.text.chars().next_back().filter(|last| *last != ' ')?;
        let start = self.here() - last.len_utf8() as u32;
        let before = self.prose.map.to_source(Span::new(start, self.here()));
        self.cut(start);
        let mut whole = String::from(last);
        whole.push_str(words);
        Some((whole, before.join(source)))
    }

    /// Adds words as they stand in the source at byte `at`, normalised. White space runs become one space.
    pub fn push(&mut self, words: &str, at: u32) {
        let mut rest = words;
        let mut at = at;
        while !rest.is_empty() {
            let plain = plain_run(rest, !self.is_blank() && !self.prose.text.ends_with(' '));
            if plain > 0 {
                self.verbatim(&rest[..plain], at);
                at += plain as u32;
                rest = &rest[plain..];
                continue;
            }
            let cluster = cluster_length(rest);
            let source = Span::new(at, at + cluster as u32);
            self.character(&rest[..cluster], source);
            at = source.end;
            rest = &rest[cluster..];
        }
    }

    /// Adds `words` that stand for the source bytes of `source`, as an entity or an escape does.
    pub fn push_for(&mut self, words: &str, source: Span) {
        if let Some((words, source)) = self.composed(words, source) {
            self.unit(&words, source);
            return;
        }
        if words.trim().is_empty() {
            self.character(words, source);
        } else if words.contains(|c: char| c.is_whitespace() && c != ' ') {
            let spaced = words.split_whitespace().collect::<Vec<_>>().join(" ");
            self.push_for(&spaced, source);
        } else {
            self.unit(words, source);
        }
    }

    /// Adds `words` that were decoded from `raw`, which stands in the source at byte `at`: each character where it stands, as far as it
    /// can be told.
    pub fn push_decoded(&mut self, words: &str, raw: &str, at: u32) {
        let span = |range: &Range<usize>| Span::new(at + range.start as u32, at + range.end as u32);
        let Some(units) = align(words, raw) else { return self.push_for(words, span(&(0..raw.len()))) };
        for unit in units {
            let (decoded, source) = (&words[unit.words.clone()], span(&unit.source));
            if unit.verbatim {
                self.push(decoded, source.start);
            } else if decoded.trim().is_empty() && raw[unit.source].contains(['\n', '\r']) {
                self.push_wrap(source);
            } else {
                self.push_for(decoded, source);
            }
        }
    }

    /// Adds a line end inside a paragraph: a space that is remembered as a wrap.
    pub fn push_wrap(&mut self, source: Span) {
        let before = self.prose.text.len();
        self.space(source);
        if self.prose.text.len() > before {
            self.prose.wraps.push(before as u32);
        }
    }

    /// Takes what was added since the prose offset `start` for inline code.
    pub fn was_code(&mut self, start: u32) {
        if start < self.here() {
            self.prose.code.push(Span::new(start, self.here()));
        }
    }

    /// Takes what was added since the prose offset `start` for the source of the block quotation that it stands in or behind.
    pub fn was_cite(&mut self, start: u32) {
        let end = self.prose.text.trim_end().len() as u32;
        let first = start + u32::from(self.prose.text.get(start as usize..).is_some_and(|words| words.starts_with('\n')));
        if first < end {
            self.prose.cites.push(Span::new(first, end));
        }
    }

    /// Takes what was added since the prose offset `start` for the words of a link.
    pub fn was_link(&mut self, start: u32) {
        if start < self.here() {
            self.prose.links.push(Span::new(start, self.here()));
        }
    }

    /// Takes note of `words` words at `source` that are not read, `sentences` of them in sentences.
    pub fn skip(&mut self, source: Span, why: Why, words: u32, sentences: u32) {
        let here = self.here();
        match self.prose.unread.last_mut() {
            Some(last) if last.why == why && self.skipped_at == here && last.span.end <= source.start => {
                last.span.end = source.end;
                last.words += words;
                last.sentences += sentences;
            }
            _ => self.prose.unread.push(Unread { span: source, why, words, sentences }),
        }
        self.skipped_at = here;
    }

    /// How many blocks are closed: the index of the block that is open, or of the next one.
    pub fn blocks(&self) -> usize {
        self.prose.blocks.len()
    }

    /// Whether the open block holds no word yet.
    pub fn is_blank(&self) -> bool {
        self.open.is_none_or(|(start, ..)| start == self.here())
    }

    /// The prose offset of the next character.
    pub fn here(&self) -> u32 {
        self.prose.text.len() as u32
    }

    /// The finished prose. `finish` may then set roles, datelines, front matter and suppressions.
    pub fn finish(mut self) -> Prose {
        self.close();
        let end = self.here();
        self.prose.links.retain_mut(|link| {
            link.end = link.end.min(end);
            link.start < link.end
        });
        self.prose
    }

    fn cut(&mut self, end: u32) {
        self.prose.text.truncate(end as usize);
        self.prose.map.truncate(end);
        while self.prose.wraps.last().is_some_and(|wrap| *wrap >= end) {
            self.prose.wraps.pop();
        }
        while self.prose.cites.last().is_some_and(|cite| cite.end > end) {
            self.prose.cites.pop();
        }
    }

    fn verbatim(&mut self, words: &str, at: u32) {
        let start = self.here();
        self.prose.text.push_str(words);
        self.prose.map.push(start, words.len() as u32, Span::new(at, at + words.len() as u32), true);
    }

    /// Adds words that have one place in the source.
    fn unit(&mut self, words: &str, source: Span) {
        let start = self.here();
        self.prose.text.extend(words.chars().filter(|c| !is_invisible(*c)).nfc());
        if self.here() > start {
            self.prose.map.push(start, self.here() - start, source, false);
        }
    }

    fn character(&mut self, cluster: &str, source: Span) {
        if let Some((words, source)) = self.composed(cluster, source) {
            self.unit(&words, source);
            return;
        }
        if cluster.chars().all(char::is_whitespace) {
            if cluster.contains(['\n', '\r']) {
                self.push_wrap(source)
            } else {
                self.space(source)
            }
            return;
        }
        let start = self.here();
        self.prose.text.extend(cluster.chars().filter(|c| !is_invisible(*c)).nfc());
        let written = &self.prose.text[start as usize..];
        if written.is_empty() {
            return;
        }
        let verbatim = written == cluster;
        self.prose.map.push(start, written.len() as u32, source, verbatim);
    }

    fn space(&mut self, source: Span) {
        let at_start = self.open.is_none_or(|(start, ..)| start == self.here());
        if at_start || self.prose.text.ends_with(' ') {
            return;
        }
        let start = self.here();
        self.prose.text.push(' ');
        self.prose.map.push(start, 1, source, false);
    }
}

/// Bytes at the start of `text` that prose keeps as they are: printable ASCII, single spaces (one at the very start when `space`),
/// and common letters and marks that no normalisation changes; less a last letter that a combining mark follows.
fn plain_run(text: &str, space: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut last = 0;
    let mut spaced = !space;
    while let Some(byte) = bytes.get(at) {
        let length = match byte {
            b' ' if !spaced => {
                spaced = true;
                last = at;
                at += 1;
                continue;
            }
            0x21..=0x7E => 1,
            // U+00C0 to U+02FF: precomposed letters and spacing modifiers.
            0xC3..=0xCB => 2,
            // U+2010 to U+2027: dashes, quotation marks, bullets, ellipses.
            0xE2 if bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2).is_some_and(|b| (0x90..=0xA7).contains(b)) => 3,
            _ => break,
        };
        spaced = false;
        last = at;
        at += length;
    }
    let marked = bytes.get(at).is_some_and(|byte| *byte >= 0xCC) && text[at..].chars().next().is_some_and(is_combining_mark);
    if marked { last } else { at }
}

/// Bytes of the first character and of the combining marks behind it.
fn cluster_length(text: &str) -> usize {
    let mut characters = text.char_indices();
    let Some((_, first)) = characters.next() else { return 0 };
    if first.is_ascii_whitespace() || first.is_ascii_control() {
        return first.len_utf8();
    }
    characters.find(|(_, c)| !is_combining_mark(*c)).map_or(text.len(), |(at, _)| at)
}

/// Zero-width and bidirectional controls, soft hyphens, byte order marks and other controls: nobody reads them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Prose {
        let mut builder = ProseBuilder::new();
        builder.open(Role::Paragraph, 0);
        builder.push(source, 0);
        builder.finish()
    }

    #[test]
    fn the_prose_is_normalised_and_every_word_finds_its_source() {
        let source = "\u{FEFF}Nicola\u{301}s\u{A0}\u{A0}Oru\u{200B} said\u{202C} \u{201C}no\u{201D}.";
        let prose = read(source);
        assert_eq!(prose.text, "Nicolás Oru said “no”.");
        for word in ["Nicolás", "Oru", "said", "“no”"] {
            let at = prose.text.find(word).unwrap() as u32;
            let span = prose.to_source(Span::new(at, at + word.len() as u32));
            let found: String = span.of(source).nfc().collect();
            assert_eq!(found, word);
            assert_eq!(prose.to_prose(span.start), Some(at));
        }
    }

    #[test]
    fn a_combining_mark_after_an_ascii_letter_stays_with_it() {
        let source = "e\u{301}tat";
        let prose = read(source);
        assert_eq!(prose.text, "état");
        assert_eq!(prose.to_source(Span::new(0, 2)), Span::new(0, 3));
    }
}
