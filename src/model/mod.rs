//! What is trained: words in, tags and scores out. It knows no sources and no rules.
//!
//! An averaged perceptron reads each sentence from left to right for parts of speech, then a conditional random field for names. They
//! were chosen for their price: a few hundred kilobytes embedded in the program, nothing to load, well under a microsecond a word. What a sentence
//! gets depends on its own tokens alone, so a sentence that did not change need not be read again. `CARD.md` says what the
//! weights were trained on; `examples/train` trains them.

mod arithmetic;
pub mod clusters;
pub mod encoder;
pub mod features;
pub mod kinds;
pub mod names;
pub mod network;
pub mod points;
mod product;
mod recurrent;
pub mod sequence;
pub mod tagger;
pub mod weights;

use crate::lexicon::Lexicon;
use crate::syntax::{NameTag, Sentence, Tag, Token};
use clusters::Clusters;
use features::{Case, Word};
use names::{Chances, Named, Names};
use tagger::Tagger;

/// What the model says of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// A part of speech a token.
    pub tags: Vec<Tag>,
    /// A name's part a token.
    pub names: Vec<NameTag>,
    /// How sure the names are, a token.
    pub chances: Vec<Chances>,
}

/// Reads the sentences of a text (prose). `tokens` are all tokens of the text, `sentences` index into them, each token in one.
pub fn read(text: &str, tokens: &[Token], sentences: &[Sentence], lexicon: &Lexicon) -> Reading {
    let _ = lexicon;
    let mut read = Vec::with_capacity(tokens.len());
    let mut named = Named::default();
    let (clusters, tagger, names) = (Clusters::shipped(), Tagger::shipped(), Names::shipped());
    let mut words = Vec::new();
    let mut keys = Vec::new();
    for sentence in sentences {
        let Some(own) = tokens.get(sentence.tokens()) else { continue };
        words.clear();
        words.extend(own.iter().map(|token| Word::new(token, token.span.of(text), &clusters)));
        let case = Case::of(own);
        let first = read.len();
        tagger.tag(text, own, &words, case, &mut keys, &mut read);
        names.tag(own, &words, &read[first..], case, &mut named);
    }
    Reading { tags: read, names: named.tags, chances: named.chances }
}
