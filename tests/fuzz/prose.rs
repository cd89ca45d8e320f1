//! Prose by format: whatever stands in a file, the prose is in order and finds its way back to the source.

use fastrand::Rng;
use onrecord::prose::Prose;
use onrecord::text::{Document, Span};

use super::{runner, text};

#[test]
fn prose_is_in_order_and_finds_its_source() {
    runner::each("prose", 6_000, one);
}

fn one(rng: &mut Rng) {
    let format = text::format(rng);
    let source = text::article(rng, format);
    let prose = Prose::read(&Document::new(text::path(format), source.as_str(), format));
    let sound = |span: Span, of: &str| {
        let range = span.start as usize..span.end as usize;
        assert!(of.get(range.clone()).is_some(), "{range:?} of {of:?}");
    };
    let mut end = 0;
    for block in &prose.blocks {
        assert!(block.span.start >= end && !block.span.is_empty(), "{:?} of {source:?}", block.span);
        end = block.span.end;
        sound(block.span, &prose.text);
        assert!(!block.span.of(&prose.text).contains('\n'), "{source:?}");
        block.dateline.inspect(|dateline| sound(*dateline, &prose.text));
    }
    assert!(prose.wraps.is_sorted(), "{source:?}");
    // Every word's source is where the prose says it is, and in the order of the words of its block.
    for block in &prose.blocks {
        for (at, c) in block.span.of(&prose.text).char_indices() {
            let at = block.span.start + at as u32;
            let span = prose.to_source(Span::new(at, at + c.len_utf8() as u32));
            sound(span, &source);
            assert!(prose.to_prose(span.start).is_some(), "{at} of {source:?}");
        }
    }
    for post in &prose.posts {
        sound(post.author, &prose.text);
        sound(post.words, &prose.text);
    }
    for suppression in &prose.suppressions {
        sound(suppression.span, &source);
        sound(suppression.rule_span, &source);
        sound(suppression.covers, &source);
    }
    let front_matter = &prose.front_matter;
    let spans = [front_matter.span, front_matter.kind.as_ref().map(|(_, span)| *span), front_matter.error.as_ref().map(|(_, span)| *span)];
    spans.into_iter().flatten().for_each(|span| sound(span, &source));
}
