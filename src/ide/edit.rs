//! Edits that change the words that they name and no others.
//!
//! A change is stated in the words that readers see and made only where the source of these words is exactly theirs. What it does is then
//! tried: the changed source is read again, and if its prose is not the old prose with the words replaced, the change is not made. A
//! name in a table, in quotation marks of YAML or inside a link has traps that no list of characters names.

use std::cell::Cell;

use unicode_normalization::UnicodeNormalization;

use super::Replacement;
use crate::article::Article;
use crate::prose::{Prose, Role};
use crate::text::{Document, Format, Span};

/// Bytes that are read again for one question while every change is tried by itself. Where that is not enough, changes are tried many
/// at once, and again apart only where that fails.
const ALONE: usize = 1024 * 1024;

/// Bytes that are read again for one question at most; changes that could not be tried are not made.
const MOST: usize = 16 * ALONE;

/// A change of a source and what it makes of the prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In source bytes.
    replacement: Replacement,
    /// In prose bytes; `None` where readers see no difference.
    prose: Option<Replacement>,
    /// By how much the number of comments to onrecord changes.
    comments: i32,
}

impl Change {
    /// A change that readers do not see, which adds so many comments to onrecord.
    pub fn unseen(span: Span, text: String, comments: i32) -> Change {
        Change { replacement: Replacement { span, text }, prose: None, comments }
    }

    /// The source bytes that go.
    pub fn source(&self) -> Span {
        self.replacement.span
    }
}

/// A text that is to be changed.
#[derive(Debug, Clone, Copy)]
pub struct Original<'a> {
    document: &'a Document,
    prose: &'a Prose,
}

impl<'a> From<&'a Article> for Original<'a> {
    fn from(article: &'a Article) -> Original<'a> {
        Original { document: &article.document, prose: &article.prose }
    }
}

impl<'a> Original<'a> {
    /// A document with its prose.
    pub fn new(document: &'a Document, prose: &'a Prose) -> Original<'a> {
        Original { document, prose }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The prose.
    pub fn prose(&self) -> &'a Prose {
        self.prose
    }

    /// Other words for those of a prose span; `None` where their source is not theirs alone.
    pub fn replace(&self, span: Span, text: &str) -> Option<Change> {
        let source = self.prose.exact(span)?;
        Some(self.change(source, span, text))
    }

    /// Words behind the character that ends at the prose offset `at`; `None` inside code, addresses and links, which would change with them.
    pub fn insert_after(&self, at: u32, text: &str) -> Option<Change> {
        let last = self.last_before(at)?;
        let end = self.prose.to_source(last).end;
        self.insert(end, last.start, at, text)
    }

    /// Words before the character at the prose offset `at`; `None` inside code, addresses and links, which would change with them.
    pub fn insert_before(&self, at: u32, text: &str) -> Option<Change> {
        let start = self.prose.to_source(Span::new(at, at + 1)).start;
        self.insert(start, at, at, text)
    }

    /// Words at a source offset and the prose offset `at`; `beside` is the character that they stand next to.
    fn insert(&self, source: u32, beside: u32, at: u32, text: &str) -> Option<Change> {
        let (before, after) = self.document.text.split_at_checked(source as usize)?;
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let tag = word.rfind(['<', '>']).is_some_and(|at| word[at..].starts_with('<'));
        let link = match self.document.format {
            Format::Plain | Format::Docx => false,
            Format::Markdown => after.starts_with(']') || after.starts_with('`'),
            Format::Html => after.get(..3).is_some_and(|end| end.eq_ignore_ascii_case("</a")),
        };
        let inside = self.document.format != Format::Plain && tag || link || self.prose.is_code(beside);
        (!inside).then(|| self.change(Span::new(source, source), Span::new(at, at), text))
    }

    fn change(&self, source: Span, prose: Span, text: &str) -> Change {
        Change {
            replacement: Replacement { span: source, text: text.to_owned() },
            prose: Some(Replacement { span: prose, text: text.nfc().collect() }),
            comments: 0,
        }
    }

    fn last_before(&self, at: u32) -> Option<Span> {
        let last = self.prose.text.get(..at as usize)?.chars().next_back()?;
        Some(Span::new(at - last.len_utf8() as u32, at))
    }

    /// Of each group of changes, which belong together, what is to be replaced, or `None` where that would change more than it says.
    /// Words are spelt as the markup around them needs it. Groups are tried apart: see [`Original::keeps_together`].
    pub fn kept(&self, groups: Vec<Vec<Change>>) -> Vec<Option<Vec<Replacement>>> {
        let mut kept: Vec<Option<Vec<Replacement>>> = vec![None; groups.len()];
        let trial = Trial { original: self, read: Cell::new(0) };
        let together = (groups.len() * self.document.text.len()).div_ceil(ALONE).max(1);
        for round in rounds(&groups) {
            for part in round.chunks(together) {
                trial.sift(&groups, part, &mut kept);
            }
        }
        kept
    }

    /// Whether all these replacements together still change what they say and nothing else.
    pub fn keeps_together(&self, changes: &[Change], replacements: &[Replacement]) -> bool {
        self.keeps(changes.iter(), replacements.iter().collect())
    }

    fn keeps<'b>(&self, changes: impl Iterator<Item = &'b Change> + Clone, replacements: Vec<&Replacement>) -> bool {
        let Some(text) = applied(&self.document.text, replacements) else { return false };
        let Some(wanted) = applied(&self.prose.text, changes.clone().filter_map(|change| change.prose.as_ref()).collect()) else {
            return false;
        };
        let comments: i32 = changes.clone().map(|change| change.comments).sum();
        let after = Prose::read(&Document::new(self.document.path.as_str(), text, self.document.format));
        // Where plain text is wrapped is guessed from the lengths of its lines, so that a paragraph may fall apart without losing a word.
        let same = |(one, other): (u8, u8)| {
            one == other || (self.document.format == Format::Plain && [one, other].iter().all(|byte| matches!(byte, b' ' | b'\n')))
        };
        // Where readers see no other words, no block may become another kind of block either.
        let unseen = changes.clone().all(|change| change.prose.is_none());
        let kinds = |prose: &Prose| {
            prose.blocks.iter().map(|block| (if unseen { block.role } else { shape(block.role) }, block.level)).collect::<Vec<_>>()
        };
        after.text.len() == wanted.len()
            && after.text.bytes().zip(wanted.bytes()).all(same)
            && (self.document.format == Format::Plain || kinds(&after) == kinds(self.prose))
            && after.front_matter.error.is_some() == self.prose.front_matter.error.is_some()
            && after.suppressions.len() as i64 == self.prose.suppressions.len() as i64 + i64::from(comments)
    }
}

