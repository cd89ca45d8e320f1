//! What each element of a page holds: words, words of links, words in sentences.

use super::super::furniture::shown_words;
use super::super::lines::is_finished;
use super::super::markup::{Element, Hint};
use super::tree::{Step, Tree};
use crate::text::Span;

/// What stands in an element, all that it holds included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// Words that a reader may see.
    pub words: u32,
    /// Those of links.
    pub linked: u32,
    /// How many links there are.
    pub links: u32,
    /// Words in blocks that are sentences and no links.
    pub running: u32,
    /// How many headings there are.
    pub headings: u32,
    /// How many headings under the first level are links.
    pub linked_headings: u32,
    /// How many headings of the first level and bylines there are.
    pub heads: u32,
}

impl Weight {
    fn add(&mut self, other: Weight) {
        self.words += other.words;
        self.linked += other.linked;
        self.links += other.links;
        self.running += other.running;
        self.headings += other.headings;
        self.linked_headings += other.linked_headings;
        self.heads += other.heads;
    }
}

/// A run of words between two ends of blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The step of its first words.
    pub first: u32,
    /// The innermost block that it begins in.
    pub node: Option<u32>,
    /// Its words.
    pub words: u32,
    /// Those of links.
    pub linked: u32,
    /// Whether it is sentences, and no link.
    pub running: bool,
    /// Whether it opens as a byline does.
    pub byline: bool,
}

/// The weight of each element, and the runs of words in order.
pub(super) fn weigh(text: &str, tree: &Tree) -> (Vec<Weight>, Vec<Run>) {
    let mut weights = vec![Weight::default(); tree.nodes.len()];
    let mut scale = Scale { runs: Vec::new(), run: None, last: Span::default(), hidden: 0, links: 0, path: Vec::new() };
    for (at, step) in tree.steps.iter().enumerate() {
        match step {
            Step::Open(node) => {
                let opened = &tree.nodes[*node as usize];
                if opened.block {
                    scale.end(text);
                }
                scale.hidden += u32::from(is_unseen(opened.element));
                if opened.block {
                    scale.path.push(*node);
                }
                match opened.element {
                    Element::LINK if scale.hidden == 0 => {
                        scale.links += 1;
                        weights[*node as usize].links = 1;
                    }
                    Element::Heading(_) => weights[*node as usize].headings = 1,
                    _ => {}
                }
            }
            Step::Close(node) => {
                let closed = &tree.nodes[*node as usize];
                if closed.block {
                    scale.end(text);
                    scale.path.pop();
                }
                scale.hidden -= u32::from(is_unseen(closed.element));
                if closed.element == Element::LINK && scale.hidden == 0 {
                    scale.links = scale.links.saturating_sub(1);
                }
            }
            Step::Words(span) if scale.hidden == 0 => scale.words(text, *span, at as u32),
            Step::Rule => scale.end(text),
            Step::Words(_) | Step::Comment(_) | Step::Break(_) | Step::Mark(..) => {}
        }
    }
    scale.end(text);
    for run in &scale.runs {
        if let Some(node) = run.node {
            weights[node as usize].heads += u32::from(run.byline);
            let running = if run.running { run.words } else { 0 };
            weights[node as usize].add(Weight { words: run.words, linked: run.linked, running, ..Weight::default() });
        }
    }
    for node in (0..tree.nodes.len()).rev() {
        let opened = &tree.nodes[node];
        let inner = &mut weights[node];
        let linked = inner.words >= 3 && inner.linked * 10 >= inner.words * 8;
        inner.linked_headings += u32::from(linked && matches!(opened.element, Element::Heading(2..)));
        inner.heads += u32::from(opened.element == Element::Heading(1) || opened.attributes.hint == Some(Hint::Byline));
        if let Some(parent) = opened.parent {
            let inner = *inner;
            weights[parent as usize].add(inner);
        }
    }
    (weights, scale.runs)
}

/// Whether nobody sees what stands in an element, whatever it holds.
pub(super) fn is_unseen(element: Element) -> bool {
    matches!(element, Element::Skipped(0..=3 | 5 | 8..=22) | Element::Title)
}

struct Scale {
    runs: Vec<Run>,
    run: Option<Run>,
    /// The last words of the run.
    last: Span,
    hidden: u32,
    links: u32,
    /// The blocks that are open.
    path: Vec<u32>,
}

impl Scale {
    fn words(&mut self, text: &str, span: Span, at: u32) {
        let words = shown_words(span.of(text));
        if words == 0 {
            return;
        }
        let run = self.run.get_or_insert(Run {
            first: at,
            node: self.path.last().copied(),
            words: 0,
            linked: 0,
            running: false,
            byline: opens_byline(span.of(text)),
        });
        run.words += words;
        if self.links > 0 {
            run.linked += words;
        }
        self.last = span;
    }

    fn end(&mut self, text: &str) {
        let Some(mut run) = self.run.take() else { return };
        let unlinked = run.linked * 2 < run.words;
        let sentence = run.words >= 5 && ends_sentence(self.last.of(text));
        run.running = unlinked && (sentence || run.words >= 30 && run.linked * 3 < run.words);
        self.runs.push(run);
    }
}

/// Whether words open with "by" and a name follows, if anything does.
fn opens_byline(raw: &str) -> bool {
    let mut words = raw.split_ascii_whitespace();
    words.next().is_some_and(|by| by.trim_end_matches(':').eq_ignore_ascii_case("by"))
        && words.next().is_none_or(|name| name.starts_with(char::is_uppercase))
}

/// Whether words, with their character references, end a sentence.
fn ends_sentence(raw: &str) -> bool {
    let mut words = raw.trim_end();
    while let Some(before) = words.strip_suffix(';')
        && let Some(at) = before.rfind('&')
        && before.len() - at < 10
    {
        words = words[..at].trim_end();
    }
    is_finished(words)
}
