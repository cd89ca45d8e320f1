//! An accepted finding whose reason nobody has written.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unexplained-suppression",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A comment or an [[allow]] entry gives TK for a reason, or an empty one",
    documentation: "\
## What it flags

An `onrecord: allow` comment or an `[[allow]]` entry of `onrecord.toml` whose reason is empty or a mark of unfinished work, such as TK.
An editor writes TK there when somebody accepts a finding, for them to replace.

## Why it matters

Months later the reason is all that says whether the finding may still be accepted. \"An editor knows\" is one.

## Example

```markdown
<!-- onrecord: allow placeholder (TK) -->

The harbour cost TK million crowns to dredge.
```

## Instead

```markdown
<!-- onrecord: allow placeholder (the auditors publish the sum on Friday) -->

The harbour cost TK million crowns to dredge.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let comments = context.article.prose.suppressions.iter();
    comments.filter_map(|comment| finding(comment.reason.as_deref()?, comment.span)).collect()
}

/// The finding on a suppression whose reason is none, at `span` of the file it stands in.
pub(crate) fn finding(reason: &str, span: Span) -> Option<Finding> {
    let marks = ["", "tk", "tktk", "xx", "xxx", "todo", "tbd", "fixme", "reason"];
    let bare = reason.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    marks.contains(&bare.as_str()).then(|| {
        let words = if bare.is_empty() { "The reason is empty.".to_string() } else { format!("“{}” is no reason yet.", reason.trim()) };
        let reason = format!("{words} Write why this is accepted; “an editor knows” will do.");
        Finding { rule: RULE.name.into(), span, weight: 1.0, message: "Why is this accepted?".to_string(), reason, related: Vec::new() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something() {
        let asked = |reason: &str| finding(reason, Span::default()).is_some();
        assert!(["", " ", "TK", "tk.", "(TK)", "…", "-", "TODO"].into_iter().all(asked));
        assert!(!["an editor knows", "TK Maxx is a shop", "seen", "ok"].into_iter().any(asked));
    }
}
