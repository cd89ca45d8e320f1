//! Plain text: no markup says what is a paragraph, so lines, widths and positions do.

use super::lines::{self, Line, Marker};
use super::roles::{self, Layout};
use super::wrapping::{self, Joint};
use super::{Prose, ProseBuilder, Role};
use crate::text::Span;

/// Reads plain text in any of its wild forms.
pub fn read(text: &str) -> Prose {
    let lines = lines::read(text);
    let (joints, width) = wrapping::joints(text, &lines);
    let mut builder = ProseBuilder::with_capacity(text.len());
    let mut set_off = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut words = line.span;
        match joints[at] {
            Joint::Opens => {
                let (role, level) = opening(&lines, at);
                builder.open(role, level);
                set_off.push(line.after_blank);
            }
            Joint::GoesOn => {
                // A dash or a number that only happens to open the line belongs to the sentence.
                if line.marker != Marker::Quote {
                    words = line.whole;
                }
                builder.push_wrap(Span::new(lines[at - 1].span.end, words.start));
            }
            Joint::Hyphenated => {}
        }
        builder.push(words.of(text), words.start);
    }
    let mut prose = builder.finish();
    roles::assign(&mut prose, Some(&Layout { set_off, width }));
    prose
}

/// Role and level that a line's marker gives the block it opens.
fn opening(lines: &[Line], at: usize) -> (Role, u8) {
    match lines[at].marker {
        Marker::None => (Role::Paragraph, 0),
        Marker::Bullet | Marker::Number => (Role::ListItem, 1),
        Marker::Quote => (Role::BlockQuote, 1),
    }
}
