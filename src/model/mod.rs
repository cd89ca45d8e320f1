//! What is trained: words in, tags and scores out. It knows no sources and no rules.

use crate::lexicon::{Class, Lexicon};
use crate::syntax::{NameTag, Sentence, Shape, Tag, Token};

/// What the model says of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// A part of speech a token.
    pub tags: Vec<Tag>,
    /// A name's part a token.
    pub names: Vec<NameTag>,
}

/// Reads the sentences of a text (prose). `tokens` are all tokens of the text, `sentences` index into them.
pub fn read(text: &str, tokens: &[Token], sentences: &[Sentence], lexicon: &Lexicon) -> Reading {
    let _ = (sentences, lexicon);
    let tags = tokens.iter().map(|token| guess(token, token.span.of(text))).collect();
    Reading { tags, names: vec![NameTag::Outside; tokens.len()] }
}

fn guess(token: &Token, word: &str) -> Tag {
    match token.shape {
        Shape::OpenQuote => Tag::OpenQuote,
        Shape::CloseQuote => Tag::CloseQuote,
        Shape::Number => Tag::Cd,
        Shape::Punctuation if word == "," => Tag::Comma,
        Shape::Punctuation if matches!(word, "." | "!" | "?") => Tag::Stop,
        Shape::Punctuation => Tag::Colon,
        Shape::Capitalized | Shape::Upper => Tag::Nnp,
        _ if token.entry.verb.is_some() => Tag::Vbd,
        _ if token.entry.classes.has(Class::Opener) => Tag::In,
        _ => Tag::Nn,
    }
}
