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
    options: &[RuleOption::confidence(vague::LIKELY)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let finding = |nobody: &Nobody| {
        let words = nobody.span.of(&context.article.prose.text);
        let title = super::which(words).unwrap_or("Whose authority is this?".to_owned());
        let reason = format!("“{words}”: none found that a reader could look up. Name one, or say how many and where.");
        Finding { weight: nobody.weight, ..context.finding(nobody.span, title, reason) }
    };
    vague::likeliest(&context.article.sourcing.nobody, Wording::Authority).map(finding).collect()
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
