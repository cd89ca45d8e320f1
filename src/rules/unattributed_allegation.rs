//! Accusations in the paper's own voice.

use super::{Basis, Context, Rule, RuleOption};
use crate::fairness;
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
article does not matter. An accusation that rests on people neither named nor counted is asked about too; one that rests on a
single unnamed person by `single-anonymous-source`.

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
    let parse = context.article.parse();
    let claims = claim::unsupported(&context.article.sourcing.claims).filter(|claim| claim.kind == ClaimKind::Allegation);
    let flat = context.claims(ClaimKind::Allegation, "Says who? An accusation in our voice.");
    let findings = claims.zip(flat).filter_map(|(claim, finding)| {
        let Some(told) = claim.weak.and_then(|index| context.article.sourcing.attributions.get(index as usize)) else { return Some(finding) };
        // One unnamed person is asked about by `single-anonymous-source`.
        if told.source.as_ref().is_some_and(|source| fairness::is_one_unnamed(&parse, source)) {
            return None;
        }
        // On the source's own words, so that of the rules that ask after an unnamed source one speaks.
        let Some(span) = told.source.as_ref().and_then(|source| source.spans.first()) else { return Some(finding) };
        let words = claim.span.of(&parse.prose.text);
        let reason = format!("“{words}”: no named source, document or finding found. Look for one, or cut it; and ask the accused.");
        Some(Finding { weight: finding.weight, ..context.finding(*span, "Who in particular makes this accusation?", reason) })
    });
    findings.collect()
}
