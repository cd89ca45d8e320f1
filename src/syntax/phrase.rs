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
        match phrase_at(at, &sentence, tags) {
            Some(phrase) => {
                at = phrase.last as usize;
                phrases.push(phrase);
            }
            None => at += 1,
        }
    }
}

/// More modifiers in a row are no phrase but a list gone wrong, and must not be read again from each of them.
const MOST_MODIFIERS: usize = 24;

/// The base noun phrase that starts at token `first`.
fn phrase_at(first: usize, sentence: &Range<usize>, tags: &[Tag]) -> Option<Phrase> {
    let tag = |at: usize| if at < sentence.end { tags[at] } else { Tag::Stop };
    let phrase = |last: usize, head: usize| Some(Phrase { first: first as u32, last: last as u32, head: head as u32 });
    if matches!(tag(first), Tag::Prp | Tag::Ex | Tag::Wp | Tag::Wdt) {
        return phrase(first + 1, first);
    }
    let mut at = first;
    if tag(at) == Tag::Pdt {
        at += 1;
    }
    let determined = matches!(tag(at), Tag::Dt | Tag::PrpS | Tag::WpS);
    if determined {
        at += 1;
    }
    let mut open = determined;
    let mut head = None;
    loop {
        // Modifiers, then nouns; a possessive begins again ("the council's new harbour master").
        let modifiers = at;
        while at < modifiers + MOST_MODIFIERS && modifies(at, open || at > modifiers, first, sentence, tags) {
            at += 1;
        }
        let nouns = at;
        while tag(at).is_noun() {
            at += 1;
        }
        if at > nouns {
            head = Some((at, at - 1));
        } else {
            // A number stands for what it counts ("three of them"), after its modifiers.
            let number = (modifiers..nouns).rev().find(|at| tag(*at) == Tag::Cd);
            match (head, number) {
                (None, Some(number)) => head = Some((number + 1, number)),
                // "the rich", "the unemployed": an adjective as a noun.
                (None, None) if determined && nouns > first + 1 && tag(nouns - 1).is_adjective() => head = Some((nouns, nouns - 1)),
                _ => {}
            }
            break;
        }
        if tag(at) != Tag::Pos {
            break;
        }
        at += 1;
        open = true;
    }
    match head {
        Some((last, head)) => phrase(last, head),
        // "some say", "those who": a determiner alone; "many believe": an adjective before its verb.
        None if determined && matches!(tag(first), Tag::Dt) => phrase(first + 1, first),
        None if tag(first).is_adjective() && tag(first + 1).is_finite() && (first == sentence.start || !tag(first - 1).is_verb()) => {
            phrase(first + 1, first)
        }
        None => None,
    }
}

/// Whether token `at` can stand before a phrase's nouns. `open`: a determiner, possessive or modifier of the phrase stands before it.
fn modifies(at: usize, open: bool, first: usize, sentence: &Range<usize>, tags: &[Tag]) -> bool {
    let tag = |at: usize| if at < sentence.end { tags[at] } else { Tag::Stop };
    match tag(at) {
        Tag::Cd | Tag::Dollar | Tag::Hash => true,
        tag if tag.is_adjective() => true,
        // "suspected smugglers", but not "has rejected claims".
        Tag::Vbn | Tag::Vbg => {
            let noun_next = tag(at + 1).is_noun() || tag(at + 1).is_adjective();
            let verb_before = first > sentence.start
                && (tag(first - 1).is_verb() || tag(first - 1).is_adverb() || matches!(tag(first - 1), Tag::Md | Tag::To | Tag::Comma));
            noun_next && (open || (tag(at) == Tag::Vbn && !verb_before))
        }
        tag_here if tag_here.is_adverb() => {
            tag(at + 1).is_adjective() || tag(at + 1) == Tag::Cd || (open && matches!(tag(at + 1), Tag::Vbn | Tag::Vbg))
        }
        // "and" between two adjectives: "a bitter and costly row".
        Tag::Cc => open && at > first && tag(at - 1).is_adjective() && tag(at + 1).is_adjective(),
        Tag::Comma => {
            open && at > first
                && tag(at - 1).is_adjective()
                && tag(at + 1).is_adjective()
                && (tag(at + 2).is_noun() || tag(at + 2).is_adjective())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(tagged: &str) -> Vec<String> {
        let (words, tags): (Vec<&str>, Vec<Tag>) =
            tagged.split(' ').filter_map(|pair| pair.rsplit_once('/')).map(|(word, tag)| (word, Tag::from_name(tag).unwrap())).unzip();
        let mut phrases = Vec::new();
        noun_phrases(0..tags.len(), &tags, &mut phrases);
        phrases.iter().map(|phrase| format!("{}:{}", words[phrase.tokens()].join(" "), words[phrase.head as usize])).collect()
    }

    #[test]
    fn phrases_end_in_their_heads() {
        assert_eq!(heads("the/DT council/NN 's/POS new/JJ harbour/NN master/NN said/VBD"), ["the council 's new harbour master:master"]);
        assert_eq!(heads("She/PRP has/VBZ rejected/VBN a/DT media/NN request/NN"), ["She:She", "a media request:request"]);
        assert_eq!(
            heads("three/CD of/IN the/DT rich/JJ and/CC suspected/VBN smugglers/NNS"),
            ["three:three", "the rich:rich", "suspected smugglers:smugglers"]
        );
        assert_eq!(heads("some/DT say/VBP a/DT bitter/JJ and/CC costly/JJ row/NN"), ["some:some", "a bitter and costly row:row"]);
    }
}
