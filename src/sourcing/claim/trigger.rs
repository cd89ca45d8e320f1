//! Which words of a sentence make a claim, and of what kind.

use std::ops::Range;

use super::ClaimKind;
use super::accusation::{self, Gravity};
use super::scan::{Hit, Scan, finite_verb};
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
    /// Why it is a claim, for a reader.
    pub reason: String,
}

type Finder = fn(&Parse, &Range<usize>, &Scan) -> Option<Range<usize>>;

/// The triggers of a sentence, at most one of a kind, in precedence.
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
    let flat = accusation::find(parse, &sentence, scan);
    FINDERS
        .iter()
        .filter_map(|(kind, finder)| {
            let flat = flat.as_ref().filter(|_| *kind == ClaimKind::Allegation);
            let tokens = flat.map(|(tokens, _)| tokens.clone()).or_else(|| finder(parse, &sentence, scan))?;
            let flat = flat.map(|(_, gravity)| *gravity);
            Some(Trigger { kind: *kind, tokens: widen(parse, &sentence, tokens), flat, reason: String::new() })
        })
        .collect()
}

/// A statement that is of no kind of its own: what its first finite verb says.
pub fn other(parse: &Parse, sentence: Range<usize>) -> Option<Trigger> {
    let (verb, _) = finite_verb(parse, sentence.clone())?;
    let open = parse.quoted_at(verb).is_none();
    open.then(|| Trigger { kind: ClaimKind::Other, tokens: widen(parse, &sentence, verb..verb + 1), flat: None, reason: String::new() })
}

/// Why the words are a claim, for a reader.
pub fn reason(kind: ClaimKind, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match kind {
        ClaimKind::Allegation => {
            format!("“{words}” says that someone did wrong or failed; a named accuser, a charge or a finding would settle it.")
        }
        ClaimKind::Private => format!("“{words}” tells what no reporter saw or heard; say who told it."),
        ClaimKind::Number => format!("“{words}” is a figure that someone counted; name who, and when."),
        ClaimKind::Disputed => format!("“{words}” takes a side on what others contest; say who holds it, or what proves it."),
        ClaimKind::Superlative => format!("“{words}” sets something above or before all others; name the record it rests on."),
        ClaimKind::Motive => format!("“{words}” says what goes on in someone's mind; say how that is known."),
        ClaimKind::Cause => format!("“{words}” ties an effect to a cause; say who establishes it."),
        ClaimKind::Prediction => format!("“{words}” tells what will come; say who expects it."),
        ClaimKind::Evaluation => format!("“{words}” is a judgement; say whose, or show what it rests on."),
        ClaimKind::Other => format!("“{words}” may be doubted; say who says so."),
    }
}

/// From the trigger's words to the end of the phrase that follows, so that the words make sense alone; at most nine tokens.
fn widen(parse: &Parse, sentence: &Range<usize>, tokens: Range<usize>) -> Range<usize> {
    let limit = sentence.end.min(tokens.start + 9);
    let start = parse
        .phrase_of(tokens.start)
        .map_or(tokens.start, |phrase| (phrase.first as usize).max(sentence.start).max(tokens.start.saturating_sub(4)));
    let mut end = tokens.end;
    while end < limit {
        if parse.tags[end].is_punctuation() || matches!(parse.tags[end], Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb) {
            break;
        }
        if let Some(phrase) = parse.phrase_of(end) {
            end = (phrase.last as usize).min(sentence.end);
            break;
        }
        end += 1;
    }
    // No claim ends in a word that only leads on to the next.
    while end > tokens.end && matches!(parse.tags[end - 1], Tag::In | Tag::To | Tag::Dt | Tag::Md | Tag::PrpS | Tag::Pos) {
        end -= 1;
    }
    start..end.max(tokens.end)
}

fn allegation(parse: &Parse, _: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    scan.of(Class::Wrongdoing).find(|hit| content(parse, hit)).map(|hit| hit.tokens.clone())
}

fn private(_: &Parse, _: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    scan.of(Class::Private).next().map(|hit| hit.tokens.clone())
}

fn disputed(_: &Parse, _: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    scan.of(Class::Dispute).next().map(|hit| hit.tokens.clone())
}

