//! Plainer words: a neutral verb for one that doubts, endorses or shouts, where the grammar lets it stand.

use crate::article::Article;
use crate::ide::edit::{Change, Original};
use crate::lexicon::{Inflection, Tone};
use crate::sourcing::{Attribution, Quote};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// "said" for each loaded verb that touches `range`, `most` of them, with what it says of the speaker.
pub(super) fn plain_verbs(article: &Article, range: Span, most: usize) -> Vec<(String, Change)> {
    let touched = |attribution: &&Attribution| {
        attribution.cue.iter().flat_map(|cue| &cue.spans).any(|span| {
            let span = article.source(*span);
            span.start <= range.end && range.start <= span.end
        })
    };
    article.sourcing.attributions.iter().filter(touched).filter_map(|attribution| plain_verb(article, attribution)).take(most).collect()
}

fn plain_verb(article: &Article, attribution: &Attribution) -> Option<(String, Change)> {
    let parse = article.parse();
    let cue = attribution.cue.as_ref().filter(|cue| !cue.passive)?;
    let head = cue.head as usize;
    let verb = parse.reporting_verb(head)?;
    let why = match verb.tone {
        Tone::Neutral => return None,
        Tone::Doubting => "doubts the speaker",
        Tone::Endorsing => "takes what is said for true",
        Tone::Heated => "raises the speaker's voice",
    };
    // "pointed out" goes as a whole.
    let last = if verb.lemma == "point" && parse.is(head + 1, "out") { head + 1 } else { head };
    if parse.quoted_at(head).is_some() || !can_say(&parse, attribution, head, last + 1) {
        return None;
    }
    let word = match parse.tokens.get(head)?.entry.verb?.inflection {
        Inflection::Past | Inflection::Participle => "said",
        Inflection::Third => "says",
        Inflection::Base => "say",
        Inflection::Gerund => "saying",
    };
    let span = parse.span(head..last + 1);
    let title = format!("Write “{word}”: “{}” {why}", span.of(&parse.prose.text));
    Some((title, Original::from(article).replace(span, word)?))
}

/// Whether "say" can stand before what follows token `next`: a clause or a quotation, but no infinitive, no object, nobody spoken to.
fn can_say(parse: &Parse, attribution: &Attribution, head: usize, next: usize) -> bool {
    let Some(content) = attribution.content.iter().find(|span| span.start >= parse.tokens[head].span.end) else {
        // The content stands before: "…, Oru claimed.", "…," claimed Oru.
        let before = attribution.content.iter().any(|span| span.end <= parse.tokens[head].span.start);
        let source = attribution.source.as_ref().is_some_and(|source| source.first as usize == next);
        let ends = parse.tags.get(next).is_none_or(|tag| tag.is_punctuation());
        return before && (source || ends);
    };
    let first = parse.token_from(content.start);
    let between = (next..first).all(|at| parse.is_any(at, &["that", ",", ":", "“", "\"", "‘", "''", "``"]));
    if !between {
        return false;
    }
    if attribution.quote != Quote::Indirect && parse.tags.get(first).is_some_and(|tag| *tag == Tag::OpenQuote) {
        // A few quoted words may be an object: “slammed “the worst of deals””.
        return attribution.quote == Quote::Direct && (next..first).any(|at| parse.is_any(at, &[",", ":"]));
    }
    if parse.is(first, "that") || (next..first).any(|at| parse.is(at, "that")) {
        return true;
    }
    let Some(phrase) = parse.phrase_of(first).filter(|phrase| phrase.first as usize == first) else { return false };
    parse.tags.get(phrase.last as usize).is_some_and(|tag| tag.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::Replacement;
    use crate::ide::testing::analysis;
    use crate::text::Format;

    fn plainer(text: &str) -> Vec<String> {
        let analysis = analysis(text, Format::Plain);
        let found = plain_verbs(&analysis.article, Span::new(0, text.len() as u32), 10);
        let kept = Original::from(&analysis.article).kept(found.into_iter().map(|(_, change)| vec![change]).collect());
        let changed = |edits: Option<Vec<Replacement>>| {
            let mut changed = text.to_owned();
            edits.unwrap().iter().for_each(|edit| changed.replace_range(edit.span.range(), &edit.text));
            changed
        };
        kept.into_iter().map(changed).collect()
    }

    #[test]
    fn said_stands_where_a_clause_or_a_quotation_follows() {
        assert_eq!(plainer("Marit Oru claimed that the ferry was safe."), ["Marit Oru said that the ferry was safe."]);
        assert_eq!(plainer("Marit Oru insists the ferry is safe."), ["Marit Oru says the ferry is safe."]);
        assert_eq!(plainer("“The ferry is safe,” Marit Oru pointed out."), ["“The ferry is safe,” Marit Oru said."]);
    }

    #[test]
    fn said_does_not_stand_before_an_object_or_an_infinitive() {
        assert!(plainer("Marit Oru claimed responsibility for the sale of the ferry.").is_empty());
        assert!(plainer("Marit Oru admitted to selling the ferry.").is_empty());
        assert!(plainer("Marit Oru claimed to have sold the ferry.").is_empty());
        assert!(plainer("Marit Oru said that the ferry was safe.").is_empty());
    }
}
