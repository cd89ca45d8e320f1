//! For people: the line, the marked words, the reason; then a summary.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::excerpt;
use super::{CheckedFile, Style, Summary};
use crate::check::{PROTECTED, Shown};
use crate::finding::Severity;
use crate::text::{Span, visible};

/// How many related places a finding prints.
const RELATED: usize = 3;

/// The findings of one file.
pub fn file(file: &CheckedFile, style: Style) -> String {
    // The excerpts are short already, and the renderer would cut words in two.
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() }.term_width(1000);
    let path = visible(&file.path);
    let mut text = String::new();
    let told: Vec<String> = file.summary.readings.iter().flat_map(|reading| reading.told()).collect();
    for line in &told {
        text.push_str(&visible(line));
        text.push('\n');
    }
    if !told.is_empty() {
        text.push('\n');
    }
    for shown in file.printed(style.show) {
        let rendered = renderer.render(&groups(file, &path, shown));
        for line in rendered.lines().filter(|line| !is_empty_origin(line)) {
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

/// What is said where nothing was found: it must not be read as a clearance.
const NOTHING: &str = "Nothing to ask. onrecord finds about half of what an editor would ask; it clears nothing.";
/// The same where known findings are left out.
const NOTHING_NEW: &str = "Nothing new to ask. onrecord finds about half of what an editor would ask; it clears nothing.";

/// The summary of a run.
pub fn end(summary: &Summary, style: Style) -> String {
    let mut text = format!("{}, {}", counted(summary.articles, "article"), counted(summary.words, "word"));
    if summary.failed > 0 {
        text.push_str(&format!("; {} could not be checked", counted(summary.failed, "file")));
    }
    text.push('\n');
    // "Nothing to ask" of what nobody read would be a false comfort.
    if summary.articles == 0 && summary.findings.is_empty() {
        if summary.known.is_some() && summary.failed == 0 {
            text.push_str("No article differs.\n");
        }
        return text;
    }
    let sources = summary.sources;
    text.push_str(&format!(
        "sources: named {}, unnamed {}, vague {}, organisations {}, documents {}\n",
        sources.named, sources.anonymous, sources.vague, sources.organization, sources.document
    ));
    let printed: Vec<_> = summary.findings.iter().filter(|((_, severity), _)| *severity >= style.show).collect();
    if printed.is_empty() {
        let quiet = summary.findings.keys().all(|(_, severity)| *severity <= Severity::Hint);
        let nothing = if summary.known.is_some() { NOTHING_NEW } else { NOTHING };
        text.push_str(if quiet { nothing } else { "No findings of this severity." });
        if summary.missed() > 0 {
            text.push_str(&format!(" Much of {} was not read, as told above.", counted(summary.missed(), "file")));
        }
    } else {
        let totals: Vec<String> = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint]
            .into_iter()
            .filter(|severity| *severity >= style.show && summary.with_severity(*severity) > 0)
            .map(|severity| match severity {
                Severity::Information => format!("{} information", summary.with_severity(severity)),
                _ => counted(summary.with_severity(severity), severity.name()),
            })
            .collect();
        let new = if summary.known.is_some() { "new " } else { "" };
        text.push_str(&format!("{new}findings: {}", totals.join(", ")));
    }
    let hints = summary.with_severity(Severity::Hint);
    if style.show > Severity::Hint && hints > 0 {
        text.push_str(&format!(" ({} not shown; --show hint prints them)", counted(hints, "hint")));
    }
    text.push('\n');
    if let Some(known) = summary.known.filter(|known| *known > 0) {
        text.push_str(&format!("{} {} left out\n", counted(known, "known finding"), if known == 1 { "was" } else { "were" }));
    }
    let mut by_count = printed;
    by_count.sort_by_key(|((rule, severity), count)| (std::cmp::Reverse(*severity), std::cmp::Reverse(**count), rule.clone()));
    for ((rule, severity), count) in by_count {
        text.push_str(&format!("{count:>5}  {rule} ({})\n", severity.name()));
    }
    text
}

/// Whether a line is the sign for "another file" without a file, which the renderer draws where origin and excerpt are given apart. They
/// are, since it would count columns in the excerpt.
fn is_empty_origin(line: &str) -> bool {
    line.contains(":::") && anstream::adapter::strip_str(line).to_string().trim() == ":::"
}

fn groups<'a>(file: &'a CheckedFile, path: &'a str, shown: &'a Shown) -> Vec<Group<'a>> {
    let finding = &shown.finding;
    let level = match shown.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO.with_name("information"),
        Severity::Hint | Severity::Off => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.as_ref());
    let mut marked = title.element(origin(file, path, finding.span));
    if finding.rule != PROTECTED {
        marked = marked.element(snippet(file, finding.span, AnnotationKind::Primary));
    }
    let mut groups = vec![marked.element(Level::NOTE.with_name("why").message(finding.reason.as_str()))];
    for related in finding.related.iter().take(RELATED) {
        let title = Level::NOTE.secondary_title(related.message.as_str());
        groups.push(title.element(origin(file, path, related.span)).element(snippet(file, related.span, AnnotationKind::Context)));
    }
    if finding.related.len() > RELATED {
        let more = finding.related.len() - RELATED;
        groups.push(Group::with_title(Level::NOTE.secondary_title(format!("and {more} more"))));
    }
    groups
}

fn origin<'a>(file: &CheckedFile, path: &'a str, span: Span) -> Origin<'a> {
    let place = file.place(span.start);
    Origin::path(path).line(place.line as usize).char_column(place.column as usize)
}

fn snippet(file: &CheckedFile, span: Span, kind: AnnotationKind) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let excerpt = excerpt(file, span);
    let annotations: Vec<_> = excerpt.marks.into_iter().map(|mark| kind.span(mark)).collect();
    Snippet::source(excerpt.text).line_start(excerpt.first_line).annotations(annotations)
}

fn counted(count: usize, noun: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if count == 1 { "" } else { "s" })
}
