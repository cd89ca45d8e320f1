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

To decide a dispute in passing is to take a side; say who holds the view or what proves it.

## Example

```text
The mayor's claim that the ferry was sabotaged is baseless and has been debunked.
```

## Instead

```text
The harbour police found no trace of sabotage on the ferry, according to their report.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Disputed, "Who holds this side of the dispute?")
}
