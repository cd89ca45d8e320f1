//! What is not said of a paragraph while somebody is writing it. Half a sentence looks like a broken one and a quotation that is being typed
//! never closes, so an editor that said so would blink under the cursor. Nothing of this is known on the command line, where a text is as
//! it is.

use super::{Checked, Shown};
use crate::article::Article;
use crate::syntax::{Parse, QuotedEnd, Shape};
use crate::text::Span;

/// What waits until the whole paragraph is written: whether something follows, closes or names the speaker is known at its end only.
const OF_PARAGRAPHS: &[&str] =
    &["broken-sentence", "unattributed-quotation", "unclosed-quotation", "unexplained-suppression", "unknown-rule", "unused-suppression"];

/// What never waits: these words are written on purpose.
const AT_ONCE: &[&str] = &["placeholder"];

/// Takes away what may be found only because a text is half written; `place` is the source byte behind the last edit. All else waits until
/// its sentence ends.
pub(super) fn hold_back(article: &Article, place: u32, checked: &mut Checked) {
    let Some(written) = written(article, place) else { return };
    checked.shown.retain(|Shown { finding, .. }| {
        let within = |span: Span| span.overlaps(finding.span) || span.holds(finding.span.start);
        let waits = OF_PARAGRAPHS.contains(&finding.rule.as_ref()) && within(written.paragraph)
            || !AT_ONCE.contains(&finding.rule.as_ref()) && written.open.is_some_and(within);
        !waits
    });
}

/// What is being written, in source bytes.
struct Written {
    /// The paragraph, or the comment.
    paragraph: Span,
    /// What has no end yet: the last sentence, or all from the mark on that opens a quotation.
    open: Option<Span>,
}

fn written(article: &Article, place: u32) -> Option<Written> {
    let comment = article.prose.suppressions.iter().find(|comment| comment.span.start <= place && place <= comment.span.end);
    if let Some(comment) = comment {
        return Some(Written { paragraph: comment.span, open: Some(comment.span) });
    }
    let block = block_at(article, place)?;
    let parse = article.parse();
    let paragraph = article.source(parse.prose.blocks.get(block)?.span);
    let open = open_from(&parse, block).map(|start| article.source(Span::new(start, parse.prose.blocks[block].span.end)));
    Some(Written { paragraph, open: open.filter(|open| open.start <= place) })
}

/// The block that holds a source offset, or stands beside it: before it on its line, or behind it with one line end between at most.
fn block_at(article: &Article, place: u32) -> Option<usize> {
    let (prose, text) = (&article.prose, &*article.document.text);
    let after = prose.to_prose(place).unwrap_or(prose.text.len() as u32);
    let next = prose.blocks.partition_point(|block| block.span.end < after);
    let near = |index: usize| {
        let span = article.source(prose.blocks.get(index)?.span);
        let (gap, most) = if place < span.start {
            (Span::new(place, span.start), 0)
        } else if span.end < place {
            (Span::new(span.end, place), 1)
        } else {
            return Some(index);
        };
        let ends = gap.of(text).replace("\r\n", "\n").matches(['\n', '\r']).count();
        (ends <= most).then_some(index)
    };
    // Where a paragraph begins right behind the place, that is the one.
    near(next).or_else(|| near(next.checked_sub(1)?))
}

/// The prose byte from which on a block is not finished; `None` where its last sentence has its end.
fn open_from(parse: &Parse, block: usize) -> Option<u32> {
    let of_block = |index: &u32| *index as usize == block;
    let quoted = parse.quoted.iter().find(|quoted| of_block(&quoted.block) && quoted.depth == 0 && quoted.ends == QuotedEnd::Unclosed);
    let from = parse.sentences.partition_point(|sentence| (sentence.block as usize) < block);
    let to = parse.sentences.partition_point(|sentence| sentence.block as usize <= block);
    let last = parse.sentences[from..to].last()?;
    let sentence = (!ends(parse, last.first as usize, last.last as usize)).then_some(last.span.start);
    sentence.into_iter().chain(quoted.map(|quoted| quoted.span.start)).min()
}

