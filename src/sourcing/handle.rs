//! Whose a handle is: "MaritOru", "@GovMaritOru" and "RealOru" are Marit Oru, where the article names her.

use super::{Attribution, Grounds, Quote, Source, SourceKind};
use crate::entity::fold::folded;
use crate::entity::{Entities, EntityId, EntityType, Form};
use crate::lexicon::Class;
use crate::syntax::Parse;

/// A shorter family name is part of too many words.
const SURNAME: usize = 4;
/// And a shorter given name.
const GIVEN: usize = 3;

/// Makes the author of a post, if it is a handle, the person it belongs to; else a name of its own.
pub(super) fn resolve(parse: &Parse, entities: &Entities, source: &mut Source) {
    if !names_post(parse, source) {
        return;
    }
    let Some(span) = source.spans.first() else { return };
    let handle = span.of(&parse.prose.text);
    source.described = false;
    if handle.contains(' ') && source.entity.is_some() {
        return;
    }
    if let Some(id) = owner(entities, handle) {
        (source.entity, source.kind) = (Some(id), SourceKind::Named);
        source.name.clone_from(&entities.get(id).name);
        return;
    }
    // "@quayside" may be anybody's: all that is known is the post itself.
    let given = words(handle).any(|word| word.len() >= GIVEN && parse.lexicon.word(word).classes.has(Class::GivenName));
    source.kind = if given { SourceKind::Named } else { SourceKind::Document };
    source.entity = None;
    source.name = handle.to_owned();
}

/// Whether the source is the author of a post.
fn names_post(parse: &Parse, source: &Source) -> bool {
    let Some(span) = source.spans.first() else { return false };
    let posts = &parse.prose.posts;
    let before = posts.partition_point(|post| post.author.end <= span.start);
    posts.get(before).is_some_and(|post| post.author.start <= span.start)
}

/// What is shown as somebody's own words rests on them; a post, as it can be looked up, on itself too.
pub(super) fn ground(parse: &Parse, attributions: &[Attribution], grounds: &mut [Grounds]) {
    for (index, attribution) in attributions.iter().enumerate().filter(|(_, attribution)| attribution.quote == Quote::Shown) {
        let Some(source) = attribution.source.as_ref() else { continue };
        let mut kinds = vec![source.kind];
        if source.kind != SourceKind::Document && names_post(parse, source) {
            kinds.push(SourceKind::Document);
        }
        for span in &attribution.content {
            let (from, to) = (parse.token_from(span.start), parse.token_from(span.end).max(1) - 1);
            for sentence in parse.sentence_of(from)..=parse.sentence_of(to) {
                if let Some(ground) = grounds.get_mut(sentence) {
                    let carried = sentence != attribution.sentence as usize;
                    *ground = Grounds { kinds: kinds.clone(), attributions: vec![index as u32], carried, weight: 1.0 };
                }
            }
        }
    }
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
    let words: Vec<String> = words(handle).map(self::letters).collect();
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
fn words(handle: &str) -> impl Iterator<Item = &str> {
    let mut lower = false;
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in handle.char_indices() {
        if c.is_uppercase() && lower {
            starts.push(at);
        }
        lower = c.is_lowercase();
    }
    starts.push(handle.len());
    let mut from = 0;
    let cut = starts.into_iter().map(move |to| {
        let word = &handle[from..to];
        from = to;
        word
    });
    cut.flat_map(|word| word.split(['@', '_'])).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_handle_is_cut_into_words() {
        assert_eq!(words("@GovMaritOru_1").collect::<Vec<_>>(), ["Gov", "Marit", "Oru", "1"]);
    }
}
