//! `onrecord baseline`: what is known already, as a file of hashes.

mod opened;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};
use rustc_hash::FxHashSet;

use super::arguments::{BaselineArguments, BaselineCommand, FileArguments};
use super::cache::Cache;
use super::files::{Inputs, Whole, gather, shown_config};
use super::reader::Reader;
use super::used::{Entries, Used, covers};
use super::{CLEAN, FAILED, terminal, written};
use crate::check::baseline::{Baseline, SALT};
use crate::check::identity::{self, Identity, Mark, place_of};
use crate::check::{PROTECTED, Shown, check};
use crate::config::Settings;
use crate::sourcing::Readings;
use crate::text::{Encoding, LineIndex, visible};
pub use opened::Opened;
use opened::{found, parsed, read, told};

/// The name of a baseline beside its `onrecord.toml`.
pub const FILE_NAME: &str = "onrecord.baseline";

/// Runs one of the commands; returns the exit code.
pub fn run(command: &BaselineCommand) -> anyhow::Result<i32> {
    match command {
        BaselineCommand::Write { arguments, force } => write(arguments, *force),
        BaselineCommand::Prune(arguments) => prune(arguments),
        BaselineCommand::Show(arguments) => show(arguments),
        BaselineCommand::Purge(arguments) => purge(arguments),
    }
}

/// What is found now in an article, or in the configuration.
struct Found {
    place: String,
    identities: Vec<Identity>,
    /// "ferry.txt:5:28: placeholder: “TK”", for each.
    told: Vec<String>,
    is_article: bool,
}

/// What the articles hold of what a baseline knows.
struct Compared {
    opened: Opened,
    all: Vec<Found>,
    /// For each the entries that know its findings.
    claimed: Vec<Vec<Option<usize>>>,
    /// The places of the articles that could not be read.
    unread: FxHashSet<u64>,
    /// They are all the articles that the baseline speaks of.
    whole: bool,
    /// The folders that were named.
    folders: FxHashSet<u64>,
    /// Nothing failed.
    complete: bool,
    /// What fits nothing in them, and how often.
    left: Vec<(Mark, usize)>,
}

impl Compared {
    fn of(arguments: &BaselineArguments, path: &Path, baseline: &Baseline) -> Compared {
        let files = files(arguments);
        let mut inputs = gather(&files);
        let mut opened = Opened::of(path, baseline, &inputs.files);
        let cache = Cache::open(arguments.cache.as_deref());
        let own = Readings::default();
        let reader = Reader { kept: cache.readings().or(Some(&own)), texts: None };
        opened.settle(&reader, arguments.jobs, &mut inputs.files, |base| Whole::Folder.below(base, &files));
        let (mut all, mut failed, configs) = look(&reader, arguments.jobs, &inputs, &opened);
        cache.save();
        let complete = failed.is_empty() && inputs.errors.is_empty();
        for used in configs.iter().filter(|used| complete && covers(&files.paths, &used.config.path)) {
            let place = opened.place_of(&used.config.path);
            opened.own.insert(place_of(baseline.salt(), &place));
            all.push(of_config(used, &files, place));
        }
        // Whether an entry is of use is known when all articles were read.
        if !complete {
            failed.extend(configs.iter().map(|used| opened.place_of(&used.config.path)));
        }
        let unread = failed.iter().map(|place| place_of(baseline.salt(), place)).collect();
        let whole = opened.is_covered(&files.paths) && inputs.errors.is_empty();
        let folders = if inputs.errors.is_empty() { opened.folders(&files.paths) } else { FxHashSet::default() };
        let claimed: Vec<Vec<Option<usize>>> = all.iter().map(|found| opened.known.claim(&found.place, &found.identities)).collect();
        let left = opened.known.left(claimed.iter().flatten().flatten().copied());
        Compared { opened, all, claimed, unread, whole, folders, complete, left }
    }

    /// Whether what is known of a path was looked for: it is one of the articles, or would be if it were there.
    fn is_meant(&self, place: u64) -> bool {
        !self.unread.contains(&place) && (self.whole || self.opened.is_meant(place, &self.folders))
    }

    /// How many findings are known that are there no more.
    fn gone(&self) -> Vec<(Mark, usize)> {
        self.left.iter().filter(|(mark, _)| self.is_meant(mark.place)).cloned().collect()
    }
}

