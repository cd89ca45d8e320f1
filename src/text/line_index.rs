//! Lines and columns. A line ends at LF, CRLF or a lone CR and nothing else; U+2028, U+0085, VT and FF are characters.

use super::span::Span;

/// The unit a column is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Code points.
    Utf32,
}

/// A position: line and column, both from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from zero.
    pub line: u32,
    /// Column in the asked unit, from zero.
    pub column: u32,
}

/// Where each line of a text starts, and how wide the text is up to here and there: a column costs the same on a line of any length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    length: u32,
    /// The width of the text before each [`PART`]; none where every character is one byte.
    widths: Vec<Width>,
}

/// How many characters, and how many UTF-16 units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Width {
    characters: u32,
    units: u32,
}

/// Bytes between two widths that are kept.
const PART: usize = 1024;

impl LineIndex {
    /// Reads the line ends of `text`.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect();
        let mut widths = Vec::new();
        if !bytes.is_ascii() {
            let mut before = Width::default();
            for part in bytes.chunks(PART) {
                widths.push(before);
                before = before.and(part);
            }
        }
        LineIndex { starts, length: bytes.len() as u32, widths }
    }

    /// The width of the text before `offset`.
    fn width_before(&self, text: &str, offset: u32, encoding: Encoding) -> u32 {
        let offset = offset as usize;
        let part = (offset / PART).min(self.widths.len().saturating_sub(1));
        match self.widths.get(part) {
            Some(before) if encoding != Encoding::Utf8 => before.and(&text.as_bytes()[part * PART..offset]).of(encoding),
            _ => offset as u32,
        }
    }

    /// How many lines there are; a text that ends in a line end has an empty last line.
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The bytes of `line`, its line end excluded; `None` past the end.
    pub fn line(&self, text: &str, line: u32) -> Option<Span> {
        let start = *self.starts.get(line as usize)?;
        let mut end = self.starts.get(line as usize + 1).copied().unwrap_or(self.length);
        let bytes = text.as_bytes();
        if end > start && self.starts.len() > line as usize + 1 {
            end -= 1;
            if end > start && bytes[end as usize] == b'\n' && bytes[end as usize - 1] == b'\r' {
                end -= 1;
            }
        }
        Some(Span::new(start, end))
    }

    /// The line that holds the byte at `offset`, from zero.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32 - 1
    }

    /// Line and column of a byte offset; one past the end of the text means the end.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> LineColumn {
        let offset = floor_boundary(text, offset.min(self.length));
        let line = self.line_of(offset);
        let before = |offset| self.width_before(text, offset, encoding);
        LineColumn { line, column: before(offset) - before(self.starts[line as usize]) }
    }

    /// Byte offset of a position. Past the end of a line means the end of that line, past the last line the end of the text; a column
    /// inside a character means the start of it.
    pub fn offset(&self, text: &str, position: LineColumn, encoding: Encoding) -> u32 {
        let Some(line) = self.line(text, position.line) else {
            return self.length;
        };
        if self.widths.is_empty() || encoding == Encoding::Utf8 {
            return floor_boundary(text, line.start.saturating_add(position.column).min(line.end));
        }
        let wanted = self.width_before(text, line.start, encoding).saturating_add(position.column);
        // The last kept width on the line that is not beyond the column; the character that lies across it counts before it.
        let (first, last) = (line.start as usize / PART, line.end as usize / PART);
        let inside = self.widths.get(first + 1..=last.min(self.widths.len() - 1)).unwrap_or_default();
        let part = first + inside.partition_point(|before| before.of(encoding) <= wanted);
        let from = if part == first { line.start } else { next_boundary(text, (part * PART) as u32) };
        let mut at = self.width_before(text, from, encoding);
        for (inside, character) in Span::new(from, line.end).of(text).char_indices() {
            at += if encoding == Encoding::Utf16 { character.len_utf16() as u32 } else { 1 };
            if at > wanted {
                return from + inside as u32;
            }
        }
        line.end
    }
}

impl Width {
    /// The width with that of more bytes: each character counts at its first.
    fn and(self, bytes: &[u8]) -> Width {
        count(bytes.len());
        let characters = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32;
        let pairs = bytes.iter().filter(|byte| **byte >= 0xF0).count() as u32;
        Width { characters: self.characters + characters, units: self.units + characters + pairs }
    }

