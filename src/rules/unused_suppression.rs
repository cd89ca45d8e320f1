//! A suppression that silences nothing hides the next finding in its place.

use super::{Basis, Rule};
use crate::finding::{Finding, Severity};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A comment or an [[allow]] entry silences nothing",
    documentation: "\
## What it flags

An `onrecord: allow` comment or an `[[allow]]` entry of `onrecord.toml` that silences no finding, and an entry for a file that is no
article here. Where its rule did not run, nothing is said of the others.

## Why it matters

The words it was written for are gone or mended. Left behind, it would silence the next finding in the same place, unseen.

## Example

```markdown
<!-- onrecord: allow placeholder (the desk knows) -->

The harbour cost 12 million crowns to dredge.
```

## Instead

```markdown
<!-- onrecord: allow placeholder (the desk knows) -->

The harbour cost TK million crowns to dredge.
```
",
    options: &[],
    off_for: &[],
    // What silenced nothing is known only when every other rule has run: `check` makes these findings.
    check: |_| Vec::new(),
};

/// The finding on a suppression of `rule` that silenced nothing, at `span` of the file it stands in.
pub(crate) fn finding(rule: &str, text: Option<&str>, span: Span) -> Finding {
    let reason = match text {
        Some(text) => format!("No finding of “{rule}” lies on the words “{text}”. Remove it, or mend the words."),
        None => format!("There is no finding of “{rule}” here. Remove it."),
    };
    Finding { rule: RULE.name.into(), span, weight: 1.0, message: "Is this still needed? It silences nothing.".to_string(), reason, related: Vec::new() }
}

/// The finding on an `[[allow]]` entry that fits no article, at `span` of the configuration.
pub(crate) fn of_no_file(path: &str, span: Span) -> Finding {
    let reason = format!("No article here fits “{path}”. Name it as it is called now, or take the entry out.");
    Finding { rule: RULE.name.into(), span, weight: 1.0, message: "Which article was this for?".to_string(), reason, related: Vec::new() }
}