/// Reads the articles; also says which of them could not be read, and which configurations govern them.
fn look(reader: &Reader, jobs: Option<usize>, inputs: &Inputs, opened: &Opened) -> (Vec<Found>, Vec<String>, Vec<Used>) {
    inputs.errors.iter().for_each(|failure| terminal::error(&failure.message));
    inputs.notes.iter().for_each(|message| terminal::note(message));
    let (mut all, mut failed, mut configs) = (Vec::new(), Vec::new(), Vec::new());
    reader.for_each(
        &inputs.files,
        jobs,
        |input, article| {
            let mut checked = check(&article, &input.settings);
            // A name that must not appear is never known.
            checked.shown.retain(|shown| shown.finding.rule != PROTECTED);
            let tell = |shown: &Shown| {
                let words = match article.prose.of_source(shown.finding.span) {
                    Some(prose) => prose.of(&article.prose.text),
                    None => shown.finding.span.of(&article.document.text),
                };
                told_at(&input.path, &article.lines, &article.document.text, shown, words)
            };
            let told = checked.shown.iter().map(tell).collect();
            let identities = identity::of_all(&article, &checked.shown);
            Ok((Found { place: opened.place(input), identities, told, is_article: true }, Entries::of(&checked)))
        },
        |input, found| match found {
            Ok((found, entries)) => {
                Used::record(&mut configs, input, &entries);
                all.push(found);
            }
            Err(failure) => {
                terminal::error(&failure.message);
                failed.push(opened.place(input));
            }
        },
    );
    (all, failed, configs)
}

/// "ferry.txt:5:28: placeholder: “TK”".
fn told_at(path: &str, lines: &LineIndex, text: &str, shown: &Shown, words: &str) -> String {
    let place = lines.position(text, shown.finding.span.start, Encoding::Utf32);
    format!("{path}:{}:{}: {}: “{words}”", place.line + 1, place.column + 1, shown.finding.rule)
}

