//! Ages that do not fit a year of birth, a death, the article's day, or one another.

mod reading;

use std::ops::Range;

use self::reading::{Age, Birth, Facts, When};
use super::{Basis, Context, Rule};
use crate::entity::EntityId;
use crate::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "age-mismatch",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "An age does not fit a year of birth, or another age of the same person",
    documentation: "\
## What it flags

An age that a year of birth rules out, by the day of the article, by a year of death, or by the year that the age is told of (\"Marit Oru, 34, was born in
1990\" in an article of 2026; \"born in 2001, he was 12 when he signed in 2018\"), and two ages of one person in one article, in the paper's words, in a
headline or in their own (\"I'm 63\"). A year that a birthday explains is no fault, and an age of another time (\"then 30\", \"at 19 she left\") is left alone.

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

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let facts = reading::read(context.article, &parse);
    let words = |tokens: &Range<usize>| parse.span(tokens.clone()).of(&parse.prose.text);
    let mut told: Vec<EntityId> = Vec::new();
    let mut findings = Vec::new();
    for (index, age) in facts.ages.iter().enumerate() {
        if told.contains(&age.person) {
            continue;
        }
        if let Some((earlier, age)) = disagreeing(&facts, index) {
            told.push(age.person);
            let reason = format!("“{}”, and “{}” before: one of the two is wrong, or of another time. Check which.", words(&age.tokens), words(&earlier.tokens));
            let mut finding = context.finding(parse.span(age.tokens.clone()), "Which of the two ages is right?", reason);
            finding.related.push(context.related(parse.span(earlier.tokens.clone()), "The other age."));
            findings.push(finding);
            continue;
        }
        let Some(birth) = facts.births.iter().find(|birth| birth.person == age.person) else { continue };
        let Some((span, year)) = span(context, &facts, birth, age) else { continue };
        if age.years == span || age.years + 1 == span {
            continue;
        }
        told.push(age.person);
        let before = span.saturating_sub(1);
        let reason = format!("“{}” and “{}”: from {} to {year} is {before} or {span} years. Check the age and the years.", words(&age.tokens), words(&birth.tokens), birth.year);
        findings.push(context.finding(parse.span(age.tokens.clone()), "Does the age fit the year of birth?", reason));
    }
    findings
}

/// The first age of the same person before that cannot be the same as this one.
fn disagreeing(facts: &Facts, index: usize) -> Option<(&Age, &Age)> {
    let age = &facts.ages[index];
    let before = &facts.ages[..index];
    let of_old = facts.deaths.iter().any(|(person, _)| *person == age.person);
    let today = |age: &Age| age.when == When::Now || age.when == When::Death && !of_old;
    let earlier = before.iter().find(|other| other.person == age.person && other.years.abs_diff(age.years) > 1 && !(other.weak && age.weak) && today(other))?;
    // Who "the 43-year-old" is may be another who is 43.
    let another = !age.beside && before.iter().any(|other| other.years == age.years);
    (today(age) && !another).then_some((earlier, age))
}

/// How many years lie between a birth and the time of an age, and the year of that.
fn span(context: &Context, facts: &Facts, birth: &Birth, age: &Age) -> Option<(u32, u32)> {
    let today = context.article.published().map(|date| date.year).or(age.day);
    let died = facts.deaths.iter().find(|(person, _)| *person == birth.person).map(|(_, year)| *year);
    let year = match age.when {
        When::Year(year) => year,
        When::Death => died.or(today.filter(|_| age.recent))?,
        When::Now => died.or(today)?,
    };
    year.checked_sub(birth.year).map(|span| (span, year))
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
            ("Born in 1950, Ada Holt died in 2010 aged 70.", "died in 2010 aged 70"),
            ("The singer Ada Holt was born in Skerry in 1950. She died in 2010, aged 70.", "died in 2010, aged 70"),
            ("The singer Ada Holt (1950–2010) died at the age of 71.", "died at the age of 71"),
            ("A 19-year-old baker, Dan Holt, won the race. Holt, 27, will sail again.", "Holt, 27"),
            ("Dan Holt, 34, won the race. “I’m 43 and I still sail,” Holt said.", "’m 43"),
            ("Dan Holt, 34, won the race. Holt, who turned 43 in May, sails alone.", "turned 43"),
            ("Born in 2001, Dan Holt was 12 when he sailed to Skerry in 2018.", "was 12"),
            ("The actor Dan Holt died on Sunday. He was 91. Holt, who was 86, never married.", "was 86"),
        ] {
            assert_eq!(found("age-mismatch", text), [words], "{text}");
        }
        for text in [
            "Dan Holt, 34, sails the ferry. The 34-year-old grew up in Skerry.",
            "Dan Holt, 34, sails the ferry. His son Tom Holt, 8, helps him.",
            "Dan Holt, 34, left Skerry at 19.",
            "Born in 1950, Ada Holt died in 2010 aged 59.",
            "Dan Holt, 34, lost his father, Tom Holt, when he was 12.",
            "Dan Holt, 34, was 19 when he first sailed. At 25, Holt bought the ferry.",
            "Dan Holt, 34, said: “My boat is 50 and I was 12.”",
            "Born in 2001, Dan Holt was 17 when he sailed to Skerry in 2018.",
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
