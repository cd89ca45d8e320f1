//! The facts of the structure that the reader knows of a sentence: all that the formulas know but its words.

use std::sync::Arc;

use crate::entity::Entities;
use crate::prose::Role;
use crate::sourcing::claim::feature::{self, Features};
use crate::sourcing::claim::{Places, Statement};
use crate::sourcing::footing::{self, evidence, reports::Reports};
use crate::sourcing::{Attribution, Grounds, OwnWords, Sourcing, carry};
use crate::syntax::Parse;

/// What the role of a sentence's block tells, and whether it can hold claims.
const ROLES: usize = 5;

/// How many facts there are.
pub const COUNT: usize = evidence::COUNT - feature::STRUCTURE + ROLES;

/// The facts of a sentence: 0 where there is nothing to tell.
pub type Facts = [f32; COUNT];

/// Where the facts of an article's sentences come from.
pub(in crate::sourcing) struct Known<'a> {
    parse: &'a Parse<'a>,
    own_words: &'a [Arc<OwnWords>],
    beside: &'a [Features],
    places: Places<'a>,
    /// For each sentence, how many of those before it can hold claims.
    stated: Vec<usize>,
}

impl<'a> Known<'a> {
    /// `beside` is the evidence on each sentence beside its words; `told` is what each rests on by the attributions that tell in it.
    pub(in crate::sourcing) fn new(
        parse: &'a Parse<'a>,
        entities: &'a Entities,
        attributions: &'a [Attribution],
        own_words: &'a [Arc<OwnWords>],
        beside: &'a [Features],
        told: &'a [Grounds],
    ) -> Known<'a> {
        let statements: Vec<(usize, &Statement)> =
            own_words.iter().enumerate().filter_map(|(index, own)| Some((index, own.statement.as_ref()?))).collect();
        let counted = own_words.iter().scan(0, |count, own| {
            let before = *count;
            *count += usize::from(own.statement.is_some());
            Some(before)
        });
        let stated = counted.collect();
        Known { parse, own_words, beside, places: Places::new(parse, entities, attributions, told, &statements), stated }
    }

    /// The facts of sentence `index`.
    pub(in crate::sourcing) fn of(&self, index: usize) -> Facts {
        let mut facts = [0.0; COUNT];
        let own = &self.own_words[index];
        let places = self.places.features(index, self.stated[index]);
        for (feature, value) in footing::all(own, &self.beside[index]).chain(&places) {
            if let Some(fact) = usize::from(*feature).checked_sub(feature::STRUCTURE).and_then(|at| facts.get_mut(at)) {
                *fact = *value;
            }
        }
        let role = self.parse.block_of(index).role;
        let title = role.is_over();
        let roles = [title, role == Role::Heading, role == Role::Caption, role == Role::BlockQuote, own.statement.is_some()];
        for (fact, holds) in facts[COUNT - ROLES..].iter_mut().zip(roles) {
            *fact = f32::from(u8::from(holds));
        }
        facts
    }
}

/// The facts of every sentence of an article that was analysed, for training.
pub fn training(parse: &Parse, entities: &Entities, sourcing: &Sourcing) -> Vec<Facts> {
    let (attributions, own_words) = (&sourcing.attributions, &sourcing.own_words);
    let (_, memory) = crate::sourcing::attribution::find(parse, entities, None, None);
    let reports = Reports::new(parse, entities, attributions, &memory, own_words);
    let told = carry::told(&reports, attributions, own_words.len());
    let beside = footing::beside(&reports, own_words);
    let known = Known::new(parse, entities, attributions, own_words, &beside, &told);
    (0..own_words.len()).map(|index| known.of(index)).collect()
}
