//! HTML as a flat list of tags and texts with their exact source bytes, and its character references.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Token, Tokenizer};
use rustc_hash::FxHashMap;

use super::names;
use crate::text::Span;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its source bytes, delimiters included.
    pub span: Span,
}

/// What a piece of HTML is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A start tag.
    Open(Element, Attributes),
    /// An end tag.
    Close(Element),
    /// Words, with their character references.
    Text,
    /// A comment.
    Comment,
}

/// An element's name; unknown names are told apart by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Element {
    /// Starts and ends a block, and holds others.
    Container,
    /// A paragraph.
    Paragraph,
    /// A heading of a level.
    Heading(u8),
    /// `blockquote`.
    BlockQuote,
    /// `figcaption`, `caption`.
    Caption,
    /// `ul`, `ol`, `dl`, `menu`.
    List,
    /// `li`, `dt`, `dd`.
    Item,
    /// `table`.
    Table,
    /// `td`.
    Cell,
    /// `th`.
    HeaderCell,
    /// `tr`.
    Row,
    /// `pre`.
    Pre,
    /// `article`.
    Article,
    /// `main`.
    Main,
    /// `header`.
    Header,
    /// `footer`.
    Footer,
    /// `html`.
    Html,
    /// `body`.
    Body,
    /// What is not prose, with all it holds.
    Skipped(u16),
    /// `title`.
    Title,
    /// `head`.
    Head,
    /// `meta`.
    Meta,
    /// `br`.
    Break,
    /// `hr`, and other elements without content that end a block.
    Rule,
    /// Elements without content that stand in a line.
    Void,
    /// `wbr`: a place to break, not a space.
    Nothing,
    /// `time`.
    Time,
    /// `cite`.
    Cite,
    /// `q`: the reader sees quotation marks around it.
    Quote,
    /// All others: they stand in a line.
    Inline(u16),
}

impl Element {
    /// `code`, `kbd`, `samp`, `tt`: code in a line.
    pub const CODE: Element = Element::Inline(6);
    /// `a`: a link.
    pub const LINK: Element = Element::Inline(0);
    /// `script`: a program, or data for one.
    pub const SCRIPT: Element = Element::Skipped(0);
    /// `sup`: a note's number, mostly.
    pub const RAISED: Element = Element::Inline(7);
}

/// What of a tag's attributes matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// `hidden`, or hidden from readers by style.
    pub hidden: bool,
    /// It is a remark of a word processor's page, or the sign of one.
    pub remark: bool,
    /// `role="main"`.
    pub main: bool,
    /// `role="article"`.
    pub article: bool,
    /// `role="presentation"`: it only arranges what stands in it.
    pub presentation: bool,
    /// What class, `rel`, `itemprop` or `role` say the element is.
    pub hint: Option<Hint>,
    /// Whether its class or `id` names it as the site's.
    pub named: Option<Named>,
    /// `name` or `property` of a `meta`, and its `content` with its source bytes.
    pub meta: Option<Box<(String, String, Span)>>,
}

/// What an element says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// Who wrote it.
    Byline,
    /// The summary under the headline.
    Standfirst,
    /// A picture's text.
    Caption,
    /// Who took the picture.
    Credit,
    /// The site's: navigation, sharing, advertisement.
    Site,
    /// A title, as word processors mark it.
    Title,
    /// A quoted paragraph, as word processors mark it.
    Quote,
    /// An item of a list, as word processors mark it.
    Item,
    /// A note at the foot.
    Footnote,
}

/// How surely an element's name makes it the site's. A greater one goes before a lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// The name stands on other elements too.
    Maybe,
    /// No article's words stand under such a name.
    Surely,
    /// What readers wrote.
    Comments,
}

/// Cuts the bytes `within` of `source` into pieces; spans are in bytes of `source`.
pub(super) fn pieces(source: &str, within: Span) -> Vec<Piece> {
    let html = within.of(source);
    let mut scanner = Scanner { source: html, at: within.start, open: None, attribute: Attribute::Other, names: FxHashMap::default() };
    let callback = move |event: CallbackEvent<'_>, span: html5gum::Span<usize>| scanner.event(event, span);
    let mut emitter: CallbackEmitter<_, Piece, usize> = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).filter_map(Result::ok).collect()
}

