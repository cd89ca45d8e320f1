//! Small words in the text: who a pronoun is, and what a sentence rests on whose source stands in another one. Both off unless wanted.

use super::excerpt;
use super::subject;
use crate::article::Article;
use crate::entity::Form;
use crate::text::Span;

/// Which hints are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Who a pronoun is.
    pub pronouns: bool,
    /// The source that carries over to a sentence.
    pub sources: bool,
}

/// A hint after a byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inlay {
    /// Source byte.
    pub offset: u32,
    /// What it says.
    pub label: String,
}

/// Longest hint, in characters.
const LABEL: usize = 32;

/// The hints in a range, in text order.
pub fn inlays(article: &Article, range: Span, wanted: Wanted) -> Vec<Inlay> {
    let mut inlays = Vec::new();
    if wanted.pronouns {
        for mention in article.entities.mentions.iter().filter(|mention| mention.form == Form::Pronoun && mention.sure) {
            let name = subject::antecedent(article, mention).map(|name| excerpt::of(article, name.span, LABEL));
            inlays.extend(name.map(|name| Inlay { offset: article.source(mention.span).end, label: format!("= {name}") }));
        }
    }
    if wanted.sources {
        let parse = article.parse();
        for (sentence, grounds) in parse.sentences.iter().zip(&article.sourcing.grounds).filter(|(_, grounds)| grounds.carried) {
            let first = grounds.attributions.first().and_then(|index| article.sourcing.attributions.get(*index as usize)?.source.as_ref());
            let offset = article.source(sentence.span).end;
            inlays.extend(first.map(|source| Inlay { offset, label: format!("({})", excerpt::shorten(&source.name, LABEL)) }));
        }
    }
    inlays.retain(|inlay| range.start <= inlay.offset && inlay.offset <= range.end);
    inlays.sort_by_key(|inlay| inlay.offset);
    inlays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis};
    use crate::text::Format;

    #[test]
    fn a_pronoun_says_who_it_is_only_when_wanted() {
        let analysis = analysis(FERRY, Format::Plain);
        let whole = Span::new(0, FERRY.len() as u32);
        assert!(inlays(&analysis.article, whole, Wanted::default()).is_empty());
        let found = inlays(&analysis.article, whole, Wanted { pronouns: true, sources: false });
        assert_eq!(found.iter().map(|inlay| inlay.label.as_str()).collect::<Vec<_>>(), ["= Marit Oru"]);
    }
}
