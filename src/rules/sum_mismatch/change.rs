//! A value, another value, and what is told of the change from one to the other.

use std::ops::Range;

use super::Wrong;
use super::figure::{Figure, is_rough, written};
use crate::syntax::number::small;
use crate::syntax::{Parse, Tag, Unit};

/// So many tokens at most lie between two values and what is told of them.
const REACH: usize = 14;
/// How far a factor may be off: it is told in a word.
const FACTOR: f64 = 0.13;

/// Two values of one thing, by their places among the figures.
struct Pair {
    old: usize,
    new: usize,
    tokens: Range<usize>,
    /// Both are led in, "from … to …".
    full: bool,
}

/// A change that does not fit its two values.
pub(super) fn find(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    compared(parse, sentence, figures).or_else(|| difference(parse, sentence, figures)).or_else(|| (0..figures.len()).filter_map(|at| pair(parse, sentence, figures, at)).find_map(|pair| check(parse, sentence, figures, &pair)))
}

fn rises(parse: &Parse, at: usize) -> bool {
    parse.in_fairness(at, "rise")
}

fn falls(parse: &Parse, at: usize) -> bool {
    parse.in_fairness(at, "fall")
}

/// "Four points", "four percentage points".
fn is_points(parse: &Parse, figure: &Figure) -> bool {
    figure.unit == Unit::Points || figure.noun.is_some_and(|noun| parse.is_any(noun, &["point", "points"]) && !parse.is(noun - 1, "basis"))
}

/// Whether a word stands before a figure, with at most an article between.
fn led(parse: &Parse, sentence: &Range<usize>, figure: &Figure, words: &[&str]) -> bool {
    let at = figure.tokens.start;
    // "On last year's 40", "from the previous 40".
    let plain = |at: &usize| parse.is_any(*at, &["the", "a", "an", "last", "previous", "year", "year's", "'s", "’s", "its", "earlier"]);
    let from = at.saturating_sub(6).max(sentence.start);
    (from..at).rev().find(|at| !plain(at)).is_some_and(|at| parse.is_any(at, words))
}

/// The two values of which the first is the figure `first`.
fn pair(parse: &Parse, sentence: &Range<usize>, figures: &[Figure], first: usize) -> Option<Pair> {
    let one = &figures[first];
    let other = figures.get(first + 1)?;
    let led = |figure: &Figure, words: &[&str]| led(parse, sentence, figure, words);
    let gap = one.tokens.end..other.tokens.start;
    let plain = gap.len() <= 9 && !gap.clone().any(|at| parse.tags[at].is_finite() || parse.is_any(at, &["and", "but", ";", "(", ")"]));
    let tokens = |last: &Figure| one.tokens.start..last.tokens.end;
    if plain && led(one, &["from"]) && led(other, &["to"]) {
        return Some(Pair { old: first, new: first + 1, tokens: tokens(other), full: true });
    }
    if plain && led(one, &["to"]) && led(other, &["from"]) {
        return Some(Pair { old: first + 1, new: first, tokens: tokens(other), full: true });
    }
    let moved = |gap: &Range<usize>| gap.clone().any(|at| rises(parse, at) || falls(parse, at));
    // "90, up from 30", "90, compared with 30".
    let compared = led(other, &["with", "to", "against", "on"]) && gap.clone().any(|at| parse.is_any(at, &["compared", "against"]));
    if plain && !one.fraction && (led(other, &["from"]) && moved(&gap) || compared) && one.unit == other.unit && one.unit != Unit::Points {
        return Some(Pair { old: first + 1, new: first, tokens: tokens(other), full: false });
    }
    // "900, down 15% from 1,200".
    let third = figures.get(first + 2)?;
    let change = other.unit == Unit::Percent && one.unit != Unit::Percent || is_points(parse, other);
    let near = gap.len() <= 7 && third.tokens.start - other.tokens.end <= 7 && gap.clone().chain(other.tokens.end..third.tokens.start).any(|at| rises(parse, at) || falls(parse, at));
    let from = led(third, &["from", "on"]) && third.unit == one.unit && gap.clone().all(|at| !parse.tags[at].is_finite());
    (change && near && from).then(|| Pair { old: first + 2, new: first, tokens: tokens(third), full: false })
}

