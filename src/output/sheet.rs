//! A page to print or to mail: the queries on each article in plain English, numbered, with room for the answer, then its sources. It is whole in itself:
//! nothing is fetched, no script runs.

use super::xml::escaped;
use super::{CheckedFile, Style, Summary, Unchecked};
use crate::article::Article;
use crate::check::{Checked, GENERATOR, PROTECTED, Shown};
use crate::finding::Severity;
use crate::ide::{excerpt, lens};
use crate::rules::Kind;
use crate::sourcing::{SourceKind, tally};
use crate::text::{Format, Span};

/// The longest headline, in characters.
const HEADLINE: usize = 160;
/// Characters shown of a sentence before and behind the words, at most.
const AROUND: usize = 300;

/// What a sheet tells of an article beside the findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The headline, else the first words; may be empty.
    headline: String,
    kind: Kind,
    words: usize,
    /// What a line of it is called.
    unit: &'static str,
    /// For each finding the sentence around its words.
    contexts: Vec<Option<Context>>,
    sources: Vec<Source>,
}

#[derive(Debug, Clone, PartialEq)]
struct Context {
    before: String,
    words: String,
    after: String,
}

#[derive(Debug, Clone, PartialEq)]
struct Source {
    kind: SourceKind,
    name: String,
    role: String,
    cited: usize,
}

impl Page {
    /// Of an article that was checked.
    pub fn of(article: &Article, checked: &Checked) -> Page {
        let headline = lens::head(article).map_or_else(String::new, |block| excerpt::of(article, block.span, HEADLINE));
        Page {
            headline,
            kind: checked.kind,
            words: article.word_count(),
            unit: if article.document.format == Format::Docx { "paragraph" } else { "line" },
            contexts: checked
                .shown
                .iter()
                .map(|shown| context(article, shown.finding.span).filter(|_| shown.finding.rule != PROTECTED))
                .collect(),
            sources: sources(article),
        }
    }
}

/// The sentence around the words of a finding; `None` where they are no copy.
fn context(article: &Article, span: Span) -> Option<Context> {
    let found = article.prose.of_source(span)?;
    let parse = article.parse();
    let first = parse.sentences.partition_point(|sentence| sentence.span.end <= found.start);
    let sentence = parse.sentences.get(first)?.span;
    let last = parse.sentences[first..].iter().take_while(|other| other.span.start < found.end).last().map_or(sentence, |other| other.span);
    let whole = Span::new(sentence.start.min(found.start), last.end.max(found.end));
    let text = &article.prose.text;
    Some(Context {
        before: tail(Span::new(whole.start, found.start).of(text)),
        words: found.of(text).to_owned(),
        after: head(Span::new(found.end, whole.end).of(text)),
    })
}

fn tail(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((cut, _)) => format!("… {}", &text[cut..]),
        None => text.to_owned(),
    }
}

fn head(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        Some((cut, _)) => format!("{} …", &text[..cut]),
        None => text.to_owned(),
    }
}

fn sources(article: &Article) -> Vec<Source> {
    let cited = tally::sources(&article.parse(), &article.sourcing);
    let source = |cited: tally::Cited| {
        let first = article.sourcing.attributions.get(*cited.attributions.first()?)?.source.as_ref()?;
        let entity = cited.entity.map(|id| article.entities.get(id));
        let (name, role) = entity.map_or((first.name.as_str(), ""), |entity| (entity.name.as_str(), entity.role.as_str()));
        let (name, role) = (excerpt::shorten(name, HEADLINE), excerpt::shorten(role, HEADLINE));
        Some(Source { kind: cited.kind, name, role, cited: cited.attributions.len() })
    };
    cited.into_iter().filter_map(source).collect()
}

