//! Claims: statements a careful desk asks "says who?" of, by kind.

use super::{Attribution, Grounds};
use crate::entity::Entities;
use crate::syntax::Parse;
use crate::text::Span;

/// The kind of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A rate, share, change, estimate, count of casualties.
    Number,
    /// Wrongdoing, failure, fault.
    Allegation,
    /// An aim, fear, hope or belief ascribed to someone.
    Motive,
    /// Cause and effect.
    Cause,
    /// What will come.
    Prediction,
    /// "The first since", "the largest ever".
    Superlative,
    /// A sweeping judgement.
    Evaluation,
    /// What was said, decided or felt where no reporter was.
    Private,
    /// What the article itself shows to be contested.
    Disputed,
    /// Any other disputable fact.
    Other,
}

/// A claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The words that make it, in prose bytes.
    pub span: Span,
    /// Its kind.
    pub kind: ClaimKind,
    /// How likely a desk asks for a source, 0 to 1, if nothing supports it.
    pub weight: f32,
    /// Index of its sentence.
    pub sentence: u32,
    /// The attribution whose content covers it, or that carries over to it.
    pub support: Option<u32>,
    /// Why it is one, in words for a reader ("“skimmed” says that someone did wrong").
    pub reason: String,
}

/// Finds the claims of an article, whether supported or not.
pub fn find(parse: &Parse, entities: &Entities, attributions: &[Attribution], grounds: &[Grounds]) -> Vec<Claim> {
    let _ = (parse, entities, attributions, grounds);
    Vec::new()
}
