//! Talk that nobody is named for: "faces questions", "rumours", "the consensus is", "concerns were raised", "reports of".

use std::ops::Range;

use super::Form;
use super::wording::Found;
use crate::syntax::{Parse, Tag};

/// The wording whose main word stands at `at`.
pub(super) fn find(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
    faces(parse, sentence, at).or_else(|| talk(parse, sentence, at))
}

/// "faces questions", "drew criticism", "came under fire": of whom, from whom?
fn faces(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
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
        "endured",
        "earned",
        "attracted",
        "stirred",
        "received",
        "raised",
        "raising",
        "raises",
        "draw",
        "drawing",
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
    Some((Form::Faces, at..object + 1, !from))
}

fn talk(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
    const MINDS: &[&str] = &[
        "recognition",
        "agreement",
        "belief",
        "consensus",
        "concern",
        "view",
        "expectation",
        "perception",
        "impression",
        "assumption",
        "suspicion",
        "notion",
        "feeling",
        "hope",
        "fear",
    ];
    let next = |words: &[&str]| at + 1 < sentence.end && parse.is_any(at + 1, words);
    let owned = at > sentence.start && matches!(parse.tags[at - 1], Tag::PrpS | Tag::Pos);
    let held = at > sentence.start && parse.is_any(at - 1, &["the", "this", "such"]);
    if parse.is_any(at, &["rumors", "rumours", "speculation", "rumour", "rumor", "gossip"]) {
        return Some((Form::Rumour, at..at + 1, !owned && !held));
    }
    let shared = at > sentence.start && parse.is_any(at - 1, &["widespread", "general", "growing", "common", "conventional", "popular"]);
    let leads_on = next(&["that", "is", "was"]);
    if parse.is_any(at, MINDS) && (shared || leads_on || next(&["among"])) || (shared && parse.is(at, "wisdom")) {
        return Some((Form::SharedMind, at - usize::from(shared)..at + 1, shared && (leads_on || parse.is(at, "wisdom"))));
    }
    // "concerns were raised": by whom?
    if parse.is_any(at, &["concerns", "questions", "doubts", "fears", "suspicions"]) && next(&["were", "are", "have", "had"]) {
        let raised = (at + 2..(at + 4).min(sentence.end)).find(|after| parse.is_any(*after, &["raised", "voiced", "expressed"]))?;
        let by = (raised + 1..(raised + 8).min(sentence.end)).any(|after| parse.is(after, "by"));
        return Some((Form::Raised, at..raised + 1, !owned && !by));
    }
    // "reports have emerged", "word came out".
    if parse.is_any(at, &["reports", "stories", "news", "word", "allegations", "claims", "accusations", "questions"]) {
        let emerged = (at + 1..(at + 4).min(sentence.end))
            .find(|after| parse.is_any(*after, &["emerged", "surfaced", "circulated", "spread", "swirled", "came", "arose"]));
        let led = emerged.filter(|verb| (at + 1..*verb).all(|between| parse.tags[between].is_verb() || parse.tags[between].is_adverb()));
        if let Some(verb) = led {
            return Some((Form::Raised, at..verb + 1, false));
        }
    }
    let nouns = ["reports", "fears", "concerns", "complaints", "accusations", "criticism", "suspicions", "allegations", "claims"];
    if !(parse.is_any(at, &nouns) && next(&["of", "that"])) {
        return None;
    }
    const BEFORE: &[&str] =
        &["of", "despite", "been", "amid", "news", "media", "are", "were", "various", "widespread", "growing", "some", "many"];
    let bare = at == sentence.start || parse.is_any(at - 1, BEFORE);
    let whose = (at + 1..(at + 12).min(sentence.end)).any(|after| parse.is_any(after, &["from", "by"]));
    Some((Form::Noun, at..at + 2, bare && !whose && !owned && !parse.is_any(at, &["criticism", "claims"])))
}
