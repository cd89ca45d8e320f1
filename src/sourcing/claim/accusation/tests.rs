//! What a sentence accuses of, in its words.

use super::*;
use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::text::{Document, Format};

/// The flat accusations of a text, each with its words.
fn flat(text: &str) -> Vec<String> {
    accusations(text).into_iter().map(|(words, _)| words).collect()
}

fn accusations(text: &str) -> Vec<(String, Gravity)> {
    let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
    let parse = article.parse();
    let mut found = Vec::new();
    for (sentence, own) in parse.sentences.iter().zip(&article.sourcing.own_words) {
        let first = sentence.first as usize;
        for trigger in own.statement.iter().flat_map(|statement| &statement.triggers).filter(|trigger| !trigger.told) {
            let span = parse.span(trigger.tokens.start + first..trigger.tokens.end + first);
            found.extend(trigger.flat.map(|gravity| (span.of(&parse.prose.text).to_owned(), gravity)));
        }
    }
    found
}

#[test]
fn a_deed_stands_between_its_doer_and_its_object() {
    assert_eq!(flat("The contractor bribed two councillors and left."), ["bribed two councillors"]);
    assert_eq!(flat("Petter Holm took bribes from two shipping companies."), ["took bribes from two shipping companies"]);
    assert_eq!(flat("The police covered up the crime."), ["covered up the crime"]);
    assert_eq!(flat("Marit Oru has repeatedly defrauded the harbour board."), ["defrauded the harbour board"]);
}

#[test]
fn a_crime_is_graver_than_a_fault() {
    let gravity = |text: &str| accusations(text).first().map(|(_, gravity)| *gravity);
    assert_eq!(gravity("The company has lied to the inspectors for years."), Some(Gravity::Grave));
    assert_eq!(gravity("Marit Oru is a thief."), Some(Gravity::Grave));
    assert_eq!(gravity("The ministry ignored the warnings of the pilots."), Some(Gravity::Fault));
}

#[test]
fn who_is_called_a_wrongdoer_is_accused() {
    assert_eq!(flat("Marit Oru is a liar."), ["is a liar"]);
    assert_eq!(flat("The mayor was a notorious swindler, and everybody left."), ["was a notorious swindler"]);
    assert!(flat("Marit Oru is not a liar.").is_empty());
    assert!(flat("Marit Oru is a fraud investigator.").is_empty());
}

#[test]
fn violence_of_a_named_person_is_an_accusation() {
    assert_eq!(flat("On Monday Lars Tamm beat his wife."), ["beat his wife"]);
    assert!(flat("On Monday Lars Tamm beat Petter Reyes in the final.").is_empty());
    assert!(flat("On Monday Lars Tamm shot two photographs.").is_empty());
    assert!(flat("The storm killed two fishermen.").is_empty(), "nobody of a name did it");
}

#[test]
fn what_is_denied_supposed_or_settled_is_none() {
    for text in [
        "The contractor never bribed the councillors.",
        "The contractor wanted to bribe the councillors.",
        "The contractor allegedly bribed the councillors.",
        "If the contractor bribed the councillors, the board will act.",
        "The contractor was accused of bribing the councillors.",
        "Petter Holm, who stole the money, was convicted in May.",
        "Petter Holm stole the show on Monday.",
        "Voters told the paper that many thought she was a liar.",
        "Lars Tamm wants to change the impression that Marit Oru is a thief.",
        "Beyond the bridge lies the old harbour.",
        "The keeper robbed Petter Holm of a goal.",
    ] {
        assert!(flat(text).is_empty(), "{text}");
    }
}

#[test]
fn what_is_said_to_be_untrue_or_long_ago_is_none() {
    for text in [
        "Claims that Petter Holm stole the money are false.",
        "Claims Petter Holm took bribes were dismissed.",
        "The suggestion that the harbour master took bribes was withdrawn.",
        "Stories that Marit Oru stole the ferry money have been debunked.",
        "The theory that Lars Tamm robbed the bank is nonsense.",
        "The raiders of the north robbed the abbey in 793.",
    ] {
        assert!(flat(text).is_empty(), "{text}");
    }
    assert_eq!(flat("Petter Holm stole the money and made false claims."), ["stole the money"]);
    assert_eq!(flat("The report was dismissed, and Petter Holm stole the money."), ["stole the money"]);
}
