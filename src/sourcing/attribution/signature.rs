//! Signatures: "— Marit Oru, a pilot" at the end of a quotation or in the line below it.

use super::draft::{Reader, SourcePhrase};
use super::{noun_phrase, speakers};
use crate::prose::Role;
use crate::syntax::NameTag;
use std::ops::Range;

/// Tokens of the longest signature.
const LONGEST: usize = 20;

/// The signature that ends block `block`, behind a dash that begins a sentence or follows a closing mark; and the dash.
pub(super) fn at_end(reader: &Reader, block: usize) -> Option<(SourcePhrase, usize)> {
    let tokens = tokens_of(reader, block);
    let from = tokens.end.saturating_sub(LONGEST).max(tokens.start);
    let dash = (from..tokens.end).rev().find(|at| signs(reader, *at))?;
    let apart = dash == tokens.start || reader.is_any(dash - 1, &[".", "!", "?", "…"]) || is_mark(reader, dash - 1);
    let source = source(reader, dash + 1, tokens.end).filter(|_| apart)?;
    Some((source, dash))
}

/// The signature that block `block` is: a line behind a dash, or a caption that names somebody and says nothing.
pub(super) fn below(reader: &Reader, block: usize) -> Option<SourcePhrase> {
    let parse = reader.parse;
    let role = parse.prose.blocks.get(block)?.role;
    let tokens = tokens_of(reader, block);
    let single = role == Role::ListItem
        && !beside(reader, block, Role::ListItem)
        // A dash at the start of a line is taken for a list's bullet.
        && !parse.prose.text[parse.prose.blocks[block].span.start as usize..].starts_with(|c: char| c.is_lowercase());
    let first = match role {
        _ if tokens.is_empty() || tokens.len() > LONGEST => return None,
        Role::Paragraph | Role::BlockQuote | Role::Byline | Role::Heading if signs(reader, tokens.start) => tokens.start + 1,
        Role::Caption => tokens.start,
        Role::ListItem if single => tokens.start + usize::from(signs(reader, tokens.start)),
        _ => return None,
    };
    source(reader, first, tokens.end)
}

/// Whether a block before or behind `block` has the role.
fn beside(reader: &Reader, block: usize, role: Role) -> bool {
    let blocks = &reader.parse.prose.blocks;
    let has = |at: Option<usize>| at.and_then(|at| blocks.get(at)).is_some_and(|other| other.role == role);
    has(block.checked_sub(1)) || has(Some(block + 1))
}

/// Who signs with the tokens from `first` to `end`: a name and what describes it, and no clause.
pub(super) fn source(reader: &Reader, first: usize, end: usize) -> Option<SourcePhrase> {
    let parse = reader.parse;
    let first = (first..end).find(|at| parse.tokens[*at].shape.is_word())?;
    let clause = |at: usize| reader.tag(at).is_finite() && !(first..at).any(|before| reader.is_any(before, &["who", "which", "that"]));
    if end - first > LONGEST || (first..end).any(clause) || reader.is_any(end - 1, &[":", "?"]) {
        return None;
    }
    let named = |at: usize| {
        matches!(parse.names[at], NameTag::PersonBegin | NameTag::PersonInside | NameTag::OrganizationBegin | NameTag::OrganizationInside)
    };
    let phrase = noun_phrase::starting_at(reader, first, end)?;
    let speaks = speakers::speaks(reader, phrase.head) || phrase.range.clone().any(named);
    let capital = parse.tokens[first].shape.is_capitalized();
    (speaks && capital).then_some(phrase)
}

fn is_mark(reader: &Reader, at: usize) -> bool {
    reader.quoted(at).is_some_and(|quoted| quoted.end as usize == at + 1)
}

/// A dash or what stands for one.
fn signs(reader: &Reader, at: usize) -> bool {
    reader.is_dash(at) || reader.is_any(at, &["~", "‒", "−"])
}

fn tokens_of(reader: &Reader, block: usize) -> Range<usize> {
    let span = reader.parse.prose.blocks[block].span;
    let first = reader.parse.token_from(span.start);
    first..reader.parse.token_from_near(span.end, first)
}
