//! Words of an article made short enough for one line.

use crate::article::Article;
use crate::text::{Span, visible};

/// The words of a prose span on one line, at most `most` characters and then cut at a word with an ellipsis.
pub fn of(article: &Article, prose: Span, most: usize) -> String {
    shorten(prose.of(&article.prose.text), most)
}

/// Words on one line, at most `most` characters and then cut at a word with an ellipsis.
pub fn shorten(words: &str, most: usize) -> String {
    let mut short = String::new();
    let mut length = 0;
    for word in words.split_whitespace() {
        length += word.chars().count() + 1;
        if length > most && !short.is_empty() {
            return short + " …";
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

/// The line of a source offset, counted from one, as people count.
pub fn line(article: &Article, source: u32) -> u32 {
    article.lines.line_of(source) + 1
}

/// Words of an article are not Markdown: one line without markup, whose addresses on the web and of mail are not links. It is meant to
/// stand behind other words of a line.
pub fn markdown(words: &str) -> String {
    let words = visible(words);
    let mut escaped = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        let before = words.get(..at).unwrap_or_default();
        let acts = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' | '@' => true,
            ':' => {
                before.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && words.get(at + 1..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' '))
            }
            '.' => before.len() >= 3 && before.get(at - 3..).is_some_and(|www| www.eq_ignore_ascii_case("www")),
            _ => false,
        };
        if acts {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_an_article_are_no_markdown() {
        assert_eq!(markdown("a*b [c] <d>"), "a\\*b \\[c\\] \\<d\\>");
        assert_eq!(markdown("https://x.example www.x.example"), "https\\://x.example www\\.x.example");
        assert_eq!(markdown("a@b.example ~~c~~ ![d](e)\n- f: g"), "a\\@b.example \\~\\~c\\~\\~ !\\[d\\](e)\\\\n- f: g");
    }

    #[test]
    fn words_are_cut_between_words() {
        assert_eq!(shorten("The  ferry\nwas sold", 12), "The ferry …");
    }
}
