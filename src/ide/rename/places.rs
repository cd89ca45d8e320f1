//! A name in its sentence: which of its parts stands at a place, how far it reaches, and how the new one fits there.

use std::cell::OnceCell;

use super::forms::{New, Part};
use crate::entity::fold::folded;
use crate::entity::{EntityType, Form};
use crate::ide::edit::Original;
use crate::ide::personal::PersonalWords;
use crate::lexicon::{Class, Lexicon};
use crate::prose::{Prose, Role};
use crate::text::{Format, Span};

/// Bytes before a place in which the beginning of its tag, or an opening quotation mark, is looked for.
const LOOK: usize = 4096;

/// Who bears a name.
pub(super) struct Bearer<'a> {
    kind: EntityType,
    name: PersonalWords<'a>,
    /// One name is all that the article has, and it is a given one.
    given_alone: bool,
    /// Whether the article writes “Ross’s”, once that was asked.
    s_after_s: OnceCell<bool>,
}

impl<'a> Bearer<'a> {
    /// The bearer of a full name. `alone`: wherever the article names them it is by one word without "Mr" or the like.
    pub(super) fn new(full: &'a str, kind: EntityType, alone: bool) -> Bearer<'a> {
        let given = Lexicon::shipped().word(full).classes.has(Class::GivenName);
        Bearer { kind, name: PersonalWords::of(full), given_alone: alone && given, s_after_s: OnceCell::new() }
    }

    /// Which words go at a mention and what comes; `None` where it stays.
    pub(super) fn renamed(&self, prose: &Prose, mention: Span, form: Form, new: &New) -> Option<(Span, String)> {
        if self.kind != EntityType::Person {
            // What a body's shorter names become is nobody's to guess.
            let New::Whole(full) = new else { return None };
            return (form == Form::Full).then(|| self.fitted(prose, mention, full.clone(), false)).flatten();
        }
        let (span, part) = self.part(prose, mention, form)?;
        let alone = self.name.words.len() == 1;
        let part = match part {
            _ if alone && self.given_alone => new.part_alone(span.of(&prose.text), Part::Given),
            _ if alone => new.part_alone(span.of(&prose.text), part),
            part => part,
        };
        let old = span.of(&prose.text);
        let raised = part == Part::Family && self.name.family().starts_with(char::is_lowercase) && old.starts_with(char::is_uppercase);
        self.fitted(prose, span, new.words(part, old)?, raised)
    }

    /// The part of the name at a mention, particles before it included.
    fn part(&self, prose: &Prose, mention: Span, form: Form) -> Option<(Span, Part)> {
        let words = mention.of(&prose.text);
        let same = |part: &str| folded(part).eq(folded(words));
        let family = self.name.family();
        if self.name.words.len() > 1 {
            if same(&family) {
                return Some((mention, Part::Family));
            }
            if self.name.given().is_some_and(|given| same(&given)) {
                return Some((mention, Part::Given));
            }
        }
        match form {
            Form::Full => Some((mention, Part::Full)),
            Form::Given => Some((mention, Part::Given)),
            Form::Surname => Some((with_particles(prose, mention, &family), Part::Family)),
            _ => None,
        }
    }

    /// The new words as they are written at a place: in capitals where the old ones are, with a capital where a sentence begins (`raised`:
    /// the old ones tell so), and with the ending that says whose something is. `None` where nothing changes.
    fn fitted(&self, prose: &Prose, span: Span, new: String, raised: bool) -> Option<(Span, String)> {
        let old = span.of(&prose.text);
        let begins = || raised || old.starts_with(char::is_uppercase) && begins_sentence(prose, span.start);
        let new = if is_upper(old) {
            new.to_uppercase()
        } else if new.starts_with(char::is_lowercase) && begins() {
            let first = new.chars().next().map_or(0, char::len_utf8);
            new[..first].to_uppercase() + &new[first..]
        } else {
            new
        };
        let (span, new) = self.with_ending(prose, span, new);
        (new != span.of(&prose.text)).then_some((span, new))
    }

    /// The name with the apostrophe behind it, where that has to change: “Ross’ shop” is “Cole’s shop”.
    fn with_ending(&self, prose: &Prose, span: Span, new: String) -> (Span, String) {
        let (old, rest) = (span.of(&prose.text), &prose.text[span.end as usize..]);
        let Some(mark) = rest.chars().next().filter(|c| matches!(c, '\'' | '’')) else { return (span, new) };
        let behind = &rest[mark.len_utf8()..];
        let in_s = |name: &str| name.ends_with(['s', 'S']);
        let has_s = behind.starts_with(['s', 'S']) && !behind[1..].starts_with(char::is_alphanumeric);
        let s_after_s = || *self.s_after_s.get_or_init(|| ["s’s ", "s's "].iter().any(|ending| prose.text.contains(ending)));
        if has_s && in_s(&new) && !in_s(old) && !s_after_s() {
            return (Span::new(span.start, span.end + mark.len_utf8() as u32 + 1), format!("{new}{mark}"));
        }
        let possessive = behind.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_alphanumeric));
        if possessive && in_s(old) && !in_s(&new) && !is_quoted(prose, span.start) {
            let s = if is_upper(&new) { 'S' } else { 's' };
            return (Span::new(span.start, span.end + mark.len_utf8() as u32), format!("{new}{mark}{s}"));
        }
        (span, new)
    }
}

