//! Nouns that carry content: "Oru's claim that …", "the accusation that …", "his pledge to …".

use super::clause;
use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use crate::lexicon::{Act, Class};
use crate::syntax::Tag;

/// Finds the attributions of sentence `index` that hang on a noun.
pub(super) fn find(reader: &Reader, index: usize, drafts: &mut Vec<Draft>) {
    let sentence = &reader.parse.sentences[index];
    for at in sentence.tokens() {
        if !reader.has(at, Class::CueNoun) || !matches!(reader.tag(at), Tag::Nn | Tag::Nns) || reader.quoted(at).is_some() {
            continue;
        }
        let Some(phrase) = reader.parse.phrase_of(at).copied().filter(|phrase| phrase.head as usize == at) else { continue };
        let next = at + 1;
        let that = reader.is(next, "that") && reader.tag(next) == Tag::In;
        let to = reader.tag(next) == Tag::To && reader.tag(next + 1) == Tag::Vb;
        let of = reader.is_any(next, &["of", "about", "on", "for", "against", "over"])
            && reader.parse.phrase_of(next + 1).is_some_and(|p| p.first as usize == next + 1);
        if !(that || to || of) {
            continue;
        }
        let owner = (phrase.first as usize..at).rev().find(|token| matches!(reader.tag(*token), Tag::Pos | Tag::PrpS));
        let source = match owner {
            Some(owner) if reader.tag(owner) == Tag::PrpS => Some(SourcePhrase { range: owner..owner + 1, head: owner }),
            Some(owner) if owner > phrase.first as usize => Some(SourcePhrase { range: phrase.first as usize..owner, head: owner - 1 }),
            _ => None,
        };
        let cue = owner.map_or(phrase.first as usize, |owner| if reader.tag(owner) == Tag::Pos { owner } else { owner + 1 })..next;
        let content = if that { content::after(reader, sentence, next) } else { content::phrase(reader, sentence, next + usize::from(of)) };
        let Some(content) = content else { continue };
        // Without an owner only a clause is surely somebody's words.
        let source = match source {
            Some(source) => Some(source),
            None if that => maker(reader, phrase.first as usize, sentence.first as usize),
            None => continue,
        };
        let inside = drafts.iter().any(|draft| draft.content.iter().chain(&draft.cue).any(|range| range.contains(&at)));
        if inside && source.is_none() {
            continue;
        }
        let weight = if source.is_none() { 0.4 } else { 0.6 };
        drafts.push(Draft {
            source,
            cue: vec![cue],
            head: at,
            lemma: reader.parse.word(at).to_lowercase(),
            act: Act::Speech,
            passive: false,
            content: vec![content],
            weight,
            sentence: index,
            shown: false,
        });
    }
}

/// Who makes the claim: the subject of "made", "has", "expressed" before it.
fn maker(reader: &Reader, phrase: usize, floor: usize) -> Option<SourcePhrase> {
    let verb = phrase.checked_sub(1).filter(|verb| *verb >= floor && reader.tag(*verb).is_verb())?;
    let makes = reader.is_any(
        verb,
        &[
            "made",
            "makes",
            "make",
            "making",
            "expressed",
            "expresses",
            "express",
            "expressing",
            "voiced",
            "voices",
            "has",
            "had",
            "have",
            "gave",
            "issued",
            "raised",
            "raises",
            "held",
            "holds",
            "reached",
            "came",
            "offered",
        ],
    );
    if !makes {
        return None;
    }
    let group = clause::verb_group(reader, verb, floor);
    clause::subject(reader, &group, floor)
}
