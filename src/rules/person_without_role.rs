//! Someone is named again and again, and the article never says who that is.

use rustc_hash::FxHashSet;

use super::{Basis, Context, Kind, Rule};
use crate::entity::{EntityId, EntityType, Form, introduction};
use crate::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "person-without-role",
    basis: Basis::Judgement,
    severity: Severity::Hint,
    summary: "Someone is named twice or more, and who that is never said",
    documentation: "\
## What it flags

A person who is named twice or more and does not speak, while nothing in the article says who that is.

## Why it matters

A name alone tells a reader from elsewhere nothing.

## Example

```text
The council met Marit Oru on Monday. It meets Oru again in May.
```

## Instead

```text
The council met Marit Oru, the harbour master, on Monday. It meets Oru again in May.
```
",
    options: &[],
    off_for: &[Kind::Live, Kind::Brief, Kind::Interview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let all = &context.article.entities;
    let sources = context.article.sourcing.attributions.iter().filter_map(|attribution| attribution.source.as_ref()?.entity);
    let speakers: FxHashSet<EntityId> = sources.collect();
    let mut findings = Vec::new();
    for entity in all.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        let body = introduction::in_body(&parse, all, entity.id);
        let Some(full) = body.iter().find(|mention| mention.form == Form::Full) else { continue };
        if body.len() < 2
            || introduction::is_described(&parse, all, entity.id)
            || introduction::is_credited(&parse, all, entity.id)
            || context.is_well_known(&entity.name)
            || speakers.contains(&entity.id)
        {
            continue;
        }
        let mut finding = context.finding(
            full.span,
            "Who is this, to our readers?",
            format!("“{}”, {} times: a title or a role was not found. Two words will do, or cut the name.", entity.name, body.len()),
        );
        finding.weight = 0.5;
        findings.push(finding);
    }
    findings
}
