//! One JSON object: the findings as in `annotate`, with path, line and column, and the summary.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{CheckedFile, Style, Summary};
use crate::check::Shown;
use crate::finding::Severity;
use crate::text::visible::visible_json;
use crate::text::{Encoding, Span, line_index};

/// The object's first part.
pub fn begin() -> String {
    "{\"schema\":\"onrecord-check/1\",\"findings\":[\n".to_string()
}

/// The findings of one file, one a line.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let mut offsets = Offsets { text: &file.text, byte: 0, characters: 0 };
    let findings: Vec<String> =
        file.printed(style.show).map(|shown| visible_json(&finding(file, shown, &mut offsets).to_string()).into_owned()).collect();
    findings.join(",\n")
}

/// The object's last part.
pub fn end(summary: &Summary) -> String {
    let mut by_rule = BTreeMap::<&str, usize>::new();
    for ((rule, _), count) in &summary.findings {
        *by_rule.entry(rule).or_default() += count;
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];
    let by_severity: BTreeMap<&str, usize> = severities.into_iter().map(|one| (one.name(), summary.with_severity(one))).collect();
    let sources = summary.sources;
    let files: Vec<Value> = summary
        .readings
        .iter()
        .map(|reading| {
            let mut file = json!({"path": reading.path, "copy": {"read": (f64::from(reading.read) * 100.0).round() / 100.0}});
            if let Some((kind, because)) = &reading.kind {
                file["kind"] = json!({"value": kind.name(), "because": because});
            }
            file
        })
        .collect();
    let unchecked: Vec<Value> =
        summary.unchecked.iter().map(|one| json!({"path": one.path, "line": one.line, "reason": one.reason})).collect();
    let (known, gate) = (summary.known, summary.gate.clone());
    let mut summary = json!({
        "articles": summary.articles, "words": summary.words, "failed": summary.failed,
        "findings": by_rule, "severities": by_severity,
        "sources": {"named": sources.named, "organization": sources.organization, "document": sources.document,
                    "unnamed": sources.anonymous, "vague": sources.vague},
    });
    if let Some(known) = known {
        summary["known"] = json!(known);
    }
    if !files.is_empty() {
        summary["files"] = json!(files);
    }
    if !unchecked.is_empty() {
        summary["unchecked"] = json!(unchecked);
    }
    if !gate.is_empty() {
        summary["gate"] = json!(gate);
    }
    format!("\n],\"summary\":{}}}\n", visible_json(&summary.to_string()))
}

fn finding(file: &CheckedFile, shown: &Shown, offsets: &mut Offsets) -> Value {
    let finding = &shown.finding;
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|related| {
            let mut place = place(file, related.span, offsets);
            place["message"] = json!(related.message);
            place
        })
        .collect();
    let mut value = place(file, finding.span, offsets);
    value["path"] = json!(file.path);
    value["rule"] = json!(finding.rule);
    value["severity"] = json!(shown.severity.name());
    value["weight"] = json!((f64::from(finding.weight) * 100.0).round() / 100.0);
    value["message"] = json!(finding.message);
    value["reason"] = json!(finding.reason);
    value["related"] = json!(related);
    value
}

fn place(file: &CheckedFile, span: Span, offsets: &mut Offsets) -> Value {
    let (from, to) = (file.place(span.start), file.place(span.end));
    json!({
        "start": offsets.of(span.start), "end": offsets.of(span.end),
        "line": from.line, "column": from.column, "end_line": to.line, "end_column": to.column,
    })
}

/// Code points before a byte, counted on from the last place asked for.
struct Offsets<'a> {
    text: &'a str,
    byte: u32,
    characters: u32,
}

impl Offsets<'_> {
    fn of(&mut self, byte: u32) -> u32 {
        if byte < self.byte {
            (self.byte, self.characters) = (0, 0);
        }
        let between = Span::new(self.byte, byte).of(self.text);
        self.characters += line_index::width(between, Encoding::Utf32);
        self.byte = byte;
        self.characters
    }
}
