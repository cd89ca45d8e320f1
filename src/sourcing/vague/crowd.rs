//! People and papers of no name who do something other than say: "as critics see it", "analysts had forecast", "in most polls".

use std::ops::Range;

use super::Form;
use super::wording::Found;
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};

/// People who know.
pub(super) const AUTHORITIES: &[&str] = &["experts", "analysts", "economists", "historians", "pollsters", "forecasters"];

/// People who judge.
const CROWDS: &[&str] =
    &["critics", "observers", "skeptics", "sceptics", "detractors", "pundits", "opponents", "activists", "commentators"];

/// Papers of which there are many.
pub(super) const PAPERS: &[&str] =
    &["polls", "surveys", "polling", "studies", "data", "research", "estimates", "projections", "forecasts", "analyses"];

/// Verbs of a mind or a voice.
const MINDS: &[&str] = &[
    "say",
    "said",
    "believe",
    "believed",
    "fear",
    "feared",
    "worry",
    "worried",
    "concerned",
    "speculated",
    "argue",
    "argued",
    "suspect",
    "suspected",
    "hope",
    "hoped",
    "think",
    "thought",
    "wonder",
    "wondered",
    "question",
    "questioned",
    "suggest",
    "suggested",
    "urging",
    "predicted",
    "predict",
    "contend",
    "complain",
    "complained",
    "feel",
    "see",
    "view",
    "blame",
    "praise",
    "consider",
    "call",
    "hailed",
    "agree",
    "blamed",
    "praised",
    "saw",
    "claim",
    "claimed",
    "warn",
    "warned",
    "regard",
    "describe",
    "expect",
    "expected",
    "estimate",
];

/// The wording whose main word stands at `at`.
pub(super) fn find(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
    let before = |words: &[&str]| at > sentence.start && parse.is_any(at - 1, words);
    if parse.is_any(at, &["some", "many", "others", "most", "several", "few"])
        || parse.is_any(at, &["other", "more"]) && !before(&["the", "of", "than"])
    {
        return counted(parse, sentence, at);
    }
    if parse.is_any(at, PAPERS) {
        return Some((Form::Papers, at..at + 1, of_no_paper(parse, sentence, at)));
    }
    let next = |words: &[&str]| at + 1 < sentence.end && parse.is_any(at + 1, words);
    let acts = (at + 1..(at + 3).min(sentence.end)).any(|after| parse.tags[after] == Tag::Md || thinks(parse, after));
    let behind = |words: &[&str]| (at.saturating_sub(3).max(sentence.start)..at).any(|word| parse.is_any(word, words));
    let minds = || (at + 1..(at + 3).min(sentence.end)).any(|after| parse.is_any(after, MINDS));
    let known = parse.is_any(at, AUTHORITIES) || parse.is_any(at, CROWDS);
    let people = || parse.tags[at] == Tag::Nns && parse.tokens[at].entry.classes.any(&[Class::VagueNoun, Class::PeopleNoun]) && minds();
    // "…, allege activists."
    let told = parse.tags[at] == Tag::Nns && behind(MINDS) && (next(&[".", ",", "”", "\""]) || at + 1 == sentence.end);
    if !(known && (acts || told || behind(&["by", "from", "among"])) || people()) {
        return None;
    }
    let owned = at > sentence.start && matches!(parse.tags[at - 1], Tag::PrpS | Tag::Pos);
    let definite =
        before(&["the", "these", "those", "its", "two", "three", "other"]) || (at > sentence.start + 1 && parse.is(at - 2, "the"));
    let placed = next(&["at", "from", "for", "with", "like", "such", "including", "in"]);
    Some((Form::Crowd, at..at + 1, known && (acts || behind(&["by"])) && !owned && !definite && !placed))
}

/// Whether the verb at `at` may tell of a mind or a voice: "built committees" is a deed, and nobody's word.
fn thinks(parse: &Parse, at: usize) -> bool {
    let auxiliary = || parse.is_any(at, &["is", "are", "was", "were", "have", "has", "had", "do", "did", "does", "be", "'re", "’re"]);
    parse.tags[at].is_verb() && (auxiliary() || parse.tokens[at].entry.verb.is_some() || parse.is_any(at, MINDS))
}

/// "polls show", "in most surveys": papers that no name stands beside; people also go "to the polls".
fn of_no_paper(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    const SHOW: &[&str] = &["show", "shows", "suggest", "suggests", "indicate", "indicates", "find", "put", "showed", "suggested"];
    let next = |words: &[&str]| at + 1 < sentence.end && parse.is_any(at + 1, words);
    let near = |words: &[&str]| (at.saturating_sub(4).max(sentence.start)..at).any(|word| parse.is_any(word, words));
    let proper = (at.saturating_sub(4).max(sentence.start)..at).any(|word| parse.tags[word].is_proper());
    let possessive = (at.saturating_sub(4).max(sentence.start)..at).any(|word| parse.tags[word] == Tag::Pos);
    if next(SHOW) {
        return !proper && !possessive && !near(&["the", "exit", "these", "both"]);
    }
    let voting = (at.saturating_sub(3).max(sentence.start)..at).any(|word| parse.is_any(word, &["to", "exit", "at", "by", "standing"]))
        || next(&["by", "from", "conducted", "opened", "closed", "places", "stations"]);
    parse.is_any(at, &["polls", "surveys", "polling"]) && near(&["in", "atop"]) && !voting && !proper
}

/// "some Republicans are worried", "many in the town now believe": the quantifier, at most a few nouns, then a mind or a voice.
fn counted(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
    let mut verb = at + 1;
    while verb < sentence.end
        && verb < at + 4
        && !parse.is_any(verb, MINDS)
        && (parse.tags[verb].is_noun() || parse.tags[verb].is_adjective())
    {
        verb += 1;
    }
    let proper = parse.tags[verb - 1].is_proper() && verb > at + 1;
    let people = (verb == at + 1 && !parse.is_any(at, &["most", "other", "more", "few"]))
        || parse.tokens[verb - 1].entry.classes.any(&[Class::PeopleNoun, Class::VagueNoun, Class::PersonNoun, Class::Demonym])
        || proper;
    let end = verb;
    // "many members now believe".
    if verb > at + 1 && verb < sentence.end && parse.tags[verb].is_adverb() {
        verb += 1;
    }
    // "many in the town believe".
    if verb == at + 1 && verb < sentence.end && parse.is_any(verb, &["in", "on", "at", "within", "across", "inside"]) {
        let stop = (verb + 7).min(sentence.end);
        verb = (verb + 1..stop).find(|after| parse.is_any(*after, MINDS)).unwrap_or(verb);
    }
    let minds = (verb..(verb + 2).min(sentence.end)).any(|after| parse.is_any(after, MINDS));
    let plain = verb == end && !proper && !parse.is_any(at, &["several", "few"]);
    (people && minds && verb < sentence.end).then_some((Form::Counted, at..end, plain))
}
