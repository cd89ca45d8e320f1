//! Person, organisation, place or other: small pieces of evidence, added up over all places where the same words stand.

use super::evidence::Evidence;
use super::segment::Segment;
use super::{EntityType, name};
use crate::lexicon::{Class, Classes};
use crate::model::clusters::Clusters;
use crate::model::features;
use crate::model::kinds::{self, Kinds};
use crate::syntax::{NameTag, Parse, Shape};

/// How much speaks for each type.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    sums: [f32; 4],
    context: [f32; 4],
    mentions: f32,
}

const PERSON: usize = 0;
const ORGANIZATION: usize = 1;
const PLACE: usize = 2;
const OTHER: usize = 3;

/// What nothing speaks for is a work, an event, a product.
const BASE: [f32; 4] = [0.0, 0.0, 0.0, 0.7];

impl Scores {
    /// Adds the evidence of one place. What counts in the end is the mean, and a little the number of places.
    pub fn add_context(&mut self, context: &Scores) {
        self.mentions += 1.0;
        for (sum, value) in self.context.iter_mut().zip(context.sums) {
            *sum += value;
        }
    }

    fn total(&self, at: usize) -> f32 {
        let mentions = self.mentions.max(1.0);
        self.sums[at] + BASE[at] + self.context[at] / mentions * (1.0 + mentions.ln())
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Scores) {
        for (sum, value) in self.sums.iter_mut().zip(other.sums) {
            *sum += value;
        }
    }

    /// Raises one type to at least `value`.
    pub fn raise(&mut self, kind: EntityType, value: f32) {
        let sum = &mut self.sums[index(kind)];
        *sum = sum.max(value);
    }

    /// Adds to one type.
    pub fn raise_by(&mut self, kind: EntityType, value: f32) {
        self.sums[index(kind)] += value;
    }

    /// The same with what counts once multiplied.
    pub fn times(self, factor: f32) -> Scores {
        Scores { sums: self.sums.map(|sum| sum * factor), ..self }
    }

    /// Takes from one type.
    pub fn lower(&mut self, kind: EntityType, value: f32) {
        self.sums[index(kind)] -= value;
    }

    /// Adds what the trained table says of features.
    fn add_trained(&mut self, kinds: &Kinds, keys: &[u64]) {
        let trained = kinds.scores(keys);
        self.sums.iter_mut().zip(trained).for_each(|(sum, score)| *sum += score);
    }

    /// What counts for each kind: person, organisation, place, other.
    pub fn totals(&self) -> [f32; 4] {
        [PERSON, ORGANIZATION, PLACE, OTHER].map(|at| self.total(at))
    }

    /// The type with the most for it.
    pub fn best(&self) -> EntityType {
        let mut best = OTHER;
        for at in [PERSON, ORGANIZATION, PLACE] {
            if self.total(at) > self.total(best) {
                best = at;
            }
        }
        [EntityType::Person, EntityType::Organization, EntityType::Place, EntityType::Other][best]
    }
}

fn index(kind: EntityType) -> usize {
    match kind {
        EntityType::Person => PERSON,
        EntityType::Organization => ORGANIZATION,
        EntityType::Place => PLACE,
        EntityType::Other => OTHER,
    }
}

