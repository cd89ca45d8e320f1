//! Comma-separated values for a spreadsheet, a row a finding: RFC 4180, but for line feeds alone at the ends of rows, since what steers a terminal is
//! printed nowhere. A cell that a spreadsheet would compute is made words.

use std::borrow::Cow;

use super::{CheckedFile, Style, Unchecked};
use crate::text::visible;

/// The names of the columns.
pub fn begin() -> String {
    "path,line,column,end_line,end_column,severity,rule,weight,question,reason,words\n".to_owned()
}

/// The findings of one file, one a row.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let mut rows = String::new();
    for shown in file.printed(style.show) {
        let finding = &shown.finding;
        let (from, to) = (file.place(finding.span.start), file.place(finding.span.end));
        rows.push_str(&format!(
            "{},{},{},{},{},{},{},{:.2},{},{},{}\n",
            cell(&file.path),
            from.line,
            from.column,
            to.line,
            to.column,
            shown.severity.name(),
            cell(&finding.rule),
            finding.weight,
            cell(&finding.message),
            cell(&finding.reason),
            cell(file.words(finding.span)),
        ));
    }
    rows
}

/// What could not be checked, as a row.
pub fn unchecked(unchecked: &Unchecked) -> String {
    let (path, line) = (cell(&unchecked.path), unchecked.line);
    format!("{path},{line},1,{line},1,error,\"unchecked\",1.00,\"This could not be checked.\",{},\"\"\n", cell(&unchecked.reason))
}

/// Words in quotation marks, on one line.
fn cell(words: &str) -> String {
    let seen = visible(words);
    let words: Cow<str> = if computes(&seen) { format!("'{seen}").into() } else { seen };
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// Whether a spreadsheet takes it for a formula: what it begins with, spaces left out, and the wide forms of the same signs.
fn computes(words: &str) -> bool {
    let first = words.trim_start().chars().next();
    first.is_some_and(|c| "=+-@|%\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\u{2212}".contains(c))
        || words.starts_with("\\t")
        || words.starts_with("\\r")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula_and_nothing_ends_a_cell() {
        for (words, written) in [
            ("Oru, “said”", "\"Oru, “said”\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "\"'+1\""),
            (" -2", "\"' -2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\\t=1\""),
            ("\r=1", "\"'\\r=1\""),
            ("\n=1", "\"\\n=1\""),
            ("＝1", "\"'＝1\""),
            ("a\r\nb", "\"a\\r\\nb\""),
            ("", "\"\""),
        ] {
            assert_eq!(cell(words), written, "{words:?}");
        }
    }
}