/// Everything is in the page, and nothing in it may act or fetch.
const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
";
const BEGIN: &str = "\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>Queries on the sourcing</title>
<style>
body { font: 12pt/1.45 Georgia, 'Times New Roman', serif; color: #111; background: #fff; max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.3em; } h2 { font-size: 1.2em; margin: 1.6em 0 .2em; } h3 { font-size: 1em; margin: 1.2em 0 .3em; }
.where, .how { color: #555; font-size: .85em; margin: .1em 0; overflow-wrap: anywhere; }
ol { padding-left: 1.8em; } li { margin: 0 0 1.2em; break-inside: avoid; }
.ask { font-weight: bold; margin: 0; } blockquote { margin: .3em 0; padding-left: .7em; border-left: 3px solid #bbb; overflow-wrap: anywhere; }
mark { background: #fff0a8; color: inherit; } .why { margin: .3em 0; }
.answer { border: 1px solid #999; min-height: 3.4em; margin: .4em 0 0; padding: .2em .4em; color: #777; font-size: .8em; }
ul { padding-left: 1.2em; } ul li { margin: 0; } section { break-after: page; } section:last-of-type { break-after: auto; }
@media print { body { margin: 0; max-width: none; } mark { background: none; text-decoration: underline; } }
</style>
</head>
<body>
<h1>Queries on the sourcing</h1>
<p class=\"how\">Each asks who says so. An answer is a source, other words, a cut, or the reason why it stands; whom you must protect need not be
written here. onrecord finds about half of what an editor would ask, and some of its queries are mistaken; it clears nothing.</p>
";

/// The page up to the first article.
pub fn begin() -> String {
    format!("{HEAD}{GENERATOR}\n{BEGIN}")
}

/// What could not be checked.
pub fn unchecked(unchecked: &Unchecked) -> String {
    let (path, reason) = (escaped(&unchecked.path), escaped(&unchecked.reason));
    format!("<section>\n<h2 dir=\"auto\">{path}</h2>\n<p>This could not be checked, so nobody looked at it: {reason}</p>\n</section>\n")
}

/// One file.
pub fn file(file: &CheckedFile, style: Style) -> String {
    let path = escaped(&file.path);
    let unit = file.page.as_ref().map_or("line", |page| page.unit);
    let queries: Vec<String> = file.printed_with_index(style.show).map(|(index, shown)| query(file, index, shown, unit)).collect();
    let Some(page) = &file.page else {
        let list = if queries.is_empty() { return String::new() } else { format!("<ol>\n{}</ol>\n", queries.concat()) };
        return format!("<section>\n<h2>The configuration</h2>\n<p class=\"where\">{path}</p>\n{list}</section>\n");
    };
    let title = if page.headline.is_empty() { &path } else { &escaped(&page.headline) };
    let kind = escaped(&page.kind.name());
    let mut text =
        format!("<section>\n<h2 dir=\"auto\">{title}</h2>\n<p class=\"where\">{path}, {} words, read as {kind}</p>\n", page.words);
    match queries.is_empty() {
        true => text.push_str("<p>Nothing to ask.</p>\n"),
        false => text.push_str(&format!("<ol>\n{}</ol>\n", queries.concat())),
    }
    text.push_str(&sources_of(page));
    text.push_str("</section>\n");
    text
}

fn query(file: &CheckedFile, index: usize, shown: &Shown, unit: &str) -> String {
    let finding = &shown.finding;
    let line = file.place(finding.span.start).line;
    let how = match shown.severity {
        Severity::Error => "must be settled before it is published",
        Severity::Warning => "most desks would ask",
        Severity::Information => "a careful editor would ask",
        Severity::Hint | Severity::Off => "a picky editor might ask",
    };
    let context = file.page.as_ref().and_then(|page| page.contexts.get(index)?.as_ref());
    let words = match context {
        Some(context) => {
            format!(
                "{}<mark>{}</mark>{}",
                escaped(&lines(&context.before)),
                escaped(&lines(&context.words)),
                escaped(&lines(&context.after))
            )
        }
        None => format!("<mark>{}</mark>", escaped(&lines(&excerpt::shorten(file.words(finding.span), AROUND)))),
    };
    format!(
        "<li>\n<p class=\"ask\" dir=\"auto\">{}</p>\n<blockquote dir=\"auto\">{words}</blockquote>\n<p class=\"why\" dir=\"auto\">{}</p>\n\
         <p class=\"where\">{unit} {line}; {how} ({})</p>\n<div class=\"answer\">Answer</div>\n</li>\n",
        escaped(&finding.message),
        escaped(&finding.reason),
        escaped(&finding.rule),
    )
}

/// The ends of lines as spaces: a page breaks lines by itself.
fn lines(words: &str) -> String {
    words.replace(['\n', '\r', '\t'], " ")
}

fn sources_of(page: &Page) -> String {
    let mut text = String::from("<h3>Sources</h3>\n");
    if page.sources.is_empty() {
        text.push_str("<p>None were found.</p>\n");
        return text;
    }
    text.push_str("<ul>\n");
    for source in &page.sources {
        let role = if source.role.is_empty() { String::new() } else { format!(", {}", escaped(&source.role)) };
        let times = match source.cited {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            many => format!("{many} times"),
        };
        text.push_str(&format!("<li dir=\"auto\">{}{role} ({}, cited {times})</li>\n", escaped(&source.name), kind(source.kind)));
    }
    text.push_str("</ul>\n");
    text
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "named",
        SourceKind::Organization => "a body",
        SourceKind::Document => "a document",
        SourceKind::Anonymous => "not named",
        SourceKind::Vague => "nobody in particular",
    }
}

/// The page's end.
pub fn end(summary: &Summary) -> String {
    let known = summary.known.map_or_else(String::new, |known| match known {
        1 => "<p class=\"how\">1 known query was left out.</p>\n".to_owned(),
        known => format!("<p class=\"how\">{known} known queries were left out.</p>\n"),
    });
    known + "</body>\n</html>\n"
}
