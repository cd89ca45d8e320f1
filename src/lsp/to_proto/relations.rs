//! What leads from one place to others: who cites whom, and links.

use std::path::PathBuf;

use serde_json::{Value, json};
use tower_lsp::ls_types::*;

use super::{Positions, entity_kind, shown};
use crate::ide::citations::{Citation, Party};
use crate::ide::links::{Destination, Link};
use crate::lsp::from_proto::uri_of;
use crate::workspace::is_inside;

/// Somebody who is cited or spoken about; `data` holds where the words stand, for the questions that follow.
pub fn party(uri: &Uri, positions: &Positions, party: &Party) -> CallHierarchyItem {
    let range = positions.range(party.span);
    CallHierarchyItem {
        name: shown(&party.name),
        kind: party.kind.map_or(SymbolKind::EVENT, entity_kind),
        tags: None,
        detail: (!party.role.is_empty()).then(|| shown(&party.role)),
        uri: uri.clone(),
        range,
        selection_range: range,
        data: Some(json!({"line": range.start.line, "character": range.start.character})),
    }
}

/// Where the words of an item stand.
pub fn place(item: &CallHierarchyItem) -> Position {
    let part = |name: &str| item.data.as_ref()?.get(name).and_then(Value::as_u64).map(|number| number as u32);
    match (part("line"), part("character")) {
        (Some(line), Some(character)) => Position { line, character },
        _ => item.selection_range.start,
    }
}

/// Sources that speak about somebody.
pub fn incoming(uri: &Uri, positions: &Positions, citations: &[Citation]) -> Vec<CallHierarchyIncomingCall> {
    let call = |citation: &Citation| CallHierarchyIncomingCall {
        from: party(uri, positions, &citation.party),
        from_ranges: citation.places.iter().map(|span| positions.range(*span)).collect(),
    };
    citations.iter().map(call).collect()
}

/// Those whom a source speaks about.
pub fn outgoing(uri: &Uri, positions: &Positions, citations: &[Citation]) -> Vec<CallHierarchyOutgoingCall> {
    let call = |citation: &Citation| CallHierarchyOutgoingCall {
        to: party(uri, positions, &citation.party),
        from_ranges: citation.places.iter().map(|span| positions.range(*span)).collect(),
    };
    citations.iter().map(call).collect()
}

/// Links that can be followed: to an address, or to a file that is there and lies inside one of the folders `within`.
pub fn links(positions: &Positions, links: &[Link], within: &[PathBuf]) -> Vec<DocumentLink> {
    let link = |link: &Link| {
        let target = match &link.destination {
            Destination::Address(address) => address.parse().ok()?,
            Destination::File(path) => uri_of(path).filter(|_| is_inside(path, within) && path.is_file())?,
        };
        Some(DocumentLink { range: positions.range(link.span), target: Some(target), tooltip: None, data: None })
    };
    links.iter().filter_map(link).collect()
}
