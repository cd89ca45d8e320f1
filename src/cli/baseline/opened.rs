//! A baseline as a run uses it: where it stands, which paths it means, and what of it moved.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use rustc_hash::FxHashSet;

use super::FILE_NAME;
use crate::check::baseline::{Baseline, Unusable};
use crate::check::check;
use crate::check::identity::{self, folder_of, place_of};
use crate::check::known::{Candidate, Known};
use crate::cli::changes::Places;
use crate::cli::files::{Input, Origin, absolute, repository_of, shown_config};
use crate::cli::reader::Reader;
use crate::config::{ConfigError, Discovery, regular};
use crate::text::document::decode;

/// The largest baseline that is read, in bytes: a million findings.
const MAX_SIZE: u64 = 64 << 20;

/// A baseline that was read, for the articles of one run.
pub struct Opened {
    /// Where it stands.
    pub path: PathBuf,
    /// What it knows.
    pub known: Known,
    /// The articles of the run.
    pub own: FxHashSet<u64>,
    baseline: Baseline,
    folder: PathBuf,
}

impl Opened {
    /// Reads a baseline for a run over `inputs`, which `paths` named.
    ///
    /// # Errors
    ///
    /// What to tell where it is not there or cannot be used.
    pub fn read(named: Option<&Path>, config: Option<&Path>, paths: &[PathBuf], inputs: &[Input]) -> anyhow::Result<Opened> {
        let path = found(named, config, paths)?;
        if !path.exists() {
            bail!("{}: no such file; `onrecord baseline write` makes one", shown_config(&path));
        }
        let (baseline, _) = read(&path)?;
        Ok(Opened::of(&path, &baseline, inputs))
    }

    pub fn of(path: &Path, baseline: &Baseline, inputs: &[Input]) -> Opened {
        let folder = absolute(path).parent().map(Path::to_path_buf).unwrap_or_default();
        let folder = folder.canonicalize().unwrap_or(folder);
        let mut opened =
            Opened { path: path.to_path_buf(), known: baseline.known(), own: FxHashSet::default(), baseline: baseline.clone(), folder };
        opened.own = inputs.iter().map(|input| opened.hash(input)).collect();
        opened
    }

    /// The path of an article from the baseline's folder.
    pub fn place(&self, input: &Input) -> String {
        if input.path == "-" { input.path.clone() } else { self.place_of(Path::new(&input.path)) }
    }

