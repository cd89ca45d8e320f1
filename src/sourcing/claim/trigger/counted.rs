//! Whether a figure is one whose source nobody asks, by what it counts: ages, miles, seats, scores, the price of a ticket, the sum of a grant.

use std::ops::Range;

use crate::lexicon::{Class, Counted, Counting};
use crate::syntax::{Parse, Tag};

/// Words of quantity that are a rate or a share only with a figure beside them.
const BESIDE_A_FIGURE: &[&str] = &["annually", "each", "approximately", "per", "as", "fewer", "hundreds", "times", "rate", "double-digit"];
/// What stands before a half that is a part of a whole by its place: "the bottom half of the table".
const PARTS: &[&str] =
    &["first", "second", "third", "fourth", "last", "final", "latter", "next", "bottom", "top", "other", "upper", "lower", "back"];
/// An event of so long ago is history, whose figures stand in books.
const HISTORY: u32 = 1950;

/// Whether nobody asks where the figure or the words of quantity at `tokens` come from.
pub(super) fn needs_no_source(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let figure = Figure { parse, sentence, tokens, words: Counting::shipped() };
    figure.is_grammar()
        || figure.is_age_or_year()
        || figure.is_score()
        || figure.is_limit()
        || figure.is_term()
        || figure.is_money_told()
        || figure.is_market()
        || figure.is_history()
        || figure.is_measure_or_tally()
}

struct Figure<'a> {
    parse: &'a Parse<'a>,
    sentence: &'a Range<usize>,
    tokens: &'a Range<usize>,
    words: &'static Counting,
}

