//! What a journalist reads about the words under the cursor: eight lines at most, no jargon, no scores.

use std::path::PathBuf;

use super::card::{self, Card};
use super::excerpt;
use super::subject::{self, Subject};
use crate::article::Article;
use crate::entity::{Entity, Mention};
use crate::prose::date::Date;
use crate::reference::notebook::{Known, Record, Seen};
use crate::rules::{self, Basis, Rule};
use crate::sourcing::{Attribution, ClaimKind, QuotationKind, Quote, SourceKind, Stance};
use crate::text::Span;
use crate::workspace::{Analysis, IndexedEntity, IndexedFile, Speaks, Workspace};

/// What is shown, and for which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The words, in source bytes.
    pub span: Span,
    /// Its lines.
    pub lines: Vec<Vec<Part>>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Plain words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// "line 3", a link to a place in this article.
    Line(Span, u32),
    /// Another file, and what it is called.
    File(PathBuf, String),
    /// Where a rule's page is.
    Page(&'static str),
}

impl Part {
    /// Its words, where nothing can be followed.
    pub fn words(&self) -> &str {
        match self {
            Part::Text(words) | Part::Strong(words) => words,
            Part::Line(..) => "",
            Part::File(_, shown) => shown,
            Part::Page(page) => page,
        }
    }
}

/// Lines of a hover at most.
const MOST: usize = 8;

/// Longest excerpt of a quotation, in characters.
const EXCERPT: usize = 90;

/// Longest part of a rule's page, in characters.
const GIST: usize = 400;

/// The hover at an offset.
pub fn hover(workspace: &Workspace, analysis: &Analysis, offset: u32) -> Option<Hover> {
    let article = &analysis.article;
    let Some(pointed) = subject::at(article, offset) else { return own_words(analysis, offset) };
    let lines = match &pointed.subject {
        Subject::Rule(name) => rules::find(name).map(gist).or_else(|| own_gist(analysis, name))?,
        Subject::Mention(index) => {
            let mention = article.entities.mentions.get(*index)?;
            let entity = article.entities.get(mention.entity);
            if mention.form == crate::entity::Form::Pronoun {
                let record = if mention.sure { card(analysis, entity).lines } else { Vec::new() };
                [pronoun(article, mention, entity)?].into_iter().chain(record).take(MOST).collect()
            } else {
                named(workspace, analysis, mention, entity)
            }
        }
        Subject::Source(index) | Subject::Cue(index) => attributed(article, article.sourcing.attributions.get(*index)?),
        Subject::Quotation(index) => {
            let quotation = article.sourcing.quotations.get(*index)?;
            match quotation.attribution.and_then(|index| article.sourcing.attributions.get(index as usize)) {
                Some(attribution) => attributed(article, attribution),
                None if quotation.kind == QuotationKind::Title => return None,
                None if quotation.kind == QuotationKind::Scare => vec![text("In quotation marks, but the article quotes nobody here.")],
                None => vec![text("The article does not say who said this.")],
            }
        }
        Subject::Claim(index) => claim(article, *index)?,
    };
    Some(Hover { span: pointed.span, lines })
}

/// What the newsroom says of the words at an offset.
fn own_words(analysis: &Analysis, offset: u32) -> Option<Hover> {
    let mut found = analysis.checked.shown.iter().map(|shown| &shown.finding).filter(|finding| finding.span.holds(offset));
    found.find_map(|finding| Some(Hover { span: finding.span, lines: own_gist(analysis, &finding.rule)? }))
}

/// The page of a newsroom's own rule, as far as it fits.
fn own_gist(analysis: &Analysis, name: &str) -> Option<Vec<Vec<Part>>> {
    let page = analysis.governing.settings.own(name)?.wording.page();
    let lines = page.lines().filter(|line| !line.is_empty()).skip(1).take(7).map(|line| text(excerpt::shorten(line, GIST)));
    Some([vec![Part::Strong(name.to_owned())]].into_iter().chain(lines).collect())
}

