//! Amounts: a figure with what leads up to it, what it is scaled by and what it counts ("at least 80 per cent of the tenants").

use std::ops::Range;

use super::{Parse, Shape, Tag};
use crate::lexicon::Class;

/// Words that make a figure a rough one, before it.
const ROUGHLY: &[&str] = &[
    "about",
    "around",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "over",
    "under",
    "only",
    "just",
    "some",
    "exactly",
    "barely",
    "well",
    "estimated",
    "another",
    "fully",
    "merely",
];
/// What stands in a pair before them ("more than"), second word first.
const PAIRS: &[(&str, &[&str])] = &[
    ("than", &["more", "less", "fewer", "greater", "higher", "lower", "rather", "bigger", "smaller", "better"]),
    ("least", &["at"]),
    ("most", &["at"]),
    ("to", &["up", "close"]),
    ("by", &["up", "down"]),
];
const SCALES: &[&str] = &["percent", "%", "percentage", "hundred", "thousand", "million", "billion", "trillion", "dozen", "times", "fold"];
const MANY: &[&str] = &["many", "much", "few", "little", "high", "low"];
/// An amount reaches no farther from its figure.
const REACH: usize = 12;

impl Parse<'_> {
    /// Whether token `at` is a number in digits or in words.
    pub fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.shape == Shape::Number || token.entry.classes.has(Class::NumberWord))
    }

    /// The amount whose figures or words of quantity are the tokens `figure`, within the tokens `sentence`.
    pub fn amount(&self, figure: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let within = figure.start.saturating_sub(REACH).max(sentence.start)..sentence.end.min(figure.end + REACH);
        let (start, ranged) = self.amount_start(figure.start, &within);
        start..self.amount_end(figure.end, &within, ranged)
    }

    /// The number that a token ends or stands in, with its sign of money: one past the token before it.
    fn before_number(&self, at: usize, within: &Range<usize>) -> Option<usize> {
        let mut start = at;
        while start > within.start && (self.is_number(start - 1) || self.is_any(start - 1, SCALES) || self.tags[start - 1] == Tag::Dollar) {
            start -= 1;
        }
        (start < at && (start..at).any(|at| self.is_number(at))).then_some(start)
    }

    /// Where the amount begins, and whether "between" leads it in.
    fn amount_start(&self, figure: usize, within: &Range<usize>) -> (usize, bool) {
        let mut start = figure;
        let mut ranged = false;
        loop {
            let left = start - within.start;
            let back = |n: usize, words: &[&str]| left >= n && self.is_any(start - n, words);
            let pair = |(second, firsts): &(&str, &[&str])| back(1, &[*second]) && back(2, firsts);
            if let Some(first) = self.before_number(start, within) {
                start = first;
            } else if left > 0 && self.tags[start - 1] == Tag::Dollar {
                start -= 1;
            } else if back(1, &["of"]) && left > 1 && (self.is_number(start - 2) || back(2, &["tens", "scores"])) {
                start -= 2;
            } else if back(1, &["of"]) && back(2, &["average", "total", "estimated", "maximum", "minimum", "rate"]) {
                start = self.phrase_start(start - 2, within);
            } else if back(1, &["to", "or", "–", "-", "and"])
                && let Some(first) = self.before_number(start - 1, within)
                && (!back(1, &["and"]) || first > within.start && self.is(first - 1, "between"))
            {
                start = first;
            } else if back(1, &["between"]) {
                (start, ranged) = (start - 1, true);
            } else if back(1, ROUGHLY) {
                start -= 1;
            } else if PAIRS.iter().any(pair) {
                start -= 2;
                if start > within.start && self.is_any(start - 1, &["no", "not"]) {
                    start -= 1;
                }
            } else if back(1, &["as"]) && back(2, MANY) && back(3, &["as"]) {
                start -= 3;
            } else {
                let first = self.phrase_start(start, within);
                if first == start {
                    return (start, ranged);
                }
                start = first;
            }
        }
    }

    /// Where the noun phrase of token `at` begins; where that is too long, where what is owned in it does.
    pub fn phrase_start(&self, at: usize, within: &Range<usize>) -> usize {
        const LONG: usize = 5;
        let Some(phrase) = self.phrase_of(at) else { return at };
        let first = (phrase.first as usize).max(within.start);
        let owned = || (first..at).rev().find(|before| self.tags[*before] == Tag::Pos).map(|owner| owner + 1);
        if at - first <= LONG { first } else { owned().unwrap_or(at) }
    }

    /// One past the noun phrase that begins at token `at`, or behind a word that modifies it there: "later references", "the U.S. rural
    /// population".
    pub fn phrase_from(&self, at: usize) -> Option<usize> {
        let modifies = |at: usize| self.tags.get(at).is_some_and(|tag| tag.is_adverb() || tag.is_adjective());
        let phrase = self.phrase_of(at).or_else(|| modifies(at).then(|| self.phrase_of(at + 1)).flatten())?;
        let last = phrase.last as usize;
        let joins = self.tags[last - 1].is_proper() && modifies(last);
        Some(joins.then(|| self.phrase_of(last)).flatten().map_or(last, |next| next.last as usize))
    }

    fn amount_end(&self, figure: usize, within: &Range<usize>, ranged: bool) -> usize {
        let mut end = figure;
        loop {
            let next = |n: usize, words: &[&str]| end + n < within.end && self.is_any(end + n, words);
            let numbered = |at: usize| at < within.end && (self.is_number(at) || self.tags[at] == Tag::Dollar && self.is_number(at + 1));
            let unit = next(0, &["per"]) && next(1, &["cent"]) || next(0, &["percentage"]) && next(1, &["point", "points"]);
            if unit {
                end += 2;
            } else if next(0, SCALES) || end < within.end && self.is_number(end) {
                end += 1;
            } else if (next(0, &["to", "or", "–", "-"]) || ranged && next(0, &["and"])) && numbered(end + 1) {
                end += 2 + usize::from(self.tags[end + 1] == Tag::Dollar);
            } else if next(0, &["in", "out"]) && (numbered(end + 1) || next(1, &["of"]) && numbered(end + 2)) && !self.dated(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end = end.min(within.end);
        // What it counts: the rest of its own phrase, then what that is of, and how often.
        let rest = |end: usize| self.phrase_of(end).filter(|phrase| (phrase.first as usize) < end).map(|phrase| phrase.last as usize);
        let within_limit = |last: usize| last.min(within.end);
        end = rest(end).map_or(end, within_limit);
        for _ in 0..2 {
            let of = end < within.end && self.is(end, "of");
            let Some(last) = of.then(|| self.phrase_from(end + 1)).flatten().filter(|last| *last <= within.end) else { break };
            end = last;
        }
        let rate = end < within.end && self.is_any(end, &["a", "an", "per", "each", "every"]);
        let per = if self.is(end, "per") { end + 1 } else { end };
        if rate && let Some(phrase) = self.phrase_of(per).filter(|phrase| phrase.last as usize <= (per + 2).min(within.end)) {
            end = phrase.last as usize;
        }
        end
    }

    /// A year, so that "in" before it is no "one in ten".
    fn dated(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20") || word.starts_with("18"))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    /// The amount around the first token that is `figure`.
    fn amount(text: &str, figure: &str) -> String {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let at = (0..parse.tokens.len()).find(|at| parse.is(*at, figure)).expect("the figure");
        let sentence = parse.sentences[parse.sentence_of(at)].tokens();
        parse.span(parse.amount(at..at + 1, &sentence)).of(&parse.prose.text).to_owned()
    }

    #[test]
    fn an_amount_is_a_whole_phrase() {
        for (text, figure, wanted) in [
            ("The board lost at least 80 per cent of the harbour fund.", "80", "at least 80 per cent of the harbour fund"),
            ("The port has cost tens of billions of crowns.", "billions", "tens of billions of crowns"),
            ("The port has cost tens of billions of crowns.", "tens", "tens of billions of crowns"),
            ("The town lost as many as 500 jobs last year.", "500", "as many as 500 jobs"),
            ("Rents rose by between 30 and 40 per cent in May.", "40", "between 30 and 40 per cent"),
            ("Rents rose by between 30 and 40 per cent in May.", "30", "between 30 and 40 per cent"),
            ("No more than 12 boats sailed.", "12", "No more than 12 boats"),
            ("Four in ten tenants moved out.", "four", "Four in ten tenants"),
            ("The fund gave the clinic more than $2 million a year.", "2", "more than $2 million a year"),
            ("About 1,200 tenants left in 2019.", "1,200", "About 1,200 tenants"),
            ("Sales rose by 7.3 percent in 1990.", "7.3", "7.3 percent"),
        ] {
            assert_eq!(amount(text, figure), wanted, "{text}");
        }
    }
}