/// What the words themselves say.
pub fn lexical(parse: &Parse, evidence: &Evidence, kinds: &Kinds, segment: &Segment) -> Scores {
    let mut sums = [0.0f32; 4];
    let text = segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens())).of(&parse.prose.text);
    let first = parse.tokens[segment.first].entry.classes;
    let last = parse.tokens[segment.last - 1].entry.classes;
    let whole = if segment.len() == 1 && segment.narrowed.is_none() { first } else { whole(parse, segment, text) };
    if whole.has(Class::Country) {
        sums[PLACE] += if evidence.sport { 0.0 } else { 6.0 };
        sums[ORGANIZATION] += if evidence.sport { 8.0 } else { 0.0 };
    }
    if segment.work {
        sums[OTHER] += 4.0;
    }
    if whole.has(Class::KnownBody) {
        sums[ORGANIZATION] += if whole.any(&[Class::FamilyName, Class::GivenName, Class::Town]) { 1.5 } else { 3.0 };
    }
    if whole.has(Class::KnownOther) {
        sums[OTHER] += if whole.any(&[Class::FamilyName, Class::GivenName]) { 1.5 } else { 3.5 };
    }
    if segment.len() == 1 {
        single(parse, segment, whole, text, &mut sums);
    } else {
        several(parse, segment, first, last, whole, &mut sums);
    }
    if segment.tokens().any(|at| matches!(parse.tokens[at].shape, Shape::Alphanumeric | Shape::Number)) {
        sums[OTHER] += 2.0;
    }
    let mut keys = Vec::with_capacity(64);
    lexical_keys(parse, evidence, segment, &mut keys);
    let mut scores = Scores { sums, ..Scores::default() };
    scores.add_trained(kinds, &keys);
    scores
}

/// The keys of what the trained table is asked about the words themselves.
pub fn lexical_keys(parse: &Parse, evidence: &Evidence, segment: &Segment, keys: &mut Vec<u64>) {
    let whole = whole(parse, segment, segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens())).of(&parse.prose.text));
    let classes = [
        Class::Country,
        Class::Town,
        Class::OrganizationWord,
        Class::BodyNoun,
        Class::CommonAcronym,
        Class::PlaceWord,
        Class::KnownBody,
        Class::KnownOther,
    ];
    let flags = [
        segment.doubtful,
        segment.upper,
        segment.work,
        segment.narrowed.is_some(),
        evidence.sport,
        evidence.uses(segment.first).lower,
        evidence.uses(segment.last - 1).lower,
    ];
    let bits = flags.into_iter().chain(classes.iter().map(|class| whole.has(*class)));
    let seen = bits.enumerate().fold(0, |seen, (place, bit)| seen | u64::from(bit) << place);
    let (words, name) = words(parse, segment);
    kinds::inside(&words, name, seen, keys);
}

/// What the tagger adds for a kind that it is sure of.
const SURE: f32 = 1.2;

/// The mean chance of a segment's words to be of a person's, a body's, a place's name.
fn chances(parse: &Parse, segment: &Segment) -> [f32; 3] {
    let words = &parse.chances[segment.tokens()];
    let mean = |kind: usize| words.iter().map(|word| f32::from(word[kind])).sum::<f32>() / (255.0 * words.len().max(1) as f32);
    [mean(PERSON), mean(ORGANIZATION), mean(PLACE)]
}

/// The keys of what the trained table is asked about one place.
pub fn contextual_keys(parse: &Parse, segment: &Segment, keys: &mut Vec<u64>) {
    let names = &parse.names[segment.tokens()];
    let kind = |name: NameTag| (name as u64).div_ceil(2);
    let first = kind(names[0]);
    let begins = names[0] as u64 % 2 == 1;
    let runs_on = names[1..].iter().all(|name| *name != NameTag::Outside && kind(*name) == first && (*name as u64).is_multiple_of(2));
    let ends = parse.names.get(segment.last).is_none_or(|name| *name as u64 % 2 == 1 || *name == NameTag::Outside);
    let last = names.last().map_or(0, |name| kind(*name));
    let flags = [begins, runs_on, ends, segment.honorific, segment.title.is_some()];
    let seen = flags.into_iter().enumerate().fold(first << 8 | last << 12, |seen, (place, bit)| seen | u64::from(bit) << place);
    let (words, name) = words(parse, segment);
    kinds::beside(&words, name, seen, keys);
}

/// The sentence of a segment, and the segment's place in it.
fn words<'a>(parse: &Parse<'a>, segment: &Segment) -> (kinds::Words<'a>, std::ops::Range<usize>) {
    let sentence = parse.sentences[parse.sentence_of(segment.first)].tokens();
    let words = kinds::Words {
        text: &parse.prose.text,
        tokens: &parse.tokens[sentence.clone()],
        tags: &parse.tags[sentence.clone()],
        clusters: Clusters::shipped(),
    };
    (words, segment.first - sentence.start..segment.last - sentence.start)
}

