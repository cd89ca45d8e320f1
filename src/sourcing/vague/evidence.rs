//! What speaks for and against a vague wording: how it is made, what stands beside it, who else speaks in its sentence.

/// The bit of a name, found when the program is built: a name that is none of [`NAMES`] does not compile.
macro_rules! bit {
    ($name:literal) => {
        const { $crate::sourcing::vague::evidence::position($name) }
    };
}

mod source;
mod wording;

use std::sync::Arc;

use super::Form;
use super::candidate::Candidate;
use super::identified::is_identified;
use crate::entity::{self, Entities, EntityType, Mention};
use crate::lexicon::{Act, Stance};
use crate::sourcing::claim::ClaimKind;
use crate::sourcing::{Attribution, Grounds, OwnWords, SourceKind};
use crate::syntax::Parse;
use crate::text::Span;

/// An article as the evidence is read from it.
pub(super) struct Scene<'a> {
    pub parse: &'a Parse<'a>,
    entities: &'a Entities,
    attributions: &'a [Attribution],
    grounds: &'a [Grounds],
    own_words: &'a [Arc<OwnWords>],
    /// A charge, a complaint, an arrest or the police stand in the article: an accuser stands behind "allegedly".
    pub in_court: bool,
    /// A poll is spoken of.
    polls: bool,
    /// The first sentence of the body.
    first: usize,
    /// How many sentences of the body rest on somebody, a share.
    sourced: f32,
}

impl<'a> Scene<'a> {
    pub fn new(
        parse: &'a Parse<'a>,
        entities: &'a Entities,
        attributions: &'a [Attribution],
        grounds: &'a [Grounds],
        own_words: &'a [Arc<OwnWords>],
    ) -> Scene<'a> {
        let in_court = own_words.iter().any(|own| own.in_court);
        let polls = own_words.iter().map(|own| own.polls).sum::<u32>() > 1;
        let body = || (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_body());
        let sourced = body().filter(|index| !grounds[*index].attributions.is_empty()).count() as f32 / body().count().max(1) as f32;
        Scene { parse, entities, attributions, grounds, own_words, in_court, polls, first: body().next().unwrap_or_default(), sourced }
    }

    /// Whether somebody among those a candidate speaks of is identified.
    pub fn identifies(&self, candidate: &Candidate) -> bool {
        let source = candidate.attribution.is_some_and(|(_, attribution)| attribution.source.is_some());
        let own = self.behind(candidate.sentence).filter(move |_| source).map(|(_, attribution)| attribution);
        is_identified(self.parse, self.entities, candidate.sentence, own) || self.is_exemplified(candidate)
    }

    /// Whether the sentence itself tells who reports the wording of a candidate: "is described as tall, Detective Oru said".
    pub fn is_reported(&self, candidate: &Candidate) -> bool {
        let key = self.parse.tokens[candidate.key].span;
        self.of_sentence(candidate.sentence).any(|(index, attribution)| {
            let other = candidate.attribution.is_none_or(|(own, _)| own != index);
            let speaks = attribution.cue.as_ref().is_none_or(|cue| matches!(cue.act, Act::Speech | Act::Evidence));
            let told = attribution.source.as_ref().is_some_and(|source| source.kind != SourceKind::Vague);
            other && speaks && told && attribution.content.iter().any(|content| content.contains(key))
        })
    }

    /// Whether the next sentence of the paragraph brings in one of a crowd by name: "Analysts gave theories. Tom Hale, a broker, said".
    fn is_exemplified(&self, candidate: &Candidate) -> bool {
        const CONTRARY: &[&str] = &["but", "however", "though", "although", "yet", "not", "n't", "n’t", "nonsense", "wrong"];
        let crowd = candidate.attribution.is_some_and(|(_, attribution)| attribution.source.is_some())
            || candidate.wording.as_ref().is_some_and(|wording| matches!(wording.form, Form::Counted | Form::Crowd));
        let (here, Some(next)) = (&self.parse.sentences[candidate.sentence], self.parse.sentences.get(candidate.sentence + 1)) else {
            return false;
        };
        if !crowd || here.block != next.block || next.tokens().take(3).any(|at| self.parse.is_any(at, CONTRARY)) {
            return false;
        }
        self.of_sentence(candidate.sentence + 1).any(|(_, attribution)| {
            let source = attribution.source.as_ref().filter(|source| source.kind == SourceKind::Named);
            let first = source.and_then(|source| source.entity).and_then(|id| self.entities.mentions_of(id).next());
            let speaks = attribution.cue.as_ref().is_some_and(|cue| cue.act == Act::Speech) && attribution.stance == Stance::Said;
            speaks && first.is_some_and(|first| first.form == entity::Form::Full && next.tokens().contains(&(first.first as usize)))
        })
    }

    /// The attributions whose cue stands in a sentence.
    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = (u32, &'a Attribution)> + use<'a> {
        let first = self.attributions.partition_point(|attribution| (attribution.sentence as usize) < sentence);
        let own = self.attributions[first..].iter().take_while(move |attribution| attribution.sentence as usize == sentence);
        (first as u32..).zip(own)
    }

    /// The attributions a sentence rests on.
    fn behind(&self, sentence: usize) -> impl Iterator<Item = (u32, &'a Attribution)> + Clone + use<'a> {
        let (grounds, attributions) = (self.grounds, self.attributions);
        let indices = grounds.get(sentence).map(|grounds| grounds.attributions.as_slice()).unwrap_or_default();
        indices.iter().filter_map(move |index| Some((*index, attributions.get(*index as usize)?)))
    }
}

/// Whether the word tells of a charge, a complaint, an arrest or the police.
pub(in crate::sourcing) fn is_of_court(parse: &Parse, at: usize) -> bool {
    const COURT: &[&str] =
        &["police", "charged", "indicted", "arrested", "arrest", "lawsuit", "indictment", "prosecutors", "sued", "complaint", "affidavit"];
    parse.is_any(at, COURT)
}

/// Whether the word tells of a poll.
pub(in crate::sourcing) fn is_of_polls(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["poll", "survey", "respondents", "pollster"])
}

