//! Attributions: source, cue and content, and how they are found in a sentence.

use super::SourceKind;
use crate::entity::EntityId;
use crate::syntax::Parse;
use crate::text::Span;

/// How the content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quote {
    /// In quotation marks, whole.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the reporter's words.
    Indirect,
}

/// Who or what an attribution names.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The whole noun phrase, in text order.
    pub spans: Vec<Span>,
    /// Token of the phrase's head.
    pub head: u32,
    /// The canonical name when it is an entity, else the words used.
    pub name: String,
    /// The entity it stands for.
    pub entity: Option<EntityId>,
    /// What it is.
    pub kind: SourceKind,
    /// An unnamed source is described ("a senior official at the ministry").
    pub described: bool,
    /// Why an unnamed source is unnamed, if the article says.
    pub reason: Option<Span>,
    /// An earlier attribution's index when this one goes back to the same unnamed source ("the official", "they").
    pub same_as: Option<u32>,
}

/// The words that report.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// In text order.
    pub spans: Vec<Span>,
    /// Token of its main word.
    pub head: u32,
    /// Base form of its main word.
    pub lemma: String,
}

/// One attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// `None` where the text gives none.
    pub source: Option<Source>,
    /// `None` for a bare label ("Oru: …").
    pub cue: Option<Cue>,
    /// All that is reported, quotation marks included, in text order.
    pub content: Vec<Span>,
    /// How it is given.
    pub quote: Quote,
    /// The analysis' own confidence, 0 to 1.
    pub weight: f32,
    /// Index of the sentence that holds the cue (or the label).
    pub sentence: u32,
}

/// Finds the attributions of an article; sources are found but not yet resolved.
pub fn find(parse: &Parse) -> Vec<Attribution> {
    let _ = parse;
    Vec::new()
}