/// What markup makes of a block; the words of a paragraph may make it a byline or a caption.
fn shape(role: Role) -> Role {
    match role {
        Role::Headline => Role::Heading,
        Role::Heading | Role::BlockQuote | Role::ListItem | Role::Table | Role::Footnote | Role::Code => role,
        _ => Role::Paragraph,
    }
}

/// A text with replacements made; `None` where they overlap.
pub fn applied(text: &str, mut replacements: Vec<&Replacement>) -> Option<String> {
    replacements.sort_by_key(|one| one.span);
    let mut changed = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for Replacement { span, text: new } in replacements {
        changed.push_str(text.get(at..span.start as usize)?);
        changed.push_str(new);
        at = span.end as usize;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}

/// Indices of groups, shared out so that no two of a round touch.
fn rounds(groups: &[Vec<Change>]) -> Vec<Vec<usize>> {
    let hull = |group: &[Change]| group.iter().map(|change| change.replacement.span).reduce(Span::join);
    let mut order: Vec<(Span, usize)> = groups.iter().enumerate().filter_map(|(index, group)| Some((hull(group)?, index))).collect();
    order.sort_unstable();
    let mut rounds: Vec<(u32, Vec<usize>)> = Vec::new();
    for (span, index) in order {
        match rounds.iter_mut().find(|(end, _)| *end < span.start) {
            Some((end, round)) => {
                *end = span.end;
                round.push(index);
            }
            None => rounds.push((span.end, vec![index])),
        }
    }
    rounds.into_iter().map(|(_, round)| round).collect()
}

struct Trial<'a> {
    original: &'a Original<'a>,
    read: Cell<usize>,
}

impl Trial<'_> {
    /// Tries many changes at once and halves what fails.
    fn sift(&self, groups: &[Vec<Change>], part: &[usize], kept: &mut [Option<Vec<Replacement>>]) {
        if part.is_empty() {
            return;
        }
        let changes = part.iter().flat_map(|index| &groups[*index]);
        if self.keeps(changes.clone(), changes.map(|change| &change.replacement).collect()) {
            for index in part {
                kept[*index] = Some(groups[*index].iter().map(|change| change.replacement.clone()).collect());
            }
        } else if let [index] = part {
            kept[*index] = self.spelt(&groups[*index]);
        } else {
            let (left, right) = part.split_at(part.len() / 2);
            self.sift(groups, left, kept);
            self.sift(groups, right, kept);
        }
    }

    /// The replacements of a group with their words written so that they are read as meant.
    fn spelt(&self, group: &[Change]) -> Option<Vec<Replacement>> {
        spellings(self.original.document.format).iter().find_map(|spell| {
            let spelt: Vec<Replacement> =
                group.iter().map(|change| Replacement { span: change.replacement.span, text: spell(&change.replacement.text) }).collect();
            let same = spelt.iter().zip(group).all(|(spelt, change)| spelt.text == change.replacement.text);
            (!same && self.keeps(group.iter(), spelt.iter().collect())).then_some(spelt)
        })
    }

    fn keeps<'b>(&self, changes: impl Iterator<Item = &'b Change> + Clone, replacements: Vec<&Replacement>) -> bool {
        let read = self.read.get();
        self.read.set(read + self.original.document.text.len());
        read <= MOST && self.original.keeps(changes, replacements)
    }
}

