//! Other names that an article gives somebody: "Jon Saar, better known as Jossa", "Tidal Systems (formerly Saar Marine)".

use rustc_hash::FxHashMap;

use super::Linker;
use crate::entity::{EntityType, PersonalName};
use crate::syntax::{Parse, Shape};

/// The most tokens between a name and its other name.
const APART: usize = 9;

/// Joins a name and the other name that stands behind it, and all places of that one.
pub(super) fn other_name_given(linker: &mut Linker) {
    let mut others = FxHashMap::<u64, (usize, EntityType)>::default();
    for at in 1..linker.found.len() {
        let (one, other) = (&linker.found[at - 1], &linker.found[at]);
        let kind = one.kind;
        let named = matches!(kind, EntityType::Person | EntityType::Organization) && linker.is(at - 1, kind);
        if named && one.key != other.key && joins(linker.parse, one.mention.last as usize, other.mention.first as usize) {
            others.entry(other.key).or_insert((at - 1, kind));
        }
    }
    if others.is_empty() {
        return;
    }
    for at in 0..linker.found.len() {
        let Some((one, kind)) = others.get(&linker.found[at].key).copied() else { continue };
        let tokens = linker.found[at].mention.tokens();
        let personal = (kind == EntityType::Person).then(|| PersonalName::read(linker.parse, tokens.start, tokens.end));
        linker.found[at].kind = kind;
        linker.names[at] = personal;
        linker.join(one, at);
    }
}

/// Whether the tokens between two names, `from..to`, say that the second is another name of the first.
fn joins(parse: &Parse, from: usize, to: usize) -> bool {
    if to <= from || to - from > APART {
        return false;
    }
    let mut at = from;
    let mark = |at: usize| parse.is_any(at, &[",", "(", "–", "—", "-", "["]);
    let marked = mark(at);
    at += usize::from(marked);
    if at < to && parse.is_any(at, &["who", "which"]) {
        at += 1;
        at += usize::from(at < to && parse.is_any(at, &["is", "was", "are", "were"]));
    }
    let adverb = |at: usize| {
        parse.tokens[at].shape == Shape::Lower
            && (parse.word(at).ends_with("ly") || parse.is_any(at, &["also", "better", "best", "more", "now", "once", "then"]))
    };
    let formerly = at < to && parse.is_any(at, &["formerly", "previously"]);
    while at < to && adverb(at) {
        at += 1;
    }
    if at < to && parse.is_any(at, &["known", "referred"]) {
        at += 1 + usize::from(at + 1 < to && parse.is(at + 1, "to"));
        if at >= to || !parse.is(at, "as") {
            return false;
        }
        at += 1;
    } else if at < to && (parse.is_any(at, &["nicknamed", "alias", "aka", "a.k.a.", "AKA", "née"])) {
        at += 1;
    } else if !(formerly && marked) {
        return false;
    }
    while at < to && (parse.is_any(at, &["the", "simply", "just"]) || parse.tokens[at].shape == Shape::OpenQuote) {
        at += 1;
    }
    at == to
}
