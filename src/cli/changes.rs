//! What is compared with an earlier version: which articles differ, and where both versions of each are read.

pub mod git;
pub mod lfs;
mod moves;
mod patch;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{CheckArguments, FileArguments};
use super::files::{Failure, Gatherer, Input, Inputs, Origin, Whole, absolute};
use super::host;
use super::reader::Reader;
use crate::config::discovery::MAX_SIZE;
use crate::config::{FILE_NAME, regular};
use crate::text::Format;
use crate::text::document::decode;
use git::{Blob, Change, Repository, Texts};
use moves::Sentences;
use patch::Patched;

/// The largest patch that is read, in bytes.
const MAX_PATCH: u64 = 64 << 20;
/// The largest text in which moves are looked for, in bytes.
const MOST_READ: u64 = 4 << 20;

/// The articles to check, and where those are read that are stored.
pub struct Gathered {
    pub inputs: Inputs,
    pub texts: Option<Texts>,
    /// The earlier version of each configuration that may have changed; no bytes for a new one.
    pub configs: HashMap<PathBuf, Origin>,
    /// Where all articles are.
    pub whole: Whole,
}

/// What a comparison needs beside the articles.
#[derive(Default)]
struct Compared {
    texts: Option<Texts>,
    configs: HashMap<PathBuf, Origin>,
    whole: Whole,
}

/// Whether Git keeps files below a folder, an absolute path.
pub fn keeps(folder: &Path) -> bool {
    let Ok(repository) = Repository::of(folder) else { return false };
    repository.index().is_ok_and(|files| files.iter().any(|(path, _)| repository.root().join(path).starts_with(folder)))
}

/// Finds the articles: all of them, or those that differ.
///
/// # Errors
///
/// What to tell where nothing can be compared.
pub fn gather(arguments: &CheckArguments) -> anyhow::Result<Gathered> {
    let mut gatherer = Gatherer::new(&arguments.files);
    gatherer.compares = arguments.compares();
    if !gatherer.inputs.errors.is_empty() {
        return Ok(Gathered { inputs: gatherer.finish(), texts: None, configs: HashMap::new(), whole: Whole::default() });
    }
    let compared = match (&arguments.since, arguments.staged, &arguments.patch) {
        (Some(revision), ..) => since(&mut gatherer, &arguments.files, revision, arguments.no_merge_base),
        // pre-commit run --from-ref A --to-ref B: nothing is staged there.
        (None, true, _) if host::changed_from().is_some() => {
            since(&mut gatherer, &arguments.files, &host::changed_from().unwrap_or_default(), false)
        }
        (None, true, _) => staged(&mut gatherer, &arguments.files),
        (None, false, Some(path)) => patched(&mut gatherer, &arguments.files, path).map(|()| Compared::default()),
        (None, false, None) => {
            gatherer.all(&arguments.files, &arguments.files.paths);
            Ok(Compared::default())
        }
    };
    let Compared { texts, configs, whole } = compared.map_err(anyhow::Error::msg)?;
    Ok(Gathered { inputs: gatherer.finish(), texts, configs, whole })
}

/// The configurations of what is checked as they were in a commit.
fn configs(gatherer: &Gatherer, repository: &Repository, commit: &str) -> HashMap<PathBuf, Origin> {
    let mut places = Places::new(repository.root());
    let mut configs = HashMap::new();
    for config in gatherer.inputs.files.iter().filter_map(|input| input.config.as_ref()) {
        if configs.contains_key(&config.path) {
            continue;
        }
        if let Some(place) = places.of(&config.path) {
            let origin = repository.blob(commit, &place).map_or_else(|| Origin::Bytes(Arc::from([])), Origin::Stored);
            configs.insert(config.path.clone(), origin);
        }
    }
    configs
}

/// The paths that were named, or the current folder.
fn paths(arguments: &FileArguments) -> Vec<PathBuf> {
    if arguments.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.paths.clone() }
}

/// The repository that what was named lies in.
fn repository(arguments: &FileArguments) -> Result<Repository, String> {
    // A hook is told by Git itself where it runs.
    if std::env::var_os("GIT_DIR").is_some() {
        return Repository::of(Path::new("."));
    }
    let first = paths(arguments).into_iter().next().unwrap_or_default();
    let first = if first.as_os_str() == "-" { arguments.stdin_filename.clone().unwrap_or_default() } else { first };
    let folder = absolute(&first).ancestors().find(|folder| folder.is_dir()).map(Path::to_path_buf).unwrap_or_else(|| PathBuf::from("."));
    let shown = if arguments.paths.is_empty() || !first.is_dir() { absolute(&folder) } else { first };
    Repository::of(&shown)
}

