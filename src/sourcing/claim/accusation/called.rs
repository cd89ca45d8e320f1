//! What somebody is called: "is a thief", "The killer, Dan Holt, lives here".

use std::ops::Range;

use super::Gravity;
use super::subject::{self, Subject, Whom};
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};

/// The words that begin at `at`, or end in the word for a wrongdoer at `at`, how grave they are, and who is called so. Who is only labelled
/// may well have been found guilty elsewhere.
pub fn at(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, Gravity, Subject)> {
    let said = predicate(parse, sentence, at).map(|(tokens, subject)| (tokens, Gravity::Grave, subject));
    said.or_else(|| label(parse, sentence, at).map(|(tokens, subject)| (tokens, Gravity::Fault, subject)))
}

/// "Was drunk", "is on the take", "is a thief", in what somebody tells of another.
pub fn is(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, Subject)> {
    let be = parse.is_any(at, &["is", "was", "are", "were", "been", "'s", "’s"]) && parse.tags[at] != Tag::Pos;
    if !be {
        return None;
    }
    let first = (at + 1..sentence.end.min(at + 4)).find(|next| !parse.tags[*next].is_adverb() || parse.in_deeds(*next, "negated"))?;
    let state = parse.fairness_entry(first..sentence.end, "wrong-state").map(|length| first + length);
    let Some(end) = state else { return predicate(parse, sentence, at) };
    // "Had been drinking", and not what somebody is drinking just now.
    if parse.is(first, "drinking") && !parse.is(at, "been") {
        return None;
    }
    let group = subject::group_start(parse, sentence, at);
    subject::before(parse, sentence, group, Whom::Alleged)
        .filter(|subject| !subject.body || end > first + 1)
        .map(|subject| (at..end, subject))
}

/// "is a liar", "was a thief and a fraud", "is corrupt".
fn predicate(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, Subject)> {
    let be = parse.is_any(at, &["is", "was", "are", "were", "'s", "’s"]) && parse.tags[at] != Tag::Pos;
    let been = parse.is(at, "been") && at > sentence.start && parse.is_any(at - 1, &["has", "had", "have", "'s", "’s"]);
    if !be && !been {
        return None;
    }
    let leads = |at: &usize| {
        let negated = parse.in_deeds(*at, "negated") || parse.is_any(*at, &["like"]);
        (matches!(parse.tags[*at], Tag::Dt | Tag::Rb | Tag::Jj) || parse.has(*at, Class::Culprit)) && !negated
    };
    let end = (at + 1..sentence.end.min(at + 6)).find(|next| parse.has(*next, Class::Culprit) || !leads(next))?;
    let word = parse.has(end, Class::Culprit) && !parse.is_any(at + 1, &["no", "the"]) && !qualified(parse, at + 1..end);
    // "a fraud investigator", "a rape victim" are no wrongdoers.
    let head = parse.tags.get(end + 1).is_none_or(|next| end + 1 >= sentence.end || !next.is_noun());
    let start = if been { at - 1 } else { at };
    (word && head).then(|| subject::before(parse, sentence, start, Whom::Somebody)).flatten().map(|subject| (at..end + 1, subject))
}

/// "The killer, Dan Holt, …", "the killer Dan Holt", "Dan Holt, the killer, …"; "murderer Dan Holt" is how a verdict is told.
pub fn label(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, Subject)> {
    let noun = parse.has(at, Class::Culprit) && parse.tags[at].is_noun() && !parse.in_deeds(at, "unlabelled");
    let first = subject::first_of(parse, sentence, at);
    if !noun || qualified(parse, first..at) {
        return None;
    }
    let comma = |at: usize| at < sentence.end && parse.is(at, ",");
    let person = |at: usize| at < sentence.end && subject::is_person(parse, at);
    let definite = parse.is_any(first, &["the", "a", "an"]);
    // Behind it, with a comma or none; or before it, as what it is in apposition to.
    let behind = if comma(at + 1) { Some(at + 2) } else { Some(at + 1) };
    let behind = behind.filter(|_| parse.is(first, "the"));
    let named = behind.filter(|name| person(*name)).filter(|name| !comma(at + 1) || closes(parse, sentence, *name));
    let before = || first.checked_sub(2).filter(|name| *name >= sentence.start && definite && comma(first - 1) && person(*name));
    let closed = at + 1 >= sentence.end || !parse.tags[at + 1].is_noun();
    let name = named.or_else(|| before().filter(|_| closed))?;
    Some((first..at + 1, Subject { head: name, told: false, body: false }))
}

/// Whether the name that begins at `name` ends before a comma: an apposition, and no list of names.
fn closes(parse: &Parse, sentence: &Range<usize>, name: usize) -> bool {
    let end = (name..sentence.end).find(|at| !subject::is_person(parse, *at)).unwrap_or(sentence.end);
    end < sentence.end && parse.is_any(end, &[",", "–", "—"])
}

/// A verdict, a doubt or a story stands with the word: "convicted killer", "self-confessed thief".
fn qualified(parse: &Parse, words: Range<usize>) -> bool {
    words.into_iter().any(|at| parse.in_deeds(at, "qualified"))
}
