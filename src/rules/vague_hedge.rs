//! Reportedly, allegedly: hedges with nobody behind them.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::vague::{self, Nobody, Wording};

pub(super) static RULE: Rule = Rule {
    name: "vague-hedge",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Reportedly, allegedly, is said to: nobody behind it",
    documentation: "\
## What it flags

\"Reportedly\", \"allegedly\", \"is said to\", where who reports or alleges was not found in the sentence or its neighbours. Where a charge, a
complaint, an arrest or the police stand in the article it is mostly silent, but not always.

## Why it matters

A hedge passes a rumour on and keeps the reporter out of it; the law does not see it that way.

## Example

```text
The mayor reportedly sold the ferry to his brother.
```

## Instead

```text
The mayor sold the ferry to his brother, the Vellmouth Courier reported.
```
",
    options: &[RuleOption::confidence(vague::LIKELY)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let finding = |nobody: &Nobody| {
        let reason = format!("“{}”: who says so was not found. Say who, as closely as is safe, or cut it.", nobody.span.of(&context.article.prose.text));
        Finding { weight: nobody.weight, ..context.finding(nobody.span, "Who reports or alleges this?", reason) }
    };
    vague::likeliest(&context.article.sourcing.nobody, Wording::Hedge).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_hedge_is_flagged_unless_a_charge_stands_in_the_article() {
        assert_eq!(found("vague-hedge", "The clerk allegedly sold the ferry."), ["allegedly"]);
        assert_eq!(found("vague-hedge", "The clerk is said to own the ferry."), ["is said to"]);
        assert!(found("vague-hedge", "The clerk allegedly sold the ferry. He was charged in May.").is_empty());
    }
}
