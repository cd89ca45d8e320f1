//! Whose words they are: quotations, block quotations, interviews and denials, by generators.
//!
//! Each test is one kind of fault seen in newsrooms' files, in names, verbs, marks and formats that the program cannot know. What is found
//! must come from how sentences are built.

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::finding::Severity;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::{Quote, SourceKind, Stance};
use onrecord::text::{Document, Format};

/// People, each with what they are.
const PEOPLE: &[(&str, &str)] = &[
    ("Lena Brisk", "a welder"),
    ("Anders Mohr", "a fitter from Skerry"),
    ("Petra Lund", "the shopkeeper"),
    ("Jonas Prell", "who runs the chandlery"),
    ("Marta Sund", "44"),
    ("Tom Vale", "head of the pilots’ union"),
];

fn read(text: &str, format: Format) -> Article {
    let name = match format {
        Format::Plain => "article.txt",
        Format::Markdown => "article.md",
        Format::Html => "article.html",
        Format::Docx => "article.docx",
    };
    Article::analyze(Document::new(name, text, format), Lexicon::shipped(), None)
}

/// Who is given the words that hold `words`: the names of the sources of all attributions that do not report in the paper's words.
fn speakers(article: &Article, words: &str) -> Vec<String> {
    let text = &article.prose.text;
    let quoted = article.sourcing.attributions.iter().filter(|attribution| attribution.quote != Quote::Indirect);
    let holding = quoted.filter(|attribution| attribution.content.iter().any(|span| span.of(text).contains(words)));
    holding.map(|attribution| attribution.source.as_ref().map_or(String::new(), |source| source.name.clone())).collect()
}

/// The rules that show a finding above a hint.
fn rules(article: &Article) -> Vec<&'static str> {
    let shown = check(article, &Settings::default()).shown;
    shown
        .iter()
        .filter(|shown| shown.severity > Severity::Hint)
        .filter_map(|shown| Some(onrecord::rules::find(&shown.finding.rule)?.name))
        .collect()
}

fn unattributed(article: &Article) -> Vec<&'static str> {
    rules(article).into_iter().filter(|rule| rule.starts_with("unattributed-")).collect()
}

#[test]
fn a_name_a_description_and_a_verb_behind_a_cry_speak_it() {
    let lead = "The mayor, Rosa Quill, opened the meeting. “We begin,” Quill said.\n\n";
    for (name, is) in PEOPLE {
        for (open, close) in [("“", "”"), ("\"", "\""), ("‘", "’")] {
            for (stop, verb) in [("?", "asked"), ("!", "shouted"), ("?", "said"), ("!", "told the mayor"), (",", "told the mayor")] {
                for (before, after) in [(", ", ","), (" (", ")")] {
                    let text = format!(
                        "{lead}{open}Nobody asked us at all{stop}{close} {name}{before}{is}{after} {verb}.\n\nThe board went home."
                    );
                    let article = read(&text, Format::Plain);
                    assert_eq!(speakers(&article, "Nobody asked us"), [*name], "{text}");
                    assert_eq!(speakers(&article, "We begin"), ["Rosa Quill"], "{text}");
                }
            }
        }
    }
}

#[test]
fn whom_somebody_speaks_to_is_not_what_is_said() {
    for (name, is) in PEOPLE {
        for (verb, whom) in [("asked", "the council"), ("told", "the board"), ("informed", "the police"), ("reminded", "the inspectors")] {
            let text = format!("The meeting was long. {name}, {is}, {verb} {whom}.");
            let article = read(&text, Format::Plain);
            let contents = article.sourcing.attributions.iter().flat_map(|attribution| &attribution.content);
            let contents: Vec<&str> = contents.map(|span| span.of(&article.prose.text)).collect();
            assert!(contents.iter().all(|content| !content.contains(whom)), "{text}: {contents:?}");
        }
    }
}

