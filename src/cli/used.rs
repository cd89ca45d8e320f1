//! The configurations of a run: what their `[[allow]]` entries did over all files, and what is wrong in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::Input;
use crate::check::{Checked, Shown, check_whole_config};
use crate::config::{Config, Settings};
use crate::finding::Severity;
use crate::rules;

/// What entries did in one article.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// Those that silenced something.
    pub used: Vec<usize>,
    /// Those whose rule ran.
    pub tried: Vec<usize>,
    /// Those that an earlier version used.
    pub used_before: Vec<usize>,
}

impl Entries {
    /// Of an article that is compared with nothing.
    pub fn of(checked: &Checked) -> Entries {
        Entries { used: checked.used.clone(), tried: checked.tried.clone(), used_before: Vec::new() }
    }
}

/// A configuration that governed a file, and what its `[[allow]]` entries did over all files.
pub struct Used {
    pub config: Arc<Config>,
    used: BTreeSet<usize>,
    tried: BTreeSet<usize>,
    used_before: BTreeSet<usize>,
    /// The entries that fit some file.
    fitted: BTreeSet<usize>,
}

impl Used {
    /// Takes note of an article.
    pub fn record(configs: &mut Vec<Used>, input: &Input, entries: &Entries) {
        let Some(config) = &input.config else { return };
        let index = configs.iter().position(|used| Arc::ptr_eq(&used.config, config)).unwrap_or_else(|| {
            let (used, tried, used_before, fitted) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
            configs.push(Used { config: config.clone(), used, tried, used_before, fitted });
            configs.len() - 1
        });
        configs[index].used.extend(&entries.used);
        configs[index].tried.extend(&entries.tried);
        configs[index].used_before.extend(&entries.used_before);
        configs[index].fitted.extend(input.settings.allowed.iter().map(|allowed| allowed.entry));
    }

    /// What is wrong in it, after all files of `paths`. Where articles were compared with earlier versions, an entry is newly in vain only
    /// where one of those used it.
    pub fn findings(&self, settings: &Settings, paths: &[PathBuf], compares: bool) -> Vec<Shown> {
        let mut unused: Vec<usize> = self.tried.difference(&self.used).copied().collect();
        let mut strays = if covers(paths, &self.config.path) { self.strays(settings) } else { Vec::new() };
        if compares {
            unused.retain(|entry| self.used_before.contains(entry));
            strays.clear();
        }
        check_whole_config(&self.config, settings, &unused, &strays)
    }

    /// The entries that fit no file, though all were read, and whose rule runs. Those for a file that is not there are told apart.
    fn strays(&self, settings: &Settings) -> Vec<usize> {
        let nowhere = self.config.nowhere();
        let runs = |name: &str| {
            let mut rules = rules::ALL.iter().zip(settings.rules.iter());
            rules.any(|(rule, set)| rule.name == name && set.enabled && set.severity.unwrap_or(rule.severity) != Severity::Off)
        };
        let entries = self.config.file.allow.iter().enumerate();
        let stray = entries
            .filter(|(entry, allow)| !self.fitted.contains(entry) && !nowhere.contains(entry) && runs(allow.get_ref().rule.get_ref()));
        stray.map(|(entry, _)| entry).collect()
    }
}

/// Whether one of the folders that are checked holds all that a configuration governs.
pub fn covers(paths: &[PathBuf], config: &Path) -> bool {
    let Some(folder) = config.parent().and_then(|folder| folder.canonicalize().ok()) else { return false };
    paths.iter().any(|path| path.is_dir() && path.canonicalize().is_ok_and(|path| folder.starts_with(path)))
}