/// Attributes that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Class,
    Id,
    Style,
    Role,
    Name,
    Content,
    Other,
}

struct Scanner<'a> {
    source: &'a str,
    at: u32,
    open: Option<(Element, u32, Attributes)>,
    attribute: Attribute,
    names: FxHashMap<Box<[u8]>, u16>,
}

impl Scanner<'_> {
    fn event(&mut self, event: CallbackEvent<'_>, span: html5gum::Span<usize>) -> Option<Piece> {
        let span = Span::new(self.at + span.start as u32, self.at + span.end as u32);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let element = self.element(name);
                self.open = Some((element, span.start, Attributes::default()));
                None
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute_name(name);
                None
            }
            CallbackEvent::AttributeValue { value } => {
                self.attribute_value(value, span);
                None
            }
            CallbackEvent::CloseStartTag { .. } => {
                let (element, start, attributes) = self.open.take()?;
                Some(Piece { kind: PieceKind::Open(element, attributes), span: Span::new(start, span.end) })
            }
            CallbackEvent::EndTag { name } => {
                self.open = None;
                Some(Piece { kind: PieceKind::Close(self.element(name)), span })
            }
            CallbackEvent::String { .. } => Some(Piece { kind: PieceKind::Text, span }),
            CallbackEvent::Comment { .. } => Some(Piece { kind: PieceKind::Comment, span }),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => None,
        }
    }

    fn element(&mut self, name: &[u8]) -> Element {
        known(name).unwrap_or_else(|| {
            let next = self.names.len().min(usize::from(u16::MAX - 100)) as u16 + 100;
            let number = match self.names.get(name) {
                Some(number) => *number,
                None => *self.names.entry(name.into()).or_insert(next),
            };
            Element::Inline(number)
        })
    }

    fn attribute_name(&mut self, name: &[u8]) {
        let Some((_, _, attributes)) = &mut self.open else { return };
        self.attribute = match name {
            b"class" | b"rel" | b"itemprop" => Attribute::Class,
            b"id" | b"data-component" | b"data-testid" | b"aria-label" => Attribute::Id,
            b"style" => Attribute::Style,
            b"role" => Attribute::Role,
            b"name" | b"property" => Attribute::Name,
            b"content" => Attribute::Content,
            _ => Attribute::Other,
        };
        attributes.hidden |= name == b"hidden";
    }

    fn attribute_value(&mut self, value: &[u8], span: Span) {
        let Some((element, _, attributes)) = &mut self.open else { return };
        match self.attribute {
            Attribute::Class => {
                attributes.hint = attributes.hint.or_else(|| value.split(u8::is_ascii_whitespace).find_map(hint));
                attributes.named = attributes.named.max(names::named(value));
                attributes.hidden |= value == b"msocomanchor";
            }
            Attribute::Id => {
                attributes.named = attributes.named.max(names::named(value));
                attributes.hidden |= value.starts_with(b"cmnt_ref");
                attributes.remark |= value.starts_with(b"cmnt") && !value.starts_with(b"cmnt_ref");
            }
            Attribute::Style => attributes.hidden |= value.split(|byte| *byte == b';').any(hides),
            Attribute::Role => {
                attributes.main |= value == b"main";
                attributes.article |= value == b"article";
                attributes.presentation |= matches!(value, b"presentation" | b"none");
                if matches!(value, b"navigation" | b"complementary" | b"banner" | b"contentinfo" | b"search" | b"dialog" | b"alert") {
                    attributes.hint = Some(Hint::Site);
                }
            }
            Attribute::Name | Attribute::Content if *element == Element::Meta => {
                let meta = attributes.meta.get_or_insert_default();
                let words = String::from_utf8_lossy(value).into_owned();
                if self.attribute == Attribute::Name {
                    meta.0 = words;
                } else {
                    // Quotation marks may lie inside the parser's span of the value.
                    let local = Span::new(span.start - self.at, span.end - self.at);
                    let found = local.of(self.source).find(&words).unwrap_or(0) as u32;
                    meta.2 = Span::new(span.start + found, span.start + found + words.len() as u32);
                    meta.1 = words;
                }
            }
            _ => {}
        }
    }
}

