//! In which order pronouns are resolved: as they stand, but what is reported behind the source whose words it is, and what stands in
//! quotation marks last.

use rustc_hash::FxHashMap;

use super::anaphor::{Anaphora, Pronoun};
use crate::entity::Entities;
use crate::sourcing::{Attribution, Quote};
use crate::syntax::Parse;
use crate::text::Span;

/// A pronoun that is to be resolved.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub pronoun: Pronoun,
    /// The attribution in whose content it stands, and whether that is in quotation marks.
    pub reporter: Option<(u32, bool)>,
    /// What it says, if it is the source of an attribution.
    pub content: Option<Vec<Span>>,
    /// It is resolved once the text was read up to this token.
    pub turn: u32,
}

/// The token at which an attribution is read: its source's head, else its cue, else the start of its content.
pub fn anchor(parse: &Parse, attribution: &Attribution) -> u32 {
    let source = attribution.source.as_ref().map(|source| source.head);
    let cue = || attribution.cue.as_ref().map(|cue| cue.head);
    source.or_else(cue).unwrap_or_else(|| attribution.content.first().map_or(0, |span| parse.token_from(span.start) as u32))
}

/// The pronouns of an article as they are resolved.
pub(super) fn in_order(parse: &Parse, entities: &Entities, anaphora: &Anaphora, attributions: &[Attribution]) -> Vec<Query> {
    let speaking: FxHashMap<u32, u32> =
        (0..).zip(attributions).filter_map(|(index, other)| Some((other.source.as_ref()?.head, index))).collect();
    let free =
        |pronoun: &&Pronoun| !entities.mentions_in(pronoun.at as usize..pronoun.at as usize + 1).any(|mention| mention.form.is_name());
    let asked = |pronoun: &Pronoun| Query {
        pronoun: *pronoun,
        reporter: None,
        content: speaking.get(&pronoun.at).map(|index| attributions[*index as usize].content.clone()),
        turn: pronoun.at,
    };
    let mut order: Vec<Query> = anaphora.pronouns.all().iter().filter(free).map(asked).collect();
    // The innermost reporter is the one with the least to tell.
    let length = |attribution: &Attribution| attribution.content.iter().map(|span| span.len()).sum::<u32>();
    let mut reporters: Vec<u32> = (0..attributions.len() as u32).collect();
    reporters.sort_by_key(|index| std::cmp::Reverse(length(&attributions[*index as usize])));
    for index in reporters {
        let attribution = &attributions[index as usize];
        for span in &attribution.content {
            let from = order.partition_point(|asked| parse.tokens[asked.pronoun.at as usize].span.start < span.start);
            for asked in order[from..].iter_mut().take_while(|asked| parse.tokens[asked.pronoun.at as usize].span.end <= span.end) {
                // "ORU: He has left": a label's words are its speaker's own.
                let label = attribution.cue.is_none();
                let marked = label || attribution.quote != Quote::Indirect && parse.quoted_at(asked.pronoun.at as usize).is_some();
                asked.reporter = Some((index, marked));
            }
        }
    }
    for asked in &mut order {
        let at = asked.pronoun.at;
        if asked.content.is_some() {
            continue;
        } else if parse.quoted_at(at as usize).is_some() {
            asked.turn = u32::MAX;
        } else if let Some((index, _)) = asked.reporter {
            let source = attributions[index as usize].source.as_ref().map(|source| source.head);
            let same = |source: &u32| parse.sentence_of(*source as usize) == parse.sentence_of(at as usize);
            asked.turn = source.filter(same).map_or(at, |source| at.max(source + 1));
        }
    }
    order.sort_by_key(|asked| (asked.turn, asked.pronoun.at));
    order
}
