//! What an unnamed person thinks of somebody.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Fairness;
use crate::sourcing::Attribution;
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// So many tokens may stand between a verb and the word that judges.
const REACH: usize = 12;

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
        if !attribution.source.as_ref().is_some_and(|source| fairness::is_one_unnamed(&parse, source)) {
            continue;
        }
        let index = attribution.sentence as usize;
        let asks = attribution.cue.as_ref().is_some_and(|cue| matches!(cue.lemma.as_str(), "ask" | "wonder" | "question" | "plead"));
        let supposed = parse.sentences.get(index).is_some_and(|sentence| sentence.tokens().any(|at| parse.is(at, "if") && parse.quoted_at(at).is_none()));
        if asks || supposed || parse.sentences.get(index).is_none() || !parse.block_of(index).role.is_body() {
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

/// The words of an attribution that judge a person or a body: in its content, or in marks in its sentence.
fn judgement(context: &Context, parse: &Parse, attribution: &Attribution) -> Option<Span> {
    let sentence = parse.sentences.get(attribution.sentence as usize)?.tokens();
    let source = attribution.source.as_ref().map_or(0..0, |source| source.first as usize..source.last as usize);
    let mut parts: Vec<Range<usize>> = attribution.content.iter().map(|content| parse.tokens_over(*content)).collect();
    parts.push(sentence.clone());
    let named = context.article.entities.mentions_in(sentence.clone()).any(|mention| is_somebody(context, mention.entity) && !source.contains(&(mention.first as usize)));
    parts.into_iter().find_map(|part| {
        let own = part == sentence;
        part.clone().filter(|at| judges(parse, *at) && !source.contains(at)).find_map(|word| {
            let inside = !own || parse.quoted_at(word).is_some();
            let (start, clause) = clause_of(parse, &part, word);
            match copula_before(parse, start..word) {
                Some(copula) => {
                    let subject = subject(context, parse, &part, copula).filter(|_| inside && is_whole(parse, word))?;
                    Some(parse.span(subject..end_of(parse, word, clause)))
                }
                // "Called the minister a lightweight", "“Lazy,” one aide said of Oru": no subject of its own.
                None => {
                    let calls = named && is_whole(parse, word) && (inside || is_called(parse, attribution)) && !has_other_verb(parse, start..word, attribution);
                    calls.then(|| parse.span(parse.phrase_of(word).map_or(word, |phrase| (phrase.first as usize).max(part.start))..end_of(parse, word, clause)))
                }
            }
        })
    })
}

/// Whether a word says what somebody is like; its superlative too.
fn judges(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let has = |word: &str| Fairness::shipped().has("judges", word);
    let superlative = word.strip_suffix("est").is_some_and(|stem| has(stem) || stem.strip_suffix('i').is_some_and(|stem| has(&format!("{stem}y"))));
    has(word) || superlative
}

/// Where the clause of the word begins, and where it ends.
fn clause_of(parse: &Parse, part: &Range<usize>, word: usize) -> (usize, usize) {
    let stops = |at: &usize| matches!(parse.tags[*at], Tag::Stop | Tag::Colon);
    let start = (part.start..word).rev().take(REACH).take_while(|at| !stops(at)).last().unwrap_or(word);
    let end = (word..part.end).find(stops).unwrap_or(part.end);
    (start, end)
}

/// The last copula of a range, if nothing of another clause stands behind it.
fn copula_before(parse: &Parse, range: Range<usize>) -> Option<usize> {
    let copula = range.clone().rev().find(|at| {
        parse.is_any(*at, &["is", "was", "are", "were", "'s", "’s", "been", "be", "'re", "’re", "becomes", "became", "become", "seems", "seemed", "looks", "remains"]) && parse.tags[*at] != Tag::Pos
    })?;
    let other = (copula + 1..range.end).any(|at| parse.tags[at].is_finite() || matches!(parse.tags[at], Tag::Wdt | Tag::Wp) || parse.is_any(at, &["that", "of", "in", "on", "with", "for", "by"]));
    (!other).then_some(copula)
}

/// Whether the words between belong to a clause of their own.
fn has_other_verb(parse: &Parse, mut range: Range<usize>, attribution: &Attribution) -> bool {
    let cue = attribution.cue.as_ref().map(|cue| cue.head as usize);
    range.any(|at| (parse.tags[at].is_finite() || parse.tags[at] == Tag::Vb) && Some(at) != cue)
}

/// Whether the attribution's verb calls somebody something.
fn is_called(parse: &Parse, attribution: &Attribution) -> bool {
    attribution.cue.as_ref().is_some_and(|cue| Fairness::shipped().has("calls", &cue.lemma) || parse.is(cue.head as usize + 1, "as"))
}

fn is_somebody(context: &Context, entity: u32) -> bool {
    matches!(context.article.entities.get(entity).kind, EntityType::Person | EntityType::Organization)
}

/// The first token of a person or body that stands as the subject before the copula at `at`.
fn subject(context: &Context, parse: &Parse, tokens: &Range<usize>, at: usize) -> Option<usize> {
    let passes = |at: usize| parse.tags[at].is_adverb() || matches!(parse.tags[at], Tag::Md) || parse.is_any(at, &["has", "had", "have", "not", "n't", "n’t", "never"]);
    let last = (tokens.start..at).rev().find(|before| !passes(*before))?;
    // "Marit Oru, the mayor, was lazy".
    let apposed = parse.is(last, ",").then(|| (tokens.start + 1..last).rev().take(8).find(|comma| parse.is(*comma, ","))).flatten();
    let last = apposed.map_or(last, |comma| comma - 1);
    let pronoun = parse.is_any(last, &["he", "she", "they", "who"]);
    let all = &context.article.entities;
    let mention = all.mentions_in(last..last + 1).find(|mention| mention.last as usize == last + 1);
    // "The plan of Marit Oru was a disaster": a thing of theirs.
    let owned = mention.is_some_and(|mention| mention.first > 0 && parse.is_any(mention.first as usize - 1, &["of", "by", "from"]));
    let known = mention.filter(|mention| is_somebody(context, mention.entity) && !owned);
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
