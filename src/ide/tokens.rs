//! What the words are, for colouring: people, bodies, places, sources, cues, quotations, claims.

use crate::article::Article;
use crate::entity::{EntityType, Form};
use crate::sourcing::{QuotationKind, SourceKind};
use crate::text::Span;

/// What a word is, in the order of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A person's name.
    Person,
    /// A body's name.
    Organization,
    /// A place's name.
    Place,
    /// Words that name a source which is no name.
    Source,
    /// Words that report.
    Cue,
    /// A quotation.
    Quotation,
    /// A claim that rests on nobody.
    Claim,
}

impl Kind {
    /// The legend: every kind's name, in order.
    pub const LEGEND: &[&str] = &["person", "organization", "place", "source", "cue", "quotation", "claim"];
}

/// Modifiers' names, bit by bit.
pub const MODIFIERS: &[&str] = &["anonymous", "vague"];

/// A coloured stretch of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Source bytes, inside one line.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Bits of [`MODIFIERS`].
    pub modifiers: u32,
}

/// The stretches of an article, in text order and without overlap: where two meet, names win over cues, cues over quotations.
pub fn tokens(article: &Article) -> Vec<Token> {
    let mut found: Vec<(Span, Kind, u32)> = Vec::new();
    for mention in article.entities.mentions.iter().filter(|mention| mention.form.is_name() && mention.form != Form::Demonym) {
        let kind = match article.entities.get(mention.entity).kind {
            EntityType::Person => Kind::Person,
            EntityType::Organization => Kind::Organization,
            EntityType::Place => Kind::Place,
            EntityType::Other => continue,
        };
        found.push((mention.span, kind, 0));
    }
    let sourcing = &article.sourcing;
    for attribution in &sourcing.attributions {
        if let Some(source) = &attribution.source {
            let modifiers = match source.kind {
                SourceKind::Anonymous => 1,
                SourceKind::Vague => 2,
                _ => 0,
            };
            found.extend(source.spans.iter().map(|span| (*span, Kind::Source, modifiers)));
        }
        found.extend(attribution.cue.iter().flat_map(|cue| &cue.spans).map(|span| (*span, Kind::Cue, 0)));
    }
    let quoted = sourcing.quotations.iter().filter(|quotation| matches!(quotation.kind, QuotationKind::Full | QuotationKind::Partial));
    found.extend(quoted.map(|quotation| (quotation.span, Kind::Quotation, 0)));
    found.extend(sourcing.claims.iter().filter(|claim| claim.support.is_none()).map(|claim| (claim.span, Kind::Claim, 0)));
    let mut tokens = Vec::with_capacity(found.len());
    for (span, kind, modifiers) in flattened(found) {
        split_lines(article, article.source(span), |span| tokens.push(Token { span, kind, modifiers }));
    }
    tokens.sort_by_key(|token| token.span);
    tokens.dedup_by(|next, last| next.span.start < last.span.end);
    tokens
}

/// Cuts what overlaps so that every byte has one kind, the first in the legend's order.
fn flattened(mut found: Vec<(Span, Kind, u32)>) -> Vec<(Span, Kind, u32)> {
    found.retain(|(span, ..)| !span.is_empty());
    let mut edges: Vec<(u32, usize, bool)> = Vec::with_capacity(found.len() * 2);
    found.sort_by_key(|(span, kind, _)| (*kind, *span));
    for (index, (span, ..)) in found.iter().enumerate() {
        edges.extend([(span.start, index, true), (span.end, index, false)]);
    }
    edges.sort_by_key(|(at, index, begins)| (*at, *begins, *index));
    let mut open = std::collections::BTreeSet::new();
    let mut flat: Vec<(Span, Kind, u32)> = Vec::new();
    let mut from = 0;
    for (at, index, begins) in edges {
        if let Some(first) = open.first().filter(|_| at > from)
            && let Some((_, kind, modifiers)) = found.get(*first)
        {
            flat.push((Span::new(from, at), *kind, *modifiers));
        }
        from = at;
        if begins {
            open.insert(index)
        } else {
            open.remove(&index)
        };
    }
    flat
}

fn split_lines(article: &Article, span: Span, mut add: impl FnMut(Span)) {
    let text = &article.document.text;
    for line in article.lines.line_of(span.start)..=article.lines.line_of(span.end) {
        let Some(line) = article.lines.line(text, line) else { continue };
        let part = Span::new(span.start.max(line.start), span.end.min(line.end));
        if !part.is_empty() && part.end <= span.end {
            add(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis};
    use crate::text::Format;

    #[test]
    fn every_word_has_one_kind_and_lines_are_not_crossed() {
        let text = FERRY.replace("no choice", "no\nchoice");
        let analysis = analysis(&text, Format::Plain);
        let tokens = tokens(&analysis.article);
        let of = |kind| tokens.iter().filter(|token| token.kind == kind).map(|token| token.span.of(&text)).collect::<Vec<_>>();
        assert_eq!(of(Kind::Person), ["Marit Oru", "Oru"]);
        assert_eq!(of(Kind::Quotation), ["“We had no", "choice,”"]);
        assert!(of(Kind::Cue).contains(&"said"));
        assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }
}
