//! Ages that do not fit a year of birth, a death, the article's day, or one another.

use std::ops::Range;

use super::{Basis, Context, Rule};
use crate::entity::{EntityId, EntityType};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::syntax::{Parse, Unit};

/// Nobody is older.
const OLDEST: u32 = 115;

pub(super) static RULE: Rule = Rule {
    name: "age-mismatch",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "An age does not fit a year of birth, or another age of the same person",
    documentation: "\
## What it flags

An age beside a year of birth that the day of the article, or a year of death, rules out (\"Marit Oru, 34, was born in 1990\" in an article of 2026), and two
ages of one person in one article. A year that a birthday explains is no fault, and an age of another time (\"then 30\", \"at 19\") is left alone.

## Why it matters

Ages are looked up by readers who know the person, and of two of them one is wrong.

## Example

```text
Dan Holt, 34, has sailed the ferry since May. The 43-year-old grew up in Skerry.
```

## Instead

```text
Dan Holt, 34, has sailed the ferry since May. The 34-year-old grew up in Skerry.
```
",
    options: &[],
    off_for: &[],
    check,
};

/// An age that an article tells of a person as of today.
struct Age {
    person: EntityId,
    years: u32,
    tokens: Range<usize>,
    /// How it is tied to the person: by the name beside it, or by "the 43-year-old" alone.
    beside: bool,
}

/// A year of birth.
struct Birth {
    person: EntityId,
    year: u32,
    tokens: Range<usize>,
    /// The year of death told with it.
    died: Option<u32>,
}

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut ages = Vec::new();
    let mut births = Vec::new();
    let mut findings = Vec::new();
    for index in fairness::sentences(&parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let sentence = parse.sentences[index].tokens();
        for at in sentence.clone().filter(|at| parse.quoted_at(*at).is_none()) {
            ages.extend(age(context, &parse, &sentence, at));
            births.extend(birth(context, &parse, &sentence, at));
        }
        findings.extend(at_death(context, &parse, &sentence));
    }
    let words = |tokens: &Range<usize>| parse.span(tokens.clone()).of(&parse.prose.text);
    let mut told: Vec<EntityId> = Vec::new();
    for (index, age) in ages.iter().enumerate() {
        let Some(earlier) = ages[..index].iter().find(|earlier| earlier.person == age.person && earlier.years != age.years) else { continue };
        // One year apart may be a birthday in between, and who "the 43-year-old" is may be another where only ages tell.
        let alone = !age.beside && ages[..index].iter().any(|other| other.years == age.years);
        if earlier.years.abs_diff(age.years) < 2 || alone || told.contains(&age.person) {
            continue;
        }
        told.push(age.person);
        let reason = format!("“{}”, and “{}” before: one of the two is wrong, or of another time. Check which.", words(&age.tokens), words(&earlier.tokens));
        let mut finding = context.finding(parse.span(age.tokens.clone()), "Which of the two ages is right?", reason);
        finding.related.push(context.related(parse.span(earlier.tokens.clone()), "The other age."));
        findings.push(finding);
    }
    let today = context.article.published().map(|date| date.year);
    for birth in &births {
        let Some(age) = ages.iter().find(|age| age.person == birth.person) else { continue };
        let Some(year) = birth.died.or(today).filter(|year| *year > birth.year) else { continue };
        let span = year - birth.year;
        if age.years == span || age.years + 1 == span || told.contains(&age.person) {
            continue;
        }
        told.push(age.person);
        let when = if birth.died.is_some() { "at death" } else { "in the year of the article" };
        let reason = format!("“{}” and “{}”: that makes {} or {span} {when}. Check the age and the year.", words(&age.tokens), words(&birth.tokens), span - 1);
        findings.push(context.finding(parse.span(age.tokens.clone()), "Does the age fit the year of birth?", reason));
    }
    findings
}

/// The age that token `at` tells of somebody: "Dan Holt, 34,", "Holt (34)", "34-year-old Dan Holt", "the 34-year-old", "Holt is 34".
fn age(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Age> {
    let all = &context.article.entities;
    let person = |mention: &crate::entity::Mention| all.get(mention.entity).kind == EntityType::Person && mention.sure;
    let ends_at = |end: usize| all.mentions_in(end.checked_sub(1)?..end).find(|mention| mention.last as usize == end && mention.form.is_name() && person(mention));
    let then = |around: Range<usize>| around.clone().any(|at| parse.is_any(at, &["then", "was", "were", "when", "late", "ago", "had", "turned", "aged", "at", "until", "from", "since", "before"]));
    if let Some(years) = compound(parse.word(at)) {
        // "34-year-old Dan Holt", "the 34-year-old".
        let named = all.mentions_in(at + 1..sentence.end.min(at + 7)).find(|mention| mention.form.is_name() && person(mention));
        let noun = |from: usize, to: usize| (from..to).all(|at| !parse.tags[at].is_finite() && !parse.tags[at].is_punctuation() && parse.quoted_at(at).is_none() && !parse.is_any(at, &["and", "of", "by", "to", "'s", "’s", "with", "for", "from", "son", "daughter", "wife", "husband"]));
        if let Some(named) = named.filter(|named| noun(at + 1, named.first as usize)) {
            return Some(Age { person: named.entity, years, tokens: at..at + 1, beside: true });
        }
        let alone = parse.tags.get(at + 1).is_none_or(|tag| !tag.is_noun()) || parse.is_any(at + 1, &["man", "woman"]);
        let definite = at > sentence.start && parse.is(at - 1, "the");
        let start = at - 1 == sentence.start;
        let last = all.mentions.iter().rev().find(|mention| (mention.last as usize) < at && mention.form.is_name() && person(mention));
        let near = last.filter(|last| parse.sentence_of(at).abs_diff(parse.sentence_of(last.first as usize)) == 1);
        // Two people in the sentence before: either may be meant.
        let only = near.filter(|near| {
            let tokens = parse.sentences[parse.sentence_of(near.first as usize)].tokens();
            all.mentions_in(tokens).filter(|mention| person(mention)).all(|mention| mention.entity == near.entity)
        });
        return only.filter(|_| definite && start && alone).map(|near| Age { person: near.entity, years, tokens: at..at + 1, beside: false });
    }
    let number = parse.number_at(at).filter(|number| number.unit == Unit::Count && number.value.fract() == 0.0 && (1.0..=f64::from(OLDEST)).contains(&number.value) && number.tokens.len() == 1)?;
    let years = number.value as u32;
    let before = at.checked_sub(1).filter(|before| *before > sentence.start)?;
    let next = |words: &[&str]| parse.is_any(at + 1, words);
    let apposed = parse.is(before, ",") && (next(&[",", ".", ";"]) || at + 1 == sentence.end) || parse.is(before, "(") && next(&[")", ","]);
    let aged = parse.is(before, "aged") && before > sentence.start && parse.is_any(before - 1, &[",", "("]) && (next(&[",", ".", ")"]) || at + 1 == sentence.end);
    let is = parse.is(before, "is") && (next(&[".", ",", ";"]) || parse.is(at + 1, "years") && parse.is(at + 2, "old"));
    let end = if aged { before - 1 } else { before };
    let mention = (apposed || aged || is).then(|| ends_at(end)).flatten()?;
    let digits = parse.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let listed = parse.number_at(at + 2).is_some() && next(&[","]);
    (digits && !listed && !then(end.saturating_sub(1)..end)).then(|| Age { person: mention.entity, years, tokens: mention.first as usize..at + 1, beside: true })
}

/// The years of "34-year-old".
fn compound(word: &str) -> Option<u32> {
    let (years, rest) = word.split_once(['-', '‑'])?;
    let old = rest.eq_ignore_ascii_case("year-old") || rest.eq_ignore_ascii_case("year‑old") || rest.eq_ignore_ascii_case("years-old");
    years.parse().ok().filter(|years| old && (1..=OLDEST).contains(years))
}

/// "Born in 1990", "born on 3 May 1990", "(1950–2010)", of whoever stands before.
fn birth(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Birth> {
    if !parse.is(at, "born") {
        return None;
    }
    let all = &context.article.entities;
    let end = sentence.end.min(at + 9);
    let year = (at + 1..end).take_while(|next| !parse.tags[*next].is_finite()).find_map(|next| Some((next, year_at(parse, next)?)))?;
    let mut before = all.mentions_in(sentence.start..at).filter(|mention| all.get(mention.entity).kind == EntityType::Person && mention.sure);
    let subject = before.next()?;
    let one = before.all(|other| other.entity == subject.entity);
    let kin = (sentence.start..at).any(|at| parse.has(at, Class::Kin) || parse.is_any(at, &["'s", "’s", "whose", "and"]));
    (one && !kin && parse.quoted_at(at).is_none()).then(|| Birth { person: subject.entity, year: year.1, tokens: at..year.0 + 1, died: died_in(parse, sentence) })
}

fn year_at(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at);
    word.parse().ok().filter(|year| word.len() == 4 && (1850..2100).contains(year))
}

/// The year of "died in 2010" in a sentence.
fn died_in(parse: &Parse, sentence: &Range<usize>) -> Option<u32> {
    let died = sentence.clone().find(|at| parse.is_any(*at, &["died", "dies", "death"]))?;
    (died + 1..sentence.end.min(died + 8)).find_map(|at| year_at(parse, at))
}

/// "Born in 1950, he died in 2010 aged 70": all three in one sentence.
fn at_death(context: &Context, parse: &Parse, sentence: &Range<usize>) -> Option<Finding> {
    let born = sentence.clone().find(|at| parse.is(*at, "born"))?;
    let birth = (born + 1..sentence.end.min(born + 9)).find_map(|at| Some((at, year_at(parse, at)?)))?;
    let died = sentence.clone().find(|at| parse.is(*at, "died"))?;
    let death = (died + 1..sentence.end.min(died + 12)).find_map(|at| Some((at, year_at(parse, at)?)))?;
    let age = (died + 1..sentence.end.min(died + 14)).find(|at| parse.is_any(*at, &["aged", "age", "at"]) && parse.number_at(at + 1).is_some_and(|number| number.tokens.len() == 1 && number.value < f64::from(OLDEST) && number.value > 1.0))?;
    let age = if parse.is(age, "age") || parse.number_at(age + 1).is_some() { age + 1 } else { return None };
    let years = parse.number_at(age)?.value as u32;
    let span = death.1.checked_sub(birth.1)?;
    let child = sentence.clone().any(|at| parse.has(at, Class::Kin)) || parse.quoted_at(born).is_some() || death.0 == birth.0;
    (years != span && years + 1 != span && !child).then(|| {
        let tokens = born.min(died)..(age + 1).max(death.0 + 1).max(birth.0 + 1);
        let words = parse.span(tokens.clone()).of(&parse.prose.text);
        let reason = format!("“{words}”: from {} to {} is {} or {span} years. Check the age and the years.", birth.1, death.1, span.saturating_sub(1));
        context.finding(parse.span(tokens), "Does the age fit the year of birth?", reason)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{found, found_in};
    use crate::text::{Document, Format};

    #[test]
    fn ages_that_do_not_fit_are_asked_about() {
        for (text, words) in [
            ("Dan Holt, 34, sails the ferry. The 43-year-old grew up in Skerry.", "43-year-old"),
            ("Dan Holt, 34, sails the ferry. It is his life. In May Holt (43) was ill.", "Holt (43"),
            ("Born in 1950, she died in 2010 aged 70.", "Born in 1950, she died in 2010 aged 70"),
        ] {
            assert_eq!(found("age-mismatch", text), [words], "{text}");
        }
        for text in [
            "Dan Holt, 34, sails the ferry. The 34-year-old grew up in Skerry.",
            "Dan Holt, 34, sails the ferry. His son Tom Holt, 8, helps him.",
            "Dan Holt, 34, left Skerry at 19.",
            "Born in 1950, she died in 2010 aged 59.",
            "Dan Holt, then 30, bought the ferry. Holt, 34, has sold it.",
        ] {
            assert!(found("age-mismatch", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_year_of_birth_is_held_against_the_article() {
        let dated = |text: &str| found_in(RULE.name, Document::new("a.md", format!("---\ndate: 2026-05-10\n---\n\n{text}\n").as_str(), Format::Markdown), &Default::default());
        assert_eq!(dated("Marit Oru, 34, leads the board. Oru was born in 1990 in Skerry."), ["Marit Oru, 34"]);
        assert!(dated("Marit Oru, 36, leads the board. Oru was born in 1990 in Skerry.").is_empty());
        assert!(dated("Marit Oru, 35, leads the board. Oru was born in 1990 in Skerry.").is_empty());
    }
}
