//! A flat accusation is found however the accused is named, and is none where somebody makes, settles or denies it.
//!
//! The grid is deeds by forms of the accused by places in a text. Its sentences are ours; what is found in them must come from general
//! knowledge of how sentences are built and of what is wrong, not from this list.

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::finding::Severity;
use onrecord::lexicon::Lexicon;
use onrecord::rules::Kind;
use onrecord::text::{Document, Format};

/// The past, the gerund and the rest of the deed; `{own}` is the possessive of the accused.
const DEEDS: &[(&str, &str, &str)] = &[
    ("stole", "stealing", "the ferry money"),
    ("embezzled", "embezzling", "the harbour fund"),
    ("pocketed", "pocketing", "bribes"),
    ("took", "taking", "kickbacks from a builder"),
    ("fiddled", "fiddling", "{own} expenses"),
    ("groomed", "grooming", "pupils"),
    ("destroyed", "destroying", "the records"),
    ("sold", "selling", "drugs to minors"),
    ("beat", "beating", "a prisoner"),
    ("bribed", "bribing", "two inspectors"),
    ("blackmailed", "blackmailing", "a colleague"),
    ("forged", "forging", "the signatures"),
    ("evaded", "evading", "taxes"),
    ("laundered", "laundering", "the proceeds"),
    ("lied", "lying", "to the inspectors"),
    ("covered up", "covering up", "the deaths"),
    ("shredded", "shredding", "the files"),
    ("rigged", "rigging", "the election"),
    ("plagiarised", "plagiarising", "a thesis"),
    ("fabricated", "fabricating", "quotes"),
    ("fixed", "fixing", "matches"),
    ("smuggled", "smuggling", "cigarettes"),
    ("dumped", "dumping", "asbestos in the marsh"),
    ("polluted", "polluting", "the river"),
    ("starved", "starving", "two horses"),
    ("raped", "raping", "a colleague"),
    ("stalked", "stalking", "a neighbour"),
    ("harassed", "harassing", "three nurses"),
    ("torched", "torching", "the boathouse"),
    ("vandalised", "vandalising", "the chapel"),
    ("drove", "driving", "home drunk"),
    ("hacked", "hacking", "into the council's accounts"),
    ("leaked", "leaking", "the exam papers"),
    ("spied", "spying", "on union members"),
    ("underpaid", "underpaying", "the cleaners"),
    ("overcharged", "overcharging", "widows"),
    ("strangled", "strangling", "a lodger"),
    ("misled", "misleading", "parliament"),
    ("cooked", "cooking", "the books"),
    ("extorted", "extorting", "money from stallholders"),
    ("gave", "giving", "contracts to {own} brother"),
    ("abused", "abusing", "{own} office"),
];

/// The accused, and their possessive.
const ACCUSED: &[(&str, &str)] = &[
    ("Oru", "her"),
    ("Marit Oru", "her"),
    ("Harbour master Marit Oru", "her"),
    ("Marit Oru, the harbour master,", "her"),
    ("Marit Oru, 52,", "her"),
    ("The mayor, Marit Oru,", "her"),
    ("Marit Oru (harbour master)", "her"),
    ("Marit Oru, who chairs the board,", "her"),
    ("The former mayor of Skerry, Marit Oru,", "her"),
    ("The harbour master", "her"),
    ("Vellmouth Council", "its"),
    ("The Gull Air group", "its"),
    ("She", "her"),
    ("Oru's deputy", "his"),
    ("Her brother", "his"),
    ("Marit Oru and Dan Holm", "their"),
    ("Two councillors", "their"),
    ("Sgt Tom Beck", "his"),
    ("Marieke van der Goot", "her"),
    ("Ray Colt Jr.", "his"),
    ("Police", "their"),
    ("MARIT ORU", "her"),
];

/// Places in a text: `{A}` opens a sentence with the accused, `{a}` goes on with them.
const PLACES: &[&str] = &[
    "{A} {deed}.",
    "The ferry had been late all week. {A} {deed}. The crossing takes an hour.",
    "The board met on Friday, but {a} {deed}.",
    "In May last year, {a} {deed}.",
    "The ferry sailed at noon and {a} {deed}.",
];

