//! What `[gate]` says of a run: how many findings of a rule pass, whatever their severity.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::files::shown_config;
use crate::check::Shown;
use crate::config::Config;
use crate::finding::{RuleName, Severity};
use crate::rules::Kind;
use crate::text::LineIndex;

/// How many findings of a rule there are in articles of a kind.
type Counts = FxHashMap<(RuleName, Kind), usize>;

/// The findings of a run, for the gates of each configuration.
#[derive(Default)]
pub struct Gates {
    counted: Vec<(Arc<Config>, Counts)>,
}

impl Gates {
    /// Counts the findings of an article. Hints are no findings that anybody was shown.
    pub fn count(&mut self, config: Option<&Arc<Config>>, kind: Kind, shown: &[Shown]) {
        let Some(config) = config.filter(|config| !config.limits.is_empty()) else { return };
        let index = self.counted.iter().position(|(own, _)| Arc::ptr_eq(own, config)).unwrap_or_else(|| {
            self.counted.push((config.clone(), Counts::default()));
            self.counted.len() - 1
        });
        for shown in shown.iter().filter(|shown| shown.severity > Severity::Hint) {
            *self.counted[index].1.entry((shown.finding.rule.clone(), kind)).or_default() += 1;
        }
    }

    /// What is over a limit, a line each.
    pub fn over(&self) -> Vec<String> {
        let mut over = Vec::new();
        for (config, counts) in &self.counted {
            let lines = LineIndex::new(&config.text);
            for limit in &config.limits {
                let found: usize = counts.iter().filter(|((rule, kind), _)| limit.counts(rule, *kind)).map(|(_, count)| count).sum();
                if found <= limit.most {
                    continue;
                }
                let what = limit.rule.as_deref().map_or_else(|| "all rules together".to_owned(), |rule| format!("“{rule}”"));
                let kind = limit.kind.map_or_else(String::new, |kind| format!(" in articles of the kind {}", kind.name()));
                let line = lines.line_of(limit.at as u32) + 1;
                let shown = shown_config(&config.path);
                over.push(format!(
                    "{shown}:{line}: {found} finding{} of {what}{kind}, at most {} may pass",
                    if found == 1 { "" } else { "s" },
                    limit.most
                ));
            }
        }
        over
    }
}
