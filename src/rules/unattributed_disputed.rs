//! Facts that others contest.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-disputed",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "A contested fact, stated in the paper's own voice",
    documentation: "\
## What it flags

Words that take a side on what others contest: \"false\", \"baseless\", \"no evidence\", with nobody who says so.

## Why it matters

To settle a dispute in passing is to take a side; say who holds the view or what proves it.

## Example

```text
The permit was never valid and the claim of the owners is baseless and untrue.
```

## Instead

```text
The permit was never valid, the court said, and the claim of the owners is baseless.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Disputed, "Nobody is named for this side of a dispute.")
}
