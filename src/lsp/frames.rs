//! Messages as they stand in a stream of bytes: a header that tells a length, then a body as long.
//!
//! A client that counts wrongly must not lose what it sends next. A body cannot hold a header, since JSON allows no line end inside a
//! string: a header that begins before the body ends tells that the length was wrong, and where the next message begins. Whatever else
//! stands before a header is skipped.

use std::io::Read;

/// The longest message that is taken, in bytes; a longer one is skipped.
const LONGEST_MESSAGE: u64 = 256 * 1024 * 1024;

/// The longest line of a header; of a longer one, which is none, the end is kept.
const LONGEST_LINE: usize = 16 * 1024;

/// More bytes than a name and a number have.
const LONGEST_NUMBER: usize = 64;

/// Bytes that are asked for at once.
const PART: usize = 1 << 16;

const NAME: &[u8] = b"content-length";

/// What stands next in the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// A body of the length that its header told.
    Whole(Vec<u8>),
    /// A body that ended before: at the next header, or at the end of the stream.
    Cut(Vec<u8>),
    /// A header that tells no length, or one that is too long.
    Headless,
}

/// Reads the messages of a stream.
pub struct Frames<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
}

impl<R: Read> Frames<R> {
    /// The messages of `reader`.
    pub fn new(reader: R) -> Frames<R> {
        Frames { reader, buffer: Vec::new(), start: 0 }
    }

    /// The next message; `None` at the end of the stream.
    pub fn next(&mut self) -> Option<Frame> {
        match self.length()?.filter(|length| *length <= LONGEST_MESSAGE) {
            Some(length) => self.body(length as usize),
            None => Some(Frame::Headless),
        }
    }

    /// Reads a header up to its empty line; `Some(None)` when it tells no length.
    fn length(&mut self) -> Option<Option<u64>> {
        let mut length = None;
        let mut began = false;
        loop {
            let line = self.line()?;
            let line = line.trim_ascii();
            if line.is_empty() && began {
                return Some(length);
            }
            began |= !line.is_empty();
            // What a wrong length left over of a body stands on the line of the next header.
            if let Some(at) = line.windows(NAME.len()).rposition(|part| part.eq_ignore_ascii_case(NAME)) {
                let value = line[at + NAME.len()..].trim_ascii_start().strip_prefix(b":");
                length = value.and_then(|value| std::str::from_utf8(value.trim_ascii()).ok()?.parse().ok());
            }
        }
    }

    /// The next line, at most [`LONGEST_LINE`] bytes at its end; `None` at the end of the stream.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut searched = 0;
        loop {
            let rest = &self.buffer[self.start..];
            if let Some(end) = memchr::memchr(b'\n', &rest[searched..]) {
                let line = rest[(searched + end).saturating_sub(LONGEST_LINE)..searched + end].to_vec();
                self.start += searched + end + 1;
                return Some(line);
            }
            if rest.len() > LONGEST_LINE {
                self.start = self.buffer.len() - LONGEST_NUMBER;
            }
            searched = self.buffer.len() - self.start;
            if !self.fill() {
                return None;
            }
        }
    }

    /// The next `length` bytes, or those before the next header.
    fn body(&mut self, length: usize) -> Option<Frame> {
        let mut searched = 0;
        loop {
            let rest = &self.buffer[self.start..];
            while let Some(end) = memchr::memchr(b'\n', &rest[searched..]).map(|at| at + searched) {
                if let Some(header) = header_before(&rest[..end]).filter(|header| *header < length) {
                    return Some(Frame::Cut(self.take(header)));
                }
                searched = end + 1;
            }
            searched = rest.len();
            if rest.len() >= length {
                return Some(match begun_header(&rest[..length]) {
                    Some(header) => Frame::Cut(self.take(header)),
                    None => Frame::Whole(self.take(length)),
                });
            }
            if !self.fill() {
                let left = self.buffer.len() - self.start;
                return (left > 0).then(|| Frame::Cut(self.take(left)));
            }
        }
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let end = self.start + length;
        // A long message is handed over with the memory that it was read into.
        let taken = if self.start == 0 && length > PART {
            let rest = self.buffer.split_off(end);
            std::mem::replace(&mut self.buffer, rest)
        } else {
            let taken = self.buffer[self.start..end].to_vec();
            self.start = end;
            taken
        };
        if self.start == self.buffer.len() {
            self.buffer = Vec::new();
            self.start = 0;
        }
        taken
    }

    /// Reads on; `false` at the end of the stream.
    fn fill(&mut self) -> bool {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let read = self.buffer.len();
        self.buffer.resize(read + PART, 0);
        let more = loop {
            match self.reader.read(&mut self.buffer[read..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                outcome => break outcome.unwrap_or(0),
            }
        };
        self.buffer.truncate(read + more);
        more > 0
    }
}

