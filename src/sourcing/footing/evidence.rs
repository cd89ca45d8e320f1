//! What speaks for a sentence resting on somebody: its own words, the attribution that reports most of it, who spoke around it.

use std::sync::{Arc, OnceLock};

use super::clause::Clause;
use super::reports::Reports;
use crate::entity::{EntityId, EntityType};
use crate::prose::Role;
use crate::sourcing::claim::feature::{self, Feature, Features};
use crate::sourcing::{OwnWords, Quote, SourceKind, telling};
use crate::syntax::Tag;

/// Evidence that is neither of the sentence's words nor of the attribution that reports most of it.
macro_rules! looks {
    ($($look:ident $name:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        #[repr(u16)]
        pub(super) enum Look { $($look),+ }
        const LOOKS: &[&str] = &[$($name),+];
    };
}

looks! {
    Odds "odds that it tells", Tells "tells", Gated "cannot tell", Reported "attributions (log)", Nested "attributions that are only reported",
    Elsewhere "cue in another sentence", CueBefore "cue in an earlier sentence", CueAfter "cue in a later sentence",
    Covered "share covered", CoveredTold "share covered by what tells", Weight "weight", Second "odds that the second tells",
    Cueless "label without a cue", Vague "vague wording",
    Inside "begins inside a quotation", Whole "wholly quoted", Quoted "share quoted",
    NoBody "no running text", Headline "headline or heading", Item "list item", Block "quoted block", Boilerplate "boilerplate", Caption "caption",
    Opens "opens its paragraph", Closes "closes its paragraph", FromOpening "sentences since its paragraph began", Position "position in the article", Size "sentences in the article (log)",
    Length "tokens (log)", Colon "ends with a colon",
    BeforeColon "before: ends with a colon", BeforeTells "before: tells", BeforeOdds "before: odds that it tells", BeforeQuoted "before: share quoted", BeforeSame "before: same paragraph",
    BeforeNamed "before: named", BeforeBody "before: organization", BeforePaper "before: document", BeforeAnonymous "before: anonymous", BeforeVague "before: vague",
    BeforeCovered "before: share covered", BeforeWhole "before: attribution in quotation marks", BeforeCueLast "before: ends with its cue",
    AfterTells "after: tells", AfterOdds "after: odds that it tells", AfterQuoted "after: share quoted", AfterSame "after: same paragraph",
    AfterNamed "after: named", AfterBody "after: organization", AfterPaper "after: document", AfterAnonymous "after: anonymous", AfterPronoun "after: source is a pronoun",
    AfterSameSource "after: same source as before", Since "sentences since the last that tells", SinceHere "the last that tells in this paragraph",
    Until "sentences until the next that tells", UntilHere "the next that tells in this paragraph",
    LastNamed "last that tells: named", LastBody "last that tells: organization", LastPaper "last that tells: document", LastAnonymous "last that tells: anonymous", LastVague "last that tells: vague",
    TellBefore "share of its paragraph before that tells", TellAfter "share of its paragraph after that tells",
    SubjectSource "subject is the last source", SubjectOther "subject is somebody else", SubjectPronoun "subject he or she", SubjectBody "subject a body", MentionsSource "mentions the last source", MentionsNext "mentions the next source",
    SameSource "same source as before", People "people named", Bodies "bodies named", Places "places named", Paper "paper named", PaperOpens "opens with a paper",
    Told "share of the article that tells", Quotes "share of the article in quotation marks", Speaker "share of what tells that is this source's", Speakers "sources in the article (log)",
    Attributed "attributions a sentence",
    Free "likely of no attribution", Overlooked "likeliest overlooked", Surest "surest of an attribution", Doubtful "least sure of an attribution",
    BeforeFree "before: likely of no attribution", AfterFree "after: likely of no attribution",
    Poll "poll named", PollNear "poll named in the three sentences before", Polls "share of the article that names polls", PollBefore "last that tells: poll",
    MainReports "main verb reports", MainSpeech "main verb of speech", MainBelief "main verb of belief", MainIntent "main verb of intent", MainEvidence "main verb of evidence",
    MainClause "main verb takes a clause", MainQuotation "main verb takes a quotation", MainNoun "main verb takes a noun", MainPreposition "main verb takes a preposition",
    MainPassive "main verb passive", MainNegated "main verb negated", MainCue "main verb is the cue",
    SubjectPerson "subject a person", SubjectPlural "subject plural", SubjectRole "subject a title or person noun", SubjectVague "subject a vague noun", SubjectPaper "subject a document", SubjectIt "subject it", SubjectThey "subject they",
    CueRelative "cue in a relative clause", CueFar "words between main verb and cue (log)", OpensWithPerson "opens with a preposition and a person", OpensWithPaper "opens with a preposition and a document",
    SourceNone "source: none", SourcePaper "source: document noun", SourceBody "source: body noun", SourceWord "source: organization word", SourceKept "source: anonymous noun",
    SourceCrowd "source: vague noun", SourcePerson "source: person noun", SourceTitle "source: title", SourceKin "source: kin", SourcePeople "source: people noun", SourceDemonym "source: demonym",
    SourcePlural "source: plural", SourceProper "source: proper noun", SourceThey "source: they", SourceIt "source: it", SourceWe "source: I or we", SourceWho "source: relative pronoun",
    SourceThe "source: definite", SourceHis "source: owned", SourceA "source: a", SourceBare "source: bare", SourceCounted "source: counted", SourceSome "source: some or many",
    SourceLinked "source: an entity", SourceIsPerson "source: a person", SourceIsBody "source: an organization", SourceIsPlace "source: a place", SourceIsOther "source: another thing",
    SourceBack "source: goes back", SourceWords "source: words (log)", SourceNamed "source: holds a name", SourceSpeaks "source: spokesperson", SourcePoll "source: poll", SourceAfter "source: described behind its head",
    SourceOfficial "source: official or aide", SourceKnown "source: said before", SourcePress "source: campaign or press",
    AnyNamed "any that tells: named", AnyBody "any that tells: organization", AnyPaper "any that tells: document", AnyAnonymous "any that tells: anonymous", AnyVague "any that tells: vague",
    PaperBeside "document beside the cue", Possessed "name before a document",
    InPaper "preposition and a document", InInterview "preposition and an occasion", ByPerson "by and a person", Owned "noun of speech owned",
}

const CUE_BASE: usize = feature::COUNT;
const LOOK_BASE: usize = CUE_BASE + telling::NAMES.len();

/// How many pieces of evidence there are.
pub const COUNT: usize = LOOK_BASE + LOOKS.len();

/// The name of a piece of evidence, as it stands in the file of weights.
pub fn name(index: usize) -> String {
    match index {
        _ if index < CUE_BASE => feature::name(index),
        _ if index < LOOK_BASE => format!("cue: {}", telling::NAMES[index - CUE_BASE]),
        _ => LOOKS.get(index - LOOK_BASE).copied().unwrap_or_default().to_owned(),
    }
}

/// The names of all evidence, in order.
pub fn names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| (0..COUNT).map(name).collect())
}

