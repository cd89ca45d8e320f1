//! A title that somebody no longer held, or did not hold yet, on the day of the article.

use super::{Basis, Context, Rule};
use crate::entity::EntityType;
use crate::finding::{Finding, Severity};
use crate::reference::notebook::{Known, roles_in};
use crate::syntax::Parse;
use crate::text::Span;

/// Words shortly before a title that say that it is of another time, and behind it.
const BEFORE: &[&str] = &[
    "former", "formerly", "then", "ex", "late", "past", "previous", "previously", "outgoing", "incoming", "onetime", "retired", "ousted", "future", "was",
    "were", "been", "became", "served", "as",
];
const BEHIND: &[&str] = &["until", "elect", "designate", "from", "since"];
/// How far they stand from it, in bytes.
const NEAR: u32 = 30;

pub(super) static RULE: Rule = Rule {
    name: "stale-title",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A title that the notebook has for another time",
    documentation: "\
## What it flags

A title or role that the article gives somebody, which their record in the notebook has as ended before the day of the article, or as beginning
after it. The article's day is that of its front matter, its dateline or its file's name; an article without one is left alone, and so is
\"former\", \"then\" and whatever says that it was so once. Nobody is meant by their name alone: the role has to be one of the record's.

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
        let Known::One { record, by_role: true } = context.notebook.of(context.article, entity, context.who, false) else { continue };
        for (words, span) in roles_in(context.article, entity) {
            let is_other_time = record.roles_at(Some(day)).any(|role| role.is_called(&words)) || is_of_another_time(&parse, span);
            let Some(role) = record.roles.iter().find(|role| role.is_called(&words)).filter(|_| !is_other_time) else { continue };
            let held = match (role.until.filter(|until| *until < day), role.from) {
                (Some(_), _) => format!("until {}", role.until_written),
                (None, Some(_)) => format!("since {}", role.from_written),
                (None, None) => continue,
            };
            let title = span.of(&parse.prose.text);
            let reason = format!("“{title}”: {} has it {held}, and the article is of {day}. Mend the title or the record.", record.shown);
            findings.push(context.finding(span, format!("Is {} still that?", record.name), reason));
            break;
        }
    }
    findings
}

/// Whether the words around a title say that somebody was it once, or will be.
fn is_of_another_time(parse: &Parse, title: Span) -> bool {
    let sentence = parse.sentences.iter().find(|sentence| sentence.span.start <= title.start && title.end <= sentence.span.end);
    sentence.is_some_and(|sentence| {
        sentence.tokens().any(|at| {
            let (token, word) = (parse.tokens[at].span, parse.word(at).to_lowercase());
            let before = token.start < title.end && token.end + NEAR >= title.start;
            let behind = token.start >= title.end && token.start <= title.end + NEAR / 2;
            before && (BEFORE.contains(&word.as_str()) || word.starts_with("ex-")) || behind && BEHIND.contains(&word.as_str())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::reference::notebook::{File, Notebook};
    use crate::rules::Kind;
    use crate::text::{Document, Format};

    fn found(text: &str) -> Vec<String> {
        let record = "---\nname: Marit Oru\nroles:\n  - {role: harbour master, body: Vellmouth, from: 2023, until: 2025-03-01}\n  - {role: mayor, from: 2025-06}\n---\n";
        let file = File { path: "/n/people/oru.md".into(), shown: "people/oru.md".into(), text: record.into(), private: false };
        let notebook = Notebook::new(vec![file], false);
        let article = Article::analyze(Document::new("2025-05-03-ferry.txt", text, Format::Plain), Lexicon::shipped(), None);
        let context = Context {
            article: &article,
            kind: Kind::News,
            well_known: &[],
            notebook: &notebook,
            who: &[],
            outlet: "",
            options: &[],
            own: &[],
            rule: &RULE,
        };
        check(&context).iter().map(|finding| finding.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_title_of_another_time_is_asked_about() {
        for (text, title) in [
            ("Marit Oru, the harbour master, said on Saturday that the pier was unsafe.", "harbour master"),
            ("Marit Oru, harbour master of Vellmouth, said the pier was unsafe.", "harbour master of Vellmouth"),
            ("Harbour Master Marit Oru said the pier was unsafe.", "Harbour Master"),
            ("Marit Oru, the mayor, said the pier was unsafe.", "mayor"),
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
            "Marit Oru, a student, said the pier was unsafe.",
            "Marit Oru said the pier was unsafe.",
            "Ivor Oru, the harbour master, said the pier was unsafe.",
            "“Harbour Master Marit Oru is away,” the clerk said.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
