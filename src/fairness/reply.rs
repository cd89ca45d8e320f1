//! Who answers to what they are accused of: a denial, a word of theirs or of a lawyer, a refusal to speak.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::entries;
use crate::article::Article;
use crate::entity::{Entities, EntityId, EntityType};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::sourcing::claim::accusation;
use crate::sourcing::{Attribution, Quote};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Who answers in an article, and where first.
pub struct Replies<'a> {
    all: &'a Entities,
    entities: FxHashMap<EntityId, Span>,
    /// The words of sources, in lower case: "Holt's lawyer", "the ferry company".
    words: FxHashMap<String, Span>,
    /// An answer whose giver is not named: "he declined to comment".
    unnamed: Option<Span>,
    /// An answer of a body that is not named: "the company did not reply".
    of_body: Option<Span>,
}

impl<'a> Replies<'a> {
    /// Of an article.
    pub fn new(article: &'a Article) -> Replies<'a> {
        let (all, parse) = (&article.entities, article.parse());
        let parse = &parse;
        let mut replies = Replies { all, entities: FxHashMap::default(), words: FxHashMap::default(), unnamed: None, of_body: None };
        for attribution in &article.sourcing.attributions {
            replies.take(parse, attribution);
        }
        for index in 0..parse.sentences.len() {
            let tokens = parse.sentences[index].tokens();
            // "She was denied bail" answers nothing.
            let refused =
                |at: usize| parse.is(at, "denied") && at > tokens.start && parse.is_any(at - 1, &["was", "were", "been", "being", "is"]);
            // "Did not respond to the alarm" answers nobody either.
            let deaf = |end: usize| {
                let noun = (end + 1..tokens.end.min(end + 5)).find(|at| parse.tags[*at].is_noun());
                parse.is(end, "to") && noun.is_some_and(|noun| !parse.in_fairness(noun, "asking") && !parse.in_fairness(noun, "answered"))
            };
            // A witness's statement to the police.
            let sworn = |entry: &Range<usize>| parse.is(entry.start, "statement") && parse.is(entry.end, "to");
            let has = |set: &'static str| {
                entries(parse, tokens.clone(), set).any(|entry| {
                    let unheard = parse.is_any(entry.end - 1, &["respond", "responded", "reply", "react"]) && deaf(entry.end);
                    !refused(entry.start) && !sworn(&entry) && !unheard
                })
            };
            if parse.block_of(index).role == Role::Boilerplate || !has("reply") {
                continue;
            }
            let named = |entity: EntityId| matches!(all.get(entity).kind, EntityType::Person | EntityType::Organization);
            let mut names = all.mentions_in(tokens.clone()).filter(|mention| mention.form.is_name() && named(mention.entity));
            let span = parse.sentences[index].span;
            if names.next().is_none() && has("silence") {
                // "The police declined to comment" is no answer of the one who is accused.
                let others = |at: usize| parse.in_fairness(at, "law") || parse.in_fairness(at, "onlooker");
                let body = tokens.clone().take(6).any(|at| parse.has(at, Class::BodyNoun));
                let pronoun =
                    tokens.clone().take(6).any(|at| parse.is_any(at, &["he", "she", "they", "neither", "both", "his", "her", "their"]));
                // "The port captain would not comment": whoever that is.
                let person = |at: usize| {
                    accusation::is_person_noun(parse, at)
                        && !accusation::is_body_noun(parse, at)
                        && !parse.in_fairness(at, "advocate")
                        && parse.tags[at].is_noun()
                };
                let third = !pronoun
                    && tokens
                        .clone()
                        .take(5)
                        .any(|at| person(at) && parse.is(at.saturating_sub(1), "the") || person(at) && at > 1 && parse.is(at - 2, "the"));
                match () {
                    _ if third => {}
                    _ if tokens.clone().take(6).any(others) => {}
                    _ if body && !pronoun => _ = replies.of_body.get_or_insert(span),
                    _ => _ = replies.unnamed.get_or_insert(span),
                }
            }
            for mention in all.mentions_in(tokens.clone()) {
                replies.entities.entry(mention.entity).or_insert(span);
            }
        }
        replies
    }

