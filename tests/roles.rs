//! What an article says people are, in many ways of saying it: each test goes over names, verbs, marks and formats.

use onrecord::article::Article;
use onrecord::entity::EntityType;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

const PEOPLE: [&str; 6] = ["Marit Oru", "Tom Ashe", "Anna Lee-Potts", "Marieke van der Goot", "José Ferreira", "Kim Min-seo"];
const OPENING: &str = "The ferry left Vellmouth at noon, and nobody on the quay could say when it would be back.";

fn role(text: &str, format: Format, name: &str) -> String {
    let article = Article::analyze(Document::new("article".to_owned(), text.to_owned(), format), Lexicon::shipped(), None);
    let found = article.entities.entities.iter().find(|entity| entity.name == name && entity.kind == EntityType::Person);
    let names: Vec<&str> = article.entities.entities.iter().map(|entity| entity.name.as_str()).collect();
    found.unwrap_or_else(|| panic!("{name} is not among {names:?} of: {text}")).role.clone()
}

/// The sentence in three formats, with `{}` filled in.
fn told(pattern: &str, name: &str) -> Vec<String> {
    let sentence = pattern.replace("{}", name);
    let html = format!("<!doctype html><html><body><article><h1>News</h1><p>{OPENING}</p><p>{sentence}</p></article></body></html>");
    [
        (format!("{OPENING}\n\n{sentence}\n"), Format::Plain),
        (format!("# News\n\n{OPENING}\n\n{sentence}\n"), Format::Markdown),
        (html, Format::Html),
    ]
    .map(|(text, format)| role(&text, format, name))
    .to_vec()
}

fn all_tell(patterns: &[(&str, &str)]) {
    for (pattern, wanted) in patterns {
        for name in PEOPLE {
            let found = told(pattern, name);
            assert!(found.iter().all(|role| role == wanted), "{pattern} with {name} tells {found:?}, not {wanted:?}");
        }
    }
}

#[test]
fn a_role_stands_behind_or_before_a_name_between_marks() {
    all_tell(&[
        ("“It is dark,” said {}, the librarian.", "librarian"),
        ("“It is dark,” said {}, a glazier.", "glazier"),
        ("{} – a welder – left early.", "welder"),
        ("{} (harbour master) left early.", "harbour master"),
        ("The harbour master, {}, left early.", "harbour master"),
        ("{}, 54, a grocer, left early.", "grocer"),
        ("{}, managing director of the Saltmere Ferry Company, left early.", "managing director of the Saltmere Ferry Company"),
        ("The former mayor of Skerry, {}, left early.", "former mayor of Skerry"),
        ("Penhallow's deputy, {}, left early.", "Penhallow's deputy"),
    ]);
}

#[test]
fn a_role_stands_before_a_name_with_all_that_belongs_to_it() {
    all_tell(&[
        ("On Monday Vellmouth Harbour Board chief engineer {} left.", "Vellmouth Harbour Board chief engineer"),
        ("They wrote to British designer {} in May.", "British designer"),
        ("They wrote to Vellmouthia's deputy prime minister {} in May.", "Vellmouthia's deputy prime minister"),
    ]);
}

#[test]
fn a_role_is_told_by_a_clause() {
    all_tell(&[
        ("{} is the harbour master.", "harbour master"),
        ("{} has been harbour master since 1994.", "harbour master"),
        ("{}, who was leader of the council, left.", "leader of the council"),
        ("{}, who is a mason, left.", "mason"),
    ]);
}

#[test]
fn no_accusation_no_verdict_no_illness_and_no_opinion_is_a_role() {
    all_tell(&[
        ("Convicted fraudster {}, who was acquitted, left.", ""),
        ("{}, a disgraced banker, left.", "banker"),
        ("The autocratic leader, {}, left.", "leader"),
        ("{}, an assistant professor who is charged with assault, left.", "assistant professor"),
        ("{}, a suspect, left.", ""),
        ("{}, a mason with cancer, left.", "mason"),
        ("{}, a brilliant surgeon on bail, left.", "surgeon"),
        ("{}, 54, left.", ""),
    ]);
}

#[test]
fn what_a_source_says_of_somebody_is_no_role() {
    for name in PEOPLE {
        for verdict in ["a liar and a thief", "the real mayor", "a great friend of the port"] {
            for verb in ["said", "says"] {
                let text = format!("{OPENING}\n\n“{name} is {verdict},” {verb} Ina Brook, the mayor. “{name}, the thief, must go.”\n");
                assert_eq!(role(&text, Format::Plain, name), "", "{text}");
                assert_eq!(role(&text, Format::Plain, "Ina Brook"), "mayor", "{text}");
            }
        }
    }
}

#[test]
fn what_several_people_are_is_said_of_each() {
    for (text, wanted) in [
        ("In May Senators Marit Oru (D-VL), Tom Ashe (R-SK) and Ruth Lacey wrote a letter.", "Senators"),
        ("Pilots such as Marit Oru, Tom Ashe and Ruth Lacey wrote a letter.", "Pilots"),
        ("Marit Oru, Tom Ashe and Ruth Lacey, pilots from Saltmere, wrote a letter.", "pilots from Saltmere"),
    ] {
        for name in ["Marit Oru", "Tom Ashe", "Ruth Lacey"] {
            assert_eq!(role(&format!("{OPENING}\n\n{text}\n"), Format::Plain, name), wanted, "{name} in: {text}");
        }
    }
    let text = format!("{OPENING}\n\nMina Ferro, a glazier, Tom Ashe, a welder, and Jan Roos, a mason, came.\n");
    assert_eq!(["Mina Ferro", "Tom Ashe", "Jan Roos"].map(|name| role(&text, Format::Plain, name)), ["glazier", "welder", "mason"]);
}

#[test]
fn of_two_people_of_one_name_each_has_a_role() {
    for (one, other) in [("a baker", "the judge"), ("a welder", "a surgeon"), ("the mayor", "a fisherman")] {
        let text = format!("{OPENING}\n\nPaul Frane, {one}, lost his boat. Paul Frane, {other}, is no relation.\n");
        let article = Article::analyze(Document::new("a".to_owned(), text.clone(), Format::Plain), Lexicon::shipped(), None);
        let roles: Vec<&str> =
            article.entities.entities.iter().filter(|entity| entity.name == "Paul Frane").map(|entity| entity.role.as_str()).collect();
        let wanted = [one, other].map(|role| role.split_once(' ').map_or("", |(_, noun)| noun));
        assert_eq!(roles, wanted, "{text}");
    }
}
