//! Experts, studies, polls and reports of which none is named.

use rustc_hash::FxHashSet;

use super::{Basis, Context, OptionValue, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::SourceKind;
use crate::sourcing::vague::{self, Wording};

pub(super) static RULE: Rule = Rule {
    name: "vague-authority",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Experts, studies, polls: none of them named",
    documentation: "\
## What it flags

\"Experts say\", \"studies show\", \"polls suggest\", \"media reports\", where none of them is named.

## Why it matters

Authority that cannot be looked up is only a tone of voice.

## Example

```text
Experts say the bridge is too weak for lorries.
```

## Instead

```text
Marit Oru, who teaches engineering in Vellmouth, says the bridge is too weak for lorries.
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
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for attribution in &article.sourcing.attributions {
        let Some(source) = attribution.source.as_ref().filter(|source| source.kind == SourceKind::Vague) else { continue };
        let (head, sentence) = (source.head as usize, parse.sentence_of(source.head as usize));
        let Some(span) = source.spans.first().copied() else { continue };
        if !vague::is_authority(&parse, source.first as usize..source.last as usize, head)
            || parse.quoted_at(head).is_some()
            || vague::is_identified(&parse, &article.entities, &article.sourcing, sentence, None)
            || found.last().is_some_and(|(last, _)| *last == sentence)
        {
            continue;
        }
        let reason = format!("“{}” names none that could be looked up.", span.of(&article.prose.text));
        let finding = context.finding(span, "An authority that is not named.", reason);
        found.push((sentence, Finding { weight: 0.45 + 0.45 * attribution.weight, ..finding }));
    }
    let taken: FxHashSet<usize> = found.iter().map(|(sentence, _)| *sentence).collect();
    for index in (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_body()) {
        let mut wordings = article.sourcing.own_words[index].wordings(&parse.sentences[index]);
        let Some(wording) = wordings.find(|wording| wording.wording == Wording::Authority) else { continue };
        let span = parse.span(wording.tokens);
        let identified = vague::is_identified(&parse, &article.entities, &article.sourcing, index, Some(span));
        if !identified && !taken.contains(&index) {
            let reason = format!("“{}” names none that could be looked up.", span.of(&article.prose.text));
            let finding = context.finding(span, "An authority that is not named.", reason);
            found.push((index, Finding { weight: 0.65, ..finding }));
        }
    }
    found.into_iter().map(|(_, finding)| finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn unnamed_authorities_are_flagged_and_crowds_are_not() {
        assert_eq!(found("vague-authority", "Studies show that the ferry is late."), ["Studies"]);
        assert!(found("vague-authority", "Critics say that the ferry is late.").is_empty());
    }
}
