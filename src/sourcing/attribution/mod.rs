//! Attributions: source, cue and content, and how they are found in a sentence.
//!
//! There is no full parser. A cue is found first (a reporting verb in an active or passive clause, "according to", a noun such as
//! "claim", a label before a colon); its source is the noun phrase that stands as its subject, its content what the cue's frame says:
//! a quotation, a clause, an infinitive, a noun phrase, before or after. Quotations without a cue of their own then go to the speaker
//! whose words they continue.

mod clause;
mod content;
mod draft;
pub mod network;
mod noun_phrase;
mod nouns;
mod prepositions;
mod quotations;
mod speakers;
mod verbs;

use super::SourceKind;
use crate::entity::{Entities, EntityId};
use crate::lexicon::Act;
use crate::syntax::Parse;
use crate::text::Span;
use draft::{Draft, Reader};

/// How the content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quote {
    /// In quotation marks, whole.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the reporter's words.
    Indirect,
}

/// Who or what an attribution names.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The whole noun phrase, in text order.
    pub spans: Vec<Span>,
    /// First token of the phrase.
    pub first: u32,
    /// One past the last token of the phrase.
    pub last: u32,
    /// Token of the phrase's head.
    pub head: u32,
    /// The canonical name when it is an entity, else the words used.
    pub name: String,
    /// The entity it stands for.
    pub entity: Option<EntityId>,
    /// What it is.
    pub kind: SourceKind,
    /// An unnamed source is described ("a senior official at the ministry").
    pub described: bool,
    /// Why an unnamed source is unnamed, if the article says.
    pub reason: Option<Span>,
    /// An earlier attribution's index when this one goes back to the same unnamed source ("the official", "they").
    pub same_as: Option<u32>,
}

/// The words that report.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// In text order.
    pub spans: Vec<Span>,
    /// Token of its main word.
    pub head: u32,
    /// Base form of its main word.
    pub lemma: String,
    /// The kind of act; nouns and prepositions speak.
    pub act: Act,
    /// "is expected", "was told": its grammatical subject is not its source.
    pub passive: bool,
}

/// One attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// `None` where the text gives none.
    pub source: Option<Source>,
    /// `None` for a bare label ("Oru: …").
    pub cue: Option<Cue>,
    /// All that is reported, quotation marks included, in text order.
    pub content: Vec<Span>,
    /// How it is given.
    pub quote: Quote,
    /// The analysis' own confidence, 0 to 1.
    pub weight: f32,
    /// Index of the sentence that holds the cue (or the label).
    pub sentence: u32,
}

/// Finds the attributions of an article; sources are found but not yet resolved.
pub fn find(parse: &Parse, entities: &Entities) -> Vec<Attribution> {
    let reader = Reader::new(parse);
    let mut drafts = network::correct(&reader, entities, by_rule(&reader));
    if std::env::var("N_GOVERN").is_ok() { quotations::assign(&reader, &mut drafts); }
    else if std::env::var("N_ASSIGN").is_ok() { quotations::go_on(&reader, &mut drafts); }
    drafts.sort_by_key(|draft| (draft.sentence, draft.anchor()));
    drafts.into_iter().map(|draft| finish(&reader, draft)).collect()
}

/// What training sees of an article: the features of each token.
pub fn training_rows(parse: &Parse, entities: &Entities) -> network::rows::Rows {
    let reader = Reader::new(parse);
    network::rows::rows(&reader, entities, &by_rule(&reader))
}

/// What training sees of links: the choices between spans, where `marked` holds the annotated spans of each sentence.
pub fn training_choices(parse: &Parse, marked: &[network::link::Marked]) -> Vec<network::link::Choice> {
    let drafts = by_rule(&Reader::new(parse));
    let made = network::link::Made::new(&drafts, parse.tokens.len());
    (0..marked.len()).flat_map(|index| network::link::choices(marked, index, &made)).collect()
}

fn by_rule(reader: &Reader) -> Vec<Draft> {
    let parse = reader.parse;
    let mut drafts = Vec::new();
    for index in 0..parse.sentences.len() {
        if !parse.block_of(index).role.is_article() {
            continue;
        }
        let before = drafts.len();
        prepositions::find(reader, index, &mut drafts);
        verbs::find(reader, index, &mut drafts);
        nouns::find(reader, index, &mut drafts);
        content::settle(reader, &mut drafts[before..]);
    }
    quotations::assign(reader, &mut drafts);
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by_key(|draft| (draft.sentence, draft.anchor()));
    drafts
}

fn finish(reader: &Reader, draft: Draft) -> Attribution {
    let parse = reader.parse;
    let spans = |ranges: &[std::ops::Range<usize>]| ranges.iter().map(|range| parse.span(range.clone())).collect::<Vec<_>>();
    let source = draft.source.as_ref().map(|source| {
        let range = source.range.clone();
        let span = parse.span(range.clone());
        Source {
            spans: vec![span],
            first: range.start as u32,
            last: range.end as u32,
            head: source.head as u32,
            name: span.of(&parse.prose.text).to_owned(),
            entity: None,
            kind: SourceKind::Vague,
            described: false,
            reason: None,
            same_as: None,
        }
    });
    let cue = draft.cue.first().map(|_| Cue {
        spans: spans(&draft.cue),
        head: draft.head as u32,
        lemma: draft.lemma,
        act: draft.act,
        passive: draft.passive,
    });
    let (mut quoted, mut plain) = (0, 0);
    for at in draft.content.iter().cloned().flatten() {
        match reader.quoted(at) {
            Some(_) => quoted += 1,
            None if parse.tokens[at].shape.is_word() => plain += 1,
            None => {}
        }
    }
    let quote = match (quoted, plain) {
        (0, _) => Quote::Indirect,
        (_, 0) => Quote::Direct,
        _ => Quote::Mixed,
    };
    Attribution { source, cue, content: spans(&draft.content), quote, weight: draft.weight, sentence: draft.sentence as u32 }
}
