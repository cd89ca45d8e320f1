//! A surname that comes before the full name.

use super::{Basis, Context, Rule, RuleOption};
use crate::entity::{EntityType, Form, Mention, introduction};
use crate::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "surname-before-full-name",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "A person is called by surname before the full name comes",
    documentation: "\
## What it flags

A surname that stands in the text before the person's full name does. Words inside quotations count too, unless the full name follows in
the same or the next paragraph. Headlines, standfirsts, bylines and captions do not count.

## Why it matters

A reader who meets a bare surname does not know who is meant. AP, Reuters and the New York Times give the full name first.

## Example

```text
The council dismissed Oru on Monday. It gave no reason.

Marit Oru, the harbour master, had asked for new pilots.
```

## Instead

```text
The council dismissed Marit Oru, the harbour master, on Monday. It gave no reason.

Oru had asked for new pilots.
```
",
    options: &[RuleOption::HEAD_OF_STATE],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let all = &context.article.entities;
    let families = introduction::families(all);
    let mut findings = Vec::new();
    for entity in all.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        let Some(full) = entity.first.and_then(|index| all.mentions.get(index as usize)) else { continue };
        let body = introduction::in_body(&parse, all, entity.id);
        // "an Oru girl" names no person; "the Oru administration" is about one, but says so with the noun.
        let referring = |mention: &&&Mention| !introduction::is_modifier(&parse, mention) && !introduction::is_above_body(&parse, mention.first as usize);
        let Some(early) = body.iter().find(referring).filter(|mention| mention.form == Form::Surname && mention.span.start < full.span.start) else { continue };
        let introduced = all.mentions_of(entity.id).any(|mention| {
            mention.form == Form::Full && mention.span.start < early.span.start && introduction::role_of(&parse, mention).is_article()
        });
        let soon = early.quoted && introduction::block_of(&parse, full).saturating_sub(introduction::block_of(&parse, early)) < 2;
        let head = context.switch("head-of-state") && introduction::is_head_of_state(&parse, all, entity.id) && early.title.is_some();
        if introduced
            || soon
            || head
            || context.is_well_known(&entity.name)
            || introduction::shares_family(&families, entity, early.span.start)
        {
            continue;
        }
        let short = early.span.of(&parse.prose.text);
        let mut finding = context.finding(
            early.span,
            "Does the full name come too late?",
            format!("“{short}” stands before “{}”. Give the full name first.", full.span.of(&parse.prose.text)),
        );
        finding.weight = if early.quoted { 0.7 } else { 0.85 };
        finding.related.push(context.related(full.span, "The full name"));
        findings.push(finding);
    }
    findings
}