macro_rules! evidence {
    ($($name:literal),+ $(,)?) => {
        /// What each bit of the evidence says, as the file of weights names it.
        pub const NAMES: [&str; [$($name),+].len()] = [$($name),+];
    };
}

evidence![
    // The place.
    "always",
    "named source beside it",
    "organization beside it",
    "document beside it",
    "anonymous source beside it",
    "another vague source beside it",
    "inside what a named source says",
    "inside what a body or paper says",
    "inside what somebody unnamed says",
    "in quotation marks",
    "opens the sentence",
    "opens the paragraph",
    "first sentence",
    "outside the body",
    "question",
    "after as or than",
    "after a relative",
    "after if or whether",
    "after when or while",
    "several candidates",
    "a named source in the next sentence",
    "a named source in the sentence before",
    "article that sources little",
    "writer speaks",
    "claim: allegation",
    "claim: number",
    "claim: prediction",
    "claim: judgement",
    // The wording.
    "adverb",
    "told",
    "passive",
    "participle",
    "faces",
    "rumour",
    "shared mind",
    "raised",
    "noun of talk",
    "counted",
    "papers",
    "crowd",
    "plain wording",
    "plain source",
    "people at large in an article on a poll",
    "widely",
    "modal before be",
    "negated passive",
    "agent",
    "agent nobody",
    "follow word",
    "perfect",
    "past be",
    "present be",
    "impersonal it",
    "subject a name",
    "forecast",
    "charge",
    "view",
    "praise",
    "belief passive",
    "owned noun",
    "held noun",
    "shared adjective",
    "bare noun",
    "placed noun",
    "name nearby before the noun",
    "verb right after the noun",
    "noun behind by or from",
    "papers that show",
    "in the papers",
    // The source.
    "no source",
    "vague source",
    "anonymous source",
    "organization of no name",
    "document of no name",
    "critics",
    "authority",
    "quantifier alone",
    "everyone or no one",
    "people at large",
    "party or people",
    "vague noun",
    "people noun",
    "document noun",
    "body noun",
    "they",
    "bare source",
    "some, many",
    "number",
    "the",
    "these, those",
    "possessive",
    "name in the source",
    "of in the source",
    "who or that in the source",
    "adjective in the source",
    "source of over 3 words",
    "goes back",
    // The cue.
    "belief",
    "intent",
    "evidence",
    "say, tell, argue",
    "tells of the crowd",
    "does not tell",
    "tells surely",
    "unsure",
    "rather unsure",
    "noun cue",
    "negated cue",
    "modal before the cue",
    "past cue",
    "present cue",
    "no clause in its frame",
    "that",
    "quoted",
    "content up to 3 words",
    "content before the cue",
    "cue of no verb",
    "ascribed to people not counted",
    "past cue of speech by a party",
    "heated verb",
    "doubting verb",
    "endorsing verb",
    "participle of belief",
    "participle of no report",
    "cue is the main verb",
    "content holds a verb",
    "person in the source",
];

