//! What the need for a source is judged by beside a sentence's own words: where it stands, who is named in it, what the sentences around
//! it rest on, how its article is written.

use super::Statement;
use super::feature::{self, Features, Look, log, look, yes};
use crate::entity::{Entities, EntityType};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::sourcing::{Attribution, Grounds};
use crate::syntax::Parse;
use crate::text::Span;

/// The sentences of an article that can hold claims, and what they rest on.
pub(super) struct Places<'a> {
    parse: &'a Parse<'a>,
    entities: &'a Entities,
    attributions: &'a [Attribution],
    grounds: &'a [Grounds],
    /// For each sentence, how far away the nearest one with a source is before and after it, and the nearest with a paper before it.
    far: Vec<[usize; 3]>,
    /// The nearest sentence with a source before each.
    last: Vec<Option<usize>>,
    /// For each sentence, how many its paragraph has, and how many of them with a source.
    paragraphs: Vec<[usize; 2]>,
    /// Sentences with reported content that no source was found for.
    unsourced: Vec<bool>,
    /// The features that an article has.
    article: Features,
    stated: usize,
}

/// Nothing is further away than this.
const FAR: usize = 10;

impl<'a> Places<'a> {
    /// `stated` are the sentences that can hold claims, in order.
    pub(super) fn new(
        parse: &'a Parse<'a>,
        entities: &'a Entities,
        attributions: &'a [Attribution],
        grounds: &'a [Grounds],
        stated: &[(usize, &Statement)],
    ) -> Places<'a> {
        let count = parse.sentences.len();
        let sourced = |index: usize| rests(grounds, index);
        let mut far = vec![[FAR; 3]; count];
        let mut last = vec![None; count];
        let mut latest = None;
        let (mut since, mut paper) = (FAR, FAR);
        for index in 0..count {
            (since, paper) = ((since + 1).min(FAR), (paper + 1).min(FAR));
            far[index][0] = since;
            far[index][2] = paper;
            last[index] = latest;
            if sourced(index) {
                since = 0;
                latest = Some(index);
            }
            if parse.sentences[index].tokens().any(|at| parse.has(at, Class::DocumentNoun)) {
                paper = 0;
            }
        }
        let mut until = FAR;
        for index in (0..count).rev() {
            until = (until + 1).min(FAR);
            far[index][1] = until;
            if sourced(index) {
                until = 0;
            }
        }
        let mut paragraphs = vec![[0; 2]; count];
        let mut at = 0;
        while at < count {
            let block = parse.sentences[at].block;
            let end = (at..count).find(|next| parse.sentences[*next].block != block).unwrap_or(count);
            paragraphs[at..end].fill([end - at, (at..end).filter(|index| sourced(*index)).count()]);
            at = end;
        }
        let mut unsourced = vec![false; count];
        for attribution in attributions.iter().filter(|attribution| attribution.source.is_none()) {
            if let Some(place) = unsourced.get_mut(attribution.sentence as usize) {
                *place = true;
            }
        }
        let article = of_article(parse, attributions, grounds, stated);
        Places { parse, entities, attributions, grounds, far, last, paragraphs, unsourced, article, stated: stated.len() }
    }

    /// The features of sentence `index`, the `number`th of those that can hold claims.
    pub(super) fn features(&self, index: usize, number: usize) -> Features {
        let mut features = Features::with_capacity(32);
        let sentence = self.parse.sentences[index];
        let rests = self.grounds.get(index);
        for (at, last) in [(Some(index), false), (self.last[index], true)] {
            let kinds = at.and_then(|at| self.grounds.get(at)).map(|grounds| grounds.kinds.as_slice()).unwrap_or_default();
            features.extend(kinds.iter().map(|kind| (feature::source(*kind, last), 1.0)));
        }
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
        put(Look::Unsourced, yes(self.unsourced[index]));
        let [since, until, paper] = self.far[index];
        put(Look::Since, log(since));
        put(Look::Until, log(until));
        put(Look::Paper, log(paper));
        let [size, with] = self.paragraphs[index];
        put(Look::ParagraphSize, log(size));
        put(Look::ParagraphSourced, with as f32 / size.max(1) as f32);
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
