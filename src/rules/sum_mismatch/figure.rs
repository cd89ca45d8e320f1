//! The figures of a sentence: what they are worth, how exactly, and what they count.

use std::ops::Range;

use crate::lexicon::Class;
use crate::syntax::number::small;
use crate::syntax::{Number, Parse, Tag, Unit};

/// A figure.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) value: f64,
    /// How far what was rounded to it may lie from it.
    pub(super) slack: f64,
    pub(super) unit: Unit,
    pub(super) tokens: Range<usize>,
    /// The noun of what it counts, where it stands behind it.
    pub(super) noun: Option<usize>,
    /// "A third", "half".
    pub(super) fraction: bool,
}

/// The figures of `tokens` that count or measure something: no years, days, times, ages, scores, ranges or names.
pub(super) fn read(parse: &Parse, tokens: &Range<usize>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let figure = fraction(parse, at).or_else(|| parse.number_at(at).map(|number| from_number(parse, number)));
        let end = figure.as_ref().map_or(at + 1, |figure| figure.tokens.end.max(at + 1));
        found.extend(figure.filter(|figure| figure.tokens.end <= tokens.end && counts(parse, tokens, figure)));
        at = end;
    }
    found
}

fn from_number(parse: &Parse, number: Number) -> Figure {
    let noun = if number.unit == Unit::Count { counted(parse, number.tokens.end) } else { None };
    let slack = slack(parse, &number);
    Figure { value: number.value, slack, unit: number.unit, tokens: number.tokens, noun, fraction: false }
}

/// The head of the noun phrase that begins at `at`.
pub(super) fn counted(parse: &Parse, at: usize) -> Option<usize> {
    let tag = |at: usize| parse.tags.get(at).copied().unwrap_or(Tag::Stop);
    let mut end = at;
    while end < at + 6 && (tag(end).is_noun() || tag(end).is_adjective() || matches!(tag(end), Tag::Vbn | Tag::Vbg)) {
        end += 1;
    }
    (at..end).rev().find(|at| tag(*at).is_noun())
}

/// "Two thirds", "a quarter of", "by half", in hundredths.
fn fraction(parse: &Parse, at: usize) -> Option<Figure> {
    let parts = |word: &str| match word.to_ascii_lowercase().trim_end_matches('s') {
        "half" => Some(2.0),
        "third" => Some(3.0),
        "quarter" | "fourth" => Some(4.0),
        "fifth" => Some(5.0),
        "tenth" => Some(10.0),
        _ => None,
    };
    let figure = |value: f64, end: usize| {
        let open = parse.tags.get(end).is_none_or(|tag| !tag.is_noun() && !tag.is_adjective()) && !parse.is_any(end, &["-", "a", "an"]);
        open.then_some(Figure { value: value * 100.0, slack: 0.5, unit: Unit::Percent, tokens: at..end, noun: None, fraction: true })
    };
    // "One in five".
    if parse.is(at, "one") && parse.is_any(at + 1, &["in", "out"]) {
        let in_many = at + if parse.is(at + 1, "out") { 3 } else { 2 };
        let many = parse.number_at(in_many).filter(|many| many.unit == Unit::Count && (2.0..=20.0).contains(&many.value))?;
        return Some(Figure { value: 100.0 / many.value, slack: 0.5, unit: Unit::Percent, tokens: at..many.tokens.end, noun: None, fraction: true });
    }
    if let Some((many, part)) = parse.word(at).split_once('-') {
        return figure(small(many)? / parts(part)?, at + 1);
    }
    if parse.is(at, "half") {
        let whole = parse.is_any(at + 1, &["of", "the", "its", "their", ",", "."]) || at > 0 && parse.is_any(at - 1, &["by", "in"]);
        return whole.then(|| figure(0.5, at + 1)).flatten();
    }
    let many = if parse.is_any(at, &["a", "one"]) { 1.0 } else { small(parse.word(at))? };
    let plural = parse.word(at + 1).ends_with('s');
    figure(many / parts(parse.word(at + 1)).filter(|parts| *parts > 2.0 && plural == (many > 1.0))?, at + 2)
}

/// Half a unit of the last figure written, for what was rounded; small counts are exact.
fn slack(parse: &Parse, number: &Number) -> f64 {
    let digits = number.tokens.clone().map(|at| parse.word(at)).find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let Some(digits) = digits else { return 0.0 };
    let plain: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let mantissa: f64 = plain.parse().unwrap_or(0.0);
    let scale = if mantissa > 0.0 { number.value / mantissa } else { 1.0 };
    if let Some((_, decimals)) = plain.split_once('.') {
        return 0.5 * 10f64.powi(-(decimals.len().min(9) as i32)) * scale;
    }
    if scale > 1.0 {
        return if plain.len() == 1 { 0.25 * scale } else { 0.5 * scale };
    }
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    match number.unit {
        Unit::Percent | Unit::Points => 0.5,
        _ if number.value < 10_000.0 => 0.0,
        _ => (0.5 * 10f64.powi(zeros.min(9) as i32)).min(number.value * 0.01) * f64::from(u8::from(zeros > 0)),
    }
}

