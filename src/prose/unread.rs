//! What of a file was not read as copy, and why: nobody may take a file for clean that was not read.

use super::{Prose, Role};
use crate::text::Span;

/// Why words were not read as copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// They are the site's: menus, teasers, forms, comments of readers.
    Site,
    /// They are hidden from readers.
    Hidden,
    /// They stand outside the element that the article was found in.
    Outside,
    /// They are a table's.
    Table,
    /// They are code.
    Code,
    /// They are not English.
    Language,
}

impl Why {
    /// What it is called where it is told.
    pub fn name(self) -> &'static str {
        match self {
            Why::Site => "navigation",
            Why::Hidden => "hidden",
            Why::Outside => "outside",
            Why::Table => "table",
            Why::Code => "code",
            Why::Language => "language",
        }
    }
}

impl Why {
    /// What it is called among others.
    fn plural(self) -> &'static str {
        match self {
            Why::Site => "navigation",
            Why::Hidden => "hidden",
            Why::Outside => "outside the article",
            Why::Table => "tables",
            Why::Code => "code",
            Why::Language => "not English",
        }
    }

    /// How what was left out becomes copy.
    fn advice(self) -> &'static str {
        match self {
            Why::Site | Why::Outside => "what stands in <article> and in plain paragraphs is read; `onrecord annotate` lists what was not",
            Why::Hidden => "what is hidden from readers is not read; `onrecord annotate` lists it",
            Why::Table => "a table with role=\"presentation\" is read as copy; `onrecord annotate` lists what was not",
            Why::Code => "what is indented by four spaces or fenced is code; `onrecord annotate` lists it",
            Why::Language => "onrecord judges English only; `onrecord annotate` lists what it left alone",
        }
    }
}

/// A piece of a file that was not read as copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// From its first word to its last, in source bytes.
    pub span: Span,
    /// Why.
    pub why: Why,
    /// How many words it has.
    pub words: u32,
    /// How many of them stand in sentences.
    pub sentences: u32,
}

/// How much of a file was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Words that were read as copy.
    pub read: u32,
    /// Words that were not.
    pub unread: u32,
    /// Those of them that stand in sentences.
    pub sentences: u32,
}

impl Share {
    /// How much of `prose` was read.
    pub fn of(prose: &Prose) -> Share {
        let mut share = Share::default();
        for unread in &prose.unread {
            share.unread += unread.words;
            share.sentences += unread.sentences;
        }
        let read = prose.blocks.iter().filter(|block| block.role.is_article() && block.role != Role::Table);
        share.read = read.map(|block| super::furniture::shown_words(block.span.of(&prose.text))).sum();
        share
    }

    /// The share of the words that were read, 0 to 1; 1 where there are none.
    pub fn of_read(self) -> f32 {
        let all = self.read + self.unread;
        if all == 0 { 1.0 } else { self.read as f32 / all as f32 }
    }
}

/// What was most likely missed of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Of a hundred words, how many were not read as copy.
    pub percent: u32,
    /// Why, the most words first.
    pub whys: Vec<Why>,
}

/// Words in sentences from which on something was missed: where a file says that they are no copy, and where only a guess does.
const SAID: u32 = 12;
const GUESSED: u32 = 60;

/// What was most likely missed of `prose`; `None` where no more was left out than stands around the copy of other pages.
///
/// Pages have a few sentences that are the site's. Sentences in tables and code, most of a page's, or all of a file's words are another
/// matter: a body may be among them.
pub fn missed(prose: &Prose) -> Option<Missed> {
    let share = Share::of(prose);
    let mut words: Vec<(Why, u32)> = Vec::new();
    let (mut said, mut guessed) = (0, 0);
    for unread in &prose.unread {
        match words.iter_mut().find(|(why, _)| *why == unread.why) {
            Some((_, count)) => *count += unread.words,
            None => words.push((unread.why, unread.words)),
        }
        match unread.why {
            Why::Table | Why::Code | Why::Language => said += unread.sentences,
            Why::Site | Why::Hidden | Why::Outside => guessed += unread.sentences,
        }
    }
    let little = share.read < GUESSED && share.sentences >= SAID || share.read == 0 && share.unread > 0;
    let is_missed = said >= SAID || guessed >= GUESSED && guessed * 2 >= share.read || little;
    words.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
    let all = (share.read + share.unread).max(1);
    is_missed.then(|| Missed {
        percent: (share.unread * 100 + all / 2) / all,
        whys: words.into_iter().filter(|(_, count)| *count * 20 >= share.unread).map(|(why, _)| why).collect(),
    })
}

impl Missed {
    /// What is told of it: "38 % was not read as copy (navigation, tables): …".
    pub fn told(&self) -> String {
        let names: Vec<&str> = self.whys.iter().map(|why| why.plural()).collect();
        let advice = self.whys.first().map_or("", |why| why.advice());
        format!("{} % was not read as copy ({}): {advice}", self.percent, names.join(", "))
    }
}

/// Adds the blocks of `prose` that are no copy to what was not read. The roles must be known.
pub(super) fn take_blocks(prose: &mut Prose) {
    let Prose { text, blocks, map, unread, .. } = prose;
    for block in blocks.iter() {
        let why = match block.role {
            Role::Boilerplate => Why::Site,
            Role::Table => Why::Table,
            Role::Code => Why::Code,
            Role::Foreign => Why::Language,
            _ => continue,
        };
        let shown = block.span.of(text);
        let mut words = super::furniture::shown_words(shown);
        if why == Why::Language {
            // Some scripts write no spaces.
            words = words.max(shown.chars().count() as u32 / 6);
        }
        let copy = why == Why::Language || words >= 12 && super::lines::is_finished(shown);
        let sentences = if copy { words } else { 0 };
        unread.push(Unread { span: map.to_source(block.span), why, words, sentences });
    }
    unread.sort_by_key(|unread| unread.span);
}
