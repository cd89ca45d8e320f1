//! What can be done about a finding: small repairs, stubs that a person fills in, and accepting it.
//!
//! No repair writes a fact: a stub inserts TK, which the rule `placeholder` then catches. Quotations are not edited.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Replacement, excerpt};
use crate::article::Article;
use crate::check::Shown;
use crate::config::FILE_NAME;
use crate::finding::Finding;
use crate::syntax::{QuotedEnd, Shape};
use crate::text::{Format, Span};
use crate::workspace::Analysis;

/// Something to do about a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What it says in a menu.
    pub title: String,
    /// Index of the finding among those shown.
    pub finding: usize,
    /// What it does.
    pub effect: Effect,
    /// It is the obvious thing to do.
    pub preferred: bool,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Changes the article.
    Edit(Vec<Replacement>),
    /// Adds an entry to a configuration.
    Allow {
        /// The configuration file.
        config: PathBuf,
        /// Its text; `None` where it must be created.
        text: Option<Arc<str>>,
        /// What is added at its end.
        entry: String,
    },
    /// Opens the page of a rule.
    Page(&'static str),
}

/// Words of an accepted finding that are written down: enough to find them again.
const WORDS: usize = 80;

/// The actions on findings that touch `range`. `roots` are the open folders: a configuration is created in the one that holds the article.
pub fn actions(analysis: &Analysis, range: Span, roots: &[PathBuf]) -> Vec<Action> {
    let mut actions = Vec::new();
    for (index, Shown { finding, .. }) in analysis.checked.shown.iter().enumerate() {
        if finding.span.start > range.end || finding.span.end < range.start {
            continue;
        }
        let mut add = |title: String, effect, preferred| actions.push(Action { title, finding: index, effect, preferred });
        if let Some((title, replacement, preferred)) = repair(&analysis.article, finding) {
            add(title, Effect::Edit(vec![replacement]), preferred);
        }
        for whole_file in [false, true] {
            if let Some(effect) = allow(analysis, finding, roots, whole_file) {
                let what = if whole_file { "in this article" } else { "here" };
                add(format!("Accept: allow {} {what} (in {FILE_NAME})", finding.rule), effect, false);
            }
        }
        if let Some(replacement) = comment(&analysis.article, finding) {
            let title = format!("Accept: allow {} with a comment (it may be published with the page)", finding.rule);
            add(title, Effect::Edit(vec![replacement]), false);
        }
        add(format!("Explain {}", finding.rule), Effect::Page(finding.rule), false);
    }
    actions
}

/// The repair of a finding, its title, and whether it is the obvious one.
fn repair(article: &Article, finding: &Finding) -> Option<(String, Replacement, bool)> {
    let at = |span: Span, text: String| Replacement { span, text };
    let end = Span::new(finding.span.end, finding.span.end);
    let words = excerpt::shorten(finding.span.of(&article.document.text), 40);
    match finding.rule {
        "unclosed-quotation" => {
            let replacement = closing(article, finding)?;
            Some((format!("Close the quotation at the end of the paragraph with {}", replacement.text), replacement, true))
        }
        "surname-before-full-name" => {
            let all = &article.entities;
            let mention = all.mentions.iter().find(|mention| article.source(mention.span) == finding.span && !mention.quoted)?;
            let full = all.mentions.get(all.get(mention.entity).first? as usize)?.span.of(&article.prose.text);
            Some((format!("Write “{full}” here"), at(finding.span, full.to_owned()), true))
        }
        "name-never-in-full" if !quoted(article, finding.span) => {
            let start = Span::new(finding.span.start, finding.span.start);
            Some((format!("Ask for the full name: “TK {words}”"), at(start, "TK ".into()), false))
        }
        "speaker-without-role" | "person-without-role" if !quoted(article, finding.span) => {
            Some((format!("Ask for the role: “{words}, TK,”"), at(end, ", TK,".into()), false))
        }
        "acronym-not-spelled-out" if !quoted(article, finding.span) => {
            let source = finding.span.of(&article.document.text);
            Some((format!("Ask for the full form: “TK ({words})”"), at(finding.span, format!("TK ({source})")), false))
        }
        "unattributed-quotation" => {
            Some(("Ask for the speaker: insert “TK said.” after the quotation".into(), at(end, " TK said.".into()), false))
        }
        rule if rule.starts_with("unattributed-") => {
            let stop = sentence_stop(article, finding.span)?;
            Some(("Ask for a source: insert “, TK said”".into(), at(stop, ", TK said".into()), false))
        }
        _ => None,
    }
}

