//! What of a file is copy and what stands beside it, in the forms that newsrooms keep files in.

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::prose::unread::missed;
use onrecord::prose::{Prose, Role};
use onrecord::sourcing::SourceKind;
use onrecord::text::{Document, Format};

fn prose(text: &str, format: Format) -> Prose {
    Prose::read(&Document::new("article", text, format))
}

/// The words of the blocks that are copy.
fn copy(text: &str, format: Format) -> Vec<String> {
    let prose = prose(text, format);
    prose.blocks.iter().filter(|block| block.role.is_body()).map(|block| block.span.of(&prose.text).to_owned()).collect()
}

fn roles(text: &str, format: Format) -> Vec<(Role, String)> {
    let prose = prose(text, format);
    prose.blocks.iter().map(|block| (block.role, block.span.of(&prose.text).to_owned())).collect()
}

const FUND: &str = "The ferry company skimmed the harbour fund for years, and 40 per cent of the money is gone.";

#[test]
fn a_body_in_a_layout_table_is_copy_and_figures_are_not() {
    for page in [
        format!("<table><tr><td><font size=2><p>{FUND}</p></font></td></tr></table>"),
        format!(
            "<table><tr><td><a href=a>Home</a><br><a href=b>News</a><br><a href=c>Sport</a></td><td><font>{FUND}</font></td></tr></table>"
        ),
        format!("<table><tr><td><table><tr><td>{FUND}</td></tr></table></td></tr></table>"),
        format!("<table role=presentation><tr><th>{FUND}</th></tr></table>"),
    ] {
        assert_eq!(copy(&page, Format::Html), [FUND], "{page}");
    }
    let figures = "<p>The board published figures.</p><table><tr><th>Year<th>Money<tr><td>2030<td>40 per cent<tr><td>2031<td>90 per cent</table>\
                   <table><tr><td>Ferry<td>12<tr><td>Pier<td>40 per cent</table>";
    assert_eq!(copy(figures, Format::Html), ["The board published figures."]);
}

#[test]
fn copy_that_is_indented_is_copy_and_code_is_not() {
    for text in [format!("Text.\n\n    <p>{FUND}</p>\n"), format!("Text.\n\n    {FUND}\n")] {
        assert_eq!(copy(&text, Format::Markdown), ["Text.", FUND], "{text}");
    }
    let exported = format!("    <p>{FUND}</p>\n\n    <p>The board met on Monday &amp; left.</p>\n");
    assert_eq!(copy(&exported, Format::Markdown), [FUND, "The board met on Monday & left."]);
    let code = "Text.\n\n    let total = prices.iter().sum();\n    if total > limit { return Err(of(total)); }\n";
    assert_eq!(copy(code, Format::Markdown), ["Text."]);
    assert_eq!(copy(&format!("Text.\n\n```\n{FUND}\n```\n"), Format::Markdown), ["Text."]);
}