#[test]
fn a_block_quotation_is_whoever_the_line_before_or_below_it_names() {
    let words = "The owner lied to the inspectors.";
    for (name, is) in [("Lena Vos", "head of the council"), ("Otto Hem", "a pilot"), ("Mara Teller", "chief fitter at the yard")] {
        let texts = [
            (format!("{name}, {is}, said in a statement:\n\n> {words}\n>\n> He was never asked.\n\nThe pier is old.\n"), Format::Markdown),
            (format!("The ferry sank.\n\n> {words}\n>\n> — {name}, {is}\n\nThe pier is old.\n"), Format::Markdown),
            (format!("The ferry sank.\n\n> {words}\n> -- {name}, {is}\n\nThe pier is old.\n"), Format::Markdown),
            (format!("The ferry sank.\n\n> {words}\n> <cite>{name}, {is}</cite>\n\nThe pier is old.\n"), Format::Markdown),
            (format!("<p>{name}, {is}, wrote to the board:</p><blockquote><p>{words}</p><p>He is rich.</p></blockquote>"), Format::Html),
            (format!("<p>It sank.</p><blockquote><p>{words}</p><cite>{name}, {is}</cite></blockquote><p>Old.</p>"), Format::Html),
            (format!("<p>It sank.</p><blockquote>{words}<footer>— <cite>{name}, {is}</cite></footer></blockquote>"), Format::Html),
            (
                format!(
                    "<p>It sank.</p><!-- wp:pullquote --><figure class=\"wp-block-pullquote\"><blockquote><p>{words}</p><cite>{name}</cite>\
                     </blockquote></figure><!-- /wp:pullquote -->"
                ),
                Format::Html,
            ),
            (
                format!(
                    "<p>It sank.</p><figure><blockquote><p>{words}</p></blockquote><figcaption>{name}, {is}</figcaption></figure><p>Old.</p>"
                ),
                Format::Html,
            ),
            (format!("<p>{name}, {is}, was clear.</p><p><q>{words}</q> {name} said.</p>"), Format::Html),
        ];
        for (text, format) in texts {
            let article = read(&text, format);
            assert_eq!(speakers(&article, "lied to the inspectors"), [name], "{text}");
            assert!(unattributed(&article).is_empty(), "{text}: {:?}", rules(&article));
        }
    }
}

#[test]
fn what_a_colon_leads_into_is_whoever_speaks_before_it() {
    let words = ["The director falsified the records.", "He pocketed bribes."];
    for (lead, source) in [
        ("As Ida Berg, a nurse, put it:", "Ida Berg"),
        ("Ida Berg, a nurse, wrote on her blog:", "Ida Berg"),
        ("The report says:", "The report"),
        ("Ida Berg told the inquiry in May:", "Ida Berg"),
        ("The letter reads:", "The letter"),
        ("In a statement, Ida Berg said:", "Ida Berg"),
    ] {
        let list = format!("The hospital is shut.\n\n{lead}\n\n- {}\n- {}\n\nIt opened in 1970.\n", words[0], words[1]);
        let html = format!("<p>The hospital is shut.</p><p>{lead}</p><ul><li>{}</li><li>{}</li></ul><p>It is old.</p>", words[0], words[1]);
        let plain = format!("The hospital is shut.\n\n{lead}\n\n{} {}\n\nIt opened in 1970.\n", words[0], words[1]);
        for (text, format) in [(list, Format::Markdown), (html, Format::Html), (plain, Format::Plain)] {
            let article = read(&text, format);
            for words in ["falsified", "pocketed"] {
                assert_eq!(speakers(&article, words), [source], "{text}");
            }
            assert!(unattributed(&article).is_empty(), "{text}: {:?}", rules(&article));
        }
    }
}

