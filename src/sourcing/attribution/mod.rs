//! Attributions: source, cue and content, and how they are found in a sentence.
//!
//! There is no full parser. A cue is found first (a reporting verb in an active or passive clause, "according to", a noun such as
//! "claim", a label before a colon); its source is the noun phrase that stands as its subject, its content what the cue's frame says:
//! a quotation, a clause, an infinitive, a noun phrase, before or after. What the rules find is evidence for a small network, which
//! decides ([`network`]). Quotations without a cue of their own then go to the speaker whose words they continue.

mod clause;
mod content;
mod draft;
mod heading;
mod inverted;
pub mod network;
mod noun_phrase;
mod nouns;
mod posts;
mod prepositions;
mod quotations;
mod relayed;
mod shown;
mod signature;
mod silent;
mod speakers;
mod verbs;

use std::sync::Arc;

use super::SourceKind;
use crate::entity::{Entities, EntityId};
use crate::lexicon::{Act, Stance, Stances};
use crate::sourcing::readings::Readings;
use crate::syntax::Parse;
use crate::syntax::kept::{Kept, PerSentence};
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
    /// Whole and without marks: a block quotation, an answer in an interview, a post.
    Shown,
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
    /// Who else speaks with it: "Marit Oru and Tom Hale said", "they said".
    pub others: Vec<EntityId>,
    /// What it is.
    pub kind: SourceKind,
    /// An unnamed source is described ("a senior official at the ministry").
    pub described: bool,
    /// Why an unnamed source is unnamed, if the article says.
    pub reason: Option<Span>,
    /// Who it probably is, where that is not sure enough to be told as known; only of pronouns and bare roles, and `entity` is none.
    pub likely: Option<EntityId>,
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
    /// Whether the source said so, denied it or would not answer.
    pub stance: Stance,
    /// The analysis' own confidence, 0 to 1.
    pub weight: f32,
    /// Index of the sentence that holds the cue (or the label).
    pub sentence: u32,
}

impl Attribution {
    /// The kind of its source. A cue without a source ("is widely seen as") rests on nobody in particular.
    pub fn kind(&self) -> SourceKind {
        self.source.as_ref().map_or(SourceKind::Vague, |source| source.kind)
    }
}

/// What was found on the way, and serves the next reading of the same text.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// What the rules found within each sentence.
    drafts: PerSentence<Draft>,
    /// What the network said of each.
    readings: Vec<Option<Arc<network::Reading>>>,
}

impl Memory {
    /// How sure the network was of sentence `index`, if it read it.
    pub fn doubt(&self, index: usize) -> Option<network::Doubt> {
        Some(self.readings.get(index)?.as_ref()?.doubt())
    }
}

/// Finds the attributions of an article; sources are found but not yet resolved. What of `earlier` still holds, and what is `kept` of any
/// article, changes only what it costs.
pub fn find(parse: &Parse, entities: &Entities, earlier: Option<(&Memory, &Kept)>, kept: Option<&Readings>) -> (Vec<Attribution>, Memory) {
    let reader = Reader::new(parse);
    let drafts = in_sentences(&reader, earlier.map(|(memory, kept)| (&memory.drafts, kept)));
    let readings = earlier.map(|(memory, kept)| (memory.readings.as_slice(), kept));
    let (mut corrected, readings) = network::correct(&reader, entities, by_rule(&reader, &drafts), readings, kept);
    posts::find(&reader, &mut corrected);
    inverted::find(&reader, &mut corrected);
    relayed::find(&reader, &mut corrected);
    shown::find(&reader, entities, &mut corrected);
    quotations::go_on(&reader, &mut corrected);
    for draft in &mut corrected {
        if let Some(subject) = speakers::subject_before(&reader, draft) {
            draft.source = Some(subject);
        }
    }
    corrected.sort_by_key(|draft| (draft.sentence, draft.anchor()));
    let found = corrected.into_iter().map(|draft| finish(&reader, draft)).collect();
    (found, Memory { drafts, readings })
}

/// What training sees of an article: the features of each token.
pub fn training_rows(parse: &Parse, entities: &Entities) -> network::rows::Rows {
    let reader = Reader::new(parse);
    network::rows::rows(&reader, entities, &by_rule(&reader, &in_sentences(&reader, None)))
}

/// What training sees of links: the choices between spans, where `marked` holds the annotated spans of each sentence.
pub fn training_choices(parse: &Parse, marked: &[network::link::Marked]) -> Vec<network::link::Choice> {
    let reader = Reader::new(parse);
    let drafts = by_rule(&reader, &in_sentences(&reader, None));
    let made = network::link::Made::new(&drafts, parse.tokens.len());
    (0..marked.len()).flat_map(|index| network::link::choices(&reader, marked, index, &made)).collect()
}

/// What the rules find within each sentence.
fn in_sentences(reader: &Reader, earlier: Option<(&PerSentence<Draft>, &Kept)>) -> PerSentence<Draft> {
    let parse = reader.parse;
    PerSentence::read(
        parse.sentences.len(),
        earlier,
        |_| false,
        |index, found| {
            if parse.block_of(index).role.is_article() {
                let mut drafts = Vec::new();
                prepositions::find(reader, index, &mut drafts);
                verbs::find(reader, index, &mut drafts);
                nouns::find(reader, index, &mut drafts);
                content::settle(reader, &mut drafts);
                found.extend(drafts);
            }
        },
    )
}

/// What the rules find in the article: in its sentences, and across them.
fn by_rule(reader: &Reader, in_sentences: &PerSentence<Draft>) -> Vec<Draft> {
    let mut drafts = in_sentences.all().to_vec();
    for (draft, sentence) in drafts.iter_mut().zip(in_sentences.sentences()) {
        draft.sentence = sentence;
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
            others: Vec::new(),
            kind: SourceKind::Vague,
            described: false,
            reason: None,
            likely: None,
            same_as: None,
        }
    });
    let stance = stance(reader, &draft);
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
        (_, 1..) if draft.shown => Quote::Shown,
        (0, _) => Quote::Indirect,
        (_, 0) => Quote::Direct,
        _ => Quote::Mixed,
    };
    Attribution { source, cue, content: spans(&draft.content), quote, stance, weight: draft.weight, sentence: draft.sentence as u32 }
}

/// What the cue and its negation say of where the source stands.
fn stance(reader: &Reader, draft: &Draft) -> Stance {
    let Some(cue) = draft.cue.first().filter(|_| !draft.passive) else { return Stance::Said };
    let not = |at: usize| reader.is_any(at, &["not", "n't", "n’t", "never", "nor"]);
    let negated = (cue.start.saturating_sub(2)..draft.head).any(not);
    let stances = Stances::shipped();
    let behind = draft.head + 1..(draft.head + 4).min(reader.parse.tokens.len());
    let reply = behind.into_iter().any(|at| stances.is_reply(&reader.parse.word(at).to_lowercase()));
    stances.of(&draft.lemma, negated, reply)
}

#[cfg(test)]
mod testing {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    /// The source of each quotation, empty where it has none.
    pub fn speakers(text: &str) -> Vec<String> {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let source = |index: u32| article.sourcing.attributions.get(index as usize)?.source.clone();
        let quotations = article.sourcing.quotations.iter();
        quotations.map(|quotation| quotation.attribution.and_then(source).map_or(String::new(), |source| source.name)).collect()
    }
}
