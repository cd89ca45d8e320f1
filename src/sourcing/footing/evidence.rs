//! What speaks for a sentence resting on somebody: its own words, the attribution that reports most of it, who spoke around it.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::entity::{Entities, EntityId, EntityType};
use crate::lexicon::{Act, Class, Frames};
use crate::prose::Role;
use crate::sourcing::attribution::network::Doubt;
use crate::sourcing::claim::feature::{self, Feature, Features};
use crate::sourcing::telling;
use crate::sourcing::terms::is_spokesperson;
use crate::sourcing::{Attribution, Memory, OwnWords, Quote, SourceKind};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Evidence that is neither of the sentence's words nor of the attribution that reports most of it.
macro_rules! looks {
    ($($look:ident $name:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        #[repr(u16)]
        enum Look { $($look),+ }
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

/// What is known of the attributions that report in one sentence.
#[derive(Debug, Clone, Default)]
struct Sentence {
    /// Those whose content reaches into it and that are not only reported by another.
    own: Vec<u32>,
    /// The one of them that tells most surely, and its log-odds.
    best: Option<(u32, f32)>,
    second: f32,
    nested: usize,
    covered: f32,
    told: f32,
    quoted: f32,
    body: bool,
}

impl Sentence {
    fn tells(&self) -> bool {
        self.best.is_some_and(|(_, odds)| odds > 0.0)
    }

    fn odds(&self) -> f32 {
        self.best.map_or(-4.0, |(_, odds)| odds)
    }
}

/// The attributions of an article by sentence.
pub(in crate::sourcing) struct Reports<'a> {
    parse: &'a Parse<'a>,
    entities: &'a Entities,
    attributions: &'a [Attribution],
    sentences: Vec<Sentence>,
    opens: Vec<usize>,
    closes: Vec<usize>,
    article: Features,
    odds: Vec<f32>,
    by_source: Vec<f32>,
    doubts: Vec<Option<Doubt>>,
    polls: Vec<bool>,
}

fn yes(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

fn log(count: usize) -> f32 {
    (1.0 + count as f32).ln()
}

fn look(look: Look) -> Feature {
    (LOOK_BASE + look as usize) as Feature
}

impl<'a> Reports<'a> {
    /// Gathers what an article's attributions say of its sentences.
    pub(in crate::sourcing) fn new(
        parse: &'a Parse<'a>,
        entities: &'a Entities,
        attributions: &'a [Attribution],
        memory: &Memory,
    ) -> Reports<'a> {
        let nested = nested(parse, attributions);
        let odds: Vec<f32> = attributions.iter().map(|attribution| telling::odds(parse, attribution)).collect();
        let count = parse.sentences.len();
        let mut sentences = vec![Sentence::default(); count];
        for (index, attribution) in attributions.iter().enumerate() {
            for span in &attribution.content {
                let from = parse.sentences.partition_point(|sentence| sentence.span.end <= span.start);
                for (at, sentence) in (from..).zip(parse.sentences[from..].iter().take_while(|sentence| sentence.span.start < span.end)) {
                    let here = &mut sentences[at];
                    if nested[index] {
                        here.nested += 1;
                        continue;
                    }
                    let bytes = span.end.min(sentence.span.end).saturating_sub(span.start.max(sentence.span.start)) as f32;
                    let share = bytes / sentence.span.len().max(1) as f32;
                    here.covered = (here.covered + share).min(1.0);
                    if odds[index] > 0.0 {
                        here.told = (here.told + share).min(1.0);
                    }
                    if here.own.contains(&(index as u32)) {
                        continue;
                    }
                    here.own.push(index as u32);
                    match here.best {
                        Some((_, best)) if best >= odds[index] => here.second = here.second.max(odds[index]),
                        before => {
                            here.second = before.map_or(-4.0, |(_, best)| best);
                            here.best = Some((index as u32, odds[index]));
                        }
                    }
                }
            }
        }
        for (index, sentence) in sentences.iter_mut().enumerate() {
            sentence.body = parse.block_of(index).role.is_body();
        }
        for quoted in parse.quoted.iter().filter(|quoted| quoted.depth == 0) {
            let from = parse.sentences.partition_point(|sentence| sentence.span.end <= quoted.span.start);
            let reached = parse.sentences[from..].iter().take_while(|sentence| sentence.span.start < quoted.span.end);
            for (here, sentence) in sentences[from..].iter_mut().zip(reached) {
                let bytes = quoted.span.end.min(sentence.span.end).saturating_sub(quoted.span.start.max(sentence.span.start)) as f32;
                here.quoted = (here.quoted + bytes / sentence.span.len().max(1) as f32).min(1.0);
            }
        }
        let (mut opens, mut closes) = (vec![0; count], vec![count; count]);
        for index in 1..count {
            opens[index] = if parse.sentences[index].block == parse.sentences[index - 1].block { opens[index - 1] } else { index };
        }
        for index in (0..count.saturating_sub(1)).rev() {
            closes[index] = if parse.sentences[index].block == parse.sentences[index + 1].block { closes[index + 1] } else { index + 1 };
        }
        let mut of_source: FxHashMap<SourceKey, f32> = FxHashMap::default();
        let telling = (0..attributions.len()).filter(|index| odds[*index] > 0.0 && !nested[*index]);
        for index in telling.clone() {
            *of_source.entry(source_key(attributions, index)).or_default() += 1.0;
        }
        let all = of_source.values().sum::<f32>().max(1.0);
        let mut by_source = vec![0.0; attributions.len()];
        for index in telling {
            by_source[index] = of_source.get(&source_key(attributions, index)).copied().unwrap_or_default() / all;
        }
        let body = sentences.iter().filter(|sentence| sentence.body).count().max(1) as f32;
        let doubts = (0..count).map(|index| memory.doubt(index)).collect();
        let polls: Vec<bool> = parse.sentences.iter().map(|sentence| sentence.tokens().any(|at| is_poll(parse, at))).collect();
        let article = vec![
            (look(Look::Told), sentences.iter().filter(|sentence| sentence.tells()).count() as f32 / body),
            (look(Look::Quotes), sentences.iter().map(|sentence| sentence.quoted).sum::<f32>() / body),
            (look(Look::Speakers), log(of_source.len())),
            (look(Look::Attributed), attributions.len() as f32 / body),
            (look(Look::Size), log(count)),
            (look(Look::Polls), polls.iter().filter(|poll| **poll).count() as f32 / count.max(1) as f32),
        ];
        Reports { parse, entities, attributions, sentences, opens, closes, article, odds, by_source, doubts, polls }
    }

    /// The attributions that report in sentence `index`, in text order, each with the log-odds that it tells; those that are only reported
    /// by another left out.
    pub(in crate::sourcing) fn own(&self, index: usize) -> impl Iterator<Item = (u32, f32)> {
        self.sentences[index].own.iter().map(|own| (*own, self.odds[*own as usize]))
    }

    /// The evidence on sentence `index`.
    pub(super) fn of(&self, index: usize, own: &Arc<OwnWords>) -> Features {
        let parse = self.parse;
        let (sentence, here) = (&parse.sentences[index], &self.sentences[index]);
        let mut found: Features = Vec::with_capacity(160);
        found.extend_from_slice(own.features());
        if let Some((best, _)) = here.best {
            let mut bits = telling::evidence(parse, &self.attributions[best as usize]);
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
        put(Look::Vague, yes(own.is_vague()));
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
        put(Look::Length, log(sentence.tokens().len()));
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
        put(Look::Poll, yes(self.polls[index]));
        put(Look::PollNear, yes(self.polls[index.saturating_sub(3)..index].contains(&true)));
        put(Look::PollBefore, yes(self.last_telling(index).is_some_and(|last| self.polls[last])));
        self.main(index, &mut put);
        self.source(index, &mut put);
        self.beside(index, &mut put);
        self.around(index, &mut put);
        self.named(index, &mut put);
        found.extend_from_slice(&self.article);
        found
    }

    /// How the sources that report in the sentence are given, the surest one's words above all.
    fn source(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let parse = self.parse;
        for (at, odds) in self.own(index) {
            if odds <= 0.0 {
                continue;
            }
            let any = match self.attributions[at as usize].source.as_ref().map_or(SourceKind::Vague, |source| source.kind) {
                SourceKind::Named => Look::AnyNamed,
                SourceKind::Organization => Look::AnyBody,
                SourceKind::Document => Look::AnyPaper,
                SourceKind::Anonymous => Look::AnyAnonymous,
                SourceKind::Vague => Look::AnyVague,
            };
            put(any, 1.0);
        }
        let Some(best) = self.best(index) else { return };
        put(Look::PaperBeside, yes(best.sentence as usize == index && paper_of(parse, best)));
        let Some(source) = &best.source else {
            put(Look::SourceNone, 1.0);
            return;
        };
        let (first, last, head) = (source.first as usize, (source.last as usize).min(parse.tokens.len()), source.head as usize);
        let classes = [
            (Look::SourcePaper, Class::DocumentNoun),
            (Look::SourceBody, Class::BodyNoun),
            (Look::SourceWord, Class::OrganizationWord),
            (Look::SourceKept, Class::AnonymousNoun),
            (Look::SourceCrowd, Class::VagueNoun),
            (Look::SourcePerson, Class::PersonNoun),
            (Look::SourceTitle, Class::Title),
            (Look::SourceKin, Class::Kin),
            (Look::SourcePeople, Class::PeopleNoun),
            (Look::SourceDemonym, Class::Demonym),
        ];
        for (look, class) in classes {
            put(look, yes(parse.has(head, class)));
        }
        let tag = parse.tags[head];
        put(Look::SourcePlural, yes(matches!(tag, Tag::Nns | Tag::Nnps)));
        put(Look::SourceProper, yes(tag.is_proper()));
        put(Look::SourceThey, yes(parse.is_any(head, &["they", "them", "their"])));
        put(Look::SourceIt, yes(parse.is_any(head, &["it", "its", "this", "that"])));
        put(Look::SourceWe, yes(parse.is_any(head, &["i", "we", "us", "our", "my", "me"])));
        put(Look::SourceWho, yes(parse.is_any(head, &["who", "which"])));
        put(Look::SourceThe, yes(parse.is_any(first, &["the", "this", "that", "these", "those"])));
        put(Look::SourceHis, yes((first..head).any(|at| matches!(parse.tags[at], Tag::Pos | Tag::PrpS))));
        put(Look::SourceA, yes(parse.is_any(first, &["a", "an", "one", "another"])));
        put(Look::SourceBare, yes(first == head));
        put(Look::SourceCounted, yes((first..head).any(|at| parse.tags[at] == Tag::Cd)));
        put(Look::SourceSome, yes(parse.is_any(first, &["some", "many", "most", "other", "others", "several", "few", "all", "more"])));
        put(Look::SourceBack, yes(source.same_as.is_some()));
        put(Look::SourceWords, log(last - first));
        put(Look::SourceNamed, yes((first..last).any(|at| parse.tags[at].is_proper())));
        put(Look::SourceSpeaks, yes(is_spokesperson(parse, head)));
        put(Look::SourcePoll, yes((first..last).any(|at| is_poll(parse, at))));
        put(Look::SourceAfter, yes(head + 1 < last));
        put(
            Look::SourceOfficial,
            yes(parse.is_any(head, &["official", "officials", "aide", "aides", "adviser", "advisers", "source", "sources", "authorities"])),
        );
        put(Look::SourcePress, yes(parse.is_any(head, &["campaign", "campaigns", "newspaper", "outlet", "network", "agency", "company"])));
        let word = parse.word(head);
        put(Look::SourceKnown, yes((head.saturating_sub(300)..first).any(|at| parse.is(at, word))));
        put(Look::Possessed, yes(parse.has(head, Class::DocumentNoun) && (first..head).any(|at| parse.tags[at].is_proper())));
        if let Some(entity) = source.entity {
            put(Look::SourceLinked, 1.0);
            let kind = self.entities.get(entity).kind;
            put(Look::SourceIsPerson, yes(kind == EntityType::Person));
            put(Look::SourceIsBody, yes(kind == EntityType::Organization));
            put(Look::SourceIsPlace, yes(kind == EntityType::Place));
            put(Look::SourceIsOther, yes(kind == EntityType::Other));
        }
    }

    /// The main clause: its verb, its subject, what leads into it.
    fn main(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let parse = self.parse;
        let sentence = &parse.sentences[index];
        let outside = |at: &usize| parse.quoted_at(*at).is_none();
        let first = sentence.first as usize;
        let preposition = |at: usize| matches!(parse.tags[at], Tag::In | Tag::To);
        let person = |range: std::ops::Range<usize>| {
            self.entities.mentions_in(range).any(|mention| self.entities.get(mention.entity).kind == EntityType::Person)
        };
        let headed = |at: usize, class: Class| {
            parse.phrase_of(at).is_some_and(|phrase| parse.has(phrase.head as usize, class) && parse.tags[phrase.head as usize].is_noun())
        };
        put(Look::OpensWithPerson, yes(preposition(first) && person(first + 1..(first + 5).min(sentence.last as usize))));
        put(Look::OpensWithPaper, yes(preposition(first) && headed(first + 1, Class::DocumentNoun)));
        let led = |class: Class| sentence.tokens().skip(1).any(|at| outside(&at) && preposition(at - 1) && headed(at, class));
        put(Look::InPaper, yes(led(Class::DocumentNoun)));
        put(
            Look::InInterview,
            yes(sentence.tokens().any(|at| {
                parse.is_any(
                    at,
                    &[
                        "interview",
                        "statement",
                        "speech",
                        "remarks",
                        "conference",
                        "rally",
                        "debate",
                        "call",
                        "tweet",
                        "twitter",
                        "testimony",
                        "address",
                    ],
                ) && parse.phrase_of(at).is_some_and(|phrase| (phrase.first as usize) > first && preposition(phrase.first as usize - 1))
            })),
        );
        put(Look::ByPerson, yes(sentence.tokens().any(|at| parse.is(at, "by") && person(at + 1..(at + 5).min(sentence.last as usize)))));
        put(
            Look::Owned,
            yes(sentence.tokens().any(|at| {
                let noun = parse.tags[at].is_noun()
                    && parse.is_any(
                        at,
                        &[
                            "claim",
                            "claims",
                            "argument",
                            "view",
                            "opinion",
                            "account",
                            "contention",
                            "belief",
                            "warning",
                            "warnings",
                            "promise",
                            "estimate",
                            "estimates",
                            "assertion",
                            "comments",
                            "comment",
                            "remarks",
                            "words",
                            "statement",
                            "criticism",
                            "call",
                            "calls",
                            "plan",
                            "proposal",
                            "pledge",
                        ],
                    );
                noun && at > first && (at.saturating_sub(3).max(first)..at).any(|before| matches!(parse.tags[before], Tag::Pos | Tag::PrpS))
            })),
        );
        let relative = |at: usize| {
            (at.saturating_sub(4).max(first)..at).any(|before| {
                parse.is_any(before, &["who", "which", "that", "whose", "when", "while", "where", "because", "if", "after", "as", "since"])
            })
        };
        let verbs = || sentence.tokens().filter(outside).filter(|at| parse.tags[*at].is_finite());
        let Some(verb) = verbs().find(|at| !relative(*at)).or_else(|| verbs().next()) else { return };
        // The auxiliary leads to the verb that says what is done.
        let full = (verb..(verb + 4).min(sentence.last as usize))
            .take_while(|at| parse.tags[*at].is_verb() || parse.tags[*at] == Tag::Md || parse.tags[*at].is_adverb() || *at == verb);
        let mut last = verb;
        let mut negated = false;
        for at in full {
            if parse.tags[at].is_verb() {
                last = at;
            }
            negated |= parse.is_any(at, &["not", "n't", "n’t", "never"]);
        }
        put(Look::MainNegated, yes(negated));
        put(
            Look::MainPassive,
            yes(last > verb
                && parse.tags[last] == Tag::Vbn
                && parse.is_any(last - 1, &["is", "are", "was", "were", "be", "been", "being"])),
        );
        if let Some(reports) = parse.reporting_verb(last) {
            put(Look::MainReports, 1.0);
            put(Look::MainSpeech, yes(reports.act == Act::Speech));
            put(Look::MainBelief, yes(reports.act == Act::Belief));
            put(Look::MainIntent, yes(reports.act == Act::Intent));
            put(Look::MainEvidence, yes(reports.act == Act::Evidence));
            put(Look::MainClause, yes(reports.frames.has(Frames::CLAUSE)));
            put(Look::MainQuotation, yes(reports.frames.has(Frames::QUOTE)));
            put(Look::MainNoun, yes(reports.frames.has(Frames::NOUN)));
            put(Look::MainPreposition, yes(reports.frames.has(Frames::PREPOSITION)));
        }
        if let Some(cue) = self.best(index).filter(|best| best.sentence as usize == index).and_then(|best| best.cue.as_ref()) {
            let head = cue.head as usize;
            put(Look::MainCue, yes(head == last || head == verb));
            put(Look::CueRelative, yes(relative(head)));
            put(Look::CueFar, log(head.abs_diff(last)));
        }
        let before = parse.phrases.partition_point(|phrase| (phrase.first as usize) < verb);
        let phrases = parse.phrases[..before].iter().rev().take(6).take_while(|phrase| phrase.first as usize >= first);
        let Some(phrase) = phrases.filter(|phrase| phrase.first as usize == first || !preposition(phrase.first as usize - 1)).last() else {
            return;
        };
        let head = phrase.head as usize;
        put(Look::SubjectPerson, yes(person(phrase.tokens())));
        put(Look::SubjectPlural, yes(matches!(parse.tags[head], Tag::Nns | Tag::Nnps)));
        put(
            Look::SubjectRole,
            yes(parse.has(head, Class::Title) || parse.has(head, Class::PersonNoun) || parse.has(head, Class::AnonymousNoun)),
        );
        put(Look::SubjectVague, yes(parse.has(head, Class::VagueNoun) || parse.is_any(head, &["some", "many", "most", "few", "others"])));
        put(Look::SubjectPaper, yes(parse.has(head, Class::DocumentNoun)));
        put(Look::SubjectIt, yes(parse.is_any(head, &["it", "this", "that"])));
        put(Look::SubjectThey, yes(parse.is(head, "they")));
    }

    fn ends_with(&self, index: usize, word: &str) -> bool {
        self.parse.is((self.parse.sentences[index].last as usize).saturating_sub(1), word)
    }

    fn best(&self, index: usize) -> Option<&Attribution> {
        self.sentences[index].best.map(|(best, _)| &self.attributions[best as usize])
    }

    fn kind(&self, index: usize) -> Option<SourceKind> {
        self.best(index).map(|best| best.source.as_ref().map_or(SourceKind::Vague, |source| source.kind))
    }

    fn key(&self, index: usize) -> Option<SourceKey> {
        self.sentences[index].best.map(|(best, _)| source_key(self.attributions, best as usize))
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

    fn last_telling(&self, index: usize) -> Option<usize> {
        (index.saturating_sub(12)..index).rev().find(|at| self.sentences[*at].tells())
    }

    fn next_telling(&self, index: usize) -> Option<usize> {
        (index + 1..(index + 13).min(self.sentences.len())).find(|at| self.sentences[*at].tells())
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
    fn named(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let parse = self.parse;
        let sentence = &parse.sentences[index];
        let entity =
            |at: Option<usize>| at.and_then(|at| self.best(at)).and_then(|best| best.source.as_ref()).and_then(|source| source.entity);
        let (last, next) = (entity(self.last_telling(index)), entity(self.next_telling(index)));
        let mut named = [0; 3];
        let mut subject: Option<EntityId> = None;
        let verb = sentence.tokens().find(|at| parse.tags[*at].is_finite() && parse.quoted_at(*at).is_none());
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
        let pronoun = verb.is_some_and(|verb| (sentence.first as usize..verb).take(3).any(|at| parse.is_any(at, &["he", "she"])));
        put(Look::SubjectPronoun, yes(pronoun));
        let paper = |at: usize| parse.has(at, Class::DocumentNoun) && parse.tags[at].is_noun();
        put(Look::Paper, yes(sentence.tokens().any(paper)));
        put(Look::PaperOpens, yes(sentence.tokens().take(5).any(paper)));
    }
}

type SourceKey = (u32, u32, u32);

/// What tells one source from another: its entity, else the attribution that names it first.
fn source_key(attributions: &[Attribution], index: usize) -> SourceKey {
    match attributions[index].source.as_ref() {
        Some(source) => match (source.entity, source.same_as) {
            (Some(entity), _) => (1, entity, 0),
            (_, Some(first)) => (2, first, 0),
            _ => (2, index as u32, 0),
        },
        None => (3, index as u32, 0),
    }
}

/// Which attributions lie wholly inside the content of another: their source is only reported.
fn nested(parse: &Parse, attributions: &[Attribution]) -> Vec<bool> {
    let mut contents: Vec<(Span, usize)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(index, attribution)| attribution.content.iter().map(move |span| (*span, index)))
        .collect();
    contents.sort();
    let longest = contents.iter().map(|(span, _)| span.len()).max().unwrap_or_default();
    attributions
        .iter()
        .enumerate()
        .map(|(index, attribution)| {
            let Some(cue) = attribution.cue.as_ref().and_then(|cue| cue.spans.first()) else { return false };
            let from = contents.partition_point(|(span, _)| span.start + longest < cue.start);
            contents[from..]
                .iter()
                .take_while(|(span, _)| span.start <= cue.start)
                .any(|(span, other)| *other != index && span.contains(*cue) && telling::tells(parse, &attributions[*other]))
        })
        .collect()
}

/// Whether the word tells of an opinion poll.
fn is_poll(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["poll", "polls", "survey", "surveys", "polling", "polled", "surveyed"])
}

/// "wrote in a memo", "said in the report": a paper stands beside the speaker.
fn paper_of(parse: &Parse, attribution: &Attribution) -> bool {
    let Some(cue) = &attribution.cue else { return false };
    let sentence = &parse.sentences[attribution.sentence as usize];
    let inside = |at: usize| attribution.content.iter().any(|span| span.contains(parse.tokens[at].span));
    sentence.tokens().any(|at| {
        let near = at.abs_diff(cue.head as usize) <= 14;
        let paper = near
            && parse.has(at, Class::DocumentNoun)
            && parse.tags[at].is_noun()
            && !inside(at)
            && !parse.is_any(
                at,
                &["statement", "speech", "interview", "law", "act", "agreement", "order", "bill", "platform", "data", "schedule"],
            );
        let own = attribution.source.as_ref().is_some_and(|source| (source.first as usize..source.last as usize).contains(&at));
        paper && !own && in_phrase(parse, at)
    })
}

/// "in the report", "in an e-mail to staff".
fn in_phrase(parse: &Parse, at: usize) -> bool {
    parse.phrase_of(at).is_some_and(|phrase| {
        phrase.head as usize == at && phrase.first > 0 && parse.is_any(phrase.first as usize - 1, &["in", "on", "by", "via", "through"])
    })
}
