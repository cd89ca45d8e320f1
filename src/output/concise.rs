//! One line a finding: for `grep`, for a terminal, for editors that read lists of places.

use super::said::said;
use super::{CheckedFile, Style};
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