fn check(parse: &Parse, sentence: &Range<usize>, figures: &[Figure], pair: &Pair) -> Option<Wrong> {
    let new = &figures[pair.new];
    let mut old = figures[pair.old].clone();
    let units = old.unit == new.unit || old.unit == Unit::Count && pair.full;
    let counted = parse.word(pair.tokens.start).len() == 4 && old.unit == Unit::Count && (1900.0..2100.0).contains(&old.value) && old.noun.is_none();
    if !units || counted || old.value <= 0.0 || new.value <= 0.0 || old.fraction || new.fraction || is_rough(parse, sentence, &old) || is_rough(parse, sentence, new) {
        return None;
    }
    // "From 5 to 8 million".
    if old.unit == Unit::Count || old.unit == Unit::Money {
        let scale = [1e12, 1e9, 1e6].into_iter().find(|scale| new.value >= *scale && old.value < 1e3 && pair.old < pair.new).unwrap_or(1.0);
        (old.value, old.slack) = (old.value * scale, old.slack.max(if scale > 1.0 { 0.25 } else { 0.0 }) * scale);
    }
    factor(parse, sentence, &old, new, pair).or_else(|| size(parse, sentence, figures, &old, new, pair)).or_else(|| direction(parse, sentence, &old, new, pair))
}

/// How many times as much one word tells: "doubled", "halved", "threefold".
fn factor_of(word: &str) -> Option<f64> {
    match word.to_ascii_lowercase().as_str() {
        "doubled" | "doubling" | "doubles" | "double" | "twofold" => Some(2.0),
        "tripled" | "trebled" | "tripling" | "trebling" | "threefold" => Some(3.0),
        "quadrupled" | "quadrupling" | "fourfold" => Some(4.0),
        "quintupled" | "fivefold" => Some(5.0),
        "tenfold" => Some(10.0),
        "halved" | "halving" | "halves" => Some(0.5),
        word => word.strip_suffix("fold").and_then(|many| small(many.trim_end_matches('-'))),
    }
}

fn loose(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    (at.saturating_sub(3).max(sentence.start)..at).any(|at| {
        parse.is_any(at, &["nearly", "almost", "roughly", "about", "than", "virtually", "practically", "around", "not", "n't", "n’t", "close", "over", "some", "effectively"])
    })
}

/// "Doubled from 30 to 90".
fn factor(parse: &Parse, sentence: &Range<usize>, old: &Figure, new: &Figure, pair: &Pair) -> Option<Wrong> {
    let before = pair.tokens.start.saturating_sub(9).max(sentence.start)..pair.tokens.start;
    let behind = pair.tokens.end..sentence.end.min(pair.tokens.end + 8);
    let plain = |at: &usize| !parse.is_any(*at, &["and", "but", ";", "while"]);
    let (at, factor) = before.rev().take_while(plain).chain(behind.take_while(plain)).find_map(|at| Some((at, factor_of(parse.word(at))?)))?;
    let (low, high) = ((new.value - new.slack) / (old.value + old.slack), (new.value + new.slack) / (old.value - old.slack).max(1e-9));
    let fits = low / factor < 1.0 + FACTOR && high / factor > 1.0 - FACTOR;
    // "Double" before a noun is a size of its own: "a double room".
    let noun = parse.is(at, "double") && parse.tags.get(at + 1).is_some_and(|tag| tag.is_noun());
    (!fits && !noun && !loose(parse, sentence, at)).then(|| {
        let tokens = at.min(pair.tokens.start)..pair.tokens.end.max(at + 1);
        (tokens, format!("from {} to {} is {} times as much. Check the word or the figures.", written(old.value), written(new.value), written(new.value / old.value)))
    })
}

