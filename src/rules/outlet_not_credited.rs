//! Words that somebody said to another outlet, which is not named.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Fairness};
use crate::syntax::{Parse, Tag};

/// The longest noun phrase of an outlet, in tokens.
const PHRASE: usize = 6;

pub(super) static RULE: Rule = Rule {
    name: "outlet-not-credited",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Words said to another outlet, which is not named",
    documentation: "\
## What it flags

\"Told a local newspaper\", \"in a radio interview\", \"told local media\", where the outlet is not named there or in the sentences beside it; and a
host who is named without the programme.

## Why it matters

Somebody else asked the question and got the answer. Readers who want to check the words must know where they were said, and colleagues are
owed the credit.

## Example

```text
Marit Oru, the mayor, told a local newspaper that the ferry would be sold.
```

## Instead

```text
Marit Oru, the mayor, told the Vellmouth Courier that the ferry would be sold.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::PressReview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings: Vec<Finding> = Vec::new();
    for index in fairness::sentences(&parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let sentence = parse.sentences[index].tokens();
        let here = |at: &usize| parse.quoted_at(*at).is_none();
        let Some(tokens) = sentence.clone().filter(here).find_map(|at| elsewhere(&parse, &sentence, at)) else { continue };
        if !reports(context, &parse, index) || is_named(&parse, index) {
            continue;
        }
        let words = parse.span(tokens.clone()).of(&parse.prose.text);
        let reason = format!("“{words}”: its name was not found. Name it, and link to it where that can be done.");
        findings.push(Finding { weight: 0.6, ..context.finding(parse.span(tokens), "Which outlet was this said to?", reason) });
    }
    findings
}

/// The words at `at` that lead to an outlet without a name: "told a local newspaper", "in a radio interview".
fn elsewhere(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let told = parse.is_any(at, &["told", "tells", "telling"]);
    let to = parse.is_any(at, &["to", "with", "by", "on", "in"])
        && at > sentence.start
        && parse.is_any(at - 1, &["spoke", "speaking", "interview", "interviewed", "appearance", "appearing", "speaks", "talking", "interviews", "statement"]);
    if (told || to)
        && let Some(end) = outlet(parse, sentence, at + 1)
    {
        return Some(if told { at..end } else { at - 1..end });
    }
    if told && let Some(end) = host(parse, sentence, at + 1) {
        return Some(at..end);
    }
    // "In a radio interview".
    if !parse.is_any(at, &["interview", "appearance", "phone-in"]) {
        return None;
    }
    let first = (sentence.start..at).rev().take(PHRASE).take_while(|before| !parse.tags[*before].is_punctuation()).find(|before| parse.is_any(*before, &["in", "during", "on"]))?;
    let phrase = first + 1..at;
    let indefinite = parse.is_any(first + 1, &["a", "an", "another", "one"]);
    let kind = phrase.clone().any(|at| parse.is_any(at, &["radio", "television", "TV", "newspaper", "magazine", "podcast", "televised"]));
    let proper = phrase.clone().any(|at| parse.tags[at].is_proper() && !parse.is_any(at, &["radio", "television", "TV"]) && !parse.has(at, Class::Weekday));
    let credited = parse.is_any(at + 1, &["with", "on", "to", "for", "by"]) && !outlet(parse, sentence, at + 2).is_some();
    (indefinite && kind && !proper && !credited).then_some(first..at + 1)
}

/// One past an outlet's noun phrase that has no name: "a local newspaper", "local media".
fn outlet(parse: &Parse, sentence: &Range<usize>, first: usize) -> Option<usize> {
    let mut at = first;
    if parse.is_any(at, &["a", "an", "another", "one", "several", "some", "two", "three"]) {
        at += 1;
    }
    let modifies = |at: usize| parse.tags[at].is_adjective() || matches!(parse.tags[at], Tag::Nn | Tag::Vbn | Tag::Vbg | Tag::Pos | Tag::Cd) || parse.has(at, Class::Demonym);
    let limit = sentence.end.min(at + PHRASE);
    let mut head = None;
    while at < limit {
        let noun = Fairness::shipped().has("outlet", parse.word(at));
        if noun {
            head = Some(at);
        } else if !modifies(at) || head.is_some() {
            break;
        }
        at += 1;
    }
    let end = head? + 1;
    let lone = parse.is_any(end - 1, &["paper", "papers", "agency", "press", "network", "website", "channel", "daily", "weekly", "journal", "station"]);
    let described = end - first > 2 || !lone || parse.is_any(end - 1, &["channel", "network", "website"]);
    let definite = parse.is_any(first, &["the", "this", "our", "his", "her", "its", "their"]);
    let goes_on = parse.tags.get(end).is_some_and(|tag| tag.is_noun()) && !parse.is_any(end, &["interview", "show", "programme", "program", "host", "reporters", "journalists"]);
    let news = parse.is_any(end - 1, &["agency"]) && !(first..end).any(|at| parse.is(at, "news"));
    let conference = (first..sentence.end.min(end + 2)).any(|at| parse.is_any(at, &["conference", "briefing", "release"]));
    // "A local newspaper, the Courier", "a newspaper called the Courier".
    let apposed = (end..sentence.end.min(end + 5)).take_while(|at| !parse.is_any(*at, &["that", "he", "she", "it"])).any(|at| parse.tags[at].is_proper() || parse.is(at, "called"));
    (described && !definite && !goes_on && !news && !conference && !apposed).then_some(end)
}

/// One past a host who is named, where the programme is not: "told the host Jan Falk".
fn host(parse: &Parse, sentence: &Range<usize>, first: usize) -> Option<usize> {
    let head = (first..sentence.end.min(first + 5)).find(|at| Fairness::shipped().has("host", parse.word(*at)))?;
    let plain = (first..head).all(|at| !parse.tags[at].is_proper() && !parse.tags[at].is_punctuation());
    let name = (head + 1..sentence.end).take_while(|at| parse.tags[*at].is_proper()).last()?;
    (plain && !Fairness::shipped().has("masthead", parse.word(name))).then_some(name + 1)
}

/// Whether somebody's words are reported in a sentence.
fn reports(context: &Context, parse: &Parse, index: usize) -> bool {
    let tokens = parse.sentences[index].tokens();
    let quoted = tokens.clone().any(|at| parse.quoted_at(at).is_some());
    quoted || context.article.sourcing.attributions.iter().any(|attribution| attribution.sentence as usize == index)
}

/// Whether an outlet is named in the sentence or beside it.
fn is_named(parse: &Parse, index: usize) -> bool {
    let block = parse.sentences[index].block;
    let beside = index.saturating_sub(1)..parse.sentences.len().min(index + 2);
    beside.filter(|index| parse.sentences[*index].block.abs_diff(block) < 2).any(|index| {
        let tokens = parse.sentences[index].tokens();
        tokens.clone().any(|at| {
            let name = parse.tags[at].is_proper() || parse.word(at).len() > 1 && parse.word(at).chars().all(char::is_uppercase);
            let bare = parse.is_any(at, &["TV", "Radio", "radio", "Television"]) && !(at > tokens.start && parse.tags[at - 1].is_proper() || parse.tags.get(at + 1).is_some_and(|tag| tag.is_proper()));
            name && !bare && parse.word(at).starts_with(char::is_uppercase) && Fairness::shipped().has("masthead", parse.word(at))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn an_outlet_without_a_name_is_asked_for() {
        for (text, words) in [
            ("Marit Oru, the mayor, told a local newspaper that the ferry was late.", "told a local newspaper"),
            ("The ferry was late, Marit Oru, the mayor, told local media.", "told local media"),
            ("“It was late,” Oru said in a radio interview.", "in a radio interview"),
            ("“It was late,” Oru said in an interview with a regional broadcaster.", "interview with a regional broadcaster"),
            ("Oru told the host Jan Falk that the ferry was late.", "told the host Jan Falk"),
        ] {
            assert_eq!(found("outlet-not-credited", text), [words], "{text}");
        }
        for text in [
            "Marit Oru, the mayor, told reporters that the ferry was late.",
            "Oru told the Vellmouth Courier that the ferry was late.",
            "Oru said in an interview with Radio Skerry that the ferry was late.",
            "Oru told a local newspaper, the Vellmouth Courier, that the ferry was late.",
            "Oru told a news conference that the ferry was late.",
            "Oru told this newspaper that the ferry was late.",
            "Oru was invited to a job interview on Monday, she said.",
        ] {
            assert!(found("outlet-not-credited", text).is_empty(), "{text}");
        }
    }
}
