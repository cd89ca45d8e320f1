//! Which words are names.

use super::{EntityType, Mention};
use crate::syntax::Parse;

/// A mention before it is linked, with what it seems to be.
pub type Found = (Mention, EntityType);

/// All names of an article, in text order.
pub fn mentions(parse: &Parse) -> Vec<Found> {
    let _ = parse;
    Vec::new()
}
