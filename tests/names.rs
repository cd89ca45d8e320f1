//! Who is named in an article: names with their types, people with their roles, and which words stand for whom.

use onrecord::article::Article;
use onrecord::entity::{Entity, EntityType, Form, Gender};
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

fn read(text: &str) -> Article {
    Article::analyze(Document::new("article.txt".to_owned(), text.to_owned(), Format::Plain), Lexicon::shipped(), None)
}

fn entity<'a>(article: &'a Article, name: &str) -> &'a Entity {
    let found = article.entities.entities.iter().find(|entity| entity.name == name);
    let names: Vec<&str> = article.entities.entities.iter().map(|entity| entity.name.as_str()).collect();
    found.unwrap_or_else(|| panic!("{name} is not among {names:?}"))
}

/// The words that stand for an entity, in text order.
fn words<'a>(article: &'a Article, name: &str) -> Vec<&'a str> {
    let id = entity(article, name).id;
    article.entities.mentions_of(id).map(|mention| mention.span.of(&article.prose.text)).collect()
}

#[test]
fn a_person_is_one_entity_by_full_name_surname_and_pronoun() {
    let article = read(
        "Marit Oru, the harbour master, closed the port on Monday. Oru said she had no choice.\n\n\
         The pilots did not believe Ms. Oru. Her office stayed open.\n",
    );
    let oru = entity(&article, "Marit Oru");
    assert_eq!(oru.kind, EntityType::Person);
    assert_eq!(oru.role, "harbour master");
    assert_eq!(oru.gender, Gender::Female);
    assert_eq!(words(&article, "Marit Oru"), ["Marit Oru", "Oru", "she", "Oru", "Her"]);
}

#[test]
fn relatives_are_people_and_the_tags_of_parties_are_no_names() {
    let article = read(
        "By Nadia Osei in Tarmiz\n\nMr. Brandt was taken from his home at dawn, his wife, Aigul, told reporters. “They gave no reason,” she said.\n\n\
         Sen. Carl Boyd, R-Ohio, who chairs the committee, said he was skeptical.\n",
    );
    assert_eq!(entity(&article, "Aigul").kind, EntityType::Person);
    assert_eq!(words(&article, "Aigul"), ["Aigul", "she"]);
    let names: Vec<&str> = article.entities.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert!(!names.iter().any(|name| name.contains("R-")), "{names:?}");
}

#[test]
fn a_company_that_was_named_is_meant_before_its_founder_is() {
    let article = read(
        "Lindqvist to close two factories\n\nLindqvist Group, the furniture maker, will cut 1,200 jobs.\n\nShares in Lindqvist rose. Lindqvist has two factories.\n\n\
         It was founded in 1911 by a carpenter, Axel Lindqvist.\n",
    );
    assert_eq!(entity(&article, "Lindqvist Group").kind, EntityType::Organization);
    assert_eq!(words(&article, "Lindqvist Group"), ["Lindqvist", "Lindqvist Group", "Lindqvist", "Lindqvist"]);
    assert_eq!(words(&article, "Axel Lindqvist"), ["Axel Lindqvist"]);
}

#[test]
fn a_surname_before_the_full_name_belongs_to_it() {
    let article = read("The council dismissed Oru on Monday.\n\nIt was Marit Oru who had asked for new pilots.\n");
    let oru = entity(&article, "Marit Oru");
    let forms: Vec<Form> = article.entities.mentions_of(oru.id).map(|mention| mention.form).collect();
    assert_eq!(forms, [Form::Surname, Form::Full]);
    assert_eq!(oru.first, Some(oru.mentions[1]));
}

#[test]
fn titles_and_honorifics_are_no_part_of_a_name() {
    let article =
        read("On Monday Prime Minister Marit Oru met Sen. Tanel J. Saar (R., Vell.). Mr. Saar was late. President Oru-Saar was not.\n");
    assert_eq!(entity(&article, "Marit Oru").role, "Prime Minister");
    assert_eq!(words(&article, "Tanel J. Saar"), ["Tanel J. Saar", "Saar"]);
    assert_eq!(entity(&article, "Tanel J. Saar").gender, Gender::Male);
}

