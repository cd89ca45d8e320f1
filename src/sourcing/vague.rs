//! Wordings that report without anybody who reports: "is accused of", "was widely seen as", "reportedly", "it is understood".
//!
//! They hold no source phrase, so that no attribution shows them; a reader is told that somebody says so, and never who.

mod nobody;

pub use nobody::{Nobody, unidentified};

use std::ops::Range;

use super::{Attribution, SourceKind, Sourcing};
use crate::entity::Entities;
use crate::lexicon::{Act, Class};
use crate::syntax::{Parse, Shape, Tag};
use crate::text::Span;

/// What a vague wording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// "is accused of", "was seen as", "it is understood", "faces questions".
    Passive,
    /// "reportedly", "allegedly", "is said to", "is rumoured to".
    Hedge,
    /// "in many polls", "economists consider": knowledge that nobody is named for.
    Authority,
}

/// A vague wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VagueWording {
    /// What it is.
    pub wording: Wording,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of what is reported.
    pub content: Range<usize>,
}

/// Participles that report when nobody is named as their agent, with what must follow.
const PASSIVES: &[(&str, &[&str])] = &[
    ("accused", &["of"]),
    ("seen", &["as", "by"]),
    ("viewed", &["as", "by"]),
    ("regarded", &["as", "by"]),
    ("perceived", &["as", "by", "to"]),
    ("considered", &[]),
    ("criticised", &["for", "as", "over"]),
    ("criticized", &["for", "as", "over"]),
    ("blamed", &["for"]),
    ("credited", &["with"]),
    ("praised", &["for", "as"]),
    ("described", &["as"]),
    ("believed", &["to", "that"]),
    ("thought", &["to"]),
    ("expected", &["to", "that"]),
    ("assumed", &["to", "that"]),
    ("presumed", &["to"]),
    ("interpreted", &["as"]),
    ("dubbed", &[]),
    ("deemed", &[]),
    ("portrayed", &["as"]),
    ("revered", &["as"]),
    ("recognised", &["as"]),
    ("recognized", &["as"]),
    ("estimated", &["to", "that"]),
    ("predicted", &["to", "that"]),
    ("found", &["to"]),
    ("announced", &["that"]),
    ("rumoured", &["for"]),
    ("attributed", &["to"]),
    ("anticipated", &["to"]),
    ("projected", &["to"]),
    ("hailed", &["as"]),
    ("touted", &["as"]),
    ("feared", &["to", "that"]),
    ("suspected", &["of", "to"]),
    ("understood", &["to", "that"]),
    ("acknowledged", &["that", "as"]),
    ("mocked", &["for", "as"]),
    ("ridiculed", &["for", "as"]),
    ("derided", &["as", "for"]),
    ("lauded", &["for", "as"]),
    ("faulted", &["for"]),
];

/// Those that report only when "widely" or the like stands before them: alone they are as often the reporter's own word.
const NEED_WIDELY: &[&str] = &["considered", "dubbed", "credited", "praised", "acknowledged", "suspected", "blamed"];

/// Agents that are nobody in particular.
const NOBODY: &[&str] = &["many", "some", "most", "critics", "others", "supporters", "several", "experts", "observers"];

/// The vague wordings of the tokens `sentence`, quotations left out, in text order.
pub fn find(parse: &Parse, sentence: Range<usize>) -> Vec<VagueWording> {
    let mut found = Vec::new();
    for at in sentence.clone() {
        let token = &parse.tokens[at];
        if token.shape != Shape::Lower && at != sentence.start {
            continue;
        }
        let candidate =
            token.entry.classes.any(&[Class::Hedge, Class::CueNoun, Class::VagueNoun, Class::DocumentNoun, Class::AnonymousNoun])
                || parse.tags[at].is_verb();
        if !candidate {
            continue;
        }
        let wording = hedge(parse, &sentence, at)
            .or_else(|| passive(parse, &sentence, at))
            .or_else(|| faces(parse, &sentence, at))
            .or_else(|| rumour(parse, &sentence, at))
            .or_else(|| crowd(parse, &sentence, at));
        let Some((wording, tokens)) = wording else { continue };
        if parse.quoted_at(at).is_none() && found.last().is_none_or(|last: &VagueWording| last.tokens.end <= tokens.start) {
            let content = tokens.end..sentence.end;
            found.push(VagueWording { wording, tokens, content });
        }
    }
    found
}

