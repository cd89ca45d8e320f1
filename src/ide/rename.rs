//! A person's new name, in every form: the full name, the surname with its particles, the given name, in capitals where the old one was.
//!
//! Direct quotations are not ours to edit: a name inside one changes only where somebody confirms it.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::Replacement;
use super::edit::{Change, Original};
use super::excerpt;
use super::subject::{self, Subject};
use crate::article::Article;
use crate::entity::name::{is_particle, is_suffix};
use crate::entity::{Entity, EntityType, Form, Mention};
use crate::prose::Prose;
use crate::text::{Document, Span};
use crate::workspace::{Analysis, IndexedEntity, IndexedFile, Workspace};

/// Lines that are told of one by one.
const LINES: usize = 8;

/// The name under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamable {
    /// Its words.
    pub span: Span,
    /// The full name.
    pub full: String,
}

/// A change, and whether somebody must confirm it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What changes.
    pub replacement: Replacement,
    /// It lies inside a quotation.
    pub quoted: bool,
}

/// What a name becomes.
enum New {
    /// Another surname; whatever stands before and behind it stays.
    Family(String),
    /// Another given name.
    Given(String),
    /// Another name altogether.
    Whole(String),
}

/// Where in the words of a personal name its surname stands, particles included, suffixes not.
fn family(words: &[&str]) -> Range<usize> {
    let mut end = words.len();
    while end > 1 && is_suffix(words[end - 1]) {
        end -= 1;
    }
    let last = end.saturating_sub(1);
    (1..last).find(|at| is_particle(words[*at])).unwrap_or(last)..end
}

/// The name at `offset`, if it can be renamed: any name, but no role and no pronoun.
pub fn prepare(article: &Article, offset: u32) -> Option<Renamable> {
    let (mention, entity) = name_at(article, offset)?;
    Some(Renamable { span: article.source(mention.span), full: entity.name.clone() })
}

/// The changes of another article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The file.
    pub path: PathBuf,
    /// Its text, which the changes are for.
    pub text: Arc<str>,
    /// In text order.
    pub changes: Vec<Renamed>,
    /// How many names stay as they are, since markup stands in them.
    pub left: usize,
}

/// All changes that a new name makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renaming {
    /// In the article that was asked about, in text order.
    pub here: Vec<Renamed>,
    /// The names in it that stay as they are, since markup stands in them: source bytes, in text order.
    pub left: Vec<Span>,
    /// In other articles that have the same full name; somebody else may bear it.
    pub elsewhere: Vec<Elsewhere>,
}

impl Renaming {
    /// What stays under the old name, in a sentence for whoever renames; `confirms`: names inside quotations are asked about.
    pub fn unchanged(&self, article: &Article, confirms: bool) -> Option<String> {
        let mut reasons = Vec::new();
        if !self.left.is_empty() {
            let lines: Vec<String> = self.left.iter().take(LINES).map(|span| excerpt::line(article, span.start).to_string()).collect();
            let more = if self.left.len() > LINES { format!(" and {} more", self.left.len() - LINES) } else { String::new() };
            let line = if self.left.len() == 1 { "line" } else { "lines" };
            reasons.push(format!("in this article ({line} {}{more}), where markup stands in the name", lines.join(", ")));
        }
        let elsewhere: usize = self.elsewhere.iter().map(|other| other.left).sum();
        if elsewhere > 0 {
            reasons.push(format!("in {} of other articles, where markup stands in the name", places(elsewhere)));
        }
        let all = self.here.iter().chain(self.elsewhere.iter().flat_map(|other| &other.changes));
        let quoted = all.filter(|renamed| renamed.quoted && !confirms).count();
        if quoted > 0 {
            reasons.push(format!("in {} inside quotations, which are somebody's own words", places(quoted)));
        }
        (!reasons.is_empty()).then(|| format!("The old name stays {}.", reasons.join("; ")))
    }
}

fn places(count: usize) -> String {
    if count == 1 { "1 place".to_owned() } else { format!("{count} places") }
}

