//! Forecasts in the paper's own voice.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-prediction",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "What will come, in the paper's own voice",
    documentation: "\
## What it flags

A forecast whose source was not found. Conditions, obligations and possibilities (\"could include\") are mostly left alone.

## Why it matters

Nobody reports from the future: a forecast is worth as much as the one who makes it.

## Example

```text
The crisis will almost certainly get worse before the election and could cost the mayor her job.
```

## Instead

```text
The crisis will get worse before the election, said Marit Oru, who teaches politics in Vellmouth.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Opinion, Kind::Review, Kind::Analysis, Kind::Interview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Prediction, "Whose forecast is this?")
}
