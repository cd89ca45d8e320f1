//! HTML: the article's body among all that a page holds.
//!
//! The page is read as a flat list of tags and made a tree (`tree`); each element is weighed (`weight`), and what is the article and what
//! the site's is decided from that (`page`). Nothing recurses, so depth costs no stack.

mod filing;
mod page;
mod tree;
mod weight;

use std::borrow::Cow;

use super::copy::looks_like_copy;
use super::front_matter::FrontMatter;
use super::furniture::shown_words;
use super::markup::{self, Attributes, Element, Hint, Piece, PieceKind};
use super::suppression::Comments;
use super::unread::Why;
use super::{Prose, ProseBuilder, Role, feed, roles, template, unread};
use crate::text::Span;
use page::Page;
use tree::{Step, Tree};

/// Reads a page.
pub fn read(text: &str) -> Prose {
    let text = &*feed::as_html(text);
    let text = &*template::blanked(text);
    let pieces = markup::pieces(text, Span::new(0, text.len() as u32));
    let tree = Tree::read(&pieces);
    let page = Page::survey(text, &tree);
    let mut reader = Reader::new(text, &tree, &page, true, ProseBuilder::with_capacity(text.len() / 2), Comments::default());
    reader.read();
    let Reader { builder, comments, .. } = reader;
    let mut prose = builder.finish();
    prose.front_matter = front_matter(text, &pieces);
    for block in &mut prose.blocks {
        // A byline that goes on for a paragraph is none, whatever its class says.
        if block.role == Role::Byline && block.span.len() > 240 {
            block.role = Role::Paragraph;
        }
    }
    comments.finish(text, &mut prose);
    roles::assign(&mut prose, None);
    unread::take_blocks(&mut prose);
    prose
}

/// What an element of a part that is still open makes of what follows the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is the site's.
    Site,
    /// It is hidden.
    Hidden,
    /// It is quoted.
    Quote,
}

/// The elements that a part of a Markdown file begins or ends and does not end or begin.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// Those that it ends.
    pub ended: Vec<Element>,
    /// Those that it begins, with the source bytes of the start tag's name.
    pub begun: Vec<(Element, Effect, Span)>,
}

/// Reads the HTML of `within`, a part of a Markdown file, into `builder`. With `paragraphs`, blank lines part paragraphs.
pub(super) fn read_fragment(text: &str, within: Span, paragraphs: bool, builder: &mut ProseBuilder, comments: &mut Comments) -> Edges {
    let pieces = markup::pieces(text, within);
    let tree = Tree::read(&pieces);
    let page = Page::of_fragment(text, &tree);
    let mut reader = Reader::new(text, &tree, &page, false, std::mem::take(builder), std::mem::take(comments));
    reader.paragraphs = paragraphs;
    reader.read();
    reader.builder.close();
    (*builder, *comments) = (reader.builder, reader.comments);
    let effect = |number: u32| {
        let node = &tree.nodes[number as usize];
        let effect = match node.element {
            Element::BlockQuote => Effect::Quote,
            _ if node.attributes.hidden => Effect::Hidden,
            _ if page.site[number as usize] => Effect::Site,
            _ => return None,
        };
        let name = text[node.at as usize + 1..].bytes().take_while(u8::is_ascii_alphanumeric).count() as u32;
        Some((node.element, effect, Span::new(node.at + 1, node.at + 1 + name)))
    };
    Edges { begun: tree.unclosed.iter().filter_map(|number| effect(*number)).collect(), ended: tree.stray }
}

/// What the `meta` elements of a page say.
fn front_matter(text: &str, pieces: &[Piece]) -> FrontMatter {
    let mut front_matter = FrontMatter::default();
    let mut program = false;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Open(element, _) => program = *element == Element::SCRIPT,
            PieceKind::Text if program => filing::of_program(piece.span.of(text), &mut front_matter.signs),
            _ => {}
        }
        if let PieceKind::Open(Element::Meta, Attributes { meta: Some(meta), .. }) = &piece.kind {
            let (name, content, span) = &**meta;
            take_meta(&mut front_matter, text, piece.span, name, content, *span);
        }
    }
    front_matter
}

