use crate::article::Article;
use crate::entity::{Form, Mention};
use crate::lexicon::Lexicon;
use crate::text::{Document, Format};

/// The sources of an article's attributions, also where they are only likely; empty where one has none.
fn sources(text: &str, format: Format) -> Vec<String> {
    let article = Article::analyze(Document::new("article", text, format), Lexicon::shipped(), None);
    let attributions = article.sourcing.attributions.iter();
    let name = |source: &crate::sourcing::Source| match source.likely {
        Some(id) => article.entities.get(id).name.clone(),
        None => source.name.clone(),
    };
    attributions.map(|attribution| attribution.source.as_ref().map_or(String::new(), name)).collect()
}

/// The last attribution's source.
fn speaker(text: &str) -> String {
    sources(text, Format::Plain).pop().unwrap_or_default()
}

#[test]
fn the_subject_of_the_sentence_before_speaks_and_not_who_is_only_spoken_of() {
    let text = "Marit Oru, the harbour master, was shocked to get a call from Gerda Hale.\n\n“I am honoured,” she said.";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn nobody_speaks_rather_than_somebody_of_the_other_sex() {
    for (text, pronoun) in [
        ("Mary Collier, the minister, opened the bridge. “It sways,” he said.", "he"),
        ("Robert Pine, a guard, saw it. “It sways,” she said.", "she"),
        ("The bridge is old. Susan Brandt, who built it, left the town.\n\n“It sways,” he said.", "he"),
    ] {
        assert_eq!(speaker(text), pronoun, "{text}");
    }
    assert_eq!(speaker("Susan Brandt, the minister, opened the bridge. “It sways,” she said."), "Susan Brandt");
}

#[test]
fn whoever_spoke_last_goes_on() {
    let text = "“The quay is closed,” Marit Oru said. Few had known.\n\n“It will stay so,” she said.";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn somebody_introduced_without_a_name_keeps_none() {
    let text = "Marit Oru met a witness in Vellmouth. “The boat sank,” the witness said.";
    assert_eq!(speaker(text), "the witness");
}

#[test]
fn a_relative_pronoun_speaks_for_whom_it_goes_back_to() {
    assert_eq!(speaker("The board heard Marit Oru of Vellmouth, who called the plan “a gift to nobody at all.”"), "Marit Oru");
}

#[test]
fn a_person_speaks_and_not_the_body_they_are_named_with() {
    let text = "“The quay is shut,” Vellmouth Harbour Board (VHB) director Marit Oru (VHB) said.";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn a_pronoun_of_an_opening_clause_waits_for_its_name() {
    let text = "Tom Hale was there.\n\nAfter she called the plan “a gift to nobody,” Marit Oru left the hall.";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn a_relative_pronoun_goes_back_over_a_date() {
    let text = "Tom Hale had met pilot Marit Oru on April 30, who said on the radio that “two men came in a boat.”";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn a_stranger_is_whoever_was_brought_in_without_a_name() {
    let text = "Gerda Hale was told. At a shop near the quay, a young cashier was shaken.\n\n“I was afraid of them,” the woman said.";
    assert_eq!(speaker(text), "a young cashier");
}

#[test]
fn a_name_behind_the_phrase_of_a_role_speaks() {
    let text = "Gerda Hale opened the hall. The head of customs, Marit Oru, pointed out that “the port was late.”";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn a_name_inside_the_phrase_speaks_though_more_follows() {
    let text = "“It is treason,” said Brenn supporter Tom Hale when asked about Gerda Oru.";
    assert_eq!(speaker(text), "Tom Hale");
}

#[test]
fn a_statement_is_spoken_by_whoever_made_it() {
    let text = "The board sent a statement issued by Marit Oru on Monday.\n\n“We are sorry for the delay,” the statement read.";
    assert_eq!(speaker(text), "Marit Oru");
    let text = "The letter by Marit Oru came on Monday.\n\n“We are sorry for the delay,” the letter said.";
    assert_eq!(speaker(text), "the letter");
}

#[test]
fn a_headline_quotes_whoever_says_the_same_below() {
    let text = "# 'We are sorry for this': a port waits\n\nGerda Hale came.\n\n“We are sorry for this delay,” Marit Oru said.\n";
    assert_eq!(sources(text, Format::Markdown).first().map(String::as_str), Some("Marit Oru"));
}

#[test]
fn they_are_the_people_of_the_sentence_before() {
    let text = "Two fishermen came to the hall. They said the plan was “a gift to nobody.”";
    assert_eq!(speaker(text), "Two fishermen");
}

#[test]
fn a_company_is_no_ministry() {
    let text = "Vellmouth Lines Inc. runs two boats. The Ministry of Harbours keeps the quay. “We will pay,” the company said.";
    assert_eq!(speaker(text), "Vellmouth Lines Inc.");
}

#[test]
fn a_given_name_does_not_bar_a_pronoun_but_pronouns_do() {
    let text =
        "Marty Oruwell, the harbour master, came to the hall. Gerda Hale was there, too.\n\nOruwell shook hands. “It is late,” she said.";
    assert!(!pronouns(text).contains(&"she Gerda Hale".to_owned()), "{:?}", pronouns(text));
    let text = "Marit Oru said she was late. She came early. Tom Hale met her.\n\nOru said it was late. “I saw it,” he said.";
    assert_eq!(speaker(text), "Tom Hale");
}

#[test]
fn a_short_title_is_the_role_it_stands_for() {
    let text = "Oldmarsh Gov. Marit Oru met Sen. Tom Hale in the hall.\n\n“We will rebuild the quay,” the governor said.";
    assert_eq!(speaker(text), "Marit Oru");
}

#[test]
fn a_surname_that_is_a_title_speaks_for_its_bearer() {
    let text = "Tom King runs the port. Gerda Hale came.\n\n“The quay is shut,” King said.";
    assert_eq!(speaker(text), "Tom King");
}

#[test]
fn a_headlines_surname_does_not_join_namesakes() {
    let text = "# Brenn's port waits\n\nDonald Brenn runs the port. The boat is run by Eric Brenn.\n\n“It is late,” Eric Brenn said.\n";
    assert_eq!(sources(text, Format::Markdown).last().map(String::as_str), Some("Eric Brenn"));
}

#[test]
fn one_of_many_is_nobody_who_was_named() {
    let text = "Tom Hale came. The Harbour Board employee said the boat was late. Hale left. “I was afraid,” the employee said.";
    assert!(speaker(text).ends_with("employee"), "{}", speaker(text));
}

/// What the pronouns of an article stand for, in text order, with the word; "?" behind a name that is only likely.
fn pronouns(text: &str) -> Vec<String> {
    let article = Article::analyze(Document::new("article", text, Format::Plain), Lexicon::shipped(), None);
    let pronouns = article.entities.mentions.iter().filter(|mention| mention.form == Form::Pronoun);
    let told = |mention: &Mention| {
        let doubt = if mention.sure { "" } else { "?" };
        format!("{} {}{doubt}", mention.span.of(&article.prose.text), article.entities.get(mention.entity).name)
    };
    pronouns.map(told).collect()
}

#[test]
fn a_pronoun_and_its_source_are_one_answer() {
    let text = "Susan Brandt, the captain, spoke to Peter Okoli, the mechanic, before the crossing.\n\n“The radio is dead,” he told her.\n\n\
                “Then we stay,” she said.";
    assert_eq!(pronouns(text), ["he Peter Okoli", "her Susan Brandt", "she Susan Brandt"]);
    assert_eq!(sources(text, Format::Plain), ["Peter Okoli", "Susan Brandt"]);
}

#[test]
fn nobody_is_of_another_sex() {
    for (stranger, pronoun) in [("A man at the back", "he"), ("Her brother", "he"), ("An old fisherman", "he"), ("A boy in a cap", "he")] {
        let text = format!(
            "Mrs Mary Collier, a shopkeeper, opened the meeting. {stranger} stood up.\n\n“This is a scandal,” {pronoun} said. “I want my money back.”"
        );
        assert!(pronouns(&text).iter().all(|told| told.starts_with("Her")), "{:?}", pronouns(&text));
        assert!(speaker(&text).to_lowercase().contains(&stranger.to_lowercase()[..5]), "{}", speaker(&text));
    }
}
