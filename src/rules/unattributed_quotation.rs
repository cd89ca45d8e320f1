//! Quotations whose speaker is nowhere near.

use super::{Basis, Context, Rule, RuleOption};
use crate::finding::{Finding, Severity};
use crate::lexicon::Act;
use crate::prose::Role;
use crate::sourcing::QuotationKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-quotation",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "A quotation whose speaker is nowhere near",
    documentation: "\
## What it flags

A quoted sentence with no speaker in its own paragraph, the one before or the one after. Scare quotes, titles, nicknames and a run of
quotations by one speaker are left alone. A block quotation is flagged where neither it nor a paragraph next to it tells of a speaker; a pull
quote repeats the article's own words and is not.

## Why it matters

Words in quotation marks are somebody's; the reader must not have to guess whose.

## Example

```text
The ferry left on Tuesday. \"The town will regret this decision for years to come.\" It has not been seen since.
```

## Instead

```text
The ferry left on Tuesday. \"The town will regret this decision for years to come,\" said Marit Oru, the harbour master.
```
",
    options: &[RuleOption::confidence(0.6)],
    off_for: &[],
    check,
};

/// What stands in a block of its own may be a document that the page shows: no more than information.
const BLOCK: f32 = 0.65;

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    let parse = article.parse();
    let sourcing = &article.sourcing;
    let speaking = speaking_blocks(context);
    let mut found = Vec::new();
    let mut last_attributed: Option<u32> = None;
    for quotation in &sourcing.quotations {
        let first = parse.token_from(quotation.span.start);
        let sentence = parse.sentence_of(first);
        let Some(block) = parse.sentences.get(sentence).map(|sentence| sentence.block) else { continue };
        // A quotation whose speaker is only guessed at has none that the reader is told of.
        let attribution = quotation.attribution.and_then(|index| sourcing.attributions.get(index as usize));
        if attribution.is_some_and(|attribution| attribution.source.is_some() && attribution.weight >= 0.5) {
            last_attributed = Some(block);
            continue;
        }
        let around = block.saturating_sub(1) as usize..(block as usize + 2).min(speaking.len());
        let role = parse.prose.blocks[block as usize].role;
        let words = quotation.span.of(&article.prose.text).split_whitespace().count();
        let whole = quotation.kind == QuotationKind::Full && words >= 6 && quotation.closed && role == Role::Paragraph;
        // A run: the speaker of the quotation before still speaks.
        let run = last_attributed.is_some_and(|last| block - last <= 1);
        let reported = sourcing.grounds.get(sentence).is_some_and(|grounds| !grounds.attributions.is_empty() && !grounds.carried);
        let sourced = reported || sourcing.own_words.get(sentence).is_some_and(|own| own.is_vague());
        let asks = quotation.span.of(&article.prose.text).trim_end_matches(['"', '”', '’', '\'']).ends_with('?');
        // Words joined to the reporter's own sentence are quoted from somewhere the sentence tells.
        let alone = parse.sentences.get(sentence).is_some_and(|sentence| sentence.first as usize == first);
        if !whole || !alone || run || sourced || asks || speaking[around].iter().any(|speaks| *speaks) {
            continue;
        }
        let reason = format!("“{} …”: no speaker found here or next to it. Say who, as closely as is safe, or paraphrase.", opening(quotation.span.of(&article.prose.text)));
        found.push(Finding { weight: 0.7, ..context.finding(quotation.span, "Who is speaking?", reason) });
    }
    found.extend(block_quotations(context, &speaking));
    found
}

/// Block quotations in the midst of the copy that nobody is said to speak, in them or next to them.
fn block_quotations(context: &Context, speaking: &[bool]) -> Vec<Finding> {
    const WORDS: usize = 6;
    let article = context.article;
    let parse = article.parse();
    let blocks = &parse.prose.blocks;
    let is_quote = |block: usize| blocks.get(block).is_some_and(|block| block.role == Role::BlockQuote);
    let is_copy = |block: &usize| blocks[*block].role == Role::Paragraph;
    let (Some(first), Some(last)) = ((0..blocks.len()).find(is_copy), (0..blocks.len()).rev().find(is_copy)) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = first;
    while at < last {
        if !is_quote(at) {
            at += 1;
            continue;
        }
        let from = at;
        while is_quote(at) {
            at += 1;
        }
        let span = Span::new(blocks[from].span.start, blocks[at - 1].span.end);
        let words = span.of(&parse.prose.text);
        let mut inside = parse.sentences.iter().zip(&article.sourcing.grounds).filter(|(sentence, _)| span.contains(sentence.span));
        let sourced = inside.any(|(_, grounds)| !grounds.attributions.is_empty());
        let told = speaking[from - 1..(at + 1).min(speaking.len())].iter().any(|speaks| *speaks);
        let pulled = || parse.prose.text.matches(words.trim_matches(['"', '“', '”', ' ', '.'])).count() > 1;
        if sourced || told || words.split_whitespace().count() < WORDS || pulled() {
            continue;
        }
        let reason = format!("“{} …”: no speaker found in or next to this block quotation. Say who, as closely as is safe.", opening(words));
        found.push(Finding { weight: BLOCK, ..context.finding(blocks[from].span, "Whose words are these?", reason) });
    }
    found
}

/// Which blocks tell of a speaker: an attribution, a verb of saying outside quotations, a colon that leads in or follows a name in
/// dialogue ("HALE: …").
fn speaking_blocks(context: &Context) -> Vec<bool> {
    let parse = context.article.parse();
    let mut speaking = vec![false; parse.prose.blocks.len()];
    for attribution in context.article.sourcing.attributions.iter().filter(|attribution| attribution.source.is_some()) {
        if let Some(sentence) = parse.sentences.get(attribution.sentence as usize) {
            speaking[sentence.block as usize] = true;
        }
    }
    for sentence in parse.sentences {
        let speaks = |at: usize| {
            let verb = || parse.reporting_verb(at).is_some_and(|verb| verb.act == Act::Speech) && parse.quoted_at(at).is_none();
            parse.is(at, ":") || verb()
        };
        if !speaking[sentence.block as usize] && sentence.tokens().any(speaks) {
            speaking[sentence.block as usize] = true;
        }
    }
    speaking
}

fn opening(quotation: &str) -> String {
    quotation.trim_start_matches(['"', '“', '\'', '‘']).split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_block_quotation_without_a_speaker_is_found_and_a_pull_quote_is_not() {
        let quote = "> The owner lied to the inspectors again.\n\nThe pier was opened in 1897.\n";
        assert_eq!(found("unattributed-quotation", &format!("The pier was closed in May.\n\n{quote}")).len(), 1);
        for before in ["Marit Oru, the mayor, said no.", "The report says:", "It was said that the owner lied to the inspectors again."] {
            assert!(found("unattributed-quotation", &format!("{before}\n\n{quote}")).is_empty(), "{before}");
        }
        assert!(found("unattributed-allegation", &format!("The pier was closed in May.\n\n{quote}")).is_empty());
    }

    #[test]
    fn scare_quotes_titles_and_runs_are_silence() {
        for text in [
            "The \"ghost ferry\" left on Tuesday.",
            "The book \"The Long Tide and the Short Night\" was read aloud.",
            "\"We sail at dawn, whatever the wind may bring,\" said Marit Oru.\n\n\"Nobody will stop us from leaving this harbour.\"\n",
        ] {
            assert!(found("unattributed-quotation", text).is_empty(), "{text}");
        }
    }
}
