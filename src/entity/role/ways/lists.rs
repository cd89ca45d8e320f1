//! What is said of several people at once: "pilots such as Marit Oru and Ola Saar", "Marit Oru and Ola Saar, pilots,".

use std::ops::Range;

use super::{Candidate, Way, closes};
use crate::entity::role::noun::is_plural;
use crate::entity::role::phrase::{ahead, behind};
use crate::entity::{Entities, EntityType, Mention};
use crate::syntax::Parse;

/// How many names of a list are gone over for what stands before the first.
const MEMBERS: usize = 12;

/// "pilots such as Marit Oru and Ola Saar", "Senators Oru (D-Vell.) and Saar".
pub(super) fn listed(parse: &Parse, mention: &Mention, sentence: &Range<usize>, all: &Entities) -> Option<Candidate> {
    let mut first = mention.first as usize;
    for _ in 0..MEMBERS {
        if first <= sentence.start {
            return None;
        }
        let mut at = first - 1;
        if parse.is_any(at, &["such", "as", "including", "like", "–", "—", ":", "-", "are", "were"]) && first > sentence.start + 1 {
            let end = if parse.is(at, "as") && parse.is(at - 1, "such") { at - 1 } else { at };
            let end = end - usize::from(end > sentence.start && parse.is(end - 1, ","));
            return behind(parse, sentence.start, end).filter(|phrase| phrase.plural).map(|phrase| Candidate::of(phrase, Way::Listed));
        }
        // "his daughters, Malia and Sasha".
        if parse.is(at, ",")
            && at > sentence.start
            && is_plural(parse, at - 1)
            && listed_on(parse, mention.last as usize, first, mention.first as usize)
        {
            return behind(parse, sentence.start, at).filter(|phrase| phrase.plural).map(|phrase| Candidate::of(phrase, Way::Listed));
        }
        if is_plural(parse, at) && !parse.tags[at].is_verb() {
            return behind(parse, sentence.start, first).filter(|phrase| phrase.plural).map(|phrase| Candidate::of(phrase, Way::Listed));
        }
        // Over "and", a comma and brackets to the name before.
        if parse.is_any(at, &["and", "or", "&"]) {
            at = at.checked_sub(1)?;
        }
        if parse.is(at, ",") {
            at = at.checked_sub(1)?;
        }
        if parse.is(at, ")") {
            let open = (at.saturating_sub(6)..at).rev().find(|i| parse.is(*i, "("))?;
            at = open.checked_sub(1)?;
        }
        at = before_place(parse, at, all);
        let before = all.mentions_in(at..at + 1).find(|other| {
            other.form.is_name()
                && other.last as usize == at + 1
                && (other.first as usize) < first
                && all.get(other.entity).kind == EntityType::Person
        })?;
        first = before.first as usize;
    }
    None
}

/// Whether a name whose tokens end before `last` is one of a list: it is not the first, or "and" goes on behind it.
fn listed_on(parse: &Parse, last: usize, first: usize, own: usize) -> bool {
    first != own || parse.is_any(last, &["and", "&"]) || parse.is(last, ",") && parse.is(last + 1, "and")
}

/// The last token of a name from which somebody's place goes on until token `at`: "Oru of Vellmouth", "Oru, from Vellmouth".
fn before_place(parse: &Parse, at: usize, all: &Entities) -> usize {
    let place = all.mentions_in(at..at + 1).find(|other| other.last as usize == at + 1 && all.get(other.entity).kind != EntityType::Person);
    let Some(of) = place.and_then(|place| (place.first as usize).checked_sub(1)).filter(|of| parse.is_any(*of, &["of", "from"])) else {
        return at;
    };
    match of.checked_sub(1) {
        Some(comma) if parse.is(comma, ",") => comma.saturating_sub(1),
        Some(name) => name,
        None => at,
    }
}

/// "Marit Oru and Ola Saar, pilots from Vellmouth,": what stands behind the last name of a list is said of all.
pub(super) fn shared_behind(parse: &Parse, mention: &Mention, sentence: &Range<usize>, all: &Entities) -> Option<Candidate> {
    let mut last = mention.last as usize;
    for _ in 0..MEMBERS {
        let and = parse.is_any(last, &["and", "&"]) || parse.is(last, ",") && parse.is(last + 1, "and");
        let mut at = last + usize::from(parse.is(last, ","));
        at += usize::from(parse.is_any(at, &["and", "&"]));
        if at == last || at >= sentence.end {
            return None;
        }
        let next =
            all.mentions_in(at..at + 1).find(|other| other.first as usize == at && all.get(other.entity).kind == EntityType::Person)?;
        last = next.last as usize;
        if and {
            let mark = Some(last).filter(|at| *at < sentence.end && parse.is_any(*at, &[",", "—", "–"]))?;
            let phrase = ahead(parse, mark + 1, sentence.end)
                .filter(|phrase| phrase.plural && phrase.known && closes(parse, phrase.stop, sentence))?;
            return Some(Candidate::of(phrase, Way::Listed));
        }
    }
    None
}
