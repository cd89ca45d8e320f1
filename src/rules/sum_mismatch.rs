//! Figures that do not fit one another: parts and their whole, a change and its two values.

use std::ops::Range;

use super::{Basis, Context, Rule};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::syntax::{Number, Parse, Tag, Unit};

/// How far a share of a change may be off, in points: figures are rounded.
const ROUNDED: f64 = 1.5;
/// Larger counts are rounded where they are told in words of a headline; parts of them are not held against their whole.
const LARGE: f64 = 10_000.0;

pub(super) static RULE: Rule = Rule {
    name: "sum-mismatch",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "Figures beside each other do not add up",
    documentation: "\
## What it flags

Parts that do not make the whole that is told with them (\"nine people: five men and three women\"), more of a whole than there is of it,
and a change that does not fit its two values: \"rose from 40 to 50, an increase of 20 per cent\", \"doubled from 30 to 90\", \"fell from 8 per cent to 6
per cent, a drop of 2 per cent\" (which is percentage points). Rough figures, parts that are said to be some of the whole, and everything inside
quotation marks are left alone.

## Why it matters

One of the figures is wrong, and readers who notice will trust the others less.

## Example

```text
Nine people were rescued from the ferry: five men and three women.
```

## Instead

```text
Nine people were rescued from the ferry: five men and four women.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings = Vec::new();
    for index in fairness::sentences(&parse) {
        let sentence = parse.sentences[index].tokens();
        let numbers: Vec<Number> = parse.numbers(sentence.clone()).into_iter().filter(|number| parse.quoted_at(number.tokens.start).is_none()).collect();
        if numbers.len() < 2 {
            continue;
        }
        let wrong = change(&parse, &sentence, &numbers).or_else(|| listed(&parse, &sentence, &numbers)).or_else(|| part_of(&parse, &sentence, &numbers));
        if let Some((tokens, what)) = wrong {
            let words = parse.span(tokens.clone()).of(&parse.prose.text);
            findings.push(context.finding(parse.span(tokens), "Do these figures fit each other?", format!("“{words}”: {what}")));
        }
    }
    findings
}

/// A figure that is only near, more than or at most what is written.
fn is_rough(parse: &Parse, sentence: &Range<usize>, number: &Number) -> bool {
    let before = number.tokens.start.saturating_sub(3).max(sentence.start)..number.tokens.start;
    let rough = |at: usize| {
        parse.is_any(at, &["about", "around", "nearly", "almost", "roughly", "approximately", "over", "under", "some", "least", "most", "than", "up", "estimated", "close", "just", "well", "barely", "more", "fewer", "less", "circa", "between", "or"])
    };
    before.rev().any(rough) || parse.is_any(number.tokens.end, &["or", "plus", "odd", "+"])
}

fn written(value: f64) -> String {
    let value = (value * 10.0).round() / 10.0;
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// "Rose from 40 to 50, an increase of 20 per cent": two values and what is said of their difference.
fn change(parse: &Parse, sentence: &Range<usize>, numbers: &[Number]) -> Option<(Range<usize>, String)> {
    let at = numbers.windows(2).position(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let from = first.tokens.start > sentence.start && parse.is(first.tokens.start - 1, "from");
        let between = first.tokens.end..second.tokens.start;
        let plain = between.len() <= 6 && !between.clone().any(|at| parse.tags[at].is_finite() || parse.is_any(at, &["and", "but", ";", "aged"]));
        from && parse.is(second.tokens.start - 1, "to") && plain
    })?;
    let (first, second) = (&numbers[at], &numbers[at + 1]);
    let units = first.unit == second.unit || first.unit == Unit::Count;
    if !units || first.value == 0.0 || is_rough(parse, sentence, first) || is_rough(parse, sentence, second) || is_year(parse, first) {
        return None;
    }
    // "From 5 to 8 per cent" tells two shares, "from 5 to 8 million" two millions.
    let shares = second.unit == Unit::Percent;
    let scaled = !shares && first.value < 1e3 && second.value >= 1e6 && first.unit == second.unit;
    let old = if scaled { first.value * scale_of(second.value, first.value) } else { first.value };
    let (new, difference) = (second.value, second.value - old);
    let relative = difference / old * 100.0;
    // What one word tells: "doubled", "halved".
    let times = |at: usize| match () {
        _ if parse.is_any(at, &["doubled", "doubling", "doubles"]) => Some(2.0),
        _ if parse.is_any(at, &["tripled", "trebled", "tripling", "trebling"]) => Some(3.0),
        _ if parse.is_any(at, &["quadrupled", "quadrupling"]) => Some(4.0),
        _ if parse.is_any(at, &["halved", "halving"]) => Some(0.5),
        _ => None,
    };
    let near = first.tokens.start.saturating_sub(5).max(sentence.start)..first.tokens.start;
    if let Some((verb, factor)) = near.rev().find_map(|at| Some((at, times(at)?))) {
        let loose = verb > sentence.start && parse.is_any(verb - 1, &["nearly", "almost", "roughly", "about", "than", "virtually", "practically", "approximately", "effectively"]);
        let fits = (new / old / factor - 1.0).abs() < 0.13;
        return (!loose && !fits).then(|| {
            let tokens = verb..second.tokens.end;
            (tokens, format!("from {} to {} is {} times as much. Check the word or the figures.", written(old), written(new), written(new / old)))
        });
    }
    // The direction, and the size.
    let told = numbers.iter().enumerate().filter(|(index, _)| *index != at && *index != at + 1).find(|(index, told)| {
        let gap = if *index > at { second.tokens.end..told.tokens.start } else { told.tokens.end..first.tokens.start };
        let size = matches!(told.unit, Unit::Percent | Unit::Points);
        let lead = gap.clone().any(|at| parse.is_any(at, &["increase", "rise", "drop", "fall", "decrease", "decline", "jump", "growth", "cut", "gain", "up", "down", "reduction", "by", "surge", "loss", "hike"]));
        let by = told.tokens.start > sentence.start && parse.is_any(told.tokens.start - 1, &["by", ",", "(", "a", "an", "of", "–", "—", "up", "down", "rose", "fell"]);
        let other = gap.clone().any(|at| matches!(parse.tags[at], Tag::Stop) || parse.is_any(at, &["while", "whereas", "compared", "among", "year", "which", ";", "but", "inflation"]));
        size && gap.len() <= 7 && (lead || by && *index < at) && by && !other
    });
    let (_, told) = told?;
    if is_rough(parse, sentence, told) {
        return None;
    }
    let tokens = first.tokens.start.min(told.tokens.start)..second.tokens.end.max(told.tokens.end);
    let (difference, relative) = (difference.abs(), relative.abs());
    if shares {
        let points = (difference - told.value).abs() < 0.06;
        let percent = (relative - told.value).abs() <= ROUNDED.max(relative * 0.05);
        return match told.unit {
            Unit::Percent if points && !percent => {
                Some((tokens, format!("the two are {} percentage points apart, which is {} per cent. Check which is meant.", written(difference), written(relative))))
            }
            Unit::Percent if !percent => Some((tokens, format!("from {} to {} per cent is {} points, or {} per cent. Check the figures.", written(old), written(new), written(difference), written(relative)))),
            Unit::Points if (difference - told.value).abs() > 1.0 => Some((tokens, format!("the two are {} points apart. Check the figures.", written(difference)))),
            _ => None,
        };
    }
    let off = (relative - told.value).abs();
    (told.unit == Unit::Percent && off > ROUNDED.max(relative * 0.06))
        .then(|| (tokens, format!("from {} to {} is {} per cent. Check the figures.", written(old), written(new), written(relative))))
}

fn scale_of(scaled: f64, plain: f64) -> f64 {
    [1e12, 1e9, 1e6].into_iter().find(|scale| scaled >= *scale && plain < 1e3).unwrap_or(1.0)
}

fn is_year(parse: &Parse, number: &Number) -> bool {
    number.tokens.len() == 1 && number.unit == Unit::Count && parse.word(number.tokens.start).len() == 4 && (1000.0..2200.0).contains(&number.value)
}

/// Words that make parts only some of the whole.
fn is_some(parse: &Parse, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        parse.is_any(at, &["including", "include", "included", "includes", "among", "least", "others", "other", "rest", "remaining", "some", "most", "mostly", "both", "each", "every", "per", "as", "average", "aged", "ages", "between", "than", "plus", "respectively", "or", "score", "another", "more", "abstained", "abstaining", "abstention", "abstentions", "absent", "half", "wounding", "injuring"])
    })
}

/// "Nine people were rescued: five men and three women": a whole, a colon or dash, and the list of its parts.
fn listed(parse: &Parse, sentence: &Range<usize>, numbers: &[Number]) -> Option<(Range<usize>, String)> {
    let mark = sentence.clone().find(|at| parse.is_any(*at, &[":", "–", "—", "("]))?;
    let close = if parse.is(mark, "(") { (mark..sentence.end).find(|at| parse.is(*at, ")"))? } else { sentence.end };
    let before: Vec<&Number> = numbers.iter().filter(|number| number.tokens.end <= mark).collect();
    let parts: Vec<&Number> = numbers.iter().filter(|number| number.tokens.start > mark && number.tokens.end <= close).collect();
    let whole = before.last()?;
    if before.len() != 1 || parts.len() < 2 || parts[0].tokens.start > mark + 1 || is_some(parse, sentence.clone()) {
        return None;
    }
    if is_year(parse, whole) || is_rough(parse, sentence, whole) || parts.iter().any(|part| is_year(parse, part) || is_rough(parse, sentence, part)) {
        return None;
    }
    // Each part is a count and what it counts, one after another: nothing else is told between them.
    let end = parts.last().map(|part| part.tokens.end)?;
    let plain = (mark + 1..end).all(|at| !parse.tags[at].is_finite() && !parse.is_any(at, &[":", ";"]) || parse.number_at(at).is_some());
    let noun = |number: &Number| number.unit != Unit::Count || parse.tags.get(number.tokens.end).is_some_and(|tag| tag.is_noun() || tag.is_adjective());
    let parted = parts.windows(2).all(|pair| (pair[0].tokens.end..pair[1].tokens.start).any(|at| parse.is_any(at, &[",", "and", "&"])) && pair[1].tokens.start - pair[0].tokens.end <= 7);
    let same = parts.iter().all(|part| part.unit == whole.unit);
    let joined = parse.is_any(parts.last()?.tokens.start - 1, &["and", ",", "&"]);
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let counted = noun(whole) && parts.iter().all(|part| noun(part));
    let whole_of = whole.value > parts.iter().map(|part| part.value).fold(0.0, f64::max);
    if !plain || !parted || !same || !joined || !counted || whole.value > LARGE || !whole_of || (sum - whole.value).abs() < 0.51 * f64::from(whole.unit == Unit::Percent) + 1e-6 {
        return None;
    }
    // A list that goes on behind the last number: "two boats and the rest".
    let rest = (end..close).any(|at| parse.is_any(at, &["and", "&"]));
    (!rest).then(|| (whole.tokens.start..end, format!("the parts make {}, not {}. Check the figures, or say what is left out.", written(sum), written(whole.value))))
}

/// "Of the 12 councillors, seven voted for and six against": more parts than there are of the whole; shares of more than a hundred.
fn part_of(parse: &Parse, sentence: &Range<usize>, numbers: &[Number]) -> Option<(Range<usize>, String)> {
    let answers = sentence.clone().any(|at| parse.is_any(at, &["each", "both", "either", "also", "more", "multiple", "respectively", "than", "compared", "while", "year", "in", "last"]));
    let first = numbers.first()?;
    let of = first.tokens.start > sentence.start
        && (parse.is(first.tokens.start - 1, "of") || first.tokens.start > sentence.start + 1 && parse.is(first.tokens.start - 2, "of") && parse.is_any(first.tokens.start - 1, &["the", "its", "their", "all", "his", "her"]))
        && (sentence.start..first.tokens.start).all(|at| parse.is_any(at, &["of", "the", "its", "their", "out", "all", "his", "her", "but", "and"]) || parse.word(at).starts_with(|c: char| !c.is_alphanumeric()));
    let parts = &numbers[1..];
    let both = parse.numbers(sentence.clone()).len() == numbers.len();
    if of && !answers && both && parts.len() >= 2 && first.unit == Unit::Count && first.value <= LARGE {
        let counts = parts.iter().all(|part| part.unit == Unit::Count && !is_rough(parse, sentence, part) && !is_year(parse, part) && part.value <= first.value);
        let bare = |part: &&Number| {
            let next = part.tokens.end;
            parse.tags.get(next).is_some_and(|tag| tag.is_verb() || tag.is_adverb() || matches!(tag, Tag::In | Tag::Comma | Tag::Stop | Tag::Vbn | Tag::Vbd | Tag::Md) || tag.is_adjective()) || parse.is_any(next, &["were", "are", "voted", "against", "for", "had", "have"])
        };
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let some = is_some(parse, first.tokens.end..sentence.end);
        let times = parts.iter().any(|part| parse.tags.get(part.tokens.end).is_some_and(|tag| *tag == Tag::Nns) || parse.has(part.tokens.end, Class::Month));
        if counts && !some && !times && parts.iter().all(|part| bare(&part)) && sum > first.value {
            let end = parts.last()?.tokens.end;
            return Some((first.tokens.start..end, format!("the parts make {}, more than {}. Check the figures.", written(sum), written(first.value))));
        }
    }
    // "62 per cent voted for and 45 per cent against".
    let shares: Vec<&Number> = numbers.iter().filter(|number| number.unit == Unit::Percent).collect();
    let opposed = |words: [&str; 2]| words.iter().all(|word| sentence.clone().any(|at| parse.is(at, word)));
    let sides = [["for", "against"], ["yes", "no"], ["favour", "against"], ["favor", "against"], ["men", "women"], ["supported", "opposed"], ["support", "oppose"], ["approve", "disapprove"]].into_iter().any(opposed);
    let sum: f64 = shares.iter().map(|share| share.value).sum();
    let own = shares.len() == numbers.len() && shares.len() >= 2 && sides && !answers;
    let near = shares.windows(2).all(|pair| pair[1].tokens.start - pair[0].tokens.end <= 8);
    (own && near && sum > 101.5 && !shares.iter().any(|share| is_rough(parse, sentence, share)) && !is_some(parse, sentence.clone()))
        .then(|| (shares[0].tokens.start..shares[shares.len() - 1].tokens.end, format!("the shares make {} per cent of one whole. Check the figures.", written(sum))))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn figures_that_do_not_fit_are_asked_about() {
        let silent: Vec<&str> = [
            "Nine people were rescued from the ferry: five men and three women.",
            "Fares rose from 40 to 50 crowns, an increase of 20 per cent.",
            "The number of boats doubled from 30 to 90.",
            "Turnout fell from 8 per cent to 6 per cent, a drop of 2 per cent.",
            "Of the 12 councillors, seven voted for and six against.",
            "In the vote 62 per cent voted for the bridge and 45 per cent against.",
            "The budget grew by 50 per cent, from $2 million to $4 million.",
        ]
        .into_iter()
        .filter(|text| found("sum-mismatch", text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn figures_that_fit_or_are_rough_are_not() {
        let loud: Vec<&str> = [
            "Nine people were rescued from the ferry: five men and four women.",
            "Nine people were rescued from the ferry, including five men and three women.",
            "Fares rose from 40 to 50 crowns, an increase of 25 per cent.",
            "The number of boats doubled from 30 to 61.",
            "The number of boats nearly doubled from 30 to 50.",
            "Turnout fell from 8 per cent to 6 per cent, a drop of 2 percentage points.",
            "Of the 12 councillors, seven voted for and four against.",
            "The ferry sails from 9 to 5, and 20 per cent of seats are free.",
            "From 2010 to 2015 fares rose by 12 per cent.",
            "“Nine people: five men and three women,” said Marit Oru, the mayor.",
        ]
        .into_iter()
        .filter(|text| !found("sum-mismatch", text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}
