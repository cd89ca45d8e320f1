//! Names that stand inside longer names: the town in "University of Vellmouth", the board in "Harbour Board Prize".
//!
//! They are no mentions of their own (a reader who looks for the town does not mean the university), but they do tell what the longer
//! name is about, so they are kept beside the mentions.

use rustc_hash::FxHashMap;

use super::evidence::Evidence;
use super::{Entities, EntityId, EntityType, Form, Mention};
use crate::syntax::Parse;

/// Names of so many words at most are looked for.
const LONGEST: usize = 5;
/// How many names that begin with the same word are compared.
const NAMESAKES: usize = 12;

/// The names inside the longer names of an article, in text order; each is that of an entity that is also named on its own.
pub fn names(parse: &Parse, evidence: &Evidence, all: &Entities) -> Vec<Mention> {
    let mut known = FxHashMap::<u64, Vec<(usize, EntityId)>>::default();
    for (index, mention) in all.mentions.iter().enumerate() {
        let person = all.get(mention.entity).kind == EntityType::Person;
        if !mention.form.is_name() || mention.tokens().len() > LONGEST || person && mention.form != Form::Full {
            continue;
        }
        let names = known.entry(evidence.keys[mention.first as usize]).or_default();
        let same = |(other, _): &(usize, EntityId)| words(evidence, &all.mentions[*other]) == words(evidence, mention);
        if names.len() < NAMESAKES && !names.iter().any(same) {
            names.push((index, mention.entity));
        }
    }
    let mut found = Vec::new();
    for outer in &all.mentions {
        if outer.tokens().len() < 2 || !outer.form.is_name() || all.get(outer.entity).kind == EntityType::Person {
            continue;
        }
        let mut at = outer.first as usize;
        while at < outer.last as usize {
            let here = &evidence.keys[at..outer.last as usize];
            let fits = |(index, entity): &&(usize, EntityId)| {
                let name = words(evidence, &all.mentions[*index]);
                *entity != outer.entity && name.len() < outer.tokens().len() && here.starts_with(name)
            };
            let inner = known
                .get(&here[0])
                .and_then(|names| names.iter().filter(fits).max_by_key(|(index, _)| all.mentions[*index].tokens().len()));
            let Some((index, entity)) = inner else {
                at += 1;
                continue;
            };
            let length = all.mentions[*index].tokens().len();
            found.push((at, at + length, *entity, outer.quoted));
            at += length;
        }
    }
    found.into_iter().map(|(first, last, entity, quoted)| mention(parse, first, last, entity, quoted)).collect()
}

fn words<'e>(evidence: &'e Evidence, mention: &Mention) -> &'e [u64] {
    &evidence.keys[mention.tokens()]
}

fn mention(parse: &Parse, first: usize, last: usize, entity: EntityId, quoted: bool) -> Mention {
    let span = parse.span(first..last);
    Mention { span, first: first as u32, last: last as u32, form: Form::Demonym, entity, honorific: false, title: None, quoted }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn read(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    #[test]
    fn a_town_inside_the_name_of_its_university_is_the_town() {
        let article = read("She lives in Vellmouth. The University of Vellmouth is in Vellmouth.");
        let found: Vec<_> = article
            .entities
            .inside
            .iter()
            .map(|mention| (mention.span.of(&article.prose.text), article.entities.get(mention.entity).name.as_str()))
            .collect();
        assert_eq!(found, [("Vellmouth", "Vellmouth")]);
    }
}
