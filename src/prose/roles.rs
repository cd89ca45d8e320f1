//! What each block of unmarked text is in the article, from its own words and from where it stands.
//!
//! Every format uses it for blocks that its markup leaves as paragraphs. It is conservative: what may be a paragraph stays one.

mod beside;

use super::furniture::{self, Shape};
use super::language::is_foreign;
use super::{Block, Prose, Role, dateline};
use crate::text::Span;

/// How a plain text is laid out: position says there what markup says elsewhere.
#[derive(Debug)]
pub(super) struct Layout {
    /// For each block, whether a blank line stands before it.
    pub set_off: Vec<bool>,
    /// Code points of a full line, where lines are wrapped.
    pub width: Option<u32>,
}

/// Gives roles and datelines to the paragraphs of `prose`. Without a layout no headline, standfirst or heading is looked for.
pub(super) fn assign(prose: &mut Prose, layout: Option<&Layout>) {
    let Prose { text, blocks, .. } = prose;
    for block in blocks.iter_mut() {
        let words = block.span.of(text);
        let by_words = match block.role {
            Role::Paragraph => furniture::role(words),
            Role::ListItem => furniture::role(words).filter(|role| matches!(role, Role::Boilerplate | Role::Correction)),
            Role::Heading => furniture::note::role(words),
            _ => None,
        };
        block.role = by_words.unwrap_or(block.role);
    }
    for at in 1..blocks.len() {
        // A line without a stop above a picture's credit is the picture's text.
        let words = blocks[at - 1].span.of(text);
        if blocks[at].role == Role::Credit
            && blocks[at - 1].role == Role::Paragraph
            && words.len() <= 250
            && !super::lines::is_finished(words)
        {
            blocks[at - 1].role = Role::Caption;
        }
    }
    if let Some(layout) = layout {
        head(text, blocks, &layout.set_off);
        menus(text, blocks);
        // A full line without a stop is a paragraph cut off, not a heading.
        headings(text, blocks, layout.width.map_or(70, |width| (width * 3 / 4).min(70)));
    }
    for block in blocks.iter_mut() {
        let copy = matches!(block.role, Role::Paragraph | Role::ListItem | Role::BlockQuote | Role::Standfirst | Role::Footnote);
        if copy && is_foreign(block.span.of(text)) {
            block.role = Role::Foreign;
        }
    }
    beside::assign(prose, layout.is_some());
    let Prose { text, blocks, .. } = prose;
    for block in blocks.iter_mut().filter(|block| block.role == Role::Paragraph) {
        block.dateline =
            dateline::dateline(block.span.of(text)).map(|length| Span::new(block.span.start, block.span.start + length as u32));
    }
}

/// Whether a paragraph is running text: a sentence and more, or a long one.
fn is_running(text: &str, block: &Block) -> bool {
    let words = block.span.of(text);
    let long = words.len() > 180 || (super::lines::is_finished(words) && words.len() > 100);
    block.role == Role::Paragraph && long && (words.len() > 220 || !Shape::new(words).is_title_case())
}

