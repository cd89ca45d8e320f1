//! A weekday and a date that cannot both be right.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::date::{self, Date, MONTHS, day_of};
use crate::syntax::Parse;

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

A weekday beside a full date that falls on another day (\"Tuesday, 4 May 2016\"), and a date that no calendar has. Where the year is not
written, the article's own date, in its front matter or its dateline, has to tell it: within three months of it there is no doubt. Words
inside quotation marks are left alone.

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
    let pairs: Vec<Pair> = (0..parse.sentences.len())
        .filter(|index| parse.block_of(*index).role.is_article())
        .flat_map(|index| in_sentence(&parse, parse.sentences[index].tokens()))
        .collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let published = context.article.published().filter(|date| (FIRST_YEAR + 1..LAST_YEAR).contains(&date.year));
    let foreign = published.map(|published| with_other_years(&parse, &pairs, published)).unwrap_or_default();
    let block = |pair: &Pair| parse.sentences[parse.sentence_of(pair.tokens.start)].block;
    let near = |pair: &Pair| published.filter(|_| !foreign.contains(&block(pair))).and_then(|published| nearest_year(pair, published));
    let year_of = |pair: &Pair| pair.date.year.or_else(|| near(pair));
    // A single date that fits another year may be an article that is dated wrongly.
    let confirmed = pairs.iter().any(|pair| pair.date.year.is_none() && year_of(pair).is_some_and(|year| pair.fits(year)));
    let mut findings = Vec::new();
    for pair in &pairs {
        let Some(year) = year_of(pair).filter(|year| !pair.fits(*year)) else { continue };
        let told = pair.date.year.is_some();
        if !told && !confirmed && (pair.fits(year - 1) || pair.fits(year + 1)) {
            continue;
        }
        let words = parse.span(pair.tokens.clone()).of(&parse.prose.text);
        let Written { month, day, .. } = pair.date;
        let name = MONTHS[month as usize - 1];
        let reason = match weekday(year, month, day) {
            None => format!("“{words}”: {name} has no day {day} in {year}. Check the date."),
            Some(right) if told => format!("“{words}”: that day is a {}. Check which of the two is meant.", DAYS[right as usize]),
            Some(right) => {
                format!("“{words}”: {day} {name} {year}, the year of the article, is a {}. Check which of the two is meant.", DAYS[right as usize])
            }
        };
        findings.push(context.finding(parse.span(pair.tokens.clone()), "Does the weekday fit the date?", reason));
    }
    findings
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
    fn fits(&self, year: u32) -> bool {
        weekday(year, self.date.month, self.date.day) == Some(self.weekday)
    }
}

fn in_sentence(parse: &Parse, sentence: Range<usize>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for at in sentence.clone() {
        if let Some(pair) = pair_at(parse, &sentence, at).filter(|_| parse.quoted_at(at).is_none()) {
            pairs.push(pair);
        }
    }
    pairs
}

