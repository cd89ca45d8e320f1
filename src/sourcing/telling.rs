//! Whether an attribution tells where its sentence comes from, or only tells of somebody.
//!
//! "Oru said the port was shut" rests on Oru; "Oru welcomed the plan", "voters want change" are what the reporter saw. The words that
//! report are the same kind of words, so the evidence is weighed: how the content is given, what the verb can take, who speaks.

use super::terms::is_spokesperson;
use super::{Attribution, Quote, SourceKind};
use crate::lexicon::{Act, Class, Frames};
use crate::syntax::{Parse, Tag};

/// Whether the content rests on the source.
pub(super) fn tells(parse: &Parse, attribution: &Attribution) -> bool {
    let Some(cue) = &attribution.cue else { return attribution.source.is_some() };
    if attribution.source.is_none() && !cue.passive {
        return false;
    }
    let quoted = attribution.quote != Quote::Indirect;
    (quoted || can_tell(parse, attribution) && !commands(parse, attribution)) && weigh(parse, attribution) > 0
}

/// Log-odds in hundredths, fitted on the labels of 3,950 sentences.
fn weigh(parse: &Parse, attribution: &Attribution) -> i32 {
    let points = |holds: bool, points: i32| if holds { points } else { 0 };
    let Some(cue) = &attribution.cue else { return 0 };
    let lemma = cue.lemma.as_str();
    let frames = parse.reporting_verb(cue.head as usize).map(|verb| verb.frames).unwrap_or_default();
    let quoted = attribution.quote != Quote::Indirect;
    let start = attribution.content.first().map_or(0, |span| span.start);
    let first = parse.token_from(start);
    let words = attribution.content.iter().map(|span| span.of(&parse.prose.text).split_whitespace().take(9).count()).sum::<usize>();
    let cue_start = cue.spans.first().map_or(0, |span| span.start);
    let cue_words = cue.spans.first().map_or(1, |span| span.of(&parse.prose.text).split_whitespace().take(2).count());

    let mut score = 124 + points(quoted, 48) + points(start < cue_start, 91);
    score += points(parse.is(first, "that"), 86) + points(parse.is(first, "to"), -74);
    score += points(words <= 3, -109) + points((4..=7).contains(&words), -97);
    score += match cue.act {
        Act::Belief => -48,
        Act::Intent => -86,
        Act::Evidence => 45,
        Act::Speech => 0,
    };
    score += points(frames.has(Frames::QUOTE), 73) + points(frames.has(Frames::INFINITIVE), -36);
    score += points(!quoted && !parse.is(first, "that") && !frames.has(Frames::CLAUSE), -13);
    score += points(["say", "tell", "according"].contains(&lemma), 143) + points(cue_words > 1, -46);
    score += points(INNER.contains(&lemma), -25) + points(DEEDS.contains(&lemma), -84);
    score += points(attribution.weight < 0.6, -129) + points((0.6..0.8).contains(&attribution.weight), -65);
    let Some(source) = &attribution.source else { return score - 61 };
    let near = source.spans.first().is_some_and(|span| span.end <= cue_start && cue_start - span.end <= 1);
    score += match source.kind {
        SourceKind::Anonymous => -42,
        SourceKind::Document => 37,
        SourceKind::Organization if source.entity.is_none() => -62,
        _ => 0,
    };
    score + points(near, -21)
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
