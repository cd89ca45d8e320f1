//! What happened where no reporter was.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-private-account",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "What was said, decided or felt where no reporter was",
    documentation: "\
## What it flags

An account of what happened in private (behind closed doors, on the telephone, inside a body) with no word on who told it.

## Why it matters

Readers should learn whose account it is, as closely as is safe: those who were there have interests in how it is told. Where even a
description could lead to somebody, accept the finding; that an editor knows is an answer.

## Example

```text
Behind closed doors the mayor rebuked the harbour board and warned its members to wait.
```

## Instead

```text
Behind closed doors the mayor rebuked the harbour board, according to its minutes.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Private, "How do we know this?")
}