    /// The path of a file or a folder from the baseline's folder.
    pub fn place_of(&self, path: &Path) -> String {
        let below = Places::new(&self.folder).of(path).unwrap_or_else(|| absolute(path));
        below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    fn hash(&self, input: &Input) -> u64 {
        place_of(self.known.salt(), &self.place(input))
    }

    /// Whether one of the folders that were named holds all that the baseline is of.
    pub fn is_covered(&self, paths: &[PathBuf]) -> bool {
        paths.iter().any(|path| path.is_dir() && path.canonicalize().is_ok_and(|path| self.folder.starts_with(path)))
    }

    /// Whether the article of a path is one of the run's, or would be if it were there: it lies in a folder that was named.
    pub fn is_meant(&self, place: u64, folders: &FxHashSet<u64>) -> bool {
        self.own.contains(&place) || folders.iter().any(|folder| self.baseline.is_below(place, *folder))
    }

    /// The hashes of folders, there or not.
    pub fn folders(&self, paths: &[PathBuf]) -> FxHashSet<u64> {
        paths.iter().map(|path| folder_of(self.known.salt(), &self.place_of(path))).collect()
    }

    /// How many findings it knows that are there no more, where that can be told.
    pub fn stale(&self, claimed: Vec<usize>, paths: &[PathBuf]) -> usize {
        let (whole, folders) = (self.is_covered(paths), self.folders(paths));
        let left = self.known.left(claimed);
        left.iter().filter(|(mark, _)| whole || self.is_meant(mark.place, &folders)).map(|(_, count)| count).sum()
    }

    /// Finds out which articles hold now what is known of paths that are gone. `whole` gives all articles below a folder: one file alone
    /// must be told the same as all of them, so whoever else may hold it is asked too.
    pub fn settle(&mut self, reader: &Reader, jobs: Option<usize>, inputs: &mut [Input], whole: impl FnOnce(&Path) -> Option<Vec<Input>>) {
        if !self.known.has_gone(&self.own) {
            return;
        }
        let Some(base) = self.base(inputs) else { return };
        let Some(mut others) = whole(&base) else { return };
        let configs: HashSet<&Path> =
            others.iter().chain(&*inputs).filter_map(|input| Some(input.config.as_ref()?.path.as_path())).collect();
        let configs = configs.into_iter().map(|config| place_of(self.known.salt(), &self.place_of(config)));
        let mut there: FxHashSet<u64> =
            self.own.iter().copied().chain(others.iter().map(|input| self.hash(input))).chain(configs).collect();
        there.extend(self.outside(&base));
        if !self.known.has_gone(&there) {
            return;
        }
        // It can be read once only, and will be read again.
        for input in inputs.iter_mut().filter(|input| matches!(input.origin, Origin::Standard)) {
            if let Ok(Some(bytes)) = reader.bytes(&input.origin, input.max_size) {
                input.origin = Origin::Bytes(bytes.into());
            }
        }
        others.retain(|input| !self.own.contains(&self.hash(input)));
        let gone = self.known.gone(&there);
        let mut candidates = self.candidates(reader, jobs, inputs);
        loop {
            let strays = candidates.iter().flat_map(|candidate| self.known.strays(candidate, &gone));
            let wanted: Vec<Vec<&str>> = strays.map(|identity| identity.must_hold().collect()).collect();
            let (more, rest): (Vec<Input>, Vec<Input>) = others.into_iter().partition(|input| may_hold(reader, input, &wanted));
            if more.is_empty() {
                break;
            }
            let more = self.candidates(reader, jobs, &more);
            candidates.extend(more);
            others = rest;
        }
        self.known.settle(candidates, &there);
    }

    /// The folder below which lies all that is known of these articles; `None` where nobody can tell.
    fn base(&self, inputs: &[Input]) -> Option<PathBuf> {
        let git = self.folder.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == ".git"));
        let base = git.and_then(Path::parent).unwrap_or(&self.folder);
        let mut places = Places::new(base);
        inputs.iter().all(|input| input.path == "-" || places.of(Path::new(&input.path)).is_some()).then(|| base.to_path_buf())
    }

    /// The paths that do not lie below a folder, of which nobody knows whether they are gone.
    fn outside(&self, base: &Path) -> Vec<u64> {
        let places = self.known.places();
        if base == self.folder {
            let top = folder_of(self.known.salt(), "/");
            return places.filter(|place| self.baseline.is_below(*place, top)).collect();
        }
        let base = folder_of(self.known.salt(), &self.place_of(base));
        places.filter(|place| !self.baseline.is_below(*place, base)).collect()
    }

    fn candidates(&self, reader: &Reader, jobs: Option<usize>, inputs: &[Input]) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let found = |input: &Input, article: crate::article::Article| {
            let checked = check(&article, &input.settings);
            Ok(Candidate { place: self.place(input), identities: identity::of_all(&article, &checked.shown) })
        };
        // What cannot be read is told where it is checked.
        reader.for_each(inputs, jobs, found, |_, found| candidates.extend(found));
        candidates
    }
}

/// Whether a text may hold one of some findings: all words of one stand in it. What is no plain text may.
fn may_hold(reader: &Reader, input: &Input, wanted: &[Vec<&str>]) -> bool {
    if wanted.is_empty() {
        return false;
    }
    let Ok(Some(bytes)) = reader.bytes(&input.origin, input.max_size) else { return false };
    let Ok(text) = decode(bytes) else { return true };
    let text = text.to_lowercase();
    wanted.iter().any(|words| words.iter().all(|word| text.contains(word)))
}