fn hides(declaration: &[u8]) -> bool {
    let declaration: Vec<u8> = declaration.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(24).collect();
    [b"display:none".as_slice(), b"visibility:hidden", b"mso-hide:all", b"mso-element:comment-list", b"mso-element:comment"]
        .iter()
        .any(|hiding| declaration.eq_ignore_ascii_case(hiding))
}

fn hint(class: &[u8]) -> Option<Hint> {
    Some(match class {
        b"author" | b"byline" | b"byline__name" | b"article-byline" | b"article__byline" | b"entry-author" | b"post-author"
        | b"by-author" => Hint::Byline,
        b"standfirst"
        | b"dek"
        | b"deck"
        | b"subtitle"
        | b"sub-headline"
        | b"subheadline"
        | b"alternativeHeadline"
        | b"article-summary"
        | b"summary"
        | b"article__standfirst" => Hint::Standfirst,
        b"caption" | b"wp-caption-text" | b"image-caption" | b"photo-caption" | b"MsoCaption" => Hint::Caption,
        b"title" | b"MsoTitle" => Hint::Title,
        b"MsoSubtitle" => Hint::Standfirst,
        b"MsoQuote" | b"MsoIntenseQuote" => Hint::Quote,
        b"MsoListParagraph" | b"MsoListParagraphCxSpFirst" | b"MsoListParagraphCxSpMiddle" | b"MsoListParagraphCxSpLast" => Hint::Item,
        b"MsoFootnoteText" | b"MsoEndnoteText" | b"footnote" | b"footnotes" | b"endnote" | b"endnotes" | b"doc-endnote" => Hint::Footnote,
        b"MsoHeader" | b"MsoFooter" | b"MsoCommentText" => Hint::Site,
        b"credit" | b"photo-credit" | b"image-credit" | b"copyrightHolder" | b"media-credit" => Hint::Credit,
        _ => return None,
    })
}

fn known(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"p" => Element::Paragraph,
        b"a" => Element::Inline(0),
        b"em" => Element::Inline(1),
        b"strong" => Element::Inline(2),
        b"span" => Element::Inline(3),
        b"i" => Element::Inline(4),
        b"b" => Element::Inline(5),
        b"code" | b"kbd" | b"samp" | b"tt" => Element::CODE,
        b"div" | b"section" | b"figure" | b"address" | b"tbody" | b"thead" | b"tfoot" | b"details" | b"summary" | b"hgroup" | b"center"
        | b"fieldset" | b"picture" => Element::Container,
        b"h1" => Element::Heading(1),
        b"h2" => Element::Heading(2),
        b"h3" => Element::Heading(3),
        b"h4" => Element::Heading(4),
        b"h5" => Element::Heading(5),
        b"h6" => Element::Heading(6),
        b"blockquote" => Element::BlockQuote,
        b"figcaption" | b"caption" => Element::Caption,
        b"ul" | b"ol" | b"dl" | b"menu" => Element::List,
        b"li" | b"dt" | b"dd" => Element::Item,
        b"table" => Element::Table,
        b"td" => Element::Cell,
        b"th" => Element::HeaderCell,
        b"tr" => Element::Row,
        b"pre" | b"listing" | b"xmp" => Element::Pre,
        b"article" => Element::Article,
        b"main" => Element::Main,
        b"header" => Element::Header,
        b"footer" => Element::Footer,
        b"html" => Element::Html,
        b"body" => Element::Body,
        b"sup" => Element::RAISED,
        b"xml" => Element::Skipped(9),
        b"amp-ad" | b"amp-sidebar" | b"amp-consent" | b"amp-user-notification" | b"amp-social-share" | b"amp-lightbox" => {
            Element::Skipped(6)
        }
        b"title" => Element::Title,
        b"head" => Element::Head,
        b"meta" => Element::Meta,
        b"br" => Element::Break,
        b"hr" => Element::Rule,
        b"img" | b"input" | b"embed" | b"source" | b"track" | b"link" | b"base" | b"area" | b"col" | b"param" => Element::Void,
        b"time" => Element::Time,
        b"cite" => Element::Cite,
        b"q" => Element::Quote,
        b"wbr" => Element::Nothing,
        b"script" => Element::Skipped(0),
        b"style" => Element::Skipped(1),
        b"template" => Element::Skipped(2),
        b"noscript" => Element::Skipped(3),
        b"form" => Element::Skipped(4),
        b"button" => Element::Skipped(5),
        b"nav" => Element::Skipped(6),
        b"aside" => Element::Skipped(7),
        b"select" => Element::Skipped(8),
        b"textarea" => Element::Skipped(9),
        b"svg" => Element::Skipped(10),
        b"math" => Element::Skipped(11),
        b"iframe" => Element::Skipped(12),
        b"object" => Element::Skipped(13),
        b"canvas" => Element::Skipped(14),
        b"audio" => Element::Skipped(15),
        b"video" => Element::Skipped(16),
        b"del" => Element::Skipped(17),
        b"s" => Element::Skipped(18),
        b"strike" => Element::Skipped(19),
        b"dialog" => Element::Skipped(20),
        b"rp" => Element::Skipped(21),
        b"rt" => Element::Skipped(22),
        _ => return None,
    })
}