fn hedge(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Wording, Range<usize>)> {
    if parse.is_any(at, &["reportedly", "allegedly", "supposedly", "purportedly", "reputedly"]) {
        return Some((Wording::Hedge, at..at + 1));
    }
    // "is said to", "are rumoured to", "was reported to": somebody says, rumours, reports.
    // "…, it was reported."
    let told = parse.is_any(at, &["said", "reported", "learned", "learnt", "claimed", "alleged", "rumored", "rumoured"]);
    if told && at >= sentence.start + 2 && parse.is(at - 2, "it") && parse.is_any(at - 1, &["is", "was", "'s", "’s"]) {
        return Some((Wording::Hedge, at - 2..at + 1));
    }
    let reported = parse.is_any(at, &["said", "rumored", "rumoured", "reported", "alleged", "reputed"]);
    let leads_on = at + 1 < sentence.end && parse.is_any(at + 1, &["to", "that"]);
    let be = be_before(parse, sentence, at)?;
    // "police were reported to …" needs "to"; "it is said that" needs "it".
    let impersonal = parse.is(at + 1, "that") && be > sentence.start && parse.is(be - 1, "it");
    (reported && leads_on && (parse.is(at + 1, "to") || impersonal)).then_some((Wording::Hedge, be..at + 2))
}

fn passive(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Wording, Range<usize>)> {
    let word = parse.word(at);
    let (participle, follow) = PASSIVES.iter().find(|(participle, _)| word.eq_ignore_ascii_case(participle))?;
    let Some(be) = be_before(parse, sentence, at) else {
        // ", viewed as a sign", "a surge of thefts blamed on gangs": the participle alone.
        let as_what = at + 1 < sentence.end && parse.is(at + 1, "as") && follow.contains(&"as") && parse.tags[at] == Tag::Vbn;
        let loose = at > sentence.start && (parse.is(at - 1, ",") || parse.tags[at - 1] == Tag::Nns);
        let expected = parse.is(at, "expected") && parse.tags[at] == Tag::Vbn && at + 1 < sentence.end && parse.is(at + 1, "to");
        return ((as_what && loose) || expected).then_some((Wording::Passive, at..at + 2));
    };
    let widely = (be + 1..at).any(|between| {
        parse.is_any(
            between,
            &[
                "widely",
                "generally",
                "often",
                "commonly",
                "long",
                "broadly",
                "largely",
                "increasingly",
                "roundly",
                "sometimes",
                "frequently",
                "repeatedly",
            ],
        )
    });
    let possible = be > sentence.start && parse.tags[be - 1] == Tag::Md;
    if (NEED_WIDELY.contains(participle) || possible) && !widely {
        return None;
    }
    let next = at + 1;
    let by_many = parse.is(next, "by") && parse.is_any(next + 1, NOBODY);
    if !(follow.is_empty() || (next < sentence.end && parse.is_any(next, follow)) || widely || by_many) {
        return None;
    }
    // An agent makes it an attribution of its own: "accused by the auditor of".
    let agent = (next..(next + 14).min(sentence.end))
        .take_while(|after| !matches!(parse.tags[*after], Tag::Stop | Tag::Colon))
        .find(|after| parse.is(*after, "by"));
    if let Some(by) = agent {
        let nobody = parse.is_any(by + 1, NOBODY);
        let doing = parse.tags.get(by + 1).is_some_and(|tag| *tag == Tag::Vbg);
        if !(nobody || doing) {
            return None;
        }
    }
    let end = if next < sentence.end && parse.is_any(next, follow) { next + 1 } else { next };
    Some((Wording::Passive, be..end))
}

