//! What a note at the foot names as the origin of a sentence: a sign behind its words, and "Harbour Board, report of 2030" below.

use super::claim::{Claim, ClaimKind};
use super::{Grounds, SourceKind};
use crate::lexicon::Class;
use crate::syntax::Parse;

/// How sure it is that a sentence rests on what its note names.
const SURE: f32 = 0.9;

/// Lets each sentence rest on the document that its note names, and its claims with it; an accusation still asks who makes it.
pub(super) fn ground(parse: &Parse, grounds: &mut [Grounds], claims: &mut Vec<Claim>) {
    if parse.prose.notes.is_empty() {
        return;
    }
    let mut cited = vec![false; parse.sentences.len()];
    for note in &parse.prose.notes {
        let Some(block) = parse.prose.blocks.get(note.block as usize) else { continue };
        if !names_origin(parse, block.span.of(&parse.prose.text)) {
            continue;
        }
        // The number stands behind the words, or behind the stop.
        let sentence = parse.sentence_of(parse.token_from(note.at.saturating_sub(1)));
        let holds = parse.sentences.get(sentence).is_some_and(|found| found.span.start < note.at && note.at <= found.span.end + 1);
        if let (true, Some(ground)) = (holds, grounds.get_mut(sentence)) {
            cited[sentence] = true;
            ground.weight = ground.weight.max(SURE);
            if !ground.kinds.contains(&SourceKind::Document) {
                ground.kinds.push(SourceKind::Document);
            }
        }
    }
    claims.retain(|claim| claim.kind == ClaimKind::Allegation || !cited[claim.sentence as usize]);
}

/// Whether a note names where something stands: an address, a year, a document or a body; a remark does not.
fn names_origin(parse: &Parse, note: &str) -> bool {
    let address = note.contains("http") || note.contains("www.") || note.contains("doi");
    let year = note.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let kind = || {
        let mut words = note.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| parse.lexicon.word(word).classes.any(&[Class::DocumentNoun, Class::OrganizationWord]))
    };
    let name = note.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
    address || name && (year || kind())
}
