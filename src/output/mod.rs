//! Output formats, one file each.
//!
//! A file's part is rendered where the file was checked, in parallel; the parts are then written in the order of the files, so that
//! the bytes are the same at any number of threads.

pub mod checkstyle;
pub mod concise;
pub mod csv;
pub mod explain;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod rdjson;
pub mod report;
pub mod rule_index;
pub mod sarif;
pub mod sheet;
pub mod text;

mod excerpt;
mod fingerprint;
mod said;
mod xml;

pub use report::{CheckedFile, Query, Summary, Unchecked};

use std::sync::Arc;

use crate::finding::Severity;
use crate::wording::Wording;

/// How `check` prints its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum OutputFormat {
    /// The line, the marked words and the reason, for people.
    #[default]
    Text,
    /// One line a finding.
    Concise,
    /// One JSON object: findings and summary.
    Json,
    /// A row a finding, for a spreadsheet.
    Csv,
    /// A page to print or to mail: numbered queries, room for the answers, the sources.
    Sheet,
    /// A comment for a pull request: the gravest ten, the rest folded.
    Markdown,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML, for the test reports of CI services.
    Junit,
    /// Reviewdog's diagnostics, one JSON object.
    Rdjson,
    /// Reviewdog's diagnostics, one JSON object a line.
    Rdjsonl,
    /// Checkstyle's XML.
    Checkstyle,
}

/// What a format needs to know beside the findings.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Findings below it are counted, not printed.
    pub show: Severity,
    /// Colour the text format.
    pub colour: bool,
    /// Whether the article may be quoted.
    pub quotes: bool,
    /// From which severity on a finding fails the run; `None`: none does.
    pub fails: Option<Severity>,
}

impl OutputFormat {
    /// Its name, as it is typed.
    pub fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether it becomes comments or annotations, which everybody reads who sees the repository.
    pub fn is_for_a_host(self) -> bool {
        use OutputFormat::{Checkstyle, Github, Gitlab, Junit, Markdown, Rdjson, Rdjsonl, Sarif};
        matches!(self, Checkstyle | Github | Gitlab | Junit | Markdown | Rdjson | Rdjsonl | Sarif)
    }

    /// Whether it tells how findings are repaired.
    pub fn has_fixes(self) -> bool {
        matches!(self, OutputFormat::Sarif | OutputFormat::Rdjson | OutputFormat::Rdjsonl)
    }

    /// What comes before the first file.
    /// `own` are the newsroom's own rules.
    pub fn begin(self, own: &[Arc<Wording>]) -> String {
        match self {
            OutputFormat::Text | OutputFormat::Concise | OutputFormat::Github | OutputFormat::Markdown | OutputFormat::Rdjsonl => {
                String::new()
            }
            OutputFormat::Json => json::begin(),
            OutputFormat::Csv => csv::begin(),
            OutputFormat::Sheet => sheet::begin(),
            OutputFormat::Sarif => sarif::begin(own),
            OutputFormat::Gitlab => gitlab::begin(),
            OutputFormat::Junit => junit::begin(),
            OutputFormat::Rdjson => rdjson::begin(),
            OutputFormat::Checkstyle => checkstyle::begin(),
        }
    }

    /// The findings of one file; empty if there is nothing to print.
    pub fn file(self, file: &CheckedFile, style: Style) -> String {
        match self {
            OutputFormat::Text => text::file(file, style),
            OutputFormat::Concise => concise::file(file, style),
            OutputFormat::Json => json::file(file, style),
            OutputFormat::Csv => csv::file(file, style),
            OutputFormat::Sheet => sheet::file(file, style),
            // It puts the gravest first, of all files.
            OutputFormat::Markdown => String::new(),
            OutputFormat::Github => github::file(file, style),
            OutputFormat::Sarif => sarif::file(file, style),
            OutputFormat::Gitlab => gitlab::file(file, style),
            OutputFormat::Junit => junit::file(file, style),
            OutputFormat::Rdjson => rdjson::file(file, style),
            OutputFormat::Rdjsonl => rdjson::lines(file, style),
            OutputFormat::Checkstyle => checkstyle::file(file, style),
        }
    }

    /// What could not be checked: a report that does not tell looks as if there were nothing to ask. Those that tell it at their end have
    /// nothing here, nor has what is printed beside the messages.
    pub fn unchecked(self, unchecked: &Unchecked) -> String {
        match self {
            OutputFormat::Text | OutputFormat::Json | OutputFormat::Markdown | OutputFormat::Sarif => String::new(),
            OutputFormat::Concise => concise::unchecked(unchecked),
            OutputFormat::Csv => csv::unchecked(unchecked),
            OutputFormat::Sheet => sheet::unchecked(unchecked),
            OutputFormat::Github => github::unchecked(unchecked),
            OutputFormat::Gitlab => gitlab::unchecked(unchecked),
            OutputFormat::Junit => junit::unchecked(unchecked),
            OutputFormat::Rdjson => rdjson::unchecked(unchecked),
            OutputFormat::Rdjsonl => rdjson::unchecked(unchecked) + "\n",
            OutputFormat::Checkstyle => checkstyle::unchecked(unchecked),
        }
    }

    /// Whether a file of its form may be taken for an article.
    pub fn may_be_read(self) -> bool {
        matches!(self, OutputFormat::Text | OutputFormat::Concise)
    }

    /// What stands between two files that both have something to print.
    pub fn separator(self) -> &'static str {
        match self {
            OutputFormat::Json | OutputFormat::Sarif | OutputFormat::Gitlab | OutputFormat::Rdjson => ",\n",
            _ => "",
        }
    }

    /// What comes after the last file.
    pub fn end(self, summary: &Summary, style: Style) -> String {
        match self {
            OutputFormat::Csv | OutputFormat::Github | OutputFormat::Rdjsonl => String::new(),
            OutputFormat::Concise => concise::end(summary, style),
            OutputFormat::Text => text::end(summary, style),
            OutputFormat::Json => json::end(summary),
            OutputFormat::Sheet => sheet::end(summary),
            OutputFormat::Markdown => markdown::end(summary, style),
            OutputFormat::Sarif => sarif::end(summary),
            OutputFormat::Gitlab => gitlab::end(),
            OutputFormat::Junit => junit::end(summary),
            OutputFormat::Rdjson => rdjson::end(),
            OutputFormat::Checkstyle => checkstyle::end(),
        }
    }
}
