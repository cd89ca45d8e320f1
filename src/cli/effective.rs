//! `onrecord config show`: what applies to an article, and who said so.

use std::collections::BTreeMap;

use anyhow::bail;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::arguments::{ConfigArguments, HowArguments};
use super::files::{Input, shown_config};
use super::one;
use crate::article::Article;
use crate::check::explain::{KindBy, kind_told};
use crate::config::{Config, Strictness};
use crate::finding::Severity;
use crate::rules::{self, Basis, OptionValue};
use crate::text::{LineIndex, visible};

/// Prints what applies to an article; returns the exit code.
pub fn run(arguments: &ConfigArguments) -> anyhow::Result<i32> {
    if arguments.file.is_dir() {
        bail!("{}: a folder; name an article, for which one configuration holds", arguments.file.display());
    }
    one::print(&arguments.how.file(arguments.file.clone()), |input, article| {
        Ok(page(&arguments.how, input, &article).iter().map(|line| format!("{}\n", visible(line))).collect())
    })
}

/// Where things stand in a configuration.
struct Places<'a> {
    config: Option<&'a Config>,
    shown: String,
    lines: Option<LineIndex>,
    keys: BTreeMap<String, usize>,
}

impl Places<'_> {
    fn of(config: Option<&Config>) -> Places<'_> {
        let keys = config.and_then(|config| toml::from_str::<BTreeMap<Spanned<String>, IgnoredAny>>(&config.text).ok());
        let keys = keys.into_iter().flatten().map(|(key, _)| (key.get_ref().clone(), key.span().start)).collect();
        let shown = config.map(|config| shown_config(&config.path)).unwrap_or_default();
        Places { config, shown, lines: config.map(|config| LineIndex::new(&config.text)), keys }
    }

    /// "onrecord.toml:12".
    fn at(&self, byte: usize) -> String {
        let line = self.lines.as_ref().map_or(0, |lines| lines.line_of(byte as u32)) + 1;
        format!("{}:{line}", self.shown)
    }

    /// Who set a key: a line of the configuration, or nobody.
    fn key(&self, key: &str) -> String {
        self.keys.get(key).map_or_else(|| "default".to_owned(), |byte| self.at(*byte))
    }
}

fn page(how: &HowArguments, input: &Input, article: &Article) -> Vec<String> {
    let settings = &input.settings;
    let config = input.config.as_deref();
    let places = Places::of(config);
    let mut page = vec![format!("{}:", input.path)];
    let mut say = |name: &str, value: String, by: String| page.push(format!("  {name:<24} {value} ({by})"));
    match config {
        Some(_) => say("configuration", places.shown.clone(), if how.config.is_some() { "--config" } else { "the nearest upwards" }.into()),
        None => say("configuration", "none".into(), "no onrecord.toml above the article".into()),
    }
    let (kind, by) = kind_told(article, settings);
    let by = match by {
        KindBy::CommandLine => "--kind".to_owned(),
        KindBy::FrontMatter(line) => format!("{}:{line}", input.path),
        KindBy::Configuration => format!("[kinds] in {}", places.shown),
        KindBy::Article(because) => format!("the article's own {because}"),
        KindBy::Default => "default".to_owned(),
    };
    say("kind", kind.name(), by);
    let strictness = match settings.strictness {
        Strictness::Calm => "calm",
        Strictness::Normal => "normal",
        Strictness::Picky => "picky",
    };
    let by = if how.strictness.is_some() { "--strictness".to_owned() } else { places.key("strictness") };
    say("strictness", strictness.into(), by);
    let profile = config.and_then(|config| config.file.profile);
    say("profile", profile.map_or("none", |profile| profile.name()).into(), places.key("profile"));
    say("reader", if settings.reader { "on" } else { "off" }.into(), places.key("reader"));
    let outlet = if settings.outlet.is_empty() { "none".to_owned() } else { format!("“{}”", settings.outlet) };
    say("outlet", outlet, places.key("outlet"));
    for key in ["well-known", "acronyms"] {
        let file = config.map(|config| &config.file);
        let names = file.map_or(&[][..], |file| if key == "acronyms" { &file.acronyms } else { &file.well_known });
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        say(key, names, places.key(key));
    }
    say("max-file-size", input.max_size.to_string(), places.key("max-file-size"));
    page.push("rules:".to_owned());
    for (rule, set) in rules::ALL.iter().zip(settings.rules.iter()) {
        let severity = set.severity.unwrap_or(rule.severity);
        let mut value = severity.name().to_owned();
        let off_for_kind = severity != Severity::Off && rule.off_for.contains(&kind);
        if off_for_kind {
            value = "off".to_owned();
        }
        if rule.basis == Basis::Judgement && value != "off" {
            value.push_str(&format!(", confidence {}", (f64::from(set.confidence) * 100.0).round() / 100.0));
        }
        for (name, option) in &set.options {
            let option = match option {
                OptionValue::Switch(on) => on.to_string(),
                OptionValue::Number(number) => number.to_string(),
            };
            value.push_str(&format!(", {name} {option}"));
        }
        let entry = config.and_then(|config| config.file.rules.keys().find(|key| key.get_ref() == rule.name));
        let by = match entry {
            _ if off_for_kind => format!("off for {}", kind.name()),
            Some(key) => places.at(key.span().start),
            None => match config.and_then(|config| Some((config.file.profile?, config.file.profile?.choice(rule.name)?))) {
                Some((profile, choice)) => format!("{}: {}", profile.title(), choice.source),
                None => "default".to_owned(),
            },
        };
        page.push(format!("  {:<30} {value} ({by})", rule.name));
    }
    let Some(config) = places.config else { return page };
    for (entry, own) in config.file.wording.iter().zip(settings.own.iter()) {
        let severity = if own.enabled { own.severity } else { Severity::Off };
        page.push(format!("  {:<30} {} ({})", own.wording.name, severity.name(), places.at(entry.get_ref().name.span().start)));
    }
    if !settings.allowed.is_empty() {
        page.push("accepted in this article:".to_owned());
    }
    for allowed in &settings.allowed {
        let words = allowed.text.as_ref().map_or_else(|| "everywhere".to_owned(), |words| format!("on “{words}”"));
        let at = config.file.allow.get(allowed.entry).map_or(0, |entry| entry.get_ref().rule.span().start);
        page.push(format!("  {:<30} {words} ({})", allowed.rule, places.at(at)));
    }
    let limits: Vec<_> = config.limits.iter().filter(|limit| limit.kind.is_none_or(|own| own == kind)).collect();
    if !limits.is_empty() {
        page.push("gate, in one run:".to_owned());
    }
    for limit in limits {
        let rule = limit.rule.as_deref().unwrap_or("all");
        page.push(format!("  {rule:<30} at most {} ({})", limit.most, places.at(limit.at)));
    }
    page
}
