//! A paragraph that stops in mid-sentence: words were lost on the way into the page.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{Parse, Shape, Tag};
use crate::text::{Format, Span};

pub(super) static RULE: Rule = Rule {
    name: "broken-sentence",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "A paragraph stops in mid-sentence",
    documentation: "\
## What it flags

A paragraph whose last sentence stops before its end, in mid-phrase or in the middle of a name. Silent on headings, lists, captions,
credits, verse and tables, on fragments without a verb, and where a dash, a colon or dots say that the break is meant.

## Why it matters

Words were lost on the way into the page, and with them perhaps the source, the denial or the \"not\".

## Example

```text
The harbour board told the council on Monday that it would have to close the

The council meets again on Thursday.
```

## Instead

```text
The harbour board told the council on Monday that it would have to close the ferry.

The council meets again on Thursday.
```
",
    options: &[],
    off_for: &[],
    check,
};

/// Fewer words than this, and a line is rather a heading or a credit that nothing marks as one.
const WORDS: usize = 8;

/// A line of its own that is no longer than this is a heading that nothing marks, unless its last word cannot end one.
const HEADING: usize = 16;

/// From this share of unfinished paragraphs on, the text is verse, a list or a table, and no sentence of it is broken.
const MANY: usize = 3;

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut found = Vec::new();
    let mut paragraphs = 0;
    let width = width(context);
    for (index, sentence) in parse.sentences.iter().enumerate() {
        if parse.block_of(index).role != Role::Paragraph || parse.sentences.get(index + 1).is_some_and(|next| next.block == sentence.block) {
            continue;
        }
        paragraphs += 1;
        if width.is_some_and(|width| runs_on(context, sentence.block as usize, width)) {
            continue;
        }
        if let Some(span) = broken_off(&parse, index).filter(|_| !is_standfirst(&parse, index, paragraphs)) {
            let words = span.of(&parse.prose.text);
            found.push(context.finding(span, "Is the end of this sentence missing?", format!("“{words}” ends the paragraph, without a full stop. Add what is missing, or the stop.")));
        }
    }
    if found.len() > 2 && found.len() * MANY > paragraphs { Vec::new() } else { found }
}

/// The words between two blocks, in the source.
fn between<'a>(context: &Context<'a>, block: usize) -> &'a str {
    let blocks = &context.article.prose.blocks;
    let Some(next) = blocks.get(block + 1) else { return "" };
    let (end, start) = (context.article.source(blocks[block].span).end, context.article.source(next.span).start);
    context.article.document.text.get(end as usize..start as usize).unwrap_or_default()
}

/// The code points of the longest line, where the lines of the text are broken at a width: what ends a line ends no sentence there.
fn width(context: &Context) -> Option<usize> {
    const LINES: usize = 3;
    let article = context.article;
    let source = |span: Span| article.source(span).of(&article.document.text).trim();
    let wrapped = article.prose.blocks.iter().map(|block| source(block.span)).filter(|words| words.contains('\n'));
    let plain = article.document.format == Format::Plain && wrapped.clone().take(LINES).count() == LINES;
    plain.then(|| wrapped.flat_map(str::lines).map(|line| line.chars().count()).max()).flatten()
}

/// Whether the next line goes on right behind a block, whose last line is about as long as a line is. A shorter one was not broken for its
/// width.
fn runs_on(context: &Context, block: usize, width: usize) -> bool {
    let between = between(context, block);
    let article = context.article;
    let words = article.source(article.prose.blocks[block].span).of(&article.document.text);
    let last = words.trim_end().lines().last().map_or(0, |line| line.chars().count());
    between.trim().is_empty() && between.matches('\n').count() == 1 && last * 3 >= width * 2
}

