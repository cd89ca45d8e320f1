//! Reportedly, allegedly: hedges with nobody behind them.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::sourcing::vague::{self, Wording};

pub(super) static RULE: Rule = Rule {
    name: "vague-hedge",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Reportedly, allegedly, is said to: nobody behind it",
    documentation: "\
## What it flags

\"Reportedly\", \"allegedly\", \"is said to\", where neither the sentence nor its neighbours tell who reports or alleges. Silent where
a charge, a complaint, an arrest or the police stand in the article.

## Why it matters

A hedge passes a rumour on and keeps the reporter out of it; the law does not see it that way.

## Example

```text
The mayor reportedly sold the ferry to his brother.
```

## Instead

```text
The mayor sold the ferry to his brother, the Vellmouth Courier reported.
```
",
    options: &[RuleOption::confidence(0.6)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    let parse = article.parse();
    let in_court = (0..parse.tokens.len()).any(|at| parse.is_any(at, COURT));
    let mut found = Vec::new();
    for index in (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_body()) {
        let mut wordings = article.sourcing.own_words[index].wordings(&parse.sentences[index]);
        let Some(wording) = wordings.find(|wording| wording.wording == Wording::Hedge) else { continue };
        let alleged = parse.is_any(wording.tokens.start, &["allegedly"]) || wording.tokens.clone().any(|at| parse.is(at, "alleged"));
        let span = parse.span(wording.tokens);
        if (alleged && in_court) || vague::is_identified(&parse, &article.entities, &article.sourcing, index, Some(span)) {
            continue;
        }
        let reason = format!("“{}” does not tell who says so.", span.of(&article.prose.text));
        found.push(Finding { weight: 0.75, ..context.finding(span, "A hedge with nobody behind it.", reason) });
    }
    found
}

/// Words of a charge, complaint or arrest, behind which an accuser stands.
const COURT: &[&str] = &["police", "charged", "indicted", "arrested", "arrest", "lawsuit", "indictment", "prosecutors", "sued", "complaint", "affidavit"];

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_hedge_is_flagged_unless_a_charge_stands_in_the_article() {
        assert_eq!(found("vague-hedge", "The clerk allegedly sold the ferry."), ["allegedly"]);
        assert_eq!(found("vague-hedge", "The clerk is said to own the ferry."), ["is said to"]);
        assert!(found("vague-hedge", "The clerk allegedly sold the ferry. He was charged in May.").is_empty());
    }
}
