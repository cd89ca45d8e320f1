//! Workflow commands: GitHub shows each finding beside its line in a pull request.

use super::said::said;
use super::{CheckedFile, Style, Summary, Unchecked};
use crate::finding::Severity;
use crate::text::visible;

/// The findings of one file, one command each.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let mut text = String::new();
    for shown in file.printed(style.show) {
        let finding = &shown.finding;
        let (from, to) = (file.place(finding.span.start), file.place(finding.span.end));
        let command = command(shown.severity);
        // Columns are only understood within one line.
        let columns = if from.line == to.line { format!(",col={},endColumn={}", from.column, to.column) } else { String::new() };
        text.push_str(&format!(
            "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
            property(&visible(&file.rooted)),
            from.line,
            to.line,
            property(&finding.rule),
            message(&said(finding, style).line()),
        ));
    }
    text
}

/// What could not be checked, as an error.
pub fn unchecked(unchecked: &Unchecked) -> String {
    format!(
        "::error file={},line={},title=unchecked::{}\n",
        property(&visible(&unchecked.path)),
        unchecked.line,
        message(&format!("could not be checked: {}", visible(&unchecked.reason)))
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "notice",
    }
}

/// GitHub shows so many annotations of each level a step, and drops the others without a word.
const ANNOTATIONS: usize = 10;

/// What is worth telling where GitHub will not show all.
pub fn limit(summary: &Summary, style: Style) -> Option<String> {
    let mut counts = [("error", 0), ("warning", 0), ("notice", 0)];
    for ((_, severity), count) in summary.findings.iter().filter(|((_, severity), _)| *severity >= style.show) {
        counts.iter_mut().filter(|(name, _)| *name == command(*severity)).for_each(|(_, all)| *all += count);
    }
    let over: Vec<String> =
        counts.iter().filter(|(_, count)| *count > ANNOTATIONS).map(|(name, count)| format!("{count} of level {name}")).collect();
    (!over.is_empty()).then(|| {
        format!(
            "GitHub shows {ANNOTATIONS} annotations of each level, and there are {}: the step's summary and this log have them",
            over.join(", ")
        )
    })
}

/// A command's text: what would end the line is written as an escape.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: what would end the property too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(message("100%\nsure: yes, all"), "100%25%0Asure: yes, all");
        assert_eq!(property("a:b,c%\r.txt"), "a%3Ab%2Cc%25%0D.txt");
    }
}
