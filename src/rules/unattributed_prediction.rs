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

A forecast that nobody is named for. Conditions, obligations and possibilities (\"could include\") are left alone.

## Why it matters

Nobody reports from the future: a forecast is worth as much as the one who makes it.

## Example

```text
The bridge will inevitably open late, and the ferry is likely to stay in service.
```

## Instead

```text
The bridge will open late, said Marit Oru, the town's engineer.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Opinion, Kind::Review, Kind::Analysis, Kind::Interview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Prediction, "Nobody is named for this forecast.")
}
