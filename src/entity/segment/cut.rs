//! How a run of capitalised words becomes names: cut at titles, honorifics and demonyms, with bodies set apart from the people beside
//! them and compounds taken apart.

use std::ops::Range;

use super::{Case, Cutter, Segment};
use crate::entity::{name, office};
use crate::lexicon::Class;
use crate::syntax::{NameTag, Shape, Tag};

/// Labels before a picture's or a video's text.
const FURNITURE: &[&str] = &[
    "Image",
    "Images",
    "Photo",
    "Photos",
    "Picture",
    "Photograph",
    "Photographs",
    "Illustration",
    "Illustrations",
    "Graphic",
    "Caption",
    "Advertisement",
    "Newsletter",
    "Video",
    "File",
    "Source",
    "Credit",
    "Note",
    "Update",
    "Correction",
    "Related",
    "Watch",
    "Read",
    "More",
    "See",
];

/// Particles that no other English word is spelled like.
const PARTICLES: &[&str] = &["van", "von", "der", "den", "ter", "de", "bin", "ibn", "al"];

/// Honours and offices behind a name.
const POSTNOMINALS: &[&str] = &["CBE", "DBE", "KBE", "KC", "MBE", "MEP", "MLA", "MP", "MSP", "OBE", "PC", "QC", "SC", "TD"];