#[test]
fn two_people_of_one_family_stay_two() {
    let article = read("Marit Oru and her brother Tanel Oru own the ferry. Mr. Oru steers it. Ms. Oru keeps the books.\n");
    assert_eq!(words(&article, "Tanel Oru"), ["Tanel Oru", "Oru"]);
    assert!(words(&article, "Marit Oru").ends_with(&["Oru"]));
}

#[test]
fn accents_and_capitals_do_not_split_a_person() {
    let article = read("Nicolás Peña came to Vellmouth. Later Pena left, and Peña's aides stayed.\n");
    assert_eq!(words(&article, "Nicolás Peña"), ["Nicolás Peña", "Pena", "Peña"]);
}

#[test]
fn particles_initials_and_family_names_in_front_are_understood() {
    let article = read(
        "On Monday Tanel van der Saar met Kim Bo-ra and Marit J. Oru in Vellmouth. Van der Saar was early. Kim was late, and so was Oru.\n",
    );
    assert_eq!(words(&article, "Tanel van der Saar"), ["Tanel van der Saar", "Van der Saar"]);
    assert_eq!(words(&article, "Kim Bo-ra"), ["Kim Bo-ra", "Kim"]);
    assert_eq!(words(&article, "Marit J. Oru"), ["Marit J. Oru", "Oru"]);
}

#[test]
fn an_organization_is_one_entity_with_its_acronym_and_its_short_name() {
    let article =
        read("The Vellmouth Harbour Board (VHB) met on Monday. The VHB has nine members. Pilots say the Harbour Board is too old.\n");
    assert_eq!(entity(&article, "Vellmouth Harbour Board").kind, EntityType::Organization);
    assert_eq!(words(&article, "Vellmouth Harbour Board"), ["Vellmouth Harbour Board", "VHB", "VHB", "Harbour Board"]);
}

#[test]
fn a_country_is_one_entity_under_its_names_and_a_demonym_is_no_name() {
    let article =
        read("The ferry sailed to the United States on Monday. U.S. officials and American pilots met it. French pilots did not.\n");
    assert_eq!(words(&article, "United States"), ["United States", "U.S.", "American"]);
    let french = article.entities.mentions.iter().find(|mention| mention.span.of(&article.prose.text) == "French");
    assert_eq!(french.map(|mention| mention.form), Some(Form::Demonym));
}

#[test]
fn a_role_stands_for_the_person_once_it_is_told() {
    let article = read("Marit Oru, the harbour master, closed the port. The harbour master gave no reason.\n");
    assert_eq!(words(&article, "Marit Oru"), ["Marit Oru", "The harbour master"]);
}

#[test]
fn a_pronoun_inside_a_quotation_is_not_its_speaker() {
    let article = read("Marit Oru met Edda Saar on Monday. “She was late,” Oru said.\n");
    assert_eq!(words(&article, "Edda Saar"), ["Edda Saar", "She"]);
}

#[test]
fn roles_come_from_titles_appositions_and_clauses() {
    let article = read(
        "The council heard Tanel Saar, 54, a retired harbour pilot, on Monday. Edda Kask is the mayor of Vellmouth. \
         Its oldest member, Priit Lepp, slept. Strategist Leena Mets did not.\n",
    );
    assert_eq!(entity(&article, "Tanel Saar").role, "retired harbour pilot");
    assert_eq!(entity(&article, "Edda Kask").role, "mayor of Vellmouth");
    assert_eq!(entity(&article, "Leena Mets").role, "Strategist");
}

#[test]
fn long_and_broken_input_stays_fast_and_panics_nowhere() {
    for text in [
        "Oru ".repeat(20_000),
        "University of ".repeat(20_000),
        "Mr. ".repeat(20_000),
        "(VHB) Marit Oru, ".repeat(5_000),
        "’s Oru-".repeat(9_000),
        "Mr. Oru".to_owned(),
        "(R".to_owned(),
    ] {
        let article = read(&text);
        onrecord::rules::ALL.iter().filter(|rule| rule.name.contains("name") || rule.name.contains("role")).for_each(|rule| {
            let context = onrecord::rules::Context {
                article: &article,
                standing: &onrecord::fairness::Standing::new(&article),
                kind: Default::default(),
                well_known: &[],
                corrections: &Default::default,
                notebook: &Default::default(),
                protected: &Default::default(),
                who: &[],
                outlet: "",
                options: &[],
                own: &[],
                rule,
            };
            (rule.check)(&context);
        });
        for mention in &article.entities.mentions {
            assert!(!mention.span.of(&article.prose.text).is_empty());
        }
    }
}

