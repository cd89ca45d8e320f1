//! Who speaks and whom "she" stands for is one answer: attributions, mentions, hover, definition, outline, ledger and `annotate` all give it,
//! and a paragraph that speaks of nobody changes none of it.

use std::path::Path;

use onrecord::article::Article;
use onrecord::entity::{EntityType, Form};
use onrecord::finding::Severity;
use onrecord::ide;
use onrecord::rules::Basis;
use onrecord::sourcing::{ClaimKind, QuotationKind};
use onrecord::text::{Document, Format};
use onrecord::workspace::{Analysis, Configurations, Workspace};

/// Paragraphs of invented people, to be put together in any order.
const PARAGRAPHS: &[&str] = &[
    "Susan Brandt, the captain, spoke to Peter Okoli, the mechanic, before the crossing.",
    "“The radio is dead,” he told her.",
    "“Then we stay,” she said.",
    "Mary Collier, a shopkeeper, opened the meeting. A man at the back stood up.",
    "“This is a scandal,” he said. “I want my money back.”",
    "Ivor Penhallow, the harbour master, said the pier was unsafe.",
    "The pier was opened in 1897 by Princess Beatrice.",
    "“My grandmother met my grandfather under the clock of the old pier one summer.”",
    "“Ruben Tal is a liar and a thief,” said Ina Brook, the mayor. Tal, the harbour commissioner, did not answer.",
    "A farmer from the north side told Mr Collier, the reeve, that the road was gone. He said the bridge would be next.",
    "Mrs Brandt said her crew had waited all night. She would not say who had called them.",
    "The commissioner said he knew nothing of it. His deputy, Wren Abara, took notes.",
    "Abara stole the ferry money.",
    "Experts say that timber piers rarely last. Many in the town believe the land has been promised to a hotel company.",
    "“We left in the fog,” the mechanic said. “Nobody came to ask him about it.”",
    "A spokeswoman for the ferry line said it would pay. She gave no date.",
    "Kestrel Freight denied the report. “We paid every bill,” it said in a statement.",
];

/// Paragraphs that name nobody, quote nobody and hold no pronoun.
const NEUTRAL: &[&str] = &[
    "The market opens on Tuesdays and closes in the afternoon.",
    "Rain fell on the north shore for most of the week. The road along the cliffs was closed.",
    "Tickets cost four crowns.",
];

/// A generator of numbers; the test must do the same on every machine.
struct Lot(u64);

impl Lot {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

fn compositions() -> Vec<Vec<&'static str>> {
    let mut lot = Lot(13);
    let one = |lot: &mut Lot| {
        let mut chosen: Vec<&str> = (0..3 + lot.below(6)).map(|_| PARAGRAPHS[lot.below(PARAGRAPHS.len())]).collect();
        // A paragraph that stands twice is a headline printed twice.
        let mut seen = Vec::new();
        chosen.retain(|paragraph| {
            !seen.contains(paragraph) && {
                seen.push(*paragraph);
                true
            }
        });
        chosen
    };
    (0..60).map(|_| one(&mut lot)).collect()
}

fn analysis(text: &str, format: Format) -> Analysis {
    let governing = Configurations::default().of(None, None);
    Analysis::new(Document::new("article", text, format), None, governing, 1, None)
}

/// The words of a hover.
fn hovered(analysis: &Analysis, offset: u32) -> String {
    let Some(hover) = ide::hover::hover(&Workspace::default(), analysis, offset) else { return String::new() };
    let words = hover.lines.iter().flatten().map(|part| match part {
        ide::hover::Part::Text(words) | ide::hover::Part::Strong(words) => words.clone(),
        _ => String::new(),
    });
    words.collect()
}

/// Asserts that every surface of an article gives the same speakers and the same people behind pronouns.
fn surfaces_agree(analysis: &Analysis) {
    let article = &analysis.article;
    let text = &article.document.text;
    let outline = ide::symbols::outline(article);
    let ledger = ide::ledger::ledger(analysis);
    for quotation in article.sourcing.quotations.iter().filter(|one| matches!(one.kind, QuotationKind::Full | QuotationKind::Partial)) {
        let source = quotation.attribution.and_then(|index| article.sourcing.attributions[index as usize].source.as_ref());
        let at = article.source(quotation.span);
        let entry = outline.iter().flat_map(|block| &block.children).find(|child| child.span == at);
        let detail = entry.map_or("no speaker", |entry| entry.detail.as_str());
        match source {
            Some(source) => {
                assert_eq!(detail, source.name, "outline of {}\n{text}", at.of(text));
                // "It said", of nobody knows which body, stands with the body before.
                let unknown = source.entity.is_none() && matches!(source.name.as_str(), "it" | "they");
                assert!(
                    unknown || ledger.contains(&format!("**{}**", source.name)),
                    "{} is not in the ledger\n{ledger}\n{text}",
                    source.name
                );
                let goes_to = ide::definition::definition(article, at.start).map(|found| found.target.span.of(text).to_owned());
                if let (Some(id), Some(target)) = (source.entity, goes_to) {
                    let own = article.entities.mentions_of(id).any(|mention| article.source(mention.span).of(text) == target);
                    assert!(own, "definition of {} goes to {target}, not to {}\n{text}", at.of(text), source.name);
                }
            }
            None => assert_eq!(detail, "no speaker", "{text}"),
        }
    }
    for source in article.sourcing.attributions.iter().filter_map(|attribution| attribution.source.as_ref()) {
        let at = article.parse().tokens[source.head as usize].span;
        let mention = article.entities.mentions.iter().find(|mention| mention.form == Form::Pronoun && mention.span == at);
        if let Some(mention) = mention {
            assert_eq!(source.entity.or(source.likely), Some(mention.entity), "{} at {at:?}\n{text}", source.name);
            assert_eq!(source.entity.is_some(), mention.sure, "{text}");
            let hover = hovered(analysis, article.source(at).start);
            assert!(hover.contains(&article.entities.get(mention.entity).name), "{hover}\n{text}");
            assert_eq!(hover.contains("probably"), !mention.sure, "{hover}\n{text}");
        }
    }
    for mention in article.entities.mentions.iter().filter(|mention| mention.form == Form::Pronoun) {
        assert_eq!(article.entities.get(mention.entity).kind, EntityType::Person);
        let word = mention.span.of(&article.prose.text).to_lowercase();
        let others: &[&str] = match word.as_str() {
            "he" | "his" | "him" | "himself" => &["Mrs", "Ms", "Miss"],
            "she" | "her" | "hers" | "herself" => &["Mr"],
            _ => continue,
        };
        for named in article.entities.mentions_of(mention.entity).filter(|named| named.honorific) {
            let before = &article.prose.text[..named.span.start as usize];
            let honorific = before.trim_end().rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
            assert!(!others.contains(&honorific), "{word} is {honorific} {}\n{text}", named.span.of(&article.prose.text));
        }
    }
}

