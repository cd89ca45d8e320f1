//! What a site's generator takes out before anybody reads: its comments, the tags of its shortcodes, the code of MDX and of pages that are
//! programs.
//!
//! They are made unreadable before the markup is read, so that no reader of markup needs to know them: their bytes become controls,
//! which are no words in any format, and every offset stays.

use std::borrow::Cow;
use std::ops::Range;

/// What no reader sees in place of what is taken out.
const BLANK: u8 = 0x01;

/// Opening and closing marks, the longer of two that open alike first.
const FORMS: &[(&str, &str)] = &[
    // Hugo's comments and shortcodes.
    ("{{/*", "*/}}"),
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    // MDX's comments.
    ("{/*", "*/}"),
    // Comments of Jinja, Nunjucks and Twig.
    ("{#", "#}"),
    // Tags of Liquid and Jinja.
    ("{%", "%}"),
    // Obsidian's comments.
    ("%%", "%%"),
    // Programs in a page: PHP; ERB, ASP and JSP.
    ("<?", "?>"),
    ("<%", "%>"),
];

/// `text` without what its generator takes out; offsets stay.
pub(super) fn blanked(text: &str) -> Cow<'_, str> {
    let taken = taken_out(text);
    if taken.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for byte in taken.into_iter().flatten() {
        if !matches!(bytes[byte], b'\n' | b'\r') {
            bytes[byte] = BLANK;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The bytes that are taken out, in order.
fn taken_out(text: &str) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut closings = Closings { text, next: [Some(0); FORMS.len() + 1] };
    let mut at = 0;
    let marks = memchr::memchr3_iter(b'{', b'%', b'<', text.as_bytes());
    for start in marks {
        if start < at {
            continue;
        }
        if let Some(end) = component(text, start) {
            taken.push(start..end);
            at = end;
            continue;
        }
        let form = FORMS.iter().position(|(opening, _)| text[start..].starts_with(opening));
        let end = form.and_then(|form| end_of(text, start, form, &mut closings));
        at = end.unwrap_or(start + 1);
        taken.extend(end.map(|end| start..end));
    }
    taken.extend(shortcodes(text));
    taken.extend(code_lines(text));
    taken
}

/// Where each form is closed next. Places are asked for in ascending order, so that each byte is looked at once for each form.
struct Closings<'a> {
    text: &'a str,
    next: [Option<usize>; FORMS.len() + 1],
}

impl Closings<'_> {
    /// The first `mark` at or behind `from`; `form` is its number.
    fn find(&mut self, form: usize, mark: &str, from: usize) -> Option<usize> {
        let next = self.next[form]?;
        if next < from || !self.text[next..].starts_with(mark) {
            self.next[form] = self.text[from..].find(mark).map(|at| from + at);
        }
        self.next[form]
    }
}

/// Bytes of the longest tag, and of the longest comment that could be something else.
const SHORT: usize = 2048;

/// One past the mark that closes what opens at `start`; `None` where nothing does or the marks mean something else.
fn end_of(text: &str, start: usize, form: usize, closings: &mut Closings) -> Option<usize> {
    let (opening, closing) = FORMS[form];
    let inside = start + opening.len();
    let Some(close) = closings.find(form, closing, inside) else {
        // A program that the page ends with is never closed.
        return (opening == "<?" && text[inside..].starts_with("php")).then_some(text.len());
    };
    let words = &text[inside..close];
    let end = close + closing.len();
    let is_short = words.len() <= SHORT;
    let in_line = || is_short && !words.contains(['\n', '\r']);
    let taken = match opening {
        // "## Title {#id}" names a heading.
        "{#" => !words.starts_with(|c: char| c.is_alphanumeric()) || in_line() && !words.contains('}'),
        "{%" if is_short && tag(words) == "comment" => {
            let behind = closings.find(FORMS.len(), "endcomment", end)?;
            let tail = &text.as_bytes()[behind..(behind + 40).min(text.len())];
            return Some(behind + memchr::memmem::find(tail, b"%}")? + 2);
        }
        "<?" => words.starts_with(|c: char| c.is_ascii_alphabetic() || c == '=' || c.is_whitespace()),
        "<%" => !words.contains(opening),
        "{%" | "{{<" | "{{%" => is_short && !words.contains(opening),
        // Two signs of per cent are a comment behind a space and around words, over several lines only where a line begins with them.
        "%%" => {
            let before = text[..start].chars().next_back();
            let opens = before.is_none_or(char::is_whitespace) && !words.is_empty();
            opens && (in_line() || before.is_none_or(|c| matches!(c, '\n' | '\r')))
        }
        _ => true,
    };
    taken.then_some(end)
}

