//! The places where a role stands for the person who has it: "the harbour master".

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::noun::role_noun;
use super::{SHORT, contains_word};
use crate::entity::{Entities, EntityType, Form, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::kept::{Movable, Shift};
use crate::syntax::{Parse, Shape};

/// Words that may stand before a role's noun without changing whom it means.
const PLAIN: &[&str] =
    &["the", "this", "that", "former", "then", "late", "veteran", "embattled", "ousted", "newly", "elected", "outgoing", "current"];

/// "the harbour master", "the secretary of state": a definite description of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its tokens.
    tokens: Range<usize>,
    /// Its noun.
    head: usize,
}

impl Description {
    /// A description of these tokens, the noun among them.
    pub fn new(tokens: Range<usize>, head: usize) -> Description {
        Description { tokens, head }
    }

    /// Its tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// Its noun.
    pub fn head(&self) -> usize {
        self.head
    }
}

impl Movable for Description {
    fn moved(&self, shift: Shift) -> Description {
        Description { tokens: shift.tokens(self.tokens.clone()), head: shift.token(self.head as u32) as usize }
    }
}

/// Appends the definite descriptions of sentence `index`, in text order.
pub fn find(parse: &Parse, index: usize, descriptions: &mut Vec<Description>) {
    if !parse.block_of(index).role.is_article() {
        return;
    }
    let sentence = parse.sentences[index].tokens();
    let described =
        sentence.clone().filter(|at| parse.is_any(*at, &["the", "that", "this"])).filter_map(|at| definite(parse, at, sentence.end));
    descriptions.extend(described);
}

/// The noun phrases that stand for a person by the role ("the harbour master").
pub fn mentions(parse: &Parse, descriptions: &[Description], all: &Entities) -> Vec<Mention> {
    let mut bearers = FxHashMap::<u64, Vec<u32>>::default();
    let mut spans = Vec::new();
    for entity in &all.entities {
        let Some(span) = entity.role_span.filter(|_| entity.kind == EntityType::Person) else { continue };
        spans.push(span);
        let range = parse.token_from(span.start)..parse.token_from(span.end);
        let limit = range.clone().find(|at| parse.is_any(*at, &["of", "for", "at", "in", "to", "on", "from", "with"])).unwrap_or(range.end);
        for at in range.start..limit {
            if let Some(noun) = role_noun(parse, at).filter(|noun| !parse.has(*noun, Class::Kin)) {
                let word = parse.word(noun);
                let long = SHORT.iter().filter(|(short, _)| short.eq_ignore_ascii_case(word)).map(|(_, long)| *long);
                for noun in std::iter::once(word).chain(long) {
                    let list = bearers.entry(fold::key(noun)).or_default();
                    if list.len() < 16 && !list.contains(&entity.id) {
                        list.push(entity.id);
                    }
                }
            }
        }
    }
    if bearers.is_empty() {
        return Vec::new();
    }
    spans.sort_unstable();
    let mut found: Vec<Mention> = Vec::new();
    let mut last_seen = FxHashMap::<u32, u32>::default();
    let mut next = 0;
    for Description { tokens: range, head } in descriptions {
        let (range, head) = (range.clone(), *head);
        let at = range.start;
        while all.mentions.get(next).is_some_and(|mention| mention.first as usize <= at) {
            last_seen.insert(all.mentions[next].entity, all.mentions[next].first);
            next += 1;
        }
        let span = parse.span(range.clone());
        let inside = spans.partition_point(|other| other.end <= span.start);
        if spans.get(inside).is_some_and(|other| other.overlaps(span))
            || all.mentions_in(range.clone()).next().is_some_and(|mention| mention.form.is_name() && mention.last as usize >= head)
        {
            continue;
        }
        let Some(candidates) = bearers.get(&fold::key(parse.word(head))) else { continue };
        let agreed = |id: &&u32| {
            let entity = all.get(**id);
            let told = entity.role_span.is_some_and(|role| role.start < span.start);
            told && last_seen.contains_key(*id)
                && (at + 1..head)
                    .all(|word| PLAIN.iter().any(|plain| parse.is(word, plain)) || contains_word(&entity.role, parse.word(word)))
                && (head + 1..range.end).all(|word| contains_word(&entity.role, parse.word(word)))
        };
        let best = candidates.iter().filter(agreed).max_by_key(|id| last_seen.get(*id).copied().unwrap_or_default());
        if let Some(id) = best {
            last_seen.insert(*id, at as u32);
            found.push(Mention::bare(parse, range, Form::Role, *id));
        }
    }
    found
}

/// The definite description that starts at token `at`.
fn definite(parse: &Parse, at: usize, end: usize) -> Option<Description> {
    for head in at + 1..end.min(at + 5) {
        let token = &parse.tokens[head];
        if !token.shape.is_word() {
            return None;
        }
        let phrase = parse.lexicon.phrase(parse.word(head), (head + 1..end.min(head + 6)).map(|i| parse.word(i)));
        if let Some((length, classes)) = phrase
            && classes.any(&[Class::Title, Class::PersonNoun])
        {
            let of = (head..head + length).any(|i| parse.is(i, "of"));
            let noun = if of { head } else { head + length - 1 };
            return singular(parse, head + length, end).then_some(Description { tokens: at..head + length, head: noun });
        }
        if token.entry.classes.any(&[Class::Title, Class::PersonNoun]) && token.shape != Shape::Upper {
            let next = parse.tokens.get(head + 1).filter(|_| head + 1 < end);
            let goes_on = next.is_some_and(|next| next.entry.classes.any(&[Class::Title, Class::PersonNoun]) && next.shape.is_word());
            if goes_on {
                continue;
            }
            return singular(parse, head + 1, end).then_some(Description { tokens: at..head + 1, head });
        }
    }
    None
}

/// Whether the phrase ends here: no further noun, no "of" that would make it another role, no name.
fn singular(parse: &Parse, at: usize, end: usize) -> bool {
    if at >= end {
        return true;
    }
    let token = &parse.tokens[at];
    let name = token.shape == Shape::Capitalized;
    !(name || parse.tags[at].is_noun() && token.shape == Shape::Lower || parse.is(at, "of"))
}