/// The character reference that opens `text`: what it stands for and its bytes.
pub(super) fn reference(text: &str) -> Option<(String, usize)> {
    let name = text.strip_prefix('&')?;
    let length = name.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let closed = name.as_bytes().get(length) == Some(&b';');
    let frequent = match &name[..length] {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "nbsp" => "\u{A0}",
        "rsquo" if closed => "’",
        "lsquo" if closed => "‘",
        "rdquo" if closed => "”",
        "ldquo" if closed => "“",
        "mdash" if closed => "—",
        "ndash" if closed => "–",
        "hellip" if closed => "…",
        "" => return None,
        _ => {
            if !closed && !name.starts_with('#') {
                return None;
            }
            let whole = &text[..1 + length + usize::from(closed)];
            // A reference that browsers forgive (`&#150;`, a dash of Windows) comes as an error and then as its character.
            let words = |token| match token {
                Token::String(words) => String::from_utf8(words.value.0.clone()).ok(),
                _ => None,
            };
            let words = Tokenizer::new(whole).filter_map(Result::ok).find_map(words)?;
            return (words != whole && !words.ends_with(';')).then_some((words, whole.len()));
        }
    };
    Some((frequent.to_owned(), 1 + length + usize::from(closed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hold_exactly_their_bytes() {
        let source = "\u{FEFF}<!DOCTYPE html>\r\n<p class='x byline'>By&nbsp;Ma<b>rit</b>\r\n Oru é</p><!-- a --><br/>ü<script>if (a < b) { '</p>' }</script>&amp;";
        let pieces = pieces(source, Span::new(0, source.len() as u32));
        let seen: Vec<_> = pieces.iter().map(|piece| piece.span.of(source)).collect();
        assert_eq!(
            seen,
            [
                "\u{FEFF}",
                "\r\n",
                "<p class='x byline'>",
                "By&nbsp;Ma",
                "<b>",
                "rit",
                "</b>",
                "\r\n Oru é",
                "</p>",
                "<!-- a -->",
                "<br/>",
                "ü",
                "<script>",
                "if (a < b) { '</p>' }",
                "</script>",
                "&amp;"
            ]
        );
        assert!(matches!(&pieces[2].kind, PieceKind::Open(Element::Paragraph, Attributes { hint: Some(Hint::Byline), .. })));
    }

    #[test]
    fn references() {
        let of = |text: &str| reference(text).map(|(words, length)| (words, &text[..length]).0);
        assert_eq!(reference("&rsquo;s"), Some(("’".into(), 7)));
        assert_eq!(reference("&eacute;t"), Some(("é".into(), 8)));
        assert_eq!(reference("&#8217;s"), Some(("’".into(), 7)));
        assert_eq!(reference("&#x2019;s"), Some(("’".into(), 8)));
        assert_eq!(reference("&#150;s"), Some(("–".into(), 6)));
        assert_eq!(reference("&amp co"), Some(("&".into(), 4)));
        assert_eq!(of("& co"), None);
        assert_eq!(of("&nosuch; co"), None);
        assert_eq!(of("&"), None);
    }
}