/// One past the end of the tag of a component of MDX at `start` whose attributes hold code: `<Chart data={[1, 2]} />`.
fn component(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_name = bytes.get(start) == Some(&b'<')
        && bytes.get(start + 1).is_some_and(u8::is_ascii_uppercase)
        && bytes.get(start + 2).is_some_and(u8::is_ascii_lowercase);
    if !is_name {
        return None;
    }
    let (mut depth, mut code) = (0u32, false);
    for (at, byte) in bytes.iter().enumerate().skip(start).take(SHORT) {
        match byte {
            b'{' => {
                depth += 1;
                code = true;
            }
            b'}' => depth = depth.saturating_sub(1),
            b'>' if depth == 0 => return code.then_some(at + 1),
            b'<' if depth == 0 && at > start => return None,
            _ => {}
        }
    }
    None
}

/// Tags of WordPress's shortcodes: `[caption id="a"]`, `[/caption]`, `[ad_1]`. What may be a link's words stays.
fn shortcodes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    for start in memchr::memchr_iter(b'[', bytes) {
        let slash = usize::from(bytes.get(start + 1) == Some(&b'/'));
        let from = start + 1 + slash;
        let name = bytes[from..]
            .iter()
            .take(32)
            .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
            .count();
        let tail = &bytes[from + name..(from + name + SHORT).min(bytes.len())];
        if name < 2 || !bytes[from].is_ascii_lowercase() {
            continue;
        }
        let Some(length) = tail.iter().position(|byte| matches!(byte, b']' | b'[')).filter(|at| tail[*at] == b']') else { continue };
        let attributes = &tail[..length];
        let has_values = attributes.first() == Some(&b' ') && attributes.windows(2).any(|pair| pair == b"=\"" || pair == b"='");
        let numbered = attributes.is_empty() && bytes[from..from + name].contains(&b'_') && bytes[from + name - 1].is_ascii_digit();
        let linked = matches!(tail.get(length + 1), Some(b'(' | b':' | b'['));
        if (slash == 1 && attributes.is_empty() || has_values || numbered) && !linked {
            found.push(start..from + name + length + 1);
        }
    }
    found
}

/// The name of a tag between `{%` and `%}`.
fn tag(words: &str) -> &str {
    words.trim_start_matches(['-', '+']).split_whitespace().next().unwrap_or_default().trim_end_matches(['-', '+'])
}

/// Lines of code in MDX: imports, and exports up to the next blank line.
fn code_lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("import ") && !text.contains("export ") {
        return found;
    }
    let mut at = 0;
    let mut exports = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let imports =
            words.starts_with("import ") && (words.contains(" from '") || words.contains(" from \"")) && words.ends_with(['\'', '"', ';']);
        exports = !words.is_empty() && (exports || words.starts_with("export const ") || words.starts_with("export default "));
        if imports || exports {
            found.push(at..at + words.len());
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let blanked = blanked(text);
        assert_eq!(blanked.len(), text.len());
        blanked.replace('\u{1}', "")
    }

    #[test]
    fn comments_and_tags_are_taken_out() {
        for (text, wanted) in [
            ("a {% comment %} TK\n\nTK {% endcomment %} b", "a \n\n b"),
            ("a {%- comment -%}TK{%- endcomment -%} b", "a  b"),
            ("a {# TK\nTK #} b {#TK#} c", "a \n b  c"),
            ("a {/* TK */} b", "a  b"),
            ("a {{/* TK */}} b", "a  b"),
            ("%% TK %%\n\n%%\nTK\n%%\nb %%TK%% c", "\n\n\n\n\nb  c"),
            ("{{< tweet user=\"Tamm\" id=\"TK\" >}}", ""),
            ("{{% pullquote author=\"Brandt\" %}}No.{{% /pullquote %}}", "No."),
            ("a <?php if ($a > 1) { echo \"b\"; } ?>c", "a c"),
            ("a<?= $b ?>c <%= d %>e", "ac e"),
            ("a <?php\n// the rest", "a \n"),
            ("[caption id=\"a\" align='b']The quay[/caption] [ad_1]", "The quay "),
            ("<Chart data={[{a: 1 > 0}]} onClick={() => x} />b", "b"),
            ("{% include note.html text=\"TK\" %}b", "b"),
            ("import Map from './map';\n\nexport const meta = {\n  a: 1,\n}\n\nb", "\n\n\n\n\n\nb"),
        ] {
            assert_eq!(seen(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_them_stays() {
        for text in [
            "## Title {#id}\n\n## More {#other} #}",
            "Prices rose 5%% in May and 6%% in June.",
            "Rents {rose",
            "a {% b",
            "import duties from the port rose",
            "export const",
            "{{ title }}",
            "a <? b",
            "He [said] so, [the report](a) says, [sic].",
            "<Callout type=\"note\">b</Callout>",
        ] {
            assert_eq!(seen(text), text);
        }
    }

    #[test]
    fn marks_that_only_open_are_words() {
        for mark in ["{# ", "{% ", "{{< ", "{/* ", "{% comment %} ", "{#a ", "{{% a "] {
            let text = mark.repeat(40_000);
            let kept = seen(&text).len();
            assert!(kept == text.len() || mark.contains("comment"), "{mark}");
            seen(&(text + "#} %} >}} */}"));
        }
    }
}
