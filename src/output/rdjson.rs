//! Reviewdog's diagnostic format, whole (`rdjson`) or a line a finding (`rdjsonl`). Columns are bytes of UTF-8.

use serde_json::{Value, json};

use super::said::said;
use super::{CheckedFile, Style, Unchecked};
use crate::check::Shown;
use crate::finding::Severity;
use crate::text::visible::visible_json;
use crate::text::{Encoding, Span};

/// The result up to the first finding.
pub fn begin() -> String {
    "{\"source\":{\"name\":\"onrecord\"},\"diagnostics\":[\n".to_owned()
}

/// The findings of one file, parted by commas.
pub fn file(file: &CheckedFile, style: Style) -> String {
    diagnostics(file, style).collect::<Vec<_>>().join(",\n")
}

/// The result's end.
pub fn end() -> String {
    "\n]}\n".to_owned()
}

/// The findings of one file, one a line.
pub fn lines(file: &CheckedFile, style: Style) -> String {
    diagnostics(file, style).map(|line| line + "\n").collect()
}

/// What could not be checked, as a diagnostic.
pub fn unchecked(unchecked: &Unchecked) -> String {
    let start = json!({"line": unchecked.line, "column": 1});
    let diagnostic = json!({
        "message": format!("could not be checked: {}", unchecked.reason),
        "location": {"path": unchecked.path, "range": {"start": start}},
        "severity": "ERROR",
        "source": {"name": "onrecord"},
        "code": {"value": "unchecked"},
    });
    visible_json(&diagnostic.to_string()).into_owned()
}

fn diagnostics(file: &CheckedFile, style: Style) -> impl Iterator<Item = String> {
    file.printed_with_index(style.show).map(move |(index, shown)| {
        let value = diagnostic(file, index, shown, style).to_string();
        visible_json(&value).into_owned()
    })
}

fn diagnostic(file: &CheckedFile, index: usize, shown: &Shown, style: Style) -> Value {
    let finding = &shown.finding;
    let mut value = json!({
        "message": said(finding, style).line(),
        "location": location(file, finding.span),
        "severity": match shown.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            _ => "INFO",
        },
        "source": {"name": "onrecord"},
        "code": {"value": finding.rule},
    });
    if style.quotes {
        // A suggestion becomes a button that changes the article; one of several edits would do half of what it says.
        if let Some([edit]) = file.fix(index).map(|fix| fix.edits.as_slice()) {
            value["suggestions"] = json!([{"range": range(file, edit.span), "text": edit.text}]);
        }
        if !finding.related.is_empty() {
            let related = finding.related.iter().map(|one| json!({"message": one.message, "location": location(file, one.span)}));
            value["related_locations"] = related.collect();
        }
    }
    value
}

fn location(file: &CheckedFile, span: Span) -> Value {
    json!({"path": file.rooted, "range": range(file, span)})
}

fn range(file: &CheckedFile, span: Span) -> Value {
    let [start, end] = [span.start, span.end].map(|offset| file.place_in(offset, Encoding::Utf8));
    json!({"start": {"line": start.line, "column": start.column}, "end": {"line": end.line, "column": end.column}})
}
