//! `onrecord:` comments in Markdown and HTML.

use super::{Prose, ProseBuilder};
use crate::text::{LineIndex, Span, nearest};

/// The word that a comment to onrecord begins with.
const ADDRESS: &str = "onrecord";

/// What a comment silences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `allow`: the block that follows the comment (or holds it).
    Block,
    /// `allow-line`: the comment's own line, or the next one when nothing else stands on it.
    Line,
    /// `allow-file`: the whole file.
    File,
}

/// `<!-- onrecord: allow RULE "the words" (reason) -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What it silences.
    pub scope: Scope,
    /// The rule's name as written; empty when the comment could not be read.
    pub rule: String,
    /// The rule's name, in source bytes; of a comment that could not be read, the words that could not.
    pub rule_span: Span,
    /// Only findings on these words.
    pub text: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The whole comment, in source bytes.
    pub span: Span,
    /// The source bytes it covers: a block, a line, or the file; empty when no block follows or the comment could not be read.
    pub covers: Span,
    /// Why the comment could not be read.
    pub error: Option<String>,
}

/// Comments met while a file is read. What they cover is known when all blocks are.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// A suppression and the index of the block that holds or follows it.
    found: Vec<(Suppression, usize)>,
}

impl Comments {
    /// Takes note of `comment` (its delimiters included), if it speaks to onrecord.
    pub fn add(&mut self, source: &str, comment: Span, builder: &ProseBuilder) {
        if let Some(suppression) = read(source, comment) {
            self.found.push((suppression, builder.blocks()));
        }
    }

    /// Gives the comments to `prose`, which is complete.
    pub fn finish(self, source: &str, prose: &mut Prose) {
        if self.found.is_empty() {
            return;
        }
        let lines = LineIndex::new(source);
        for (mut suppression, block) in self.found {
            suppression.covers = match suppression.scope {
                _ if suppression.error.is_some() => Span::new(suppression.span.end, suppression.span.end),
                Scope::Block => match prose.blocks.get(block) {
                    Some(block) => prose.to_source(block.span),
                    None => Span::new(suppression.span.end, suppression.span.end),
                },
                Scope::Line => line_of(source, &lines, suppression.span),
                Scope::File => Span::new(0, source.len() as u32),
            };
            prose.suppressions.push(suppression);
        }
    }
}

fn line_of(source: &str, lines: &LineIndex, comment: Span) -> Span {
    let first = lines.line_of(comment.start);
    let last = lines.line_of(comment.end.saturating_sub(1));
    let start = lines.line(source, first).unwrap_or_default();
    let own = start.join(lines.line(source, last).unwrap_or(start));
    let before = Span::new(own.start, comment.start).of(source);
    let after = Span::new(comment.end, own.end).of(source);
    // From the comment outwards, so that no white space is gone over for each comment of a line.
    if before.trim_end().is_empty() && after.trim_start().is_empty() {
        lines.line(source, last + 1).map_or(own, |next| own.join(next))
    } else {
        own
    }
}

/// Reads one comment; `None` when it is not for onrecord.
fn read(source: &str, comment: Span) -> Option<Suppression> {
    // "<!---" opens a comment as well as "<!--" does.
    let inner = comment.of(source).strip_prefix("<!--")?.trim_start_matches('-').trim_start();
    let address = inner.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(inner.len());
    let rest = inner[address..].trim_start();
    let speaks = inner[..address] == *ADDRESS && rest.starts_with(':');
    let tail = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let misspelt = !speaks && tail.starts_with("allow") && nearest(&inner[..address], [ADDRESS]).is_some();
    if !speaks && !misspelt {
        return None;
    }
    let words = tail.strip_suffix("-->").unwrap_or(tail).trim_end_matches('-').trim_end();
    let mut cursor = Cursor { rest: words, at: comment.end - tail.len() as u32 };
    let mut suppression = Suppression {
        scope: Scope::Block,
        rule: String::new(),
        rule_span: cursor.span(words.len()),
        text: None,
        reason: None,
        span: comment,
        covers: Span::default(),
        error: None,
    };
    let read = if speaks {
        directive(&mut cursor, &mut suppression)
    } else {
        let start = comment.end - inner.len() as u32;
        Err((format!("A comment to onrecord begins with “{ADDRESS}:”."), Span::new(start, start + address as u32)))
    };
    if let Err((error, span)) = read {
        suppression.rule.clear();
        suppression.rule_span = span;
        suppression.error = Some(error);
    }
    Some(suppression)
}

