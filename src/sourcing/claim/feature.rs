//! What the need for a source is judged by: closed-class words, parts of speech, classes of the lexicon, figures, position.
//!
//! No open-class word is among the features; they are numbered once, so that a sentence's features are plain indices.

use std::hash::Hasher;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::scan::{Scan, finite_verb};
use crate::lexicon::Class;
use crate::sourcing::{ClaimKind, SourceKind};
use crate::syntax::{Parse, Shape, Tag};

/// Index of a feature.
pub type Feature = u16;

/// A sentence's features with their values.
pub type Features = Vec<(Feature, f32)>;

/// Closed-class words, in lower case.
const WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "across",
    "after",
    "again",
    "against",
    "all",
    "almost",
    "already",
    "also",
    "although",
    "always",
    "amid",
    "among",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "beyond",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "down",
    "during",
    "each",
    "either",
    "enough",
    "even",
    "ever",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "indeed",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "just",
    "last",
    "least",
    "less",
    "like",
    "long",
    "many",
    "may",
    "meanwhile",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "n't",
    "neither",
    "never",
    "next",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "often",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "out",
    "over",
    "own",
    "perhaps",
    "rather",
    "same",
    "she",
    "should",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "today",
    "together",
    "too",
    "toward",
    "under",
    "unless",
    "unlike",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "wo",
    "would",
    "yesterday",
    "yet",
    "you",
    "your",
    "'s",
    "ago",
    "away",
    "back",
    "far",
    "later",
];