fn take_meta(front_matter: &mut FrontMatter, text: &str, tag: Span, name: &str, content: &str, span: Span) {
    let span = if span.of(text) == content { span } else { tag };
    let words = content.trim().to_owned();
    match name {
        "onrecord:kind" => front_matter.kind = Some((words, span)),
        "onrecord:date" => front_matter.date = Some(words),
        "article:published_time" | "date" if front_matter.date.is_none() => front_matter.date = Some(words),
        "onrecord" if words == "ignore" => front_matter.ignore = true,
        "onrecord" => front_matter.error = Some(("“onrecord” takes “ignore”.".into(), span)),
        _ => return filing::of_meta(name, content, &mut front_matter.signs),
    }
    if name.starts_with("onrecord") {
        front_matter.span = Some(front_matter.span.map_or(tag, |before| before.join(tag)));
    }
}

/// What an open element makes of the words inside it.
#[derive(Debug, Clone, Copy)]
struct Context {
    /// Its words are not read.
    skipped: Option<Why>,
    /// Nobody sees its words, so that nobody misses them either.
    unseen: bool,
    role: Role,
    level: u8,
    lists: u8,
    quotes: u8,
    /// Cells of the innermost table only arrange the page.
    arranged: bool,
}

struct Reader<'a> {
    text: &'a str,
    tree: &'a Tree<'a>,
    page: &'a Page,
    /// It is a whole page, not a part of a Markdown file.
    whole: bool,
    /// Blank lines part paragraphs.
    paragraphs: bool,
    builder: ProseBuilder,
    comments: Comments,
    context: Context,
    /// The contexts around the open elements.
    stack: Vec<Context>,
    /// A `br` was read and no word since.
    broken: bool,
    /// How many elements of code, links and raised words are open.
    code: u32,
    links: u32,
    raised: u32,
    /// Where the words of the link that is open begin.
    link: Option<u32>,
    /// How many paragraphs, and how many `q`, are open.
    open_paragraphs: u32,
    marks: u32,
    /// Where the source of a block quotation that is open begins, in prose bytes.
    cite: Option<u32>,
    /// Whether the headline, and whether the body, has begun; whether the body has ended.
    headline: bool,
    body: bool,
    ended: bool,
    /// The run of words that is read.
    run: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, tree: &'a Tree<'a>, page: &'a Page, whole: bool, builder: ProseBuilder, comments: Comments) -> Reader<'a> {
        let context = Context { skipped: None, unseen: false, role: Role::Paragraph, level: 0, lists: 0, quotes: 0, arranged: false };
        let body = page.body.is_none();
        Reader {
            text,
            tree,
            page,
            whole,
            paragraphs: false,
            builder,
            comments,
            context,
            stack: Vec::new(),
            broken: false,
            code: 0,
            links: 0,
            raised: 0,
            link: None,
            open_paragraphs: 0,
            marks: 0,
            cite: None,
            headline: false,
            body,
            ended: false,
            run: 0,
        }
    }

    fn read(&mut self) {
        for (at, step) in self.tree.steps.iter().enumerate() {
            match *step {
                Step::Open(node) => self.open(node),
                Step::Close(node) => self.close(node),
                Step::Words(span) => self.words(span, at as u32),
                Step::Comment(span) => self.comments.add(self.text, span, &self.builder),
                Step::Break(span) => self.line_break(span),
                Step::Mark(span, begins) => self.mark(span, begins),
                Step::Rule => self.end_block(),
            }
        }
    }

    fn end_block(&mut self) {
        self.builder.close();
        self.broken = false;
    }

    fn open(&mut self, number: u32) {
        let node = &self.tree.nodes[number as usize];
        if node.block {
            self.end_block();
        }
        self.headline |= self.page.head == Some(number);
        self.body |= self.page.body == Some(number);
        self.stack.push(self.context);
        self.count(node.element, 1);
        self.context = self.inside(number);
        if self.names_source(node.element) {
            self.cite.get_or_insert(self.builder.here());
        }
    }

    /// Whether the element names the source of a block quotation: `cite` and `footer` inside it.
    fn names_source(&self, element: Element) -> bool {
        matches!(element, Element::Cite | Element::Footer) && self.context.quotes > 0 && self.open_paragraphs == 0
    }

    /// Writes the mark that a browser shows for the tag of a `q`: the outer one, or inside another the inner one.
    fn mark(&mut self, span: Span, begins: bool) {
        self.marks = if begins { self.marks + 1 } else { self.marks };
        let inner = self.marks.saturating_sub(1) % 2 == 1;
        if self.why().is_none() {
            if !self.builder.is_open() {
                self.builder.open(self.context.role, self.context.level);
            }
            let mark = match (begins, inner) {
                (true, false) => "“",
                (true, true) => "‘",
                (false, false) => "”",
                (false, true) => "’",
            };
            self.builder.push_for(mark, span);
        }
        self.marks = if begins { self.marks } else { self.marks.saturating_sub(1) };
    }

    fn close(&mut self, number: u32) {
        let node = &self.tree.nodes[number as usize];
        let source = self.names_source(node.element);
        if node.block {
            self.end_block();
        }
        // What a `footer` holds is one source with the `cite` inside it.
        let within = || {
            let outer = std::iter::successors(node.parent, |parent| self.tree.nodes[*parent as usize].parent);
            outer.take(4).any(|outer| self.tree.nodes[outer as usize].element == Element::Footer)
        };
        if source
            && !within()
            && let Some(start) = self.cite.take()
        {
            self.builder.was_cite(start);
        }
        if node.element == Element::LINK
            && let Some(start) = self.link.take()
        {
            self.builder.was_link(start);
        }
        self.ended |= self.page.body == Some(number);
        self.count(node.element, -1);
        if let Some(context) = self.stack.pop() {
            self.context = context;
        }
    }

    fn count(&mut self, element: Element, by: i32) {
        let count = match element {
            Element::CODE => &mut self.code,
            Element::LINK => &mut self.links,
            Element::RAISED => &mut self.raised,
            Element::Paragraph => &mut self.open_paragraphs,
            _ => return,
        };
        *count = count.saturating_add_signed(by);
    }

    fn inside(&self, number: u32) -> Context {
        let node = &self.tree.nodes[number as usize];
        let mut context = self.context;
        let is_headline = self.page.headline == Some(number);
        match node.element {
            element if weight::is_unseen(element) && !is_headline => (context.skipped, context.unseen) = (Some(Why::Hidden), true),
            Element::Title => (context.role, context.level) = (Role::Headline, 1),
            Element::Heading(level) => {
                let first = !self.whole && level == 1 && self.builder.blocks() == 0;
                (context.role, context.level) = (if is_headline || first { Role::Headline } else { Role::Heading }, level);
                if context.role == Role::Headline {
                    context.level = 1;
                }
            }
            Element::BlockQuote => {
                context.quotes = context.quotes.saturating_add(1);
                (context.role, context.level) = (Role::BlockQuote, context.quotes);
            }
            Element::List => context.lists = context.lists.saturating_add(1),
            Element::Item => (context.role, context.level) = (Role::ListItem, context.lists.max(1)),
            Element::Caption => (context.role, context.level) = (Role::Caption, 0),
            Element::Table => context.arranged = self.page.layout[number as usize],
            Element::Cell | Element::HeaderCell if !context.arranged => (context.role, context.level) = (Role::Table, 0),
            Element::Pre => (context.role, context.level) = (Role::Code, 0),
            _ => {}
        }
        if self.page.site[number as usize] {
            context.skipped = context.skipped.or(Some(if node.attributes.hidden { Why::Hidden } else { Why::Site }));
        }
        self.hinted(number, &mut context);
        context
    }

    /// What an element says of itself.
    fn hinted(&self, number: u32, context: &mut Context) {
        let node = &self.tree.nodes[number as usize];
        let large = matches!(node.element, Element::Html | Element::Body | Element::Article | Element::Main | Element::Heading(1));
        let Some(hint) = node.attributes.hint.filter(|_| !large) else { return };
        let paragraph = node.element == Element::Paragraph;
        match hint {
            Hint::Byline if node.block => context.role = Role::Byline,
            Hint::Standfirst if node.block => context.role = Role::Standfirst,
            Hint::Caption if node.block => context.role = Role::Caption,
            Hint::Credit if node.block => context.role = Role::Credit,
            Hint::Title if paragraph && self.page.headline == Some(number) => (context.role, context.level) = (Role::Headline, 1),
            Hint::Title if paragraph => (context.role, context.level) = (Role::Heading, 1),
            Hint::Quote if paragraph => (context.role, context.level) = (Role::BlockQuote, 1),
            Hint::Item if paragraph => (context.role, context.level) = (Role::ListItem, 1),
            Hint::Footnote if node.block => context.role = Role::Footnote,
            _ => {}
        }
    }

    /// One line break is a space, two are the end of a paragraph.
    fn line_break(&mut self, span: Span) {
        if self.context.skipped.is_some() || !self.builder.is_open() {
            return;
        }
        if self.broken {
            self.builder.close();
        } else {
            self.builder.push_wrap(span);
        }
        self.broken = !self.broken;
    }

    /// Why the words that stand here are not read.
    fn why(&self) -> Option<Why> {
        let in_body = self.body && !self.ended;
        let in_head = self.headline && !self.body;
        let outside = !in_body && !in_head && self.context.role != Role::Headline;
        self.context.skipped.or(outside.then_some(Why::Outside))
    }

    fn words(&mut self, span: Span, at: u32) {
        let raw = span.of(self.text);
        if raw.trim_start().is_empty() {
            if self.builder.is_open() {
                self.builder.push(raw, span.start);
            }
            return;
        }
        while self.page.runs.get(self.run + 1).is_some_and(|next| next.first <= at) {
            self.run += 1;
        }
        if let Some(why) = self.why() {
            let words = if self.context.unseen { 0 } else { shown_words(raw) };
            if words > 0 {
                let running = self.page.runs.get(self.run).is_some_and(|run| run.running && run.words >= 12);
                self.builder.skip(span, why, words, if running { words } else { 0 });
            }
            return;
        }
        // The sign that a word processor draws before an item is none of its words.
        if self.builder.is_blank() && self.context.role == Role::ListItem && raw.trim().chars().all(|c| matches!(c, '·' | '•' | '§' | 'o'))
        {
            return;
        }
        // "[1]", raised and linked, is the number of a note.
        if self.raised > 0 && self.links > 0 && raw.trim().len() <= 5 {
            return;
        }
        self.broken = false;
        if self.context.role == Role::Code && looks_like_copy(raw) {
            return self.preformatted(span, Role::Paragraph);
        }
        if self.paragraphs && self.context.role == Role::Paragraph {
            return self.preformatted(span, Role::Paragraph);
        }
        if !self.builder.is_open() {
            self.builder.open(self.context.role, self.context.level);
        }
        let start = self.builder.here();
        if self.links > 0 {
            self.link.get_or_insert(start);
        }
        let title = self.page.headline.is_some_and(|headline| self.tree.nodes[headline as usize].element == Element::Title);
        let shown = if self.context.role == Role::Headline && title { without_site(raw) } else { raw };
        self.push(Span::new(span.start, span.start + shown.len() as u32));
        if self.code > 0 {
            self.builder.was_code(start);
        }
    }

    /// Copy that is set as code: blank lines part its paragraphs.
    fn preformatted(&mut self, span: Span, role: Role) {
        let mut at = span.start;
        for line in span.of(self.text).split_inclusive('\n') {
            let end = at + line.len() as u32;
            if line.trim().is_empty() {
                self.builder.close();
            } else {
                if !self.builder.is_open() {
                    self.builder.open(role, 0);
                }
                self.push(Span::new(at, end));
            }
            at = end;
        }
    }

    /// Adds words with their character references.
    fn push(&mut self, span: Span) {
        let raw = span.of(self.text);
        let mut at = 0;
        while at < raw.len() {
            let plain = raw[at..].find('&').map_or(raw.len(), |found| at + found);
            self.builder.push(&raw[at..plain], span.start + at as u32);
            at = plain;
            if at == raw.len() {
                break;
            }
            let (words, length) = match markup::reference(&raw[at..]) {
                Some((words, length)) => (Cow::Owned(words), length),
                None => (Cow::Borrowed("&"), 1),
            };
            self.builder.push_for(&words, Span::new(span.start + at as u32, span.start + (at + length) as u32));
            at += length;
        }
    }
}

