//! Output formats, one file each.
//!
//! A file's part is rendered where the file was checked, in parallel; the parts are then written in the order of the files, so that
//! the bytes are the same at any number of threads.

pub mod explain;
pub mod github;
pub mod json;
pub mod jsonl;
pub mod report;
pub mod rule_index;
pub mod sarif;
pub mod text;

mod excerpt;

pub use report::{CheckedFile, Summary};

use std::sync::Arc;

use crate::finding::Severity;
use crate::wording::Wording;

/// How `check` prints its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum OutputFormat {
    /// The line, the marked words and the reason, for people.
    #[default]
    Text,
    /// One JSON object: findings and summary.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// What a format needs to know beside the findings.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Findings below it are counted, not printed.
    pub show: Severity,
    /// Colour the text format.
    pub colour: bool,
}

impl OutputFormat {
    /// Whether the host of a repository reads it, which knows files by their path from the repository's root.
    pub fn is_for_a_host(self) -> bool {
        matches!(self, OutputFormat::Github | OutputFormat::Sarif)
    }

    /// What comes before the first file.
    /// `own` are the newsroom's own rules.
    pub fn begin(self, own: &[Arc<Wording>]) -> String {
        match self {
            OutputFormat::Text | OutputFormat::Github => String::new(),
            OutputFormat::Json => json::begin(),
            OutputFormat::Sarif => sarif::begin(own),
        }
    }

    /// The findings of one file; empty if there is nothing to print.
    pub fn file(self, file: &CheckedFile, style: Style) -> String {
        match self {
            OutputFormat::Text => text::file(file, style),
            OutputFormat::Json => json::file(file, style),
            OutputFormat::Github => github::file(file, style),
            OutputFormat::Sarif => sarif::file(file, style),
        }
    }

    /// What stands between two files that both have something to print.
    pub fn separator(self) -> &'static str {
        match self {
            OutputFormat::Text | OutputFormat::Github => "",
            OutputFormat::Json | OutputFormat::Sarif => ",\n",
        }
    }

    /// What comes after the last file.
    pub fn end(self, summary: &Summary, style: Style) -> String {
        match self {
            OutputFormat::Text => text::end(summary, style),
            OutputFormat::Json => json::end(summary),
            OutputFormat::Github => String::new(),
            OutputFormat::Sarif => sarif::end(),
        }
    }
}
