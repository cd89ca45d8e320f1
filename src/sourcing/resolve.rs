//! Which entity a source is.

use super::Attribution;
use crate::entity::Entities;
use crate::syntax::Parse;

/// Resolves the sources of `attributions` to entities and kinds.
pub fn sources(parse: &Parse, entities: &Entities, attributions: &mut [Attribution]) {
    let _ = (parse, entities, attributions);
}
