//! The sourcing ledger of an article, in Markdown: every source with what rests on it, the claims whose source was not found, the queries.

use std::collections::BTreeMap;

use super::{excerpt, hover, lens};
use crate::article::Article;
use crate::entity::EntityId;
use crate::finding::Severity;
use crate::sourcing::{Attribution, ClaimKind, Quote, Source, SourceKind, claim};
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
    let mut page = format!("# Sourcing ledger: {}\n", excerpt::markdown(&title));
    if let Some(lens) = lens::lens(analysis) {
        page.push_str(&format!("\n{}\n", lens.title));
    }
    let sources = sources(article);
    for (kind, heading) in CHAPTERS {
        let mut chapter = String::new();
        for (source, attributions) in sources.iter().filter(|(source, _)| source.kind == *kind) {
            chapter.push_str(&entry(article, source, attributions));
        }
        if !chapter.is_empty() {
            page.push_str(&format!("\n## {heading}\n\n{chapter}"));
        }
    }
    let claims = claim::unsupported(&article.sourcing.claims).filter(|claim| claim.kind != ClaimKind::Other && claim.weight >= LIKELY);
    let claims: Vec<String> = claims.map(|claim| claim_line(article, claim)).collect();
    if !claims.is_empty() {
        page.push_str(&format!("\n## Statements whose source was not found\n\n{}", claims.concat()));
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

/// Each source with its attributions, in the order in which they are first cited.
fn sources(article: &Article) -> Vec<(&Source, Vec<&Attribution>)> {
    let mut places: BTreeMap<(Option<EntityId>, Option<u32>), usize> = BTreeMap::new();
    let mut sources: Vec<(&Source, Vec<&Attribution>)> = Vec::new();
    let telling = article.sourcing.telling();
    for (index, attribution) in article.sourcing.attributions.iter().enumerate().filter(|(index, _)| telling[*index]) {
        let Some(source) = &attribution.source else { continue };
        let own = source.entity.is_none().then(|| source.same_as.unwrap_or(index as u32));
        let at = *places.entry((source.entity, own)).or_insert(sources.len());
        match sources.get_mut(at) {
            Some((_, attributions)) => attributions.push(attribution),
            None => sources.push((source, vec![attribution])),
        }
    }
    sources
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
        for content in attribution.content.iter().take(1) {
            entry.push_str(&format!("  - {verb}, {}\n", place(article, *content)));
        }
    }
    entry
}

fn claim_line(article: &Article, claim: &claim::Claim) -> String {
    let (kind, does) = hover::kind_of_claim(claim.kind);
    let sentence = article.parse().sentences.get(claim.sentence as usize).map_or(claim.span, |sentence| sentence.span);
    format!("- {}\n  - {kind}; what would do: {does}\n", place(article, sentence))
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
        assert!(page.contains("## Statements whose source was not found\n\n- line 5: The contractor bribed two councillors"), "{page}");
        assert!(page.contains("## Queries\n\n- line "), "{page}");
    }
}
