//! Tags that quotation marks put right: what stands between a closing mark, a name and a stop is a verb, whatever the model read.

use super::sentence::Sentence;
use super::tag::Tag;
use super::token::{Shape, Token};
use crate::lexicon::Lexicon;
use crate::lexicon::verbs::Inflection;

/// Corrects `tags` where a speaker's verb behind a quotation was read as a noun (`"…," Oru notes.`).
pub fn retag(text: &str, tokens: &[Token], sentences: &[Sentence], lexicon: &Lexicon, tags: &mut [Tag]) {
    for sentence in sentences {
        let range = sentence.tokens();
        for at in range.clone() {
            let Some(form) = tokens[at].entry.verb.filter(|_| tags[at].is_noun() && tokens[at].shape == Shape::Lower) else { continue };
            let speaks = lexicon.verb(form).frames.has(crate::lexicon::Frames::QUOTE);
            let ends =
                at + 1 >= range.end || matches!(tokens[at + 1].span.of(text), "." | "," | ":") || tokens[at + 1].shape == Shape::OpenQuote;
            if speaks && ends && behind_quotation(text, tokens, &range, at) {
                tags[at] = match form.inflection {
                    Inflection::Third => Tag::Vbz,
                    Inflection::Gerund => Tag::Vbg,
                    Inflection::Base => Tag::Vbp,
                    Inflection::Past | Inflection::Participle => Tag::Vbd,
                };
            }
        }
    }
}

/// Whether only a short name or "the" and a noun stand between token `at` and a closing mark before it.
fn behind_quotation(text: &str, tokens: &[Token], range: &std::ops::Range<usize>, at: usize) -> bool {
    let mut before = at;
    while before > range.start && at - before < 5 {
        before -= 1;
        let token = &tokens[before];
        if token.shape == Shape::CloseQuote {
            return at - before > 1;
        }
        let article = matches!(token.span.of(text), "the" | "a" | "an");
        if !(token.shape.is_word() && (article || token.shape != Shape::Lower || before + 1 == at)) {
            return false;
        }
    }
    false
}