/// "faces questions", "drew criticism", "came under fire": of whom, from whom?
fn faces(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Wording, Range<usize>)> {
    const VERBS: &[&str] = &[
        "faces",
        "faced",
        "face",
        "facing",
        "drew",
        "drawn",
        "draws",
        "sparked",
        "sparking",
        "prompted",
        "prompting",
        "met",
        "triggered",
        "fuelled",
        "fueled",
    ];
    const OBJECTS: &[&str] = &[
        "criticism",
        "questions",
        "accusations",
        "allegations",
        "ridicule",
        "scorn",
        "complaints",
        "calls",
        "outcry",
        "backlash",
        "outrage",
        "fears",
        "suspicion",
        "suspicions",
    ];
    let fire = parse.is_any(at, &["came", "come", "comes", "coming", "been", "is", "was"])
        && at + 2 < sentence.end
        && parse.is(at + 1, "under")
        && parse.is_any(at + 2, &["fire", "criticism"]);
    if !fire && !parse.is_any(at, VERBS) {
        return None;
    }
    let object = if fire { at + 2 } else { (at + 1..(at + 4).min(sentence.end)).find(|next| parse.is_any(*next, OBJECTS))? };
    let from = (object + 1..(object + 3).min(sentence.end)).any(|next| {
        parse.is_any(next, &["from", "by", "among", "on", "of"]) && !parse.is_any(next + 1, &["some", "many", "critics", "opponents"])
    });
    (!from).then_some((Wording::Passive, at..object + 1))
}

/// "There is speculation that", "rumours of", "reports that", "concerns were raised", and people of no name who do something other
/// than say: "as critics see it", "analysts had forecast".
fn rumour(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Wording, Range<usize>)> {
    let next = |words: &[&str]| at + 1 < sentence.end && parse.is_any(at + 1, words);
    let owned = at > sentence.start && matches!(parse.tags[at - 1], Tag::PrpS | Tag::Pos);
    let held = at > sentence.start && parse.is_any(at - 1, &["the", "this", "such"]);
    if parse.is_any(at, &["rumors", "rumours", "speculation"]) && !owned && !held {
        return Some((Wording::Passive, at..at + 1));
    }
    let shared = at > sentence.start && parse.is_any(at - 1, &["widespread", "general", "growing"]);
    if shared
        && parse.is_any(at, &["recognition", "agreement", "belief", "consensus", "concern", "view", "expectation"])
        && next(&["that", "is", "was"])
    {
        return Some((Wording::Passive, at - 1..at + 1));
    }
    // "concerns were raised": by whom?
    if parse.is_any(at, &["concerns", "questions", "doubts", "fears", "suspicions"]) && next(&["were", "are", "have", "had"]) && !owned {
        let raised = (at + 2..(at + 4).min(sentence.end)).find(|after| parse.is_any(*after, &["raised", "voiced", "expressed"]));
        let by = |raised: usize| (raised + 1..(raised + 8).min(sentence.end)).any(|after| parse.is(after, "by"));
        return raised.filter(|raised| !by(*raised)).map(|raised| (Wording::Passive, at..raised + 1));
    }
    if parse.is(at, "wisdom") && at > sentence.start && parse.is(at - 1, "conventional") {
        return Some((Wording::Passive, at - 1..at + 1));
    }
    if parse.is_any(at, &["reports", "fears", "concerns", "complaints", "accusations", "criticism", "suspicions", "allegations"])
        && next(&["of", "that"])
        && !owned
    {
        let bare = at == sentence.start
            || parse.is_any(
                at - 1,
                &["of", "despite", "been", "amid", "news", "media", "are", "were", "various", "widespread", "growing", "some", "many"],
            );
        let whose = (at + 1..(at + 12).min(sentence.end)).any(|after| parse.is_any(after, &["from", "by"]));
        return (bare && !whose && !parse.is(at, "criticism")).then_some((Wording::Passive, at..at + 2));
    }
    None
}

