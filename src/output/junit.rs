//! JUnit's XML, which every CI service shows: a suite a file, a case a finding. What fails the run has failed; the rest is a note on a case that
//! passed. A file without findings is one case that passed.

use super::said::said;
use super::xml::escaped;
use super::{CheckedFile, Style, Summary, Unchecked};

/// The document up to the first file.
pub fn begin() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"onrecord\">\n".to_owned()
}

/// One file as a suite.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let name = escaped(&file.rooted);
    let (mut cases, mut count, mut failures) = (String::new(), 0, 0);
    for shown in file.printed(style.show) {
        let finding = &shown.finding;
        let (place, said) = (file.place(finding.span.start), said(finding, style));
        let severity = shown.severity.name();
        let told = format!("{}:{}:{}: {severity} {}", file.rooted, place.line, place.column, said.line());
        let told = escaped(&told);
        cases.push_str(&format!("<testcase classname=\"{name}\" name=\"{} (line {})\" time=\"0\">", escaped(&finding.rule), place.line));
        if style.fails.is_some_and(|bar| shown.severity >= bar) {
            failures += 1;
            cases.push_str(&format!("<failure type=\"{severity}\" message=\"{}\">{told}</failure>", escaped(&said.title)));
        } else {
            cases.push_str(&format!("<system-out>{told}</system-out>"));
        }
        cases.push_str("</testcase>\n");
        count += 1;
    }
    if count == 0 {
        count = 1;
        cases = format!("<testcase classname=\"{name}\" name=\"nothing to ask\" time=\"0\"/>\n");
    }
    suite(&name, (count, failures, 0), &cases)
}

/// What could not be checked: an error.
pub fn unchecked(unchecked: &Unchecked) -> String {
    let name = escaped(&unchecked.path);
    let case = format!(
        "<testcase classname=\"{name}\" name=\"could not be checked\" time=\"0\"><error type=\"unchecked\" message=\"{}\"/></testcase>\n",
        escaped(&unchecked.reason)
    );
    suite(&name, (1, 0, 1), &case)
}

fn suite(name: &str, (tests, failures, errors): (usize, usize, usize), cases: &str) -> String {
    format!(
        "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\">\n{cases}</testsuite>\n"
    )
}

/// The document's end: before it, where there is anything to tell of the whole run, a suite of its own.
pub fn end(summary: &Summary) -> String {
    let mut text = String::new();
    if summary.known.is_some() || !summary.gate.is_empty() {
        let property = |known: usize| format!("<properties><property name=\"known findings left out\" value=\"{known}\"/></properties>\n");
        let mut inside = summary.known.map_or_else(String::new, property);
        for message in &summary.gate {
            let message = escaped(message);
            inside.push_str(&format!(
                "<testcase classname=\"onrecord\" name=\"gate\" time=\"0\"><failure type=\"gate\" message=\"{message}\">{message}</failure></testcase>\n"
            ));
        }
        let failures = summary.gate.len();
        text.push_str(&suite("onrecord", (failures, failures, 0), &inside));
    }
    text + "</testsuites>\n"
}
