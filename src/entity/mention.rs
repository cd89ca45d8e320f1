//! Mentions and entities as values.

use crate::syntax::Parse;
use crate::text::Span;

/// Index of an entity in [`Entities::entities`].
pub type EntityId = u32;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum EntityType {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A place; facilities too.
    Place,
    /// A work, an event, a product, a people.
    Other,
}

/// How a mention names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Form {
    /// "Marit Oru": given and family name, or an organisation's or place's whole name.
    Full,
    /// "Oru", "Mr. Oru".
    Surname,
    /// "Marit".
    Given,
    /// A part of an organisation's or place's name ("the Harbour Board" for "Vellmouth Harbour Board").
    Short,
    /// "VHB".
    Acronym,
    /// "the harbour master".
    Role,
    /// "she", "his".
    Pronoun,
    /// "Venezuelan".
    Demonym,
}

impl Form {
    /// Whether the words are a name (not a role, pronoun or demonym).
    pub fn is_name(self) -> bool {
        matches!(self, Form::Full | Form::Surname | Form::Given | Form::Short | Form::Acronym)
    }
}

/// Which pronouns an article uses of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Gender {
    /// The article does not say.
    #[default]
    Unknown,
    /// "he".
    Male,
    /// "she".
    Female,
}

/// One place in the text that stands for an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Prose bytes of the bare name: no honorific, no title, no possessive.
    pub span: Span,
    /// First token of the bare name.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// How it names the entity.
    pub form: Form,
    /// The entity.
    pub entity: EntityId,
    /// "Mr.", "Dr." stands before it.
    pub honorific: bool,
    /// The title before it ("Prime Minister"), in prose bytes.
    pub title: Option<Span>,
    /// It lies inside quotation marks.
    pub quoted: bool,
    /// What it stands for is known, not just likely; only pronouns may be unsure.
    pub sure: bool,
}

impl Mention {
    /// The mention of an entity by bare words, without an honorific or title.
    pub fn bare(parse: &Parse, tokens: std::ops::Range<usize>, form: Form, entity: EntityId) -> Mention {
        Mention {
            span: parse.span(tokens.clone()),
            first: tokens.start as u32,
            last: tokens.end as u32,
            form,
            entity,
            honorific: false,
            title: None,
            quoted: parse.quoted_at(tokens.start).is_some(),
            sure: true,
        }
    }

    /// Its tokens as a range.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// A person, organisation, place or other named thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its place in [`Entities::entities`].
    pub id: EntityId,
    /// The fullest name in the article.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Role as the article gives it ("harbour master"), empty if never.
    pub role: String,
    /// Where the article gives the role, in prose bytes.
    pub role_span: Option<Span>,
    /// The first full name in the body, as an index into [`Entities::mentions`].
    pub first: Option<u32>,
    /// Indices into [`Entities::mentions`], in text order.
    pub mentions: Vec<u32>,
    /// The pronouns used of it.
    pub gender: Gender,
}

/// All entities and mentions of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// In text order; mentions may nest ("Oru" in "the Oru administration"), the outer first.
    pub mentions: Vec<Mention>,
    /// Names inside the longer names of other entities ("Vellmouth" in "University of Vellmouth"), in text order. Each has the form of a
    /// demonym: it tells where or whose something is, and is no mention that a reader looks for.
    pub inside: Vec<Mention>,
}

impl Entities {
    /// Adds mentions to their entities and puts everything back in text order.
    pub fn add(&mut self, more: Vec<Mention>) {
        self.mentions.extend(more);
        let place = |index: u32| (self.mentions[index as usize].first, self.mentions[index as usize].last);
        let firsts: Vec<Option<(u32, u32)>> = self.entities.iter().map(|entity| entity.first.map(place)).collect();
        self.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        for entity in &mut self.entities {
            entity.mentions.clear();
            entity.first = None;
        }
        for (index, mention) in self.mentions.iter().enumerate() {
            let id = mention.entity as usize;
            self.entities[id].mentions.push(index as u32);
            if firsts[id] == Some((mention.first, mention.last)) && mention.form == Form::Full && self.entities[id].first.is_none() {
                self.entities[id].first = Some(index as u32);
            }
        }
    }

    /// The entity of an id.
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.entities[id as usize]
    }

    /// The mentions of an entity, in text order.
    pub fn mentions_of(&self, id: EntityId) -> impl Iterator<Item = &Mention> {
        self.get(id).mentions.iter().map(|index| &self.mentions[*index as usize])
    }

    /// The mentions whose tokens overlap `range`, in text order.
    pub fn mentions_in(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|mention| (mention.first as usize) + 24 < range.start);
        self.mentions[from..]
            .iter()
            .take_while(move |mention| (mention.first as usize) < range.end)
            .filter(move |mention| mention.last as usize > range.start)
    }

    /// The shortest mention that holds token `at`.
    pub fn mention_at(&self, at: usize) -> Option<&Mention> {
        self.mentions_in(at..at + 1).min_by_key(|mention| mention.last - mention.first)
    }
}
