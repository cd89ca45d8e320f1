//! What is trained: words in, tags and scores out. It knows no sources and no rules.
//!
//! Two averaged perceptrons read each sentence from left to right, first for parts of speech, then for names. They were chosen for
//! their price: a few hundred kilobytes embedded in the program, nothing to load, well under a microsecond a word. What a sentence
//! gets depends on its own tokens alone, so a sentence that did not change need not be read again. `CARD.md` says what the
//! weights were trained on; `examples/train` trains them.

pub mod clusters;
pub mod features;
pub mod kinds;
pub mod names;
pub mod network;
pub mod tagger;
pub mod weights;

use crate::lexicon::Lexicon;
use crate::syntax::{NameTag, Sentence, Tag, Token};
use clusters::Clusters;
use features::{Case, Word};
use names::Names;
use tagger::Tagger;

/// What the model says of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// A part of speech a token.
    pub tags: Vec<Tag>,
    /// A name's part a token.
    pub names: Vec<NameTag>,
}

/// Reads the sentences of a text (prose). `tokens` are all tokens of the text, `sentences` index into them, each token in one.
pub fn read(text: &str, tokens: &[Token], sentences: &[Sentence], lexicon: &Lexicon) -> Reading {
    let _ = lexicon;
    let mut reading = Reading { tags: Vec::with_capacity(tokens.len()), names: Vec::with_capacity(tokens.len()) };
    let (clusters, tagger, names) = (Clusters::shipped(), Tagger::shipped(), Names::shipped());
    let mut words = Vec::new();
    let mut keys = Vec::new();
    for sentence in sentences {
        let Some(own) = tokens.get(sentence.tokens()) else { continue };
        words.clear();
        words.extend(own.iter().map(|token| Word::new(token, token.span.of(text), &clusters)));
        let case = Case::of(own);
        let first = reading.tags.len();
        tagger.tag(text, own, &words, case, &mut keys, &mut reading.tags);
        names.tag(own, &words, &reading.tags[first..], case, &mut keys, &mut reading.names);
    }
    reading
}
