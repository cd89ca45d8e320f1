//! Quotations that never close.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::syntax::QuotedEnd;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unclosed-quotation",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A quotation that never closes",
    documentation: "\
## What it flags

A quotation mark that opens and is never closed. A quotation over several paragraphs, each of which opens while only the last
closes, is sound.

## Why it matters

Without the closing mark no reader can tell where the speaker's words end and the paper's begin.

## Example

```text
Marit Oru said: \"The harbour is closed until May. The town will pay for the dredging.
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
    let unclosed = parse.quoted.iter().filter(|quoted| quoted.depth == 0 && quoted.ends == QuotedEnd::Unclosed);
    // Where one mark is missing, those behind it are paired wrongly too: one finding a paragraph.
    let mut paragraph = None;
    unclosed
        .filter(|quoted| paragraph.replace(quoted.block) != Some(quoted.block))
        .filter(|quoted| parse.prose.blocks.get(quoted.block as usize).is_some_and(|block| block.role.is_body()))
        .map(|quoted| {
            let open = quoted.open as usize;
            let span = Span::new(parse.tokens[open].span.start, parse.tokens[(open + 3).min(quoted.end as usize - 1).max(open)].span.end);
            context.finding(span, "Where does this quotation end?", format!("{} opens it; a closing mark was not found in its paragraph. Close it where the words end.", parse.word(open)))
        })
        .collect()
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
    fn apostrophes_feet_and_decades_open_nothing() {
        for text in ["Back in the '90s the boats' crews rowed.", "The mast is 6' 2\" tall."] {
            assert!(found("unclosed-quotation", text).is_empty(), "{text}");
        }
    }
}
