//! One pass over a sentence: which words outside quotation marks belong to which class of claim words.

use std::ops::Range;

use crate::lexicon::{Class, Classes};
use crate::syntax::{Parse, Shape, Tag};

/// A word or phrase of one or more classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its classes.
    pub classes: Classes,
}

/// What one pass over a sentence found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Words and phrases of the claim lists, outside quotation marks, in text order; a phrase hides its words.
    pub hits: Vec<Hit>,
    /// Figures: tokens of numbers that count or measure something (no dates, ages, scores, ranks).
    pub figures: Vec<usize>,
    /// How many tokens stand outside quotation marks.
    pub outside: usize,
}

impl Scan {
    /// The hits of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.classes.has(class))
    }
}

/// The classes claims are made of.
pub const CLAIM_CLASSES: &[Class] = &[
    Class::Wrongdoing,
    Class::Change,
    Class::Quantity,
    Class::Casualty,
    Class::Causation,
    Class::Motive,
    Class::Prediction,
    Class::Comparison,
    Class::Evaluation,
    Class::Stance,
    Class::Private,
    Class::Dispute,
    Class::Event,
];

/// Reads the tokens `sentence`.
pub fn scan(parse: &Parse, sentence: Range<usize>) -> Scan {
    let mut scan = Scan::default();
    let mut quoted = quoted_until(parse, sentence.start);
    let mut at = sentence.start;
    let end = sentence.end;
    while at < end {
        if let Some(until) = quoted.filter(|until| at < *until) {
            at = until;
            continue;
        }
        if parse.tokens[at].shape == Shape::OpenQuote {
            quoted = quoted_until(parse, at);
            if quoted.is_some_and(|until| until > at) {
                continue;
            }
        }
        scan.outside += 1;
        let token = &parse.tokens[at];
        let number = token.shape == Shape::Number || token.entry.classes.has(Class::NumberWord);
        if number && counts(parse, at, sentence.clone()) {
            scan.figures.push(at);
        }
        if parse.word(at) == "%" {
            scan.hits.push(Hit { tokens: at..at + 1, classes: Classes::from(Class::Quantity) });
        }
        if !token.shape.is_word() {
            at += 1;
            continue;
        }
        let following = (at + 1..end.min(at + 6)).map(|next| parse.word(next));
        if let Some((length, classes)) = parse.lexicon.phrase(parse.word(at), following)
            && classes.any(CLAIM_CLASSES)
        {
            scan.hits.push(Hit { tokens: at..at + length, classes });
            scan.outside += length - 1;
            at += length;
            continue;
        }
        // A name's parts are no words of a list: "Hope", "Fear", "the Best Company".
        let named = parse.tags[at].is_proper() && token.shape.is_capitalized();
        if token.entry.classes.any(CLAIM_CLASSES) && !named {
            scan.hits.push(Hit { tokens: at..at + 1, classes: token.entry.classes });
        }
        at += 1;
    }
    scan
}

/// One past the quoted stretch that holds or opens at token `at`.
fn quoted_until(parse: &Parse, at: usize) -> Option<usize> {
    parse.quoted_at(at).map(|quoted| quoted.end as usize)
}

/// Whether the number at `at` counts or measures: no year, date, time, age, score, rank, district or vote.
fn counts(parse: &Parse, at: usize, sentence: Range<usize>) -> bool {
    let word = parse.word(at);
    let before = |n: usize| at.checked_sub(n).filter(|index| *index >= sentence.start);
    let next_is = |words: &[&str]| at + 1 < sentence.end && parse.is_any(at + 1, words);
    let figure = parse.tokens[at].shape == Shape::Number;
    if figure && word.contains(':') {
        return false;
    }
    if next_is(&["percent", "%", "per", "percentage", "million", "billion", "trillion", "times"]) {
        return true;
    }
    let year = figure && word.len() == 4 && (word.starts_with("19") || word.starts_with("20") || word.starts_with("18"));
    let dated = before(1).is_some_and(|index| parse.tokens[index].entry.classes.any(&[Class::Month, Class::Weekday]))
        || (at + 1 < sentence.end && parse.has(at + 1, Class::Month));
    let aged = next_is(&[
        "years-old",
        "year-old",
        "years",
        "days",
        "weeks",
        "months",
        "hours",
        "minutes",
        "seconds",
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
    ]) || (before(1).is_some_and(|index| parse.is(index, ",")) && at + 1 < sentence.end && parse.is(at + 1, ","));
    let scored = next_is(&[
        "-",
        "–",
        "to",
        "votes",
        "points",
        "goals",
        "delegates",
        "runs",
        "metres",
        "meters",
        "kilometres",
        "kilometers",
        "miles",
        "feet",
        "inches",
    ]);
    let ranked = before(1).is_some_and(|index| {
        parse.is_any(
            index,
            &[
                "no.", "number", "article", "section", "chapter", "title", "room", "page", "flight", "route", "district", "top", "group",
                "class", "model", "apollo", "windows", "version", "§",
            ],
        )
    });
    // "one" is an article or a pronoun more often than a count.
    let small =
        !figure && parse.is_any(at, &["one", "two", "three", "four", "first", "second", "third", "once", "twice", "double", "single"]);
    let named = parse.tags[at].is_proper();
    !(year || dated || aged || scored || ranked || small || named)
}

/// The first finite verb of the tokens, and its tag.
pub fn finite_verb(parse: &Parse, tokens: Range<usize>) -> Option<(usize, Tag)> {
    tokens.into_iter().find(|at| parse.tags[*at].is_finite()).map(|at| (at, parse.tags[at]))
}