/// Finds paths from the root of a repository, whatever links lead to a folder.
pub(super) struct Places<'a> {
    root: &'a Path,
    folders: HashMap<PathBuf, PathBuf>,
}

impl<'a> Places<'a> {
    /// For paths below `root`, which no link leads to.
    pub(super) fn new(root: &'a Path) -> Places<'a> {
        Places { root, folders: HashMap::new() }
    }

    /// The path of a file from the root; `None` for what lies outside.
    pub(super) fn of(&mut self, path: &Path) -> Option<PathBuf> {
        let whole = absolute(path);
        let (folder, name) = (whole.parent()?, whole.file_name()?);
        let real =
            self.folders.entry(folder.to_path_buf()).or_insert_with(|| folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()));
        Some(real.join(name).strip_prefix(self.root).ok()?.to_path_buf())
    }
}

/// What differs from a revision: the files that are there now, read there.
fn since(gatherer: &mut Gatherer, arguments: &FileArguments, revision: &str, exactly: bool) -> Result<Compared, String> {
    let repository = repository(arguments)?;
    let base = repository.base(revision, exactly)?;
    let texts = repository.texts()?;
    gatherer.all(arguments, &paths(arguments));
    let changes = repository.changed_since(&base)?;
    let (files, mut modules) = repository.files_of(&base)?;
    modules.extend(repository.modules()?);
    tell_of_configurations(gatherer, &repository, &changes, &files);
    let store = Store::of(&repository, &changes)?;
    let changed: HashMap<&Path, &Change> = changes.iter().filter_map(|change| Some((change.path.as_deref()?, change))).collect();
    let mut places = Places::new(repository.root());
    let mut apart: BTreeSet<PathBuf> = BTreeSet::new();
    for mut input in std::mem::take(&mut gatherer.inputs.files) {
        let named = match &input.origin {
            Origin::File(path) => path.clone(),
            _ if input.path == "-" => {
                return Err("standard input has no earlier version; --stdin-filename names it".to_owned());
            }
            _ => PathBuf::from(&input.path),
        };
        let Some(place) = places.of(&named) else {
            let why = format!("lies outside the repository {}", repository.root().display());
            gatherer.inputs.errors.push(Failure::of(&input.path, why));
            continue;
        };
        if let Some(module) = modules.iter().find(|module| place.starts_with(module)) {
            apart.insert(module.clone());
            continue;
        }
        let before = match changed.get(place.as_path()) {
            Some(change) if !change.unmerged => change.before.clone(),
            None if files.contains_key(&place) && matches!(input.origin, Origin::File(_)) => continue,
            _ => files.get(&place).map(|blob| (place.clone(), blob.clone())),
        };
        let earlier = match before {
            Some((path, blob)) => gatherer.earlier(&repository.root().join(&path), store.origin(&path, blob)?),
            None => None,
        };
        input.earlier = Some(earlier.into_iter().collect());
        gatherer.inputs.files.push(input);
    }
    for module in apart {
        let note = format!("{}: a repository of its own (a submodule), so it was left out; run onrecord there", module.display());
        gatherer.inputs.notes.push(note);
    }
    moves(gatherer, &repository, &store, &texts, &changes)?;
    let configs = configs(gatherer, &repository, &base);
    Ok(Compared { texts: Some(texts), configs, whole: Whole::Folder })
}

/// Tells that articles which did not change were not looked at, though what applies to them may have.
fn tell_of_configurations(gatherer: &mut Gatherer, repository: &Repository, changes: &[Change], before: &HashMap<PathBuf, Blob>) {
    let is_config = |path: &&Path| path.file_name().is_some_and(|name| name == FILE_NAME);
    let touched = |change: &Change| change.path.clone().or_else(|| change.before.as_ref().map(|(path, _)| path.clone()));
    let mut changed: BTreeSet<PathBuf> = changes.iter().filter_map(touched).filter(|path| is_config(&path.as_path())).collect();
    // Git does not know it yet.
    if repository.root().join(FILE_NAME).is_file() && !before.contains_key(Path::new(FILE_NAME)) {
        changed.insert(PathBuf::from(FILE_NAME));
    }
    for path in changed {
        let path = path.display();
        let note = format!("{path} changed: articles that did not change were not looked at; `onrecord check .` looks at all");
        gatherer.inputs.notes.push(note);
    }
}

/// How the texts that a repository holds are read: as they are, but for those that a filter of the user's made another of.
struct Store<'a> {
    repository: &'a Repository,
    filtered: HashSet<PathBuf>,
}

