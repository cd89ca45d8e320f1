//! What is left out of a report since it is known: what earlier versions of an article have, and what a baseline holds.

use std::sync::Arc;

use super::baseline::Opened;
use super::files::{Input, Origin};
use super::reader::Reader;
use crate::article::Article;
use crate::check::identity::{self, Identity};
use crate::check::known::Known;
use crate::check::{Checked, PROTECTED, Shown, check, check_whole_config};
use crate::config::discovery::MAX_SIZE;
use crate::config::{Config, Settings};
use crate::finding::Severity;

/// What is left out.
pub struct Filter<'a> {
    pub reader: Reader<'a>,
    /// The baseline that was asked for.
    pub baseline: Option<&'a Opened>,
    /// Articles are compared with earlier versions.
    pub compares: bool,
    /// Known findings of this severity and above are counted.
    pub show: Severity,
}

/// What is new of an article.
pub struct Narrowed {
    /// Without what is known.
    pub checked: Checked,
    /// How many findings were left out; `None` where nothing was compared.
    pub known: Option<usize>,
    /// The entries of the configuration that an earlier version used.
    pub used_before: Vec<usize>,
    /// The entries of the baseline that know something of it.
    pub claimed: Vec<usize>,
}

impl Filter<'_> {
    /// Takes away what is known of an article.
    ///
    /// # Errors
    ///
    /// What to tell where an earlier version that should be there is not.
    pub fn narrow(&self, input: &Input, article: &Article, mut checked: Checked) -> Result<Narrowed, String> {
        let (known, used_before) = self.known_before(input, article, &checked)?;
        let mut left_out = self.leave_out(&mut checked.shown, &known);
        let mut claimed = Vec::new();
        if let Some(baseline) = self.baseline {
            let identities = identity::of_all(article, &checked.shown);
            let entries = baseline.known.claim(&baseline.place(input), &identities);
            left_out += self.leave_out(&mut checked.shown, &entries.iter().map(Option::is_some).collect::<Vec<_>>());
            claimed.extend(entries.into_iter().flatten());
        }
        let known = (self.compares || self.baseline.is_some()).then_some(left_out);
        Ok(Narrowed { checked, known, used_before, claimed })
    }

    /// Takes away what is known of what is wrong in a configuration; how many findings that were, and the entries of the baseline that know
    /// something of it.
    pub fn narrow_config(
        &self,
        config: &Config,
        settings: &Settings,
        earlier: Option<&Origin>,
        shown: &mut Vec<Shown>,
    ) -> (usize, Vec<usize>) {
        let identities = |shown: &[Shown]| shown.iter().map(|shown| Identity::of_text(&config.text, &shown.finding)).collect::<Vec<_>>();
        let is_known = |claimed: &[Option<usize>]| claimed.iter().map(Option::is_some).collect::<Vec<_>>();
        let mut left_out = 0;
        if self.compares {
            let known = self.config_before(config, settings, earlier).claim("", &identities(shown));
            left_out += self.leave_out(shown, &is_known(&known));
        }
        let Some(baseline) = self.baseline else { return (left_out, Vec::new()) };
        let claimed = baseline.known.claim(&baseline.place_of(&config.path), &identities(shown));
        left_out += self.leave_out(shown, &is_known(&claimed));
        (left_out, claimed.into_iter().flatten().collect())
    }

    /// What was wrong in a configuration before.
    fn config_before(&self, config: &Config, settings: &Settings, earlier: Option<&Origin>) -> Known {
        // Where nobody can tell what it was, it was as it is.
        let old = match earlier {
            None => Some(Ok(config)),
            Some(origin) => {
                let text = self.reader.bytes(origin, MAX_SIZE).ok().flatten().and_then(|bytes| String::from_utf8(bytes).ok());
                text.and_then(|text| Config::parse(&config.path, &text).ok()).map(Arc::new).map(Err)
            }
        };
        let mut pool = Known::default();
        if let Some(old) = &old {
            let old: &Config = match old {
                Ok(same) => same,
                Err(old) => old,
            };
            let told = check_whole_config(old, settings, &[], &[]);
            pool.add("", &told.iter().map(|shown| Identity::of_text(&old.text, &shown.finding)).collect::<Vec<_>>());
        }
        pool
    }

    /// Which findings earlier versions of an article have too, and the entries of the configuration that those used.
    fn known_before(&self, input: &Input, article: &Article, checked: &Checked) -> Result<(Vec<bool>, Vec<usize>), String> {
        let mut known = vec![false; checked.shown.len()];
        let mut used = Vec::new();
        let versions = input.earlier.as_deref().unwrap_or_default();
        if versions.is_empty() || checked.shown.is_empty() && input.settings.allowed.is_empty() {
            return Ok((known, used));
        }
        let identities = identity::of_all(article, &checked.shown);
        for version in versions {
            let Some(old) = self.reader.earlier(input, version)? else { continue };
            let old_checked = check(&old, &version.settings);
            let mut pool = Known::default();
            pool.add("", &identity::of_all(&old, &old_checked.shown));
            let claimed = pool.claim("", &identities);
            known.iter_mut().zip(claimed).for_each(|(known, claimed)| *known |= claimed.is_some());
            used.extend(old_checked.used);
        }
        Ok((known, used))
    }

    fn leave_out(&self, shown: &mut Vec<Shown>, known: &[bool]) -> usize {
        let mut known = known.iter();
        let mut left_out = 0;
        shown.retain(|shown| {
            // A name that must not appear is never known.
            let is_known = known.next().copied().unwrap_or_default() && shown.finding.rule != PROTECTED;
            left_out += usize::from(is_known && shown.severity >= self.show);
            !is_known
        });
        left_out
    }
}