/// What is wrong in a configuration.
fn of_config(used: &Used, files: &FileArguments, place: String) -> Found {
    let config = &used.config;
    let shown = used.findings(&Settings::new(Some(config), "", &files.overrides()), &files.paths, false);
    let (path, lines) = (shown_config(&config.path), LineIndex::new(&config.text));
    let told = shown.iter().map(|shown| told_at(&path, &lines, &config.text, shown, shown.finding.span.of(&config.text))).collect();
    let identities = shown.iter().map(|shown| Identity::of_text(&config.text, &shown.finding)).collect();
    Found { place, identities, told, is_article: false }
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

fn place(arguments: &BaselineArguments) -> anyhow::Result<PathBuf> {
    found(arguments.baseline.as_deref(), arguments.config.as_deref(), &files(arguments).places())
}

fn there(arguments: &BaselineArguments) -> anyhow::Result<(PathBuf, Baseline, Vec<u8>)> {
    let path = place(arguments)?;
    ensure!(std::fs::symlink_metadata(&path).is_ok(), "{}: no such file; `onrecord baseline write` makes one", shown_config(&path));
    let (baseline, bytes) = read(&path)?;
    Ok((path, baseline, bytes))
}

/// What was named must be there, or something must be known of it.
fn refuse_misspelt(paths: &[PathBuf], opened: &Opened) -> anyhow::Result<()> {
    for path in paths.iter().filter(|path| std::fs::symlink_metadata(path).is_err()) {
        let is_known = !named(opened, std::slice::from_ref(path)).is_empty();
        ensure!(is_known, "{}: no such file or folder, and nothing is known of one", path.display());
    }
    Ok(())
}

fn counted(count: usize) -> String {
    format!("{count} known finding{}", if count == 1 { "" } else { "s" })
}

fn write(arguments: &BaselineArguments, force: bool) -> anyhow::Result<i32> {
    let path = place(arguments)?;
    let old = if std::fs::symlink_metadata(&path).is_ok() { Some(parsed(&path)?) } else { None };
    let baseline = match &old {
        Some((Ok(baseline), _)) => baseline.clone(),
        // Another file is never written over.
        Some((Err(wrong), _)) if !force || !wrong.is_own => return Err(told(&path, wrong)),
        Some((Err(_), _)) | None => {
            let mut salt = vec![0; SALT];
            getrandom::fill(&mut salt).map_err(|error| anyhow!("no random bytes: {error}"))?;
            Baseline::new(salt)
        }
    };
    refuse_missing(&arguments.paths)?;
    let compared = Compared::of(arguments, &path, &baseline);
    let mut next = baseline;
    // What moved into these articles is written down as theirs.
    let stays = compared.left.iter().filter(|(mark, _)| !compared.is_meant(mark.place));
    next.keep_only(stays.cloned().collect());
    for found in &compared.all {
        next.add(&found.place, &found.identities);
    }
    put(&path, old.as_ref().map(|(_, bytes)| bytes.as_slice()), &next)?;
    let articles = compared.all.iter().filter(|found| found.is_article && !found.identities.is_empty()).count();
    let of = if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
    let configs = compared.all.iter().any(|found| !found.is_article && !found.identities.is_empty());
    let of = if configs { format!("{of} and the configuration") } else { of };
    terminal::note(&format!("{}: {} of {of}", shown_config(&path), counted(compared.all.iter().map(|found| found.identities.len()).sum())));
    Ok(if compared.complete { CLEAN } else { FAILED })
}

/// What is to be written down must be there: a misspelt name would be told as if it had nothing to ask.
fn refuse_missing(paths: &[PathBuf]) -> anyhow::Result<()> {
    for path in paths {
        ensure!(path.exists(), "{}: no such file or folder; nothing was written", path.display());
    }
    Ok(())
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
    let opened = Opened::of(&path, &baseline, &[]);
    refuse_misspelt(&arguments.paths, &opened)?;
    let (there, absent): (Vec<PathBuf>, Vec<PathBuf>) =
        arguments.paths.iter().cloned().partition(|path| std::fs::symlink_metadata(path).is_ok());
    let mut complete = true;
    let mut gone = Vec::new();
    if absent.is_empty() || !there.is_empty() {
        let compared = Compared::of(&BaselineArguments { paths: there, ..arguments.clone() }, &path, &baseline);
        complete = compared.complete;
        gone = compared.gone();
    }
    // What was known of a file or a folder that is not there has gone with it.
    let places = named(&opened, &absent);
    gone.extend(opened.known.left([]).into_iter().filter(|(mark, _)| places.contains(&mark.place)));
    let before = baseline.count();
    baseline.forget(&gone);
    put(&path, Some(&bytes), &baseline)?;
    let (count, left) = (counted(before - baseline.count()), baseline.count());
    terminal::note(&format!("{}: {count} gone, {left} left", shown_config(&path)));
    Ok(if complete { CLEAN } else { FAILED })
}

/// The paths of which something is known and that `paths` name: files, and whatever lies in folders, there or not.
fn named(opened: &Opened, paths: &[PathBuf]) -> FxHashSet<u64> {
    let own: FxHashSet<u64> = paths.iter().map(|path| place_of(opened.known.salt(), &opened.place_of(path))).collect();
    let (folders, whole) = (opened.folders(paths), opened.is_covered(paths));
    opened.known.places().filter(|place| whole || own.contains(place) || opened.is_meant(*place, &folders)).collect()
}

fn show(arguments: &BaselineArguments) -> anyhow::Result<i32> {
    let (path, baseline, _) = there(arguments)?;
    let compared = Compared::of(arguments, &path, &baseline);
    let mut output = terminal::Output::standard();
    for (found, claimed) in compared.all.iter().zip(&compared.claimed) {
        for told in found.told.iter().zip(claimed).filter(|(_, entry)| entry.is_some()).map(|(told, _)| told) {
            output.write(format!("{}\n", visible(told)).as_bytes());
        }
    }
    let left: usize = compared.gone().iter().map(|(_, count)| count).sum();
    if left > 0 {
        let fit = if left == 1 { "fits" } else { "fit" };
        terminal::note(&format!(
            "{}: {} {fit} nothing in these articles; `onrecord baseline prune` takes out what is gone",
            shown_config(&path),
            counted(left)
        ));
    }
    let complete = output.finish();
    Ok(if compared.complete && complete { CLEAN } else { FAILED })
}

fn purge(arguments: &BaselineArguments) -> anyhow::Result<i32> {
    let path = place(arguments)?;
    let shown = shown_config(&path);
    ensure!(std::fs::symlink_metadata(&path).is_ok(), "{shown}: no such file; `onrecord baseline write` makes one");
    let (mut baseline, bytes) = read(&path)?;
    let before = baseline.count();
    if arguments.paths.is_empty() {
        std::fs::remove_file(&path).with_context(|| shown.clone())?;
        terminal::note(&format!("{shown}: removed, with {}; what was committed stays in the repository's history", counted(before)));
        return Ok(CLEAN);
    }
    let opened = Opened::of(&path, &baseline, &[]);
    refuse_misspelt(&arguments.paths, &opened)?;
    let places = named(&opened, &arguments.paths);
    baseline.keep(|place| !places.contains(&place));
    put(&path, Some(&bytes), &baseline)?;
    let forgotten = counted(before - baseline.count());
    terminal::note(&format!("{shown}: {forgotten} forgotten; what was committed stays in the repository's history"));
    Ok(CLEAN)
}
