//! Whose a handle is: "MaritOru", "@GovMaritOru" and "RealOru" are Marit Oru, where the article names her.

use super::{Source, SourceKind};
use crate::entity::fold::folded;
use crate::entity::{Entities, EntityId, EntityType, Form};
use crate::syntax::Parse;

/// A shorter family name is part of too many words.
const SURNAME: usize = 4;

/// Makes the author of a post, if it is a handle, the person it belongs to; else a name of its own.
pub(super) fn resolve(parse: &Parse, entities: &Entities, source: &mut Source) {
    let at = parse.tokens[source.first as usize].span.start;
    let posts = &parse.prose.posts;
    let before = posts.partition_point(|post| post.author.end <= at);
    if posts.get(before).is_none_or(|post| post.author.start > at) {
        return;
    }
    let Some(span) = source.spans.first() else { return };
    let handle = span.of(&parse.prose.text);
    source.kind = SourceKind::Named;
    source.described = false;
    if handle.contains(' ') && source.entity.is_some() {
        return;
    }
    source.entity = owner(entities, handle).or(source.entity);
    source.name = source.entity.map_or_else(|| handle.to_owned(), |id| entities.get(id).name.clone());
}

/// The person whose given and family name stand in the handle one after another, else the only one whose family name is a word of it.
fn owner(entities: &Entities, handle: &str) -> Option<EntityId> {
    let letters = letters(handle);
    let people = || entities.entities.iter().filter(|entity| entity.kind == EntityType::Person && entity.name != handle);
    let known = || people().filter(|entity| entities.mentions_of(entity.id).any(|mention| mention.form == Form::Full));
    let whole = known().find(|entity| {
        let (first, last) = ends(&entity.name);
        !first.is_empty() && letters.contains(&format!("{first}{last}"))
    });
    if let Some(entity) = whole {
        return Some(entity.id);
    }
    let words = words(handle);
    let mut same = known().filter(|entity| {
        let (_, last) = ends(&entity.name);
        last.len() >= SURNAME && words.contains(&last)
    });
    same.next().filter(|_| same.next().is_none()).map(|entity| entity.id)
}

/// First and last word of a name, in small letters.
fn ends(name: &str) -> (String, String) {
    let mut words = name.split_whitespace();
    let first = words.next().map(letters).unwrap_or_default();
    (first, words.next_back().map(letters).unwrap_or_default())
}

fn letters(words: &str) -> String {
    folded(words).filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a handle, which begin with capitals or stand between underscores.
fn words(handle: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in handle.chars() {
        if c == '_' || c == '@' || c.is_uppercase() && lower {
            words.push(String::new());
        }
        lower = c.is_lowercase();
        if let Some(last) = words.last_mut()
            && c.is_alphanumeric()
        {
            last.push(c);
        }
    }
    words.iter().map(|word| letters(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_handle_is_cut_into_words() {
        assert_eq!(words("@GovMaritOru_1"), ["", "gov", "marit", "oru", "1"]);
    }
}
