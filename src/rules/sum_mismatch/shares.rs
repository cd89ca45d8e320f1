//! Shares: of one whole more than there is, of two counts another than they make, of one sum split evenly.

use std::ops::Range;

use super::Wrong;
use super::figure::{Figure, is_rough, written};
use crate::syntax::{Parse, Unit};

/// How far a share may be off that is worked out from two counts.
const ROUNDED: f64 = 1.2;

pub(super) fn find(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    of_counts(parse, sentence, figures).or_else(|| of_fraction(parse, sentence, figures)).or_else(|| of_sum(parse, sentence, figures)).or_else(|| evenly(parse, sentence, figures)).or_else(|| groups(parse, sentence, figures)).or_else(|| of_one(parse, sentence, figures))
}

/// Whether `share` is told as another word for what ends at `end`: "…, or 60 per cent", "… (60 per cent)".
fn restates(parse: &Parse, end: usize, share: &Figure) -> bool {
    let gap = end..share.tokens.start;
    if gap.is_empty() || gap.len() > 7 {
        return false;
    }
    // "Ten of the 40 boats, a third of the fleet": of what is counted.
    let apposed = share.fraction && parse.is_any(gap.end - 1, &[",", "–", "—"]) && parse.is(share.tokens.end, "of");
    let dashed = parse.is_any(gap.end - 1, &["–", "—"]) && parse.is_any(share.tokens.end, &["–", "—"]);
    let dashed = dashed || gap.len() > 1 && parse.is(gap.end - 1, ",") && parse.is(share.tokens.end, ",");
    let or = parse.is_any(gap.end - 1, &["or", "("]) || apposed || dashed;
    let clean = |at: usize| !parse.tags[at].is_finite() && !parse.is_any(at, &["and", ";"]);
    or && gap.clone().all(clean) && (parse.is(gap.end - 1, "(") && parse.is(share.tokens.end, ")") || apposed || dashed || gap.len() >= 2 && parse.is_any(gap.end - 2, &[",", "–", "—"]))
}

/// "Forty of the 80 pupils, or 60 per cent".
fn of_counts(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    figures.windows(3).find_map(|three| {
        let [part, whole, share] = three else { return None };
        let of = part.tokens.end..whole.tokens.start;
        let linked = of.len() <= 5 && of.clone().any(|at| parse.is(at, "of")) && of.clone().all(|at| !parse.tags[at].is_finite() && !parse.tags[at].is_punctuation());
        let counts = part.unit == whole.unit && part.unit == Unit::Count && share.unit == Unit::Percent && part.value <= whole.value && part.slack + whole.slack == 0.0;
        let rough = [part, whole, share].iter().any(|figure| is_rough(parse, sentence, figure));
        let right = part.value / whole.value.max(1e-9) * 100.0;
        let give = ROUNDED.max(if share.fraction { 4.0 } else { share.slack });
        (linked && counts && !rough && restates(parse, whole.tokens.end, share) && (right - share.value).abs() > give)
            .then(|| (part.tokens.start..share.tokens.end, format!("{} of {} is {} per cent. Check the figures.", written(part.value), written(whole.value), written(right))))
    })
}

/// "A third, or 40 per cent".
fn of_fraction(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    figures.windows(2).find_map(|two| {
        let [fraction, share] = two else { return None };
        let plain = fraction.fraction && !share.fraction && share.unit == Unit::Percent && !is_rough(parse, sentence, fraction) && !is_rough(parse, sentence, share);
        (plain && restates(parse, fraction.tokens.end, share) && (fraction.value - share.value).abs() > 4.5)
            .then(|| (fraction.tokens.start..share.tokens.end, format!("that part is {} per cent. Check the figures.", written(fraction.value))))
    })
}

/// "A third of its £90,000, or £40,000".
fn of_sum(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    figures.windows(3).find_map(|three| {
        let [share, whole, part] = three else { return None };
        let of = parse.is(share.tokens.end, "of") && whole.tokens.start - share.tokens.end <= 3;
        let units = share.unit == Unit::Percent && whole.unit == part.unit && matches!(whole.unit, Unit::Count | Unit::Money);
        let right = whole.value * share.value / 100.0;
        let slack = whole.slack * share.value / 100.0 + part.slack + whole.value * if share.fraction { 0.03 } else { 0.012 };
        let rough = three.iter().any(|figure| is_rough(parse, sentence, figure));
        (of && units && !rough && restates(parse, whole.noun.map_or(whole.tokens.end, |noun| noun + 1), part) && (right - part.value).abs() > slack)
            .then(|| (share.tokens.start..part.tokens.end, format!("that share of {} is {}. Check the figures.", written(whole.value), written(right))))
    })
}

