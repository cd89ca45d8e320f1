//! HTML: the article's body among all that a page holds.
//!
//! The page is read as a flat list of tags, with a stack of what each open element makes of the words inside; nothing recurses, so depth
//! costs no stack. What is prose is decided by structure: `article`, else `main`, else the body; never navigation, scripts or forms.

use std::borrow::Cow;

use super::front_matter::FrontMatter;
use super::markup::{self, Attributes, Element, Hint, Piece, PieceKind};
use super::suppression::Comments;
use super::{Prose, ProseBuilder, Role, roles, template};
use crate::text::Span;

/// Reads a page.
pub fn read(text: &str) -> Prose {
    let text = &*template::blanked(text);
    let pieces = markup::pieces(text, Span::new(0, text.len() as u32));
    let page = Page::survey(text, &pieces);
    let mut reader = Reader::new(text, ProseBuilder::with_capacity(text.len() / 2), Comments::default());
    reader.page = Some(&page);
    for (at, piece) in pieces.iter().enumerate() {
        reader.piece(at, piece);
    }
    let Reader { builder, comments, .. } = reader;
    let mut prose = builder.finish();
    prose.front_matter = page.front_matter;
    for block in &mut prose.blocks {
        // A byline that goes on for a paragraph is none, whatever its class says.
        if block.role == Role::Byline && block.span.len() > 240 {
            block.role = Role::Paragraph;
        }
    }
    comments.finish(text, &mut prose);
    roles::assign(&mut prose, None);
    prose
}

/// Reads the HTML of `within`, a block of a Markdown file, into `builder`.
pub(super) fn read_fragment(text: &str, within: Span, builder: &mut ProseBuilder, comments: &mut Comments) {
    let pieces = markup::pieces(text, within);
    let mut reader = Reader::new(text, std::mem::take(builder), std::mem::take(comments));
    for (at, piece) in pieces.iter().enumerate() {
        reader.piece(at, piece);
    }
    reader.builder.close();
    (*builder, *comments) = (reader.builder, reader.comments);
}

/// Where on a page the article stands, by index of piece.
#[derive(Debug, Default)]
struct Page {
    /// The article's pieces: from its start tag to its end tag.
    article: (usize, usize),
    /// The headline's pieces.
    headline: Option<(usize, usize)>,
    /// One form holds most of the page, as some servers write it.
    form: bool,
    front_matter: FrontMatter,
}

impl Page {
    fn survey(text: &str, pieces: &[Piece]) -> Page {
        let mut page = Page { article: (0, pieces.len()), ..Page::default() };
        let articles = outermost(pieces, |element, _| element == Element::Article);
        let mains = outermost(pieces, |element, attributes| element == Element::Main || attributes.main);
        let weigh = |range: &(usize, usize)| words_in_paragraphs(&pieces[range.0..range.1]);
        let best = |ranges: &[(usize, usize)]| {
            ranges.iter().map(|range| (weigh(range), *range)).max_by_key(|(weight, (start, _))| (*weight, std::cmp::Reverse(*start)))
        };
        let headings = outermost(pieces, |element, _| element == Element::Heading(1));
        let (whole, around) = best(&mains).unwrap_or((words_in_paragraphs(pieces), (0, pieces.len())));
        page.article = match best(&articles) {
            // A teaser is an article too, but neither holds the headline nor much of the page.
            Some((weight, article))
                if weight * 4 >= whole || headings.iter().any(|heading| article.0 < heading.0 && heading.0 < article.1) =>
            {
                article
            }
            _ => around,
        };
        let inside = |range: &&(usize, usize)| page.article.0 <= range.0 && range.0 < page.article.1;
        page.headline = headings.iter().find(inside).or_else(|| headings.iter().find(|range| range.0 < page.article.0)).copied();
        if page.headline.is_none() {
            page.headline = outermost(pieces, |element, _| element == Element::Title).first().copied();
        }
        let form = best(&outermost(pieces, |element, _| element == Element::Skipped(4)));
        page.form = form.is_some_and(|(weight, _)| weight > 0 && weight * 2 >= words_in_paragraphs(pieces));
        for piece in pieces {
            if let PieceKind::Open(Element::Meta, Attributes { meta: Some(meta), .. }) = &piece.kind {
                page.meta(text, piece.span, &meta.0, &meta.1, meta.2);
            }
        }
        page
    }

    fn meta(&mut self, text: &str, tag: Span, name: &str, content: &str, span: Span) {
        let span = if span.of(text) == content { span } else { tag };
        let words = content.trim().to_owned();
        match name {
            "onrecord:kind" => self.front_matter.kind = Some((words, span)),
            "onrecord:date" => self.front_matter.date = Some(words),
            "article:published_time" | "date" if self.front_matter.date.is_none() => self.front_matter.date = Some(words),
            "onrecord" if words == "ignore" => self.front_matter.ignore = true,
            "onrecord" => self.front_matter.error = Some(("“onrecord” takes “ignore”.".into(), span)),
            _ => return,
        }
        if name.starts_with("onrecord") {
            self.front_matter.span = Some(self.front_matter.span.map_or(tag, |before| before.join(tag)));
        }
    }
}

