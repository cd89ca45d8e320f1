//! A file as it was read: path, text, format.

use std::path::Path;
use std::sync::Arc;

use super::docx::Style;

/// The kind of markup a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// No markup.
    Plain,
    /// CommonMark with the usual extensions.
    Markdown,
    /// HTML.
    Html,
    /// A Word document; its text is a paragraph a line.
    Docx,
}

impl Format {
    /// The extensions of articles, in lower case, with the format that each stands for.
    pub const EXTENSIONS: [(&'static str, Format); 7] = [
        ("txt", Format::Plain),
        ("text", Format::Plain),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
        ("mdx", Format::Markdown),
        ("html", Format::Html),
        ("htm", Format::Html),
    ];

    /// The format a path's extension stands for; `None` for extensions that are not articles.
    pub fn from_path(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Format::EXTENSIONS.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format)
    }

    /// The extensions of files that hold an article among other things, read where they are named and not looked for in folders.
    pub const NAMED: [(&'static str, Format); 13] = [
        ("docx", Format::Docx),
        ("php", Format::Html),
        ("phtml", Format::Html),
        ("xhtml", Format::Html),
        ("shtml", Format::Html),
        ("asp", Format::Html),
        ("aspx", Format::Html),
        ("jsp", Format::Html),
        ("cfm", Format::Html),
        ("amp", Format::Html),
        ("xml", Format::Html),
        ("rss", Format::Html),
        ("atom", Format::Html),
    ];

    /// The format of a file that somebody named; `None` where only its text can tell.
    pub fn of_named(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let named = Format::NAMED.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format);
        Format::from_path(path).or(named)
    }

    /// A pattern that fits every path of an article, at any depth.
    pub fn pattern() -> String {
        format!("**/*.{{{}}}", Format::EXTENSIONS.map(|(extension, _)| extension).join(","))
    }

    /// The format that a text without a name is most likely written in, by what it begins with.
    pub fn of_text(text: &str) -> Format {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let head = text.char_indices().nth(SEEN).map_or(text, |(at, _)| &text[..at]);
        let tag = |name: &str| {
            let opens = |at: usize| head.get(at..at + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
            head.match_indices('<').any(|(at, _)| opens(at + 1) && !head[at + 1 + name.len()..].starts_with(char::is_alphanumeric))
        };
        if text.starts_with('<') && HTML.iter().any(|name| tag(name)) {
            return Format::Html;
        }
        let heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
        let fenced = text.starts_with("---\n") || text.starts_with("---\r") || text.starts_with("+++\n") || text.starts_with("+++\r");
        let is_markdown = fenced || head.contains("](") || head.lines().any(heading);
        if is_markdown { Format::Markdown } else { Format::Plain }
    }
}

/// Elements by which a page, a part of one or a feed is known.
const HTML: &[&str] = &[
    "!doctype",
    "html",
    "head",
    "body",
    "article",
    "main",
    "div",
    "section",
    "p",
    "h1",
    "h2",
    "h3",
    "table",
    "blockquote",
    "figure",
    "font",
    "center",
    "ul",
    "ol",
    "?php",
    "rss",
    "feed",
    "rdf:rdf",
];

/// Characters of a text that are looked at to tell its format.
const SEEN: usize = 4096;

/// One article's file, decoded. Offsets everywhere count bytes of `text`, a byte order mark included.
#[derive(Debug, Clone)]
pub struct Document {
    /// As it was given; "-" for standard input.
    pub path: String,
    /// The whole file, line ends untouched.
    pub text: Arc<str>,
    /// How it is written.
    pub format: Format,
    /// What each line is, in a Word document; empty elsewhere.
    pub styles: Arc<[Style]>,
}

impl Document {
    /// A Word document of `text`, a paragraph a line, with the style of each.
    pub fn of_word(path: impl Into<String>, text: impl Into<Arc<str>>, styles: Vec<Style>) -> Document {
        Document { path: path.into(), text: text.into(), format: Format::Docx, styles: styles.into() }
    }

    /// A document of `text`, as if read from `path`.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>, format: Format) -> Document {
        Document { path: path.into(), text: text.into(), format, styles: Arc::default() }
    }
}

