//! Finds and reads the `onrecord.toml` that governs a file: the nearest one upwards from the file itself.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::Spanned;

use super::archive::Archived;
use super::error::{ConfigError, unknown};
use super::gate::Limit;
use super::model::{ConfigFile, Reader, RuleEntry, Scalar};
use super::places::folder_of;
use super::records::{self, Privacy};
use super::settings::{Allowed, RuleSettings, Settings};
use super::{governs, own, protected, regular};
use crate::finding::Severity;
use crate::reference::notebook::{Chosen, Notebook};
use crate::rules::{self, Basis, Kind, OptionValue, Rule};

/// The name of a configuration file.
pub const FILE_NAME: &str = "onrecord.toml";

/// Files that are no articles, as in `.gitignore`; `exclude` may take one back with `!`.
const NO_ARTICLES: &[&str] =
    &["people/private/", "README*", "LICENSE*", "LICENCE*", "CHANGELOG*", "CONTRIBUTING*", "requirements*.txt", "robots.txt"];

/// The largest configuration that is read, in bytes: some thousands of accepted findings.
pub const MAX_SIZE: u64 = 1024 * 1024;

/// The longest path pattern, in bytes: a compiled one takes some hundred times as many.
const MAX_PATTERN: usize = 1024;

const DEFAULT_MAX_FILE_SIZE: u64 = 4 * 1024 * 1024;

/// A configuration that was read and found right.
#[derive(Debug)]
pub struct Config {
    /// The file it was read from.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// What it says.
    pub file: ConfigFile,
    /// What `[gate]` says, in the order of the text.
    pub limits: Vec<Limit>,
    /// What the desk knows of people, bodies and places, in the folder beside the configuration.
    pub notebook: Arc<Notebook>,
    /// Names under `[rules]` and in `[[allow]]` that no rule has, with their bytes in the text.
    pub unknown_rules: Vec<(String, Range<usize>)>,
    defaults: Settings,
    kinds: Vec<(Gitignore, Kind)>,
    allow: Vec<Gitignore>,
    who: Vec<Gitignore>,
    include: Gitignore,
    exclude: Gitignore,
}

