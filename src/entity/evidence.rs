//! What the whole article says of a word: how often it stands in lower case, with a capital inside a sentence, or with one that only
//! the sentence's beginning explains.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{fold, name};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::kept::{Kept, Shift, Stays};
use crate::syntax::{Parse, Sentence, Shape};

/// How often a word stands where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    /// In lower case.
    lower: u32,
    /// With a capital where nothing but a name asks for one.
    capital: u32,
    /// With a capital at the beginning of a sentence or quotation.
    opening: u32,
}

/// How the article uses a word: as much of the counts as anybody asks, so that most edits leave it as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// It stands in lower case.
    pub lower: bool,
    /// It stands with a capital where nothing but a name asks for one.
    pub capital: bool,
    /// So it does more than once.
    pub capitals: bool,
    /// It stands with such a capital at least as often as in lower case.
    pub mostly_capital: bool,
    /// It opens more than one sentence or quotation.
    pub openings: bool,
}

impl From<Counts> for Uses {
    fn from(counts: Counts) -> Uses {
        Uses {
            lower: counts.lower > 0,
            capital: counts.capital > 0,
            capitals: counts.capital > 1,
            mostly_capital: counts.capital > 0 && counts.capital >= counts.lower,
            openings: counts.opening > 1,
        }
    }
}

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// As running text does.
    Sentence,
    /// Every Longer Word Has One.
    Title,
    /// ALL LETTERS ARE.
    Upper,
}

/// Words of reports on matches.
const MATCH_WORDS: &[&str] = &[
    "match",
    "matches",
    "goal",
    "goals",
    "scored",
    "striker",
    "midfielder",
    "midfield",
    "goalkeeper",
    "defender",
    "referee",
    "penalty",
    "kick",
    "half-time",
    "halftime",
    "equaliser",
    "equalizer",
    "substitute",
    "offside",
    "tournament",
    "squad",
    "innings",
    "wicket",
    "wickets",
    "touchdown",
    "quarterback",
    "playoff",
    "semi-final",
    "semifinal",
    "quarter-final",
    "knockout",
    "header",
    "corner",
    "fixture",
    "unbeaten",
    "teammate",
    "teammates",
    "stoppage",
    "qualifier",
    "qualifiers",
    "rebound",
    "pitcher",
    "inning",
    "runs",
    "points",
    "scoring",
    "score",
    "minute",
    "ball",
    "team",
    "teams",
    "coach",
    "game",
    "games",
    "captain",
];

/// The evidence of one article.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The folded key of each token; of "Vellmouth-based" that of "Vellmouth".
    pub keys: Vec<u64>,
    /// Whether a token opens a sentence, a quotation or what follows a colon.
    pub opens: Vec<bool>,
    /// How each sentence uses capitals.
    pub cases: Vec<Case>,
    /// The article is about a match and nothing else: a country's name is then its team's.
    pub sport: bool,
    counts: FxHashMap<u64, Counts>,
    /// Words in lower case, and those of them that are of matches.
    lower: usize,
    of_matches: usize,
}

/// Which sentences an edit may have changed the evidence of.
#[derive(Debug, Default)]
pub struct Touched {
    keys: Vec<u64>,
    all: bool,
}

impl Touched {
    /// Whether the article uses one of these words in another way than before.
    pub fn touches(&self, keys: &[u64]) -> bool {
        self.all || !self.keys.is_empty() && keys.iter().any(|key| self.keys.contains(key))
    }
}

impl Evidence {
    /// Reads the whole article, or of it what is new since `earlier`; also tells which words are now used in another way.
    pub fn read(parse: &Parse, earlier: Option<(&Parse, &Evidence, &Kept)>) -> (Evidence, Touched) {
        let (nothing, empty) = (Evidence::default(), Kept { sentences: Stays::nothing(parse.sentences.len()), shift: Shift::default() });
        let (old_parse, old, kept) = earlier.map_or((None, &nothing, &empty), |(parse, old, kept)| (Some(parse), old, kept));
        let stays = kept.sentences;
        let tail = stays.old_tail.min(old.cases.len());
        let token = |sentences: &[Sentence], at: usize| sentences[..at].last().map_or(0, |sentence| sentence.last as usize);
        let new = token(parse.sentences, stays.head)..token(parse.sentences, stays.tail);
        let gone = old_parse.map_or(0..0, |old| token(old.sentences, stays.head)..token(old.sentences, tail));

        let keys =
            new.clone().map(|at| if parse.tokens[at].shape.is_word() { fold::key(name::without_participle(parse.word(at))) } else { 0 });
        let cases = stays.new_part().map(|index| case_of(parse, index));
        let mut evidence = Evidence {
            keys: spliced(&old.keys, gone.clone(), keys),
            opens: spliced(&old.opens, gone.clone(), std::iter::repeat_n(false, new.len())),
            cases: spliced(&old.cases, stays.head..tail, cases),
            counts: old.counts.clone(),
            ..*old
        };
        let mut before = FxHashMap::<u64, Counts>::default();
        if let Some(old_parse) = old_parse {
            for index in stays.head..tail {
                let range = old_parse.sentences[index].tokens();
                let mut opens = vec![false; range.len()];
                evidence.count(old_parse, index, &old.keys[range], old.cases[index], &mut opens, false, &mut before);
            }
        }
        let (keys, mut opens) = (std::mem::take(&mut evidence.keys), std::mem::take(&mut evidence.opens));
        for index in stays.new_part() {
            let range = parse.sentences[index].tokens();
            let case = evidence.cases[index];
            evidence.count(parse, index, &keys[range.clone()], case, &mut opens[range], true, &mut before);
        }
        (evidence.keys, evidence.opens) = (keys, opens);
        evidence.sport = evidence.of_matches >= 16 && evidence.of_matches * 10 >= evidence.lower;

        let uses = |key: &u64| Uses::from(evidence.counts.get(key).copied().unwrap_or_default());
        let mut touched: Vec<u64> = before.iter().filter(|(key, counts)| Uses::from(**counts) != uses(key)).map(|(key, _)| *key).collect();
        touched.sort_unstable();
        let all = evidence.sport != old.sport;
        (evidence, Touched { keys: touched, all })
    }

