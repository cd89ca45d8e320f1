//! SARIF 2.1.0, for code scanning: each rule's descriptor is made from its one definition.

use std::sync::Arc;

use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use super::said::said;
use super::{CheckedFile, Style, Summary, Unchecked};
use crate::check::Shown;
use crate::finding::Severity;
use crate::ide::actions::Fix;
use crate::rules::{self, Rule};
use crate::text::visible::visible_json;
use crate::text::{Span, visible};
use crate::wording::Wording;

/// The log up to the first result.
pub fn begin(own: &[Arc<Wording>]) -> String {
    let descriptors: Vec<Value> =
        rules::ALL.iter().map(|rule| descriptor(rule)).chain(own.iter().map(|wording| own_descriptor(wording))).collect();
    let driver = json!({
        "name": "onrecord", "version": env!("CARGO_PKG_VERSION"), "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": descriptors,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

/// The results of one file, one a line.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let prints = fingerprints(file);
    let results = file.printed_with_index(style.show).map(|(index, shown)| {
        let mut result = result(file, shown, style);
        // The first key is GitHub's own, which would else count lines: a paragraph is one.
        result["partialFingerprints"] = json!({"primaryLocationLineHash": format!("{}:1", prints[index]), "onrecord/v1": prints[index]});
        if let Some(fix) = file.fix(index).filter(|_| style.quotes) {
            result["fixes"] = json!([fixed(file, fix)]);
        }
        visible_json(&result.to_string()).into_owned()
    });
    results.collect::<Vec<_>>().join(",\n")
}

/// The log's last part.
pub fn end(summary: &Summary) -> String {
    let mut invocation = json!({"executionSuccessful": summary.failed == 0});
    if !summary.unchecked.is_empty() {
        let told = |one: &Unchecked| {
            json!({
                "level": "error",
                "message": {"text": plain(&format!("could not be checked: {}", one.reason))},
                "locations": [{"physicalLocation": {"artifactLocation": artifact(&one.path), "region": {"startLine": one.line}}}],
            })
        };
        invocation["toolExecutionNotifications"] = summary.unchecked.iter().map(told).collect();
    }
    let mut properties = serde_json::Map::new();
    if let Some(known) = summary.known {
        properties.insert("knownLeftOut".to_owned(), json!(known));
    }
    if !summary.gate.is_empty() {
        properties.insert("gate".to_owned(), json!(summary.gate));
    }
    let properties = if properties.is_empty() { String::new() } else { format!(",\"properties\":{}", Value::Object(properties)) };
    let told = format!("\"invocations\":[{invocation}]{properties}");
    format!("\n],{}}}]}}\n", visible_json(&told))
}

/// A repair as replacements in the file.
fn fixed(file: &CheckedFile, fix: &Fix) -> Value {
    let replacements =
        fix.edits.iter().map(|edit| json!({"deletedRegion": region(file, edit.span), "insertedContent": {"text": edit.text}}));
    let replacements: Vec<Value> = replacements.collect();
    json!({
        "description": {"text": plain(&visible(&fix.title))},
        "artifactChanges": [{"artifactLocation": artifact(&file.rooted), "replacements": replacements}],
    })
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.section("What it flags")},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"enabled": rule.severity != Severity::Off, "level": level(rule.severity)},
        "properties": {"tags": ["journalism", "sourcing"]},
    })
}

fn own_descriptor(wording: &Wording) -> Value {
    json!({
        "id": wording.name,
        "shortDescription": {"text": plain(&visible(&wording.message))},
        "help": {"text": plain(&visible_json(&wording.page())), "markdown": visible_json(&wording.page())},
        "defaultConfiguration": {"enabled": wording.severity != Severity::Off, "level": level(wording.severity)},
        "properties": {"tags": ["journalism", "wording"]},
    })
}

fn result(file: &CheckedFile, shown: &Shown, style: Style) -> Value {
    let finding = &shown.finding;
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(shown.severity),
        "message": {"text": plain(&said(finding, style).line())},
        "locations": [location(file, finding.span)],
    });
    // Those of the newsroom are found by their name.
    if let Some(index) = rules::ALL.iter().position(|rule| rule.name == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(index, related)| {
            let mut location = location(file, related.span);
            location["id"] = json!(index);
            if style.quotes {
                location["message"] = json!({"text": plain(&related.message)});
            }
            location
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

/// A message without links: SARIF reads `[words](address)` as one, and an article may hold that.
fn plain(message: &str) -> String {
    message.replace("](", "] (")
}

fn location(file: &CheckedFile, span: Span) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(&file.rooted), "region": region(file, span)}})
}

fn region(file: &CheckedFile, span: Span) -> Value {
    let (from, to) = (file.place(span.start), file.place(span.end));
    json!({"startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column})
}

/// A file; the host knows where its repository lies.
fn artifact(path: &str) -> Value {
    let uri = uri(path);
    if uri.starts_with("file:") { json!({"uri": uri}) } else { json!({"uri": uri, "uriBaseId": "%SRCROOT%"}) }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "none",
        Severity::Hint | Severity::Information => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as a URI reference: relative stays relative, and what is not allowed in one is percent-encoded.
fn uri(path: &str) -> String {
    // Elsewhere than on Windows a backslash is a letter of a name like others.
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    // A slash too many after it must not make it a path from the root.
    let path = path.strip_prefix("./").map_or(path.as_str(), |rest| rest.trim_start_matches('/'));
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("./a b/ferry: ö.md"), "a%20b/ferry%3A%20%C3%B6.md");
        assert_eq!(uri("/srv/a.txt"), "file:///srv/a.txt");
        assert_eq!(uri(".//a.txt"), "a.txt");
        assert_eq!(uri("s/100%25 ?#[x].txt"), "s/100%2525%20%3F%23%5Bx%5D.txt");
    }

    #[test]
    fn a_backslash_parts_folders_on_windows_alone() {
        let (windows, elsewhere) = ("s/back/slash.txt", "s/back%5Cslash.txt");
        assert_eq!(uri("s/back\\slash.txt"), if cfg!(windows) { windows } else { elsewhere });
        assert_eq!(uri("./\\a.txt"), if cfg!(windows) { "a.txt" } else { "%5Ca.txt" });
    }
}