/// Whether the tokens end as a sentence does. "5." may go on, and so may "Mr.".
fn ends(parse: &Parse, first: usize, last: usize) -> bool {
    let closes = |at: &usize| parse.tokens[*at].shape == Shape::CloseQuote || parse.is_any(*at, &[")", "]"]);
    let Some(at) = (first..last).rev().find(|at| !closes(at)) else { return false };
    let number = at.checked_sub(1).is_some_and(|before| parse.tokens[before].shape == Shape::Number && !parse.tokens[at].spaced);
    parse.tokens[at].shape == Shape::Punctuation && parse.word(at).ends_with(['.', '!', '?', '…']) && !(number && at + 1 == last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::config::Settings;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    /// The rules that are shown while somebody writes at `$0`, and those that `check` shows.
    fn rules(text: &str, format: Format) -> (Vec<&'static str>, Vec<&'static str>) {
        let place = text.find("$0").unwrap() as u32;
        let document = Document::new("a", text.replacen("$0", "", 1), format);
        let article = Article::analyze(document, Lexicon::shipped(), None);
        let names = |checked: &Checked| {
            checked.shown.iter().filter_map(|shown| Some(crate::rules::find(&shown.finding.rule)?.name)).collect::<Vec<_>>()
        };
        let mut checked = check(&article, &Settings::default());
        let all = names(&checked);
        hold_back(&article, place, &mut checked);
        (names(&checked), all)
    }

    const REST: &str = "\n\nThe council meets again on Thursday at the town hall.\n";

    #[test]
    fn what_is_half_written_is_not_broken_yet() {
        for half in [
            "The harbour board told the council on Monday that it would have to close the$0",
            "The harbour board told the council on Monday that it would have to close the $0",
            "The harbour board told the council on Monday that it would have to close the\n$0",
            "$0The harbour board told the council on Monday that it would have to close the",
            "Marit Oru, the mayor, said: “The harbour is closed until May. The town$0",
        ] {
            let (shown, all) = rules(&format!("{half}{REST}"), Format::Plain);
            assert_eq!(shown, [""; 0], "{half}");
            assert!(all.contains(&"broken-sentence") || all.contains(&"unclosed-quotation"), "{half} {all:?}");
        }
    }

    #[test]
    fn another_paragraph_is_as_check_finds_it() {
        let half = "The harbour board told the council on Monday that it would have to close the";
        for text in [
            format!("{half}\n\n$0The council meets again on Thursday.\n"),
            format!("The council met.$0\n\n{half}{REST}"),
            format!("{half}\n\n$0"),
        ] {
            let (shown, all) = rules(&text, Format::Plain);
            assert!(shown == all && all.contains(&"broken-sentence"), "{text} {all:?}");
        }
    }

    #[test]
    fn a_claim_waits_for_the_end_of_its_sentence_and_a_mark_of_unfinished_work_does_not() {
        let (shown, all) = rules("The council met.\n\nThe contractor skimmed the harbour fund$0", Format::Plain);
        assert!(shown.is_empty() && all == ["unattributed-allegation"], "{all:?}");
        let (shown, all) = rules("The council met.\n\nThe contractor skimmed the harbour fund. The town$0", Format::Plain);
        assert_eq!((shown.as_slice(), all.as_slice()), (&["unattributed-allegation"][..], &["unattributed-allegation"][..]));
        let (shown, _) = rules("The council met. It cost TK$0", Format::Plain);
        assert_eq!(shown, ["placeholder"]);
    }

    #[test]
    fn what_waits_is_named_as_it_is() {
        assert!(OF_PARAGRAPHS.iter().chain(AT_ONCE).all(|name| crate::rules::find(name).is_some()));
    }

    #[test]
    fn a_comment_is_read_when_it_is_written() {
        let (shown, all) = rules("<!-- onrecord: allow place$0 -->\n\nThe harbour cost 12 crowns to dredge.\n", Format::Markdown);
        assert_eq!((shown.as_slice(), all.as_slice()), (&[""; 0][..], &["unknown-rule"][..]));
    }
}
