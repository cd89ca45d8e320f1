//! Whether an attribution tells where its sentence comes from, or only tells of somebody.
//!
//! "Oru said the port was shut" rests on Oru; "Oru welcomed the plan", "voters want change" are what the reporter saw. The words that
//! report are the same kind of words, so the evidence is weighed: how the content is given, what the verb can take, who speaks. The
//! weights are fitted by `examples/telling/fit.py` on labelled sentences; no open-class word of them is among the evidence.

use std::sync::OnceLock;

use super::points::Points;
use super::terms::is_spokesperson;
use super::{Attribution, Quote, SourceKind};
use crate::lexicon::{Act, Class, Frames};
use crate::syntax::{Parse, Tag};

/// Whether the content rests on the source.
pub(super) fn tells(parse: &Parse, attribution: &Attribution) -> bool {
    odds(parse, attribution) > 0.0
}

/// Log-odds that the content rests on the source; [`NEVER`] where it cannot.
pub(super) fn odds(parse: &Parse, attribution: &Attribution) -> f32 {
    odds_by(parse, attribution, || evidence(parse, attribution))
}

/// The same, where `evidence` gives the evidence.
pub(super) fn odds_by(parse: &Parse, attribution: &Attribution, evidence: impl FnOnce() -> u64) -> f32 {
    let Some(cue) = &attribution.cue else { return if attribution.source.is_some() { -NEVER } else { NEVER } };
    let quoted = attribution.quote != Quote::Indirect;
    let can = (attribution.source.is_some() || cue.passive) && (quoted || can_tell(parse, attribution) && !commands(parse, attribution));
    if can { (weigh(evidence()) as f32 / 100.0).clamp(0.9 * NEVER, -0.9 * NEVER) } else { NEVER }
}

/// Whether the content rests on the source with little doubt, seven to one.
pub(super) fn surely(parse: &Parse, attribution: &Attribution) -> bool {
    weigh(evidence(parse, attribution)) > 200
}

/// The log-odds of what cannot tell at all.
pub(super) const NEVER: f32 = -5.0;

/// Log-odds in hundredths that the content rests on the source.
fn weigh(evidence: u64) -> i32 {
    static SHIPPED: OnceLock<Points> = OnceLock::new();
    SHIPPED.get_or_init(|| Points::read(include_str!("telling/weights.txt"), &NAMES)).of(evidence)
}

/// What each bit of the evidence says, as the file of weights names it.
pub const NAMES: [&str; 52] = [
    "always",
    "quoted",
    "content before the cue",
    "that",
    "to",
    "question word",
    "up to 3 words",
    "4 to 7 words",
    "over 20 words",
    "belief",
    "intent",
    "evidence",
    "takes a quotation",
    "takes a clause",
    "takes an infinitive",
    "takes a noun",
    "takes an addressee",
    "takes a preposition",
    "takes a predicate",
    "bare and takes no clause",
    "say, tell, according",
    "cue of several words",
    "inner verb",
    "deed",
    "unsure",
    "rather unsure",
    "no source",
    "named source",
    "organization",
    "organization of no name",
    "document",
    "anonymous",
    "vague",
    "pronoun",
    "source right before the cue",
    "source after the cue",
    "cue of no verb",
    "past cue",
    "present cue",
    "participle cue",
    "base cue",
    "modal before the cue",
    "negated cue",
    "passive",
    "quoted and up to 3 words",
    "belief with that",
    "noun as content",
    "verbless content",
    "content of most of the sentence",
    "cue in quotation marks",
    "several people speak",
    "cue opens a clause of time",
];

