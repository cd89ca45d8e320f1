//! What a source and its cue tell.

use super::Set;
use crate::lexicon::{Act, Class, Frames, Tone};
use crate::sourcing::telling::{self, tells};
use crate::sourcing::vague::candidate::is_authority;
use crate::sourcing::{Attribution, Quote, Source, SourceKind};
use crate::syntax::{Parse, Tag};

/// Heads that are everyone or no one.
const EVERYONE: &[&str] = &[
    "everyone",
    "everybody",
    "nobody",
    "anyone",
    "anybody",
    "someone",
    "somebody",
    "none",
    "all",
    "any",
    "one",
    "no",
    "it",
    "those",
    "these",
    "few",
    "we",
    "who",
];

/// Of a source: its words.
pub(super) fn source(parse: &Parse, attribution: &Attribution, set: &mut Set) {
    let Some(source) = &attribution.source else { return set.holds(bit!("no source"), true) };
    let (first, last, head) = (source.first as usize, (source.last as usize).min(parse.tokens.len()), source.head as usize);
    set.holds(bit!("vague source"), source.kind == SourceKind::Vague);
    set.holds(bit!("anonymous source"), source.kind == SourceKind::Anonymous);
    set.holds(bit!("organization of no name"), matches!(source.kind, SourceKind::Organization | SourceKind::Named));
    set.holds(bit!("document of no name"), source.kind == SourceKind::Document);
    let is = |words: &[&str]| parse.is_any(head, words);
    set.holds(
        bit!("critics"),
        is(&["critics", "opponents", "detractors", "skeptics", "sceptics", "observers", "rivals", "pundits", "commentators"]),
    );
    set.holds(
        bit!("authority"),
        is(&[
            "experts",
            "analysts",
            "scientists",
            "researchers",
            "economists",
            "historians",
            "scholars",
            "doctors",
            "specialists",
            "academics",
            "pollsters",
            "forecasters",
        ]),
    );
    set.holds(bit!("quantifier alone"), is(&["some", "many", "most", "others", "several", "more"]));
    set.holds(bit!("everyone or no one"), is(EVERYONE));
    set.holds(
        bit!("people at large"),
        is(&[
            "voters",
            "people",
            "americans",
            "supporters",
            "crowds",
            "fans",
            "residents",
            "protesters",
            "citizens",
            "consumers",
            "women",
            "men",
        ]),
    );
    set.holds(
        bit!("party or people"),
        parse.tokens[head].shape.is_capitalized()
            && (parse.has(head, Class::VagueNoun) || parse.has(head, Class::Demonym) || parse.tags[head] == Tag::Nnps),
    );
    set.holds(bit!("vague noun"), parse.has(head, Class::VagueNoun));
    set.holds(bit!("people noun"), parse.has(head, Class::PeopleNoun));
    set.holds(bit!("document noun"), parse.has(head, Class::DocumentNoun));
    set.holds(bit!("body noun"), parse.has(head, Class::BodyNoun));
    set.holds(bit!("they"), is(&["they"]));
    let opens = |words: &[&str]| parse.is_any(first, words);
    set.holds(bit!("bare source"), first == head);
    set.holds(
        bit!("some, many"),
        first < head && opens(&["some", "many", "most", "several", "other", "few", "more", "various", "numerous"]),
    );
    set.holds(bit!("number"), parse.has(first, Class::NumberWord) || parse.tags[first] == Tag::Cd);
    set.holds(bit!("the"), opens(&["the"]));
    set.holds(bit!("these, those"), opens(&["these", "those", "this", "that", "both"]));
    set.holds(bit!("possessive"), (first..head).any(|at| matches!(parse.tags[at], Tag::Pos | Tag::PrpS)));
    set.holds(bit!("name in the source"), (first..last).any(|at| at != head && parse.tags[at].is_proper()));
    let after = |words: &[&str]| (head + 1..last).any(|at| parse.is_any(at, words));
    set.holds(bit!("of in the source"), after(&["of"]));
    set.holds(bit!("who or that in the source"), after(&["who", "that", "whose", "which"]));
    set.holds(bit!("adjective in the source"), (first..head).any(|at| parse.tags[at].is_adjective()));
    set.holds(bit!("source of over 3 words"), last - first > 3);
    set.holds(bit!("goes back"), source.same_as.is_some());
    set.holds(bit!("ascribed to people not counted"), ascribed(parse, attribution, source));
}

/// "Democrats hope", "residents see": a mind ascribed to a group is the reporter's account of it; "some fear" and "critics see" report.
fn ascribed(parse: &Parse, attribution: &Attribution, source: &Source) -> bool {
    let counted = (source.first as usize..source.last as usize).any(|at| {
        parse.has(at, Class::VagueNoun) || parse.is_any(at, &["some", "many", "most", "several", "few", "others", "more", "number"])
    });
    !counted && attribution.cue.as_ref().is_some_and(|cue| matches!(cue.act, Act::Belief | Act::Intent))
}

