//! What a reader goes by to tell whom a word stands for: who spoke last, who was the subject of the sentence before, who has just been
//! introduced, of what sex they are, whose words these are.

use super::Scene;
use super::anaphor::Case;
use super::trail::{By, Spot, Who};
use crate::entity::{EntityId, EntityType, Gender, role};
use crate::lexicon::Act;
use crate::sourcing::Attribution;
use crate::syntax::{Parse, Shape};
use crate::text::Span;

/// How many sentences back people are looked for, as [`Trail::steps`](super::trail::Trail::steps) counts them.
const REACH: u32 = 9;
/// At most so many mentions are looked at.
const WINDOW: usize = 80;
/// At most so many people can be meant.
const PEOPLE: usize = 16;
/// At most so many attributions are looked at for who spoke last.
const TURNS: usize = 24;
/// At most so many attributions are looked at for who speaks next.
const AHEAD: usize = 6;
/// At most so many mentions of a person are asked for a title.
const TITLES: usize = 8;

/// A word that stands for somebody.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its token.
    pub at: usize,
    /// What its pronoun tells; unknown for a role.
    pub gender: Gender,
    /// The pronoun's part in its clause; none for a role.
    pub(super) case: Option<Case>,
    /// What it says, if it speaks.
    pub content: Option<&'a [Span]>,
    /// Who reports the words in which it stands, and whether they are in quotation marks.
    pub(super) reporter: Option<(Who, bool)>,
}

/// The attributions around a place: those before it, the sources of which are resolved, and those behind it.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// In text order.
    pub earlier: &'a [Attribution],
    /// In text order.
    pub later: &'a [Attribution],
}

impl Around<'_> {
    /// The attribution at an index of the article's.
    pub(super) fn get(&self, index: usize) -> Option<&Attribution> {
        self.earlier.get(index).or_else(|| self.later.get(index.checked_sub(self.earlier.len())?))
    }
}

