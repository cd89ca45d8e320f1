//! Markdown: CommonMark with footnotes, tables and strike-through.
//!
//! Every event of the parser has its own source range, so a word of prose points at the word in the file. Smart punctuation stays off,
//! since it would change what stands there.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::copy::looks_like_copy;
use super::front_matter::Words;
use super::furniture::shown_words;
use super::markup::Element;
use super::suppression::Comments;
use super::unread::{self, Why};
use super::{Note, Prose, ProseBuilder, Role, front_matter, html, nesting, roles, template};
use crate::text::Span;

/// Reads Markdown, its front matter included.
pub fn read(text: &str) -> Prose {
    let opening = front_matter::read(text);
    let text = &*template::blanked(text);
    let parsed = nesting::parsable(text);
    let mut reader = Reader {
        text,
        builder: ProseBuilder::with_capacity(text.len()),
        comments: Comments::default(),
        offset: opening.body,
        containers: Vec::new(),
        headline: false,
        images: Vec::new(),
        struck: 0,
        html: None,
        cite: None,
        indented: None,
        around: Vec::new(),
        ends: rustc_hash::FxHashMap::default(),
        references: Vec::new(),
        definitions: rustc_hash::FxHashMap::default(),
        links: Vec::new(),
    };
    if let Some(title) = &opening.title {
        reader.title(title);
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let body = parsed.get(opening.body..).unwrap_or("");
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range);
    }
    let Reader { builder, comments, references, definitions, .. } = reader;
    let mut prose = builder.finish();
    let note = |(label, at): (String, u32)| definitions.get(&label).map(|block| Note { at, block: *block });
    prose.notes = references.into_iter().filter_map(note).collect();
    prose.front_matter = opening.front_matter;
    comments.finish(text, &mut prose);
    roles::assign(&mut prose, None);
    unread::take_blocks(&mut prose);
    prose
}

/// The most HTML elements that are kept in mind around what is read.
const MOST_AROUND: usize = 32;

/// What a block inside this container is.
#[derive(Debug, Clone, Copy)]
struct Container {
    role: Role,
    level: u8,
}

struct Reader<'a> {
    text: &'a str,
    builder: ProseBuilder,
    comments: Comments,
    /// Source byte at which the parsed text begins.
    offset: usize,
    containers: Vec<Container>,
    headline: bool,
    /// The images that are open: whether each one's text is kept.
    images: Vec<bool>,
    /// How many strike-throughs are open.
    struck: u32,
    /// Source bytes of the HTML block read so far.
    html: Option<Span>,
    /// Where the source of a block quotation that is open begins, in prose bytes.
    cite: Option<u32>,
    /// Source bytes of the indented block that is open, if it is copy.
    indented: Option<Span>,
    /// HTML elements around what is read.
    around: Vec<(Element, html::Effect)>,
    /// Where the last end tag of each name stands that was asked for.
    ends: rustc_hash::FxHashMap<String, Option<u32>>,
    /// The signs of notes, by label, and the notes' first blocks.
    references: Vec<(String, u32)>,
    definitions: rustc_hash::FxHashMap<String, u32>,
    /// Where the words of each open link begin.
    links: Vec<u32>,
}

