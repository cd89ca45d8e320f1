//! What happened where no reporter was.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-private-account",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "What was said, decided or felt where no reporter was",
    documentation: "\
## What it flags

An account of what happened in private (behind closed doors, on the telephone, inside a body) with no word on who told it.

## Why it matters

The reader must know whose account it is: those who were there have interests in how it is told.

## Example

```text
Behind closed doors the mayor rebuked the harbour board and warned its members to wait.
```

## Instead

```text
Behind closed doors the mayor rebuked the harbour board, said Marit Oru, who sits on it.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Private, "Nobody is named for this private account.")
}
