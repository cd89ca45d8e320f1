//! What XML asks of words.

use crate::text::visible;

/// Words of others as text or as the value of an attribute: on one line, markup escaped, and characters that XML has no way to hold written out.
pub(super) fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 16);
    for c in visible(words).chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => text.extend(c.escape_unicode()),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("<a b=\"c\">'&]]>\u{0}\u{1b}\n\u{fffe}"), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;]]&gt;\\u{0}\\u{1b}\\n\\u{fffe}");
    }
}