/// Last words of events, works, laws and awards.
const EVENTS: &[&str] = &[
    "Act",
    "Prize",
    "Award",
    "Awards",
    "War",
    "Cup",
    "Day",
    "Games",
    "Festival",
    "Treaty",
    "Agreement",
    "Bill",
    "Amendment",
    "Championship",
    "Championships",
    "Election",
    "Elections",
    "Revolution",
    "Accord",
    "Accords",
    "Summit",
    "Olympics",
    "Paralympics",
    "Protocol",
    "Plan",
    "Deal",
    "Code",
    "Law",
    "Laws",
    "Carnival",
    "Prix",
    "Trail",
    "List",
    "Programme",
    "Program",
    "Project",
    "Exposition",
    "Expo",
    "Tournament",
    "Marathon",
    "Report",
    "Index",
    "Call",
    "Declaration",
    "Strategy",
    "Initiative",
    "Month",
    "Week",
    "Year",
    "Night",
    "Show",
    "Edition",
    "Series",
    "Rule",
    "Rules",
    "Test",
    "Constitution",
    "Resolution",
    "Crisis",
    "Movement",
    "Era",
    "Rebellion",
    "Uprising",
    "Massacre",
    "Medal",
    "Fair",
    "Parade",
    "Pageant",
    "Derby",
    "Challenge",
    "Policy",
    "Doctrine",
    "Theory",
    "Disease",
    "Syndrome",
    "Virus",
    "Version",
    "Framework",
    "Bible",
    "Quran",
    "Gospel",
    "Language",
    "Eve",
];

/// Bodies that are known by one common word.
const BODIES: &[&str] = &[
    "Senate",
    "Congress",
    "Parliament",
    "Cabinet",
    "Kremlin",
    "Pentagon",
    "Vatican",
    "Treasury",
    "Navy",
    "Army",
    "House",
    "Knesset",
    "Police",
    "Commons",
    "Lords",
    "Bundestag",
    "Duma",
    "Labour",
    "Interpol",
    "Hamas",
    "Hezbollah",
    "Taliban",
];

/// Endings of family names in languages that have many.
const FAMILY_ENDINGS: &[&str] = &[
    "ov", "ova", "ev", "eva", "sky", "skyy", "skiy", "ski", "ska", "enko", "chuk", "yan", "ian", "shvili", "dze", "escu", "vic", "vić",
    "ić", "sson", "sen", "opoulos", "idis", "akis", "oglu", "zadeh", "pour", "nejad", "ez", "in", "wala", "singh", "ullah",
];

fn whole(parse: &Parse, segment: &Segment, text: &str) -> Classes {
    let words = segment.tokens().skip(1).map(|at| parse.word(at));
    let phrase = parse.lexicon.phrase(parse.word(segment.first), words).filter(|(length, _)| *length == segment.len());
    parse.lexicon.word(text).classes | phrase.map_or(Classes::default(), |(_, classes)| classes)
}

