//! Interviews in questions and answers: outside quotation marks, "I" is the person who answers and "you" the person who is asked.

use super::pronoun::pronoun_mention;
use super::{Entities, EntityId, EntityType, Form, Mention};
use crate::syntax::Parse;

/// An interview has at least so many paragraphs that are questions.
const QUESTIONS: usize = 4;
/// The person interviewed is named within so many sentences.
const OPENING: usize = 12;

/// The first and second persons of an interview, resolved to the one person who is interviewed; empty for other articles.
pub fn resolve(parse: &Parse, all: &Entities) -> Vec<Mention> {
    let asks = questions(parse);
    if asks.iter().filter(|asks| **asks).count() < QUESTIONS {
        return Vec::new();
    }
    let Some(person) = interviewee(parse, all) else { return Vec::new() };
    let mut found = Vec::new();
    for (index, sentence) in parse.sentences.iter().enumerate() {
        if !parse.block_of(index).role.is_article() {
            continue;
        }
        let question = asks.get(sentence.block as usize).copied().unwrap_or_default();
        let words: &[&str] = if question { &["you", "your", "yourself"] } else { &["I", "me", "my", "myself", "mine"] };
        for at in sentence.tokens() {
            let length = parse.tokens[at].span.len();
            if length <= 8 && parse.is_any(at, words) && parse.quoted_at(at).is_none() {
                found.push(pronoun_mention(parse, at, person));
            }
        }
    }
    found
}

/// Which blocks are questions: the last sentence ends in a question mark.
fn questions(parse: &Parse) -> Vec<bool> {
    let mut asks = vec![false; parse.prose.blocks.len()];
    for sentence in parse.sentences {
        let last = sentence.tokens().last().is_some_and(|at| parse.word(at).starts_with('?'));
        if let Some(block) = asks.get_mut(sentence.block as usize) {
            *block = last;
        }
    }
    asks
}

/// The one person of whom the opening says that an interview was held, or who alone is named there.
fn interviewee(parse: &Parse, all: &Entities) -> Option<EntityId> {
    let end = parse.sentences.get(OPENING.min(parse.sentences.len()).checked_sub(1)?)?.last as usize;
    let mut named: Vec<EntityId> = Vec::new();
    let mut asked: Vec<EntityId> = Vec::new();
    for mention in
        all.mentions_in(0..end).filter(|mention| mention.form == Form::Full && all.get(mention.entity).kind == EntityType::Person)
    {
        let from = (mention.first as usize).saturating_sub(9);
        let verb = (from..mention.first as usize).any(|at| {
            parse.is_any(at, &["interview", "interviews", "interviewed", "interviewing"])
                || parse.is_any(at, &["with", "to"])
                    && at > 0
                    && parse.is_any(at - 1, &["spoke", "speaks", "talked", "talks", "caught", "sat"])
        });
        for (list, wanted) in [(&mut named, true), (&mut asked, verb)] {
            if wanted && !list.contains(&mention.entity) {
                list.push(mention.entity);
            }
        }
    }
    match (asked.as_slice(), named.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    }
}
