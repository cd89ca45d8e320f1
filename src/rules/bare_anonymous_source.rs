//! Unnamed sources of whom nothing is told.

use super::{Basis, Context, Rule, RuleOption};
use crate::entity::introduction;
use crate::finding::{Finding, Severity};
use crate::lexicon::Act;
use crate::sourcing::{Attribution, Quote, Source, SourceKind, terms};
use crate::syntax::Tag;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "bare-anonymous-source",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "An unnamed source with no description",
    documentation: "\
## What it flags

\"A source\", \"officials said\", \"insiders\": unnamed, and not a word on rank, place or how they know. A source described before and
recognisably the same is left alone, and so is everything inside quotation marks.

## Why it matters

A reader who may not know the name should learn why this person can know, as closely as is safe. A description can lead to somebody,
the closer the smaller the group: where that could harm them, accept the finding; that an editor knows is an answer.

## Example

```text
Sources said on Tuesday that the harbour would be closed for a month.
```

## Instead

```text
Several people who work on the ferries said on Tuesday that the harbour would be closed for a month.
```
",
    options: &[RuleOption::confidence(0.6)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut first: Vec<(String, Finding)> = Vec::new();
    for attribution in &context.article.sourcing.attributions {
        let Some(source) = attribution.source.as_ref().filter(|source| is_bare(context, source) && speaks(context, attribution)) else { continue };
        let Some(span) = source.spans.first().copied() else { continue };
        let noun = parse.word(source.head as usize).to_lowercase();
        match first.iter_mut().find(|(known, _)| *known == noun) {
            Some((_, finding)) => finding.related.push(context.related(span, "Here again.")),
            None => {
                let words = span.of(&context.article.prose.text);
                let several = matches!(parse.tags[source.head as usize], Tag::Nns | Tag::Nnps);
                let (title, reason) = match several {
                    true => ("How do these sources know?", format!("“{words}”: how many, and in a position to know what? Say as much as is safe for them.")),
                    false => ("How does this source know?", format!("“{words}”: in a position to know what? Say as much as is safe for them.")),
                };
                let finding = context.finding(span, title, reason);
                first.push((noun, Finding { weight: 0.5 + 0.4 * attribution.weight, ..finding }));
            }
        }
    }
    first.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether the source says something, rather than finds, does or sends it.
fn speaks(context: &Context, attribution: &Attribution) -> bool {
    let parse = context.article.parse();
    let Some(cue) = &attribution.cue else { return true };
    let head = cue.head as usize;
    let said = parse.reporting_verb(head).map_or(!parse.tags[head].is_verb(), |verb| verb.act == Act::Speech);
    // "A clerk e-mailed the mayor the list" hands something over. The tagger takes a past for a participle behind a name.
    let verb = |at: usize| parse.tags[at].is_finite() || parse.tags[at] == Tag::Vbn && at > head + 2 && parse.tags[at - 1].is_proper();
    let clause = |span: &Span| (parse.token_from(span.start)..parse.token_from(span.end)).any(verb);
    let verbless = attribution.quote == Quote::Indirect && !attribution.content.iter().any(clause);
    said && !(verbless && parse.tags.get(head + 1).is_some_and(|next| next.is_proper()))
}

fn is_bare(context: &Context, source: &Source) -> bool {
    let parse = context.article.parse();
    terms::is_confidential(&parse, source.first as usize..source.last as usize, source.head as usize)
        && source.kind == SourceKind::Anonymous
        && !source.described
        // "The official" goes back to one who was described, whether or not that one was found.
        && !parse.is_any(source.first as usize, &["the", "these", "those"])
        && source.reason.is_none()
        && source.same_as.is_none()
        && parse.quoted_at(source.head as usize).is_none()
        && !introduction::is_above_body(&parse, source.head as usize)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn one_finding_for_the_same_bare_noun() {
        let text = "Officials said the ferry was late. On Friday, officials said it had sunk.";
        assert_eq!(found("bare-anonymous-source", text), ["Officials"]);
    }

    #[test]
    fn a_description_or_a_quotation_is_silence() {
        for text in [
            "A senior official at the ministry said the ferry was late.",
            "Marit Oru said: \"Officials said the ferry was late.\"",
            "A ministry spokesman said the ferry was late.",
            "A clerk emailed Marit Oru the list of passengers on Friday.",
        ] {
            assert!(found("bare-anonymous-source", text).is_empty(), "{text}");
        }
    }
}
