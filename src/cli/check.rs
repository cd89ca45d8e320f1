//! `onrecord check`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::arguments::CheckArguments;
use super::baseline::Opened;
use super::cache::Cache;
use super::changes::{Gathered, gather};
use super::files::{Failure, Input, from_repository, shown_config};
use super::fix::{Fixed, Fixer};
use super::gate::Gates;
use super::known::{Filter, Narrowed};
use super::reader::Reader;
use super::sink::Sink;
use super::targets;
use super::used::{Entries, Used};
use super::{CLEAN, FAILED, FOUND, host, terminal};
use crate::article::Article;
use crate::check::{Checked, Shown, check, is_own_page};
use crate::config::Settings;
use crate::ide::actions::certain;
use crate::output::sheet::Page;
use crate::output::{CheckedFile, OutputFormat, Style, Summary, Unchecked, github, markdown};
use crate::rules::Kind;
use crate::sourcing::Readings;
use crate::text::visible;
use crate::wording::Wording;

/// What one file came to.
struct Part {
    /// For each report.
    printed: Vec<String>,
    /// What would be repaired, where nothing is to be changed.
    patch: String,
    summary: Summary,
    kind: Kind,
    /// What is counted by the gate.
    shown: Vec<Shown>,
    entries: Entries,
    /// The entries of the baseline that know something of it.
    claimed: Vec<usize>,
    /// Repairs that were made.
    made: usize,
    /// Why they could not be.
    unwritten: Option<String>,
    notes: Vec<String>,
}