/// The ways in which words can be written where they mean themselves.
fn spellings(format: Format) -> &'static [fn(&str) -> String] {
    match format {
        Format::Plain | Format::Docx => &[],
        Format::Html => &[references],
        // A title in YAML or TOML stands in quotation marks of either kind.
        Format::Markdown => {
            &[backslashes, references, |words| words.replace('\'', "''"), |words| words.replace('\\', "\\\\").replace('"', "\\\"")]
        }
    }
}

fn references(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn backslashes(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 4);
    for c in words.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '\'' | '"' | '-' | '(' | ')' | ' ') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source after the first `old` of the prose has been replaced; `None` where it is left alone.
    fn after(format: Format, source: &str, old: &str, new: &str) -> Option<String> {
        let document = Document::new("a", source, format);
        let prose = Prose::read(&document);
        let original = Original::new(&document, &prose);
        let at = prose.text.find(old).unwrap_or_else(|| panic!("no {old} in {:?}", prose.text)) as u32;
        let change = original.replace(Span::new(at, at + old.len() as u32), new)?;
        let replacements = original.kept(vec![vec![change]]).remove(0)?;
        applied(source, replacements.iter().collect())
    }

    #[test]
    fn words_are_replaced_where_their_source_is_theirs() {
        let changed = |format, source, old, new| after(format, source, old, new).unwrap_or_else(|| panic!("left alone: {source}"));
        let md = Format::Markdown;
        assert_eq!(changed(md, "In `Oru said\nthe pier`.", "Oru", "Marit Oru"), "In `Marit Oru said\nthe pier`.");
        assert_eq!(
            changed(md, "---\ntitle: 'Oru''s house: Oru leaves'\n---\n", "Oru leaves", "Holm leaves"),
            "---\ntitle: 'Oru''s house: Holm leaves'\n---\n"
        );
        assert_eq!(changed(md, "---\ntitle: 'Oru leaves'\n---\n", "Oru", "O'Hara"), "---\ntitle: 'O''Hara leaves'\n---\n");
        assert_eq!(changed(md, "---\ntitle: \"Oru leaves\"\n---\n", "Oru", "a \"Cat\""), "---\ntitle: \"a \\\"Cat\\\" leaves\"\n---\n");
        assert_eq!(changed(md, "Oru left.", "Oru", "*Oru*"), "\\*Oru\\* left.");
        assert_eq!(changed(md, "| `Oru \\| Holm` |\n|---|\n", "Holm", "Vane"), "| `Oru \\| Vane` |\n|---|\n");
        assert_eq!(changed(Format::Html, "<p>Caf&eacute; Oru left.", "Café Oru", "Oru <b>"), "<p>Oru &lt;b&gt; left.");
        assert_eq!(changed(Format::Html, "<p>Nicola\u{301}s left.", "Nicolás", "Ada"), "<p>Ada left.");
        assert_eq!(changed(Format::Plain, "Oru left.", "Oru", "A<b>"), "A<b> left.");
    }

    #[test]
    fn words_whose_source_is_not_theirs_alone_are_left() {
        assert_eq!(after(Format::Html, "<p>M<b>arit</b> Oru left.", "Marit", "Ada"), None);
        assert_eq!(after(Format::Markdown, "M**arit** Oru left.", "Marit Oru", "Ada Oru"), None);
        assert_eq!(after(Format::Html, "<p>O&shy;ru left.", "Oru", "Holm"), None);
        // No spelling of a backtick ends no code.
        assert_eq!(after(Format::Markdown, "In `Oru said`.", "Oru", "a`b"), None);
        assert_eq!(after(Format::Markdown, "# Oru\n", "Oru", "Oru\n\nand Holm"), None);
        assert_eq!(after(Format::Plain, "Vell-\nmouth left the port of the town and went to another one.\n", "Vell", "A\n\nB"), None);
    }

    #[test]
    fn one_wrong_change_among_many_is_found() {
        let source = "One `Oru` two Oru three Oru.";
        let document = Document::new("a", source, Format::Markdown);
        let prose = Prose::read(&document);
        let original = Original::new(&document, &prose);
        let change = |at: usize| vec![original.replace(Span::new(at as u32, at as u32 + 3), "`").unwrap()];
        let groups: Vec<Vec<Change>> = prose.text.match_indices("Oru").map(|(at, _)| change(at)).collect();
        let kept = original.kept(groups);
        assert_eq!(kept.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true]);
    }
}