#[test]
fn an_answer_is_the_answerers_and_a_label_introduces_nobody() {
    let (question, answer) = ("How did you start?", "With a borrowed brush. The gallery cheated me twice. The bank stole the money.");
    let mut texts = Vec::new();
    for (asks, answers) in
        [("Gazette", "Mond"), ("Q", "A"), ("PF", "AM"), ("FALK", "MOND"), ("Piet Falk", "Asta Mond"), ("Courier", "Asta")]
    {
        for bold in ["", "**"] {
            let turn =
                |who: &str, words: &str| if bold.is_empty() { format!("{who}: {words}\n\n") } else { format!("**{who}:** {words}\n\n") };
            let turns = [turn(asks, question), turn(answers, answer), turn(asks, "And now?"), turn(answers, "I sleep. They owe me.")];
            texts.push(format!("An interview with the painter Asta Mond.\n\n{}", turns.concat()));
            texts.push(format!("---\nkind: interview\n---\nThe painter Asta Mond talks about her year.\n\n{}", turns.concat()));
        }
    }
    for lead in ["An interview with the painter Asta Mond.", "We spoke to the painter Asta Mond in May."] {
        texts.push(format!("{lead}\n\n**{question}**\n\n{answer}\n\n**And now?**\n\nI sleep. They owe me.\n"));
        texts.push(format!("{lead}\n\n## {question}\n\n{answer}\n\n## And now?\n\nI sleep. They owe me.\n"));
    }
    for text in texts {
        let article = read(&text, Format::Markdown);
        for words in ["stole the money", "They owe me"] {
            assert_eq!(speakers(&article, words), ["Asta Mond"], "{text}");
        }
        let wrong = ["surname-before-full-name", "name-never-in-full"];
        let found: Vec<_> = rules(&article).into_iter().filter(|rule| rule.starts_with("unattributed-") || wrong.contains(rule)).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
        let all = article.entities.mentions.iter();
        let me = all.filter(|mention| mention.span.of(&article.prose.text) == "me").map(|mention| mention.entity);
        let names: Vec<_> = me.map(|id| article.entities.get(id).name.as_str()).collect();
        assert_eq!(names, ["Asta Mond", "Asta Mond"], "{text}");
    }
}

#[test]
fn a_mark_that_is_missing_is_a_finding_and_costs_no_source() {
    let before = "The talks ended on Monday. ";
    for (name, is) in PEOPLE.iter().take(4) {
        for mark in ["”", "\"", "’"] {
            for tail in [format!("{name}, {is}, said."), format!("said {name}, {is}."), format!("{name} told the board on Monday.")] {
                let text = format!("{before}The two sides are as far apart as in March,{mark} {tail} The board went home.");
                let article = read(&text, Format::Plain);
                assert!(speakers(&article, "far apart as in March").contains(&(*name).to_owned()), "{text}");
                assert!(speakers(&article, "talks ended").is_empty(), "{text}");
                assert!(rules(&article).contains(&"unclosed-quotation"), "{text}");
            }
        }
        for (outer, inner) in [(("“", "”"), "‘"), (("\"", "\""), "'")] {
            let text = format!("{}He told me {inner}never again and then he left the room,{} said {name}.", outer.0, outer.1);
            let article = read(&text, Format::Plain);
            assert_eq!(speakers(&article, "never again"), [*name], "{text}");
            assert!(rules(&article).contains(&"unclosed-quotation"), "{text}");
        }
    }
}

#[test]
fn whoever_signs_or_is_announced_without_a_verb_speaks() {
    let quote = "“We look forward to working with her.”";
    for (name, is) in
        [("Osric Vane", "head of the dockers’ union"), ("Jory Pell", "senior analyst at Kestrel Freight"), ("Mara Teller", "chief fitter")]
    {
        let mut texts: Vec<(String, Format)> = Vec::new();
        for dash in ["–", "—", "--", "~", "-"] {
            for gap in ["\n", "\n\n"] {
                texts.push((
                    format!("The union welcomed the boss.\n\n{quote}{gap}{dash} {name}, {is}\n\nThe yard is shut.\n"),
                    Format::Plain,
                ));
            }
        }
        texts.push((format!("The union welcomed the boss.\n\n{quote}\n– {name}, {is}\n\nThe yard is shut.\n"), Format::Markdown));
        texts.push((format!("<p>The union is glad.</p><p>{quote}</p><p>— {name}, {is}</p><p>The yard is shut.</p>"), Format::Html));
        texts.push((format!("<p>The union is glad.</p><p>{quote}<br>– {name}, {is}</p><p>The yard is shut.</p>"), Format::Html));
        for lead in [
            format!("And from {name}, {is}:"),
            format!("From the desk of {name}, {is}:"),
            format!("{name}, {is}:"),
            format!("A word from {name}:"),
        ] {
            texts.push((format!("The union welcomed the boss.\n\n{lead}\n\n{quote}\n\nThe yard is shut.\n"), Format::Plain));
        }
        for (text, format) in texts {
            let article = read(&text, format);
            assert_eq!(speakers(&article, "We look forward"), [name], "{text}");
        }
    }
}

