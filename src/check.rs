//! Rules run on an article; configuration, suppressions and precedence decide what is shown.

use crate::article::Article;
use crate::finding::{Finding, Severity};
use crate::rules::{self, Context, Kind};

/// A finding with the severity it is shown at.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The finding.
    pub finding: Finding,
    /// How it is shown.
    pub severity: Severity,
}

/// Runs every rule on an article with the defaults.
pub fn check(article: &Article) -> Vec<Shown> {
    let mut shown = Vec::new();
    for rule in rules::ALL {
        let context = Context { article, kind: Kind::News, well_known: &[], outlet: "", options: &[], rule };
        shown.extend((rule.check)(&context).into_iter().map(|finding| Shown { finding, severity: rule.severity }));
    }
    shown.sort_by_key(|shown| (shown.finding.span, shown.finding.rule));
    shown
}
