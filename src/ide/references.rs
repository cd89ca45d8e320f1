//! Everywhere something is meant: all mentions of an entity, here and in other articles, or all that rests on a source.

use super::Target;
use super::subject::{self, Subject};
use crate::article::Article;
use crate::text::Span;
use crate::workspace::{Analysis, Workspace};

/// A place in this article, and whether it is the first reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Highlight {
    /// Source bytes.
    pub span: Span,
    /// The place that introduces it.
    pub first: bool,
}

/// The places that belong to the words at `offset`; without the first reference unless `with_first`.
pub fn references(workspace: &Workspace, analysis: &Analysis, offset: u32, with_first: bool) -> Vec<Target> {
    let article = &analysis.article;
    let here = highlights(article, offset).into_iter().filter(|place| with_first || !place.first);
    let mut targets: Vec<Target> = here.map(|place| Target::here(place.span)).collect();
    if let Some(pointed) = subject::at(article, offset)
        && let Subject::Mention(index) = pointed.subject
        && let Some(mention) = article.entities.mentions.get(index)
    {
        let entity = article.entities.get(mention.entity);
        for (file, entity) in workspace.elsewhere(&entity.name, entity.kind, analysis.path.as_deref()) {
            let Some(text) = file.text() else { continue };
            let place =
                |mention: &crate::workspace::IndexedMention| Target { file: Some((file.path.clone(), text.clone())), span: mention.span };
            targets.extend(entity.mentions.iter().map(place));
        }
    }
    targets
}

/// The places in this article that belong to the words at `offset`, in text order.
pub fn highlights(article: &Article, offset: u32) -> Vec<Highlight> {
    let Some(pointed) = subject::at(article, offset) else { return Vec::new() };
    let sourcing = &article.sourcing;
    let attribution = match pointed.subject {
        Subject::Rule(_) => return Vec::new(),
        Subject::Mention(index) => {
            let Some(mention) = article.entities.mentions.get(index) else { return Vec::new() };
            let entity = article.entities.get(mention.entity);
            let first = subject::first_reference(article, entity).map(|mention| mention.span);
            let place =
                |mention: &crate::entity::Mention| Highlight { span: article.source(mention.span), first: first == Some(mention.span) };
            return article.entities.mentions_of(entity.id).map(place).collect();
        }
        Subject::Source(index) | Subject::Cue(index) => Some(index),
        Subject::Quotation(index) => sourcing.quotations.get(index).and_then(|quotation| quotation.attribution).map(|index| index as usize),
        Subject::Claim(index) => sourcing.claims.get(index).and_then(|claim| claim.support).map(|index| index as usize),
    };
    attribution.map_or_else(Vec::new, |index| resting_on(article, index))
}

/// All that rests on the source of an attribution: what is reported of it, in text order.
fn resting_on(article: &Article, attribution: usize) -> Vec<Highlight> {
    let all = &article.sourcing.attributions;
    let Some(wanted) = all.get(attribution) else { return Vec::new() };
    let key = |index: usize| {
        let source = all.get(index)?.source.as_ref()?;
        Some((source.entity, source.entity.is_none().then(|| source.same_as.unwrap_or(index as u32))))
    };
    let mut places: Vec<Highlight> = Vec::new();
    for (index, other) in all.iter().enumerate() {
        let same = index == attribution || wanted.source.is_some() && key(index) == key(attribution);
        if same {
            places.extend(other.content.iter().map(|span| Highlight { span: article.source(*span), first: false }));
        }
    }
    places.sort_by_key(|place| place.span);
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, marked};

    fn words(text: &str, with_first: bool) -> Vec<String> {
        let (analysis, at) = marked(text);
        let found = references(&Workspace::default(), &analysis, at, with_first);
        found.iter().map(|target| target.span.of(&analysis.article.document.text).to_owned()).collect()
    }

    #[test]
    fn a_name_has_its_mentions_and_a_cue_what_rests_on_its_source() {
        let surname = FERRY.replace("Oru said the", "O$0ru said the");
        assert_eq!(words(&surname, true), ["Marit Oru", "she", "Oru"]);
        assert_eq!(words(&surname, false), ["she", "Oru"]);
        let cue = words(&FERRY.replace("Oru said the", "Oru s$0aid the"), true);
        assert_eq!(cue.len(), 3);
        assert_eq!(cue[1], "“We had no choice,”");
    }
}