/// Why bytes could not be read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A NUL byte, as in pictures and archives.
    #[error("not a text file: a zero byte at byte {byte} (line {line})")]
    Binary {
        /// Offset of the byte.
        byte: usize,
        /// Line of the byte, counted from one.
        line: usize,
    },
    /// Not UTF-8.
    #[error("not valid UTF-8: byte {byte} (line {line}) is 0x{value:02x}; save the file as UTF-8")]
    InvalidUtf8 {
        /// Offset of the first wrong byte.
        byte: usize,
        /// Line of the byte, counted from one.
        line: usize,
        /// The byte.
        value: u8,
    },
    /// A UTF-16 byte order mark, but the rest is not UTF-16.
    #[error("not valid UTF-16: code unit {unit}; save the file as UTF-8")]
    InvalidUtf16 {
        /// Index of the first wrong code unit after the byte order mark.
        unit: usize,
    },
}

/// Decodes a file's bytes: UTF-8 with or without a byte order mark, or UTF-16 with one.
///
/// The text of a UTF-16 file keeps its byte order mark as one character, as a UTF-8 file does.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if let [a, b, rest @ ..] = bytes.as_slice()
        && let Some(unit) = match (a, b) {
            (0xFF, 0xFE) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
            (0xFE, 0xFF) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
            _ => None,
        }
    {
        let units = rest.chunks(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or(0)]));
        let mut text = String::from('\u{FEFF}');
        for (index, decoded) in char::decode_utf16(units).enumerate() {
            text.push(decoded.map_err(|_| DecodeError::InvalidUtf16 { unit: index })?);
        }
        return Ok(text);
    }
    let line_of = |byte: usize| 1 + bytes[..byte].iter().filter(|b| **b == b'\n').count();
    if let Some(byte) = bytes.iter().position(|b| *b == 0) {
        return Err(DecodeError::Binary { byte, line: line_of(byte) });
    }
    match std::str::from_utf8(&bytes) {
        Err(error) => {
            let byte = error.valid_up_to();
            Err(DecodeError::InvalidUtf8 { byte, line: line_of(byte), value: bytes[byte] })
        }
        Ok(_) => Ok(String::from_utf8(bytes).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_name_tells_its_format() {
        for (text, format) in [
            ("\u{FEFF}\n<!DOCTYPE html><html>", Format::Html),
            ("<?xml version='1.0'?>\n<HTML>", Format::Html),
            ("<p class=a>Marit Oru left.", Format::Html),
            ("<!-- ours -->\n<div>Marit Oru left.</div>", Format::Html),
            ("---\ntitle: The ferry\n---\n", Format::Markdown),
            ("Marit Oru left.\n\n## Why\n", Format::Markdown),
            ("Marit Oru [left](https://gazette.example).", Format::Markdown),
            ("Marit Oru left. #ferry\n", Format::Plain),
            ("<?xml version='1.0'?><rss version='2.0'>", Format::Html),
            ("<?php get_header(); ?>", Format::Html),
            ("<post author=\"MaritOru\">We wait.</post>\n", Format::Plain),
            ("Rents rose < 5 per cent, a <p> of nothing.", Format::Plain),
            ("", Format::Plain),
        ] {
            assert_eq!(Format::of_text(text), format, "{text}");
        }
    }

    #[test]
    fn decodes_or_says_where_it_cannot() {
        assert_eq!(decode(b"caf\xc3\xa9".to_vec()).unwrap(), "café");
        assert_eq!(decode(b"\xff\xfeh\x00i\x00".to_vec()).unwrap(), "\u{FEFF}hi");
        assert_eq!(decode(b"\xfe\xff\x00h\x00i".to_vec()).unwrap(), "\u{FEFF}hi");
        assert_eq!(decode(b"a\nb\x00".to_vec()), Err(DecodeError::Binary { byte: 3, line: 2 }));
        assert_eq!(decode(b"a\nb\xe9c".to_vec()), Err(DecodeError::InvalidUtf8 { byte: 3, line: 2, value: 0xe9 }));
    }
}
