//! Figures that someone counted.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-number",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Rates, shares, changes, estimates and casualties without a source",
    documentation: "\
## What it flags

A rate, a share, a change, an estimate or a count of people harmed, where no source was found. Dates, ages, prices of one thing, scores,
ranks, distances, seats, what a stock market does, sums that somebody grants, shares that a deal sets and plain counts are meant to be left
alone, and mostly are.

## Why it matters

Somebody counted, in some way and at some time; without the source no reader can tell how far to trust the figure.

## Example

```text
Nearly 60 per cent of voters oppose the sale of the ferry.
```

## Instead

```text
Nearly 60 per cent of voters oppose the sale of the ferry, according to a poll by Vellmouth University in May.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Number, "Whose figure is this?")
}
