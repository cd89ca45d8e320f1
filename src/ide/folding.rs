//! What can be folded away: front matter, sections below a heading, paragraphs of several lines.

use crate::article::Article;
use crate::prose::Role;
use crate::text::Span;

/// What can be folded away, first and last line counted from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// The line that stays.
    pub first: u32,
    /// The last line that goes.
    pub last: u32,
}

/// The folds of an article, in text order.
pub fn folds(article: &Article) -> Vec<Fold> {
    let line = |offset: u32| article.lines.line_of(offset);
    let blocks = &article.prose.blocks;
    let mut folds = Vec::new();
    let mut open: Vec<(u8, u32)> = Vec::new();
    let mut end = 0;
    for block in blocks {
        let span: Span = article.source(block.span);
        let (first, last) = (line(span.start), line(span.end.saturating_sub(1).max(span.start)));
        if matches!(block.role, Role::Heading | Role::Headline) {
            while let Some((_, start)) = open.pop_if(|(level, _)| *level >= block.level) {
                folds.push(Fold { first: start, last: end });
            }
            open.push((block.level, first));
        } else if block.role.is_body() {
            folds.push(Fold { first, last });
        }
        end = end.max(last);
    }
    folds.extend(open.into_iter().map(|(_, first)| Fold { first, last: end }));
    folds.retain(|fold| fold.last > fold.first);
    folds.sort_by_key(|fold| (fold.first, fold.last));
    folds.dedup();
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::analysis;
    use crate::text::Format;

    #[test]
    fn sections_and_long_paragraphs_fold() {
        let text = "# The ferry\n\nIt was sold\non Monday.\n\n## The town\n\nNobody knew.\n";
        let folds = folds(&analysis(text, Format::Markdown).article);
        assert!(folds.contains(&Fold { first: 2, last: 3 }), "{folds:?}");
        assert!(folds.contains(&Fold { first: 5, last: 7 }), "{folds:?}");
        assert!(folds.iter().all(|fold| fold.last > fold.first));
    }
}