fn single(parse: &Parse, segment: &Segment, classes: Classes, text: &str, sums: &mut [f32; 4]) {
    let shape = parse.tokens[segment.first].shape;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if classes.has(Class::CommonAcronym) {
        sums[OTHER] += 5.0;
    } else if letters >= 2 && text.bytes().all(|letter| b"IVXLC".contains(&letter)) || stressed(text, letters) {
        // "XIX" counts, "PHOTO" is a common word that somebody shouts.
        sums[OTHER] += 4.0;
    } else if shape == Shape::Upper && (2..=6).contains(&letters) && !segment.upper {
        sums[ORGANIZATION] += 2.2;
    }
    if BODIES.contains(&text) {
        sums[ORGANIZATION] += 1.8;
    } else if classes.any(&[Class::BodyNoun, Class::DocumentNoun, Class::PlaceWord])
        && !classes.any(&[Class::FamilyName, Class::GivenName, Class::Town])
    {
        // "the Government": a common noun that the writer honours with a capital.
        sums[OTHER] += 2.2;
    } else if classes.has(Class::OrganizationWord) {
        sums[ORGANIZATION] += 0.4;
        sums[PERSON] -= if classes.has(Class::FamilyName) { 0.0 } else { 3.0 };
    }
    if letters >= 6 && ["news", "soft", "tech", "corp", "bank", "media"].iter().any(|ending| text.ends_with(ending)) {
        sums[ORGANIZATION] += 1.5;
    }
    let person = classes.any(&[Class::GivenName, Class::FamilyName]);
    sums[PERSON] += f32::from(u8::from(classes.has(Class::GivenName))) * 1.3 + f32::from(u8::from(classes.has(Class::FamilyName))) * 0.9;
    if classes.has(Class::Town) {
        sums[PLACE] += if person { 1.2 } else { 2.4 };
    }
    if classes.has(Class::PlaceWord) {
        sums[PLACE] += 0.8;
    }
    if ["logy", "ism", "ness", "ship"].iter().any(|ending| text.ends_with(ending)) {
        sums[PLACE] -= 2.5;
        sums[PERSON] -= 1.5;
    }
    let known = [Class::GivenName, Class::FamilyName, Class::Town, Class::Country, Class::OrganizationWord, Class::Demonym];
    if letters >= 5 && shape == Shape::Capitalized && !classes.any(&known) && FAMILY_ENDINGS.iter().any(|ending| text.ends_with(ending)) {
        sums[PERSON] += 0.9;
    }
    if text.contains('-') && name::particle_prefix(text) {
        sums[PERSON] += 1.0;
    }
    // "GreenPeace", "PlayStation": capitals inside a word are a brand's, but for Mc and Mac.
    if shape == Shape::Mixed && !text.starts_with("Mc") && !text.starts_with("Mac") && !text.contains(['-', '\'', '’']) {
        sums[ORGANIZATION] += 1.2;
    }
    if letters >= 4 && (text.ends_with("stan") || text.ends_with("burg") || text.ends_with("ville") || text.ends_with("grad")) {
        sums[PLACE] += 1.0;
    }
}

/// Whether a word in capitals is a common one in small letters.
fn stressed(text: &str, letters: usize) -> bool {
    (4..=12).contains(&letters)
        && text.bytes().all(|letter| letter.is_ascii_uppercase())
        && Clusters::shipped().of(features::form(&text.to_ascii_lowercase())) != [0, 0]
}