/// Features that are neither a word, nor a tag, nor a class.
macro_rules! shapes {
    ($($shape:ident $name:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        #[repr(u16)]
        #[allow(missing_docs)]
        pub(super) enum Look { $($shape),+ }
        const LOOKS: &[&str] = &[$($name),+];
    };
}

shapes! {
    Bias "bias",
    Words "words (log)", Short "under 8 words", Long "over 30 words",
    First "first sentence", Early "second or third sentence", Position "position in the article", Last "last paragraph", Opens "opens its paragraph",
    Alone "only sentence of its paragraph", Item "list item or footnote",
    Quotes "part in quotation marks", Exclaims "ends in !", Headline "capitals throughout", Colon "holds a colon", Dash "holds a dash", Bracket "holds a bracket",
    Figures "figures", Years "years", Money "money", Percent "per cent", Weekdays "weekdays and months",
    Past "first verb past", Present "first verb present", ModalFirst "first verb modal", Verbless "no finite verb", PassiveVoice "passive", Perfect "perfect",
    Negated "negated", Clauses "finite verbs",
    SubjectFirst "subject I or we", SubjectYou "subject you", SubjectThird "subject he or she", SubjectThey "subject they", SubjectIt "subject it or this",
    SubjectThere "subject there", SubjectName "subject a name", SubjectNoun "subject a noun", Opener "opens with a preposition or adverb", Conjunction "opens with a conjunction",
    People "people named", Bodies "bodies named", Places "places named", FigureChange "figure beside change", FigureHarm "figure beside harm", FigureShare "figure beside share",
    HarmedBy "wrongdoing as verb", WrongNoun "wrongdoing as noun or adjective", MindVerb "mind as verb", MindOther "mind as noun or adjective", CauseVerb "cause as verb",
    JudgedIs "is plus judgement", SuperlativeForm "superlative with the", ModalVerb "modals",
    Reports "reporting verb past or present", SourcedBefore "previous sentence has a source", SourcedAfter "next sentence has a source", SourcedHere "source in the sentence", Covered "share of its words that a source stands for", Surely "weight of its surest attribution", Carried "source carried over", Rests "chance of a source", RestsBefore "chance of a source before", RestsAfter "chance of a source after",
    Unsourced "attribution without a source",
    SourcedShare "share of sourced sentences", Writer "first person outside quotations in the article", Addressed "you outside quotations in the article",
    Size "sentences in the article (log)", PastShare "share of past tense in the article",
    Claims "claims (log)", Asking "share of sentences that state nothing", Attributed "attributions a sentence",
}

const TAG_BASE: usize = WORDS.len();
const CLASS_BASE: usize = TAG_BASE + Tag::ALL.len();
const OPENING_BASE: usize = CLASS_BASE + Class::ALL.len();
const CLAIM_BASE: usize = OPENING_BASE + Tag::ALL.len();
/// The first feature that is none of words, tags and classes.
pub const STRUCTURE: usize = CLAIM_BASE;
const SOURCE_BASE: usize = CLAIM_BASE + ClaimKind::ALL.len();
const LOOK_BASE: usize = SOURCE_BASE + SourceKind::ALL.len();

/// How many features there are.
pub const COUNT: usize = LOOK_BASE + LOOKS.len();

/// Takes features into a hash: where it is the same, so are they.
pub(in crate::sourcing) fn hash(features: &Features, hasher: &mut FxHasher) {
    features.iter().for_each(|(feature, value)| hasher.write_u64(u64::from(*feature) << 32 | u64::from(value.to_bits())));
}

/// The name of a feature, as it stands in the file of coefficients.
pub fn name(feature: usize) -> String {
    match feature {
        _ if feature < TAG_BASE => format!("word {}", WORDS[feature]),
        _ if feature < CLASS_BASE => format!("tag {}", Tag::ALL[feature - TAG_BASE].name()),
        _ if feature < OPENING_BASE => format!("class {:?}", Class::ALL[feature - CLASS_BASE]),
        _ if feature < CLAIM_BASE => format!("opens {}", Tag::ALL[feature - OPENING_BASE].name()),
        _ if feature < SOURCE_BASE => format!("claim {:?}", ClaimKind::ALL[feature - CLAIM_BASE]),
        _ if feature < LOOK_BASE => format!("source {:?}", SourceKind::ALL[feature - SOURCE_BASE]),
        _ => LOOKS.get(feature - LOOK_BASE).copied().unwrap_or_default().to_owned(),
    }
}

/// The feature that a sentence holds a claim of `kind`.
pub(super) fn claim(kind: ClaimKind) -> Feature {
    (CLAIM_BASE + kind as usize) as Feature
}

/// The feature that the sentence rests on a source of `kind`.
pub(super) fn source(kind: SourceKind) -> Feature {
    (SOURCE_BASE + kind as usize) as Feature
}

pub(super) fn look(look: Look) -> Feature {
    (LOOK_BASE + look as usize) as Feature
}

fn words() -> &'static FxHashMap<&'static str, Feature> {
    static INDEX: OnceLock<FxHashMap<&'static str, Feature>> = OnceLock::new();
    INDEX.get_or_init(|| WORDS.iter().enumerate().map(|(index, word)| (*word, index as Feature)).collect())
}

/// The features that a sentence's own words have, quotations left out.
pub fn of_words(parse: &Parse, sentence: Range<usize>, scan: &Scan) -> Features {
    let mut counts = [0u16; COUNT];
    let mut touched: Vec<Feature> = Vec::with_capacity(64);
    let mut add = |feature: usize| {
        if counts[feature] == 0 {
            touched.push(feature as Feature);
        }
        counts[feature] += 1;
    };
    let index = words();
    let mut until = 0;
    let mut outside: Vec<usize> = Vec::with_capacity(sentence.len());
    for at in sentence.clone() {
        if at < until {
            continue;
        }
        if let Some(quoted) = parse.quoted_at(at) {
            until = quoted.end as usize;
            continue;
        }
        outside.push(at);
        add(TAG_BASE + parse.tags[at] as usize);
        let mut buffer = [0u8; 12];
        if let Some(word) = lower(parse.word(at), &mut buffer)
            && let Some(feature) = index.get(word)
        {
            add(*feature as usize);
        }
        let mut bits = parse.tokens[at].entry.classes.bits();
        while bits != 0 {
            let class = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let claim_word = super::scan::CLAIM_CLASSES.iter().any(|claim| *claim as usize == class);
            if class < Class::ALL.len() && !claim_word {
                add(CLASS_BASE + class);
            }
        }
    }
    for hit in &scan.hits {
        for class in super::scan::CLAIM_CLASSES {
            if hit.classes.has(*class) {
                add(CLASS_BASE + *class as usize);
            }
        }
    }
    let mut features: Features = Vec::with_capacity(touched.len() + 32);
    features.extend(touched.iter().map(|feature| (*feature, (1.0 + f32::from(counts[*feature as usize])).ln())));
    if let Some(first) = outside.first() {
        features.push(((OPENING_BASE + parse.tags[*first] as usize) as Feature, 1.0));
    }
    looks(parse, sentence, &outside, scan, &mut features);
    features
}

pub(super) fn yes(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

pub(super) fn log(count: usize) -> f32 {
    (1.0 + count as f32).ln()
}

fn lower<'a>(word: &str, buffer: &'a mut [u8; 12]) -> Option<&'a str> {
    let word = if word == "’s" {
        "'s"
    } else if word == "n’t" {
        "n't"
    } else {
        word
    };
    let bytes = word.as_bytes();
    if bytes.len() > buffer.len() || !bytes.is_ascii() {
        return None;
    }
    for (to, from) in buffer.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(&buffer[..bytes.len()]).ok()
}

