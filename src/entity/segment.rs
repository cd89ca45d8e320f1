//! Where names begin and end: runs of capitalised words, cut at titles, demonyms and the words that only a sentence's beginning
//! capitalises.

use std::ops::Range;

use super::evidence::{Case, Evidence};
use super::name;
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{NameTag, Parse, Shape};
use crate::text::Span;

mod beside;
mod compound;
mod cut;

/// A stretch of words that may be one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// First token of the bare name.
    pub first: usize,
    /// One past its last token.
    pub last: usize,
    /// An honorific stands before it.
    pub honorific: bool,
    /// The tokens of the title before it.
    pub title: Option<Range<usize>>,
    /// It is an adjective or noun of a people.
    pub demonym: bool,
    /// Only its place in the sentence explains the capital.
    pub doubtful: bool,
    /// The whole sentence is in capitals.
    pub upper: bool,
    /// It fills a pair of quotation marks, as a title of a work does.
    pub work: bool,
    /// The bare name ends, or is, within a token ("Vellmouth" in "Vellmouth-based").
    pub narrowed: Option<Span>,
}

impl Segment {
    /// Its tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.first..self.last
    }

    /// How many tokens it has.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.last - self.first
    }
}

/// Finds the segments of sentence `index` and appends them, in text order.
pub fn find(parse: &Parse, evidence: &Evidence, index: usize, segments: &mut Vec<Segment>) {
    let role = parse.block_of(index).role;
    if matches!(role, Role::Code | Role::Boilerplate | Role::Contact) {
        return;
    }
    let sentence = parse.sentences[index].tokens();
    let mut cutter = Cutter {
        parse,
        evidence,
        case: evidence.cases[index],
        start: sentence.start,
        end: sentence.end,
        byline: matches!(role, Role::Byline | Role::Credit),
        segments,
    };
    cutter.sentence();
}

/// What bodies are for, and of what "on" tells more.
const SUBJECTS: &[&str] = &["Research", "Studies", "Experts", "Inquiry", "Education", "Information", "Cooperation", "Action"];

/// Titles that are titles in capitals only.
const ACRONYMS: &[&str] = &[
    "AM", "ACC", "ACP", "AIG", "ASP", "CSP", "CWO", "DC", "DCI", "DCP", "DCS", "DI", "DIG", "DS", "DSP", "DSU", "MP", "PC", "PM", "SHO",
    "SP", "SSP", "TD",
];

/// Titles that are given names too.
const FORENAMES: &[&str] = &["Dean", "Don", "Earl"];

/// Words of the longest name; what runs on is no name but a table or noise.
const LONGEST: usize = 16;

struct Cutter<'a> {
    parse: &'a Parse<'a>,
    evidence: &'a Evidence,
    case: Case,
    start: usize,
    end: usize,
    byline: bool,
    segments: &'a mut Vec<Segment>,
}