impl Config {
    /// Reads the configuration at `path`, with the records that anybody may see.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        Config::read_with(path, Privacy::Public)
    }

    /// Reads the configuration at `path`, with its notebook.
    pub fn read_with(path: &Path, privacy: Privacy) -> Result<Config, ConfigError> {
        let unreadable = |reason: String| ConfigError::Unreadable { path: path.to_path_buf(), reason };
        let bytes = regular::read(path, MAX_SIZE).map_err(|error| unreadable(error.to_string()))?;
        let text = crate::text::document::decode(bytes).map_err(|error| unreadable(error.to_string()))?;
        let mut config = Config::parse(path, text.strip_prefix('\u{FEFF}').unwrap_or(&text))?;
        config.take_notebook(Arc::new(config.read_notebook(privacy)));
        config.take_protected();
        Ok(config)
    }

    /// The notebook that the configuration names.
    pub fn read_notebook(&self, privacy: Privacy) -> Notebook {
        records::read(self.folder(), self.notebook_name(), privacy)
    }

    /// Where the notebook lies; `None` where the configuration names none.
    pub fn notebook_folder(&self) -> Option<PathBuf> {
        self.notebook_name().map(|name| self.folder().join(name))
    }

    /// The folder of the notebook, from the configuration's own.
    pub fn notebook_name(&self) -> Option<&str> {
        self.file.notebook.as_ref().map(|name| name.get_ref().trim_start_matches("./").trim_end_matches('/'))
    }

    /// The folder that it lies in.
    pub fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    /// Whether a path, relative to the configuration's folder, lies in the notebook: nothing there is an article.
    pub fn has_record(&self, path: &str) -> bool {
        self.notebook_name().is_some_and(|name| records::lies_in(name, path))
    }

    /// Whether a path, relative to the configuration's folder, lies in the archive: what is there is not checked.
    pub fn is_archived(&self, path: &str) -> bool {
        self.archived().holds(path) && !matches(&self.exclude, path, false) && !self.has_record(path)
    }

    /// The corrections in the archive.
    pub fn archived(&self) -> &Arc<Archived> {
        &self.defaults.archived
    }

    /// Takes the corrections of a configuration that was read before, where it names the same archive.
    pub fn keep_archived(&mut self, last: &Config) {
        if self.archived().is_same(last.archived()) {
            self.defaults.archived = last.archived().clone();
        }
    }

    /// The `[[who]]` entries that name no record: the byte of each in the text, and what they name.
    pub fn choices_of_nobody(&self) -> Vec<(usize, &str)> {
        let named = self.file.who.iter().map(|who| &who.get_ref().record).filter(|record| !record.get_ref().is_empty());
        let is_there = |shown: &str| {
            self.notebook.records().any(|record| record.shown == shown) || self.notebook.faults.iter().any(|fault| fault.shown == shown)
        };
        let nobody = named.filter(|record| !is_there(record.get_ref()));
        nobody.map(|record| (record.span().start, record.get_ref().as_str())).collect()
    }

    /// Takes a notebook; what is well known by its records is so by the configuration.
    pub fn take_notebook(&mut self, notebook: Arc<Notebook>) {
        let file = &self.file;
        let known = file.well_known.iter().chain(&file.acronyms).cloned().chain(notebook.well_known().map(str::to_owned));
        self.defaults.well_known = known.collect();
        self.defaults.notebook = notebook.clone();
        self.notebook = notebook;
    }

    /// Reads the list of protected names that the configuration names.
    fn take_protected(&mut self) {
        if let Some(named) = &self.file.protected {
            self.defaults.protected = Arc::new(protected::read(self.folder(), named.file.get_ref()));
        }
    }

    /// Why the protected names cannot be looked for.
    pub fn protected_fault(&self) -> Option<&str> {
        self.defaults.protected.fault.as_deref()
    }

    /// Reads a configuration's text, as if it stood at `path`.
    pub fn parse(path: &Path, text: &str) -> Result<Config, ConfigError> {
        if text.len() as u64 > MAX_SIZE {
            return Err(ConfigError::Unreadable { path: path.to_path_buf(), reason: regular::too_large(MAX_SIZE).to_string() });
        }
        let file: ConfigFile = toml::from_str(text).map_err(|error| ConfigError::from_toml(path.to_path_buf(), text, &error))?;
        let fail = |at: usize, message: String| ConfigError::at(path.to_path_buf(), text, at, message);
        let own = own::rules(&file).map_err(|(at, message)| fail(at, message))?;
        let names: Vec<&str> = own.iter().map(|rule| rule.wording.name.as_str()).collect();
        if let Some(notebook) = &file.notebook
            && !is_plain(notebook.get_ref())
        {
            let message = "notebook names a folder beside this file, such as \"people/\"".to_owned();
            return Err(fail(notebook.span().start, message));
        }
        let limits = file.gate.limits(&names).map_err(|(at, message)| fail(at, message))?;
        let is_own = |name: &str| own.iter().any(|rule| rule.wording.name == name);
        let mut unknown_rules = Vec::new();
        let mut rules: Vec<RuleSettings> = rules::ALL.iter().map(|rule| RuleSettings::default_for(rule)).collect();
        // Whatever is set under [rules] comes before the profile.
        for (rule, settings) in rules::ALL.iter().zip(&mut rules) {
            settings.severity = file.profile.and_then(|profile| profile.choice(rule.name)).map(|choice| choice.set);
        }
        for (name, entry) in &file.rules {
            match rules::ALL.iter().position(|rule| rule.name == name.get_ref()) {
                Some(index) => {
                    let set = rule_settings(rules::ALL[index], entry).map_err(|(at, message)| fail(at, message))?;
                    rules[index] = RuleSettings { severity: set.severity.or(rules[index].severity), ..set };
                }
                None if is_own(name.get_ref()) => {}
                None => unknown_rules.push((name.get_ref().clone(), name.span())),
            }
        }
        for allow in &file.allow {
            let rule = &allow.get_ref().rule;
            if rules::find(rule.get_ref()).is_none() && !is_own(rule.get_ref()) {
                unknown_rules.push((rule.get_ref().clone(), rule.span()));
            }
        }
        unknown_rules.sort_by_key(|(_, range)| range.start);
        let glob = |pattern: &Spanned<String>| globs(&[pattern.get_ref()]).map_err(|message| fail(pattern.span().start, message));
        let all = |patterns: &[Spanned<String>], first: &[&str]| {
            for pattern in patterns {
                glob(pattern)?;
            }
            let lines: Vec<&str> = first.iter().copied().chain(patterns.iter().map(|pattern| pattern.get_ref().as_str())).collect();
            globs(&lines).map_err(|message| fail(0, message))
        };
        let mut by_place: Vec<_> = file.kinds.paths.iter().collect();
        by_place.sort_by_key(|(pattern, _)| pattern.span().start);
        let kinds = by_place.into_iter().map(|(pattern, kind)| Ok((glob(pattern)?, *kind))).collect::<Result<_, ConfigError>>()?;
        let allow = file.allow.iter().map(|allow| glob(&allow.get_ref().path)).collect::<Result<_, ConfigError>>()?;
        let who = file.who.iter().map(|who| glob(&who.get_ref().path)).collect::<Result<_, ConfigError>>()?;
        let (include, exclude) = (all(&file.include, &[])?, all(&file.exclude, &no_articles(&file))?);
        let mut archive = Vec::new();
        for folder in file.archive.iter().flat_map(|archive| &archive.folders) {
            let plain = folder.get_ref().strip_suffix("/**").unwrap_or(folder.get_ref());
            if !is_plain(plain) {
                return Err(fail(folder.span().start, "archive names folders beside this file, such as \"archive/\"".to_owned()));
            }
            archive.push(plain.strip_prefix("./").unwrap_or(plain).trim_end_matches('/').to_owned());
        }
        let archived = Archived::new(folder_of(path), archive, file.max_file_size.unwrap_or(DEFAULT_MAX_FILE_SIZE));
        let defaults = Settings {
            strictness: file.strictness,
            reader: file.reader == Reader::On,
            fields: Arc::new(file.kinds.fields.clone()),
            outlet: file.outlet.clone(),
            well_known: file.well_known.iter().chain(&file.acronyms).cloned().collect(),
            rules: rules.into(),
            own: own.into(),
            archived: Arc::new(archived),
            ..Settings::default()
        };
        Ok(Config {
            path: path.to_path_buf(),
            text: text.into(),
            file,
            limits,
            notebook: Arc::default(),
            unknown_rules,
            defaults,
            kinds,
            allow,
            who,
            include,
            exclude,
        })
    }

    /// What holds for the article at `path`, relative to the configuration's folder. The last kind that fits is taken.
    pub(super) fn settings_for(&self, path: &str) -> Settings {
        let mut settings = self.defaults.clone();
        if let Some((_, kind)) = self.kinds.iter().rev().find(|(glob, _)| matches(glob, path, false)) {
            settings.kind = Some(*kind);
        }
        for (entry, glob) in self.allow.iter().enumerate() {
            if matches(glob, path, false) {
                let allow = self.file.allow[entry].get_ref();
                settings.allowed.push(Allowed { entry, rule: allow.rule.get_ref().clone(), text: allow.text.clone() });
            }
        }
        settings.who = self.chosen(path);
        settings
    }

    /// Whom somebody said that names of the article at `path`, relative to the configuration's folder, mean.
    fn chosen(&self, path: &str) -> Vec<Chosen> {
        let meant = self.file.who.iter().zip(&self.who).filter(|(_, glob)| matches(glob, path, false));
        meant.map(|(who, _)| Chosen { name: who.get_ref().name.clone(), record: who.get_ref().record.get_ref().clone() }).collect()
    }

    /// The same of an absolute path.
    pub fn chosen_for(&self, path: &Path) -> Vec<Chosen> {
        if self.who.is_empty() {
            return Vec::new();
        }
        self.chosen(&records::shown(self.folder(), path))
    }

    /// The `[[allow]]` entries that name one file which is not there, as indices. What a pattern for many files means is not asked.
    pub fn nowhere(&self) -> Vec<usize> {
        let Some(folder) = self.path.parent() else { return Vec::new() };
        let is_gone = |entry: &usize| {
            governs::only_place(self.file.allow[*entry].get_ref().path.get_ref()).is_some_and(|place| !folder.join(place).exists())
        };
        (0..self.file.allow.len()).filter(is_gone).collect()
    }

    /// The largest file that is checked, in bytes.
    pub fn max_file_size(&self) -> u64 {
        self.file.max_file_size.unwrap_or(DEFAULT_MAX_FILE_SIZE)
    }
}

