//! Numbers: what the figures and number words of a text are worth.

use std::ops::Range;

use super::{Parse, Shape};
use crate::lexicon::Class;

/// Words of number and what they are worth.
const WORDS: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
/// Words that multiply what stands before them.
const SCALES: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("k", 1e3),
    ("million", 1e6),
    ("m", 1e6),
    ("mn", 1e6),
    ("billion", 1e9),
    ("bn", 1e9),
    ("b", 1e9),
    ("trillion", 1e12),
    ("tn", 1e12),
];

/// Words of order and their places.
const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
];

/// What a number is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things, people, or nothing that is known.
    Count,
    /// Money, in whatever currency.
    Money,
    /// Hundredths of a whole.
    Percent,
    /// Hundredths of a whole, as a difference of two shares.
    Points,
}

/// A number of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// What it is worth, with its scale: "1.5 million" is 1,500,000.
    pub value: f64,
    /// What it is told in.
    pub unit: Unit,
    /// Its tokens, with its sign of money, scale and unit.
    pub tokens: Range<usize>,
}

impl Parse<'_> {
    /// The number whose first token is `at`; none inside a longer one, and none of a date, a score or a time.
    pub fn number_at(&self, at: usize) -> Option<Number> {
        if !self.may_be_number(at) {
            return None;
        }
        let money = self.tokens.get(at).is_some_and(|token| token.span.of(&self.prose.text).chars().all(|c| "$£€¥₹".contains(c)));
        let first = if money { at + 1 } else { at };
        let joined = |at: usize| self.tokens.get(at).is_some_and(|token| !token.spaced);
        if money && !joined(first) && !self.word(first).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(pence) = self.pence(at) {
            return Some(Number { value: pence / 100.0, unit: Unit::Money, tokens: at..at + 1 });
        }
        let (mut value, mut end) = self.digits(first).or_else(|| self.in_words(first))?;
        while let Some((_, scale)) = SCALES
            .iter()
            .find(|(word, _)| self.is(end, word))
            .filter(|(word, _)| word.len() > 2 || joined(end) || money && matches!(self.word(end), "B" | "M" | "bn" | "mn"))
        {
            value *= scale;
            end += 1;
        }
        let (unit, end) = match self.unit(end) {
            Some((unit, end)) => (unit, end),
            None if money => (Unit::Money, end),
            None if self.is_any(end, &["pounds", "euros", "dollars", "pence", "cents", "rupees", "yen"]) => (Unit::Money, end + 1),
            None => (Unit::Count, end),
        };
        Some(Number { value, unit, tokens: at..end })
    }

    /// Whether a number may begin at token `at`: most words are passed over at once.
    fn may_be_number(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let word = token.span.of(&self.prose.text);
        let first = word.bytes().next().unwrap_or_default();
        first.is_ascii_digit()
            || !first.is_ascii_alphabetic()
            || token.entry.classes.has(Class::NumberWord)
            || word.contains(['-', '‑'])
            || self.is_any(at, &["a", "one", "half", "dozen"])
    }

    /// The numbers among `tokens`, in text order.
    pub fn numbers(&self, tokens: Range<usize>) -> Vec<Number> {
        let mut found = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            match self.number_at(at) {
                Some(number) => {
                    at = number.tokens.end.max(at + 1);
                    found.push(number);
                }
                None => at += 1,
            }
        }
        found
    }

    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let hundredths = match () {
            _ if self.is_any(at, &["%", "percent", "pc"]) => at + 1,
            _ if self.is(at, "per") && self.is(at + 1, "cent") => at + 2,
            _ if self.is(at, "percentage") && self.is_any(at + 1, &["point", "points"]) => return Some((Unit::Points, at + 2)),
            _ => return None,
        };
        match self.is_any(hundredths, &["point", "points"]) {
            true => Some((Unit::Points, hundredths + 1)),
            false => Some((Unit::Percent, hundredths)),
        }
    }

    /// "30p".
    fn pence(&self, at: usize) -> Option<f64> {
        let digits = self.word(at).strip_suffix('p').filter(|digits| (1..=3).contains(&digits.len()))?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    }

    /// "1,004", "3.5", "40m".
    fn digits(&self, at: usize) -> Option<(f64, usize)> {
        let token = self.tokens.get(at)?;
        let word = token.span.of(&self.prose.text);
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let scale = match word[figures.len()..].to_ascii_lowercase().as_str() {
            "" => 1.0,
            scale => SCALES.iter().find(|(word, _)| *word == scale)?.1,
        };
        let (whole, part) = figures.split_once('.').unwrap_or((figures, ""));
        let groups: Vec<&str> = whole.split(',').collect();
        let grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3 || group.len() == 2);
        let plain =
            part.bytes().all(|byte| byte.is_ascii_digit()) && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
        if !grouped || !plain || figures.len() > 18 {
            return None;
        }
        let value: f64 = format!("{}.{}", groups.concat(), if part.is_empty() { "0" } else { part }).parse().ok()?;
        Some((value * scale, at + 1))
    }

    /// "Twenty-one", "two hundred and fifty", "a dozen", "half a million".
    fn in_words(&self, at: usize) -> Option<(f64, usize)> {
        if self.is(at, "half") && self.is(at + 1, "a") && self.is_any(at + 2, &["million", "billion", "dozen"]) {
            return Some((0.5, at + 2));
        }
        if self.is_any(at, &["a", "one"]) && self.is_any(at + 1, &["dozen", "hundred", "thousand", "million", "billion", "trillion"]) {
            return Some((1.0, at + 1));
        }
        let (mut total, mut part, mut end, mut any) = (0.0, 0.0, at, false);
        while self.tokens.get(end).is_some_and(|token| token.entry.classes.has(Class::NumberWord) || token.shape != Shape::Number) {
            let next = if any && self.is(end, "and") { end + 1 } else { end };
            if let Some(value) = small(self.word(next)) {
                // "Two and three" are two numbers; "two hundred and three" is one.
                if any && (part % 10.0 != 0.0 || part == 0.0 && total == 0.0 || next > end && part < 100.0 && total == 0.0) {
                    break;
                }
                (part, end, any) = (part + value, next + 1, true);
            } else if any && self.is(end, "hundred") {
                (part, end) = (part * 100.0, end + 1);
            } else if any && self.is(end, "thousand") {
                (total, part, end) = (total + part * 1e3, 0.0, end + 1);
            } else {
                break;
            }
        }
        any.then_some((total + part, end))
    }
}

