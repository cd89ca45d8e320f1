//! Text of others that is shown on one line and acts on nothing.
//!
//! An article, a file's name, a comment or a configuration may hold what steers a terminal, begins a new line of a build log, turns the order
//! of letters round or is not seen at all. Whoever reads a message must see what is there. So each such character is written as Rust
//! writes it: `\n`, `\t`, `\u{1b}`. Letters of every script, accents, emoji and the joiners that hold them together stay as they are. A
//! backslash stays too, since it does nothing and paths are full of them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// What acts or is not seen: controls, separators of lines, marks that turn directions, and what has no shape. Format characters that are
/// drawn, such as the Arabic sign of a number, are left out.
const ACTING: &str = r"[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--\p{Prepended_Concatenation_Mark}]";
/// `##[command]` and `##vso[command]`, which some build services obey wherever they stand on a line.
const COMMANDS: &str = r"##[A-Za-z]*\[";

static FOUND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("{ACTING}|{COMMANDS}")).ok());
static PICTURE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}]").ok());
/// Letters and marks of scripts that are written with joiners.
static JOINED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\A[[\p{L}\p{M}]--[\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Inherited}]]").ok()
});

/// `text` on one line, with whatever acts or is not seen made visible.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |c, shown| match c {
        '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
        c => shown.extend(c.escape_unicode()),
    })
}

/// JSON with whatever acts or is not seen as an escape, so that it means the same and does nothing where it is printed. `json` is one
/// value, written without line feeds.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c, shown| {
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            shown.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

fn escaped(text: &str, escape: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let Some(found) = FOUND.as_ref().filter(|found| found.is_match(text)) else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len() + 16);
    let mut end = 0;
    for part in found.find_iter(text) {
        shown.push_str(text.get(end..part.start()).unwrap_or_default());
        end = part.end();
        let mut characters = part.as_str().chars();
        let Some(first) = characters.next() else { continue };
        if first == '#' {
            shown.push('#');
            escape('#', &mut shown);
            shown.extend(characters.skip(1));
        } else if is_part_of_a_letter(first, &shown, text.get(end..).unwrap_or_default()) {
            shown.push(first);
        } else {
            escape(first, &mut shown);
        }
    }
    shown.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(shown)
}

/// Whether what is not seen shapes what is: a joiner between letters of a script that is written with them or between the parts of an emoji,
/// or one selector of a form. `before` ends and `after` begins beside it.
fn is_part_of_a_letter(c: char, before: &str, after: &str) -> bool {
    let last = before.len() - before.chars().next_back().map_or(0, char::len_utf8);
    let last = before.get(last..).unwrap_or_default();
    let is = |pattern: &Option<Regex>, text: &str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    match c {
        '\u{200C}' | '\u{200D}' if is(&JOINED, last) && is(&JOINED, after) => true,
        '\u{200D}' => is(&PICTURE, last) && is(&PICTURE, after),
        // A second one would carry something hidden.
        '\u{FE0E}' | '\u{FE0F}' => !last.is_empty() && !last.starts_with(['\u{FE0E}', '\u{FE0F}', '}', ' ']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_written_out() {
        for (text, shown) in [
            ("dir\n::error::dir", r"dir\n::error::dir"),
            ("a\u{1b}]0;title\u{7}b", r"a\u{1b}]0;title\u{7}b"),
            ("a\r\tb\u{85}c\u{9b}31m", r"a\r\tb\u{85}c\u{9b}31m"),
            ("pier\u{202e}txt.\u{2066}x", r"pier\u{202e}txt.\u{2066}x"),
            ("ze\u{200b}ro\u{ad}\u{feff}\u{2060}", r"ze\u{200b}ro\u{ad}\u{feff}\u{2060}"),
            ("a\u{2028}b\u{2029}c\u{7f}", r"a\u{2028}b\u{2029}c\u{7f}"),
            ("tags \u{e0041}\u{e0042}", r"tags \u{e0041}\u{e0042}"),
            ("fillers \u{3164}\u{115f}\u{34f}", r"fillers \u{3164}\u{115f}\u{34f}"),
            ("##[add-mask]the ##vso[task.setvariable]", r"#\u{23}[add-mask]the #\u{23}vso[task.setvariable]"),
            ("co\u{200d}py", r"co\u{200d}py"),
            ("hidden 😀\u{fe0f}\u{fe0f}\u{e0100}", "hidden 😀\u{fe0f}\\u{fe0f}\\u{e0100}"),
        ] {
            assert_eq!(visible(text), shown);
            assert_eq!(visible(&visible(text)), shown, "made visible twice");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "",
            "Márit Oru, e\u{301} naïve",
            "👩‍🚒 and ❤️‍🔥, 1️⃣, 👍🏽, 🇳🇴",
            "صباح الخير ١٢٣ \u{600}١٢",
            "می‌خواهم",
            "क्‍ष",
            "渡し船。",
            "no\u{a0}break, a\\b C:\\x #1 ## [a] ##",
        ] {
            assert!(matches!(visible(text), Cow::Borrowed(_)) || visible(text) == text, "{text} became {}", visible(text));
        }
    }

    #[test]
    fn json_means_the_same() {
        let text = "a\u{1b}\\\u{202e}\"\u{e0041}\u{200b}##[group]\n\u{7f}ü";
        let json = serde_json::to_string(text).unwrap();
        let shown = visible_json(&json);
        assert!(!FOUND.as_ref().unwrap().is_match(&shown), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
    }
}
