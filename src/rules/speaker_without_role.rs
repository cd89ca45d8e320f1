//! Someone speaks, and the article never says who that is.

use rustc_hash::FxHashSet;

use super::{Basis, Context, Kind, Rule};
use crate::entity::{EntityId, EntityType, Form, introduction};
use crate::finding::{Finding, Severity};
use crate::syntax::Tag;

pub(super) static RULE: Rule = Rule {
    name: "speaker-without-role",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Someone is quoted or cited, and who that is never said",
    documentation: "\
## What it flags

A person who is quoted or cited by name, while no title, apposition or clause anywhere in the article, its headline, standfirst and
captions included, says who that is.

## Why it matters

What a statement is worth depends on who makes it: Reuters, the BBC and the New York Times ask for the role of everyone who speaks.

## Example

```text
The harbour closed on Monday. “Nobody warned us,” Marit Oru said.
```

## Instead

```text
The harbour closed on Monday. “Nobody warned us,” said Marit Oru, the harbour master.
```
",
    options: &[],
    off_for: &[Kind::Live, Kind::Brief, Kind::Interview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let all = &context.article.entities;
    let by_role = cited_by_role(context);
    let mut seen = FxHashSet::<EntityId>::default();
    let mut findings = Vec::new();
    for attribution in &context.article.sourcing.attributions {
        let (Some(source), Some(cue)) = (&attribution.source, &attribution.cue) else { continue };
        let Some(id) = source.entity.filter(|id| !seen.contains(id)) else { continue };
        let entity = all.get(id);
        if entity.kind != EntityType::Person {
            continue;
        }
        seen.insert(id);
        let full = all.mentions_of(id).find(|mention| mention.form == Form::Full && introduction::role_of(&parse, mention).is_body());
        let Some(full) = full else { continue };
        if introduction::is_described(&parse, all, id) || by_role.contains(&id) || introduction::is_credited(&parse, all, id) || context.is_well_known(&entity.name) {
            continue;
        }
        let mut finding = context.finding(
            full.span,
            title(&entity.name),
            format!("We cite {}; a title or a role was not found. Two words will do: a passenger, a neighbour.", entity.name),
        );
        finding.weight = 0.65;
        let sentence = parse.sentence_of(full.first as usize);
        if let Some(span) = cue.spans.first().filter(|_| attribution.sentence as usize != sentence) {
            finding.related.push(context.related(*span, "Cited here"));
        }
        findings.push(finding);
    }
    findings
}

/// A title stays short, however long the name.
fn title(name: &str) -> String {
    if name.split_whitespace().count() > 6 { "Who is this speaker?".to_owned() } else { format!("Who is {name}?") }
}

/// Who is cited somewhere by a role: "the defender said".
fn cited_by_role(context: &Context) -> FxHashSet<EntityId> {
    let parse = context.article.parse();
    let sources = context.article.sourcing.attributions.iter().filter_map(|attribution| attribution.source.as_ref());
    sources.filter(|source| matches!(parse.tags[source.head as usize], Tag::Nn | Tag::Nns)).filter_map(|source| source.entity).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn an_honorific_that_names_a_calling_is_a_role() {
        let said = |name: &str| found("speaker-without-role", &format!("The ferry was late. “Nobody warned us,” {name} said on Monday."));
        assert!(said("Dr. Marit Oru").is_empty());
        assert_eq!(said("Mrs. Marit Oru"), ["Marit Oru"]);
    }

    #[test]
    fn who_is_cited_by_a_role_has_one() {
        let text = "The referee pointed to the spot after Danny Tamm handled the ball. The defender insisted that it had struck his chest.";
        assert!(found("speaker-without-role", text).is_empty());
    }
}
