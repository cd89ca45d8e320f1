//! `onrecord baseline`: what is known already, as a file of hashes.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use rustc_hash::FxHashSet;

use super::arguments::{BaselineArguments, BaselineCommand, FileArguments};
use super::cache::Cache;
use super::changes::Places;
use super::files::{Input, Inputs, absolute, gather, shown_config};
use super::reader::Reader;
use super::{CLEAN, FAILED, terminal, written};
use crate::check::baseline::{Baseline, SALT};
use crate::check::check;
use crate::check::identity::{self, Identity, Known, Mark, place_of};
use crate::config::{Discovery, regular};
use crate::text::{Encoding, visible};

/// The name of a baseline beside its `onrecord.toml`.
pub const FILE_NAME: &str = "onrecord.baseline";

/// The largest baseline that is read, in bytes: a million findings.
const MAX_SIZE: u64 = 64 << 20;

/// A baseline that was read, for the articles of one run.
pub struct Opened {
    /// Where it stands.
    pub path: PathBuf,
    /// What it knows.
    pub known: Known,
    /// The articles of the run.
    pub others: FxHashSet<u64>,
    folder: PathBuf,
}

impl Opened {
    /// Reads a baseline for a run over `inputs`.
    ///
    /// # Errors
    ///
    /// What to tell where it is not there or cannot be used.
    pub fn read(named: Option<&Path>, config: Option<&Path>, inputs: &[Input]) -> anyhow::Result<Opened> {
        let path = found(named, config)?;
        if !path.exists() {
            bail!("{}: no such file; `onrecord baseline write` makes one", shown_config(&path));
        }
        let (baseline, _) = read(&path)?;
        Ok(Opened::of(&path, &baseline, inputs))
    }

    fn of(path: &Path, baseline: &Baseline, inputs: &[Input]) -> Opened {
        let folder = absolute(path).parent().map(Path::to_path_buf).unwrap_or_default();
        let folder = folder.canonicalize().unwrap_or(folder);
        let mut opened = Opened { path: path.to_path_buf(), known: baseline.known(), others: FxHashSet::default(), folder };
        opened.others = inputs.iter().map(|input| place_of(baseline.salt(), &opened.place(input))).collect();
        opened
    }

    /// The path of an article from the baseline's folder.
    pub fn place(&self, input: &Input) -> String {
        if input.path == "-" { input.path.clone() } else { self.place_of(Path::new(&input.path)) }
    }

    fn place_of(&self, path: &Path) -> String {
        let below = Places::new(&self.folder).of(path).unwrap_or_else(|| absolute(path));
        below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// Whether one of the folders that were named holds all that the baseline is of.
    pub fn is_covered(&self, paths: &[PathBuf]) -> bool {
        paths.iter().any(|path| path.is_dir() && path.canonicalize().is_ok_and(|path| self.folder.starts_with(path)))
    }

    /// How many findings it knows that are there no more, where that can be told.
    pub fn stale(&self, claimed: Vec<usize>, paths: &[PathBuf]) -> usize {
        let whole = self.is_covered(paths);
        let left = self.known.left(claimed);
        left.iter().filter(|(mark, _)| whole || self.others.contains(&mark.place)).map(|(_, count)| count).sum()
    }
}

/// Where a baseline stands: where it is said, else beside the configuration that governs the current folder, else in that folder.
fn found(named: Option<&Path>, config: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(path) = named {
        ensure!(!path.is_dir(), "{}: a folder, not a baseline; write --baseline=FILE, or put --baseline behind the paths", path.display());
        return Ok(path.to_path_buf());
    }
    let here = absolute(Path::new("."));
    let config = match config {
        Some(path) => Some(absolute(path)),
        None => Discovery::default().of_folder(&here, &here).map_err(|error| anyhow!("{error}"))?.map(|config| config.path.clone()),
    };
    Ok(config.as_deref().and_then(Path::parent).unwrap_or(&here).join(FILE_NAME))
}

/// Reads a baseline and its bytes.
fn read(path: &Path) -> anyhow::Result<Read> {
    let shown = shown_config(path);
    let bytes = regular::read(path, MAX_SIZE).with_context(|| shown.clone())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| anyhow!("{shown}: not a baseline; `onrecord baseline write` makes one"))?;
    let baseline = Baseline::parse(text).map_err(|(line, why)| anyhow!("{shown}:{line}: {why}"))?;
    Ok((baseline, bytes))
}

/// Runs one of the commands; returns the exit code.
pub fn run(command: &BaselineCommand) -> anyhow::Result<i32> {
    match command {
        BaselineCommand::Write(arguments) => write(arguments),
        BaselineCommand::Prune(arguments) => prune(arguments),
        BaselineCommand::Show(arguments) => show(arguments),
        BaselineCommand::Purge(arguments) => purge(arguments),
    }
}

