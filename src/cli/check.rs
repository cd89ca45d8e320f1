//! `onrecord check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::CheckArguments;
use super::cache::Cache;
use super::changes::{Gathered, gather};
use super::files::{Input, Origin, from_repository, shown_config};
use super::reader::Reader;
use super::{CLEAN, FAILED, FOUND, terminal};
use crate::article::Article;
use crate::check::identity::{self, Identity, Known};
use crate::check::{Checked, check, check_whole_config, is_own_page};
use crate::config::{Config, Settings};
use crate::finding::Severity;
use crate::output::{CheckedFile, OutputFormat, Style, Summary};
use crate::rules;
use crate::wording::Wording;
use rustc_hash::FxHashSet;

/// What one file came to.
struct Part {
    file: CheckedFile,
    /// What is printed of it.
    printed: String,
    used: Vec<usize>,
    tried: Vec<usize>,
    /// The entries that an earlier version used.
    used_before: Vec<usize>,
    notes: Vec<String>,
}

/// Checks the articles; returns the exit code.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<i32> {
    let Gathered { inputs, texts, configs: earlier_configs } = gather(arguments)?;
    if !inputs.misnamed.is_empty() {
        anyhow::bail!(inputs.misnamed.join("\n"));
    }
    for message in &inputs.errors {
        terminal::error(message);
    }
    for message in &inputs.notes {
        terminal::note(message);
    }
    let format = arguments.format;
    let style = Style { show: arguments.show.severity(), colour: format == OutputFormat::Text && terminal::colour() };
    let mut run = Run { output: terminal::Output::standard(), format, printed: false, summary: Summary::default() };
    run.summary.failed = inputs.errors.len();
    run.summary.known = arguments.compares().then_some(0);
    run.output.write(format.begin(&own_rules(&inputs.files)).as_bytes());
    let mut configs: Vec<Used> = Vec::new();
    let cache = Cache::open(arguments.files.cache.as_deref());
    let reader = Reader { kept: cache.readings(), texts: texts.as_ref() };
    reader.for_each(
        &inputs.files,
        arguments.files.jobs,
        |input, article| {
            let checked = check(&article, &input.settings);
            let (known, used_before) = known_before(&reader, input, &article, &checked)?;
            let (used, tried) = (checked.used.clone(), checked.tried.clone());
            let mut notes = notes(&article, &checked);
            let mut file = CheckedFile::of_article(&article, checked);
            if let Some(known) = known {
                file.leave_out(&known, style.show);
            }
            if format != OutputFormat::Text {
                notes.extend(file.summary.readings.iter().filter(|reading| reading.missed.is_some()).flat_map(|reading| reading.told()));
            }
            if format.is_for_a_host() {
                file.path = from_repository(&file.path);
            }
            Ok(Part { printed: format.file(&file, style), file, used, tried, used_before, notes })
        },
        |input, part| match part {
            Ok(part) => {
                for note in &part.notes {
                    terminal::note(note);
                }
                run.add(&part.printed, &part.file.summary);
                Used::record(&mut configs, input, &part);
            }
            Err(message) => {
                terminal::error(&message);
                run.summary.failed += 1;
            }
        },
    );
    configs.sort_by(|a, b| a.path.cmp(&b.path));
    for used in &configs {
        let settings = Settings::new(Some(&used.config), "", &arguments.files.overrides());
        let mut unused: Vec<usize> = used.tried.difference(&used.used).copied().collect();
        let mut strays = if covers(&arguments.files.paths, &used.path) { used.strays(&settings) } else { Vec::new() };
        if arguments.compares() {
            // An entry is newly in vain where an earlier version used it.
            unused.retain(|entry| used.used_before.contains(entry));
            strays.clear();
        }
        let shown = shown_config(&used.path);
        let mut file = CheckedFile::of_config(
            if format.is_for_a_host() { from_repository(&shown) } else { shown },
            used.config.text.clone(),
            check_whole_config(&used.config, &settings, &unused, &strays),
        );
        if arguments.compares() {
            let known = known_of_config(&reader, used, &settings, earlier_configs.get(&used.path), &unused, &file);
            file.leave_out(&known, style.show);
        }
        run.add(&format.file(&file, style), &file.summary);
    }
    run.output.write(format.end(&run.summary, style).as_bytes());
    cache.save();
    let complete = run.output.finish();
    Ok(if run.summary.failed > 0 || !complete {
        FAILED
    } else if arguments.fail_on.severity().is_some_and(|bar| run.summary.reaches(bar)) {
        FOUND
    } else {
        CLEAN
    })
}

