//! A child in a story of crime, or a complainant in a sexual offence, by full name.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Basis, Context, Rule, RuleOption};
use crate::entity::{EntityId, EntityType, Form, Mention, introduction};
use crate::fairness::{self, Standing};
use crate::finding::{Finding, Severity};
use crate::syntax::Parse;

/// The age from which a name may stand.
const GROWN: u32 = 18;
/// How many sentences around a name are looked at.
const NEAR: usize = 6;

pub(super) static RULE: Rule = Rule {
    name: "minor-named",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "A child in a story of crime, or a complainant in a sexual offence, is named in full",
    documentation: "\
## What it flags

The full name of somebody under 18 in a paragraph that tells of a crime, the police or a court; and the full name of somebody who is said to
have suffered a sexual offence and whom the article does not quote. The dead and the missing, and those who waived their anonymity or are
tried as adults, are left out.

## Why it matters

In many places the law forbids to name them, and where it does not, most newsrooms have a rule. A name in an archive stays with a child for
life.

## Example

```text
Police arrested Ben Tamm, 15, on Monday after a burglary at the ferry office.
```

## Instead

```text
Police arrested a boy of 15 on Monday after a burglary at the ferry office.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let all = &context.article.entities;
    let standing = Standing::new(context.article);
    let mut seen = FxHashSet::<EntityId>::default();
    let mut quoted: Option<FxHashSet<EntityId>> = None;
    let mut findings = Vec::new();
    for mention in &all.mentions {
        let person = mention.form == Form::Full && all.get(mention.entity).kind == EntityType::Person && mention.last - mention.first > 1;
        if !person || mention.quoted || seen.contains(&mention.entity) || !introduction::role_of(&parse, mention).is_article() {
            continue;
        }
        let sentence = parse.sentences[parse.sentence_of(mention.first as usize)].tokens();
        let at = mention.first as usize;
        let age = age(&parse, &sentence, mention).filter(|(age, _)| (1..GROWN).contains(age));
        if let Some((_, words)) = age.filter(|_| is_in_crime(&parse, mention) && !standing.is_dead(at)) {
            seen.insert(mention.entity);
            let words = parse.span(words).of(&parse.prose.text);
            let reason = format!("“{words}”: under 18, in a story of crime. Check what the law and your rules allow, or leave the name out.");
            findings.push(Finding { weight: 0.6, ..context.finding(mention.span, "Should we name a child here?", reason) });
            continue;
        }
        let Some(words) = suffered(&parse, &sentence, mention) else { continue };
        let speakers = quoted.get_or_insert_with(|| {
            let sources = context.article.sourcing.attributions.iter().filter_map(|one| one.source.as_ref());
            sources.flat_map(|source| source.entity.iter().chain(&source.others).copied()).collect()
        });
        if speakers.contains(&mention.entity) || standing.is_dead(at) || is_open(&parse, mention) {
            continue;
        }
        seen.insert(mention.entity);
        let words = parse.span(words).of(&parse.prose.text);
        let reason = format!("“{words}”: named with a sexual offence, and no consent to it found. Check what the law allows, or leave the name out.");
        findings.push(Finding { weight: 0.6, ..context.finding(mention.span, "May this name stand here?", reason) });
    }
    findings.sort_by_key(|finding| finding.span);
    findings
}

/// The age that stands with a full name, and the words: "Ben Tamm, 15," · "Ben Tamm (15)" · "15-year-old Ben Tamm".
fn age(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, Range<usize>)> {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let number = |at: usize| parse.word(at).parse::<u32>().ok().filter(|_| at < sentence.end && parse.word(at).len() <= 2);
    let ends = |at: usize| at >= sentence.end || parse.is_any(at, &[",", ".", ")", ";", "and", "–", "—"]);
    if parse.is_any(last, &[",", "("]) {
        let at = if parse.is_any(last + 1, &["aged", "age"]) { last + 2 } else { last + 1 };
        if let Some(age) = number(at).filter(|_| ends(at + 1)) {
            return Some((age, first..at + 1));
        }
    }
    if parse.is(last, "aged") {
        return number(last + 1).map(|age| (age, first..last + 2));
    }
    let before = (sentence.start.max(first.saturating_sub(4))..first).rev().find(|at| parse.word(*at).to_lowercase().ends_with("-year-old"))?;
    let between = (before + 1..first).all(|at| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || parse.is(at, ","));
    let age = parse.word(before).split('-').next()?.parse().ok().filter(|_| between)?;
    Some((age, before..last))
}

/// Whether the paragraph of a name tells of a crime, and none near it of somebody's death.
fn is_in_crime(parse: &Parse, mention: &Mention) -> bool {
    has_entry(parse, paragraph(parse, mention), "crime") && !is_open(parse, mention)
}

/// Whether the sentences around a name say that it may stand, or that somebody died.
fn is_open(parse: &Parse, mention: &Mention) -> bool {
    let own = parse.sentence_of(mention.first as usize);
    let near = own.saturating_sub(NEAR)..parse.sentences.len().min(own + NEAR);
    has_entry(parse, near.clone(), "deadly") || has_entry(parse, near, "grown")
}

fn has_entry(parse: &Parse, mut sentences: Range<usize>, set: &'static str) -> bool {
    sentences.any(|index| fairness::entries(parse, parse.sentences[index].tokens(), set).next().is_some())
}

/// The sentences of the paragraph that a mention stands in, at most a few before and behind its own.
fn paragraph(parse: &Parse, mention: &Mention) -> Range<usize> {
    let own = parse.sentence_of(mention.first as usize);
    let block = parse.sentences[own].block;
    let same = |index: &usize| parse.sentences[*index].block == block;
    let first = (own.saturating_sub(NEAR)..own).find(same).unwrap_or(own);
    let last = (own + 1..parse.sentences.len().min(own + NEAR)).take_while(same).last().unwrap_or(own);
    first..last + 1
}

/// "Lena Holt, who was raped", "Lena Holt was sexually assaulted", "raped Lena Holt": the name with the words.
fn suffered(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<Range<usize>> {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let behind = last..sentence.end.min(last + 9);
    let entry = fairness::entries(parse, behind.clone(), "suffered").next();
    if let Some(entry) = entry {
        let be = |at: usize| parse.is_any(at, &["was", "were", "been", "being"]);
        let passive = entry.start > last && (be(entry.start - 1) || entry.start > last + 1 && be(entry.start - 2));
        let between = (last..entry.start).all(|at| !parse.tags[at].is_noun() && !parse.is_any(at, &["him", "her", "them"]));
        if passive && between {
            return Some(first..entry.end);
        }
    }
    let before = sentence.start.max(first.saturating_sub(6))..first;
    let entry = fairness::entries(parse, before, "sexual").last()?;
    let object = (entry.end..first).all(|at| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || parse.is_any(at, &["the", "a", "of", "on", ","]));
    let verb = !parse.word(entry.start).ends_with("ment") || parse.is(entry.end, "of");
    let whole = entry.end == first || parse.is(entry.end, "of") || parse.tags[entry.start].is_verb() || parse.tags[entry.end - 1].is_verb();
    (object && verb && whole).then_some(entry.start..last)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn children_and_complainants_are_asked_about() {
        let silent: Vec<&str> = [
            "Police arrested Ben Tamm, 15, on Monday after a burglary.",
            "Police arrested Ben Tamm (15) on Monday after a burglary.",
            "Ben Tamm, aged 15, was charged with theft.",
            "Ben Tamm, age 15, was charged with theft.",
            "Police arrested 15-year-old Ben Tamm on Monday.",
            "The 15-year-old schoolboy Ben Tamm was charged with theft.",
            "Ben Tamm, 17, of Skerry, was detained by police.",
            "Ben Tamm, 12, told the court that he saw the van.",
            "Lena Holm, 9, was attacked on the pier, police said.",
            "Two girls, Lena Holm, 14, and Pia Stark, 38, were robbed on the ferry.",
            "The court heard that Lena Holm, 16, was stabbed at school.",
            "Ben Tamm, 16, faces trial in May. He is a pupil at Skerry School.",
            "Lena Holm was raped in May, the court heard.",
            "Lena Holm, who was sexually assaulted by a guard, left the town.",
            "A guard was charged after Lena Holm was groped on the ferry.",
            "Dan Holt was charged with raping Lena Holm in May.",
            "Dan Holt was charged with the rape of Lena Holm.",
            "Prosecutors said that Dan Holt sexually assaulted Lena Holm.",
            "Dan Holt was charged with molesting Lena Holm.",
            "Lena Holm had been sexually abused by a teacher, the report says.",
        ]
        .into_iter()
        .filter(|text| found("minor-named", text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn the_grown_the_dead_and_those_who_speak_are_not() {
        let loud: Vec<&str> = [
            "Police arrested Ben Tamm, 18, on Monday.",
            "Police arrested Ben Tamm, 51, on Monday.",
            "Police arrested a boy of 15 on Monday.",
            "Police arrested a 15-year-old boy on Monday.",
            "Ben Tamm, 15, won the regatta on Monday.",
            "15-year-old Ben Tamm plays the organ.",
            "Ben Tamm, 15, was killed on Monday, police said.",
            "Police are searching for Ben Tamm, 15, who has been missing since Monday.",
            "Ben Tamm, 15, will be tried as an adult, the court said.",
            "Ben, 15, was arrested on Monday.",
            "“Ben Tamm, 15, was arrested,” said Marit Oru, a baker.",
            "Police stopped Ben Tamm, 15 minutes after the burglary.",
            "Police said Ben Tamm, 17 others and a dog were on the pier.",
            "Police stopped Ben Tamm, 12 of whose vans were stolen.",
            "Ben Tamm, then 15, saw the robbery. Police did not ask him.",
            "Lena Holm was attacked on the pier.",
            "Lena Holm, who was raped in May, waived her anonymity.",
            "Lena Holm was raped in May. “I want to be heard,” Holm said.",
            "Lena Holm, a lawyer, speaks for women who were raped.",
            "Lena Holm works on cases of sexual assault.",
            "Dan Holt, who raped two women, was seen by Lena Holm.",
            "A sexual harassment officer, Lena Holm, left the town.",
            "Lena Holm investigates sexual abuse. Dan Holt was charged.",
        ]
        .into_iter()
        .filter(|text| !found("minor-named", text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}
