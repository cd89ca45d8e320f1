//! Figures that someone counted.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-number",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "Rates, shares, changes, estimates and casualties without a source",
    documentation: "\
## What it flags

A rate, a share, a change, an estimate or a count of people harmed, where nobody is named who counted. Dates, ages, scores, ranks,
distances and plain counts are left alone.

## Why it matters

Somebody counted, in some way and at some time; without the source no reader can tell how far to trust the figure.

## Example

```text
Crime in the old town fell by 15 per cent, and more than 4,000 people lost their jobs.
```

## Instead

```text
Crime in the old town fell by 15 per cent, the police said in a report.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Number, "Nobody is named for this figure.")
}
