//! Who and what is named: mentions, the entities they stand for, first references and roles. It knows no sources.

pub mod coreference;
pub mod detect;
pub mod evidence;
pub mod fold;
mod inside;
mod interview;
pub mod introduction;
mod kind;
pub mod mention;
pub mod name;
mod pronoun;
mod role;
mod segment;

pub use mention::{Entities, Entity, EntityId, EntityType, Form, Gender, Mention};
pub use name::PersonalName;

use crate::syntax::Parse;

/// Finds the entities of an article.
pub fn read(parse: &Parse) -> Entities {
    let evidence = evidence::Evidence::new(parse);
    let found = detect::mentions(parse, &evidence);
    coreference::link(parse, &evidence, found)
}
