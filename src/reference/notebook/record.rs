//! One record: a Markdown file whose front matter says who somebody is.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde_saphyr::{Location, Spanned};
use unicode_normalization::UnicodeNormalization;

use crate::entity::fold::folded;
use crate::entity::{EntityType, Gender};
use crate::prose::date::{Date, days_in};
use crate::text::{Span, nearest};

/// The largest record that is read, in bytes.
pub const MAX_SIZE: u64 = 64 * 1024;

/// A person, body or place, as the desk knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The file.
    pub path: PathBuf,
    /// The file from the folder of the configuration, with `/` between folders.
    pub shown: String,
    /// The file's text.
    pub text: Arc<str>,
    /// The name, spelled as the desk spells it.
    pub name: String,
    /// Where the name stands in the file.
    pub name_span: Span,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: EntityType,
    /// Roles, in the order of the file.
    pub roles: Vec<Role>,
    /// Which pronouns are used of them.
    pub gender: Gender,
    /// "she/her", as written.
    pub pronouns: String,
    /// A body's acronym.
    pub acronym: String,
    /// How the name is said.
    pub pronunciation: String,
    /// Needs no introduction.
    pub well_known: bool,
    /// Addresses.
    pub links: Vec<String>,
    /// What the desk's style wants.
    pub style: String,
    /// When somebody last looked, and who.
    pub confirmed: Option<(Date, String)>,
    /// When they died, or a body ended, as written.
    pub died: String,
    /// The last day of that.
    pub ended: Option<Date>,
    /// No card is shown of them: minors, complainants.
    pub no_card: bool,
    /// The file lies in the private folder.
    pub private: bool,
    careful: String,
}

/// What somebody is or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// "harbour master".
    pub words: String,
    /// Whose, as written; may be empty.
    pub body: String,
    /// The first day; `None`: not known.
    pub from: Option<Date>,
    /// The last day; `None`: still so.
    pub until: Option<Date>,
    /// `until` as the record writes it ("2025", "2025-03").
    pub until_written: String,
    /// `from` as the record writes it.
    pub from_written: String,
    /// Where the desk has it from.
    pub source: String,
}

/// Why a file is no record, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// The file from the folder of the configuration.
    pub shown: String,
    /// Bytes of the file.
    pub span: Span,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What is wrong, and what would do.
    pub message: String,
}

/// The front matter of a record. A key that stands there empty is as if it did not.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Written {
    name: Option<Spanned<String>>,
    aliases: Option<Vec<String>>,
    #[serde(rename = "type")]
    kind: Option<Type>,
    roles: Option<Vec<WrittenRole>>,
    pronouns: Option<Spanned<String>>,
    acronym: Option<String>,
    pronunciation: Option<String>,
    well_known: Option<bool>,
    links: Option<Vec<String>>,
    style: Option<String>,
    confirmed: Option<Spanned<String>>,
    died: Option<Spanned<String>>,
    careful: Option<String>,
    no_card: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct WrittenRole {
    role: Option<Spanned<String>>,
    body: Option<String>,
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    source: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    #[default]
    Person,
    Body,
    Place,
}

/// The keys of a record, and of a role in it.
const KEYS: [&str; 14] = [
    "name",
    "aliases",
    "type",
    "roles",
    "pronouns",
    "acronym",
    "pronunciation",
    "well-known",
    "links",
    "style",
    "confirmed",
    "died",
    "careful",
    "no-card",
];
const ROLE_KEYS: [&str; 5] = ["role", "body", "from", "until", "source"];

/// Words that tell nothing of a role.
const PLAIN: [&str; 11] = ["the", "a", "an", "of", "for", "at", "in", "and", "to", "on", "s"];