impl Figure<'_> {
    fn back(&self, n: usize, words: &[&str]) -> bool {
        self.tokens.start >= self.sentence.start + n && self.parse.is_any(self.tokens.start - n, words)
    }

    fn is(&self, at: usize, kind: Counted) -> bool {
        at < self.sentence.end && self.words.is(self.parse.word(at), kind)
    }

    /// Whether a word of a kind stands within `reach` tokens of the figure.
    fn near(&self, kind: Counted, reach: usize) -> bool {
        let from = self.tokens.start.saturating_sub(reach).max(self.sentence.start);
        (from..(self.tokens.end + reach).min(self.sentence.end)).any(|at| self.is(at, kind))
    }

    /// Its tokens, then what scales it: one past the last.
    fn scaled(&self) -> usize {
        let scales = ["hundred", "thousand", "million", "billion", "trillion", "dozen"];
        let scale = |at: &usize| *at < self.sentence.end && (self.parse.is_number(*at) || self.parse.is_any(*at, &scales));
        (self.tokens.end..self.tokens.end + 6).take_while(scale).last().map_or(self.tokens.end, |at| at + 1)
    }

    fn is_share(&self) -> bool {
        let parse = self.parse;
        let shares = [
            "percent",
            "%",
            "per",
            "percentage",
            "cent",
            "proportion",
            "majority",
            "minority",
            "half",
            "third",
            "thirds",
            "quarter",
            "quarters",
        ];
        self.tokens.clone().chain(self.tokens.end..(self.tokens.end + 2).min(self.sentence.end)).any(|at| parse.is_any(at, &shares))
    }

    fn is_money(&self) -> bool {
        self.tokens.clone().any(|at| self.parse.tags[at] == Tag::Dollar)
            || self.parse.is_any(self.scaled(), &["dollars", "pounds", "euros", "crowns", "yen", "rupees", "pesos", "francs", "roubles"])
    }

    /// The noun that the figure counts: the last of its phrase, where that stands behind it; of "thousands of tenants" the tenants.
    fn counts(&self) -> Option<usize> {
        let parse = self.parse;
        let end = self.scaled();
        let of = if parse.is(end - 1, "of") { Some(end) } else { (parse.is(end, "of")).then_some(end + 1) };
        match of {
            Some(of) => parse.phrase_of(of).map(|phrase| phrase.head as usize).filter(|head| *head < self.sentence.end),
            None => parse.phrase_of(end - 1).map(|phrase| phrase.head as usize).filter(|head| *head >= end && *head < self.sentence.end),
        }
    }

    /// "Out of proportion", "as much as he", "three in Vellmouth": no quantity at all.
    fn is_grammar(&self) -> bool {
        let (parse, Range { start, end }) = (self.parse, self.tokens.clone());
        if (start..end).any(|at| parse.tokens[at].shape == crate::syntax::Shape::Number) {
            return false;
        }
        let numbered = |at: usize| at < self.sentence.end && (parse.is_number(at) || parse.tags[at] == Tag::Dollar);
        let numbers = (start..end).any(|at| parse.is_number(at));
        let beside = (start.saturating_sub(3).max(self.sentence.start)..start).any(numbered) || (end..end + 3).any(numbered);
        let bare = parse.is_any(start, BESIDE_A_FIGURE) && !numbers && !beside;
        let share_of_nothing = parse.is_any(start, &["proportion", "ratio", "majority", "minority"]) && !parse.is(end, "of");
        let one_in = end - start == 2 && parse.is(end - 1, "in") && !numbered(end);
        let part =
            parse.is_any(start, &["half", "third", "quarter"]) && (self.back(1, PARTS) || parse.is_any(end, &["an", "hour", "hours"]));
        bare || share_of_nothing || one_in || part
    }

    fn is_age_or_year(&self) -> bool {
        let (parse, at) = (self.parse, self.tokens.end - 1);
        let word = parse.word(at);
        let digits = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let years = word.split(['-', '–', '/']).filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let years =
            years.first().is_some_and(|first| digits(first) && (first.starts_with('1') || first.starts_with("20"))) && years.len() > 1;
        let aged = (1..4).any(|n| self.back(n, &["aged", "age", "ages", "turned", "birthday"]));
        let bounded = self.back(1, &["over", "under", "than"])
            && self.back(2, &["people", "those", "anyone", "women", "men", "children", "adults", "girls", "boys"]);
        let lived = self.back(1, &["to", "was", "is"]) && self.back(2, &["live", "lived", "lives", "she", "he"]) && self.counts().is_none();
        let old = parse.is_any(at + 1, &["or"]) && parse.is_any(at + 2, &["older", "over", "younger", "under"]);
        years || aged || bounded || lived || old
    }

    /// "3-19", "17 to 5".
    fn is_score(&self) -> bool {
        let (parse, at) = (self.parse, self.tokens.end - 1);
        let small = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let word = parse.word(at);
        let pair = word.split_once(['-', '–', '/']).is_some_and(|(one, two)| small(one) && small(two));
        pair && !self.is_share() && self.counts().is_none()
    }

    /// What a rule or a plan allows: "no more than 15 customers at a time", "up to 20 must wait".
    fn is_limit(&self) -> bool {
        let limit = self.back(1, &["than"]) && self.back(3, &["no", "not"]);
        limit && !self.near(Counted::Moves, 6) && !self.is_share()
    }

    /// A share that a deal or a law sets: "a 30 per cent stake".
    fn is_term(&self) -> bool {
        let parse = self.parse;
        if !self.is_share() {
            return false;
        }
        let mut end = self.tokens.end;
        while end < self.sentence.end && parse.is_any(end, &["per", "cent", "percent", "%", "percentage", "point", "points"]) {
            end += 1;
        }
        let head = parse.phrase_of(end).map(|phrase| phrase.head as usize);
        head.is_some_and(|head| head >= end && head < end + 4 && self.is(head, Counted::Term))
    }

    /// The sum of a grant, the price of a ticket.
    fn is_money_told(&self) -> bool {
        let parse = self.parse;
        if !self.is_money() {
            return false;
        }
        let end = self.scaled();
        let (from, to) = (self.tokens.start.saturating_sub(5).max(self.sentence.start), (end + 5).min(self.sentence.end));
        let of_sum = self.counts().is_some_and(|head| self.is(head, Counted::Sum))
            || parse.is_any(end, &["in", "for", "of"])
                && parse.phrase_of(end + 1).is_some_and(|phrase| self.is(phrase.head as usize, Counted::Sum))
            || parse.is_any(self.tokens.start.wrapping_sub(1), &["of"]) && self.is(self.tokens.start.wrapping_sub(2), Counted::Sum);
        let given = (from..self.tokens.start).any(|at| parse.tags[at].is_verb() && self.is(at, Counted::Act));
        let priced = end == self.tokens.end && (from..to).any(|at| self.is(at, Counted::Price));
        of_sum || given || priced
    }

    /// "Shares closed 3 per cent lower."
    fn is_market(&self) -> bool {
        self.sentence.clone().any(|at| {
            self.is(at, Counted::Market)
                && !(self.parse.is(at, "share") && self.parse.is(at + 1, "of"))
                && !self.parse.is(at.wrapping_sub(1), "market")
        }) && self.sentence.clone().any(|at| self.parse.tags[at].is_verb() && self.is(at, Counted::Closed))
    }

    fn is_history(&self) -> bool {
        let parse = self.parse;
        let year = |at: usize| parse.word(at).parse::<u32>().is_ok_and(|year| (1000..HISTORY).contains(&year)) && parse.word(at).len() == 4;
        let led =
            |at: usize| parse.is_any(at, &["in", "since", "of", "by", "until", "from"]) || parse.has(at, Class::Month) || parse.is(at, ",");
        !self.is_share() && (self.sentence.start + 1..self.sentence.end).any(|at| year(at) && led(at - 1))
    }

    /// What is read off or stands in a record, unless it is said to have changed or people came to harm.
    fn is_measure_or_tally(&self) -> bool {
        let parse = self.parse;
        if self.is_share() || self.near(Counted::Moves, 7) {
            return false;
        }
        let from = self.tokens.start.saturating_sub(6).max(self.sentence.start);
        let harmed = (from..(self.tokens.end + 6).min(self.sentence.end)).any(|at| parse.has(at, Class::Casualty));
        let end = self.scaled();
        // Nobody reads off millions, nor counts "hundreds of flights" one by one.
        let vast = (self.tokens.end..end).any(|at| parse.is_any(at, &["million", "billion", "trillion"]));
        let rough = self.tokens.clone().all(|at| parse.tokens[at].shape != crate::syntax::Shape::Number) && parse.is(end - 1, "of");
        let measured = !vast && self.is(end, Counted::Measure) || parse.is(end, "of") && self.is(end + 1, Counted::Measure);
        let read_off = measured || parse.is(end - 1, "of") && self.is(end, Counted::Measure);
        let rough = rough || parse.is(end, "of") && parse.is_any(end - 1, &["hundreds", "thousands", "dozens", "scores", "tens"]);
        !vast && read_off
            || !harmed
                && !vast
                && !rough
                && self.counts().is_some_and(|head| self.is(head, Counted::Measure) || self.is(head, Counted::Tally))
    }
}
