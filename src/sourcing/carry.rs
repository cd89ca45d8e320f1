//! What each sentence rests on: its own attributions, and those that carry over to it.

use super::{Attribution, Quotation, SourceKind};
use crate::entity::Entities;
use crate::syntax::Parse;

/// What a sentence rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grounds {
    /// Every kind of source its content rests on, in text order, without repetition.
    pub kinds: Vec<SourceKind>,
    /// The attributions, as indices; own or carried.
    pub attributions: Vec<u32>,
    /// The source stands in a neighbouring sentence and carries over.
    pub carried: bool,
}

/// The grounds of every sentence.
pub fn grounds(parse: &Parse, entities: &Entities, attributions: &[Attribution], quotations: &[Quotation]) -> Vec<Grounds> {
    let _ = (entities, attributions, quotations);
    vec![Grounds::default(); parse.sentences.len()]
}
