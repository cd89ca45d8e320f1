//! Who makes a flat accusation, where somebody is told to.
//!
//! What a sentence rests on is weighed by a formula; an accusation is not left to it. Whoever an attribution in the same sentence gives
//! its words to has made it, and whoever is not named, or nobody in particular, is no answer to who says so.

use crate::lexicon::{Act, Class, Frames};
use crate::sourcing::{Attribution, Grounds, Quote, SourceKind};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Who makes an accusation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Teller {
    /// Nobody but the paper.
    Nobody,
    /// One who can be asked; the attribution's index.
    Firm(u32),
    /// One who is not named, or nobody in particular.
    Weak(u32),
}

/// Who the attributions of a sentence give the words `span` to; `told` says that somebody is told to say them in so many words.
pub(super) fn of(parse: &Parse, attributions: &[Attribution], sentence: usize, span: Span, told: bool) -> Teller {
    let first = attributions.partition_point(|attribution| (attribution.sentence as usize) < sentence);
    let own = attributions.iter().enumerate().skip(first).take_while(|(_, attribution)| attribution.sentence as usize == sentence);
    // "Oru leaked the papers" reports, and is the deed itself.
    let deed = |attribution: &Attribution| attribution.cue.as_ref().is_some_and(|cue| cue.spans.iter().any(|cue| cue.overlaps(span)));
    let clause = !parse.word(parse.token_from(span.start)).ends_with("ing");
    let covering = own.filter(|(_, attribution)| {
        !deed(attribution) && takes_clause(parse, attribution, clause) && attribution.content.iter().any(|content| content.overlaps(span))
    });
    let mut teller = Teller::Nobody;
    for (index, attribution) in covering {
        let asks = attribution.cue.as_ref().is_some_and(|cue| ["ask", "wonder", "question"].contains(&cue.lemma.as_str()));
        if asks || !is_weak(parse, attribution) {
            return Teller::Firm(index as u32);
        }
        // "Many like the picture of those who stole it" says nothing of who stole it.
        let speaks = attribution.cue.as_ref().is_none_or(|cue| matches!(cue.act, Act::Speech | Act::Evidence));
        if told || speaks {
            teller = Teller::Weak(index as u32);
        }
    }
    teller
}

/// How many sentences back a verdict on a name is looked for, and on a pronoun.
const VERDICT: (usize, usize) = (8, 3);

/// Whether the article told before that the one at token `accused` was found guilty, or pleaded to it: what follows is what was proved.
pub(super) fn proved(parse: &Parse, sentence: usize, accused: usize) -> bool {
    let pronoun = parse.tags[accused] == Tag::Prp;
    let reach = if pronoun { VERDICT.1 } else { VERDICT.0 };
    (sentence.saturating_sub(reach)..sentence).any(|before| {
        let tokens = parse.sentences[before].tokens();
        let verdict = tokens.clone().any(|at| parse.in_deeds(at, "verdict") && parse.quoted_at(at).is_none());
        verdict && (pronoun || tokens.clone().any(|at| parse.is(at, parse.word(accused))))
    })
}

/// Whoever's own words a sentence is shown as: a block quotation, an answer.
pub(super) fn shown(parse: &Parse, attributions: &[Attribution], grounds: Option<&Grounds>, span: Span) -> Option<Teller> {
    let index = grounds?.attributions.iter().copied().find(|index| {
        let own = attributions.get(*index as usize).filter(|attribution| attribution.quote == Quote::Shown);
        own.is_some_and(|attribution| attribution.content.iter().any(|content| content.overlaps(span)))
    })?;
    Some(if is_weak(parse, &attributions[index as usize]) { Teller::Weak(index) } else { Teller::Firm(index) })
}

/// The source of a sentence before, where the sentence goes on with what it said and it can be asked. No other paragraph answers for an
/// accusation.
pub(super) fn carried(parse: &Parse, attributions: &[Attribution], grounds: Option<&Grounds>, sentence: usize) -> Option<u32> {
    let first = grounds.filter(|grounds| grounds.carried)?.attributions.first().copied()?;
    let block = |sentence: usize| parse.sentences.get(sentence).map(|sentence| sentence.block);
    let here = |attribution: &&Attribution| block(attribution.sentence as usize) == block(sentence);
    attributions.get(first as usize).filter(|attribution| !is_weak(parse, attribution)).filter(here).map(|_| first)
}

/// Whether the cue takes what is told, a `clause` or a gerund: "citing costs" never covers what the sentence goes on to say.
fn takes_clause(parse: &Parse, attribution: &Attribution, clause: bool) -> bool {
    let Some(cue) = &attribution.cue else { return true };
    let head = cue.head as usize;
    let known = parse.tokens.get(head).and_then(|token| token.entry.verb).map(|form| parse.lexicon.verb(form));
    let reports = parse.has(head, Class::CueNoun) || parse.is(head, "according");
    // "Sacked him for taking bribes": a verb that reports of nothing.
    let verb = known.or_else(|| parse.reporting_verb(head));
    verb.map_or(reports || clause, |verb| verb.frames.any(Frames::CLAUSE) || verb.frames.any(Frames::PREPOSITION))
}

/// Whether the source is one person who is not named, or nobody in particular.
pub(super) fn is_weak(parse: &Parse, attribution: &Attribution) -> bool {
    let Some(source) = &attribution.source else { return true };
    let head = source.head as usize;
    // "A person close to the board said": the board is not who says it.
    let near = source.first >= 2
        && parse.is_any(source.first as usize - 1, &["to", "with"])
        && parse.is_any(source.first as usize - 2, &["close", "familiar", "near"]);
    let one = parse.tags.get(head).is_none_or(|tag| *tag != Tag::Nns);
    match source.kind {
        // "Their claim that he stole it": they were named before.
        _ if parse.tags.get(head).is_some_and(|tag| matches!(tag, Tag::Prp | Tag::PrpS)) => false,
        SourceKind::Vague => true,
        SourceKind::Anonymous => source.reason.is_none() && source.same_as.is_none() && (one || parse.has(head, Class::AnonymousNoun)),
        _ => near,
    }
}
