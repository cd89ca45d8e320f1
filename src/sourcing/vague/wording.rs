//! Wordings that report and hold no source phrase. Found generously: what stands around them is weighed later.

use std::ops::Range;

use super::{crowd, passive, talk};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape, Tag};

/// How a vague wording is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "reportedly".
    Adverb,
    /// "is said to", "it was reported".
    Told,
    /// "is accused of", "was seen as".
    Passive,
    /// "viewed as a sign": a participle without its "be".
    Participle,
    /// "faces questions", "came under fire".
    Faces,
    /// "rumours", "speculation".
    Rumour,
    /// "widespread belief that", "the consensus is".
    SharedMind,
    /// "concerns were raised".
    Raised,
    /// "reports of", "fears that".
    Noun,
    /// "some fear", "many Germans now believe".
    Counted,
    /// "polls", "studies", "projections".
    Papers,
    /// "critics", "economists" that act or by whom something is done.
    Crowd,
}

/// A vague wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VagueWording {
    /// How it is made.
    pub form: Form,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its main word: the participle, the noun, the quantifier.
    pub key: usize,
    /// Its own words leave little doubt: nobody owns the noun, nobody follows as agent.
    pub plain: bool,
}

/// The vague wordings of the tokens `sentence`, quotations left out, in text order.
pub fn find(parse: &Parse, sentence: Range<usize>) -> Vec<VagueWording> {
    let mut found = Vec::new();
    for at in sentence.clone() {
        let (token, tag) = (&parse.tokens[at], parse.tags[at]);
        let classes = [Class::Hedge, Class::CueNoun, Class::VagueNoun, Class::DocumentNoun, Class::AnonymousNoun, Class::PeopleNoun];
        if !(token.entry.classes.any(&classes) || tag.is_verb() || tag.is_noun() || tag.is_adverb()) {
            continue;
        }
        let lower = token.shape == Shape::Lower || at == sentence.start;
        let wording = told(parse, &sentence, at).filter(|wording| lower || wording.0 == Form::Adverb).or_else(|| {
            let find = || {
                passive::find(parse, &sentence, at)
                    .or_else(|| talk::find(parse, &sentence, at))
                    .or_else(|| crowd::find(parse, &sentence, at))
            };
            lower.then(find).flatten()
        });
        let Some((form, tokens, plain)) = wording else { continue };
        if parse.quoted_at(at).is_none() && found.last().is_none_or(|last: &VagueWording| last.tokens.end <= tokens.start) {
            found.push(VagueWording { form, tokens, key: at, plain });
        }
    }
    found
}

/// What a finder finds: the form, the tokens, and whether it is [`VagueWording::plain`].
pub(super) type Found = (Form, Range<usize>, bool);

/// "reportedly", "is said to", "it was reported".
fn told(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
    if parse.is_any(at, &["reportedly", "allegedly", "supposedly", "purportedly", "reputedly"]) {
        return Some((Form::Adverb, at..at + 1, true));
    }
    // "…, it was reported."
    let told = parse.is_any(at, &["said", "reported", "learned", "learnt", "claimed", "alleged", "rumored", "rumoured"]);
    if told && at >= sentence.start + 2 && parse.is(at - 2, "it") && parse.is_any(at - 1, &["is", "was", "'s", "’s"]) {
        return Some((Form::Told, at - 2..at + 1, true));
    }
    let reported = parse.is_any(at, &["said", "rumored", "rumoured", "reported", "alleged", "reputed"]);
    let be = passive::be_before(parse, sentence, at).filter(|_| reported && at + 1 < sentence.end)?;
    // "police were reported to …" needs "to"; "it is said that" needs "it".
    let impersonal = parse.is(at + 1, "that") && be > sentence.start && parse.is(be - 1, "it");
    // "was reported to the sheriff": to whom, not what.
    let infinitive = parse.is(at + 1, "to") && {
        let verb = at + 2 + usize::from(parse.tags.get(at + 2).is_some_and(|tag| tag.is_adverb()));
        let people = parse.has(verb, Class::PeopleNoun) || parse.has(verb, Class::BodyNoun);
        !people && parse.tags.get(verb).is_none_or(|tag| !(tag.is_noun() || matches!(tag, Tag::Dt | Tag::PrpS | Tag::Cd)))
    };
    (infinitive || impersonal).then_some((Form::Told, be..at + 2, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn found(text: &str) -> Vec<(Form, String)> {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let found = parse.sentences.iter().flat_map(|sentence| find(&parse, sentence.tokens()));
        found.map(|wording| (wording.form, parse.span(wording.tokens).of(text).to_owned())).collect()
    }

    #[test]
    fn wordings_that_report_for_nobody_are_found() {
        assert_eq!(found("The clerk is accused of selling the ferry."), [(Form::Passive, "is accused of".to_owned())]);
        assert_eq!(found("The clerk reportedly sold the ferry."), [(Form::Adverb, "reportedly".to_owned())]);
        assert_eq!(found("The clerk is said to own the ferry."), [(Form::Told, "is said to".to_owned())]);
        assert_eq!(found("The ferry is expected to sail in May."), [(Form::Passive, "is expected to".to_owned())]);
        assert_eq!(found("The price is higher than economists predicted."), [(Form::Crowd, "economists".to_owned())]);
    }

    #[test]
    fn talk_of_nobody_is_found_by_its_nouns() {
        assert_eq!(found("Concerns were raised that the pier would sink."), [(Form::Raised, "Concerns were raised".to_owned())]);
        assert_eq!(found("The mayor has been under fire for the delay."), [(Form::Faces, "been under fire".to_owned())]);
        assert_eq!(found("The sale sparked calls for a vote."), [(Form::Faces, "sparked calls".to_owned())]);
    }

    #[test]
    fn what_is_quoted_is_left_out() {
        assert_eq!(found("“The clerk is accused of theft,” Marit Oru said."), []);
    }
}