/// A page's title without the site's name behind a bar.
fn without_site(title: &str) -> &str {
    [" | ", " – ", " — ", " - "].iter().find_map(|bar| title.rfind(bar)).map_or(title, |at| &title[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(html: &str) -> Vec<(Role, String)> {
        let prose = read(html);
        prose.blocks.iter().map(|block| (block.role, block.span.of(&prose.text).to_owned())).collect()
    }

    #[test]
    fn the_article_is_found_among_the_page() {
        let html = "<html><head><title>The ferry | Gazette</title><style>p { }</style></head><body><header><ul><li>Home<li>News</ul></header>\
            <nav>Menu</nav><main><h1>The last <em>ferry</em></h1><article><p class=byline>By Marit Oru<p>VELLMOUTH (AP) &mdash; The ferry&rsquo;s gone.\
            <p hidden>no<figure><img src=a><figcaption>The quay</figcaption></figure><blockquote><p>&ldquo;Gone.&rdquo;</blockquote>\
            <ul><li>One<li>Two</ul><script>var a = '<p>';</script><aside>Related</aside><h2>Why</h2>Rust<br>and<br><br>water.</article></main>\
            <footer>© Gazette</footer></body></html>";
        let found = blocks(html);
        let seen: Vec<_> = found.iter().map(|(role, words)| (*role, words.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Role::Headline, "The last ferry"),
                (Role::Byline, "By Marit Oru"),
                (Role::Paragraph, "VELLMOUTH (AP) — The ferry’s gone."),
                (Role::Caption, "The quay"),
                (Role::BlockQuote, "“Gone.”"),
                (Role::ListItem, "One"),
                (Role::ListItem, "Two"),
                (Role::Heading, "Why"),
                (Role::Paragraph, "Rust and"),
                (Role::Paragraph, "water."),
            ]
        );
    }

    #[test]
    fn a_title_stands_in_for_a_missing_headline() {
        let found = blocks("<head><title>The ferry is gone | Gazette</title></head><body><p>The ferry left.</p>");
        assert_eq!(found[0], (Role::Headline, "The ferry is gone".to_owned()));
        assert_eq!(found[1], (Role::Paragraph, "The ferry left.".to_owned()));
    }

    #[test]
    fn meta_is_front_matter() {
        let html = "<meta name=\"onrecord:kind\" content=\"analysis\"><meta name='onrecord' content=ignore><p>Text";
        let front_matter = read(html).front_matter;
        let (kind, span) = front_matter.kind.unwrap();
        assert_eq!((kind.as_str(), span.of(html)), ("analysis", "analysis"));
        assert!(front_matter.ignore);
    }
}