/// Checks the articles; returns the exit code.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<i32> {
    let fixer = Fixer::of(arguments);
    anyhow::ensure!(
        fixer.is_some() || !arguments.dry_run,
        "--dry-run prints what --fix would change; give one of --fix and --unsafe-fixes"
    );
    let Gathered { mut inputs, texts, configs: earlier_configs, whole } = gather(arguments)?;
    if !inputs.misnamed.is_empty() {
        anyhow::bail!(inputs.misnamed.join("\n"));
    }
    let named = arguments.baseline.as_ref();
    let open = |named: &Option<PathBuf>| {
        Opened::read(named.as_deref(), arguments.files.config.as_deref(), &arguments.files.places(), &inputs.files)
    };
    let mut baseline = named.map(open).transpose()?;
    let is_dry = fixer.is_some_and(Fixer::is_dry);
    anyhow::ensure!(!is_dry || arguments.output_file.is_empty(), "--dry-run prints a patch and writes no report");
    let own = [arguments.files.config.as_deref(), baseline.as_ref().map(|baseline| baseline.path.as_path()), arguments.patch.as_deref()];
    targets::refuse(arguments, &own.into_iter().flatten().collect::<Vec<_>>(), &mut inputs.files)?;
    let mut reports = Reports::new(arguments)?;
    for failure in &inputs.errors {
        terminal::error(&failure.message);
    }
    if !arguments.quiet {
        inputs.notes.iter().for_each(|message| terminal::note(message));
    }
    reports.summary.known = (arguments.compares() || baseline.is_some()).then_some(0);
    let mut patches = is_dry.then(terminal::Output::standard);
    if is_dry {
        reports.sinks.clear();
    } else {
        let own = own_rules(&inputs.files);
        reports.sinks.iter_mut().for_each(|sink| sink.begin(&own));
    }
    for failure in &inputs.errors {
        reports.fail(failure);
    }
    let wanted = reports.wanted.clone();
    let mut configs: Vec<Used> = Vec::new();
    let (mut gates, mut claimed, mut made, mut unwritten) = (Gates::default(), Vec::new(), (0, 0), false);
    let cache = Cache::open(arguments.files.cache.as_deref());
    // With a baseline, some articles may be read twice.
    let own = Readings::default();
    let reader = Reader { kept: cache.readings().or(baseline.is_some().then_some(&own)), texts: texts.as_ref() };
    if let Some(baseline) = &mut baseline {
        baseline.settle(&reader, arguments.files.jobs, &mut inputs.files, |base| whole.below(base, &arguments.files));
    }
    let filter = Filter { reader, baseline: baseline.as_ref(), compares: arguments.compares(), show: arguments.show.severity() };
    reader.for_each(
        &inputs.files,
        arguments.files.jobs,
        |input, article| {
            let checked = check(&article, &input.settings);
            let narrowed = filter.narrow(input, &article, checked)?;
            let fixed = match fixer {
                Some(fixer) => fixer.fix(&filter, input, article, narrowed)?,
                None => Fixed { article, narrowed, made: 0, patch: String::new(), unwritten: None },
            };
            let Fixed { article, narrowed: Narrowed { checked, known, used_before, claimed }, made, patch, unwritten } = fixed;
            let (entries, kind) = (Entries { used_before, ..Entries::of(&checked) }, checked.kind);
            let mut notes = notes(&article, &checked);
            let mut file = wanted.of_article(&article, checked);
            file.summary.known = known;
            if !wanted.tells_readings {
                notes.extend(file.summary.readings.iter().filter(|reading| reading.missed.is_some()).flat_map(|reading| reading.told()));
            }
            let printed = if is_dry { Vec::new() } else { wanted.print(&file) };
            Ok(Part { printed, patch, summary: file.summary, kind, shown: file.shown, entries, claimed, made, unwritten, notes })
        },
        |input, part| match part {
            Ok(part) => {
                if !arguments.quiet {
                    part.notes.iter().for_each(|note| terminal::note(note));
                }
                if let Some(output) = &mut patches {
                    print_patch(output, &part.patch);
                } else {
                    reports.add(&part.printed, &part.summary);
                    gates.count(input.config.as_ref(), part.kind, &part.shown);
                }
                made = (made.0 + part.made, made.1 + usize::from(part.made > 0));
                if let Some(why) = &part.unwritten {
                    terminal::error(&format!("{}: {why}", input.path));
                    unwritten = true;
                }
                Used::record(&mut configs, input, &part.entries);
                claimed.extend(part.claimed);
            }
            Err(failure) => {
                terminal::error(&failure.message);
                reports.fail(&failure);
            }
        },
    );
    if fixer.is_some() && !arguments.quiet {
        tell_repairs(made, is_dry);
    }
    if let Some(output) = patches {
        cache.save();
        let complete = output.finish();
        let code = if made.0 > 0 { FOUND } else { CLEAN };
        return Ok(if reports.summary.failed > 0 || !complete { FAILED } else { code });
    }
    configs.sort_by(|a, b| a.config.path.cmp(&b.config.path));
    for used in &configs {
        let config = &used.config;
        let settings = Settings::new(Some(config), "", &arguments.files.overrides());
        let mut shown = used.findings(&settings, &arguments.files.paths, arguments.compares());
        let (known, of_config) = filter.narrow_config(config, &settings, earlier_configs.get(&config.path), &mut shown);
        claimed.extend(of_config);
        let is_clean = shown.is_empty();
        let mut file = wanted.of_config(shown_config(&config.path), config.text.clone(), shown);
        file.summary.known = reports.summary.known.map(|_| known);
        // It is no article that somebody found nothing to ask in.
        reports.add(&if is_clean { Vec::new() } else { wanted.print(&file) }, &file.summary);
    }
    cache.save();
    reports.summary.gate = gates.over();
    let (summary, complete) = reports.end();
    if let Some(baseline) = baseline.filter(|_| !arguments.compares() && !arguments.files.chooses()) {
        let gone = baseline.stale(claimed, &arguments.files.paths);
        if gone > 0 && !arguments.quiet {
            let (is, them) = if gone == 1 { ("1 known finding is", "it") } else { ("known findings are", "them") };
            let is = if gone == 1 { is.to_owned() } else { format!("{gone} {is}") };
            terminal::note(&format!("{}: {is} there no more; `onrecord baseline prune` takes {them} out", shown_config(&baseline.path)));
        }
    }
    summary.gate.iter().for_each(|message| terminal::gate(message));
    Ok(if summary.failed > 0 || unwritten || !complete {
        FAILED
    } else if !summary.gate.is_empty() || arguments.fail_on.severity().is_some_and(|bar| summary.reaches(bar)) {
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
        notes.push(format!("{path}: left alone, since onrecord wrote it itself"));
    } else if checked.ignored {
        notes.push(format!("{path}: left alone, as its front matter asks (onrecord: ignore)"));
    }
    notes.extend(checked.notes.iter().map(|(message, span)| {
        let line = article.lines.line_of(span.start) + 1;
        format!("{path}:{line}: {message}")
    }));
    notes
}

/// Prints a patch. On a terminal nothing of an article acts; elsewhere it must be what it says.
fn print_patch(output: &mut terminal::Output, patch: &str) {
    if !terminal::is_shown() {
        return output.write(patch.as_bytes());
    }
    for line in patch.lines() {
        output.write(format!("{}\n", visible(line)).as_bytes());
    }
}

