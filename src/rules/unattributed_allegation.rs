//! Accusations in the paper's own voice.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::{ClaimKind, claim};

pub(super) static RULE: Rule = Rule {
    name: "unattributed-allegation",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "Wrongdoing, failure or fault in the paper's own voice",
    documentation: "\
## What it flags

Words that say somebody did wrong, failed or is at fault, where no source was found. Where the sentence itself names a verdict, a filed
charge or an official finding, it mostly keeps silent; one that stands elsewhere in the article may be overlooked. The kind of the
article does not matter. An accusation that rests on one source without a name, or on people neither named nor counted, is asked about
too.

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
    let mut findings = context.claims(ClaimKind::Allegation, "Says who? An accusation in our voice.");
    let claims = claim::unsupported(&context.article.sourcing.claims).filter(|claim| claim.kind == ClaimKind::Allegation);
    for (claim, finding) in claims.zip(&mut findings) {
        let Some(told) = claim.weak.and_then(|index| context.article.sourcing.attributions.get(index as usize)) else { continue };
        // On the source's own words, so that of the rules that ask after an unnamed source one speaks.
        if let Some(span) = told.source.as_ref().and_then(|source| source.spans.first()) {
            let message = "Is one unnamed source enough for this?";
            let words = claim.span.of(&context.article.prose.text);
            let reason = format!("“{words}”: no second source, document or finding found. Look for one, or cut it; and ask the accused.");
            *finding = Finding { weight: finding.weight, ..context.finding(*span, message, reason) };
        }
    }
    findings
}
