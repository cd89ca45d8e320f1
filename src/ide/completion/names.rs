//! Names as they are typed. What is written replaces all of the name that stands there already, and nothing is offered where a word is
//! whole: somebody who ends a line with it must not find another one in its place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{About, Completion, CompletionKind};
use crate::article::Article;
use crate::entity::fold::folded;
use crate::entity::{Entity, EntityType, Form};
use crate::ide::personal::PersonalWords;
use crate::lexicon::{Class, Lexicon};
use crate::prose::Role;
use crate::text::Span;
use crate::workspace::{Analysis, Workspace};

/// Names that are offered at most.
const MOST: usize = 40;

/// A name that may be meant.
struct Candidate {
    /// 0 in this article, 1 in others.
    distance: u8,
    name: String,
    role: String,
    kind: EntityType,
    path: Option<PathBuf>,
}

/// Names of this article and of others that begin as the word before the cursor does.
pub(super) fn names(workspace: &Workspace, analysis: &Analysis, before: &str, offset: u32) -> Vec<Completion> {
    let article = &analysis.article;
    let typed = last_word(before);
    let goes_on = article.document.text.get(offset as usize..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if typed.chars().count() < 2
        || !typed.starts_with(char::is_uppercase)
        || goes_on
        || is_word(article, typed)
        || is_code(article, before, offset)
    {
        return Vec::new();
    }
    let wanted: String = folded(typed).collect();
    let candidates = candidates(workspace, analysis, &wanted, offset);
    let is_whole = |candidate: &Candidate| candidate.name.split(' ').any(|word| folded(word).eq(wanted.chars()));
    if candidates.iter().any(is_whole) {
        return Vec::new();
    }
    let mut found = BTreeMap::new();
    for candidate in &candidates {
        if let Some((text, typed)) = fitting(before, typed, candidate) {
            found.entry((candidate.distance, text.clone())).or_insert((text, typed, candidate));
        }
    }
    let offer = |(text, typed, candidate): (String, Typed, &Candidate)| Completion {
        detail: candidate.role.clone(),
        kind: CompletionKind::Name(candidate.kind),
        span: Span::new(offset - typed.bytes as u32, offset),
        filter: super::shorter(text.split(' ').skip(typed.skipped).collect::<Vec<_>>().join(" ")),
        about: About::Name { name: candidate.name.clone(), path: candidate.path.clone() },
        text,
    };
    found.into_values().take(MOST).map(offer).collect()
}

/// The word that ends the text.
fn last_word(before: &str) -> &str {
    let start = before.rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '\u{300}'..='\u{36f}'));
    start.map_or(before, |at| before.get(at..).map_or("", |rest| rest.trim_start_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether what is typed is a word already, and no beginning of a name. Nobody ends a line with two letters.
fn is_word(article: &Article, typed: &str) -> bool {
    if typed.chars().count() < 3 {
        return false;
    }
    Lexicon::shipped().word(typed).classes.has(Class::Opener) || article.has_in_lower_case(&typed.to_lowercase())
}

/// Whether the cursor stands in code or an address.
fn is_code(article: &Article, before: &str, offset: u32) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let at = article.prose.to_prose(offset.saturating_sub(1));
    let block = at.and_then(|at| article.prose.block_at(at)).and_then(|at| article.prose.blocks.get(at));
    word.contains("://")
        || word.contains('@')
        || block.is_some_and(|block| block.role == Role::Code)
        || at.is_some_and(|at| article.prose.is_code(at))
}

/// The names that have a word which begins as `wanted` does, folded.
fn candidates(workspace: &Workspace, analysis: &Analysis, wanted: &str, offset: u32) -> Vec<Candidate> {
    let article = &analysis.article;
    let fits = |name: &str| folded(name).collect::<String>().split(' ').any(|word| word.starts_with(wanted));
    let here = article.entities.entities.iter().filter(|entity| entity.kind != EntityType::Other).filter_map(|entity| {
        let name = name_elsewhere(article, entity, offset).filter(|name| fits(name))?;
        Some(Candidate { distance: 0, name: name.to_owned(), role: entity.role.clone(), kind: entity.kind, path: None })
    });
    let mut found: Vec<Candidate> = here.collect();
    let own = found.len();
    for file in workspace.files().filter(|file| Some(&file.path) != analysis.path.as_ref()) {
        let named =
            file.entities.iter().filter(|entity| entity.kind != EntityType::Other && entity.folded.contains(wanted) && fits(&entity.name));
        for entity in named {
            if !found[..own].iter().any(|known| *known.name == *entity.name) {
                let (name, role, path) = (entity.name.to_string(), entity.role.to_string(), Some(file.path.clone()));
                found.push(Candidate { distance: 1, name, role, kind: entity.kind, path });
            }
        }
    }
    let notebook = &analysis.governing.settings.notebook;
    for record in notebook.records().filter(|record| !record.no_card && !record.private && fits(&record.name)) {
        if !found.iter().any(|known| known.name == record.name) {
            // Of two people of a name nothing is said but the name.
            let role = if notebook.named(&record.name).len() > 1 { None } else { record.roles_at(article.published()).next() };
            let role = role.map(|role| role.told()).unwrap_or_default();
            found.push(Candidate { distance: 1, name: record.name.clone(), role, kind: record.kind, path: Some(record.path.clone()) });
        }
    }
    found
}

/// The fullest name of an entity that does not stand at the cursor, where it is half a name.
fn name_elsewhere<'a>(article: &'a Article, entity: &'a Entity, offset: u32) -> Option<&'a str> {
    let touches = |span: Span| span.start <= offset && offset <= span.end;
    let elsewhere =
        article.entities.mentions_of(entity.id).filter(|mention| mention.form.is_name() && !touches(article.source(mention.span)));
    let words = elsewhere.map(|mention| (mention.span.of(&article.prose.text), mention.form)).collect::<Vec<_>>();
    if words.iter().any(|(words, _)| *words == entity.name) {
        return Some(&entity.name);
    }
    words.into_iter().max_by_key(|(words, form)| (*form == Form::Full, words.len())).map(|(words, _)| words)
}

/// How much of a name stands there.
#[derive(Clone, Copy)]
struct Typed {
    /// In source bytes before the cursor.
    bytes: usize,
    /// Words of the name that come before what is typed and do not stand there.
    skipped: usize,
}

/// The form of a name that goes on where the text stops: all of it, or behind "Mr" and its kin, and where its particles stand, the family
/// name. `None` where what stands before is part of another name.
fn fitting(before: &str, typed: &str, candidate: &Candidate) -> Option<(String, Typed)> {
    let whole = stands(before, typed, &candidate.name)?;
    let lead = Before::of(before, whole.bytes);
    let whole_name = matches!(lead, Before::Open) || matches!(lead, Before::Honorific) && whole.bytes > typed.len();
    if whole_name && whole.skipped == 0 {
        return Some((candidate.name.clone(), whole));
    }
    if candidate.kind == EntityType::Person {
        let family = PersonalWords::of(&candidate.name).family();
        let stands = stands(before, typed, &family).filter(|stands| stands.skipped == 0);
        if let Some(stands) = stands {
            match Before::of(before, stands.bytes) {
                Before::Honorific => return Some((family, stands)),
                Before::Open if stands.bytes > typed.len() => return Some((family, stands)),
                _ => {}
            }
        }
    }
    matches!(lead, Before::Open).then(|| (candidate.name.clone(), whole))
}

/// How much of `name` stands before the cursor: the most words of it that end in what is typed.
fn stands(before: &str, typed: &str, name: &str) -> Option<Typed> {
    let words: Vec<String> = name.split(' ').map(|word| folded(word).collect()).collect();
    let wanted: String = folded(typed).collect();
    let lead = &before[..before.len() - typed.len()];
    let at = |index: usize| {
        words[index].starts_with(&wanted).then(|| {
            let mut rest = lead;
            for word in words[..index].iter().rev() {
                let gap = rest.trim_end_matches(' ');
                let start = gap
                    .rfind(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '‘' | '(' | '—' | '–'))
                    .map_or(0, |at| at + gap[at..].chars().next().map_or(1, char::len_utf8));
                if gap.len() == rest.len() || folded(&gap[start..]).ne(word.chars()) {
                    return Typed { bytes: typed.len(), skipped: index };
                }
                rest = &gap[..start];
            }
            Typed { bytes: before.len() - rest.len(), skipped: 0 }
        })
    };
    (0..words.len()).filter_map(at).min_by_key(|typed| (typed.skipped, std::cmp::Reverse(typed.bytes)))
}

