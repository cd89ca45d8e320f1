//! One line over the headline: how the article is sourced.

use crate::article::Article;
use crate::finding::Severity;
use crate::prose::{Block, Role};
use crate::sourcing::Tally;
use crate::text::Span;
use crate::workspace::Analysis;

/// A line over some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The words, in source bytes.
    pub span: Span,
    /// What it says.
    pub title: String,
}

/// The headline, else the first paragraph.
pub(super) fn head(article: &Article) -> Option<&Block> {
    let blocks = &article.prose.blocks;
    blocks.iter().find(|block| block.role == Role::Headline).or_else(|| blocks.iter().find(|block| block.role.is_body()))
}

/// The line over the headline, else over the first paragraph; none over an article without words.
pub fn lens(analysis: &Analysis) -> Option<Lens> {
    let article = &analysis.article;
    let block = head(article)?;
    let tally = Tally::of(&article.parse(), &article.sourcing);
    let (named, unnamed, documents) = (tally.named + tally.organization, tally.anonymous + tally.vague, tally.document);
    let queries = analysis.checked.shown.iter().filter(|shown| shown.severity > Severity::Hint).count();
    let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let parts = [
        many(named, "named", "named"),
        many(unnamed, "unnamed", "unnamed"),
        many(documents, "document", "documents"),
        many(queries, "query", "queries"),
    ];
    Some(Lens { span: article.source(block.span), title: parts.join(" · ") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis};
    use crate::text::Format;

    #[test]
    fn sources_are_counted_once_over_the_headline() {
        let analysis = analysis(&FERRY.replace("ferry had", "XXX ferry had"), Format::Plain);
        let lens = lens(&analysis).unwrap();
        assert_eq!(lens.span.of(&analysis.article.document.text), "Vellmouth sells its last ferry");
        assert_eq!(lens.title, "1 named · 0 unnamed · 0 documents · 2 queries");
    }
}