/// What is found in an article now.
struct Found {
    place: String,
    identities: Vec<Identity>,
    /// "ferry.txt:5:28: placeholder: “TK”", for each.
    told: Vec<String>,
}

/// Reads the articles; also says which of them could not be read.
fn look(arguments: &BaselineArguments, inputs: &Inputs, opened: &Opened) -> (Vec<Found>, Vec<String>) {
    inputs.errors.iter().for_each(|message| terminal::error(message));
    inputs.notes.iter().for_each(|message| terminal::note(message));
    let cache = Cache::open(arguments.cache.as_deref());
    let (mut all, mut failed) = (Vec::new(), Vec::new());
    Reader { kept: cache.readings(), texts: None }.for_each(
        &inputs.files,
        arguments.jobs,
        |input, article| {
            let checked = check(&article, &input.settings);
            let tell = |shown: &crate::check::Shown| {
                let place = article.lines.position(&article.document.text, shown.finding.span.start, Encoding::Utf32);
                let words = match article.prose.of_source(shown.finding.span) {
                    Some(prose) => prose.of(&article.prose.text),
                    None => shown.finding.span.of(&article.document.text),
                };
                format!("{}:{}:{}: {}: “{words}”", input.path, place.line + 1, place.column + 1, shown.finding.rule)
            };
            let told = checked.shown.iter().map(tell).collect();
            Ok(Found { place: opened.place(input), identities: identity::of_all(&article, &checked.shown), told })
        },
        |input, found| match found {
            Ok(found) => all.push(found),
            Err(message) => {
                terminal::error(&message);
                failed.push(opened.place(input));
            }
        },
    );
    cache.save();
    (all, failed)
}

/// What the articles hold of what a baseline knows.
struct Compared {
    opened: Opened,
    all: Vec<Found>,
    /// The places of the articles that could not be read.
    unread: FxHashSet<u64>,
    /// They are all the articles that the baseline speaks of.
    whole: bool,
    /// Nothing failed.
    complete: bool,
    /// What fits nothing in them, and how often.
    left: Vec<(Mark, usize)>,
}

impl Compared {
    fn of(arguments: &BaselineArguments, path: &Path, baseline: &Baseline) -> Compared {
        let files = files(arguments);
        let inputs = gather(&files);
        let opened = Opened::of(path, baseline, &inputs.files);
        let (all, failed) = look(arguments, &inputs, &opened);
        let unread = failed.iter().map(|place| place_of(baseline.salt(), place)).collect();
        let whole = opened.is_covered(&files.paths) && inputs.errors.is_empty();
        let claimed = all.iter().flat_map(|found| opened.known.claim(&found.place, &found.identities, &opened.others)).flatten();
        let left = opened.known.left(claimed);
        Compared { opened, all, unread, whole, complete: failed.is_empty() && inputs.errors.is_empty(), left }
    }
}

fn files(arguments: &BaselineArguments) -> FileArguments {
    FileArguments {
        paths: if arguments.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.paths.clone() },
        config: arguments.config.clone(),
        jobs: arguments.jobs,
        cache: arguments.cache.clone(),
        ..FileArguments::default()
    }
}

/// A baseline, and the bytes that it was read from.
type Read = (Baseline, Vec<u8>);

/// Where the baseline stands that is to be changed, and what it is if it is there.
fn before(arguments: &BaselineArguments) -> anyhow::Result<(PathBuf, Option<Read>)> {
    let path = found(arguments.baseline.as_deref(), arguments.config.as_deref())?;
    let old = if std::fs::symlink_metadata(&path).is_ok() { Some(read(&path)?) } else { None };
    Ok((path, old))
}

fn there(arguments: &BaselineArguments) -> anyhow::Result<(PathBuf, Baseline, Vec<u8>)> {
    let (path, old) = before(arguments)?;
    let Some((baseline, bytes)) = old else { bail!("{}: no such file; `onrecord baseline write` makes one", shown_config(&path)) };
    Ok((path, baseline, bytes))
}

fn counted(count: usize) -> String {
    format!("{count} known finding{}", if count == 1 { "" } else { "s" })
}