/// What the reports of a run need to know of each file. It is the same for all files, and files are read many at once.
#[derive(Clone)]
struct Wanted {
    formats: Vec<(OutputFormat, Style)>,
    /// A report tells how articles were read, so that no message need.
    tells_readings: bool,
    /// A report knows files as the host of the repository does.
    rooted: bool,
    fixes: bool,
    page: bool,
    /// How findings are kept for the end; `None`: they are not.
    queries: Option<Style>,
}

impl Wanted {
    fn of_article(&self, article: &Article, checked: Checked) -> CheckedFile {
        let fixes = if self.fixes { certain(article, &checked.shown) } else { Vec::new() };
        let page = self.page.then(|| Page::of(article, &checked));
        self.whole(CheckedFile { fixes, page, ..CheckedFile::of_article(article, checked) })
    }

    fn of_config(&self, path: String, text: Arc<str>, shown: Vec<Shown>) -> CheckedFile {
        self.whole(CheckedFile::of_config(path, text, shown))
    }

    fn whole(&self, mut file: CheckedFile) -> CheckedFile {
        if self.rooted {
            file.rooted = from_repository(&file.path);
        }
        if let Some(style) = self.queries {
            file.summary.queries = markdown::queries(&file, style);
        }
        file
    }

    /// The file's part of each report.
    fn print(&self, file: &CheckedFile) -> Vec<String> {
        self.formats.iter().map(|(format, style)| format.file(file, *style)).collect()
    }
}

/// The reports and the summary, as they grow.
struct Reports {
    sinks: Vec<Sink>,
    wanted: Wanted,
    /// GitHub's summary of the step.
    step: Option<PathBuf>,
    quiet: bool,
    summary: Summary,
}

impl Reports {
    fn new(arguments: &CheckArguments) -> anyhow::Result<Reports> {
        let mut sinks = vec![Sink::standard(arguments.format, arguments.quiet)];
        for (format, path) in &arguments.output_file {
            sinks.push(Sink::file(*format, path)?);
        }
        sinks.retain(Sink::is_read);
        let quotes = host::quotes(arguments.quote);
        let style = |format: OutputFormat, colour: bool| Style {
            show: arguments.show.severity(),
            colour,
            quotes: quotes || !format.is_for_a_host(),
            fails: arguments.fail_on.severity(),
        };
        let formats: Vec<(OutputFormat, Style)> = sinks.iter().map(|sink| (sink.format, style(sink.format, sink.colour()))).collect();
        let any = |is: fn(OutputFormat) -> bool| formats.iter().any(|(format, _)| is(*format));
        let step = host::step_summary().filter(|_| any(|format| format == OutputFormat::Github));
        let queries = step.is_some() || any(|format| format == OutputFormat::Markdown);
        let wanted = Wanted {
            tells_readings: any(|format| format == OutputFormat::Text),
            rooted: any(OutputFormat::is_for_a_host),
            fixes: any(OutputFormat::has_fixes),
            page: any(|format| format == OutputFormat::Sheet),
            queries: queries.then(|| style(OutputFormat::Markdown, false)),
            formats,
        };
        Ok(Reports { sinks, wanted, step, quiet: arguments.quiet, summary: Summary::default() })
    }

    fn add(&mut self, parts: &[String], summary: &Summary) {
        self.sinks.iter_mut().zip(parts).for_each(|(sink, part)| sink.add(part));
        self.summary.add(summary);
    }

    /// Something could not be checked.
    fn fail(&mut self, failure: &Failure) {
        self.summary.failed += 1;
        let path = if self.wanted.rooted { from_repository(&failure.path) } else { failure.path.clone() };
        let unchecked = Unchecked { path, line: failure.line, reason: failure.reason.clone() };
        for sink in &mut self.sinks {
            let part = sink.format.unchecked(&unchecked);
            sink.add(&part);
        }
        self.summary.unchecked.push(unchecked);
    }

    /// What it all came to, and whether every report is complete.
    fn end(self) -> (Summary, bool) {
        let (summary, mut complete) = (self.summary, true);
        for (sink, (format, style)) in self.sinks.into_iter().zip(self.wanted.formats) {
            if format == OutputFormat::Github && self.step.is_some() && !self.quiet {
                github::limit(&summary, style).iter().for_each(|message| terminal::note(message));
            }
            complete &= sink.end(&summary, style);
        }
        if let (Some(path), Some(style)) = (self.step, self.wanted.queries)
            && let Err(problem) = host::append(&path, &markdown::end(&summary, style))
        {
            // It is told in other places too, so that the run is not spoilt.
            terminal::note(&format!("{}: the summary of the step was not written: {problem}", path.display()));
        }
        (summary, complete)
    }
}