/// A share or rate, or a figure with a word of estimate, change or harm beside it.
fn number(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
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
    let figure = scan.figures.iter().copied().find(|at| counted(*at)).map(|at| {
        let money = at > sentence.start && parse.tags[at - 1] == Tag::Dollar;
        at - usize::from(money)..at + 1
    });
    // "a majority of tenants", "one in four" need no digit.
    figure.or_else(|| scan.of(Class::Quantity).next().map(|hit| hit.tokens.clone()))
}

/// The top of a class, or a first that time bounds.
fn superlative(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
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
    if let Some(hit) = scan.of(Class::Comparison).next() {
        return Some(hit.tokens.clone());
    }
    for at in sentence.start + 1..sentence.end {
        let tag = parse.tags[at];
        if parse.quoted_at(at).is_some() {
            continue;
        }
        let bounded = matches!(parse.tags[at - 1], Tag::Dt | Tag::Pos | Tag::PrpS);
        let most = tag == Tag::Rbs && at + 1 < sentence.end && parse.tags[at + 1].is_adjective();
        let form = tag == Tag::Jjs && !parse.is_any(at, &["most", "least", "latest"]);
        if bounded && (most || form) && !(at + 1 < sentence.end && parse.is_any(at + 1, NO_CLASS)) {
            return Some(at - 1..at + 1);
        }
        let first =
            parse.is_any(at, &["first", "only"]) && parse.is(at - 1, "the") && !(at + 1 < sentence.end && parse.is_any(at + 1, NO_CLASS));
        let bound = |words: &[&str]| (at + 1..(at + 9).min(sentence.end)).any(|next| parse.is_any(next, words));
        if first && bound(&["since", "ever", "to", "who", "in", "whose", "that"]) {
            return Some(at - 1..at + 1);
        }
    }
    None
}

fn motive(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    let minds = scan.of(Class::Motive).find(|hit| {
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
    minds.map(|hit| hit.tokens.clone())
}

fn cause(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    const UNNAMED: &[&str] = &["anonymity", "anonymously", "named", "identified", "name"];
    let causes = |hit: &&Hit| {
        let (at, tag) = (hit.tokens.start, parse.tags[hit.tokens.start]);
        // Why a source is not named is the paper's own to say.
        let reason = (at.saturating_sub(4).max(sentence.start)..at).any(|before| parse.is_any(before, UNNAMED));
        (hit.tokens.len() > 1 || tag.is_verb() || tag == Tag::In || parse.is(at, "because")) && !reason
    };
    scan.of(Class::Causation).find(causes).map(|hit| hit.tokens.clone())
}

fn prediction(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    if let Some(hit) = scan.of(Class::Prediction).next() {
        return Some(hit.tokens.clone());
    }
    let modal = sentence.clone().find(|at| {
        parse.tags[*at] == Tag::Md
            && parse.is_any(*at, &["will", "wo", "would", "could", "may", "might", "shall"])
            && parse.quoted_at(*at).is_none()
    })?;
    let conditional = (modal + 1..sentence.end).any(|at| parse.is(at, "if"));
    let possible = parse.is(modal, "could") && modal + 1 < sentence.end && parse.is_any(modal + 1, &["include", "not", "n't"]);
    (!conditional && !possible).then_some(modal..(modal + 2).min(sentence.end))
}

fn evaluation(_: &Parse, _: &Range<usize>, scan: &Scan) -> Option<Range<usize>> {
    scan.of(Class::Evaluation).chain(scan.of(Class::Stance)).next().map(|hit| hit.tokens.clone())
}

/// Whether a hit is a content word here, not a particle of the same letters.
pub(super) fn content(parse: &Parse, hit: &Hit) -> bool {
    let at = hit.tokens.start;
    // "robbed the keeper of the ball" takes nothing that is anybody's.
    let figure = parse.word(at).starts_with("rob") && (at + 2..(at + 5).min(parse.tokens.len())).any(|next| parse.is(next, "of"));
    !figure && (hit.tokens.len() > 1 || !matches!(parse.tags[at], Tag::In | Tag::To | Tag::Rp))
}