impl Record {
    /// Reads a record. With `private`, what is private in it is kept; without, it is forgotten at once.
    ///
    /// # Errors
    ///
    /// Why it is none, and where.
    pub fn read(path: PathBuf, shown: String, text: &Arc<str>, private: bool) -> Result<Record, Fault> {
        let place = |at: usize, length: usize, message: String| fault(&path, &shown, text, at, length, message);
        let (start, inner) =
            front_matter(text).ok_or_else(|| place(0, 0, "a record begins with “---”, its keys, and “---” again".to_owned()))?;
        let located = |location: &Location, message: String| {
            let span = location.span();
            let at = span.byte_offset().unwrap_or(0) as usize;
            place(start + at, span.byte_len().unwrap_or(0) as usize, message)
        };
        let mut options = serde_saphyr::Options::default();
        options.with_snippet = false;
        let written: Written = serde_saphyr::from_str_with_options(inner, options).map_err(|error| {
            let message = told(&error.to_string());
            let place = || place(start, 0, message.clone());
            error.location().map_or_else(place, |location| located(&location, message.clone()))
        })?;
        let name = written.name.filter(|name| !name.value.trim().is_empty());
        let name = name.ok_or_else(|| place(start, 0, "a record needs a “name”".to_owned()))?;
        let name_at = name.defined.span();
        let name_at = start + name_at.byte_offset().unwrap_or(0) as usize;
        let name_span = inner_span(text, name_at, name.value.trim());
        let mut roles = Vec::new();
        for role in written.roles.unwrap_or_default() {
            let words = role.role.filter(|role| !role.value.trim().is_empty());
            let words = words.ok_or_else(|| place(start, 0, "each of “roles” needs a “role”".to_owned()))?;
            let day = |written: &Option<Spanned<String>>, last: bool| match written {
                None => Ok(None),
                Some(day) => match day_of(&day.value, last) {
                    Some(date) => Ok(Some(date)),
                    None => Err(located(&day.defined, format!("“{}” is no date: write 2025, 2025-03 or 2025-03-01", day.value))),
                },
            };
            let (from, until) = (day(&role.from, false)?, day(&role.until, true)?);
            if from.zip(until).is_some_and(|(from, until)| from > until) {
                return Err(located(&words.defined, format!("“{}” ends before it begins", words.value.trim())));
            }
            let own = |written: Option<Spanned<String>>| written.map(|day| day.value).unwrap_or_default();
            let role = Role {
                words: words.value.trim().to_owned(),
                body: trimmed(role.body),
                from,
                until,
                until_written: own(role.until),
                from_written: own(role.from),
                source: trimmed(role.source),
            };
            let twice = |other: &Role| other.words == role.words && other.body == role.body && overlap(other, &role);
            if roles.iter().any(twice) {
                return Err(located(&words.defined, format!("“{}” stands here twice for the same time", role.words)));
            }
            roles.push(role);
        }
        let confirmed = match written.confirmed {
            None => None,
            Some(words) => match Date::in_words(&words.value) {
                Some(date) => Some((date, words.value.split_once(" by ").map(|(_, who)| who.trim().to_owned()).unwrap_or_default())),
                None => return Err(located(&words.defined, "“confirmed” takes a day and who looked: 2026-02-04 by Ana Berg".to_owned())),
            },
        };
        let ended = match &written.died {
            None => None,
            Some(died) => match day_of(&died.value, true) {
                Some(day) => Some(day),
                None => return Err(located(&died.defined, format!("“{}” is no date: write 2025, 2025-03 or 2025-03-01", died.value))),
            },
        };
        let gender = match &written.pronouns {
            None => Gender::Unknown,
            Some(pronouns) => match pronouns.value.to_lowercase().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default() {
                "she" | "her" => Gender::Female,
                "he" | "him" | "his" => Gender::Male,
                "they" | "them" | "" => Gender::Unknown,
                _ => return Err(located(&pronouns.defined, "“pronouns” begins with she, he or they: she/her".to_owned())),
            },
        };
        Ok(Record {
            name: one_spaced(&name.value),
            name_span,
            aliases: written.aliases.unwrap_or_default().iter().map(|alias| one_spaced(alias)).filter(|alias| !alias.is_empty()).collect(),
            kind: match written.kind.unwrap_or_default() {
                Type::Person => EntityType::Person,
                Type::Body => EntityType::Organization,
                Type::Place => EntityType::Place,
            },
            roles,
            gender,
            pronouns: written.pronouns.map(|pronouns| pronouns.value).unwrap_or_default(),
            acronym: trimmed(written.acronym),
            pronunciation: trimmed(written.pronunciation),
            well_known: written.well_known.unwrap_or_default(),
            links: written.links.unwrap_or_default(),
            style: trimmed(written.style),
            confirmed,
            ended,
            died: written.died.map(|died| died.value).unwrap_or_default(),
            no_card: written.no_card.unwrap_or_default(),
            private: false,
            careful: if private { trimmed(written.careful) } else { String::new() },
            text: text.clone(),
            path,
            shown,
        })
    }

    /// What to be careful about. Private: it is for hovers, and nothing that is written or printed may hold it.
    pub fn careful(&self) -> &str {
        &self.careful
    }

    /// Whether the pronouns that an article uses may be theirs.
    pub fn goes_by(&self, gender: Gender) -> bool {
        gender == Gender::Unknown || self.gender == Gender::Unknown || gender == self.gender
    }

