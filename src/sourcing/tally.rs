//! How many different sources of each kind an article has, and what each is cited for. The summary of `check`, the line over a headline and
//! the ledger count the same.

use std::collections::BTreeMap;

use super::{Source, SourceKind, Sourcing, Stance};
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
        for cited in sources(parse, sourcing) {
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

/// A source, and all that is cited of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The entity it is.
    pub entity: Option<EntityId>,
    /// What it is.
    pub kind: SourceKind,
    /// Indices of its attributions, in text order; never none.
    pub attributions: Vec<usize>,
}

/// The different sources of an article in the order in which they are first cited: all that something rests on, or that were asked and did
/// not answer. Two who speak together are two.
pub fn sources(parse: &Parse, sourcing: &Sourcing) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    let telling = sourcing.telling();
    for (index, attribution) in sourcing.attributions.iter().enumerate() {
        let Some(source) = attribution.source.as_ref() else { continue };
        if !telling[index] && attribution.stance == Stance::Said {
            continue;
        }
        for key in keys(parse, source) {
            // "They said" and "it said", where nobody knows who: whoever of this kind was cited last.
            let back = || cited.iter().rposition(|one| one.kind == source.kind);
            let known = places.get(&key).copied().or_else(|| if goes_back(parse, source) { back() } else { None });
            let place = known.unwrap_or(cited.len());
            places.insert(Key::First(index as u32), place);
            places.insert(key.clone(), place);
            // "A report by the board", and then "the report".
            if source.kind == SourceKind::Document {
                places.entry(Key::Words(source.kind, parse.word(source.head as usize).to_lowercase())).or_insert(place);
            }
            match cited.get_mut(place) {
                Some(one) => one.attributions.push(index),
                None => cited.push(Cited { entity: key.entity(), kind: source.kind, attributions: vec![index] }),
            }
        }
    }
    cited
}

/// What tells one source from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(EntityId),
    /// The attribution that first speaks of somebody unnamed.
    First(u32),
    /// The noun of a paper that has been spoken of, or the words used.
    Words(SourceKind, String),
}

impl Key {
    fn entity(&self) -> Option<EntityId> {
        match self {
            Key::Entity(id) => Some(*id),
            Key::First(_) | Key::Words(..) => None,
        }
    }
}

fn keys(parse: &Parse, source: &Source) -> Vec<Key> {
    if let Some(id) = source.entity {
        return [id].iter().chain(&source.others).map(|id| Key::Entity(*id)).collect();
    }
    let definite = parse.is_any(source.first as usize, &["the", "this", "that", "these", "those", "its", "their", "his", "her"]);
    let words = match source.kind {
        SourceKind::Document if definite || source.last - source.first <= 2 => parse.word(source.head as usize),
        _ => source.name.as_str(),
    };
    vec![source.same_as.map_or_else(|| Key::Words(source.kind, words.to_lowercase()), Key::First)]
}

/// Whether the source is only a pronoun that nothing resolved.
fn goes_back(parse: &Parse, source: &Source) -> bool {
    const BACK: &[&str] = &["it", "its", "they", "their", "which", "that", "this", "who"];
    source.entity.is_none() && source.same_as.is_none() && parse.is_any(source.head as usize, BACK)
}
