//! GitLab's code quality report: what is new is shown in a merge request.

use serde_json::{Value, json};

use super::fingerprint::{digest, fingerprints};
use super::said::said;
use super::{CheckedFile, Style, Unchecked};
use crate::finding::Severity;
use crate::text::visible::visible_json;

/// The list's beginning.
pub fn begin() -> String {
    "[\n".to_owned()
}

/// The findings of one file, one a line.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let prints = fingerprints(file);
    let issue = |(index, shown): (usize, &crate::check::Shown)| -> Value {
        let finding = &shown.finding;
        let (from, to) = (file.place(finding.span.start), file.place(finding.span.end));
        json!({
            "description": said(finding, style).line(),
            "check_name": finding.rule,
            // Two files may hold the same words, and GitLab takes one fingerprint for one finding.
            "fingerprint": digest(&[&file.rooted, &prints[index]]),
            "severity": match shown.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Information => "minor",
                Severity::Hint | Severity::Off => "info",
            },
            "location": {"path": file.rooted, "lines": {"begin": from.line, "end": to.line}},
        })
    };
    let issues = file.printed_with_index(style.show).map(issue).map(|issue| visible_json(&issue.to_string()).into_owned());
    issues.collect::<Vec<_>>().join(",\n")
}

/// What could not be checked, as an issue.
pub fn unchecked(unchecked: &Unchecked) -> String {
    let issue = json!({
        "description": format!("could not be checked: {}", unchecked.reason),
        "check_name": "unchecked",
        "fingerprint": digest(&[&unchecked.path, "unchecked", &unchecked.reason]),
        "severity": "blocker",
        "location": {"path": unchecked.path, "lines": {"begin": unchecked.line, "end": unchecked.line}},
    });
    visible_json(&issue.to_string()).into_owned()
}

/// The list's end.
pub fn end() -> String {
    "\n]\n".to_owned()
}
