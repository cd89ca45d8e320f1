//! `onrecord allow`: writes down that a finding was looked at and accepted.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail, ensure};

use super::arguments::{AllowArguments, FileArguments, unknown_rule};
use super::explain::place;
use super::files::{Input, Origin, absolute, gather, repository_of, shown_config};
use super::reader::Reader;
use super::{CLEAN, terminal, written};
use crate::article::Article;
use crate::check::{Shown, check};
use crate::config::discovery::MAX_SIZE;
use crate::config::settings::Overrides;
use crate::config::{Config, FILE_NAME, Settings, regular};
use crate::finding::Severity;
use crate::ide::actions::{allow_entry, allowed_passage, is_about_suppressions};
use crate::ide::excerpt::shorten;
use crate::rules;
use crate::text::Encoding;

/// Accepts a finding; returns the exit code.
pub fn run(arguments: &AllowArguments) -> anyhow::Result<i32> {
    let at = place(&arguments.place)?;
    let reason = arguments.reason.trim();
    ensure!(!reason.is_empty(), "--reason: say why it is accepted, for those who look at it later; “an editor knows” will do");
    let inputs = gather(&FileArguments::one(at.path.clone(), arguments.config.clone()));
    inputs.notes.iter().for_each(|message| terminal::note(message));
    if !inputs.errors.is_empty() {
        bail!(inputs.errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    let mut outcome = None;
    Reader::default().for_each(
        &inputs.files,
        Some(1),
        |input, article| accept(arguments, input, &article, at.line, at.column),
        |_, done| {
            outcome = Some(done);
        },
    );
    let told = outcome.ok_or_else(|| anyhow!("{}: not an article", at.path.display()))?.map_err(anyhow::Error::msg)?;
    terminal::note(&told);
    Ok(CLEAN)
}

/// Accepts findings of an article; what to tell.
fn accept(arguments: &AllowArguments, input: &Input, article: &Article, line: u32, column: Option<u32>) -> Result<String, String> {
    let Origin::File(path) = &input.origin else {
        return Err("what comes from another program has no place to be accepted at".to_owned());
    };
    let rule = arguments.rule.as_str();
    if rules::find(rule).is_none() && input.settings.own(rule).is_none() {
        let own: Vec<&str> = input.settings.own.iter().map(|own| own.wording.name.as_str()).collect();
        return Err(unknown_rule(rule, &own));
    }
    let checked = check(article, &input.settings);
    let position = |shown: &Shown| article.lines.position(&article.document.text, shown.finding.span.start, Encoding::Utf32);
    let there = |shown: &&Shown| position(shown).line + 1 == line && column.is_none_or(|column| position(shown).column + 1 == column);
    let on_line: Vec<&Shown> = checked.shown.iter().filter(there).collect();
    let found: Vec<&Shown> = on_line.iter().copied().filter(|shown| shown.finding.rule == rule).collect();
    let Some(first) = found.first() else {
        let mut others: Vec<&str> =
            on_line.iter().filter(|shown| shown.severity > Severity::Hint).map(|shown| shown.finding.rule.as_ref()).collect();
        others.dedup();
        let others = if others.is_empty() { String::new() } else { format!("; there are: {}", others.join(", ")) };
        return Err(format!("no finding of “{rule}” begins on line {line}{others}"));
    };
    if is_about_suppressions(&first.finding) {
        return Err(format!("“{rule}” is about what accepts others; mend or remove that instead"));
    }
    let words = |shown: &Shown| match article.prose.of_source(shown.finding.span) {
        Some(prose) => shorten(prose.of(&article.prose.text), 40),
        None => String::new(),
    };
    let passage = |shown: &Shown| allowed_passage(article, &shown.finding);
    let distinct = found.iter().any(|shown| words(shown) != words(first) || passage(shown) != passage(first));
    if distinct && !arguments.article {
        let places: Vec<String> =
            found.iter().map(|shown| format!("{}:{line}:{} “{}”", input.path, position(shown).column + 1, words(shown))).collect();
        return Err(format!("several findings of “{rule}” begin on line {line}; name one: {}", places.join(", ")));
    }
    let (config, relative, before) = target(input, path)?;
    let text = match &before {
        Some(bytes) => Some(std::str::from_utf8(bytes).map_err(|_| format!("{}: not UTF-8, so nothing is added", shown_config(&config)))?),
        None => None,
    };
    let entry = allow_entry(article, &first.finding, &relative, text, arguments.article, arguments.reason.trim());
    let entry = entry.ok_or_else(|| format!("“{rule}” lies on no words here; --article accepts all that it finds in the article"))?;
    let whole = text.unwrap_or_default().to_owned() + &entry;
    // What is written must be read, and do what was asked.
    let new = Config::parse(&config, whole.trim_start_matches('\u{FEFF}'));
    let new = new.map_err(|error| format!("nothing was written, since an entry at its end would break it: {error}"))?;
    let after = check(article, &Settings::new(Some(&new), &relative, &Overrides::default()));
    if after.shown.iter().any(|shown| shown.finding == first.finding) {
        return Err(format!("nothing was written, since an entry in {} would not silence it", shown_config(&config)));
    }
    written::replace(&config, before.as_deref(), whole.as_bytes()).map_err(|error| format!("{}: {error}", shown_config(&config)))?;
    let what = match passage(first).filter(|_| !arguments.article) {
        Some(passage) => format!("on “{}”", shorten(&passage, 160)),
        None => "in this article".to_owned(),
    };
    Ok(format!("{}: accepts {rule} {what}", shown_config(&config)))
}

/// The configuration that is added to, the article's path from its folder, and its bytes; none where it must be created.
fn target(input: &Input, path: &Path) -> Result<(PathBuf, String, Option<Vec<u8>>), String> {
    let whole = absolute(path);
    let below = |folder: &Path| {
        let below = whole.strip_prefix(folder).ok()?;
        Some(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    };
    if let Some(config) = &input.config {
        let place = absolute(&config.path);
        let relative = place.parent().and_then(below).ok_or("the configuration does not lie above the article")?;
        let bytes = regular::read(&config.path, MAX_SIZE).map_err(|error| format!("{}: {error}", shown_config(&config.path)))?;
        return Ok((config.path.clone(), relative, Some(bytes)));
    }
    let here = absolute(Path::new("."));
    // Beside the repository's other files it governs all articles, in whatever folder somebody stands.
    let named = || if whole.starts_with(&here) { here.clone() } else { whole.parent().map(Path::to_path_buf).unwrap_or(here.clone()) };
    let folder = whole.parent().and_then(repository_of).unwrap_or_else(named);
    let relative = below(&folder).ok_or("the article has no name")?;
    Ok((folder.join(FILE_NAME), relative, None))
}