fn looks(parse: &Parse, sentence: Range<usize>, outside: &[usize], scan: &Scan, features: &mut Features) {
    let mut put = |which: Look, value: f32| {
        if value != 0.0 {
            features.push((look(which), value));
        }
    };
    let words = outside.iter().filter(|at| parse.tokens[**at].shape.is_word()).count();
    put(Look::Bias, 1.0);
    put(Look::Words, log(words));
    put(Look::Short, yes(words < 8));
    put(Look::Long, yes(words > 30));
    put(Look::Quotes, 1.0 - outside.len() as f32 / sentence.len().max(1) as f32);
    put(Look::Exclaims, yes(outside.last().is_some_and(|at| parse.word(*at).starts_with('!'))));
    let capitals = outside.iter().filter(|at| parse.tokens[**at].shape.is_capitalized()).count();
    put(Look::Headline, yes(capitals * 3 > words * 2));
    let holds = |marks: &[&str]| yes(outside.iter().any(|at| marks.contains(&parse.word(*at))));
    put(Look::Colon, holds(&[":"]));
    put(Look::Dash, holds(&["-", "--", "—", "–"]));
    put(Look::Bracket, holds(&["("]));
    put(Look::Figures, log(scan.figures.len()));
    let shape = |check: &dyn Fn(usize) -> bool| outside.iter().filter(|at| check(**at)).count();
    put(Look::Years, log(shape(&|at| parse.tokens[at].shape == Shape::Number && parse.word(at).len() == 4)));
    put(Look::Money, log(shape(&|at| parse.tags[at] == Tag::Dollar)));
    put(
        Look::Percent,
        log(shape(&|at| parse.is_any(at, &["%", "percent", "percentage"]) || (parse.is(at, "cent") && at > 0 && parse.is(at - 1, "per")))),
    );
    put(Look::Weekdays, log(shape(&|at| parse.tokens[at].entry.classes.any(&[Class::Weekday, Class::Month]))));
    verbs(parse, &sentence, outside, &mut put);
    subject(parse, outside, &mut put);
    let beside = |class: Class| {
        let close = |figure: &usize| scan.of(class).any(|hit| hit.tokens.start < figure + 7 && *figure < hit.tokens.end + 7);
        yes(scan.figures.iter().take(20).any(close))
    };
    put(Look::FigureChange, beside(Class::Change));
    put(Look::FigureHarm, beside(Class::Casualty));
    put(Look::FigureShare, beside(Class::Quantity));
    let as_verb = |class: Class, verb: bool| log(scan.of(class).filter(|hit| parse.tags[hit.tokens.start].is_verb() == verb).count());
    put(Look::HarmedBy, as_verb(Class::Wrongdoing, true));
    put(Look::WrongNoun, as_verb(Class::Wrongdoing, false));
    put(Look::MindVerb, as_verb(Class::Motive, true));
    put(Look::MindOther, as_verb(Class::Motive, false));
    put(Look::CauseVerb, as_verb(Class::Causation, true));
    let judged = scan.of(Class::Evaluation).any(|hit| {
        (hit.tokens.start.saturating_sub(3).max(sentence.start)..hit.tokens.start)
            .any(|at| parse.is_any(at, &["is", "are", "was", "were", "be", "been", "'s", "’s"]))
    });
    put(Look::JudgedIs, yes(judged));
    let superlative = outside.iter().any(|at| {
        matches!(parse.tags[*at], Tag::Jjs | Tag::Rbs)
            && *at > sentence.start
            && matches!(parse.tags[*at - 1], Tag::Dt | Tag::Pos | Tag::PrpS)
    });
    put(Look::SuperlativeForm, yes(superlative));
}

