//! One line a finding: for `grep`, for a terminal, for editors that read lists of places.

use super::said::said;
use super::{CheckedFile, Style, Summary, Unchecked};
use crate::text::visible;

/// The findings of one file, one a line.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let path = visible(&file.path);
    let mut text = String::new();
    for shown in file.printed(style.show) {
        let place = file.place(shown.finding.span.start);
        let said = said(&shown.finding, style).line();
        let (severity, rule) = (shown.severity.name(), &shown.finding.rule);
        text.push_str(&format!("{path}:{}:{}: {severity}[{rule}] {}\n", place.line, place.column, visible(&said)));
    }
    text
}

/// What could not be checked, on one line.
pub fn unchecked(unchecked: &Unchecked) -> String {
    format!("{}:{}:1: error[unchecked] {}\n", visible(&unchecked.path), unchecked.line, visible(&unchecked.reason))
}

/// What was left out; nothing where nothing was compared.
pub fn end(summary: &Summary, style: Style) -> String {
    let Some(known) = summary.known else { return String::new() };
    let new: usize = summary.findings.iter().filter(|((_, severity), _)| *severity >= style.show).map(|(_, count)| count).sum();
    format!("{new} new, {known} known left out\n")
}
