//! What the whole article says of a word: how often it stands in lower case, with a capital inside a sentence, or with one that only
//! the sentence's beginning explains.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold;
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{Parse, Shape};

/// How often a word stands where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// In lower case.
    pub lower: u32,
    /// With a capital where nothing but a name asks for one.
    pub capital: u32,
    /// With a capital at the beginning of a sentence or quotation.
    pub opening: u32,
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
#[derive(Debug)]
pub struct Evidence {
    /// The folded key of each token.
    pub keys: Vec<u64>,
    /// Whether a token opens a sentence, a quotation or what follows a colon.
    pub opens: Vec<bool>,
    /// How each sentence uses capitals.
    pub cases: Vec<Case>,
    /// The article reports matches: a country's name is then its team's.
    pub sport: bool,
    uses: FxHashMap<u64, Uses>,
}

impl Evidence {
    /// Reads the whole article once.
    pub fn new(parse: &Parse) -> Evidence {
        let keys: Vec<u64> =
            (0..parse.tokens.len()).map(|at| if parse.tokens[at].shape.is_word() { fold::key(parse.word(at)) } else { 0 }).collect();
        let mut opens = vec![false; parse.tokens.len()];
        let mut cases = Vec::with_capacity(parse.sentences.len());
        let match_words: FxHashSet<u64> = MATCH_WORDS.iter().map(|word| fold::key(word)).collect();
        let (mut lower, mut of_matches) = (0, 0);
        let mut uses = FxHashMap::<u64, Uses>::default();
        for (index, sentence) in parse.sentences.iter().enumerate() {
            let case = case_of(parse, index);
            cases.push(case);
            let mut opening = true;
            for at in sentence.tokens() {
                let shape = parse.tokens[at].shape;
                if !shape.is_word() {
                    let quote = shape == Shape::OpenQuote;
                    opening |= quote || matches!(parse.word(at), ":" | "•" | "*" | "|" | "…" | "...");
                    continue;
                }
                opens[at] = opening;
                if case == Case::Sentence {
                    let used = uses.entry(keys[at]).or_default();
                    match shape {
                        Shape::Lower => {
                            used.lower += 1;
                            lower += 1;
                            of_matches += usize::from(match_words.contains(&keys[at]));
                        }
                        Shape::Number => {}
                        _ if opening => used.opening += 1,
                        _ => used.capital += 1,
                    }
                }
                opening = false;
            }
        }
        let sport = of_matches >= 12 && of_matches * 22 >= lower;
        Evidence { keys, opens, cases, sport, uses }
    }

    /// How the article uses the word of token `at`.
    pub fn uses(&self, at: usize) -> Uses {
        self.uses.get(&self.keys[at]).copied().unwrap_or_default()
    }
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
