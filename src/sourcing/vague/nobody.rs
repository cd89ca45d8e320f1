//! Statements that are laid to nobody: by a vague source ("critics say") or by a wording without any ("is accused of").

use rustc_hash::FxHashSet;

use super::{Wording, is_authority, is_identified, speaks};
use crate::entity::Entities;
use crate::sourcing::{SourceKind, Sourcing};
use crate::syntax::Parse;
use crate::text::Span;

/// Words that stand where a source should.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nobody {
    /// The words, in prose bytes.
    pub span: Span,
    /// How sure it is that they report, 0 to 1; `None` for a wording without a source.
    pub weight: Option<f32>,
}

/// The statements of an article that rest on experts and studies (`Authority`) or on crowds and on nobody at all (`Passive`), where
/// nobody among them is identified: one a sentence, those with a source first.
pub fn unidentified(parse: &Parse, entities: &Entities, sourcing: &Sourcing, wanted: Wording) -> Vec<Nobody> {
    let mut found = Vec::new();
    let mut taken = FxHashSet::default();
    for attribution in &sourcing.attributions {
        let Some(source) = attribution.source.as_ref().filter(|source| source.kind == SourceKind::Vague) else { continue };
        let (head, sentence) = (source.head as usize, parse.sentence_of(source.head as usize));
        let Some(span) = source.spans.first().copied() else { continue };
        let authority = is_authority(parse, source.first as usize..source.last as usize, head);
        let ours = if wanted == Wording::Authority { authority } else { !authority && speaks(parse, attribution, head) };
        if ours
            && parse.quoted_at(head).is_none()
            && !taken.contains(&sentence)
            && !is_identified(parse, entities, sourcing, sentence, None)
        {
            taken.insert(sentence);
            found.push(Nobody { span, weight: Some(attribution.weight) });
        }
    }
    for index in (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_body() && !taken.contains(index)) {
        let Some(own) = sourcing.own_words.get(index) else { continue };
        let Some(wording) = own.wordings(&parse.sentences[index]).find(|wording| wording.wording == wanted) else { continue };
        let span = parse.span(wording.tokens);
        if !is_identified(parse, entities, sourcing, index, Some(span)) {
            found.push(Nobody { span, weight: None });
        }
    }
    found
}
