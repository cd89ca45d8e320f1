//! Plain text.

use super::{Prose, ProseBuilder, Role};
use crate::text::LineIndex;

/// Reads plain text.
pub fn read(text: &str) -> Prose {
    let index = LineIndex::new(text);
    let mut builder = ProseBuilder::new();
    for line in 0..index.lines() {
        let Some(span) = index.line(text, line) else { continue };
        builder.open(Role::Paragraph, 0);
        builder.push(span.of(text), span.start);
    }
    builder.finish()
}
