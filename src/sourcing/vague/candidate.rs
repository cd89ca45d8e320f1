//! What may leave a reader without anybody to ask, and how likely it does.

use std::sync::{Arc, OnceLock};

use super::evidence::{self, NAMES, Scene};
use super::passive::{self, Agent};
use super::{Form, VagueWording, Wording, crowd};
use crate::entity::Entities;
use crate::lexicon::Class;
use crate::sourcing::points::Points;
use crate::sourcing::{Attribution, Grounds, OwnWords, Source, SourceKind};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Words that may stand where a source should and name nobody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nobody {
    /// The words, in prose bytes.
    pub span: Span,
    /// Index of their sentence.
    pub sentence: u32,
    /// Who is missing.
    pub wording: Wording,
    /// The words are the source of an attribution, not only a wording without one.
    pub source: bool,
    /// How likely a reader is left without anybody to ask, 0 to 1.
    pub weight: f32,
    /// What speaks for and against it: a bit for each of [`NAMES`].
    pub evidence: u128,
}

/// A candidate before it is weighed: a source, a wording, or both on the same words.
pub(super) struct Candidate<'a> {
    /// The attribution whose source or sourceless cue it is.
    pub attribution: Option<(u32, &'a Attribution)>,
    /// The wording.
    pub wording: Option<VagueWording>,
    /// Its sentence.
    pub sentence: usize,
    /// The token it turns on: the source's head, the cue's or the wording's main word.
    pub key: usize,
}

/// Every candidate of an article, weighed, in text order of the sentences. `grounds` hold what each sentence rests on by its attributions.
pub fn find(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    grounds: &[Grounds],
    own_words: &[Arc<OwnWords>],
) -> Vec<Nobody> {
    let scene = Scene::new(parse, entities, attributions, grounds, own_words);
    let mut candidates = Vec::new();
    let mut by_sentence: Vec<Vec<Candidate>> = Vec::new();
    by_sentence.resize_with(parse.sentences.len(), Vec::new);
    for (index, attribution) in attributions.iter().enumerate() {
        let Some(key) = key_of(parse, attribution) else { continue };
        let sentence = parse.sentence_of(key);
        let attribution = Some((index as u32, attribution));
        by_sentence[sentence].push(Candidate { attribution, wording: None, sentence, key });
    }
    for (sentence, mut found) in by_sentence.into_iter().enumerate() {
        for wording in own_words[sentence].wordings(&parse.sentences[sentence]) {
            match found.iter_mut().find(|candidate| candidate.wording.is_none() && meets(candidate, &wording)) {
                Some(candidate) => candidate.wording = Some(wording),
                None => {
                    let key = wording.key;
                    found.push(Candidate { attribution: None, wording: Some(wording), sentence, key });
                }
            }
        }
        let count = found.len();
        for candidate in &found {
            if !explained(&scene, candidate) {
                candidates.push(weighed(&scene, candidate, count));
            }
        }
    }
    candidates
}

/// The token a candidate turns on, if the attribution is one: nobody in particular, people and bodies of no name in the plural, or a
/// passive without an agent.
fn key_of(parse: &Parse, attribution: &Attribution) -> Option<usize> {
    let Some(source) = &attribution.source else {
        return attribution.cue.as_ref().filter(|cue| cue.passive).map(|cue| cue.head as usize);
    };
    let head = source.head as usize;
    let many = matches!(parse.tags[head], Tag::Nns | Tag::Nnps) || parse.has(head, Class::PeopleNoun) || parse.is(head, "they");
    let may_be = match source.kind {
        SourceKind::Vague => true,
        SourceKind::Anonymous => many,
        SourceKind::Named | SourceKind::Organization | SourceKind::Document => many && source.entity.is_none(),
    };
    may_be.then_some(head)
}

/// Whether the wording stands on the same words as the candidate's source or cue.
fn meets(candidate: &Candidate, wording: &VagueWording) -> bool {
    let Some((_, attribution)) = candidate.attribution else { return false };
    let inside = |source: &Source| wording.tokens.start < source.last as usize && wording.tokens.end > source.first as usize;
    wording.tokens.contains(&candidate.key)
        || attribution
            .source
            .as_ref()
            .is_some_and(|source| inside(source) && matches!(wording.form, Form::Counted | Form::Crowd | Form::Papers))
}

/// Whether somebody is identified whatever else speaks for it: an example among the crowd, the agent of a passive, or, behind
/// "allegedly", an accuser in the article.
fn explained(scene: &Scene, candidate: &Candidate) -> bool {
    if scene.identifies(candidate) {
        return true;
    }
    let Some(wording) = &candidate.wording else { return false };
    let parse = scene.parse;
    let sentence = parse.sentences[candidate.sentence].tokens();
    let right_behind = parse.is(wording.key + 1, "by") && passive::agent(parse, &sentence, wording.key) == Agent::Somebody;
    let done = matches!(wording.form, Form::Passive | Form::Participle | Form::Told);
    if right_behind || done && (passive::names_agent(parse, &sentence, wording.key) || scene.is_reported(candidate)) {
        return true;
    }
    scene.in_court && (parse.is(wording.key, "allegedly") || parse.is(wording.key, "alleged"))
}