/// Whether a paragraph is the line under the headline, which needs no stop.
fn is_standfirst(parse: &Parse, index: usize, paragraphs: usize) -> bool {
    let block = parse.sentences[index].block as usize;
    let alone = index.checked_sub(1).is_none_or(|before| parse.sentences[before].block as usize != block);
    let headed = parse.prose.blocks[..block].iter().any(|block| block.role == Role::Heading || block.role == Role::Headline);
    paragraphs == 1 && alone && headed && parse.sentences[index].tokens().last().is_some_and(|last| !goes_on(parse, last))
}

/// The last words of a paragraph's last sentence, if it is broken off.
fn broken_off(parse: &Parse, index: usize) -> Option<Span> {
    let tokens = parse.sentences[index].tokens();
    let last = tokens.end.checked_sub(1)?;
    let word = parse.word(last);
    let stops = !parse.tokens[last].shape.is_word() || word.ends_with('.') || word.starts_with("http") || word.contains('@');
    let words = tokens.clone().filter(|at| parse.tokens[*at].shape.is_word()).count();
    // Words of a link that end a paragraph lead somewhere, stop or no stop.
    let leads = parse.prose.linked(parse.tokens[last].span) > 0;
    if stops || leads || words < WORDS || !is_clause(parse, tokens.clone()) {
        return None;
    }
    let alone = index.checked_sub(1).is_none_or(|before| parse.sentences[before].block != parse.sentences[index].block);
    if alone && words <= HEADING && !goes_on(parse, last) {
        return None;
    }
    let from = last.saturating_sub(3).max(tokens.start);
    let from = (from..=last).find(|at| parse.tokens[*at].shape.is_word())?;
    Some(parse.span(from..last + 1))
}

/// Whether a word cannot be the last of a sentence: an article, a preposition, a conjunction, a modal verb, a possessive.
fn goes_on(parse: &Parse, at: usize) -> bool {
    matches!(parse.tags[at], Tag::Dt | Tag::Pdt | Tag::PrpS | Tag::WpS | Tag::In | Tag::To | Tag::Cc | Tag::Md | Tag::Pos)
        || parse.tags[at].is_proper() && parse.has(at, Class::GivenName) && !parse.has(at, Class::FamilyName)
}

/// Whether there is a subject's verb: without one the line is a title, a label or a signature.
fn is_clause(parse: &Parse, tokens: std::ops::Range<usize>) -> bool {
    let finite = tokens.clone().any(|at| parse.tags[at].is_finite());
    let title_case = tokens.filter(|at| parse.tokens[*at].shape.is_word() && !parse.has(*at, Class::Opener));
    let (mut all, mut capital) = (0, 0);
    for at in title_case {
        all += 1;
        capital += usize::from(matches!(parse.tokens[at].shape, Shape::Capitalized | Shape::Upper) && parse.tags[at] != Tag::Cd);
    }
    finite && capital * 3 < all * 2
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_paragraph_that_stops_in_mid_sentence_is_flagged() {
        let cut = "Marit Oru said the board had been asked to meet the\n\nThe council meets again on Thursday at the town hall.\n";
        assert_eq!(found("broken-sentence", cut), ["asked to meet the"]);
        let name = "The envoy will travel to Vellmouth next week to meet with Harbour Master Marit\n\nIt is his third visit this year.\n";
        assert_eq!(found("broken-sentence", name).len(), 1);
    }

    #[test]
    fn what_is_meant_to_stop_there_is_not() {
        for whole in [
            "Marit Oru said the board would meet the council next week.\n",
            "Marit Oru said this was how the board had decided to do it:\n\nThe ferry stays.\n",
            "“I was going to say that the board had decided to —\n",
            "“I was going to say that the board had decided to ...”\n",
            "Minutes of the Vellmouth Harbour Board, Monday\n",
            "The Harbour Board is accused of hiding what the ferry really costs\n\nMarit Oru denies it.\n",
            "How the Harbour Board Lost Its Ferry and What It Costs\n",
        ] {
            assert_eq!(found("broken-sentence", whole), [""; 0], "{whole}");
        }
    }
}
