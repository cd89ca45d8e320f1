//! Names that the desk has promised, or was ordered, to keep out.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "protected-name",
    basis: Basis::Mechanical,
    severity: Severity::Error,
    summary: "A name that must not appear stands in the article",
    documentation: "\
## What it flags

A name of the list that `[protected]` in `onrecord.toml` names: in the copy, in a caption, in alternative text, in the front matter, in a comment or in the name
of the file. It is found in any case, with or without accents, with the family name first or last. The list holds hashes made with a key that lies elsewhere
(`onrecord protect add` makes both), so nobody can read the names from it. A finding never repeats the name, and whatever else was found in the article is held back
until it is gone, since that could quote it.

## Why it matters

A source was promised it, a complainant has a right to it, a court ordered it. Once it is out it cannot be taken back, and a comment or a file name is out too.

## Example

```protected
Ilse Brandt
```

```text
The clerk, Ilse Brandt, gave the paper the books of the ferry company.
```

## Instead

```protected
Ilse Brandt
```

```text
Somebody who has seen the books of the ferry company gave the paper a copy.
```
",
    options: &[],
    off_for: &[],
    check,
};

/// What is said: never the name.
const TITLE: &str = "May this name appear at all?";
const REASON: &str = "A protected name stands here. Take it out, of the file's name and its comments too; other findings are held back until then.";

fn check(context: &Context) -> Vec<Finding> {
    if context.protected.is_empty() {
        return Vec::new();
    }
    let article = context.article;
    // A span without bytes: no report can quote what stands there.
    let at = |start: usize| Span::new(start as u32, start as u32);
    let mut places: Vec<Span> = context.protected.find(&article.document.text).into_iter().map(|found| at(found.start)).collect();
    for found in context.protected.find(&article.prose.text) {
        let span = article.source(Span::new(found.start as u32, found.end as u32));
        places.push(Span::new(span.start, span.start));
    }
    let name = article.document.path.rsplit(['/', '\\']).next().unwrap_or_default();
    if !context.protected.find(name).is_empty() {
        places.push(at(0));
    }
    places.sort_unstable();
    places.dedup();
    let finding = |span| Finding { rule: context.rule.name.into(), span, weight: 1.0, message: TITLE.into(), reason: REASON.into(), related: Vec::new() };
    places.into_iter().map(finding).collect()
}

/// That the names of a list could not be looked for; `span` is where the configuration names it.
pub fn not_looked_for(fault: &str, span: Span) -> Finding {
    let reason = format!("Protected names were not looked for: {fault}. See `onrecord protect check`.");
    Finding { rule: RULE.name.into(), span, weight: 1.0, message: "Can the protected names be read?".into(), reason, related: Vec::new() }
}
