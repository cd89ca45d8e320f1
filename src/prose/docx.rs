//! Word documents: each line is a paragraph, and its style says what it is.

use super::furniture::shown_words;
use super::lines::is_finished;
use super::roles::{self, Layout};
use super::{Prose, ProseBuilder, Role, unread};
use crate::text::Document;
use crate::text::docx::Style;

/// Words of a cell from which on it is copy: a table that only arranges the page.
const COPY: u32 = 12;

/// Reads a Word document.
pub fn read(document: &Document) -> Prose {
    let mut builder = ProseBuilder::with_capacity(document.text.len());
    let mut set_off = Vec::new();
    let styled = document.styles.iter().any(|style| matches!(style, Style::Title | Style::Heading(_)));
    let mut headed = document.styles.contains(&Style::Title);
    let mut at = 0;
    for (line, style) in document.text.split_inclusive('\n').zip(document.styles.iter()) {
        let words = line.trim_end_matches('\n');
        let (role, level) = match style {
            Style::Title => (Role::Headline, 1),
            Style::Heading(1) if !headed => (Role::Headline, 1),
            Style::Subtitle => (Role::Standfirst, 0),
            Style::Heading(level) => (Role::Heading, (*level).min(6)),
            Style::Quote => (Role::BlockQuote, 1),
            Style::Item => (Role::ListItem, 1),
            Style::Caption => (Role::Caption, 0),
            Style::Note => (Role::Footnote, 0),
            Style::Cell if shown_words(words) < COPY || !is_finished(words) => (Role::Table, 0),
            Style::Cell | Style::Plain => (Role::Paragraph, 0),
        };
        if !words.trim().is_empty() {
            headed |= role == Role::Headline;
            builder.open(role, level);
            builder.push(words, at);
            set_off.resize(builder.blocks(), true);
            set_off.push(true);
        }
        at += line.len() as u32;
    }
    let mut prose = builder.finish();
    // Copy without a style is laid out as plain text is.
    let layout = Layout { set_off, width: None };
    roles::assign(&mut prose, (!styled).then_some(&layout));
    unread::take_blocks(&mut prose);
    prose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_give_roles_and_copy_without_them_is_laid_out() {
        let blocks = |document: &Document| {
            let prose = read(document);
            prose.blocks.iter().map(|block| (block.role, block.span.of(&prose.text).to_owned())).collect::<Vec<_>>()
        };
        let text = "The ferry\n\nBy Marit Oru\nIt left the quay at ten.\n40\n";
        let styles = vec![Style::Heading(1), Style::Plain, Style::Plain, Style::Plain, Style::Cell];
        let found = blocks(&Document::of_word("a.docx", text, styles));
        let seen: Vec<_> = found.iter().map(|(role, words)| (*role, words.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Role::Headline, "The ferry"),
                (Role::Byline, "By Marit Oru"),
                (Role::Paragraph, "It left the quay at ten."),
                (Role::Table, "40")
            ]
        );
        let long = "Council sells the last ferry\nThe council of Vellmouth sold its last ferry on Monday, said Marit Oru, the harbour master, who has run \
                    the quay of the town since the spring of the flood.\n";
        let found = blocks(&Document::of_word("a.docx", long, vec![Style::Plain, Style::Plain]));
        assert_eq!((found[0].0, found[1].0), (Role::Headline, Role::Paragraph));
    }
}
