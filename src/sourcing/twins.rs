//! Words that are quoted twice: a headline's quotation is spoken by whoever speaks the same words below it.

use super::{Attribution, Quote, Source};
use crate::entity::{Entities, EntityType};
use crate::syntax::{Parse, Quoted};

/// A single word proves little, unless it is a long one.
const LONG: usize = 6;

/// Gives the attributions at `silent`, beside which nobody is named, to whoever speaks the same words elsewhere.
pub(super) fn find(parse: &Parse, entities: &Entities, attributions: &mut [Attribution], silent: &[usize]) {
    for index in silent.iter().filter(|index| attributions[**index].quote != Quote::Indirect).copied().collect::<Vec<_>>() {
        let own = attributions[index].content.clone();
        let inside = |quoted: &&Quoted| quoted.depth == 0 && own.iter().any(|span| span.overlaps(quoted.span));
        let twin = parse.quoted.iter().filter(inside).find_map(|quoted| {
            let mut same =
                parse.quoted.iter().filter(|other| other.depth == 0 && other.open != quoted.open && same_words(parse, quoted, other));
            same.find_map(|other| speaker_of(entities, attributions, other, silent)).cloned()
        });
        if let Some(source) = twin {
            attributions[index].source = Some(source);
        }
    }
}

fn speaker_of<'a>(entities: &Entities, attributions: &'a [Attribution], quoted: &Quoted, silent: &[usize]) -> Option<&'a Source> {
    let holds = |attribution: &Attribution| {
        attribution.quote != Quote::Indirect && attribution.content.iter().any(|span| span.overlaps(quoted.span))
    };
    let holding = attributions.iter().enumerate().filter(|(index, attribution)| !silent.contains(index) && holds(attribution));
    let mut sources = holding.filter_map(|(_, attribution)| attribution.source.as_ref());
    sources.rfind(|source| source.entity.is_some_and(|id| entities.get(id).kind == EntityType::Person))
}

/// Whether one of two quotations has all the words of the other, one after another.
pub(super) fn same_words(parse: &Parse, quoted: &Quoted, other: &Quoted) -> bool {
    let words = |quoted: &Quoted| -> Vec<&str> {
        let tokens = quoted.open as usize + 1..(quoted.end as usize).max(quoted.open as usize + 1);
        let word = |at: &usize| parse.tokens[*at].shape.is_word() && parse.word(*at).starts_with(char::is_alphanumeric);
        tokens.filter(word).map(|at| parse.word(at)).collect()
    };
    let (one, two) = (words(quoted), words(other));
    let (short, long) = if one.len() <= two.len() { (&one, &two) } else { (&two, &one) };
    let telling = short.len() >= 2 || short.first().is_some_and(|word| word.len() >= LONG);
    telling && long.windows(short.len().max(1)).any(|part| part.iter().zip(short).all(|(one, two)| one.eq_ignore_ascii_case(two)))
}
