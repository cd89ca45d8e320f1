//! What each sentence rests on: its own attributions, and those that carry over to it.

use super::{Attribution, Quotation, SourceKind};
use crate::entity::Entities;
use crate::syntax::Parse;

/// What a sentence rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grounds {
    /// Every kind of source its content rests on, in text order, without repetition.
    pub kinds: Vec<SourceKind>,
    /// The attributions, as indices; own or carried.
    pub attributions: Vec<u32>,
    /// The source stands in a neighbouring sentence and carries over.
    pub carried: bool,
}

/// The grounds of every sentence.
pub fn grounds(parse: &Parse, entities: &Entities, attributions: &[Attribution], quotations: &[Quotation]) -> Vec<Grounds> {
    let _ = (entities, quotations);
    let mut grounds = vec![Grounds::default(); parse.sentences.len()];
    for (index, attribution) in attributions.iter().enumerate() {
        let Some(source) = &attribution.source else { continue };
        for span in &attribution.content {
            let from = parse.sentences.partition_point(|sentence| sentence.span.end <= span.start);
            for sentence in
                parse.sentences[from..].iter().take_while(|sentence| sentence.span.start < span.end).zip(from..).map(|(_, at)| at)
            {
                let ground = &mut grounds[sentence];
                if !ground.attributions.contains(&(index as u32)) {
                    ground.attributions.push(index as u32);
                    ground.carried |= sentence != attribution.sentence as usize;
                    if !ground.kinds.contains(&source.kind) {
                        ground.kinds.push(source.kind);
                    }
                }
            }
        }
    }
    for (index, ground) in grounds.iter_mut().enumerate() {
        ground.carried &= !ground.attributions.iter().any(|at| attributions[*at as usize].sentence as usize == index);
    }
    grounds
}
