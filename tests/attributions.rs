//! Who says what: source, cue and content of single paragraphs of our own writing.

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::{ClaimKind, SourceKind};
use onrecord::text::{Document, Format, Span};

fn read(text: &str) -> Article {
    Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
}

/// "source | cue | content" of each attribution; the parts of a broken content joined by " … ".
fn attributions(text: &str) -> Vec<String> {
    let article = read(text);
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(&article.prose.text)).collect::<Vec<_>>().join(" … ");
    let found = article.sourcing.attributions.iter();
    found
        .map(|attribution| {
            let source = attribution.source.as_ref().map_or(String::new(), |source| words(&source.spans));
            let cue = attribution.cue.as_ref().map_or(String::new(), |cue| words(&cue.spans));
            format!("{source} | {cue} | {}", words(&attribution.content))
        })
        .collect()
}

#[test]
fn the_cue_may_stand_before_after_and_in_the_middle() {
    assert_eq!(attributions("The mayor said that the quay was empty."), ["The mayor | said | that the quay was empty"]);
    assert_eq!(attributions("The quay was empty, the mayor said on Monday."), ["the mayor | said | The quay was empty"]);
    assert_eq!(attributions("The quay, the mayor said, was empty."), ["the mayor | said | The quay … was empty"]);
    assert_eq!(attributions("“The quay is empty,” said Marit Oru."), ["Marit Oru | said | “The quay is empty,”"]);
    assert_eq!(attributions("“We wait,” Oru said, “and nobody comes.”"), ["Oru | said | “We wait,” … “and nobody comes.”"]);
}

#[test]
fn the_source_is_the_whole_phrase() {
    let text = "A senior official at the ministry familiar with the talks said the quay would close.";
    assert_eq!(attributions(text), ["A senior official at the ministry familiar with the talks | said | the quay would close"]);
    let text = "Marit Oru, the harbour master, told the Vellmouth Post that the quay would close.";
    assert_eq!(attributions(text), ["Marit Oru, the harbour master | told | that the quay would close"]);
    let text = "According to the port authority, nine piles are cracked.";
    assert_eq!(attributions(text), ["the port authority | According to | nine piles are cracked"]);
    // A bare noun, that may be a verb too.
    assert_eq!(attributions("According to police, the man was armed."), ["police | According to | the man was armed"]);
    let text = "According to police in Vellmouth, the man was armed.";
    assert_eq!(attributions(text), ["police in Vellmouth | According to | the man was armed"]);
}

#[test]
fn a_relative_clause_that_reports_does_not_take_the_main_clause() {
    let text = "Two officials familiar with the tender, who asked not to be named because they may not speak, said the ferry was late.";
    let found = attributions(text);
    let source = "Two officials familiar with the tender, who asked not to be named because they may not speak";
    assert!(found.contains(&format!("{source} | said | the ferry was late")), "{found:?}");
    let kinds: Vec<_> = read(text).sourcing.attributions.iter().filter_map(|one| one.source.as_ref().map(|source| source.kind)).collect();
    assert!(kinds.iter().all(|kind| *kind == SourceKind::Anonymous), "who asked are the officials, not the tender: {kinds:?}");
    assert!(read(text).sourcing.claims.iter().all(|claim| claim.kind != ClaimKind::Cause), "why they are not named is no claim");
}

#[test]
fn a_quotation_that_goes_on_stays_with_its_speaker() {
    let article = read("“We waited all night,” Marit Oru said. “Then the boat came.”\n\n“Nobody told us.”\n\nThe board met on Monday.");
    let quotations = &article.sourcing.quotations;
    assert_eq!(quotations.iter().map(|quotation| quotation.attribution).collect::<Vec<_>>(), [Some(0), Some(0), Some(0)]);
    let last = article.sourcing.grounds.last().expect("a sentence");
    assert!(last.kinds.is_empty(), "the board's meeting rests on nobody's words: {last:?}");
}

#[test]
fn a_speaking_pronoun_is_whoever_spoke_last() {
    let article = read("Marit Oru, the harbour master, blamed the fog. “It was thick,” she said.\n\nThe ferry is old.");
    let names: Vec<&str> = article
        .sourcing
        .attributions
        .iter()
        .filter_map(|attribution| attribution.source.as_ref())
        .map(|source| source.name.as_str())
        .collect();
    assert_eq!(names, ["Marit Oru", "Marit Oru"]);
}

#[test]
fn sources_have_kinds() {
    let kinds = |text: &str| -> Vec<SourceKind> {
        read(text).sourcing.attributions.iter().filter_map(|attribution| attribution.source.as_ref()).map(|source| source.kind).collect()
    };
    assert_eq!(kinds("The harbour board said that the quay was empty."), [SourceKind::Organization]);
    assert_eq!(kinds("A survey found that most of the piles were cracked."), [SourceKind::Document]);
    assert_eq!(kinds("Two officials said that the quay was empty."), [SourceKind::Anonymous]);
    assert_eq!(kinds("Critics say that the quay was never safe."), [SourceKind::Vague]);
    assert_eq!(kinds("A spokesman for the board said that the quay was empty."), [SourceKind::Organization]);
}

#[test]
fn an_attribution_carries_over_to_what_goes_on_with_it_and_to_nothing_else() {
    let article = read(
        "A survey by the Vellmouth Institute found that 40 percent of tenants were in arrears. Another 12 percent had moved away.\n\n\
         The council meets on Friday.",
    );
    let grounds = &article.sourcing.grounds;
    assert_eq!(grounds[1].kinds, [SourceKind::Document]);
    assert!(grounds[1].carried && !grounds[0].carried);
    assert!(grounds[2].kinds.is_empty());
}

#[test]
fn the_government_is_no_body_that_was_named_before() {
    let article = read("The Norrland Institute called the result solid.\n\nThe government said it would protect the meadows.");
    let names: Vec<_> =
        article.sourcing.attributions.iter().filter_map(|one| one.source.as_ref().map(|source| source.name.as_str())).collect();
    assert_eq!(names, ["Norrland Institute", "The government"]);
}