/// Which paths of a folder are articles, with or without a configuration.
#[derive(Debug)]
pub struct Selection {
    exclude: Gitignore,
}

impl Selection {
    /// What holds without a configuration.
    pub fn without_config() -> Selection {
        let nothing_set = ConfigFile::default();
        Selection { exclude: globs(&no_articles(&nothing_set)).unwrap_or_else(|_| Gitignore::empty()) }
    }

    /// Whether `path`, relative to the configuration's folder, is excluded; a folder's exclusion covers all below it.
    pub fn excludes(&self, config: Option<&Config>, path: &str, folder: bool) -> bool {
        let own = |config: &Config| matches(&config.exclude, path, folder) || config.has_record(path) || config.archived().holds(path);
        config.map_or_else(|| matches(&self.exclude, path, folder), own)
    }

    /// Whether the file at `path` is an article: by the configuration's `include`, else by its extension.
    pub fn includes(&self, config: Option<&Config>, path: &str) -> bool {
        match config.filter(|config| !config.include.is_empty()) {
            Some(config) => matches(&config.include, path, false),
            None => crate::text::Format::from_path(Path::new(path)).is_some(),
        }
    }

    /// The largest file that is checked, in bytes.
    pub fn max_file_size(config: Option<&Config>) -> u64 {
        config.map_or(DEFAULT_MAX_FILE_SIZE, Config::max_file_size)
    }
}

