//! Markdown whose containers lie in one another deeper than anybody writes.
//!
//! A line of `>>>>` or `- > ` opens a block quote or list at each mark, and the parser goes through all that are open at each line and
//! mark. So marks beyond a depth are hidden from it: they are text, as an editor would show them.

use std::borrow::Cow;

/// How many containers may begin on one line.
const DEEPEST: usize = 32;

/// What stands for a mark that is hidden: a byte that no mark begins with and no reader sees.
pub(super) const HIDDEN: u8 = 1;

/// `text` with each mark that would open a container too many hidden, and each lone carriage return, which the parser takes for no line
/// end, as a line feed. Offsets stay.
pub(super) fn parsable(text: &str) -> Cow<'_, str> {
    let mut changes = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |length| start + length);
        changes.extend(excess(&bytes[start..end]).map(|at| (start + at, HIDDEN)));
        if bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) != Some(&b'\n') {
            changes.push((end, b'\n'));
        }
        start = end + 1;
    }
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for (place, byte) in changes {
        changed.push_str(&text[at..place]);
        changed.push(char::from(byte));
        at = place + 1;
    }
    changed.push_str(&text[at..]);
    Cow::Owned(changed)
}

/// Where the first mark of a line stands that opens a container too many.
fn excess(line: &[u8]) -> Option<usize> {
    let (mut at, mut place) = (0, 0);
    let mut before = 0;
    for _ in 0..=DEEPEST {
        at += blanks(&line[at..]);
        let length = mark(&line[at..])?;
        if at > 0 && before == line[at] && is_rule(&line[at..]) {
            return None;
        }
        (before, place) = (line[at], at);
        at += length;
    }
    Some(place)
}

fn blanks(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Bytes of the mark of a block quote or list item that a line begins with.
fn mark(line: &[u8]) -> Option<usize> {
    let spaced = |length: usize| line.get(length).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
    match line.first()? {
        b'>' => Some(1),
        b'-' | b'+' | b'*' if spaced(1) => Some(1),
        b'0'..=b'9' => {
            let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            (digits < 10 && matches!(line.get(digits), Some(b'.' | b')')) && spaced(digits + 1)).then_some(digits + 1)
        }
        _ => None,
    }
}

/// Whether nothing but one mark of a rule and white space is left of a line: "- - - -".
fn is_rule(line: &[u8]) -> bool {
    let first = line[0];
    matches!(first, b'-' | b'*') && line.iter().all(|byte| *byte == first || matches!(byte, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Role, markdown};

    #[test]
    fn what_people_write_stays() {
        let rule = "- ".repeat(60);
        for text in ["> > He left.\n", "- a\n  - b\n", rule.as_str(), "", "a\r\nb", "1. a\n2. b\n", "> * * * * *\n"] {
            assert!(matches!(parsable(text), Cow::Borrowed(_)), "{text}");
        }
        assert_eq!(parsable("a\rb\r"), "a\nb\n");
    }

    #[test]
    fn a_mark_too_many_is_text() {
        for mark in [">", "> ", "- > ", "* > ", "+ ", "1. ", "12) ", ">\t"] {
            let text = format!("{}He left.\r\rShe – é – stayed.", mark.repeat(200));
            let parsable = parsable(&text);
            assert_eq!(parsable.len(), text.len());
            assert_eq!(parsable.bytes().filter(|byte| *byte == HIDDEN).count(), 1, "{mark}");
            let prose = markdown::read(&text);
            assert!(prose.blocks.len() <= 4, "{mark}");
            let first = &prose.blocks[0];
            assert!(matches!(first.role, Role::BlockQuote | Role::ListItem) && first.level as usize <= DEEPEST, "{first:?}");
            // The marks that open nothing are there as they were written.
            assert!(prose.text.contains(mark.trim()) && prose.text.contains("He left."), "{}", prose.text);
            let at = prose.text.find("stayed").unwrap() as u32;
            let span = crate::text::Span::new(at, at + 6);
            assert_eq!(prose.to_source(span).of(&text), "stayed");
        }
    }
}