impl Cutter<'_> {
    fn sentence(&mut self) {
        let mut at = self.start;
        while at < self.end {
            if !self.begins(at) {
                self.prefixed(at);
                at += 1;
                continue;
            }
            let end = self.run_end(at);
            self.cut(at, end);
            at = end;
        }
    }

    fn classes(&self, at: usize) -> crate::lexicon::Classes {
        self.parse.tokens[at].entry.classes
    }

    /// "Sen. Oru, R-Vell.": the party and state of the one named before.
    fn of_party(&self, at: usize) -> bool {
        let mut letters = self.parse.word(at).chars();
        let (party, dash, state) = (letters.next(), letters.next(), letters.next());
        let aside = at > self.start && self.parse.is_any(at - 1, &[",", "("]);
        let tag = matches!(party, Some('R' | 'D' | 'I')) && matches!(dash, Some('-' | '–')) && state.is_some_and(char::is_uppercase);
        aside && tag && !self.parse.is(at, "D-Day")
    }

    /// Whether the word's capital speaks for a name.
    fn capital(&self, at: usize) -> bool {
        let parse = self.parse;
        let token = &parse.tokens[at];
        let word = parse.word(at);
        let shaped = match token.shape {
            Shape::Capitalized | Shape::Upper => true,
            Shape::Mixed | Shape::Alphanumeric => {
                word.starts_with(char::is_uppercase) || name::particle_prefix(word) || word.chars().nth(1).is_some_and(char::is_uppercase)
            }
            _ => false,
        };
        if !shaped || matches!(word, "I" | "O" | "A" | "I.") || word.starts_with(['\'', '’']) || self.of_party(at) {
            return false;
        }
        if matches!(word, "Everybody" | "Everyone" | "Somebody" | "Someone" | "Anybody" | "Anyone" | "Everything" | "Something") {
            return false;
        }
        // "VL $5": whose dollars they are.
        let country = token.entry.classes.has(Class::Country);
        if token.shape == Shape::Upper && !country && at + 1 < self.end && parse.word(at + 1).starts_with('$') {
            return false;
        }
        let classes = token.entry.classes;
        if classes.any(&[Class::Weekday, Class::Month]) && !self.month_is_name(at) {
            return false;
        }
        // "WHO", but not "Who".
        let acronym = classes.has(Class::KnownAcronym) && token.shape != Shape::Capitalized;
        if parse.names[at] != NameTag::Outside || acronym || country {
            return true;
        }
        // "ALL" and "Who" are words that are stressed, or that a title capitalises.
        let stressed = token.shape == Shape::Upper && !word.ends_with('.') && self.evidence.uses(at).lower && self.case == Case::Sentence;
        let goes_on = parse
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.shape.is_capitalized() && !next.entry.classes.any(&[Class::Weekday, Class::Month]));
        // "Will Saar": a given name that is also a closed-class word.
        let given =
            parse.tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Capitalized && next.entry.classes.has(Class::FamilyName))
                && token.shape == Shape::Capitalized
                && matches!(word, "Will" | "May" | "Mark" | "Drew" | "Grant")
                && !self.evidence.opens[at];
        let closed = !given && classes.has(Class::Opener) && !(parse.tags[at].is_proper() && (goes_on || self.evidence.uses(at).capitals));
        !(stressed || closed)
    }

    fn month_is_name(&self, at: usize) -> bool {
        self.classes(at).has(Class::GivenName)
            && self
                .parse
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.shape == Shape::Capitalized && next.entry.classes.has(Class::FamilyName))
            && at + 1 < self.end
    }

    /// Whether a name may begin at `at`.
    fn begins(&self, at: usize) -> bool {
        self.capital(at) && self.accepted(at)
    }

    /// In titles and headlines in capitals, where every word has one, only what is known elsewhere counts.
    fn accepted(&self, at: usize) -> bool {
        if self.case == Case::Sentence || self.byline {
            return true;
        }
        if self.parse.names[at] != NameTag::Outside {
            return true;
        }
        let uses = self.evidence.uses(at);
        let classes = self.classes(at);
        if uses.mostly_capital {
            return true;
        }
        if uses.lower || classes.has(Class::Opener) {
            return false;
        }
        if self.case == Case::Title && self.parse.tokens[at].shape == Shape::Upper {
            return true;
        }
        let known = [Class::GivenName, Class::FamilyName, Class::Country, Class::Town, Class::Demonym];
        let common = classes.any(&[Class::ReportingVerb, Class::PersonNoun, Class::BodyNoun, Class::PeopleNoun, Class::DocumentNoun]);
        let after_given = at > self.start && self.classes(at - 1).has(Class::GivenName) && !common;
        (classes.any(&known) && !common) || after_given || classes.any(&[Class::OrganizationWord, Class::Honorific, Class::Title])
    }

    /// One past the run of words that starts at `from`.
    fn run_end(&self, from: usize) -> usize {
        let parse = self.parse;
        let mut end = from + 1;
        // "New Vellmouth-based Tidal Systems": the adjective is no part of the name.
        while end < self.end && end - from < LONGEST && name::before_participle(parse.word(end - 1)).is_none() {
            let known = [Class::Country, Class::KnownBody].into_iter().filter_map(|class| self.phrase(end - 1, class));
            if let Some(longer) = self.title_phrase(end - 1).into_iter().chain(known).max()
                && end - 1 + longer > end
            {
                end += longer - 1;
                continue;
            }
            if self.begins(end) {
                let break_here = self.classes(end).has(Class::Honorific) && !self.classes(end - 1).any(&[Class::Honorific, Class::Title])
                    || self.case == Case::Sentence && self.evidence.opens[end];
                if break_here {
                    break;
                }
                end += 1;
                continue;
            }
            let Some(joined) = self.joined(from, end).or_else(|| self.nickname(end)) else { break };
            end = joined;
        }
        if end + 1 < self.end && parse.is(end, ",") && name::is_suffix(parse.word(end + 1)) && end - from > 1 {
            end += 2;
        }
        end
    }

    /// "Marit “Storm” Oru": one past the family name behind a nickname whose quotation mark opens at `at`.
    fn nickname(&self, at: usize) -> Option<usize> {
        let parse = self.parse;
        let given = self.classes(at - 1).has(Class::GivenName) || parse.names[at - 1] == NameTag::PersonBegin;
        if !given || parse.tokens[at].shape != Shape::OpenQuote {
            return None;
        }
        let close = (at + 2..self.end.min(at + 5)).find(|i| parse.tokens[*i].shape == Shape::CloseQuote)?;
        let family = close + 1 < self.end && self.capital(close + 1) && parse.tokens[close + 1].shape != Shape::Upper;
        let name = (at + 1..close).all(|i| parse.tokens[i].shape.is_word()) && parse.tokens[at + 1].shape.is_capitalized();
        (family && name).then_some(close + 2)
    }

    /// If the lower-case words at `at` join the run with what comes next: one past the next name word.
    fn joined(&self, from: usize, at: usize) -> Option<usize> {
        let parse = self.parse;
        let next = |steps: usize| (at + steps < self.end && self.begins(at + steps)).then_some(at + steps + 1);
        let word = parse.word(at);
        let previous = self.classes(at - 1);
        let number = parse.tokens[at].shape == Shape::Number;
        if number {
            // "Apollo 11", "Windows 8"; a number of people or dollars is none.
            return None;
        }
        if name::is_particle(word) && word.starts_with(char::is_lowercase) && !matches!(word, "e" | "do") {
            let personal = !previous.any(&[Class::OrganizationWord]) && !self.evidence.opens[at - 1]
                || previous.has(Class::GivenName)
                || name::is_particle(parse.word(at - 1));
            let mut steps = 1;
            while steps < 3 && at + steps < self.end && name::is_particle(parse.word(at + steps)) && !self.capital(at + steps) {
                steps += 1;
            }
            return next(steps).filter(|_| personal);
        }
        let head = previous.any(&[Class::OrganizationWord, Class::PlaceWord, Class::BodyNoun])
            || parse.is_any(
                at - 1,
                &[
                    "Gulf",
                    "Bank",
                    "Strait",
                    "State",
                    "States",
                    "University",
                    "Department",
                    "Ministry",
                    "Institute",
                    "Church",
                    "House",
                    "Speaker",
                    "Republic",
                    "Kingdom",
                    "City",
                    "Isle",
                    "Sea",
                    "Bay",
                    "Cape",
                    "Cathedral",
                    "Museum",
                    "Order",
                    "Knights",
                    "Sons",
                    "Daughters",
                    "Friends",
                    "Doctors",
                    "Mothers",
                ],
            );
        let plain_head = head && parse.tokens[at - 1].shape.is_capitalized() && !self.classes(at - 1).any(&[Class::Title]);
        match word {
            "of" if self.goes_on_with_of(from, at) => {
                let the = at + 1 < self.end && parse.is(at + 1, "the");
                next(if the { 2 } else { 1 })
            }
            "of" if plain_head => {
                let the = at + 1 < self.end && parse.is(at + 1, "the");
                next(if the { 2 } else { 1 })
            }
            // "Centre for Research on Tides".
            "on" if parse.is_any(at - 1, SUBJECTS) && self.goes_on_with_of(from, at) => next(1),
            // "the Daily Mail on Oru's absence": a name that the lists hold ends here.
            "for" | "on" if self.phrase(from, Class::KnownBody) == Some(at - from) => None,
            "for" | "on" | "Against" | "against" if plain_head && previous.has(Class::OrganizationWord) && at - from >= 1 => {
                // "Centre for Harbour Research" is a body, whatever stands in a centre.
                let place = previous.has(Class::PlaceWord) && !(word == "for" && parse.is_any(at - 1, &["Centre", "Center"]));
                let organization = !place && at + 1 < self.end && !self.classes(at + 1).any(&[Class::GivenName, Class::Honorific]);
                let nested = at + 1 < self.end && parse.is(at + 1, "the");
                if nested { next(2).filter(|_| organization && word == "for") } else { next(1).filter(|_| organization) }
            }
            "&" | "+" => next(1),
            "and" => {
                let end = self.conjunct_end(at + 1)?;
                let left = from..at;
                if self.shares_portfolio(from, at, end) {
                    return Some(end);
                }
                let plain = left.len() <= 4
                    && !self.classes(at - 1).any(&[
                        Class::OrganizationWord,
                        Class::Country,
                        Class::Town,
                        Class::Demonym,
                        Class::GivenName,
                        Class::FamilyName,
                        Class::KnownBody,
                        Class::KnownAcronym,
                    ])
                    // "VHB and Saar Energy": an acronym is a body by itself.
                    && (left.len() > 1 || parse.tokens[from].shape != Shape::Upper)
                    && !self.evidence.opens[from];
                let organization = self.classes(end - 1).has(Class::OrganizationWord);
                (plain && organization && end - (at + 1) >= 1).then_some(end)
            }
            "'s" | "’s" => {
                let plural = parse.is_any(
                    at - 1,
                    &[
                        "People", "Women", "Men", "Children", "Workers", "Veterans", "Farmers", "King", "Queen", "Lloyd", "Moody",
                        "McDonald", "Sotheby", "Macy", "Wendy", "Barclay",
                    ],
                );
                // "Tanner's Hill", but not "Tanner's House committee" or "Vellmouth's Market Hall".
                let place = at - from == 1
                    && at + 1 < self.end
                    && self.classes(at + 1).has(Class::PlaceWord)
                    && !self.classes(at + 1).any(&[Class::OrganizationWord, Class::BodyNoun])
                    && !previous.any(&[Class::Country, Class::Town, Class::Demonym])
                    && !parse.is_any(at + 1, &["House", "State", "Court", "Capitol", "Embassy"])
                    && !(at + 2 < self.end && self.begins(at + 2));
                let people = self.classes(at - 1).any(&[Class::PeopleNoun, Class::Kin]) && !previous.any(&[Class::Town, Class::Country]);
                let saint = at - from >= 2 && parse.is_any(from, &["St", "St.", "Saint"]);
                if plural || place {
                    next(1)
                } else if people || saint {
                    self.site_end(at + 1)
                } else {
                    None
                }
            }
            // "Saltmere Traders' Association".
            "'" | "’" if parse.word(at - 1).ends_with('s') && !previous.any(&[Class::Country, Class::GivenName]) => self.site_end(at + 1),
            _ => None,
        }
    }

    /// Whether "of" goes on with the name of a body ("Council for the Welfare of Pilots") or of what only "the" marks as a name ("the
    /// Winter Carnival of Lanterns").
    fn goes_on_with_of(&self, from: usize, at: usize) -> bool {
        let parse = self.parse;
        let next = if parse.is(at + 1, "the") { at + 2 } else { at + 1 };
        if next >= self.end || self.case != Case::Sentence {
            return false;
        }
        let body = (from..at).any(|i| self.classes(i).has(Class::OrganizationWord)) && (from..at).any(|i| parse.is_any(i, &["of", "for"]));
        let marked = from > self.start
            && parse.is(from - 1, "the")
            && at - from >= 2
            && !self.classes(at - 1).any(&[Class::Title, Class::PersonNoun, Class::Honorific])
            && !self.classes(from).has(Class::Title);
        (body || marked) && !self.classes(next).any(&[Class::Country, Class::Town, Class::GivenName, Class::FamilyName, Class::Demonym])
    }

    /// Whether "and" at `at` joins two subjects of one body ("Ministry of Trade and Harbours") and not two names.
    fn shares_portfolio(&self, from: usize, at: usize, end: usize) -> bool {
        let parse = self.parse;
        let Some(of) = (from + 1..at).find(|i| parse.is_any(*i, &["of", "for", "on"])) else { return false };
        let head = self.classes(of - 1).has(Class::OrganizationWord) && parse.tokens[of - 1].shape == Shape::Capitalized;
        let named = [Class::GivenName, Class::Country, Class::Town, Class::Demonym, Class::BodyNoun, Class::Honorific];
        let subject = |i: usize| {
            // "Front for Democracy and Justice": a title is one only before a name, and then no given name either.
            let title = self.classes(i).has(Class::Title);
            parse.tokens[i].shape == Shape::Capitalized
                && if title { i + 1 == end } else { !self.classes(i).any(&named) }
                && !matches!(parse.names[i], NameTag::PersonBegin | NameTag::PersonInside | NameTag::PlaceBegin | NameTag::PlaceInside)
        };
        // What follows is neither a place nor a body of its own.
        let alone = end >= self.end || !parse.is_any(end, &["of", "for"]);
        head && subject(at - 1) && (at + 1..end).all(subject) && end - at <= 4 && alone
    }

    /// One past a run of words that ends in what a body or a site is ("Union", "Hospital").
    fn site_end(&self, from: usize) -> Option<usize> {
        let end = self.conjunct_end(from)?;
        let last = self.classes(end - 1);
        (last.any(&[Class::OrganizationWord]) || last.has(Class::PlaceWord) && !last.has(Class::FamilyName)).then_some(end)
    }

    fn conjunct_end(&self, from: usize) -> Option<usize> {
        let end = (from..self.end.min(from + 6)).take_while(|at| self.begins(*at)).last()? + 1;
        Some(end)
    }

    /// How many tokens the title at `at` has.
    fn title_phrase(&self, at: usize) -> Option<usize> {
        let parse = self.parse;
        if !self.classes(at).has(Class::Title) && !parse.tokens[at].shape.is_word() {
            return None;
        }
        let following = (at + 1..self.end.min(at + 6)).map(|i| parse.word(i));
        match parse.lexicon.phrase(parse.word(at), following) {
            Some((length, classes)) if classes.has(Class::Title) => Some(length),
            _ => (self.classes(at).has(Class::Title) && !self.is_other_word(at) || self.several_bear(at)).then_some(1),
        }
    }

    /// Whether a word is only spelled like a title: "Di", the "DC" of "Vellmouth DC", a given name before a family name ("Dean Marsh").
    fn is_other_word(&self, at: usize) -> bool {
        let parse = self.parse;
        let (word, shape) = (parse.word(at), parse.tokens[at].shape);
        if word.len() <= 3 && !word.ends_with('.') && ACRONYMS.contains(&word.to_ascii_uppercase().as_str()) {
            let place = at > self.start && self.classes(at - 1).any(&[Class::Town, Class::Country]);
            let named = at + 1 < self.end && parse.tokens[at + 1].shape == Shape::Capitalized;
            return shape != Shape::Upper || place || !named;
        }
        self.forename(at)
    }

    /// "Dean Marsh", "Earl Tobin": a title's word as a given name, with one more word for a family name.
    pub(super) fn forename(&self, at: usize) -> bool {
        let parse = self.parse;
        let capital = |at: usize| at < self.end && self.parse.tokens[at].shape == Shape::Capitalized;
        if !FORENAMES.contains(&parse.word(at)) || !capital(at + 1) || capital(at + 2) || name::is_particle(parse.word(at + 2)) {
            return false;
        }
        let next = self.classes(at + 1);
        let given_only = next.has(Class::GivenName) && !next.has(Class::FamilyName);
        let determined = at > self.start && parse.is_any(at - 1, &["the", "a"]);
        !given_only && !determined && !next.any(&[Class::OrganizationWord, Class::PlaceWord, Class::Title])
    }

    /// "Senators Oru and Saar": several people bear the title before the first of them.
    fn several_bear(&self, at: usize) -> bool {
        let parse = self.parse;
        let Some(next) = parse.tokens.get(at + 1).filter(|_| at + 1 < self.end) else { return false };
        let word = parse.word(at);
        let one = word.strip_suffix("men").map(|stem| format!("{stem}man")).or_else(|| word.strip_suffix('s').map(str::to_owned));
        parse.tokens[at].shape == Shape::Capitalized
            && next.shape == Shape::Capitalized
            && next.entry.classes.any(&[Class::GivenName, Class::FamilyName])
            && !self.classes(at).any(&[Class::GivenName, Class::FamilyName])
            && one.is_some_and(|one| one.len() > 3 && parse.lexicon.word(&one).classes.has(Class::Title))
    }

    /// How many tokens the country of two or more words at `at` has.
    fn country_phrase(&self, at: usize) -> Option<usize> {
        self.phrase(at, Class::Country)
    }

    /// How many tokens the name of two or more words at `at` has that the lists hold in a class.
    fn phrase(&self, at: usize, class: Class) -> Option<usize> {
        let parse = self.parse;
        if !parse.tokens[at].shape.is_capitalized() {
            return None;
        }
        let following = (at + 1..self.end.min(at + 6)).map(|i| name::without_participle(parse.word(i)));
        parse.lexicon.phrase(parse.word(at), following).filter(|(_, classes)| classes.has(class)).map(|(length, _)| length)
    }
}