/// The ranges of the elements that `is` holds for and that lie in no other such element.
fn outermost(pieces: &[Piece], is: impl Fn(Element, &Attributes) -> bool) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut open: Option<(Element, usize, u32)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        match (&piece.kind, &mut open) {
            (PieceKind::Open(element, attributes), None) if is(*element, attributes) => open = Some((*element, at, 1)),
            (PieceKind::Open(element, _), Some((of, _, depth))) if element == of => *depth += 1,
            (PieceKind::Close(element), Some((of, start, depth))) if element == of => {
                *depth -= 1;
                if *depth == 0 {
                    ranges.push((*start, at + 1));
                    open = None;
                }
            }
            _ => {}
        }
    }
    if let Some((_, start, _)) = open {
        ranges.push((start, pieces.len()));
    }
    ranges
}

/// Bytes of the words that stand in paragraphs.
fn words_in_paragraphs(pieces: &[Piece]) -> u32 {
    let mut inside = false;
    let mut bytes = 0;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Open(Element::Paragraph, _) => inside = true,
            PieceKind::Close(Element::Paragraph) => inside = false,
            PieceKind::Text if inside => bytes += piece.span.len(),
            _ => {}
        }
    }
    bytes
}

/// What an open element makes of the words inside it.
#[derive(Debug, Clone, Copy)]
struct Context {
    skipped: bool,
    role: Role,
    level: u8,
    lists: u8,
    quotes: u8,
}

