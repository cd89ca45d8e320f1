//! What a wording without a source tells by its own words and those around it.

use std::ops::Range;

use super::Set;
use crate::lexicon::Act;
use crate::sourcing::vague::crowd;
use crate::sourcing::vague::passive::{Agent, PASSIVES, WIDELY, agent, be_before};
use crate::syntax::{Parse, Tag};

/// Of a passive: who is told of, by whom, how often; `end` is one past the wording.
pub(super) fn passive(parse: &Parse, sentence: &Range<usize>, key: usize, end: usize, set: &mut Set) {
    let be = be_before(parse, sentence, key);
    let from = be.unwrap_or(key);
    set.holds(bit!("widely"), (from..key).any(|at| parse.is_any(at, WIDELY)));
    set.holds(bit!("modal before be"), from > sentence.start && parse.tags[from - 1] == Tag::Md);
    set.holds(
        bit!("negated passive"),
        (from.saturating_sub(1).max(sentence.start)..key).any(|at| parse.is_any(at, &["not", "n't", "n’t", "never"])),
    );
    let agent = agent(parse, sentence, key);
    set.holds(bit!("agent"), agent == Agent::Somebody);
    set.holds(bit!("agent nobody"), agent == Agent::Nobody);
    set.holds(bit!("follow word"), end > key + 1);
    set.holds(bit!("perfect"), be.is_some_and(|be| parse.is_any(be, &["has", "have", "had"])));
    set.holds(bit!("past be"), be.is_some_and(|be| parse.is_any(be, &["was", "were"])));
    set.holds(bit!("present be"), be.is_some_and(|be| parse.is_any(be, &["is", "are", "'s", "’s"])));
    let subject = from.checked_sub(1).filter(|at| *at >= sentence.start);
    set.holds(bit!("impersonal it"), subject.is_some_and(|at| parse.is(at, "it")));
    set.holds(bit!("subject a name"), subject.is_some_and(|at| parse.tags[at].is_proper()));
    let group = PASSIVES.iter().position(|(participle, _)| parse.is(key, participle)).map(|at| PASSIVES[at].0).unwrap_or_default();
    let verb = parse.reporting_verb(key);
    set.holds(bit!("participle of belief"), verb.is_some_and(|verb| verb.act == Act::Belief));
    set.holds(bit!("participle of no report"), verb.is_none());
    set.holds(
        bit!("forecast"),
        ["expected", "predicted", "anticipated", "projected", "estimated", "forecast", "tipped", "reckoned"].contains(&group),
    );
    let charges = ["accused", "criticised", "criticized", "blamed", "suspected", "mocked", "ridiculed", "derided", "faulted", "condemned"];
    set.holds(bit!("charge"), charges.contains(&group));
    let views =
        ["seen", "viewed", "regarded", "perceived", "considered", "deemed", "interpreted", "portrayed", "described", "dubbed", "billed"];
    set.holds(bit!("view"), views.contains(&group));
    set.holds(
        bit!("praise"),
        ["praised", "credited", "hailed", "touted", "lauded", "revered", "recognised", "recognized"].contains(&group),
    );
    set.holds(bit!("belief passive"), ["believed", "thought", "assumed", "presumed", "understood", "feared", "rumoured"].contains(&group));
}

/// Of a noun: whose it is, what stands before and behind it.
pub(super) fn noun(parse: &Parse, sentence: &Range<usize>, key: usize, set: &mut Set) {
    let before = |words: &[&str]| key > sentence.start && parse.is_any(key - 1, words);
    let next = |words: &[&str]| key + 1 < sentence.end && parse.is_any(key + 1, words);
    let near = key.saturating_sub(4).max(sentence.start)..key;
    let owned = near.clone().any(|at| matches!(parse.tags[at], Tag::PrpS | Tag::Pos));
    set.holds(bit!("owned noun"), owned);
    let held = before(&["the", "this", "these", "those", "such", "its", "both", "two", "three", "exit"]);
    set.holds(bit!("held noun"), held || near.end > near.start + 1 && parse.is(key - 2, "the"));
    let shared = ["widespread", "general", "growing", "common", "conventional", "most", "many", "some", "various", "recent", "national"];
    set.holds(bit!("shared adjective"), before(&shared));
    set.holds(
        bit!("bare noun"),
        key == sentence.start || !parse.tags[key - 1].is_adjective() && !parse.tags[key - 1].is_noun() && !held && !owned,
    );
    set.holds(bit!("placed noun"), next(&["at", "from", "for", "with", "like", "such", "including", "in", "of", "by", "conducted"]));
    set.holds(bit!("name nearby before the noun"), near.clone().any(|at| parse.tags[at].is_proper()));
    let verb = |at: usize| parse.tags[at].is_verb() || parse.tags[at] == Tag::Md;
    set.holds(bit!("verb right after the noun"), (key + 1..(key + 3).min(sentence.end)).any(verb));
    set.holds(bit!("noun behind by or from"), near.clone().any(|at| parse.is_any(at, &["by", "from", "among"])));
    let papers = parse.is_any(key, crowd::PAPERS);
    set.holds(
        bit!("papers that show"),
        papers && next(&["show", "shows", "suggest", "suggests", "indicate", "indicates", "find", "put", "showed", "suggested"]),
    );
    set.holds(bit!("in the papers"), papers && near.clone().any(|at| parse.is_any(at, &["in", "atop", "according"])));
}
