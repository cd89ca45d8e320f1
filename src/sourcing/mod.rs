//! Who says what: quotations, attributions, what each sentence rests on, and the claims that rest on nobody. It knows no rules.

pub mod attribution;
mod body;
pub mod carry;
pub mod claim;
pub mod first_person;
pub mod footing;
mod handle;
mod joined;
mod maker;
mod misspelt;
mod note;
pub mod own_words;
pub mod quotation;
pub mod reader;
mod readings;
pub mod referent;
pub mod resolve;
pub mod tally;
pub mod telling;
pub mod terms;
mod trees;
mod twins;
pub mod vague;

pub use crate::lexicon::Stance;
pub use attribution::{Attribution, Cue, Quote, Source};
pub use carry::Grounds;
pub use claim::{Claim, ClaimKind};
pub use own_words::OwnWords;
pub use quotation::{Quotation, QuotationKind};
pub use readings::Readings;
pub use tally::Tally;
pub use terms::{SourceKind, Terms};
pub use vague::Nobody;

use std::sync::Arc;

use crate::entity::{Entities, EntityType, Form, Gender};
use crate::model::points;
use crate::syntax::Parse;
use crate::syntax::kept::Kept;
use claim::Statement;
use footing::reports::Reports;
use footing::{Footing, Weighed};
use referent::Anaphora;

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
    /// One a sentence that the reader read.
    read: Vec<Option<reader::Read>>,
    attributions: attribution::Memory,
    anaphora: Anaphora,
    referents: referent::Scores,
    /// One a sentence.
    footings: Vec<Weighed>,
    /// One a sentence that can hold claims.
    claims: Vec<Option<claim::Weighed>>,
}

/// Reads the sourcing of an article, and gives its `entities` the pronouns that stand for people: whom "she" means is known only with who
/// speaks. `earlier`, what was read of an earlier state and what of that still holds, and `kept`, what was read of any article, change only
/// what it costs. Whether the `reader` is asked changes what claims weigh.
pub fn read(
    parse: &Parse,
    entities: &mut Entities,
    earlier: Option<(&Sourcing, &Memory, &Kept)>,
    kept: Option<&Readings>,
    reader: bool,
) -> (Sourcing, Memory) {
    let read = match reader {
        true => reader::read(parse, earlier.map(|(_, memory, kept)| (memory.read.as_slice(), kept)), kept),
        false => vec![None; parse.sentences.len()],
    };
    let own_words = own_words::read(parse, earlier.map(|(sourcing, _, kept)| (sourcing.own_words.as_slice(), kept)));
    let (mut attributions, memory) =
        attribution::find(parse, entities, earlier.map(|(_, memory, kept)| (&memory.attributions, kept)), kept);
    let anaphora = Anaphora::find(parse, earlier.map(|(_, memory, kept)| (&memory.anaphora, kept)));
    let known = earlier.map(|(_, memory, _)| &memory.referents);
    let (mut pronouns, referents) = resolve::sources(parse, entities, &anaphora, &mut attributions, known);
    pronouns.extend(first_person::find(parse, entities, &attributions));
    entities.add(pronouns);
    settle_gender(parse, entities);
    let entities = &*entities;
    let quotations = quotation::classify(parse, &attributions);
    let reports = Reports::new(parse, entities, &attributions, &memory, &own_words);
    let told = carry::told(&reports, &attributions, own_words.len());
    let beside = footing::beside(&reports, &own_words);
    let known = reader::facts::Known::new(parse, entities, &attributions, &own_words, &beside, &told);
    let answers = reader::ask(&read, |index| known.of(index));
    let mut nobody = vague::nobody(parse, entities, &attributions, &told, &own_words);
    vague::judge(&mut nobody, &answers);
    let weighed = footing::read(&own_words, &beside, earlier.map(|(_, memory, kept)| (memory.footings.as_slice(), kept)));
    let footings: Vec<Footing> = weighed.iter().zip(&answers).map(|(weighed, answer)| weighed.footing.joined(*answer)).collect();
    let mut grounds = carry::grounds(parse, &reports, &attributions, &own_words, &nobody, &footings);
    handle::ground(parse, &attributions, &mut grounds);
    carry::silence(parse, &quotations, &attributions, &mut grounds);
    let statements: Vec<Option<&Statement>> = own_words.iter().map(|own| own.statement.as_ref()).collect();
    let known = earlier.map(|(_, memory, kept)| (memory.claims.as_slice(), kept));
    let (mut claims, asked) = claim::find(parse, entities, &attributions, &grounds, &statements, &answers, known);
    claim::disown(&claims, &attributions, &mut grounds);
    note::ground(parse, &mut grounds, &mut claims);
    (
        Sourcing { attributions, quotations, grounds, claims, nobody, own_words },
        Memory { read, attributions: memory, anaphora, referents, footings: weighed, claims: asked },
    )
}

/// The gender of each person is that of the pronouns which surely stand for them, if all agree; where there are none, what an honorific or
/// a title tells. A given name tells nothing.
fn settle_gender(parse: &Parse, entities: &mut Entities) {
    let mut told = vec![[false; 2]; entities.entities.len()];
    for mention in entities.mentions.iter().filter(|mention| mention.form == Form::Pronoun && mention.sure) {
        if let Some(pronoun) = referent::third_person(parse, mention.first as usize) {
            told[mention.entity as usize][usize::from(pronoun.gender == Gender::Female)] = true;
        }
    }
    let titled: Vec<Gender> = (0..entities.entities.len() as u32).map(|id| referent::told_of(parse, entities, id)).collect();
    for (entity, told) in entities.entities.iter_mut().zip(told).filter(|(entity, _)| entity.kind == EntityType::Person) {
        entity.gender = match told {
            [true, false] => Gender::Male,
            [false, true] => Gender::Female,
            [true, true] => Gender::Unknown,
            [false, false] => titled[entity.id as usize],
        };
    }
}