impl Reader<'_> {
    fn title(&mut self, title: &Words) {
        self.builder.open(Role::Headline, 1);
        self.builder.push_decoded(&title.text, title.span.of(self.text), title.span.start);
        self.builder.close();
        self.headline = true;
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new((self.offset + range.start) as u32, (self.offset + range.end) as u32)
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        let span = self.span(&range);
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if looks_like_copy(span.of(self.text)) => {
                self.builder.close();
                self.indented = Some(span);
            }
            Event::End(TagEnd::CodeBlock) if self.indented.is_some() => {
                if let Some(span) = self.indented.take() {
                    self.fragment(span, true);
                }
            }
            _ if self.indented.is_some() => {}
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, span),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.code(&words, span),
            Event::SoftBreak | Event::HardBreak => {
                if self.builder.is_open() && self.is_shown() {
                    self.builder.push_wrap(span);
                }
            }
            Event::Html(_) => self.html = Some(self.html.map_or(span, |before| before.join(span))),
            Event::InlineHtml(tag) => {
                if tag.starts_with("<!--") {
                    self.comments.add(self.text, span, &self.builder);
                } else if is_break(&tag) && self.builder.is_open() {
                    self.builder.push_wrap(span);
                } else if is_block(&tag) {
                    self.builder.close();
                } else {
                    self.inline(&tag, span);
                }
            }
            Event::Rule => self.builder.close(),
            Event::FootnoteReference(label) => self.references.push((label.to_string(), self.builder.here())),
            Event::TaskListMarker(_) => {}
        }
    }

    /// `q` shows quotation marks, `cite` inside a block quotation names its source.
    fn inline(&mut self, tag: &str, span: Span) {
        let quoted = self.containers.iter().any(|container| container.role == Role::BlockQuote);
        let mark = match tag.to_ascii_lowercase().as_str() {
            "<q>" => "“",
            "</q>" => "”",
            "<cite>" if quoted => {
                self.builder.close();
                self.cite = Some(self.builder.here());
                return;
            }
            "</cite>" => {
                if let Some(start) = self.cite.take() {
                    self.builder.was_cite(start);
                    self.builder.close();
                }
                return;
            }
            _ => return,
        };
        if self.is_shown() {
            self.ensure_open();
            self.builder.push_for(mark, span);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let depth = |role: Role| self.containers.iter().filter(|container| container.role == role).count().min(254) as u8 + 1;
        match tag {
            Tag::Paragraph => self.builder.close(),
            Tag::Heading { level, .. } => {
                let first = *level == HeadingLevel::H1 && !self.headline;
                self.headline |= first;
                self.enter(if first { Role::Headline } else { Role::Heading }, *level as u8);
            }
            Tag::BlockQuote(_) => self.enter(Role::BlockQuote, depth(Role::BlockQuote)),
            Tag::Item => self.enter(Role::ListItem, depth(Role::ListItem)),
            Tag::CodeBlock(_) => self.enter(Role::Code, 0),
            Tag::FootnoteDefinition(label) => {
                self.enter(Role::Footnote, 0);
                self.definitions.insert(label.to_string(), self.builder.blocks() as u32);
            }
            Tag::TableCell => self.enter(Role::Table, 0),
            Tag::List(_) | Tag::Table(_) | Tag::TableHead | Tag::TableRow => self.builder.close(),
            Tag::HtmlBlock => self.builder.close(),
            Tag::Image { .. } => {
                // Only a picture that no words stand before is shown as one; in mid-sentence its text would tear the sentence apart.
                let kept = self.images.is_empty() && (!self.builder.is_open() || self.builder.is_blank());
                if kept {
                    self.enter(Role::Caption, 0);
                }
                self.images.push(kept);
            }
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { .. } => self.links.push(self.builder.here()),
            _ => {}
        }
    }

    /// Reads a part in HTML.
    fn fragment(&mut self, span: Span, paragraphs: bool) {
        let edges = html::read_fragment(self.text, span, paragraphs, &mut self.builder, &mut self.comments);
        for element in edges.ended {
            if let Some(at) = self.around.iter().rposition(|(open, _)| *open == element) {
                self.around.truncate(at);
            }
        }
        for (element, effect, name) in edges.begun {
            // What never ends would take the rest of the file with it.
            let end = format!("</{}", name.of(self.text));
            let ends = !name.is_empty() && name.len() < 16 && self.around.len() < MOST_AROUND && self.last_end(&end) > Some(span.end);
            if ends {
                self.around.push((element, effect));
            }
        }
    }

    /// Where the last end tag of a name stands.
    fn last_end(&mut self, tag: &str) -> Option<u32> {
        let text = self.text;
        *self.ends.entry(tag.to_ascii_lowercase()).or_insert_with(|| text.rfind(tag).map(|at| at as u32))
    }

    /// What the HTML elements around make of the words here.
    fn effect(&self) -> Option<html::Effect> {
        self.around.iter().map(|(_, effect)| *effect).max_by_key(|effect| *effect != html::Effect::Quote)
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::TableCell => self.leave(),
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow => self.builder.close(),
            TagEnd::HtmlBlock => {
                if let Some(span) = self.html.take() {
                    self.fragment(span, false);
                }
            }
            TagEnd::Image if self.images.pop() == Some(true) => self.leave(),
            TagEnd::Link => {
                if let Some(start) = self.links.pop() {
                    self.builder.was_link(start);
                }
            }
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            _ => {}
        }
    }

    fn enter(&mut self, role: Role, level: u8) {
        self.builder.close();
        self.containers.push(Container { role, level });
    }

    fn leave(&mut self) {
        self.builder.close();
        self.containers.pop();
    }

    /// Whether words here are the article's: not struck through, not the text of a picture in mid-sentence.
    fn is_shown(&self) -> bool {
        self.struck == 0 && self.images.first() != Some(&false)
    }

    fn words(&mut self, words: &str, span: Span) {
        if !self.is_shown() {
            return;
        }
        if let Some(effect @ (html::Effect::Site | html::Effect::Hidden)) = self.effect() {
            let why = if effect == html::Effect::Site { Why::Site } else { Why::Hidden };
            let count = shown_words(words);
            return self.builder.skip(span, why, count, if count >= 12 { count } else { 0 });
        }
        self.ensure_open();
        let raw = span.of(self.text);
        // The parser was given other line ends, and not every mark.
        let given = |a: u8, b: u8| a == b || (a == b'\r' && b == b'\n') || b == nesting::HIDDEN;
        let same = raw.len() == words.len() && raw.bytes().zip(words.bytes()).all(|(a, b)| given(a, b));
        if same {
            self.builder.push(raw, span.start);
        } else {
            self.builder.push_decoded(words, raw, span.start);
        }
    }

    fn code(&mut self, words: &str, span: Span) {
        let raw = span.of(self.text);
        let ticks = raw.bytes().take_while(|byte| *byte == b'`').count();
        let inner = Span::new(span.start + ticks as u32, (span.end - ticks as u32).max(span.start));
        let start = self.builder.here();
        self.words(words, inner);
        self.builder.was_code(start);
    }

    fn ensure_open(&mut self) {
        if !self.builder.is_open() {
            let quoted = self.effect() == Some(html::Effect::Quote);
            let outside =
                if quoted { Container { role: Role::BlockQuote, level: 1 } } else { Container { role: Role::Paragraph, level: 0 } };
            let inside = self.containers.last().copied().unwrap_or(outside);
            self.builder.open(inside.role, inside.level);
        }
    }
}

/// Whether a tag in a line begins or ends a block all the same, as exports have it.
fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    ["p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4"].iter().any(|block| name.eq_ignore_ascii_case(block))
}

fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}
