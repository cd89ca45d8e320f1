//! A title that somebody no longer held, or did not hold yet, on the day of the article.

use super::{Basis, Context, Rule};
use crate::entity::EntityType;
use crate::finding::{Finding, Severity};
use crate::prose::date::Date;
use crate::reference::notebook::{Called, Known, Seen};
use crate::syntax::Parse;

/// Words behind a title that say that it is of another time.
const BEHIND: &[&str] = &["until", "till", "in", "from", "between", "when", "while", "before", "since", "during", "emeritus", "elect", "designate", "nominee", "("];

pub(super) static RULE: Rule = Rule {
    name: "stale-title",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A title that the notebook has for another time",
    documentation: "\
## What it flags

A title or role that the article gives somebody, which their record in the notebook has as ended before the day of the article. The article's day is that of its front matter, its dateline or its file's name; an article without one is left alone, and so is
\"former\", \"then\" and whatever says that it was so once. Nobody is meant by their name alone: the role has to be one of the record's, word for word.

## Why it matters

A title that somebody has left is the mistake that its owner's successor writes in about. Either the article is wrong or the record is.

## Example

```record
---
name: Marit Oru
roles:
  - role: harbour master
    from: 2023
    until: 2025-03-01
---
```

```markdown
---
date: 2025-05-03
---

Marit Oru, the harbour master, said on Saturday that the pier was unsafe.
```

## Instead

```record
---
name: Marit Oru
roles:
  - role: harbour master
    from: 2023
    until: 2025-03-01
---
```

```markdown
---
date: 2025-05-03
---

Marit Oru, the former harbour master, said on Saturday that the pier was unsafe.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let Some(day) = context.article.published() else { return Vec::new() };
    let parse = context.article.parse();
    let mut findings = Vec::new();
    for entity in context.article.entities.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        let Known::One(record) = context.notebook.of(context.article, entity, context.who, false) else { continue };
        let called = Seen::of(context.article, entity).called.into_iter().flatten().filter(|called| !called.former);
        let found = called.filter(|called| !record.no_card && !is_of_another_time(&parse, called, day)).find_map(|called| {
            let held = record.roles_at(Some(day)).any(|role| role.is_called(&called.words));
            let role = record.roles.iter().find(|role| role.is_called(&called.words)).filter(|_| !held)?;
            role.until.filter(|until| *until < day).map(|_| (called.span, role))
        });
        let Some((span, role)) = found else { continue };
        let title = span.of(&parse.prose.text);
        let reason = format!(
            "“{title}”: {} has it until {}, and the article is of {day}. Mend the title or the record.",
            record.shown, role.until_written
        );
        findings.push(context.finding(span, format!("Is {} still that?", record.name), reason));
    }
    findings
}

/// Whether the words behind a title, or a year in its sentence, say that it is of another time.
fn is_of_another_time(parse: &Parse, called: &Called, day: Date) -> bool {
    let sentence = &parse.sentences[parse.sentence_of(called.end.saturating_sub(1))];
    let behind = sentence.tokens().contains(&called.end) && parse.is_any(called.end, BEHIND);
    let earlier = sentence.tokens().any(|at| {
        let word = parse.word(at);
        let year = word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1500..day.year).contains(&year));
        year || parse.is_any(at, &["ago", "earlier", "once"])
    });
    behind || earlier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::notebook::{File, Notebook};
    use crate::rules::testing::found_in;
    use crate::text::{Document, Format};

    fn found(text: &str) -> Vec<String> {
        let record = "---\nname: Marit Oru\nroles:\n  - {role: harbour master, body: Vellmouth, from: 2023, until: 2025-03-01}\n  - {role: mayor, from: 2025-06}\n---\n";
        let file = File { path: "/n/people/oru.md".into(), shown: "people/oru.md".into(), text: record.into(), private: false };
        let notebook = Notebook::new(vec![file], false);
        found_in(RULE.name, Document::new("2025-05-03-ferry.txt", text, Format::Plain), &notebook)
    }

    #[test]
    fn a_title_of_another_time_is_asked_about() {
        for (text, title) in [
            ("Marit Oru, the harbour master, said on Saturday that the pier was unsafe.", "harbour master"),
            ("Marit Oru, harbour master of Vellmouth, said the pier was unsafe.", "harbour master of Vellmouth"),
            ("Harbour Master Marit Oru said the pier was unsafe.", "Harbour Master"),
            ("It was late when Marit Oru, the harbour master, spoke.", "harbour master"),
            ("The pier was closed by Marit Oru, the harbour master.", "harbour master"),
            ("Marit Oru, the harbour master, was ill on Saturday.", "harbour master"),
        ] {
            assert_eq!(found(text), [title], "{text}");
        }
        for text in [
            "Marit Oru, the former harbour master, said the pier was unsafe.",
            "Marit Oru, then harbour master, said the pier was unsafe.",
            "Marit Oru, harbour master until March, said the pier was unsafe.",
            "Marit Oru, who was harbour master, said the pier was unsafe.",
            "Former harbour master Marit Oru said the pier was unsafe.",
            "Ex-harbour master Marit Oru said the pier was unsafe.",
            "Marit Oru, the deputy harbour master, said the pier was unsafe.",
            "Marit Oru, the harbour master's widow, said the pier was unsafe.",
            "Marit Oru, the harbour master of Otherton, said the pier was unsafe.",
            "Marit Oru, the next harbour master, said the pier was unsafe.",
            "In 2024 Marit Oru, the harbour master, closed the pier.",
            "Two years ago Marit Oru, the harbour master, closed the pier.",
            "Marit Oru, a student, said the pier was unsafe.",
            "Marit Oru said the pier was unsafe.",
            "Ivor Oru, the harbour master, said the pier was unsafe.",
            "“Harbour Master Marit Oru is away,” the clerk said.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