/// What a crowd does, and what it did not say, is told of it and not by it.
const TELL_OF: &[&str] = &[
    "agree",
    "want",
    "endorse",
    "propose",
    "oppose",
    "prefer",
    "protest",
    "seek",
    "remember",
    "recall",
    "contest",
    "convince",
    "recognise",
    "find",
    "name",
    "support",
    "back",
    "pledge",
    "plan",
    "try",
];

/// People at large, who more often do something than say it.
const AT_LARGE: &[&str] = &["voters", "people", "americans", "supporters", "crowds", "fans", "residents", "protesters"];

/// Whether a vague source is one of words: "voters want" tells of the crowd itself, "voters say" and "some fear" report.
pub(super) fn reports(parse: &Parse, attribution: &Attribution) -> bool {
    let Some(source) = attribution.source.as_ref().filter(|source| source.kind == SourceKind::Vague) else { return false };
    let head = source.head as usize;
    if is_authority(parse, head) {
        return true;
    }
    let cue = attribution.cue.as_ref().map_or("", |cue| cue.lemma.as_str());
    let verb = attribution.cue.as_ref().map_or(head, |cue| cue.head as usize);
    let negated = (verb.saturating_sub(3)..verb).any(|at| parse.is_any(at, &["not", "n't", "n’t", "never"]));
    const SAY: &[&str] =
        &["say", "argue", "claim", "complain", "call", "insist", "warn", "contend", "maintain", "believe", "tell", "think"];
    let crowd = parse.is_any(head, EVERYONE) || parse.is(head, "they") || parse.is_any(head, AT_LARGE) && !SAY.contains(&cue);
    !crowd && !negated && !TELL_OF.contains(&cue) && !ascribed(parse, attribution, source)
}

/// Of a cue and what it reports.
pub(super) fn cue(parse: &Parse, attribution: &Attribution, set: &mut Set) {
    let Some(cue) = &attribution.cue else { return };
    let (lemma, head) = (cue.lemma.as_str(), cue.head as usize);
    let quoted = attribution.quote != Quote::Indirect;
    set.holds(bit!("belief"), cue.act == Act::Belief);
    set.holds(bit!("intent"), cue.act == Act::Intent);
    set.holds(bit!("evidence"), cue.act == Act::Evidence);
    set.holds(
        bit!("say, tell, argue"),
        ["say", "tell", "argue", "claim", "complain", "insist", "warn", "contend", "maintain", "note"].contains(&lemma),
    );
    set.holds(bit!("tells of the crowd"), TELL_OF.contains(&lemma));
    set.holds(bit!("does not tell"), !tells(parse, attribution));
    set.holds(bit!("tells surely"), telling::surely(parse, attribution));
    set.holds(bit!("unsure"), attribution.weight < 0.6);
    set.holds(bit!("rather unsure"), (0.6..0.8).contains(&attribution.weight));
    let tone = parse.reporting_verb(head).map(|verb| verb.tone);
    set.holds(bit!("heated verb"), tone == Some(Tone::Heated));
    set.holds(bit!("doubting verb"), tone == Some(Tone::Doubting));
    set.holds(bit!("endorsing verb"), tone == Some(Tone::Endorsing));
    let sentence = parse.sentences[parse.sentence_of(head)].tokens();
    let main = sentence.clone().find(|at| parse.tags[*at].is_finite());
    set.holds(bit!("cue is the main verb"), main == Some(head));
    let said = |at: usize| attribution.content.iter().any(|span| span.contains(parse.tokens[at].span));
    set.holds(bit!("content holds a verb"), sentence.clone().any(|at| parse.tags[at].is_finite() && said(at)));
    let tag = parse.tags[head];
    set.holds(bit!("noun cue"), tag.is_noun());
    let before = |words: &[&str]| (head.saturating_sub(3)..head).any(|at| parse.is_any(at, words));
    set.holds(bit!("negated cue"), before(&["not", "n't", "n’t", "never"]));
    set.holds(bit!("modal before the cue"), before(&["will", "would", "could", "can", "may", "might", "should", "must", "to"]));
    set.holds(bit!("past cue"), tag == Tag::Vbd);
    set.holds(bit!("present cue"), matches!(tag, Tag::Vbz | Tag::Vbp));
    set.holds(bit!("no clause in its frame"), !parse.reporting_verb(head).is_some_and(|verb| verb.frames.has(Frames::CLAUSE)));
    let start = attribution.content.first().map_or(0, |span| span.start);
    set.holds(bit!("that"), parse.is(parse.token_from_near(start, head), "that"));
    set.holds(bit!("quoted"), quoted);
    let words = attribution.content.iter().map(|span| span.of(&parse.prose.text).split_whitespace().take(4).count()).sum::<usize>();
    set.holds(bit!("content up to 3 words"), words <= 3);
    set.holds(bit!("content before the cue"), cue.spans.first().is_some_and(|span| start < span.start));
    set.holds(bit!("cue of no verb"), !tag.is_verb());
    let party = attribution.source.as_ref().is_some_and(|source| parse.tokens[source.head as usize].shape.is_capitalized());
    set.holds(bit!("past cue of speech by a party"), party && tag == Tag::Vbd && cue.act == Act::Speech);
}