pub(super) const fn position(name: &str) -> u32 {
    let mut at = 0;
    while !same(NAMES[at].as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at as u32
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The evidence on a candidate; `count` is how many there are in its sentence.
pub(super) fn of(scene: &Scene, candidate: &Candidate, count: usize) -> u128 {
    let mut set = Set(0);
    set.holds(bit!("always"), true);
    place(scene, candidate, count, &mut set);
    if let Some(found) = &candidate.wording {
        set.holds(bit!("adverb") + found.form as u32, true);
        set.holds(bit!("plain wording"), found.plain);
        let sentence = scene.parse.sentences[candidate.sentence].tokens();
        match found.form {
            Form::Passive | Form::Participle | Form::Told => {
                wording::passive(scene.parse, &sentence, found.key, found.tokens.end, &mut set)
            }
            Form::Adverb => {}
            _ => wording::noun(scene.parse, &sentence, found.key, &mut set),
        }
    }
    if let Some((_, attribution)) = candidate.attribution {
        source::source(scene.parse, attribution, &mut set);
        if let Some(source) = &attribution.source {
            let person = |mention: &Mention| mention.form.is_name() && scene.entities.get(mention.entity).kind == EntityType::Person;
            let inside = scene.entities.mentions_in(source.first as usize..source.last as usize).any(person);
            set.holds(bit!("person in the source"), inside);
        }
        source::cue(scene.parse, attribution, &mut set);
        set.holds(bit!("plain source"), scene.parse.quoted_at(candidate.key).is_none() && source::reports(scene.parse, attribution));
        set.holds(bit!("people at large in an article on a poll"), scene.polls && set.0 >> bit!("people at large") & 1 == 1);
    }
    set.0
}

/// Evidence that holds.
struct Set(u128);

impl Set {
    fn holds(&mut self, bit: u32, holds: bool) {
        self.0 |= u128::from(holds) << bit;
    }
}

fn place(scene: &Scene, candidate: &Candidate, count: usize, set: &mut Set) {
    let (parse, index, key) = (scene.parse, candidate.sentence, candidate.key);
    let sentence = &parse.sentences[index];
    let own = candidate.attribution.map(|(index, _)| index);
    let words = parse.tokens[key].span;
    let others = || scene.behind(index).filter(move |(other, _)| Some(*other) != own);
    let covers = |attribution: &Attribution, words: Span| attribution.content.iter().any(|span| span.contains(words));
    let rests = |kind: SourceKind| others().any(|(_, other)| other.kind() == kind);
    let inside = |kinds: &[SourceKind]| others().any(|(_, other)| kinds.contains(&other.kind()) && covers(other, words));
    set.holds(bit!("named source beside it"), rests(SourceKind::Named));
    set.holds(bit!("organization beside it"), rests(SourceKind::Organization));
    set.holds(bit!("document beside it"), rests(SourceKind::Document));
    set.holds(bit!("anonymous source beside it"), rests(SourceKind::Anonymous));
    set.holds(bit!("another vague source beside it"), rests(SourceKind::Vague));
    set.holds(bit!("inside what a named source says"), inside(&[SourceKind::Named]));
    set.holds(bit!("inside what a body or paper says"), inside(&[SourceKind::Organization, SourceKind::Document]));
    set.holds(bit!("inside what somebody unnamed says"), inside(&[SourceKind::Anonymous, SourceKind::Vague]));
    set.holds(bit!("in quotation marks"), parse.quoted_at(key).is_some());
    let first = sentence.first as usize;
    set.holds(bit!("opens the sentence"), key < first + 3);
    set.holds(bit!("opens the paragraph"), index == 0 || parse.sentences[index - 1].block != sentence.block);
    set.holds(bit!("first sentence"), index == scene.first);
    set.holds(bit!("outside the body"), !parse.block_of(index).role.is_body());
    set.holds(bit!("question"), sentence.tokens().any(|at| parse.is(at, "?")));
    let start = candidate.attribution.and_then(|(_, attribution)| Some(attribution.source.as_ref()?.first as usize)).unwrap_or(key);
    let start = candidate.wording.as_ref().map_or(start, |wording| start.min(wording.tokens.start));
    let before = |words: &[&str]| start > first && parse.is_any(start - 1, words);
    set.holds(bit!("after as or than"), before(&["as", "than"]));
    set.holds(bit!("after a relative"), before(&["that", "which", "who", "whom", "what"]));
    set.holds(bit!("after if or whether"), before(&["if", "whether", "why", "how"]));
    set.holds(bit!("after when or while"), before(&["when", "while", "after", "though", "although", "because", "since"]));
    set.holds(bit!("several candidates"), count > 1);
    let named = |index: usize| scene.behind(index).any(|(_, other)| other.kind() == SourceKind::Named);
    set.holds(bit!("a named source in the next sentence"), named(index + 1));
    set.holds(bit!("a named source in the sentence before"), index > 0 && named(index - 1));
    set.holds(bit!("article that sources little"), scene.sourced < 0.25);
    if let Some(statement) = scene.own_words.get(index).and_then(|own| own.statement.as_ref()) {
        let claims = |kind: ClaimKind| statement.triggers.iter().any(|trigger| trigger.kind == kind);
        set.holds(bit!("writer speaks"), statement.writer_speaks());
        set.holds(bit!("claim: allegation"), claims(ClaimKind::Allegation));
        set.holds(bit!("claim: number"), claims(ClaimKind::Number));
        set.holds(bit!("claim: prediction"), claims(ClaimKind::Prediction));
        set.holds(bit!("claim: judgement"), claims(ClaimKind::Evaluation));
    }
}
