//! Growing a selection by what the words mean: word, phrase, what is reported, sentence, paragraph, all.

use crate::article::Article;
use crate::text::Span;

/// The spans around an offset in source bytes, each inside the next.
pub fn selections(article: &Article, offset: u32) -> Vec<Span> {
    let whole = Span::new(0, article.document.text.len() as u32);
    let mut spans = Vec::new();
    let parse = article.parse();
    if let Some(prose) = article.prose.to_prose(offset) {
        let token = parse.tokens.partition_point(|token| token.span.end <= prose);
        if let Some(word) = parse.tokens.get(token).filter(|word| word.span.holds(prose)) {
            spans.push(word.span);
            spans.extend(parse.phrase_of(token).map(|phrase| parse.span(phrase.tokens())));
            spans.extend(article.entities.mentions_in(token..token + 1).map(|mention| mention.span));
        }
        spans.extend(article.sourcing.quotations.iter().map(|quotation| quotation.span).filter(|span| span.holds(prose)));
        let contents = article.sourcing.attributions.iter().flat_map(|attribution| &attribution.content);
        spans.extend(contents.filter(|span| span.holds(prose)));
        let sentence = parse.sentences.get(parse.sentences.partition_point(|sentence| sentence.span.end <= prose));
        spans.extend(sentence.map(|sentence| sentence.span).filter(|span| span.holds(prose)));
        spans.extend(article.prose.block_at(prose).and_then(|block| article.prose.blocks.get(block)).map(|block| block.span));
    }
    let mut spans: Vec<Span> =
        spans.into_iter().map(|span| article.source(span)).filter(|span| span.start <= offset && offset <= span.end).collect();
    spans.push(whole);
    spans.sort_by_key(|span| (span.len(), span.start));
    let mut nested: Vec<Span> = Vec::new();
    for span in spans {
        if nested.last().is_none_or(|last| span.contains(*last) && span != *last) {
            nested.push(span);
        }
    }
    nested
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, marked};

    #[test]
    fn a_word_grows_to_quotation_sentence_paragraph_and_all() {
        let (analysis, at) = marked(&FERRY.replace("no choice", "no ch$0oice"));
        let text = &analysis.article.document.text;
        let words: Vec<&str> = selections(&analysis.article, at).iter().map(|span| span.of(text)).collect();
        assert_eq!(words[0], "choice");
        assert!(words.contains(&"“We had no choice,”") && words.contains(&"“We had no choice,” she said."), "{words:?}");
        assert_eq!(words.last(), Some(&&**text));
        assert!(selections(&analysis.article, 9_999).len() == 1);
    }
}
