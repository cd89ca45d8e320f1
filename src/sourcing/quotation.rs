//! Quotations: what stands in quotation marks, and whose it is.

use super::Attribution;
use crate::syntax::Parse;
use crate::text::Span;

/// What a quotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// A whole sentence or more.
    Full,
    /// Words or a phrase.
    Partial,
    /// Marks that quote nobody.
    Scare,
    /// The title of a work, or a nickname.
    Title,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Prose bytes, marks included.
    pub span: Span,
    /// What it is.
    pub kind: QuotationKind,
    /// Index of its attribution.
    pub attribution: Option<u32>,
    /// Its closing mark is there, or it goes on in the next paragraph.
    pub closed: bool,
}

/// The quotations of an article, each with its attribution.
pub fn classify(parse: &Parse, attributions: &[Attribution]) -> Vec<Quotation> {
    let _ = (parse, attributions);
    Vec::new()
}
