//! Articles in which all that is said comes from one source.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::{EntityId, EntityType};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::sourcing::tally;
use crate::sourcing::{QuotationKind, SourceKind, Stance};

/// Fewer words are a brief.
const SHORTEST: usize = 250;
/// Fewer statements say little of where an article comes from.
const FEWEST: usize = 4;

pub(super) static RULE: Rule = Rule {
    name: "single-source-story",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Everything that is attributed rests on one source",
    documentation: "\
## What it flags

An article of 250 words or more with four attributed statements or more, all of them from one person, or from one body and those who speak
for it. Interviews, opinion, obituaries and live reports are left alone.

## Why it matters

One source has one view, and may be wrong. Somebody else, a document or a look at the place makes a story of it.

## Example

```text
The harbour board will close the old ferry terminal in autumn, Ivo Penhallow, the harbour master, said on Monday. The building stands on oak
piles from the time of the first steamers. It has two waiting rooms, a tower with a clock that stopped long ago and a small shop where tickets are
sold. Boats leave from the quay in front of it every hour in summer and four times a day in winter. Penhallow said that divers had found worms in
the piles. The floor of the large waiting room has sunk a little on the side of the water, and the doors on that side no longer shut. A fence was
put up round it in the spring. Behind the building lies a yard with a crane that nobody uses now, and beside the crane the rails of the old
fish railway, which ran up to the market until the road was built. Gulls nest on the roof. In the evening people sit on the steps and look at the
boats, as they have always done. Mending the piles would take two years, Penhallow said. The board has the plans of the first builder in its
archive, on blue paper, with every pile and every beam drawn by hand. The clock of the tower came from a foundry in Skerry and was a present of
the fishermen. It had a bell, which hangs in the church now. On Sundays a band plays in front of the terminal, and in December the town puts a
tree there. Tickets will be sold on board from September, he said.
```

## Instead

```text
The harbour board will close the old ferry terminal in autumn, Ivo Penhallow, the harbour master, said on Monday. The building stands on oak
piles from the time of the first steamers. It has two waiting rooms, a tower with a clock that stopped long ago and a small shop where tickets are
sold. Boats leave from the quay in front of it every hour in summer and four times a day in winter. Penhallow said that divers had found worms in
the piles. The floor of the large waiting room has sunk a little on the side of the water, and the doors on that side no longer shut. A fence was
put up round it in the spring. Behind the building lies a yard with a crane that nobody uses now, and beside the crane the rails of the old
fish railway, which ran up to the market until the road was built. Gulls nest on the roof. In the evening people sit on the steps and look at the
boats, as they have always done. Mending the piles would take two years, Penhallow said. The board has the plans of the first builder in its
archive, on blue paper, with every pile and every beam drawn by hand. The clock of the tower came from a foundry in Skerry and was a present of
the fishermen. It had a bell, which hangs in the church now. On Sundays a band plays in front of the terminal, and in December the town puts a
tree there. The building could be mended in one winter, said Ada Berg, an engineer who looked at it for the town.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[
        Kind::Interview,
        Kind::Opinion,
        Kind::Review,
        Kind::Analysis,
        Kind::Obituary,
        Kind::Live,
        Kind::Brief,
        Kind::Court,
        Kind::Sport,
        Kind::PressReview,
        Kind::Explainer,
    ],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    if article.word_count() < SHORTEST {
        return Vec::new();
    }
    let parse = article.parse();
    let sourcing = &article.sourcing;
    let cited = tally::sources(&parse, sourcing);
    let Some(first) = cited.first().filter(|cited| !matches!(cited.kind, SourceKind::Vague)) else { return Vec::new() };
    let same = |other: &tally::Cited| other.entity.zip(first.entity).is_some_and(|(one, other)| is_of(context, one, other) || is_of(context, other, one));
    let one = cited.iter().all(|other| std::ptr::eq(other, first) || same(other));
    let statements = cited.iter().flat_map(|cited| &cited.attributions).filter(|index| sourcing.attributions[**index].stance == Stance::Said).count();
    // Whom an attribution leaves open, and a quotation that has none, may be a second source.
    let open = sourcing.attributions.iter().any(|attribution| {
        attribution.source.as_ref().is_some_and(|source| source.entity.is_none_or(|id| Some(id) != first.entity) && first.entity.is_some() && !cited.iter().any(|cited| cited.entity == source.entity))
    });
    let unspoken = sourcing.quotations.iter().any(|quotation| quotation.kind == QuotationKind::Full && quotation.attribution.is_none());
    let asked = fairness::sentences(&parse).any(|index| fairness::entries(&parse, parse.sentences[index].tokens(), "silence").next().is_some());
    if !one || statements < FEWEST || open || unspoken || asked {
        return Vec::new();
    }
    let Some(source) = sourcing.attributions[first.attributions[0]].source.as_ref() else { return Vec::new() };
    let Some(span) = source.spans.first().copied() else { return Vec::new() };
    let words = span.of(&parse.prose.text);
    let reason = format!("“{words}”: {statements} statements rest on this source, and no other was found. Ask somebody else, or look at a document.");
    vec![Finding { weight: 0.6, ..context.finding(span, "Is there a second source?", reason) }]
}

/// Whether the person `one` is of the body `other` by their role.
fn is_of(context: &Context, one: EntityId, other: EntityId) -> bool {
    let all = &context.article.entities;
    let (one, other) = (all.get(one), all.get(other));
    one.kind == EntityType::Person && other.kind != EntityType::Person && one.role.to_lowercase().contains(&other.name.to_lowercase())
}