fn several(parse: &Parse, segment: &Segment, first: Classes, last: Classes, whole: Classes, sums: &mut [f32; 4]) {
    let words = segment.len();
    let tokens = segment.tokens();
    let joined = tokens.clone().any(|at| parse.is_any(at, &["of", "for", "and", "on", "the", "&", "in", "against"]));
    let given = first.has(Class::GivenName);
    let family = last.has(Class::FamilyName);
    let before_last = parse.tokens[segment.last - 2].entry.classes;
    if whole.has(Class::Town) {
        sums[PLACE] += if given && family { 1.5 } else { 3.0 };
    }
    if whole.any(&[Class::OrganizationWord, Class::BodyNoun]) {
        sums[ORGANIZATION] += 4.0;
    }
    if !joined && words <= 5 {
        let surname = family || before_last.has(Class::FamilyName) && name::is_suffix(parse.word(segment.last - 1));
        match (given, surname) {
            (true, true) => sums[PERSON] += 4.0,
            (true, false) => sums[PERSON] += if words == 2 { 3.2 } else { 2.6 },
            (false, true) => sums[PERSON] += if words == 2 { 1.5 } else { 1.0 },
            (false, false) => sums[PERSON] += if words == 2 { 0.5 } else { 0.0 },
        }
        if tokens.clone().all(|at| parse.tokens[at].shape == Shape::Upper) && !segment.upper {
            sums[ORGANIZATION] += 3.0;
            sums[PERSON] -= 2.0;
        } else if words > 1 && name::is_initial(parse.word(segment.first))
            || tokens.clone().skip(1).any(|at| name::is_initial(parse.word(at)))
        {
            sums[PERSON] += 2.0;
        }
        if (given || surname) && tokens.clone().any(|at| at > segment.first && name::is_suffix(parse.word(at))) {
            sums[PERSON] += 3.0;
        }
        if tokens.clone().any(|at| name::is_particle(parse.word(at)) || name::particle_prefix(parse.word(at))) {
            sums[PERSON] += 1.5;
        }
    }
    let corporate = last.has(Class::OrganizationWord) || name::is_corporate(parse.word(segment.last - 1));
    if corporate {
        sums[ORGANIZATION] += if given && family && words == 2 { 1.0 } else { 3.6 };
        // "Oru Chemical Co": people have given names there, firms what they trade in.
        sums[PERSON] -= if words > 2 { 2.0 } else { 0.0 };
    } else if tokens.clone().any(|at| parse.has(at, Class::OrganizationWord)) {
        let head = joined && head_before_of(parse, segment).is_some_and(|at| parse.has(at, Class::OrganizationWord));
        sums[ORGANIZATION] += if head { 3.6 } else { 1.2 };
    }
    // "Marit Oru National Park": "Park" is a family's name too.
    let common = parse.is_any(segment.last - 2, &["National", "State", "International", "Memorial", "Central", "Forest", "Provincial"]);
    if last.has(Class::PlaceWord) && (!corporate || last.has(Class::Town)) {
        sums[PLACE] += if given && family && !common { 1.0 } else { 3.0 };
        sums[PERSON] -= if common { 3.0 } else { 0.0 };
    } else if !joined && name::family_first(parse, segment.first, segment.last) {
        sums[PERSON] += 2.0;
    } else if first.has(Class::PlaceWord) && !corporate {
        sums[PLACE] += 2.0;
    }
    if joined && head_before_of(parse, segment).is_some_and(|at| parse.has(at, Class::PlaceWord)) {
        sums[PLACE] += 3.0;
    }
    // "North Vellmouth", "East Oru": a direction and a place.
    if matches!(
        parse.word(segment.first),
        "North" | "South" | "East" | "West" | "New" | "San" | "Santa" | "Saint" | "St." | "El" | "Los" | "Las"
    ) {
        sums[PLACE] += 1.2;
    }
    if first.any(&[Class::Country, Class::Town]) && !given {
        sums[ORGANIZATION] += 0.6;
    }
    if parse.is_any(segment.last - 1, EVENTS) {
        sums[OTHER] += 3.5;
        sums[ORGANIZATION] -= 1.5;
    } else if tokens.clone().any(|at| parse.is_any(at, EVENTS)) {
        sums[OTHER] += 2.0;
    }
}

/// The word before the first "of", "for" or "on".
fn head_before_of(parse: &Parse, segment: &Segment) -> Option<usize> {
    segment
        .tokens()
        .find(|at| parse.is_any(*at, &["of", "for", "on", "against"]))
        .and_then(|at| at.checked_sub(1))
        .filter(|at| *at >= segment.first)
}

/// What stands around one place.
pub fn contextual(parse: &Parse, kinds: &Kinds, segment: &Segment) -> Scores {
    let mut sums = [0.0f32; 4];
    if segment.honorific {
        sums[PERSON] += 6.0;
    }
    if segment.title.is_some() {
        sums[PERSON] += 3.5;
    }
    if segment.upper {
        sums.iter_mut().for_each(|sum| *sum *= 0.5);
    }
    before(parse, segment, &mut sums);
    after(parse, segment, &mut sums);
    in_dateline(parse, segment, &mut sums);
    for (sum, chance) in sums.iter_mut().zip(chances(parse, segment)) {
        *sum += SURE * chance;
    }
    let mut keys = Vec::with_capacity(32);
    contextual_keys(parse, segment, &mut keys);
    let mut scores = Scores { sums, ..Scores::default() };
    scores.add_trained(kinds, &keys);
    scores
}

