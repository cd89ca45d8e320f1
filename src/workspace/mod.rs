//! What lies beyond one article: where the articles are, which configuration governs each, and who is named across them.
//!
//! An [`crate::article::Article`] knows one file; what spans files lives here alone.

mod analysis;
pub mod archive;
pub mod defect;
mod governing;
mod index;
mod inside;
pub mod private;
mod stored;
pub mod walk;

pub use analysis::Analysis;
pub use governing::{Configurations, Governing};
pub use index::{IndexedEntity, IndexedFile, IndexedMention, Speaks, Workspace, find_articles, is_refused};
pub use inside::{is_inside, may_be_created, place, plain};
pub use stored::as_opened;
