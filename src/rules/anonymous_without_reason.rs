//! Unnamed sources, and no word on why they are unnamed.

use rustc_hash::FxHashSet;

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::{SourceKind, terms};

pub(super) static RULE: Rule = Rule {
    name: "anonymous-without-reason",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Why a source is not named is never said",
    documentation: "\
## What it flags

An unnamed but described source where the article never says why the name is kept back. Several such sources are one finding.

## Why it matters

Anonymity is a favour granted for a reason; readers judge the source by that reason.

## Example

```text
A senior official at the ministry said the ferry had failed two inspections.
```

## Instead

```text
A senior official at the ministry, who was not authorised to speak publicly, said the ferry had failed two inspections.
```
",
    options: &[RuleOption::confidence(0.6)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let attributions = &context.article.sourcing.attributions;
    let explained: FxHashSet<u32> = attributions
        .iter()
        .filter_map(|attribution| attribution.source.as_ref())
        .filter(|source| source.reason.is_some())
        .filter_map(|source| source.same_as)
        .collect();
    let mut finding: Option<Finding> = None;
    for (index, attribution) in attributions.iter().enumerate() {
        let Some(source) = &attribution.source else { continue };
        let unnamed = source.kind == SourceKind::Anonymous && source.described && source.same_as.is_none() && source.reason.is_none();
        let head = source.head as usize;
        if !unnamed
            || !terms::is_confidential(&parse, source.first as usize..source.last as usize, head)
            || parse.quoted_at(head).is_some()
            || explained.contains(&(index as u32))
            || reason_follows(context, attribution.sentence as usize)
        {
            continue;
        }
        let Some(span) = source.spans.first().copied() else { continue };
        match &mut finding {
            Some(finding) => finding.related.push(context.related(span, "This one too.")),
            None => {
                let words = span.of(&parse.prose.text);
                let reason = format!("“{words}”: tell readers why, if that is safe. If not, note that an editor knows.");
                let found = context.finding(span, "Why is this source not named?", reason);
                finding = Some(Finding { weight: 0.45 + 0.4 * attribution.weight, ..found });
            }
        }
    }
    finding.into_iter().collect()
}

/// Whether a reason stands in the sentence or the next two.
fn reason_follows(context: &Context, sentence: usize) -> bool {
    let parse = context.article.parse();
    parse.sentences.iter().skip(sentence).take(3).any(|sentence| terms::reason_in(&parse, sentence.tokens()).is_some())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn several_sources_are_one_finding() {
        let text = "A senior official at the ministry said the ferry failed. Two advisers to the mayor said it sank.";
        assert_eq!(found("anonymous-without-reason", text).len(), 1);
    }

    #[test]
    fn a_reason_in_the_next_sentence_is_enough() {
        let text = "A senior official at the ministry said the ferry failed. She spoke on condition of anonymity because the talks go on.";
        assert!(found("anonymous-without-reason", text).is_empty());
    }
}
