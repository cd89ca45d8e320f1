//! Reporting verbs that tell readers what to think of what is said.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Act, Fairness, Tone};
use crate::sourcing::{Attribution, Quote};
use crate::syntax::Parse;

pub(super) static RULE: Rule = Rule {
    name: "loaded-reporting-verb",
    basis: Basis::Judgement,
    severity: Severity::Hint,
    summary: "A reporting verb tells readers what to think of what is said",
    documentation: "\
## What it flags

A verb that doubts what it reports (claimed, admitted, insisted), vouches for it (noted, pointed out, revealed) or turns up the heat (slammed,
blasted), where somebody's words follow. Each verb is asked about once in an article. Confessions in court, claims of responsibility and
everything inside quotation marks are left alone.

## Why it matters

\"Said\" takes no side. Another verb does, and readers of the other side notice.

## Example

```text
Marit Oru, the mayor, claimed that the ferry was safe.
```

## Instead

```text
Marit Oru, the mayor, said that the ferry was safe.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut first: Vec<(&str, Finding)> = Vec::new();
    for attribution in &context.article.sourcing.attributions {
        let Some((lemma, tone)) = loaded(&parse, attribution) else { continue };
        let Some(cue) = attribution.cue.as_ref() else { continue };
        let span = parse.tokens[cue.head as usize].span;
        if let Some((_, finding)) = first.iter_mut().find(|(known, _)| *known == lemma) {
            finding.related.push(context.related(span, "Here again."));
            continue;
        }
        let words = span.of(&parse.prose.text);
        let (title, reason) = match tone {
            Tone::Doubting => ("Do we doubt what is said here?", "sounds as if we did not believe it. Write “said”, or tell what speaks against it."),
            Tone::Endorsing => ("Do we vouch for this?", "takes what is said for true. Write “said”, unless we checked it."),
            _ => ("Is this our heat or theirs?", "tells readers how angry it was. Write “said” or “criticised”, and let the words speak."),
        };
        first.push((lemma, Finding { weight: 0.6, ..context.finding(span, title, format!("“{words}” {reason}")) }));
    }
    first.into_iter().map(|(_, finding)| finding).collect()
}

/// The lemma and tone of an attribution's verb, if it is of those that judge and reports somebody's words.
fn loaded<'a>(parse: &Parse<'a>, attribution: &Attribution) -> Option<(&'a str, Tone)> {
    let cue = attribution.cue.as_ref().filter(|cue| !cue.passive)?;
    let head = cue.head as usize;
    let verb = parse.reporting_verb(head).filter(|verb| verb.act == Act::Speech && verb.tone != Tone::Neutral)?;
    let fairness = Fairness::shipped();
    if !fairness.has("loaded", &verb.lemma) || !parse.tags[head].is_verb() || parse.quoted_at(head).is_some() || attribution.source.is_none() {
        return None;
    }
    let sentence = parse.sentences.get(attribution.sentence as usize)?.tokens();
    let says = |at: usize| parse.tags[at].is_finite();
    let clause = attribution.content.iter().any(|content| parse.tokens_over(*content).any(says));
    let reports = attribution.quote != Quote::Indirect || clause && verb.tone != Tone::Heated;
    let confesses = matches!(verb.lemma.as_str(), "admit" | "claim")
        && sentence.clone().any(|at| parse.quoted_at(at).is_none() && (fairness.has("confession", parse.word(at)) || parse.is(at, "responsibility")));
    let out = verb.lemma != "point" || parse.is(head + 1, "out") || parse.is(head + 1, "to");
    (reports && !confesses && out).then_some((verb.lemma.as_str(), verb.tone))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_verb_that_judges_is_asked_about_once() {
        let text = "Marit Oru, the mayor, claimed that the ferry was safe. Oru claimed that it was new. “It is a disgrace,” fumed Tom Hale, a baker. \
                    Ina Brook, an auditor, pointed out that the books were late. Brook revealed that the fund was empty.";
        assert_eq!(found("loaded-reporting-verb", text), ["claimed", "fumed", "pointed", "revealed"]);
    }

    #[test]
    fn a_deed_a_confession_and_a_plain_verb_are_not() {
        for text in [
            "The storm claimed two lives on Monday.",
            "Dan Holt admitted theft in court on Monday.",
            "Dan Holt was admitted to hospital.",
            "The group claimed responsibility for the fire.",
            "The museum revealed a statue.",
            "Marit Oru, the mayor, said that the ferry was safe.",
            "“He claimed that it was safe,” said Tom Hale, a baker.",
        ] {
            assert!(found("loaded-reporting-verb", text).is_empty(), "{text}");
        }
    }
}
