//! What applies to one article: the configuration, narrowed to its path and overruled by the command line.

use std::sync::Arc;

use super::archive::Archived;
use super::discovery::Config;
use super::kinds::Fields;
use super::model::Strictness;
use super::own::{self, OwnRule};
use crate::finding::Severity;
use crate::reference::notebook::{Chosen, Notebook};
use crate::reference::protected::Protected;
use crate::rules::{self, Basis, Kind, OptionValue, Rule};

/// The confidence a judgement rule asks for unless it is set: a finding below it is a hint.
const DEFAULT_CONFIDENCE: f32 = 0.5;

/// What is set for one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSettings {
    /// Whether the rule runs at all where its severity lets it (`--select`, `--ignore`).
    pub enabled: bool,
    /// The severity somebody chose; `None` leaves it to [`crate::check`].
    pub severity: Option<Severity>,
    /// A finding of a judgement rule with a lower weight is a hint; before strictness.
    pub confidence: f32,
    /// The options that were set.
    pub options: Vec<(String, OptionValue)>,
}

impl RuleSettings {
    /// What holds for `rule` when nobody sets anything.
    pub fn default_for(rule: &Rule) -> RuleSettings {
        let own = rule.options.iter().find(|option| option.name == "confidence").map(|option| option.default);
        let confidence = match (rule.basis, own) {
            (Basis::Mechanical, _) => 0.0,
            (Basis::Judgement, Some(OptionValue::Number(number))) => number as f32,
            (Basis::Judgement, _) => DEFAULT_CONFIDENCE,
        };
        RuleSettings { enabled: true, severity: None, confidence, options: Vec::new() }
    }
}

/// What the command line says of every article.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Only these rules run, those that are off by default too; empty: all.
    pub select: Vec<String>,
    /// These rules do not run.
    pub ignore: Vec<String>,
    /// The kind of every article.
    pub kind: Option<Kind>,
    /// The strictness of all judgement rules.
    pub strictness: Option<Strictness>,
}

/// An accepted finding, as far as it concerns one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Its index among the configuration's `[[allow]]` entries.
    pub entry: usize,
    /// The rule's name as written.
    pub rule: String,
    /// Only findings on these words.
    pub text: Option<String>,
}

/// What applies to one article.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The kind that overrules the front matter (`--kind`).
    pub forced_kind: Option<Kind>,
    /// The kind by path, for an article whose front matter does not say; `None` where the configuration does not say either.
    pub kind: Option<Kind>,
    /// What the values of an article's own fields mean.
    pub fields: Arc<Fields>,
    /// The folders that the article lies in, from the configuration's folder or the one that was opened.
    pub folders: Vec<String>,
    /// Moves the confidence of all judgement rules.
    pub strictness: Strictness,
    /// Whether the reader weighs claims, or the formulas alone.
    pub reader: bool,
    /// The newsroom's own name.
    pub outlet: String,
    /// Names that need no introduction, and acronyms that need no full form.
    pub well_known: Arc<[String]>,
    /// What the desk knows of people, bodies and places.
    pub notebook: Arc<Notebook>,
    /// What was corrected in the archive.
    pub archived: Arc<Archived>,
    /// The names that must not appear.
    pub protected: Arc<Protected>,
    /// Whom somebody said that names of the article mean.
    pub who: Vec<Chosen>,
    /// What is set for each rule, in the order of [`rules::ALL`].
    pub rules: Arc<[RuleSettings]>,
    /// The newsroom's own rules.
    pub own: Arc<[OwnRule]>,
    /// Accepted findings in this article.
    pub allowed: Vec<Allowed>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            forced_kind: None,
            kind: None,
            fields: Arc::default(),
            folders: Vec::new(),
            strictness: Strictness::default(),
            reader: true,
            outlet: String::new(),
            well_known: Arc::default(),
            notebook: Arc::default(),
            archived: Arc::default(),
            protected: Arc::default(),
            who: Vec::new(),
            rules: rules::ALL.iter().map(|rule| RuleSettings::default_for(rule)).collect(),
            own: Arc::default(),
            allowed: Vec::new(),
        }
    }
}

impl Settings {
    /// The settings of the article at `path`, relative to the configuration's folder, with `/` between folders.
    pub fn new(config: Option<&Config>, path: &str, overrides: &Overrides) -> Settings {
        let mut settings = config.map_or_else(Settings::default, |config| config.settings_for(path));
        let folders: Vec<&str> = path.split('/').collect();
        settings.folders = folders[..folders.len() - 1].iter().map(|folder| (*folder).to_owned()).collect();
        settings.forced_kind = overrides.kind;
        settings.strictness = overrides.strictness.unwrap_or(settings.strictness);
        if !(overrides.select.is_empty() && overrides.ignore.is_empty()) {
            settings.rules = rules::ALL
                .iter()
                .zip(settings.rules.iter())
                .map(|(rule, set)| {
                    let selected = names(&overrides.select, rule.name);
                    let mut set = set.clone();
                    set.enabled = (selected || overrides.select.is_empty()) && !names(&overrides.ignore, rule.name);
                    // Asking for a rule that is off by name turns it on, as loud as it is by itself.
                    if selected && set.severity.unwrap_or(rule.severity) == Severity::Off {
                        set.severity = (rule.severity == Severity::Off).then_some(Severity::Information);
                    }
                    set
                })
                .collect();
            settings.own = settings.own.iter().map(|rule| own::chosen(rule, &overrides.select, &overrides.ignore)).collect();
        }
        settings
    }

    /// The newsroom's own rule of a name.
    pub fn own(&self, name: &str) -> Option<&OwnRule> {
        self.own.iter().find(|rule| rule.wording.name == name)
    }

    /// Settings under which one rule alone runs, with everything it finds.
    pub fn only(rule: &str) -> Settings {
        Settings::new(None, "", &Overrides { select: vec![rule.to_owned()], ..Overrides::default() })
    }
}

fn names(names: &[String], rule: &str) -> bool {
    names.iter().any(|name| name == rule)
}
