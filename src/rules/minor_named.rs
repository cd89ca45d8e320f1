//! A child in a story of crime, or a complainant in a sexual offence, by full name.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Basis, Context, Rule, RuleOption};
use crate::entity::{EntityId, EntityType, Form, Gender, Mention, introduction};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::syntax::number::small;
use crate::syntax::{Parse, Tag, Unit};

/// The age from which a name may stand.
const GROWN: u32 = 18;
/// How many sentences around a name are looked at.
const NEAR: usize = 6;

pub(super) static RULE: Rule = Rule {
    name: "minor-named",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "A child in a story of crime, or a complainant in a sexual offence, is named in full",
    documentation: "\
## What it flags

The full name of somebody under 18, by an age beside the name or in the next sentence, in a paragraph that tells of a crime, the police or a
court; and the full name of somebody who is said to have suffered a sexual offence and whom the article does not quote. The dead and the missing, and those who waived their anonymity or are
tried as adults, are left out.

## Why it matters

In many places the law forbids to name them, and where it does not, most newsrooms have a rule. A name in an archive stays with a child for
life.

## Example

```text
Police arrested Ben Tamm, 15, on Monday after a burglary at the ferry office.
```

## Instead

```text
Police arrested a boy of 15 on Monday after a burglary at the ferry office.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let all = &context.article.entities;
    let standing = context.standing;
    let mut seen = FxHashSet::<EntityId>::default();
    let mut quoted: Option<FxHashSet<EntityId>> = None;
    let mut findings = Vec::new();
    for mention in &all.mentions {
        // With an age behind it a name is somebody's, whatever it was taken for.
        let kind = all.get(mention.entity).kind;
        let aged = kind != EntityType::Place && parse.is(mention.last as usize, ",") && years(&parse, mention.last as usize + 1).is_some();
        let person = mention.form == Form::Full && (kind == EntityType::Person || aged) && mention.last - mention.first > 1;
        if !person || mention.quoted || seen.contains(&mention.entity) || !introduction::role_of(&parse, mention).is_article() {
            continue;
        }
        let sentence = parse.sentences[parse.sentence_of(mention.first as usize)].tokens();
        let at = mention.first as usize;
        // "Jake S." is no full name, and "the son of Carol Stubbs, 13," is not her age.
        let short = parse.word(mention.last as usize - 1).trim_end_matches('.').chars().count() < 2;
        let parent = at > sentence.start + 1 && parse.is(at - 1, "of") && parse.has(at - 2, Class::Kin);
        let plays = (mention.last as usize..sentence.end.min(mention.last as usize + 8)).any(|at| parse.is_any(at, &["plays", "played", "playing", "stars"]));
        if short || parent || plays {
            continue;
        }
        let age = age(&parse, &sentence, mention).filter(|(age, _)| (1..GROWN).contains(age));
        if let Some((_, words)) = age.filter(|_| is_in_crime(&parse, mention) && !standing.is_dead(at)) {
            seen.insert(mention.entity);
            let words = parse.span(words).of(&parse.prose.text);
            let reason = format!("“{words}”: under 18, in a story of crime. Check what the law and your rules allow, or leave the name out.");
            findings.push(Finding { weight: 0.6, ..context.finding(mention.span, "Should we name a child here?", reason) });
            continue;
        }
        let Some(words) = suffered(context, &parse, &sentence, mention) else { continue };
        let speakers = quoted.get_or_insert_with(|| {
            // Who speaks to the police or in court has not agreed to stand in the paper.
            let law = |at: usize| parse.in_fairness(at, "law");
            let official = |head: usize| parse.is_any(head, &["testified", "reported"]) || (head + 1..head + 5).any(law) && !(head + 1..head + 5).any(|at| parse.is(at, "outside"));
            let attributions = context.article.sourcing.attributions.iter().filter(|one| one.cue.as_ref().is_none_or(|cue| !official(cue.head as usize)));
            let sources = attributions.filter_map(|one| one.source.as_ref());
            sources.flat_map(|source| source.entity.iter().chain(&source.others).copied()).collect()
        });
        if speakers.contains(&mention.entity) || standing.is_dead(at) || is_open(&parse, mention) {
            continue;
        }
        seen.insert(mention.entity);
        let words = parse.span(words).of(&parse.prose.text);
        let reason = format!("“{words}”: named with a sexual offence, and no consent to it found. Check what the law allows, or leave the name out.");
        findings.push(Finding { weight: 0.6, ..context.finding(mention.span, "May this name stand here?", reason) });
    }
    findings.sort_by_key(|finding| finding.span);
    findings
}

/// The age that stands with a full name, and the words: "Ben Tamm, 15," · "Ben Tamm, a pupil of 15," · "15-year-old Ben Tamm" · "Ben Tamm. He is 15."
fn age(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, Range<usize>)> {
    let behind = || age_behind(parse, sentence, mention).map(|(age, end)| (age, mention.first as usize..end));
    let before = || age_before(parse, sentence, mention).map(|(age, first)| (age, first..mention.last as usize));
    let beside = || age_in_next(parse, sentence, mention).or_else(|| age_in_previous(parse, sentence, mention));
    behind().or_else(before).or_else(beside).or_else(|| schoolchild(parse, sentence, mention))
}

/// "The schoolboy Ben Tamm", "Ben Tamm, a ninth-grader": a word that nobody of 18 is called by.
fn schoolchild(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, Range<usize>)> {
    const YOUNG: u32 = 15;
    let (first, last) = (mention.first as usize, mention.last as usize);
    let young = |at: usize| parse.in_fairness(at, "schoolchild");
    if first > sentence.start && young(first - 1) {
        return Some((YOUNG, first - 1..last));
    }
    let apposed = parse.is(last, ",") && parse.is_any(last + 1, &["a", "an", "the"]);
    // "A Year 9 pupil".
    if apposed && parse.is(last + 2, "year") && years(parse, last + 3).is_some_and(|year| year < 12) {
        return Some((YOUNG, first..last + 4));
    }
    let noun = (last + 2..sentence.end.min(last + 6)).take_while(|at| parse.tags[*at].is_noun() || parse.tags[*at].is_adjective()).find(|at| young(*at))?;
    apposed.then_some((YOUNG, first..noun + 1))
}

/// "A boy of 15 was arrested. The boy, Ben Tamm," · "He was named as Ben Tamm": the age that the sentence before gives.
fn age_in_previous(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, Range<usize>)> {
    let first = mention.first as usize;
    let own = parse.sentence_of(first);
    let before = parse.sentences.get(own.checked_sub(1)?).filter(|before| parse.sentences[own].block.abs_diff(before.block) < 2)?.tokens();
    let near = first.saturating_sub(3).max(sentence.start)..first;
    let child = near.clone().any(|at| parse.is_any(at, &["the", "The"]) && parse.in_fairness(at + 1, "child"));
    let named = near.clone().any(|at| parse.is_any(at, &["named", "identified", "is", "was"])) && parse.is_any(sentence.start, &["he", "she", "the", "police", "officers", "they"]) && parse.is_any(first.saturating_sub(1), &["as", "him", "her"]);
    if !child && !named {
        return None;
    }
    before.clone().find_map(|at| {
        let old = years_old(parse, at).map(|age| (age, at..at + 1));
        let of = || (parse.is_any(at, &["of", "aged"]) && at > before.start && parse.in_fairness(at - 1, "child")).then(|| years(parse, at + 1)).flatten().map(|age| (age, at - 1..at + 2));
        old.or_else(of)
    })
}

/// A number of years at a token.
fn years(parse: &Parse, at: usize) -> Option<u32> {
    let number = parse.number_at(at)?;
    let plain = number.unit == Unit::Count && number.tokens.len() == 1 && number.value.fract() == 0.0 && (1.0..120.0).contains(&number.value);
    plain.then_some(number.value as u32)
}

/// "15-year-old", "four-month-old": the years of one word.
fn years_old(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at).to_lowercase();
    if let Some(age) = word.strip_suffix("-year-old") {
        return age.parse().ok().or_else(|| small(age).map(|age| age as u32).filter(|age| *age < GROWN));
    }
    ["-month-old", "-week-old", "-day-old"].iter().any(|end| word.ends_with(end)).then_some(1)
}

fn age_behind(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, usize)> {
    let last = mention.last as usize;
    let ends = |at: usize| at >= sentence.end || parse.is_any(at, &[",", ".", ")", ";", "and", "–", "—", ":"]);
    let aged = |at: usize| if parse.is_any(at, &["aged", "age", "now", "only", "just", "both", "each", "barely"]) { at + 1 } else { at };
    if parse.is(last, "aged") {
        return years(parse, last + 1).map(|age| (age, last + 2));
    }
    // "Ben Tamm is 15", "the accused, Ben Tamm, is 15".
    let be = if parse.is(last, ",") { last + 1 } else { last };
    if parse.is_any(be, &["is", "turned"]) {
        let at = aged(be + 1);
        return years(parse, at).filter(|_| at < sentence.end && ends(at + 1)).map(|age| (age, at + 1));
    }
    // "Ben Tamm of Skerry, 15,", "Ben Tamm, of Mill Lane, aged 15".
    let of = if parse.is(last, ",") { last + 1 } else { last };
    if parse.is_any(of, &["of", "from"]) {
        let comma = (of + 1..sentence.end.min(of + 6)).find(|at| parse.is(*at, ","))?;
        let at = aged(comma + 1);
        return years(parse, at).filter(|_| (of + 1..comma).any(|at| parse.tags[at].is_proper()) && at < sentence.end && ends(at + 1)).map(|age| (age, at + 1));
    }
    if !parse.is_any(last, &[",", "(", "–", "—"]) {
        return None;
    }
    let at = aged(last + 1);
    if let Some(age) = years(parse, at).filter(|_| at < sentence.end && ends(at + 1)) {
        return Some((age, at + 1));
    }
    if parse.is(last + 1, "who") && parse.is_any(last + 2, &["is", "turned", "turns"]) {
        let at = aged(last + 3);
        return years(parse, at).filter(|_| at < sentence.end && !parse.tags.get(at + 1).is_some_and(|tag| tag.is_noun())).map(|age| (age, at + 1));
    }
    // "Ben Tamm, a schoolboy of 15", "Ben Tamm, the 15-year-old who".
    let near = last + 1..sentence.end.min(last + 7);
    let inside = near.clone().take_while(|at| !parse.tags[*at].is_punctuation() && !parse.tags[*at].is_finite());
    let mut apposed = inside.filter_map(|at| match years_old(parse, at) {
        Some(age) if !parse.is_any(at + 1, &["son", "daughter", "brother", "sister", "child"]) => Some((age, at + 1)),
        _ if parse.is_any(at, &["of", "aged"]) => years(parse, at + 1).filter(|_| ends(at + 2) || parse.is_any(at + 2, &["who", "from"])).map(|age| (age, at + 2)),
        _ => None,
    });
    // "Ben Tamm, whose 15-year-old son": it is another's age.
    let own = parse.is_any(last + 1, &["a", "an", "the"]) || years_old(parse, last + 1).is_some();
    apposed.next().filter(|_| own)
}

fn age_before(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, usize)> {
    let first = mention.first as usize;
    let near = sentence.start.max(first.saturating_sub(6))..first;
    let joins = |at: usize| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || parse.is_any(at, &[",", "named", "called", "as", "identified"]);
    if let Some((at, age)) = near.clone().rev().find_map(|at| Some((at, years_old(parse, at)?))) {
        return (at + 1..first).all(joins).then_some((age, at));
    }
    // "The 15-year-old who threw it is Ben Tamm".
    if first > sentence.start && parse.is_any(first - 1, &["is", "as"]) && parse.is(sentence.start, "the") && let Some(age) = years_old(parse, sentence.start + 1) {
        return Some((age, sentence.start));
    }
    // "At 15, Ben Tamm".
    if first >= sentence.start + 3 && parse.is(first - 1, ",") && parse.is_any(first - 3, &["at", "aged"]) && let Some(age) = years(parse, first - 2) {
        return Some((age, first - 3));
    }
    // "A boy of 15, Ben Tamm,".
    let of = near.rev().find(|at| parse.is_any(*at, &["of", "aged"]) && *at > sentence.start && parse.in_fairness(*at - 1, "child"))?;
    let age = years(parse, of + 1).filter(|_| (of + 2..first).all(|at| parse.is_any(at, &[",", "named", "called"])))?;
    Some((age, of - 1))
}

/// "He is 15", "The 15-year-old": the age that the next sentence gives of the one who was named last.
fn age_in_next(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<(u32, Range<usize>)> {
    let own = parse.sentence_of(mention.first as usize);
    let next = parse.sentences.get(own + 1).filter(|next| next.block == parse.sentences[own].block)?.tokens();
    let at = next.start;
    // Another name between them may be who is meant.
    let last = (mention.last as usize..sentence.end).all(|at| !parse.tags[at].is_proper() || !parse.tags.get(at + 1).is_some_and(|tag| tag.is_proper()));
    if !last {
        return None;
    }
    if parse.is_any(at, &["he", "she"]) && parse.is_any(at + 1, &["is", "turned", "turns"]) {
        let number = if parse.is_any(at + 2, &["only", "just", "aged", "now"]) { at + 3 } else { at + 2 };
        return years(parse, number).filter(|_| number < next.end && !parse.tags.get(number + 1).is_some_and(|tag| tag.is_noun())).map(|age| (age, at..number + 1));
    }
    let old = parse.is(at, "the").then(|| years_old(parse, at + 1)).flatten()?;
    Some((old, at..at + 2))
}

/// Whether the paragraph of a name tells of a crime, and none near it of somebody's death.
fn is_in_crime(parse: &Parse, mention: &Mention) -> bool {
    let around = paragraph(parse, mention);
    let (honoured, plays) = (has_entry(parse, around.clone(), "honour"), has_entry(parse, around.clone(), "play"));
    let crime = around.clone().any(|index| {
        let tokens = parse.sentences[index].tokens();
        let plain = |at: usize| honoured && parse.is_any(at, &["police", "officer", "officers", "court", "detective", "detectives"])
            || plays && parse.is_any(at, &["court", "detective", "detectives", "officer", "officers", "charged", "charge", "was", "accused"]);
        fairness::entries(parse, tokens.clone(), "crime").any(|entry| !is_play(parse, &tokens, entry.start) && !plain(entry.start))
    });
    let count = |index: usize| fairness::entries(parse, parse.sentences[index].tokens(), "crime-maybe").count();
    let maybe = || around.clone().map(count).sum::<usize>() > 1 && !plays;
    (crime || maybe()) && !is_open(parse, mention)
}

/// "Centre Court", "Court One", "cardiac arrest": what is no court and no arrest.
fn is_play(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| sentence.contains(before));
    let court = parse.is(at, "court") && (parse.number_at(at + 1).is_some() || before.is_some_and(|at| parse.is_any(at, &["centre", "center", "show", "tennis", "squash", "on", "clay"])) && !parse.word(at).starts_with('c'));
    let ill = parse.is_any(at, &["arrest", "assault"]) && before.is_some_and(|at| parse.is_any(at, &["cardiac", "respiratory"]));
    court || ill
}

/// Whether the sentences around a name say that it may stand, or that somebody died.
fn is_open(parse: &Parse, mention: &Mention) -> bool {
    let own = parse.sentence_of(mention.first as usize);
    let near = own.saturating_sub(NEAR)..parse.sentences.len().min(own + NEAR);
    has_entry(parse, near.clone(), "deadly") || has_entry(parse, near, "grown")
}

fn has_entry(parse: &Parse, mut sentences: Range<usize>, set: &'static str) -> bool {
    sentences.any(|index| fairness::entries(parse, parse.sentences[index].tokens(), set).next().is_some())
}

/// The sentences of the paragraph that a mention stands in, at most a few before and behind its own.
fn paragraph(parse: &Parse, mention: &Mention) -> Range<usize> {
    let own = parse.sentence_of(mention.first as usize);
    let block = parse.sentences[own].block;
    let same = |index: &usize| parse.sentences[*index].block == block;
    let first = (own.saturating_sub(NEAR)..own).find(same).unwrap_or(own);
    let last = (own + 1..parse.sentences.len().min(own + NEAR)).take_while(same).last().unwrap_or(own);
    first..last + 1
}

/// "Lena Holt, who was raped", "raped Lena Holt", "the accuser, Lena Holt", "drugged Lena Holt and raped her": the name with the words.
fn suffered(context: &Context, parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<Range<usize>> {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let passive = || suffered_behind(parse, sentence, last).map(|end| first..end);
    let object = || suffered_before(parse, sentence, first).map(|start| start..last);
    passive().or_else(object).or_else(|| is_complainant(parse, sentence, mention)).or_else(|| as_pronoun(context, parse, sentence, mention))
}

/// "Was sexually assaulted" behind a name.
fn suffered_behind(parse: &Parse, sentence: &Range<usize>, last: usize) -> Option<usize> {
    let entry = fairness::entries(parse, last..sentence.end.min(last + 12), "suffered").next()?;
    let be = |at: usize| parse.is_any(at, &["was", "were", "been", "being"]);
    let passive = entry.start > last && (be(entry.start - 1) || entry.start > last + 1 && be(entry.start - 2));
    let free = |at: usize| !parse.tags[at].is_noun() && !parse.is_any(at, &["him", "her", "them"]);
    // "Lena Holt, a cook of 30, was raped": what stands between commas tells who she is.
    let between = (last..entry.start).all(free) || parse.is(last, ",") && (last + 1..entry.start).rev().find(|at| parse.is(*at, ",")).is_some_and(|close| (close..entry.start).all(free) && !(last..close).any(|at| parse.tags[at].is_finite()));
    (passive && between).then_some(entry.end)
}

/// "Raped Lena Holt", "the rape of Lena Holt".
fn suffered_before(parse: &Parse, sentence: &Range<usize>, first: usize) -> Option<usize> {
    let before = sentence.start.max(first.saturating_sub(6))..first;
    let entry = fairness::entries(parse, before, "sexual").last()?;
    let object = (entry.end..first).all(|at| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || parse.tags[at] == Tag::Cd || parse.is_any(at, &["the", "a", "of", "on", ",", "his", "her"]));
    let verb = !parse.word(entry.start).ends_with("ment") || parse.is(entry.end, "of");
    let whole = entry.end == first || parse.is(entry.end, "of") || parse.tags[entry.start].is_verb() || parse.tags[entry.end - 1].is_verb();
    (object && verb && whole).then_some(entry.start)
}

/// "The accuser, Lena Holt", "the alleged victim is Lena Holt", "was identified as Lena Holt": in a sentence on a sexual offence or behind one.
fn is_complainant(parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<Range<usize>> {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let own = parse.sentence_of(first);
    let victim = |at: usize| parse.in_fairness(at, "complainant");
    let near = first.saturating_sub(7).max(sentence.start)..first;
    let leads = |at: usize| parse.is_any(at, &[",", "is", "was", "as", "named", "of", "the", "in", "sexual", "assault", "rape", "case", "abuse", "identified"]) || parse.tags[at].is_noun() && !parse.tags[at].is_proper();
    let before = near.clone().rev().find(|at| victim(*at)).filter(|at| (at + 1..first).all(leads));
    let behind = parse.is(last, ",").then(|| (last + 1..sentence.end.min(last + 5)).find(|at| victim(*at))).flatten().filter(|at| (last + 1..*at).all(|at| parse.tags[at] != Tag::Pos));
    let passive = || fairness::entries(parse, sentence.start..first, "suffered").any(|entry| entry.start > 0 && parse.is_any(entry.start - 1, &["was", "were", "been", "being"]));
    let identified = || parse.is(first.checked_sub(1)?, "as").then(|| near.clone().chain(sentence.start..first).find(|at| parse.is_any(*at, &["identified", "named"]))).flatten().filter(|_| passive());
    let at = before.or(behind).or_else(identified)?;
    let paragraph = own.saturating_sub(1)..parse.sentences.len().min(own + 2);
    let sexual = has_entry(parse, paragraph.clone(), "sexual") || has_entry(parse, paragraph, "suffered");
    sexual.then_some(at.min(first)..last.max(at + 1))
}

/// "Drugged Lena Holt and raped her", "Lena Holt reported that he had raped her".
fn as_pronoun(context: &Context, parse: &Parse, sentence: &Range<usize>, mention: &Mention) -> Option<Range<usize>> {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let entry = fairness::entries(parse, last..sentence.end.min(last + 24), "sexual").find(|entry| parse.is_any(entry.end, &["her", "him"]) && parse.tags.get(entry.end + 1).is_none_or(|tag| !tag.is_noun()))?;
    let joined = parse.is(last, "and") && entry.start <= last + 3 && first > sentence.start && parse.tags[first - 1].is_verb();
    let verb = (last..sentence.end.min(last + 5)).find(|at| parse.reporting_verb(*at).is_some() || parse.is_any(*at, &["accused", "accuses", "accusing", "sued", "testified"]));
    let reports = verb.is_some_and(|verb| entry.start > verb + 1 && (verb + 1..entry.start).any(|at| parse.tags[at].is_noun() || parse.is_any(at, &["that", "how"])));
    // "Dan Holt denied that he had raped her": whose words deny it did not suffer it.
    let gender = if parse.is(entry.end, "her") { Gender::Female } else { Gender::Male };
    let other = context.article.entities.get(mention.entity).gender == gender && gender == Gender::Female;
    let denies = (last..entry.start).any(|at| parse.is_any(at, &["denied", "denies", "denying", "not", "never"]) || !other && parse.is(at, "he"));
    (joined || reports && !denies).then_some(first..entry.end + 1)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn children_and_complainants_are_asked_about() {
        let silent: Vec<&str> = [
            "Police arrested Ben Tamm, 15, on Monday after a burglary.",
            "Police arrested Ben Tamm (15) on Monday after a burglary.",
            "Ben Tamm, aged 15, was charged with theft.",
            "Ben Tamm, age 15, was charged with theft.",
            "Police arrested 15-year-old Ben Tamm on Monday.",
            "The 15-year-old schoolboy Ben Tamm was charged with theft.",
            "Ben Tamm, 17, of Skerry, was detained by police.",
            "Police named the boy as Ben Tamm. He is 15.",
            "The robbery left Ben Tamm with a broken arm. The 14-year-old told the police so.",
            "Police arrested Ben Tamm, a pupil of 15.",
            "Police arrested Ben Tamm, a 15-year-old who lives in Skerry.",
            "A four-month-old baby, Ben Tamm, was attacked by his nanny, prosecutors said.",
            "Ben Tamm, 12, told the court that he saw the van.",
            "Lena Holm, 9, was attacked on the pier, police said.",
            "Two girls, Lena Holm, 14, and Pia Stark, 38, were robbed on the ferry.",
            "The court heard that Lena Holm, 16, was stabbed at school.",
            "Ben Tamm, 16, faces trial for theft in May. He is a pupil at Skerry School.",
            "Lena Holm was raped in May, the court heard.",
            "Lena Holm, who was sexually assaulted by a guard, left the town.",
            "A guard was charged after Lena Holm was groped on the ferry.",
            "Dan Holt was charged with raping Lena Holm in May.",
            "Dan Holt was charged with the rape of Lena Holm.",
            "Prosecutors said that Dan Holt sexually assaulted Lena Holm.",
            "Dan Holt was charged with molesting Lena Holm.",
            "Lena Holm had been sexually abused by a teacher, the report says.",
            "Prosecutors say that he drugged Lena Holm and raped her.",
            "Dan Holt is charged with rape. The accuser, Lena Holm, is a cook.",
            "A woman who was raped on the ferry was identified as Lena Holm.",
        ]
        .into_iter()
        .filter(|text| found("minor-named", text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn the_grown_the_dead_and_those_who_speak_are_not() {
        let loud: Vec<&str> = [
            "Police arrested Ben Tamm, 18, on Monday.",
            "Police arrested Ben Tamm, 51, on Monday.",
            "Police arrested a boy of 15 on Monday.",
            "Police arrested a 15-year-old boy on Monday.",
            "Ben Tamm, 15, won the regatta on Monday.",
            "15-year-old Ben Tamm plays the organ.",
            "Ben Tamm, 15, beat the champion on Centre Court on Monday.",
            "Ben Tamm, 4, drowned on Monday. Police suspect no crime.",
            "Dan Holt, whose 15-year-old son plays the organ, was arrested on Monday.",
            "Ben Tamm, 15, was killed on Monday, police said.",
            "Police are searching for Ben Tamm, 15, who has been missing since Monday.",
            "Ben Tamm, 15, will be tried as an adult, the court said.",
            "Ben, 15, was arrested on Monday.",
            "“Ben Tamm, 15, was arrested,” said Marit Oru, a baker.",
            "Police stopped Ben Tamm, 15 minutes after the burglary.",
            "Police said Ben Tamm, 17 others and a dog were on the pier.",
            "Police stopped Ben Tamm, 12 of whose vans were stolen.",
            "Ben Tamm, then 15, saw the robbery. Police did not ask him.",
            "Lena Holm was attacked on the pier.",
            "Lena Holm, who was raped in May, waived her anonymity.",
            "Lena Holm was raped in May. “I want to be heard,” Holm said.",
            "Lena Holm, a lawyer, speaks for women who were raped.",
            "Lena Holm works on cases of sexual assault.",
            "Dan Holt, who raped two women, was seen by Lena Holm.",
            "A sexual harassment officer, Lena Holm, left the town.",
            "Lena Holm investigates sexual abuse. Dan Holt was charged.",
        ]
        .into_iter()
        .filter(|text| !found("minor-named", text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}
