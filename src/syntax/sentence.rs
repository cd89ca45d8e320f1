//! Where sentences end.

use super::token::{Shape, Token};
use crate::lexicon::Class;
use crate::prose::{Block, Prose, Role};
use crate::text::Span;

/// A sentence, or what stands alone as one (a headline, a byline).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Prose bytes, from the first token to the last.
    pub span: Span,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Index of its block.
    pub block: u32,
}

impl Sentence {
    /// Its tokens as a range.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// Cuts the tokens `first..` of one block into sentences.
pub fn split(prose: &Prose, block_index: usize, tokens: &[Token], first: usize, sentences: &mut Vec<Sentence>) {
    let block: &Block = &prose.blocks[block_index];
    let mut push = |from: usize, to: usize| {
        if from < to {
            let span = Span::new(tokens[from].span.start, tokens[to - 1].span.end);
            sentences.push(Sentence { span, first: from as u32, last: to as u32, block: block_index as u32 });
        }
    };
    if !(block.role.is_body() || matches!(block.role, Role::Caption | Role::Standfirst)) {
        push(first, tokens.len());
        return;
    }
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        let after = match ends_at(&prose.text, tokens, start, at) {
            Some(after) => after,
            None => {
                at += 1;
                continue;
            }
        };
        push(start, after);
        start = after;
        at = after;
    }
    push(start, tokens.len());
}

/// If a sentence ends with token `at` (and the closing marks behind it): one past its last token.
fn ends_at(text: &str, tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    let token = &tokens[at];
    let word = token.span.of(text);
    let abbreviation = token.shape.is_word() && word.ends_with('.') && word.len() > 1;
    let stop = matches!(word, "." | "…") || (word.starts_with("..") && word.bytes().all(|b| b == b'.'));
    let emphatic = word.starts_with(['!', '?']);
    if !(abbreviation || stop || emphatic) {
        return None;
    }
    let mut after = at + 1;
    while after < tokens.len() && closes(text, &tokens[after]) {
        after += 1;
    }
    let quoted = after > at + 1 && tokens[at + 1..after].iter().any(|t| t.shape == Shape::CloseQuote);
    let Some(next) = tokens.get(after) else { return Some(after) };
    if !begins_sentence(text, tokens, after) {
        return None;
    }
    if abbreviation && !abbreviation_ends(text, tokens, start, at, next) && !quoted {
        return None;
    }
    // "You can't!" Mr. Oru shouted.
    if quoted && emphatic && speaker_follows(text, tokens, after) {
        return None;
    }
    if (word.starts_with("..") || word == "…") && next.shape == Shape::Lower {
        return None;
    }
    Some(after)
}

fn closes(text: &str, token: &Token) -> bool {
    token.shape == Shape::CloseQuote || matches!(token.span.of(text), ")" | "]" | "}")
}

fn begins_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let mut at = at;
    while at < tokens.len()
        && (tokens[at].shape == Shape::OpenQuote || matches!(tokens[at].span.of(text), "(" | "[" | "—" | "–" | "-" | "--" | "…" | "..."))
    {
        at += 1;
    }
    tokens.get(at).is_some_and(|token| match token.shape {
        Shape::Capitalized | Shape::Upper | Shape::Number | Shape::Alphanumeric => true,
        Shape::Mixed => true,
        Shape::Punctuation => matches!(token.span.of(text), "$" | "£" | "€" | "#" | "@" | "•"),
        _ => false,
    })
}

/// Whether an abbreviation's full stop also ends the sentence.
fn abbreviation_ends(text: &str, tokens: &[Token], start: usize, at: usize, next: &Token) -> bool {
    let word = tokens[at].span.of(text);
    let classes = tokens[at].entry.classes;
    if classes.any(&[Class::Honorific, Class::Title]) || at == start {
        return false;
    }
    let stem = word.trim_end_matches('.');
    let initial = stem.chars().count() == 1;
    if initial && word != "I." {
        return false;
    }
    if word.eq_ignore_ascii_case("no.") || word.eq_ignore_ascii_case("nos.") {
        return next.shape != Shape::Number;
    }
    if classes.has(Class::Month) || ["v.", "vs.", "e.g.", "i.e.", "cf.", "approx.", "ca."].contains(&word) {
        return false;
    }
    // "U.S. On", "Inc. The": only a closed-class word surely begins a sentence; a name may go on.
    let opener = next.entry.classes.has(Class::Opener) || next.shape == Shape::OpenQuote;
    opener
        || (word.len() == 4
            && word.ends_with(".m.")
            && !next.entry.classes.any(&[Class::Weekday, Class::Month])
            && next.shape == Shape::Capitalized)
}

/// Whether a speaker and a reporting verb come next ("Mr. Oru shouted", "she said", "shouted Mr. Oru").
fn speaker_follows(text: &str, tokens: &[Token], at: usize) -> bool {
    for token in tokens.iter().skip(at).take(6) {
        if token.entry.verb.is_some() && token.shape == Shape::Lower {
            return true;
        }
        let goes_on = token.shape.is_capitalized()
            || token.entry.classes.any(&[Class::Title, Class::Honorific, Class::PersonNoun])
            || matches!(token.span.of(text), "the" | "a" | "an" | "of" | "he" | "she" | "they");
        if !goes_on {
            return false;
        }
    }
    false
}
