//! The notebook: what the desk knows of people, bodies and places, and whom of them an article means.
//!
//! A card on the wrong person is libel by software. So a record is meant only where name and kind fit and nothing in the article speaks against it;
//! where the desk knows two of a name and the article does not tell them apart, or calls them something else, it is said that this is not known.

pub mod record;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::entity::fold::folded;
use crate::entity::{Entity, EntityType, Form, Gender};
use crate::text::Span;
pub use record::{Fault, Record, Role};

/// The folder of records, unless the configuration names another.
pub const FOLDER: &str = "people";
/// The folder in it that is never read but for hovers.
pub const PRIVATE: &str = "private";

/// All records.
#[derive(Debug, Default)]
pub struct Notebook {
    records: Vec<Arc<Record>>,
    names: FxHashMap<String, Vec<usize>>,
    firsts: FxHashMap<String, Vec<usize>>,
    /// The files that are none, and records that clash.
    pub faults: Vec<Fault>,
    /// Further files that belong to it, as they are shown.
    broken: Vec<String>,
}

/// Whom an article means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nobody whom the desk knows.
    Nobody,
    /// Somebody, by name and, if `by_role`, by what the article calls them.
    One {
        /// The record.
        record: Arc<Record>,
        /// The article calls them something that they are or were.
        by_role: bool,
    },
    /// Somebody of a name that the desk knows, but it is not known whether that is the one; or one of several.
    Unsure(Vec<Arc<Record>>),
}

/// Whom somebody said that a name of an article means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The full name.
    pub name: String,
    /// The record as it is shown; empty: nobody whom the desk knows.
    pub record: String,
}

/// A file that may be a record.
#[derive(Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// From the folder of the configuration, with `/` between folders.
    pub shown: String,
    /// Its text.
    pub text: Arc<str>,
    /// It lies in the private folder.
    pub private: bool,
}

