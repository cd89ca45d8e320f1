//! Which words of a sentence make a claim, and of what kind.

mod asserted;
mod counted;
mod span;

use std::ops::Range;

use super::ClaimKind;
use super::accusation::{Accusation, Gravity};
use super::scan::{Hit, Scan};
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};

/// Words that make a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The kind of claim.
    pub kind: ClaimKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// It says outright that somebody did wrong ("bribed two inspectors"), and how grave that is.
    pub flat: Option<Gravity>,
    /// Such an accusation that somebody is said to make, in so many words: it is one here only if that is nobody to be named.
    pub told: bool,
    /// The token of the one whom such an accusation is of.
    pub accused: Option<usize>,
    /// How plainly its words make the claim.
    pub wording: Wording,
    /// Why it is a claim, for a reader.
    pub reason: String,
}

/// How plainly words make a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// They say what their list stands for, where they stand: "ignored the warnings".
    Plain,
    /// They are words of no list: what the verb says.
    Bare,
    /// They belong to a list, and are denied, supposed, only spoken of: "cannot be ignored".
    Loose,
    /// They accuse, and a charge, a verdict, a denial or a story stands with them: "pleaded guilty to bribing two inspectors".
    Settled,
    /// They belong to a list, and make no claim of its kind where they stand: "aged nearly five", "may have sailed".
    Void,
}

/// The weight of a sentence, 0 to 1, counts at most so much where no words of it plainly make a claim: that is no ground for a warning.
const UNSURE: f32 = 0.69;
/// The same where the sentence itself tells who accuses, judges or denies: that is no ground for more than a hint.
const ANSWERED: f32 = 0.5;

impl Trigger {
    /// How likely a desk asks about these words in a sentence of this weight, 0 to 1.
    pub fn weigh(&self, sentence: f32) -> f32 {
        let sentence = match self.wording {
            // Words of wrong that no doer and no deed come with are asked about; what warns is a flat accusation.
            Wording::Plain if self.kind == ClaimKind::Allegation && self.flat.is_none() => sentence.min(UNSURE),
            Wording::Plain => sentence,
            Wording::Settled => sentence.min(ANSWERED),
            Wording::Bare | Wording::Loose | Wording::Void => sentence.min(UNSURE),
        };
        self.flat.map_or(sentence, |gravity| gravity.least().max(sentence))
    }
}

/// So many words of a kind are looked at in one sentence, however long it is.
const MOST: usize = 40;

type Finder = fn(&Parse, &Range<usize>, &Scan) -> Vec<Range<usize>>;

/// The triggers of a sentence, at most one of a kind: those of a plainer wording first, then in precedence.
pub fn find(parse: &Parse, sentence: Range<usize>, scan: &Scan) -> Vec<Trigger> {
    const FINDERS: &[(ClaimKind, Finder)] = &[
        (ClaimKind::Allegation, allegation),
        (ClaimKind::Private, private),
        (ClaimKind::Number, number),
        (ClaimKind::Disputed, disputed),
        (ClaimKind::Superlative, superlative),
        (ClaimKind::Motive, motive),
        (ClaimKind::Cause, cause),
        (ClaimKind::Prediction, prediction),
        (ClaimKind::Evaluation, evaluation),
    ];
    let of_kind = |(kind, finder): &(ClaimKind, Finder)| {
        let found = finder(parse, &sentence, scan);
        let (mut wording, mut tokens) = (Wording::Void, found.first()?.clone());
        for words in found.into_iter().take(MOST) {
            let plainer = asserted::wording(parse, &sentence, *kind, &words);
            if plainer < wording {
                (wording, tokens) = (plainer, words);
            }
            if wording == Wording::Plain {
                break;
            }
        }
        let tokens = span::of(parse, &sentence, *kind, tokens);
        Some(Trigger { kind: *kind, tokens, flat: None, told: false, accused: None, wording, reason: String::new() })
    };
    let mut triggers: Vec<Trigger> = FINDERS.iter().filter_map(of_kind).collect();
    triggers.sort_by_key(|trigger| trigger.wording);
    triggers
}

/// Leaves of the triggers that a sentence was found to have those that make a claim where they stand, or what its verb says.
pub fn keep(parse: &Parse, sentence: Range<usize>, triggers: &mut Vec<Trigger>) {
    triggers.retain(|trigger| trigger.wording != Wording::Void);
    if triggers.is_empty() {
        triggers.extend(other(parse, sentence));
    } else if let [only] = triggers.as_mut_slice()
        // "As well", "so far" are no judgement; what the sentence says may be one.
        && (only.kind, only.wording) == (ClaimKind::Evaluation, Wording::Loose)
        && let Some(bare) = bare(parse, &sentence, ClaimKind::Evaluation)
    {
        *only = bare;
    }
}