impl Store<'_> {
    fn of<'a>(repository: &'a Repository, changes: &[Change]) -> Result<Store<'a>, String> {
        let own = |change: &Change| change.path.clone().into_iter().chain(change.before.as_ref().map(|(path, _)| path.clone()));
        let paths: BTreeSet<PathBuf> = changes.iter().flat_map(own).filter(|path| Format::of_named(path).is_some()).collect();
        Ok(Store { repository, filtered: repository.filtered(&paths)? })
    }

    fn origin(&self, path: &Path, blob: Blob) -> Result<Origin, String> {
        if !self.filtered.contains(path) {
            return Ok(Origin::Stored(blob));
        }
        Ok(Origin::Bytes(Arc::from(self.repository.smudged(path, &blob)?)))
    }
}

/// Finds for files that nothing was before the one that is gone and that they hold.
fn moves(gatherer: &mut Gatherer, repository: &Repository, store: &Store, texts: &Texts, changes: &[Change]) -> Result<(), String> {
    let taken: HashSet<&Path> =
        changes.iter().filter(|change| change.path.is_some()).filter_map(|change| Some(change.before.as_ref()?.0.as_path())).collect();
    let gone = changes.iter().filter(|change| change.path.is_none()).filter_map(|change| change.before.as_ref());
    let gone: Vec<_> = gone.filter(|(path, _)| Format::of_named(path).is_some() && !taken.contains(path.as_path())).collect();
    let new = |input: &Input| input.earlier.as_ref().is_some_and(Vec::is_empty);
    let new: Vec<usize> = (0..gatherer.inputs.files.len()).filter(|index| new(&gatherer.inputs.files[*index])).collect();
    if new.is_empty() || gone.is_empty() {
        return Ok(());
    }
    let reader = Reader { kept: None, texts: Some(texts) };
    let mut old = Vec::with_capacity(gone.len());
    for (path, blob) in &gone {
        let bytes = reader.bytes(&store.origin(path, blob.clone())?, MOST_READ)?.unwrap_or_default();
        old.push(Sentences::of(&bytes));
    }
    // What cannot be read is told when it is checked.
    let read = |index: &usize| reader.bytes(&gatherer.inputs.files[*index].origin, MOST_READ).ok().flatten().unwrap_or_default();
    let now: Vec<Sentences> = new.iter().map(|index| Sentences::of(&read(index))).collect();
    for (index, found) in new.into_iter().zip(moves::find(&old, &now)) {
        let Some((path, blob)) = found.and_then(|found| gone.get(found)) else { continue };
        let earlier = gatherer.earlier(&repository.root().join(path), store.origin(path, blob.clone())?);
        gatherer.inputs.files[index].earlier = Some(earlier.into_iter().collect());
    }
    Ok(())
}

/// What is staged, read as it is staged.
fn staged(gatherer: &mut Gatherer, arguments: &FileArguments) -> Result<Compared, String> {
    let repository = repository(arguments)?;
    let texts = repository.texts()?;
    let root = repository.root().to_path_buf();
    let mut changes = repository.staged()?;
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    // What is being merged was there before too.
    let merged = match repository.merged() {
        Some(commit) => repository.files_of(&commit)?.0,
        None => HashMap::new(),
    };
    let index = repository.index()?;
    if changes.is_empty() {
        gatherer.inputs.notes.push("nothing is staged, so nothing was looked at; `onrecord check .` looks at all".to_owned());
    }
    tell_of_configurations(gatherer, &repository, &changes, &index.iter().cloned().collect());
    for (path, blob) in index.iter().filter(|(path, _)| path.file_name().is_some_and(|name| name == FILE_NAME)) {
        let reader = Reader { kept: None, texts: Some(&texts) };
        let text = reader.bytes(&Origin::Stored(blob.clone()), MAX_SIZE)?.and_then(|bytes| decode(bytes).ok());
        text.into_iter().for_each(|text| gatherer.overlay(&root.join(path), &text));
    }
    let store = Store::of(&repository, &changes)?;
    let mut places = Places::new(&root);
    for named in paths(arguments) {
        if named.as_os_str() == "-" {
            return Err("--staged reads what is staged, not standard input".to_owned());
        }
        let whole = absolute(&named);
        let place = match whole.canonicalize().ok().as_deref().unwrap_or(&whole).strip_prefix(&root) {
            Ok(place) if whole.is_dir() => Some(place.to_path_buf()),
            _ if root.starts_with(&whole) && whole.is_dir() => Some(PathBuf::new()),
            _ => places.of(&named),
        };
        let Some(place) = place else {
            let why = format!("lies outside the repository {}", root.display());
            gatherer.inputs.errors.push(Failure::of(named.display(), why));
            continue;
        };
        let mut found = false;
        for change in &changes {
            let Some(path) = change.path.as_deref().filter(|path| path.starts_with(&place)) else { continue };
            found = true;
            let by_name = path == place;
            let below = path.strip_prefix(&place).unwrap_or(path);
            if !by_name && below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")) {
                continue;
            }
            let file = root.join(path);
            let folder = root.join(&place);
            let before = gatherer.inputs.files.len();
            let Some(blob) = change.staged.clone().filter(|_| !change.unmerged) else {
                if Format::of_named(path).is_some() {
                    let why = "its merge is not decided, so nothing of it is staged";
                    gatherer.inputs.errors.push(Failure::of(path.display(), why));
                }
                continue;
            };
            let staged = store.origin(path, blob.clone())?;
            gatherer.stored(&file, staged, (!by_name).then_some(folder.as_path()), arguments.force_exclude);
            if gatherer.inputs.files.len() == before {
                continue;
            }
            let theirs = merged.get(path).map(|blob| (path.to_path_buf(), blob.clone()));
            if theirs.as_ref().is_some_and(|(_, theirs)| *theirs == blob) {
                gatherer.inputs.files.pop();
                continue;
            }
            let versions = change.before.iter().cloned().chain(theirs);
            let mut earlier = Vec::new();
            for (path, blob) in versions {
                let origin = store.origin(&path, blob)?;
                earlier.extend(gatherer.earlier(&root.join(path), origin));
            }
            if let Some(input) = gatherer.inputs.files.last_mut() {
                input.earlier = Some(earlier);
            }
        }
        if !found && !whole.exists() {
            gatherer.inputs.errors.push(Failure::of(named.display(), "no such file or folder, and nothing of it is staged"));
        }
    }
    moves(gatherer, &repository, &store, &texts, &changes)?;
    let configs = configs(gatherer, &repository, "HEAD");
    let whole = index.into_iter().map(|(path, blob)| (root.join(path), blob)).collect();
    Ok(Compared { texts: Some(texts), configs, whole: Whole::Stored(whole) })
}

