//! "According to Oru", "in Oru's words", and labels ("Oru: …").

use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use super::noun_phrase;
use crate::lexicon::{Act, Class};
use crate::syntax::{Sentence, Tag};

/// Finds the attributions of sentence `index` that hang on a preposition or a colon.
pub(super) fn find(reader: &Reader, index: usize, drafts: &mut Vec<Draft>) {
    let sentence = &reader.parse.sentences[index];
    label(reader, index, sentence, drafts);
    signature(reader, index, sentence, drafts);
    for at in sentence.tokens() {
        if reader.quoted(at).is_some() {
            continue;
        }
        if reader.is(at, "according") && reader.is(at + 1, "to") {
            according(reader, index, sentence, at, at + 2, drafts);
        } else if reader.is(at, "per") && reader.tag(at + 1).is_proper() {
            according(reader, index, sentence, at, at + 1, drafts);
        } else if reader.is(at, "in") {
            in_words_of(reader, index, sentence, at, drafts);
        }
    }
}

fn according(reader: &Reader, index: usize, sentence: &Sentence, cue: usize, np: usize, drafts: &mut Vec<Draft>) {
    let ceiling = sentence.last as usize;
    let Some(source) = noun_phrase::starting_at(reader, np, ceiling).or_else(|| noun_phrase::misread_at(reader, np, ceiling)) else {
        return;
    };
    add(reader, index, sentence, source, cue..np, cue, drafts);
}

/// "in Oru's words", "in her view".
fn in_words_of(reader: &Reader, index: usize, sentence: &Sentence, at: usize, drafts: &mut Vec<Draft>) {
    let Some(phrase) = reader.parse.phrase_of(at + 1).copied().filter(|phrase| phrase.first as usize == at + 1) else { return };
    let head = phrase.head as usize;
    if !reader.is_any(head, &["words", "view", "opinion", "telling", "account", "estimation", "judgment", "judgement"]) {
        return;
    }
    let owner = (at + 1..head).find(|token| matches!(reader.tag(*token), Tag::Pos | Tag::PrpS));
    let source = match owner {
        Some(owner) if reader.tag(owner) == Tag::PrpS => SourcePhrase { range: owner..owner + 1, head: owner },
        Some(owner) if owner > at + 1 => SourcePhrase { range: at + 1..owner, head: owner - 1 },
        _ => {
            if !reader.is(head + 1, "of") {
                return;
            }
            match noun_phrase::starting_at(reader, head + 2, sentence.last as usize) {
                Some(source) => {
                    add(reader, index, sentence, source, at..head + 2, at, drafts);
                    return;
                }
                None => return,
            }
        }
    };
    let cue = at..phrase.last as usize;
    add(reader, index, sentence, source, cue, at, drafts);
}

fn add(
    reader: &Reader,
    index: usize,
    sentence: &Sentence,
    source: SourcePhrase,
    cue: std::ops::Range<usize>,
    head: usize,
    drafts: &mut Vec<Draft>,
) {
    let end = source.range.end.max(cue.end);
    let first = sentence.first as usize;
    let leads =
        (first..cue.start).all(|at| !reader.parse.tokens[at].shape.is_word() || reader.tag(at) == Tag::Cc || reader.tag(at).is_adverb());
    let mut contents = Vec::new();
    if !leads && let Some(before) = content::before(reader, sentence, cue.start) {
        contents.push(before);
    }
    let rest_is_clause = leads || (reader.is_comma(end) && content::has_clause(reader, end..sentence.last as usize));
    if rest_is_clause && let Some(after) = content::after(reader, sentence, end) {
        contents.push(after);
    }
    let lemma = reader.parse.word(head).to_lowercase();
    drafts.push(Draft {
        source: Some(source),
        cue: vec![cue],
        head,
        lemma,
        act: Act::Speech,
        passive: false,
        content: contents,
        weight: 0.95,
        sentence: index,
        shown: false,
    });
}

/// A paragraph or headline that opens with its source: "Oru: We waited all night", "Poll: Most favour the bridge".
fn label(reader: &Reader, index: usize, sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let first = sentence.first as usize;
    let opens_block = index == 0 || reader.parse.sentences[index - 1].block != sentence.block;
    if !opens_block {
        return;
    }
    let Some(colon) = (first + 1..(first + 8).min(sentence.last as usize)).find(|at| reader.is(*at, ":")) else { return };
    let head = reader.parse.phrase_of(colon - 1).map_or(colon - 1, |phrase| phrase.head as usize);
    if (first..colon).any(|at| reader.tag(at).is_finite() || reader.quoted(at).is_some() || reader.parse.reporting_verb(at).is_some()) {
        return;
    }
    let capitals = (first..colon).all(|at| reader.parse.tokens[at].shape.is_capitalized());
    let speaks = reader.tag(head).is_proper()
        || (capitals && !reader.has(head, Class::Opener))
        || reader.parse.tokens[head].entry.classes.any(&[
            Class::Title,
            Class::PersonNoun,
            Class::DocumentNoun,
            Class::BodyNoun,
            Class::PeopleNoun,
        ]);
    let after = colon + 1;
    let begins = reader.opens_quote(after)
        || reader.parse.tokens.get(after).is_some_and(|token| token.shape.is_capitalized() || token.shape == crate::syntax::Shape::Number);
    if !speaks || !begins || after >= sentence.last as usize || reader.has(head, Class::Month) {
        return;
    }
    let Some(range) = content::after(reader, sentence, after) else { return };
    let source = SourcePhrase { range: first..colon, head };
    drafts.push(Draft::without_cue(source, colon, vec![range], 0.7, index));
}

/// `"…" — Marit Oru`: a quotation signed with its speaker.
fn signature(reader: &Reader, index: usize, sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let last = sentence.last as usize;
    let Some(dash) = (sentence.first as usize..last).rev().take(14).find(|at| reader.is_dash(*at) || reader.is(*at, "―")) else { return };
    let Some(close) = dash.checked_sub(1) else { return };
    let Some(quoted) = reader.quoted(close).filter(|quoted| quoted.end as usize == dash) else { return };
    if dash + 1 >= last || (dash + 1..last).any(|at| reader.tag(at).is_finite()) || !reader.parse.tokens[dash + 1].shape.is_capitalized() {
        return;
    }
    let Some(source) = noun_phrase::starting_at(reader, dash + 1, last) else { return };
    let content = vec![quoted.open as usize..quoted.end as usize];
    drafts.push(Draft::without_cue(source, dash, content, 0.85, index));
}
