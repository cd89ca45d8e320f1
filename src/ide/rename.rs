//! A person's new name, in every form: the full name, the surname with its particles, the given name, in capitals where the old one was.
//!
//! Direct quotations are not ours to edit: a name inside one changes only where somebody confirms it.

mod forms;
mod places;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Replacement;
use super::edit::{Change, Original};
use super::excerpt;
use super::subject::{self, Subject};
use crate::article::Article;
use crate::entity::{Entity, EntityType, Form, Mention};
use crate::prose::Prose;
use crate::text::{Document, Span};
use crate::workspace::{Analysis, IndexedEntity, IndexedFile, Workspace};
use forms::New;
use places::Bearer;

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
    /// How many names stay as they are, since they are code, part of an address or of a tag.
    pub code: usize,
}

/// All changes that a new name makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renaming {
    /// In the article that was asked about, in text order.
    pub here: Vec<Renamed>,
    /// The names in it that stay as they are, since markup stands in them: source bytes, in text order.
    pub left: Vec<Span>,
    /// How many names in it stay as they are, since they are code, part of an address or of a tag.
    pub code: usize,
    /// In other articles that have the same full name; somebody else may bear it.
    pub elsewhere: Vec<Elsewhere>,
}

impl Renaming {
    /// What stays under the old name, in a sentence for whoever renames; `confirms`: somebody can be asked about single changes. Where nobody
    /// can, quotations and other articles stay.
    pub fn unchanged(&self, article: &Article, confirms: bool) -> Option<String> {
        let mut reasons = Vec::new();
        if !self.left.is_empty() {
            let lines: Vec<String> = self.left.iter().take(LINES).map(|span| excerpt::line(article, span.start).to_string()).collect();
            let more = if self.left.len() > LINES { format!(" and {} more", self.left.len() - LINES) } else { String::new() };
            let line = if self.left.len() == 1 { "line" } else { "lines" };
            reasons.push(format!("in this article ({line} {}{more}), where markup stands in the name", lines.join(", ")));
        }
        let left: usize = self.elsewhere.iter().map(|other| other.left).sum();
        if confirms && left > 0 {
            reasons.push(format!("in {} of other articles, where markup stands in the name", places(left)));
        }
        let code = self.code + if confirms { self.elsewhere.iter().map(|other| other.code).sum() } else { 0 };
        if code > 0 {
            reasons.push(format!("in {}, where it is code or part of an address", places(code)));
        }
        let here = self.here.iter().filter(|renamed| renamed.quoted && !confirms).count();
        if here > 0 {
            reasons.push(format!("in {} inside quotations, which are somebody's own words", places(here)));
        }
        if !confirms && !self.elsewhere.is_empty() {
            let name = |other: &Elsewhere| other.path.file_name().map(|name| name.to_string_lossy().into_owned());
            let names: Vec<String> = self.elsewhere.iter().filter_map(name).take(LINES).collect();
            let more = if self.elsewhere.len() > LINES { format!(" and {} more", self.elsewhere.len() - LINES) } else { String::new() };
            reasons.push(format!("in {}{more}: somebody else may bear it there, and this editor cannot ask you", names.join(", ")));
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
    let mentions: Vec<Named> = article.entities.mentions_of(entity.id).filter(|one| one.form.is_name()).map(Named::from).collect();
    let alone = mentions.iter().all(|one| !one.span.of(&article.prose.text).contains(' '));
    let titled = article.entities.mentions_of(entity.id).any(|one| one.honorific);
    let bearer = Bearer::new(&entity.name, entity.kind, alone && !titled);
    let Outcome { renamed: here, left, code } = renamed(Original::from(article), &bearer, &mentions, &new);
    let left = left.into_iter().map(|span| article.source(span)).collect();
    let others = workspace.elsewhere(&entity.name, entity.kind, analysis.path.as_deref()).into_iter();
    // What was published stays as it was published.
    let elsewhere = others.filter_map(|(file, entity)| Some(renamed_elsewhere(file, file.held()?, entity, &new)));
    let elsewhere = elsewhere.filter(|other| !other.changes.is_empty() || other.left + other.code > 0).collect();
    Ok(Renaming { here, left, code, elsewhere })
}

/// The other articles that a new name for the entity at `offset` would change, each with the text that is known of it.
pub fn others<'a>(workspace: &'a Workspace, analysis: &Analysis, offset: u32) -> Vec<(&'a Path, &'a str)> {
    let Some((_, entity)) = name_at(&analysis.article, offset) else { return Vec::new() };
    let others = workspace.elsewhere(&entity.name, entity.kind, analysis.path.as_deref());
    others.into_iter().filter_map(|(file, _)| Some((file.path.as_path(), &**file.held()?))).collect()
}

/// A place that names somebody, in prose bytes.
#[derive(Debug, Clone, Copy)]
struct Named {
    span: Span,
    form: Form,
    quoted: bool,
}

impl From<&Mention> for Named {
    fn from(mention: &Mention) -> Named {
        Named { span: mention.span, form: mention.form, quoted: mention.quoted }
    }
}

fn name_at(article: &Article, offset: u32) -> Option<(&Mention, &Entity)> {
    let Subject::Mention(index) = subject::at(article, offset)?.subject else { return None };
    let mention = article.entities.mentions.get(index)?;
    mention.form.is_name().then(|| (mention, article.entities.get(mention.entity)))
}

/// What comes of a new name in one text.
struct Outcome {
    renamed: Vec<Renamed>,
    /// Those that stay because their source is not theirs alone, in prose bytes.
    left: Vec<Span>,
    /// How many stay because they are code.
    code: usize,
}

/// The changes of the mentions.
fn renamed(text: Original, bearer: &Bearer, mentions: &[Named], new: &New) -> Outcome {
    let (mut wanted, mut left, mut code) = (Vec::new(), Vec::new(), 0);
    for Named { span, form, quoted } in mentions {
        let Some((place, words)) = bearer.renamed(text.prose(), *span, *form, new) else { continue };
        if places::is_code(text, *span) {
            code += 1;
        } else {
            wanted.push((place, *quoted, words));
        }
    }
    // A name within another one goes with it.
    wanted.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
    wanted.dedup_by(|(next, ..), (last, ..)| next.start < last.end);
    let groups: Vec<Vec<Change>> = wanted.iter().map(|(span, _, words)| changes(text, *span, words).unwrap_or_default()).collect();
    let kept = text.kept(groups.clone());
    let all: Vec<Replacement> = kept.iter().flatten().flatten().cloned().collect();
    let made: Vec<Change> = groups.into_iter().zip(&kept).filter(|(_, kept)| kept.is_some()).flat_map(|(changes, _)| changes).collect();
    let together = text.keeps_together(&made, &all);
    let mut renamed = Vec::new();
    for ((span, quoted, _), kept) in wanted.into_iter().zip(kept) {
        match kept.filter(|_| together) {
            Some(kept) => renamed.extend(kept.into_iter().map(|replacement| Renamed { replacement, quoted })),
            None => left.push(span),
        }
    }
    Outcome { renamed, left, code }
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

fn renamed_elsewhere(file: &IndexedFile, text: &Arc<str>, entity: &IndexedEntity, new: &New) -> Elsewhere {
    let document = Document::new(file.path.to_string_lossy(), text.clone(), file.format);
    let prose = Prose::read(&document);
    let names = entity.mentions.iter().filter(|mention| mention.form.is_name());
    let named = names.filter_map(|one| Some(Named { span: prose.of_source(one.span)?, form: one.form, quoted: one.quoted }));
    let mentions: Vec<Named> = named.collect();
    let bearer = Bearer::new(&entity.name, entity.kind, false);
    let Outcome { renamed: changes, left, code } = renamed(Original::new(&document, &prose), &bearer, &mentions, new);
    Elsewhere { path: file.path.clone(), text: text.clone(), changes, left: left.len(), code }
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
        assert!(changed.contains(" Van der Berg said the town"), "{changed}");
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
    fn particles_go_with_their_name_and_a_sentence_keeps_its_capital() {
        let text = "Ludwig von der Heide, the mayor, spoke on Monday. Von der Heide said no. The town heard von der He$0ide speak.\n";
        assert_eq!(after(text, "Ruth Marsh"), "Ruth Marsh, the mayor, spoke on Monday. Marsh said no. The town heard Marsh speak.\n");
        let text = "Ana De Silva, the mayor, spoke on Monday. De Silva said no. The town knows Mr. De Sil$0va well.\n";
        let changed = "Ana van der Berg, the mayor, spoke on Monday. Van der Berg said no. The town knows Mr. van der Berg well.\n";
        assert_eq!(after(text, "Ana van der Berg"), changed);
    }

    #[test]
    fn a_family_name_may_come_first() {
        let text = "Kim Min-seo, the mayor, spoke on Monday. Kim said no. The town knows Ms Ki$0m well.\n";
        assert_eq!(after(text, "Lee Ji-won"), "Lee Ji-won, the mayor, spoke on Monday. Lee said no. The town knows Ms Lee well.\n");
        assert_eq!(after(text, "Ruth Marsh"), "Ruth Marsh, the mayor, spoke on Monday. Marsh said no. The town knows Ms Marsh well.\n");
        assert_eq!(after(text, "Lee"), "Lee Min-seo, the mayor, spoke on Monday. Lee said no. The town knows Ms Lee well.\n");
    }

    #[test]
    fn the_apostrophe_follows_the_last_letter() {
        let text = |name: &str, of: &str| {
            format!("Ada {name}, the baker, spoke on Monday. {name} said no. The town knows {of} shop. {name} left.\n")
        };
        let (ross, cole) = (text("Ross", "Ross’"), text("Cole", "Cole’s"));
        assert_eq!(after(&ross.replacen("Ross said", "Ro$0ss said", 1), "Ada Cole"), cole);
        assert_eq!(after(&cole.replacen("Cole said", "Co$0le said", 1), "Ada Ross"), ross);
        let modern = text("Ross", "Ross's");
        assert_eq!(after(&modern.replacen("Ross said", "Ro$0ss said", 1), "Ada Cole"), text("Cole", "Cole's"));
        assert_eq!(after(&modern.replacen("Ross said", "Ro$0ss said", 1), "Ada Hughes"), text("Hughes", "Hughes's"));
    }

    #[test]
    fn code_keeps_its_names() {
        let text = "Marit Oru, the mayor, said so. `Oru` is in the table.\n\n    Oru\n\nSee https://x.example/Oru for more. O$0ru left.\n";
        let at = text.find("$0").unwrap() as u32;
        let analysis = analysis(&text.replacen("$0", "", 1), Format::Markdown);
        let found = rename(&Workspace::default(), &analysis, at, "Marit Holm").unwrap();
        let places: Vec<u32> = found.here.iter().map(|one| one.replacement.span.start).collect();
        assert_eq!(places, [6, text.find("O$0ru").unwrap() as u32]);
        if found.code > 0 {
            assert!(found.unchanged(&analysis.article, true).unwrap().contains("where it is code"));
        }
    }

    #[test]
    fn who_is_called_by_a_given_name_gets_a_given_name() {
        let text = "Petra Lund, the baker, has a daughter. Am$0y is nine. Amy likes the ferry.\n";
        assert_eq!(after(text, "Amy Lund"), text.replacen("$0", "", 1));
        assert_eq!(after(text, "Zoe Lund"), text.replacen("$0", "", 1).replace("Amy", "Zoe"));
        assert_eq!(after(text, "Zoe"), text.replacen("$0", "", 1).replace("Amy", "Zoe"));
    }

    #[test]
    fn where_nobody_can_be_asked_other_articles_stay_and_that_is_said() {
        let mut workspace = Workspace::default();
        let other = analysis("The town knows Marit Oru, the mayor.\n", Format::Plain);
        workspace.insert(crate::workspace::IndexedFile::new("/n/b.txt".into(), &other.article));
        let (analysis, at) = marked(&FERRY.replace("Oru said the", "Or$0u said the"));
        let found = rename(&workspace, &analysis, at, "Marit Holm").unwrap();
        assert_eq!(found.unchanged(&analysis.article, true), None);
        let said = found.unchanged(&analysis.article, false).unwrap();
        assert_eq!(said, "The old name stays in b.txt: somebody else may bear it there, and this editor cannot ask you.");
        assert_eq!(others(&workspace, &analysis, at).len(), 1);
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
