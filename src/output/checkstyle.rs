//! Checkstyle's XML, which many services and editors read.

use super::said::said;
use super::xml::escaped;
use super::{CheckedFile, Style, Unchecked};
use crate::finding::Severity;

/// The document up to the first file.
pub fn begin() -> String {
    // The version is that of the format, which readers ask for.
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n".to_owned()
}

/// One file with its findings; nothing where there are none.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let mut errors = String::new();
    for shown in file.printed(style.show) {
        let place = file.place(shown.finding.span.start);
        let severity = match shown.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            _ => "info",
        };
        errors.push_str(&format!(
            "<error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"onrecord.{}\"/>\n",
            place.line,
            place.column,
            escaped(&said(&shown.finding, style).line()),
            escaped(&shown.finding.rule),
        ));
    }
    if errors.is_empty() { errors } else { format!("<file name=\"{}\">\n{errors}</file>\n", escaped(&file.rooted)) }
}

/// What could not be checked, as an error.
pub fn unchecked(unchecked: &Unchecked) -> String {
    format!(
        "<file name=\"{}\">\n<error line=\"{}\" column=\"1\" severity=\"error\" message=\"{}\" source=\"onrecord.unchecked\"/>\n</file>\n",
        escaped(&unchecked.path),
        unchecked.line,
        escaped(&format!("could not be checked: {}", unchecked.reason)),
    )
}

/// The document's end.
pub fn end() -> String {
    "</checkstyle>\n".to_owned()
}
