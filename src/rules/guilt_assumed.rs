//! Guilt put as known before a court has found it.

use std::ops::Range;

use super::{Basis, Context, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness::{self, Standing};
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::sourcing::claim::Gravity;
use crate::sourcing::claim::accusation::{self, Accusation, Whom};
use crate::syntax::{Parse, Tag};

/// The weight of what the words themselves take for granted: "arrested for stabbing his wife".
const PLAIN: f32 = 0.75;
/// The weight of what some desks write: "arrested for murder", "the suspect shot two people".
const LOOSE: f32 = 0.6;
/// How far behind an arrest its ground stands, in tokens.
const REACH: usize = 16;

pub(super) static RULE: Rule = Rule {
    name: "guilt-assumed",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "Guilt is put as known before a court has found it",
    documentation: "\
## What it flags

Words that take for granted what has still to be proved: \"arrested for robbing\", \"the fraudster\" before or behind a name, what somebody
did who is only charged with it, \"the swindler\" further down for the only one who is held, \"the man who killed him was arrested\", and a \"suspect\" who is said to have done it. A verdict or a guilty plea on the person anywhere in the
article silences it; so does somebody who is said to say so.

## Why it matters

People are arrested on suspicion and tried on a charge. Until a court has found it, the words are the paper's own accusation.

## Example

```text
Police arrested Dan Holt, a baker, for robbing the savings bank. Holt will appear in court on Monday.
```

## Instead

```text
Police arrested Dan Holt, a baker, on suspicion of robbing the savings bank. Holt will appear in court on Monday.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let standing = context.standing;
    let mut findings = Vec::new();
    for index in fairness::sentences(&parse) {
        let sentence = parse.sentences[index].tokens();
        if parse.block_of(index).role == Role::BlockQuote {
            continue;
        }
        let arrest = sentence.clone().any(|at| parse.in_fairness(at, "arrest"));
        let candidate = |at: &usize| is_culprit(&parse, *at) || parse.is_any(*at, &["crooked", "corrupt", "thieving", "murderous", "rogue"]) || (arrest || parse.is_any(at.saturating_sub(1), &["who", "had"])) && parse.tokens[*at].shape.is_word() || parse.is_any(*at, &["suspect", "suspects"]);
        let mut candidates = sentence.filter(|at| candidate(at) && parse.quoted_at(*at).is_none());
        let found = candidates.find_map(|at| in_words(context, standing, index, at));
        findings.extend(found);
    }
    findings.extend(told_as_done(context, standing));
    findings.sort_by_key(|finding| finding.span);
    findings.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    findings
}

/// What the words at token `at` take for granted.
fn in_words(context: &Context, standing: &Standing, index: usize, at: usize) -> Option<Finding> {
    let parse = &context.article.parse();
    let sentence = &parse.sentences[index].tokens();
    let suspect = || suspect(parse, sentence, at).map(|tokens| (tokens, at, LOOSE));
    let assumed = accusation::taken_for_granted(parse, sentence, at).filter(|accusation| is_arrest_or_label(parse, sentence, accusation));
    // "The frauds at the town hall" are several, and a name behind them is none of theirs.
    let assumed = assumed.filter(|accusation| parse.tags[accusation.tokens.end - 1] != Tag::Nns || !parse.has(accusation.tokens.end - 1, Class::Culprit));
    let assumed = assumed.map(|accusation| (accusation.tokens, accusation.accused, PLAIN));
    let unnamed = || unnamed(parse, sentence, at);
    let labelled = || labelled(context, standing, sentence, at);
    let label = labelled();
    let (tokens, accused, weight) = assumed.or_else(|| crime(parse, sentence, at)).or_else(unnamed).or(label.clone()).or_else(|| whoever(parse, sentence, at)).or_else(suspect)?;
    // "Crooked accountant Dan Holt is to be tried, a judge ruled": the label is the paper's own.
    let of_law = |source: &crate::sourcing::Source| (source.first as usize..source.last as usize).any(|at| parse.in_deeds(at, "jurists") || parse.in_deeds(at, "bench"));
    let ruled = label.is_some_and(|label| label.0 == tokens) && standing.telling(index).all(|one| one.source.as_ref().is_some_and(of_law));
    let open = !fairness::is_past_or_story(parse, sentence.clone())
        && (ruled || !standing.is_attributed(index, &tokens))
        && !standing.is_convicted(accused)
        && !standing.is_dead(accused);
    open.then(|| {
        let words = parse.span(tokens.clone()).of(&parse.prose.text);
        let (title, reason) = if parse.is_any(accused, &["suspect", "suspects"]) {
            let reason = "a suspect may not have done it, and whoever did it is no suspect. Say who says so, or write “the gunman”, “the thief”.";
            ("A suspect, or whoever did it?", format!("“{words}”: {reason}"))
        } else if tokens.clone().any(|at| is_culprit(parse, at)) {
            let reason = "no verdict or guilty plea found. Write “the accused”, say what the charge is, or name the verdict.";
            ("Has a court found this yet?", format!("“{words}”: {reason}"))
        } else {
            let reason = "put as done, and no verdict or guilty plea found. Write “on suspicion of” or what the charge is, or name the verdict.";
            ("Has a court found this yet?", format!("“{words}”: {reason}"))
        };
        Finding { weight, ..context.finding(parse.span(tokens), title, reason) }
    })
}

/// One past the object of the gerund at `at`.
fn phrase_end(parse: &Parse, sentence: &Range<usize>, at: usize) -> usize {
    let rest = |at: &usize| parse.tags[*at].is_noun() || parse.tags[*at].is_adjective() || matches!(parse.tags[*at], Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Pos);
    (at + 1..sentence.end.min(at + 6)).take_while(rest).last().map_or(at + 1, |last| last + 1)
}

/// "The man who killed Tom Rus was arrested", the verb at `at`; "the murderer of Tom Rus has been caught", the noun there.
fn whoever(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, usize, f32)> {
    let held = |from: usize, to: usize| fairness::stated(parse, from..to, "pending").next().is_some() || (from..to).any(|at| parse.is_any(at, &["caught", "apprehended", "captured"]) && parse.tags[at].is_verb());
    if is_culprit(parse, at) && parse.is(at + 1, "of") && at > sentence.start && parse.is(at - 1, "the") && !matches!(parse.tags[at], Tag::Nns | Tag::Nnps) {
        let next = parse.sentences.get(parse.sentence_of(at) + 1).map_or(sentence.end, |next| next.last as usize);
        let hunted = sentence.clone().any(|at| parse.in_fairness(at, "hunted"));
        return (!hunted && held(sentence.start, next)).then_some((at - 1..at + 1, at, LOOSE));
    }
    let who = at.checked_sub(1).filter(|who| *who > sentence.start && parse.is_any(*who, &["who", "had"]))?;
    let who = if parse.is(who, "had") { who - 1 } else { who };
    let noun = who.checked_sub(1).filter(|noun| *noun >= sentence.start && parse.is(who, "who") && parse.tags[*noun] == Tag::Nn)?;
    let definite = noun > sentence.start && parse.is(noun - 1, "the") && accusation::is_person_noun(parse, noun);
    let deed = accusation::wrong_at(parse, sentence, at).filter(|_| definite)?;
    held(deed.end, sentence.end).then(|| (noun - 1..deed.end, noun, LOOSE))
}

/// Whether a word names one who does wrong.
fn is_culprit(parse: &Parse, at: usize) -> bool {
    // The tagger takes rare nouns for adjectives and verbs.
    parse.in_fairness(at, "culprit") || parse.has(at, Class::Culprit) && parse.tags[at].is_noun()
}

/// "A teacher was arrested for molesting a pupil": whoever is held need not be named; the deed that begins at `at`.
fn unnamed(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, usize, f32)> {
    let lead = at.checked_sub(1).filter(|lead| *lead > sentence.start && parse.is(*lead, "for"))?;
    let gerund = parse.word(at).ends_with("ing") && at == lead + 1;
    // Whoever is held for what is no crime everywhere is no culprit yet: "for blocking the pier".
    let any = || (gerund && parse.tags[at] == Tag::Vbg && !parse.in_fairness(at, "protest")).then(|| at..phrase_end(parse, sentence, at));
    let deed = accusation::wrong_at(parse, sentence, at).filter(|_| parse.word(at).ends_with("ing")).or_else(any)?;
    let arrest = arrest_before(parse, sentence, lead)?;
    let held = (sentence.start..arrest).rev().find(|at| parse.tags[*at].is_noun() || parse.tags[*at] == Tag::Prp);
    // "Wanted for robbing two shops, Dan Holt was caught".
    let opens = || (deed.end..sentence.end.min(deed.end + 6)).find(|at| accusation::is_person(parse, *at)).filter(|_| arrest < sentence.start + 3);
    let held = held.or_else(opens).or_else(|| (arrest + 1..lead).find(|at| parse.tags[*at].is_noun()))?;
    let hedged = (arrest..at).any(|at| parse.has(at, Class::Hedge) || parse.is_any(at, &["suspicion", "alleged", "suspected", "charges", "charge"]));
    (!hedged).then_some((arrest..deed.end, held, LOOSE))
}

/// "Stalker Dan Holt", "crooked accountant Dan Holt", of somebody whom the article tells to be held or charged; "the poisoner", right behind the
/// sentence that tells so. The label ends at `at`.
fn labelled(context: &Context, standing: &Standing, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, usize, f32)> {
    let parse = &context.article.parse();
    // "Crooked accountant Dan Holt".
    let bent = parse.is_any(at, &["crooked", "corrupt", "thieving", "murderous", "killer", "rogue"]);
    let named = || (at + 1..sentence.end.min(at + 4)).find(|name| accusation::is_person(parse, *name));
    let plain = |name: &usize| (at + 1..*name).all(|at| parse.tags[at].is_noun());
    if let Some(name) = Some(()).filter(|()| bent).and_then(|()| named()).filter(|name| plain(name) && standing.is_pending(*name)) {
        return Some((at..name, name, PLAIN));
    }
    if !is_culprit(parse, at) || matches!(parse.tags[at], Tag::Nns | Tag::Nnps) {
        return None;
    }
    let first = parse.phrase_of(at).map_or(at, |phrase| phrase.first as usize).max(sentence.start);
    if (first..at).any(|at| parse.in_fairness(at, "label") || parse.in_deeds(at, "qualified")) {
        return None;
    }
    // "The killer, named as Dan Holt,".
    let lead = |at: &usize| parse.is_any(*at, &[",", "named", "identified", "as"]) || parse.has(*at, Class::Honorific);
    let name = (at + 1..sentence.end.min(at + 6)).find(|at| !lead(at)).filter(|name| accusation::is_person(parse, *name));
    if let Some(name) = name.filter(|name| standing.is_pending(*name)) {
        return Some((first..at + 1, name, PLAIN));
    }
    let others = || context.article.entities.mentions_in(sentence.clone()).any(|mention| context.article.entities.get(mention.entity).kind == EntityType::Person);
    let charged = || fairness::stated(parse, at..sentence.end, "pending").next().is_some();
    // "Caught the burglar who", where it is told who that is said to be.
    let caught = first.checked_sub(1).is_some_and(|lead| parse.in_fairness(lead, "arrest") && parse.tags[lead].is_verb());
    if caught && parse.is(first, "the") {
        let after = sentence.start..parse.sentences.get(parse.sentence_of(sentence.start) + 1).map_or(sentence.end, |next| next.last as usize);
        let person = (at + 1..after.end).find(|at| accusation::is_person(parse, *at));
        if let Some(person) = person {
            return Some((first..at + 1, person, LOOSE));
        }
    }
    // "The swindler", further down, where one person only is held.
    if let Some(person) = standing.only_pending().filter(|person| anaphoric(context, sentence, (first, at), *person)) {
        return Some((first..at + 1, person, LOOSE));
    }
    if parse.is(first, "the") && first == sentence.start && parse.is_any(at + 1, &[",", "has", "was", "who"]) && !others() && charged() {
        return Some((first..at + 1, at, LOOSE));
    }
    // A definite noun for the one who was spoken of, as the subject.
    let definite = parse.is(first, "the") && first + 1 >= at && first < sentence.start + 3;
    let next = parse.tags.get(at + 1)?;
    let subject = next.is_finite() || *next == Tag::Vbn || parse.is_any(at + 1, &[",", "who"]);
    let before = parse.sentence_of(sentence.start).checked_sub(1).filter(|_| definite && subject)?;
    let all = &context.article.entities;
    let mut people = all.mentions_in(parse.sentences[before].tokens()).filter(|mention| all.get(mention.entity).kind == EntityType::Person);
    let person = people.next()?;
    let only = people.all(|other| other.entity == person.entity);
    let same = parse.sentences[before].block == parse.sentences[before + 1].block;
    (only && same && standing.is_pending(person.first as usize)).then_some((first..at + 1, person.first as usize, LOOSE))
}

/// Whether the words of a wrongdoer from `first` to `at` stand for the one at token `person`, who is named further up.
fn anaphoric(context: &Context, sentence: &Range<usize>, (first, at): (usize, usize), person: usize) -> bool {
    let parse = &context.article.parse();
    let all = &context.article.entities;
    let short = parse.is_any(first, &["the", "this"]) && first + 2 >= at && person < first;
    let ends = parse.tags.get(at + 1).is_none_or(|next| !next.is_noun()) && !parse.is_any(at + 1, &["of", "who", "whose", "'s", "’s"]);
    let own = parse.is_any(at + 1, &["'s", "’s"]);
    let plural = matches!(parse.tags[at], Tag::Nns | Tag::Nnps);
    let open = sentence.clone().any(|at| parse.in_fairness(at, "hunted"));
    let here = parse.sentence_of(sentence.start);
    let near = here.saturating_sub(parse.sentence_of(person)) < 12;
    let other = all.mentions_in(sentence.clone()).any(|mention| mention.form.is_name() && all.get(mention.entity).kind == EntityType::Person && (mention.first as usize) < first);
    short && (ends || own) && !plural && !open && near && !other
}

/// Whether it is an arrest that takes the deed for granted, and not a dismissal; a label is one anyway.
fn is_arrest_or_label(parse: &Parse, sentence: &Range<usize>, accusation: &Accusation) -> bool {
    let start = accusation.tokens.start;
    let labelled = parse.has(accusation.tokens.end - 1, Class::Culprit);
    let lead = (sentence.start..start).rev().find(|at| !parse.tags[*at].is_adverb() || parse.has(*at, Class::Hedge));
    labelled || lead.is_some_and(|lead| parse.is(lead, "for") && arrest_before(parse, sentence, lead).is_some())
}

/// The arrest that the word "for" at `at` gives the ground of.
fn arrest_before(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    (sentence.start.max(at.saturating_sub(REACH))..at).rev().find(|before| parse.in_fairness(*before, "arrest"))
}

/// "Arrested Dan Holt for murder", the noun at `at`: its tokens, and the one who is arrested.
fn crime(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, usize, f32)> {
    let noun = parse.in_deeds(at, "crimes") || parse.is_any(at, &["killing", "killings", "stabbing", "shooting", "beating"]);
    let determined = at > sentence.start && parse.tags[at - 1] == Tag::Dt;
    if !noun || !(parse.tags[at].is_noun() || determined) || parse.tags.get(at + 1).is_some_and(|next| next.is_noun()) {
        return None;
    }
    let lead = (sentence.start..at).rev().take(4).find(|before| parse.is(*before, "for"))?;
    let modified = (lead + 1..at).all(|between| parse.tags[between].is_adjective() || parse.tags[between].is_noun() || parse.tags[between] == Tag::Dt);
    let arrest = arrest_before(parse, sentence, lead)?;
    let named = (arrest + 1..lead).rev().find(|at| accusation::is_person(parse, *at));
    let named = named.or_else(|| (sentence.start..arrest).rev().find(|at| accusation::is_person(parse, *at)));
    // "Held for the killing of her stepfather, Dan Holt is expected in court."
    let opens = || (at + 1..sentence.end.min(at + 10)).find(|at| accusation::is_person(parse, *at)).filter(|_| arrest < sentence.start + 2);
    let named = named.or_else(opens)?;
    modified.then_some((arrest..at + 1, named, LOOSE))
}

/// "The suspect shot two people": the noun at `at`, as far as the deed.
fn suspect(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    // The tagger takes "the suspect shot" for an adjective and a noun.
    let noun = parse.tags[at].is_noun() || at > sentence.start && parse.is_any(at - 1, &["the", "a"]);
    if !parse.is_any(at, &["suspect", "suspects"]) || !noun {
        return None;
    }
    let hedge = |at: usize| parse.has(at, Class::Hedge) || parse.is_any(at, &["alleged", "accused", "believed", "charged"]);
    let told = accusation::told(parse, sentence, Whom::Suspect).into_iter().find(|told| told.accused == at && !told.told);
    if let Some(told) = told.filter(|told| parse.quoted_at(told.tokens.start).is_none() && !(at..told.tokens.start).any(hedge)) {
        return Some(told.tokens);
    }
    // "Tracked the suspect through the dunes after he shot a clerk".
    let lone = !sentence.clone().any(|at| accusation::is_person(parse, at));
    let he = || {
        let told = accusation::told(parse, sentence, Whom::Alleged);
        told.into_iter().find(|told| !told.soft && !told.told && told.accused > at && parse.is_any(told.accused, &["he", "she"]))
    };
    if let Some(told) = Some(()).filter(|()| lone).and_then(|()| he()).filter(|told| parse.quoted_at(told.tokens.start).is_none() && !(at..told.tokens.start).any(hedge)) {
        return Some(told.tokens);
    }
    let passes = |at: &usize| parse.tags[*at].is_adverb() || parse.is_any(*at, &["had", "has"]);
    let hedged = |at: usize| parse.has(at, Class::Hedge);
    let verb = (at + 1..sentence.end.min(at + 4)).find(|next| !passes(next)).filter(|verb| !(at + 1..*verb).any(hedged))?;
    let length = parse.fairness_entry(verb..sentence.end, "did")?;
    let end = verb + length;
    let acts = matches!(parse.tags[verb], Tag::Vbd | Tag::Vbn) || parse.tags.get(end).is_some_and(|next| matches!(next, Tag::Dt | Tag::Cd | Tag::PrpS | Tag::Prp));
    let done = acts && !parse.is_any(end, &["himself", "herself", "themselves", "by", "dead", "in", "at", ".", ","]);
    done.then(|| {
        let object = (end..sentence.end.min(end + 6)).take_while(|at| parse.tags[*at].is_noun() || parse.tags[*at].is_adjective() || matches!(parse.tags[*at], Tag::Dt | Tag::Cd | Tag::PrpS));
        at..object.last().map_or(end, |last| last + 1)
    })
}

/// What somebody did in the paper's own voice, of whom the article tells that they are held or charged, in the same sentence or elsewhere.
fn told_as_done(context: &Context, standing: &Standing) -> Vec<Finding> {
    let parse = &context.article.parse();
    let all = &context.article.entities;
    let mut findings = Vec::new();
    for index in fairness::sentences(parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let sentence = parse.sentences[index].tokens();
        let ahead = ahead(context, standing, index);
        if ahead.is_none() && !standing.has_pending(sentence.clone()) || fairness::is_past_or_story(parse, sentence.clone()) || sentence.clone().any(|at| is_reported(parse, at) || parse.is(at, "?")) || is_account(parse, &sentence) {
            continue;
        }
        let done = accusation::told(parse, &sentence, Whom::Charged).into_iter().find(|done| {
            let done_by = ahead.filter(|_| parse.is_any(done.accused, &["he", "she"])).unwrap_or(done.accused);
            let person = standing.who(done_by).is_some_and(|known| all.get(known).kind == EntityType::Person);
            person
                && !done.told
                && parse.quoted_at(done.tokens.start).is_none()
                && standing.is_pending(done_by)
                && !parse.is(done.accused, "they")
                && !standing.is_convicted(done_by)
                && !standing.is_dead(done_by)
                && !is_said(parse, standing, index, &done.tokens)
        });
        let done = done.map(|done| (done.tokens, done.gravity)).or_else(|| before_charge(parse, standing, &sentence));
        let Some((tokens, gravity)) = done else { continue };
        let words = parse.span(tokens.clone()).of(&parse.prose.text);
        let reason = format!("“{words}”: put as done, and only an arrest or a charge found, no verdict. Write what the charge says, or say who says so.");
        let weight = if gravity == Gravity::Grave { PLAIN } else { LOOSE };
        findings.push(Finding { weight, ..context.finding(parse.span(tokens), "Has a court found this yet?", reason) });
    }
    findings
}

/// Whom "he" means in a paragraph that opens with a sentence without a name: the one who is charged in the next.
fn ahead(context: &Context, standing: &Standing, index: usize) -> Option<usize> {
    let parse = &context.article.parse();
    let all = &context.article.entities;
    let (sentence, next) = (parse.sentences.get(index)?, parse.sentences.get(index + 1)?);
    let person = |mention: &&crate::entity::Mention| mention.form.is_name() && all.get(mention.entity).kind == EntityType::Person;
    let opens = index == 0 || parse.sentences[index - 1].block != sentence.block;
    let opens = opens && sentence.block == next.block && parse.is_any(sentence.first as usize, &["he", "she"]);
    let named = opens.then(|| all.mentions_in(next.tokens()).find(person)).flatten()?.first as usize;
    standing.is_pending(named).then_some(named)
}

/// "After stealing the bell, Dan Holt was charged": the deed that opens the sentence of a charge.
fn before_charge(parse: &Parse, standing: &Standing, sentence: &Range<usize>) -> Option<(Range<usize>, Gravity)> {
    let deed = sentence.start + 1;
    let opens = parse.is_any(sentence.start, &["after", "by", "before"]) && parse.word(deed).ends_with("ing");
    let tokens = Some(deed).filter(|_| opens).and_then(|deed| accusation::wrong_at(parse, sentence, deed))?;
    let comma = (tokens.end..sentence.end.min(tokens.end + REACH)).find(|at| parse.is(*at, ","))?;
    let named = accusation::is_person(parse, comma + 1) && standing.is_pending(comma + 1) && !standing.is_convicted(comma + 1);
    named.then_some((tokens, Gravity::Fault))
}

/// Whether somebody is said to say it, and not only to know or to wonder about it.
fn is_said(parse: &Parse, standing: &Standing, index: usize, tokens: &Range<usize>) -> bool {
    let span = parse.span(tokens.clone());
    standing.telling(index).filter(|one| one.source.is_some()).any(|one| {
        let knows = one.cue.as_ref().is_some_and(|cue| matches!(cue.lemma.as_str(), "know" | "learn" | "discover" | "understand" | "notice" | "wonder" | "charge"));
        !knows && one.content.iter().any(|content| content.overlaps(span))
    })
}

/// "In the detectives' account, Dan Holt stole it".
fn is_account(parse: &Parse, sentence: &Range<usize>) -> bool {
    let owned = |at: usize| matches!(parse.tags[at - 1], Tag::Pos | Tag::PrpS) || parse.is_any(at + 1, &["of"]);
    (sentence.start + 1..sentence.end.min(sentence.start + 7)).any(|at| parse.is_any(at, &["account", "version", "view", "telling"]) && owned(at))
}

/// Whether a word of the paper's own says that somebody alleges it, or that it was found.
fn is_reported(parse: &Parse, at: usize) -> bool {
    parse.quoted_at(at).is_none()
        && (parse.has(at, Class::Hedge) || parse.in_fairness(at, "reported") || parse.in_deeds(at, "verdict"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn what_no_court_has_found_is_asked_about() {
        let silent: Vec<&str> = [
            "Police arrested Dan Holt for robbing the savings bank.",
            "Dan Holt, a baker, was arrested for stabbing his wife.",
            "Dan Holt was arrested on Monday for embezzling the ferry money.",
            "Officers detained Dan Holt, 52, for bribing two inspectors.",
            "Dan Holt has been arrested for strangling a nurse, and the town is quiet.",
            "Dan Holt was detained for defrauding the harbour board.",
            "Police arrested the mayor, Dan Holt, for molesting a pupil.",
            "Police in Skerry arrested Dan Holt, a baker from the old town, for robbing the savings bank.",
            "Dan Holt was arrested for murder.",
            "Police in Vellmouth arrested Dan Holt for bank robbery.",
            "Dan Holt was detained on Monday for fraud.",
            "The killer, Dan Holt, lives in Vellmouth.",
            "The killer Dan Holt lives in Vellmouth.",
            "Dan Holt, the rapist, will appear in court on Monday.",
            "The fraudster Dan Holt was charged on Monday.",
            "Dan Holt, the fraudster, was arrested on Monday.",
            "The thief, Dan Holt, was charged in May.",
            "The suspect shot two people and ran to the pier.",
            "The suspect then stabbed a guard.",
            "Dan Holt, a baker, was charged with theft in May. Holt stole the ferry money and hid it.",
            "Dan Holt was arrested on Monday. He was charged with murder on Tuesday. He strangled a nurse.",
            "Dan Holt pleaded not guilty in May. He was arrested for robbing the savings bank.",
            "Dan Holt has not been convicted. He was arrested for robbing the savings bank.",
        ]
        .into_iter()
        .filter(|text| found("guilt-assumed", text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn what_is_found_told_or_only_suspected_is_not() {
        let loud: Vec<(&str, Vec<String>)> = [
            "Dan Holt was arrested on suspicion of robbing the savings bank.",
            "Dan Holt was arrested for allegedly robbing the savings bank.",
            "Dan Holt was charged with robbing the savings bank.",
            "Dan Holt was arrested for robbing the savings bank. He was jailed for six years.",
            "Dan Holt was convicted in May. The killer, Dan Holt, lived in Vellmouth.",
            "The killer, Dan Holt, pleaded guilty in May.",
            "Convicted killer Dan Holt was moved to Skerry.",
            "The convicted fraudster, Dan Holt, was moved to Skerry.",
            "Police said that they arrested Dan Holt for robbing the savings bank.",
            "“They arrested Dan Holt for robbing the bank,” said Marit Oru, a baker.",
            "Marit Oru, a baker, said that the thief, Dan Holt, lives in Vellmouth.",
            "Dan Holt was arrested for refusing to leave the pier.",
            "Two people were arrested for blocking the pier.",
            "Two people were arrested for asking questions.",
            "Dan Holt was dismissed for stealing the ferry money.",
            "In the film the killer, Dan Holt, lives in Vellmouth.",
            "In 1911 Dan Holt was arrested for robbing the savings bank.",
            "The killer, Dan Holt, shot himself on Monday.",
            "The suspect was shot in the leg.",
            "The suspect shot himself.",
            "The suspect allegedly shot two people.",
            "Police said the suspect shot two people.",
            "The suspect, Dan Holt, was charged on Monday.",
            "Police are looking for the killer.",
            "The thief of the year was Dan Holt’s dog.",
            "Dan Holt was arrested for murder and sentenced to ten years.",
            "Dan Holt, who was charged with theft, denies that he stole the ferry money.",
            "Dan Holt was charged with theft in May. Prosecutors said that Holt stole the ferry money.",
        ]
        .into_iter()
        .map(|text| (text, found("guilt-assumed", text)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}