/// Sentences that accuse nobody on the paper's own word.
const SETTLED: &[&str] = &[
    "Ina Brook, the auditor, said {a} {deed}.",
    "{A} {deed}, auditor Ina Brook said.",
    "{A} {deed}, according to the auditor's report.",
    "{A} {was} charged on Monday with {doing}.",
    "{A} {was} convicted in May of {doing}.",
    "{A} {was} jailed for five years for {doing}.",
    "{A} pleaded guilty to {doing}.",
    "A court found in March that {a} {deed}.",
    "{A} denied {doing}.",
    "{A} never {deed}.",
    "{A} allegedly {deed}.",
    "Did the board know that {a} {deed}?",
    "If {a} {deed}, the board will act.",
    "The auditor, Ina Brook, accused {a} of {doing}.",
    "In the film, {a} {deed}.",
];

/// Words of wrong that tell of none.
const FIGURES: &[&str] = &[
    "Marit Oru stole the show at the regatta.",
    "Petter Holm robbed the keeper of a certain goal.",
    "The council killed the proposal on Monday.",
    "Vellmouth beat Skerry in the final on Saturday.",
    "Lars Tamm shot a film about the harbour.",
    "Marit Oru stole a march on the other boatyards.",
    "Dan Holm cheated death on the rocks in March.",
    "The row poisoned the debate on the new pier.",
    "Marit Oru attacked the plan for the pier.",
    "Dan Holm hijacked the debate on the ferry.",
    "The choir murdered the anthem before the match.",
    "The storm killed two fishermen off Skerry.",
    "The scandal robbed the town of its ferry.",
    "A dog attacked a woman on the pier.",
    "Marit Oru forged an alliance with the boatyards.",
    "Ray Colt beat the champion in three sets.",
    "Marit Oru fixed the radio by the pier.",
    "In 1897 the mayor, Carl Vance, stole the ferry money.",
    "Dan Holm broke the course record on Sunday.",
    "The chef cooked the lobsters for the board.",
];

/// Whether an accusation is asked about in a text, by this rule or by one that asks after its source.
fn asked(text: &str, rules: &[&str], settings: &Settings) -> Option<Severity> {
    let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
    let shown = check(&article, settings).shown;
    shown.iter().filter(|shown| rules.contains(&shown.finding.rule.as_ref())).map(|shown| shown.severity).max()
}

/// Whether the text is told to accuse: flatly, or by what it takes for granted.
fn accuses(text: &str) -> bool {
    asked(text, &["unattributed-allegation", "guilt-assumed"], &Settings::default()).is_some_and(|severity| severity > Severity::Hint)
}

/// The accused as they stand within a sentence.
fn within(accused: &str) -> String {
    let (first, rest) = accused.split_once(' ').unwrap_or((accused, ""));
    let common = ["The", "She", "Her", "Two", "Police", "Harbour"].contains(&first);
    let first = if common { first.to_lowercase() } else { first.to_owned() };
    format!("{first} {rest}").trim().to_owned()
}

fn fill(template: &str, accused: (&str, &str), deed: (&str, &str, &str)) -> String {
    let object = deed.2.replace("{own}", accused.1);
    let was = if accused.1 == "their" { "were" } else { "was" };
    let text = template.replace("{A}", accused.0).replace("{a}", &within(accused.0)).replace("{was}", was);
    text.replace("{deed}", &format!("{} {object}", deed.0)).replace("{doing}", &format!("{} {object}", deed.1))
}

#[test]
fn how_the_accused_is_named_does_not_matter() {
    let mut shares = Vec::new();
    for (number, accused) in ACCUSED.iter().enumerate() {
        let (mut found, mut all, mut missed) = (0, 0, Vec::new());
        for (index, deed) in DEEDS.iter().enumerate() {
            for (place, template) in PLACES.iter().enumerate() {
                // Two places in five for each deed and form; each place comes with every form and every deed.
                if !matches!((index + 2 * number + place) % 5, 0 | 2) {
                    continue;
                }
                let text = fill(template, *accused, *deed);
                all += 1;
                if accuses(&text) {
                    found += 1;
                } else {
                    missed.push(text);
                }
            }
        }
        println!("{:42} {found} of {all}", accused.0);
        missed.iter().for_each(|text| println!("    {text}"));
        shares.push(100.0 * f64::from(found) / f64::from(all));
    }
    let (least, most) = shares.iter().fold((100.0_f64, 0.0_f64), |(least, most), share| (least.min(*share), most.max(*share)));
    assert!(least >= 95.0, "{least:.1} per cent of one form are found");
    assert!(most - least <= 3.0, "forms are {:.1} points apart", most - least);
}

