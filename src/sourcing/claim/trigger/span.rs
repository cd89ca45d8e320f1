//! Which words a claim is shown on: whole phrases, never a stump.

use std::ops::Range;

use super::super::ClaimKind;
use super::super::scan::finite_verb;
use crate::syntax::{Parse, Tag};

/// No claim is shown on many more tokens from its first word.
const LIMIT: usize = 9;

/// The words of a list at `tokens`, made a whole phrase.
pub(super) fn of(parse: &Parse, sentence: &Range<usize>, kind: ClaimKind, tokens: Range<usize>) -> Range<usize> {
    let amount = kind == ClaimKind::Number && tokens.clone().any(|at| parse.is_number(at) || parse.tags[at] == Tag::Dollar);
    if amount { parse.amount(tokens, sentence) } else { widen(parse, sentence, tokens) }
}

/// From the trigger's words to the end of the phrase that follows, so that the words make sense alone.
pub(super) fn widen(parse: &Parse, sentence: &Range<usize>, tokens: Range<usize>) -> Range<usize> {
    let start = start(parse, sentence, tokens.start);
    start..end(parse, sentence, &tokens).max(tokens.end)
}

/// To the end of the phrase that follows the words `tokens`.
pub(super) fn end(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> usize {
    let limit = sentence.end.min(tokens.start + LIMIT);
    let mut end = tokens.end;
    // A cause that a conjunction leads in is a clause: "because the council looked away".
    if opens_clause(parse, end - 1)
        && let Some((verb, _)) = finite_verb(parse, end..limit)
    {
        end = verb + 1;
    }
    // "The world's best took her far": a noun and what it does are two things.
    let names = parse.tags[end - 1].is_noun() || parse.tags[end - 1].is_adjective();
    if names && end < limit && parse.tags[end].is_finite() {
        return end;
    }
    while end < limit {
        if parse.tags[end].is_punctuation() || matches!(parse.tags[end], Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb) {
            break;
        }
        if let Some(phrase) = parse.phrase_of(end) {
            end = (phrase.last as usize).min(sentence.end);
            // An amount is no amount without what it is of.
            if (phrase.first as usize..end).any(|at| parse.is_number(at)) {
                end = parse.amount(phrase.first as usize..end, sentence).end;
            } else if end < limit
                && parse.is(end, "of")
                && let Some(of) = parse.phrase_from(end + 1)
            {
                end = of.min(sentence.end);
            }
            break;
        }
        end += 1;
    }
    // No claim ends in a word that only leads on to the next.
    while end > tokens.end && matches!(parse.tags[end - 1], Tag::In | Tag::To | Tag::Dt | Tag::Md | Tag::PrpS | Tag::Pos) {
        end -= 1;
    }
    end.max(tokens.end)
}

/// Where the group of words that `at` stands in begins: its noun phrase, or the auxiliaries of its verb.
fn start(parse: &Parse, sentence: &Range<usize>, at: usize) -> usize {
    // "the council 's most painful cut" is the council's, or else begins behind the mark.
    if parse.tags[at] == Tag::Pos {
        let owner = if at > sentence.start && parse.phrase_of(at).is_none() { at - 1 } else { at };
        let first = parse.phrase_start(owner, sentence);
        return if first < at { first } else { at + 1 };
    }
    if parse.phrase_of(at).is_some() {
        return parse.phrase_start(at, sentence);
    }
    if !(parse.tags[at].is_verb() || parse.tags[at] == Tag::Md || parse.tags[at].is_adverb()) {
        return at;
    }
    let mut first = at;
    for before in (sentence.start.max(at.saturating_sub(4))..at).rev() {
        if parse.tags[before].is_adverb() {
            continue;
        }
        if !is_auxiliary(parse, before) {
            break;
        }
        first = before;
    }
    first
}

fn is_auxiliary(parse: &Parse, at: usize) -> bool {
    const HELPERS: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "does", "do", "did"];
    parse.tags[at] == Tag::Md || parse.is_any(at, HELPERS)
}

/// Whether a clause follows that depends on the word.
fn opens_clause(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["because", "why", "that"]) && !parse.is(at + 1, "of")
}
