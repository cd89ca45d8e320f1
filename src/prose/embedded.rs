//! Elements of a page that were left in a plain text. A copy of a page keeps the tags of what was embedded in it, posts above all, and an
//! attribute of theirs may be all that tells who wrote the words.

use crate::text::Span;

/// A tag with its exact source bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// From `<` to `>`; the full stop that a copy leaves behind a closing tag at the end of a line too.
    pub span: Span,
    /// What it does.
    pub part: Part,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It opens an element whose author an attribute names: the value's source bytes.
    Post(Span),
    /// It closes such an element.
    PostEnd,
    /// Any other.
    Other,
}

/// Longer tags are no tags.
const LONGEST: usize = 1_200;
/// Bytes of the longest name of an author.
const LONGEST_NAME: usize = 40;

/// The tags of `text`, in order: those with attributes, and what closes them. A lone `<b>` may be what the text is about, and stays.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    // Names of elements that are open, and whether an author was given.
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        let start = at + next;
        at = start + 1;
        if let Some((name, end, author)) = opening(text, start) {
            let part = author.map_or(Part::Other, Part::Post);
            found.push(Tag { span: Span::new(start as u32, end as u32), part });
            if !text[..end].ends_with("/>") {
                open.push((name, author.is_some()));
            }
            at = end;
        } else if let Some((name, end)) = closing(text, start)
            && let Some(index) = open.iter().rposition(|(other, _)| *other == name)
        {
            let posts = open.drain(index..).any(|(_, author)| author);
            let rest = &text[end..];
            let stop = rest.starts_with('.') && rest[1..].starts_with(['\n', '\r']) || rest == ".";
            let span = Span::new(start as u32, (end + usize::from(stop)) as u32);
            found.push(Tag { span, part: if posts { Part::PostEnd } else { Part::Other } });
            at = end;
        }
    }
    found
}

fn name_at(text: &str) -> Option<&str> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')).count();
    (length > 0 && text.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| &text[..length])
}

/// The element's name, the tag's end and the author's bytes of the tag with attributes at `start`.
fn opening(text: &str, start: usize) -> Option<(&str, usize, Option<Span>)> {
    let name = name_at(&text[start + 1..])?;
    let mut at = start + 1 + name.len();
    let (mut attributes, mut author) = (0, None);
    loop {
        let blank = blanks(&text[at..]);
        let rest = &text[at + blank..];
        if let Some(length) = rest.strip_prefix('>').map(|_| 1).or_else(|| rest.strip_prefix("/>").map(|_| 2)) {
            return (attributes > 0).then_some((name, at + blank + length, author));
        }
        let attribute = name_at(rest).filter(|_| blank > 0)?;
        let value = rest[attribute.len()..].strip_prefix('=')?;
        let quote = value.chars().next()?;
        let closes: &[char] = match quote {
            '"' | '\'' => &[quote],
            '“' | '”' => &['“', '”'],
            _ => return None,
        };
        let words = &value[quote.len_utf8()..];
        let mut limit = words.len().min(LONGEST);
        while !words.is_char_boundary(limit) {
            limit -= 1;
        }
        let length = words[..limit].find(closes)?;
        let from = text.len() - words.len();
        let close = words[length..].chars().next().map_or(0, char::len_utf8);
        if attribute.rsplit('-').next() == Some("author") && is_name(&words[..length]) {
            author = Some(Span::new(from as u32, (from + length) as u32));
        }
        attributes += 1;
        at = from + length + close;
    }
}

/// The element's name and the tag's end of the closing tag at `start`; `<post/>` behind `<post …>` is meant for one.
fn closing(text: &str, start: usize) -> Option<(&str, usize)> {
    let rest = &text[start + 1..];
    let slash = rest.starts_with('/');
    let name = name_at(&rest[usize::from(slash)..])?;
    let after = start + 1 + usize::from(slash) + name.len();
    let end = if slash { ">" } else { "/>" };
    text[after..].starts_with(end).then_some((name, after + end.len()))
}

fn blanks(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_whitespace).count()
}

/// "@maritoru", "Marit Oru": a handle, or a few words that begin and end with capitals.
fn is_name(words: &str) -> bool {
    let bare = words.strip_prefix('@').unwrap_or(words);
    let letters = bare.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '-' | '\'' | '’'));
    let each: Vec<&str> = bare.split(' ').collect();
    let capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let named = each.len() == 1 || each.len() <= 4 && capital(each.first()) && capital(each.last());
    bare.starts_with(char::is_alphanumeric) && letters && words.len() <= LONGEST_NAME && named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Option<&str>)> {
        let author = |tag: &Tag| match tag.part {
            Part::Post(author) => Some(author.of(text)),
            _ => None,
        };
        tags(text).iter().map(|tag| (tag.span.of(text), author(tag))).collect()
    }

    #[test]
    fn a_post_names_its_author_in_an_attribute() {
        let text = "See:\n\n<post pic=\"\" author=\"MaritOru\" id=\"1\">We are late.</post>.\n\nMore.";
        let open = "<post pic=\"\" author=\"MaritOru\" id=\"1\">";
        assert_eq!(read(text), [(open, Some("MaritOru")), ("</post>.", None)]);
        assert_eq!(read("<post post-author=\"@oru_m\" date=\"May 3\n\">Late.<post/>").len(), 2);
    }

    #[test]
    fn what_only_looks_like_a_tag_stays() {
        assert_eq!(read("If a < b and b > c, the <b> tag helps. I <3 boats."), []);
        assert_eq!(read("<post author=\"said that the boats are late\">x</post>")[0].1, None);
    }
}