#[test]
fn what_somebody_makes_settles_or_denies_is_no_accusation_of_ours() {
    let (mut found, mut all) = (Vec::new(), 0);
    for (number, accused) in ACCUSED.iter().enumerate() {
        for (index, deed) in DEEDS.iter().enumerate() {
            for (place, template) in SETTLED.iter().enumerate() {
                if (index + number + place) % 9 == 0 {
                    all += 1;
                    found.extend(Some(fill(template, *accused, *deed)).filter(|text| accuses(text)));
                }
            }
        }
    }
    found.iter().for_each(|text| println!("    {text}"));
    println!("{} of {all} are false", found.len());
    assert!(found.len() * 100 <= 3 * all, "{} of {all}", found.len());
}

#[test]
fn what_a_court_found_before_may_be_told_after() {
    assert!(!accuses("Petter Holm was jailed on Monday for three years. He stole the ferry money."));
    assert!(!accuses("Petter Holm, 34, pleaded guilty on Monday. The ferry sailed. Holm embezzled the harbour fund."));
    assert!(accuses("Petter Holm was jailed on Monday for three years. Marit Oru stole the ferry money."));
}

#[test]
fn words_of_wrong_that_tell_of_none_are_let_be() {
    let found: Vec<&&str> = FIGURES.iter().filter(|text| accuses(text)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn other_ways_to_accuse() {
    for text in [
        "Marit Oru has been stealing the ferry money for years.",
        "The ferry money was stolen by Marit Oru.",
        "Marit Oru, who stole the ferry money, lives in Vellmouth.",
        "The killer, Dan Holt, lives in Vellmouth.",
        "Police arrested Dan Holt for stabbing his wife.",
        "Marit Oru met the pilots and stole the money.",
        "Marit Oru resigned after stealing the money.",
        "Dan Holt was caught stealing the money.",
        "Dan Holt tried to bribe two inspectors.",
        "The mayor, Marit Oru, is a thief.",
        "Marit Oru, 52, has repeatedly defrauded the harbour board.",
        "Oru lied.",
    ] {
        assert!(accuses(text), "{text}");
    }
    let private = |text| asked(text, &["unattributed-private-account"], &Settings::default());
    assert!(private("Dan Holt, a baker, has HIV.") > Some(Severity::Hint));
    assert!(private("Dan Holt, a baker, has no criminal record.").is_none());
}

#[test]
fn an_accusation_that_rests_on_one_unnamed_source_is_asked_about() {
    let rules = [
        "single-anonymous-source",
        "unattributed-allegation",
        "bare-anonymous-source",
        "anonymous-without-reason",
        "vague-attribution",
        "vague-authority",
    ];
    for text in [
        "A source said Marit Oru stole the money.",
        "A source said that Marit Oru stole the money.",
        "Sources said Marit Oru stole the money.",
        "One insider said Marit Oru, the harbour master, took bribes.",
        "According to one insider, Marit Oru stole the money.",
        "Marit Oru stole the money, a source said.",
        "Critics say Marit Oru stole the money.",
        "Some say the mayor, Marit Oru, beat a prisoner.",
        "A person close to the board said Marit Oru had stolen the money.",
        "An aide told the paper that Marit Oru stole the money.",
    ] {
        assert!(asked(text, &rules, &Settings::default()) > Some(Severity::Hint), "{text}");
    }
}

#[test]
fn no_kind_of_article_silences_an_accusation() {
    for kind in [Kind::Opinion, Kind::Review, Kind::Analysis, Kind::Interview, Kind::Live, Kind::Feature, Kind::Sport] {
        let settings = Settings { kind: Some(kind), ..Settings::default() };
        assert!(asked("Marit Oru, the harbour master, stole the money.", &["unattributed-allegation"], &settings).is_some(), "{kind:?}");
    }
}