struct Reader<'a> {
    text: &'a str,
    builder: ProseBuilder,
    comments: Comments,
    page: Option<&'a Page>,
    context: Context,
    /// The open elements, the context around each, and whether its words are a block of their own.
    stack: Vec<(Element, Context, bool)>,
    /// How many of each are open, so that a stray end tag costs nothing.
    open: rustc_hash::FxHashMap<Element, u32>,
    /// A `br` was read and no word since.
    broken: bool,
    /// Where the source of a block quotation that is open begins, in prose bytes.
    cite: Option<u32>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, builder: ProseBuilder, comments: Comments) -> Reader<'a> {
        let context = Context { skipped: false, role: Role::Paragraph, level: 0, lists: 0, quotes: 0 };
        let (stack, open) = (Vec::new(), rustc_hash::FxHashMap::default());
        Reader { text, builder, comments, page: None, context, stack, open, broken: false, cite: None }
    }

    fn piece(&mut self, at: usize, piece: &Piece) {
        match &piece.kind {
            PieceKind::Open(element, attributes) => self.open(at, *element, attributes, piece.span),
            PieceKind::Close(element) => {
                if *element == Element::Quote && self.holds(at) {
                    self.quote(piece.span, ["”", "’"]);
                }
                self.close(*element);
            }
            PieceKind::Text if !self.context.skipped && self.holds(at) => self.words(piece.span),
            PieceKind::Comment => self.comments.add(self.text, piece.span, &self.builder),
            PieceKind::Text => {}
        }
    }

    /// Whether the piece belongs to the article or its headline.
    fn holds(&self, at: usize) -> bool {
        let Some(page) = self.page else { return true };
        let within = |range: (usize, usize)| range.0 <= at && at < range.1;
        within(page.article) || page.headline.is_some_and(within)
    }

    fn open(&mut self, at: usize, element: Element, attributes: &Attributes, span: Span) {
        match element {
            Element::Break => return self.line_break(span),
            Element::Rule => return self.builder.close(),
            Element::Void | Element::Nothing | Element::Meta => return,
            _ => {}
        }
        // A paragraph ends where a block begins, an item or cell where the next one does.
        // A name or a date that stands by itself, and the source under a quoted block, are blocks of their own.
        let alone = !self.open.contains_key(&Element::Paragraph)
            && (element == Element::Time
                || (element == Element::Cite && self.context.quotes > 0)
                || matches!(attributes.hint, Some(Hint::Byline | Hint::Credit)));
        let block = is_block(element) || (alone && !self.context.skipped);
        if block {
            self.builder.close();
            self.broken = false;
            if self.stack.last().is_some_and(|(top, ..)| {
                *top == Element::Paragraph || (*top == element && matches!(element, Element::Item | Element::Cell | Element::Row))
            }) {
                self.pop();
            }
        }
        self.stack.push((element, self.context, block));
        *self.open.entry(element).or_default() += 1;
        if element == Element::Quote && self.holds(at) {
            self.quote(span, ["“", "‘"]);
        }
        self.context = self.inside(at, element, attributes, block);
        if self.names_source(element) {
            self.cite.get_or_insert(self.builder.here());
        }
    }

    /// Whether the element names the source of a block quotation: `cite` and `footer` inside it.
    fn names_source(&self, element: Element) -> bool {
        matches!(element, Element::Cite | Element::Footer) && self.context.quotes > 0 && !self.open.contains_key(&Element::Paragraph)
    }

    /// Writes the mark that a browser shows for the tag of a `q` at `span`: the outer one of `marks`, or inside another the inner one.
    fn quote(&mut self, span: Span, marks: [&str; 2]) {
        let depth = self.open.get(&Element::Quote).copied().unwrap_or_default();
        if self.context.skipped || depth == 0 {
            return;
        }
        if !self.builder.is_open() {
            self.builder.open(self.context.role, self.context.level);
        }
        self.builder.push_for(marks[(depth as usize + 1) % 2], span);
    }

    fn inside(&mut self, at: usize, element: Element, attributes: &Attributes, block: bool) -> Context {
        let mut context = self.context;
        let article = self.page.is_none() || self.open.contains_key(&Element::Article) || self.open.contains_key(&Element::Main);
        match element {
            Element::Skipped(4) if self.page.is_some_and(|page| page.form) => {}
            Element::Skipped(_) => context.skipped = true,
            Element::Footer if !article && context.quotes == 0 => context.skipped = true,
            Element::Title | Element::Heading(1) => {
                let is_headline = match self.page {
                    Some(page) => page.headline.is_some_and(|(start, _)| start == at),
                    None => element != Element::Title && self.builder.blocks() == 0,
                };
                context.skipped |= element == Element::Title && !is_headline;
                (context.role, context.level) = (if is_headline { Role::Headline } else { Role::Heading }, 1);
            }
            Element::Heading(level) => (context.role, context.level) = (Role::Heading, level),
            Element::BlockQuote => {
                context.quotes = context.quotes.saturating_add(1);
                (context.role, context.level) = (Role::BlockQuote, context.quotes);
            }
            Element::List => {
                context.lists = context.lists.saturating_add(1);
                // A page header's lists are its menus.
                context.skipped |= !article && self.open.contains_key(&Element::Header);
            }
            Element::Item => (context.role, context.level) = (Role::ListItem, context.lists.max(1)),
            Element::Caption => (context.role, context.level) = (Role::Caption, 0),
            Element::Cell => (context.role, context.level) = (Role::Table, 0),
            Element::Pre => (context.role, context.level) = (Role::Code, 0),
            _ => {}
        }
        context.skipped |= attributes.hidden;
        let whole = matches!(element, Element::Body | Element::Article | Element::Main | Element::Heading(1));
        match attributes.hint {
            Some(hint) if !whole => match hint {
                Hint::Site => context.skipped = true,
                Hint::Byline if block => context.role = Role::Byline,
                Hint::Standfirst if block => context.role = Role::Standfirst,
                Hint::Caption if block => context.role = Role::Caption,
                Hint::Credit if block => context.role = Role::Credit,
                _ => {}
            },
            _ => {}
        }
        context
    }

    fn close(&mut self, element: Element) {
        if is_block(element) {
            self.builder.close();
            self.broken = false;
        }
        if self.open.get(&element).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some(top) = self.pop() {
            if top == element {
                return;
            }
        }
    }

    fn pop(&mut self) -> Option<Element> {
        let (element, context, block) = self.stack.pop()?;
        let source = self.names_source(element);
        self.context = context;
        if block {
            self.builder.close();
            self.broken = false;
        }
        // What a `footer` holds is one source with the `cite` inside it.
        if source
            && !self.stack.iter().rev().take(4).any(|(outer, ..)| *outer == Element::Footer)
            && let Some(start) = self.cite.take()
        {
            self.builder.was_cite(start);
        }
        if let Some(count) = self.open.get_mut(&element) {
            *count -= 1;
            if *count == 0 {
                self.open.remove(&element);
            }
        }
        Some(element)
    }

    /// One line break is a space, two are the end of a paragraph.
    fn line_break(&mut self, span: Span) {
        if self.context.skipped || !self.builder.is_open() {
            return;
        }
        if self.broken {
            self.builder.close();
        } else {
            self.builder.push_wrap(span);
        }
        self.broken = !self.broken;
    }

    fn words(&mut self, span: Span) {
        let raw = span.of(self.text);
        if raw.trim_start().is_empty() {
            if self.builder.is_open() {
                self.builder.push(raw, span.start);
            }
            return;
        }
        self.broken = false;
        if !self.builder.is_open() {
            self.builder.open(self.context.role, self.context.level);
        }
        let start = self.builder.here();
        let raw = if self.context.role == Role::Headline && self.open.contains_key(&Element::Title) { without_site(raw) } else { raw };
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
        if self.open.contains_key(&Element::CODE) {
            self.builder.was_code(start);
        }
    }
}

/// A page's title without the site's name behind a bar.
fn without_site(title: &str) -> &str {
    [" | ", " – ", " — ", " - "].iter().find_map(|bar| title.rfind(bar)).map_or(title, |at| &title[..at])
}

fn is_block(element: Element) -> bool {
    !matches!(
        element,
        Element::Inline(_)
            | Element::Time
            | Element::Cite
            | Element::Void
            | Element::Nothing
            | Element::Break
            | Element::Meta
            | Element::Skipped(5 | 10..=22)
    )
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