/// What a patch changed: the files that are there now, and what they were before it.
fn patched(gatherer: &mut Gatherer, arguments: &FileArguments, path: &Path) -> Result<(), String> {
    let shown = path.display();
    let bytes = match path.as_os_str() == "-" {
        true => Reader::default()
            .bytes(&Origin::Standard, MAX_PATCH)
            .and_then(|bytes| bytes.ok_or_else(|| regular::too_large(MAX_PATCH).to_string())),
        false => regular::read(path, MAX_PATCH).map_err(|error| error.to_string()),
    };
    let bytes = bytes.map_err(|why| format!("{shown}: {why}"))?;
    let files = patch::read(&bytes).map_err(|(line, why)| format!("{shown}:{line}: {why}"))?;
    gatherer.all(arguments, &paths(arguments));
    let here = absolute(Path::new("."));
    let bases: Vec<&Path> = std::iter::once(here.as_path()).chain(here.ancestors().find(|folder| folder.join(".git").exists())).collect();
    let mut by_place: HashMap<PathBuf, &Patched> = HashMap::new();
    for file in &files {
        let Some(path) = &file.path else { continue };
        // `diff -ur old new` puts a folder before each path.
        let shorter: PathBuf = path.components().skip(1).collect();
        let mut places = [path, &shorter]
            .into_iter()
            .filter(|path| !path.as_os_str().is_empty())
            .flat_map(|path| bases.iter().map(move |base| base.join(path)));
        match places.find(|place| place.is_file()) {
            Some(place) => {
                by_place.insert(absolute(&place), file);
            }
            None if Format::from_path(path).is_some() => {
                let why = format!("{} is not here; a patch is read beside the files that it changed", path.display());
                gatherer.inputs.errors.push(Failure::at(&shown, file.line, why));
            }
            None => {}
        }
    }
    for mut input in std::mem::take(&mut gatherer.inputs.files) {
        let Origin::File(path) = &input.origin else {
            return Err("--patch reads files, not standard input".to_owned());
        };
        let place = absolute(path);
        let Some(file) = by_place.get(&place) else { continue };
        let now = match regular::read(path, input.max_size) {
            Ok(now) => now,
            Err(error) => {
                gatherer.inputs.errors.push(Failure::of(&input.path, error));
                continue;
            }
        };
        let earlier = match (&file.before, file.taken_back(&now)) {
            (_, Err(line)) => {
                let why = format!("does not fit {}; is the patch applied, and to this version?", input.path);
                gatherer.inputs.errors.push(Failure::at(&shown, line, why));
                continue;
            }
            (None, Ok(_)) => None,
            (Some(before), Ok(old)) => {
                let same = file.path.as_ref().is_none_or(|path| path.file_name() == before.file_name());
                let before = if same { place.clone() } else { here.join(before) };
                gatherer.earlier(&before, Origin::Bytes(Arc::from(old)))
            }
        };
        input.earlier = Some(earlier.into_iter().collect());
        gatherer.inputs.files.push(input);
    }
    Ok(())
}
