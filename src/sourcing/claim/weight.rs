//! How likely a desk asks for a source, by the formula that `examples/claims/fit.py` fits on labelled sentences ([`formula`]).
//!
//! A sentence is read twice: the second time it also knows the first odds of those around it ([`super::neighbours`]).

use super::ClaimKind;
use super::accusation;
use super::feature::{self, Features};
use super::formula;
use super::neighbours::{Around, around};
use super::place::Places;
use super::scan::{finite_verb, scan};
use super::trigger::{self, Trigger, Wording};
use crate::entity::Entities;
use crate::sourcing::reader::Answer;
use crate::sourcing::{Attribution, Grounds};
use crate::syntax::kept::Kept;
use crate::syntax::{Parse, Tag};

/// What a sentence that can hold claims says of itself, before anybody's source is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The words that make claims in it; what its first finite verb says where no words do. Tokens count from the sentence's first.
    pub triggers: Vec<Trigger>,
    /// The features of its words.
    pub features: Features,
    /// Their part of the log odds that a desk asks.
    odds: f32,
    /// "I" or "we" stands outside quotation marks.
    pub(super) writer: bool,
    /// "You" stands outside quotation marks.
    pub(super) addressed: bool,
    /// Its first finite verb is in the past.
    pub(super) past: bool,
}

impl Statement {
    /// Whether the writer says "I" or "we" in it.
    pub fn writer_speaks(&self) -> bool {
        self.writer
    }

    /// Reads the tokens of a sentence; `None` if it can hold no claims.
    pub fn read(parse: &Parse, sentence: usize) -> Option<Statement> {
        let tokens = parse.sentences[sentence].tokens();
        let accusation = super::may_accuse(parse, sentence).then(|| accusation::find(parse, &tokens)).flatten();
        if accusation.is_none() && !super::states(parse, sentence) {
            return None;
        }
        let scan = scan(parse, tokens.clone());
        let mut triggers = trigger::find(parse, tokens.clone(), &scan);
        if triggers.is_empty() {
            triggers.extend(trigger::other(parse, tokens.clone()));
        }
        // The formula was fitted on the words of the lists: what an accusation weighs does not rest on it, and moves nothing else.
        let mut features = feature::of_words(parse, tokens.clone(), &scan);
        // A figure that needs no source is none to the formula either; of the other kinds it knows words that only look like them.
        triggers.retain(|trigger| trigger.wording != Wording::Void || trigger.kind != ClaimKind::Number);
        features.extend(triggers.iter().map(|trigger| (feature::claim(trigger.kind), 1.0)));
        features.push((feature::look(feature::Look::Claims), feature::log(triggers.len())));
        trigger::keep(parse, tokens.clone(), &mut triggers);
        for trigger in triggers.iter_mut().filter(|trigger| trigger.kind == ClaimKind::Allegation && trigger.wording != Wording::Bare) {
            if accusation::is_settled(parse, &tokens, &trigger.tokens) {
                trigger.wording = Wording::Settled;
            }
        }
        triggers.sort_by_key(|trigger| trigger.wording);
        if let Some(accusation) = accusation {
            let accusing = trigger::accusing(parse, tokens.clone(), accusation);
            triggers.retain(|trigger| accusing.told || trigger.kind != accusing.kind);
            triggers.insert(0, accusing);
        }
        for trigger in &mut triggers {
            trigger.reason = trigger::reason(trigger.kind, trigger.wording, parse.span(trigger.tokens.clone()).of(&parse.prose.text));
            trigger.accused = trigger.accused.map(|accused| accused - tokens.start);
            trigger.tokens = trigger.tokens.start - tokens.start..trigger.tokens.end - tokens.start;
        }
        let outside = |words: &[&str]| {
            tokens.clone().any(|at| parse.tokens[at].span.len() < 4 && parse.is_any(at, words) && parse.quoted_at(at).is_none())
        };
        Some(Statement {
            triggers,
            odds: formula::chosen().first(&features),
            features,
            writer: outside(&["i", "we", "my", "our", "us"]),
            addressed: outside(&["you"]),
            past: finite_verb(parse, tokens.clone()).is_some_and(|(_, tag)| tag == Tag::Vbd),
        })
    }
}

/// What the trees said of a statement, and say as long as what they are asked is the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// A number for what they were asked beside its words.
    seen: u64,
    boosted: f32,
}

/// What was weighed of each sentence in an earlier state of an article, and which of them stand unchanged.
pub(in crate::sourcing) type Earlier<'a> = Option<(&'a [Option<Weighed>], &'a Kept)>;

/// A statement, weighed where it stands.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// Index of the sentence.
    pub sentence: usize,
    /// What its words say.
    pub statement: &'a Statement,
    /// The features of its place.
    pub place: Features,
    /// What the sentences around it say of it.
    pub around: Around,
    /// What the trees say.
    pub weighed: Weighed,
    /// Log odds that a desk asks.
    pub odds: f32,
}

/// The weight of a claim of a sentence, 0 to 1: what the reader says, or the formula's log odds where it did not read. What nobody outside can
/// know, and what the article itself shows to be contested, has the greater of both: there a desk would rather be asked too often.
pub(super) fn weight(kind: ClaimKind, odds: f32, answer: Option<Answer>) -> f32 {
    let formula = 1.0 / (1.0 + (-odds).exp());
    match (kind, answer) {
        (_, None) => formula,
        (ClaimKind::Private | ClaimKind::Disputed, Some(answer)) => answer.asked.max(formula),
        (_, Some(answer)) => answer.asked,
    }
}

/// Weighs every statement; `statements[i]` is that of sentence `i`.
pub fn read<'a>(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    grounds: &[Grounds],
    statements: &[Option<&'a Statement>],
) -> Vec<Reading<'a>> {
    read_again(parse, entities, attributions, grounds, statements, None)
}

/// The same, after `earlier`.
pub(super) fn read_again<'a>(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    grounds: &[Grounds],
    statements: &[Option<&'a Statement>],
    earlier: Earlier,
) -> Vec<Reading<'a>> {
    let formula = formula::chosen();
    let stated: Vec<(usize, &Statement)> =
        statements.iter().enumerate().filter_map(|(index, statement)| Some((index, (*statement)?))).collect();
    let places = Places::new(parse, entities, attributions, grounds, &stated);
    let own: Vec<Features> = stated.iter().enumerate().map(|(number, (index, _))| places.features(*index, number)).collect();
    let odds: Vec<f32> = stated.iter().zip(&own).map(|((_, statement), place)| statement.odds + formula.first(place)).collect();
    let opens: Vec<bool> = stated.iter().map(|(index, _)| places.opens(*index)).collect();
    let mut row = formula.row();
    let weigh = |((index, statement), (place, around)): ((usize, &'a Statement), (Features, Around))| {
        let seen = formula.number(&place, &around);
        let old = earlier.and_then(|(old, kept)| *old.get(kept.sentences.old(index)?)?).filter(|old| old.seen == seen);
        let mut boost = || formula.boosted(&mut row, statement.features.iter().chain(&place), &around);
        let weighed = old.unwrap_or_else(|| Weighed { seen, boosted: boost() });
        let odds = formula.last(&around, weighed.boosted);
        Reading { sentence: index, statement, place, around, weighed, odds }
    };
    stated.into_iter().zip(own.into_iter().zip(around(&odds, &opens))).map(weigh).collect()
}
