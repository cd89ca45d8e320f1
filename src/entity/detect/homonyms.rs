//! Surnames that are also a title's or a people's word: "King said" where the article has named Tom King.

use rustc_hash::FxHashSet;

use super::Found;
use crate::entity::evidence::Evidence;
use crate::entity::{EntityType, Form, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Adds the places where such a surname stands alone and does what people do: it says something, or something is its own.
pub(super) fn add(parse: &Parse, evidence: &Evidence, found: &mut Vec<Found>) {
    let ambiguous = |found: &&Found| {
        let last = parse.tokens[found.mention.last as usize - 1].entry.classes;
        found.kind == EntityType::Person
            && found.mention.last - found.mention.first >= 2
            && last.any(&[Class::Title, Class::Demonym, Class::PersonNoun])
    };
    let surnames: FxHashSet<u64> = found.iter().filter(ambiguous).map(|found| evidence.keys[found.mention.last as usize - 1]).collect();
    if surnames.is_empty() {
        return;
    }
    let places = (0..parse.tokens.len()).filter(|at| surnames.contains(&evidence.keys[*at]) && stands_for_somebody(parse, *at));
    for at in places.collect::<Vec<_>>() {
        let from = found.partition_point(|found| found.mention.last as usize <= at);
        match found.get_mut(from).filter(|found| found.mention.first as usize <= at) {
            Some(known) if known.mention.last - known.mention.first == 1 => {
                (known.kind, known.mention.form) = (EntityType::Person, Form::Full);
            }
            Some(_) => {}
            None => found.insert(from, surname(parse, evidence, at)),
        }
    }
}

/// "King said", "said King", "King's": no title before a name, and no people's adjective.
fn stands_for_somebody(parse: &Parse, at: usize) -> bool {
    let next = parse.tokens.get(at + 1);
    let reports = |at: usize| parse.tags[at].is_finite() && parse.tokens[at].shape == Shape::Lower;
    let alone = parse.tokens[at].shape == Shape::Capitalized
        && !next.is_some_and(|next| next.shape.is_capitalized())
        && parse.block_of(parse.sentence_of(at)).role.is_article();
    let before = at.checked_sub(1);
    let determined = before.is_some_and(|before| {
        let tag = parse.tags[before];
        parse.is_any(before, &["the", "a", "an", "this", "that", "every", "no", "our"])
            || tag.is_adjective()
            || parse.tokens[before].shape.is_capitalized()
    });
    let acts = next.is_some() && (reports(at + 1) || parse.tags[at + 1].is_adverb() && at + 2 < parse.tokens.len() && reports(at + 2));
    let said = before.is_some_and(|before| reports(before) && parse.tokens[before].entry.verb.is_some());
    alone && !determined && (acts || said)
}

fn surname(parse: &Parse, evidence: &Evidence, at: usize) -> Found {
    let mention = Mention::bare(parse, at..at + 1, Form::Full, 0);
    Found { mention, kind: EntityType::Person, key: fold::join(std::iter::once(evidence.keys[at])) }
}
