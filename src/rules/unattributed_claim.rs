//! Any other disputable statement.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::ClaimKind;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-claim",
    basis: Basis::Judgement,
    severity: Severity::Off,
    summary: "Any other fact that may be disputed",
    documentation: "\
## What it flags

A statement likely to be asked about that is of no kind of its own. Off unless the newsroom turns it on.

## Why it matters

Some desks ask for a source for every disputable sentence.

## Example

```text
The ferry matters more to the islanders, who have little else, than it does to the people in Vellmouth who run it.
```

## Instead

```text
The ferry matters more to the islanders than to the people in Vellmouth who run it, Marit Oru said.
```
",
    options: &[RuleOption::confidence(0.4)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    context.claims(ClaimKind::Other, "Where does this come from?")
}
