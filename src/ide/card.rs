//! What the notebook says of somebody, in a few lines: who that is and on what basis, what to be careful about, how the name is said.

use std::sync::Arc;

use super::excerpt;
use super::hover::Part;
use crate::article::Article;
use crate::entity::Entity;
use crate::prose::date::Date;
use crate::reference::corrections::Corrections;
use crate::reference::notebook::{Called, Known, Record, Role, Seen};

/// Longest part of a line, in characters.
const LONGEST: usize = 160;
/// Records that are named where it is not known which is meant.
const MOST: usize = 4;

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// What the record says they are on the day of the article; empty where it does not, or nobody is known.
    pub role: String,
    /// What follows the name.
    pub lines: Vec<Vec<Part>>,
    /// The record that is surely theirs.
    pub record: Option<Arc<Record>>,
    /// Nothing of other articles may be shown: it is not known who is meant, or no card is wanted.
    pub alone: bool,
}

/// The card of an entity of an article. Corrections stand first in it.
pub fn of(article: &Article, entity: &Entity, known: &Known, corrections: &Corrections) -> Card {
    match known {
        Known::Nobody => Card::default(),
        Known::One(record) if record.no_card => Card { alone: true, ..Card::default() },
        Known::One(record) => {
            let day = article.published();
            let basis = vec![Part::File(record.path.clone(), record.shown.clone()), Part::Text(format!(": {}.", basis(record, day)))];
            let mut lines: Vec<Vec<Part>> = vec![basis];
            lines.extend(corrected(record, corrections));
            lines.extend(conflict(article, entity, record, day).map(text));
            if !record.careful().is_empty() {
                lines.push(text(format!("Careful (private): {}", excerpt::shorten(record.careful(), LONGEST))));
            }
            lines.extend(style(record).map(text));
            Card { role: role_at(record, day), lines, record: Some(record.clone()), alone: false }
        }
        Known::Unsure(records) => {
            let shown: Vec<_> = records.iter().filter(|record| !record.no_card).collect();
            let mut line = match shown.len() {
                0 => return Card { alone: true, ..Card::default() },
                1 => vec![Part::Text("The notebook has somebody of this name: ".into())],
                count => vec![Part::Text(format!("The notebook has {count} of this name: "))],
            };
            for (at, record) in shown.iter().take(MOST).enumerate() {
                if at > 0 {
                    line.push(Part::Text("; ".into()));
                }
                let role = role_at(record, article.published());
                line.push(Part::Text(if role.is_empty() { String::new() } else { format!("{role}, ") }));
                line.push(Part::File(record.path.clone(), record.shown.clone()));
            }
            let end =
                if shown.len() == 1 { ". Whether that is who is meant is not known." } else { ". Which of them is meant is not known." };
            line.push(Part::Text(end.into()));
            Card { lines: vec![line], alone: true, ..Card::default() }
        }
    }
}

/// A record's card by itself, as the command line prints it: nothing private is in it.
pub fn plain(record: &Record, day: Option<Date>, corrections: &Corrections) -> Vec<String> {
    let role = role_at(record, day);
    let name = if role.is_empty() { record.name.clone() } else { format!("{}, {role}", record.name) };
    let mut lines = vec![name, format!("{}: {}.", record.shown, basis(record, day))];
    lines.extend(corrected(record, corrections).map(|parts| parts.iter().map(Part::words).collect()));
    for role in &record.roles {
        let source = if role.source.is_empty() { String::new() } else { format!(" ({})", role.source) };
        lines.push(format!("{}: {}{source}", span_of(role), role.told()));
    }
    lines.extend(style(record));
    if record.aliases.len() + usize::from(!record.acronym.is_empty()) > 0 {
        lines.push(format!("Also: {}.", record.names().skip(1).collect::<Vec<_>>().join(", ")));
    }
    lines.extend(record.links.iter().cloned());
    lines
}

/// What tells somebody from others of the name: what they are, and their record.
pub fn told_apart(record: &Record, day: Option<Date>) -> String {
    let role = role_at(record, day);
    if role.is_empty() { record.shown.clone() } else { format!("{role} ({})", record.shown) }
}

/// "record, confirmed 4 Feb 2026 by Ana Berg".
fn basis(record: &Record, day: Option<Date>) -> String {
    let mut basis = match &record.confirmed {
        Some((date, who)) if who.is_empty() => format!("record, confirmed {date}"),
        Some((date, who)) => format!("record, confirmed {date} by {who}"),
        None => "record, not confirmed".to_owned(),
    };
    if !record.died.is_empty() {
        let ended = if record.kind == crate::entity::EntityType::Person { "died" } else { "ended" };
        basis.push_str(&format!(", {ended} {}", record.died));
    }
    if day.is_none() && record.roles.iter().any(|role| role.from.is_some() || role.until.is_some()) {
        basis.push_str(", as of no date");
    }
    basis
}

/// What somebody was on a day; else what they were before it.
fn role_at(record: &Record, day: Option<Date>) -> String {
    let now: Vec<String> = record.roles_at(day).map(Role::told).collect();
    if !now.is_empty() {
        return now.join("; ");
    }
    let past = record.roles.iter().filter(|role| role.until.is_some_and(|until| day.is_none_or(|day| until < day)));
    past.max_by_key(|role| role.until).map_or(String::new(), |role| format!("{} until {}", role.told(), role.until_written))
}

/// "2023 to 2025-03", "since 2023", "until 2025-03", "at some time".
fn span_of(role: &Role) -> String {
    match (role.from_written.as_str(), role.until_written.as_str()) {
        ("", "") => "now".to_owned(),
        (from, "") => format!("since {from}"),
        ("", until) => format!("until {until}"),
        (from, until) => format!("{from} to {until}"),
    }
}

/// "Corrected 3 May 2025: “Marit Oru” is right", with the article: what was wrong is not shown again.
fn corrected(record: &Record, corrections: &Corrections) -> Option<Vec<Part>> {
    let correction = record.names().find_map(|name| corrections.to_spelling(name))?;
    let day = correction.day.map(|day| format!(" {day}")).unwrap_or_default();
    let (file, shown) = (correction.path.clone(), correction.shown.clone());
    Some(vec![Part::Text(format!("Corrected{day}: “{}” is right (", correction.right)), Part::File(file, shown), Part::Text(").".into())])
}

/// What the article calls them, where the record has that for another time.
fn conflict(article: &Article, entity: &Entity, record: &Record, day: Option<Date>) -> Option<String> {
    let now = |called: &Called| called.former || record.roles_at(day).any(|role| role.is_called(&called.words));
    Seen::of(article, entity).called.into_iter().flatten().filter(|called| !now(called)).find_map(|called| {
        let role = record.roles.iter().find(|role| role.is_called(&called.words))?;
        Some(format!("Check: “{}” here; the record has it {}.", excerpt::of(article, called.span, LONGEST), span_of(role)))
    })
}

/// How the name is said and written.
fn style(record: &Record) -> Option<String> {
    let said = (!record.pronunciation.is_empty()).then(|| format!("Said {}.", record.pronunciation));
    let pronouns = (!record.pronouns.is_empty()).then(|| format!("Pronouns: {}.", record.pronouns));
    let style = (!record.style.is_empty()).then(|| format!("Style: {}", record.style));
    let parts: Vec<String> = said.into_iter().chain(pronouns).chain(style).collect();
    (!parts.is_empty()).then(|| excerpt::shorten(&parts.join(" "), LONGEST))
}

fn text(words: String) -> Vec<Part> {
    vec![Part::Text(words)]
}