/// What stands directly before a name.
enum Before {
    /// Nothing that is part of a name.
    Open,
    /// "Mr" and its kin.
    Honorific,
    /// Part of another name.
    Name,
}

impl Before {
    fn of(before: &str, bytes: usize) -> Before {
        let lead = &before[..before.len() - bytes];
        let word = lead.strip_suffix(' ').map(|lead| lead.rsplit(|c: char| c.is_whitespace() || c == '“' || c == '"' || c == '(').next());
        let Some(word) = word.flatten().filter(|word| word.starts_with(char::is_uppercase)) else { return Before::Open };
        let known = Lexicon::shipped().word(word).classes;
        if known.has(Class::Honorific) {
            return Before::Honorific;
        }
        let apart = word.ends_with([',', '.', '!', '?', ';', ':', '”', '"', ')', '’', '\'']);
        let plain = known.any(&[Class::Title, Class::Opener, Class::Weekday, Class::Month, Class::PersonNoun, Class::Demonym]);
        // "Ask Ma": the capital of a sentence's first word tells nothing.
        let rest = lead.trim_end().strip_suffix(word).unwrap_or_default().trim_end();
        let opens = rest.is_empty() || rest.ends_with(['.', '!', '?', ':', '”', '"']);
        let named = known.any(&[Class::GivenName, Class::FamilyName]);
        if apart || plain && !known.has(Class::GivenName) || opens && !named { Before::Open } else { Before::Name }
    }
}