fn quoted(article: &Article, span: Span) -> bool {
    article.sourcing.quotations.iter().any(|quotation| article.source(quotation.span).overlaps(span))
}

/// The closing mark that fits the opening one, at the end of the quotation's paragraph.
fn closing(article: &Article, finding: &Finding) -> Option<Replacement> {
    let parse = article.parse();
    let opens_here =
        |open: u32| parse.tokens.get(open as usize).is_some_and(|token| article.source(token.span).start == finding.span.start);
    let quoted = parse.quoted.iter().find(|quoted| quoted.ends == QuotedEnd::Unclosed && opens_here(quoted.open))?;
    let mark = match parse.word(quoted.open as usize) {
        "“" => "”",
        "„" | "‟" => "“",
        "‘" => "’",
        "«" => "»",
        "''" | "``" => "''",
        mark @ ("\"" | "'") => mark,
        _ => return None,
    };
    let last = parse.tokens.get((quoted.end as usize).checked_sub(1)?)?;
    let end = article.source(last.span).end;
    Some(Replacement { span: Span::new(end, end), text: mark.into() })
}

/// The empty place before the full stop of the sentence that holds a finding.
fn sentence_stop(article: &Article, span: Span) -> Option<Span> {
    let parse = article.parse();
    let prose = article.prose.to_prose(span.start)?;
    let sentence = parse.sentences.get(parse.sentences.partition_point(|sentence| sentence.span.end <= prose))?;
    let last = parse.tokens.get((sentence.last as usize).checked_sub(1)?)?;
    let stop = last.shape == Shape::Punctuation && last.span.of(&article.prose.text).starts_with(['.', '!']);
    let start = article.source(last.span).start;
    stop.then(|| Span::new(start, start))
}

/// The words of a finding as the article's readable text has them, cut at a word.
fn words(article: &Article, span: Span) -> Option<String> {
    let last = span.of(&article.document.text).chars().next_back()?;
    let start = article.prose.to_prose(span.start)?;
    let end = article.prose.to_prose(span.end - last.len_utf8() as u32)?;
    let tail = article.prose.text.get(end as usize..)?.chars().next()?;
    let words = Span::new(start, end + tail.len_utf8() as u32).of(&article.prose.text);
    let shortened = excerpt::shorten(words, WORDS);
    Some(shortened.strip_suffix(" …").map_or(shortened.clone(), str::to_owned)).filter(|words| !words.is_empty())
}

fn allow(analysis: &Analysis, finding: &Finding, roots: &[PathBuf], whole_file: bool) -> Option<Effect> {
    let governing = &analysis.governing;
    let path = analysis.path.as_deref()?;
    if governing.error.is_some() || matches!(finding.rule, "unused-suppression" | "unknown-rule") {
        return None;
    }
    let (config, text, relative) = match &governing.config {
        Some(config) => {
            // An inline list cannot take a table after it.
            let inline = !config.file.allow.is_empty() && !config.text.contains("[[allow]]");
            if inline {
                return None;
            }
            (config.path.clone(), Some(config.text.clone()), governing.relative.clone())
        }
        None => {
            let folder = roots.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.as_os_str().len());
            let folder = folder.map(PathBuf::as_path).or_else(|| path.parent())?;
            (folder.join(FILE_NAME), None, relative_to(path, folder)?)
        }
    };
    let mut entry = match &text {
        Some(text) if text.is_empty() || text.ends_with("\n\n") => String::new(),
        Some(text) if text.ends_with('\n') => "\n".to_owned(),
        Some(_) => "\n\n".to_owned(),
        None => "# Configuration of onrecord; `onrecord init` in another folder shows every key.\n\n".to_owned(),
    };
    entry.push_str(&format!("[[allow]]\npath = {}\nrule = {}\n", quote(&pattern(&relative)), quote(finding.rule)));
    if !whole_file {
        entry.push_str(&format!("text = {}\n", quote(&words(&analysis.article, finding.span)?)));
    }
    entry.push_str("reason = \"TK\"\n");
    Some(Effect::Allow { config, text, entry })
}

