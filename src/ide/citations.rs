//! Who cites whom in an article: each source, and whom its reported words are about.

use std::collections::BTreeMap;

use super::subject::{self, Subject};
use crate::article::Article;
use crate::entity::{EntityId, EntityType};
use crate::sourcing::Source;
use crate::text::Span;

/// Somebody who is cited, or who is spoken about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Entity(EntityId),
    /// The attribution that first names a source which is no entity.
    Source(usize),
}

/// Somebody who is cited, or who is spoken about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The fullest name, or the words used.
    pub name: String,
    /// What it is; `None` for a source without a name.
    pub kind: Option<EntityType>,
    /// Role as the article gives it; empty if never.
    pub role: String,
    /// The words that introduce it, in source bytes.
    pub span: Span,
}

/// One party's relation to another, with the words that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The other party.
    pub party: Party,
    /// The words, in source bytes, in text order.
    pub places: Vec<Span>,
}

/// Whom the words at `offset` are about: a name's bearer, or the source of what is said there.
pub fn party(article: &Article, offset: u32) -> Option<Party> {
    described(article, at(article, offset)?)
}

/// Who is cited about the party at `offset`: sources whose reported words name it, with the words that do.
pub fn incoming(article: &Article, offset: u32) -> Vec<Citation> {
    let Some(wanted) = at(article, offset) else { return Vec::new() };
    relations(article, |source, about| (about == wanted && source != wanted).then_some(source))
}

/// Whom the party at `offset` speaks about: those whom its reported words name, with the words that do.
pub fn outgoing(article: &Article, offset: u32) -> Vec<Citation> {
    let Some(wanted) = at(article, offset) else { return Vec::new() };
    relations(article, |source, about| (source == wanted && about != wanted).then_some(about))
}

fn at(article: &Article, offset: u32) -> Option<Who> {
    let attribution = match subject::at(article, offset)?.subject {
        Subject::Mention(index) => return Some(Who::Entity(article.entities.mentions.get(index)?.entity)),
        Subject::Source(index) | Subject::Cue(index) => index,
        Subject::Quotation(index) => article.sourcing.quotations.get(index)?.attribution? as usize,
        Subject::Rule(_) | Subject::Claim(_) => return None,
    };
    who(article.sourcing.attributions.get(attribution)?.source.as_ref()?, attribution)
}

fn who(source: &Source, attribution: usize) -> Option<Who> {
    Some(source.entity.map_or(Who::Source(source.same_as.map_or(attribution, |first| first as usize)), Who::Entity))
}

fn described(article: &Article, who: Who) -> Option<Party> {
    Some(match who {
        Who::Entity(id) => {
            let entity = article.entities.get(id);
            let span = article.source(subject::first_reference(article, entity)?.span);
            Party { name: entity.name.clone(), kind: Some(entity.kind), role: entity.role.clone(), span }
        }
        Who::Source(index) => {
            let source = article.sourcing.attributions.get(index)?.source.as_ref()?;
            let span = article.source(*source.spans.first()?);
            Party { name: source.name.clone(), kind: None, role: String::new(), span }
        }
    })
}

/// Every pair of a source and somebody its reported words are about, for which `key` names the party to list it under.
fn relations(article: &Article, key: impl Fn(Who, Who) -> Option<Who>) -> Vec<Citation> {
    let mut found: BTreeMap<Who, Vec<Span>> = BTreeMap::new();
    let mentions = &article.entities.mentions;
    for (index, attribution) in article.sourcing.attributions.iter().enumerate() {
        let Some(source) = attribution.source.as_ref().and_then(|source| who(source, index)) else { continue };
        for content in &attribution.content {
            let from = mentions.partition_point(|mention| mention.span.start < content.start);
            for mention in mentions.iter().skip(from).take_while(|mention| mention.span.start < content.end) {
                if let Some(listed) = key(source, Who::Entity(mention.entity)) {
                    found.entry(listed).or_default().push(article.source(mention.span));
                }
            }
        }
    }
    let citation = |(who, mut places): (Who, Vec<Span>)| {
        places.sort();
        places.dedup();
        Some(Citation { party: described(article, who)?, places })
    };
    let mut citations: Vec<Citation> = found.into_iter().filter_map(citation).collect();
    citations.sort_by_key(|citation| citation.places.first().copied());
    citations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::marked;

    const TEXT: &str = "Marit Oru, the mayor, spoke on Monday. Ada Berg, a pilot, said that Oru had sold the ferry. \
                        “Oru never asked us,” a senior official at the harbour said. Oru said Berg knew nothing.\n";

    fn shown(found: &[Citation], text: &str) -> Vec<(String, Vec<String>)> {
        found.iter().map(|one| (one.party.name.clone(), one.places.iter().map(|span| span.of(text).to_owned()).collect())).collect()
    }

    #[test]
    fn who_is_cited_about_somebody_and_whom_they_speak_about() {
        let (analysis, at) = marked(&TEXT.replace("Marit Oru", "Marit O$0ru"));
        let article = &analysis.article;
        let incoming = shown(&incoming(article, at), &article.document.text);
        assert_eq!(incoming[0], ("Ada Berg".to_owned(), vec!["Oru".to_owned()]));
        assert_eq!(incoming[1].1, ["Oru"]);
        assert!(incoming[1].0.contains("senior official"), "{incoming:?}");
        assert_eq!(shown(&outgoing(article, at), &article.document.text), [("Ada Berg".to_owned(), vec!["Berg".to_owned()])]);
        assert_eq!(party(article, at).unwrap().role, "mayor");
    }

    #[test]
    fn plain_words_are_nobody() {
        let (analysis, at) = marked(&TEXT.replace("never asked", "never as$0ked"));
        assert!(party(&analysis.article, at).is_some_and(|party| party.name.contains("senior official")));
        let (analysis, at) = marked(&TEXT.replace("on Monday", "o$0n Monday"));
        assert_eq!(party(&analysis.article, at), None);
    }
}
