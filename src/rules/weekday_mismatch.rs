//! A weekday and a date that cannot both be right.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Basis, Context, Rule};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::prose::date::{self, Date, MONTHS, day_of};
use crate::syntax::{Parse, Tag, number};

/// Before this year some countries counted days by another calendar.
const FIRST_YEAR: u32 = 1924;
const LAST_YEAR: u32 = 2099;
/// So many days from the article's own date a date without a year is surely of the year that is nearest.
const NEAR: i64 = 90;

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

pub(super) static RULE: Rule = Rule {
    name: "weekday-mismatch",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A weekday does not fit its date",
    documentation: "\
## What it flags

A weekday beside a full date that falls on another day (\"Tuesday, 4 May 2016\", \"4 May 2016, a Tuesday\", \"2016-05-04 (Tuesday)\"), and
a date that no calendar has, with or without a weekday (\"31 June 2027\"). Where the year is not written, the article's own date, in its
front matter or its dateline, has to tell it: within three months of it the nearest year is meant, unless another year is named before it in
the paragraph, or one that fits anywhere. Two days of one sentence have to fit each other. Words inside quotation marks are left alone.

## Why it matters

One of the two is wrong, and readers who go by it come on the wrong day. It is the first thing that a reader with a calendar notices.

## Example

```text
The ferry will sail again on Tuesday, 4 May 2016, the harbour board said.
```

## Instead

```text
The ferry will sail again on Wednesday, 4 May 2016, the harbour board said.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let read = |index: &usize| {
        let role = parse.block_of(*index).role;
        role.is_article() || role == Role::Correction
    };
    let (mut pairs, mut findings) = (Vec::new(), Vec::new());
    for index in (0..parse.sentences.len()).filter(read) {
        let sentence = parse.sentences[index].tokens();
        if !sentence.clone().any(|at| may_date(&parse, at)) {
            continue;
        }
        // What tells of a wrong date, or of a made-up one, has it on purpose.
        if fairness::entries(&parse, sentence.clone(), "wrong-date").next().is_some() {
            continue;
        }
        let own = in_sentence(&parse, sentence.clone());
        for (date, tokens) in impossible(&parse, &sentence) {
            if !own.iter().any(|pair| pair.date.year.is_some() && pair.tokens.contains(&tokens.start)) {
                let words = parse.span(tokens.clone()).of(&parse.prose.text);
                let reason = format!("“{words}”: {}. Check the date.", no_such_day(&date));
                findings.push(context.finding(parse.span(tokens), "Is there such a day?", reason));
            }
        }
        if let Some((one, other)) = at_odds(&own).filter(|_| context.article.published().is_none()) {
            let words = |pair: &Pair| parse.span(pair.tokens.clone()).of(&parse.prose.text);
            let reason = format!("“{}” and “{}” cannot be of one year. Check the weekdays and the dates.", words(one), words(other));
            findings.push(context.finding(parse.span(other.tokens.clone()), "Does the weekday fit the date?", reason));
        }
        pairs.extend(own);
    }
    if pairs.is_empty() {
        return findings;
    }
    let published = context.article.published().filter(|date| (FIRST_YEAR + 1..LAST_YEAR).contains(&date.year));
    let years = years_of(&parse);
    let near = |pair: &Pair| published.and_then(|published| nearest_year(pair, published).filter(|_| !of_another_year(&parse, pair, published, &years)));
    for pair in &pairs {
        let told = pair.date.year.is_some();
        if corrected(&parse, pair) {
            continue;
        }
        let Some(year) = pair.date.year.or_else(|| near(pair)).filter(|year| !pair.fits(*year)) else { continue };
        let Written { month, day, .. } = pair.date;
        let Some(right) = weekday(year, month, day).map(|right| DAYS[right as usize]) else {
            if told {
                findings.push(finding(context, &parse, pair, &format!("{}. Check the date.", no_such_day(&pair.date))));
            } else if pair.date.day == 29 {
                let date = Written { year: Some(year), ..pair.date };
                findings.push(finding(context, &parse, pair, &format!("{}, by the day of the article. Check the date.", no_such_day(&date))));
            }
            continue;
        };
        let reason = match told {
            true => format!("that day is a {right}. Check which of the two is meant."),
            false => format!("{day} {} {year}, by the day of the article, is a {right}. Check which of the two is meant.", MONTHS[month as usize - 1]),
        };
        findings.push(finding(context, &parse, pair, &reason));
    }
    findings
}

fn finding(context: &Context, parse: &Parse, pair: &Pair, reason: &str) -> Finding {
    let words = parse.span(pair.tokens.clone()).of(&parse.prose.text);
    context.finding(parse.span(pair.tokens.clone()), "Does the weekday fit the date?", format!("“{words}”: {reason}"))
}

fn no_such_day(date: &Written) -> String {
    let of = date.year.map(|year| format!(" in {year}")).unwrap_or_default();
    format!("{} has no day {}{of}", MONTHS[date.month as usize - 1], date.day)
}

/// A day of some year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    /// `None` where it is not written.
    year: Option<u32>,
    /// From 1.
    month: u32,
    /// From 1.
    day: u32,
}

/// A weekday and the date beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pair {
    /// From Sunday, 0.
    weekday: u32,
    date: Written,
    tokens: Range<usize>,
}

impl Pair {
    /// A pair whose date stands at a token; "4/5/2016" is read one way here and the other way there.
    fn new(parse: &Parse, weekday: u32, (date, at): (Written, usize), tokens: Range<usize>) -> Pair {
        let fits = |date: &Written| date.year.is_some_and(|year| self::weekday(year, date.month, date.day) == Some(weekday));
        Pair { weekday, date: swapped(parse, at, &date).filter(fits).unwrap_or(date), tokens }
    }

    fn fits(&self, year: u32) -> bool {
        weekday(year, self.date.month, self.date.day) == Some(self.weekday)
    }
}

fn in_sentence(parse: &Parse, sentence: Range<usize>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for at in sentence.clone().filter(|at| parse.quoted_at(*at).is_none()) {
        let free = pairs.last().is_none_or(|last| last.tokens.end <= at);
        let pair = free.then(|| before_date(parse, &sentence, at).or_else(|| behind_date(parse, &sentence, at))).flatten();
        pairs.extend(pair.filter(|pair| (FIRST_YEAR..=LAST_YEAR).contains(&pair.date.year.unwrap_or(FIRST_YEAR))));
    }
    // "From Monday, 2 May, to Friday, 6 May 2016": one year for both.
    for index in (1..pairs.len()).rev() {
        let gap = pairs[index - 1].tokens.end..pairs[index].tokens.start;
        let joined = gap.len() <= 4 && gap.clone().any(|at| parse.is_any(at, &["to", "until", "and", "through", "–", "-"]));
        if let Some(year) = pairs[index].date.year.filter(|_| joined && pairs[index - 1].date.year.is_none()) {
            let earlier = pairs[index - 1].date.month > pairs[index].date.month;
            pairs[index - 1].date.year = Some(if earlier { year - 1 } else { year });
        }
    }
    pairs
}

/// Whether a date may hold the word at `at`: a month, or figures in a row. Most sentences have none.
fn may_date(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    parse.is(at, "/") || word.len() >= 8 && word.starts_with(|c: char| c.is_ascii_digit()) || month_of(parse, at).is_some()
}

/// "Not on Tuesday, 4 May".
fn denied(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    (at.saturating_sub(3).max(sentence.start)..at).any(|at| parse.is_any(at, &["not", "never", "instead"]))
}

/// Two days of one sentence that cannot be of one year: "Tuesday, 4 May, and Friday, 6 May".
fn at_odds(pairs: &[Pair]) -> Option<(&Pair, &Pair)> {
    pairs.windows(2).find_map(|two| {
        let [one, other] = two else { return None };
        let plain = one.date.year.is_none() && other.date.year.is_none() && (one.date.month > 2) == (other.date.month > 2);
        let ordinal = |pair: &Pair| Date::new(2001, pair.date.month, pair.date.day).map(Date::ordinal);
        let days = ordinal(other)? - ordinal(one)?;
        let weekdays = i64::from(other.weekday) - i64::from(one.weekday);
        (plain && (0..120).contains(&days) && (days - weekdays).rem_euclid(7) != 0).then_some((one, other))
    })
}

/// The weekday at `at` with the date behind it: "Wednesday (4 May 2016)", "Wednesday night, 4 May 2016".
fn before_date(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Pair> {
    let weekday = day_of_week(parse, at)?;
    let before = |back: usize| at.checked_sub(back).filter(|before| *before >= sentence.start);
    let joined = before(1).is_some_and(|one| parse.is_any(one, &["and", "or", "&", "-", "–", "—", "/", "to", "through"]))
        && before(2).is_some_and(|two| day_of_week(parse, two).is_some());
    let recurring = before(1).is_some_and(|one| parse.is_any(one, &["every", "each", "any", "either", "of"]));
    // The paper of that name.
    let paper = before(1).is_some_and(|one| parse.is(one, "the")) && parse.is(at, "sun");
    if joined || recurring || paper || denied(parse, sentence, at) {
        return None;
    }
    let mut next = at + 1;
    if parse.is_any(next, &["morning", "afternoon", "evening", "night", "next", "last", ")"]) {
        next += 1;
    }
    // "Tuesday at 8 p.m., 4 May 2016".
    if parse.is_any(next, &["at", "from"]) {
        next = (next + 2..next + 5).find(|at| parse.is_any(*at, &[",", "("])).unwrap_or(next);
    }
    let bracket = parse.is(next, "(");
    if bracket || parse.is_any(next, &[",", "–", "—", "-", "/", "|", ":"]) {
        next += 1;
    }
    // "Tuesday 4 and Wednesday 5 May 2016".
    if let Some(first) = any_day(parse.word(next)).filter(|_| parse.is_any(next + 1, &["and", "to", "until", "&", "–", "-"]) && day_of_week(parse, next + 2).is_some()) {
        let (date, end) = date_at(parse, sentence, next + 3).filter(|(date, _)| first < date.day)?;
        return (end <= sentence.end).then_some(Pair { weekday, date: Written { day: first, ..date }, tokens: at..next + 1 });
    }
    let (date, end) = date_at(parse, sentence, next).filter(|(_, end)| !bracket || parse.is(*end, ")"))?;
    // "The mayor said on Tuesday 4 May 2016 was too early": the date is the subject of what is said.
    let subject = before(1).is_some_and(|one| parse.is(one, "on")) && before(2).is_some_and(|two| parse.tags[two].is_verb()) && end < sentence.end && parse.tags[end].is_finite();
    if subject {
        return None;
    }
    Some(Pair::new(parse, weekday, (date, next), at..if bracket { end + 1 } else { end }))
}

/// The date at `at` with the weekday behind it: "4 May 2016 (Wednesday)", "on 4 May, a Wednesday,", "4 May 2016 was a Wednesday".
fn behind_date(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Pair> {
    let inside = at > sentence.start && (parse.is_any(at - 1, &["the", "of"]) && day_of_week(parse, at).is_some() || month_of(parse, at - 1).is_some());
    let (date, end) = date_at(parse, sentence, at).filter(|_| !inside && !denied(parse, sentence, at))?;
    if parse.is_any(end, &["(", "["]) {
        let day = end + 1 + usize::from(parse.is(end + 1, "a"));
        let weekday = day_of_week(parse, day).filter(|_| parse.is_any(day + 1, &[")", "]"]))?;
        return Some(Pair::new(parse, weekday, (date, at), at..day + 2));
    }
    let mark = parse.is_any(end, &[",", "–", "—"]);
    let mut next = end + usize::from(mark);
    next += usize::from(parse.is_any(next, &["which", "that"]));
    let from = next;
    while next < from + 4 && parse.is_any(next, &["was", "is", "will", "be", "fell", "fall", "falls", "falling", "being", "happens", "to"]) {
        next += 1;
    }
    let is = next > from;
    next += usize::from(parse.is(next, "on"));
    let article = parse.is(next, "a");
    next += usize::from(article);
    let weekday = day_of_week(parse, next).filter(|_| next < sentence.end && (article && (mark || is) || mark && next == end + 1))?;
    let closed = next + 1 == sentence.end || parse.tags[next + 1].is_punctuation() || matches!(parse.tags[next + 1], Tag::In | Tag::Cc);
    // "Shut on 25 December 2025, Monday and …" lists days.
    let listed = !article && (date.year.is_none() || parse.is_any(next + 1, &["and", "or", "to"]) || day_of_week(parse, next + 2).is_some());
    (closed && !listed).then(|| Pair::new(parse, weekday, (date, at), at..next + 1))
}

/// The dates of a sentence that no calendar has, outside quotation marks.
fn impossible(parse: &Parse, sentence: &Range<usize>) -> Vec<(Written, Range<usize>)> {
    let mut found: Vec<(Written, Range<usize>)> = Vec::new();
    if fairness::entries(parse, sentence.clone(), "no-date").next().is_some() {
        return found;
    }
    for at in sentence.clone().filter(|at| parse.quoted_at(*at).is_none()) {
        if found.last().is_some_and(|(_, tokens)| at < tokens.end) {
            continue;
        }
        let Some((date, end)) = date_at(parse, sentence, at) else { continue };
        let led = at > sentence.start
            && (parse.is_any(at - 1, &["on", "by", "until", "till", "from", "before", "after", "since", "dated"]) || parse.is(at - 1, ",") && at > sentence.start + 1 && day_of_week(parse, at - 2).is_some() || day_of_week(parse, at - 1).is_some());
        // "The June 31 deadline".
        let named = at > sentence.start && month_of(parse, at).is_some() && parse.is_any(at - 1, &["the", "a", "its", "their"]);
        let counted = !named && parse.tags.get(end).is_some_and(|tag| tag.is_noun()) && end < sentence.end;
        // 2000 was a leap year: what even it had not is in no year.
        let none = Date::new(date.year.unwrap_or(2000), date.month, date.day).is_none();
        // "Room 31 June 2027", "issue 31 June".
        let numbered = at > sentence.start && parse.tags[at - 1].is_noun() && month_of(parse, at).is_none() && day_of_week(parse, at - 1).is_none() && !parse.is_any(at - 1, &["midnight", "noon", "deadline"]);
        if none && !numbered && !denied(parse, sentence, at) && (date.year.is_some_and(|year| year > 1752) || (led || named) && !counted) {
            found.push((date, at..end));
        }
    }
    found
}

/// The date whose first token is `at`, and the token behind it.
fn date_at(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Written, usize)> {
    let word = |at: usize| if at < sentence.end { parse.word(at) } else { "" };
    if let Some(date) = in_digits(word(at)) {
        return Some((date, at + 1));
    }
    if word(at + 1) == "/" && word(at + 3) == "/" {
        let (day, month, year) = (day_of(word(at))?, day_of(word(at + 2))?, year_of(word(at + 4))?);
        let (day, month) = if month > 12 { (month, day) } else { (day, month) };
        return (month <= 12).then_some((Written { year: Some(year), month, day }, at + 5));
    }
    let (month, day, mut end) = match month_of(parse, at) {
        Some(month) if at < sentence.end => {
            let start = at + 1 + usize::from(word(at + 1) == "the");
            let day = any_day(word(start))?;
            // "May 3 and 4", "May 3–5", "May 3, 4 and 5".
            let further = matches!(word(start + 1), "and" | "or" | "-" | "–" | "—" | "to" | "&" | "," | "/") && day_of(word(start + 2)).is_some();
            if further {
                return None;
            }
            (month, day, start + 1)
        }
        _ => {
            let first = if word(at) == "the" { at + 1 } else { at };
            let day = any_day(word(first))?;
            let month = if word(first + 1) == "of" { first + 2 } else { first + 1 };
            (month_of(parse, month).filter(|_| month < sentence.end)?, day, month + 1)
        }
    };
    let comma = usize::from(word(end) == ",");
    let year = year_of(word(end + comma));
    if year.is_some() {
        // "4 May 2000 people came".
        let next = end + comma + 1;
        if next < sentence.end && parse.tokens[next].spaced && parse.tags[next] == Tag::Nns {
            return None;
        }
        end += comma + 1;
    }
    Some((Written { year, month, day }, end))
}

/// "2016-05-04", "4.5.2016".
fn in_digits(word: &str) -> Option<Written> {
    let parts = |mark: char| word.split(mark).map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 4)).collect::<Option<Vec<u32>>>();
    let date = |year: u32, month: u32, day: u32| {
        let plain = (1000..10_000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        plain.then_some(Written { year: Some(year), month, day })
    };
    if word.len() == 10
        && let Some(&[year, month, day]) = parts('-').as_deref()
    {
        return date(year, month, day);
    }
    match parts('.').as_deref() {
        Some(&[day, month, year]) if word.len() >= 8 => date(year, month, day).or_else(|| date(year, day, month)),
        _ => None,
    }
}

/// "4/5/2016" as the other side of the ocean reads it.
fn swapped(parse: &Parse, at: usize, date: &Written) -> Option<Written> {
    let dotted = parse.word(at).contains('.');
    ((parse.is(at + 1, "/") || dotted) && date.day <= 12).then_some(Written { month: date.day, day: date.month, ..*date })
}

fn year_of(word: &str) -> Option<u32> {
    word.parse::<u32>().ok().filter(|year| word.len() == 4 && (1000..10_000).contains(year))
}

/// "3", "3rd", "third".
fn any_day(word: &str) -> Option<u32> {
    day_of(word).or_else(|| number::ordinal(word).filter(|day| *day <= 31))
}

/// From Sunday, 0; one day, not "Mondays".
fn day_of_week(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at);
    let short = word.trim_end_matches('.');
    let upper = word.starts_with(|c: char| c.is_ascii_uppercase()) && (3..=5).contains(&short.len());
    let whole = short.is_ascii() && short.len() >= 3 && !short.ends_with("days") && (parse.has(at, Class::Weekday) || upper);
    let day = DAYS.iter().position(|day| whole && day.is_char_boundary(short.len().min(day.len())) && starts(day, short))?;
    // "Sheffield Wednesday", "the SAT", "Nguyen Thi Thu": a part of another name.
    let named = at > 0 && parse.tags[at - 1].is_proper() && parse.tokens[at - 1].shape.is_word() && !parse.has(at - 1, Class::Month) && parse.sentence_of(at) == parse.sentence_of(at - 1);
    let shouted = short.len() <= 5 && short.len() > 1 && short.bytes().all(|byte| byte.is_ascii_uppercase());
    (!named && !shouted).then_some(day as u32)
}

/// From 1. "May" and "March" need their capitals.
fn month_of(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at);
    let short = word.trim_end_matches('.');
    let upper = word.starts_with(|c: char| c.is_ascii_uppercase()) && (short.len() == 3 || short == "Sept");
    let named = upper || parse.has(at, Class::Month) && word.starts_with(|c: char| c.is_ascii_uppercase()) && short.len() >= 3;
    named.then(|| date::month_of(short))?
}

fn starts(name: &str, word: &str) -> bool {
    name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) || word.eq_ignore_ascii_case("weds") && name == "Wednesday"
}

/// The day of the week from Sunday, 0; `None` for a day that there is not.
fn weekday(year: u32, month: u32, day: u32) -> Option<u32> {
    Date::new(year, month, day).map(Date::weekday)
}

/// The year of a date without one, where the article's own date is near.
fn nearest_year(pair: &Pair, published: Date) -> Option<u32> {
    let (own, today) = (published.year, published.ordinal());
    let distance = |year: &u32| Date::new(*year, pair.date.month, pair.date.day.min(28)).map(|day| (day.ordinal() - today).abs());
    let year = [own - 1, own, own + 1].into_iter().min_by_key(|year| distance(year).unwrap_or(i64::MAX))?;
    distance(&year).is_some_and(|days| days <= NEAR).then_some(year)
}

/// The years that an article names.
fn years_of(parse: &Parse) -> FxHashSet<u32> {
    let years = parse.tokens.iter().filter_map(|token| year_of(token.span.of(&parse.prose.text)));
    years.filter(|year| (1583..=LAST_YEAR).contains(year)).collect()
}

/// Whether a date without a year may be of another one than the article: its sentence names one or tells of last year, or the article
/// names one that it fits.
fn of_another_year(parse: &Parse, pair: &Pair, published: Date, years: &FxHashSet<u32>) -> bool {
    let sentence = &parse.sentences[parse.sentence_of(pair.tokens.start)];
    let other = |at: usize| year_of(parse.word(at)).is_some_and(|year| (1500..=LAST_YEAR).contains(&year) && year != published.year);
    let block = parse.prose.blocks[sentence.block as usize].span.of(&parse.prose.text);
    let elsewhen = ["last year", "next year", "year ago", "years ago", "that year", "year later", "years later", "year earlier", "years earlier", "year before", "following year", "nniversary"];
    let fits = years.iter().any(|year| *year != published.year && pair.fits(*year));
    let first = parse.token_from_near(parse.prose.blocks[sentence.block as usize].span.start, sentence.first as usize);
    fits || (first..sentence.last as usize).any(other) || elsewhen.iter().any(|words| block.contains(words))
}

/// "… Tuesday, 4 May 2016, but that is a Wednesday": the text says itself what is right.
fn corrected(parse: &Parse, pair: &Pair) -> bool {
    let Some(right) = pair.date.year.and_then(|year| weekday(year, pair.date.month, pair.date.day)) else { return false };
    let index = parse.sentence_of(pair.tokens.start);
    let next = parse.sentences.get(index + 1).filter(|next| next.block == parse.sentences[index].block);
    let end = next.map_or(parse.sentences[index].last, |next| next.last) as usize;
    let named = (parse.sentences[index].first as usize..end).any(|at| !pair.tokens.contains(&at) && day_of_week(parse, at) == Some(right));
    named && (pair.tokens.end..end).any(|at| parse.is_any(at, &["but", "actually", "fact", "wrong", "error", "should", "really", "though", "although"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{found, found_in};
    use crate::text::{Document, Format};

    #[test]
    fn a_weekday_is_held_against_its_date() {
        let wrong = [
            ("The ferry sails on Tuesday, 4 May 2016.", "Tuesday, 4 May 2016"),
            ("The ferry sails on Tuesday 4 May 2016.", "Tuesday 4 May 2016"),
            ("The ferry sails on Tuesday, May 4, 2016, at noon.", "Tuesday, May 4, 2016"),
            ("The ferry sails on Tuesday, May 4th, 2016.", "Tuesday, May 4th, 2016"),
            ("The ferry sails on Tuesday the 4th of May 2016.", "Tuesday the 4th of May 2016"),
            ("The ferry sails on Tues., Feb. 3, 2016, at noon.", "Tues., Feb. 3, 2016"),
            ("The ferry sails on Tuesday (4 May 2016).", "Tuesday (4 May 2016)"),
            ("The ferry sails on 4 May 2016 (Tuesday).", "4 May 2016 (Tuesday)"),
            ("The ferry sails on May 4, 2016 (Tuesday).", "May 4, 2016 (Tuesday)"),
            ("The ferry sank on Tuesday night, 4 May 2016.", "Tuesday night, 4 May 2016"),
            ("It sails from Monday, 2 May 2016, to Friday, 7 May 2016.", "Friday, 7 May 2016"),
            ("The ferry sailed on Sunday, 31 April 2016.", "Sunday, 31 April 2016"),
            ("The ferry sailed on Sunday, 29 February 2015.", "Sunday, 29 February 2015"),
            ("The pier opened on Sunday, 4 May 1950.", "Thursday"),
            ("The last ferry left on Saturday, December 31, 1999.", "Saturday, December 31, 1999"),
            ("The bridge opens on Wednesday, September 3, 2020.", "Wednesday, September 3, 2020"),
            ("The vote is on Sunday, Jan. 5, 2015.", "Sunday, Jan. 5, 2015"),
            ("The vote on Monday 29 February 2000 was close.", "Monday 29 February 2000"),
            ("The court sits on Friday, 1 March 2024.", ""),
            ("The pier was opened on 4 May 2016, a Tuesday, by the mayor.", "4 May 2016, a Tuesday"),
            ("The pier was opened on 2016-05-04 (Tuesday).", "2016-05-04 (Tuesday)"),
            ("The pier opens on Tues, 25.5.2016, at noon.", "Tues, 25.5.2016"),
            ("The pier opens on Tuesday, the fourth of May 2016.", "Tuesday, the fourth of May 2016"),
            ("It sails from Tuesday 3 May to Friday 7 May 2016.", "Friday 7 May 2016"),
            ("The lease of the pier ends on 31 April 2031.", "31 April 2031"),
            ("The lease of the pier ended on 29 February.", ""),
            ("The lease of the pier ends on September 31.", "September 31"),
            ("The fair is on Saturday 7 and Monday 8 May 2016.", "Monday 8 May 2016"),
            ("It sails on Tuesday, 4 May, and on Friday, 6 May.", "Friday, 6 May"),
            ("The court sits on Thursday, 1 March 2024.", "Thursday, 1 March 2024"),
        ];
        for (text, words) in wrong {
            let expected: Vec<&str> = match words {
                "" => vec![],
                // It was a Thursday.
                "Thursday" => vec!["Sunday, 4 May 1950"],
                words => vec![words],
            };
            assert_eq!(found("weekday-mismatch", text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_alone() {
        for text in [
            "The ferry sails on Wednesday, 4 May 2016.",
            "The ferry sails on Wednesday, May 4, 2016, and on Thursday, May 5, 2016.",
            "The ferry sails on Tuesday, 4 May.",
            "The ferry sails on Tuesday, May 4.",
            "It sails on Tuesday and Wednesday, May 3 and 4, 2016.",
            "It sails on Tuesday, May 3 and 4, 2016.",
            "It sails on Tuesday, May 4-6, 2016.",
            "It sails on Saturday or Sunday, 7 May 2016.",
            "It sails every Tuesday, 4 May 2016 to 4 June 2016.",
            "On Tuesday May met the 4 ministers.",
            "On Tuesday, 4 May 2000 people came to the pier.",
            "On Tuesday 40 ferries sailed.",
            "On Tuesday Theresa May 4 times refused.",
            "“We met on Tuesday, 4 May 2016,” said Marit Oru, a baker.",
            "The abbey was burnt on Tuesday, 4 May 1066.",
            "The pier opened on Tuesday, 4 May 1897.",
            "The Tuesday after 4 May 2016 was quiet.",
            "It sails on Tuesdays, 4 May 2016 among them.",
            "Tuesday’s ferry, 4 May 2016’s last, was late.",
            "The meeting of Tuesday was moved to 4 May 2016.",
            "On Tuesday, 3 of 12 May 2016 sailings were late.",
        ] {
            assert!(found("weekday-mismatch", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_day_of_the_article_tells_the_year() {
        let dated = |line: &str, text: &str| in_markdown(&format!("{line}{text}"));
        assert_eq!(dated("---\ndate: 2016-05-10\n---\n\n", "The ferry sails on Tuesday (4 May)."), ["Tuesday (4 May)"]);
        assert_eq!(dated("---\ndate: May 10, 2016\n---\n\n", "The ferry sails on Tuesday, May 4."), ["Tuesday, May 4"]);
        assert_eq!(dated("", "VELLMOUTH, May 10, 2016 (Courier) — The ferry sails on Tuesday, May 4, again."), ["Tuesday, May 4"]);
        assert!(dated("---\ndate: 2016-12-30\n---\n\n", "The ferry sails on Friday, January 6, again.").is_empty());
        assert_eq!(dated("---\ndate: 2016-12-30\n---\n\n", "The ferry sails on Monday, January 6, again."), ["Monday, January 6"]);
        for text in [
            "The ferry sails on Wednesday (4 May).",
            "The ferry sails on Tuesday (4 December).",
            "In 1999 it sailed on Sunday, May 4.",
        ] {
            assert!(dated("---\ndate: 2016-05-10\n---\n\n", text).is_empty(), "{text}");
        }
        assert_eq!(dated("---\ndate: 2016-05-10\n---\n\n", "It sailed on Tuesday, May 5, as always."), ["Tuesday, May 5"]);
        assert_eq!(dated("---\ndate: 2016-05-10\n---\n\n", "On May 4, a Tuesday, it sailed again."), ["May 4, a Tuesday"]);
    }

    fn in_markdown(text: &str) -> Vec<String> {
        found_in(RULE.name, Document::new("article.md", text, Format::Markdown), &Default::default())
    }
}
