//! `onrecord check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::CheckArguments;
use super::baseline::Opened;
use super::cache::Cache;
use super::changes::{Gathered, gather};
use super::files::{Input, from_repository, shown_config};
use super::fix::{Fixed, Fixer};
use super::gate::Gates;
use super::known::{Filter, Narrowed};
use super::reader::Reader;
use super::{CLEAN, FAILED, FOUND, terminal};
use crate::article::Article;
use crate::check::{Checked, Shown, check, check_whole_config, is_own_page};
use crate::config::{Config, Settings};
use crate::finding::Severity;
use crate::output::{CheckedFile, OutputFormat, Style, Summary};
use crate::rules::{self, Kind};
use crate::text::visible;
use crate::wording::Wording;

/// What one file came to.
struct Part {
    /// What is printed of it.
    printed: String,
    summary: Summary,
    kind: Kind,
    /// What is counted by the gate.
    shown: Vec<Shown>,
    used: Vec<usize>,
    tried: Vec<usize>,
    /// The entries that an earlier version used.
    used_before: Vec<usize>,
    /// The entries of the baseline that know something of it.
    claimed: Vec<usize>,
    /// Repairs that were made.
    made: usize,
    notes: Vec<String>,
}

/// Checks the articles; returns the exit code.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<i32> {
    let fixer = Fixer::of(arguments);
    anyhow::ensure!(
        fixer.is_some() || !arguments.dry_run,
        "--dry-run prints what --fix would change; give one of --fix and --unsafe-fixes"
    );
    let Gathered { inputs, texts, configs: earlier_configs } = gather(arguments)?;
    if !inputs.misnamed.is_empty() {
        anyhow::bail!(inputs.misnamed.join("\n"));
    }
    let named = arguments.baseline.as_ref();
    let baseline = named.map(|named| Opened::read(named.as_deref(), arguments.files.config.as_deref(), &inputs.files)).transpose()?;
    for message in &inputs.errors {
        terminal::error(message);
    }
    for message in &inputs.notes {
        terminal::note(message);
    }
    let format = arguments.format;
    let is_dry = fixer.is_some_and(Fixer::is_dry);
    let style = Style { show: arguments.show.severity(), colour: format == OutputFormat::Text && terminal::colour() };
    let mut run = Run { output: terminal::Output::standard(), format, printed: false, summary: Summary::default() };
    run.summary.failed = inputs.errors.len();
    run.summary.known = (arguments.compares() || baseline.is_some()).then_some(0);
    if !is_dry {
        run.output.write(format.begin(&own_rules(&inputs.files)).as_bytes());
    }
    let mut configs: Vec<Used> = Vec::new();
    let (mut gates, mut claimed, mut made) = (Gates::default(), Vec::new(), (0, 0));
    let cache = Cache::open(arguments.files.cache.as_deref());
    let reader = Reader { kept: cache.readings(), texts: texts.as_ref() };
    let filter = Filter { reader, baseline: baseline.as_ref(), compares: arguments.compares(), show: style.show };
    reader.for_each(
        &inputs.files,
        arguments.files.jobs,
        |input, article| {
            let checked = check(&article, &input.settings);
            let narrowed = filter.narrow(input, &article, checked)?;
            let fixed = match fixer {
                Some(fixer) => fixer.fix(&filter, input, article, narrowed)?,
                None => Fixed { article, narrowed, made: 0, patch: String::new() },
            };
            let Fixed { article, narrowed: Narrowed { checked, known, used_before, claimed }, made, patch } = fixed;
            let (used, tried, kind) = (checked.used.clone(), checked.tried.clone(), checked.kind);
            let mut notes = notes(&article, &checked);
            let mut file = CheckedFile::of_article(&article, checked);
            file.summary.known = known;
            if format != OutputFormat::Text {
                notes.extend(file.summary.readings.iter().filter(|reading| reading.missed.is_some()).flat_map(|reading| reading.told()));
            }
            if format.is_for_a_host() {
                file.path = from_repository(&file.path);
            }
            let printed = if is_dry { patch } else { format.file(&file, style) };
            Ok(Part { printed, summary: file.summary, kind, shown: file.shown, used, tried, used_before, claimed, made, notes })
        },
        |input, part| match part {
            Ok(part) => {
                for note in &part.notes {
                    terminal::note(note);
                }
                if is_dry {
                    run.patch(&part.printed);
                } else {
                    run.add(&part.printed, &part.summary);
                    gates.count(input.config.as_ref(), part.kind, &part.shown);
                }
                made = (made.0 + part.made, made.1 + usize::from(part.made > 0));
                Used::record(&mut configs, input, &part);
                claimed.extend(part.claimed);
            }
            Err(message) => {
                terminal::error(&message);
                run.summary.failed += 1;
            }
        },
    );
    if fixer.is_some() {
        tell_repairs(made, is_dry);
    }
    if is_dry {
        cache.save();
        let complete = run.output.finish();
        let code = if made.0 > 0 { FOUND } else { CLEAN };
        return Ok(if run.summary.failed > 0 || !complete { FAILED } else { code });
    }
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
        let mut shown = check_whole_config(&used.config, &settings, &unused, &strays);
        let known = filter.narrow_config(&used.config, &settings, earlier_configs.get(&used.path), &mut shown);
        let place = shown_config(&used.path);
        let place = if format.is_for_a_host() { from_repository(&place) } else { place };
        let mut file = CheckedFile::of_config(place, used.config.text.clone(), shown);
        file.summary.known = run.summary.known.map(|_| known);
        run.add(&format.file(&file, style), &file.summary);
    }
    run.output.write(format.end(&run.summary, style).as_bytes());
    cache.save();
    let complete = run.output.finish();
    if let Some(baseline) = baseline.filter(|_| !arguments.compares() && !arguments.files.chooses()) {
        let gone = baseline.stale(claimed, &arguments.files.paths);
        if gone > 0 {
            let (is, them) = if gone == 1 { ("1 known finding is", "it") } else { ("known findings are", "them") };
            let is = if gone == 1 { is.to_owned() } else { format!("{gone} {is}") };
            terminal::note(&format!("{}: {is} there no more; `onrecord baseline prune` takes {them} out", shown_config(&baseline.path)));
        }
    }
    let over = gates.over();
    over.iter().for_each(|message| terminal::gate(message));
    Ok(if run.summary.failed > 0 || !complete {
        FAILED
    } else if !over.is_empty() || arguments.fail_on.severity().is_some_and(|bar| run.summary.reaches(bar)) {
        FOUND
    } else {
        CLEAN
    })
}

/// Tells how many repairs were made, in how many articles.
fn tell_repairs((repairs, articles): (usize, usize), is_dry: bool) {
    let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let told = match (repairs, is_dry) {
        (0, _) => "nothing to repair".to_owned(),
        (_, true) => format!("{} in {}; nothing was changed", counted(repairs, "repair"), counted(articles, "article")),
        (_, false) => format!("{} made in {}", counted(repairs, "repair"), counted(articles, "article")),
    };
    terminal::note(&told);
}

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
    /// Prints a patch. On a terminal nothing of an article acts; elsewhere it must be what it says.
    fn patch(&mut self, patch: &str) {
        if !terminal::is_shown() {
            return self.output.write(patch.as_bytes());
        }
        for line in patch.lines() {
            self.output.write(format!("{}\n", visible(line)).as_bytes());
        }
    }

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