/// "VELLMOUTH, 3 May (Courier) —", "VELLMOUTH 1996-05-03": a place opens a dateline, an agency stands in its brackets.
fn in_dateline(parse: &Parse, segment: &Segment, sums: &mut [f32; 4]) {
    let sentence = parse.sentence_of(segment.first);
    let block = parse.block_of(sentence);
    let span = parse.span(segment.tokens());
    let opens = span.start == block.span.start;
    let within = block.dateline.is_some_and(|dateline| dateline.start <= span.start && span.end <= dateline.end);
    let dated = opens
        && block.span.len() < 60
        && parse.tokens[segment.first].shape == Shape::Upper
        && parse.tokens.get(segment.last).is_some_and(|next| next.shape == Shape::Number && next.span.end == block.span.end);
    if within && segment.first > 0 && parse.is(segment.first - 1, "(") {
        sums[ORGANIZATION] += 4.0;
    } else if opens && within || dated {
        sums[PLACE] += 6.0;
    }
}

fn before(parse: &Parse, segment: &Segment, sums: &mut [f32; 4]) {
    let sentence = parse.sentences[parse.sentence_of(segment.first)];
    let Some(at) = segment.first.checked_sub(1).filter(|at| *at >= sentence.first as usize) else { return };
    let classes = parse.tokens[at].entry.classes;
    match parse.word(at) {
        "in" | "In" | "near" | "Near" | "throughout" | "across" | "inside" | "outside" => sums[PLACE] += 1.5,
        "at" | "into" | "around" => sums[PLACE] += 0.4,
        "from" | "to" => sums[PLACE] += 0.4,
        // "in The Lantern": the article is part of a paper's or a band's name.
        "The" if at > sentence.first as usize && parse.tokens[at - 1].shape == Shape::Lower => {
            sums[ORGANIZATION] += 2.0;
            sums[PERSON] -= 2.0;
            sums[PLACE] -= 1.0;
        }
        "the" | "The" => {
            let followed = segment.last < sentence.last as usize && parse.tags[segment.last].is_noun();
            if !followed {
                sums[ORGANIZATION] += 0.8;
                sums[PERSON] -= 2.0;
            }
            // Few places take an article, and the list knows them.
            if !parse.tokens[segment.last - 1].entry.classes.any(&[Class::PlaceWord, Class::Country, Class::Town]) {
                sums[PLACE] -= 0.8;
            }
        }
        "a" | "an" => sums[PERSON] -= 0.8,
        "by" => sums[PERSON] += 0.3,
        _ => {}
    }
    // "solid waste management (SWM)": what is spelled in lower case is no name.
    if parse.is(at, "(") && at > 0 && parse.tokens[at - 1].shape == Shape::Lower && parse.tokens[segment.first].shape == Shape::Upper {
        sums[OTHER] += 4.0;
    }
    // "trust Oru", "that Oru is": the bare object of a verb, the bare subject of a clause.
    let bare_object = parse.tags[at].is_verb() && parse.tokens[at].shape == Shape::Lower;
    let bare_subject = matches!(parse.word(at), "that" | "when" | "if" | "because" | "while" | "how" | "what" | "why" | "where")
        && segment.last < sentence.last as usize
        && parse.tags[segment.last].is_finite();
    if segment.len() == 1 && (bare_object || bare_subject) {
        sums[PERSON] += 0.9;
        sums[ORGANIZATION] += 0.2;
    }
    if classes.any(&[Class::Kin, Class::PersonNoun]) && parse.tokens[at].shape == Shape::Lower {
        sums[PERSON] += 2.5;
    } else if classes.has(Class::BodyNoun) && parse.tokens[at].shape == Shape::Lower {
        sums[ORGANIZATION] += 1.5;
    }
    if parse.is(at, "of")
        && at > 0
        && parse.is_any(
            at - 1,
            &[
                "city",
                "town",
                "village",
                "province",
                "state",
                "port",
                "island",
                "region",
                "district",
                "capital",
                "suburb",
                "outskirts",
                "coast",
            ],
        )
    {
        sums[PLACE] += 3.0;
    }
    if parse.is_any(at, &["at"]) && at > 0 && parse.has(at - 1, Class::Title) {
        sums[ORGANIZATION] += 1.0;
    }
}

