//! "I" and "my" inside a quotation, or in words that are shown as somebody's: whoever speaks it. Known only once the quotations have their speakers.

use super::{Attribution, Quote};
use crate::entity::interview::FIRST_PERSON;
use crate::entity::{Entities, EntityType, Form, Mention};
use crate::syntax::Parse;

/// The first persons of the article's quotations, each a mention of the speaker, in text order.
pub fn find(parse: &Parse, entities: &Entities, attributions: &[Attribution]) -> Vec<Mention> {
    let inner: Vec<_> = parse.quoted.iter().filter(|quoted| quoted.depth > 0).collect();
    let mut found: Vec<Mention> = Vec::new();
    for attribution in attributions.iter().filter(|attribution| attribution.quote != Quote::Indirect) {
        let Some((sure, entity)) =
            attribution.source.as_ref().and_then(|source| Some((source.entity.is_some(), source.entity.or(source.likely)?)))
        else {
            continue;
        };
        if entities.get(entity).kind != EntityType::Person {
            continue;
        }
        let shown = attribution.quote == Quote::Shown;
        for span in &attribution.content {
            let first = parse.token_from(span.start);
            for at in (first..parse.tokens.len()).take_while(|at| parse.tokens[*at].span.end <= span.end) {
                if parse.tokens[at].span.len() > 6
                    || !parse.is_any(at, FIRST_PERSON)
                    || parse.quoted_at(at).is_none() != shown
                    || shown && entities.mention_at(at).is_some()
                {
                    continue;
                }
                let after = inner.partition_point(|quoted| quoted.open as usize <= at);
                let theirs = inner[..after].iter().rev().take(4).any(|quoted| at < quoted.end as usize);
                if !theirs {
                    found.push(Mention { quoted: true, sure, ..Mention::bare(parse, at..at + 1, Form::Pronoun, entity) });
                }
            }
        }
    }
    found.sort_by_key(|mention| mention.first);
    found.dedup_by_key(|mention| mention.first);
    found
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
    fn the_i_of_a_quotation_is_its_speaker() {
        let article = read("Marit Oru met Tom Hale. “I told him that my boat was late,” Oru said.");
        let found: Vec<_> = article
            .entities
            .mentions
            .iter()
            .filter(|mention| matches!(mention.span.of(&article.prose.text), "I" | "my"))
            .map(|mention| (mention.span.of(&article.prose.text), mention.entity))
            .collect();
        let oru = article.entities.entities.iter().position(|entity| entity.name == "Marit Oru").map(|id| id as u32);
        assert_eq!(found.iter().map(|(word, _)| *word).collect::<Vec<_>>(), ["I", "my"]);
        assert!(found.iter().all(|(_, entity)| Some(*entity) == oru));
    }
}