    fn take(&mut self, parse: &Parse, attribution: &Attribution) {
        let Some(source) = &attribution.source else { return };
        // "Holt is accused of", "calling them fools": nothing that he answers.
        let cue = attribution.cue.as_ref();
        if cue
            .is_some_and(|cue| cue.passive || parse.tags.get(cue.head as usize) == Some(&Tag::Vbg) && attribution.quote == Quote::Indirect)
        {
            return;
        }
        let span =
            attribution.content.first().or(source.spans.first()).copied().unwrap_or(parse.sentences[attribution.sentence as usize].span);
        for entity in source.entity.iter().chain(&source.others).chain(&source.likely) {
            self.entities.entry(*entity).or_insert(span);
        }
        let tokens = source.first as usize..source.last as usize;
        // "Walter Imrie about Coralie Nash": the name of another is no word of his; "Holt's lawyer, Pia Stark" is one of Holt's.
        let named = |at: usize| self.all.mentions_in(at..at + 1).find(|mention| mention.form.is_name());
        let kin = parse.has(source.head as usize, Class::Kin)
            || parse.word(source.head as usize).starts_with("ex-")
            || parse.is(source.first as usize + 1, "former");
        let speaks_for = tokens.clone().any(|at| parse.in_fairness(at, "advocate"));
        let behind = |at: usize| match source.entity {
            Some(own) => {
                let before = (source.first as usize..at).any(|at| named(at).is_some_and(|mention| mention.entity == own));
                before && named(at).is_some_and(|mention| mention.entity != own && self.all.get(mention.entity).kind == EntityType::Person)
            }
            None => kin && at > source.head as usize,
        };
        let foreign = |at: usize| !speaks_for && behind(at);
        let own = tokens.clone().filter(|at| !foreign(*at)).map(|at| parse.word(at));
        for word in own.filter(|word| word.starts_with(char::is_uppercase)) {
            self.words.entry(word.to_lowercase()).or_insert(span);
        }
        // "The haulier said": the body that was spoken of, unless it is one that looks on.
        let head = source.head as usize;
        let aside = |at: usize| ["law", "onlooker", "aggrieved", "outlet"].iter().any(|set| parse.in_fairness(at, set));
        let body = source.entity.is_none()
            && parse.is(source.first as usize, "the")
            && accusation::is_body_noun(parse, head)
            && parse.tags.get(head) == Some(&Tag::Nn);
        if body && !tokens.clone().any(aside) {
            self.of_body.get_or_insert(span);
        }
        // "The firm's manager, Ida Falk,".
        let of_firm =
            |at: usize| parse.is(at, "the") && accusation::is_body_noun(parse, at + 1) && parse.tags.get(at + 2) == Some(&Tag::Pos);
        if !aside(source.first as usize + 1) && of_firm(source.first as usize) {
            self.of_body.get_or_insert(span);
        }
        // "The patient's lawyer" speaks for whoever complains.
        let of_other = tokens.clone().any(|at| parse.in_fairness(at, "aggrieved") && parse.tags.get(at + 1) == Some(&Tag::Pos));
        let named = self.all.mentions_in(tokens.clone()).any(|mention| self.all.get(mention.entity).kind != EntityType::Place);
        let own = tokens.clone().any(|at| parse.is_any(at, &["his", "her", "their", "its"]));
        if speaks_for && (!named || own) && !of_other {
            self.unnamed.get_or_insert(span);
        }
    }

    /// Where somebody, or the body they are of, or one of its people, answers; prose bytes.
    pub fn of(&self, accused: EntityId) -> Option<Span> {
        let entity = self.all.get(accused);
        let of_body = self.of_body.filter(|_| entity.kind == EntityType::Organization);
        if let Some(span) = self.entities.get(&accused).copied().or(self.unnamed).or(of_body) {
            return Some(span);
        }
        let last = entity.name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let first = entity.name.split_whitespace().find(|word| word.len() > 3).unwrap_or_default().to_lowercase();
        let of_body = || self.words.get(&first).filter(|_| entity.kind == EntityType::Organization);
        if let Some(span) = self.words.get(&last).or_else(of_body) {
            return Some(*span);
        }
        // Its people, and the body whose person it is.
        let related = self.entities.iter().filter(|(other, _)| {
            let other = self.all.get(**other);
            other.kind != EntityType::Place && other.id != accused && (holds(&other.role, &entity.name) || holds(&entity.role, &other.name))
        });
        related.map(|(_, span)| *span).min()
    }
}

/// Whether a role names a body: "head of the Vellmouth Ferry Company".
fn holds(role: &str, name: &str) -> bool {
    !role.is_empty() && name.len() > 3 && role.to_lowercase().contains(&name.to_lowercase())
}
