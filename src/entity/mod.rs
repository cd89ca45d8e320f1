//! Who and what is named: mentions, the entities they stand for, first references and roles. It knows no sources.

pub mod coreference;
pub mod detect;
pub mod mention;

pub use mention::{Entities, Entity, EntityId, EntityType, Form, Gender, Mention};

use crate::syntax::Parse;

/// Finds the entities of an article.
pub fn read(parse: &Parse) -> Entities {
    coreference::link(parse, detect::mentions(parse))
}
