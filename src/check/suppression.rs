//! What comments and `[[allow]]` entries silence, and which of them silence nothing.

use super::Shown;
use crate::article::Article;
use crate::config::settings::Allowed;
use crate::finding::Finding;
use crate::prose::{Scope, Suppression};
use crate::rules;
use crate::text::Span;

/// What came of the suppressions.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Findings on comments that silenced nothing.
    pub unused: Vec<Finding>,
    /// Entries of the configuration that silenced something.
    pub used: Vec<usize>,
    /// Entries of the configuration whose rule ran.
    pub tried: Vec<usize>,
}

/// Takes away what is silenced. `runs` says of each rule whether it ran: a suppression of a rule that did not is not unused.
pub(super) fn apply(article: &Article, allowed: &[Allowed], runs: &[bool], shown: &mut Vec<Shown>) -> Outcome {
    let ran = |name: &str| rules::ALL.iter().zip(runs).any(|(rule, runs)| *runs && rule.name == name);
    let mut outcome = Outcome::default();
    let mut silenced = vec![false; shown.len()];
    for comment in &article.prose.suppressions {
        let words = Words::of(article, comment.text.as_deref());
        let mut used = false;
        for (shown, silenced) in shown.iter().zip(&mut silenced) {
            let finding = &shown.finding;
            if finding.rule == comment.rule && covers(comment, finding.span) && words.meet(finding.span) {
                (used, *silenced) = (true, true);
            }
        }
        if !used && ran(&comment.rule) {
            outcome.unused.push(rules::unused_suppression_of(&comment.rule, comment.text.as_deref(), comment.span));
        }
    }
    for entry in allowed {
        let words = Words::of(article, entry.text.as_deref());
        let mut used = false;
        for (shown, silenced) in shown.iter().zip(&mut silenced) {
            if shown.finding.rule == entry.rule && words.meet(shown.finding.span) {
                (used, *silenced) = (true, true);
            }
        }
        if used {
            outcome.used.push(entry.entry);
        }
        if ran(&entry.rule) {
            outcome.tried.push(entry.entry);
        }
    }
    let mut silenced = silenced.into_iter();
    shown.retain(|_| !silenced.next().unwrap_or(false));
    outcome
}

fn covers(comment: &Suppression, span: Span) -> bool {
    comment.scope == Scope::File || comment.covers.overlaps(span) || (span.is_empty() && comment.covers.holds(span.start))
}

/// Where the words of a suppression stand in the article; `None` for one that names no words.
struct Words(Option<Vec<Span>>);

impl Words {
    fn of(article: &Article, text: Option<&str>) -> Words {
        let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
        Words(text.map(|text| {
            let places = article.prose.text.match_indices(text.as_str());
            places.map(|(at, words)| article.source(Span::new(at as u32, (at + words.len()) as u32))).collect()
        }))
    }

    fn meet(&self, span: Span) -> bool {
        self.0.as_ref().is_none_or(|places| places.iter().any(|place| place.overlaps(span)))
    }
}