/// Whether a figure counts or measures something.
fn counts(parse: &Parse, tokens: &Range<usize>, figure: &Figure) -> bool {
    let (at, end) = (figure.tokens.start, figure.tokens.end);
    if figure.unit != Unit::Count || figure.fraction {
        return true;
    }
    let before = |words: &[&str]| at > tokens.start && parse.is_any(at - 1, words);
    let after = |words: &[&str]| end < tokens.end && parse.is_any(end, words);
    let digits = parse.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let year = digits && parse.word(at).len() == 4 && (1000.0..2200.0).contains(&figure.value) && parse.tags.get(end) != Some(&Tag::Nns);
    let month = |at: usize| parse.has(at, Class::Month) && parse.word(at).starts_with(|c: char| c.is_ascii_uppercase());
    let day = figure.value < 32.0 && (at > tokens.start && month(at - 1) || month(end));
    let clock = after(&["a.m.", "p.m.", "am", "pm", "o'clock", "o’clock", "GMT"]) || before(&["at"]) && figure.noun.is_none();
    let proper = at > tokens.start + 1 && parse.tags[at - 2].is_proper();
    let age = before(&["aged", "age"]) || before(&[","]) && proper && after(&[",", "."]) || after(&["years", "year"]) && parse.is(end + 1, "old");
    let range = before(&["–", "-", "/", "№", "#", "minus", "−", "number", "No."]) && digits || after(&["–", "-", "/"]) && parse.tokens.get(end + 1).is_some_and(|next| !next.spaced);
    let one = parse.is(at, "one") && figure.tokens.len() == 1 && (before(&["no", "the", "any", "each", "this", "that", "every"]) || after(&["of", "another", "by", "after", "day", "time"]) || figure.noun.is_none() && !parse.tags.get(end).is_some_and(|tag| tag.is_verb() || *tag == Tag::In));
    let times = after(&["times", "times,", "th", "x"]);
    // "Highway 40": but a party's 14 in a list goes on with a mark or "and".
    let name = digits && at > tokens.start && parse.tags[at - 1].is_proper() && !(after(&[",", "and", ".", ";", ")"]) || end == tokens.end);
    !(year || day || clock || age || range || one || times || name)
}

/// A figure that is only near, more than or at most what is written.
pub(super) fn is_rough(parse: &Parse, sentence: &Range<usize>, figure: &Figure) -> bool {
    let at = figure.tokens.start;
    let led = (1..=3).any(|back| {
        let from = at.checked_sub(back).filter(|from| *from >= sentence.start);
        from.is_some_and(|from| parse.fairness_entry(from..at, "roughly") == Some(back))
    });
    // "Five or six", "between five and six".
    let other = |at: usize| parse.number_at(at).is_some();
    let either = parse.is(figure.tokens.end, "or") && other(figure.tokens.end + 1)
        || at > sentence.start + 1 && parse.is(at - 1, "or") && (parse.is_number(at - 2) || parse.is_any(at - 2, &["cent", "%"]))
        || at > sentence.start && parse.is(at - 1, "between") && (figure.tokens.end..sentence.end.min(figure.tokens.end + 3)).any(|at| parse.is(at, "and") && other(at + 1))
        || at > sentence.start + 3 && parse.is(at - 1, "and") && (at.saturating_sub(7).max(sentence.start)..at).any(|before| parse.is(before, "between") && other(before + 1));
    let so = either || parse.is(figure.tokens.end, "or") && parse.is_any(figure.tokens.end + 1, &["so", "more", "less", "fewer"]);
    led || so || parse.is_any(figure.tokens.end, &["plus", "odd", "+"])
}

/// A figure as it is told in a reason.
pub(super) fn written(value: f64) -> String {
    let (value, scale) = match value.abs() {
        large if large >= 1e9 => (value / 1e9, " billion"),
        large if large >= 1e6 => (value / 1e6, " million"),
        _ => (value, ""),
    };
    let decimals = if scale.is_empty() { 10.0 } else { 100.0 };
    let value = (value * decimals).round() / decimals;
    if value.fract() == 0.0 && scale.is_empty() && value >= 1000.0 {
        let digits = format!("{value:.0}");
        let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
        return grouped.join(",");
    }
    format!("{value}{scale}")
}
