//! Where something is introduced: the first reference of a name, the name behind a pronoun, the support of a claim.

use super::Target;
use super::subject::{self, Subject};
use crate::article::Article;
use crate::entity::Mention;
use crate::reference::notebook::Known;
use crate::text::Span;
use crate::workspace::Analysis;

/// Where to go, and from which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The words under the cursor.
    pub origin: Span,
    /// Where they lead.
    pub target: Target,
}

/// What the words at `offset` go back to: a name to its first reference, a pronoun or role to the name it stands for, a quotation to its
/// source's first reference, a claim to what supports it, if anything does.
pub fn definition(article: &Article, offset: u32) -> Option<Definition> {
    let pointed = subject::at(article, offset)?;
    let prose = match pointed.subject {
        Subject::Rule(_) => return None,
        Subject::Mention(index) => {
            let mention = article.entities.mentions.get(index)?;
            if subject::stands_in(mention) {
                subject::antecedent(article, mention)?.span
            } else {
                subject::first_reference(article, article.entities.get(mention.entity))?.span
            }
        }
        Subject::Source(index) | Subject::Cue(index) => source(article, index)?,
        Subject::Quotation(index) => source(article, article.sourcing.quotations.get(index)?.attribution? as usize)?,
        Subject::Claim(index) => source(article, article.sourcing.claims.get(index)?.support? as usize)?,
    };
    Some(Definition { origin: pointed.span, target: Target::here(article.source(prose)) })
}

/// Where a name leads: to its record where the notebook has one, else as [`definition`].
pub fn of_name(analysis: &Analysis, offset: u32) -> Option<Definition> {
    let is_name = |mention: &Mention| !subject::stands_in(mention);
    record(analysis, offset, is_name).or_else(|| definition(&analysis.article, offset))
}

/// The record of whatever stands for somebody at `offset`, pronouns and roles too; else the first reference.
pub fn of_type(analysis: &Analysis, offset: u32) -> Option<Definition> {
    record(analysis, offset, |mention| mention.sure).or_else(|| declaration(&analysis.article, offset))
}

fn record(analysis: &Analysis, offset: u32, leads: impl Fn(&Mention) -> bool) -> Option<Definition> {
    let article = &analysis.article;
    let pointed = subject::at(article, offset)?;
    let Subject::Mention(index) = pointed.subject else { return None };
    let mention = article.entities.mentions.get(index).filter(|mention| leads(mention))?;
    let entity = article.entities.get(mention.entity);
    let settings = &analysis.governing.settings;
    match settings.notebook.of(article, entity, &settings.who, true) {
        Known::One(record) if !record.no_card => {
            let target = Target { file: Some((record.path.clone(), record.text.clone())), span: record.name_span };
            Some(Definition { origin: pointed.span, target })
        }
        _ => None,
    }
}

/// The first reference, wherever the words at `offset` stand.
pub fn declaration(article: &Article, offset: u32) -> Option<Definition> {
    let pointed = subject::at(article, offset)?;
    let Subject::Mention(index) = pointed.subject else { return definition(article, offset) };
    let mention = article.entities.mentions.get(index)?;
    let first = subject::first_reference(article, article.entities.get(mention.entity))?;
    Some(Definition { origin: pointed.span, target: Target::here(article.source(first.span)) })
}

/// Where an attribution's source is introduced, in prose bytes.
fn source(article: &Article, attribution: usize) -> Option<Span> {
    let attributions = &article.sourcing.attributions;
    let attribution = attributions.get(attribution)?;
    let Some(source) = &attribution.source else { return attribution.cue.as_ref()?.spans.first().copied() };
    if let Some(entity) = source.entity {
        return subject::first_reference(article, article.entities.get(entity)).map(|mention| mention.span);
    }
    let same = source.same_as.and_then(|index| attributions.get(index as usize)?.source.as_ref());
    same.unwrap_or(source).spans.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, marked};

    fn goes_to(text: &str) -> Option<String> {
        let (analysis, at) = marked(text);
        let article = &analysis.article;
        definition(article, at)
            .map(|found| format!("{}:{}", article.lines.line_of(found.target.span.start) + 1, found.target.span.of(&article.document.text)))
    }

    #[test]
    fn names_pronouns_and_quotations_go_back_to_the_name() {
        assert_eq!(goes_to(&FERRY.replace("Oru said the", "O$0ru said the")).as_deref(), Some("3:Marit Oru"));
        assert_eq!(goes_to(&FERRY.replace("she said", "sh$0e said")).as_deref(), Some("3:Marit Oru"));
        assert_eq!(goes_to(&FERRY.replace("no choice", "no ch$0oice")).as_deref(), Some("3:Marit Oru"));
        assert_eq!(goes_to(&FERRY.replace("its last", "i$0ts last")), None);
    }

    #[test]
    fn a_claim_goes_to_what_supports_it_and_nowhere_else() {
        assert_eq!(goes_to(&FERRY.replace("skimmed", "skim$0med")), None);
        let told =
            FERRY.replace("The contractor skimmed the harbour fund.", "Ada Berg, a pilot, said the contractor skim$0med the harbour fund.");
        assert_eq!(goes_to(&told).as_deref(), Some("5:Ada Berg"));
    }

    #[test]
    fn declaration_is_always_the_first_reference() {
        let (analysis, at) = marked(&FERRY.replace("she said", "sh$0e said"));
        let found = declaration(&analysis.article, at).unwrap();
        assert_eq!(found.target.span.of(&analysis.article.document.text), "Marit Oru");
    }
}