/// The figure that tells how large the change is.
fn told<'a>(parse: &Parse, sentence: &Range<usize>, figures: &'a [Figure], pair: &Pair) -> Option<&'a Figure> {
    let unit = figures[pair.new].unit;
    let gap_of = |told: &Figure| if told.tokens.start >= pair.tokens.end { told.tokens.start - pair.tokens.end } else { pair.tokens.start.saturating_sub(told.tokens.end) };
    let others = figures.iter().enumerate().filter(|(index, _)| *index != pair.old && *index != pair.new).map(|(_, told)| told);
    others.filter(|told| {
        let inside = told.tokens.start > pair.tokens.start && told.tokens.end < pair.tokens.end;
        let gap = match () {
            _ if inside => 0..0,
            _ if told.tokens.start >= pair.tokens.end => pair.tokens.end..told.tokens.start,
            _ => told.tokens.end..pair.tokens.start,
        };
        let (start, end) = (told.tokens.start, told.tokens.end);
        let moves = |at: usize| rises(parse, at) || falls(parse, at);
        let around = (start.saturating_sub(4).max(sentence.start)..sentence.end.min(end + 3)).any(moves);
        let before = start > sentence.start && (parse.is_any(start - 1, &["by", "a", "an", "of", "up", "down", "is", "(", "+", "or"]) || moves(start - 1));
        let by = start > sentence.start && parse.is(start - 1, "by");
        // "Was raised from 800 to 1,000, or 20 per cent".
        let around = around || (pair.tokens.start.saturating_sub(7).max(sentence.start)..pair.tokens.start).any(moves) && parse.is_any(start - 1, &["or", "("]);
        let behind = moves(end) || told.unit != Unit::Percent && counted_more(parse, told);
        let yearly = parse.is_any(end, &["a", "per", "each", "annually", "yearly", "every"]) && !parse.is_any(end + 1, &["rise"]);
        let yearly = yearly || (end..sentence.end.min(end + 5)).any(|at| parse.is_any(at, &["each", "every", "apiece"])) || parse.is(end, "basis");
        let other = gap.clone().any(|at| matches!(parse.tags[at], Tag::Stop) || parse.is_any(at, &["while", "whereas", "among", ";", "but", "inflation", "target", "goal", "another", "further", "than", "average", "top", "also", "separately"]) || told.tokens.start >= pair.tokens.end && parse.is(at, "and"));
        let size = told.unit == Unit::Percent || is_points(parse, told) || told.unit == unit && (by || before && around);
        size && gap.len() <= REACH && (before || behind) && (around || by) && !yearly && !other
    }).min_by_key(|told| gap_of(told))
}

/// "4,000 more".
fn counted_more(parse: &Parse, told: &Figure) -> bool {
    let end = told.noun.map_or(told.tokens.end, |noun| noun + 1);
    parse.is_any(end, &["more", "fewer", "less", "higher", "lower"])
}

/// "Rose from 40 to 50, an increase of 20 per cent", "by a third", "by 20".
fn size(parse: &Parse, sentence: &Range<usize>, figures: &[Figure], old: &Figure, new: &Figure, pair: &Pair) -> Option<Wrong> {
    let told = told(parse, sentence, figures, pair).filter(|told| !is_rough(parse, sentence, told))?;
    let tokens = pair.tokens.start.min(told.tokens.start)..pair.tokens.end.max(told.tokens.end);
    let slack = old.slack + new.slack;
    let difference = (new.value - old.value).abs();
    let relative = |old: f64, new: f64| (new / old.max(1e-9) - 1.0).abs() * 100.0;
    let exact = relative(old.value, new.value);
    let bounds = [relative(old.value - old.slack, new.value + new.slack), relative(old.value + old.slack, new.value - new.slack), exact];
    let (low, high) = (bounds.iter().copied().fold(f64::MAX, f64::min), bounds.iter().copied().fold(0.0, f64::max));
    let give = told.slack + if told.fraction { 4.0 } else { 1f64.max(exact * 0.04) };
    let percent = told.value >= low - give && told.value <= high + give;
    let shares = new.unit == Unit::Percent;
    // "From 6 per cent to 5, a fall of 1 per cent".
    let percent = percent && !(shares && (difference - told.value).abs() < 0.06 && (exact - told.value).abs() > 1f64.max(exact * 0.1));
    let points = shares && is_points(parse, told);
    let (from, to) = (written(old.value), written(new.value));
    let reason = match told.unit {
        Unit::Percent if percent => return None,
        Unit::Percent if shares && (difference - told.value).abs() < 0.06 => {
            format!("the two are {} percentage points apart, which is {} per cent. Check which is meant.", written(difference), written(exact))
        }
        Unit::Percent if shares => format!("from {from} to {to} per cent is {} points, or {} per cent. Check the figures.", written(difference), written(exact)),
        Unit::Percent => format!("from {from} to {to} is {} per cent. Check the figures.", written(exact)),
        _ if points && (difference - told.value).abs() <= 0.6 + slack.min(0.5) => return None,
        _ if points => format!("the two are {} points apart. Check the figures.", written(difference)),
        unit if unit == new.unit && unit != Unit::Points && (difference - told.value).abs() > slack + told.slack + 1e-6 => {
            format!("from {from} to {to} is a difference of {}. Check the figures.", written(difference))
        }
        _ => return None,
    };
    Some((tokens, reason))
}

