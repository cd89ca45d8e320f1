//! Words that are quoted twice: a headline's quotation is spoken by whoever speaks the same words below it.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::{Attribution, Quote, SourceKind};
use crate::entity::{Entities, EntityType};
use crate::lexicon::Class;
use crate::syntax::{Parse, Quoted, Tag};
use crate::text::Span;

/// A single word proves little, unless it is a long one.
const LONG: usize = 6;

/// So many quotations before and behind one are looked at; more would cost a long text more than they tell.
pub(super) const REACH: usize = 100;

/// Gives the attributions at `silent`, beside which nobody is named, to whoever speaks the same words elsewhere.
pub(super) fn find(parse: &Parse, entities: &Entities, attributions: &mut [Attribution], silent: &[usize]) {
    let quotes = |index: &usize| attributions[*index].quote != Quote::Indirect;
    let silent: Vec<usize> = silent.iter().copied().filter(quotes).collect();
    let unnamed: Vec<usize> = (0..attributions.len()).filter(quotes).filter(|index| is_unnamed(parse, &attributions[*index])).collect();
    if silent.is_empty() && unnamed.is_empty() {
        return;
    }
    let quotations: Vec<&Quoted> = parse.quoted.iter().filter(|quoted| quoted.depth == 0).collect();
    let words: Vec<Words> = quotations.iter().map(|quoted| Words::read(parse, quoted)).collect();
    let speakers = speakers(entities, &quotations, attributions, &silent);
    let twin = |attribution: &Attribution, least: usize| {
        let mut own =
            attribution.content.iter().flat_map(|span| overlapping(&quotations, *span)).filter(|at| words[*at].keys.len() >= least);
        own.find_map(|at| {
            let mut near = at.saturating_sub(REACH)..quotations.len().min(at + REACH);
            near.find_map(|other| speakers[other].filter(|_| other != at && words[at].agree(&words[other])))
        })
    };
    for index in silent {
        if let Some(source) = twin(&attributions[index], 1).and_then(|twin| attributions[twin].source.clone()) {
            attributions[index].source = Some(source);
        }
    }
    // "A councillor said it was “at the end of its tether”" above, and by name below.
    for index in unnamed {
        let named = twin(&attributions[index], SAME).and_then(|twin| attributions[twin].source.clone());
        if let Some((named, source)) = named.filter(|named| named.others.is_empty()).zip(attributions[index].source.as_mut()) {
            (source.entity, source.kind, source.described) = (named.entity, SourceKind::Named, false);
            source.name = named.name;
        }
    }
}

/// So many words in the same order are not said by two people.
const SAME: usize = 4;

/// Whether one person without a name speaks.
fn is_unnamed(parse: &Parse, attribution: &Attribution) -> bool {
    attribution.source.as_ref().is_some_and(|source| {
        let head = source.head as usize;
        let person = parse.has(head, Class::PersonNoun) || parse.has(head, Class::Title);
        let open = source.entity.is_none() && source.same_as.is_none() && source.reason.is_none();
        open && source.kind == SourceKind::Anonymous && person && parse.tags[head] == Tag::Nn
    })
}

/// The places of the quotations, which lie one after another, that `span` reaches into.
fn overlapping(quotations: &[&Quoted], span: Span) -> Range<usize> {
    let from = quotations.partition_point(|quoted| quoted.span.end <= span.start);
    from..from + quotations[from..].iter().take_while(|quoted| quoted.span.start < span.end).count()
}

/// For each quotation, the attribution of it whose source is a person, `silent` ones left out; the last one of several.
fn speakers(entities: &Entities, quotations: &[&Quoted], attributions: &[Attribution], silent: &[usize]) -> Vec<Option<usize>> {
    let mut speakers = vec![None; quotations.len()];
    let person = |attribution: &Attribution| {
        let entity = attribution.source.as_ref().and_then(|source| source.entity);
        entity.is_some_and(|id| entities.get(id).kind == EntityType::Person)
    };
    for (index, attribution) in attributions.iter().enumerate() {
        if attribution.quote == Quote::Indirect || !person(attribution) || silent.binary_search(&index).is_ok() {
            continue;
        }
        for span in &attribution.content {
            speakers[overlapping(quotations, *span)].fill(Some(index));
        }
    }
    speakers
}

/// The words of a quotation, told apart by their letters in any case.
pub(super) struct Words {
    keys: Vec<u64>,
    /// It is more than a short word alone.
    telling: bool,
}

impl Words {
    /// Reads a quotation's words.
    pub fn read(parse: &Parse, quoted: &Quoted) -> Words {
        let tokens = quoted.open as usize + 1..(quoted.end as usize).max(quoted.open as usize + 1);
        let word = |at: &usize| parse.tokens[*at].shape.is_word() && parse.word(*at).starts_with(char::is_alphanumeric);
        let mut first = 0;
        let key = |at: usize| {
            let mut hasher = FxHasher::default();
            let word = parse.word(at);
            word.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
            if first == 0 {
                first = word.len();
            }
            hasher.finish()
        };
        let keys: Vec<u64> = tokens.filter(word).map(key).collect();
        Words { telling: keys.len() >= 2 || first >= LONG, keys }
    }

    /// Whether one of two quotations has all the words of the other, one after another.
    pub fn agree(&self, other: &Words) -> bool {
        let (short, long) = if self.keys.len() <= other.keys.len() { (self, other) } else { (other, self) };
        short.telling && long.keys.windows(short.keys.len().max(1)).any(|part| part == short.keys)
    }
}
