//! Names that are a part of a word with a hyphen.

use super::{Cutter, Segment};
use crate::entity::name;
use crate::lexicon::{Class, Classes};
use crate::text::Span;

/// What stands before a name with a hyphen.
const PREFIXES: &[&str] = &["anti", "pro", "ex", "non", "post", "pre", "then", "mid", "trans", "intra"];

impl Cutter<'_> {
    /// Takes "Vellmouth-based" and "Russia-Ukraine" apart; false when the word is one name ("Jean-Luc").
    pub(super) fn compound(&mut self, segment: &Segment) -> bool {
        let parse = self.parse;
        let word = parse.word(segment.first);
        let Some(dash) = word.find(['-', '–', '‑']) else { return false };
        let width = word[dash..].chars().next().map_or(1, char::len_utf8);
        let (left, right) = (&word[..dash], &word[dash + width..]);
        let start = parse.tokens[segment.first].span.start;
        let left_span = Span::new(start, start + dash as u32);
        let classes = [parse.lexicon.word(left).classes, parse.lexicon.word(right).classes];
        if left.len() < 2 || right.is_empty() || name::particle_prefix(word) {
            return false;
        }
        if right.starts_with(char::is_lowercase) {
            // "Bo-ra", "Geun-hye": a given name of two syllables.
            let syllable = segment.first > self.start && self.capital(segment.first - 1) || right.len() < 4 || segment.title.is_some();
            if syllable && name::before_participle(word).is_none() {
                return false;
            }
            let demonym = classes[0].has(Class::Demonym);
            self.segments.push(Segment { narrowed: Some(left_span), demonym, ..segment.clone() });
            return true;
        }
        // "VELLMOUTH-The ferry …", "SAARHOLM-24 July": a dateline that runs into the text.
        let named = [Class::GivenName, Class::FamilyName, Class::OrganizationWord];
        let dateline = segment.first == self.start
            && classes[0].any(&[Class::Town, Class::Country])
            && !classes[0].any(&named)
            && (right.starts_with(|c: char| c.is_ascii_digit()) || classes[1].any(&[Class::Opener, Class::Country]));
        if dateline {
            self.segments.push(Segment { narrowed: Some(left_span), ..segment.clone() });
            if classes[1].has(Class::Country) {
                let right_span = Span::new(left_span.end + width as u32, parse.tokens[segment.first].span.end);
                self.segments.push(Segment { narrowed: Some(right_span), ..segment.clone() });
            }
            return true;
        }
        let place = |classes: Classes| classes.any(&[Class::Country, Class::Demonym]);
        if place(classes[0]) && place(classes[1]) {
            let right_span = Span::new(left_span.end + width as u32, parse.tokens[segment.first].span.end);
            for (span, classes) in [(left_span, classes[0]), (right_span, classes[1])] {
                let demonym = classes.has(Class::Demonym) && !classes.has(Class::Country);
                self.segments.push(Segment { narrowed: Some(span), demonym, ..segment.clone() });
            }
            return true;
        }
        false
    }

    /// What is the name of "New Vellmouth-based": all but the last word's ending.
    pub(super) fn narrowed(&self, from: usize, to: usize) -> Option<Span> {
        let last = self.parse.tokens[to - 1].span;
        let end = name::before_participle(self.parse.word(to - 1))?;
        Some(Span::new(self.parse.tokens[from].span.start, last.start + end as u32))
    }

    /// "anti-Vellmouthia", "ex-Saarholm": a known name behind a prefix in small letters.
    pub(super) fn prefixed(&mut self, at: usize) {
        let parse = self.parse;
        let word = parse.word(at);
        let Some(dash) = word.find(['-', '–', '‑']) else { return };
        let width = word[dash..].chars().next().map_or(1, char::len_utf8);
        let (prefix, name) = (&word[..dash], &word[dash + width..]);
        if !PREFIXES.contains(&prefix) || at + 1 < self.end && self.begins(at + 1) {
            return;
        }
        let classes = parse.lexicon.word(name).classes;
        if !classes.any(&[Class::Country, Class::Town, Class::FamilyName, Class::KnownBody, Class::Demonym])
            || classes.any(&[Class::Opener, Class::Month, Class::Weekday])
        {
            return;
        }
        let span = parse.tokens[at].span;
        let narrowed = Some(Span::new(span.start + (dash + width) as u32, span.end));
        let demonym = classes.has(Class::Demonym) && !classes.has(Class::Country);
        let (honorific, title, doubtful, upper, work) = (false, None, false, false, false);
        self.segments.push(Segment { first: at, last: at + 1, honorific, title, demonym, doubtful, upper, work, narrowed });
    }
}
