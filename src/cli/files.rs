//! From the paths on the command line to the files that are checked, each with its configuration.

use std::collections::{BTreeSet, HashSet};
use std::fmt::{Display, Formatter};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::config::discovery::Selection;
use crate::config::settings::{Overrides, Settings};
use crate::config::{Config, ConfigError, Discovery};
use crate::rules;
use crate::text::Format;
use crate::workspace::walk;

use super::arguments::{FileArguments, unknown_rule};
use super::changes::git::Blob;

/// Where a text is read.
#[derive(Debug, Clone)]
pub enum Origin {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A repository's store, not the working tree.
    Stored(Blob),
    /// It is here.
    Bytes(Arc<[u8]>),
}

/// An earlier version of a file.
pub struct Earlier {
    /// Where to read it.
    pub origin: Origin,
    /// How it was written.
    pub format: Option<Format>,
    /// What applies to it where it stood.
    pub settings: Settings,
}

/// A file to check.
pub struct Input {
    /// As it is printed.
    pub path: String,
    /// Where to read it.
    pub origin: Origin,
    /// Its earlier versions, whose findings are left out; `None` where nothing is compared.
    pub earlier: Option<Vec<Earlier>>,
    /// How it is written; `None`: as its text looks.
    pub format: Option<Format>,
    /// What applies to it.
    pub settings: Settings,
    /// The configuration that governs it, for what it silenced.
    pub config: Option<Arc<Config>>,
    /// The largest size that is read, in bytes.
    pub max_size: u64,
}

/// What could not be done.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Where: a file or a folder as it is printed; the current folder where it is neither.
    pub path: String,
    /// From one.
    pub line: u32,
    /// Why.
    pub reason: String,
    /// The message, with the path.
    pub message: String,
}

impl Failure {
    /// Of a line of what `path` names.
    pub fn at(path: impl Display, line: usize, reason: impl Display) -> Failure {
        let path = path.to_string();
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Failure { message: format!("{path}:{line}: {reason}"), path, line, reason: reason.to_string() }
    }

    /// Of what `path` names.
    pub fn of(path: impl Display, reason: impl Display) -> Failure {
        let path = path.to_string();
        Failure { message: format!("{path}: {reason}"), path, line: 1, reason: reason.to_string() }
    }
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut Formatter) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl From<&ConfigError> for Failure {
    fn from(error: &ConfigError) -> Failure {
        match error {
            ConfigError::Unreadable { path, reason } => Failure::of(shown_config(path), reason),
            ConfigError::Wrong { path, line, column, message } => {
                let path = shown_config(path);
                Failure { message: format!("{path}:{line}:{column}: {message}"), path, line: *line, reason: message.clone() }
            }
        }
    }
}

/// What the paths came to.
#[derive(Default)]
pub struct Inputs {
    /// In the order of the arguments; inside a folder by name.
    pub files: Vec<Input>,
    /// What could not be done.
    pub errors: Vec<Failure>,
    /// Rules that were named and are none: not what was meant would be checked.
    pub misnamed: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// Where all articles are found of which a run may have been given some.
#[derive(Debug, Clone, Default)]
pub enum Whole {
    /// On disk.
    #[default]
    Folder,
    /// These, by absolute path.
    Stored(Vec<(PathBuf, Blob)>),
}

impl Whole {
    /// All articles below a folder, looked at as in a run of `arguments`; `None` where some may not have been found.
    pub fn below(&self, folder: &Path, arguments: &FileArguments) -> Option<Vec<Input>> {
        let mut gatherer = Gatherer::new(arguments);
        match self {
            Whole::Folder => gatherer.all(arguments, &[gatherer.named_from_here(folder)]),
            Whole::Stored(files) => {
                // As in a folder, what is hidden is not looked into.
                let is_hidden = |part: Component| part.as_os_str().as_encoded_bytes().starts_with(b".");
                let is_seen = |file: &Path| file.strip_prefix(folder).is_ok_and(|below| !below.components().any(is_hidden));
                for (file, blob) in files.iter().filter(|(file, _)| is_seen(file)) {
                    gatherer.stored(file, Origin::Stored(blob.clone()), Some(folder), false);
                }
            }
        }
        gatherer.inputs.errors.is_empty().then_some(gatherer.inputs.files)
    }
}

/// Finds the files.
pub fn gather(arguments: &FileArguments) -> Inputs {
    let mut gatherer = Gatherer::new(arguments);
    gatherer.all(arguments, &arguments.paths);
    gatherer.finish()
}

fn missing(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound if path.is_symlink() => "broken link: what it points to does not exist".to_string(),
        std::io::ErrorKind::NotFound => "no such file or folder".to_string(),
        _ => error.to_string(),
    }
}

