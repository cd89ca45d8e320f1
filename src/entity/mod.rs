//! Who and what is named: mentions, the entities they stand for, first references and roles. It knows no sources.

pub mod coreference;
pub mod detect;
pub mod evidence;
pub mod fold;
mod interview;
pub mod introduction;
mod kind;
pub mod mention;
pub mod name;
mod pronoun;
mod role;
mod segment;

pub use mention::{Entities, Entity, EntityId, EntityType, Form, Gender, Mention};
pub use name::PersonalName;

use crate::syntax::Parse;
use crate::syntax::kept::Kept;
use detect::Candidates;
use evidence::Evidence;

/// What was read on the way to the entities, and serves the next reading of the same text.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    evidence: Evidence,
    candidates: Candidates,
}

/// Finds the entities of an article. `earlier`, what was read of an earlier state and what of that still holds, changes only what it
/// costs.
pub fn read(parse: &Parse, earlier: Option<(&Parse, &Memory, &Kept)>) -> (Entities, Memory) {
    let (evidence, touched) = Evidence::read(parse, earlier.map(|(parse, memory, kept)| (parse, &memory.evidence, kept)));
    let kept = earlier.map(|(_, memory, kept)| (&memory.candidates, kept));
    let mut candidates = Candidates::find(parse, &evidence, &touched, kept);
    let found = detect::mentions(parse, &evidence, &mut candidates);
    let entities = coreference::link(parse, &evidence, found);
    (entities, Memory { evidence, candidates })
}
