//! Accusations that rest on one unnamed person.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Basis, Context, Rule, RuleOption};
use crate::fairness::{self, allegation};
use crate::finding::{Finding, Severity};
use crate::sourcing::{Attribution, ClaimKind, claim};
use crate::syntax::Parse;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "single-anonymous-source",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "An accusation rests on one unnamed person",
    documentation: "\
## What it flags

An accusation of wrongdoing against somebody who is named or known by an office, where the only one who makes it is one person without a name, in
the sentence or in the next (\"A skipper who paid him told us so\").
A second source, a document or a finding that says the same, anywhere in the article, silences it; several unnamed people are not one.

## Why it matters

Whoever is accused cannot answer somebody they do not know, and the paper cannot prove it by a source that will not come to court.

## Example

```text
A former employee said that Dan Holt, who ran the ferry, forged the accounts.
```

## Instead

```text
A former employee said that Dan Holt, who ran the ferry, forged the accounts. Ina Brook, an auditor, said the same.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    let parse = article.parse();
    let sourcing = &article.sourcing;
    let unnamed = |attribution: &Attribution| attribution.source.as_ref().is_some_and(|source| fairness::is_one_unnamed(&parse, source));
    let standing = context.standing;
    let mut asked = FxHashSet::default();
    let mut findings: Vec<Finding> = Vec::new();
    let mut add = |attribution: &Attribution, words: Span, tokens: Range<usize>, accused: Option<usize>| {
        let Some(source) = &attribution.source else { return };
        let Some(span) = source.spans.first().copied() else { return };
        if !unnamed(attribution) || !asked.insert(span.start) || accused.is_some_and(|at| standing.is_convicted(at)) || has_second(context, &parse, attribution, tokens) {
            return;
        }
        findings.push(finding(context, words.of(&parse.prose.text), span));
    };
    let mut alone: Vec<(Range<usize>, fairness::Allegation)> = Vec::new();
    for claim in claim::unsupported(&sourcing.claims).filter(|claim| claim.kind == ClaimKind::Allegation) {
        if let Some(attribution) = claim.weak.and_then(|index| sourcing.attributions.get(index as usize)) {
            add(attribution, claim.span, parse.tokens_over(claim.span), None);
        }
    }
    for index in fairness::sentences(&parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let sentence = parse.sentences[index].tokens();
        let telling = standing.telling(index).any(unnamed);
        let voice = voice(&parse, standing, index);
        if fairness::is_past_or_story(&parse, sentence) || !telling && voice.is_none() {
            continue;
        }
        for allegation in allegation::allegations(article, &parse, standing, index) {
            let span = parse.span(allegation.tokens.clone());
            let mut telling = standing.telling(index).filter(|one| one.source.is_some() && one.content.iter().any(|content| content.overlaps(span)));
            let Some(first) = telling.next() else {
                if let Some(voice) = voice.clone().filter(|voice| !voice.contains(&allegation.named)) {
                    alone.push((voice, allegation));
                }
                continue;
            };
            if unnamed(first) && telling.all(unnamed) {
                add(first, span, allegation.tokens.clone(), Some(allegation.named));
            }
        }
    }
    for (voice, allegation) in alone {
        let span = parse.span(voice.clone());
        let (index, tokens) = (parse.sentence_of(voice.start), allegation.tokens.clone());
        if standing.is_convicted(allegation.named) || !asked.insert(span.start) || is_told_twice(&parse, index) || is_said_by_another(context, &parse, index, tokens.clone()) {
            continue;
        }
        findings.push(finding(context, parse.span(tokens).of(&parse.prose.text), span));
    }
    findings.sort_by_key(|finding| finding.span);
    findings.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    findings
}

fn finding(context: &Context, words: &str, span: Span) -> Finding {
    let reason = format!("“{words}”: no second source, document or finding found. Look for one, or cut it; and ask the accused.");
    Finding { weight: 0.75, ..context.finding(span, "Is one unnamed source enough for this?", reason) }
}

/// The one without a name who has a say in a sentence, or in the next that says so: "A skipper who paid him told us so".
fn voice(parse: &Parse, standing: &fairness::Standing, index: usize) -> Option<Range<usize>> {
    let tokens = parse.sentences[index].tokens();
    if standing.telling(index).any(|one| one.source.is_some()) {
        return fairness::unnamed_voice(parse, &tokens).filter(|voice| voice.start > 0 && parse.is(voice.start - 1, "by"));
    }
    fairness::unnamed_voice(parse, &tokens).or_else(|| fairness::voice_behind(parse, index))
}

/// Whether the sentences from `index` on tell of a second source.
fn is_told_twice(parse: &Parse, index: usize) -> bool {
    let around = index.saturating_sub(1)..parse.sentences.len().min(index + 5);
    around.into_iter().any(|other| {
        let tokens = parse.sentences[other].tokens();
        let proof = other != index && tokens.clone().any(|at| parse.in_fairness(at, "proof") && parse.quoted_at(at).is_none());
        proof || fairness::entries(parse, tokens, "second").next().is_some()
    })
}

/// Whether somebody in another sentence says what the tokens of an accusation hold.
fn is_said_by_another(context: &Context, parse: &Parse, index: usize, tokens: Range<usize>) -> bool {
    let stem = |at: usize| parse.word(at).to_lowercase().chars().take(5).collect::<String>();
    let wrongs: Vec<String> = tokens.filter(|at| (parse.tags[*at].is_verb() || parse.tags[*at].is_noun()) && parse.word(*at).len() > 3).map(stem).collect();
    let others = context.article.sourcing.attributions.iter().filter(|one| one.sentence as usize != index && one.source.is_some());
    others.flat_map(|one| &one.content).flat_map(|content| parse.tokens_over(*content)).any(|at| wrongs.contains(&stem(at)))
}

/// Whether another source of the article says it too: one that confirms, or whose words hold the accusation's.
fn has_second(context: &Context, parse: &Parse, attribution: &Attribution, tokens: Range<usize>) -> bool {
    let article = context.article;
    let own = attribution.source.as_ref();
    let other = |one: &&Attribution| {
        let source = one.source.as_ref();
        let same = source.zip(own).is_some_and(|(one, own)| one.first == own.first || one.entity.is_some() && one.entity == own.entity || one.same_as.is_some() && one.same_as == own.same_as);
        source.is_some_and(|source| source.same_as.is_none()) && !same
    };
    let stem = |at: usize| parse.word(at).to_lowercase().chars().take(5).collect::<String>();
    let wrongs: Vec<String> = tokens.clone().filter(|at| (parse.tags[*at].is_verb() || parse.tags[*at].is_noun()) && parse.word(*at).len() > 3).map(stem).collect();
    let says = |one: &Attribution| {
        let confirms = one.cue.as_ref().is_some_and(|cue| matches!(cue.lemma.as_str(), "confirm" | "corroborate" | "show" | "find" | "echo" | "verify" | "support"));
        let near = one.sentence.abs_diff(attribution.sentence) < 4;
        let shared = one.content.iter().flat_map(|content| parse.tokens_over(*content)).any(|at| wrongs.contains(&stem(at)));
        confirms && near || shared
    };
    let sources = &article.sourcing.attributions;
    let told = sources.iter().filter(other).any(says);
    // "Holt's deputy tells the same story", "Pia Stark, a nurse, saw it too".
    let again = |one: &&Attribution| {
        let few = one.content.iter().flat_map(|content| parse.tokens_over(*content)).count() < 10;
        let same = parse.sentences.get(one.sentence as usize).is_some_and(|sentence| sentence.tokens().any(|at| parse.is_any(at, &["same", "too", "so", "also", "similar", "likewise", "true"])));
        let named = one.source.as_ref().is_some_and(|source| source.entity.is_some());
        few && same && named && one.sentence.abs_diff(attribution.sentence) < 4
    };
    let told = told || sources.iter().filter(other).any(|one| again(&one));
    told || is_told_twice(parse, attribution.sentence as usize)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn one_unnamed_accuser_is_asked_about_and_two_are_not() {
        for (text, words) in [
            ("A former employee said that Dan Holt, who ran the ferry, forged the accounts.", "A former employee"),
            ("Dan Holt, the mayor, took bribes from two companies, an official at the town hall said.", "an official at the town hall"),
            ("“Dan Holt stole the money of the fund,” said a clerk who did not want to be named.", "a clerk"),
        ] {
            let spans = found("single-anonymous-source", text);
            assert!(spans.len() == 1 && spans[0].starts_with(words), "{text} {spans:?}");
        }
        for text in [
            "A former employee said that Dan Holt forged the accounts. Ina Brook, an auditor, said the same.",
            "A former employee said that Dan Holt forged the accounts. Documents seen by this paper show that he forged them.",
            "Two former employees said that Dan Holt forged the accounts.",
            "Ina Brook, an auditor, said that Dan Holt forged the accounts.",
            "A former employee said that Dan Holt left in May.",
            "A police spokesman said that Dan Holt forged the accounts.",
        ] {
            assert!(found("single-anonymous-source", text).is_empty(), "{text}");
        }
    }
}