fn directive(cursor: &mut Cursor, suppression: &mut Suppression) -> Result<(), (String, Span)> {
    let (word, span) = cursor.word();
    suppression.scope = match word {
        "allow" => Scope::Block,
        "allow-line" => Scope::Line,
        "allow-file" => Scope::File,
        "" => return Err(("The comment says nothing after “onrecord:”; it takes allow, allow-line or allow-file.".into(), span)),
        other => return Err((format!("“{other}” is no directive; there are allow, allow-line and allow-file."), span)),
    };
    let (rule, span) = cursor.word();
    if rule.is_empty() || !rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        return Err(("The name of a rule must follow.".into(), span));
    }
    (suppression.rule, suppression.rule_span) = (rule.to_owned(), span);
    suppression.text = cursor.between(&[('"', '"'), ('“', '”')])?.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    suppression.reason = cursor.between(&[('(', ')')])?.map(|reason| reason.trim().to_owned());
    if cursor.rest.is_empty() {
        return Ok(());
    }
    let span = cursor.span(cursor.rest.len());
    Err((format!("“{}” cannot be read; after the rule come \"the words\" and (a reason).", cursor.rest), span))
}

/// The rest of a comment and where it stands in the source.
struct Cursor<'a> {
    rest: &'a str,
    at: u32,
}

impl<'a> Cursor<'a> {
    fn span(&self, length: usize) -> Span {
        Span::new(self.at, self.at + length as u32)
    }

    fn advance(&mut self, length: usize) {
        let rest = self.rest.get(length..).unwrap_or("");
        let trimmed = rest.trim_start();
        self.at += (self.rest.len() - trimmed.len()) as u32;
        self.rest = trimmed;
    }

    fn word(&mut self) -> (&'a str, Span) {
        let length = self.rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '(')).unwrap_or(self.rest.len());
        let (word, span) = (&self.rest[..length], self.span(length));
        self.advance(length);
        (word, span)
    }

    /// The words between the first of `pairs` that opens here.
    fn between(&mut self, pairs: &[(char, char)]) -> Result<Option<&'a str>, (String, Span)> {
        let Some((open, close)) = pairs.iter().find(|(open, _)| self.rest.starts_with(*open)) else { return Ok(None) };
        let inner = &self.rest[open.len_utf8()..];
        // A reason may hold brackets of its own.
        let end = if *close == ')' { inner.rfind(*close) } else { inner.find(*close) };
        let Some(end) = end else { return Err((format!("“{open}” is never closed."), self.span(self.rest.len()))) };
        self.advance(open.len_utf8() + end + close.len_utf8());
        Ok(Some(&inner[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(source: &str) -> Suppression {
        read(source, Span::new(0, source.len() as u32)).unwrap()
    }

    #[test]
    fn a_comment_names_its_rule_words_and_reason() {
        let source = "<!-- onrecord: allow-line unattributed-number \"15 per  cent\" (table 3 (page 2)) -->";
        let read = one(source);
        assert_eq!((read.scope, read.rule.as_str()), (Scope::Line, "unattributed-number"));
        assert_eq!(read.rule_span.of(source), "unattributed-number");
        assert_eq!((read.text.as_deref(), read.reason.as_deref()), (Some("15 per cent"), Some("table 3 (page 2)")));
        assert_eq!(read.error, None);
        assert_eq!(one("<!--onrecord:allow-file late-speaker-->").scope, Scope::File);
        let dashes = one("<!--- onrecord: allow placeholder (ours) --->");
        assert_eq!((dashes.rule.as_str(), dashes.reason.as_deref(), dashes.error), ("placeholder", Some("ours"), None));
    }

    #[test]
    fn what_cannot_be_read_says_why_and_where() {
        for (source, words) in [
            ("<!-- onrecord: alow late-speaker -->", "alow"),
            ("<!-- onrecord: allow -->", ""),
            ("<!-- onrecord: allow late-speaker because -->", "because"),
            ("<!-- onrecord: allow late-speaker \"the -->", "\"the"),
            ("<!-- onrecord: -->", ""),
            ("<!-- onrecord allow placeholder -->", "onrecord"),
            ("<!-- on-record: allow placeholder -->", "on-record"),
            ("<!-- OnRecord: allow-file placeholder (x) -->", "OnRecord"),
            ("<!---onrecords:allow placeholder--->", "onrecords"),
        ] {
            let read = one(source);
            assert!(read.error.is_some() && read.rule.is_empty(), "{source}");
            assert_eq!(read.rule_span.of(source), words, "{source}");
        }
        for note in ["<!-- a note -->", "<!-- onrecord is what we use -->", "<!-- recorded: allow ten days -->", "<!--->"] {
            assert_eq!(super::read(note, Span::new(0, note.len() as u32)), None, "{note}");
        }
    }
}