/// Finds files, and the configuration of each.
pub struct Gatherer {
    discovery: Discovery,
    selection: Selection,
    fixed: Option<Arc<Config>>,
    overrides: Overrides,
    /// The current folder.
    here: PathBuf,
    /// Configurations whose error was told.
    told: HashSet<String>,
    /// Files that were taken, by absolute path.
    seen: HashSet<PathBuf>,
    /// The newsroom's own rules that were met.
    own: BTreeSet<String>,
    /// Articles that differ are looked for.
    pub compares: bool,
    /// What was found.
    pub inputs: Inputs,
}

impl Gatherer {
    /// Begins; a configuration that is named and cannot be used is an error already.
    pub fn new(arguments: &FileArguments) -> Gatherer {
        let mut gatherer = Gatherer {
            discovery: Discovery::default(),
            selection: Selection::without_config(),
            fixed: None,
            overrides: arguments.overrides(),
            here: absolute(Path::new(".")),
            told: HashSet::new(),
            seen: HashSet::new(),
            own: BTreeSet::new(),
            compares: false,
            inputs: Inputs::default(),
        };
        if let Some(path) = &arguments.config {
            match gatherer.discovery.at(path) {
                Ok(config) => gatherer.fixed = Some(config),
                Err(error) => gatherer.inputs.errors.push(Failure::from(&error)),
            }
        }
        gatherer
    }

    /// Takes this text for that of a configuration, whatever is on disk.
    pub fn overlay(&mut self, path: &Path, text: &str) {
        if self.fixed.is_none() {
            self.discovery.overlay(path, text);
        }
    }

    /// Takes what `paths` name.
    pub fn all(&mut self, arguments: &FileArguments, paths: &[PathBuf]) {
        if !self.inputs.errors.is_empty() {
            return;
        }
        for path in paths {
            if path.as_os_str() == "-" {
                self.standard_input(arguments.stdin_filename.as_deref(), arguments.force_exclude);
            } else {
                match std::fs::metadata(path) {
                    Ok(metadata) if metadata.is_dir() => self.folder(path),
                    Ok(_) => self.file(path, arguments.force_exclude),
                    Err(error) => self.inputs.errors.push(Failure::of(path.display(), missing(path, &error))),
                }
            }
        }
    }

    /// A folder as it is named from the current one.
    fn named_from_here(&self, folder: &Path) -> PathBuf {
        match folder.strip_prefix(&self.here) {
            Ok(here) if here.as_os_str().is_empty() => PathBuf::from("."),
            Ok(below) => below.to_path_buf(),
            Err(_) => folder.to_path_buf(),
        }
    }

    /// What was found.
    pub fn finish(mut self) -> Inputs {
        self.check_names();
        let refused = self.discovery.refused.iter();
        let note =
            |path: &PathBuf| format!("{}: not used, since it is somebody else's and lies outside the repository", shown_config(path));
        self.inputs.notes.extend(refused.map(note));
        self.inputs
    }