fn write(arguments: &BaselineArguments) -> anyhow::Result<i32> {
    // One that cannot be used is written over only when it is taken away first: it may be another file.
    let (path, old) = before(arguments)?;
    let baseline = match &old {
        Some((baseline, _)) => baseline.clone(),
        None => {
            let mut salt = vec![0; SALT];
            getrandom::fill(&mut salt).map_err(|error| anyhow!("no random bytes: {error}"))?;
            Baseline::new(salt)
        }
    };
    let Compared { opened, all, unread, whole, complete, left } = Compared::of(arguments, &path, &baseline);
    let mut next = Baseline::new(baseline.salt().to_vec());
    // What moved into these articles is written down as theirs.
    next.extend(left);
    next.keep(|place| unread.contains(&place) || !whole && !opened.others.contains(&place));
    for found in &all {
        next.add(&found.place, &found.identities);
    }
    put(&path, old.as_ref().map(|(_, bytes)| bytes.as_slice()), &next)?;
    let articles = all.iter().filter(|found| !found.identities.is_empty()).count();
    let of = if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
    terminal::note(&format!("{}: {} of {of}", shown_config(&path), counted(all.iter().map(|found| found.identities.len()).sum())));
    Ok(if complete { CLEAN } else { FAILED })
}

fn put(path: &Path, before: Option<&[u8]>, baseline: &Baseline) -> anyhow::Result<()> {
    let text = baseline.text();
    if before == Some(text.as_bytes()) {
        return Ok(());
    }
    written::replace(path, before, text.as_bytes()).with_context(|| shown_config(path))
}

fn prune(arguments: &BaselineArguments) -> anyhow::Result<i32> {
    let (path, mut baseline, bytes) = there(arguments)?;
    let Compared { opened, unread, whole, complete, left: mut gone, .. } = Compared::of(arguments, &path, &baseline);
    gone.retain(|(mark, _)| !unread.contains(&mark.place) && (whole || opened.others.contains(&mark.place)));
    let count = gone.iter().map(|(_, count)| count).sum();
    baseline.forget(&gone);
    put(&path, Some(&bytes), &baseline)?;
    terminal::note(&format!("{}: {} gone, {} left", shown_config(&path), counted(count), baseline.count()));
    Ok(if complete { CLEAN } else { FAILED })
}

fn show(arguments: &BaselineArguments) -> anyhow::Result<i32> {
    let (path, baseline, _) = there(arguments)?;
    let files = files(arguments);
    let inputs = gather(&files);
    let opened = Opened::of(&path, &baseline, &inputs.files);
    let (all, failed) = look(arguments, &inputs, &opened);
    let mut output = terminal::Output::standard();
    let mut resolved = Vec::new();
    for found in &all {
        let claimed = opened.known.claim(&found.place, &found.identities, &opened.others);
        for told in found.told.iter().zip(&claimed).filter(|(_, entry)| entry.is_some()).map(|(told, _)| told) {
            output.write(format!("{}\n", visible(told)).as_bytes());
        }
        resolved.extend(claimed.into_iter().flatten());
    }
    let left: usize = opened.known.left(resolved).iter().map(|(_, count)| count).sum();
    if left > 0 {
        let fit = if left == 1 { "fits" } else { "fit" };
        terminal::note(&format!(
            "{}: {} {fit} nothing in these articles; `onrecord baseline prune` takes out what is gone",
            shown_config(&path),
            counted(left)
        ));
    }
    let complete = output.finish();
    Ok(if failed.is_empty() && inputs.errors.is_empty() && complete { CLEAN } else { FAILED })
}

fn purge(arguments: &BaselineArguments) -> anyhow::Result<i32> {
    let (path, mut baseline, bytes) = there(arguments)?;
    let shown = shown_config(&path);
    let before = baseline.count();
    if arguments.paths.is_empty() {
        std::fs::remove_file(&path).with_context(|| shown.clone())?;
        terminal::note(&format!("{shown}: removed, with {}; what was committed stays in the repository's history", counted(before)));
        return Ok(CLEAN);
    }
    // An article that is gone is forgotten by its name.
    let opened = Opened::of(&path, &baseline, &[]);
    let (there, gone): (Vec<PathBuf>, Vec<PathBuf>) = arguments.paths.iter().cloned().partition(|path| path.exists());
    let mut places: Vec<String> = gone.iter().map(|path| opened.place_of(path)).collect();
    if !there.is_empty() {
        let inputs = gather(&FileArguments { paths: there, ..files(arguments) });
        inputs.errors.iter().for_each(|message| terminal::error(message));
        ensure!(inputs.errors.is_empty(), "nothing was forgotten");
        places.extend(inputs.files.iter().map(|input| opened.place(input)));
    }
    let places: FxHashSet<u64> = places.iter().map(|place| place_of(baseline.salt(), place)).collect();
    baseline.keep(|place| !places.contains(&place));
    put(&path, Some(&bytes), &baseline)?;
    let forgotten = counted(before - baseline.count());
    terminal::note(&format!("{shown}: {forgotten} forgotten; what was committed stays in the repository's history"));
    Ok(CLEAN)
}
