//! The sourcing ledger of an article, in Markdown: every source with what rests on it, the claims that rest on nobody, the queries.

use super::{excerpt, hover, lens};
use crate::article::Article;
use crate::check::LEDGER;
use crate::finding::Severity;
use crate::sourcing::{Attribution, ClaimKind, Quote, Source, SourceKind, claim, tally};
use crate::text::Span;
use crate::workspace::Analysis;

/// Longest excerpt, in characters.
const EXCERPT: usize = 120;

/// Claims that a desk may well ask about, from this weight on.
const LIKELY: f32 = 0.2;

/// What rests on sources of one kind, under a heading of its own.
const CHAPTERS: &[(SourceKind, &str)] = &[
    (SourceKind::Named, "Named people"),
    (SourceKind::Organization, "Bodies"),
    (SourceKind::Document, "Documents"),
    (SourceKind::Anonymous, "Unnamed people"),
    (SourceKind::Vague, "Nobody in particular"),
];

/// The ledger of an article.
pub fn ledger(analysis: &Analysis) -> String {
    let article = &analysis.article;
    let title = lens::head(article).map_or_else(|| "this article".to_owned(), |block| excerpt::of(article, block.span, EXCERPT));
    let mut page = format!("{LEDGER}{}\n", excerpt::markdown(&title));
    if let Some(lens) = lens::lens(analysis) {
        page.push_str(&format!("\n{}\n", lens.title));
    }
    let sources = sources(article);
    for (kind, heading) in CHAPTERS {
        let mut chapter = String::new();
        for (_, source, attributions) in sources.iter().filter(|(of_kind, ..)| of_kind == kind) {
            chapter.push_str(&entry(article, source, attributions));
        }
        if !chapter.is_empty() {
            page.push_str(&format!("\n## {heading}\n\n{chapter}"));
        }
    }
    let claims = claim::unsupported(&article.sourcing.claims).filter(|claim| claim.kind != ClaimKind::Other && claim.weight >= LIKELY);
    let claims: Vec<String> = claims.map(|claim| claim_line(article, claim)).collect();
    if !claims.is_empty() {
        page.push_str(&format!("\n## Statements that rest on nobody here\n\n{}", claims.concat()));
    }
    let queries: String = analysis
        .checked
        .shown
        .iter()
        .filter(|shown| shown.severity > Severity::Hint)
        .map(|shown| {
            let finding = &shown.finding;
            let line = excerpt::line(article, finding.span.start);
            let words = excerpt::markdown(&format!("{} {}", finding.message, finding.reason));
            format!("- line {line}, {} (`{}`): {}\n", shown.severity.name(), finding.rule, words.trim_end())
        })
        .collect();
    if !queries.is_empty() {
        page.push_str(&format!("\n## Queries\n\n{queries}"));
    }
    page
}

/// Each source with its kind and its attributions, in the order in which they are first cited.
fn sources(article: &Article) -> Vec<(SourceKind, &Source, Vec<&Attribution>)> {
    let all = &article.sourcing.attributions;
    let source = |cited: tally::Cited| {
        let attributions: Vec<&Attribution> = cited.attributions.iter().filter_map(|index| all.get(*index)).collect();
        Some((cited.kind, attributions.first()?.source.as_ref()?, attributions))
    };
    tally::cited(&article.parse(), &article.sourcing).into_iter().filter_map(source).collect()
}

fn entry(article: &Article, source: &Source, attributions: &[&Attribution]) -> String {
    let role = source.entity.map_or("", |id| article.entities.get(id).role.as_str());
    let mut entry = format!("- **{}**", excerpt::markdown(&excerpt::shorten(&source.name, EXCERPT)));
    if !role.is_empty() {
        entry.push_str(&format!(", {}", excerpt::markdown(role)));
    }
    if source.kind == SourceKind::Anonymous {
        entry.push_str(&match source.reason {
            Some(reason) => format!("; unnamed because: {}", excerpt::markdown(&excerpt::of(article, reason, EXCERPT))),
            None => "; why unnamed is not said".to_owned(),
        });
    }
    entry.push('\n');
    for attribution in attributions {
        let verb = if attribution.quote == Quote::Indirect { "cited" } else { "quoted" };
        // Words that the speaker's name cuts in two are one statement.
        if let Some(first) = attribution.content.first() {
            let line = excerpt::line(article, article.source(*first).start);
            let parts: Vec<&str> = attribution.content.iter().map(|content| content.of(&article.prose.text)).collect();
            let words = excerpt::markdown(&excerpt::shorten(&parts.join(" … "), EXCERPT));
            entry.push_str(&format!("  - {verb}, line {line}: {words}\n"));
        }
    }
    entry
}

fn claim_line(article: &Article, claim: &claim::Claim) -> String {
    let (kind, settles) = hover::kind_of_claim(claim.kind);
    let sentence = article.parse().sentences.get(claim.sentence as usize).map_or(claim.span, |sentence| sentence.span);
    format!("- {}\n  - {kind}; what would settle it: {settles}\n", place(article, sentence))
}

/// "line 3: the words".
fn place(article: &Article, prose: Span) -> String {
    let line = excerpt::line(article, article.source(prose).start);
    format!("line {line}: {}", excerpt::markdown(&excerpt::of(article, prose, EXCERPT)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis};
    use crate::text::Format;

    #[test]
    fn every_source_stands_with_what_rests_on_it() {
        let stolen = FERRY.replace("skimmed the harbour fund", "bribed two councillors and stole from the harbour fund for years");
        let text = format!("{stolen}\nA senior official said that Oru had *known* of it.\n");
        let page = ledger(&analysis(&text, Format::Plain));
        assert!(page.starts_with("# Sourcing ledger: Vellmouth sells its last ferry\n\n1 named · 1 unnamed · 0 documents · "), "{page}");
        assert!(page.contains("## Named people\n\n- **Marit Oru**, mayor\n  - cited, line 3: "), "{page}");
        assert!(page.contains("  - quoted, line 3: “We had no choice,”\n"), "{page}");
        assert!(page.contains("## Unnamed people\n\n- **A senior official**; why unnamed is not said\n"), "{page}");
        assert!(page.contains("had \\*known\\* of it"), "{page}");
        assert!(page.contains("## Statements that rest on nobody here\n\n- line 5: The contractor bribed two councillors"), "{page}");
        assert!(page.contains("## Queries\n\n- line "), "{page}");
    }
}
