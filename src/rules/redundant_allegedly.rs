//! "Police said she allegedly stole": said and alleged at once.

use std::ops::Range;

use super::{Basis, Context, Rule};
use crate::fairness::{self, Standing};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Act, Class, Frames};
use crate::prose::Role;
use crate::sourcing::{Cue, SourceKind};
use crate::syntax::{Parse, Tag};

/// How far before "allegedly" the word stands that already says that it is alleged: "accused of allegedly stealing".
const REACH: usize = 10;

pub(super) static RULE: Rule = Rule {
    name: "redundant-allegedly",
    basis: Basis::Mechanical,
    severity: Severity::Hint,
    summary: "“Allegedly” where the sentence already says who alleges it",
    documentation: "\
## What it flags

\"Allegedly\" in a clause that a named source is said to say, or right behind \"accused of\", \"charged with\", \"suspected of\" or
\"on suspicion of\".

## Why it matters

Doubt told twice reads as if the paper did not believe the police either. Say who says it, once.

## Example

```text
Police said that Dan Holt allegedly took the cash box of the ferry.
```

## Instead

```text
Police said that Dan Holt took the cash box of the ferry.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let standing = context.standing;
    let mut findings = Vec::new();
    for index in fairness::sentences(&parse).filter(|index| parse.block_of(*index).role != Role::BlockQuote) {
        for at in parse.sentences[index].tokens().filter(|at| parse.is(*at, "allegedly") && parse.quoted_at(*at).is_none()) {
            let told = accused(&parse, at).map(str::to_owned).or_else(|| said(context, standing, index, at));
            let Some(told) = told else { continue };
            let reason = format!("“{told}” already says who alleges it. Cut “{}”.", parse.word(at));
            findings.push(context.finding(parse.tokens[at].span, "Is the second doubt needed?", reason));
        }
    }
    findings
}

/// Who is said to say the clause of "allegedly" at `at`, in the words of the text: its own clause, and not one inside it.
fn said(context: &Context, standing: &Standing, index: usize, at: usize) -> Option<String> {
    let parse = &context.article.parse();
    let sentence = parse.sentences[index].tokens();
    let span = parse.tokens[at].span;
    // "A plot Dan Holt allegedly planned": a noun right before the name is what the clause is told of.
    let subject = context.article.entities.mentions_in(at.saturating_sub(1)..at).find(|mention| mention.last as usize == at);
    let before = subject.and_then(|subject| (subject.first as usize).checked_sub(1)).or(at.checked_sub(2).filter(|_| parse.tags[at - 1] == Tag::Prp));
    let of_people = |at: usize| [Class::Title, Class::PersonNoun, Class::Kin, Class::Honorific, Class::ReportingVerb].iter().any(|class| parse.has(at, *class));
    let relative = before.is_some_and(|before| matches!(parse.tags[before], Tag::Nn | Tag::Nns) && !of_people(before));
    let plain = |mut tokens: Range<usize>| {
        // "Had allegedly hidden it": the verb of the clause itself.
        let own = |verb: usize| verb < at && verb + 3 > at;
        let clause = |at: usize| parse.tags[at].is_finite() && !own(at) || matches!(parse.tags[at], Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb);
        !relative && !tokens.any(clause)
    };
    // "Fighters allegedly linked to it", "killed allegedly by soldiers": there it is told of a noun, not of a clause.
    let next = parse.tags.get(at + 1).filter(|_| at + 1 < sentence.end)?;
    let clause = matches!(next, Tag::Vbd | Tag::Vbz | Tag::Vbp) || at > sentence.start && (parse.tags[at - 1].is_finite() || parse.is(at - 1, "been"));
    let telling = standing.telling(index).filter(|_| clause).find(|one| {
        let known = one.source.as_ref().is_some_and(|source| {
            let law = || (source.first as usize..source.last as usize).any(|at| parse.in_fairness(at, "law") || parse.has(at, Class::BodyNoun) || parse.is_any(at, &["officials", "lawyers"]));
            !matches!(source.kind, SourceKind::Vague | SourceKind::Anonymous) || law()
        });
        let Some(cue) = one.cue.as_ref().filter(|cue| known && !cue.passive && one.sentence as usize == index) else { return false };
        let source = one.source.as_ref().map_or(0..0, |source| source.first as usize..source.last as usize);
        let head = cue.head as usize;
        let (first, last) = (head.min(source.start), (head + 1).max(source.end));
        let direct = if at > head { last <= at && plain(last..at) } else { plain(sentence.start..at) && at < first };
        direct && says(parse, cue) && one.content.iter().any(|content| content.overlaps(span))
    })?;
    let source = telling.source.as_ref()?.spans.first()?.of(&parse.prose.text);
    let cue = telling.cue.as_ref()?.spans.first()?.of(&parse.prose.text);
    Some(if cue.ends_with("to") { format!("{cue} {source}") } else { format!("{source} {cue}") })
}

/// Whether a cue says that something is so: "said", "alleges", "according to".
fn says(parse: &Parse, cue: &Cue) -> bool {
    const ASKING: &[&str] = &["ask", "demand", "wonder", "question", "deny", "instruct", "order"];
    let known = parse.tokens.get(cue.head as usize).and_then(|token| token.entry.verb).map(|form| parse.lexicon.verb(form));
    let verb = known.filter(|verb| verb.act == Act::Speech && verb.frames.any(Frames::CLAUSE));
    verb.is_some_and(|verb| !ASKING.contains(&&*verb.lemma)) || cue.lemma.starts_with("accord")
}

/// "Accused of", "charged with" right before the word at `at`.
fn accused<'a>(parse: &Parse<'a>, at: usize) -> Option<&'a str> {
    let first = at.saturating_sub(REACH).max(parse.sentences.get(parse.sentence_of(at))?.first as usize);
    let lead = (first..at).rev().find(|before| {
        let of = parse.is_any(*before, &["accused", "suspected", "suspicion", "guilty", "convicted"]) && parse.is(*before + 1, "of");
        of || parse.is_any(*before, &["charged", "charges"]) && parse.is_any(*before + 1, &["with", "of"])
    })?;
    (lead + 2 == at).then(|| parse.span(lead..lead + 2).of(&parse.prose.text)).or_else(|| {
        // "Accuses the founder of allegedly inventing it", "charged Dan Holt with allegedly forging it".
        let verb = |words: &[&str]| (first..at - 1).rev().find(|at| parse.is_any(*at, words) && !parse.tags[*at].is_noun());
        let verb = match parse.word(at.checked_sub(1)?) {
            "of" => verb(&["accused", "accuses", "accuse", "accusing", "suspect", "suspects"]),
            "with" => verb(&["charged", "charge", "charges"]),
            _ => None,
        };
        verb.map(|verb| parse.tokens[verb].span.of(&parse.prose.text))
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn doubt_is_told_once() {
        let doubts = |text: &str| found("redundant-allegedly", text);
        let silent: Vec<&str> = [
            "Police said she allegedly stole the bell of Vellmouth church.",
            "Police said that she allegedly stole the bell of Vellmouth church.",
            "Prosecutors said that Dan Holt allegedly sold the bell to a dealer.",
            "According to the complaint, Dan Holt allegedly sold the bell.",
            "The lawsuit says Dan Holt allegedly sold the bell.",
            "Dan Holt is accused of allegedly stealing the bell.",
            "Dan Holt was accused of allegedly selling the bell.",
            "Dan Holt was charged with allegedly selling the bell.",
            "Dan Holt is suspected of allegedly selling the bell.",
            "Dan Holt was held on suspicion of allegedly stealing the bell.",
            "Two men face charges of allegedly stealing the bell.",
        ]
        .into_iter()
        .filter(|text| doubts(text) != ["allegedly"])
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
        for silent in [
            "Dan Holt allegedly stole the bell of Vellmouth church.",
            "Dan Holt, who allegedly stole the bell, said that the ferry was late.",
            "“Police said she allegedly stole the bell,” said Marit Oru, a baker.",
            "Police said that the ferry, which Dan Holt allegedly sold, was found in Skerry.",
            "Police said the ferry was gone and that Marit Oru had seen the van that Dan Holt allegedly used.",
            "Police say that they detained two fighters allegedly linked to the robbery.",
            "Police showed a film of two men killed allegedly by smugglers.",
            "Police charged Dan Holt with helping a group allegedly behind the robbery.",
            "She faces charges linked to the money that the family allegedly hid.",
            "Police said a plot Dan Holt allegedly planned was found out.",
            "Marit Oru, a baker, asked why Dan Holt allegedly sold the bell.",
            "“She allegedly stole it,” police said.",
            "Dan Holt was arrested and allegedly stole a bell in May.",
            "Some say Dan Holt allegedly stole the bell.",
            "Police ordered the ferry that Dan Holt allegedly used to stay.",
            "The bell was allegedly cast in Skerry.",
            "Dan Holt allegedly told Marit Oru that the bell was his.",
            "Dan Holt is accused of stealing the bell, which was allegedly cast in Skerry.",
        ] {
            assert!(doubts(silent).is_empty(), "{silent}");
        }
    }
}
