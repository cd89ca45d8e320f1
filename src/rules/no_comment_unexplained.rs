//! Somebody could not be reached, and nobody learns how that was tried.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Fairness};
use crate::syntax::{Parse, Tag};

pub(super) static RULE: Rule = Rule {
    name: "no-comment-unexplained",
    basis: Basis::Judgement,
    severity: Severity::Hint,
    summary: "Somebody could not be reached, and how and when that was tried is not said",
    documentation: "\
## What it flags

\"Could not be reached\", \"was not available for comment\", \"did not respond\", where neither that sentence nor the ones beside it say how or
when somebody was asked: by phone, by letter, on Friday, two hours before publication.

## Why it matters

A call an hour before the deadline is no chance to answer. Readers, and the one who is written about, should be able to judge whether it was one.

## Example

```text
Dan Holt, who ran the ferry, could not be reached for comment.
```

## Instead

```text
Dan Holt, who ran the ferry, could not be reached for comment on Monday; two letters to his house came back.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Opinion, Kind::Review],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings = Vec::new();
    for index in fairness::sentences(&parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let sentence = parse.sentences[index].tokens();
        let Some(tokens) = sentence.clone().find_map(|at| silence(&parse, &sentence, at)).filter(|tokens| of_somebody(context, &parse, &sentence, tokens))
        else {
            continue;
        };
        if (index.saturating_sub(1)..parse.sentences.len().min(index + 2)).any(|beside| {
            let own = beside == index;
            own && explains(&parse, sentence.clone(), &tokens) || !own && parse.sentences[beside].block.abs_diff(parse.sentences[index].block) < 2 && tries(&parse, beside)
        }) {
            continue;
        }
        let words = parse.span(tokens.clone()).of(&parse.prose.text);
        let reason = format!("“{words}”: how and when was not found. Say by which way you asked, and how long before publication.");
        findings.push(Finding { weight: 0.6, ..context.finding(parse.span(tokens), "How and when did we ask?", reason) });
    }
    findings
}

/// The words that say at `at` that somebody gave no answer: "could not be reached", "did not respond".
fn silence(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let negated = parse.is_any(at, &["not", "n't", "n’t", "never"]);
    if !(negated || parse.is(at, "unavailable")) || parse.quoted_at(at).is_some() {
        return None;
    }
    let adverb = |at: usize| parse.tags.get(at).is_some_and(|tag| tag.is_adverb()) || parse.is_any(at, &["be", "been", "immediately"]);
    let next = (at + 1..sentence.end).find(|next| !adverb(*next))?;
    let first = (sentence.start..at).rev().take_while(|before| matches!(parse.tags[*before], Tag::Md) || parse.tags[*before].is_verb() || adverb(*before)).last();
    let first = first.unwrap_or(at);
    let comment = |from: usize| (from..sentence.end.min(from + 4)).find(|at| parse.is_any(*at, &["comment", "comments", "interview"]));
    let end = match () {
        _ if parse.is(at, "unavailable") => comment(at + 1)? + 1,
        _ if parse.is(next, "available") => comment(next + 1)? + 1,
        _ if parse.is_any(next, &["reached", "contacted"]) => {
            let stops = next + 1 == sentence.end || parse.tags[next + 1].is_punctuation() || parse.is_any(next + 1, &["for", "to", "and", "but"]);
            stops.then(|| comment(next + 1).map_or(next + 1, |at| at + 1))?
        }
        _ if parse.is_any(next, &["respond", "responded", "reply", "replied", "answer", "answered"]) => {
            let to = parse.is(next + 1, "to") || parse.is_any(next, &["answer", "answered"]);
            let asked = (next + 1..sentence.end.min(next + 6)).find(|at| Fairness::shipped().has("asking", parse.word(*at)));
            let stops = next + 1 == sentence.end || parse.tags[next + 1].is_punctuation() || parse.is_any(next + 1, &["and", "but"]);
            asked.filter(|_| to).map(|at| comment(at).map_or(at + 1, |at| at + 1)).or(stops.then_some(next + 1))?
        }
        _ => return None,
    };
    Some(first..end)
}

/// Whether the words are told of somebody who could have answered.
fn of_somebody(context: &Context, parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let comment = tokens.clone().any(|at| parse.is_any(at, &["comment", "comments", "interview"]) || Fairness::shipped().has("asking", parse.word(at)));
    let somebody = |at: usize| {
        let classes = [Class::PersonNoun, Class::PeopleNoun, Class::Title, Class::BodyNoun, Class::Kin, Class::OrganizationWord, Class::AnonymousNoun];
        let named = context.article.entities.mention_at(at).is_some_and(|mention| {
            matches!(context.article.entities.get(mention.entity).kind, EntityType::Person | EntityType::Organization)
        });
        named || classes.iter().any(|class| parse.has(at, *class)) || parse.is_any(at, &["he", "she", "they", "who", "it"])
    };
    // "Patients who did not respond": of them nobody asked anything.
    let start = tokens.start.saturating_sub(12).max(sentence.start);
    let treated = (start..tokens.start).any(|at| parse.is_any(at, &["patient", "patients", "tumour", "tumor", "victim", "crew", "boat", "engine"]));
    comment || !treated && (start..tokens.start).any(somebody)
}

/// Whether the sentence itself says how or when.
fn explains(parse: &Parse, sentence: Range<usize>, tokens: &Range<usize>) -> bool {
    let tells = |at: usize| {
        let by_itself = !parse.is_any(at, &["by", "before", "since", "left", "press", "house", "home", "office", "time", "day"]);
        Fairness::shipped().has("asked-how", parse.word(at)) && by_itself || parse.has(at, Class::Weekday) || dated(parse, at) || before(parse, at)
    };
    sentence.filter(|at| !tokens.contains(at) || parse.is_any(*at, &["repeated", "several", "multiple"])).any(tells)
        || tokens.clone().any(|at| parse.is_any(at, &["calls", "emails", "email", "messages", "letters"]))
}

/// Whether a sentence beside it says how or when somebody was asked.
fn tries(parse: &Parse, index: usize) -> bool {
    let tokens = parse.sentences[index].tokens();
    let asks = tokens.clone().any(|at| {
        parse.is_any(at, &["asked", "called", "sent", "contacted", "phoned", "emailed", "wrote", "tried", "visited", "knocked", "left", "rang", "went", "attempts", "calls", "emails", "messages", "letters"])
    });
    asks && explains(parse, tokens, &(0..0))
}

/// "At the time of publication", "by deadline", "before the paper went to press".
fn before(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["by", "before", "at"]) && (at + 1..at + 6).any(|next| parse.is_any(next, &["publication", "deadline", "press", "time", "noon", "midnight"]))
}

/// "In May", "on 3 May".
fn dated(parse: &Parse, at: usize) -> bool {
    parse.has(at, Class::Month) && parse.word(at).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn how_and_when_are_asked_for() {
        for (text, words) in [
            ("Dan Holt could not be reached for comment.", "could not be reached for comment"),
            ("Holt, a baker, did not respond to a request for comment.", "did not respond to a request for comment"),
            ("The company did not immediately respond to questions.", "did not immediately respond to questions"),
            ("The mayor was unavailable for comment.", "was unavailable for comment"),
        ] {
            assert_eq!(found("no-comment-unexplained", text), [words], "{text}");
        }
        for text in [
            "Dan Holt could not be reached by phone on Monday.",
            "Dan Holt could not be reached for comment. Two letters were sent to his house last week.",
            "The patients did not respond to the drug.",
            "The crew could not be reached by rescuers.",
            "Dan Holt declined to comment.",
            "No agreement could be reached.",
            "“He did not respond to our request,” said Marit Oru, the mayor.",
        ] {
            assert!(found("no-comment-unexplained", text).is_empty(), "{text}");
        }
    }
}
