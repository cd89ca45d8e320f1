//! The first, the largest, the unprecedented.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-superlative",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "First, largest, record, unprecedented: without the record",
    documentation: "\
## What it flags

Something set above or before all others of its class: \"the first since\", \"the largest ever\", \"unprecedented\".

## Why it matters

Such claims are often repeated and seldom checked; the record they rest on belongs in the sentence.

## Example

```text
It was the largest drop in the history of the fishery and the highest loss of all ports.
```

## Instead

```text
It was the largest drop in the history of the fishery, according to the port authority.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Interview, Kind::Sport],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Superlative, "A first or a record, and nobody is named for it.")
}
