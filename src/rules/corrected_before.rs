//! A spelling or a figure that was published before, and corrected.

use super::{Basis, Context, Rule};
use crate::entity::{Entity, Mention};
use crate::finding::{Finding, Severity};
use crate::reference::corrections::{Correction, Corrections, about, figures};
use crate::reference::notebook::is_spelled;
use crate::text::Span;

/// Places with the same spelling that are told with the first.
const MOST_RELATED: usize = 8;

pub(super) static RULE: Rule = Rule {
    name: "corrected-before",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A spelling or figure that was corrected before",
    documentation: "\
## What it flags

A name that is spelled as an article of the archive had it before its correction note, and a figure that such a note replaced, where at least two words of the note stand beside it. A note counts where it gives both, what is right and what was wrong: \"The name is Marit Oru, not
Maret Oru.\" Notes stand in the article, or in its front matter under `correction`. A name that the notebook has as it is spelled here is right.

## Why it matters

A mistake that comes again tells its owner that the correction was not read. It comes again by copying from the old article.

## Example

```archive
The ferry is red.

Correction: The name of the harbour master is Marit Oru, not Maret Oru.
```

```text
Maret Oru, the harbour master, said on Monday that the pier was unsafe.
```

## Instead

```archive
The ferry is red.

Correction: The name of the harbour master is Marit Oru, not Maret Oru.
```

```text
Marit Oru, the harbour master, said on Monday that the pier was unsafe.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let corrections = (context.corrections)();
    if corrections.is_empty() {
        return Vec::new();
    }
    let entities = &context.article.entities.entities;
    let mut findings: Vec<Finding> = entities.iter().flat_map(|entity| misspelled(context, &corrections, entity)).collect();
    let parse = context.article.parse();
    for (index, sentence) in parse.sentences.iter().enumerate() {
        let text = sentence.span.of(&parse.prose.text);
        if !parse.block_of(index).role.is_article() || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let mut beside = None;
        for figure in figures(text) {
            let beside = beside.get_or_insert_with(|| about(text));
            if let Some(correction) = corrections.of_figure(&text[figure.clone()], beside) {
                let span = Span::new(sentence.span.start + figure.start as u32, sentence.span.start + figure.end as u32);
                findings.push(finding(context, span, correction));
            }
        }
    }
    findings
}

/// For each spelling of an entity's name that was corrected, its first place.
fn misspelled(context: &Context, corrections: &Corrections, entity: &Entity) -> Vec<Finding> {
    let text = &context.article.prose.text;
    let mut found: Vec<(&Mention, Finding)> = Vec::new();
    let parse = context.article.parse();
    // A note of correction repeats what was wrong.
    let is_copy = |mention: &&Mention| parse.block_of(parse.sentence_of(mention.first as usize)).role.is_article();
    for mention in context.article.entities.mentions_of(entity.id).filter(|mention| mention.form.is_name()).filter(is_copy) {
        let name = mention.span.of(text);
        if let Some((_, first)) = found.iter_mut().find(|(first, _)| first.span.of(text) == name) {
            if first.related.len() < MOST_RELATED {
                first.related.push(context.related(mention.span, "here too"));
            }
            continue;
        }
        let is_known = context.notebook.named(name).iter().any(|record| !record.private && record.names().any(|own| is_spelled(own, name)));
        if let Some(correction) = correction_of(corrections, entity, name).filter(|_| !is_known) {
            found.push((mention, finding(context, mention.span, correction)));
        }
    }
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// The correction of a whole name, or of a surname where the note has the other words of the name too.
fn correction_of<'a>(corrections: &'a Corrections, entity: &Entity, name: &str) -> Option<&'a Correction> {
    corrections.of_spelling(name).filter(|_| name.contains(' ') || entity.name == name).or_else(|| {
        let (given, family) = entity.name.rsplit_once(' ')?;
        let last = name.rsplit(' ').next().filter(|last| *last == family)?;
        corrections.of_spelling(last).filter(|one| one.is_about(given))
    })
}

fn finding(context: &Context, span: Span, correction: &Correction) -> Finding {
    let wrong = span.of(&context.article.prose.text);
    let day = correction.day.map(|day| format!(" of {day}")).unwrap_or_default();
    let reason = format!("“{wrong}” was corrected to “{}” in {}{day}. If this is another case, say so with `onrecord: allow`.", correction.right, correction.shown);
    context.finding(span, "Corrected before: is it right now?", reason)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::prose::date::Date;
    use crate::reference::corrections::of_note;
    use crate::reference::notebook::{File, Notebook};
    use crate::rules::testing::{Beside, found_beside};
    use crate::text::{Document, Format};

    fn found(note: &str, record: &str, text: &str) -> Vec<String> {
        let notes = of_note(note, std::path::Path::new("/n/old/a.md"), "old/a.md", Date::new(2025, 5, 3));
        let file = File { path: "/n/people/oru.md".into(), shown: "people/oru.md".into(), text: record.into(), private: false };
        let notebook = Notebook::new(vec![file], false);
        let beside = Beside { notebook: &notebook, corrections: Arc::new(Corrections::new(notes)) };
        found_beside(RULE.name, Document::new("a.txt", text, Format::Plain), beside)
    }

    #[test]
    fn a_corrected_spelling_is_asked_about_once() {
        let note = "Correction: The harbour master is Marit Oru, not Maret Oru.";
        let text = "Vellmouth\n\nMaret Oru, the harbour master, spoke on Monday. Oru left. “Maret Oru is late,” said Ivor Holt.";
        assert_eq!(found(note, "", text), ["Maret Oru"]);
        assert_eq!(found(note, "", &text.replace("Maret", "Marit")), [""; 0]);
        assert_eq!(found(note, "---\nname: Maret Oru\n---\n", text), [""; 0]);
        let surname = "Correction: An earlier version misspelled Marit Oru’s name. The surname is Oru, not Orru.";
        assert_eq!(found(surname, "", "Vellmouth\n\nMarit Orru, the harbour master, spoke on Monday."), ["Marit Orru"]);
        assert_eq!(found(surname, "", "Vellmouth\n\nJonas Orru, a baker, spoke on Monday."), [""; 0]);
    }

    #[test]
    fn a_corrected_figure_is_asked_about_beside_the_same_words() {
        let note = "Correction: The grant to the harbour board is £40,000, not £45,000.";
        assert_eq!(found(note, "", "Vellmouth\n\nThe harbour board has a grant of £45,000, Marit Oru said."), ["£45,000"]);
        assert_eq!(found(note, "", "Vellmouth\n\nThe harbour board has a grant of £40,000, Marit Oru said."), [""; 0]);
        assert_eq!(found(note, "", "Vellmouth\n\nThe car cost £45,000, Marit Oru said."), [""; 0]);
    }
}
