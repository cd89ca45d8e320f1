//! Who says what: quotations, attributions, what each sentence rests on, and the claims that rest on nobody. It knows no rules.

pub mod attribution;
mod body;
pub mod carry;
pub mod claim;
pub mod first_person;
pub mod footing;
mod handle;
mod misspelt;
pub mod own_words;
pub mod quotation;
pub mod resolve;
pub mod speaker;
pub mod tally;
pub mod telling;
pub mod terms;
mod trees;
mod twins;
pub mod vague;

pub use attribution::network::readings::Readings;
pub use attribution::{Attribution, Cue, Quote, Source};
pub use carry::Grounds;
pub use claim::{Claim, ClaimKind};
pub use own_words::OwnWords;
pub use quotation::{Quotation, QuotationKind};
pub use tally::Tally;
pub use terms::{SourceKind, Terms};
pub use vague::Nobody;

use std::sync::Arc;

use crate::entity::{Entities, Mention};
use crate::model::points;
use crate::syntax::Parse;
use crate::syntax::kept::Kept;
use claim::Statement;
use footing::Weighed;
use footing::reports::Reports;

/// The sourcing of an article. Spans are prose bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sourcing {
    /// In text order of their cue, or of their content where there is none.
    pub attributions: Vec<Attribution>,
    /// In text order.
    pub quotations: Vec<Quotation>,
    /// What each sentence rests on; one a sentence.
    pub grounds: Vec<Grounds>,
    /// Every claim, whether it rests on somebody or not; in text order.
    pub claims: Vec<Claim>,
    /// Every source and wording that may name nobody, however likely; in text order of the sentences.
    pub nobody: Vec<Nobody>,
    /// What each sentence's words say by themselves; one a sentence.
    pub own_words: Vec<Arc<OwnWords>>,
    /// "I" and "my" inside quotations as mentions of their speakers, in text order.
    pub first_persons: Vec<Mention>,
}

impl Sourcing {
    /// For each attribution, whether it tells where some sentence comes from: a quotation does, or what a sentence rests on. "Oru welcomed
    /// the plan" tells of Oru, and nothing rests on it.
    pub fn telling(&self) -> Vec<bool> {
        let mut telling: Vec<bool> = self.attributions.iter().map(|attribution| attribution.quote != Quote::Indirect).collect();
        for index in self.grounds.iter().flat_map(|grounds| &grounds.attributions) {
            if let Some(tells) = telling.get_mut(*index as usize) {
                *tells = true;
            }
        }
        telling
    }
}

/// What was read on the way to the sourcing, and serves the next reading of the same text.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    attributions: attribution::Memory,
    /// One a sentence.
    footings: Vec<Weighed>,
    /// One a sentence that can hold claims.
    claims: Vec<Option<claim::Weighed>>,
}

/// Reads the sourcing of an article. `earlier`, what was read of an earlier state and what of that still holds, and `kept`, what was read
/// of any article, change only what it costs.
pub fn read(
    parse: &Parse,
    entities: &Entities,
    earlier: Option<(&Sourcing, &Memory, &Kept)>,
    kept: Option<&Readings>,
) -> (Sourcing, Memory) {
    let own_words = own_words::read(parse, earlier.map(|(sourcing, _, kept)| (sourcing.own_words.as_slice(), kept)));
    let (mut attributions, memory) =
        attribution::find(parse, entities, earlier.map(|(_, memory, kept)| (&memory.attributions, kept)), kept);
    resolve::sources(parse, entities, &mut attributions);
    let quotations = quotation::classify(parse, &attributions);
    let reports = Reports::new(parse, entities, &attributions, &memory, &own_words);
    let told = carry::told(&reports, &attributions, own_words.len());
    let nobody = vague::nobody(parse, entities, &attributions, &told, &own_words);
    let footings = footing::read(&reports, &own_words, earlier.map(|(_, memory, kept)| (memory.footings.as_slice(), kept)));
    let mut grounds = carry::grounds(&reports, &attributions, &own_words, &nobody, &footings);
    handle::ground(parse, &attributions, &mut grounds);
    let statements: Vec<Option<&Statement>> = own_words.iter().map(|own| own.statement.as_ref()).collect();
    let weighed = earlier.map(|(_, memory, kept)| (memory.claims.as_slice(), kept));
    let (claims, weighed) = claim::find(parse, entities, &attributions, &grounds, &statements, weighed);
    let first_persons = first_person::find(parse, entities, &attributions);
    (
        Sourcing { attributions, quotations, grounds, claims, nobody, own_words, first_persons },
        Memory { attributions: memory, footings, claims: weighed },
    )
}