#[test]
fn an_apostrophe_for_a_century_closes_nothing() {
    for (open, close) in [("'", "'"), ("‘", "’")] {
        for apostrophe in ["'", "’"] {
            for (words, tail) in [
                ("We left in {}62,", "{name} said."),
                ("That was the summer of {}62,", "said {name}."),
                ("We had the {}57 jukebox,", "said {name}, a barman."),
                ("The {}60s were ours,", "{name} said."),
                ("From {}71 to {}73 we rowed,", "{name} told the crew."),
                ("The class of {}84 was late,", "said {name}."),
            ] {
                let words = words.replace("{}", apostrophe);
                let text = format!("The pub is shut. {open}{words}{close} {}", tail.replace("{name}", "Otto Hemming"));
                let article = read(&text, Format::Plain);
                let quoted: Vec<&str> =
                    article.sourcing.quotations.iter().map(|quotation| quotation.span.of(&article.prose.text)).collect();
                assert_eq!(quoted, [format!("{open}{words}{close}")], "{text}");
                assert_eq!(speakers(&article, words.rsplit(' ').next().unwrap_or_default()), ["Otto Hemming"], "{text}");
            }
        }
    }
}

#[test]
fn two_who_speak_together_are_two_named_sources_and_so_are_they() {
    for (one, other) in [("Pia Stark", "Timo Fels"), ("Mara Teller", "Otto Hem")] {
        for lead in [
            format!("{one}, a glazier, and {other}, a surveyor, both said no."),
            format!("{one} and {other} said no."),
            format!("{one}, a glazier, and {other}, a surveyor, said the pier would close."),
            format!("{one} and {other} left the meeting early."),
        ] {
            for next in ["They said the roof was safe.", "“The roof is safe,” they said.", "They told the board that the roof was safe."]
            {
                let text = format!("The hall is old. {lead} {next}");
                let article = read(&text, Format::Plain);
                let last = article.sourcing.attributions.last().and_then(|attribution| attribution.source.as_ref()).expect("a source");
                assert_eq!((last.name.as_str(), last.kind), (format!("{one} and {other}").as_str(), SourceKind::Named), "{text}");
                assert_eq!(last.others.len(), 1, "{text}");
            }
        }
    }
}

#[test]
fn a_sentence_that_tells_its_source_names_somebody() {
    for text in [
        "The man is described as being in his 20s and about six feet tall, Vellmouth Police Detective Rob Fane said.",
        "The boat was regarded as safe, harbour master Ina Brook said on Monday.",
        "The reasons, which have been described as a “joke” by members of the Left Forum, were sent by e-mail.",
        "The plan has been described as “a disgrace” by the harbour union.",
        "The shooting was reported to the Vellmouth Sheriff's Department about 9:30 p.m.",
        "The theft was reported to police on Tuesday.",
        "Marit Oru, the mayor, said the loss of the ferry was still regarded as an accident.",
        "Some say the apology is not enough. “There must be consequences,” says Latifa Sole, a pupil in the twelfth grade.",
        "Analysts provided a few theories. Tom Forth, a managing director at the Dale brokerage, said the chain might accept losses.",
        "Local union activists built support committees in several cities.",
        "The club is made up of large companies whose innovation executives regularly meet in Vellmouth.",
        "Union activists rented a hall and painted the banners.",
    ] {
        let article = read(&format!("The ferry sailed at noon.\n\n{text}\n\nThe pier is old."), Format::Plain);
        let vague: Vec<_> = rules(&article).into_iter().filter(|rule| rule.starts_with("vague-")).collect();
        assert!(vague.is_empty(), "{text}: {vague:?}");
    }
}

#[test]
fn a_crowd_of_no_name_is_still_asked_about() {
    for (text, rule) in [
        ("The mayor is described as ruthless.", "vague-attribution"),
        ("Some say the apology is not enough. The board met on Monday.", "vague-attribution"),
        ("Experts say the pier will sink. But Marit Oru, the mayor, said it was safe.", "vague-authority"),
        ("The clerk is said to own the ferry.", "vague-hedge"),
        ("Many in the town say the pier is lost.", "vague-attribution"),
        ("Activists say the hall is unsafe.", "vague-attribution"),
    ] {
        assert!(rules(&read(text, Format::Plain)).contains(&rule), "{text}");
    }
}

