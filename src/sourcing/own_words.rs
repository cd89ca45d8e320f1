//! What a sentence's words say by themselves, whoever is named and quoted around it: read once, and kept while it stands unchanged.

use std::sync::Arc;

use super::claim::Statement;
use super::claim::feature::{self, Features};
use super::claim::scan::scan;
use super::footing::Clause;
use super::vague::{self, VagueWording};
use crate::syntax::kept::Kept;
use crate::syntax::{Parse, Sentence};

/// What one sentence's words say. Its tokens count from the sentence's first, so that it holds wherever the sentence stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnWords {
    /// Its vague wordings, in text order; those of the article's own words only.
    wordings: Vec<VagueWording>,
    /// The claims its words make; `None` if it can hold none.
    pub statement: Option<Statement>,
    /// The features of its words if it can hold no claims, else those of the statement serve.
    features: Features,
    /// Its main clause.
    pub(super) clause: Clause,
    /// A charge, a complaint, an arrest or the police stand in it.
    pub(super) in_court: bool,
    /// How many of its words speak of a poll.
    pub(super) polls: u32,
}

impl OwnWords {
    /// Its vague wordings, in text order, in tokens of the article; `sentence` is where it stands.
    pub fn wordings(&self, sentence: &Sentence) -> impl Iterator<Item = VagueWording> {
        let first = sentence.first as usize;
        self.wordings.iter().map(move |wording| VagueWording {
            form: wording.form,
            tokens: wording.tokens.start + first..wording.tokens.end + first,
            key: wording.key + first,
            plain: wording.plain,
        })
    }

    /// Whether it holds a vague wording that leaves little doubt.
    pub fn is_vague(&self) -> bool {
        is_vague(&self.wordings)
    }

    /// The features of its words.
    pub fn features(&self) -> &Features {
        self.statement.as_ref().map_or(&self.features, |statement| &statement.features)
    }

    fn read(parse: &Parse, index: usize) -> OwnWords {
        let tokens = parse.sentences[index].tokens();
        let first = tokens.start;
        let own = parse.block_of(index).role.is_article();
        let mut wordings = if own { vague::wordings(parse, tokens.clone()) } else { Vec::new() };
        for wording in &mut wordings {
            wording.tokens = wording.tokens.start - first..wording.tokens.end - first;
            wording.key -= first;
        }
        let statement = Statement::read(parse, index);
        let features = match statement {
            Some(_) => Features::new(),
            None => feature::of_words(parse, tokens.clone(), &scan(parse, tokens.clone())),
        };
        let clause = Clause::read(parse, index, is_vague(&wordings));
        let in_court = tokens.clone().any(|at| vague::evidence::is_of_court(parse, at));
        let polls = tokens.filter(|at| vague::evidence::is_of_polls(parse, *at)).count() as u32;
        OwnWords { wordings, statement, features, clause, in_court, polls }
    }
}

fn is_vague(wordings: &[VagueWording]) -> bool {
    wordings.iter().any(|wording| wording.plain)
}

/// Reads every sentence; those that stand unchanged are taken from `previous`.
pub fn read(parse: &Parse, previous: Option<(&[Arc<OwnWords>], &Kept)>) -> Vec<Arc<OwnWords>> {
    let earlier = |index: usize| previous.and_then(|(own, kept)| own.get(kept.sentences.old(index)?).cloned());
    (0..parse.sentences.len()).map(|index| earlier(index).unwrap_or_else(|| Arc::new(OwnWords::read(parse, index)))).collect()
}