/// "£250,000, split evenly among four schools, each of which gets £50,000"; "five tickets at £4 each, £25 in all".
fn evenly(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    let [one, two, three] = figures else { return None };
    let has = |words: &[&str]| sentence.clone().any(|at| parse.is_any(at, words));
    let each = has(&["each", "apiece"]);
    let split = has(&["evenly", "equally", "equal"]) && has(&["split", "shared", "divided", "share", "divide"]);
    let total = has(&["total", "totalling", "totaling", "altogether", "all", "cost", "costs", "paid", "pay", "sum", "raising", "raised", "making", "earning", "worth", "bringing"]);
    let all = [one, two, three];
    let count = all.iter().find(|figure| figure.unit == Unit::Count && figure.slack == 0.0 && (2.0..1000.0).contains(&figure.value))?;
    let sums: Vec<&&Figure> = all.iter().filter(|figure| figure.unit == Unit::Money).collect();
    let [a, b] = sums.as_slice() else { return None };
    let (whole, part) = if a.value > b.value { (a, b) } else { (b, a) };
    let right = part.value * count.value;
    let slack = whole.slack + part.slack * count.value + count.value * 0.01;
    let rough = all.iter().any(|figure| is_rough(parse, sentence, figure));
    let near = (0.4..2.5).contains(&(right / whole.value));
    let wrong = (right - whole.value).abs() > slack.min(whole.value * 0.05) && !rough && near;
    (each && (split || total) && wrong).then(|| {
        (one.tokens.start..three.tokens.end, format!("{} times {} is {}, not {}. Check the figures.", written(count.value), written(part.value), written(right), written(whole.value)))
    })
}

/// "Forty pupils in four classes of 12".
fn groups(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    figures.windows(3).find_map(|three| {
        let [whole, many, each] = three else { return None };
        let rough = three.iter().any(|figure| figure.slack > 0.0 || is_rough(parse, sentence, figure));
        let counts = !rough && many.unit == Unit::Count && whole.unit == each.unit && (whole.unit == Unit::Money || whole.unit == Unit::Count && whole.noun.is_some());
        let into = parse.is_any(many.tokens.start - 1, &["in", "into", "across", "over"]) && many.tokens.start - whole.tokens.end <= 9;
        let of = many.noun.is_some_and(|noun| parse.is(noun + 1, "of") && noun + 2 == each.tokens.start) && each.noun.is_none();
        let right = many.value * each.value;
        let near = (0.5..2.0).contains(&(right / whole.value.max(1.0)));
        (counts && into && of && near && right != whole.value)
            .then(|| (whole.tokens.start..each.tokens.end, format!("{} times {} is {}, not {}. Check the figures.", written(many.value), written(each.value), written(right), written(whole.value))))
    })
}

/// "62 per cent voted for and 45 per cent against"; "half walk, 35 per cent go by bus and the remaining 25 per cent are driven".
fn of_one(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    let shares: Vec<&Figure> = figures.iter().filter(|figure| figure.unit == Unit::Percent).collect();
    let (first, last) = (shares.first()?, shares.last()?);
    let region = first.tokens.start..last.tokens.end;
    let has = |words: &[&str]| sentence.clone().any(|at| parse.is_any(at, words));
    let set = |name: &str, range: Range<usize>| range.clone().any(|at| parse.in_fairness(at, name));
    // A list from bare figures on: "40 per cent for Oru, 35 for Holt and 32 for Berg".
    let elided = figures.iter().filter(|figure| figure.tokens.start > first.tokens.start && figure.unit == Unit::Count).all(|figure| figure.noun.is_none());
    let listed: Vec<&Figure> = figures.iter().filter(|figure| figure.tokens.start >= first.tokens.start).collect();
    let (parts, end) = if elided && listed.len() > shares.len() { (listed.clone(), listed.last()?.tokens.end) } else { (shares.clone(), region.end) };
    let other = parts.iter().skip(1).any(|part| parse.is(part.tokens.end, "of") && !parse.is_any(part.tokens.end + 1, &["them", "it"]));
    let complement = last.tokens.start > sentence.start + 1 && parse.is_any(last.tokens.start - 1, &["remaining", "other", "rest"]) && parse.is_any(last.tokens.start - 2, &["the", "a", "its", "their"]);
    let opposed = [["for", "against"], ["yes", "no"], ["favour", "against"], ["favor", "against"], ["men", "women"], ["supported", "opposed"], ["support", "oppose"], ["approve", "disapprove"], ["backed", "opposed"], ["agreed", "disagreed"], ["approved", "disapproved"]];
    let sides = opposed.iter().any(|words| words.iter().all(|word| has(&[word])));
    // "30 per cent in 2019, 35 per cent in 2021": each of its own year.
    let yearly = region.clone().filter(|at| parse.word(*at).len() == 4 && parse.word(*at).parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))).count() > 1;
    let near = !yearly && parts.windows(2).all(|two| {
        let gap = two[0].tokens.end..two[1].tokens.start;
        gap.len() <= 12 && gap.clone().any(|at| parse.is_any(at, &[",", "and", ";", "to", "with", "–", "—", "(", "but", "while"]))
    });
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let slack = 0.6 + parts.iter().map(|part| if part.fraction { 1.0 } else { part.slack }).sum::<f64>();
    let rough = parts.iter().any(|part| is_rough(parse, sentence, part));
    let scope = sentence.start..sentence.end;
    let moved = set("rise", scope.clone()) || set("fall", scope.clone()) || has(&["compared", "each", "both", "either", "also", "than", "respectively", "least", "rate", "year", "years", "versus", "interest", "chance", "tariff", "tariffs", "tax"]);
    let some = set("some-of", region.clone());
    let several = parts.len() > 2 && !set("overlapping", region.clone());
    let over = sum - 100.0 > slack && sum < 145.0;
    let under = complement && 100.0 - sum > slack && sum > 70.0;
    let kind = complement || sides && !set("overlapping", scope.clone()) || several && elided;
    (parts.len() > 1 && kind && near && !other && !rough && !moved && !some && (over || under) && parts.iter().all(|part| part.value < 100.0))
        .then(|| (first.tokens.start..end, format!("the shares make {} per cent of one whole. Check the figures.", written(sum))))
}