/// The changes that give the entity at `offset` a new name. One word typed over a surname changes the surname, over a given name the given
/// name; anything else is the new full name. Why it cannot be done comes as an error in plain words.
pub fn rename(workspace: &Workspace, analysis: &Analysis, offset: u32, new: &str) -> Result<Renaming, String> {
    let article = &analysis.article;
    let (mention, entity) = name_at(article, offset).ok_or("Only a name can be renamed; the cursor is on none.")?;
    let words: Vec<&str> = new.split_whitespace().collect();
    if words.is_empty() || new.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | '*' | '[' | ']')) {
        return Err("A name has letters and no markup.".to_owned());
    }
    let new = match (entity.kind, mention.form, words.len()) {
        (EntityType::Person, Form::Given, 1) => New::Given(words[0].to_owned()),
        (EntityType::Person, Form::Surname | Form::Full, 1) => New::Family(words[0].to_owned()),
        _ => New::Whole(words.join(" ")),
    };
    let mentions = article.entities.mentions_of(entity.id).map(|mention| (mention.span, mention.form, mention.quoted));
    let (here, left) = renamed(Original::from(article), entity.kind, mentions, &new);
    let left = left.into_iter().map(|span| article.source(span)).collect();
    let others = workspace.elsewhere(&entity.name, entity.kind, analysis.path.as_deref()).into_iter();
    let elsewhere = others.map(|(file, entity)| renamed_elsewhere(file, entity, &new));
    Ok(Renaming { here, left, elsewhere: elsewhere.filter(|other| !other.changes.is_empty() || other.left > 0).collect() })
}

fn name_at(article: &Article, offset: u32) -> Option<(&Mention, &Entity)> {
    let Subject::Mention(index) = subject::at(article, offset)?.subject else { return None };
    let mention = article.entities.mentions.get(index)?;
    mention.form.is_name().then(|| (mention, article.entities.get(mention.entity)))
}

/// The changes of the mentions, and those that stay because their source is not theirs alone.
fn renamed(text: Original, kind: EntityType, mentions: impl Iterator<Item = (Span, Form, bool)>, new: &New) -> (Vec<Renamed>, Vec<Span>) {
    let mut wanted = Vec::new();
    for (span, form_of, quoted) in mentions {
        wanted.extend(form(form_of, kind, span.of(&text.prose().text), new).map(|words| (span, quoted, words)));
    }
    // A name within another one goes with it.
    wanted.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
    wanted.dedup_by(|(next, ..), (last, ..)| next.start < last.end);
    let groups: Vec<Vec<Change>> = wanted.iter().map(|(span, _, words)| changes(text, *span, words).unwrap_or_default()).collect();
    let kept = text.kept(groups.clone());
    let all: Vec<Replacement> = kept.iter().flatten().flatten().cloned().collect();
    let made: Vec<Change> = groups.into_iter().zip(&kept).filter(|(_, kept)| kept.is_some()).flat_map(|(changes, _)| changes).collect();
    let together = text.keeps_together(&made, &all);
    let (mut renamed, mut left) = (Vec::new(), Vec::new());
    for ((span, quoted, _), kept) in wanted.into_iter().zip(kept) {
        match kept.filter(|_| together) {
            Some(kept) => renamed.extend(kept.into_iter().map(|replacement| Renamed { replacement, quoted })),
            None => left.push(span),
        }
    }
    (renamed, left)
}

/// Other words for a name: only the words that differ where there are as many, so that line ends and markup between them stay; else all.
fn changes(text: Original, span: Span, new: &str) -> Option<Vec<Change>> {
    let old = span.of(&text.prose().text);
    if old.split(' ').count() != new.split(' ').count() {
        return Some(vec![text.replace(span, new)?]);
    }
    let mut start = span.start;
    let mut changes = Vec::new();
    for (old, new) in old.split(' ').zip(new.split(' ')) {
        let word = Span::new(start, start + old.len() as u32);
        if old != new {
            changes.push(text.replace(word, new)?);
        }
        start = word.end + 1;
    }
    Some(changes)
}

fn renamed_elsewhere(file: &IndexedFile, entity: &IndexedEntity, new: &New) -> Elsewhere {
    let document = Document::new(file.path.to_string_lossy(), file.text.clone(), file.format);
    let prose = Prose::read(&document);
    let mentions = entity.mentions.iter().filter_map(|mention| Some((prose.of_source(mention.span)?, mention.form, mention.quoted)));
    let (changes, left) = renamed(Original::new(&document, &prose), entity.kind, mentions, new);
    Elsewhere { path: file.path.clone(), text: file.text.clone(), changes, left: left.len() }
}

