//! Quotations that never close.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::syntax::{Parse, Quoted, QuotedEnd};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unclosed-quotation",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A quotation that never closes, or never opens",
    documentation: "\
## What it flags

A quotation mark that opens and is never closed, one that closes what was never opened, and a quotation inside another that ends with
it and has no mark of its own. A quotation over several paragraphs, each of which opens while only the last closes, is sound.

## Why it matters

Without both marks no reader can tell where the speaker's words end and the paper's begin.

## Example

```text
Marit Oru said: \"The harbour is closed until May. The town will pay for the dredging.
```

```text
The harbour is closed until May,\" said Marit Oru.
```

## Instead

```text
Marit Oru said: \"The harbour is closed until May.\" The town will pay for the dredging.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let missing = parse.quoted.iter().filter(|quoted| matches!(quoted.ends, QuotedEnd::Unclosed | QuotedEnd::Unopened));
    // Where one mark is missing, those behind it are paired wrongly too: one finding a paragraph.
    let mut paragraph = None;
    missing
        .filter(|quoted| paragraph.replace(quoted.block) != Some(quoted.block))
        .filter(|quoted| parse.prose.blocks.get(quoted.block as usize).is_some_and(|block| block.role.is_body()))
        .filter(|quoted| !is_nested(&parse, quoted.block))
        .map(|quoted| match quoted.ends {
            QuotedEnd::Unopened => unopened(context, &parse, quoted),
            _ => unclosed(context, &parse, quoted),
        })
        .collect()
}

/// Whether a paragraph holds as many opening as closing marks, one pair inside another of the same shape: “Who is “the board”?” is read
/// as two quotations, and misses none.
fn is_nested(parse: &Parse, block: u32) -> bool {
    let Some(words) = parse.prose.blocks.get(block as usize).map(|block| block.span.of(&parse.prose.text)) else { return false };
    let (mut depth, mut deepest) = (0_i32, 0);
    for mark in words.chars() {
        depth += i32::from(mark == '“') - i32::from(mark == '”');
        deepest = deepest.max(depth);
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && deepest > 1
}

/// On the mark and the words behind it.
fn unclosed(context: &Context, parse: &Parse, quoted: &Quoted) -> Finding {
    let open = quoted.open as usize;
    let span = Span::new(parse.tokens[open].span.start, parse.tokens[(open + 3).min(quoted.end as usize - 1).max(open)].span.end);
    let missing = if quoted.depth > 0 { "the quotation around it ends first" } else { "a closing mark was not found in its paragraph" };
    context.finding(span, "Where does this quotation end?", format!("{} opens it; {missing}. Close it where the words end.", parse.word(open)))
}

/// On the mark and the words before it.
fn unopened(context: &Context, parse: &Parse, quoted: &Quoted) -> Finding {
    let mark = (quoted.end as usize).saturating_sub(1);
    let first = mark.saturating_sub(3).max(quoted.open as usize);
    let reason = format!("{} closes it; an opening mark was not found in its paragraph. Open it where the words begin.", parse.word(mark));
    context.finding(parse.span(first..mark + 1), "Where does this quotation begin?", reason)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn each_paragraph_may_open_and_only_the_last_close() {
        let text = "Marit Oru said: “The harbour is closed until May.\n\n“The town will pay.”\n";
        assert!(found("unclosed-quotation", text).is_empty());
    }

    #[test]
    fn a_paragraph_has_one_finding() {
        let text = "Marit Oru said: “We wait. “We wait still. “Nobody comes.\n\nThe board met on Monday.\n";
        assert_eq!(found("unclosed-quotation", text).len(), 1);
    }

    #[test]
    fn a_pair_of_marks_inside_another_of_its_shape_misses_none() {
        assert!(found("unclosed-quotation", "“Skerry rejects the “.oru” request for a new name,” the board said.").is_empty());
    }

    #[test]
    fn apostrophes_feet_and_decades_open_nothing() {
        for text in ["Back in the '90s the boats' crews rowed.", "The mast is 6' 2\" tall."] {
            assert!(found("unclosed-quotation", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_mark_that_closes_what_was_never_opened_is_found() {
        for (text, words) in [
            ("The sides are far apart,” the minister, Aldo Dubrec, said.", "far apart,”"),
            ("The board met. We will not pay for it,\" said Ilse Rosmarin.", "for it,\""),
            ("We will wait at the quay,’ said Pia Stark.", "the quay,’"),
            ("“He told me ‘never again and left,” said Mara Tell.", "‘never again and"),
        ] {
            assert_eq!(found("unclosed-quotation", text), [words], "{text}");
        }
    }

    #[test]
    fn a_plural_that_owns_feet_and_what_runs_on_close_nothing() {
        for text in [
            "The mast is 6' 2\" tall, and the crews' pay is late.",
            "\"We waited at the quay.\n\nNobody came that night,\" Oru said.",
            "She kept records of rock 'n' roll from '62, '63 and '64.",
        ] {
            assert!(found("unclosed-quotation", text).is_empty(), "{text}");
        }
    }
}
