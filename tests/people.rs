//! Names that look like something else and words that look like names: titles, particles, possessives, common words. Each test goes over
//! variations of one kind.

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::entity::{EntityType, Form};
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

fn read(text: &str) -> Article {
    Article::analyze(Document::new("article.txt".to_owned(), text.to_owned(), Format::Plain), Lexicon::shipped(), None)
}

/// The people of an article, each with the role and the words that name them.
fn people(text: &str) -> Vec<(String, String, Vec<String>)> {
    let article = read(text);
    let all = &article.entities;
    let people = all.entities.iter().filter(|entity| entity.kind == EntityType::Person);
    people
        .map(|entity| {
            let names = all.mentions_of(entity.id).filter(|mention| mention.form.is_name());
            let words = names.map(|mention| mention.span.of(&article.prose.text).to_owned()).collect();
            (entity.name.clone(), entity.role.clone(), words)
        })
        .collect()
}

#[test]
fn a_rank_is_a_role_and_no_part_of_the_name() {
    for rank in [
        "Sgt",
        "Det Insp",
        "DI",
        "PC",
        "Det Ch Supt",
        "DCI",
        "Cllr",
        "Cpl",
        "Supt",
        "Lance Corporal",
        "Rear Adm.",
        "Detective Chief Inspector",
        "Staff Sgt.",
        "Lt Col",
        "Brig. Gen.",
        "Sub-Inspector",
        "Havildar",
        "Flt Lt",
    ] {
        for name in ["Tom Beck", "Una Shaw", "Dean Holt"] {
            for text in
                [format!("The pier closed on Monday. {rank} {name} spoke to reporters."), format!("“It is shut,” said {rank} {name}.")]
            {
                let found = people(&text);
                assert!(found.iter().any(|(full, role, _)| full == name && role == rank), "{text}: {found:?}");
            }
        }
    }
    let found = people("Queen Marit II opened the bridge on Monday. The pilots were not there. Marit waved.");
    assert_eq!(found, [("Marit II".to_owned(), "Queen".to_owned(), vec!["Marit II".to_owned(), "Marit".to_owned()])]);
}

#[test]
fn given_names_that_are_titles_too() {
    for given in ["Dean", "Earl", "Don"] {
        for family in ["Marsh", "Tobin", "Harrow"] {
            for (pattern, role) in [
                ("“It leaks,” said {}, a builder.", "builder"),
                ("{}, the director of the museum, left on Monday.", "director of the museum"),
            ] {
                let name = format!("{given} {family}");
                let found = people(&format!("The ferry left at noon.\n\n{}", pattern.replace("{}", &name)));
                assert!(found.iter().any(|(full, told, _)| *full == name && told == role), "{name}: {found:?}");
            }
        }
    }
}

#[test]
fn a_common_word_that_opens_a_sentence_is_nobody() {
    for word in ["Winter", "Frost", "Banks", "Fields", "Snow", "Press", "Hope", "Faith", "Grace", "Waters", "Bill"] {
        for pattern in ["{} was not what the town had expected.", "“{} is not enough,” said Jonna Averill, a baker.", "{} came late."] {
            let found = people(&format!("The ferry left at noon with the mail.\n\n{}\n", pattern.replace("{}", word)));
            assert!(found.iter().all(|(name, _, _)| name == "Jonna Averill"), "{word}: {found:?}");
        }
    }
    let found = people("Jack Frost, a pilot, left at noon. Frost did not say why.");
    assert_eq!(found[0].2, ["Jack Frost", "Frost"]);
}

#[test]
fn particles_belong_to_the_family_name() {
    let found = people("Marieke van der Goot, a diver, agreed. “I saw it,” van der Goot said.");
    assert_eq!(found[0].2, ["Marieke van der Goot", "van der Goot"], "{found:?}");
    let found = people("Khalid al-Masri sells fruit. Masri’s shop is closed. Omar Hasan al-Kabir owns the quay. Mr. Kabir did not answer.");
    assert_eq!(found.len(), 2, "{found:?}");
    let found = people("Dr. Van Johansen, a surgeon, said the clinic was full. The nurses agreed. Johansen said he was tired.");
    assert!(found.len() == 1 && found[0].2 == ["Van Johansen", "Johansen"], "{found:?}");
}