/// The evidence on an attribution with a cue, a bit for each of [`NAMES`]; none without a cue.
pub fn evidence(parse: &Parse, attribution: &Attribution) -> u64 {
    let Some(cue) = &attribution.cue else { return 0 };
    let (lemma, head) = (cue.lemma.as_str(), cue.head as usize);
    let frames = parse.reporting_verb(head).map(|verb| verb.frames).unwrap_or_default();
    let quoted = attribution.quote != Quote::Indirect;
    let start = attribution.content.first().map_or(0, |span| span.start);
    let first = parse.token_from_near(start, head);
    let words = attribution.content.iter().map(|span| span.of(&parse.prose.text).split_whitespace().take(21).count()).sum::<usize>();
    let cue_start = cue.spans.first().map_or(0, |span| span.start);
    let cue_words = cue.spans.first().map_or(1, |span| span.of(&parse.prose.text).split_whitespace().take(2).count());
    let (that, to) = (parse.is(first, "that"), parse.is(first, "to"));
    let tag = parse.tags.get(head).copied();
    let before = |words: &[&str]| (head.saturating_sub(4)..head).any(|at| parse.is_any(at, words));
    let source = attribution.source.as_ref();
    let kind = source.map(|source| source.kind);
    let said = attribution.content.first().map_or(first..first, |span| first..parse.token_from_near(span.end, first).max(first));
    let verb = said.clone().take(40).any(|at| parse.tags.get(at).is_some_and(|tag| tag.is_finite()));
    let sentence = parse.sentences.get(attribution.sentence as usize);
    let bytes: u32 = attribution.content.iter().map(|span| span.len()).sum();
    let source_end = source.and_then(|source| source.spans.first()).map(|span| span.end);
    let known: [bool; NAMES.len()] = [
        true,
        quoted,
        start < cue_start,
        that,
        to,
        parse.is_any(first, &["how", "whether", "why", "if", "what", "when", "where", "who"]),
        words <= 3,
        (4..=7).contains(&words),
        words > 20,
        cue.act == Act::Belief,
        cue.act == Act::Intent,
        cue.act == Act::Evidence,
        frames.has(Frames::QUOTE),
        frames.has(Frames::CLAUSE),
        frames.has(Frames::INFINITIVE),
        frames.has(Frames::NOUN),
        frames.has(Frames::ADDRESSEE),
        frames.has(Frames::PREPOSITION),
        frames.has(Frames::PREDICATE),
        !quoted && !that && !frames.has(Frames::CLAUSE),
        ["say", "tell", "according"].contains(&lemma),
        cue_words > 1,
        INNER.contains(&lemma),
        DEEDS.contains(&lemma),
        attribution.weight < 0.6,
        (0.6..0.8).contains(&attribution.weight),
        source.is_none(),
        kind == Some(SourceKind::Named),
        kind == Some(SourceKind::Organization),
        kind == Some(SourceKind::Organization) && source.is_some_and(|source| source.entity.is_none()),
        kind == Some(SourceKind::Document),
        kind == Some(SourceKind::Anonymous),
        kind == Some(SourceKind::Vague),
        source.is_some_and(|source| parse.tags.get(source.head as usize) == Some(&Tag::Prp)),
        source_end.is_some_and(|end| end <= cue_start && cue_start - end <= 1),
        source_end.is_some_and(|end| end > cue_start),
        tag.is_some_and(|tag| !tag.is_verb()),
        tag == Some(Tag::Vbd),
        matches!(tag, Some(Tag::Vbz | Tag::Vbp)),
        matches!(tag, Some(Tag::Vbg | Tag::Vbn)),
        tag == Some(Tag::Vb),
        before(&["will", "would", "could", "can", "may", "might", "should", "must", "wo", "to"]),
        before(&["not", "n't", "n’t", "never", "no"]),
        cue.passive,
        quoted && words <= 3,
        cue.act == Act::Belief && that,
        !quoted && !that && parse.tags.get(first).is_some_and(|tag| tag.is_noun() || matches!(tag, Tag::Dt | Tag::PrpS | Tag::Jj)),
        !quoted && !verb,
        sentence.is_some_and(|sentence| bytes * 2 > sentence.span.len()),
        parse.quoted_at(head).is_some(),
        source.is_some_and(|source| parse.tags.get(source.head as usize).is_some_and(|tag| matches!(tag, Tag::Nns | Tag::Nnps))),
        before(&["when", "after", "before", "as", "if", "while", "who"]),
    ];
    known.iter().enumerate().fold(0, |bits, (bit, holds)| bits | u64::from(*holds) << bit)
}

/// Whether the source is somebody or some paper at all: "the music", "the pressure" tell nothing, whatever their verb.
fn can_tell(parse: &Parse, attribution: &Attribution) -> bool {
    const BODIES: &[&str] =
        &["police", "prosecutors", "prosecution", "defence", "defense", "management", "researchers", "scientists", "which"];
    let Some(source) = &attribution.source else { return true };
    if source.entity.is_some() || source.kind != SourceKind::Organization || source.same_as.is_some() {
        return true;
    }
    let head = source.head as usize;
    parse.has(head, Class::BodyNoun)
        || parse.has(head, Class::OrganizationWord)
        || parse.tags[head].is_proper()
        || parse.tags[head] == Tag::Prp
        || is_spokesperson(parse, head)
        || parse.is_any(head, BODIES)
        || (source.first as usize..source.last as usize).any(|at| parse.has(at, Class::BodyNoun))
}

/// "told them to accept": what somebody is told to do is an act that the reporter tells.
fn commands(parse: &Parse, attribution: &Attribution) -> bool {
    let told = attribution.cue.as_ref().is_some_and(|cue| cue.lemma == "tell");
    told && attribution.content.first().is_some_and(|span| parse.is(parse.token_from(span.start), "to"))
}

/// Verbs of perceiving and of acts that are no statements.
const INNER: &[&str] = &[
    "know",
    "learn",
    "hear",
    "see",
    "notice",
    "discover",
    "remember",
    "understand",
    "realize",
    "realise",
    "wonder",
    "assume",
    "expect",
    "seem",
    "appear",
    "name",
    "call",
    "dub",
    "rate",
    "order",
    "convince",
    "persuade",
    "ask",
];

/// Verbs of deeds done with words: that somebody endorses or rejects a thing is what the reporter saw.
const DEEDS: &[&str] = &[
    "hope",
    "endorse",
    "challenge",
    "propose",
    "pledge",
    "welcome",
    "promise",
    "threaten",
    "signal",
    "defend",
    "demonstrate",
    "contest",
    "reject",
    "agree",
    "plan",
    "greet",
    "request",
    "imagine",
    "suppose",
    "feel",
    "think",
    "consider",
];

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn read(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    fn sources(text: &str) -> usize {
        read(text).sourcing.grounds.iter().filter(|grounds| !grounds.kinds.is_empty()).count()
    }

    #[test]
    fn a_statement_rests_on_its_source_and_a_deed_does_not() {
        assert_eq!(sources("The port was shut for a year, Marit Oru said."), 1);
        assert_eq!(sources("Marit Oru welcomed the plan."), 0);
    }
}