#[test]
fn figures_that_go_on_rest_on_who_gave_the_first() {
    for (text, sentence) in [
        ("The tax office says that 90 million was paid in fees. That is two fees a head in a year.", 1),
        ("The port authority said 40 ships called in May. That compares with 55 a year before.", 1),
        ("A report by the harbour board found that 300 boats are unsafe. This is twice as many as in 2010.", 1),
        (
            "The society of boat builders said in its report on Friday that orders for May had fallen by more than a third.\n\nPrices are \
             lower over the year, too, with a dinghy going for 2,150 crowns on average. That is 4.1 per cent less than last spring.",
            2,
        ),
    ] {
        let article = read(text, Format::Plain);
        let grounds = &article.sourcing.grounds[sentence];
        assert!(!grounds.attributions.is_empty() && grounds.carried, "{text}");
    }
    let text = "The papers trace 40 million crowns to a fund on Skerry.";
    assert_eq!(read(text, Format::Plain).sourcing.grounds[0].kinds, [SourceKind::Document], "{text}");
}

#[test]
fn no_neighbour_answers_for_an_accusation() {
    let accusation = "The council is corrupt, and many in the town believe the land has been promised to a hotel company.";
    for before in [
        "",
        "Experts say that timber piers rarely last. ",
        "Marit Oru, the mayor, said the pier was unsafe.\n\n",
        "A source said the pier was sold.\n\n",
    ] {
        for after in
            ["", "\n\nA source close to the committee said that talks had been going on since January.", "\n\nTom Hale said it rained."]
        {
            let text = format!("{before}{accusation}{after}");
            let article = read(&text, Format::Plain);
            assert!(rules(&article).contains(&"unattributed-allegation"), "{text}");
            let claim =
                article.sourcing.claims.iter().find(|claim| claim.span.of(&article.prose.text).contains("corrupt")).expect("an accusation");
            assert!(claim.support.is_none(), "{text}");
            let grounds = &article.sourcing.grounds[claim.sentence as usize];
            assert!(!grounds.carried, "{text}");
        }
    }
}

#[test]
fn an_unnamed_source_at_the_end_of_its_sentence_is_one() {
    for (source, reason) in [
        ("a person who asked not to be named for fear of reprisals", true),
        ("a clerk who spoke on condition of anonymity because he feared for his job", true),
        ("a nurse who did not want to be identified", false),
        ("an official who was not authorised to speak to reporters", true),
        ("one employee, who asked not to be named for fear of losing her job", true),
        ("two officers who declined to be named because the talks go on", true),
    ] {
        for said in ["said", "warned"] {
            let text = format!(
                "The harbour board met on Monday in the hall.\n\nThe harbour fund has been empty since May, {said} {source}.\n\nThe pier is old."
            );
            let article = read(&text, Format::Plain);
            let found = article
                .sourcing
                .attributions
                .iter()
                .find(|found| found.content.iter().any(|span| span.of(&article.prose.text).contains("fund has been empty")));
            let found = found.and_then(|found| found.source.as_ref()).unwrap_or_else(|| panic!("{text}: no source"));
            assert_eq!((found.name.as_str(), found.kind), (source, SourceKind::Anonymous), "{text}");
            assert_eq!(found.reason.is_some(), reason, "{text}");
        }
    }
}

#[test]
fn where_somebody_stands_is_told() {
    for (text, stance) in [
        ("Marit Oru, the mayor, did not reply to questions.", Stance::Declined),
        ("Marit Oru, the mayor, declined to comment.", Stance::Declined),
        ("A spokesman for the port did not respond to a request for comment.", Stance::Declined),
        ("Marit Oru refused to answer questions about the fund.", Stance::Declined),
        ("Tom Hale, the harbour master, denied it.", Stance::Denied),
        ("The ferry company denied that it had lied.", Stance::Denied),
        ("Tom Hale disputed the figures.", Stance::Denied),
        ("Marit Oru rejected the claim.", Stance::Denied),
        ("Marit Oru said the fund was empty.", Stance::Said),
        ("Marit Oru did not deny that the fund was empty.", Stance::Said),
        ("Marit Oru declined to raise the fare.", Stance::Said),
        ("“We paid everybody,” said Marit Oru.", Stance::Said),
    ] {
        let article = read(text, Format::Plain);
        let stances: Vec<_> = article.sourcing.attributions.iter().map(|attribution| attribution.stance).collect();
        let wanted = if stance == Stance::Said { stances.iter().all(|found| *found == stance) } else { stances.contains(&stance) };
        assert!(wanted, "{text}: {stances:?}");
    }
}
