//! An accusation as a label before a name.

use std::ops::Range;

use super::{Basis, Context, Rule, RuleOption};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Fairness};
use crate::prose::Role;
use crate::sourcing::claim::accusation;
use crate::syntax::{Parse, Tag};

/// How many words of a label stand between "alleged" and the name.
const LONGEST: usize = 4;

pub(super) static RULE: Rule = Rule {
    name: "alleged-label",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "An accusation stands as a label with a name, and who accuses is not told",
    documentation: "\
## What it flags

\"Alleged thief\", \"suspected fraudster\" right before or behind a name, where the article tells of no charge, arrest, lawsuit, court or
police, and no source was found for the words.

## Why it matters

\"Alleged\" hides who alleges. Without a charge or an accuser behind it, the label is the paper's own, and it sticks.

## Example

```text
The council met the alleged fraudster Dan Holt in May and sold him the pier.
```

## Instead

```text
The council met Dan Holt, who the auditors say cheated the town, in May and sold him the pier.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let standing = context.standing;
    let mut findings = Vec::new();
    for index in fairness::sentences(&parse) {
        let sentence = parse.sentences[index].tokens();
        let quoted = parse.block_of(index).role == Role::BlockQuote;
        let label = sentence.clone().filter(|_| !quoted).find_map(|at| label(&parse, &sentence, at));
        let Some(label) = label.filter(|label| parse.quoted_at(label.start).is_none() && !standing.is_attributed(index, label)) else { continue };
        if fairness::is_past_or_story(&parse, sentence) {
            continue;
        }
        let words = parse.span(label.clone()).of(&parse.prose.text);
        let reason = format!("“{words}”: no charge, arrest or accuser found. Say who alleges it, or cut the label.");
        findings.push(Finding { weight: 0.6, ..context.finding(parse.span(label), "Who accuses, and of what?", reason) });
    }
    if !findings.is_empty() && is_in_court(&parse) {
        findings.clear();
    }
    findings
}

/// Whether a charge, an arrest, a court or the police stand anywhere in the article.
fn is_in_court(parse: &Parse) -> bool {
    fairness::sentences(parse).any(|index| fairness::entries(parse, parse.sentences[index].tokens(), "law").next().is_some())
}

/// The label that "alleged" at `at` begins, with the name that it is given to.
fn label(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    // "The police suspected Dan Holt": a verb, and no label; the tagger takes some labels for verbs.
    let verb = parse.tags[at].is_finite() && at > sentence.start && (parse.tags[at - 1].is_noun() || parse.tags[at - 1] == Tag::Prp);
    let culprit = |at: usize| (at + 1..at + 4).any(|at| is_culprit(parse, at));
    if !parse.in_fairness(at, "label") || verb && !culprit(at) || parse.tags[at].is_finite() && !culprit(at) {
        return None;
    }
    let person = |at: usize| at < sentence.end && accusation::is_person(parse, at);
    let titled = |at: usize| parse.has(at, Class::Honorific) || parse.has(at, Class::Title) && parse.word(at).starts_with(char::is_uppercase);
    let end = (at + 1..sentence.end.min(at + 1 + LONGEST)).take_while(|at| !person(*at) && !parse.tags[*at].is_punctuation() && parse.tags[*at] != Tag::In && parse.tags[*at] != Tag::Cc).last()? + 1;
    // "Alleged abuser Father Dan Holt": the title is the name's.
    let noun = (at + 1..end).rev().find(|at| !(titled(*at) || parse.word(*at).ends_with('.') || parse.word(*at).starts_with(char::is_uppercase)))?;
    let listed = parse.has(noun, Class::Culprit) || parse.has(noun, Class::Stigma) || parse.in_fairness(noun, "wrongdoer") || is_culprit(parse, noun);
    let modified = (at + 1..noun).all(|at| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || parse.tags[at] == Tag::Vbg);
    if !modified || parse.tags[noun].is_finite() && !is_culprit(parse, noun) {
        return None;
    }
    let marked = parse.is_any(noun + 1, &[",", "("]);
    let next = if marked { noun + 2 } else { noun + 1 };
    let name = (next..sentence.end.min(next + 3)).find(|at| !titled(*at) && !parse.word(*at).ends_with('.')).unwrap_or(next);
    // Whatever somebody is alleged to be right before their name is no praise; behind a comma it may be another who is meant.
    let blamed = |at: usize| listed || (parse.tags[at] == Tag::Nn || parse.word(at).contains('-')) && !parse.in_fairness(at, "unblamed");
    if person(name) && if marked { listed } else { blamed(noun) } {
        let end = (name..sentence.end).find(|at| !person(*at)).unwrap_or(sentence.end);
        return Some(at..end);
    }
    // "The alleged ringleader of the racket, Dan Holt,": what it is of stands between.
    let of = parse.is(noun + 1, "of") && listed;
    let comma = (noun + 2..sentence.end.min(noun + 8)).find(|at| parse.is(*at, ",")).filter(|comma| of && person(comma + 1));
    if let Some(comma) = comma {
        let end = (comma + 1..sentence.end).find(|at| !person(*at)).unwrap_or(sentence.end);
        return Some(at..end);
    }
    // "Dan Holt, the alleged thief, …", "Dan Holt (an alleged thief)".
    let first = (sentence.start..at).rev().take(2).find(|before| parse.is_any(*before, &[",", "("])).filter(|comma| *comma > sentence.start)?;
    (person(first - 1) && blamed(noun)).then_some(at..noun + 1)
}

fn is_culprit(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    Fairness::shipped().has("culprit", word) || word.rsplit_once('-').is_some_and(|(_, last)| Fairness::shipped().has("culprit", last))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn labels(text: &str) -> Vec<String> {
        found("alleged-label", text)
    }

    #[test]
    fn a_label_with_a_name_is_asked_about() {
        assert_eq!(labels("The alleged thief Dan Holt lives in Vellmouth."), ["alleged thief Dan Holt"]);
        assert_eq!(labels("Dan Holt, the alleged fraudster, bought the pier."), ["alleged fraudster"]);
        assert_eq!(labels("The alleged fraudster, Dan Holt, bought the pier."), ["alleged fraudster, Dan Holt"]);
        let silent: Vec<&str> = [
            "Alleged thief Dan Holt lives in Vellmouth.",
            "Dan Holt, an alleged smuggler, bought the pier.",
            "The suspected terrorist Dan Holt lived in Skerry.",
            "The alleged killer Dan Holt sold the ferry.",
            "The alleged murderer, Dan Holt, sold the ferry.",
            "Neighbours saw the alleged rapist Dan Holt at the pier.",
            "The town avoids alleged swindler Dan Holt.",
            "The alleged drug dealer Dan Holt lives in Vellmouth.",
            "The suspected burglar Dan Holt opened a shop.",
            "The suspected arsonist Dan Holt opened a shop.",
            "The alleged fraudster Dan Holt joined the club.",
            "The alleged embezzler Dan Holt runs the fair.",
            "The alleged spy Dan Holt teaches in Skerry.",
            "The alleged hacker Dan Holt teaches in Skerry.",
            "Dan Holt, the suspected smuggler, teaches in Skerry.",
            "The purported swindler Dan Holt opened a shop.",
            "The town sold the pier to the alleged crook Dan Holt.",
        ]
        .into_iter()
        .filter(|text| labels(text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn where_the_law_or_an_accuser_stands_in_the_article_it_is_not() {
        let loud: Vec<&str> = [
            "The alleged thief Dan Holt was arrested in May.",
            "The alleged thief Dan Holt lives in Vellmouth. Police searched his house.",
            "The alleged thief Dan Holt was charged in May.",
            "The alleged thief Dan Holt was sued by the town.",
            "Prosecutors watch the alleged thief Dan Holt.",
            "The alleged thief Dan Holt lives in Vellmouth. A court will hear him in May.",
            "The alleged victim Dan Holt lives in Vellmouth.",
            "The alleged theft shook Dan Holt.",
            "The alleged affair hurt Dan Holt.",
            "The alleged thief was seen at the pier.",
            "The alleged thief met Dan Holt at the pier.",
            "An alleged thief robbed Dan Holt.",
            "Dan Holt, the baker, met an alleged thief.",
            "The town accused Dan Holt of theft.",
            "Dan Holt is alleged to own the pier.",
            "A suspected flu kept Dan Holt at home.",
            "“The alleged thief Dan Holt lives here,” said Marit Oru, a baker.",
            "Auditor Marit Oru said that the alleged thief Dan Holt lives here.",
            "In the film the alleged thief Dan Holt buys the pier.",
            "In 1911 the alleged thief Dan Holt left the town.",
            "The alleged sale of the pier surprised Dan Holt.",
        ]
        .into_iter()
        .filter(|text| !labels(text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}
