//! The kind of an article, and what tells it.
//!
//! Somebody may say it: on the command line, in the front matter, by path in `onrecord.toml`. Where nobody does, the article often does so
//! itself: what it is filed under, a word over its headline, a folder, the way it is written. A kind never silences an accusation.

mod written;

use crate::article::Article;
use crate::config::Settings;
use crate::lexicon::kinds;
use crate::prose::Role;
use crate::rules::Kind;
use crate::text::visible;

/// A kind, and what tells it; `None` where nothing does.
pub(super) type Told = (Kind, Option<String>);

/// The kind of an article. Whoever is nearest to the reader wins.
pub(super) fn of(article: &Article, settings: &Settings) -> Told {
    if let Some(kind) = settings.forced_kind {
        return (kind, None);
    }
    let front_matter = &article.prose.front_matter;
    if let Some((kind, written)) = front_matter.kind.as_ref().and_then(|(written, _)| Some((named(written)?, written))) {
        return (kind, Some(because("kind", written)));
    }
    if let Some(kind) = settings.kind {
        return (kind, Some("kinds in onrecord.toml".to_owned()));
    }
    if !settings.fields.read {
        return (Kind::News, None);
    }
    let signs = || filed(article, settings).or_else(|| kicker(article, settings)).or_else(|| folder(settings));
    signs().or_else(|| written::kind(article)).map_or((Kind::News, None), |(kind, because)| (kind, Some(because)))
}

/// The kind of a name.
pub(super) fn named(name: &str) -> Option<Kind> {
    <Kind as clap::ValueEnum>::from_str(name.trim(), true).ok()
}

fn because(field: &str, value: &str) -> String {
    let value: String = value.trim().chars().take(60).collect();
    visible(&format!("{field}: {value}")).into_owned()
}

/// Those that say most of an article come first, where its fields say several.
const ORDER: &[Kind] = &[
    Kind::Opinion,
    Kind::Review,
    Kind::Analysis,
    Kind::Interview,
    Kind::Obituary,
    Kind::PressReview,
    Kind::Explainer,
    Kind::Live,
    Kind::Court,
    Kind::Brief,
    Kind::Sport,
    Kind::Feature,
];

/// The kind that the fields of the file give, and the field.
fn filed(article: &Article, settings: &Settings) -> Option<(Kind, String)> {
    let signs = &article.prose.front_matter.signs;
    let of = |tags: bool| {
        let found = signs.iter().filter(move |sign| sign.tag == tags).filter_map(|sign| {
            let kind = meaning(settings, &sign.field, &sign.value, sign.tag)?;
            Some((kind, because(&sign.field, &sign.value)))
        });
        found.min_by_key(|(kind, _)| ORDER.iter().position(|other| other == kind))
    };
    of(false).or_else(|| of(true))
}

/// What a value of a field means, here: the configuration comes first, and a value of several parts means what one of them does.
fn meaning(settings: &Settings, field: &str, value: &str, surely: bool) -> Option<Kind> {
    let one = |value: &str| {
        let value = kinds::normal(value);
        if let Some(set) = settings.fields.of(field, &value) {
            return set;
        }
        kinds::meaning(&value).filter(|meaning| meaning.among_tags || !surely).and_then(|meaning| named(meaning.kind))
    };
    one(value).or_else(|| value.split(['/', '>', '»', '|', '›']).skip_while(|part| part.len() == value.len()).find_map(one))
}

/// The kind that a word over the headline, right under it or at its start gives.
fn kicker(article: &Article, settings: &Settings) -> Option<(Kind, String)> {
    let prose = &article.prose;
    let headline = prose.blocks.iter().position(|block| block.role == Role::Headline);
    let at = headline.unwrap_or(0);
    let words = |block: usize| prose.blocks[block].span.of(&prose.text);
    let label = |words: &str| {
        let short = words.len() <= 40 && words.split(' ').count() <= 4 && words.starts_with(|c: char| c.is_uppercase());
        let bare = words.trim_end_matches([' ', '|', ':', '–', '—', '.']);
        short.then(|| meaning(settings, "kicker", bare, true)).flatten().map(|kind| (kind, because("kicker", bare)))
    };
    let around = (at.saturating_sub(3)..(at + 3).min(prose.blocks.len())).filter(|block| Some(*block) != headline);
    around.map(words).find_map(label).or_else(|| headline.and_then(|at| in_headline(words(at), &label)))
}

/// "Analysis | How the ferry was lost", "Opinion: We were wrong", "The ferry [Opinion]".
fn in_headline<T>(headline: &str, label: &impl Fn(&str) -> Option<T>) -> Option<T> {
    let first = headline.split_once([':', '|', '»', '›']).and_then(|(first, _)| label(first.trim()));
    let last = || headline.rsplit_once(['|', '[', '(']).and_then(|(_, last)| label(last.trim_end_matches([']', ')']).trim()));
    first.or_else(last)
}

/// The kind that a folder of the article's path gives, the nearest first.
fn folder(settings: &Settings) -> Option<(Kind, String)> {
    settings.folders.iter().rev().find_map(|folder| {
        let surely = !matches!(folder.to_lowercase().as_str(), "sport" | "sports");
        Some((meaning(settings, "folder", folder, surely)?, because("folder", &format!("{folder}/"))))
    })
}
