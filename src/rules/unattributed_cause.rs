//! Cause and effect.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-cause",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Cause and effect without a source",
    documentation: "\
## What it flags

One thing said to bring about another, where who established it was not found.

## Why it matters

Causes are conclusions. What came after is on record; what came of it is somebody's finding.

## Example

```text
The mayor's decision has deepened the crisis in the port and led to more strikes.
```

## Instead

```text
The decision has deepened the crisis in the port, Marit Oru, who chairs the traders' union, said.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Opinion, Kind::Review, Kind::Analysis, Kind::Interview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Cause, "How do we know the cause?")
}
