//! How many different sources of each kind an article has, and what each is cited for. The summary of `check`, the line over a headline and
//! the ledger count the same.

use rustc_hash::FxHashMap;

use super::{SourceKind, Sourcing};
use crate::entity::EntityId;
use crate::syntax::Parse;

/// How many different sources of each kind an article has, or several articles together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Tally {
    pub named: usize,
    pub organization: usize,
    pub document: usize,
    pub anonymous: usize,
    pub vague: usize,
}

impl Tally {
    /// Counts each source once, however often it is cited.
    pub fn of(parse: &Parse, sourcing: &Sourcing) -> Tally {
        let mut tally = Tally::default();
        for cited in cited(parse, sourcing) {
            match cited.kind {
                SourceKind::Named => tally.named += 1,
                SourceKind::Organization => tally.organization += 1,
                SourceKind::Document => tally.document += 1,
                SourceKind::Anonymous => tally.anonymous += 1,
                SourceKind::Vague => tally.vague += 1,
            }
        }
        tally
    }

    /// Adds another article's.
    pub fn add(&mut self, other: Tally) {
        self.named += other.named;
        self.organization += other.organization;
        self.document += other.document;
        self.anonymous += other.anonymous;
        self.vague += other.vague;
    }
}

/// A source, and the attributions that rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// What it is.
    pub kind: SourceKind,
    /// Indices among the attributions, in text order; never empty. The first one names it.
    pub attributions: Vec<usize>,
}

/// What makes two attributions rest on one source.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Entity(EntityId),
    /// "The report", wherever it is called so again.
    Paper(String),
    Words(SourceKind, String),
    /// The attribution that others go back to.
    First(usize),
}

/// Every source that tells where something comes from, in the order in which they are first cited.
pub fn cited(parse: &Parse, sourcing: &Sourcing) -> Vec<Cited> {
    let mut all: Vec<Cited> = Vec::new();
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    let telling = sourcing.telling();
    for (index, attribution) in sourcing.attributions.iter().enumerate().filter(|(index, _)| telling[*index]) {
        let Some(source) = attribution.source.as_ref() else { continue };
        let (opening, head) = (source.first as usize, source.head as usize);
        // "It said" and "the report says" go back to what was counted before.
        let goes_back = source.entity.is_none() && parse.is_any(head, &["it", "its", "they", "their", "which", "that", "this", "who"]);
        let definite = parse.is_any(opening, &["the", "this", "that", "these", "those", "its", "their", "his", "her"]);
        let own = || Key::Words(source.kind, source.name.to_lowercase());
        let mut keys = vec![Key::First(index)];
        match (source.entity, source.same_as) {
            (Some(entity), _) => keys.push(Key::Entity(entity)),
            (None, Some(first)) => keys.push(Key::First(first as usize)),
            (None, None) if goes_back => {}
            (None, None) => keys.push(own()),
        }
        let paper = (source.kind == SourceKind::Document && source.entity.is_none()).then(|| Key::Paper(parse.word(head).to_lowercase()));
        let known = keys.iter().find_map(|key| places.get(key)).or_else(|| places.get(paper.as_ref().filter(|_| definite)?)).copied();
        let before = || all.iter().rposition(|cited| cited.kind == source.kind);
        let at = match known.or_else(|| if goes_back { before() } else { None }) {
            Some(at) => at,
            None if goes_back => continue,
            None => {
                all.push(Cited { kind: source.kind, attributions: Vec::new() });
                all.len() - 1
            }
        };
        all[at].attributions.push(index);
        for key in keys.into_iter().chain(paper) {
            places.entry(key).or_insert(at);
        }
    }
    all
}