/// "Rose from 50 per cent to 40 per cent".
fn direction(parse: &Parse, sentence: &Range<usize>, old: &Figure, new: &Figure, pair: &Pair) -> Option<Wrong> {
    let adjacent = pair.full && pair.old < pair.new;
    let at = pair.tokens.start.checked_sub(2).filter(|at| adjacent && *at >= sentence.start)?;
    let verb = (at.saturating_sub(2).max(sentence.start)..=at).rev().find(|at| parse.tags[*at].is_verb() && (rises(parse, *at) || falls(parse, *at)))?;
    let wrong = if rises(parse, verb) { new.value + new.slack < old.value - old.slack } else { new.value - new.slack > old.value + old.slack };
    let ranks = sentence.clone().any(|at| parse.is_any(at, &["rank", "ranking", "rankings", "ranked", "place", "table", "position", "minus", "against", "seed", "dollar", "seconds", "chart", "list", "not"]));
    let measured = new.unit != Unit::Count || new.noun.is_some();
    (wrong && !ranks && measured).then(|| {
        let way = if rises(parse, verb) { "less" } else { "more" };
        (verb..pair.tokens.end, format!("{} is {way} than {}. Check the verb or the figures.", written(new.value), written(old.value)))
    })
}

/// "90 thefts, twice as many as the 30 of 2023"; "five in May and 15 in June, four times as many".
fn compared(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    let as_many = |at: usize| parse.is(at, "as") && parse.is_any(at + 1, &["many", "much", "high", "large", "big", "long"]);
    let (start, at, factor) = sentence.clone().find_map(|at| {
        let twice = match () {
            _ if parse.is(at, "twice") => Some((1, 2.0)),
            _ if parse.is(at, "half") && as_many(at + 1) => Some((1, 0.5)),
            _ if parse.is(at + 1, "times") => parse.number_at(at).map(|number| (2, number.value)),
            _ => None,
        };
        twice.map(|(length, factor)| (at, at + length, factor))
    })?;
    let the = factor > 1.0 && parse.is_any(at, &["the", "last"]);
    if loose(parse, sentence, start) || !as_many(at) && !the {
        return None;
    }
    let before: Vec<&Figure> = figures.iter().filter(|figure| figure.tokens.end <= start).collect();
    let mut behind = figures.iter().filter(|figure| figure.tokens.start >= at);
    let next = behind.next().filter(|next| {
        let gap = at + if the { 0 } else { 2 }..next.tokens.start;
        gap.len() <= 3 && (the || parse.is(gap.start, "as")) && gap.clone().all(|at| parse.is_any(at, &["as", "the", "last", "year's", "in"]))
    });
    let after: Vec<&Figure> = figures.iter().filter(|figure| figure.tokens.start >= at).collect();
    let (new, old) = match (next, before.as_slice()) {
        (None, []) if after.len() == 2 && !the && (after[0].tokens.end..after[1].tokens.start).len() <= 8 => if (after[0].value > after[1].value) == (factor > 1.0) { (after[0], after[1]) } else { (after[1], after[0]) },
        (Some(old), [.., new]) => (*new, old),
        (None, [one, other]) if !the && behind.next().is_none() && !parse.is(at + 2, "as") => if (one.value > other.value) == (factor > 1.0) { (*one, *other) } else { (*other, *one) },
        _ => return None,
    };
    let plain = new.unit == old.unit && old.value > 0.0 && new.unit != Unit::Percent && !new.fraction && !old.fraction && !is_rough(parse, sentence, new) && !is_rough(parse, sentence, old);
    let ratio = new.value / old.value;
    let tokens = new.tokens.start.min(old.tokens.start)..sentence.end.min(at + 2).max(old.tokens.end);
    (plain && (ratio / factor - 1.0).abs() > FACTOR && start.saturating_sub(before.first().map_or(start, |first| first.tokens.start)) < 30)
        .then(|| (tokens, format!("{} is {} times {}. Check the figures.", written(new.value), written(ratio), written(old.value))))
}

