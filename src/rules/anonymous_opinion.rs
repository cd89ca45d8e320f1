//! What an unnamed person thinks of somebody.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::finding::{Finding, Severity};
use crate::lexicon::Fairness;
use crate::sourcing::{Attribution, SourceKind};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// So many tokens may stand between a verb and the word that judges.
const REACH: usize = 9;

pub(super) static RULE: Rule = Rule {
    name: "anonymous-opinion",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "An unnamed person's judgement of somebody",
    documentation: "\
## What it flags

Somebody without a name who says what a person or a body is like (\"a bully\", \"a lightweight\", \"brilliant\"), in quotation marks or without.
What an unnamed person knows, saw or felt is left alone.

## Why it matters

Facts from an unnamed source can be checked. An opinion cannot, and whoever holds it pays nothing for it.

## Example

```text
Marit Oru took over the harbour board in May. “She is a bully,” a former aide said.
```

## Instead

```text
Marit Oru took over the harbour board in May. “She is a bully,” said Tom Hale, who was her aide until June.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Opinion, Kind::Review],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings: Vec<Finding> = Vec::new();
    for attribution in &context.article.sourcing.attributions {
        let Some(source) = attribution.source.as_ref().filter(|source| source.kind == SourceKind::Anonymous) else { continue };
        if parse.quoted_at(source.head as usize).is_some() && attribution.cue.is_none() {
            continue;
        }
        let Some(span) = judgement(context, &parse, attribution) else { continue };
        if findings.iter().any(|finding| finding.span.overlaps(context.article.source(span))) {
            continue;
        }
        let words = span.of(&parse.prose.text);
        let reason = format!("“{words}”: what somebody without a name thinks of another. Find someone who says it by name, or cut it.");
        findings.push(Finding { weight: 0.65, ..context.finding(span, "Who stands by this opinion?", reason) });
    }
    findings
}

/// The words of an attribution that judge a person or a body.
fn judgement(context: &Context, parse: &Parse, attribution: &Attribution) -> Option<Span> {
    let judges = |at: usize| Fairness::shipped().has("judges", parse.word(at));
    let clause = |from: usize, end: usize| (from..end).take_while(|at| !matches!(parse.tags[*at], Tag::Stop | Tag::Colon)).take(REACH).find(|at| judges(*at));
    for content in &attribution.content {
        let tokens = parse.tokens_over(*content);
        let found = tokens.clone().find_map(|at| {
            // "She is a bully", "Oru was never anything but a coward".
            let copula = parse.is_any(at, &["is", "was", "are", "were", "'s", "’s", "been", "be", "'re", "’re", "becomes", "became", "seems", "seemed", "looks"]);
            let subject = copula.then(|| subject(context, parse, &tokens, at)).flatten()?;
            let word = clause(at + 1, tokens.end)?;
            let other = (at + 1..word).any(|at| parse.tags[at].is_finite() || matches!(parse.tags[at], Tag::Wdt | Tag::Wp) || parse.is_any(at, &["that", "of", "in", "on", "with", "for", "by"]));
            (!other && is_whole(parse, word)).then(|| parse.span(subject..end_of(parse, word, tokens.end)))
        });
        if found.is_some() {
            return found;
        }
    }
    // "Called the minister a lightweight", "described Oru as brilliant".
    let cue = attribution.cue.as_ref()?;
    let head = cue.head as usize;
    let calls = matches!(cue.lemma.as_str(), "call" | "describe" | "brand" | "label" | "dismiss" | "dub" | "characterize" | "characterise");
    let sentence = parse.sentences.get(attribution.sentence as usize)?.tokens();
    let named = context.article.entities.mentions_in(head + 1..sentence.end.min(head + REACH)).find(|mention| is_somebody(context, mention.entity)).filter(|_| calls)?;
    let word = clause(named.last as usize, sentence.end)?;
    is_whole(parse, word).then(|| parse.span(named.first as usize..end_of(parse, word, sentence.end)))
}

fn is_somebody(context: &Context, entity: u32) -> bool {
    matches!(context.article.entities.get(entity).kind, EntityType::Person | EntityType::Organization)
}

/// The first token of a person or body that stands as the subject before the copula at `at`.
fn subject(context: &Context, parse: &Parse, tokens: &Range<usize>, at: usize) -> Option<usize> {
    let passes = |at: usize| parse.tags[at].is_adverb() || matches!(parse.tags[at], Tag::Md) || parse.is_any(at, &["has", "had", "have", "not", "n't", "n’t", "never"]);
    let last = (tokens.start..at).rev().find(|before| !passes(*before))?;
    let pronoun = parse.is_any(last, &["he", "she", "they", "who"]);
    let all = &context.article.entities;
    let mention = all.mentions_in(last..last + 1).find(|mention| mention.last as usize == last + 1);
    let known = mention.filter(|mention| is_somebody(context, mention.entity));
    known.map(|mention| (mention.first as usize).max(tokens.start)).or(pronoun.then_some(last))
}

/// Whether the word judges by itself and not as a part: "mean of two figures", "a joke about it".
fn is_whole(parse: &Parse, word: usize) -> bool {
    let noun = parse.tags[word].is_noun();
    let goes_on = parse.tags.get(word + 1).is_some_and(|tag| tag.is_noun()) && noun;
    !goes_on && !parse.tags[word].is_finite()
}

/// One past the phrase that the judging word stands in.
fn end_of(parse: &Parse, word: usize, limit: usize) -> usize {
    parse.phrase_of(word).map_or(word + 1, |phrase| (phrase.last as usize).min(limit)).max(word + 1)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn what_an_unnamed_person_thinks_of_somebody_is_asked_about() {
        for text in [
            "Marit Oru took over in May. “She is a bully,” a former aide said.",
            "A senior official said that Marit Oru, the mayor, was lazy and vain.",
            "A former aide called Marit Oru, the mayor, a lightweight.",
            "“Marit Oru has always been a coward,” an official at the town hall said.",
        ] {
            assert_eq!(found("anonymous-opinion", text).len(), 1, "{text}");
        }
        for text in [
            "“She is a bully,” said Tom Hale, who was an aide to Marit Oru.",
            "A former aide said that Marit Oru, the mayor, left in May.",
            "A former aide said that the plan of Marit Oru, the mayor, was a disaster.",
            "“I was weak and afraid,” a former aide said.",
        ] {
            assert!(found("anonymous-opinion", text).is_empty(), "{text}");
        }
    }
}
