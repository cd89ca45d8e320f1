//! What an article tells of its people: a verdict, a charge, a death, who is said to say so.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{sentences, stated};
use crate::article::Article;
use crate::entity::{EntityId, EntityType, Mention};
use crate::lexicon::Fairness;
use crate::sourcing::Attribution;
use crate::sourcing::claim::accusation;
use crate::syntax::{Parse, Tag};

/// What an article tells of its people.
pub struct Standing<'a> {
    article: &'a Article,
    parse: Parse<'a>,
    convicted: OnceCell<Told>,
    pending: OnceCell<FxHashSet<EntityId>>,
    dead: OnceCell<FxHashSet<EntityId>>,
}

/// Of whom sentences tell something.
#[derive(Default)]
struct Told {
    entities: FxHashSet<EntityId>,
    words: FxHashSet<Box<str>>,
    /// Somebody without a name.
    unnamed: bool,
}

impl<'a> Standing<'a> {
    /// Of an article.
    pub fn new(article: &'a Article) -> Standing<'a> {
        let parse = article.parse();
        Standing { article, parse, convicted: OnceCell::new(), pending: OnceCell::new(), dead: OnceCell::new() }
    }

    /// The article.
    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// The person or body that token `at` stands for.
    pub fn who(&self, at: usize) -> Option<EntityId> {
        let all = &self.article.entities;
        let mention = all.mention_at(at)?;
        self.is_somebody(mention.entity).then_some(mention.entity)
    }

    /// Whether an entity is a person or a body: one that is named like a firm, or called one before its name, is a body whatever else it
    /// may look like ("Vellmouth Cabs", "the cannery Nordfisk").
    pub fn is_somebody(&self, entity: EntityId) -> bool {
        let all = &self.article.entities;
        let known = all.get(entity);
        let parse = &self.parse;
        match known.kind {
            EntityType::Person | EntityType::Organization => true,
            EntityType::Place | EntityType::Other => {
                let firm = known.name.split_whitespace().count() > 1
                    && known.name.split_whitespace().next_back().is_some_and(|last| Fairness::shipped().has("firm", last));
                let called = || {
                    let first = all.mentions_of(entity).find(|mention| mention.form.is_name()).map(|mention| mention.first as usize);
                    let noun = first.and_then(|first| first.checked_sub(1));
                    noun.is_some_and(|at| parse.tags[at] == Tag::Nn && accusation::is_body_noun(parse, at))
                };
                firm || called()
            }
        }
    }

    /// Whether the article tells of a verdict on the one at token `accused`, or of a plea that spares it: in a sentence that speaks of
    /// them, or of no other person by name.
    pub fn is_convicted(&self, accused: usize) -> bool {
        self.has(self.convicted.get_or_init(|| self.told("verdict")), accused)
    }

    /// Whether tokens name or mean somebody of whom the article tells of an arrest or a charge.
    pub fn has_pending(&self, tokens: Range<usize>) -> bool {
        let pending = self.pending();
        !pending.is_empty() && self.article.entities.mentions_in(tokens).any(|mention| pending.contains(&mention.entity))
    }

    fn pending(&self) -> &FxHashSet<EntityId> {
        self.pending.get_or_init(|| self.nearest("pending"))
    }

    /// The only person of whom the article tells of an arrest or a charge, with the first mention's token.
    pub fn only_pending(&self) -> Option<usize> {
        let mut people = self.pending().iter();
        let one = people.next().filter(|_| people.next().is_none())?;
        self.article.entities.mentions_of(*one).find(|mention| mention.form.is_name()).map(|mention| mention.first as usize)
    }

    /// Whether the article tells of an arrest or a charge of the one at token `accused`.
    pub fn is_pending(&self, accused: usize) -> bool {
        self.who(accused).is_some_and(|entity| self.pending().contains(&entity))
    }

    /// The people who stand nearest to an entry of a set, before it or right behind it: "Dan Holt was charged with theft", "arrested Dan Holt".
    fn nearest(&self, set: &'static str) -> FxHashSet<EntityId> {
        let parse = &self.parse;
        let all = &self.article.entities;
        let mut people = FxHashSet::default();
        for index in sentences(parse) {
            let tokens = parse.sentences[index].tokens();
            for entry in stated(parse, tokens.clone(), set) {
                let person = |mention: &&Mention| all.get(mention.entity).kind == EntityType::Person;
                let behind = all.mentions_in(entry.end..tokens.end.min(entry.end + 3)).find(person);
                let before = || all.mentions_in(tokens.start..entry.start).filter(person).last();
                people.extend(behind.or_else(before).map(|mention| mention.entity));
            }
        }
        people
    }

    fn has(&self, told: &Told, accused: usize) -> bool {
        let entity = self.who(accused).is_some_and(|entity| told.entities.contains(&entity));
        entity || told.unnamed || told.words.contains(self.parse.word(accused))
    }

    fn told(&self, set: &'static str) -> Told {
        let parse = self.parse;
        let all = &self.article.entities;
        let mut told = Told::default();
        for index in sentences(&self.parse) {
            let tokens = parse.sentences[index].tokens();
            if stated(&self.parse, tokens.clone(), set).next().is_none() {
                continue;
            }
            let named = |mention: &Mention| mention.form.is_name() && all.get(mention.entity).kind == EntityType::Person;
            told.unnamed |= !all.mentions_in(tokens.clone()).any(named);
            told.entities.extend(all.mentions_in(tokens.clone()).map(|mention| mention.entity));
            told.words.extend(tokens.map(|at| Box::from(parse.word(at))));
        }
        told
    }

    /// Whether the article tells that the one at token `accused` is dead: nobody will be tried.
    pub fn is_dead(&self, accused: usize) -> bool {
        self.who(accused).is_some_and(|entity| self.dead.get_or_init(|| self.dead()).contains(&entity))
    }

    fn dead(&self) -> FxHashSet<EntityId> {
        let parse = &self.parse;
        let mentions = self.article.entities.mentions.iter().filter(|mention| {
            let sentence = parse.sentences.get(parse.sentence_of(mention.first as usize)).map_or(0..0, |sentence| sentence.tokens());
            let last = mention.last as usize;
            let died = stated(parse, last..sentence.end.min(last + 9), "died").any(|entry| {
                let mut between = last..entry.start;
                let apposed = parse.is_any(last, &[",", "("]);
                entry.start < last + 4 || apposed && !between.any(|at| parse.tags[at].is_finite())
            });
            died || (mention.first as usize).checked_sub(1).is_some_and(|before| parse.is(before, "late"))
        });
        mentions.map(|mention| mention.entity).collect()
    }

    /// The attributions that sentence `index` rests on or holds.
    pub fn telling(&self, index: usize) -> impl Iterator<Item = &'a Attribution> {
        let sourcing = &self.article.sourcing;
        let grounds = sourcing.grounds.get(index).map_or(&[][..], |grounds| &grounds.attributions);
        let first = sourcing.attributions.partition_point(|attribution| (attribution.sentence as usize) < index);
        let own = sourcing.attributions[first..].iter().take_while(move |attribution| attribution.sentence as usize == index);
        grounds.iter().filter_map(|index| sourcing.attributions.get(*index as usize)).chain(own)
    }

    /// Whether somebody is said to say the words at `tokens`, of sentence `index`.
    pub fn is_attributed(&self, index: usize, tokens: &Range<usize>) -> bool {
        let span = self.parse.span(tokens.clone());
        self.telling(index).filter(|one| one.source.is_some()).any(|one| one.content.iter().any(|content| content.overlaps(span)))
    }
}
