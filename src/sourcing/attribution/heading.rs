//! Quotations under a heading that names who speaks them: an entry of a live page, a list of statements.

use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use super::quotations::whole_paragraph;
use super::speakers::speaks;
use crate::prose::Role;
use crate::syntax::{NameTag, Quoted};

/// At most so many paragraphs of one quotation stand under a heading.
const PARAGRAPHS: usize = 8;

/// Whoever the heading begins with, where nothing but quotations stands between it and a whole paragraph of their words: "we" where it is a
/// body, "I" where it is a person.
pub(super) fn above(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let block = quoted.block as usize;
    if !whole_paragraph(reader, quoted) {
        return None;
    }
    let heading = (block.saturating_sub(PARAGRAPHS)..block).rev().find(|at| parse.prose.blocks[*at].role == Role::Heading)?;
    let quotes = |at: usize| reader.opens_quote(parse.token_from(parse.prose.blocks[at].span.start));
    if !(heading + 1..block).all(quotes) {
        return None;
    }
    let first = parse.token_from(parse.prose.blocks[heading].span.start);
    let first = first + usize::from(reader.is(first, "the"));
    let end = parse.token_from_near(parse.prose.blocks[heading].span.end, first);
    // The name that the heading begins with, whatever the tagger makes of its words.
    let last = (first..end).find(|at| !parse.tokens[*at].shape.is_capitalized()).unwrap_or(end);
    let head = last.checked_sub(1).filter(|head| *head >= first)?;
    let named = reader.tag(first).is_proper() && (speaks(reader, head) || parse.names[first] != NameTag::Outside);
    // "Mallow Bay - closed", "Marit Oru: my year", "Oru on the ferry".
    let apart = reader.is_dash(last) || reader.is(last, ":") || reader.is_any(last, &["on"]) || reader.tag(last).is_finite();
    let person = matches!(parse.names[head], NameTag::PersonBegin | NameTag::PersonInside);
    let own: &[&str] = if person { &["I", "my", "me"] } else { &["we", "our", "us"] };
    let tokens = quoted.open as usize..(quoted.end as usize).min(parse.tokens.len());
    let speaks_of_itself = tokens.clone().any(|at| reader.is_any(at, own));
    let content = content::trim(reader, tokens);
    if !named || !apart || !speaks_of_itself || content.is_empty() {
        return None;
    }
    let source = SourcePhrase { range: first..last, head };
    let sentence = parse.sentence_of(content.start);
    Some(Draft::without_cue(source, content.start, vec![content], 0.55, sentence))
}
