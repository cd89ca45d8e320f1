//! A file's text and how to point into it: no English, no markup.

pub mod document;
pub mod docx;
pub mod hex;
pub mod line_index;
pub mod nearest;
pub mod span;
pub mod visible;

pub use document::{Document, Format};
pub use hex::hex;
pub use line_index::{Encoding, LineColumn, LineIndex};
pub use nearest::nearest;
pub use span::Span;
pub use visible::visible;
