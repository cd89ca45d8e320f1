//! What the rules on fairness ask of an article: who was found guilty or is dead, whether the law is at work in it, who is said to say so.
//!
//! An article may name hundreds of people, so what it tells of them is gathered once, when it is first asked for.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Context;
use crate::entity::{EntityId, EntityType, Mention};
use crate::lexicon::{Deeds, Fairness};
use crate::sourcing::Attribution;
use crate::syntax::Parse;

/// Before this year nobody is left to be wronged.
const LIVING: u32 = 1950;
/// How far before an entry of the list a word stands that turns it round: "has not been convicted".
const NEGATED: usize = 4;

/// Where entries of the set `name` stand among `tokens`, outside quotation marks, in text order.
pub fn entries<'a>(parse: &'a Parse, tokens: Range<usize>, name: &'static str) -> impl Iterator<Item = Range<usize>> + 'a {
    tokens.clone().filter_map(move |at| {
        let following = (at + 1..tokens.end).map(|next| parse.word(next));
        let length = Fairness::shipped().length(name, parse.word(at), following)?;
        parse.quoted_at(at).is_none().then_some(at..at + length)
    })
}

/// The same, without those that are said not to be so.
pub fn stated<'a>(parse: &'a Parse, tokens: Range<usize>, name: &'static str) -> impl Iterator<Item = Range<usize>> + 'a {
    let start = tokens.start;
    entries(parse, tokens, name).filter(move |entry| {
        let mut before = entry.start.saturating_sub(NEGATED).max(start)..entry.start;
        !before.any(|at| Deeds::shipped().has("negated", parse.word(at)) || parse.is(at, "if"))
    })
}

/// The sentences of the article's own words, by their numbers.
pub fn sentences<'a>(parse: &'a Parse) -> impl Iterator<Item = usize> + 'a {
    (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_article())
}

/// Whether a sentence wrongs nobody who lives: it tells of a time long ago, or a story.
pub fn is_past_or_story(parse: &Parse, tokens: Range<usize>) -> bool {
    is_long_ago(parse, tokens.clone()) || is_fiction(parse, tokens)
}

/// Whether a sentence tells of a time when nobody lived who is read about today.
fn is_long_ago(parse: &Parse, mut tokens: Range<usize>) -> bool {
    let year = |at: usize| parse.word(at).len() == 4 && parse.word(at).parse::<u32>().is_ok_and(|year| (1000..LIVING).contains(&year));
    tokens.any(|at| year(at) || parse.is(at, "century"))
}

/// Whether a sentence tells a story: "in the film", "the smuggler played by".
fn is_fiction(parse: &Parse, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        let word = parse.word(at);
        let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
        let deeds = Deeds::shipped();
        deeds.has("fiction", word) || deeds.has("fiction", one) || parse.is(at, "played") && parse.is(at + 1, "by")
    })
}

/// What an article tells of its people.
pub struct Standing<'a> {
    context: &'a Context<'a>,
    parse: Parse<'a>,
    convicted: OnceCell<Told<'a>>,
    pending: OnceCell<FxHashSet<EntityId>>,
    dead: OnceCell<FxHashSet<EntityId>>,
}

/// Of whom sentences tell something.
#[derive(Default)]
struct Told<'a> {
    entities: FxHashSet<EntityId>,
    words: FxHashSet<&'a str>,
    /// Somebody without a name.
    unnamed: bool,
}

impl<'a> Standing<'a> {
    /// Of the article of a context.
    pub fn new(context: &'a Context<'a>) -> Standing<'a> {
        let parse = context.article.parse();
        Standing { context, parse, convicted: OnceCell::new(), pending: OnceCell::new(), dead: OnceCell::new() }
    }

    /// The person or body that token `at` stands for.
    pub fn who(&self, at: usize) -> Option<EntityId> {
        let all = &self.context.article.entities;
        let mention = all.mention_at(at)?;
        matches!(all.get(mention.entity).kind, EntityType::Person | EntityType::Organization).then_some(mention.entity)
    }

    /// Whether the article tells of a verdict on the one at token `accused`, or of a plea that spares it: in a sentence that speaks of
    /// them, or of no other person by name.
    pub fn is_convicted(&self, accused: usize) -> bool {
        self.has(self.convicted.get_or_init(|| self.told("verdict")), accused)
    }

    /// Whether the article tells of an arrest or a charge of the one at token `accused`.
    pub fn is_pending(&self, accused: usize) -> bool {
        let pending = self.pending.get_or_init(|| self.nearest("pending"));
        self.who(accused).is_some_and(|entity| pending.contains(&entity))
    }

    /// The people who stand nearest to an entry of a set, before it or right behind it: "Dan Holt was charged with theft", "arrested Dan Holt".
    fn nearest(&self, set: &'static str) -> FxHashSet<EntityId> {
        let parse = &self.parse;
        let all = &self.context.article.entities;
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

    fn told(&self, set: &'static str) -> Told<'a> {
        let parse = self.parse;
        let all = &self.context.article.entities;
        let mut told = Told::default();
        for index in sentences(&self.parse) {
            let tokens = parse.sentences[index].tokens();
            if stated(&self.parse, tokens.clone(), set).next().is_none() {
                continue;
            }
            let named = |mention: &Mention| mention.form.is_name() && all.get(mention.entity).kind == EntityType::Person;
            told.unnamed |= !all.mentions_in(tokens.clone()).any(named);
            told.entities.extend(all.mentions_in(tokens.clone()).map(|mention| mention.entity));
            told.words.extend(tokens.map(|at| parse.word(at)));
        }
        told
    }

    /// Whether the article tells that the one at token `accused` is dead: nobody will be tried.
    pub fn is_dead(&self, accused: usize) -> bool {
        self.who(accused).is_some_and(|entity| self.dead.get_or_init(|| self.dead()).contains(&entity))
    }

    fn dead(&self) -> FxHashSet<EntityId> {
        let parse = &self.parse;
        let mentions = self.context.article.entities.mentions.iter().filter(|mention| {
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
        let sourcing = &self.context.article.sourcing;
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