impl Notebook {
    /// Reads records. With `private`, what is private in them is kept.
    pub fn new(files: Vec<File>, private: bool) -> Notebook {
        let mut notebook = Notebook::default();
        for file in files {
            match Record::read(file.path, file.shown.clone(), &file.text, private) {
                Ok(mut record) => {
                    record.private = file.private;
                    notebook.records.push(Arc::new(record));
                }
                Err(fault) => {
                    notebook.faults.push(fault);
                    notebook.broken.push(file.shown);
                }
            }
        }
        for (at, record) in notebook.records.iter().enumerate() {
            let first = record.name.split(' ').next().unwrap_or_default();
            notebook.firsts.entry(plain(first)).or_default().push(at);
            for name in record.names() {
                let list: &mut Vec<usize> = notebook.names.entry(plain(name)).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        let clashes: Vec<Fault> = notebook.clashes().collect();
        notebook.faults.extend(clashes);
        notebook.faults.sort_by(|a, b| (&a.shown, a.span).cmp(&(&b.shown, b.span)));
        notebook
    }

    /// What is wrong in a record as an editor has it, and with what records it clashes.
    pub fn faults_in(&self, path: &Path, shown: &str, text: &Arc<str>) -> Vec<Fault> {
        match Record::read(path.to_path_buf(), shown.to_owned(), text, false) {
            Err(fault) => vec![fault],
            Ok(_) => self
                .faults
                .iter()
                .filter(|fault| fault.path == path && self.at(path).is_some_and(|record| record.text == *text))
                .cloned()
                .collect(),
        }
    }

    /// Adds a file that could not be read.
    pub fn unreadable(&mut self, path: PathBuf, shown: String, message: String) {
        self.broken.push(shown.clone());
        self.faults.push(Fault { path, shown, span: Span::default(), line: 1, column: 1, message });
    }

    /// Records that nothing tells apart: of one name, and without roles that differ.
    fn clashes(&self) -> impl Iterator<Item = Fault> {
        let same = |one: &Record, other: &Record| {
            let roles = |record: &Record| record.roles.iter().map(|role| plain(&role.told())).collect::<Vec<_>>();
            let (one, other) = (roles(one), roles(other));
            one.is_empty() || other.is_empty() || one == other
        };
        self.names.values().filter(|list| list.len() > 1).flat_map(move |list| {
            list.iter().flat_map(move |at| {
                let record = &self.records[*at];
                let others = list
                    .iter()
                    .map(|other| &self.records[*other])
                    .filter(move |other| other.path != record.path && other.kind == record.kind && same(record, other));
                others.map(|other| Fault {
                    path: record.path.clone(),
                    shown: record.shown.clone(),
                    span: record.name_span,
                    line: record.text[..record.name_span.start as usize].matches('\n').count() as u32 + 1,
                    column: 1,
                    message: format!(
                        "{} has a name of this record too, and no role tells the two apart; while that is so, neither is shown for it",
                        other.shown
                    ),
                })
            })
        })
    }

    /// All records, by path.
    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.iter()
    }

    /// Whether a file, as it is shown, is a record or would be one.
    pub fn holds(&self, shown: &str) -> bool {
        self.records.iter().any(|record| record.shown == shown) || self.broken.iter().any(|broken| broken == shown)
    }

    /// The records of a name, whatever its case, accents and full stops.
    pub fn named(&self, name: &str) -> Vec<&Arc<Record>> {
        self.names.get(&plain(name)).into_iter().flatten().map(|at| &self.records[*at]).collect()
    }

    /// The records of people whose name begins with the word that `name` begins with.
    pub fn beginning(&self, name: &str) -> impl Iterator<Item = &Arc<Record>> {
        let first = plain(name.split(' ').next().unwrap_or_default());
        self.firsts.get(&first).into_iter().flatten().map(|at| &self.records[*at])
    }

    /// The record of a file.
    pub fn at(&self, path: &Path) -> Option<&Arc<Record>> {
        self.records.iter().find(|record| record.path == path)
    }

    /// Names that need no introduction, and acronyms that need no full form.
    pub fn well_known(&self) -> impl Iterator<Item = &str> {
        self.records.iter().filter(|record| record.well_known && !record.private).flat_map(|record| record.names())
    }

    /// Whom an entity of an article is; what somebody chose comes first. With `private`, records of the private folder are asked too.
    pub fn of(&self, article: &Article, entity: &Entity, chosen: &[Chosen], private: bool) -> Known {
        if self.records.is_empty() {
            return Known::Nobody;
        }
        if let Some(chosen) = chosen.iter().rev().find(|chosen| plain(&chosen.name) == plain(&entity.name)) {
            let record = self.records.iter().find(|record| record.shown == chosen.record && (private || !record.private));
            return record.map_or(Known::Nobody, |record| Known::One { record: record.clone(), by_role: true });
        }
        let words = names_of(article, entity);
        let mut found: Vec<&Arc<Record>> = Vec::new();
        for record in words.iter().flat_map(|name| self.named(name)) {
            let fits = record.kind == entity.kind && (private || !record.private) && pronouns_fit(record, entity.gender);
            if fits && !found.iter().any(|known| known.path == record.path) {
                found.push(record);
            }
        }
        let called = roles_in(article, entity);
        let fits = |record: &Record| called.iter().any(|(words, _)| record.roles.iter().any(|role| role.is_called(words)));
        let by_role: Vec<&Arc<Record>> = found.iter().copied().filter(|record| fits(record)).collect();
        match (found.as_slice(), by_role.as_slice()) {
            ([], _) => Known::Nobody,
            (_, [one]) if found.iter().all(|record| record.path == one.path || !record.roles.is_empty()) => {
                Known::One { record: (*one).clone(), by_role: true }
            }
            ([one], []) => {
                let other = !called.is_empty() && !one.roles.is_empty();
                let short = entity.kind == EntityType::Person
                    && !words.iter().any(|name| name.contains(' ') && one.names().any(|own| plain(own) == plain(name)));
                if other || short { Known::Unsure(vec![(*one).clone()]) } else { Known::One { record: (*one).clone(), by_role: false } }
            }
            _ => Known::Unsure(found.into_iter().cloned().collect()),
        }
    }
}

/// What an article calls an entity in its own voice: the role it gives, and titles before the name; with their prose bytes.
pub fn roles_in(article: &Article, entity: &Entity) -> Vec<(String, Span)> {
    let text = &article.prose.text;
    let given = (!entity.role.is_empty()).then_some(entity.role_span).flatten().map(|span| (entity.role.clone(), span));
    let titles = article.entities.mentions_of(entity.id).filter(|mention| !mention.quoted).filter_map(|mention| mention.title);
    given.into_iter().chain(titles.map(|span| (span.of(text).to_owned(), span))).collect()
}

/// The whole names that an article has of an entity.
fn names_of(article: &Article, entity: &Entity) -> Vec<String> {
    let whole = article.entities.mentions_of(entity.id).filter(|mention| matches!(mention.form, Form::Full | Form::Acronym));
    let mut names = vec![entity.name.clone()];
    for words in whole.map(|mention| mention.span.of(&article.prose.text)) {
        if !names.iter().any(|name| name == words) {
            names.push(words.to_owned());
        }
    }
    names
}

/// Whether the pronouns that an article uses may be those of a record.
fn pronouns_fit(record: &Record, gender: Gender) -> bool {
    let first = record.pronouns.split(['/', ',', ' ']).next().unwrap_or_default().to_lowercase();
    match gender {
        Gender::Unknown => true,
        Gender::Male => first != "she",
        Gender::Female => first != "he",
    }
}

fn plain(name: &str) -> String {
    folded(name.trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn notebook(records: &[&str]) -> Notebook {
        let file = |(at, text): (usize, &&str)| File {
            path: format!("/n/people/{at}.md").into(),
            shown: format!("people/{at}.md"),
            text: format!("---\n{text}\n---\n").into(),
            private: false,
        };
        Notebook::new(records.iter().enumerate().map(file).collect(), true)
    }

    /// Whom the first entity of an article is: the records' numbers, "?" where that is not sure.
    fn who(records: &[&str], text: &str) -> String {
        let article = Article::analyze(Document::new("2025-05-03.txt", text, Format::Plain), Lexicon::shipped(), None);
        let number = |record: &Arc<Record>| record.shown.trim_start_matches("people/").trim_end_matches(".md").to_owned();
        match notebook(records).of(&article, &article.entities.entities[0], &[], false) {
            Known::Nobody => "nobody".to_owned(),
            Known::One { record, by_role } => format!("{}{}", number(&record), if by_role { " by role" } else { "" }),
            Known::Unsure(records) => format!("? {}", records.iter().map(number).collect::<Vec<_>>().join(" ")),
        }
    }

    const MAYOR: &str = "name: Marit Oru\nroles: [{role: mayor, body: Vellmouth}]\npronouns: she/her";
    const BAKER: &str = "name: Marit Oru\nroles: [{role: baker}]";

    #[test]
    fn a_record_is_meant_where_nothing_speaks_against_it() {
        for (records, text, expected) in [
            (&[MAYOR][..], "Marit Oru, the mayor, spoke on Monday.", "0 by role"),
            (&[MAYOR], "Mayor Marit Oru spoke on Monday.", "0 by role"),
            (&[MAYOR], "Marit Oru spoke on Monday.", "0"),
            (&[MAYOR], "Marit Oru, a student, spoke on Monday.", "? 0"),
            (&["name: Marit Oru\npronouns: he/him"], "Marit Oru spoke on Monday. She said she was tired.", "nobody"),
            (&[MAYOR], "Ivor Oru spoke on Monday.", "nobody"),
            (&[MAYOR, BAKER], "Marit Oru, the mayor, spoke on Monday.", "0 by role"),
            (&[MAYOR, BAKER], "Marit Oru, a baker, spoke on Monday.", "1 by role"),
            (&[MAYOR, BAKER], "Marit Oru spoke on Monday.", "? 0 1"),
            (&[MAYOR, "name: Marit Oru"], "Marit Oru, the mayor, spoke on Monday.", "? 0 1"),
            (&["name: Marit Oru-Lind\naliases: [Marit Oru]"], "Marit Oru spoke on Monday.", "0"),
            (&["name: Marit Oru\naliases: [Oru]"], "Ms Oru spoke on Monday.", "? 0"),
            (&["name: Märit Oru"], "Marit Oru spoke on Monday.", "0"),
            (&["name: Marit Oru\ntype: body"], "Marit Oru spoke on Monday.", "nobody"),
        ] {
            assert_eq!(who(records, text), expected, "{records:?} {text}");
        }
    }

    #[test]
    fn records_that_nothing_tells_apart_are_told_in_both() {
        let faults = |records: &[&str]| notebook(records).faults.iter().map(|fault| fault.shown.clone()).collect::<Vec<_>>();
        assert_eq!(faults(&[MAYOR, BAKER]), [""; 0]);
        assert_eq!(faults(&[MAYOR, "name: Marit Oru"]), ["people/0.md", "people/1.md"]);
        assert_eq!(faults(&["name: A B\naliases: [Oru]", "name: C D\naliases: [oru]"]), ["people/0.md", "people/1.md"]);
    }
}