pub(super) fn yes(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

pub(super) fn log(count: usize) -> f32 {
    (1.0 + count as f32).ln()
}

pub(super) fn look(look: Look) -> Feature {
    (LOOK_BASE + look as usize) as Feature
}

impl Reports<'_> {
    /// The evidence on sentence `index` beside what its words say by themselves.
    pub(super) fn of(&self, index: usize, own: &Arc<OwnWords>) -> Features {
        let parse = self.parse;
        let (sentence, here) = (&parse.sentences[index], &self.sentences[index]);
        let mut found: Features = Vec::with_capacity(96);
        if let Some((best, _)) = here.best {
            let mut bits = self.cues[best as usize];
            while bits != 0 {
                found.push(((CUE_BASE + bits.trailing_zeros() as usize) as Feature, 1.0));
                bits &= bits - 1;
            }
        }
        let mut put = |which: Look, value: f32| {
            if value != 0.0 {
                found.push((look(which), value));
            }
        };
        put(Look::Odds, here.odds());
        put(Look::Tells, yes(here.tells()));
        put(Look::Second, if here.own.len() > 1 { here.second } else { -4.0 });
        put(Look::Reported, log(here.own.len()));
        put(Look::Nested, log(here.nested));
        put(Look::Covered, here.covered);
        put(Look::CoveredTold, here.told);
        if let Some((best, odds)) = here.best {
            let attribution = &self.attributions[best as usize];
            put(Look::Gated, yes(odds <= -4.0));
            put(Look::Elsewhere, yes(attribution.sentence as usize != index));
            put(Look::CueBefore, yes((attribution.sentence as usize) < index));
            put(Look::CueAfter, yes(attribution.sentence as usize > index));
            put(Look::Weight, attribution.weight);
            put(Look::Cueless, yes(attribution.cue.is_none()));
            put(Look::Speaker, self.by_source[best as usize]);
        }
        let first = sentence.first as usize;
        put(Look::Inside, yes(parse.quoted_at(first).is_some_and(|quoted| (quoted.open as usize) < first)));
        put(Look::Whole, yes(here.quoted > 0.95));
        put(Look::Quoted, here.quoted);
        let role = parse.block_of(index).role;
        put(Look::NoBody, yes(!here.body));
        put(Look::Headline, yes(matches!(role, Role::Headline | Role::Heading | Role::Standfirst)));
        put(Look::Item, yes(role == Role::ListItem));
        put(Look::Block, yes(role == Role::BlockQuote));
        put(Look::Boilerplate, yes(role == Role::Boilerplate));
        put(Look::Caption, yes(role == Role::Caption));
        put(Look::Opens, yes(self.opens[index] == index));
        put(Look::Closes, yes(self.closes[index] == index + 1));
        put(Look::FromOpening, log(index - self.opens[index]));
        put(Look::Position, index as f32 / self.sentences.len() as f32);
        put(Look::Colon, yes(self.ends_with(index, ":")));
        if let Some(doubt) = self.doubts[index] {
            put(Look::Free, doubt.free);
            put(Look::Overlooked, doubt.overlooked);
            put(Look::Surest, doubt.surest);
            put(Look::Doubtful, doubt.doubtful);
        }
        let free = |index: Option<usize>| index.and_then(|index| self.doubts.get(index).copied().flatten()).map_or(1.0, |doubt| doubt.free);
        put(Look::BeforeFree, free(index.checked_sub(1)));
        put(Look::AfterFree, free(Some(index + 1)));
        put(Look::PollNear, yes(self.polls[index.saturating_sub(3)..index].contains(&true)));
        put(Look::PollBefore, yes(self.last_telling(index).is_some_and(|last| self.polls[last])));
        self.main(index, &own.clause, &mut put);
        self.source(index, &mut put);
        self.beside(index, &mut put);
        self.around(index, &mut put);
        self.named(index, &own.clause, &mut put);
        found.extend_from_slice(&self.article);
        found
    }

    /// What the sentences right before and right after say.
    fn beside(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let parse = self.parse;
        let block = |at: usize| parse.sentences[at].block;
        if let Some(before) = index.checked_sub(1) {
            let there = &self.sentences[before];
            put(Look::BeforeColon, yes(self.ends_with(before, ":")));
            put(Look::BeforeTells, yes(there.tells()));
            put(Look::BeforeOdds, there.odds());
            put(Look::BeforeQuoted, there.quoted);
            put(Look::BeforeCovered, there.covered);
            put(Look::BeforeSame, yes(block(before) == block(index)));
            if there.tells() {
                let kind = self.kind(before);
                put(Look::BeforeNamed, yes(kind == Some(SourceKind::Named)));
                put(Look::BeforeBody, yes(kind == Some(SourceKind::Organization)));
                put(Look::BeforePaper, yes(kind == Some(SourceKind::Document)));
                put(Look::BeforeAnonymous, yes(kind == Some(SourceKind::Anonymous)));
                put(Look::BeforeVague, yes(kind == Some(SourceKind::Vague)));
                let best = self.best(before);
                put(Look::BeforeWhole, yes(best.is_some_and(|best| best.quote != Quote::Indirect)));
                let end = parse.sentences[before].last as usize;
                put(Look::BeforeCueLast, yes(best.and_then(|best| best.cue.as_ref()).is_some_and(|cue| cue.head as usize + 5 > end)));
            }
            put(Look::SameSource, yes(self.key(before).is_some() && self.key(before) == self.key(index)));
        }
        if index + 1 < self.sentences.len() {
            let after = index + 1;
            let there = &self.sentences[after];
            put(Look::AfterTells, yes(there.tells()));
            put(Look::AfterOdds, there.odds());
            put(Look::AfterQuoted, there.quoted);
            put(Look::AfterSame, yes(block(after) == block(index)));
            if there.tells() {
                let kind = self.kind(after);
                put(Look::AfterNamed, yes(kind == Some(SourceKind::Named)));
                put(Look::AfterBody, yes(kind == Some(SourceKind::Organization)));
                put(Look::AfterPaper, yes(kind == Some(SourceKind::Document)));
                put(Look::AfterAnonymous, yes(kind == Some(SourceKind::Anonymous)));
                let source = self.best(after).and_then(|best| best.source.as_ref());
                put(Look::AfterPronoun, yes(source.is_some_and(|source| parse.tags[source.head as usize] == Tag::Prp)));
                let same = index.checked_sub(1).and_then(|before| self.key(before)).is_some_and(|key| Some(key) == self.key(after));
                put(Look::AfterSameSource, yes(same));
            }
        }
    }

    /// How far the sentences that tell are.
    fn around(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let (last, next) = (self.last_telling(index), self.next_telling(index));
        put(Look::Since, last.map_or(13.0, |last| (index - last) as f32));
        put(Look::SinceHere, yes(last.is_some_and(|last| last >= self.opens[index])));
        put(Look::Until, next.map_or(13.0, |next| (next - index) as f32));
        put(Look::UntilHere, yes(next.is_some_and(|next| next < self.closes[index])));
        if let Some(kind) = last.and_then(|last| self.kind(last)) {
            put(Look::LastNamed, yes(kind == SourceKind::Named));
            put(Look::LastBody, yes(kind == SourceKind::Organization));
            put(Look::LastPaper, yes(kind == SourceKind::Document));
            put(Look::LastAnonymous, yes(kind == SourceKind::Anonymous));
            put(Look::LastVague, yes(kind == SourceKind::Vague));
        }
        let share = |range: std::ops::Range<usize>| {
            let tell = range.clone().filter(|at| self.sentences[*at].tells()).count();
            tell as f32 / range.len().max(1) as f32
        };
        put(Look::TellBefore, share(self.opens[index].max(index.saturating_sub(12))..index));
        put(Look::TellAfter, share(index + 1..self.closes[index].min(index + 13).max(index + 1)));
    }

    /// Who is named in the sentence, and whether it is who speaks around it.
    fn named(&self, index: usize, clause: &Clause, put: &mut impl FnMut(Look, f32)) {
        let sentence = &self.parse.sentences[index];
        let entity =
            |at: Option<usize>| at.and_then(|at| self.best(at)).and_then(|best| best.source.as_ref()).and_then(|source| source.entity);
        let (last, next) = (entity(self.last_telling(index)), entity(self.next_telling(index)));
        let mut named = [0; 3];
        let mut subject: Option<EntityId> = None;
        let verb = clause.verb.map(|verb| (sentence.first + verb) as usize);
        for mention in self.entities.mentions_in(sentence.tokens()) {
            if subject.is_none() && verb.is_some_and(|verb| (mention.first as usize) < verb) {
                subject = Some(mention.entity);
            }
            if last == Some(mention.entity) {
                put(Look::MentionsSource, 1.0);
            }
            if next == Some(mention.entity) {
                put(Look::MentionsNext, 1.0);
            }
            match self.entities.get(mention.entity).kind {
                EntityType::Person => named[0] += 1,
                EntityType::Organization => named[1] += 1,
                EntityType::Place => named[2] += 1,
                EntityType::Other => {}
            }
        }
        put(Look::People, log(named[0]));
        put(Look::Bodies, log(named[1]));
        put(Look::Places, log(named[2]));
        put(Look::SubjectSource, yes(subject.is_some() && subject == last));
        put(Look::SubjectOther, yes(subject.is_some() && subject != last));
        put(Look::SubjectBody, yes(subject.is_some_and(|subject| self.entities.get(subject).kind == EntityType::Organization)));
    }
}
