//! Marks of unfinished work.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "placeholder",
    basis: Basis::Mechanical,
    severity: Severity::Error,
    summary: "A mark of unfinished work is left in the copy",
    documentation: "\
## What it flags

TK, TKTK, [CQ], XXX or \"name here\", left in the copy.

## Why it matters

They are notes to oneself; a reader must never see them.

## Example

```text
The harbour cost TK million crowns to dredge.
```

## Instead

```text
The harbour cost 12 million crowns to dredge.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    (0..parse.tokens.len())
        .filter(|at| matches!(parse.word(*at), "TK" | "TKTK" | "XXX" | "TKTKTK"))
        .map(|at| context.finding(parse.tokens[at].span, "A placeholder is left in the copy.", format!("“{}” marks what is still to come.", parse.word(at))))
        .collect()
}
