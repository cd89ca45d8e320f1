//! What each sentence rests on: its own attributions, and those that carry over to it.

use std::sync::Arc;

use super::footing::Footing;
use super::footing::reports::Reports;
use super::vague::{self, Nobody};
use super::{Attribution, OwnWords, Quotation, QuotationKind, SourceKind, telling};
use crate::syntax::Parse;

/// What a sentence rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grounds {
    /// Every kind of source its content rests on, without repetition: in text order where several report, else the likeliest first.
    pub kinds: Vec<SourceKind>,
    /// The attributions, as indices; own or carried.
    pub attributions: Vec<u32>,
    /// The source stands in a neighbouring sentence and carries over.
    pub carried: bool,
    /// How likely it rests on anybody at all, 0 to 1.
    pub weight: f32,
}

/// What every sentence rests on by the attributions that tell in it, and by nothing else.
pub(super) fn told(reports: &Reports, attributions: &[Attribution], sentences: usize) -> Vec<Grounds> {
    let of = |index: usize| {
        let telling: Vec<u32> = reports.own(index).filter(|(_, odds)| *odds > 0.0).map(|(at, _)| at).collect();
        Grounds { kinds: kinds_of(attributions, &telling), attributions: telling, ..Grounds::default() }
    };
    (0..sentences).map(of).collect()
}

/// The grounds of every sentence; `own_words[i]` is what sentence `i` says by itself, `nobody` is who is missing in the article.
pub(super) fn grounds(
    parse: &Parse,
    reports: &Reports,
    attributions: &[Attribution],
    own_words: &[Arc<OwnWords>],
    nobody: &[Nobody],
    footings: &[Footing],
) -> Vec<Grounds> {
    let mut laid = vec![false; own_words.len()];
    for nobody in nobody.iter().filter(|nobody| nobody.weight >= vague::LIKELY as f32) {
        laid[nobody.sentence as usize] = true;
    }
    let mut grounds: Vec<Grounds> = Vec::with_capacity(own_words.len());
    for (index, footing) in footings.iter().enumerate() {
        let mut ground = Grounds { weight: footing.rests, ..Grounds::default() };
        if footing.is_likely() {
            ground.attributions = own(reports, index);
            if ground.attributions.is_empty() && !own_words[index].is_vague() {
                ground.attributions = before(&grounds);
            }
            let reported = kinds_of(attributions, &ground.attributions);
            // Where several kinds report, they are what it rests on; a single one may be of another kind than its words by themselves say.
            ground.kinds = if reported.len() > 1 { reported } else { footing.likely_kinds() };
        } else if !own_words[index].is_vague()
            && let Some(before) = reports.goes_on(index).and_then(|before| grounds.get(before))
            && before.kinds.iter().any(|kind| *kind != SourceKind::Vague)
        {
            (ground.attributions, ground.kinds) = (before.attributions.clone(), before.kinds.clone());
        }
        if ground.attributions.is_empty()
            && let Some(paper) = reports.paper(index)
        {
            (ground.attributions, ground.kinds) = (vec![paper], vec![SourceKind::Document]);
        }
        settle(&mut ground.kinds, laid[index]);
        ground.carried =
            !ground.attributions.is_empty() && !ground.attributions.iter().any(|at| attributions[*at as usize].sentence as usize == index);
        grounds.push(ground);
    }
    between(parse, attributions, own_words, footings, &mut grounds);
    grounds
}

/// A sentence between two of its paragraph that name one source is that source's too, unless it hardly is: "Oru said the pier
/// was lost. The storm had taken two piles. Oru said …".
fn between(parse: &Parse, attributions: &[Attribution], own_words: &[Arc<OwnWords>], footings: &[Footing], grounds: &mut [Grounds]) {
    let own = |ground: &Grounds, index: usize| {
        let at = *ground.attributions.first().filter(|_| ground.attributions.len() == 1 && !ground.carried)?;
        let source = attributions[at as usize].source.as_ref().filter(|_| attributions[at as usize].sentence as usize == index)?;
        Some((at, source))
    };
    let block = |index: usize| parse.sentences[index].block;
    for index in 1..grounds.len().saturating_sub(1) {
        let bare = grounds[index].attributions.is_empty() && grounds[index].kinds.is_empty() && !own_words[index].is_vague();
        if !bare || block(index - 1) != block(index + 1) || footings[index].rests < BETWEEN {
            continue;
        }
        let (Some((at, before)), Some((_, after))) = (own(&grounds[index - 1], index - 1), own(&grounds[index + 1], index + 1)) else {
            continue;
        };
        let same = if before.entity.is_some() {
            before.entity == after.entity
        } else {
            before.name == after.name && before.kind == SourceKind::Document
        };
        if same && before.kind != SourceKind::Vague {
            let kinds = grounds[index - 1].kinds.clone();
            grounds[index] = Grounds { kinds, attributions: vec![at], carried: true, weight: grounds[index].weight };
        }
    }
}

