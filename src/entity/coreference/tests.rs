//! Linking of mentions, on small articles; other tests of entities read theirs with the same two functions.

use crate::article::Article;
use crate::entity::Form;
use crate::lexicon::Lexicon;
use crate::text::{Document, Format};

pub fn read(text: &str) -> Article {
    Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
}

/// The names of an entity, in text order.
pub fn chain<'a>(article: &'a Article, name: &str) -> Vec<&'a str> {
    let all = &article.entities;
    let entity = all.entities.iter().find(|entity| entity.name == name);
    let names: Vec<&str> = all.entities.iter().map(|entity| entity.name.as_str()).collect();
    let id = entity.unwrap_or_else(|| panic!("{name} is not among {names:?}")).id;
    let named = |form: Form| !matches!(form, Form::Pronoun | Form::Role);
    all.mentions_of(id).filter(|mention| named(mention.form)).map(|mention| mention.span.of(&article.prose.text)).collect()
}

#[test]
fn other_middle_initials_are_other_people() {
    let article = read("Marit J. Saar and Marit K. Saar own the ferry. Marit Saar is old.");
    assert_eq!(chain(&article, "Marit K. Saar"), ["Marit K. Saar", "Marit Saar"]);
    assert_eq!(chain(&article, "Marit J. Saar"), ["Marit J. Saar"]);
}

#[test]
fn a_relative_named_in_passing_does_not_take_the_surname_over() {
    let article = read(
        "Tanel Clark built a boat. Clark is fourteen. Clark was praised. Clark was glad. His father Jonas Clark said he was proud. \
         The harbour master wrote to Clark.",
    );
    assert_eq!(chain(&article, "Jonas Clark"), ["Jonas Clark"]);
    assert_eq!(chain(&article, "Tanel Clark").len(), 5);
}

#[test]
fn who_is_for_somebody_names_the_person() {
    let article = read("Marit Clark won. Clark was glad. The pro-Clark camp was not.");
    assert_eq!(chain(&article, "Marit Clark"), ["Marit Clark", "Clark", "Clark"]);
}

#[test]
fn an_adverb_that_opens_a_sentence_is_no_part_of_a_name() {
    let article = read("Marit Clark won. Currently Clark is glad. Recently Clark left.");
    assert_eq!(chain(&article, "Marit Clark"), ["Marit Clark", "Clark", "Clark"]);
}