/// People of no name who do something other than say: "as critics see it", "analysts had forecast", "some are concerned that".
fn crowd(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Wording, Range<usize>)> {
    const AUTHORITIES: &[&str] = &["experts", "analysts", "economists", "historians", "pollsters", "forecasters"];
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
    ];
    const CROWDS: &[&str] = &["critics", "observers", "skeptics", "sceptics", "detractors", "pundits", "skeptics"];
    let next = |words: &[&str]| at + 1 < sentence.end && parse.is_any(at + 1, words);
    let before = |words: &[&str]| at > sentence.start && parse.is_any(at - 1, words);
    if parse.is_any(at, &["some", "many", "others", "most"]) || parse.is_any(at, &["other", "more"]) && !before(&["the", "of", "than"]) {
        // "some Republicans are worried", "many speculated": the quantifier, at most two nouns, then a mind or a voice.
        let mut verb = at + 1;
        while verb < sentence.end
            && verb < at + 4
            && !parse.is_any(verb, MINDS)
            && (parse.tags[verb].is_noun() || parse.tags[verb].is_adjective())
        {
            verb += 1;
        }
        let people = (verb == at + 1 && !parse.is_any(at, &["most", "other", "more"]))
            || parse.tokens[verb - 1].entry.classes.any(&[Class::PeopleNoun, Class::VagueNoun, Class::PersonNoun, Class::Demonym]);
        let minds = (verb..(verb + 2).min(sentence.end)).any(|after| parse.is_any(after, MINDS));
        return (people && minds && verb < sentence.end).then_some((Wording::Passive, at..verb));
    }
    if parse.is_any(at, &["polls", "surveys", "studies", "data", "research", "estimates", "projections", "forecasts"])
        && next(&["show", "shows", "suggest", "suggests", "indicate", "indicates", "find", "put", "showed", "suggested"])
    {
        let named = (at.saturating_sub(4).max(sentence.start)..at).any(|word| {
            parse.tags[word].is_proper() || parse.tags[word] == Tag::Pos || parse.is_any(word, &["the", "exit", "these", "both"])
        });
        return (!named).then_some((Wording::Authority, at..at + 1));
    }
    if parse.is_any(at, &["polls", "surveys", "polling"]) {
        let led_in = (at.saturating_sub(4).max(sentence.start)..at).any(|word| parse.is_any(word, &["in", "atop"]));
        let voting = (at.saturating_sub(3).max(sentence.start)..at).any(|word| parse.is_any(word, &["to", "exit", "at", "by", "standing"]));
        let named = (at.saturating_sub(4).max(sentence.start)..at).any(|word| parse.tags[word].is_proper())
            || next(&["by", "from", "conducted", "opened", "closed", "places", "stations"]);
        return (led_in && !voting && !named).then_some((Wording::Authority, at..at + 1));
    }
    let authority = parse.is_any(at, AUTHORITIES);
    if !authority && !parse.is_any(at, CROWDS) {
        return None;
    }
    let owned = at > sentence.start && matches!(parse.tags[at - 1], Tag::PrpS | Tag::Pos);
    let definite =
        before(&["the", "these", "those", "its", "two", "three", "other"]) || (at > sentence.start + 1 && parse.is(at - 2, "the"));
    let placed = next(&["at", "from", "for", "with", "like", "such", "including", "in"]);
    let acts = (at + 1..(at + 3).min(sentence.end)).any(|after| parse.tags[after].is_verb() || parse.tags[after] == Tag::Md);
    let agent = (at.saturating_sub(3).max(sentence.start)..at).any(|word| parse.is(word, "by"));
    let wording = if authority { Wording::Authority } else { Wording::Passive };
    ((acts || agent) && !owned && !definite && !placed).then_some((wording, at..at + 1))
}