/// What a mention becomes; `None` where it stays.
fn form(form: Form, kind: EntityType, old: &str, new: &New) -> Option<String> {
    let person = kind == EntityType::Person;
    let words = match (form, new) {
        (Form::Full, New::Whole(full)) => full.clone(),
        (Form::Full, New::Family(new)) if person => {
            let words: Vec<&str> = old.split(' ').collect();
            let Range { start, end } = family(&words);
            [&words[..start], &[new.as_str()], &words[end..]].concat().join(" ")
        }
        (Form::Full, New::Given(new)) if person => old.split_once(' ').map_or(new.clone(), |(_, rest)| format!("{new} {rest}")),
        (Form::Surname, New::Family(new)) | (Form::Given, New::Given(new)) if person => new.clone(),
        (Form::Surname | Form::Given, New::Whole(full)) if person => {
            let words: Vec<&str> = full.split(' ').collect();
            let family = family(&words);
            match form {
                Form::Surname => words[family].join(" "),
                _ if family.start > 0 => words[0].to_owned(),
                _ => return None,
            }
        }
        // What a body's shorter names become is nobody's to guess.
        _ => return None,
    };
    let capitals = old.chars().any(char::is_alphabetic) && !old.chars().any(char::is_lowercase) && old.chars().count() > 2;
    let words = if capitals { words.to_uppercase() } else { words };
    (words != old).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis, marked};
    use crate::text::Format;

    fn after(text: &str, new: &str) -> String {
        let (analysis, at) = marked(text);
        let mut changed = analysis.article.document.text.to_string();
        let mut all = rename(&Workspace::default(), &analysis, at, new).unwrap().here;
        all.sort_by_key(|renamed| std::cmp::Reverse(renamed.replacement.span));
        for renamed in all.iter().filter(|renamed| !renamed.quoted) {
            changed.replace_range(renamed.replacement.span.range(), &renamed.replacement.text);
        }
        changed
    }

    #[test]
    fn the_placeholder_is_the_full_name_and_the_range_the_words() {
        let (analysis, at) = marked(&FERRY.replace("Oru said the", "Or$0u said the"));
        let found = prepare(&analysis.article, at).unwrap();
        assert_eq!((found.span.of(&analysis.article.document.text), found.full.as_str()), ("Oru", "Marit Oru"));
        let (analysis, at) = marked(&FERRY.replace("she said", "sh$0e said"));
        assert_eq!(prepare(&analysis.article, at), None);
    }

    #[test]
    fn every_form_follows_the_new_full_name() {
        let changed = after(&FERRY.replace("Oru said the", "Or$0u said the"), "Marta van der Berg");
        assert!(changed.contains("\nMarta van der Berg, the mayor,"), "{changed}");
        assert!(changed.contains(" van der Berg said the town"), "{changed}");
        assert!(!changed.contains("Oru"), "{changed}");
    }

    #[test]
    fn one_word_on_a_surname_changes_the_surname() {
        let changed = after(&FERRY.replace("Oru said the", "Or$0u said the"), "Orun");
        assert!(changed.contains("\nMarit Orun, the mayor,") && changed.contains(" Orun said the town"), "{changed}");
    }

    #[test]
    fn names_and_letters_between_stay_where_one_part_changes() {
        let text = "Marit A. Oru Jr., the mayor, said on Monday that the ferry had been sold. O$0ru said so.\n";
        assert_eq!(after(text, "Holm"), "Marit A. Holm Jr., the mayor, said on Monday that the ferry had been sold. Holm said so.\n");
        let text = "Marit Oru, the mayor, said so. Marit Anna Or$0u left.\n";
        assert_eq!(after(text, "Holm"), "Marit Holm, the mayor, said so. Marit Anna Holm left.\n");
    }

    #[test]
    fn other_articles_with_the_same_full_name_follow() {
        let other = "The town knows Marit Oru, the mayor. “I trust Oru,” a pilot said on Monday. Oru spoke.\n";
        let mut workspace = Workspace::default();
        workspace.insert(crate::workspace::IndexedFile::new("/n/b.txt".into(), &analysis(other, Format::Plain).article));
        let (analysis, at) = marked(&FERRY.replace("Oru said the", "Or$0u said the"));
        let found = rename(&workspace, &analysis, at, "Marit Holm").unwrap().elsewhere;
        let changes: Vec<_> =
            found[0].changes.iter().map(|one| (one.replacement.span.start, one.replacement.text.as_str(), one.quoted)).collect();
        assert_eq!(changes, [(21, "Holm", false), (48, "Holm", true), (80, "Holm", false)]);
    }

    #[test]
    fn a_role_is_no_name_and_markup_is_none_either() {
        let (analysis, at) = marked(&FERRY.replace("she said", "sh$0e said"));
        assert!(rename(&Workspace::default(), &analysis, at, "Ada").is_err());
        let (analysis, at) = marked(&FERRY.replace("Oru said the", "Or$0u said the"));
        assert!(rename(&Workspace::default(), &analysis, at, "<b>").is_err() && rename(&Workspace::default(), &analysis, at, " ").is_err());
    }
}