/// The gist of a rule's page.
pub fn gist(rule: &Rule) -> Vec<Vec<Part>> {
    let basis = match rule.basis {
        Basis::Mechanical => "the text proves it",
        Basis::Judgement => "a judgement, people may differ",
    };
    let section = |heading: &str| {
        let first = rule.section(heading).split("\n\n").next().unwrap_or_default();
        text(format!("{heading}: {}", excerpt::shorten(first, GIST)))
    };
    vec![
        vec![Part::Strong(rule.name.into()), Part::Text(format!(": {}", rule.summary))],
        text(format!("Severity: {}; {basis}.", rule.severity.name())),
        section("What it flags"),
        section("Why it matters"),
        vec![Part::Page(rule.name)],
    ]
}

fn text(words: impl Into<String>) -> Vec<Part> {
    vec![Part::Text(words.into())]
}

fn place(article: &Article, prose: Span) -> Part {
    let span = article.source(prose);
    Part::Line(span, excerpt::line(article, span.start))
}

/// "she = Marit Oru (line 3)", "she = probably Marit Oru (line 3)".
fn pronoun(article: &Article, mention: &Mention, entity: &Entity) -> Option<Vec<Part>> {
    let name = subject::antecedent(article, mention)?;
    let word = mention.span.of(&article.prose.text);
    Some(vec![
        Part::Text(format!("{word} = {}", if mention.sure { "" } else { "probably " })),
        Part::Strong(entity.name.clone()),
        Part::Text(" (".into()),
        place(article, name.span),
        Part::Text(")".into()),
    ])
}

fn named(workspace: &Workspace, analysis: &Analysis, mention: &Mention, entity: &Entity) -> Vec<Vec<Part>> {
    let article = &analysis.article;
    let card = card(analysis, entity);
    let mut first = vec![Part::Strong(entity.name.clone())];
    let role = if card.role.is_empty() { &entity.role } else { &card.role };
    if !role.is_empty() {
        first.push(Part::Text(format!(", {role}")));
    }
    let mut lines = vec![first];
    let (alone, record) = (card.alone, card.record);
    lines.extend(card.lines);
    if let Some(introduction) = subject::first_reference(article, entity) {
        let words = if introduction.span == mention.span { "First reference: here, " } else { "First reference: " };
        lines.push(vec![Part::Text(words.into()), place(article, introduction.span)]);
    }
    let telling = article.sourcing.attributions.iter().zip(article.sourcing.telling()).filter(|(_, tells)| *tells);
    let cited = telling.map(|(attribution, _)| attribution).filter(|attribution| {
        attribution.source.as_ref().is_some_and(|source| source.entity == Some(entity.id)) && !attribution.content.is_empty()
    });
    let mut cited: Vec<&Attribution> = cited.collect();
    let count = cited.len();
    // Their own words first.
    cited.sort_by_key(|attribution| matches!(attribution.quote, Quote::Indirect));
    for attribution in cited.into_iter().take(2) {
        let Some(content) = attribution.content.first() else { continue };
        let verb = match attribution.stance {
            Stance::Denied => "Denied: ",
            Stance::Declined => "Declined: ",
            Stance::Said if attribution.quote == Quote::Indirect => "Cited: ",
            Stance::Said => "Quoted: ",
        };
        let words = format!("{verb}{} (", excerpt::of(article, *content, EXCERPT));
        lines.push(vec![Part::Text(words), place(article, *content), Part::Text(")".into())]);
    }
    if count > 2 {
        let (more, verb) =
            if count == 3 { ("1 more statement".to_owned(), "rests") } else { (format!("{} more statements", count - 2), "rest") };
        lines.push(text(format!("{more} {verb} on this source.")));
    }
    let others = workspace.elsewhere(&entity.name, entity.kind, analysis.path.as_deref());
    if !alone {
        lines.truncate(MOST - 2);
        lines.extend(said_before(analysis, entity, record.as_deref(), &others));
    }
    if !others.is_empty() && !alone {
        let names: Vec<String> =
            others.iter().take(3).filter_map(|(file, _)| Some(file.path.file_name()?.to_string_lossy().into_owned())).collect();
        let more = if others.len() > 3 { format!(" and {} more", others.len() - 3) } else { String::new() };
        let also = text(format!("Also in {}{more}.", names.join(", ")));
        lines.truncate(MOST - 1);
        lines.push(also);
    }
    lines.truncate(MOST);
    lines
}

