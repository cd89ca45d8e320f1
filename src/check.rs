//! Rules run on an article; configuration, suppressions and precedence decide what is shown.
//!
//! This is the only place that knows severities: a rule tells what it found and how sure it is, never how loud that is.

pub mod baseline;
pub mod explain;
pub mod identity;
mod kind;
pub mod known;
mod precedence;
mod severity;
mod suppression;
mod unfinished;

use std::borrow::Cow;

use crate::article::Article;
use rustc_hash::FxHashSet;

use crate::config::{Config, RuleSettings, Settings, Strictness};
use crate::fairness::Standing;
use crate::finding::{Finding, Severity};
use crate::rules::{self, Context, Kind, Rule};
use crate::text::{Format, Span, visible};

/// A finding with the severity it is shown at.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The finding.
    pub finding: Finding,
    /// How it is shown; never [`Severity::Off`].
    pub severity: Severity,
}

/// What came of checking one article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// In text order; hints among them.
    pub shown: Vec<Shown>,
    /// The kind the article was checked as.
    pub kind: Kind,
    /// What tells the kind: "category: Comment"; `None` where nothing does or the command line does.
    pub because: Option<String>,
    /// The configuration's `[[allow]]` entries that silenced something, as indices.
    pub used: Vec<usize>,
    /// The `[[allow]]` entries that could have silenced something, had it been there: their rule ran.
    pub tried: Vec<usize>,
    /// The article asks to be left alone, or is a page that onrecord wrote itself.
    pub ignored: bool,
    /// What of the front matter could not be understood, with its source bytes.
    pub notes: Vec<(String, Span)>,
}

/// How a page begins that onrecord writes of an article, in Markdown: its words are those of another article.
pub const LEDGER: &str = "# Sourcing ledger: ";

/// How a page of queries in Markdown begins; by this line a later run finds the comment that it replaces.
pub const MARK: &str = "<!-- onrecord -->";
/// What the head of a page of queries in HTML holds.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"onrecord\">";
/// How a report in plain text begins that lies where articles may.
pub const REPORT: &str = "onrecord: a report, not an article";
/// The rule whose findings never quote the article, and are never known or accepted.
pub const PROTECTED: &str = "protected-name";
/// Bytes of a page in which its head says what made it.
const HEAD: usize = 512;

/// Whether the text is a page that onrecord wrote: it quotes articles, and is none.
pub fn is_own_page(article: &Article) -> bool {
    is_own_text(&article.document.text, article.document.format)
}

/// The same of a text that was not read yet.
pub fn is_own_text(text: &str, format: Format) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    match format {
        Format::Markdown => text.starts_with(LEDGER) || text.starts_with(MARK),
        Format::Html => text.as_bytes()[..text.len().min(HEAD)].windows(GENERATOR.len()).any(|there| there == GENERATOR.as_bytes()),
        Format::Plain => text.starts_with(REPORT),
        Format::Docx => false,
    }
}

/// Runs the rules on an article. Pure: the same article and settings give the same findings.
pub fn check(article: &Article, settings: &Settings) -> Checked {
    let (kind, because) = kind::of(article, settings);
    let notes = front_matter_notes(article);
    if article.prose.front_matter.ignore || is_own_page(article) {
        return Checked { kind, because, ignored: true, notes, ..Checked::default() };
    }
    let standing = Standing::new(article);
    let mut ran = FxHashSet::default();
    let mut shown = Vec::new();
    for (rule, set) in rules::ALL.iter().zip(settings.rules.iter()).filter(|(rule, set)| severity::runs(rule, set, kind)) {
        ran.insert(rule.name);
        for finding in found(article, &standing, settings, kind, (rule, set)) {
            let severity = severity::of(rule, set, settings.strictness, finding.weight);
            if severity > Severity::Off {
                shown.push(Shown { finding, severity });
            }
        }
    }
    if hold_back_others(&mut shown) {
        return Checked { shown, kind, because, notes, ..Checked::default() };
    }
    for own in settings.own.iter().filter(|own| own.runs()) {
        ran.insert(own.wording.name.as_str());
        shown.extend(own.wording.findings(article).into_iter().map(|finding| Shown { finding, severity: own.severity }));
    }
    sort(&mut shown);
    precedence::apply(&mut shown);
    let outcome = suppression::apply(article, &settings.allowed, &ran, &mut shown);
    for finding in outcome.unused {
        show(finding, settings, kind, &mut shown);
    }
    if settings.strictness == Strictness::Calm {
        calm(&mut shown, article.word_count());
    }
    sort(&mut shown);
    make_visible(&mut shown);
    Checked { shown, kind, because, used: outcome.used, tried: outcome.tried, ignored: false, notes }
}

/// Where a name stands that must not appear, leaves that alone: what else is found could quote it. Whether it does.
fn hold_back_others(shown: &mut Vec<Shown>) -> bool {
    let protected = |shown: &Shown| shown.finding.rule == PROTECTED;
    let holds = shown.iter().any(protected);
    if holds {
        shown.retain(protected);
    }
    holds
}

impl Checked {
    /// Leaves out what may be found only because somebody is writing: `place` is the source byte behind the last edit.
    pub fn hold_back(&mut self, article: &Article, place: u32) {
        unfinished::hold_back(article, place, self);
    }
}

/// What one rule finds.
fn found(article: &Article, standing: &Standing, settings: &Settings, kind: Kind, (rule, set): (&Rule, &RuleSettings)) -> Vec<Finding> {
    let own: Vec<&str> = settings.own.iter().map(|own| own.wording.name.as_str()).collect();
    let (well_known, outlet, options) = (&settings.well_known, settings.outlet.as_str(), set.options.as_slice());
    let (notebook, protected, who) = (&settings.notebook, &settings.protected, settings.who.as_slice());
    let corrections = &|| settings.archived.corrections();
    (rule.check)(&Context { article, standing, kind, well_known, notebook, corrections, protected, who, outlet, options, own: &own, rule })
}

