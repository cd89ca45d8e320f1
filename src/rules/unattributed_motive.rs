//! Aims, fears, hopes and beliefs ascribed to others.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-motive",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "An aim, fear, hope or belief ascribed to someone",
    documentation: "\
## What it flags

What goes on in somebody's mind, told as if the reporter could look inside.

## Why it matters

Nobody sees a motive. It was told, or it is inferred, and the reader should know which.

## Example

```text
The council is desperate to please the owners of the port and fears that they might leave.
```

## Instead

```text
\"We want to please the owners of the port,\" said Marit Oru, who leads the council.
```
",
    options: &[RuleOption::CLAIM],
    off_for: &[Kind::Opinion, Kind::Review, Kind::Analysis, Kind::Interview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Motive, "How do we know what they want?")
}
