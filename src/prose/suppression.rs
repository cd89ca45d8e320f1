//! `onrecord:` comments in Markdown and HTML.

use crate::text::Span;

/// What a comment silences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `allow`: the block that follows the comment (or holds it).
    Block,
    /// `allow-line`: the comment's own line.
    Line,
    /// `allow-file`: the whole file.
    File,
}

/// `<!-- onrecord: allow RULE "the words" (reason) -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What it silences.
    pub scope: Scope,
    /// The rule's name as written.
    pub rule: String,
    /// The rule's name, in source bytes.
    pub rule_span: Span,
    /// Only findings on these words.
    pub text: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The whole comment, in source bytes.
    pub span: Span,
    /// The source bytes it covers: a block, a line, or the file.
    pub covers: Span,
}
