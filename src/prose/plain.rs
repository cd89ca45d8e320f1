//! Plain text: no markup says what is a paragraph, so lines, widths and positions do.

use super::embedded::{self, Part, Tag};
use super::lines::{self, Line, Marker};
use super::roles::{self, Layout};
use super::wrapping::{self, Joint};
use super::{Post, Prose, ProseBuilder, Role, unread};
use crate::text::Span;

/// Reads plain text in any of its wild forms.
pub fn read(text: &str) -> Prose {
    let lines = lines::read(text);
    let tags = embedded::tags(text);
    let (joints, width) = wrapping::joints(text, &lines);
    let mut reader = Reader { text, tags: &tags, builder: ProseBuilder::with_capacity(text.len()), set_off: Vec::new(), post: None };
    let mut posts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut words = line.span;
        match joints[at] {
            // A tag may go on over the end of its line.
            Joint::Opens if reader.in_tag(words.start) => {}
            Joint::Opens => {
                let (role, level) = opening(&lines, at);
                reader.open(role, level, line.after_blank);
            }
            Joint::GoesOn => {
                // A dash or a number that only happens to open the line belongs to the sentence.
                if line.marker != Marker::Quote {
                    words = line.whole;
                }
                reader.builder.push_wrap(Span::new(lines[at - 1].span.end, words.start));
            }
            Joint::Hyphenated => {}
        }
        reader.words(words, &mut posts);
    }
    let Reader { builder, set_off, .. } = reader;
    let mut prose = builder.finish();
    prose.posts = posts.into_iter().filter_map(|post| trimmed(&prose.text, post)).collect();
    roles::assign(&mut prose, Some(&Layout { set_off, width }));
    unread::take_blocks(&mut prose);
    prose
}

/// A post's words without white space at its end; none if it has no words.
fn trimmed(text: &str, mut post: Post) -> Option<Post> {
    let end = (post.words.end as usize).min(text.len());
    let words = text.get(post.words.start as usize..end)?.trim_end();
    post.words.end = post.words.start + words.len() as u32;
    words.contains(char::is_alphanumeric).then_some(post)
}

struct Reader<'a> {
    text: &'a str,
    tags: &'a [Tag],
    builder: ProseBuilder,
    /// For each block, whether a blank line stands before it.
    set_off: Vec<bool>,
    /// The author's name of the post that is open, in prose bytes.
    post: Option<Span>,
}

impl Reader<'_> {
    fn in_tag(&self, at: u32) -> bool {
        let index = self.tags.partition_point(|tag| tag.span.end <= at);
        self.tags.get(index).is_some_and(|tag| tag.span.start < at)
    }

    fn open(&mut self, role: Role, level: u8, after_blank: bool) {
        let (role, level) = if self.post.is_some() { (Role::BlockQuote, 1) } else { (role, level) };
        self.builder.open(role, level);
        self.set_off.resize(self.builder.blocks(), false);
        self.set_off.push(after_blank);
    }

    /// Adds the words of a line or of the rest of it, less the tags in it. A post is a block of its own, opened by its author's name.
    fn words(&mut self, words: Span, posts: &mut Vec<Post>) {
        let mut at = words.start;
        let from = self.tags.partition_point(|tag| tag.span.end <= words.start);
        for tag in self.tags[from..].iter().take_while(|tag| tag.span.start < words.end) {
            if tag.span.start > at {
                self.builder.push(Span::new(at, tag.span.start).of(self.text), at);
            }
            let begins = tag.span.start >= words.start;
            at = tag.span.end.min(words.end);
            match tag.part {
                Part::Post(author) if begins => {
                    self.close_post(posts);
                    self.open(Role::BlockQuote, 1, true);
                    let start = self.builder.here();
                    self.builder.push(author.of(self.text), author.start);
                    self.post = Some(Span::new(start, self.builder.here()));
                    self.builder.push_for(": ", Span::new(author.end, tag.span.end));
                }
                Part::PostEnd => {
                    self.close_post(posts);
                    self.open(Role::Paragraph, 0, true);
                }
                Part::Post(_) | Part::Other => {}
            }
        }
        if at < words.end {
            self.builder.push(Span::new(at, words.end).of(self.text), at);
        }
    }

    fn close_post(&mut self, posts: &mut Vec<Post>) {
        if let Some(author) = self.post.take() {
            posts.push(Post { author, words: Span::new(author.end + 1, self.builder.here().max(author.end + 1)) });
        }
    }
}

/// Role and level that a line's marker gives the block it opens.
fn opening(lines: &[Line], at: usize) -> (Role, u8) {
    match lines[at].marker {
        Marker::None => (Role::Paragraph, 0),
        Marker::Bullet | Marker::Number => (Role::ListItem, 1),
        Marker::Quote => (Role::BlockQuote, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_left_in_the_text_is_a_block_that_its_author_opens() {
        let text =
            "The port was late.\n\n<post pic=\"\" author=\"MaritOru\" date=\"May 3\n\">We wait. It is cold.</post>.\n\nNobody came.\n";
        let prose = read(text);
        assert_eq!(prose.text, "The port was late.\nMaritOru: We wait. It is cold.\nNobody came.");
        assert_eq!(prose.posts.len(), 1);
        let post = prose.posts[0];
        assert_eq!((post.author.of(&prose.text), post.words.of(&prose.text).trim()), ("MaritOru", "We wait. It is cold."));
        assert_eq!(prose.to_source(post.author).of(text), "MaritOru");
        assert_eq!(prose.blocks[1].role, Role::BlockQuote);
    }

    #[test]
    fn other_tags_are_no_words() {
        assert_eq!(read("See <a href=\"https://a.example\">the report</a> of May.").text, "See the report of May.");
        assert_eq!(read("One.\n\n<post id=\"1\"><post/>.\n\nTwo.").text, "One.\nTwo.");
    }
}