/// Headline, standfirst and bare names above the first paragraph of running text.
fn head(text: &str, blocks: &mut [Block], set_off: &[bool]) {
    let Some(mut body) = blocks.iter().position(|block| is_running(text, block)) else { return };
    let byline = blocks.iter().take(body + 3).position(|block| block.role == Role::Byline);
    // A running paragraph above the byline is the standfirst.
    if let Some(byline) = byline
        && byline <= body + 2
        && byline > 0
    {
        body = body.max(byline);
    }
    let furniture = blocks[..body].iter().filter(|block| block.role == Role::Boilerplate).count();
    let mut headline = None;
    for at in 0..body.min(blocks.len()) {
        if blocks[at].role != Role::Paragraph || byline.is_some_and(|byline| at > byline) {
            continue;
        }
        let shape = Shape::new(blocks[at].span.of(text));
        let gap = set_off.get(at + 1).copied().unwrap_or(false);
        if furniture >= 3 && (shape.words <= 3 || (shape.is_all_capitals() && shape.words <= 5)) {
            blocks[at].role = Role::Boilerplate;
        } else if headline.is_none() && is_headline(&shape, gap, byline.is_some()) {
            blocks[at].role = Role::Headline;
            headline = Some(at);
        }
    }
    for at in 0..body {
        if blocks[at].role != Role::Paragraph {
            continue;
        }
        let shape = Shape::new(blocks[at].span.of(text));
        let above_byline = byline.is_some_and(|byline| at < byline);
        let under_headline = headline.is_some_and(|headline| at == headline + 1);
        // A second short line right under the headline, where blank lines divide all else.
        let hangs = under_headline && set_off.get(at) == Some(&false) && set_off.get(at + 1) == Some(&true);
        let before_dateline = at + 1 == body && dateline::dateline(blocks[body].span.of(text)).is_some();
        if under_headline && shape.is_name() && !shape.finished && byline.is_none() {
            blocks[at].role = Role::Byline;
        } else if shape.text.len() <= 350
            && !shape.text.ends_with(':')
            && (above_byline || hangs || (under_headline && (before_dateline || (!shape.finished && shape.words >= 6 && at + 1 == body))))
        {
            blocks[at].role = Role::Standfirst;
        }
    }
}

/// Whether a block above the body may be the headline: short, one sentence at most. A stop is forgiven where the case is a title's, or
/// where blank lines set it off and it is shorter than a lead.
fn is_headline(shape: &Shape, gap: bool, byline: bool) -> bool {
    let text = shape.text;
    let sentences = text.matches(". ").count();
    if text.len() > 160 || shape.words < 2 || text.starts_with(char::is_lowercase) || (shape.finished && sentences > 1) {
        return false;
    }
    if !shape.finished || shape.is_title_case() {
        return !text.ends_with([',', '-', '–', '—', ':']);
    }
    let quoted = text.starts_with(['“', '"']);
    (gap || byline) && text.len() <= 100 && !quoted && !text.ends_with(['"', '”'])
}

/// Runs of four and more short unfinished lines are menus; so are short ones between the site's blocks at the end.
fn menus(text: &str, blocks: &mut [Block]) {
    let entry = |block: &Block| {
        let words = block.span.of(text);
        matches!(block.role, Role::Boilerplate)
            || (block.role == Role::Paragraph
                && words.len() <= 40
                && words.split(' ').count() <= 4
                && !words.ends_with(['.', ',', '!', '?', ';', ':', '”', '"', '-', '—']))
    };
    let mut start = 0;
    while start < blocks.len() {
        let length = blocks[start..].iter().take_while(|block| entry(block)).count();
        if length >= 4 {
            blocks[start..start + length].iter_mut().for_each(|block| block.role = Role::Boilerplate);
        }
        start += length.max(1);
    }
}

/// Short lines without a stop between paragraphs.
fn headings(text: &str, blocks: &mut [Block], longest: u32) {
    let long = |block: Option<&Block>| {
        block.is_some_and(|block| matches!(block.role, Role::Paragraph | Role::ListItem | Role::BlockQuote) && block.span.len() > 60)
    };
    for at in 1..blocks.len() {
        if blocks[at].role != Role::Paragraph || blocks[at].span.len() > longest {
            continue;
        }
        let words = blocks[at].span.of(text);
        let shape = Shape::new(words);
        let before = blocks[at - 1].role;
        let capital = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let label = shape.is_all_capitals() && shape.words <= 6;
        if capital
            && (label || (!shape.finished && shape.words <= 10 && !words.ends_with([',', ';', '-', '–', '—', '"', '”', '\'', '’'])))
            && !matches!(before, Role::Heading)
            && (long(blocks.get(at + 1)) || label || blocks.get(at + 1).is_some_and(|next| next.role == Role::ListItem))
        {
            blocks[at].role = Role::Heading;
        }
    }
}
