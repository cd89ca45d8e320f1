//! Accepting a finding: an entry in the configuration, or a comment in the article.

use std::path::{Path, PathBuf};

use super::Effect;
use crate::article::Article;
use crate::check::{self, identity};
use crate::config::{Config, FILE_NAME};
use crate::finding::Finding;
use crate::ide::edit::Change;
use crate::ide::excerpt;
use crate::text::{Format, Span};
use crate::workspace::{Analysis, is_inside, may_be_created};

/// Words of a finding that a comment beside it names: enough to find them again.
const WORDS: usize = 80;
/// Bytes of the passage that an entry names: what is accepted is what was read, and not whatever the rule finds in the article later.
const PASSAGE: u32 = 400;

/// What stands for a reason until somebody writes one.
pub(super) const REASON: &str = "TK";

/// The words of a finding as the article's readable text has them, cut at a word.
fn words(article: &Article, span: Span) -> Option<String> {
    let shortened = excerpt::shorten(article.prose.of_source(span)?.of(&article.prose.text), WORDS);
    Some(shortened.strip_suffix(" …").map_or(shortened.clone(), str::to_owned)).filter(|words| !words.is_empty())
}

/// The words of a finding with those that make it the one it is, as the article's readable text has them.
pub fn passage(article: &Article, finding: &Finding) -> Option<String> {
    let (whole, own) = (identity::passage(article, finding)?, article.prose.of_source(finding.span)?);
    let text = &article.prose.text;
    // Of what is too long the words before the finding matter most: there stands who is meant.
    let start = if own.end - whole.start <= PASSAGE { whole.start } else { own.start };
    let end = if whole.end - start <= PASSAGE { whole.end } else { own.end };
    let passage = Span::new(start, end).of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(passage).filter(|passage| !passage.is_empty())
}

/// Whether a finding cannot be accepted: it is about what accepts others, or would be named by it.
pub fn is_about_suppressions(finding: &Finding) -> bool {
    matches!(finding.rule.as_ref(), "unused-suppression" | "unknown-rule" | "unexplained-suppression" | check::PROTECTED)
}

/// An entry for the configuration that governs the article, else for a new one in the open folder that holds it. Outside the open folders
/// nothing is written.
pub(super) fn allow(analysis: &Analysis, finding: &Finding, roots: &[PathBuf], whole_file: bool) -> Option<Effect> {
    if is_about_suppressions(finding) {
        return None;
    }
    configure(analysis, roots, |relative, text| entry(&analysis.article, finding, relative, text, whole_file, REASON))
}

/// Adds what `entry` says to the configuration of an article, for its path from the configuration's folder and the configuration's text.
pub(super) fn configure(
    analysis: &Analysis,
    roots: &[PathBuf],
    entry: impl FnOnce(&str, Option<&str>) -> Option<String>,
) -> Option<Effect> {
    let governing = &analysis.governing;
    let path = analysis.path.as_deref()?;
    if governing.error.is_some() {
        return None;
    }
    let (config, text, relative) = match &governing.config {
        Some(config) => {
            if !is_inside(&config.path, roots) {
                return None;
            }
            (config.path.clone(), Some(config.text.clone()), governing.relative.clone())
        }
        None => {
            let folder = roots.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.as_os_str().len());
            let folder = folder?;
            let config = folder.join(FILE_NAME);
            // One that is there and governs nothing is somebody else's.
            if !may_be_created(&config, roots) {
                return None;
            }
            (config, None, relative_to(path, folder)?)
        }
    };
    let entry = entry(&relative, text.as_deref())?;
    // A list that is written in a line takes no table after it.
    let whole = text.as_deref().unwrap_or_default().to_owned() + &entry;
    Config::parse(&config, &whole).ok()?;
    Some(Effect::Configure { config, text, entry })
}

/// What is added at the end of a configuration of this `text`, or is a new one, to accept a finding on the article at `relative`, a path from
/// the configuration's folder; of all its rule finds there with `whole_file`. `None` where the finding lies on no words.
pub fn entry(article: &Article, finding: &Finding, relative: &str, text: Option<&str>, whole_file: bool, reason: &str) -> Option<String> {
    let mut entry = lead(text).to_owned();
    entry.push_str(&format!("[[allow]]\npath = {}\nrule = {}\n", quote(&pattern(relative)), quote(&finding.rule)));
    if !whole_file {
        entry.push_str(&format!("text = {}\n", quote(&passage(article, finding)?)));
    }
    entry.push_str(&format!("reason = {}\n", quote(reason)));
    Some(entry)
}

/// What stands between the end of a configuration of this `text` and an entry that is added to it.
pub(super) fn lead(text: Option<&str>) -> &'static str {
    match text {
        Some(text) if text.is_empty() || text.ends_with("\n\n") => "",
        Some(text) if text.ends_with('\n') => "\n",
        Some(_) => "\n\n",
        None => "# Configuration of onrecord; `onrecord init` in another folder shows every key.\n\n",
    }
}

/// A path below a folder, with `/` between folders.
pub(in crate::ide) fn relative_to(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    Some(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// A path as a pattern that fits it alone.
pub(in crate::ide) fn pattern(relative: &str) -> String {
    let mut pattern = String::from(if relative.contains('/') { "" } else { "/" });
    for c in relative.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '\\' | '!' | '#' | '{' | '}') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// Words as a TOML string of one line, which may be a key too.
pub(in crate::ide) fn quote(words: &str) -> String {
    if words.contains('\\') && !words.contains(|c: char| c == '\'' || c.is_control()) {
        return format!("'{words}'");
    }
    let mut quoted = String::from('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A comment before the block, in formats that have comments.
pub(super) fn comment(article: &Article, finding: &Finding) -> Option<Change> {
    if article.document.format == Format::Plain || is_about_suppressions(finding) {
        return None;
    }
    let words = words(article, finding.span)?;
    // The comment would end early, or could not be read.
    if words.contains("--") || words.contains(['"', '”', '>']) {
        return None;
    }
    let block = article.prose.block_at(article.prose.to_prose(finding.span.start)?)?;
    let start = article.source(article.prose.blocks.get(block)?.span).start;
    let line = article.lines.line(&article.document.text, article.lines.line_of(start))?;
    let indent: String = line.of(&article.document.text).chars().take_while(|c| *c == ' ').collect();
    if article.document.format == Format::Markdown && !Span::new(line.start, start).of(&article.document.text).trim().is_empty() {
        return None;
    }
    let gap = if article.document.format == Format::Markdown { "\n\n" } else { "\n" };
    let text = format!("{indent}<!-- onrecord: allow {} \"{words}\" ({REASON}) -->{gap}", finding.rule);
    Some(Change::unseen(Span::new(line.start, line.start), text, 1))
}
