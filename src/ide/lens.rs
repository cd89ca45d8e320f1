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
pub fn head(article: &Article) -> Option<&Block> {
    let blocks = &article.prose.blocks;
    blocks.iter().find(|block| block.role == Role::Headline).or_else(|| blocks.iter().find(|block| block.role.is_body()))
}

/// The headline, else the first paragraph, below the front matter: nobody reads what stands inside that.
fn place(article: &Article) -> Option<&Block> {
    let blocks = &article.prose.blocks;
    let end = article.prose.front_matter.span.map_or(0, |span| span.end);
    let below = |block: &&Block| article.source(block.span).start >= end;
    let headline = blocks.iter().filter(below).find(|block| block.role == Role::Headline);
    headline.or_else(|| blocks.iter().filter(below).find(|block| block.role.is_body() || block.role == Role::Heading))
}

/// The line over the headline, else over the first paragraph; none over an article without words. It counts as the summary of `check` does.
pub fn lens(analysis: &Analysis) -> Option<Lens> {
    let article = &analysis.article;
    let block = place(article)?;
    let tally = Tally::of(&article.parse(), &article.sourcing);
    let queries = analysis.checked.shown.iter().filter(|shown| shown.severity > Severity::Hint).count();
    let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let bodies = (tally.organization > 0).then(|| many(tally.organization, "body", "bodies"));
    let vague = (tally.vague > 0).then(|| many(tally.vague, "vague", "vague"));
    let parts: Vec<String> = [Some(many(tally.named, "named", "named")), bodies, Some(many(tally.anonymous, "unnamed", "unnamed")), vague]
        .into_iter()
        .flatten()
        .chain([many(tally.document, "document", "documents"), many(queries, "query", "queries")])
        .collect();
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

    #[test]
    fn it_stands_below_the_front_matter() {
        let over = |text: &str| {
            let analysis = analysis(text, Format::Markdown);
            lens(&analysis).map(|lens| lens.span.of(text).to_owned())
        };
        assert_eq!(over("---\ntitle: Vellmouth\n---\n\nMarit Oru left.\n").as_deref(), Some("Marit Oru left."));
        assert_eq!(over("---\ntitle: Vellmouth\n---\n\n# The ferry\n\nMarit Oru left.\n").as_deref(), Some("The ferry"));
        assert_eq!(over("---\ntitle: Vellmouth\n---\n"), None);
    }
}