/// The newest statement that earlier articles have of somebody: those whom they surely mean by the same record; where the notebook has nobody of the name, those
/// who are called the same.
fn said_before(
    analysis: &Analysis,
    entity: &Entity,
    record: Option<&Record>,
    others: &[(&IndexedFile, &IndexedEntity)],
) -> Option<Vec<Part>> {
    let (article, governing) = (&analysis.article, &analysis.governing);
    let (today, notebook, config) = (article.published(), &governing.settings.notebook, governing.config.as_deref());
    if record.is_none() && !notebook.named(&entity.name).is_empty() {
        return None;
    }
    let called = |seen: &Seen| seen.called.first().and_then(|place| place.first()).map(|called| called.words.to_lowercase());
    let here = called(&Seen::of(article, entity));
    let is_same = |file: &IndexedFile, speaks: &Speaks| match record {
        Some(record) => {
            let chosen = config.map(|config| config.chosen_for(&file.path)).unwrap_or_default();
            matches!(notebook.who(&speaks.seen, file.published, &chosen, true), Known::One(other) if other.path == record.path)
        }
        None => here.is_some() && called(&speaks.seen) == here && !speaks.seen.doubtful,
    };
    let speaking = others.iter().filter_map(|(file, other)| Some((file.published?, *file, other.speaks.as_deref()?)));
    let mut before: Vec<(Date, &IndexedFile, &Speaks)> =
        speaking.filter(|(day, ..)| today.is_none_or(|today| *day <= today)).filter(|(_, file, speaks)| is_same(file, speaks)).collect();
    before.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
    let (day, file, speaks) = before.first()?;
    let text = file.text()?;
    let words = speaks.said.first()?.of(&text);
    let name = if file.headline.is_empty() { file.path.file_name()?.to_string_lossy().into_owned() } else { file.headline.clone() };
    let more: usize = before.iter().map(|(.., speaks)| speaks.said.len()).sum::<usize>() - 1;
    let more = if more > 0 { format!(", {day}; {more} more)") } else { format!(", {day})") };
    Some(vec![
        Part::Text(format!("Said before: {} (", excerpt::shorten(words, EXCERPT))),
        Part::File(file.path.clone(), excerpt::shorten(&name, EXCERPT)),
        Part::Text(more),
    ])
}

/// The card of an entity, by whom the notebook takes it for.
fn card(analysis: &Analysis, entity: &Entity) -> Card {
    let (article, settings) = (&analysis.article, &analysis.governing.settings);
    let known = settings.notebook.of(article, entity, &settings.who, true);
    card::of(article, entity, &known, &settings.archived.corrections())
}

/// Who said it, and what that rests on.
fn attributed(article: &Article, attribution: &Attribution) -> Vec<Vec<Part>> {
    let Some(source) = &attribution.source else {
        return vec![text("The article reports this, but does not say on whose word.")];
    };
    let mut first = vec![Part::Text("Source: ".into()), Part::Strong(excerpt::shorten(&source.name, EXCERPT))];
    if let Some(likely) = source.likely {
        first.extend([Part::Text(", probably ".into()), Part::Strong(article.entities.get(likely).name.clone())]);
    }
    let entity = source.entity.map(|id| article.entities.get(id));
    if let Some(entity) = entity.filter(|entity| !entity.role.is_empty()) {
        first.push(Part::Text(format!(", {}", entity.role)));
    }
    if let Some(introduction) = entity.and_then(|entity| subject::first_reference(article, entity)) {
        first.extend([Part::Text(" (".into()), place(article, introduction.span), Part::Text(")".into())]);
    }
    let rests = match source.kind {
        SourceKind::Named => "On the record: a named person.".to_owned(),
        SourceKind::Organization => "On the record: a body that speaks as one, with no person named.".to_owned(),
        SourceKind::Document => "Rests on a document.".to_owned(),
        SourceKind::Vague => "Rests on people who are neither named nor counted.".to_owned(),
        SourceKind::Anonymous => {
            let described = if source.described { "an unnamed person who is described" } else { "an unnamed person who is not described" };
            match source.reason {
                Some(reason) => format!("Rests on {described}; unnamed because: “{}”.", excerpt::of(article, reason, EXCERPT)),
                None => format!("Rests on {described}; the article gives no reason for it."),
            }
        }
    };
    match attribution.stance {
        Stance::Said => vec![first, text(rests)],
        Stance::Denied => vec![first, text("This source denies it.".to_owned()), text(rests)],
        Stance::Declined => vec![first, text("This source did not answer.".to_owned())],
    }
}

