//! Text that was never meant to be read must still be read, and in time that grows with its length only.

use std::time::{Duration, Instant};

use onrecord::lexicon::Lexicon;
use onrecord::model;
use onrecord::prose::{Block, Prose, Role};
use onrecord::syntax::{phrase, quotation_marks, sentence, token};
use onrecord::text::Span;

/// Reads `text` as one paragraph up to its noun phrases; how many tokens and sentences it has.
fn read(text: String) -> (usize, usize) {
    let span = Span::new(0, text.len() as u32);
    let prose = Prose { text, blocks: vec![Block { span, role: Role::Paragraph, dateline: None, level: 0 }], ..Prose::default() };
    let mut tokens = Vec::new();
    token::tokenize(&prose.text, span, Lexicon::shipped(), &mut tokens);
    let blocks = [0..tokens.len()];
    let quoted = quotation_marks::pair(&prose, &tokens, &blocks);
    let mut sentences = Vec::new();
    sentence::split(&prose, 0, &tokens, 0..tokens.len(), &quoted, &mut sentences);
    let reading = model::read(&prose.text, &tokens, &sentences, Lexicon::shipped());
    assert_eq!((reading.tags.len(), reading.names.len()), (tokens.len(), tokens.len()));
    let mut phrases = Vec::new();
    for sentence in &sentences {
        phrase::noun_phrases(sentence.tokens(), &reading.tags, &mut phrases);
    }
    (tokens.len(), sentences.len())
}

#[test]
fn a_long_line_of_anything_is_read_in_seconds() {
    let pieces = [
        "(",
        "“",
        "'",
        "\"",
        ".",
        ".)",
        "a.",
        "big ",
        "Oru ",
        "x",
        "x.y",
        "- ",
        "? ",
        "He left. ",
        "'s ",
        "’”.",
        "e\u{301}",
        "\u{200b}",
        "!a",
        "1,",
        "No. ",
    ];
    for piece in pieces {
        let started = Instant::now();
        read(piece.repeat(200_000 / piece.len()));
        assert!(started.elapsed() < Duration::from_secs(5), "{piece:?} took {:?}", started.elapsed());
    }
}

#[test]
fn each_token_lies_in_one_sentence() {
    for text in ["", " ", "Oru", "He left. “Why? She asked. (He said: No. 2", "Hale’s “plan.”.", "\u{a0}…\u{2028}—"] {
        read(text.to_owned());
    }
    assert_eq!(read("He left. She stayed.".to_owned()), (6, 2));
}