/// The trigger of a flat accusation.
pub fn accusing(parse: &Parse, sentence: Range<usize>, accusation: Accusation) -> Trigger {
    let end = span::end(parse, &sentence, &accusation.tokens);
    let wording = if accusation.told { Wording::Loose } else { Wording::Plain };
    let start = accusation.tokens.start;
    let Accusation { kind, gravity, told, accused, .. } = accusation;
    Trigger { kind, tokens: start..end, flat: Some(gravity), told, accused: Some(accused), wording, reason: String::new() }
}

/// A statement that is of no kind of its own.
pub fn other(parse: &Parse, sentence: Range<usize>) -> Option<Trigger> {
    bare(parse, &sentence, ClaimKind::Other)
}

/// What the first finite verb outside quotation marks says.
fn bare(parse: &Parse, sentence: &Range<usize>, kind: ClaimKind) -> Option<Trigger> {
    let verb = sentence.clone().find(|at| parse.tags[*at].is_finite() && parse.quoted_at(*at).is_none())?;
    Some(Trigger {
        kind,
        tokens: span::widen(parse, sentence, verb..verb + 1),
        flat: None,
        told: false,
        accused: None,
        wording: Wording::Bare,
        reason: String::new(),
    })
}

/// Why the words are a claim, for a reader.
pub fn reason(kind: ClaimKind, wording: Wording, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = ": source not found. Say who says so, as closely as is safe, or cut it.";
    let rest = match kind {
        ClaimKind::Allegation => ": no accuser, charge or finding found. Attribute it, cite the paper, or cut it; and ask the accused.",
        _ if wording == Wording::Bare => bare,
        ClaimKind::Private => ": we were not there. Say who described it, as closely as is safe, or what we saw.",
        ClaimKind::Number => ": source not found. Say where it comes from, and from when to when.",
        ClaimKind::Disputed => ": who holds this, or what proves it, was not found. Name either, or give both sides.",
        ClaimKind::Superlative => ": no list or record found. Say whose it is and how far back it goes, or cut it.",
        ClaimKind::Motive => " is a state of mind. Quote somebody, or write what was done.",
        ClaimKind::Cause => ": who established the cause was not found. Say who did, or write only what came first and what came after.",
        ClaimKind::Prediction => " is put as our own forecast. Name who expects it and on what figures, or write “could”.",
        ClaimKind::Evaluation => " is a judgement; whose was not found. Say whose, show the facts, or cut it.",
        ClaimKind::Other => bare,
    };
    format!("“{words}”{rest}")
}

fn allegation(parse: &Parse, _: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    scan.of(Class::Wrongdoing).filter(|hit| content(parse, hit)).map(|hit| hit.tokens.clone()).collect()
}

fn private(_: &Parse, _: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    scan.of(Class::Private).map(|hit| hit.tokens.clone()).collect()
}

fn disputed(_: &Parse, _: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    scan.of(Class::Dispute).map(|hit| hit.tokens.clone()).collect()
}

/// A share or rate, or a figure with a word of estimate, change or harm beside it.
fn number(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    const ESTIMATES: &[&str] = &[
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "over",
        "than",
        "least",
        "to",
        "under",
        "estimated",
        "only",
        "just",
    ];
    let counted = |at: usize| {
        let scaled = at + 1 < sentence.end && parse.is_any(at + 1, &["percent", "%", "per", "million", "billion", "trillion", "times"]);
        let estimated = at > sentence.start && parse.is_any(at - 1, ESTIMATES);
        let near = |class: Class, reach: usize| scan.of(class).any(|hit| hit.tokens.start < at + reach && at < hit.tokens.end + reach);
        scaled || estimated || near(Class::Quantity, 3) || near(Class::Change, 6) || near(Class::Casualty, 6)
    };
    let figures = scan.figures.iter().copied().filter(|at| counted(*at)).map(|at| {
        let money = at > sentence.start && parse.tags[at - 1] == Tag::Dollar;
        at - usize::from(money)..at + 1
    });
    // "a majority of tenants", "one in four" need no digit.
    figures.chain(scan.of(Class::Quantity).map(|hit| hit.tokens.clone())).collect()
}

/// What a record is counted in.
const TIMES: &[&str] =
    &["years", "decades", "months", "generations", "decade", "century", "generation", "history", "memory", "centuries", "weeks", "days"];

