//! Words that somebody said to another outlet, which is not named.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// The longest noun phrase of an outlet, in tokens.
const PHRASE: usize = 7;

pub(super) static RULE: Rule = Rule {
    name: "outlet-not-credited",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Words said to another outlet, which is not named",
    documentation: "\
## What it flags

\"Told a local newspaper\", \"in a radio interview\", \"said on television\", \"in an interview published on Sunday\", where the outlet is not named
there or in the sentences beside it; and a host who is named without the programme. A link on these words counts as a name. \"Told reporters\",
\"told the paper\" and news conferences are left alone.

## Why it matters

Somebody else asked the question and got the answer. Readers who want to check the words must know where they were said, and colleagues are
owed the credit.

## Example

```text
Marit Oru, the mayor, told a local newspaper that the ferry would be sold.
```

## Instead

```text
Marit Oru, the mayor, told the Vellmouth Courier that the ferry would be sold.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::PressReview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings: Vec<Finding> = Vec::new();
    let is_read = |role: Role| role.is_body() || role == Role::Standfirst;
    for index in fairness::sentences(&parse).filter(|index| is_read(parse.block_of(*index).role)) {
        let sentence = parse.sentences[index].tokens();
        let Some(place) = sentence.clone().filter(|at| parse.quoted_at(*at).is_none()).find_map(|at| elsewhere(&parse, &sentence, at)) else {
            continue;
        };
        let span = parse.span(place.tokens.clone());
        let before = index.checked_sub(1).map_or(sentence.start, |before| parse.sentences[before].tokens().start);
        if fairness::is_past_or_story(&parse, before..sentence.end) {
            continue;
        }
        if !(place.reports || reports(context, &parse, index)) || is_linked(context, &parse, span) || is_named(context, &parse, index) {
            continue;
        }
        let words = span.of(&parse.prose.text);
        let reason = format!("“{words}”: its name was not found. Name it, and link to it where that can be done.");
        findings.push(Finding { weight: 0.6, ..context.finding(span, "Which outlet was this said to?", reason) });
    }
    findings
}

/// Whether the words are a link: it leads to the outlet.
fn is_linked(context: &Context, parse: &Parse, span: Span) -> bool {
    parse.prose.linked(span) > 0 || context.article.source(span).of(&context.article.document.text).contains("href=")
}

/// Words that lead to an outlet without a name.
struct Place {
    tokens: Range<usize>,
    /// They say by themselves that somebody's words are reported: "told a local newspaper".
    reports: bool,
}

/// The words at `at` that lead to an outlet without a name: "told a local newspaper", "in a radio interview", "said on television".
fn elsewhere(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Place> {
    let told = || told(parse, sentence, at).map(|end| Place { tokens: at..end, reports: true });
    let spoken = || spoken(parse, sentence, at).map(|(end, reports)| Place { tokens: at..end, reports });
    let interview = || interview(parse, sentence, at).map(|tokens| Place { tokens, reports: false });
    let quotes = || quotes(parse, sentence, at).map(|tokens| Place { tokens, reports: true });
    let air = || on_air(parse, sentence, at).map(|tokens| Place { tokens, reports: false });
    told().or_else(spoken).or_else(quotes).or_else(interview).or_else(air)
}

/// "Told a local newspaper", "told the host Jan Falk", "told viewers of a breakfast show".
fn told(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let passive = at > sentence.start && parse.is_any(at - 1, &["was", "were", "been", "being", "is", "are"]);
    if !parse.is_any(at, &["told", "tells", "telling", "tell"]) || passive {
        return None;
    }
    let first = if parse.tags.get(at + 1)?.is_adverb() { at + 2 } else { at + 1 };
    let audience = || {
        let of = (first..sentence.end.min(first + 3)).find(|at| parse.in_fairness(*at, "audience"))?;
        parse.is_any(of + 1, &["of", "on", "to", "for"]).then(|| outlet(parse, sentence, of + 2)).flatten()
    };
    let end = outlet(parse, sentence, first).or_else(audience).or_else(|| host(parse, sentence, first)).or_else(|| presents(parse, sentence, first))?;
    // "Told a newspaper to stop": an order, and no interview.
    let order = parse.is(end, "to") && parse.tags.get(end + 1) == Some(&Tag::Vb);
    (!order).then_some(end)
}

/// "Spoke to a newspaper", "admitted to a radio reporter", "quoted by a national daily", "remarks carried by state television".
fn spoken(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, bool)> {
    let words: &[&str] = match parse.word(at).to_lowercase().as_str() {
        "spoke" | "speaks" | "speaking" | "spoken" | "talked" | "talking" | "talks" => &["to", "with"],
        "quoted" | "asked" | "interviewed" | "questioned" | "pressed" | "grilled" | "quizzed" => &["by", "in", "on"],
        "carried" | "published" | "broadcast" | "aired" | "printed" | "reported" | "shown" if remarks(parse, sentence, at) => &["by", "in", "on"],
        "interview" | "interviews" => &["to", "with", "on", "for", "by", "in"],
        "remarks" | "comments" | "statement" | "letter" | "conversation" | "appearance" | "appearances" if within(parse, sentence, at) => {
            &["to", "with", "on", "for", "by"]
        }
        _ if parse.reporting_verb(at).is_some() => &["to"],
        _ => return None,
    };
    let quoted = parse.is(at, "quoted");
    let last = if quoted { 4 } else { 3 };
    let preposition = (at + 1..sentence.end.min(at + last)).find(|at| parse.is_any(*at, words))?;
    let between = (at + 1..preposition).all(|at| parse.tags[at].is_adverb() || quoted && parse.is_any(at, &["as", "saying"]));
    let person = || host(parse, sentence, preposition + 1).filter(|_| parse.tags[at].is_verb());
    let end = outlet(parse, sentence, preposition + 1).or_else(person).filter(|_| between)?;
    Some((end, quoted || parse.is(preposition, "to") && parse.tags[at].is_verb() && parse.reporting_verb(at).is_some()))
}

/// "In remarks", "during an appearance".
fn within(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    (at.saturating_sub(4).max(sentence.start)..at).any(|at| parse.is_any(at, &["in", "during"]))
}

/// "A local newspaper quoted the mayor as saying".
fn quotes(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !parse.is_any(at, &["quoted", "quotes", "quoting"]) {
        return None;
    }
    let first = (at.saturating_sub(PHRASE).max(sentence.start)..at).find(|first| outlet(parse, sentence, *first) == Some(at))?;
    Some(first..at + 1)
}

/// Whether a participle is of somebody's words: "remarks carried by", "an interview published in".
fn remarks(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    (sentence.start.max(at.saturating_sub(2))..at).any(|at| parse.in_fairness(at, "remarks"))
}

/// "In a radio interview", "in an interview published on Sunday".
fn interview(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !parse.in_fairness(at, "interview") {
        return None;
    }
    let plain = |at: &usize| !parse.tags[*at].is_punctuation() || parse.is(*at, ",");
    let near = (sentence.start..at).rev().take(PHRASE).take_while(plain);
    let first = near.clone().find(|before| parse.is_any(*before, &["in", "during", "on", "to", "gave", "giving"]))?;
    let indefinite = parse.is_any(first + 1, &["a", "an", "another", "one", "two", "several"]) || !parse.is(at, "interview");
    let kind = (first + 1..at).any(|at| parse.in_fairness(at, "airtime") || parse.in_fairness(at, "outlet")) || parse.is(at, "phone-in");
    let known = (first + 1..at).any(|at| parse.tags[at].is_proper() && !is_plain_proper(parse, at));
    // "An interview to be broadcast", "that was published".
    let skip = (at + 1..sentence.end.min(at + 4)).take_while(|at| parse.is_any(*at, &["that", "which", "to", "be", "was", "is", "due", "first"])).count();
    let shown = at + skip + 1 < sentence.end && parse.is_any(at + skip + 1, &["published", "broadcast", "aired", "airs", "printed", "televised", "screened"]);
    let end = if shown { at + skip + 2 } else { at + 1 };
    // "With the Courier": whoever asked is named, in a plain word at least.
    let from = end;
    let rest = from..sentence.end.min(from + PHRASE);
    let credited = rest.take_while(|at| !parse.tags[*at].is_punctuation() && !parse.tags[*at].is_finite()).any(|at| {
        let leads = parse.is_any(at, &["with", "on", "to", "for", "by", "in"]);
        let day = parse.is_any(at + 1, &["the", "a"]) && parse.in_fairness(at + 2, "asked-when") || parse.in_fairness(at + 1, "asked-when") || is_plain_proper(parse, at + 1);
        leads && !day && !parse.is_any(at + 1, &["a", "an"]) && (parse.is_any(at, &["with", "to"]) || (at + 1..at + 5).any(|at| parse.tags.get(at).is_some_and(|tag| tag.is_proper())))
    });
    (indefinite && (kind || shown) && !known && !credited).then_some(first..end)
}

/// "Said on television", "appearing on a breakfast show".
fn on_air(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !parse.is_any(at, &["on", "in"]) {
        return None;
    }
    let verb = (sentence.start..at).rev().take(5).take_while(|at| !parse.tags[*at].is_punctuation() && parse.quoted_at(*at).is_none()).find(|at| parse.tags[*at].is_verb() || *at == sentence.start && parse.in_fairness(*at, "on-air"));
    let first = match verb {
        Some(verb) if parse.is_any(verb, &["appeared", "appears"]) && verb > sentence.start && (parse.tags[verb - 1].is_proper() || parse.is_any(verb - 1, &["he", "she"])) => verb,
        Some(verb) if parse.in_fairness(verb, "on-air") => verb,
        Some(_) => return None,
        None if at == sentence.start => at,
        None => return None,
    };
    let mut noun = at + 1;
    while noun < sentence.end.min(at + 4) && (parse.is_any(noun, &["the", "live", "national", "state", "local", "public", "daytime", "breakfast", "regional"]) || parse.has(noun, Class::Demonym)) {
        noun += 1;
    }
    let waves = parse.is_any(noun, &["television", "TV", "radio", "telly", "air"]) && parse.is(at, "on") && !parse.tags.get(noun + 1).is_some_and(|tag| tag.is_noun() && !is_plain_proper(parse, noun + 1));
    let programme = |end: &usize| (at + 1..*end).any(|noun| parse.is_any(noun, &["podcast", "webcast", "broadcast"]) || parse.is(at, "on") && (parse.in_fairness(noun, "airtime") || parse.is_any(noun, &["phone-in", "channel", "station"])));
    let end = if waves { Some(noun + 1) } else { outlet(parse, sentence, at + 1).filter(programme) };
    end.map(|end| first..end)
}

/// One past an outlet's noun phrase that has no name: "a local newspaper", "state media", "a reporter from a radio station".
fn outlet(parse: &Parse, sentence: &Range<usize>, first: usize) -> Option<usize> {
    let determined = parse.is_any(first, &["a", "an", "another", "one", "several", "some", "two", "three", "various", "many"]);
    let definite = parse.is(first, "the");
    // "One of the Sunday papers".
    if parse.is(first, "one") && parse.is(first + 1, "of") {
        return parse.is_any(first + 2, &["the", "its", "their"]).then(|| outlet(parse, sentence, first + 3)).flatten();
    }
    let (mut at, mut head, mut person, mut other) = (if determined || definite { first + 1 } else { first }, None, false, false);
    while at < sentence.end.min(first + PHRASE) {
        let lower = parse.word(at).starts_with(char::is_lowercase) || parse.is_any(at, &["TV", "radio"]);
        if lower && (parse.in_fairness(at, "outlet") || is_show(parse, first..at, at)) {
            (head, person) = (Some(at), false);
        } else if lower && (parse.in_fairness(at, "host") && (determined || head.is_some()) || head.is_some() && parse.in_fairness(at, "outlet-person")) {
            (head, person) = (Some(at), true);
        } else if head.is_some() || !modifies(parse, at) {
            break;
        }
        other |= parse.in_fairness(at, "not-outlet");
        at += 1;
    }
    let of = |at: usize| determined && parse.in_fairness(at, "outlet-person") && parse.is_any(at + 1, &["from", "for", "with", "at"]);
    let Some(head) = head else { return of(at).then(|| outlet(parse, sentence, at + 2)).flatten() };
    let end = head + 1;
    let modifiers = first + usize::from(determined || definite)..head;
    // "A police station", "an employment agency".
    if other && parse.in_fairness(head, "outlet-or-other") {
        return None;
    }
    let lone = modifiers.is_empty();
    let weak = parse.is_any(head, &["agency", "agencies", "press", "service", "network", "site"]) && !modifiers.clone().any(|at| parse.in_fairness(at, "airtime") || parse.in_fairness(at, "scope"));
    let scoped = modifiers.clone().any(|at| parse.in_fairness(at, "scope")) && !parse.is_any(head, &["press", "media"]);
    let allowed = match () {
        // "The country's biggest daily".
        _ if definite => scoped || modifiers.clone().any(|at| parse.tags[at] == Tag::Pos),
        _ if determined => !(weak || lone && parse.is(head, "journal") || person && parse.is(end, "of")),
        // "Vellmouth radio" is a name; "Dutch radio" is not.
        _ => !lone && !weak && modifiers.clone().all(|at| !parse.tags[at].is_proper() || parse.has(at, Class::Demonym) || parse.word(at).len() == 2),
    };
    (allowed && !goes_on(parse, sentence, end, person)).then_some(end)
}

/// "A breakfast show", "a late news programme": what is a programme by the word before it.
fn is_show(parse: &Parse, mut before: Range<usize>, at: usize) -> bool {
    parse.is_any(at, &["show", "shows", "programme", "programmes", "program", "programs", "bulletin", "broadcast"])
        && before.any(|at| parse.in_fairness(at, "airtime"))
}

/// Whether a token may stand before the noun of an outlet.
fn modifies(parse: &Parse, at: usize) -> bool {
    let tag = parse.tags[at];
    tag.is_adjective() || tag.is_proper() || matches!(tag, Tag::Nn | Tag::Nns | Tag::Vbn | Tag::Vbg | Tag::Pos | Tag::Cd | Tag::Rb) || parse.has(at, Class::Demonym)
}

/// Whether the phrase goes on behind its noun with another one, or with the name: "a newspaper conference", "a local newspaper, the Courier".
fn goes_on(parse: &Parse, sentence: &Range<usize>, end: usize, person: bool) -> bool {
    let noun = |at: usize| at < sentence.end && parse.tags[at].is_noun() && !is_plain_proper(parse, at) && !parse.is_any(at, &["yesterday", "today", "tonight", "afterwards", "overnight", "afterward", "reporters", "journalists"]);
    let mark = end < sentence.end && parse.is_any(end, &[",", "(", "–", "—", "-", ":"]);
    let called = parse.is_any(end, &["called", "named", "known", "conference", "release"]);
    let first = if parse.is_any(end + 1, &["the", "“", "\"", "‘"]) { end + 2 } else { end + 1 };
    let apposed = mark && !person && noun(first) && parse.tags[first].is_proper() && !(first + 1..sentence.end.min(first + 4)).any(|at| parse.tags[at].is_finite());
    // "Local paper the Courier," but not "told a paper the Courier was late".
    let name = (end + 1..sentence.end).find(|at| !parse.tags[*at].is_noun() && !parse.is_any(*at, &["and", "of", "&"]));
    let unmarked = parse.is(end, "the") && noun(end + 1) && parse.tags[end + 1].is_proper() && name.is_none_or(|at| parse.tags[at].is_punctuation());
    noun(end) && !person || called || apposed || unmarked
}

/// A proper noun that names no outlet: a day, a month, a people.
fn is_plain_proper(parse: &Parse, at: usize) -> bool {
    parse.has(at, Class::Weekday) || parse.has(at, Class::Month) || parse.has(at, Class::Demonym) || parse.is_any(at, &["TV", "radio", "television"])
}

/// One past a host who is named, where the programme is not: "told the host Jan Falk".
fn host(parse: &Parse, sentence: &Range<usize>, first: usize) -> Option<usize> {
    let head = (first..sentence.end.min(first + 5)).find(|at| parse.in_fairness(*at, "host") && !parse.tags[*at].is_proper())?;
    let plain = (first..head).all(|at| (!parse.tags[at].is_proper() || is_plain_proper(parse, at)) && !parse.tags[at].is_punctuation());
    let from = if parse.is(head + 1, ",") { head + 2 } else { head + 1 };
    let name = (from..sentence.end).take_while(|at| parse.tags[*at].is_proper()).last()?;
    (plain && !parse.in_fairness(name, "masthead")).then_some(name + 1)
}

/// One past "Jan Falk, who presents a phone-in": a host by what stands behind the name, where the programme has none.
fn presents(parse: &Parse, sentence: &Range<usize>, first: usize) -> Option<usize> {
    let name = (first..sentence.end.min(first + 4)).take_while(|at| parse.tags[*at].is_proper()).last()?;
    let comma = name + 1;
    let verb = parse.is(comma, ",") && parse.is(comma + 1, "who") && parse.is_any(comma + 2, &["presents", "hosts", "presented", "hosted", "fronts", "anchors"]);
    let noun = (comma + 1..sentence.end.min(comma + 4)).find(|at| parse.in_fairness(*at, "host") && parse.is(*at + 1, "of"));
    let show = match noun {
        _ if verb => comma + 3,
        Some(noun) if parse.is(comma, ",") => noun + 2,
        _ => return None,
    };
    outlet(parse, sentence, show)
}

/// Whether somebody's words are reported in a sentence, or quoted in the next.
fn reports(context: &Context, parse: &Parse, index: usize) -> bool {
    let quoted = |index: usize| parse.sentences[index].tokens().any(|at| parse.quoted_at(at).is_some());
    let next = parse.sentences.get(index + 1).is_some_and(|next| next.block == parse.sentences[index].block && quoted(index + 1));
    let attributions = &context.article.sourcing.attributions;
    let from = attributions.partition_point(|attribution| (attribution.sentence as usize) < index);
    quoted(index) || next || attributions.get(from).is_some_and(|attribution| attribution.sentence as usize == index)
}

/// Whether an outlet is named in the sentence or beside it.
fn is_named(context: &Context, parse: &Parse, index: usize) -> bool {
    let block = parse.sentences[index].block;
    let beside = index.saturating_sub(1)..parse.sentences.len().min(index + 2);
    beside.filter(|index| parse.sentences[*index].block.abs_diff(block) < 3).any(|beside| {
        let tokens = parse.sentences[beside].tokens();
        tokens.clone().any(|at| is_masthead(parse, &tokens, at) || beside == index && is_programme(context, parse, at)) || has_published(context, parse, tokens)
    })
}

/// Whether a token is the telling part of a paper's or station's name: "Courier", "BBC".
fn is_masthead(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let word = parse.word(at);
    let capital = word.starts_with(char::is_uppercase);
    let proper = |at: usize| sentence.contains(&at) && parse.tags[at].is_proper() && parse.word(at).starts_with(char::is_uppercase) && !is_plain_proper(parse, at);
    let beside = at > 0 && proper(at - 1) || proper(at + 1);
    let common = parse.is_any(at, &["TV", "Radio", "Television", "Media", "Press", "Online", "Today", "News", "Newspapers", "Agency"]);
    capital && parse.in_fairness(at, "masthead") && (beside || !common && (parse.tags[at].is_proper() || word.chars().all(char::is_uppercase)))
}

/// "On Good Morning Vellmouth", "on “The Late Hour”": a programme by its name.
fn is_programme(context: &Context, parse: &Parse, at: usize) -> bool {
    if !parse.is_any(at, &["on", "for", "of", "from"]) {
        return false;
    }
    let marked = parse.tags.get(at + 1) == Some(&Tag::OpenQuote) && parse.word(at + 2).starts_with(char::is_uppercase);
    let first = if parse.is_any(at + 1, &["the", "his", "her", "its", "their"]) { at + 2 } else { at + 1 };
    let entities = &context.article.entities;
    let name = entities.mention_at(first).is_some_and(|mention| mention.form.is_name() && matches!(entities.get(mention.entity).kind, EntityType::Other | EntityType::Organization));
    let unlinked = parse.tags.get(first).is_some_and(|tag| tag.is_proper()) && !is_plain_proper(parse, first) && parse.is(at, "on") && entities.mention_at(first).is_none();
    marked || name || unlinked
}

/// "The Lantern published it": whoever publishes is an outlet, whatever its name.
fn has_published(context: &Context, parse: &Parse, sentence: Range<usize>) -> bool {
    let entities = &context.article.entities;
    let mut named = entities.mentions_in(sentence).filter(|mention| mention.form.is_name() && entities.get(mention.entity).kind != EntityType::Person);
    named.any(|mention| parse.is_any(mention.last as usize, &["published", "broadcast", "aired", "printed", "carried", "reported", "ran"]))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn an_outlet_without_a_name_is_asked_for() {
        for (text, words) in [
            ("Marit Oru, the mayor, told a local newspaper that the ferry was late.", "told a local newspaper"),
            ("The ferry was late, Marit Oru, the mayor, told local media.", "told local media"),
            ("“It was late,” Oru said in a radio interview.", "in a radio interview"),
            ("“It was late,” Oru said in an interview with a regional broadcaster.", "interview with a regional broadcaster"),
            ("Oru told the host Jan Falk that the ferry was late.", "told the host Jan Falk"),
            ("Oru told Jan Falk, who hosts a podcast, that the ferry was late.", "told Jan Falk, who hosts a podcast"),
            ("Oru said on television that the ferry was late.", "said on television"),
            ("In an interview published on Sunday, Oru said that the ferry was late.", "In an interview published"),
            ("Oru spoke to a weekly paper. “It was late,” she said.", "spoke to a weekly paper"),
            ("Asked by a radio presenter about the ferry, Oru said that it was late.", "Asked by a radio presenter"),
            ("“It was late,” Oru was quoted as saying by a regional daily.", "quoted as saying by a regional daily"),
        ] {
            assert_eq!(found("outlet-not-credited", text), [words], "{text}");
        }
        for text in [
            "Marit Oru, the mayor, told reporters that the ferry was late.",
            "Oru told the Vellmouth Courier that the ferry was late.",
            "Oru said in an interview with Radio Skerry that the ferry was late.",
            "Oru told a local newspaper, the Vellmouth Courier, that the ferry was late.",
            "Oru told a newspaper to stop printing her address.",
            "Oru told a police station that the ferry was late.",
            "Oru told the host Jan Falk on “Harbour Nights” that the ferry was late.",
            "In an interview broadcast by Radio Skerry, Oru said that the ferry was late.",
            "Oru told a news conference that the ferry was late.",
            "Oru told this newspaper that the ferry was late.",
            "Oru was invited to a job interview on Monday, she said.",
        ] {
            assert!(found("outlet-not-credited", text).is_empty(), "{text}");
        }
    }
}