#[test]
fn possessives_within_the_names_of_bodies() {
    for (text, name) in [
        ("The Saltmere Traders' Association (STA) met on Monday.", "Saltmere Traders' Association"),
        ("The Saltmere Traders’ Association met on Monday.", "Saltmere Traders’ Association"),
        ("The Fishermen's Union did not answer on Monday.", "Fishermen's Union"),
        ("They took him to St Piran's Hospital on Monday.", "St Piran's Hospital"),
        ("The Vellmouth Teachers' Union called a strike.", "Vellmouth Teachers' Union"),
        ("The Women's Guild will meet on Monday.", "Women's Guild"),
    ] {
        let article = read(text);
        let names: Vec<&str> = article.entities.entities.iter().map(|entity| entity.name.as_str()).collect();
        assert!(names.contains(&name), "{text}: {names:?}");
    }
}

#[test]
fn what_lies_at_a_name_makes_it_a_place() {
    for text in ["The farms at Holm were flooded.", "The farms at Holm are old."] {
        let found = people(&format!("The rain fell for days. {text}"));
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_noun_stands_for_the_one_body_that_goes_by_it() {
    for (named, again, body) in [
        ("The Vellmouth Harbour Board met on Monday.", "The board said the pier would close.", "Vellmouth Harbour Board"),
        ("The hotel group Meridian Stays bought the quay.", "Nobody knows what the hotel group will do.", "Meridian Stays"),
        ("The University of Saltmere is full.", "The university has no money.", "University of Saltmere"),
        ("Norrland Ferries Ltd. bought two ships.", "The company has no money.", "Norrland Ferries Ltd."),
    ] {
        let article = read(&format!("{named} It rained all day.\n\n{again}\n"));
        let all = &article.entities;
        let entity = all.entities.iter().find(|entity| entity.name == body).unwrap_or_else(|| panic!("{body} is not named in {named}"));
        assert_eq!(all.mentions_of(entity.id).filter(|mention| mention.form == Form::Role).count(), 1, "{named} {again}");
    }
}

fn variants(text: &str) -> Vec<String> {
    let article = read(text);
    let checked = check(&article, &Settings::only("name-variant"));
    checked.shown.iter().map(|shown| shown.finding.span.of(&article.document.text).to_owned()).collect()
}

#[test]
fn a_name_in_two_spellings_is_asked_about() {
    for (name, slip) in [("Penhallow", "Penhalow"), ("Penhallow", "Penhallo"), ("Müller", "Mueller"), ("Achterberg", "Achtenberg")] {
        for pattern in ["“It is not safe,” {} said.", "{} did not speak.", "The council wrote to Mr {} on Monday."] {
            let text =
                format!("Ivo {name}, the harbour master, closed the pier. {name} was not glad.\n\n{}\n", pattern.replace("{}", slip));
            assert_eq!(variants(&text), [slip], "{text}");
        }
    }
}

#[test]
fn names_that_are_nearly_alike_may_be_two_peoples() {
    for text in [
        "Anna Larsen, a pilot, met Peter Larson, a baker. Larsen was glad. Larson was not. Larsen left.",
        "Ivo Penhallow, the harbour master, left. Penhallow was glad. The Penhallows live here. The pier is the Penhallows’ pride.",
        "Ivo Penhallow, the harbour master, left. Penhallow was glad. Penhallow's boat leaked. The Penhallow pier is old.",
        "Olga Petrov, a nurse, and Irina Petrova, a judge, left. Petrov was glad. Petrov sang.",
    ] {
        assert_eq!(variants(text), [""; 0], "{text}");
    }
}