/// Where a baseline stands: where it is said; else the nearest one above all that was named, no farther up than the repository; else beside
/// the configuration that governs it, else at the root of the repository.
pub fn found(named: Option<&Path>, config: Option<&Path>, paths: &[PathBuf]) -> anyhow::Result<PathBuf> {
    if let Some(path) = named {
        ensure!(!path.is_dir(), "{}: a folder, not a baseline; write --baseline=FILE, or put --baseline behind the paths", path.display());
        return Ok(path.to_path_buf());
    }
    let here = absolute(Path::new("."));
    if let Some(folder) = config.map(absolute).as_deref().and_then(Path::parent) {
        return Ok(folder.join(FILE_NAME));
    }
    let start = common(paths, &here);
    let opened = if start.starts_with(&here) { here.as_path() } else { start.as_path() };
    // One that is broken governs all the same; what is wrong in it is told elsewhere.
    let config = match Discovery::default().of_folder(&start, opened) {
        Ok(config) => config.map(|config| config.path.clone()),
        Err(ConfigError::Unreadable { path, .. } | ConfigError::Wrong { path, .. }) => Some(path),
    };
    let governed = config.as_ref().and_then(|config| absolute(config).parent().map(Path::to_path_buf));
    let repository = repository_of(&start);
    let top = repository.clone().or_else(|| governed.clone()).unwrap_or_else(|| opened.to_path_buf());
    let above = start.ancestors().take_while(|folder| folder.starts_with(&top)).map(|folder| folder.join(FILE_NAME));
    let nearest = above.into_iter().find(|path| std::fs::symlink_metadata(path).is_ok());
    Ok(nearest.unwrap_or_else(|| governed.or(repository).unwrap_or(top).join(FILE_NAME)))
}

/// The folder that holds all that was named.
fn common(paths: &[PathBuf], here: &Path) -> PathBuf {
    let folder = |path: &PathBuf| {
        let whole = if path.as_os_str() == "-" { here.to_path_buf() } else { absolute(path) };
        whole.ancestors().find(|folder| folder.is_dir()).map_or_else(|| here.to_path_buf(), Path::to_path_buf)
    };
    let shared = |one: PathBuf, other: PathBuf| {
        let same: PathBuf = one
            .components()
            .zip(other.components())
            .take_while(|(one, other)| one == other)
            .map(|(one, _)| one)
            .collect::<Vec<Component>>()
            .iter()
            .collect();
        same
    };
    paths.iter().map(folder).reduce(shared).unwrap_or_else(|| here.to_path_buf())
}

/// Reads a baseline and its bytes.
///
/// # Errors
///
/// What to tell where it cannot be used.
pub fn read(path: &Path) -> anyhow::Result<(Baseline, Vec<u8>)> {
    let (parsed, bytes) = parsed(path)?;
    Ok((parsed.map_err(|wrong| told(path, &wrong))?, bytes))
}

/// Reads a file that may be a baseline, and its bytes.
///
/// # Errors
///
/// That it cannot be read at all.
pub fn parsed(path: &Path) -> anyhow::Result<(Result<Baseline, Unusable>, Vec<u8>)> {
    let bytes = regular::read(path, MAX_SIZE).with_context(|| shown_config(path))?;
    let foreign = || Unusable { line: 1, why: "not a baseline".to_owned(), is_own: false };
    let parsed = std::str::from_utf8(&bytes).map_err(|_| foreign()).and_then(Baseline::parse);
    Ok((parsed, bytes))
}

/// Why a file is not used as a baseline, and what to do.
pub fn told(path: &Path, wrong: &Unusable) -> anyhow::Error {
    let advice = if wrong.is_own {
        "take it from the repository again, or write one of all that is found now: onrecord baseline write --force"
    } else {
        "it may be another file, so it is left alone"
    };
    anyhow!("{}:{}: {}; {advice}", shown_config(path), wrong.line, wrong.why)
}