/// The place that "third" or "twenty-first" tells.
pub fn ordinal(word: &str) -> Option<u32> {
    // All of them end so; most words are passed over at once.
    let end = word.len().checked_sub(2).and_then(|at| word.get(at..))?;
    if !["st", "nd", "rd", "th"].iter().any(|suffix| end.eq_ignore_ascii_case(suffix)) {
        return None;
    }
    let one = |word: &str| ORDINALS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, place)| *place);
    match word.split_once(['-', '‑']) {
        Some((tens, ones)) => {
            one(ones).filter(|place| *place < 10).zip(small(tens).filter(|tens| *tens >= 20.0)).map(|(place, tens)| place + tens as u32)
        }
        None => one(word),
    }
}

/// What a word below a hundred is worth: "seven", "twenty-one".
pub fn small(word: &str) -> Option<f64> {
    let one = |word: &str| WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, value)| *value);
    match word.split_once(['-', '‑']) {
        Some((tens, ones)) => {
            one(tens).filter(|tens| *tens >= 20.0).zip(one(ones).filter(|ones| *ones < 10.0)).map(|(tens, ones)| tens + ones)
        }
        None => one(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn numbers(text: &str) -> Vec<(f64, Unit)> {
        let article = Article::analyze(Document::new("a.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        parse.numbers(0..parse.tokens.len()).into_iter().map(|number| (number.value, number.unit)).collect()
    }

    #[test]
    fn figures_and_words_are_worth_the_same() {
        use Unit::{Count, Money, Percent, Points};
        for (text, expected) in [
            ("About 1,004 adults were asked.", vec![(1004.0, Count)]),
            ("Fares rose by 15 per cent.", vec![(15.0, Percent)]),
            ("Fares rose by 15% to £4.50.", vec![(15.0, Percent), (4.5, Money)]),
            ("Fares rose by two percentage points.", vec![(2.0, Points)]),
            ("It cost $1.5 million and 40m euros.", vec![(1_500_000.0, Money), (40_000_000.0, Money)]),
            ("Twenty-one people and three dogs were saved.", vec![(21.0, Count), (3.0, Count)]),
            ("Two hundred and fifty people came.", vec![(250.0, Count)]),
            ("Three thousand two hundred people came.", vec![(3200.0, Count)]),
            ("A dozen people and half a million crowns.", vec![(12.0, Count), (500_000.0, Count)]),
            ("Five or six people and two and three dogs.", vec![(5.0, Count), (6.0, Count), (2.0, Count), (3.0, Count)]),
            ("The 34-year-old left at 7:30 on the A40.", vec![]),
            ("She came 1st.", vec![]),
            ("Bread is 30p dearer and the debt is $3.5 B now.", vec![(0.3, Money), (3_500_000_000.0, Money)]),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }
}
