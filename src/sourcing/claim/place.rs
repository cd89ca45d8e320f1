//! What the need for a source is judged by beside a sentence's own words: where it stands, who is named in it, what the sentences around
//! it rest on, how its article is written.

use super::Statement;
use super::feature::{self, Features, Look, log, look, yes};
use crate::entity::{Entities, EntityType};
use crate::prose::Role;
use crate::sourcing::{Attribution, Grounds};
use crate::syntax::Parse;
use crate::text::Span;

/// The sentences of an article that can hold claims, and what they rest on.
pub(in crate::sourcing) struct Places<'a> {
    parse: &'a Parse<'a>,
    entities: &'a Entities,
    attributions: &'a [Attribution],
    grounds: &'a [Grounds],
    /// Sentences with reported content that no source was found for.
    unsourced: Vec<bool>,
    /// The features that an article has.
    article: Features,
    stated: usize,
}

impl<'a> Places<'a> {
    /// `stated` are the sentences that can hold claims, in order.
    pub(in crate::sourcing) fn new(
        parse: &'a Parse<'a>,
        entities: &'a Entities,
        attributions: &'a [Attribution],
        grounds: &'a [Grounds],
        stated: &[(usize, &Statement)],
    ) -> Places<'a> {
        let mut unsourced = vec![false; parse.sentences.len()];
        for attribution in attributions.iter().filter(|attribution| attribution.source.is_none()) {
            if let Some(place) = unsourced.get_mut(attribution.sentence as usize) {
                *place = true;
            }
        }
        let article = of_article(parse, attributions, grounds, stated);
        Places { parse, entities, attributions, grounds, unsourced, article, stated: stated.len() }
    }

    /// The features of sentence `index`, the `number`th of those that can hold claims.
    pub(in crate::sourcing) fn features(&self, index: usize, number: usize) -> Features {
        let mut features = Features::with_capacity(32);
        let sentence = self.parse.sentences[index];
        let rests = self.grounds.get(index);
        let kinds = rests.map(|rests| rests.kinds.as_slice()).unwrap_or_default();
        features.extend(kinds.iter().map(|kind| (feature::source(*kind), 1.0)));
        let mut put = |which: Look, value: f32| {
            if value != 0.0 {
                features.push((look(which), value));
            }
        };
        put(Look::First, yes(number == 0));
        put(Look::Early, yes(number == 1 || number == 2));
        put(Look::Position, number as f32 / self.stated.max(1) as f32);
        put(Look::Last, yes(self.parse.sentences.last().is_some_and(|last| last.block == sentence.block)));
        let (opens, closes) = (self.opens(index), self.closes(index));
        put(Look::Opens, yes(opens));
        put(Look::Alone, yes(opens && closes));
        put(Look::Item, yes(matches!(self.parse.block_of(index).role, Role::ListItem | Role::Footnote)));
        let mut named = [0; 3];
        for mention in self.entities.mentions_in(sentence.tokens()).filter(|mention| mention.form.is_name()) {
            match self.entities.entities.get(mention.entity as usize).map(|entity| entity.kind) {
                Some(EntityType::Person) => named[0] += 1,
                Some(EntityType::Organization) => named[1] += 1,
                Some(EntityType::Place) => named[2] += 1,
                _ => {}
            }
        }
        put(Look::People, log(named[0]));
        put(Look::Bodies, log(named[1]));
        put(Look::Places, log(named[2]));
        let sourced = |index: usize| yes(self::rests(self.grounds, index));
        put(Look::SourcedBefore, index.checked_sub(1).map_or(0.0, sourced));
        put(Look::SourcedAfter, sourced(index + 1));
        put(Look::SourcedHere, sourced(index));
        put(Look::Covered, rests.map_or(0.0, |rests| covered(self.attributions, rests, sentence.span)));
        put(Look::Surely, rests.map_or(0.0, |rests| surely(self.attributions, rests)));
        put(Look::Carried, yes(rests.is_some_and(|rests| rests.carried)));
        let chance = |index: usize| self.grounds.get(index).map_or(0.0, |grounds| grounds.weight);
        put(Look::Rests, chance(index));
        put(Look::RestsBefore, index.checked_sub(1).map_or(0.0, chance));
        put(Look::RestsAfter, chance(index + 1));
        put(Look::Unsourced, yes(self.unsourced[index]));
        features.extend_from_slice(&self.article);
        features
    }

    /// Whether sentence `index` opens its paragraph.
    pub(super) fn opens(&self, index: usize) -> bool {
        index == 0 || self.parse.sentences[index - 1].block != self.parse.sentences[index].block
    }

    fn closes(&self, index: usize) -> bool {
        self.parse.sentences.get(index + 1).is_none_or(|next| next.block != self.parse.sentences[index].block)
    }
}

fn rests(grounds: &[Grounds], index: usize) -> bool {
    grounds.get(index).is_some_and(|grounds| !grounds.kinds.is_empty())
}

fn of_article(parse: &Parse, attributions: &[Attribution], grounds: &[Grounds], stated: &[(usize, &Statement)]) -> Features {
    let total = stated.len().max(1) as f32;
    let share = |check: &dyn Fn(&(usize, &Statement)) -> bool| stated.iter().filter(|one| check(one)).count() as f32 / total;
    let body = (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_body()).count();
    let values = [
        (Look::SourcedShare, share(&|(index, _)| rests(grounds, *index))),
        (Look::Writer, share(&|(_, statement)| statement.writer)),
        (Look::Addressed, share(&|(_, statement)| statement.addressed)),
        (Look::PastShare, share(&|(_, statement)| statement.past)),
        (Look::Size, log(stated.len())),
        (Look::Asking, 1.0 - stated.len() as f32 / body.max(1) as f32),
        (Look::Attributed, attributions.len() as f32 / parse.sentences.len().max(1) as f32),
    ];
    values.into_iter().filter(|(_, value)| *value != 0.0).map(|(which, value)| (look(which), value)).collect()
}

/// The share of `sentence` that the contents of its attributions cover, 0 to 1.
fn covered(attributions: &[Attribution], grounds: &Grounds, sentence: Span) -> f32 {
    let contents =
        grounds.attributions.iter().filter_map(|index| attributions.get(*index as usize)).flat_map(|attribution| &attribution.content);
    let bytes: u32 = contents.map(|content| content.end.min(sentence.end).saturating_sub(content.start.max(sentence.start))).sum();
    (bytes as f32 / sentence.len().max(1) as f32).min(1.0)
}

/// The weight of its surest attribution, 0 to 1.
fn surely(attributions: &[Attribution], grounds: &Grounds) -> f32 {
    let own = grounds.attributions.iter().filter_map(|index| attributions.get(*index as usize));
    own.map(|attribution| attribution.weight).fold(0.0, f32::max)
}