/// Finds configurations and remembers them.
#[derive(Debug, Default)]
pub struct Discovery {
    folders: HashMap<(PathBuf, PathBuf), Option<PathBuf>>,
    read: HashMap<PathBuf, Result<Arc<Config>, ConfigError>>,
    overlaid: BTreeSet<PathBuf>,
    /// Those that do not govern, since they are somebody else's.
    pub refused: BTreeSet<PathBuf>,
}

impl Discovery {
    /// The configuration that governs `folder`, an absolute path, when `opened` was opened; `None` where there is none.
    pub fn of_folder(&mut self, folder: &Path, opened: &Path) -> Result<Option<Arc<Config>>, ConfigError> {
        match self.find(folder, opened) {
            Some(path) => self.at(&path).map(Some),
            None => Ok(None),
        }
    }

    /// The configuration at `path`, read once.
    pub fn at(&mut self, path: &Path) -> Result<Arc<Config>, ConfigError> {
        self.read.entry(path.to_path_buf()).or_insert_with(|| Config::read(path).map(Arc::new)).clone()
    }

    /// Takes this text for that of the configuration at `path`, whatever is on disk. Whoever was told of another one keeps that.
    pub fn overlay(&mut self, path: &Path, text: &str) {
        let mut parsed = Config::parse(path, text.strip_prefix('\u{FEFF}').unwrap_or(text));
        if let Ok(config) = &mut parsed {
            config.take_notebook(Arc::new(config.read_notebook(Privacy::Public)));
            config.take_protected();
        }
        self.overlaid.insert(path.to_path_buf());
        self.read.insert(path.to_path_buf(), parsed.map(Arc::new));
    }