fn claim(article: &Article, index: usize) -> Option<Vec<Vec<Part>>> {
    let claim = article.sourcing.claims.get(index)?;
    let (kind, does) = kind_of_claim(claim.kind);
    let mut lines = vec![vec![Part::Strong(kind.into())], text(format!("What would do: {does}."))];
    let support = claim.support.and_then(|index| article.sourcing.attributions.get(index as usize));
    if let Some(source) = support.and_then(|attribution| attribution.source.as_ref())
        && let Some(span) = source.spans.first()
    {
        let name = format!("Rests on {} (", excerpt::shorten(&source.name, EXCERPT));
        lines.push(vec![Part::Text(name), place(article, *span), Part::Text(")".into())]);
    } else if claim.support.is_none() {
        lines.push(text("No source was found for it in this article."));
    }
    Some(lines)
}

/// What a kind of claim is called, and what would do for one.
pub(super) fn kind_of_claim(kind: ClaimKind) -> (&'static str, &'static str) {
    match kind {
        ClaimKind::Allegation => {
            ("An accusation", "a court record, an official finding, or whoever makes it, named or described as closely as is safe")
        }
        ClaimKind::Private => {
            ("An account of what happened where no reporter was", "whose account it is, as closely as is safe, or how it is known")
        }
        ClaimKind::Number => ("A figure", "who counted, and when"),
        ClaimKind::Disputed => ("A fact that is contested", "a document, or both sides"),
        ClaimKind::Superlative => ("A record or a first", "who keeps the list that it tops"),
        ClaimKind::Motive => ("A motive", "the person's own words"),
        ClaimKind::Cause => ("A cause", "a study, an official finding, or someone who knows the field"),
        ClaimKind::Prediction => ("A prediction", "who expects it"),
        ClaimKind::Evaluation => ("A judgement", "whose judgement it is"),
        ClaimKind::Other => ("A disputable statement", "how it is known"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis, marked};
    use crate::text::Format;

    fn shown(text: &str) -> Vec<String> {
        let (analysis, at) = marked(text);
        let Some(hover) = hover(&Workspace::default(), &analysis, at) else { return Vec::new() };
        let part = |part: &Part| match part {
            Part::Text(words) | Part::Strong(words) => words.clone(),
            Part::Line(_, line) => format!("line {line}"),
            Part::File(_, record) => record.clone(),
            Part::Page(page) => page.to_string(),
        };
        hover.lines.iter().map(|line| line.iter().map(part).collect()).collect()
    }

    #[test]
    fn a_name_tells_role_first_reference_and_words() {
        let lines = shown(&FERRY.replace("Oru said the", "O$0ru said the"));
        assert_eq!(lines[0], "Marit Oru, mayor");
        assert_eq!(lines[1], "First reference: line 3");
        assert_eq!(lines[2], "Quoted: “We had no choice,” (line 3)");
        assert!(lines.len() <= 8);
    }

    #[test]
    fn what_somebody_only_does_is_no_statement() {
        let text = "Marit Oru, the mayor, welcomed the plan on Monday.\n\nO$0ru said that the pier would be rebuilt in May.\n";
        let cited: Vec<String> = shown(text).into_iter().filter(|line| line.starts_with("Cited")).collect();
        assert_eq!(cited, ["Cited: that the pier would be rebuilt in May (line 3)"]);
    }

    #[test]
    fn a_pronoun_is_one_line() {
        assert_eq!(shown(&FERRY.replace("she said", "sh$0e said")), ["she = Marit Oru (line 3)"]);
    }

    #[test]
    fn a_quotation_tells_its_source_and_what_it_rests_on() {
        let lines = shown(&FERRY.replace("no choice", "no ch$0oice"));
        assert_eq!(lines, ["Source: Marit Oru, mayor (line 3)", "On the record: a named person."]);
    }

    #[test]
    fn a_claim_tells_its_kind_and_what_would_do() {
        let lines = shown(&FERRY.replace("skimmed", "skim$0med"));
        assert_eq!(lines[0], "An accusation");
        assert!(lines[1].starts_with("What would do: a court record"));
        assert_eq!(lines[2], "No source was found for it in this article.");
    }

    #[test]
    fn what_somebody_is_said_to_have_done_makes_them_no_source() {
        for text in [
            "Marit Oru, the mayor, ra$0ped a clerk in 2019. The town met on Monday.\n",
            "Marit Oru, the mayor, sto$0le the harbour fund. The town met on Monday.\n",
        ] {
            let lines = shown(text);
            assert!(!lines.iter().any(|line| line.starts_with("Source: ")), "{text} {lines:?}");
        }
    }

    #[test]
    fn the_newest_of_what_somebody_said_before_is_told_of_the_same_person_alone() {
        let before = |files: &[(&str, &str)]| {
            let mut workspace = Workspace::default();
            for (name, text) in files {
                let article =
                    Article::analyze(crate::text::Document::new(*name, *text, Format::Markdown), crate::lexicon::Lexicon::shipped(), None);
                workspace.insert(crate::workspace::IndexedFile::new(format!("/n/{name}").into(), &article));
            }
            let (analysis, at) = marked(&FERRY.replace("Oru said the", "O$0ru said the"));
            let lines = hover(&workspace, &analysis, at).unwrap().lines;
            let words = |part: &Part| match part {
                Part::Text(words) | Part::Strong(words) | Part::File(_, words) => words.clone(),
                Part::Line(..) | Part::Page(_) => String::new(),
            };
            let lines = lines.iter().map(|line| line.iter().map(words).collect::<String>());
            lines.filter(|line| line.starts_with("Said before")).collect::<Vec<_>>()
        };
        let old = ("2024-03-01-pier.md", "# The pier\n\nMarit Oru, the mayor, said that the pier was safe. Ana Belk said Oru was late.\n");
        let new = ("a.md", "---\ntitle: Tolls\ndate: 2025-01-02\n---\n\n“We need the money,” said Marit Oru, the mayor.\n");
        assert_eq!(before(&[old]), ["Said before: that the pier was safe (The pier, 1 Mar 2024)"]);
        assert_eq!(before(&[old, new]), ["Said before: “We need the money,” (Tolls, 2 Jan 2025; 1 more)"]);
        for silent in [
            ("2024-03-01.md", "Marit Oru, a student, said that the pier was safe.\n"),
            ("pier.md", "Marit Oru, the mayor, said that the pier was safe.\n"),
            ("a.md", "---\ndate: 2025-01-02\ndraft: true\n---\n\nMarit Oru, the mayor, said that the pier was safe.\n"),
            ("2024-03-01.md", "Ana Belk said that Marit Oru, the mayor, was late.\n"),
        ] {
            assert_eq!(before(&[silent]), [""; 0], "{silent:?}");
        }
    }

    #[test]
    fn plain_words_show_nothing() {
        assert!(shown(&FERRY.replace("had been", "had b$0een")).is_empty());
    }

    #[test]
    fn a_hover_has_eight_lines_at_most() {
        assert!(rules::ALL.iter().all(|rule| gist(rule).len() <= 8));
        let mut workspace = Workspace::default();
        for name in ["b", "c", "d", "e", "f"] {
            let article = analysis("The town knows Marit Oru, the mayor.\n", Format::Plain).article;
            workspace.insert(crate::workspace::IndexedFile::new(format!("/n/{name}.txt").into(), &article));
        }
        let said = " Oru said the town would publish the accounts.".repeat(9);
        let (analysis, at) = marked(&format!("{}{said}\n", FERRY.trim_end().replace("Oru said the", "O$0ru said the")));
        let lines = hover(&workspace, &analysis, at).unwrap().lines;
        assert!((5..=8).contains(&lines.len()), "{lines:?}");
        assert_eq!(lines.last().unwrap(), &text("Also in b.txt, c.txt, d.txt and 2 more."));
    }
}