    /// Counts the words of one sentence, or takes them off again, and marks those that open something. `before` keeps what was counted
    /// before for each word whose count changes.
    #[allow(clippy::too_many_arguments)]
    fn count(
        &mut self,
        parse: &Parse,
        index: usize,
        keys: &[u64],
        case: Case,
        opens: &mut [bool],
        add: bool,
        before: &mut FxHashMap<u64, Counts>,
    ) {
        let step = |value: &mut u32| *value = if add { *value + 1 } else { value.saturating_sub(1) };
        let mut opening = true;
        let (mut lower, mut of_matches) = (0, 0);
        for (at, (key, opens)) in parse.sentences[index].tokens().zip(std::iter::zip(keys, opens)) {
            let shape = parse.tokens[at].shape;
            if !shape.is_word() {
                let quote = shape == Shape::OpenQuote;
                opening |= quote || matches!(parse.word(at), ":" | "•" | "*" | "|" | "…" | "...");
                continue;
            }
            *opens = opening;
            if case == Case::Sentence {
                let counts = self.counts.entry(*key).or_default();
                before.entry(*key).or_insert(*counts);
                match shape {
                    Shape::Lower => {
                        step(&mut counts.lower);
                        lower += 1;
                        of_matches += usize::from(match_words().contains(key));
                    }
                    Shape::Number => {}
                    _ if opening => step(&mut counts.opening),
                    _ => step(&mut counts.capital),
                }
            }
            opening = false;
        }
        match add {
            true => (self.lower, self.of_matches) = (self.lower + lower, self.of_matches + of_matches),
            false => (self.lower, self.of_matches) = (self.lower - lower, self.of_matches - of_matches),
        }
    }

    /// How the article uses a word.
    pub fn uses_of(&self, word: &str) -> Uses {
        self.counts.get(&fold::key(word)).copied().unwrap_or_default().into()
    }

    /// How the article uses the word of token `at`.
    pub fn uses(&self, at: usize) -> Uses {
        self.counts.get(&self.keys[at]).copied().unwrap_or_default().into()
    }
}

fn match_words() -> &'static FxHashSet<u64> {
    static KEYS: OnceLock<FxHashSet<u64>> = OnceLock::new();
    KEYS.get_or_init(|| MATCH_WORDS.iter().map(|word| fold::key(word)).collect())
}

/// `old` with `new` in place of the items `gone`.
fn spliced<T: Clone>(old: &[T], gone: Range<usize>, new: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut items = Vec::with_capacity(old.len() + new.len() - gone.len());
    items.extend_from_slice(&old[..gone.start]);
    items.extend(new);
    items.extend_from_slice(&old[gone.end..]);
    items
}

fn case_of(parse: &Parse, sentence: usize) -> Case {
    let range = parse.sentences[sentence].tokens();
    let (mut long, mut capitals, mut upper, mut words) = (0, 0, 0, 0);
    for at in range.clone() {
        let token = &parse.tokens[at];
        if !matches!(token.shape, Shape::Lower | Shape::Capitalized | Shape::Upper | Shape::Mixed) {
            continue;
        }
        words += 1;
        upper += usize::from(token.shape == Shape::Upper);
        let closed = token.entry.classes.has(Class::Opener) || token.span.len() < 4;
        if !closed {
            long += 1;
            capitals += usize::from(token.shape.is_capitalized());
        }
    }
    if words >= 2 && upper * 10 >= words * 8 && (words > 2 || !parse.block_of(sentence).role.is_body()) {
        return Case::Upper;
    }
    let ends = range.clone().last().is_some_and(|at| matches!(parse.word(at), "." | "!" | "?"));
    let heading = matches!(parse.block_of(sentence).role, Role::Headline | Role::Standfirst | Role::Heading);
    let title = long >= if heading { 3 } else { 5 } && capitals * 100 >= long * if heading { 70 } else { 85 } && (heading || !ends);
    if title { Case::Title } else { Case::Sentence }
}