/// The form of "be" (or "has been") that makes the participle at `at` a passive, at most three words before it.
fn be_before(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let from = at.saturating_sub(4).max(sentence.start);
    for before in (from..at).rev() {
        if parse.is_any(before, &["is", "are", "was", "were", "been", "be", "being", "'s", "’s"]) {
            let auxiliary =
                before > sentence.start && parse.is_any(before - 1, &["has", "have", "had", "'s", "’s"]) && parse.is(before, "been");
            return Some(if auxiliary { before - 1 } else { before });
        }
        if !(parse.tags[before].is_adverb() || parse.is_any(before, &["also", "not", "n't", "n’t"])) {
            return None;
        }
    }
    None
}

/// Whether somebody who is identified stands behind what a source reports: a source whose content covers `words` too, examples
/// ("critics such as Marit Oru"), or the next sentence that takes one of them up ("One of them, Marit Oru, …"). `index` is the
/// sentence; `words` are prose bytes of a wording without a source, `None` where a source phrase is asked about.
pub fn is_identified(parse: &Parse, entities: &Entities, sourcing: &Sourcing, index: usize, words: Option<Span>) -> bool {
    let Some(sentence) = parse.sentences.get(index) else { return false };
    let behind = |at: &u32| {
        let attribution = sourcing.attributions.get(*at as usize)?;
        let source = attribution.source.as_ref().filter(|source| source.kind != SourceKind::Vague)?;
        let covers = words.is_some_and(|words| attribution.content.iter().any(|content| content.overlaps(words)));
        covers.then_some(source.kind)
    };
    if sourcing.grounds.get(index).is_some_and(|grounds| grounds.attributions.iter().any(|at| behind(at).is_some())) {
        return true;
    }
    let named_after = |at: usize, end: usize| entities.mentions_in(at..(at + 8).min(end)).any(|mention| mention.form.is_name());
    // Examples stand with the source: "attacks like Vellmouth" in what is reported names nobody who reports.
    let own = sourcing.grounds.get(index).map(|grounds| grounds.attributions.as_slice()).unwrap_or_default();
    let reported = |at: usize| {
        let contents = own.iter().take(8).filter_map(|own| sourcing.attributions.get(*own as usize)).flat_map(|own| &own.content);
        words.is_none() && contents.into_iter().any(|span| span.contains(parse.tokens[at].span))
    };
    let examples = sentence.tokens().any(|at| {
        let introduces =
            parse.is_any(at, &["including", "like", "notably", "namely"]) || (parse.is(at, "as") && at > 0 && parse.is(at - 1, "such"));
        introduces && named_after(at + 1, sentence.last as usize) && !reported(at)
    });
    if examples {
        return true;
    }
    let Some(next) = parse.sentences.get(index + 1) else { return false };
    let first = next.first as usize;
    let takes_up = parse.is_any(first, &["one", "among", "they", "both", "two"])
        && (first + 1..(first + 5).min(next.last as usize))
            .any(|at| parse.is_any(at, &["them", "such", "include", "included", "critic", "those", "are", "expert", "was"]));
    takes_up && named_after(first, next.last as usize)
}

/// Whether a vague source stands for knowledge: experts, studies, polls, reports.
pub fn is_authority(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
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
    parse.tokens.get(head).is_some_and(|token| token.entry.classes.has(Class::DocumentNoun))
        || phrase.into_iter().any(|at| at == head && parse.is_any(at, AUTHORITIES))
}

