//! The words around a finding. A paragraph is often one line of several thousand bytes, of which a reader wants a few words.

use std::ops::Range;

use super::CheckedFile;
use crate::text::{Span, visible};

/// How many characters of a line are shown at most on each side of the marked words.
const AROUND: usize = 40;
/// How many characters of the marked words themselves are shown at most, on one line.
const MARKED: usize = 80;
/// How many lines of a finding are shown at most.
const LINES: u32 = 4;

/// Lines cut to what matters, to be printed from line `first_line` on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Number of the first line, from one.
    pub first_line: usize,
    /// The cut lines, with line feeds between.
    pub text: String,
    /// The marked words in `text`, a range a line.
    pub marks: Vec<Range<usize>>,
}

/// The lines of `span`, cut to a window of words around it.
pub(super) fn excerpt(file: &CheckedFile, span: Span) -> Excerpt {
    let first = file.lines.line_of(span.start);
    let last = file.lines.line_of(span.end.saturating_sub(1).max(span.start)).min(first + LINES - 1);
    let mut excerpt = Excerpt { first_line: first as usize + 1, text: String::new(), marks: Vec::new() };
    for number in first..=last {
        let Some(line) = file.lines.line(&file.text, number) else { continue };
        if number > first {
            excerpt.text.push('\n');
        }
        let marked = Span::new(span.start.max(line.start).min(line.end), span.end.min(line.end).max(line.start));
        push_line(&mut excerpt, file.words(line), (marked.start - line.start) as usize..(marked.end - line.start) as usize);
    }
    excerpt
}

fn push_line(excerpt: &mut Excerpt, line: &str, marked: Range<usize>) {
    let (Some(before), Some(words), Some(after)) = (line.get(..marked.start), line.get(marked.clone()), line.get(marked.end..)) else {
        return;
    };
    // Where a file begins, a byte order mark is no part of its words.
    let mark =
        if excerpt.first_line == 1 && excerpt.text.is_empty() { before.len() - before.trim_start_matches('\u{FEFF}').len() } else { 0 };
    let before = tail(before.get(mark..).unwrap_or_default(), AROUND);
    if before.len() + mark < marked.start {
        excerpt.text.push_str("… ");
    }
    excerpt.text.push_str(&seen(before));
    let start = excerpt.text.len();
    let shown = head(words, MARKED);
    excerpt.text.push_str(&seen(shown));
    if shown.len() < words.len() {
        excerpt.text.push('…');
        excerpt.marks.push(start..excerpt.text.len());
        return;
    }
    if !words.trim().is_empty() || marked.is_empty() {
        excerpt.marks.push(start..excerpt.text.len());
    }
    let after_shown = head(after, AROUND);
    excerpt.text.push_str(&seen(after_shown));
    if after_shown.len() < after.len() {
        excerpt.text.push_str(" …");
    }
}

/// Words of a file as they are printed. A tab stays, since the renderer knows how wide it is.
fn seen(words: &str) -> String {
    words.split('\t').map(visible).collect::<Vec<_>>().join("\t")
}

/// The first characters of `text`, cut at a space where there is one.
fn head(text: &str, most: usize) -> &str {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text };
    let cut = text[..cut].rfind(' ').filter(|space| *space > 0).unwrap_or(cut);
    text[..cut].trim_end()
}

/// The last characters of `text`, cut at a space where there is one.
fn tail(text: &str, most: usize) -> &str {
    let Some((cut, _)) = text.char_indices().rev().nth(most) else { return text };
    let cut = cut + text[cut..].chars().next().map_or(0, char::len_utf8);
    text[cut..].find(' ').map_or(&text[cut..], |space| &text[cut + space + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, marked: &str) -> Excerpt {
        let file = CheckedFile::of_config("a.txt".into(), text.into(), Vec::new());
        let at = text.find(marked).unwrap();
        excerpt(&file, Span::new(at as u32, (at + marked.len()) as u32))
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let found = of("One.\nThe harbour cost TK crowns.\n", "TK");
        assert_eq!(found, Excerpt { first_line: 2, text: "The harbour cost TK crowns.".into(), marks: vec![17..19] });
    }

    #[test]
    fn of_a_long_line_only_the_words_around_are_shown() {
        let long = format!("{} cost TK crowns {}", "naïve ".repeat(900), "façade ".repeat(900));
        let found = of(&long, "TK");
        assert!(found.text.chars().count() < 120, "{}", found.text);
        assert_eq!(&found.text[found.marks[0].clone()], "TK");
        assert!(found.text.starts_with("… naïve") && found.text.ends_with("façade …"));
        let one_word = format!("{}TK{}", "ö".repeat(5000), "ü".repeat(5000));
        assert!(of(&one_word, "TK").text.chars().count() < 120);
    }

    #[test]
    fn what_steers_a_terminal_is_written_out_and_the_marks_stay_on_their_words() {
        let found = of("\u{feff}a\u{1b}[2J\tcost T\u{202e}K crowns\u{7}.\n", "T\u{202e}K");
        assert_eq!(found.text, "a\\u{1b}[2J\tcost T\\u{202e}K crowns\\u{7}.");
        assert_eq!(&found.text[found.marks[0].clone()], "T\\u{202e}K");
    }

    #[test]
    fn marks_over_several_lines_are_one_a_line() {
        let found = of("The board said\nit would not\r\npay.", "said\nit would not\r\npay");
        assert_eq!(found.text, "The board said\nit would not\npay.");
        let marked: Vec<&str> = found.marks.iter().map(|mark| &found.text[mark.clone()]).collect();
        assert_eq!(marked, ["said", "it would not", "pay"]);
    }
}
