//! What lies beyond one article: where the articles are, which configuration governs each, and who is named across them.
//!
//! An [`crate::article::Article`] knows one file; what spans files lives here alone.

mod analysis;
mod governing;
mod index;

pub use analysis::Analysis;
pub use governing::{Configurations, Governing};
pub use index::{IndexedEntity, IndexedFile, IndexedMention, Workspace, find_articles, is_refused};