/// Which findings earlier versions of an article have too, and the entries of the configuration that those used. `None` where nothing is
/// compared.
fn known_before(reader: &Reader, input: &Input, article: &Article, checked: &Checked) -> Result<(Option<Vec<bool>>, Vec<usize>), String> {
    let Some(versions) = &input.earlier else { return Ok((None, Vec::new())) };
    let mut known = vec![false; checked.shown.len()];
    let mut used = Vec::new();
    if checked.shown.is_empty() && input.settings.allowed.is_empty() {
        return Ok((Some(known), used));
    }
    let identities = identity::of_all(article, &checked.shown);
    for version in versions {
        let Some(old) = reader.earlier(input, version)? else { continue };
        let old_checked = check(&old, &version.settings);
        let mut pool = Known::default();
        pool.add("", &identity::of_all(&old, &old_checked.shown));
        let claimed = pool.claim("", &identities, &FxHashSet::default());
        known.iter_mut().zip(claimed).for_each(|(known, claimed)| *known |= claimed);
        used.extend(old_checked.used);
    }
    Ok((Some(known), used))
}

/// Which findings on a configuration its earlier version has too; all of them but those on entries that are in vain now, where nobody can
/// tell what it was.
fn known_of_config(
    reader: &Reader,
    used: &Used,
    settings: &Settings,
    earlier: Option<&Origin>,
    unused: &[usize],
    file: &CheckedFile,
) -> Vec<bool> {
    let told = |config: &Config, unused: &[usize]| {
        let shown = check_whole_config(config, settings, unused, &[]);
        shown.iter().map(|shown| Identity::of_text(&config.text, &shown.finding)).collect::<Vec<_>>()
    };
    let mut pool = Known::default();
    let old = match earlier {
        None => Some(used.config.clone()),
        Some(origin) => reader.bytes(origin, MAX_CONFIG).ok().flatten().and_then(|bytes| {
            let text = String::from_utf8(bytes).ok()?;
            Config::parse(&used.path, &text).ok().map(Arc::new)
        }),
    };
    if let Some(old) = old {
        pool.add("", &told(&old, &[]));
    }
    let identities: Vec<Identity> = file.shown.iter().map(|shown| Identity::of_text(&file.text, &shown.finding)).collect();
    debug_assert_eq!(identities, told(&used.config, unused));
    pool.claim("", &identities, &FxHashSet::default())
}

/// The largest configuration of an earlier version that is read, in bytes.
const MAX_CONFIG: u64 = 1 << 20;

/// The newsroom's own rules that may speak, each name once.
fn own_rules(files: &[Input]) -> Vec<Arc<Wording>> {
    let mut own: Vec<Arc<Wording>> = Vec::new();
    let mut seen = BTreeSet::new();
    for rule in files.iter().flat_map(|input| input.settings.own.iter()) {
        if seen.insert(rule.wording.name.as_str()) {
            own.push(rule.wording.clone());
        }
    }
    own
}

/// What is worth telling of an article beside its findings.
fn notes(article: &Article, checked: &Checked) -> Vec<String> {
    let path = &article.document.path;
    let mut notes = Vec::new();
    if article.document.text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        notes.push(format!("{path}: the file is empty"));
    }
    if checked.ignored && is_own_page(article) {
        notes.push(format!("{path}: left alone, since it is a sourcing ledger, which onrecord writes itself"));
    } else if checked.ignored {
        notes.push(format!("{path}: left alone, as its front matter asks (onrecord: ignore)"));
    }
    notes.extend(checked.notes.iter().map(|(message, span)| {
        let line = article.lines.line_of(span.start) + 1;
        format!("{path}:{line}: {message}")
    }));
    notes
}

/// Output and summary, as they grow.
struct Run {
    output: terminal::Output,
    format: OutputFormat,
    printed: bool,
    summary: Summary,
}

impl Run {
    fn add(&mut self, printed: &str, summary: &Summary) {
        if !printed.is_empty() {
            if self.printed {
                self.output.write(self.format.separator().as_bytes());
            }
            self.output.write(printed.as_bytes());
            self.printed = true;
        }
        self.summary.add(summary);
    }
}

/// Whether one of the folders that are checked holds all that a configuration governs.
fn covers(paths: &[PathBuf], config: &Path) -> bool {
    let Some(folder) = config.parent().and_then(|folder| folder.canonicalize().ok()) else { return false };
    paths.iter().any(|path| path.is_dir() && path.canonicalize().is_ok_and(|path| folder.starts_with(path)))
}

/// A configuration that governed a file, and what its `[[allow]]` entries did over all files.
struct Used {
    path: PathBuf,
    config: Arc<Config>,
    used: BTreeSet<usize>,
    tried: BTreeSet<usize>,
    /// The entries that an earlier version of some file used.
    used_before: BTreeSet<usize>,
    /// The entries that fit some file.
    fitted: BTreeSet<usize>,
}

impl Used {
    fn record(configs: &mut Vec<Used>, input: &Input, part: &Part) {
        let Some(config) = &input.config else { return };
        let index = configs.iter().position(|used| Arc::ptr_eq(&used.config, config)).unwrap_or_else(|| {
            let (used, tried, used_before, fitted) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
            configs.push(Used { path: config.path.clone(), config: config.clone(), used, tried, used_before, fitted });
            configs.len() - 1
        });
        configs[index].used.extend(&part.used);
        configs[index].tried.extend(&part.tried);
        configs[index].used_before.extend(&part.used_before);
        configs[index].fitted.extend(input.settings.allowed.iter().map(|allowed| allowed.entry));
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
