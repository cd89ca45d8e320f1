//! Spokespeople on the record, without their name.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::entity::EntityType;
use crate::sourcing::{Source, terms};

pub(super) static RULE: Rule = Rule {
    name: "unnamed-spokesperson",
    basis: Basis::Mechanical,
    severity: Severity::Information,
    summary: "A spokesperson on the record, nameless",
    documentation: "\
## What it flags

\"A ministry spokesperson said\": someone who speaks in public for a body, whose name is left out.

## Why it matters

As a rule nothing keeps the name back, and a named person can be held to what was said. Silent where the text says why it is kept back.

## Example

```text
A spokeswoman for the ministry said the ferry was safe.
```

## Instead

```text
Ana Belk, a spokeswoman for the ministry, said the ferry was safe.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut found: Vec<(String, Finding)> = Vec::new();
    for attribution in &context.article.sourcing.attributions {
        let Some(source) = attribution.source.as_ref().filter(|source| is_nameless(context, source)) else { continue };
        let Some(span) = source.spans.first().copied() else { continue };
        let words = span.of(&context.article.prose.text).to_lowercase();
        match found.iter_mut().find(|(known, _)| *known == words) {
            Some((_, finding)) => finding.related.push(context.related(span, "Here again.")),
            None => {
                let reason = format!("“{}”: no name found, and no reason for leaving it out. Give the name, or say why not, if that is safe.", span.of(&parse.prose.text));
                found.push((words, context.finding(span, "Can this spokesperson be named?", reason)));
            }
        }
    }
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn is_nameless(context: &Context, source: &Source) -> bool {
    let parse = context.article.parse();
    let entities = &context.article.entities;
    let head = source.head as usize;
    if !terms::is_spokesperson(&parse, head) || source.same_as.is_some() || terms::reason_after(&parse, source.first as usize..source.last as usize).is_some() || parse.quoted_at(head).is_some() || parse.is(source.first as usize, "the") {
        return false;
    }
    let person = |kind: EntityType| kind == EntityType::Person;
    // "Tom Hale, a spokesman" and "a spokesman for the port, Tom Hale": an apposition names them.
    let Some(own) = parse.sentences.get(parse.sentence_of(source.first as usize)).map(|sentence| sentence.tokens()) else { return false };
    let reach = (source.first as usize).saturating_sub(3).max(own.start)..(source.last as usize + 5).min(own.end);
    let mut beside = entities.mentions_in(reach).filter(|mention| mention.form.is_name());
    let named = beside.any(|mention| {
        let of_whom = (source.first..source.last).contains(&mention.first) && (source.head + 1..mention.first).any(|at| parse.is_any(at as usize, &["for", "of"]));
        entities.entities.get(mention.entity as usize).is_some_and(|entity| person(entity.kind)) && !of_whom
    });
    let resolved = source.entity.and_then(|id| entities.entities.get(id as usize)).is_some_and(|entity| person(entity.kind));
    !named && !resolved
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_nameless_spokesperson_is_one_finding() {
        let text = "A spokesman for the port said the ferry was safe. Later, a spokesman for the port said it had sunk.";
        assert_eq!(found("unnamed-spokesperson", text), ["A spokesman for the port"]);
    }

    #[test]
    fn a_name_that_is_kept_back_for_a_reason_is_not_asked_for() {
        let text = "A spokesman for the rebels, who asked not to be named because he feared arrest, said the town was theirs.";
        assert!(found("unnamed-spokesperson", text).is_empty());
    }
}
