//! Which quotation mark opens, which closes, and what lies between.

use super::token::{Shape, Token};
use crate::prose::Prose;
use crate::text::Span;

/// How a quoted stretch ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotedEnd {
    /// With its closing mark.
    Closed,
    /// With its paragraph, and the next paragraph opens again: one quotation over several paragraphs.
    Continued,
    /// With its paragraph; no closing mark is there.
    Unclosed,
}

/// A stretch between quotation marks, inside one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    /// Prose bytes, marks included.
    pub span: Span,
    /// Token of the opening mark.
    pub open: u32,
    /// One past the last token (the closing mark, if there is one).
    pub end: u32,
    /// 0 for the outermost, 1 for a quotation inside a quotation.
    pub depth: u8,
    /// How it ends.
    pub ends: QuotedEnd,
    /// Index of its block.
    pub block: u32,
}

/// Pairs the quotation marks of an article; in text order of their opening marks. `blocks[i]` holds the token range of block `i`.
pub fn pair(prose: &Prose, tokens: &[Token], blocks: &[std::ops::Range<usize>]) -> Vec<Quoted> {
    let mut found = Vec::new();
    for (block, range) in blocks.iter().enumerate() {
        let mut open: Option<usize> = None;
        for at in range.clone() {
            match tokens[at].shape {
                Shape::OpenQuote if open.is_none() => open = Some(at),
                Shape::CloseQuote => {
                    if let Some(from) = open.take() {
                        let span = Span::new(tokens[from].span.start, tokens[at].span.end);
                        found.push(Quoted {
                            span,
                            open: from as u32,
                            end: at as u32 + 1,
                            depth: 0,
                            ends: QuotedEnd::Closed,
                            block: block as u32,
                        });
                    }
                }
                _ => {}
            }
        }
        let _ = prose;
    }
    found
}