#[test]
fn lists_of_other_articles_and_what_follows_the_copy_are_none() {
    let first = "The council of Vellmouth sold its ferry on Monday, said Marit Oru, the harbour master.";
    let last = "The council meets on Thursday, and it will hear from the board of the harbour.";
    let markdown = format!(
        "# The ferry\n\n# The ferry\n\n{first}\n\n**More on this story**\n\n- [The pier lied](a)\n- [Sources say the bridge fell](b)\n\n\
         ## Related stories\n\n* [The mayor stole it](b)\n* [Critics say so](c)\n\n{last}\n\n\
         *Correction: An earlier version of this story said that 40 per cent was gone.*\n\n\
         Marit Sund is a reporter at the Gazette. She writes about boats.\n\n\
         Sign up for our newsletter to get all the latest.\n\n\
         (Reporting by Ana Ruiz in Vellmouth; Writing by Dean Holt; Editing by Mia Park)\n\n[Home](/) [About us](/about) [Contact](/c)\n"
    );
    let found = roles(&markdown, Format::Markdown);
    let body: Vec<&str> = found.iter().filter(|(role, _)| role.is_body()).map(|(_, words)| words.as_str()).collect();
    assert_eq!(body, [first, last]);
    assert!(found.iter().any(|(role, words)| *role == Role::Correction && words.starts_with("Correction")));
    assert!(found.iter().any(|(role, words)| *role == Role::Byline && words.starts_with("(Reporting by")));
    assert_eq!(found[1], (Role::Boilerplate, "The ferry".to_owned()));
    let page = format!(
        "<html><head><title>The ferry | Gazette</title></head><body><div class=top><a href=a>Home</a> <a href=b>News</a></div><h1>The ferry</h1>\
         <div class=story><p>{first}</p><div class=related-articles><p>The pier lied, said a man who had never been there before.</p></div>\
         <h3>Most read</h3><ul><li><a href=a>The mayor stole it</a><li><a href=b>Critics say so</a></ul><p>{last}</p></div>\
         <div><h3><a href=c>The bridge fell on Monday</a></h3><p>Nobody was there, critics say, but it was said to be old.</p></div></body></html>"
    );
    assert_eq!(copy(&page, Format::Html), [first, last]);
    let plain = format!("{first}\n\n{last}\n\nMost read\nHow the pier was lost to experts\nSources say the bridge will fall\n");
    assert_eq!(copy(&plain, Format::Plain), [first, last]);
}

#[test]
fn a_name_of_a_class_takes_no_body_away() {
    let page = format!("<body class=has-sidebar><div class='content related-content newsletter'><p>{FUND}</p><p>{FUND}</p></div></body>");
    assert_eq!(copy(&page, Format::Html).len(), 2);
}

#[test]
fn a_paragraph_that_ends_in_a_link_is_not_broken_off() {
    let text = "The council of Vellmouth sold its ferry on Monday, as it is told in [the minutes of the](http://a.example)\n\nIt left.\n";
    let article = Article::analyze(Document::new("a.md", text, Format::Markdown), Lexicon::shipped(), None);
    let checked = check(&article, &Settings::default());
    assert!(checked.shown.iter().all(|shown| shown.finding.rule != "broken-sentence"));
}

#[test]
fn a_sentence_rests_on_the_document_of_its_note() {
    let kinds = |text: &str| {
        let article = Article::analyze(Document::new("a.md", text, Format::Markdown), Lexicon::shipped(), None);
        article.sourcing.grounds[0].kinds.contains(&SourceKind::Document)
    };
    assert!(kinds("Children over ten are about as likely to catch it[^1].\n\n[^1]: Vellmouth Health Board, 2020 report.\n"));
    assert!(kinds("Children over ten are about as likely to catch it.[^a]\n\n[^a]: <https://health.example/report>\n"));
    assert!(!kinds("Children over ten are about as likely to catch it[^1].\n\n[^1]: or so we think\n"));
    assert!(!kinds("Children over ten are about as likely to catch it[^1].\n"));
}

#[test]
fn what_was_not_read_is_told() {
    let told = |text: &str, format| missed(&prose(text, format)).map(|missed| missed.told());
    assert_eq!(told(&format!("{FUND} {FUND}"), Format::Plain), None);
    let code = told(&format!("Text.\n\n```\n{FUND}\n```\n"), Format::Markdown).unwrap();
    assert!(code.contains("95 % was not read as copy (code)"), "{code}");
    let table = format!("<p>Short.</p><table><tr><th>a<th>b<th>c<tr><td>{FUND}<td>2 3 4 5 6 7 8 9<td>1 2 3 4 5 6 7 8 9 0 1 2</table>");
    assert!(told(&table, Format::Html).unwrap().contains("tables"));
    let german = "Der Rat von Vellmouth hat die Fähre am Montag verkauft, und niemand weiß, wo das Geld ist.";
    assert!(told(german, Format::Plain).unwrap().contains("not English"));
    assert!(copy(german, Format::Plain).is_empty());
}