/// Where a header begins that ends with `bytes`, its line end excluded.
fn header_before(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.trim_ascii_end();
    let value = digits.len() - digits.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let name = digits[..value].trim_ascii_end().strip_suffix(b":")?.trim_ascii_end();
    let start = name.len().checked_sub(NAME.len())?;
    (value < digits.len() && name[start..].eq_ignore_ascii_case(NAME)).then_some(start)
}

/// Where a header begins of which only the beginning stands at the end of a body. No JSON ends so.
fn begun_header(body: &[u8]) -> Option<usize> {
    let tail = body.len().saturating_sub(LONGEST_NUMBER);
    let value = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'\t' | b'\r');
    let number = body.len() - body[tail..].iter().rev().take_while(|byte| value(byte)).count();
    let name = body[..number].strip_suffix(b":").unwrap_or(&body[..number]);
    let begun = |length: &usize| name[name.len() - length..].eq_ignore_ascii_case(&NAME[..*length]);
    let length = (1..=NAME.len().min(name.len())).rev().find(begun)?;
    (length == NAME.len() || name.len() == body.len()).then(|| name.len() - length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that comes a few bytes at a time.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let length = self.1.min(self.0.len()).min(into.len());
            into[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn all(input: &[u8], step: usize) -> Vec<Frame> {
        let mut frames = Frames::new(Slowly(input, step));
        std::iter::from_fn(|| frames.next()).collect()
    }

    fn whole(body: &str) -> Frame {
        Frame::Whole(body.as_bytes().to_vec())
    }

    fn cut(body: &str) -> Frame {
        Frame::Cut(body.as_bytes().to_vec())
    }

    #[test]
    fn headers_in_any_case_and_order_and_broken_ones() {
        for step in [1, 3, 1000] {
            assert_eq!(all(b"Content-Type: x; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}", step), [whole("{}")]);
            assert_eq!(all(b"Content-Length: twelve\r\n\r\nContent-Length: 3\n\n{ }", step), [Frame::Headless, whole("{ }")]);
            assert_eq!(all(b"nonsense\r\n\r\n", step), [Frame::Headless]);
            assert_eq!(all(b"Content-Length: 99999999999\r\n\r\n{}\nContent-Length: 2\r\n\r\n[]", step), [Frame::Headless, whole("[]")]);
            assert!(all(b"", step).is_empty());
        }
    }

    #[test]
    fn after_a_wrong_length_the_next_header_is_found() {
        let next = "Content-Length: 4\r\n\r\n[42]";
        for step in [1, 7, 1000] {
            for length in 3..25 {
                let found = all(format!("Content-Length: {length}\r\n\r\n{{}}{next}{next}").as_bytes(), step);
                assert_eq!(found[1..], [whole("[42]"), whole("[42]")], "{length} in steps of {step}");
                assert_eq!(found[0], cut("{}"), "{length} in steps of {step}");
            }
            let short = all(format!("Content-Length: 1\r\n\r\n{{\"a\": 1}}{next}").as_bytes(), step);
            assert_eq!(short, [whole("{"), whole("[42]")]);
            let far = all(format!("Content-Length: 100000\r\n\r\n{{}}{next}").as_bytes(), step);
            assert_eq!(far, [cut("{}"), whole("[42]")]);
        }
    }

    #[test]
    fn what_is_no_header_is_skipped_however_long() {
        let rest = "x".repeat(3 * LONGEST_LINE);
        for step in [999, 100_000] {
            let found = all(format!("Content-Length: 1\r\n\r\n{{{rest}Content-Length: 2\r\n\r\n{{}}").as_bytes(), step);
            assert_eq!(found, [whole("{"), whole("{}")]);
        }
        // Words about headers are no header.
        let body = r#"{"text":"Content-Length: 5\r\n\r\n"}"#;
        assert_eq!(all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes(), 5), [whole(body)]);
    }
}