/// The weekday at `at` and its date, before or behind it.
fn pair_at(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Pair> {
    let weekday = day_of_week(parse, at)?;
    let before = |back: usize| at.checked_sub(back).filter(|before| *before >= sentence.start);
    let joined = before(1).is_some_and(|one| parse.is_any(one, &["and", "or", "&", "-", "–", "—", "/", "to", "through"]))
        && before(2).is_some_and(|two| day_of_week(parse, two).is_some());
    let recurring = before(1).is_some_and(|one| parse.is_any(one, &["every", "each", "any", "either", "of"]));
    if joined || recurring {
        return None;
    }
    let within = |at: usize| at < sentence.end;
    // "Wednesday (4 May 2016)", "Wednesday night, 4 May 2016".
    let mut next = at + 1;
    if within(next) && parse.is_any(next, &["morning", "afternoon", "evening", "night"]) {
        next += 1;
    }
    let bracket = within(next) && parse.is(next, "(");
    if bracket || within(next) && parse.is(next, ",") {
        next += 1;
    }
    if let Some((date, end)) = date_at(parse, sentence, next).filter(|(_, end)| !bracket || parse.is(*end, ")")) {
        return Some(Pair { weekday, date, tokens: at..if bracket { end + 1 } else { end } });
    }
    // "4 May 2016 (Wednesday)".
    let open = before(1).filter(|open| parse.is(*open, "(") && parse.is(at + 1, ")"))?;
    let (date, first) = (3..6).rev().filter_map(|back| open.checked_sub(back).filter(|first| *first >= sentence.start)).find_map(|first| {
        let (date, end) = date_at(parse, sentence, first)?;
        (end == open && date.year.is_some()).then_some((date, first))
    })?;
    Some(Pair { weekday, date, tokens: first..at + 2 })
}

/// The date whose first token is `at`, and the token behind it.
fn date_at(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Written, usize)> {
    let word = |at: usize| if at < sentence.end { parse.word(at) } else { "" };
    let (month, day, mut end) = match month_of(parse, at) {
        Some(month) if at < sentence.end => {
            let day = day_of(word(at + 1))?;
            // "May 3 and 4", "May 3–5", "May 3, 4 and 5".
            let further = matches!(word(at + 2), "and" | "or" | "-" | "–" | "—" | "to" | "&" | "," | "/") && day_of(word(at + 3)).is_some();
            if further {
                return None;
            }
            (month, day, at + 2)
        }
        _ => {
            let first = if word(at) == "the" { at + 1 } else { at };
            let day = day_of(word(first))?;
            let month = if word(first + 1) == "of" { first + 2 } else { first + 1 };
            (month_of(parse, month).filter(|_| month < sentence.end)?, day, month + 1)
        }
    };
    let comma = usize::from(word(end) == ",");
    let year = word(end + comma).parse::<u32>().ok().filter(|year| word(end + comma).len() == 4 && (1000..10_000).contains(year));
    if let Some(year) = year {
        // "4 May 2000 people came", and what another calendar counts.
        let counted = parse.tokens.get(end + comma + 1).is_some_and(|next| end + comma + 1 < sentence.end && next.spaced) && {
            let next = end + comma + 1;
            parse.tags[next] == crate::syntax::Tag::Nns
        };
        if counted || !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return None;
        }
        end += comma + 1;
    }
    Some((Written { year, month, day }, end))
}

/// From Sunday, 0; one day, not "Mondays".
fn day_of_week(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at);
    let short = word.trim_end_matches('.');
    let whole = parse.has(at, Class::Weekday) && short.is_ascii() && short.len() >= 3 && !short.ends_with("days");
    whole.then(|| DAYS.iter().position(|day| day.is_char_boundary(short.len().min(day.len())) && starts(day, short)))?.map(|day| day as u32)
}

/// From 1. "May" and "March" need their capitals.
fn month_of(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at);
    let short = word.trim_end_matches('.');
    let named = parse.has(at, Class::Month) && word.starts_with(|c: char| c.is_ascii_uppercase()) && short.len() >= 3;
    named.then(|| date::month_of(short))?
}

fn starts(name: &str, word: &str) -> bool {
    name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) || word.eq_ignore_ascii_case("tues") && name == "Tuesday"
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

/// The blocks of some dates in which a year stands that is not the article's own: the dates may be of that year.
fn with_other_years(parse: &Parse, pairs: &[Pair], published: Date) -> FxHashSet<u32> {
    let blocks: FxHashSet<u32> = pairs.iter().map(|pair| parse.sentences[parse.sentence_of(pair.tokens.start)].block).collect();
    let other = |block: &u32| {
        let words = parse.prose.blocks[*block as usize].span.of(&parse.prose.text).split(|c: char| !c.is_ascii_alphanumeric());
        let mut years = words.filter(|word| word.len() == 4).filter_map(|word| word.parse::<u32>().ok());
        years.any(|year| (1500..=LAST_YEAR).contains(&year) && year != published.year)
    };
    blocks.into_iter().filter(other).collect()
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
            // 2015 and 2017 have their 5 May on a Tuesday and a Friday: nothing says that the article is not of one of them.
            "The ferry sailed on Tuesday, May 5.",
        ] {
            assert!(dated("---\ndate: 2016-05-10\n---\n\n", text).is_empty(), "{text}");
        }
        assert_eq!(
            dated("---\ndate: 2016-05-10\n---\n\n", "It sailed on Tuesday, May 5. It sails on Wednesday, May 11."),
            ["Tuesday, May 5"]
        );
    }

    fn in_markdown(text: &str) -> Vec<String> {
        found_in(RULE.name, Document::new("article.md", text, Format::Markdown), &Default::default())
    }
}