fn weighed(scene: &Scene, candidate: &Candidate, count: usize) -> Nobody {
    let parse = scene.parse;
    let evidence = evidence::of(scene, candidate, count);
    let source = candidate.attribution.and_then(|(_, attribution)| attribution.source.as_ref());
    let span = match (source, &candidate.wording) {
        (Some(source), _) => source.spans.first().copied().unwrap_or_else(|| parse.tokens[candidate.key].span),
        (None, Some(wording)) => parse.span(wording.tokens.clone()),
        (None, None) => {
            let cue = candidate.attribution.and_then(|(_, attribution)| attribution.cue.as_ref()?.spans.first().copied());
            cue.unwrap_or_else(|| parse.tokens[candidate.key].span)
        }
    };
    let form = candidate.wording.as_ref().map(|wording| wording.form);
    let wording = match form {
        Some(Form::Adverb | Form::Told) => Wording::Hedge,
        Some(Form::Papers) => Wording::Authority,
        Some(Form::Crowd) if parse.is_any(candidate.key, crowd::AUTHORITIES) => Wording::Authority,
        _ if source.is_some() && is_authority(parse, candidate.key) => Wording::Authority,
        _ => Wording::Passive,
    };
    let weight = chance(weigh(evidence));
    Nobody { span, sentence: candidate.sentence as u32, wording, source: source.is_some(), weight, evidence }
}

/// Log-odds in hundredths.
fn weigh(evidence: u128) -> i32 {
    static SHIPPED: OnceLock<Points> = OnceLock::new();
    SHIPPED.get_or_init(|| Points::read(include_str!("weights.txt"), &NAMES)).of(evidence)
}

fn chance(points: i32) -> f32 {
    1.0 / (1.0 + (-points as f32 / 100.0).exp())
}

/// Whether a source stands for knowledge: experts, studies, polls, reports.
pub(super) fn is_authority(parse: &Parse, head: usize) -> bool {
    const AUTHORITIES: &[&str] = &[
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
        "observers",
        "media",
        "outlets",
        "wisdom",
        "research",
        "science",
        "accounts",
        "stories",
        "estimates",
        "projections",
        "forecasts",
        "expert",
        "pollsters",
        "commentators",
        "pundits",
        "watchers",
        "data",
    ];
    parse.has(head, Class::DocumentNoun) || parse.is_any(head, AUTHORITIES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::sourcing::vague::LIKELY;
    use crate::text::{Document, Format};

    fn article(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    /// The words that a reader is told of.
    fn told(text: &str) -> Vec<(Wording, String)> {
        let article = article(text);
        let likely = article.sourcing.nobody.iter().filter(|nobody| nobody.weight >= LIKELY as f32);
        likely.map(|nobody| (nobody.wording, nobody.span.of(text).to_owned())).collect()
    }

    #[test]
    fn examples_in_what_is_reported_identify_nobody_who_reports() {
        assert_eq!(told("Analysts say that harbours like Vellmouth will close."), [(Wording::Authority, "Analysts".to_owned())]);
        assert_eq!(told("Analysts such as Marit Oru say that the harbours will close."), []);
    }

    #[test]
    fn an_agent_is_somebody_unless_it_is_a_crowd() {
        assert_eq!(told("The clerk was accused by the auditor of theft."), []);
        assert_eq!(told("The clerk is accused of theft."), [(Wording::Passive, "is accused of".to_owned())]);
    }

    #[test]
    fn a_source_and_a_wording_on_the_same_words_are_one_candidate() {
        let article = article("Critics say the ferry was never safe.");
        let found: Vec<bool> = article.sourcing.nobody.iter().map(|nobody| nobody.source).collect();
        assert_eq!(found, [true]);
    }

    #[test]
    fn a_sentence_rests_on_nobody_where_its_words_are_likely_to_name_nobody() {
        for (text, kinds) in [
            ("Critics say the ferry was never safe.", &[SourceKind::Vague][..]),
            ("The clerk is accused of theft.", &[SourceKind::Vague]),
            ("Marit Oru said the ferry was never safe.", &[SourceKind::Named]),
            ("The ferry sailed at noon.", &[]),
        ] {
            assert_eq!(article(text).sourcing.grounds[0].kinds, kinds, "{text}");
        }
    }

    #[test]
    fn the_weights_know_only_evidence_that_there_is() {
        let lines: Vec<&str> = include_str!("weights.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > NAMES.len() / 2);
        for line in lines {
            assert!(line.split_once('\t').is_some_and(|(name, _)| NAMES.contains(&name)), "{line}");
        }
    }
}
