//! The sourcing ledger of an article, in Markdown: every source with what rests on it, the claims whose source was not found, the queries.

use super::{excerpt, hover, lens};
use crate::article::Article;
use crate::check::LEDGER;
use crate::fairness::{self, Reply, Standing};
use crate::finding::Severity;
use crate::sourcing::tally::{self, Cited};
use crate::sourcing::{Attribution, ClaimKind, Quote, SourceKind, Stance, claim};
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
    (SourceKind::Vague, "People neither named nor counted"),
];

/// The ledger of an article.
pub fn ledger(analysis: &Analysis) -> String {
    let article = &analysis.article;
    let title = lens::head(article).map_or_else(|| "this article".to_owned(), |block| excerpt::of(article, block.span, EXCERPT));
    let mut page = format!("{LEDGER}{}\n", excerpt::markdown(&title));
    if let Some(lens) = lens::lens(analysis) {
        page.push_str(&format!("\n{}\n", lens.title));
    }
    let sources = tally::sources(&article.parse(), &article.sourcing);
    for (kind, heading) in CHAPTERS {
        let mut chapter = String::new();
        for cited in sources.iter().filter(|cited| cited.kind == *kind) {
            chapter.push_str(&entry(article, cited));
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
    let accused: String = fairness::accused(&Standing::new(article)).iter().map(|accused| accused_line(article, accused)).collect();
    if !accused.is_empty() {
        page.push_str(&format!("\n## Who is accused, and what they say\n\n{accused}"));
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

fn entry(article: &Article, cited: &Cited) -> String {
    let attributions = || cited.attributions.iter().filter_map(|index| article.sourcing.attributions.get(*index));
    let Some(source) = attributions().next().and_then(|attribution| attribution.source.as_ref()) else { return String::new() };
    let entity = cited.entity.map(|id| article.entities.get(id));
    let (name, role) = entity.map_or((source.name.as_str(), ""), |entity| (entity.name.as_str(), entity.role.as_str()));
    let mut entry = format!("- **{}**", excerpt::markdown(&excerpt::shorten(name, EXCERPT)));
    if !role.is_empty() {
        entry.push_str(&format!(", {}", excerpt::markdown(role)));
    }
    if cited.kind == SourceKind::Anonymous {
        entry.push_str(&match source.reason {
            Some(reason) => format!("; unnamed because: {}", excerpt::markdown(&excerpt::of(article, reason, EXCERPT))),
            None => "; why unnamed is not said".to_owned(),
        });
    }
    entry.push('\n');
    for line in attributions().filter_map(|attribution| words(article, attribution)) {
        entry.push_str(&format!("  - {line}\n"));
    }
    entry
}

/// "quoted, line 3: the words": all that an attribution gives to its source, the parts of a divided quotation included; of a denial or a
/// refusal, its verb as well.
fn words(article: &Article, attribution: &Attribution) -> Option<String> {
    let first = *attribution.content.first()?;
    let cue = attribution.cue.as_ref().and_then(|cue| cue.spans.first());
    let verb = match attribution.stance {
        Stance::Denied => "denied",
        Stance::Declined => "declined",
        Stance::Said if attribution.quote == Quote::Indirect => "cited",
        Stance::Said => "quoted",
    };
    if let Some(cue) = cue.filter(|cue| attribution.stance != Stance::Said && cue.start < first.start) {
        return Some(format!("{verb}, {}", place(article, cue.join(first))));
    }
    let mut line = format!("{verb}, {}", place(article, first));
    for content in attribution.content.iter().skip(1) {
        line.push_str(&format!(" … {}", excerpt::markdown(&excerpt::of(article, *content, EXCERPT))));
    }
    Some(line)
}

fn claim_line(article: &Article, claim: &claim::Claim) -> String {
    let (kind, does) = hover::kind_of_claim(claim.kind);
    let sentence = article.parse().sentences.get(claim.sentence as usize).map_or(claim.span, |sentence| sentence.span);
    format!("- {}\n  - {kind}; what would do: {does}\n", place(article, sentence))
}

/// Who is accused of what, and how that stands.
fn accused_line(article: &Article, accused: &fairness::Accused) -> String {
    let name = excerpt::markdown(&excerpt::shorten(&article.entities.get(accused.allegation.accused).name, EXCERPT));
    let words = place(article, article.parse().span(accused.allegation.tokens.clone()));
    let reply = match accused.reply {
        Reply::Found(span) => format!("reply, {}", place(article, span)),
        Reply::NotFound => "no reply found".to_owned(),
        Reply::Convicted => "a verdict or a plea of guilty is told".to_owned(),
        Reply::Dead => "dead".to_owned(),
    };
    format!("- **{name}**, {words}\n  - {reply}\n")
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

    #[test]
    fn a_divided_quotation_is_whole_and_a_denial_is_no_statement() {
        let text = "“We paid everybody,” said Marit Oru, the mayor, “and we have the receipts.”\n\nOru did not reply to questions. Tom Hale, \
                    the harbour master, denied it. Petra Lund, a clerk, declined to comment.\n";
        let page = ledger(&analysis(text, Format::Plain));
        assert!(page.contains("  - quoted, line 1: “We paid everybody,” … “and we have the receipts.”\n"), "{page}");
        assert!(page.contains("  - declined, line 3: did not reply to questions\n"), "{page}");
        assert!(page.contains("  - denied, line 3: denied it\n"), "{page}");
        assert!(page.contains("  - declined, line 3: declined to comment\n"), "{page}");
        assert!(!page.contains("cited, line 3: it") && !page.contains(": to questions"), "{page}");
    }
}
