//! "the council", "the hotel group": common nouns that stand for a body which the article names.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::role::Description;
use super::{Entities, EntityId, EntityType, Form, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Words between "the" and its noun, at most.
const MODIFIERS: usize = 2;
/// How many bodies that go by one noun are told apart.
const NAMESAKES: usize = 8;
/// Nouns that any body may go by, or that mean something else as often.
const VAGUE: &[&str] = &[
    "administration",
    "band",
    "campaign",
    "chain",
    "channel",
    "congress",
    "court",
    "daily",
    "defence",
    "defense",
    "developer",
    "force",
    "gang",
    "government",
    "house",
    "jury",
    "label",
    "military",
    "mission",
    "movement",
    "opposition",
    "outlet",
    "paper",
    "party",
    "police",
    "prosecution",
    "publisher",
    "regime",
    "side",
    "team",
    "inquiry",
    "delegation",
    "cartel",
    "squad",
    "authority",
    "office",
    "service",
    "group",
    "body",
];
/// Nouns that companies go by.
const FIRMS: &[&str] = &["company", "firm"];

/// Appends the definite descriptions of bodies in sentence `index`, in text order.
pub fn find(parse: &Parse, index: usize, descriptions: &mut Vec<Description>) {
    if !parse.block_of(index).role.is_article() {
        return;
    }
    let sentence = parse.sentences[index].tokens();
    let described = sentence.clone().filter(|at| parse.is(*at, "the")).filter_map(|at| definite(parse, at, sentence.end));
    descriptions.extend(described);
}

/// "the board", "the hotel group": nothing goes on behind the noun.
fn definite(parse: &Parse, at: usize, end: usize) -> Option<Description> {
    let head = (at + 1..end.min(at + 2 + MODIFIERS))
        .take_while(|word| parse.tokens[*word].shape == Shape::Lower)
        .find(|word| parse.has(*word, Class::BodyNoun))?;
    let plain = (at + 1..head).all(|word| parse.tags[word].is_noun() || parse.tags[word].is_adjective());
    let next = parse.tokens.get(head + 1).filter(|_| head + 1 < end);
    let goes_on = next.is_some_and(|next| {
        next.shape == Shape::Capitalized
            || next.shape == Shape::Lower && parse.tags[head + 1].is_noun()
            || parse.is_any(head + 1, &["of", "that", "which", "for", "-", "to"])
    });
    (plain && !goes_on).then(|| Description::new(at..head + 1, head))
}

/// The descriptions that stand for a body: exactly one of the article's goes by the noun, and it is named before.
pub fn mentions(parse: &Parse, descriptions: &[Description], all: &Entities) -> Vec<Mention> {
    if descriptions.is_empty() {
        return Vec::new();
    }
    let (called, words) = called(parse, all);
    let mut found = Vec::new();
    for description in descriptions {
        let (range, head) = (description.tokens(), description.head());
        let Some(bodies) = called.get(&fold::key(parse.word(head))).filter(|bodies| bodies.len() < NAMESAKES) else { continue };
        let fits = |id: &&EntityId| {
            let own = &words[&**id];
            (range.start + 1..head).all(|at| own.contains(&fold::key(parse.word(at))))
        };
        let mut bodies = bodies.iter().filter(fits);
        let (Some(id), None) = (bodies.next(), bodies.next()) else { continue };
        let vague = head == range.start + 1 && VAGUE.iter().any(|noun| parse.is(head, noun));
        let named = all.mentions_of(*id).find(|mention| mention.form.is_name()).is_some_and(|mention| mention.last as usize <= range.start);
        if vague || !named || all.mentions_in(range.clone()).next().is_some() {
            continue;
        }
        found.push(Mention::bare(parse, range, Form::Role, *id));
    }
    found
}

/// By the key of a noun the bodies that go by it; and of each body the keys of all words that it is called by.
fn called(parse: &Parse, all: &Entities) -> (FxHashMap<u64, Vec<EntityId>>, FxHashMap<EntityId, Vec<u64>>) {
    let mut called = FxHashMap::<u64, Vec<EntityId>>::default();
    let mut words = FxHashMap::<EntityId, Vec<u64>>::default();
    for mention in all.mentions.iter().filter(|mention| mention.form.is_name() && all.get(mention.entity).kind == EntityType::Organization)
    {
        let id = mention.entity;
        let own = words.entry(id).or_default();
        if own.len() > 64 {
            continue;
        }
        let told = told(parse, mention);
        let texts = mention.tokens().chain(told.clone()).map(|at| fold::key(parse.word(at)));
        own.extend(texts);
        let firm = mention.tokens().any(|at| super::name::is_corporate(parse.word(at)));
        let nouns = name_noun(parse, mention).into_iter().chain(told.last()).map(|at| fold::key(parse.word(at)));
        let firms = FIRMS.iter().filter(|_| firm).map(|noun| fold::key(noun));
        for key in nouns.chain(firms) {
            let bodies = called.entry(key).or_default();
            if bodies.len() < NAMESAKES && !bodies.contains(&id) {
                bodies.push(id);
            }
        }
    }
    (called, words)
}

/// The word of a name that says what the body is: its last, or the one before "of" or "for".
fn name_noun(parse: &Parse, mention: &Mention) -> Option<usize> {
    let joint = mention.tokens().skip(1).find(|at| parse.is_any(*at, &["of", "for", "on"]));
    let head = joint.unwrap_or(mention.last as usize) - 1;
    (mention.tokens().len() > 1 && parse.has(head, Class::BodyNoun)).then_some(head)
}

/// The common words beside a name that say what the body is: "the hotel group Oru Stays", "Oru Stays, a hotel group,".
fn told(parse: &Parse, mention: &Mention) -> Range<usize> {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let noun = |at: usize| parse.has(at, Class::BodyNoun) && parse.tokens[at].shape == Shape::Lower;
    let modifier = |at: usize| parse.tokens[at].shape == Shape::Lower && (parse.tags[at].is_noun() || parse.tags[at].is_adjective());
    if first > 0 && noun(first - 1) {
        let start = (first.saturating_sub(3)..first - 1).rev().take_while(|at| modifier(*at)).last().unwrap_or(first - 1);
        return start..first;
    }
    if parse.is(last, ",") && parse.is_any(last + 1, &["a", "an", "the"]) {
        let end =
            (last + 2..parse.tokens.len().min(last + 6)).take_while(|at| modifier(*at) || noun(*at)).last().map_or(last + 2, |at| at + 1);
        if end > last + 2 && noun(end - 1) {
            return last + 2..end;
        }
    }
    0..0
}

#[cfg(test)]
mod tests {
    use crate::entity::Form;
    use crate::entity::coreference::tests::read;

    fn stands_for(text: &str) -> Vec<(String, String)> {
        let article = read(text);
        let all = &article.entities;
        let roles = all.mentions.iter().filter(|mention| mention.form == Form::Role);
        roles.map(|mention| (mention.span.of(&article.prose.text).to_owned(), all.get(mention.entity).name.clone())).collect()
    }

    #[test]
    fn a_noun_stands_for_the_one_body_that_goes_by_it() {
        let found = stands_for("The Vellmouth Harbour Board met on Monday. It was late. The board said the pier would close.");
        assert_eq!(found, [("The board".to_owned(), "Vellmouth Harbour Board".to_owned())]);
        let found = stands_for("The hotel group Meridian Stays bought the quay. The hotel group paid in cash.");
        assert_eq!(found, [("The hotel group".to_owned(), "Meridian Stays".to_owned())]);
    }

    #[test]
    fn of_two_bodies_a_noun_stands_for_neither() {
        let found = stands_for("The Vellmouth Harbour Board met the Saarholm Pilots Board on Monday. The board said the pier would close.");
        assert!(found.is_empty(), "{found:?}");
    }
}
