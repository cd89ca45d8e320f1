//! Experts, studies, polls and reports of which none is named.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::vague::{self, Nobody, Wording};

pub(super) static RULE: Rule = Rule {
    name: "vague-authority",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Experts, studies, polls: none of them named",
    documentation: "\
## What it flags

\"Experts say\", \"studies show\", \"polls suggest\", \"media reports\", where none of them is named.

## Why it matters

Authority that cannot be looked up is only a tone of voice.

## Example

```text
Experts say the bridge is too weak for lorries.
```

## Instead

```text
Marit Oru, who teaches engineering in Vellmouth, says the bridge is too weak for lorries.
```
",
    options: &[RuleOption::confidence(0.6)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    let nobody = vague::unidentified(&article.parse(), &article.entities, &article.sourcing, Wording::Authority).into_iter();
    let finding = |Nobody { span, weight }| {
        let reason = format!("“{}” names none that could be looked up.", span.of(&article.prose.text));
        let weight = weight.map_or(0.65, |weight| 0.45 + 0.45 * weight);
        Finding { weight, ..context.finding(span, "An authority that is not named.", reason) }
    };
    nobody.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn unnamed_authorities_are_flagged_and_crowds_are_not() {
        assert_eq!(found("vague-authority", "Studies show that the ferry is late."), ["Studies"]);
        assert!(found("vague-authority", "Critics say that the ferry is late.").is_empty());
    }
}