/// Whether a name is written in capitals.
fn is_upper(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase) && name.chars().count() > 2
}

/// The last words of a family name with the first ones, where they stand before it.
fn with_particles(prose: &Prose, mention: Span, family: &str) -> Span {
    let (words, text) = (mention.of(&prose.text), &prose.text);
    let lead = family.len().checked_sub(words.len()).and_then(|at| family.split_at_checked(at));
    let Some((lead, _)) = lead.filter(|(lead, rest)| folded(rest).eq(folded(words)) && lead.ends_with(' ')) else { return mention };
    let start = (mention.start as usize).checked_sub(lead.len());
    let before = start.and_then(|start| text.get(start..mention.start as usize));
    let whole = before.is_some_and(|before| folded(before).eq(folded(lead)));
    let apart = start.is_some_and(|start| !text[..start].ends_with(char::is_alphanumeric));
    if whole && apart { Span::new(mention.start - lead.len() as u32, mention.end) } else { mention }
}

/// Whether a sentence begins at a place, quotation marks and brackets left out.
fn begins_sentence(prose: &Prose, start: u32) -> bool {
    let before = prose.text[..start as usize].trim_end_matches([' ', '“', '"', '‘', '\'', '(', '[', '«', '„', '—', '–', '-', '•']);
    let Some(last) = before.chars().next_back() else { return true };
    let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let stop = match last {
        '.' => {
            // "Mr. de Silva", "J. de Silva".
            let known = Lexicon::shipped().word(word).classes;
            !known.any(&[Class::Honorific, Class::Title, Class::Abbreviation]) && word.trim_end_matches('.').chars().count() > 1
        }
        '!' | '?' | '…' | '\n' => true,
        // A sentence that ends in a quotation.
        '”' | '’' | '»' => before.trim_end_matches(['”', '’', '»']).ends_with(['.', '!', '?', '…']),
        _ => false,
    };
    let block = prose.block_at(start).and_then(|at| prose.blocks.get(at));
    stop || block.is_some_and(|block| block.span.start as usize >= before.len())
}

/// The last bytes of a text.
fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(LOOK);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Whether a single quotation mark opens before a place in its block, so that one behind it may close.
fn is_quoted(prose: &Prose, start: u32) -> bool {
    let block = prose.block_at(start).and_then(|at| prose.blocks.get(at));
    let before = block.and_then(|block| prose.text.get(block.span.start as usize..start as usize)).unwrap_or_default();
    let before = tail(before);
    let opens = |(at, _): (usize, &str)| before[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    before.contains('‘') || before.match_indices('\'').any(opens)
}

/// Whether a name is code, part of an address, or stands in a tag: nothing that readers read.
pub(super) fn is_code(text: Original, span: Span) -> bool {
    let prose = text.prose();
    let block = prose.block_at(span.start).and_then(|at| prose.blocks.get(at));
    if prose.is_code(span.start) || block.is_some_and(|block| block.role == Role::Code) {
        return true;
    }
    let (source, document) = (prose.to_source(span), text.document());
    let (Some(before), Some(behind)) = (document.text.get(..source.start as usize), document.text.get(source.end as usize..)) else {
        return false;
    };
    let before = tail(before);
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = behind.split(char::is_whitespace).next().unwrap_or_default();
    let address = word.contains("://") || word.contains("www.") || word.ends_with('@') || next.starts_with('@');
    let open = before.rfind('<').filter(|at| before[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let tag = document.format != Format::Plain && open.is_some_and(|at| before.rfind('>').is_none_or(|end| end < at));
    address || tag
}
