//! Claims laid to people who are neither named nor counted.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::vague::{self, Nobody, Wording};

pub(super) static RULE: Rule = Rule {
    name: "vague-attribution",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Critics, many, some: people neither named nor counted",
    documentation: "\
## What it flags

\"Critics say\", \"many believe\", \"it is understood\", \"was widely seen as\", \"is accused of\", where nobody among them is identified.

## Why it matters

People who are neither named nor counted cannot be asked again; the reader cannot tell a crowd from the reporter.

## Example

```text
Critics say the ferry was never safe.
```

## Instead

```text
Marit Oru, who leads the passengers' union, says the ferry was never safe.
```
",
    options: &[RuleOption::confidence(vague::LIKELY)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let finding = |nobody: &Nobody| {
        let words = nobody.span.of(&context.article.prose.text);
        let (message, reason) = match nobody.source {
            true => (super::which(words).unwrap_or("Who are they?".to_owned()), format!("“{words}”: who they are was not found. Name one, or say how many and where they said it.")),
            false => ("By whom?".to_owned(), format!("“{words}”: by whom was not found. Say who, as closely as is safe, or cut it.")),
        };
        Finding { weight: nobody.weight, ..context.finding(nobody.span, message, reason) }
    };
    vague::likeliest(&context.article.sourcing.nobody, Wording::Passive).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn nobody_in_particular_and_nobody_at_all() {
        assert_eq!(found("vague-attribution", "Many say the ferry was never safe."), ["Many"]);
        assert_eq!(found("vague-attribution", "The mayor is accused of selling the ferry."), ["is accused of"]);
        assert_eq!(found("vague-attribution", "The sale was widely seen as a mistake."), ["was widely seen as"]);
    }

    #[test]
    fn an_agent_is_somebody() {
        assert!(found("vague-attribution", "The mayor was accused by the auditor of selling the ferry.").is_empty());
    }
}
