//! Claims laid to nobody in particular.

use rustc_hash::FxHashSet;

use super::{Basis, Context, OptionValue, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::vague::{self, Wording};
use crate::sourcing::SourceKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "vague-attribution",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Critics, many, some: nobody in particular",
    documentation: "\
## What it flags

\"Critics say\", \"many believe\", \"it is understood\", \"was widely seen as\", \"is accused of\", where nobody among them is identified.

## Why it matters

Nobody in particular cannot be asked again; the reader cannot tell a crowd from the reporter.

## Example

```text
Critics say the ferry was never safe.
```

## Instead

```text
Marit Oru, who leads the passengers' union, says the ferry was never safe.
```
",
    options: &[RuleOption {
        name: "confidence",
        default: OptionValue::Number(0.6),
        meaning: "How sure a finding must be to be more than a hint, 0 to 1.",
    }],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    let parse = article.parse();
    let sourcing = &article.sourcing;
    let identified = |sentence: usize, words: Option<Span>| vague::is_identified(&parse, &article.entities, sourcing, sentence, words);
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for attribution in &sourcing.attributions {
        let Some(source) = attribution.source.as_ref().filter(|source| source.kind == SourceKind::Vague) else { continue };
        let (head, sentence) = (source.head as usize, parse.sentence_of(source.head as usize));
        let Some(span) = source.spans.first().copied() else { continue };
        let ours = !vague::is_authority(&parse, source.first as usize..source.last as usize, head);
        if ours && vague::speaks(&parse, attribution, head) && parse.quoted_at(head).is_none() && !identified(sentence, None) && found.last().is_none_or(|(last, _)| *last != sentence) {
            let reason = format!("“{}” is nobody in particular.", span.of(&article.prose.text));
            let finding = context.finding(span, "Nobody in particular is the source.", reason);
            found.push((sentence, Finding { weight: 0.45 + 0.45 * attribution.weight, ..finding }));
        }
    }
    let taken: FxHashSet<usize> = found.iter().map(|(sentence, _)| *sentence).collect();
    for index in (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_body()) {
        let mut wordings = article.sourcing.own_words[index].wordings(&parse.sentences[index]);
        let Some(wording) = wordings.find(|wording| wording.wording == Wording::Passive) else { continue };
        let span = parse.span(wording.tokens.clone());
        if !identified(index, Some(span)) && !taken.contains(&index) {
            let reason = format!("“{}” does not tell by whom.", span.of(&article.prose.text));
            let finding = context.finding(span, "Nobody is named who says so.", reason);
            found.push((index, Finding { weight: 0.7, ..finding }));
        }
    }
    found.into_iter().map(|(_, finding)| finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn nobody_in_particular_and_nobody_at_all() {
        assert_eq!(found("vague-attribution", "Many say the ferry was never safe."), ["Many"]);
        assert_eq!(found("vague-attribution", "The mayor is accused of selling the ferry."), ["is accused of"]);
        assert_eq!(found("vague-attribution", "The sale was widely seen as a mistake."), ["was widely seen as"]);
    }

    #[test]
    fn an_agent_is_somebody() {
        assert!(found("vague-attribution", "The mayor was accused by the auditor of selling the ferry.").is_empty());
    }
}