/// Whether a crowd is a source of words: "voters want" tells of the crowd itself, "voters say" and "some fear" report.
pub fn speaks(parse: &Parse, attribution: &Attribution, head: usize) -> bool {
    const CROWDS: &[&str] = &["voters", "people", "americans", "supporters", "crowds", "fans", "residents", "protesters"];
    if parse.is_any(
        head,
        &[
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
            "they",
            "those",
            "these",
            "few",
            "we",
            "who",
        ],
    ) {
        return false;
    }
    // What a crowd does, and what it did not say, is told of it and not by it.
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
    let cue = attribution.cue.as_ref().map_or("", |cue| cue.lemma.as_str());
    let verb = attribution.cue.as_ref().map_or(head, |cue| cue.head as usize);
    let negated = (verb.saturating_sub(3)..verb).any(|at| parse.is_any(at, &["not", "n't", "n’t", "never"]));
    if TELL_OF.contains(&cue) || negated {
        return false;
    }
    // "Democrats hope", "residents see": a mind ascribed to a group is the reporter's account of it; "some fear" and "critics see" report.
    let counted = attribution.source.as_ref().is_some_and(|source| {
        (source.first as usize..source.last as usize).any(|at| {
            parse.has(at, Class::VagueNoun) || parse.is_any(at, &["some", "many", "most", "several", "few", "others", "more", "number"])
        })
    });
    let ascribed = attribution.cue.as_ref().is_some_and(|cue| matches!(cue.act, Act::Belief | Act::Intent));
    if ascribed && !counted {
        return false;
    }
    !parse.is_any(head, CROWDS)
        || ["say", "argue", "claim", "complain", "call", "insist", "warn", "contend", "maintain", "believe", "tell", "think"].contains(&cue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn wordings(text: &str) -> Vec<(Wording, String)> {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let found = parse.sentences.iter().flat_map(|sentence| find(&parse, sentence.tokens()));
        found.map(|wording| (wording.wording, parse.span(wording.tokens).of(text).to_owned())).collect()
    }

    #[test]
    fn wordings_that_report_for_nobody_are_found() {
        assert_eq!(wordings("The clerk is accused of selling the ferry."), [(Wording::Passive, "is accused of".to_owned())]);
        assert_eq!(wordings("The clerk reportedly sold the ferry."), [(Wording::Hedge, "reportedly".to_owned())]);
        assert_eq!(wordings("The ferry is expected to sail in May."), [(Wording::Passive, "is expected to".to_owned())]);
        assert_eq!(wordings("The price is higher than economists predicted."), [(Wording::Authority, "economists".to_owned())]);
    }

    #[test]
    fn talk_of_nobody_is_found_by_its_nouns() {
        assert_eq!(wordings("Concerns were raised that the pier would sink."), [(Wording::Passive, "Concerns were raised".to_owned())]);
        assert_eq!(wordings("The mayor has been under fire for the delay."), [(Wording::Passive, "been under fire".to_owned())]);
        assert_eq!(wordings("The sale sparked calls for a vote."), [(Wording::Passive, "sparked calls".to_owned())]);
        assert_eq!(wordings("Concerns were raised by Marit Oru that the pier would sink."), []);
    }

    fn vague_findings(text: &str) -> Vec<String> {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let found = unidentified(&article.parse(), &article.entities, &article.sourcing, Wording::Passive).into_iter();
        found
            .chain(unidentified(&article.parse(), &article.entities, &article.sourcing, Wording::Authority))
            .map(|nobody| nobody.span.of(text).to_owned())
            .collect()
    }

    #[test]
    fn examples_in_what_is_reported_identify_nobody_who_reports() {
        assert_eq!(vague_findings("Analysts say that harbours like Vellmouth will close."), ["Analysts"]);
        assert!(vague_findings("Analysts such as Marit Oru say that the harbours will close.").is_empty());
    }

    #[test]
    fn an_agent_or_quotation_marks_make_it_somebodys() {
        assert_eq!(wordings("The clerk was accused by the auditor of theft."), []);
        assert_eq!(wordings("“The clerk is accused of theft,” Marit Oru said."), []);
    }
}
