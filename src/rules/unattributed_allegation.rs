//! Accusations in the paper's own voice.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-allegation",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "Wrongdoing, failure or fault in the paper's own voice",
    documentation: "\
## What it flags

Words that say somebody did wrong, failed or is at fault, where nobody is named who says so. Silent where a verdict, a filed charge or
an official finding is named in the sentence.

## Why it matters

Stated without a source, the accusation is the paper's own, and the paper will have to prove it.

## Example

```text
The contractor embezzled the money of the harbour fund and misled the council about it.
```

## Instead

```text
The contractor embezzled the money of the harbour fund, auditor Marit Oru said.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Allegation, "Nobody is named for this accusation.")
}
