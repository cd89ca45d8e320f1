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
The ferry is the most dangerous in the country and the oldest in Europe.
```

## Instead

```text
The ferry is the most dangerous in the country, according to the accident list of the port authority.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Interview, Kind::Sport],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Superlative, "Which record says so?")
}