    fn of(self, encoding: Encoding) -> u32 {
        if encoding == Encoding::Utf16 { self.units } else { self.characters }
    }
}

#[cfg(test)]
thread_local! {
    /// Bytes that were counted on this thread.
    static COUNTED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn count(_bytes: usize) {
    #[cfg(test)]
    COUNTED.set(COUNTED.get() + _bytes);
}

/// Width of `text` in the units of `encoding`.
pub fn width(text: &str, encoding: Encoding) -> u32 {
    if encoding == Encoding::Utf8 { text.len() as u32 } else { Width::default().and(text.as_bytes()).of(encoding) }
}

fn next_boundary(text: &str, mut offset: u32) -> u32 {
    while !text.is_char_boundary(offset as usize) {
        offset += 1;
    }
    offset
}

fn floor_boundary(text: &str, mut offset: u32) -> u32 {
    while !text.is_char_boundary(offset as usize) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lf_crlf_and_cr_end_a_line() {
        let text = "a\nb\r\nc\rd\u{2028}e\u{85}f\u{b}g\u{c}h";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line(text, 1).unwrap().of(text), "b");
        assert_eq!(index.line(text, 3).unwrap().of(text), "d\u{2028}e\u{85}f\u{b}g\u{c}h");
    }

    #[test]
    fn columns_in_three_units_come_back_to_the_same_byte() {
        let text = "x\n😀e\u{301}ö y\r\n";
        let index = LineIndex::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, _) in text.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r')) {
                let position = index.position(text, at as u32, encoding);
                assert_eq!(index.offset(text, position, encoding), at as u32, "{encoding:?}");
            }
        }
        let after = |encoding| index.position(text, 13, encoding).column;
        assert_eq!((after(Encoding::Utf8), after(Encoding::Utf16), after(Encoding::Utf32)), (11, 7, 6));
    }

    #[test]
    fn positions_out_of_bounds_are_clamped() {
        let text = "ab\ncd";
        let index = LineIndex::new(text);
        assert_eq!(index.offset(text, LineColumn { line: 0, column: 99 }, Encoding::Utf16), 2);
        assert_eq!(index.offset(text, LineColumn { line: 9, column: 0 }, Encoding::Utf16), 5);
    }

    #[test]
    fn a_column_far_out_on_a_long_line_is_the_one_that_counting_gives() {
        let line = "Ä😀e\u{301} ö’s 👩\u{200d}🚒 abc ".repeat(300);
        let text = format!("x\n{line}\r\n{line}");
        let index = LineIndex::new(&text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut column = 0;
            for (at, character) in line.char_indices() {
                for (number, start) in [(1, 2), (2, line.len() as u32 + 4)] {
                    let position = LineColumn { line: number, column };
                    assert_eq!(index.position(&text, start + at as u32, encoding), position);
                    assert_eq!(index.offset(&text, position, encoding), start + at as u32, "{encoding:?}");
                }
                let wide = match encoding {
                    Encoding::Utf8 => character.len_utf8(),
                    Encoding::Utf16 => character.len_utf16(),
                    Encoding::Utf32 => 1,
                } as u32;
                let inside = LineColumn { line: 1, column: column + wide - 1 };
                assert_eq!(index.offset(&text, inside, encoding), 2 + at as u32, "{encoding:?}");
                column += wide;
            }
            assert_eq!(index.offset(&text, LineColumn { line: 1, column: u32::MAX }, encoding), line.len() as u32 + 2);
        }
    }

    #[test]
    fn what_a_column_costs_does_not_grow_with_its_line() {
        let counted = |length: usize| {
            let text = "é ".repeat(length);
            let index = LineIndex::new(&text);
            COUNTED.set(0);
            // Backwards, so that nothing can be taken from the one before.
            let far = (0..1000).rev().map(|part| index.position(&text, (part * text.len() / 1000) as u32, Encoding::Utf16));
            assert!(far.map(|position| position.column).max() > Some(length as u32));
            COUNTED.get()
        };
        let (short, long) = (counted(20_000), counted(320_000));
        assert!(short > 0 && long < short * 2, "{short} and {long}");
    }
}
