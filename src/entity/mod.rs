//! Who and what is named: mentions, the entities they stand for, first references and roles. It knows no sources.

mod body;
pub mod coreference;
pub mod detect;
pub mod evidence;
pub mod fold;
mod inside;
pub mod interview;
pub mod introduction;
mod kind;
pub mod mention;
pub mod name;
mod office;
pub mod role;
mod segment;

pub use mention::{Entities, Entity, EntityId, EntityType, Form, Gender, Mention};
pub use name::PersonalName;

use crate::model::kinds::Kinds;
use crate::syntax::Parse;
use crate::syntax::kept::{Kept, PerSentence};
use coreference::Anaphora;
use detect::Candidate;
use evidence::Evidence;

/// What was read on the way to the entities, and serves the next reading of the same text.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    evidence: Evidence,
    candidates: PerSentence<Candidate>,
    anaphora: Anaphora,
}

impl Memory {
    /// Whether the article writes a word in lower case.
    pub fn has_in_lower_case(&self, word: &str) -> bool {
        self.evidence.uses_of(word).lower
    }
}

/// Finds the entities of an article. `earlier`, what was read of an earlier state and what of that still holds, changes only what it
/// costs.
pub fn read(parse: &Parse, earlier: Option<(&Parse, &Memory, &Kept)>) -> (Entities, Memory) {
    let (evidence, touched) = Evidence::read(parse, earlier.map(|(parse, memory, kept)| (parse, &memory.evidence, kept)));
    let old = earlier.map(|(_, memory, kept)| (&memory.candidates, kept));
    let kinds = Kinds::shipped();
    let mut candidates = detect::candidates(parse, &evidence, &touched, &kinds, old);
    let anaphora = Anaphora::find(parse, earlier.map(|(_, memory, kept)| (&memory.anaphora, kept)));
    let found = detect::mentions(parse, &evidence, &kinds, candidates.all_mut());
    let entities = coreference::link(parse, &evidence, found, &anaphora);
    (entities, Memory { evidence, candidates, anaphora })
}