/// Words in quotation marks that nobody is known to have said rest on nobody: whoever spoke before is no answer.
pub(super) fn silence(parse: &Parse, quotations: &[Quotation], attributions: &[Attribution], grounds: &mut [Grounds]) {
    let said = |quotation: &Quotation| quotation.attribution.is_some_and(|index| attributions[index as usize].source.is_some());
    for quotation in quotations.iter().filter(|quotation| quotation.kind == QuotationKind::Full && !said(quotation)) {
        let from = parse.sentence_of(parse.token_from(quotation.span.start));
        let inside = parse.sentences[from.min(parse.sentences.len())..].iter().zip(grounds.iter_mut().skip(from));
        for (_, ground) in inside.take_while(|(sentence, _)| sentence.span.end <= quotation.span.end + 1) {
            *ground = Grounds { weight: ground.weight, ..Grounds::default() };
        }
    }
}

/// What a reader is told of as vague is a kind that the sentence rests on, and nothing else is where somebody speaks beside it.
fn settle(kinds: &mut Vec<SourceKind>, laid: bool) {
    match laid {
        true if !kinds.contains(&SourceKind::Vague) => kinds.push(SourceKind::Vague),
        false if kinds.len() > 1 => kinds.retain(|kind| *kind != SourceKind::Vague),
        _ => {}
    }
}

/// How many sentences back a source carries over.
const REACH: usize = 12;

/// From this chance on, a sentence between two that name one source rests on it.
const BETWEEN: f32 = 0.3;

/// What reports in the sentence itself: the attributions that tell, else the likeliest one.
fn own(reports: &Reports, index: usize) -> Vec<u32> {
    let best = reports.own(index).map(|(_, odds)| odds).fold(telling::NEVER, f32::max);
    let tells = |(_, odds): &(u32, f32)| *odds > 0.0 || *odds == best && best > telling::NEVER;
    reports.own(index).filter(tells).map(|(at, _)| at).collect()
}

/// What the sentences before rest on carries over to one that only goes on: the next figures of a poll, the rest of a story.
fn before(grounds: &[Grounds]) -> Vec<u32> {
    let last = grounds.iter().rev().take(REACH).find(|ground| !ground.attributions.is_empty());
    last.map(|last| last.attributions.clone()).unwrap_or_default()
}

/// The kinds of source of some attributions, in text order, without repetition.
fn kinds_of(attributions: &[Attribution], own: &[u32]) -> Vec<SourceKind> {
    let mut kinds = Vec::new();
    for at in own {
        let kind = attributions[*at as usize].kind();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn grounds(text: &str) -> Vec<Grounds> {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None).sourcing.grounds.clone()
    }

    #[test]
    fn the_next_figures_of_a_poll_are_the_polls() {
        let text = "A poll by Vellmouth University found that 45 percent of voters want a new pier. Another 30 percent are against it, \
                    and 25 percent have no opinion.\n\nThe old pier was painted in May.";
        let found = grounds(text);
        assert_eq!(found[1].kinds, [SourceKind::Document]);
        assert_eq!((found[1].carried, &found[1].attributions), (true, &found[0].attributions));
        assert_eq!((found[2].carried, found[2].kinds.as_slice()), (false, [].as_slice()));
    }

    #[test]
    fn what_stands_between_two_sentences_of_one_source_is_its_too() {
        let text = "Marit Oru, the mayor, said that the pier had lost four piles. The storm had taken two of them in one night. \
                    Oru said the rest would be pulled out.";
        let found = grounds(text);
        assert_eq!((found[1].carried, found[1].kinds.as_slice()), (true, [SourceKind::Named].as_slice()));
        let others = text.replace("Oru said the rest", "Ivo Tell said the rest").replace("The storm had", "In May the council had");
        assert_ne!(grounds(&others)[1].attributions, grounds(text)[1].attributions);
    }

    #[test]
    fn kinds_stand_in_the_order_of_their_sources() {
        let text = "“The pier is shut,” a spokesman for the harbour board said, while Marit Oru said that it would open in May.";
        assert_eq!(grounds(text)[0].kinds, [SourceKind::Organization, SourceKind::Named]);
    }
}