fn verbs(parse: &Parse, sentence: &Range<usize>, outside: &[usize], put: &mut impl FnMut(Look, f32)) {
    let first = outside.iter().copied().find(|at| parse.tags[*at].is_finite()).map(|at| parse.tags[at]);
    put(Look::Past, yes(first == Some(Tag::Vbd)));
    put(Look::Present, yes(matches!(first, Some(Tag::Vbz | Tag::Vbp))));
    put(Look::ModalFirst, yes(first == Some(Tag::Md)));
    put(Look::Verbless, yes(first.is_none()));
    put(Look::ModalVerb, log(outside.iter().filter(|at| parse.tags[**at] == Tag::Md).count()));
    put(Look::Clauses, log(outside.iter().filter(|at| parse.tags[**at].is_finite()).count()));
    put(Look::Negated, yes(outside.iter().any(|at| parse.is_any(*at, &["not", "n't", "n’t", "never", "no", "without"]))));
    let participle_after = |words: &[&str]| {
        outside.iter().any(|at| parse.is_any(*at, words) && (*at + 1..(*at + 4).min(sentence.end)).any(|next| parse.tags[next] == Tag::Vbn))
    };
    put(Look::PassiveVoice, yes(participle_after(&["is", "are", "was", "were", "been", "being", "be"])));
    put(Look::Perfect, yes(participle_after(&["has", "have", "had"])));
    put(Look::Reports, log(outside.iter().filter(|at| parse.reporting_verb(**at).is_some()).count()));
}

fn subject(parse: &Parse, outside: &[usize], put: &mut impl FnMut(Look, f32)) {
    let Some(first) = outside.first() else { return };
    put(Look::Conjunction, f32::from(u8::from(parse.is_any(*first, &["but", "and", "so", "yet", "or", "nor"]))));
    let verb = finite_verb(parse, *first..outside.last().map_or(*first, |last| last + 1)).map(|(at, _)| at);
    let Some(verb) = verb else { return };
    // The last phrase before the verb that no preposition leads in.
    let before = parse.phrases.partition_point(|phrase| (phrase.first as usize) < verb);
    let phrases = parse.phrases[..before].iter().rev().take(6).take_while(|phrase| phrase.first as usize >= *first);
    let led_in = |phrase: &&crate::syntax::Phrase| {
        let start = phrase.first as usize;
        start == *first || !matches!(parse.tags[start - 1], Tag::In | Tag::To)
    };
    let Some(phrase) = phrases.filter(led_in).last() else {
        put(Look::Opener, 1.0);
        return;
    };
    if phrase.first as usize != *first {
        put(Look::Opener, 1.0);
    }
    let head = phrase.head as usize;
    let which = match () {
        () if parse.is_any(head, &["i", "we"]) => Look::SubjectFirst,
        () if parse.is(head, "you") => Look::SubjectYou,
        () if parse.is_any(head, &["he", "she"]) => Look::SubjectThird,
        () if parse.is(head, "they") => Look::SubjectThey,
        () if parse.is_any(head, &["it", "this", "that", "these", "those", "what"]) => Look::SubjectIt,
        () if parse.is(head, "there") => Look::SubjectThere,
        () if parse.tags[head].is_proper() => Look::SubjectName,
        () => Look::SubjectNoun,
    };
    put(which, 1.0);
}
