//! Which mentions stand for one entity.

use super::Entities;
use super::detect::Found;
use crate::syntax::Parse;

/// Links mentions into entities.
pub fn link(parse: &Parse, found: Vec<Found>) -> Entities {
    let _ = (parse, found);
    Entities::default()
}
