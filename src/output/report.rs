//! What is printed: a file with its findings, and the summary of a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sheet::Page;
use crate::article::Article;
use crate::check::{Checked, Shown};
use crate::finding::{RuleName, Severity};
use crate::ide::actions::Fix;
use crate::prose::unread::{self, Missed, Share};
use crate::rules::Kind;
use crate::sourcing::Tally;
use crate::text::{Encoding, LineColumn, LineIndex, Span};

/// A file that was checked: an article, or the configuration itself.
#[derive(Debug, Clone)]
pub struct CheckedFile {
    /// As given on the command line, or found below what was given.
    pub path: String,
    /// From the root of the repository, as its host knows it; `path` where there is none.
    pub rooted: String,
    /// The file's text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
    /// Its findings in text order, hints among them.
    pub shown: Vec<Shown>,
    /// For each finding its repair; empty where no format asked for them.
    pub fixes: Vec<Option<Fix>>,
    /// What a sheet tells of an article; `None` where none is made.
    pub page: Option<Page>,
    /// What it adds to the summary.
    pub summary: Summary,
}

/// How a file was read, where that is worth telling.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The file.
    pub path: String,
    /// The kind that it was read as, where that is not news, and what tells it.
    pub kind: Option<(Kind, String)>,
    /// The share of its words that was read as copy, 0 to 1.
    pub read: f32,
    /// What was most likely missed.
    pub missed: Option<Missed>,
}

impl Reading {
    /// How an article was read; `None` where that is not worth telling.
    fn of(article: &Article, checked: &Checked) -> Option<Reading> {
        let kind = checked.because.clone().filter(|_| checked.kind != Kind::News).map(|because| (checked.kind, because));
        let missed = unread::missed(&article.prose).filter(|_| !checked.ignored);
        let read = Share::of(&article.prose).of_read();
        (kind.is_some() || missed.is_some()).then(|| Reading { path: article.document.path.clone(), kind, read, missed })
    }

    /// What is told, a line each.
    pub fn told(&self) -> Vec<String> {
        let kind = self.kind.as_ref().map(|(kind, because)| format!("{}: read as {} ({because})", self.path, kind.name()));
        let missed = self.missed.as_ref().map(|missed| format!("{}: {}", self.path, missed.told()));
        kind.into_iter().chain(missed).collect()
    }
}

impl CheckedFile {
    /// An article and what came of checking it.
    pub fn of_article(article: &Article, checked: Checked) -> CheckedFile {
        let mut summary = Summary { articles: 1, words: article.word_count(), ..Summary::default() };
        summary.count(&checked.shown);
        summary.sources = Tally::of(&article.parse(), &article.sourcing);
        summary.readings = Reading::of(article, &checked).into_iter().collect();
        let document = &article.document;
        CheckedFile {
            path: document.path.clone(),
            rooted: document.path.clone(),
            text: document.text.clone(),
            lines: article.lines.clone(),
            shown: checked.shown,
            fixes: Vec::new(),
            page: None,
            summary,
        }
    }

    /// A configuration and what is wrong in it.
    pub fn of_config(path: String, text: Arc<str>, shown: Vec<Shown>) -> CheckedFile {
        let mut summary = Summary::default();
        summary.count(&shown);
        let lines = LineIndex::new(&text);
        CheckedFile { rooted: path.clone(), path, text, lines, shown, fixes: Vec::new(), page: None, summary }
    }

    /// Line and column of a byte, both from one, the column in code points.
    pub fn place(&self, offset: u32) -> LineColumn {
        self.place_in(offset, Encoding::Utf32)
    }

    /// Line and column of a byte, both from one.
    pub fn place_in(&self, offset: u32, unit: Encoding) -> LineColumn {
        let position = self.lines.position(&self.text, offset, unit);
        LineColumn { line: position.line + 1, column: position.column + 1 }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The findings that are printed.
    pub fn printed(&self, show: Severity) -> impl Iterator<Item = &Shown> {
        self.shown.iter().filter(move |shown| shown.severity >= show)
    }

    /// The findings that are printed, each with its index among all.
    pub fn printed_with_index(&self, show: Severity) -> impl Iterator<Item = (usize, &Shown)> {
        self.shown.iter().enumerate().filter(move |(_, shown)| shown.severity >= show)
    }

    /// The repair of the finding of an index.
    pub fn fix(&self, index: usize) -> Option<&Fix> {
        self.fixes.get(index)?.as_ref()
    }
}

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Articles that were checked.
    pub articles: usize,
    /// Their words.
    pub words: usize,
    /// Findings by rule and severity, hints among them.
    pub findings: BTreeMap<(RuleName, Severity), usize>,
    /// Different sources by kind, summed over the articles.
    pub sources: Tally,
    /// Findings that were known before and were left out; `None` where nothing was compared.
    pub known: Option<usize>,
    /// Files that could not be checked.
    pub failed: usize,
    /// Why not; a message of what is no file among them.
    pub unchecked: Vec<Unchecked>,
    /// What a gate found too many of, a line each.
    pub gate: Vec<String>,
    /// How files were read, where that is worth telling.
    pub readings: Vec<Reading>,
    /// The findings themselves; empty where no format needs them all at the end.
    pub queries: Vec<Query>,
}

/// What could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// The file or folder, from the root of the repository where the format tells paths so.
    pub path: String,
    /// From one, in a configuration that is wrong.
    pub line: u32,
    /// Why.
    pub reason: String,
}

/// A finding without its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// How it is shown.
    pub severity: Severity,
    /// Its rule.
    pub rule: RuleName,
    /// The file, from the root of the repository.
    pub path: String,
    /// From one.
    pub line: u32,
    /// What is said of it, on one line.
    pub said: String,
}

impl Summary {
    /// Adds another file's part.
    pub fn add(&mut self, other: &Summary) {
        self.articles += other.articles;
        self.words += other.words;
        self.failed += other.failed;
        self.known = self.known.map_or(other.known, |known| Some(known + other.known.unwrap_or_default()));
        self.readings.extend(other.readings.iter().cloned());
        self.queries.extend(other.queries.iter().cloned());
        for (key, count) in &other.findings {
            *self.findings.entry(key.clone()).or_default() += count;
        }
        self.sources.add(other.sources);
    }

    /// How many findings have this severity.
    pub fn with_severity(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|((_, found), _)| *found == severity).map(|(_, count)| count).sum()
    }

    /// Of how many files something was most likely missed.
    pub fn missed(&self) -> usize {
        self.readings.iter().filter(|reading| reading.missed.is_some()).count()
    }

    /// Whether any finding is at or above `bar`.
    pub fn reaches(&self, bar: Severity) -> bool {
        self.findings.keys().any(|(_, severity)| *severity >= bar)
    }

    fn count(&mut self, shown: &[Shown]) {
        for shown in shown {
            *self.findings.entry((shown.finding.rule.clone(), shown.severity)).or_default() += 1;
        }
    }
}