#[test]
fn a_body_may_have_two_subjects() {
    let article = read("The Ministry of Trade and Harbours closed the port. The Ministry of Harbours and Marit Oru disagreed.\n");
    assert_eq!(entity(&article, "Ministry of Trade and Harbours").kind, EntityType::Organization);
    assert_eq!(words(&article, "Ministry of Harbours"), ["Ministry of Harbours"]);
}

#[test]
fn honorifics_after_titles_and_countries_before_them_are_no_part_of_a_name() {
    let article = read("On Monday the Finance Minister Dr. Marit Oru met Sri Lankan Prime Minister Tomas Hale in Vellmouth.\n");
    assert_eq!(words(&article, "Marit Oru"), ["Marit Oru"]);
    assert_eq!(words(&article, "Tomas Hale"), ["Tomas Hale"]);
}

#[test]
fn an_interview_with_two_people_is_read_by_whom_they_speak_of() {
    let article = read(
        "The Courier interviews Marit Oru and Tomas Hale of the Harbour Choir\n\n\
         How did the choir begin?\n\nI sang alone for years. One day Tomas knocked at the door and asked to join.\n\n\
         Who writes the songs?\n\nMarit writes them. I only carry the piano.\n\n\
         What comes next?\n\nA tour of the islands.\n\nWhere can people hear you?\n\nOn the quay.\n",
    );
    let first = |name: &str| words(&article, name).into_iter().filter(|word| *word == "I").count();
    assert_eq!((first("Marit Oru"), first("Tomas Hale")), (1, 1));
}

#[test]
fn whoever_talks_to_somebody_asks_and_the_other_answers() {
    let article = read(
        "Marit Oru talks to Tomas Hale\n\nMarit Oru, a writer from Vellmouth, met him at the quay.\n\n\
         What do you like about boats?\n\nI like that they float.\n\nHow did you begin?\n\nI began at six.\n",
    );
    let first = |name: &str| words(&article, name).into_iter().filter(|word| *word == "I").count();
    assert_eq!((first("Marit Oru"), first("Tomas Hale")), (0, 2));
}

#[test]
fn who_is_introduced_before_the_questions_answers_them() {
    let article = read(
        "The Courier interviewed one of the owners of the Gull, a bar in Vellmouth where Edda Kask once sang.\n\n\
         The bar opened in May and is owned by Marit Oru and Tomas Hale. It sells tea.\n\n\
         The owner, Marit Oru, shows a kettle.\n\n\
         What made you open a bar?\n\nWe like tea. I grew up with it.\n\n\
         Is it full?\n\nNot before noon. I sleep late.\n",
    );
    assert!(words(&article, "Marit Oru").iter().filter(|word| **word == "I").count() == 2, "{:?}", words(&article, "Marit Oru"));
}

#[test]
fn a_ship_and_a_spokeswoman_are_she_too() {
    let ship = read("The ferry lost its radio. Brandt wrote it down. “We should have stopped her,” said Tomas Hale, the owner.\n");
    assert_eq!(words(&ship, "Brandt"), ["Brandt"]);
    let spokeswoman = read(
        "Odile Brandt was the captain that week. A spokeswoman for the port said that no fine had been decided. She expects one in May.\n",
    );
    assert_eq!(words(&spokeswoman, "Odile Brandt"), ["Odile Brandt"]);
}

#[test]
fn a_city_goes_by_its_letters_and_a_paper_that_begins_with_them_is_another_name() {
    let article = read("The mayor of North Vellmouth spoke. People in NV heard of it in the NV Gazette.\n");
    assert_eq!(words(&article, "North Vellmouth"), ["North Vellmouth", "NV"]);
}

#[test]
fn a_country_is_no_given_name() {
    let article = read("Pilots left Arizona on Monday. Arizona has none left.\n");
    assert_eq!(entity(&article, "Arizona").kind, EntityType::Place);
}

fn kind(article: &Article, name: &str) -> EntityType {
    entity(article, name).kind
}

