//! Which configuration governs a file, read again when it changes: an editor stays open for days.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::config::discovery::Selection;
use crate::config::governs::{self, Nearest};
use crate::config::records::Privacy;
use crate::config::settings::Overrides;
use crate::config::{Config, ConfigError, Settings};

/// What governs one file.
#[derive(Debug, Clone)]
pub struct Governing {
    /// What applies to it.
    pub settings: Settings,
    /// The configuration, if there is one and it is right.
    pub config: Option<Arc<Config>>,
    /// Why the configuration cannot be used.
    pub error: Option<ConfigError>,
    /// Its path from the configuration's folder, with `/` between folders; else its name.
    pub relative: String,
    /// It is an article by the configuration; what is not gets no findings.
    pub selected: bool,
    /// It is a record of the notebook, or would be one.
    pub record: bool,
    /// It is in the archive: published, and not checked any more.
    pub archived: bool,
    /// The largest size that is read, in bytes.
    pub max_size: u64,
}

impl Governing {
    /// The folder of the configuration in whose archive it is.
    pub fn archive(&self) -> Option<&Path> {
        self.config.as_deref().filter(|_| self.archived).map(Config::folder)
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Stamp {
    /// As the editor has it, unsaved.
    Buffer(Arc<str>),
    File(Option<SystemTime>, u64),
    /// Something beside it has changed.
    Stale,
}

type Reading = (Stamp, Result<Arc<Config>, ConfigError>, Option<Arc<Config>>);

/// Finds configurations and remembers them until they change.
#[derive(Debug)]
pub struct Configurations {
    selection: Selection,
    read: HashMap<PathBuf, Reading>,
    buffers: HashMap<PathBuf, Arc<str>>,
    roots: Vec<PathBuf>,
    refused: BTreeSet<PathBuf>,
    told: BTreeSet<PathBuf>,
}

impl Default for Configurations {
    fn default() -> Configurations {
        Configurations {
            selection: Selection::without_config(),
            read: HashMap::new(),
            buffers: HashMap::new(),
            roots: Vec::new(),
            refused: BTreeSet::new(),
            told: BTreeSet::new(),
        }
    }
}

impl Configurations {
    /// Takes note of the open folders, absolute paths.
    pub fn open(&mut self, roots: &[PathBuf]) {
        self.roots = roots.to_vec();
    }

    /// The configurations that were met and do not govern, since they are somebody else's; each is told once.
    pub fn refused(&mut self) -> Vec<PathBuf> {
        let new = std::mem::take(&mut self.refused).into_iter().filter(|path| !self.told.contains(path)).collect::<Vec<_>>();
        self.told.extend(new.iter().cloned());
        new
    }

    /// Takes a configuration's text from an editor's buffer instead of the disk, or with `None` from the disk again.
    pub fn overlay(&mut self, path: &Path, text: Option<Arc<str>>) {
        match text {
            Some(text) => self.buffers.insert(path.to_path_buf(), text),
            None => self.buffers.remove(path),
        };
    }

    /// What governs the file at `path`, an absolute path; a buffer without a file is governed by `folder`'s configuration.
    pub fn of(&mut self, path: Option<&Path>, folder: Option<&Path>) -> Governing {
        let found = path.and_then(Path::parent).or(folder).map(|folder| self.find(folder)).unwrap_or_default();
        self.refused.extend(found.refused);
        let found = found.path;
        self.governing(path, found)
    }

    /// What governs each of many files, absolute paths: a folder is searched for once.
    pub fn of_all<'a>(&mut self, paths: impl Iterator<Item = &'a Path>) -> Vec<Governing> {
        let mut folders: HashMap<&Path, Option<PathBuf>> = HashMap::new();
        let one = |path: &'a Path| {
            let found = path.parent().and_then(|folder| folders.entry(folder).or_insert_with(|| self.nearest(folder)).clone());
            self.governing(Some(path), found)
        };
        paths.map(one).collect()
    }

    /// What governs a file, given the configuration that was found for it.
    fn governing(&mut self, path: Option<&Path>, found: Option<PathBuf>) -> Governing {
        let (config, error) = match found.as_deref().map(|path| self.at(path)) {
            Some((Ok(config), _)) => (Some(config), None),
            Some((Err(error), last)) => (last, Some(error)),
            None => (None, None),
        };
        let base = config.as_ref().and_then(|config| config.path.parent());
        let relative = path.map_or(String::new(), |path| {
            let below = base.and_then(|base| path.strip_prefix(base).ok());
            let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
            below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
        });
        let excluded = path.is_some() && self.selection.excludes(config.as_deref(), &relative, false);
        let listed = config.as_ref().is_none_or(|config| config.file.include.is_empty()) || path.is_none();
        let included = listed || self.selection.includes(config.as_deref(), &relative);
        // A configuration that was never right says nothing, and findings made without it would be the wrong ones.
        let usable = error.is_none() || config.is_some();
        Governing {
            settings: Settings::new(config.as_deref(), &relative, &Overrides::default()),
            max_size: Selection::max_file_size(config.as_deref()),
            selected: usable && !excluded && included,
            archived: usable && path.is_some() && config.as_deref().is_some_and(|config| config.is_archived(&relative)),
            record: path.is_some() && config.as_deref().is_some_and(|config| config.has_record(&relative)),
            config,
            error,
            relative,
        }
    }