    /// Takes a file that need not be on disk, at an absolute path. `folder` is the one that was named, where the file was not.
    pub fn stored(&mut self, file: &Path, origin: Origin, folder: Option<&Path>, force_exclude: bool) {
        let Some((config, relative)) = self.governing(file, folder) else { return };
        if (force_exclude || folder.is_some()) && !self.selected(config.as_deref(), &relative) {
            return;
        }
        if self.seen.insert(file.to_path_buf()) {
            let path = shown(file.strip_prefix(&self.here).unwrap_or(file));
            self.take(path, origin, file, config, &relative);
        }
    }

    /// An earlier version of a file, as it stood at an absolute path.
    pub fn earlier(&mut self, file: &Path, origin: Origin) -> Option<Earlier> {
        let (config, relative) = self.governing(file, None)?;
        let path = shown(file.strip_prefix(&self.here).unwrap_or(file));
        let settings = self.settings(&path, config.as_deref(), &relative);
        Some(Earlier { origin, format: Format::of_named(file), settings })
    }

    /// Finds the rules that were named and that neither onrecord nor a configuration has.
    fn check_names(&mut self) {
        // Where nothing differs, nobody knows what a newsroom's own rules are.
        if !self.inputs.errors.is_empty() || self.compares && self.own.is_empty() && self.inputs.files.is_empty() {
            return;
        }
        let own: Vec<&str> = self.own.iter().map(String::as_str).collect();
        let named = self.overrides.select.iter().chain(&self.overrides.ignore);
        let unknown = named.filter(|name| rules::find(name).is_none() && !own.contains(&name.as_str()));
        let errors: Vec<String> = unknown.map(|name| unknown_rule(name, &own)).collect();
        if !errors.is_empty() {
            self.inputs.files.clear();
        }
        self.inputs.misnamed = errors;
    }

    fn standard_input(&mut self, name: Option<&Path>, force_exclude: bool) {
        let named = name.unwrap_or(Path::new("stdin.txt"));
        let absolute = absolute(named);
        let Some((config, relative)) = self.governing(&absolute, None) else { return };
        if force_exclude && !self.selected(config.as_deref(), &relative) {
            return;
        }
        let path = name.map_or("-".to_string(), shown);
        self.take(path, Origin::Standard, named, config, &relative);
    }

    fn file(&mut self, path: &Path, force_exclude: bool) {
        let absolute = absolute(path);
        let Some((config, relative)) = self.governing(&absolute, None) else { return };
        if force_exclude && !self.selected(config.as_deref(), &relative) {
            return;
        }
        if self.seen.insert(absolute) {
            self.take(shown(path), Origin::File(path.to_path_buf()), path, config, &relative);
        }
    }

    fn folder(&mut self, folder: &Path) {
        let root = absolute(folder);
        let before = self.inputs.files.len() + self.inputs.errors.len();
        let below = walk::below(folder);
        let fault = |message: String| Failure { path: shown(folder), line: 1, reason: message.clone(), message };
        self.inputs.errors.extend(below.faults.into_iter().map(fault));
        self.inputs.notes.extend(below.notes);
        for path in &below.files {
            let absolute = absolute(path);
            let Some((config, relative)) = self.governing(&absolute, Some(&root)) else { continue };
            if self.selected(config.as_deref(), &relative) && self.seen.insert(absolute) {
                self.take(shown(path), Origin::File(path.clone()), path, config, &relative);
            }
        }
        if self.inputs.files.len() + self.inputs.errors.len() == before {
            self.inputs.notes.push(format!("{}: no articles here", folder.display()));
        }
    }

