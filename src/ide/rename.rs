//! A person's new name, in every form: the full name, the surname with its particles, the given name, in capitals where the old one was.
//!
//! Direct quotations are not ours to edit: a name inside one changes only where somebody confirms it.

use super::Replacement;
use super::subject::{self, Subject};
use crate::article::Article;
use crate::entity::name::{is_particle, is_suffix};
use crate::entity::{Entity, EntityType, Form, Mention};
use crate::text::Span;

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

/// The parts of a name that is typed.
struct Parts {
    given: String,
    family: String,
    full: String,
}

/// The name at `offset`, if it can be renamed: any name, but no role and no pronoun.
pub fn prepare(article: &Article, offset: u32) -> Option<Renamable> {
    let (mention, entity) = name_at(article, offset)?;
    Some(Renamable { span: article.source(mention.span), full: entity.name.clone() })
}

/// The changes that give the entity at `offset` a new name. One word typed over a surname changes the surname, over a given name the given
/// name; anything else is the new full name. Why it cannot be done comes as an error in plain words.
pub fn rename(article: &Article, offset: u32, new: &str) -> Result<Vec<Renamed>, String> {
    let (mention, entity) = name_at(article, offset).ok_or("Only a name can be renamed; the cursor is on none.")?;
    let words: Vec<&str> = new.split_whitespace().collect();
    if words.is_empty() || new.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | '*' | '[' | ']')) {
        return Err("A name has letters and no markup.".to_owned());
    }
    let old = parts_of(&entity.name.split_whitespace().collect::<Vec<_>>());
    let new = match (entity.kind, mention.form, words.len()) {
        (EntityType::Person, Form::Given, 1) => {
            Parts { given: words[0].into(), full: format!("{} {}", words[0], old.family), family: old.family }
        }
        (EntityType::Person, Form::Surname | Form::Full, 1) => {
            Parts { family: words[0].into(), full: format!("{} {}", old.given, words[0]).trim().to_owned(), given: old.given }
        }
        (EntityType::Person, ..) => parts_of(&words),
        _ => Parts { given: String::new(), family: String::new(), full: words.join(" ") },
    };
    let mentions = article.entities.mentions_of(entity.id);
    Ok(mentions.filter_map(|mention| renamed(article, entity, mention, &new)).flatten().collect())
}

fn name_at(article: &Article, offset: u32) -> Option<(&Mention, &Entity)> {
    let Subject::Mention(index) = subject::at(article, offset)?.subject else { return None };
    let mention = article.entities.mentions.get(index)?;
    mention.form.is_name().then(|| (mention, article.entities.get(mention.entity)))
}

fn parts_of(words: &[&str]) -> Parts {
    let full = words.join(" ");
    let mut end = words.len();
    while end > 1 && is_suffix(words[end - 1]) {
        end -= 1;
    }
    let Some(last) = end.checked_sub(1) else { return Parts { given: String::new(), family: full.clone(), full } };
    let family = (1..last).find(|at| is_particle(words[*at])).unwrap_or(last);
    let given = if family == 0 { String::new() } else { words[0].to_owned() };
    Parts { given, family: words[family..end].join(" "), full }
}

fn renamed(article: &Article, entity: &Entity, mention: &Mention, new: &Parts) -> Option<Vec<Renamed>> {
    let words = match mention.form {
        Form::Full => &new.full,
        Form::Surname => &new.family,
        Form::Given => &new.given,
        // What a body's shorter names become is nobody's to guess.
        _ => return None,
    };
    if words.is_empty() || (entity.kind != EntityType::Person && mention.form != Form::Full) {
        return None;
    }
    let old = mention.span.of(&article.prose.text);
    let capitals = old.chars().any(char::is_alphabetic) && !old.chars().any(char::is_lowercase) && old.chars().count() > 2;
    let words = if capitals { words.to_uppercase() } else { words.clone() };
    if words == old {
        return None;
    }
    let changes = word_by_word(article, mention, &words).or_else(|| whole(article, mention, &words))?;
    Some(changes.into_iter().map(|replacement| Renamed { replacement, quoted: mention.quoted }).collect())
}

/// Changes only the words that differ, so that line ends and markup inside a name stay.
fn word_by_word(article: &Article, mention: &Mention, new: &str) -> Option<Vec<Replacement>> {
    let parse = article.parse();
    let new: Vec<&str> = new.split_whitespace().collect();
    if new.len() != mention.tokens().len() || mention.last as usize > parse.tokens.len() {
        return None;
    }
    let pairs = mention.tokens().zip(new).filter(|(at, word)| parse.word(*at) != *word);
    Some(pairs.map(|(at, word)| Replacement { span: article.source(parse.tokens[at].span), text: word.to_owned() }).collect())
}

/// Changes the whole name, unless markup stands inside it: then the change would take the markup away.
fn whole(article: &Article, mention: &Mention, new: &str) -> Option<Vec<Replacement>> {
    let span: Span = article.source(mention.span);
    let plain = !span.of(&article.document.text).contains(['<', '[', ']', '*', '_', '&', '`']);
    plain.then(|| vec![Replacement { span, text: new.to_owned() }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, marked};

    fn after(text: &str, new: &str) -> String {
        let (analysis, at) = marked(text);
        let mut changed = analysis.article.document.text.to_string();
        let mut all = rename(&analysis.article, at, new).unwrap();
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
    fn a_role_is_no_name_and_markup_is_none_either() {
        let (analysis, at) = marked(&FERRY.replace("she said", "sh$0e said"));
        assert!(rename(&analysis.article, at, "Ada").is_err());
        let (analysis, at) = marked(&FERRY.replace("Oru said the", "Or$0u said the"));
        assert!(rename(&analysis.article, at, "<b>").is_err() && rename(&analysis.article, at, " ").is_err());
    }
}