    /// What governs `path`, found in a folder, if names are read from it: it is an article, or lies in the archive.
    pub fn is_indexed(&mut self, path: &Path) -> Option<Governing> {
        self.are_indexed([path].into_iter()).pop().flatten()
    }

    /// The same of each of many files: a folder is searched for once.
    pub fn are_indexed<'a>(&mut self, paths: impl Iterator<Item = &'a Path>) -> Vec<Option<Governing>> {
        let all = self.of_all(paths);
        let is_indexed = |governing: &Governing| {
            (governing.selected || governing.archived) && self.selection.includes(governing.config.as_deref(), &governing.relative)
        };
        all.into_iter().map(|governing| Some(governing).filter(is_indexed)).collect()
    }

    /// The configuration file that governs `folder`.
    pub fn nearest(&self, folder: &Path) -> Option<PathBuf> {
        self.find(folder).path
    }

    fn find(&self, folder: &Path) -> Nearest {
        let opened = self.roots.iter().filter(|root| folder.starts_with(root)).min_by_key(|root| root.as_os_str().len());
        let opened = opened.map_or(folder, PathBuf::as_path);
        governs::nearest(folder, opened, |path| self.buffers.contains_key(path) || path.is_file())
    }

    /// A configuration as an editor has it, with the notebook as it was read last, where that is the same folder.
    fn with_notebook(&self, mut config: Config) -> Config {
        let last = self.read.get(&config.path).filter(|(stamp, ..)| *stamp != Stamp::Stale).and_then(|(_, _, last)| last.as_ref());
        let notebook = match last.filter(|last| last.notebook_name() == config.notebook_name()) {
            Some(last) => last.notebook.clone(),
            None => Arc::new(config.read_notebook(Privacy::Private)),
        };
        config.take_notebook(notebook);
        config
    }

    /// A file is new, changed or gone; whether it lies in a notebook. If so, that is read again when it is asked for.
    pub fn record_changed(&mut self, path: &Path) -> bool {
        let mut is_record = false;
        for (stamp, _, last) in self.read.values_mut() {
            if last.as_ref().and_then(|last| last.notebook_folder()).is_some_and(|folder| path.starts_with(folder)) {
                (*stamp, is_record) = (Stamp::Stale, true);
            }
        }
        is_record
    }

    /// A file is new, changed or gone; whether corrections of an archive changed with it.
    pub fn archive_changed(&self, path: &Path) -> bool {
        let configs = self.read.values().filter_map(|(_, _, last)| last.as_ref());
        // Each of them has to be told.
        configs.filter(|config| config.archived().changed(path)).count() > 0
    }

    /// The configuration at `path` as it is now, and the last one that was right.
    pub fn at(&mut self, path: &Path) -> (Result<Arc<Config>, ConfigError>, Option<Arc<Config>>) {
        let stamp = match self.buffers.get(path) {
            Some(text) => Stamp::Buffer(text.clone()),
            None => {
                let metadata = std::fs::metadata(path).ok();
                Stamp::File(metadata.as_ref().and_then(|data| data.modified().ok()), metadata.map_or(0, |data| data.len()))
            }
        };
        if stamp == Stamp::File(None, 0) && !path.exists() {
            // What is gone is not remembered: an editor sees many files come and go.
            let last = self.read.remove(path).and_then(|(_, _, last)| last);
            return (Config::read_with(path, Privacy::Private).map(Arc::new), last);
        }
        if let Some((seen, result, last)) = self.read.get(path)
            && *seen == stamp
        {
            return (result.clone(), last.clone());
        }
        let result = match &stamp {
            Stamp::Buffer(text) => Config::parse(path, text).map(|config| self.with_notebook(config)),
            Stamp::File(..) | Stamp::Stale => Config::read_with(path, Privacy::Private),
        };
        let before = self.read.remove(path).and_then(|(_, _, last)| last);
        let result = result.map(|mut config| {
            before.iter().for_each(|before| config.keep_archived(before));
            Arc::new(config)
        });
        let last = result.as_ref().ok().cloned().or(before);
        self.read.insert(path.to_path_buf(), (stamp, result.clone(), last.clone()));
        (result, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FILE_NAME;

    #[test]
    fn the_nearest_configuration_governs_and_a_broken_one_leaves_the_last_right_one() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("desk");
        std::fs::create_dir(&inner).unwrap();
        let config = folder.path().join(FILE_NAME);
        std::fs::write(&config, "exclude = [\"old/\"]\n").unwrap();
        let mut all = Configurations::default();
        assert!(all.of(Some(&inner.join("a.txt")), None).selected);
        assert!(!all.of(Some(&folder.path().join("old/a.txt")), None).selected);
        assert!(!all.of(Some(&folder.path().join("README.md")), None).selected);
        let paths = [inner.join("a.txt"), folder.path().join("old/a.txt")];
        assert_eq!(all.of_all(paths.iter().map(PathBuf::as_path)).iter().map(|one| one.selected).collect::<Vec<_>>(), [true, false]);
        all.overlay(&config, Some("exclude = [".into()));
        let governing = all.of(Some(&folder.path().join("old/a.txt")), None);
        assert!(governing.error.is_some() && !governing.selected);
        all.overlay(&config, None);
        assert_eq!(all.of(Some(&inner.join("a.txt")), None).relative, "desk/a.txt");
    }
}
