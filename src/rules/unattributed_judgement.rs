//! Sweeping judgements.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-judgement",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "A sweeping judgement in the paper's own voice",
    documentation: "\
## What it flags

Words of praise or blame, of weight or failure, that nobody is named for. Only the surest are shown as more than a hint.

## Why it matters

A news article leaves judgement to the people in it, or shows the facts it rests on.

## Example

```text
The mayor has become deeply unpopular in a town that has seen few leaders so weak.
```

## Instead

```text
The mayor has become \"deeply unpopular\", said Marit Oru, who leads the opposition.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Opinion, Kind::Review, Kind::Analysis, Kind::Interview, Kind::Sport],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Evaluation, "Whose judgement is this?")
}