/// At `calm` an article shows at most so many findings, or one a [`WORDS_A_FINDING`] words where that is more.
const CALM_MOST: usize = 20;

/// See [`CALM_MOST`].
const WORDS_A_FINDING: usize = 40;

/// Turns the least sure claims and vague wordings into hints until an article shows no more than a calm desk would read.
fn calm(shown: &mut [Shown], words: usize) {
    let most = CALM_MOST.max(words / WORDS_A_FINDING);
    let mut excess = shown.iter().filter(|shown| shown.severity > Severity::Hint).count().saturating_sub(most);
    // Names can be looked up in the text; claims and vague wordings are what desks differ on.
    let judged = |shown: &Shown| {
        shown.severity == Severity::Information
            && ["unattributed-", "vague-"].iter().any(|family| shown.finding.rule.starts_with(family))
            && rules::find(&shown.finding.rule).is_some()
    };
    let mut order: Vec<usize> = (0..shown.len()).filter(|index| judged(&shown[*index])).collect();
    order.sort_by(|a, b| shown[*a].finding.weight.total_cmp(&shown[*b].finding.weight).then(b.cmp(a)));
    for index in order {
        if excess == 0 {
            break;
        }
        shown[index].severity = Severity::Hint;
        excess -= 1;
    }
}

/// What is wrong in a configuration that was used: rules nobody knows, and the `[[allow]]` entries `unused`, given as indices.
///
/// Spans are bytes of the configuration's text.
pub fn check_config(config: &Config, settings: &Settings, unused: &[usize]) -> Vec<Shown> {
    check_whole_config(config, settings, unused, &[])
}

/// The same where every article that the configuration governs was read: `strays` are the `[[allow]]` entries that fit none of them.
pub fn check_whole_config(config: &Config, settings: &Settings, unused: &[usize], strays: &[usize]) -> Vec<Shown> {
    let mut shown = Vec::new();
    for (name, range) in &config.unknown_rules {
        let span = Span::new(range.start as u32, range.end as u32);
        show(rules::unknown_rule_named(name, span), settings, Kind::News, &mut shown);
    }
    if let Some((fault, named)) = config.protected_fault().zip(config.file.protected.as_ref()) {
        let at = named.file.span();
        let finding = rules::protected_names_unread(fault, Span::new(at.start as u32, at.end as u32));
        let severity = if named.required { Severity::Error } else { Severity::Warning };
        shown.push(Shown { finding, severity });
    }
    for reason in config.file.allow.iter().filter_map(|allow| allow.get_ref().reason.as_ref()) {
        let span = Span::new(reason.span().start as u32, reason.span().end as u32);
        let finding = rules::unexplained_suppression_of(reason.get_ref(), span);
        finding.into_iter().for_each(|finding| show(finding, settings, Kind::News, &mut shown));
    }
    for entry in config.nowhere().into_iter().chain(strays.iter().copied()) {
        let path = &config.file.allow[entry].get_ref().path;
        let span = Span::new(path.span().start as u32, path.span().end as u32);
        show(rules::suppression_of_no_file(path.get_ref(), span), settings, Kind::News, &mut shown);
    }
    for allow in unused.iter().filter_map(|entry| config.file.allow.get(*entry)) {
        let entry = allow.get_ref();
        let at = entry.rule.span();
        let span = Span::new(at.start as u32, at.end as u32);
        show(rules::unused_suppression_of(entry.rule.get_ref(), entry.text.as_deref(), span), settings, Kind::News, &mut shown);
    }
    sort(&mut shown);
    make_visible(&mut shown);
    shown
}

/// What is said quotes articles and configurations, which may hold anything: each message and reason becomes one line that does nothing.
fn make_visible(shown: &mut [Shown]) {
    let one = |words: &mut String| {
        if let Cow::Owned(seen) = visible(words) {
            *words = seen;
        }
    };
    for Shown { finding, .. } in shown {
        one(&mut finding.message);
        one(&mut finding.reason);
        finding.related.iter_mut().for_each(|related| one(&mut related.message));
    }
}

fn show(finding: Finding, settings: &Settings, kind: Kind, shown: &mut Vec<Shown>) {
    let Some(index) = rules::ALL.iter().position(|rule| rule.name == finding.rule) else { return };
    let (rule, Some(set)) = (rules::ALL[index], settings.rules.get(index)) else { return };
    if severity::runs(rule, set, kind) {
        shown.push(Shown { severity: severity::of(rule, set, settings.strictness, finding.weight), finding });
    }
}

/// A kind that nobody knows, and what could not be read at all.
fn front_matter_notes(article: &Article) -> Vec<(String, Span)> {
    let front_matter = &article.prose.front_matter;
    let unknown = front_matter.kind.as_ref().filter(|(kind, _)| kind::named(kind).is_none());
    let unknown = unknown.map(|(kind, span)| (format!("“{kind}” is no kind of article that onrecord knows"), *span));
    let notes = front_matter.error.clone().into_iter().chain(unknown);
    notes.map(|(note, span)| (visible(&note).into_owned(), span)).collect()
}

fn sort(shown: &mut [Shown]) {
    shown.sort_by(|a, b| (a.finding.span, &a.finding.rule, &a.finding.message).cmp(&(b.finding.span, &b.finding.rule, &b.finding.message)));
}

#[cfg(test)]
mod tests;
