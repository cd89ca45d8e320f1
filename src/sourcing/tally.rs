//! How many different sources of each kind an article has.

use std::collections::BTreeSet;

use super::{SourceKind, Sourcing};
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
        for kind in distinct(parse, sourcing).into_iter().filter_map(|index| Some(sourcing.attributions.get(index)?.source.as_ref()?.kind))
        {
            match kind {
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

/// For each different source, the index of the attribution that names it first.
pub fn distinct(parse: &Parse, sourcing: &Sourcing) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut papers = BTreeSet::new();
    let mut first = Vec::new();
    for (index, attribution) in sourcing.attributions.iter().enumerate() {
        let Some(source) = attribution.source.as_ref() else { continue };
        let (opening, head) = (source.first as usize, source.head as usize);
        // "It said" and "the report says" go back to what was counted before.
        let goes_back = source.entity.is_none() && parse.is_any(head, &["it", "its", "they", "their", "which", "that", "this", "who"]);
        let definite = parse.is_any(opening, &["the", "this", "that", "these", "those", "its", "their", "his", "her"]);
        let paper = source.kind == SourceKind::Document && !papers.insert(parse.word(head).to_lowercase()) && definite;
        if source.same_as.is_none() && !goes_back && !paper && seen.insert((source.kind, source.entity, source.name.to_lowercase())) {
            first.push(index);
        }
    }
    first
}
