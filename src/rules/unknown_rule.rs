//! A comment that names a rule nobody knows silences nothing, and its writer believes it does.

use super::{Basis, Context, Rule, nearest};
use crate::finding::{Finding, Severity};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unknown-rule",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A comment or the configuration names a rule that does not exist",
    documentation: "\
## What it flags

A rule's name that no rule has: in an `onrecord:` comment (or one that cannot be read), under `[rules]` or in an `[[allow]]` entry of `onrecord.toml`.

## Why it matters

A misspelt name silences nothing and sets nothing, while its writer believes that it does.

## Example

```markdown
<!-- onrecord: allow place-holder (the desk knows) -->

The harbour cost TK million crowns to dredge.
```

## Instead

```markdown
<!-- onrecord: allow placeholder (the desk knows) -->

The harbour cost TK million crowns to dredge.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let comments = context.article.prose.suppressions.iter();
    let wrong = comments.filter(|comment| super::find(&comment.rule).is_none() && !context.own.contains(&comment.rule.as_str()));
    wrong
        .map(|comment| match &comment.error {
            Some(error) => {
                let message = "What should this comment silence?".to_string();
                Finding { message, reason: error.clone(), ..finding("", comment.rule_span) }
            }
            None => finding(&comment.rule, comment.rule_span),
        })
        .collect()
}

/// The finding on a rule's `name` that no rule has, at `span` of the file it stands in.
pub(crate) fn finding(name: &str, span: Span) -> Finding {
    let reason = match nearest(name) {
        Some(right) => format!("“{name}” is not a rule; did you mean “{right}”?"),
        None => format!("“{name}” is not a rule. Mend the name; `onrecord rule` lists them all."),
    };
    Finding { rule: RULE.name.into(), span, weight: 1.0, message: "Which rule is meant here?".to_string(), reason, related: Vec::new() }
}