impl Cutter<'_> {
    /// Cuts one run into segments.
    pub(super) fn cut(&mut self, from: usize, to: usize) {
        if self.phrase(from, Class::KnownBody) == Some(to - from) {
            self.push(from, to, false, None);
            return;
        }
        // "Tidal Assembly MPs", "Tidal Assembly Member Marit Oru": the body that the lists hold whole, and who sits in it.
        if let Some(body) = self.phrase(from, Class::KnownBody).filter(|body| *body > 1 && from + body < to)
            && (self.classes(from + body).any(&[Class::Title, Class::PersonNoun, Class::PeopleNoun])
                || self.parse.is_any(from + body, &["Member", "MPs", "MEPs", "MLAs"]))
        {
            self.push(from, from + body, false, None);
            self.cut(from + body, to);
            return;
        }
        if !self.classes(to - 1).has(Class::OrganizationWord) || self.country_phrase(from) == Some(to - from) {
            for at in from..to {
                let within = at > from
                    && self.parse.is_any(at - 1, &["of", "the"])
                    && (from..at).any(|i| self.classes(i).has(Class::OrganizationWord));
                if let Some(length) = self.country_phrase(at).filter(|length| at + length <= to && !within) {
                    if from < at {
                        self.cut(from, at);
                    }
                    self.push(at, at + length, false, None);
                    if at + length < to {
                        self.cut(at + length, to);
                    }
                    return;
                }
            }
        }
        let mut from = from;
        while from < to && self.evidence.opens[from] && self.only_opens(from, to) {
            from += 1;
            // Lower-case connectors that hung on what was stripped go with it.
            while from < to && !self.capital(from) {
                from += 1;
            }
            if from < to && !self.evidence.opens[from] {
                break;
            }
        }
        if from >= to {
            return;
        }
        if self.parse.tokens.get(to).is_some_and(|next| to < self.end && matches!(next.span.of(&self.parse.prose.text), ":" | ";"))
            && self.parse.is_any(from, FURNITURE)
        {
            return;
        }
        // "Washington D.C. Image:": the label of what follows.
        if to - from > 1 && self.parse.is_any(to - 1, FURNITURE) && to < self.end && self.parse.is(to, ":") {
            self.cut(from, to - 1);
            return;
        }
        // In running text a number of words can precede the name: honorifics, titles, demonyms.
        for at in from..to {
            if self.classes(at).has(Class::Honorific)
                && at + 1 < to
                && self.honorific_here(at, to)
                && !self.opens_people(at, to)
                && !self.forename(at)
            {
                self.before_title(from, at);
                // "Mr. President": an address, not a name.
                if at + 2 == to
                    && self.classes(at + 1).has(Class::Title)
                    && !self.classes(at + 1).any(&[Class::FamilyName, Class::GivenName])
                {
                    return;
                }
                let mut start = at + 1;
                while start < to && self.classes(start).any(&[Class::Honorific]) && start + 1 < to {
                    start += 1;
                }
                // "His Majesty King Oru", though King is a family's name too.
                let royal = self.parse.is_any(at, &["Majesty", "Highness"]);
                if let Some(length) = self.title_phrase(start)
                    && start + length < to
                    && (royal || !self.classes(start).any(&[Class::FamilyName, Class::GivenName]))
                {
                    let title = start..start + length;
                    self.person(start + length, to, true, Some(title));
                } else {
                    self.person(start, to, true, self.earlier_title(at));
                }
                return;
            }
            let Some(length) = self.title_phrase(at) else { continue };
            // "Lantern Party leader": the party's last word is no part of the title.
            let split = length > 1
                && at > from
                && self.classes(at).has(Class::OrganizationWord)
                && self.capital(at - 1)
                && self.parse.tokens[at].shape == Shape::Capitalized
                && self.parse.tokens[at + length - 1].shape == Shape::Lower;
            if split {
                continue;
            }
            if at + length >= to {
                // "the Prime Minister", "State Department Secretary": a title without a name.
                let subject = at > from + 1 && self.parse.is(at - 1, "and") && self.shares_portfolio(from, at - 1, to);
                let organization = subject || at > from && self.classes(to - 1).has(Class::OrganizationWord);
                // "Marit Singer": a family name that is also a role.
                let named = at > from
                    && at + 1 == to
                    && self.classes(at - 1).has(Class::GivenName)
                    && !self.classes(at - 1).any(&[Class::Town, Class::Country]);
                if !organization && !named && !self.personal(from, to) {
                    self.before_title(from, at);
                    return;
                }
                continue;
            }
            if self.takes_title(at, at + length, to) {
                self.before_title(from, at);
                let mut start = at + length;
                // "Senate Minority Leader Rep. Oru", "Lt. Gen. Oru"
                while let Some(more) =
                    self.title_phrase(start).filter(|more| start + more < to && self.takes_title(start, start + more, to))
                {
                    start += more;
                }
                // "Finance Minister Dr. Oru"
                let title = at..start;
                while start + 1 < to && self.classes(start).has(Class::Honorific) && self.honorific_here(start, to) {
                    start += 1;
                }
                self.person(start, to, start > title.end, Some(title));
                return;
            }
        }
        self.untitled(from, to);
    }

    fn honorific_here(&self, at: usize, to: usize) -> bool {
        let word = self.parse.word(at);
        // "Miss Venezuela" is a contest.
        if matches!(word, "Miss" | "Mister") && self.classes(at + 1).has(Class::Country) {
            return false;
        }
        let marked = word.ends_with('.')
            || matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Sir" | "Dame" | "Lord" | "Lady" | "Madame" | "Prof");
        marked && word != "St."
            || (self.evidence.opens[at] || at == 0 || !self.capital(at - 1))
                && word != "St."
                && !self.classes(to - 1).has(Class::OrganizationWord)
    }

    /// Whether a country's or people's name of several words begins here: the "Sri" of "Sri Lankan" honours nobody.
    fn opens_people(&self, at: usize, to: usize) -> bool {
        let following = (at + 1..to).map(|i| name::without_participle(self.parse.word(i)));
        let phrase = self.parse.lexicon.phrase(self.parse.word(at), following);
        phrase.is_some_and(|(length, classes)| length > 1 && classes.any(&[Class::Country, Class::Demonym]))
    }

    /// Whether the title `at..after` stands before a person's name that fills the rest of the run.
    fn takes_title(&self, at: usize, after: usize, to: usize) -> bool {
        let rest = to - after;
        let first = self.classes(after);
        let last = self.classes(to - 1);
        if self.parse.tokens[after].shape == Shape::Lower && !name::is_particle(self.parse.word(after)) {
            return false;
        }
        let named = first.any(&[Class::GivenName, Class::FamilyName]) || last.has(Class::FamilyName);
        let taken = matches!(self.parse.names[after], NameTag::PersonBegin | NameTag::PersonInside) && self.parse.chances[after][0] > 128;
        let person = first.has(Class::GivenName) && (last.has(Class::FamilyName) || taken && rest == 2);
        let body = last.any(&[Class::OrganizationWord]) && !person;
        if body || rest > 5 || first.any(&[Class::Country, Class::Demonym]) && !named {
            return false;
        }
        // "General Motors", "Speaker Series": a single-word title that is a common word needs a name that is known.
        let uncertain = after - at == 1
            && self.parse.is_any(
                at,
                &[
                    "General",
                    "Gen",
                    "Major",
                    "Private",
                    "Head",
                    "Chief",
                    "Chair",
                    "Host",
                    "Speaker",
                    "Pilot",
                    "Leader",
                    "Fellow",
                    "Manager",
                    "Owner",
                    "Student",
                    "Nurse",
                    "Teacher",
                    "Model",
                    "Executive",
                    "Champion",
                    "Producer",
                    "Engineer",
                    "Architect",
                    "Publisher",
                    "Counsel",
                    "Whip",
                    "Anchor",
                    "Broadcaster",
                    "King",
                    "Queen",
                    "Prince",
                    "Princess",
                ],
            );
        !uncertain || named || rest == 1 && self.evidence.uses(after).capitals || rest <= 4 && taken
    }

    /// Whether the words look like given and family name.
    fn personal(&self, from: usize, to: usize) -> bool {
        to - from >= 2 && self.classes(from).has(Class::GivenName) && self.classes(to - 1).has(Class::FamilyName)
    }

    /// The words before a title or honorific in the same run: a body, a place, a demonym.
    fn before_title(&mut self, from: usize, to: usize) {
        let mut to = to;
        while to > from
            && (self.parse.is_any(
                to - 1,
                &[
                    "Former",
                    "Deputy",
                    "Acting",
                    "Interim",
                    "Then",
                    "Assistant",
                    "Senior",
                    "Vice",
                    "Outgoing",
                    "Incoming",
                    "Late",
                    "Co-",
                    "Ex-",
                    "Chief",
                    "Junior",
                    "and",
                    "of",
                    "&",
                ],
            ) || !self.capital(to - 1))
        {
            to -= 1;
        }
        if from < to {
            self.untitled(from, to);
        }
    }

    /// A run without title: demonyms are split off, compounds taken apart.
    fn untitled(&mut self, from: usize, to: usize) {
        let (mut from, mut to) = (from, to);
        while from < to && !self.capital(from) && !name::is_particle(self.parse.word(from)) {
            from += 1;
        }
        while to > from && !self.capital(to - 1) {
            to -= 1;
        }
        if from + 1 < to && self.parse.is_any(from, &["the", "a", "an"]) && self.parse.word(from).len() <= 3 {
            from += 1;
            while from < to && !self.capital(from) && !name::is_particle(self.parse.word(from)) {
                from += 1;
            }
        }
        if from >= to {
            return;
        }
        if self.beside_person(from, to) {
            return;
        }
        if to - from > 1 {
            let words = (from + 1..to).map(|at| self.parse.word(at));
            let people = self
                .parse
                .lexicon
                .phrase(self.parse.word(from), words)
                .filter(|(_, classes)| classes.has(Class::Demonym) && !classes.has(Class::Country));
            if let Some((length, _)) =
                people.filter(|(length, _)| from + length <= to && !self.classes(to - 1).has(Class::OrganizationWord))
            {
                self.push(from, from + length, false, None);
                if let Some(segment) = self.segments.last_mut() {
                    segment.demonym = true;
                }
                self.untitled(from + length, to);
                return;
            }
        }
        // "Tamil Nadu" is a place, and not what Tamils have.
        let region = to - from > 1 && self.parse.lexicon.name(self.parse.span(from..to).of(&self.parse.prose.text)).has(Class::Town);
        let place = region
            || self.classes(from).has(Class::Country)
                && !(from + 1 < self.end && self.parse.tokens[from + 1].shape == Shape::Lower && self.parse.tags[from + 1].is_noun());
        if self.classes(from).has(Class::Demonym) && !place && !self.classes(to - 1).any(&[Class::OrganizationWord, Class::PlaceWord]) {
            let known = self.classes(from).any(&[Class::GivenName, Class::FamilyName])
                && to - from == 2
                && self.classes(to - 1).has(Class::FamilyName)
                && !self.title_or_noun(to - 1);
            if !known {
                self.demonym(from);
                let mut rest = from + 1;
                if rest < to && self.classes(rest).any(&[Class::PeopleNoun, Class::PersonNoun]) && !self.classes(rest).has(Class::GivenName)
                {
                    rest += 1;
                }
                if rest < to {
                    self.untitled(rest, to);
                }
                return;
            }
        }
        // "Democrat Marit Oru": a party member's noun stands as a title does.
        if to - from >= 2
            && self.classes(from).has(Class::PersonNoun)
            && !self.classes(from).any(&[Class::GivenName, Class::FamilyName])
            && self.takes_title(from, from + 1, to)
            && self.classes(from + 1).any(&[Class::GivenName])
        {
            self.person(from + 1, to, false, Some(from..from + 1));
            return;
        }
        // "Lanternist Marit Oru": an adherent's noun.
        if to - from >= 3 && self.adherent(from) && self.classes(from + 1).has(Class::GivenName) {
            self.person(from + 1, to, false, Some(from..from + 1));
            return;
        }
        if to - from == 1 {
            let classes = self.classes(from);
            let plain =
                classes.any(&[Class::PeopleNoun]) && !classes.any(&[Class::Country, Class::Town, Class::GivenName, Class::FamilyName]);
            if plain {
                if self.parse.is_any(from, &["Republicans", "Democrats", "Tories", "Conservatives", "Liberals", "Greens"]) {
                    self.push(from, to, false, None);
                }
                return;
            }
            if classes.any(&[Class::Title, Class::PersonNoun, Class::Kin])
                && !classes.any(&[Class::GivenName, Class::FamilyName, Class::Town, Class::OrganizationWord])
            {
                return;
            }
        }
        let title = self.earlier_title(from);
        self.person(from, to, false, title);
    }

    /// Whether the word looks like the noun of those who believe in or practise something.
    fn adherent(&self, at: usize) -> bool {
        let word = self.parse.word(at);
        word.len() > 6
            && self.parse.tokens[at].shape == Shape::Capitalized
            && word.ends_with("ist")
            && !self.classes(at).any(&[Class::GivenName, Class::FamilyName, Class::OrganizationWord, Class::Demonym])
    }

    fn title_or_noun(&self, at: usize) -> bool {
        self.classes(at).any(&[Class::Title, Class::PersonNoun, Class::BodyNoun, Class::PeopleNoun])
    }

    /// A title in lower case right before token `at`: "harbour master Marit Oru".
    fn earlier_title(&self, at: usize) -> Option<Range<usize>> {
        let longest = 5.min(at - self.start);
        for back in (1..=longest).rev() {
            let from = at - back;
            if self.parse.tokens[from].shape == Shape::Lower && self.title_phrase(from) == Some(back) {
                // A title is not the object of a preposition or the subject of a clause: what stands before it is a determiner or nothing.
                return Some(from..at);
            }
        }
        let noun = at > self.start && self.classes(at - 1).has(Class::PersonNoun) && self.parse.tokens[at - 1].shape == Shape::Lower;
        noun.then(|| at - 1..at)
    }

    fn demonym(&mut self, at: usize) {
        self.push(at, at + 1, false, None);
        if let Some(segment) = self.segments.last_mut() {
            segment.demonym = true;
            segment.narrowed = None;
        }
    }

    pub(super) fn person(&mut self, from: usize, to: usize, honorific: bool, title: Option<Range<usize>>) {
        let (mut from, mut to) = (from, to);
        // "Marit Oru KC, MP": what stands behind a name is none of it.
        while to > from + 1 && (POSTNOMINALS.contains(&self.parse.word(to - 1)) || to > from + 2 && self.parse.is(to - 1, ",")) {
            to -= 1;
        }
        while to > from && !self.capital(to - 1) && !name::is_suffix(self.parse.word(to - 1)) {
            to -= 1;
        }
        while from < to && !self.capital(from) && !name::is_particle(self.parse.word(from)) {
            from += 1;
        }
        // "the Chief Judge" has no name.
        let role = to - from == 1
            && self.classes(from).has(Class::Title)
            && !self.classes(from).any(&[Class::GivenName, Class::FamilyName, Class::OrganizationWord]);
        if from < to && !(role && (honorific || title.is_some())) {
            self.push(from, to, honorific, title);
        }
    }

    /// "van der Goot said": where a name begins whose particles stand in small letters before it.
    fn with_particles(&self, from: usize) -> usize {
        let parse = self.parse;
        let bound = self.segments.last().map_or(self.start, |segment| segment.last.max(self.start));
        let particle = |at: &usize| PARTICLES.contains(&parse.word(*at));
        let count = (bound..from).rev().take(3).take_while(particle).count();
        let determined = from > bound + count && parse.is_any(from - count - 1, &["the", "a", "an", "this", "that", "my", "his", "her"]);
        if determined
            || parse.tokens[from].shape != Shape::Capitalized
            || self.classes(from).any(&[Class::OrganizationWord, Class::Country])
        {
            return from;
        }
        from - count
    }

    pub(super) fn push(&mut self, from: usize, to: usize, honorific: bool, title: Option<Range<usize>>) {
        let parse = self.parse;
        let from = self.with_particles(from);
        let doubtful = self.evidence.opens[from] || self.case != Case::Sentence;
        let upper = self.case == Case::Upper;
        let work = from > self.start
            && to < self.end
            && parse.tokens[from - 1].shape == Shape::OpenQuote
            && parse.tokens[to].shape == Shape::CloseQuote
            && to - from > 1;
        let segment = Segment { first: from, last: to, honorific, title, demonym: false, doubtful, upper, work, narrowed: None };
        if to - from == 1 && parse.word(from).contains(['-', '–', '‑']) && self.compound(&segment) {
            return;
        }
        let narrowed = if to - from > 1 { self.narrowed(from, to) } else { None };
        self.segments.push(Segment { narrowed, ..segment });
    }

    /// ", a village head", ", 54,": whether what follows at token `at` says who somebody is.
    fn introduced(&self, at: usize) -> bool {
        let parse = self.parse;
        if at + 2 >= self.end || !parse.is(at, ",") {
            return false;
        }
        let age = parse.tokens[at + 1].shape == Shape::Number && parse.is(at + 2, ",");
        let noun = parse.is_any(at + 1, &["a", "an", "the", "who"])
            && (at + 2..self.end.min(at + 7))
                .take_while(|i| parse.tokens[*i].shape.is_word())
                .any(|i| self.classes(i).any(&[Class::PersonNoun, Class::Title, Class::Kin]));
        age || noun || parse.is(at + 1, "who")
    }

    /// Whether a finite verb stands at token `at`.
    fn acts(&self, at: usize) -> bool {
        at < self.end && self.parse.tags[at].is_finite() && self.parse.tokens[at].shape == Shape::Lower
    }

    /// Whether the capital of the word that opens a sentence tells nothing.
    fn only_opens(&self, at: usize, to: usize) -> bool {
        let parse = self.parse;
        let classes = self.classes(at);
        let uses = self.evidence.uses(at);
        if parse.tokens[at].shape == Shape::Upper && parse.tokens[at].span.len() > 1 && self.case != Case::Upper {
            return false;
        }
        // "Frost lay on the quay": a common word that stands with a capital here alone, and whom nobody introduces. What opens one sentence
        // after another and never stands in lower case is a name.
        let common = to - at == 1
            && parse.tokens[at].shape == Shape::Capitalized
            && !uses.capital
            && classes.any(&[Class::GivenName, Class::FamilyName])
            && !classes.any(&[Class::Country, Class::Town, Class::Demonym, Class::Honorific])
            && (uses.lower || classes.has(Class::Ordinary) && !uses.openings)
            && self.case == Case::Sentence
            && !self.byline
            && !self.introduced(to);
        if common {
            return true;
        }
        if parse.names[at] != NameTag::Outside {
            return false;
        }
        // "Suharta, a village head,": a word that is no other.
        if to - at == 1 && !office::is_common(parse, at) && !classes.has(Class::Opener) && (self.introduced(to) || self.acts(to)) {
            return false;
        }
        // "Vellmouth-based pilots".
        let before_dash = parse.word(at).split_once('-').map(|(word, _)| parse.lexicon.word(word).classes).unwrap_or_default();
        if before_dash.any(&[Class::Town, Class::Country, Class::Demonym]) && !uses.lower {
            return false;
        }
        if classes.any(&[Class::Honorific])
            || classes.has(Class::Title) && self.title_phrase(at).is_some_and(|length| at + length < to || length > 1)
        {
            return false;
        }
        if uses.mostly_capital && !classes.has(Class::Opener) {
            return false;
        }
        if classes.has(Class::Opener) {
            return true;
        }
        if uses.lower && !(classes.has(Class::GivenName) && at + 1 < to && self.classes(at + 1).has(Class::FamilyName)) {
            return true;
        }
        let name = classes.any(&[Class::GivenName, Class::FamilyName, Class::Country, Class::Town, Class::Demonym]);
        let common = classes.any(&[
            Class::PeopleNoun,
            Class::PersonNoun,
            Class::DocumentNoun,
            Class::AnonymousNoun,
            Class::VagueNoun,
            Class::Hedge,
            Class::NumberWord,
            Class::CueNoun,
            Class::Kin,
        ]);
        if common && !classes.any(&[Class::GivenName, Class::FamilyName]) {
            return true;
        }
        let proper = matches!(parse.tags[at], Tag::Nnp | Tag::Nnps);
        // "Combine Oru's votes": a word that opens a sentence as a verb is one, though families are called so.
        let verb =
            parse.tags[at].is_verb() && to - at > 1 && !classes.any(&[Class::GivenName, Class::Country, Class::Town, Class::Demonym]);
        // "Black circles": a family name too, but nobody in this article is called so.
        let surname = classes.has(Class::FamilyName) && !classes.any(&[Class::GivenName, Class::Country, Class::Town, Class::Demonym]);
        let ordinary = surname
            && to - at == 1
            && to < self.end
            && !uses.capital
            && office::is_common(parse, at)
            && (parse.tags[to].is_noun() || parse.is(to, "and"))
            && parse.tokens[to].shape == Shape::Lower;
        if name && !verb && !ordinary {
            return false;
        }
        !(proper && (to - at > 1 || uses.openings || classes.any(&[Class::OrganizationWord, Class::PlaceWord])))
    }
}