/// The top of a class, or a first that time bounds.
fn superlative(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    const NO_CLASS: &[&str] = &[
        "likely",
        "recent",
        "recently",
        "people",
        "part",
        "cases",
        "notably",
        "importantly",
        "latest",
        "lady",
        "term",
        "trip",
        "most",
        "least",
        "best",
        "of",
    ];
    let mut found: Vec<Range<usize>> = scan.of(Class::Comparison).map(|hit| hit.tokens.clone()).collect();
    for at in sentence.start + 1..sentence.end {
        let tag = parse.tags[at];
        if parse.quoted_at(at).is_some() {
            continue;
        }
        let bounded = matches!(parse.tags[at - 1], Tag::Dt | Tag::Pos | Tag::PrpS);
        let most = tag == Tag::Rbs && at + 1 < sentence.end && parse.tags[at + 1].is_adjective();
        let form = tag == Tag::Jjs && !parse.is_any(at, &["most", "least", "latest"]);
        if bounded && (most || form) && !(at + 1 < sentence.end && parse.is_any(at + 1, NO_CLASS)) {
            found.push(at - 1..at + 1);
            continue;
        }
        let first =
            parse.is_any(at, &["first", "only"]) && parse.is(at - 1, "the") && !(at + 1 < sentence.end && parse.is_any(at + 1, NO_CLASS));
        let next = at + 1..(at + 9).min(sentence.end);
        let bound = |words: &[&str]| next.clone().any(|next| parse.is_any(next, words));
        // "the first in years" bounds a record, "the first vote in the region" does not.
        let times =
            next.clone().any(|next| parse.is(next, "in") && (next + 1..(next + 4).min(sentence.end)).any(|at| parse.is_any(at, TIMES)));
        if first && (times || bound(&["since", "ever", "to", "who", "whose", "that"])) {
            found.push(at - 1..at + 1);
        }
    }
    found
}

fn motive(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    let minds = scan.of(Class::Motive).filter(|hit| {
        let at = hit.tokens.start;
        let own = (at.saturating_sub(2).max(sentence.start)..at).any(|before| parse.is_any(before, &["i", "we", "you"]));
        let word = hit.tokens.len() == 1;
        // "the trust", "a long plan": a noun of these letters tells of no mind; "hoped" as a plain adjective neither.
        let tag = parse.tags[at];
        let noun =
            word && tag == Tag::Nn && at > sentence.start && matches!(parse.tags[at - 1], Tag::Dt | Tag::Jj | Tag::Nn | Tag::Nnp | Tag::In);
        let command = tag == Tag::Vb && word && at > sentence.start && parse.tags[at - 1] == Tag::To;
        !(own || noun || command)
    });
    minds.map(|hit| hit.tokens.clone()).collect()
}

fn cause(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    const UNNAMED: &[&str] = &["anonymity", "anonymously", "named", "identified", "name"];
    let causes = |hit: &&Hit| {
        let (at, tag) = (hit.tokens.start, parse.tags[hit.tokens.start]);
        // Why a source is not named is the paper's own to say.
        let reason = (at.saturating_sub(4).max(sentence.start)..at).any(|before| parse.is_any(before, UNNAMED));
        (hit.tokens.len() > 1 || tag.is_verb() || tag == Tag::In || parse.is(at, "because")) && !reason
    };
    scan.of(Class::Causation).filter(causes).map(|hit| hit.tokens.clone()).collect()
}

fn prediction(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    let words = scan.of(Class::Prediction).map(|hit| hit.tokens.clone());
    let supposed = sentence.clone().rev().find(|at| parse.is(*at, "if"));
    let modals = sentence.clone().filter(|at| {
        parse.tags[*at] == Tag::Md
            && parse.is_any(*at, &["will", "wo", "would", "could", "may", "might", "shall"])
            && parse.quoted_at(*at).is_none()
    });
    let open = |modal: &usize| {
        let possible = parse.is(*modal, "could") && modal + 1 < sentence.end && parse.is_any(modal + 1, &["include", "not", "n't"]);
        supposed.is_none_or(|supposed| supposed < *modal) && !possible
    };
    words.chain(modals.filter(open).map(|modal| modal..(modal + 2).min(sentence.end))).collect()
}

/// Words of worth, those that are no adverbs first, then what shows how sure the writer is.
fn evaluation(parse: &Parse, _: &Range<usize>, scan: &Scan) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = scan.of(Class::Evaluation).chain(scan.of(Class::Stance)).map(|hit| hit.tokens.clone()).collect();
    found.sort_by_key(|tokens| parse.tags[tokens.start].is_adverb());
    found
}

/// Whether a hit is a content word here, not a particle of the same letters.
pub(super) fn content(parse: &Parse, hit: &Hit) -> bool {
    let at = hit.tokens.start;
    // "robbed the keeper of the ball" takes nothing that is anybody's.
    let figure = parse.word(at).starts_with("rob") && (at + 2..(at + 5).min(parse.tokens.len())).any(|next| parse.is(next, "of"));
    // "What lies ahead" tells of a place.
    let place = parse.is_any(at, &["lie", "lies"]) && matches!(parse.tags.get(hit.tokens.end), Some(Tag::In | Tag::Rb));
    !figure && !place && (hit.tokens.len() > 1 || !matches!(parse.tags[at], Tag::In | Tag::To | Tag::Rp))
}