macro_rules! columns {
    ($($column:ident $name:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        #[repr(u8)]
        enum Column { $($column),+ }

        /// The names of the columns, in order, as the weights know them.
        pub const NAMES: &[&str] = &[$($name),+];
    };
}

columns! {
    // Of the place.
    Speaks "speaks", OfRole "a role", Quoted "in quotation marks", Object "object", Possessive "possessive", Opens "opens its sentence",
    OpensBlock "opens its paragraph", Headline "not in running text", Vessel "she near a ship", ReporterKnown "reported by somebody", Fitting "people who fit", Strangers "strangers who fit",
    // Of the candidate.
    Stranger "a stranger", Nobody "nobody", Sex "sex agrees", Called "pronouns so far", Back "sentences back", Blocks "paragraphs back", Rank "rank by nearness",
    Tokens "words back in the sentence (log)", Named "times named (log)", Most "named most", Recent "mentions in three sentences", First "sentences since the first mention",
    Subject "subject", OpensSentence "opens its sentence as last named", ByPronoun "last by a pronoun", ByName "last by a name", ByFull "last by the full name", ByNoun "last by a noun",
    Owner "last as owner", Governed "last behind a preposition", SubjectBefore "subject of the sentence before", OpensBefore "opens the sentence before",
    OpensParagraph "opens a paragraph near", Alone "alone in the sentence before", Here "in the sentence, before it", HereSubject "subject of the clause",
    ReporterQuoted "whose quotation it stands in", Reporter "whose reported words it stands in", Turn "spoke last", TurnBlocks "spoke last, paragraphs back", TurnBack "spoke last, sentences back",
    LastCue "source of the last cue", Spoke "times spoken (log)", Next "speaks next", BesideVerb "beside a reporting verb", Inside "named in the words", OnlyQuoted "only in quotation marks",
    OfHeadline "named in the headline", Follows "follows", Bears "bears the role", BearsOther "bears another role", Introduced "just introduced", Chain "meant by the last such pronoun",
    Topic "subject that opens the paragraph", SameSubject "subject again", TurnOther "speaks for the first time since another", Behind "named behind it in its clause", AfterVerb "last as a verb's object", Alternate "spoke last but one", Share "share of all names", SubjectsSince "other subjects since", Best "best agreement of sex", Nearest "nearest who fits, sentences back",
}

/// How many columns there are.
pub const COUNT: usize = NAMES.len();

/// What speaks for one candidate.
pub type Row = [f32; COUNT];

fn yes(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

fn log(count: u32) -> f32 {
    (1.0 + count as f32).ln()
}

/// Somebody who can be meant at a place.
#[derive(Debug, Clone)]
struct Candidate {
    who: Who,
    /// Indices of the spots outside quotation marks, the last first.
    outside: Vec<usize>,
    /// Its last spot in quotation marks.
    quoted: Option<usize>,
    /// The very words that the place says name this person.
    inside: bool,
    /// Named only behind the place, in its sentence.
    follows: bool,
}

/// Who can be meant at `place`, the nearest first, with what speaks for each; nobody last.
pub fn read(scene: &Scene, place: Place, around: Around) -> Vec<(Option<Who>, Row)> {
    let parse = scene.parse;
    let Some(last) = parse.sentences.len().checked_sub(1) else { return Vec::new() };
    let start = place.content.and_then(|content| content.first()).map_or(place.at, |span| parse.token_from(span.start)).min(place.at);
    let sentence = parse.sentence_of(start).min(last) as u32;
    let own = parse.sentence_of(place.at).min(last) as u32;
    let turn = last_speaker(scene, place.at, around.earlier);
    let candidates = candidates(scene, place, sentence, turn);
    let agrees = |candidate: &Candidate| scene.sex(candidate.who).agrees(place.gender);
    let fits = |candidate: &&Candidate| agrees(candidate) >= 0.0;
    let mut shared: Row = [0.0; COUNT];
    let mut put = |column: Column, value: f32| shared[column as usize] = value;
    put(Column::Speaks, yes(place.content.is_some()));
    put(Column::OfRole, yes(place.case.is_none()));
    put(Column::Quoted, yes(parse.quoted_at(place.at).is_some()));
    put(Column::Object, yes(place.case == Some(Case::Object)));
    put(Column::Possessive, yes(place.case == Some(Case::Possessive)));
    let opening = parse.sentences[own as usize].first as usize;
    let begins = own == 0 || parse.sentences[own as usize - 1].block != parse.sentences[own as usize].block;
    put(Column::Opens, yes(place.at <= opening + 1));
    put(Column::OpensBlock, yes(begins));
    put(Column::Headline, yes(!parse.block_of(own as usize).role.is_body()));
    put(Column::Vessel, yes(place.gender == Gender::Female && scene.near_vessel(own)));
    put(Column::ReporterKnown, yes(place.reporter.is_some()));
    let unnamed = |candidate: &&Candidate| matches!(candidate.who, Who::Stranger(_));
    put(Column::Fitting, candidates.iter().filter(fits).filter(|candidate| !unnamed(candidate)).count() as f32);
    put(Column::Strangers, candidates.iter().filter(fits).filter(unnamed).count() as f32);
    put(Column::Best, candidates.iter().map(agrees).fold(-3.0, f32::max));
    let nearest = candidates.iter().filter(fits).filter_map(|candidate| candidate.outside.first()).max();
    put(Column::Nearest, nearest.map_or(10.0, |index| scene.trail.steps(scene.trail.spots[*index].sentence, sentence) as f32));

    let spoken: Vec<Option<Who>> = around.earlier.iter().rev().take(4 * TURNS).map(|other| scene.speaker(other)).collect();
    let recent = &spoken[..spoken.len().min(TURNS)];
    let source = recent.iter().flatten().next().copied();
    let next = next_speaker(scene, place, around.later);
    let times = |who: Who| spoken.iter().filter(|speaker| **speaker == Some(who)).count() as u32;
    let most = candidates.iter().map(|candidate| scene.named_before(candidate.who, place.at)).max().unwrap_or_default();
    let before = |candidate: &Candidate| {
        let spots = candidate.outside.iter().map(|index| &scene.trail.spots[*index]);
        spots.take(6).find(|spot| scene.trail.steps(spot.sentence, sentence) == 1)
    };
    let alone = candidates.iter().filter(fits).filter(|candidate| before(candidate).is_some()).take(2).count() == 1;
    let topic = topic(scene, start, sentence);
    let chain = scene.last_meant(place.gender, place.at);
    let clause = clause_subject(scene, place.at);
    let behind = named_behind(scene, place.at);
    let alternate = recent.iter().flatten().find(|who| turn.is_some_and(|turn| turn.who != **who)).copied();
    let named_in_all: u32 = candidates.iter().map(|candidate| scene.named_before(candidate.who, place.at)).sum();
    let mut rank = 0.0;
    let mut rows = Vec::with_capacity(candidates.len() + 1);
    for candidate in &candidates {
        let who = candidate.who;
        let mut row = shared;
        let mut put = |column: Column, value: f32| row[column as usize] = value;
        let sex = scene.sex(who);
        put(Column::Stranger, yes(matches!(who, Who::Stranger(_))));
        put(Column::Sex, sex.agrees(place.gender));
        put(Column::Called, sex.history(place.gender));
        put(Column::Rank, rank);
        if sex.agrees(place.gender) >= 0.0 {
            rank += 1.0;
        }
        let named = scene.named_before(who, place.at);
        put(Column::Named, log(named));
        put(Column::Most, yes(named == most));
        put(Column::Inside, yes(candidate.inside));
        put(Column::Follows, yes(candidate.follows));
        put(Column::OnlyQuoted, yes(candidate.outside.is_empty()));
        if let Some((_, quoted)) = place.reporter.filter(|(reporter, _)| *reporter == who) {
            put(Column::ReporterQuoted, yes(quoted));
            put(Column::Reporter, yes(!quoted));
        }
        match turn.filter(|turn| turn.who == who) {
            Some(turn) => {
                put(Column::Turn, 1.0);
                put(Column::TurnBlocks, turn.blocks.min(4) as f32);
                put(Column::TurnBack, turn.sentences.min(6) as f32);
            }
            None => {
                put(Column::TurnBlocks, 6.0);
                put(Column::TurnBack, 8.0);
                put(Column::TurnOther, yes(turn.is_some()));
            }
        }
        put(Column::LastCue, yes(source == Some(who)));
        put(Column::Spoke, log(times(who)));
        put(Column::Next, yes(next == Some(who)));
        put(Column::Chain, chain.filter(|(meant, _)| *meant == who).map_or(8.0, |(_, at)| scene.trail.steps(at, own).min(7) as f32));
        put(Column::Topic, yes(topic == Some(who)));
        put(Column::HereSubject, yes(clause == Some(who)));
        put(Column::Behind, yes(behind.contains(&who)));
        put(Column::Alternate, yes(alternate == Some(who)));
        put(Column::Share, named as f32 / named_in_all.max(1) as f32);
        if let Who::Named(id) = who {
            put(Column::OfHeadline, yes(scene.of_headline(id)));
            let borne = place.case.is_none() && bears(scene, id, place.at);
            put(Column::Bears, yes(borne));
            put(Column::BearsOther, yes(place.case.is_none() && !borne && !scene.entities.get(id).role.is_empty()));
        }
        put(Column::First, scene.trail.steps(scene.first_sentence(who), sentence).min(30) as f32);
        let Some(spot) = candidate.outside.first().or(candidate.quoted.as_ref()).map(|index| scene.trail.spots[*index]) else {
            rows.push((Some(who), row));
            continue;
        };
        put(Column::Back, scene.trail.steps(spot.sentence, own).min(10) as f32);
        put(Column::Blocks, scene.trail.paragraphs(spot.sentence, own).min(8) as f32);
        let words = (place.at as u32).abs_diff(spot.first);
        put(Column::Tokens, if spot.sentence == own { log(words) } else { 6.0 });
        let near = candidate.outside.iter().filter(|index| scene.trail.steps(scene.trail.spots[**index].sentence, sentence) < 3).count();
        put(Column::Recent, near.min(5) as f32);
        put(Column::Subject, yes(spot.subject));
        put(Column::OpensSentence, yes(spot.opens));
        put(Column::ByPronoun, yes(spot.by == By::Pronoun));
        put(Column::ByName, yes(spot.by == By::Name));
        put(Column::ByFull, yes(spot.by == By::FullName));
        put(Column::ByNoun, yes(matches!(spot.by, By::Noun | By::Role)));
        put(Column::Owner, yes(spot.owner));
        put(Column::Governed, yes(spot.governed));
        put(Column::AfterVerb, yes(spot.object));
        put(Column::SubjectsSince, subjects_since(scene, &spot, place.at));
        put(Column::Here, yes(spot.sentence == own && (spot.first as usize) < place.at));
        put(Column::SameSubject, yes(place.case == Some(Case::Subject) && spot.subject));
        put(Column::Introduced, yes(named == 1 && introduced(parse, &spot)));
        if let Some(before) = before(candidate) {
            put(Column::SubjectBefore, yes(before.subject));
            put(Column::OpensBefore, yes(before.opens));
            put(Column::Alone, yes(alone && sex.agrees(place.gender) >= 0.0));
        }
        let spots = || candidate.outside.iter().take(6).map(|index| &scene.trail.spots[*index]);
        put(Column::BesideVerb, yes(spots().any(|spot| scene.trail.steps(spot.sentence, sentence) <= 2 && beside_verb(parse, spot))));
        put(
            Column::OpensParagraph,
            yes(spots().any(|spot| scene.trail.paragraphs(spot.sentence, sentence) <= 1 && opens_block(parse, spot))),
        );
        rows.push((Some(who), row));
    }
    let mut row = shared;
    for (column, value) in [
        (Column::Nobody, 1.0),
        (Column::Back, 11.0),
        (Column::Blocks, 9.0),
        (Column::TurnBlocks, 7.0),
        (Column::TurnBack, 9.0),
        (Column::Chain, 9.0),
    ] {
        row[column as usize] = value;
    }
    rows.push((None, row));
    rows
}

/// Who is mentioned before the place or soon behind it, or spoke last however far back, and is of no other sex for certain.
fn candidates(scene: &Scene, place: Place, sentence: u32, turn: Option<Turn>) -> Vec<Candidate> {
    let spots = &scene.trail.spots;
    let until = spots.partition_point(|spot| (spot.first as usize) < place.at);
    let mut found: Vec<Candidate> = Vec::new();
    let content = place.content.unwrap_or_default();
    for (index, spot) in spots[..until].iter().enumerate().rev().take(WINDOW) {
        if scene.trail.steps(spot.sentence, sentence) > REACH {
            break;
        }
        if scene.sex(spot.who).agrees(place.gender) <= -2.0 {
            continue;
        }
        let slot = match found.iter().position(|candidate| candidate.who == spot.who) {
            Some(slot) => slot,
            None if found.len() == PEOPLE => continue,
            None => {
                found.push(Candidate { who: spot.who, outside: Vec::new(), quoted: None, inside: false, follows: false });
                found.len() - 1
            }
        };
        let candidate = &mut found[slot];
        let said = !content.is_empty() && content.iter().any(|span| span.contains(scene.parse.tokens[spot.first as usize].span));
        if said {
            candidate.inside |= spot.by != By::Pronoun;
        }
        if spot.quoted || said {
            candidate.quoted = candidate.quoted.or(Some(index));
        } else {
            candidate.outside.push(index);
        }
    }
    if let Some(index) = following(scene, place, until)
        && !found.iter().any(|candidate| candidate.who == spots[index].who && !candidate.outside.is_empty())
        && found.len() < PEOPLE
    {
        found.retain(|candidate| candidate.who != spots[index].who);
        found.push(Candidate { who: spots[index].who, outside: vec![index], quoted: None, inside: false, follows: true });
    }
    let last = turn.map(|turn| turn.who).filter(|who| scene.sex(*who).agrees(place.gender) > -2.0);
    if let Some(who) = last.filter(|who| found.len() < PEOPLE && found.iter().all(|candidate| candidate.who != *who)) {
        found.push(Candidate { who, outside: Vec::new(), quoted: None, inside: false, follows: false });
    }
    found
}

/// "After she spoke, Marit Oru …", "In her speech, Oru …": the first subject behind a pronoun that stands near its sentence's start.
fn following(scene: &Scene, place: Place, until: usize) -> Option<usize> {
    let sentence = scene.parse.sentences.get(scene.parse.sentence_of(place.at))?;
    if place.case.is_none() || place.at > sentence.first as usize + 12 {
        return None;
    }
    let spots = &scene.trail.spots;
    let ahead = (until..spots.len()).take(6).take_while(|index| spots[*index].first < sentence.last);
    let own = |spot: &Spot| spot.first as usize != place.at && !spot.quoted && matches!(spot.by, By::FullName | By::Name);
    ahead.filter(|index| own(&spots[*index])).find(|index| scene.sex(spots[*index].who).agrees(place.gender) >= 0.0)
}

/// Who spoke last, and how far back.
#[derive(Debug, Clone, Copy)]
struct Turn {
    who: Who,
    blocks: u32,
    sentences: u32,
}

fn last_speaker(scene: &Scene, at: usize, earlier: &[Attribution]) -> Option<Turn> {
    let parse = scene.parse;
    let sentence = parse.sentence_of(at) as u32;
    let recent = || earlier.iter().rev().take(TURNS);
    recent().find_map(|other| {
        let who = scene.speaker(other)?;
        let cue = other.cue.as_ref();
        let spoken = cue.is_none_or(|cue| parse.tags[cue.head as usize].is_verb() && !cue.passive && cue.act == Act::Speech);
        // What is itself reported is not what was said last.
        let nested = cue
            .and_then(|cue| cue.spans.first())
            .is_some_and(|cue| recent().any(|outer| !std::ptr::eq(outer, other) && outer.content.iter().any(|span| span.contains(*cue))));
        let (blocks, sentences) = (scene.trail.paragraphs(other.sentence, sentence), scene.trail.steps(other.sentence, sentence));
        (spoken && !nested).then_some(Turn { who, blocks, sentences })
    })
}

/// Who is named as the next to speak, if that is in the paragraph of the place or in the next one.
fn next_speaker(scene: &Scene, place: Place, later: &[Attribution]) -> Option<Who> {
    let parse = scene.parse;
    let sentence = parse.sentence_of(place.at) as u32;
    let near = later.iter().take(AHEAD).filter(|other| other.sentence > sentence);
    let mut near = near.take_while(|other| scene.trail.paragraphs(sentence, other.sentence) <= 1);
    let source = near.find_map(|other| other.source.as_ref().filter(|source| !parse.is_any(source.head as usize, &["he", "she"])))?;
    let mention = scene.entities.mention_at(source.head as usize)?;
    let person = mention.form.is_name() && scene.entities.get(mention.entity).kind == EntityType::Person;
    person.then_some(Who::Named(mention.entity))
}

/// The subject that opens the paragraph of a place, before it.
fn topic(scene: &Scene, start: usize, sentence: u32) -> Option<Who> {
    let parse = scene.parse;
    let block = parse.sentences[sentence as usize].block;
    let first = parse.token_from(parse.prose.blocks[block as usize].span.start) as u32;
    let from = scene.trail.spots.partition_point(|spot| spot.first < first);
    let opening = scene.trail.spots[from..].iter().take(4).take_while(|spot| (spot.first as usize) < start);
    opening.filter(|spot| !spot.quoted).find(|spot| spot.subject).map(|spot| spot.who)
}

/// The subject of the clause in which a place stands: the last subject before it, with no other clause between.
fn clause_subject(scene: &Scene, at: usize) -> Option<Who> {
    let parse = scene.parse;
    let until = scene.trail.spots.partition_point(|spot| (spot.first as usize) < at);
    let own = parse.sentence_of(at) as u32;
    let before = scene.trail.spots[..until].iter().rev().take(3).take_while(|spot| spot.sentence == own);
    let mut subjects = before.filter(|spot| spot.subject);
    let spot = subjects.next()?;
    let from = spot.last as usize;
    let plain = |at: usize| {
        parse.tokens[at].shape.is_word()
            && !parse.is_any(at, &["that", "who", "which", "and", "but", "when", "because", "if", "as", "while", "after", "before", "to"])
    };
    (at < from + 12 && (from..at).all(plain)).then_some(spot.who)
}

/// Who is named behind a place in its own clause: "he told Oru" is not Oru.
fn named_behind(scene: &Scene, at: usize) -> Vec<Who> {
    let parse = scene.parse;
    let spots = &scene.trail.spots;
    let from = spots.partition_point(|spot| (spot.first as usize) <= at);
    let goes_on = |at: usize| {
        parse.tokens[at].shape.is_word()
            && !parse
                .is_any(at, &["that", "who", "which", "and", "but", "when", "because", "if", "as", "while", "after", "before", "where"])
    };
    let end = (at + 1..parse.tokens.len().min(at + 12)).find(|next| !goes_on(*next)).unwrap_or(at + 12);
    spots[from..].iter().take(3).take_while(|spot| (spot.first as usize) < end).map(|spot| spot.who).collect()
}

/// How many other people were subjects since a mention, five at most.
fn subjects_since(scene: &Scene, spot: &Spot, at: usize) -> f32 {
    let spots = &scene.trail.spots;
    let (from, to) = (spots.partition_point(|other| other.first <= spot.first), spots.partition_point(|other| (other.first as usize) < at));
    let others = spots.get(from..to).unwrap_or_default().iter().rev().take(20);
    others.filter(|other| other.subject && !other.quoted && other.who != spot.who).take(5).count() as f32
}

/// Whether a reporting verb stands right before or behind the mention.
fn beside_verb(parse: &Parse, spot: &Spot) -> bool {
    let (first, last) = (spot.first as usize, spot.last as usize);
    let reports = |at: usize| {
        parse.tokens.get(at).is_some_and(|token| token.entry.verb.is_some() && token.shape == Shape::Lower) && parse.tags[at].is_verb()
    };
    reports(last)
        || parse.tags.get(last).is_some_and(|tag| tag.is_adverb()) && reports(last + 1)
        || first.checked_sub(1).is_some_and(|before| reports(before) && parse.tags[before].is_finite())
}

/// Whether the article brings the person in with a word on who it is: a title before the name, an apposition behind it.
fn introduced(parse: &Parse, spot: &Spot) -> bool {
    let before = (spot.first as usize).checked_sub(1);
    spot.by == By::FullName
        && (parse.tokens.get(spot.last as usize).is_some() && matches!(parse.word(spot.last as usize), "," | "(")
            || before.is_some_and(|before| parse.is(before, ",") || parse.tags[before].is_noun()))
}

/// Whether the mention opens its paragraph.
fn opens_block(parse: &Parse, spot: &Spot) -> bool {
    let own = spot.sentence as usize;
    spot.opens && (own == 0 || parse.sentences[own - 1].block != parse.sentences[own].block)
}

/// Whether the article has called the person what the noun at `head` says, in a role or in a title before the name.
fn bears(scene: &Scene, id: EntityId, head: usize) -> bool {
    let noun = scene.parse.word(head);
    let titles = || scene.entities.mentions_of(id).take(TITLES).filter_map(|mention| mention.title);
    role::tells(&scene.entities.get(id).role, noun) || titles().any(|title| role::tells(title.of(&scene.parse.prose.text), noun))
}