    /// The configuration of a file and the file's path from the configuration's folder (else from `root`, else its name alone);
    /// `None` when the configuration is broken, which is told once.
    fn governing(&mut self, file: &Path, root: Option<&Path>) -> Option<(Option<Arc<Config>>, String)> {
        let found = match &self.fixed {
            Some(config) => Ok(Some(config.clone())),
            None => {
                let folder = file.parent().unwrap_or(Path::new("/"));
                let opened = root.unwrap_or(self.opened(folder)).to_path_buf();
                self.discovery.of_folder(folder, &opened)
            }
        };
        let config = match found {
            Ok(config) => config,
            Err(error) => {
                let failure = Failure::from(&error);
                if self.told.insert(failure.message.clone()) {
                    self.inputs.errors.push(failure);
                }
                return None;
            }
        };
        if let Some(config) = config.as_ref().filter(|config| self.told.insert(format!("records of {}", config.path.display()))) {
            for (at, record) in config.choices_of_nobody() {
                let line = config.text[..at].matches('\n').count() + 1;
                self.inputs.errors.push(Failure::at(shown_config(&config.path), line, format!("“{record}” is no record of the notebook")));
            }
            for fault in &config.notebook.faults {
                let path = shown_config(&fault.path);
                let message = format!("{path}:{}:{}: {}", fault.line, fault.column, fault.message);
                self.inputs.errors.push(Failure { path, line: fault.line, reason: fault.message.clone(), message });
            }
        }
        let base = config.as_ref().and_then(|config| absolute(&config.path).parent().map(Path::to_path_buf));
        let relative = base.as_deref().or(root).and_then(|base| file.strip_prefix(base).ok());
        let relative = relative.or_else(|| file.file_name().map(Path::new)).unwrap_or(file);
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some((config, parts.join("/")))
    }

    /// What was opened when a file is named: the current folder, if the file lies below it, else the file's own.
    fn opened<'a>(&'a self, folder: &'a Path) -> &'a Path {
        if folder.starts_with(&self.here) { &self.here } else { folder }
    }

    fn selected(&self, config: Option<&Config>, relative: &str) -> bool {
        // Word documents are read here alone: an editor has other things to open them with.
        let word =
            config.is_none_or(|config| config.file.include.is_empty()) && Format::of_named(Path::new(relative)) == Some(Format::Docx);
        (self.selection.includes(config, relative) || word) && !self.selection.excludes(config, relative, false)
    }

    fn settings(&self, path: &str, config: Option<&Config>, relative: &str) -> Settings {
        let mut settings = Settings::new(config, relative, &self.overrides);
        let given = Path::new(path);
        if settings.folders.is_empty() && given.is_relative() {
            let folders = given.parent().into_iter().flat_map(Path::components).filter(|part| matches!(part, Component::Normal(_)));
            settings.folders = folders.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        }
        settings
    }

    fn take(&mut self, path: String, origin: Origin, named: &Path, config: Option<Arc<Config>>, relative: &str) {
        if config.as_ref().is_some_and(|config| config.has_record(relative)) {
            self.inputs.notes.push(format!("{path}: a record of the notebook, and no article; `onrecord notebook check` looks at it"));
            return;
        }
        let settings = self.settings(&path, config.as_deref(), relative);
        for rule in settings.own.iter() {
            if !self.own.contains(&rule.wording.name) {
                self.own.insert(rule.wording.name.clone());
            }
        }
        let format = if path == "-" { None } else { Format::of_named(named) };
        let max_size = Selection::max_file_size(config.as_deref());
        self.inputs.files.push(Input { path, origin, earlier: None, format, settings, config, max_size });
    }
}

/// A path as it is printed: as given, without a leading `./`.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(&text).to_string()
}

/// The top of the Git repository that an absolute path lies in, or is.
pub fn repository_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// A path, as given or from the current folder, from the root of the Git repository that it lies in; as it is where it lies in none.
pub fn from_repository(path: &str) -> String {
    let whole = absolute(Path::new(path));
    let root = whole.parent().and_then(repository_of);
    let inside = root.as_deref().filter(|_| path != "-").and_then(|root| whole.strip_prefix(root).ok());
    let parts = |inside: &Path| inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    inside.map_or_else(|| path.to_owned(), parts)
}

/// The path of a configuration as it is printed: from the current folder where it lies below it.
pub fn shown_config(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    shown(path.strip_prefix(here).unwrap_or(path))
}

/// An absolute path without `.` and `..`; links are left as they are.
pub fn absolute(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}
