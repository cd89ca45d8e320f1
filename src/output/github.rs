//! Workflow commands: GitHub shows each finding beside its line in a pull request.

use super::{CheckedFile, Style};
use crate::finding::Severity;
use crate::text::visible;

/// The findings of one file, one command each.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let mut text = String::new();
    for shown in file.printed(style.show) {
        let finding = &shown.finding;
        let (from, to) = (file.place(finding.span.start), file.place(finding.span.end));
        let command = match shown.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            _ => "notice",
        };
        // Columns are only understood within one line.
        let columns = if from.line == to.line { format!(",col={},endColumn={}", from.column, to.column) } else { String::new() };
        text.push_str(&format!(
            "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
            property(&visible(&file.path)),
            from.line,
            to.line,
            property(&finding.rule),
            message(&format!("{} {}", finding.message, finding.reason)),
        ));
    }
    text
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
