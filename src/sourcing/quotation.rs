//! Quotations: what stands in quotation marks, and whose it is.

use super::Attribution;
use crate::lexicon::Class;
use crate::syntax::{Parse, Quoted, QuotedEnd, Shape};
use crate::text::Span;

/// What a quotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// A whole sentence or more.
    Full,
    /// Words or a phrase.
    Partial,
    /// Marks that quote nobody.
    Scare,
    /// The title of a work, or a nickname.
    Title,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Prose bytes, marks included.
    pub span: Span,
    /// What it is.
    pub kind: QuotationKind,
    /// Index of its attribution.
    pub attribution: Option<u32>,
    /// Its closing mark is there, or it goes on in the next paragraph.
    pub closed: bool,
}

/// Words a title of a work follows.
const WORKS: &[&str] = &[
    "book",
    "film",
    "movie",
    "song",
    "album",
    "play",
    "novel",
    "show",
    "series",
    "episode",
    "memoir",
    "documentary",
    "titled",
    "entitled",
    "headlined",
    "musical",
    "opera",
    "painting",
    "column",
    "podcast",
    "headline",
];

/// The quotations of an article, each with its attribution.
pub fn classify(parse: &Parse, attributions: &[Attribution]) -> Vec<Quotation> {
    let mut contents: Vec<(Span, u32)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(index, attribution)| attribution.content.iter().map(move |span| (*span, index as u32)))
        .collect();
    contents.sort();
    // Contents nest but rarely; the longest bounds how far back one that reaches here can start.
    let longest = contents.iter().map(|(span, _)| span.len()).max().unwrap_or_default();
    let owner = |span: Span| {
        let from = contents.partition_point(|(content, _)| content.start + longest < span.start);
        contents[from..]
            .iter()
            .take_while(|(content, _)| content.start < span.end)
            .filter(|(content, _)| content.overlaps(span))
            .min_by_key(|(content, _)| content.len())
            .map(|(_, index)| *index)
    };
    let outer: Vec<&Quoted> = parse.quoted.iter().filter(|quoted| quoted.depth == 0 && quoted.ends != QuotedEnd::Doubtful).collect();
    outer
        .into_iter()
        .map(|quoted| {
            let attribution = owner(quoted.span);
            let kind = kind(parse, quoted, attribution.is_some());
            Quotation {
                span: quoted.span,
                kind,
                attribution: attribution.filter(|_| !matches!(kind, QuotationKind::Title)),
                closed: quoted.ends != QuotedEnd::Unclosed,
            }
        })
        .collect()
}

fn kind(parse: &Parse, quoted: &Quoted, attributed: bool) -> QuotationKind {
    let first = quoted.open as usize + usize::from(quoted.ends != QuotedEnd::Unopened);
    let inside = first..(quoted.end as usize).saturating_sub(usize::from(quoted.ends.is_closed())).max(first);
    let words = inside.clone().filter(|at| parse.tokens[*at].shape.is_word()).count();
    if words == 0 {
        return QuotationKind::Scare;
    }
    if is_title(parse, quoted, inside.clone()) {
        return QuotationKind::Title;
    }
    let finite = inside.clone().any(|at| parse.tags[at].is_finite());
    let stops = inside.clone().any(|at| parse.tags[at] == crate::syntax::Tag::Stop);
    let begins = inside.clone().next().is_some_and(|at| parse.tokens[at].shape.is_capitalized());
    let opens_sentence = parse.sentences[parse.sentence_of(quoted.open as usize)].first == quoted.open;
    if (begins || opens_sentence || stops) && (finite || stops) && words >= 3 {
        return QuotationKind::Full;
    }
    match attributed {
        true => QuotationKind::Partial,
        false if finite && words >= 6 => QuotationKind::Partial,
        false => QuotationKind::Scare,
    }
}

/// Capitals throughout after a word for a work, or a nickname inside a name.
fn is_title(parse: &Parse, quoted: &Quoted, inside: std::ops::Range<usize>) -> bool {
    let open = quoted.open as usize;
    let words: Vec<usize> = inside.filter(|at| parse.tokens[*at].shape.is_word()).collect();
    let capitals = words.iter().filter(|at| parse.tokens[**at].shape.is_capitalized() || parse.tokens[**at].shape == Shape::Number).count();
    let small = words.iter().filter(|at| parse.tokens[**at].shape == Shape::Lower && parse.has(**at, Class::Opener)).count();
    let title_case = capitals + small == words.len() && capitals > 0;
    if !title_case {
        return false;
    }
    let before = (open.saturating_sub(4)..open).any(|at| parse.is_any(at, WORKS));
    let name_before = open > 0 && parse.tags[open - 1].is_proper() && !parse.tokens[open].span.is_empty();
    let name_after =
        parse.tags.get(quoted.end as usize).is_some_and(|tag| tag.is_proper()) && parse.tokens[quoted.end as usize].shape.is_capitalized();
    let nickname = words.len() <= 2 && name_before && name_after;
    nickname || (before && words.len() <= 14)
}
