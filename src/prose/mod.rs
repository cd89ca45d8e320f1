//! Markup turned into readable blocks: one text without markup, its blocks with their roles, and the way back to the source.
//!
//! One file a format reads the source and fills a [`ProseBuilder`]; nothing after this layer knows which format it was. The prose is
//! normalised: composed accents (NFC), no zero-width or bidirectional controls, every white space a plain space, line ends inside a
//! paragraph a space. Blocks are separated by one line feed.

pub mod block;
pub mod builder;
pub mod date;
pub mod docx;
pub mod front_matter;
pub mod html;
pub mod markdown;
pub mod plain;
pub mod source_map;
pub mod suppression;
pub mod unread;

mod align;
mod copy;
mod dateline;
mod embedded;
mod feed;
mod formulas;
mod furniture;
mod language;
mod lines;
mod markup;
mod names;
mod nesting;
mod roles;
mod template;
mod wrapping;

pub use block::{Block, Role};
pub use builder::ProseBuilder;
use date::Date;
pub use front_matter::FrontMatter;
pub use source_map::SourceMap;
pub use suppression::{Scope, Suppression};
pub use unread::{Unread, Why};

use crate::text::{Document, Format, Span};

/// Words whose author the markup names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// The name or handle that opens the block, in prose bytes.
    pub author: Span,
    /// The words behind it, in prose bytes.
    pub words: Span,
}

/// The sign of a note in the text, and the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// The prose offset behind the words that it is about.
    pub at: u32,
    /// The index of the note's first block.
    pub block: u32,
}

/// A document's readable text.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// All blocks' words, separated by one line feed.
    pub text: String,
    /// In text order, without overlap.
    pub blocks: Vec<Block>,
    /// Prose to source and back.
    pub map: SourceMap,
    /// Prose offsets of the spaces that were line ends inside a paragraph (hard wraps), ascending.
    pub wraps: Vec<u32>,
    /// Posts and the like, in text order.
    pub posts: Vec<Post>,
    /// Whom the markup names as the source of a block quotation, in prose bytes, in text order.
    pub cites: Vec<Span>,
    /// Inline code, in prose bytes, in text order.
    pub code: Vec<Span>,
    /// Signs of notes whose text stands in the file, in text order.
    pub notes: Vec<Note>,
    /// Words of links, in prose bytes, in text order.
    pub links: Vec<Span>,
    /// What of the file was not read as copy, in source order.
    pub unread: Vec<Unread>,
    /// What the front matter says, if there is any.
    pub front_matter: FrontMatter,
    /// `onrecord:` comments, in source order.
    pub suppressions: Vec<Suppression>,
}

impl Prose {
    /// Reads a document in its own format. Never fails: bad markup means less prose.
    pub fn read(document: &Document) -> Prose {
        match document.format {
            Format::Plain => plain::read(&document.text),
            Format::Markdown => markdown::read(&document.text),
            Format::Html => html::read(&document.text),
            Format::Docx => docx::read(document),
        }
    }

    /// The day of the article in the file at `path`: by its front matter, its dateline or, where it begins with one ("2025-03-01-ferry.md"), the
    /// file's name.
    pub fn published(&self, path: &str) -> Option<Date> {
        // A later dateline is that of another report.
        let dateline = || self.blocks.iter().find_map(|block| block.dateline).and_then(|span| Date::in_words(span.of(&self.text)));
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let dated = |start: &&str| start.as_bytes()[4] == b'-' && !name[10..].starts_with(|c: char| c.is_ascii_digit());
        let named = || name.get(..10).filter(dated).and_then(Date::in_words);
        self.front_matter.date.as_deref().and_then(Date::in_words).or_else(dateline).or_else(named)
    }

    /// The source bytes that a prose span stands for.
    pub fn to_source(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// The prose offset of a source offset: of the character there, or of the next one when the byte is markup; `None` past the last.
    pub fn to_prose(&self, offset: u32) -> Option<u32> {
        self.map.to_prose(offset)
    }

    /// The source bytes that are the words of a prose span and nothing else: no markup lies between them, and no character at either
    /// end came from bytes that others came from too. `None` where there are none such.
    pub fn exact(&self, span: Span) -> Option<Span> {
        self.map.exact(span)
    }

    /// The prose that comes from the source bytes of `span`; `None` where none does.
    pub fn of_source(&self, span: Span) -> Option<Span> {
        self.map.of_source(span)
    }

    /// Whether a prose offset lies in inline code.
    pub fn is_code(&self, offset: u32) -> bool {
        let index = self.code.partition_point(|code| code.end <= offset);
        self.code.get(index).is_some_and(|code| code.start <= offset)
    }

    /// How many bytes of `span` are words of links.
    pub fn linked(&self, span: Span) -> u32 {
        let first = self.links.partition_point(|link| link.end <= span.start);
        let inside = self.links[first..].iter().take_while(|link| link.start < span.end);
        inside.map(|link| link.end.min(span.end) - link.start.max(span.start)).sum()
    }

    /// The index of the block that holds a prose offset.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let index = self.blocks.partition_point(|block| block.span.end < offset);
        self.blocks.get(index).filter(|block| block.span.start <= offset).map(|_| index)
    }
}