#[test]
fn a_country_is_one_by_its_long_its_other_and_its_short_name() {
    let article = read("The Republic of Estonia signed. Then Estonia paid, and Russia did not. The Russian Federation has no money.\n");
    assert_eq!(words(&article, "Republic of Estonia"), ["Republic of Estonia", "Estonia"]);
    assert_eq!(words(&article, "Russian Federation"), ["Russia", "Russian Federation"]);
}

#[test]
fn a_name_behind_a_small_prefix_is_found() {
    let article = read("They are the anti-Estonia wing, said the mayor. In Estonia nobody listened.\n");
    assert_eq!(words(&article, "Estonia"), ["Estonia", "Estonia"]);
}

#[test]
fn an_acronym_before_and_is_a_body_by_itself() {
    let article = read("The ferry belongs to VHB and Saar Energy Company since May. The bill went to VHB.\n");
    assert_eq!(words(&article, "VHB"), ["VHB", "VHB"]);
    assert_eq!(kind(&article, "Saar Energy Company"), EntityType::Organization);
}

#[test]
fn what_a_minister_is_charged_with_and_plurals_of_acronyms_are_no_bodies() {
    let article = read("The minister of education, and the Minister of Tourism, signed two MOUs with the islands on Monday.\n");
    let bodies = article.entities.entities.iter().filter(|entity| entity.kind == EntityType::Organization);
    assert_eq!(bodies.map(|entity| entity.name.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn the_last_word_of_a_party_is_no_part_of_its_leader_s_title() {
    let article = read("On Monday Lantern Workers Party leader Marit Oru left the harbour.\n");
    assert_eq!(kind(&article, "Lantern Workers Party"), EntityType::Organization);
    assert_eq!(entity(&article, "Marit Oru").role, "Lantern Workers Party leader");
}

#[test]
fn a_dateline_in_capitals_before_a_colon_is_a_place() {
    let article = read("CAPE TOWN, July 25: The harbour board met.\n\nIt had no money.\n");
    assert_eq!(kind(&article, "CAPE TOWN"), EntityType::Place);
    let article = read("Tallinn-Oruvald Saarme has been appointed to the harbour board.\n\nIt had no money.\n");
    assert_eq!(kind(&article, "Tallinn"), EntityType::Place);
}

#[test]
fn the_code_of_a_country_in_brackets_is_a_place_and_names_no_body_before_it() {
    let article = read("1. Marit Orusaar (EST) beat Tanel Saarme (FIN) by two lengths.\n\nThe wind fell in the afternoon.\n");
    assert_eq!(kind(&article, "Marit Orusaar"), EntityType::Person);
    assert_eq!(kind(&article, "EST"), EntityType::Place);
}

#[test]
fn words_that_people_are_called_by_make_no_person_of_a_country() {
    let article = read("Hong Kong said it would pay. “We waited,” Hong Kong told the pilots, who trust Hong Kong.\n");
    assert_eq!(kind(&article, "Hong Kong"), EntityType::Place);
}

#[test]
fn a_surname_that_is_a_town_s_name_too_is_the_person_who_was_named() {
    let article = read(
        "The painter Marit Tartu left school at twelve. Tartu painted ferries. The museum has two of them, and Tartu gave it a third. \
         In her last years Tartu painted pilots.\n",
    );
    assert_eq!(words(&article, "Marit Tartu"), ["Marit Tartu", "Tartu", "Tartu", "her", "Tartu"]);
}

#[test]
fn a_nickname_in_quotation_marks_is_a_part_of_the_name() {
    let article = read("The ferry was steered by Marit “Storm” Orusaar for two years. Orusaar has since left.\n");
    assert_eq!(words(&article, "Marit “Storm” Orusaar"), ["Marit “Storm” Orusaar", "Orusaar"]);
}

#[test]
fn a_body_is_named_whole_with_the_two_things_it_is_for() {
    let article = read("The People's Front for Ferries and Justice has won. The Centre for Research on Tides and Clean Harbours lost.\n");
    assert_eq!(kind(&article, "People's Front for Ferries and Justice"), EntityType::Organization);
    assert_eq!(kind(&article, "Centre for Research on Tides and Clean Harbours"), EntityType::Organization);
}

#[test]
fn a_body_for_law_is_no_law() {
    let article = read("The Council for Harbour Law met on Monday, and the UN World Food Programme did not.\n");
    assert_eq!(kind(&article, "Council for Harbour Law"), EntityType::Organization);
    assert_eq!(kind(&article, "UN World Food Programme"), EntityType::Organization);
}

#[test]
fn an_acronym_of_a_name_in_another_language_is_its_body_s() {
    let article = read("The VHC (Harbour Council of Vellmouth) met on Monday. It was the VHC that closed the port.\n");
    assert_eq!(words(&article, "Harbour Council of Vellmouth"), ["VHC", "Harbour Council of Vellmouth", "VHC"]);
}

#[test]
fn what_letters_are_known_for_the_words_before_them_are() {
    let article = read("The debt is half of the Gross Domestic Product (GDP). In May the GDP fell.\n");
    assert!(article.entities.entities.iter().all(|entity| entity.kind != EntityType::Organization));
}

#[test]
fn an_adjective_made_of_a_name_is_no_part_of_the_next() {
    let article = read(
        "The Saarholm-based Tidal Board met. A New York-based firm, Oru Freight, bid, and a Marit Oru-led group objected.\n\n\
         Saarholm and New York are far apart. Marit Oru lives in Saarholm.\n",
    );
    assert_eq!(words(&article, "Tidal Board"), ["Tidal Board"]);
    assert_eq!(words(&article, "Saarholm"), ["Saarholm", "Saarholm", "Saarholm"]);
    assert_eq!(words(&article, "New York"), ["New York", "New York"]);
    assert_eq!(words(&article, "Marit Oru"), ["Marit Oru", "Marit Oru"]);
    assert_eq!(entity(&article, "Saarholm").kind, EntityType::Place);
}

#[test]
fn who_stands_behind_the_fields_of_an_office_is_no_part_of_them() {
    let article = read(
        "The Minister of Health and Welfare Rheddal Maarikvist said the port was safe. The Leader of the Opposition Tanel Saar disagreed. \
         His Majesty King Oskarin met them.\n",
    );
    assert_eq!(entity(&article, "Rheddal Maarikvist").kind, EntityType::Person);
    assert_eq!(entity(&article, "Tanel Saar").kind, EntityType::Person);
    assert_eq!(words(&article, "Oskarin"), ["Oskarin"]);
}

#[test]
fn another_name_that_is_given_is_the_same_persons() {
    for text in [
        "Jon Saar, better known as Jossavik, sang. Jossavik left.",
        "Jon Saar – more commonly known as Jossavik – sang. Jossavik left.",
        "Jon Saar (alias Jossavik) sang. Jossavik left.",
        "Jon Saar, who is widely known as Jossavik, sang. Jossavik left.",
    ] {
        let article = read(text);
        assert_eq!(words(&article, "Jon Saar"), ["Jon Saar", "Jossavik", "Jossavik"], "{text}");
    }
    let article = read("Jon Saar, who is not known as a friend of Tanel Oru, sang.");
    assert_eq!(words(&article, "Tanel Oru"), ["Tanel Oru"]);
}

#[test]
fn a_colour_that_opens_a_sentence_is_nobodys_surname() {
    let article = read("Black circles mark the reefs. Young and old pilots use them.\n");
    let names: Vec<&str> = article.entities.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert!(names.is_empty(), "{names:?}");
    let article = read("The reefs were marked by Marit Black. Black pilots the ferry.\n");
    assert_eq!(words(&article, "Marit Black"), ["Marit Black", "Black"]);
}

#[test]
fn what_is_told_once_of_a_name_counts_wherever_it_stands() {
    let article = read(
        "Members of the Tarn Ring met on Monday. The Tarn Ring voted. The Tarn Ring has no money.\n\n\
         They met in the town of Arrel Minsk. Arrel Minsk is old.\n\n\
         The inspector general of harbours (IGH) called them. The IGH was late. The road is called Jon van Saar Drive.\n",
    );
    assert_eq!(kind(&article, "Tarn Ring"), EntityType::Organization);
    assert_eq!(kind(&article, "Arrel Minsk"), EntityType::Place);
    assert_eq!(kind(&article, "IGH"), EntityType::Other);
    assert_eq!(kind(&article, "Jon van Saar Drive"), EntityType::Place);
}
