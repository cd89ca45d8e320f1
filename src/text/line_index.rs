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

/// Where each line of a text starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    length: u32,
}

impl LineIndex {
    /// Reads the line ends of `text`.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect();
        LineIndex { starts, length: bytes.len() as u32 }
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
        let start = self.starts[line as usize];
        LineColumn { line, column: width(&text[start as usize..offset as usize], encoding) }
    }

    /// Byte offset of a position. Past the end of a line means the end of that line, past the last line the end of the text; a column
    /// inside a character means the start of it.
    pub fn offset(&self, text: &str, position: LineColumn, encoding: Encoding) -> u32 {
        let Some(line) = self.line(text, position.line) else {
            return self.length;
        };
        let mut left = position.column;
        for (at, character) in line.of(text).char_indices() {
            let wide = match encoding {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
                Encoding::Utf32 => 1,
            } as u32;
            if left < wide {
                return line.start + at as u32;
            }
            left -= wide;
        }
        line.end
    }
}

/// Width of `text` in the units of `encoding`.
pub fn width(text: &str, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => text.len() as u32,
        Encoding::Utf16 => text.chars().map(|c| c.len_utf16() as u32).sum(),
        Encoding::Utf32 => text.chars().count() as u32,
    }
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
}