/// "52 votes to 48, a majority of six"; "income of £50,000 and costs of £60,000, a loss of £20,000".
fn difference(parse: &Parse, sentence: &Range<usize>, figures: &[Figure]) -> Option<Wrong> {
    figures.windows(3).find_map(|three| {
        let [one, other, told] = three else { return None };
        let at = told.tokens.start;
        let of = at >= sentence.start + 3 && parse.is(at - 1, "of") && parse.in_fairness(at - 2, "difference");
        let apposed = of && (other.tokens.end..at).all(|at| !parse.tags[at].is_finite()) && at - other.tokens.end <= 8;
        let linked = (one.tokens.end..other.tokens.start).any(|at| parse.is_any(at, &["to", "and", "against", "but", "while", "on"])) && other.tokens.start - one.tokens.end <= 14;
        let units = one.unit == other.unit && (told.unit == one.unit || told.unit == Unit::Points && one.unit == Unit::Percent);
        let rough = three.iter().any(|figure| is_rough(parse, sentence, figure) || figure.fraction);
        let right = (one.value - other.value).abs();
        let slack = one.slack + other.slack + told.slack + 1e-6;
        let near = told.value > 0.0 && (0.25..4.0).contains(&(right / told.value));
        (apposed && linked && units && !rough && near && (right - told.value).abs() > slack)
            .then(|| (one.tokens.start..told.tokens.end, format!("{} and {} are {} apart. Check the figures.", written(one.value), written(other.value), written(right))))
    })
}

/// "Forty people came in 2024. This year 50 came, a rise of 50 per cent": what was, what is, each with its time, and the change told at once.
pub(super) fn since(parse: &Parse, sentence: &Range<usize>, figures: &[Figure], before: &[Figure]) -> Option<Wrong> {
    let at = figures.iter().position(|told| {
        let start = told.tokens.start;
        let nominal = start >= sentence.start + 3 && parse.is(start - 1, "of") && (rises(parse, start - 2) || falls(parse, start - 2)) && parse.is_any(start - 3, &["a", "an"]);
        let adjectival = start > sentence.start + 1 && parse.is_any(start - 1, &["a", "an"]) && (rises(parse, told.tokens.end) || falls(parse, told.tokens.end));
        told.unit == Unit::Percent && (nominal || adjectival)
    })?;
    let new = at.checked_sub(1).map(|new| &figures[new])?;
    let (told, one_sentence) = (&figures[at], at >= 2);
    let old = if one_sentence { &figures[at - 2] } else if let [old] = before { old } else { return None };
    let timed = |range: Range<usize>| range.clone().any(|at| parse.in_fairness(at, "time-of") || parse.word(at).len() == 4 && parse.word(at).parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year)));
    let of_old = parse.sentences[parse.sentence_of(old.tokens.start)].tokens();
    let times = match one_sentence {
        true => {
            let middle = (old.tokens.end..new.tokens.start).find(|at| parse.is_any(*at, &[",", ";", "and", "but", "–"]))?;
            timed(of_old.start..middle) && timed(middle..told.tokens.start)
        }
        false => timed(of_old) && timed(sentence.start..told.tokens.start),
    };
    let word = |figure: &Figure| figure.noun.map(|noun| parse.word(noun).to_lowercase());
    let same = old.unit == new.unit && new.unit != Unit::Percent && !old.fraction && !new.fraction && (word(new).is_none() || word(old).is_none() || word(old) == word(new));
    let others = at + 1 != figures.len() || one_sentence && at != 2;
    let near = told.tokens.start - new.tokens.end <= 12 && old.value > 0.0;
    (times && same && near && !others).then(|| size(parse, sentence, figures, old, new, &Pair { old: figures.len(), new: at - 1, tokens: new.tokens.clone(), full: false })).flatten()
}