fn relative_to(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    Some(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// A path as a pattern that fits it alone.
fn pattern(relative: &str) -> String {
    let mut pattern = String::from(if relative.contains('/') { "" } else { "/" });
    for c in relative.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '\\' | '!' | '#' | '{' | '}') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

fn quote(words: &str) -> String {
    toml::Value::String(words.to_owned()).to_string()
}

/// A comment before the block, in formats that have comments.
fn comment(article: &Article, finding: &Finding) -> Option<Replacement> {
    if article.document.format == Format::Plain || matches!(finding.rule, "unused-suppression" | "unknown-rule") {
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
    let text = format!("{indent}<!-- onrecord: allow {} \"{words}\" (TK) -->{gap}", finding.rule);
    Some(Replacement { span: Span::new(line.start, line.start), text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::analysis;
    use crate::text::Document;
    use crate::workspace::Configurations;

    fn all(text: &str) -> (Analysis, Vec<Action>) {
        let analysis = analysis(text, Format::Plain);
        let actions = actions(&analysis, Span::new(0, text.len() as u32), &[]);
        (analysis, actions)
    }

    fn applied(text: &str, rule: &str) -> String {
        let (analysis, actions) = all(text);
        let edit = actions.iter().find_map(|action| match &action.effect {
            Effect::Edit(edits) if analysis.checked.shown[action.finding].finding.rule == rule => Some(edits[0].clone()),
            _ => None,
        });
        let edit = edit.expect("a repair");
        let mut changed = text.to_owned();
        changed.replace_range(edit.span.range(), &edit.text);
        changed
    }

    #[test]
    fn a_quotation_is_closed_with_its_own_mark() {
        let text = "Marit Oru, the harbour master, said: “The harbour is closed until May. The town will pay.\n\nThe council met.\n";
        assert!(applied(text, "unclosed-quotation").contains("The town will pay.”\n"));
    }

    #[test]
    fn a_surname_that_comes_first_becomes_the_full_name() {
        let text = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the harbour master, had asked for new pilots.\n";
        assert!(applied(text, "surname-before-full-name").starts_with("The council dismissed Marit Oru on Monday."));
    }

    #[test]
    fn a_claim_gets_a_stub_and_never_a_fact() {
        let text = "The town met on Monday.\n\nThe contractor skimmed the harbour fund.\n";
        assert!(applied(text, "unattributed-allegation").contains("skimmed the harbour fund, TK said."));
    }

    #[test]
    fn an_accepted_finding_is_gone_with_the_entry_that_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a [1].txt");
        let text = "The town met on Monday.\n\nThe contractor “\\” skimmed the harbour fund.\n";
        let mut configurations = Configurations::default();
        let read = |configurations: &mut Configurations| {
            Analysis::new(Document::new("a", text, Format::Plain), Some(path.clone()), configurations.of(Some(&path), None), 1, None)
        };
        let before = read(&mut configurations);
        let rule = "unattributed-allegation";
        let has = |analysis: &Analysis| analysis.checked.shown.iter().any(|shown| shown.finding.rule == rule);
        assert!(has(&before));
        let found = actions(&before, Span::new(0, text.len() as u32), &[folder.path().into()]);
        let entry = found.iter().find_map(|action| match &action.effect {
            Effect::Allow { entry, text: None, .. } if before.checked.shown[action.finding].finding.rule == rule => Some(entry.clone()),
            _ => None,
        });
        std::fs::write(folder.path().join(FILE_NAME), entry.unwrap()).unwrap();
        assert!(!has(&read(&mut configurations)));
    }
}
