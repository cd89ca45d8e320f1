//! Base noun phrases: determiner, modifiers, head; no prepositional phrases, no clauses.

use std::ops::Range;

use super::tag::Tag;

/// A base noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The head: its last noun, or its pronoun.
    pub head: u32,
}

impl Phrase {
    /// Its tokens as a range.
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// The base noun phrases of one sentence, in text order. `tags[i]` is the tag of token `i` of the article.
pub fn noun_phrases(sentence: Range<usize>, tags: &[Tag], phrases: &mut Vec<Phrase>) {
    let mut at = sentence.start;
    while at < sentence.end {
        let first = at;
        let mut head = None;
        if matches!(tags[at], Tag::Prp | Tag::Ex | Tag::Wp | Tag::Wdt) {
            phrases.push(Phrase { first: at as u32, last: at as u32 + 1, head: at as u32 });
            at += 1;
            continue;
        }
        while at < sentence.end {
            let tag = tags[at];
            let determiner = matches!(tag, Tag::Dt | Tag::Pdt | Tag::PrpS | Tag::WpS);
            if determiner && at > first && head.is_some() {
                break;
            }
            let possessive = tag == Tag::Pos && head.is_some();
            if tag.is_noun() {
                head = Some(at);
            } else if possessive {
                head = None;
            } else if tag == Tag::Cd {
                head = head.or(Some(at));
            } else {
                let modifier = determiner
                    || tag.is_adjective()
                    || matches!(tag, Tag::Vbg | Tag::Vbn | Tag::Dollar | Tag::Hash)
                    || (tag.is_adverb() && modifies(tags, at, sentence.end));
                if !modifier || (head.is_some() && !determiner && tags[head.unwrap_or(at)] != Tag::Cd) {
                    break;
                }
            }
            at += 1;
        }
        // What follows the head inside the loop (a dangling participle or determiner) is not part of the phrase.
        match head {
            Some(head) => {
                phrases.push(Phrase { first: first as u32, last: head as u32 + 1, head: head as u32 });
                at = head + 1;
            }
            None => at = first + 1,
        }
    }
}

fn modifies(tags: &[Tag], at: usize, end: usize) -> bool {
    at + 1 < end && (tags[at + 1].is_adjective() || matches!(tags[at + 1], Tag::Vbn | Tag::Vbg))
}
