//! People who are named right behind the body, the place or the fields of their office.

use super::Cutter;
use crate::entity::{name, office};
use crate::lexicon::Class;
use crate::syntax::{NameTag, Shape};

impl Cutter<'_> {
    /// "Vellmouth University Marit Oru", "Minister of Education Marit Oru": a body or a portfolio, and the person after it.
    pub(super) fn beside_person(&mut self, from: usize, to: usize) -> bool {
        let parse = self.parse;
        let given = |at: usize| {
            let classes = self.classes(at);
            classes.has(Class::GivenName)
                && !classes.any(&[Class::Town, Class::Country, Class::OrganizationWord, Class::PlaceWord])
                && parse.tokens[at].shape == Shape::Capitalized
        };
        // "Ambassador to Vellmouthia Marit Oru", "the governor of Saarholm Marit Oru": the place that a title is of, and its bearer.
        let last = self.classes(to - 1);
        let posted = from >= self.start + 2
            && parse.is_any(from - 1, &["of", "to", "in", "for"])
            && (2..=5).contains(&(to - from - 1))
            && self.classes(from).any(&[Class::Country, Class::Town])
            && !last.any(&[Class::OrganizationWord, Class::PlaceWord, Class::BodyNoun])
            && parse.names[from + 1] == NameTag::PersonBegin
            && (from + 1..to).all(|at| self.capital(at) || name::is_particle(parse.word(at)));
        if posted {
            self.push(from, from + 1, false, None);
            self.person(from + 1, to, false, None);
            return true;
        }
        let office = office::head(parse, self.start, from).filter(|head| self.classes(*head).has(Class::Title));
        // After a portfolio an initial or what the model takes for a person is as good as a given name; so is the latter behind a body.
        let body = |at: usize| matches!(parse.names[at], NameTag::OrganizationBegin | NameTag::OrganizationInside);
        let behind_body = |at: usize| parse.names[at] == NameTag::PersonBegin && body(at - 1) && parse.chances[at][0] > 160;
        let family_first = |at: usize| to - at <= 3 && name::family_first(parse, at, to);
        let person = |at: usize| parse.names[at] == NameTag::PersonBegin || name::is_initial(parse.word(at)) || family_first(at);
        // "Minister of Trade Rhedda Maarik": fields are common words, and her name is none.
        let rare =
            |at: usize| office.is_some() && (at..to).all(|i| parse.tokens[i].shape == Shape::Capitalized && !office::is_common(parse, i));
        let begins = |at: usize| given(at) || behind_body(at) || office.is_some() && person(at) || rare(at);
        let Some(split) =
            (from + 1..to.saturating_sub(1)).find(|at| begins(*at) && !given(at - 1) && !name::is_particle(parse.word(at - 1)))
        else {
            return false;
        };
        let last = self.classes(to - 1);
        if to - split > 4
            || last.any(&[Class::OrganizationWord, Class::PlaceWord]) && !last.has(Class::FamilyName)
            || (split..to).any(|at| !self.capital(at) && !name::is_particle(parse.word(at)))
        {
            return false;
        }
        if let Some(head) = office {
            let mut start = head;
            while start > self.start
                && head - start < 3
                && self.title_phrase(start - 1).is_some()
                && parse.tokens[start - 1].shape.is_word()
            {
                start -= 1;
            }
            // "Director of Tidal University Marit Oru": not a field but a body.
            if self.classes(split - 1).any(&[Class::OrganizationWord, Class::KnownBody, Class::KnownAcronym])
                && !office::is_minister(parse.word(head))
            {
                self.push(from, split, false, None);
            }
            self.person(split, to, false, Some(start..split));
            return true;
        }
        if self.classes(split - 1).has(Class::OrganizationWord)
            || behind_body(split)
            || (from..split).any(|at| parse.is(at, "of")) && self.classes(split - 1).any(&[Class::Town, Class::Country])
        {
            self.push(from, split, false, None);
            self.person(split, to, false, None);
            return true;
        }
        false
    }
}
