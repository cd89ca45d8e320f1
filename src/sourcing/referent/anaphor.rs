//! The words that may stand for somebody: pronouns of the third person, and the nouns of people whom nobody names.

use crate::entity::{Gender, name};
use crate::lexicon::Class;
use crate::syntax::kept::{Kept, Movable, PerSentence, Shift};
use crate::syntax::{Parse, Shape, Tag};

/// The part that a pronoun plays in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// "he", "she"
    Subject,
    /// "him", "her", "himself"
    Object,
    /// "his", "her mother"
    Possessive,
}

/// A third-person pronoun of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronoun {
    /// Its token.
    pub at: u32,
    /// The sex it tells.
    pub gender: Gender,
    /// Its part in the clause.
    pub case: Case,
}

/// A noun phrase for one person without a name ("a man at the back", "her brother").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stranger {
    /// First token of the phrase.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// Token of its noun.
    pub head: u32,
    /// What the noun tells of the sex.
    pub gender: Gender,
    /// "A man", not "the man": somebody who was not there before. "The man" goes back to one, or is nobody known.
    pub new: bool,
}

impl Movable for Pronoun {
    fn moved(&self, shift: Shift) -> Pronoun {
        Pronoun { at: shift.token(self.at), ..*self }
    }
}

impl Movable for Stranger {
    fn moved(&self, shift: Shift) -> Stranger {
        Stranger { first: shift.token(self.first), last: shift.token(self.last), head: shift.token(self.head), ..*self }
    }
}

/// All of them in an article, before it is known for whom they stand.
#[derive(Debug, Clone, Default)]
pub struct Anaphora {
    pub(super) pronouns: PerSentence<Pronoun>,
    pub(super) strangers: PerSentence<Stranger>,
}

impl Anaphora {
    /// Finds them in each sentence; where a sentence stays, they are taken from `earlier`.
    pub fn find(parse: &Parse, earlier: Option<(&Anaphora, &Kept)>) -> Anaphora {
        let (fresh, sentences) = (|_| false, parse.sentences.len());
        let pronouns = earlier.map(|(old, kept)| (&old.pronouns, kept));
        let strangers = earlier.map(|(old, kept)| (&old.strangers, kept));
        let tokens = |index: usize| {
            let article = parse.block_of(index).role.is_article();
            parse.sentences[index].tokens().filter(move |_| article)
        };
        Anaphora {
            pronouns: PerSentence::read(sentences, pronouns, fresh, |index, found| {
                found.extend(tokens(index).filter_map(|at| third_person(parse, at)));
            }),
            strangers: PerSentence::read(sentences, strangers, fresh, |index, found| {
                found.extend(tokens(index).filter_map(|at| stranger(parse, at)));
            }),
        }
    }
}

/// The third-person pronoun that token `at` is.
pub fn third_person(parse: &Parse, at: usize) -> Option<Pronoun> {
    let token = &parse.tokens[at];
    // They all begin alike, and most words do not.
    let may_be = parse.word(at).starts_with(['h', 's', 'H', 'S']);
    if !may_be || !(2..=7).contains(&token.span.len()) || !matches!(token.shape, Shape::Lower | Shape::Capitalized) {
        return None;
    }
    let owns =
        || parse.tags.get(at + 1).is_some_and(|tag| tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Cd | Tag::Vbg | Tag::Vbn));
    let (gender, case) = match () {
        () if parse.is(at, "he") => (Gender::Male, Case::Subject),
        () if parse.is(at, "she") => (Gender::Female, Case::Subject),
        () if parse.is(at, "his") => (Gender::Male, Case::Possessive),
        () if parse.is(at, "her") && owns() => (Gender::Female, Case::Possessive),
        () if parse.is_any(at, &["him", "himself"]) => (Gender::Male, Case::Object),
        () if parse.is_any(at, &["her", "hers", "herself"]) => (Gender::Female, Case::Object),
        () => return None,
    };
    Some(Pronoun { at: at as u32, gender, case })
}

/// The phrase for one person without a name whose noun is token `at`.
fn stranger(parse: &Parse, at: usize) -> Option<Stranger> {
    let token = &parse.tokens[at];
    // "One of the victims", "another of the pilots".
    let people = |at: usize| parse.tokens.get(at).is_some_and(|token| token.entry.classes.any(&[Class::PeopleNoun, Class::VagueNoun]));
    if parse.is_any(at, &["one", "another"]) && parse.is(at + 1, "of") && (at + 2..at + 6).any(people) {
        return Some(Stranger { first: at as u32, last: at as u32 + 1, head: at as u32, gender: Gender::Unknown, new: true });
    }
    let person = [Class::PersonNoun, Class::Title, Class::Kin, Class::AnonymousNoun];
    if token.shape != Shape::Lower || parse.tags[at] != Tag::Nn || !token.entry.classes.any(&person) {
        return None;
    }
    let phrase = parse.phrase_of(at).filter(|phrase| phrase.head as usize == at)?;
    let first = phrase.first as usize;
    let new = parse.is_any(first, &["a", "an", "one", "another"]);
    let known = parse.is_any(first, &["the", "that", "this"]);
    // "Her brother" comes in as somebody new; "the city's new mayor" may well be somebody with a name.
    let possessive = parse.tags[first] == Tag::PrpS || (first..at).any(|at| parse.tags[at] == Tag::Pos);
    let owned = possessive && (token.entry.classes.has(Class::Kin) || !token.entry.classes.has(Class::Title));
    // "Oru is a pilot": this one has a name, or is nobody's in particular.
    let told =
        first > 0 && parse.is_any(first - 1, &["is", "was", "be", "been", "become", "became", "remains", "as", "like", "than", "no"]);
    // "A resident named Marit", "pilot Marit Oru".
    let name = at + 1 + usize::from(parse.is_any(at + 1, &["named", "called"]));
    let named = parse.tokens.get(name).is_some_and(|next| next.shape.is_capitalized() && parse.tags[name].is_proper());
    if !(new || known || owned) || told || named {
        return None;
    }
    let gender = match name::sex_of_title(parse.word(at)) {
        Some(true) => Gender::Female,
        Some(false) => Gender::Male,
        None => Gender::Unknown,
    };
    Some(Stranger { first: phrase.first, last: phrase.last, head: at as u32, gender, new: new || owned })
}