#[test]
fn every_surface_gives_the_same_answer() {
    let mut quotations = 0;
    for paragraphs in compositions() {
        let analysis = analysis(&(paragraphs.join("\n\n") + "\n"), Format::Plain);
        quotations += analysis.article.sourcing.quotations.len();
        surfaces_agree(&analysis);
    }
    assert!(quotations > 60, "only {quotations} quotations were looked at");
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for entry in std::fs::read_dir(seeds).expect("seeds") {
        let path = entry.expect("an entry").path();
        let Some(format) = Format::from_path(&path) else { continue };
        let text = std::fs::read_to_string(&path).expect("a seed");
        surfaces_agree(&analysis(&text, format));
    }
}

/// What an article says of who speaks, whom pronouns stand for, and what is plainly wrong, by the words.
fn answers(analysis: &Analysis) -> Vec<String> {
    let article = &analysis.article;
    let text = &article.document.text;
    let words = |span: onrecord::text::Span| article.source(span).of(text).to_owned();
    let mut answers = Vec::new();
    for attribution in &article.sourcing.attributions {
        let Some(source) = &attribution.source else { continue };
        answers.push(format!("{}: {} ({:?})", words(source.spans[0]), source.name, source.kind));
    }
    let pronouns = article.entities.mentions.iter().filter(|mention| mention.form == Form::Pronoun);
    answers.extend(pronouns.map(|mention| format!("{} = {}", words(mention.span), article.entities.get(mention.entity).name)));
    let accusations = article.sourcing.claims.iter().filter(|claim| claim.kind == ClaimKind::Allegation);
    answers.extend(accusations.map(|claim| format!("accusation {} rests on {:?}", words(claim.span), claim.support.is_some())));
    let mechanical = analysis
        .checked
        .shown
        .iter()
        .filter(|shown| shown.severity > Severity::Hint)
        .filter(|shown| onrecord::rules::find(&shown.finding.rule).is_some_and(|rule| rule.basis == Basis::Mechanical));
    answers.extend(mechanical.map(|shown| format!("{} on {}", shown.finding.rule, shown.finding.span.of(text))));
    answers
}

#[test]
fn a_paragraph_that_speaks_of_nobody_changes_nothing() {
    let mut lot = Lot(7);
    for paragraphs in compositions() {
        let before = answers(&analysis(&(paragraphs.join("\n\n") + "\n"), Format::Plain));
        let mut more = paragraphs.clone();
        // Not before the first, where it would become the headline, and not before a quotation, which the paragraph before leads in.
        let quotes = |at: usize| paragraphs.get(at).is_some_and(|paragraph| paragraph.starts_with('“') && paragraph.ends_with('”'));
        let Some(at) = (0..8).map(|_| 1 + lot.below(paragraphs.len())).find(|at| !quotes(*at)) else { continue };
        more.insert(at, NEUTRAL[lot.below(NEUTRAL.len())]);
        let after = answers(&analysis(&(more.join("\n\n") + "\n"), Format::Plain));
        assert_eq!(before, after, "{}", more.join("\n\n"));
    }
}

#[test]
fn nobody_is_better_than_somebody_wrong() {
    let text = "Ivor Penhallow, the harbour master, said the pier was unsafe.\n\nThe pier was opened in 1897 by Princess Beatrice.\n\n\
                “My grandmother met my grandfather under the clock.”\n";
    let analysis = analysis(text, Format::Plain);
    let wanted = ide::inlay::Wanted { pronouns: true, sources: true };
    let whole = onrecord::text::Span::new(0, text.len() as u32);
    assert_eq!(ide::inlay::inlays(&analysis.article, whole, wanted), []);
    let article: &Article = &analysis.article;
    let source = |index: u32| article.sourcing.attributions[index as usize].source.as_ref();
    assert!(article.sourcing.quotations.iter().all(|quotation| quotation.attribution.and_then(source).is_none()));
    assert!(analysis.checked.shown.iter().any(|shown| shown.finding.rule == "unattributed-quotation"));
}
