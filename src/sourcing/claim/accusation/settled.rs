//! Whether a charge, a verdict, a doubt or a story stands with an accusation, so that it is not the paper's own.

use std::ops::Range;

use super::subject;
use crate::lexicon::{Act, Class};
use crate::syntax::{Parse, Tag};

/// Before this year nobody is left to be accused.
const LIVING: u32 = 1950;

/// Whether the sentence settles, doubts or only tells a story of what its `tokens` accuse of, where the tokens `accused` name whom.
pub fn is_settled(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>, accused: &Range<usize>) -> bool {
    is_unsaid(parse, sentence, tokens, accused) || is_charged(parse, sentence, tokens, accused)
}

/// Whether a charge, a court, a verdict or a word of doubt stands with the accusation.
fn is_charged(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>, accused: &Range<usize>) -> bool {
    // "The judge bribed a juror" names no court that found it.
    let outside = |at: &usize| !tokens.contains(at) && !accused.contains(at);
    let has = |at: usize, set: &str| parse.in_deeds(at, set);
    let around = sentence.clone().filter(outside);
    let between = accused.start.min(tokens.start)..tokens.start;
    // "Oru, a judge, took bribes", "lied to the inquiry": no judge and no inquiry found it.
    let aside = |at: usize| {
        let lied_to = has(tokens.start, "lying") && (tokens.end..tokens.end + 4).contains(&at) && has(at, "bench");
        lied_to || between.contains(&at) && has(at, "jurists")
    };
    around.clone().any(|at| has(at, "settled") && !aside(at) || has(at, "hedged") && at < tokens.end)
}

/// Whether the sentence denies or supposes what its `tokens` accuse of, or tells a story or of a time long ago: it accuses nobody.
pub fn is_unsaid(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>, accused: &Range<usize>) -> bool {
    let has = |at: usize, set: &str| parse.in_deeds(at, set);
    let outside = |at: &usize| !tokens.contains(at) && !accused.contains(at);
    let played = sentence.clone().filter(outside).any(|at| parse.is(at, "played") && parse.is(at + 1, "by"));
    let story = (sentence.start..tokens.start).any(|at| has(at, "fiction") && in_story(parse, sentence, at));
    let supposed = (sentence.start..tokens.start).any(|at| has(at, "supposed") && !parse.is_any(at.wrapping_sub(1), &["as", "even"]))
        || (sentence.start..tokens.start).any(|at| parse.is(at, "as") && parse.is_any(at + 1, &["if", "though"]));
    // "Oru denies she stole it", "nobody stole it", "there is no proof that Oru stole it".
    let denied = (sentence.start..tokens.start).any(|at| {
        let far = parse.is_any(at, &["denied", "denies", "deny", "denying", "denial", "disputes", "disputed", "nor"]);
        // "There is no evidence that Oru stole it".
        let far = far || has(at, "negated") && (at + 1..tokens.start).take(4).any(|at| parse.is_any(at, &["that", "whether"]));
        far || has(at, "negated") && at + 5 > tokens.start && (at > accused.start || accused == tokens)
    });
    played
        || story
        || supposed
        || denied
        || is_refuted(parse, sentence, tokens, accused)
        || sentence.clone().any(|at| is_long_ago(parse, at))
}

/// "Claims that Oru stole it are false", "the suggestion Oru lied was dismissed": what the sentence says is that it is not so.
fn is_refuted(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>, accused: &Range<usize>) -> bool {
    let has = |at: usize, set: &str| parse.in_deeds(at, set);
    let first = accused.start.min(tokens.start);
    // A capital at the start may make it a part of the name: "Claims Oru stole it".
    let opens =
        |at: &usize| parse.is(at + 1, "that") || *at >= first || at + 1 == first || subject::first_of(parse, sentence, first) == at + 1;
    let claimed = (sentence.start..=first).any(|at| has(at, "claimed") && opens(&at));
    let is = |at: usize| parse.is_any(at, &["is", "are", "was", "were", "be", "been", "as", "proved", "prove", "not"]);
    claimed && (tokens.start + 1..sentence.end).any(|at| has(at, "refuted") && (is(at - 1) || at > 1 && is(at - 2)))
}

/// Whether somebody is named behind the words, or before them, who says so: "Oru stole it, Ina Brook said", "according to the audit".
pub fn is_told(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let according = sentence.clone().any(|at| parse.is(at, "according") && parse.is(at + 1, "to"));
    let comma = (tokens.end..sentence.end).find(|at| parse.is(*at, ","));
    let says = |at: usize| {
        let closed = at + 1 >= sentence.end || parse.tags[at + 1].is_punctuation() || parse.tags[at + 1] == Tag::In;
        let speaks = parse.reporting_verb(at).is_some_and(|verb| verb.act == Act::Speech);
        let told = parse.is_any(at, &["said", "says", "told"]);
        let finds = parse.in_deeds(at, "finding") && closed;
        (told || finds || speaks && closed) && (parse.tags[at - 1].is_noun() || matches!(parse.tags[at - 1], Tag::Prp | Tag::Comma))
    };
    // "Brook: Holt stole it".
    let label = (sentence.start + 1..sentence.end.min(sentence.start + 5)).find(|at| parse.is(*at, ":"));
    let labelled = label.is_some_and(|colon| colon <= tokens.start && (sentence.start..colon).all(|at| parse.tags[at].is_noun()));
    according || labelled || comma.is_some_and(|comma| (comma + 2..sentence.end).any(says))
}

/// "In the film", "the novel's hero".
pub fn in_story(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let first = subject::first_of(parse, sentence, at);
    first > sentence.start && parse.is_any(first - 1, &["in", "of"]) || parse.is_any(at + 1, &["'s", "’s"]) || first == sentence.start
}

/// A year before [`LIVING`], or a century behind us: "in 1897", "the 19th century".
fn is_long_ago(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let year = word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1000..LIVING).contains(&year));
    let dated = at > 0
        && (parse.is_any(at - 1, &["in", "since", "by", "of", "until", "from", "between", "after", "before", "during", ","])
            || parse.has(at - 1, Class::Month));
    // "In 793", "44 BC".
    let ancient = word.len() <= 4
        && word.parse::<u32>().is_ok()
        && (parse.is_any(at + 1, &["bc", "bce", "ad", "ce"])
            || at > 0 && parse.is(at - 1, "ad")
            || word.len() == 3 && at > 0 && parse.is(at - 1, "in") && parse.tags.get(at + 1).is_none_or(|tag| tag.is_punctuation()));
    ancient
        || year && dated
        || parse.is(at, "century") && at > 0 && !parse.is_any(at - 1, &["this", "the", "21st", "twenty-first", "a", "half"])
}