    fn find(&mut self, folder: &Path, opened: &Path) -> Option<PathBuf> {
        let (refused, overlaid) = (&mut self.refused, &self.overlaid);
        let known = self.folders.entry((folder.to_path_buf(), opened.to_path_buf()));
        let found = known.or_insert_with(|| {
            let nearest = governs::nearest(folder, opened, |path| overlaid.contains(path) || path.is_file());
            refused.extend(nearest.refused);
            nearest.path
        });
        found.clone()
    }
}

fn no_articles(file: &ConfigFile) -> Vec<&str> {
    let transcripts = file.transcripts.as_deref().unwrap_or("transcripts/");
    NO_ARTICLES.iter().copied().chain([transcripts]).collect()
}

/// Whether a path leads to a folder below, and to no other by way of it.
fn is_plain(path: &str) -> bool {
    let path = path.strip_prefix("./").unwrap_or(path).trim_end_matches('/');
    !path.is_empty() && !path.contains('\\') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn globs(patterns: &[&str]) -> Result<Gitignore, String> {
    let mut builder = GitignoreBuilder::new("");
    let _ = builder.case_insensitive(true);
    for pattern in patterns {
        if pattern.len() > MAX_PATTERN {
            let begin: String = pattern.chars().take(40).collect();
            return Err(format!("“{begin}…” is no path pattern: it has more than {MAX_PATTERN} bytes"));
        }
        builder.add_line(None, pattern).map_err(|error| format!("“{pattern}” is no path pattern: {error}"))?;
    }
    builder.build().map_err(|error| error.to_string())
}

fn matches(glob: &Gitignore, path: &str, folder: bool) -> bool {
    !glob.is_empty() && Path::new(path).is_relative() && glob.matched_path_or_any_parents(path, folder).is_ignore()
}

/// What an entry under `[rules]` sets, or the byte where it goes wrong and why.
fn rule_settings(rule: &'static Rule, entry: &RuleEntry) -> Result<RuleSettings, (usize, String)> {
    let mut settings = RuleSettings { severity: entry.severity, ..RuleSettings::default_for(rule) };
    for (key, value) in &entry.entries {
        let at = value.span().start;
        match (key.get_ref().as_str(), value.get_ref()) {
            ("severity", Scalar::Text(text)) => settings.severity = Some(severity(text).map_err(|message| (at, message))?),
            ("severity", _) => return Err((at, format!("severity is one of {}", SEVERITIES.join(", ")))),
            ("confidence", Scalar::Value(OptionValue::Number(number))) if rule.basis == Basis::Judgement => {
                if !(0.0..=1.0).contains(number) {
                    return Err((at, "confidence is a number from 0 to 1".to_string()));
                }
                settings.confidence = *number as f32;
            }
            ("confidence", Scalar::Value(OptionValue::Number(_))) => {
                return Err((key.span().start, format!("“{}” is mechanical and has no confidence", rule.name)));
            }
            ("confidence", _) => return Err((at, "confidence is a number from 0 to 1".to_string())),
            (name, value) => {
                let Some(option) = rule.options.iter().find(|option| option.name == name) else {
                    let known: Vec<&str> =
                        ["severity", "confidence"].into_iter().chain(rule.options.iter().map(|option| option.name)).collect();
                    return Err((key.span().start, unknown("key", name, &known)));
                };
                let value = match (option.default, value) {
                    (OptionValue::Switch(_), Scalar::Value(value @ OptionValue::Switch(_))) => *value,
                    (OptionValue::Number(_), Scalar::Value(value @ OptionValue::Number(_))) => *value,
                    (OptionValue::Switch(_), _) => return Err((at, format!("{name} is true or false"))),
                    (OptionValue::Number(_), _) => return Err((at, format!("{name} is a number"))),
                };
                settings.options.push((name.to_string(), value));
            }
        }
    }
    Ok(settings)
}

const SEVERITIES: &[&str] = &["off", "hint", "information", "warning", "error"];

pub(super) fn severity(text: &str) -> Result<Severity, String> {
    Ok(match text {
        "off" => Severity::Off,
        "hint" => Severity::Hint,
        "information" => Severity::Information,
        "warning" => Severity::Warning,
        "error" => Severity::Error,
        _ => return Err(unknown("severity", text, SEVERITIES)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(Path::new("onrecord.toml"), text)
    }

    fn message(text: &str) -> String {
        parse(text).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_misspelt_key_is_told_with_its_place_and_the_right_name() {
        assert_eq!(message("outlet = \"x\"\nexcldue = []\n"), "onrecord.toml:2:1: unknown key “excldue”; did you mean “exclude”?");
        assert_eq!(message("strictness = \"clam\"\n"), "onrecord.toml:1:14: unknown value “clam”; did you mean “calm”?");
        let option = "[rules]\nplaceholder = { severty = \"error\" }\n";
        assert_eq!(message(option), "onrecord.toml:2:17: unknown key “severty”; did you mean “severity”?");
        let severity = "[rules.placeholder]\nseverity = \"eror\"\n";
        assert_eq!(message(severity), "onrecord.toml:2:12: unknown severity “eror”; did you mean “error”?");
        assert_eq!(message("[kinds]\n\"a/**\" = \"opnion\"\n"), "onrecord.toml:2:10: unknown value “opnion”; did you mean “opinion”?");
        assert_eq!(
            message("[kinds.fields]\nComment = \"opnion\"\n"),
            "onrecord.toml:2:11: unknown value “opnion”; did you mean “opinion”?"
        );
        assert!(message("[kinds.fields]\nComment = true\n").starts_with("onrecord.toml:2:11: a value means a kind"));
        assert!(message("[[allow]]\npath = \"a\"\nrule = \"b\"\nreson = \"c\"\n").ends_with("did you mean “reason”?"));
        assert!(message("outlet = [").starts_with("onrecord.toml:1:"));
        assert_eq!(message("exclude = [\"a{\"]").split(": ").next(), Some("onrecord.toml:1:12"));
        let long = message(&format!("exclude = [\"{}\"]", "?".repeat(1025)));
        assert!(long.starts_with("onrecord.toml:1:12: “???") && long.ends_with("it has more than 1024 bytes"), "{long}");
        assert!(message(&"# padding\n".repeat(200_000)).ends_with("larger than 1048576 bytes, which is the limit"));
    }

    #[test]
    fn a_rule_nobody_knows_is_kept_for_a_finding() {
        let config = parse("[rules]\nplace-holder = \"off\"\n").unwrap();
        assert_eq!(config.unknown_rules, [("place-holder".to_string(), 8..20)]);
    }

    #[test]
    fn kinds_and_accepted_findings_go_by_path() {
        let config = parse(
            "[kinds]\n\"columns/\" = \"opinion\"\n\"columns/court-*\" = \"court\"\n[[allow]]\npath = \"ferry.txt\"\nrule = \"placeholder\"\n",
        )
        .unwrap();
        assert_eq!(config.settings_for("columns/oru.md").kind, Some(Kind::Opinion));
        assert_eq!(config.settings_for("columns/court-day.md").kind, Some(Kind::Court));
        assert_eq!(config.settings_for("harbour.md").kind, None);
        assert_eq!(config.settings_for("news/ferry.txt").allowed.len(), 1);
        assert!(config.settings_for("news/bridge.txt").allowed.is_empty());
    }

    #[test]
    fn what_is_no_article_by_default_may_be_taken_back() {
        let selection = Selection::without_config();
        for (path, excluded) in [("README.md", true), ("a/readme.txt", true), ("requirements-dev.txt", true), ("a/ferry.md", false)] {
            assert_eq!(selection.excludes(None, path, false), excluded, "{path}");
        }
        assert!(selection.excludes(None, "transcripts", true) && selection.excludes(None, "a/transcripts/oru.md", false));
        let config = parse("exclude = [\"drafts/\", \"!README.md\"]\n").unwrap();
        assert!(selection.excludes(Some(&config), "drafts/ferry.md", false));
        assert!(!selection.excludes(Some(&config), "README.md", false));
    }
}