fn after(parse: &Parse, segment: &Segment, sums: &mut [f32; 4]) {
    let sentence = parse.sentences[parse.sentence_of(segment.first)];
    let end = sentence.last as usize;
    let at = segment.last;
    if at >= end {
        return;
    }
    let token = &parse.tokens[at];
    if token.entry.verb.is_some() && token.shape == Shape::Lower {
        sums[PERSON] += 1.0;
        sums[ORGANIZATION] += 0.7;
        sums[PLACE] -= 0.5;
    }
    let acronym = segment.len() == 1 && parse.tokens[segment.first].shape == Shape::Upper;
    if acronym && token.shape == Shape::Lower && parse.tags[at].is_noun() {
        sums[ORGANIZATION] -= 0.7;
    }
    if token.shape == Shape::Number && token.span.len() <= 4 && !parse.word(at).contains([',', ':']) {
        sums[OTHER] += 1.5;
    }
    if parse.is(at, "who") {
        sums[PERSON] += 2.0;
    }
    let possessive = matches!(parse.word(at), "'s" | "’s" | "'" | "’");
    if possessive
        && at + 1 < end
        && (parse.has(at + 1, Class::Kin)
            || parse.is_any(at + 1, &["life", "death", "career", "lawyer", "attorney", "hand", "face", "campaign"]))
    {
        sums[PERSON] += 1.5;
    }
    if parse.is(at, ",") && at + 1 < end {
        let next = at + 1;
        let number = parse.word(next);
        let age = parse.tokens[next].shape == Shape::Number && (1..=3).contains(&number.len());
        if age && next + 1 < end && parse.is_any(next + 1, &[",", ".", ")"]) {
            sums[PERSON] += 4.0;
        } else if parse.is_any(next, &["who", "whose", "himself", "herself"]) {
            sums[PERSON] += 2.0;
        } else if parse.is_any(next, &["a", "an", "the", "former"]) {
            let head = (next + 1..end.min(next + 7))
                .take_while(|i| parse.tokens[*i].shape.is_word())
                .find(|i| parse.tokens[*i].entry.classes.any(&[Class::PersonNoun, Class::Title, Class::BodyNoun, Class::Kin]));
            match head {
                Some(head) if parse.tokens[head].entry.classes.any(&[Class::PersonNoun, Class::Title, Class::Kin]) => sums[PERSON] += 2.0,
                Some(_) => sums[ORGANIZATION] += 1.0,
                None => {}
            }
        } else if parse.tokens[next].entry.classes.any(&[Class::Country])
            || (parse.has(next, Class::Town) && parse.tokens[next].shape == Shape::Capitalized && segment.len() == 1)
        {
            sums[PLACE] += 0.9;
        }
    }
    if parse.is(at, "(") && at + 2 < end {
        // "(R-Vell.)", "(D., Fla.)": party and state.
        let word = parse.word(at + 1);
        let party = ["R-", "D-", "I-", "R.-", "D.-", "I.-"].iter().any(|party| word.starts_with(party));
        if party || matches!(word, "R." | "D." | "I." | "R" | "D") && parse.is_any(at + 2, &[",", "-", "–", ")"]) {
            sums[PERSON] += 4.0;
        } else if parse.tokens[at + 1].shape == Shape::Upper && parse.is(at + 2, ")") && segment.len() > 1 {
            sums[ORGANIZATION] += 2.5;
            sums[PERSON] -= 2.0;
        }
    }
}