    /// All names: its own, the aliases, the acronym.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let acronym = (!self.acronym.is_empty()).then_some(self.acronym.as_str());
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str)).chain(acronym)
    }

    /// What they were on a day; on no day in particular, what has not ended.
    pub fn roles_at(&self, day: Option<Date>) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(move |role| match day {
            Some(day) => role.from.is_none_or(|from| from <= day) && role.until.is_none_or(|until| day <= until),
            None => role.until.is_none(),
        })
    }
}

impl Role {
    /// "harbour master, Vellmouth Harbour Board".
    pub fn told(&self) -> String {
        if self.body.is_empty() { self.words.clone() } else { format!("{}, {}", self.words, self.body) }
    }

    /// Whether words that an article calls somebody are this role: all of its words, in whatever order, and others only of its body's name, with a capital. "The
    /// deputy mayor", "the mayor's wife" and "the mayor of Otherton" are no mayor of Vellmouth.
    pub fn is_called(&self, words: &str) -> bool {
        let (own, body, mut called) = (content(&self.words), content(&self.body), content(words));
        for (word, _) in &own {
            match called.iter().position(|(other, _)| other == word) {
                Some(at) => called.remove(at),
                None => return false,
            };
        }
        !own.is_empty() && called.iter().all(|(word, capital)| *capital && body.iter().any(|(own, _)| own == word))
    }

    /// Whether it may be held on a day: it has begun; or where somebody is called a former holder, it has ended.
    pub fn may_be(&self, day: Option<Date>, former: bool) -> bool {
        let begun = day.zip(self.from).is_none_or(|(day, from)| from <= day);
        let ended = self.until.is_some_and(|until| day.is_none_or(|day| until < day));
        begun && (!former || ended)
    }
}

/// The words that tell something, folded, and whether each has a capital.
fn content(words: &str) -> Vec<(String, bool)> {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(|word| (folded(word).collect::<String>(), word.starts_with(char::is_uppercase)));
    words.filter(|(word, _)| !PLAIN.contains(&word.as_str())).collect()
}

/// A name with one plain space between its words, in the letters that articles are read in.
fn one_spaced(name: &str) -> String {
    name.nfc().collect::<String>().replace('‑', "-").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn trimmed(words: Option<String>) -> String {
    words.map(|words| words.trim().to_owned()).unwrap_or_default()
}

fn overlap(one: &Role, other: &Role) -> bool {
    let starts = |role: &Role, day: Option<Date>| role.from.zip(day).is_none_or(|(from, day)| from <= day);
    starts(one, other.until) && starts(other, one.until)
}

/// The day that "2025", "2025-03" or "2025-03-01" begins or, with `last`, ends.
pub fn day_of(words: &str, last: bool) -> Option<Date> {
    let parts: Vec<&str> = words.trim().split('-').collect();
    let number = |part: &str, length: usize| part.parse::<u32>().ok().filter(|_| part.len() == length);
    let year = number(parts[0], 4)?;
    match parts[1..] {
        [] => Date::new(year, if last { 12 } else { 1 }, if last { 31 } else { 1 }),
        [month] => {
            let month = number(month, 2)?;
            Date::new(year, month, if last { days_in(year, month)? } else { 1 })
        }
        [month, day] => Date::new(year, number(month, 2)?, number(day, 2)?),
        _ => None,
    }
}

/// Where the front matter's keys begin, and they.
fn front_matter(text: &str) -> Option<(usize, &str)> {
    let body = text.trim_start_matches('\u{FEFF}');
    let rest = body.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let start = text.len() - rest.len();
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start, &rest[..at]));
        }
        at += line.len();
    }
    None
}

/// Where a value stands, without its quotation marks.
fn inner_span(text: &str, at: usize, value: &str) -> Span {
    let found = text.get(at..).and_then(|rest| rest.find(value)).map_or(at, |skip| at + skip);
    Span::new(found as u32, (found + value.len()) as u32)
}

