//! The elements of a page as a tree, in one flat list.
//!
//! A page leaves half of its end tags out, and what follows from that must be the same for whoever weighs an element and for whoever reads
//! its words. So it is decided here, once: the steps hold each start and each end, the missing ones too.

use rustc_hash::FxHashMap;

use super::super::markup::{Attributes, Element, Hint, Piece, PieceKind};
use crate::text::Span;

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// Its name.
    pub element: Element,
    /// What of its attributes matters.
    pub attributes: &'a Attributes,
    /// The element that it stands in.
    pub parent: Option<u32>,
    /// Whether its words are a block of their own.
    pub block: bool,
    /// Source byte at which its start tag begins, in the source that the pieces are of.
    pub at: u32,
    /// One past the last element inside it; those inside follow it.
    pub last: u32,
}

/// What is met on the way through a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// An element begins.
    Open(u32),
    /// It ends.
    Close(u32),
    /// Words, with their character references.
    Words(Span),
    /// A comment.
    Comment(Span),
    /// A line break.
    Break(Span),
    /// The tag of a `q`, in whose place the reader sees a quotation mark; whether it begins.
    Mark(Span, bool),
    /// The end of whatever block is open.
    Rule,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    /// All elements that may hold words, in the order of their start tags.
    pub nodes: Vec<Node<'a>>,
    /// The way through them.
    pub steps: Vec<Step>,
    /// Elements that are open at the end, the outermost first.
    pub unclosed: Vec<u32>,
    /// Elements that end here and do not begin here.
    pub stray: Vec<Element>,
}

impl<'a> Tree<'a> {
    /// The tree of `pieces`.
    pub fn read(pieces: &'a [Piece]) -> Tree<'a> {
        let mut tree = Tree::default();
        let mut open = Open::default();
        for piece in pieces {
            match &piece.kind {
                PieceKind::Open(Element::Break, _) => tree.steps.push(Step::Break(piece.span)),
                PieceKind::Open(Element::Rule, _) => tree.steps.push(Step::Rule),
                PieceKind::Open(Element::Void | Element::Nothing | Element::Meta, _) => {}
                PieceKind::Open(element, attributes) => {
                    tree.open(*element, attributes, piece.span, &mut open);
                    if *element == Element::Quote {
                        tree.steps.push(Step::Mark(piece.span, true));
                    }
                }
                PieceKind::Close(element) => {
                    if *element == Element::Quote && open.holds(Element::Quote) {
                        tree.steps.push(Step::Mark(piece.span, false));
                    }
                    tree.close(*element, &mut open);
                }
                PieceKind::Text => tree.steps.push(Step::Words(piece.span)),
                PieceKind::Comment => tree.steps.push(Step::Comment(piece.span)),
            }
        }
        tree.unclosed.clone_from(&open.stack);
        while tree.pop(&mut open).is_some() {}
        tree
    }

    fn open(&mut self, element: Element, attributes: &'a Attributes, span: Span, open: &mut Open) {
        // A name or a date that stands by itself, and the source under a quoted block, are blocks of their own.
        let alone = !open.holds(Element::Paragraph)
            && (element == Element::Time
                || (element == Element::Cite && open.holds(Element::BlockQuote))
                || matches!(attributes.hint, Some(Hint::Byline | Hint::Credit)));
        let block = is_block(element) || alone;
        // A paragraph ends where a block begins, an item or cell where the next one does.
        if block && let Some(top) = open.stack.last().map(|node| self.nodes[*node as usize].element) {
            let cell = |element: Element| matches!(element, Element::Cell | Element::HeaderCell);
            let next = top == element && matches!(element, Element::Item | Element::Row) || cell(top) && cell(element);
            if top == Element::Paragraph || next {
                self.pop(open);
            }
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { element, attributes, parent: open.stack.last().copied(), block, at: span.start, last: node + 1 });
        self.steps.push(Step::Open(node));
        open.stack.push(node);
        *open.counts.entry(element).or_default() += 1;
    }

    fn close(&mut self, element: Element, open: &mut Open) {
        if !open.holds(element) {
            if is_block(element) {
                self.steps.push(Step::Rule);
                self.stray.push(element);
            }
            return;
        }
        while let Some(top) = self.pop(open) {
            if top == element {
                return;
            }
        }
    }

    fn pop(&mut self, open: &mut Open) -> Option<Element> {
        let node = open.stack.pop()?;
        self.steps.push(Step::Close(node));
        self.nodes[node as usize].last = self.nodes.len() as u32;
        let element = self.nodes[node as usize].element;
        if let Some(count) = open.counts.get_mut(&element) {
            *count -= 1;
        }
        Some(element)
    }

    /// Whether `inner` is `outer` or stands in it.
    pub fn is_within(&self, inner: u32, outer: u32) -> bool {
        outer <= inner && inner < self.nodes[outer as usize].last
    }
}

/// The elements that are open, and how many of each, so that a stray end tag costs nothing.
#[derive(Default)]
struct Open {
    stack: Vec<u32>,
    counts: FxHashMap<Element, u32>,
}

impl Open {
    fn holds(&self, element: Element) -> bool {
        self.counts.get(&element).is_some_and(|count| *count > 0)
    }
}

/// Whether an element begins and ends a block.
fn is_block(element: Element) -> bool {
    !matches!(
        element,
        Element::Inline(_)
            | Element::Time
            | Element::Cite
            | Element::Quote
            | Element::Void
            | Element::Nothing
            | Element::Break
            | Element::Meta
            | Element::Skipped(5 | 10..=22)
    )
}