fn fault(path: &std::path::Path, shown: &str, text: &str, at: usize, length: usize, message: String) -> Fault {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (at + length..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(at);
    let before = &text[..at];
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    Fault { path: path.to_path_buf(), shown: shown.to_owned(), span: Span::new(at as u32, end as u32), line, column, message }
}

/// What is wrong. Nothing of the record is quoted: what looks like a key may be the second line of a private note.
fn told(error: &str) -> String {
    let unknown = error.split("unknown field `").nth(1).and_then(|rest| rest.split('`').next());
    if let Some(key) = unknown {
        let known: &[&str] = if error.contains("pronunciation") { &KEYS } else { &ROLE_KEYS };
        return match nearest(key, known.iter().copied()) {
            Some(near) => format!("there is no such key; did you mean “{near}”?"),
            None => format!("there is no such key; known are {}", known.join(", ")),
        };
    }
    if error.contains("unknown variant") {
        return "“type” is person, body or place".to_owned();
    }
    if error.to_lowercase().contains("duplicate") {
        return "a key stands here twice".to_owned();
    }
    "this is not readable: look at indentation, colons, brackets and quotation marks, and put what has a colon or runs over lines in quotation marks".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Record, Fault> {
        Record::read("/n/people/oru.md".into(), "people/oru.md".into(), &text.into(), true)
    }

    const ORU: &str = "---\nname: \"Marit Oru\"\naliases: [Marit Oru-Lind]\nroles:\n  - role: harbour master\n    body: Vellmouth Harbour Board\n    from: 2023\n    until: 2025-03\n    source: minutes of 2 May 2023\n  - role: mayor\n    from: 2025-04-01\npronouns: she/her\nwell-known: true\nconfirmed: 2026-02-04 by Ana Berg\ncareful: owes us a call\n---\n\nMet twice.\n";

    #[test]
    fn a_record_is_read_whole() {
        let record = read(ORU).unwrap();
        assert_eq!((record.name.as_str(), record.name_span.of(ORU)), ("Marit Oru", "Marit Oru"));
        assert_eq!(record.aliases, ["Marit Oru-Lind"]);
        assert_eq!(record.confirmed, Date::new(2026, 2, 4).map(|day| (day, "Ana Berg".to_owned())));
        assert_eq!((record.careful(), record.well_known, record.kind), ("owes us a call", true, EntityType::Person));
        let at = |words: &str| record.roles_at(Date::in_words(words)).map(Role::told).collect::<Vec<_>>();
        assert_eq!(at("2025-03-31"), ["harbour master, Vellmouth Harbour Board"]);
        assert_eq!(at("2025-04-01"), ["mayor"]);
        assert_eq!(at("2022-12-31"), [""; 0]);
        assert_eq!(at("no day"), ["mayor"]);
        assert!(Record::read("a".into(), "a".into(), &ORU.into(), false).unwrap().careful().is_empty());
    }

    #[test]
    fn a_role_is_called_in_several_ways() {
        let record = read(ORU).unwrap();
        let called = |words: &str| record.roles[0].is_called(words);
        for words in ["harbour master", "the Harbour Master", "Vellmouth harbour master", "harbour master of Vellmouth", "harbour-master"] {
            assert!(called(words), "{words}");
        }
        for words in [
            "mayor",
            "deputy harbour master",
            "harbour master of Otherton",
            "harbour master's wife",
            "master",
            "board",
            "",
            "the",
            "student",
        ] {
            assert!(!called(words), "{words}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, line, message) in [
            ("Marit Oru\n", 1, "begins with “---”"),
            ("---\naliases: [a]\n---\n", 2, "needs a “name”"),
            ("---\nname: A B\nalises: [a]\n---\n", 3, "did you mean “aliases”?"),
            ("---\nname: A B\ncareful: met,\nCANARY is ours: yes\n---\n", 4, "there is no such key; known are"),
            ("---\nname: A B\ntype: CANARY\n---\n", 3, "“type” is person, body or place"),
            ("---\nname: A B\npronouns: female\n---\n", 3, "begins with she, he or they"),
            ("---\nname: A B\nroles:\n  - role: mayor\n    form: 2024\n---\n", 5, "did you mean “from”?"),
            ("---\nname: A B\nroles:\n  - role: mayor\n    from: 2024-13\n---\n", 5, "“2024-13” is no date"),
            ("---\nname: A B\nroles:\n  - role: mayor\n    from: 2025\n    until: 2024\n---\n", 4, "ends before it begins"),
            ("---\nname: A B\nroles:\n  - {role: mayor, from: 2023}\n  - {role: mayor, from: 2024}\n---\n", 5, "stands here twice"),
            ("---\nname: A B\nconfirmed: by me\n---\n", 3, "takes a day and who looked"),
            ("---\nname: A B\ndied: soon\n---\n", 3, "is no date"),
            ("---\nname: [a\n---\n", 2, "this is not readable"),
            ("---\n- a\n---\n", 2, "this is not readable"),
        ] {
            let fault = read(text).unwrap_err();
            assert!(fault.message.contains(message), "{text} {fault:?}");
            assert!(fault.line == line && !fault.message.contains("CANARY"), "{text} {fault:?}");
        }
    }
}
