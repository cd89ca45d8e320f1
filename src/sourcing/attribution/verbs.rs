//! Reporting verbs: what stands as their subject, and where their content is.

use std::ops::Range;

use super::clause::{self, VerbGroup};
use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use super::{inverted, noun_phrase};
use crate::lexicon::{Act, Class, Frames, Verb};
use crate::syntax::{Sentence, Tag};

/// Finds the attributions of sentence `index` that hang on a verb.
pub(super) fn find(reader: &Reader, index: usize, drafts: &mut Vec<Draft>) {
    let sentence = &reader.parse.sentences[index];
    for at in sentence.tokens() {
        if reader.quoted(at).is_some() {
            continue;
        }
        if let Some(verb) = reader.parse.reporting_verb(at) {
            let before = drafts.len();
            if let Some(draft) = attribution(reader, index, sentence, at, verb, &drafts[..before])
                && !drafts[..before]
                    .iter()
                    .rev()
                    .take_while(|earlier| earlier.sentence == index)
                    .any(|earlier| taken(reader, earlier, &draft))
            {
                drafts.push(draft);
            }
        }
    }
}

/// `"…," said Oru, who has advised the board`: the quotation already has its speaker, and a later verb is only told of them.
fn taken(reader: &Reader, earlier: &Draft, later: &Draft) -> bool {
    let Some(cue) = earlier.cue.first() else { return false };
    let quoted = |content: &Range<usize>| reader.quoted(content.start).is_some() && content.end <= cue.start;
    earlier
        .content
        .iter()
        .filter(|content| quoted(content))
        .any(|content| later.content.iter().any(|other| other.start <= content.start && cue.end <= other.end))
}

/// "A surveyor called Timo Fels said": a noun, its name and then what the one so called does.
fn only_names(reader: &Reader, sentence: &Sentence, at: usize) -> bool {
    let end = sentence.last as usize;
    let behind = (at + 1..end).take_while(|at| reader.tag(*at).is_proper()).last();
    reader.is_any(at, &["called", "named"])
        && at > sentence.first as usize
        && matches!(reader.tag(at - 1), Tag::Nn | Tag::Nns)
        && behind.is_some_and(|last| last + 1 < end && reader.tag(last + 1).is_finite())
}

/// What follows a cue.
#[derive(Debug, Clone, PartialEq)]
struct Following {
    content: Range<usize>,
    weight: f32,
}

fn attribution(reader: &Reader, index: usize, sentence: &Sentence, at: usize, verb: &Verb, earlier: &[Draft]) -> Option<Draft> {
    let floor = sentence.first as usize;
    if only_names(reader, sentence, at) {
        return None;
    }
    let mut group = clause::verb_group(reader, at, floor);
    // `"…" the e-mail read`: behind a quotation and its subject, any form is the verb of the sentence.
    group.finite |= !group.infinitive
        && clause::subject(reader, &group, floor)
            .is_some_and(|subject| subject.range.start > floor && closes_quote(reader, subject.range.start - 1));
    let draft = |source, cue, content, weight| Draft {
        source,
        cue: vec![cue],
        head: at,
        lemma: verb.lemma.clone(),
        act: verb.act,
        passive: group.passive,
        content,
        weight,
        sentence: index,
        shown: false,
    };
    if group.passive {
        return passive(reader, sentence, &group, verb)
            .map(|(source, content, weight)| draft(source, group.range.clone(), content, weight));
    }
    // `"…," said Marit Oru`: the verb stands between its content and its subject.
    if let Some((source, content)) = inverted_clause(reader, sentence, &group, verb) {
        let mut content = vec![content];
        if let Some(more) = resumed(reader, sentence, source.range.end) {
            content.push(more);
        }
        return Some(draft(Some(source), at..at + 1, content, 0.95));
    }
    let participle = !group.finite && !group.infinitive;
    let source = if participle {
        if reader.tag(at) != Tag::Vbg {
            return None;
        }
        participle_subject(reader, sentence, &group, earlier)
    } else if group.infinitive || reader.tag(at) == Tag::Vb && group.range.len() == 1 {
        governing_subject(reader, &group, floor, earlier)
    } else {
        clause::subject(reader, &group, floor)
    };
    let source = source.filter(|source| can_speak(reader, source));
    // "showed courage" reports nothing; "polls show a close race" does.
    let paper = source.as_ref().is_some_and(|source| reader.has(source.head, Class::DocumentNoun));
    let frames = if verb.act == Act::Evidence && !paper { verb.frames.without(Frames::NOUN) } else { verb.frames };
    let following = following(reader, sentence, at + 1, verb, frames);
    let mut contents = Vec::new();
    let mut weight = 0.0_f32;
    // Content before: `"…," Oru said`, `The fund was empty, Oru said`.
    if verb.frames.has(Frames::QUOTE)
        && group.finite
        && let Some(source) = &source
        && source.range.end <= group.range.start
        && let Some(before) = preceding(reader, sentence, source.range.start, following.is_some())
    {
        contents.push(before);
        weight = 0.95;
    } else if verb.frames.has(Frames::QUOTE)
        && group.finite
        && following.is_none()
        && let Some(source) = &source
        && source.range.end <= group.range.start
        && let Some(comma) = source.range.start.checked_sub(1).filter(|comma| *comma > floor && reader.is_comma(*comma))
        && let Some(rest) = around(reader, sentence, at + 1)
    {
        // "The plan, Oru said, was dead": the content stands around its cue.
        contents.extend(content::before(reader, sentence, comma));
        contents.push(rest);
        weight = 0.95;
    }
    match following {
        Some(found) => {
            // After content before, only a quotation goes on with it.
            if contents.is_empty() || reader.quoted(found.content.start).is_some() || found.weight > 0.9 {
                weight = weight.max(found.weight);
                contents.push(found.content);
            }
        }
        None if !contents.is_empty() => {
            let more = resumed(reader, sentence, at + 1).or_else(|| around(reader, sentence, at + 1));
            contents.extend(more.filter(|more| !contents.contains(more)));
        }
        None if as_clause(reader, source.as_ref(), floor) => {
            // "As Oru noted, the fund was empty."
            let comma = (at + 1..sentence.last as usize).take(12).find(|next| reader.is_comma(*next))?;
            contents.extend(content::after(reader, sentence, comma + 1));
            weight = 0.85;
        }
        None => {
            // "Oru said:" before a quotation of its own paragraph.
            let waits = verb.frames.has(Frames::QUOTE) && ends_waiting(reader, sentence, at + 1);
            if !waits {
                return None;
            }
            weight = 0.9;
        }
    }
    if source.is_none() {
        // A cue without a subject is kept only where its content is sure.
        if weight < 0.8 || verb.act != Act::Speech || group.infinitive {
            return None;
        }
        weight *= 0.6;
    }
    if participle || group.infinitive {
        weight *= 0.9;
    }
    Some(draft(source, group.range.clone(), contents, weight))
}

/// "As Oru noted": the source stands right behind "as".
fn as_clause(reader: &Reader, source: Option<&SourcePhrase>, floor: usize) -> bool {
    source.is_some_and(|source| source.range.start > floor && reader.is(source.range.start - 1, "as"))
}

/// A phrase that can be a source: not a date, not a bare number, not an expletive.
fn can_speak(reader: &Reader, source: &SourcePhrase) -> bool {
    let head = source.head;
    !(reader.has(head, Class::Weekday)
        || reader.has(head, Class::Month)
        || reader.is_any(head, &["there", "it", "that", "this", "which", "what"]))
        || reader.is_any(head, &["it"]) && source.range.len() == 1
}

/// `"…," said NP`, `…, said NP.`
fn inverted_clause(reader: &Reader, sentence: &Sentence, group: &VerbGroup, verb: &Verb) -> Option<(SourcePhrase, Range<usize>)> {
    let at = group.verb;
    if let Some(found) = leading(reader, sentence, group, verb) {
        return Some(found);
    }
    let before = group.range.start.checked_sub(1).filter(|before| *before >= sentence.first as usize)?;
    // Nobody is "told Oru": these verbs name whom they speak to.
    let addresses = inverted::ADDRESSING.contains(&verb.lemma.as_str());
    if addresses || !verb.frames.has(Frames::QUOTE) || group.range.len() != 1 || !(reader.tag(at).is_finite() || reader.tag(at) == Tag::Vbn)
    {
        return None;
    }
    let after_quote = closes_quote(reader, before) || (reader.is_comma(before) && before > 0 && closes_quote(reader, before - 1));
    if !(after_quote || reader.is_comma(before)) {
        return None;
    }
    let source = noun_phrase::starting_at(reader, at + 1, sentence.last as usize)?;
    let next = source.range.end;
    let clause_follows = reader.tag(next).is_finite() || reader.tag(next).is_adverb() && reader.tag(next + 1).is_finite();
    let ends = next >= sentence.last as usize
        || reader.tag(next).is_punctuation()
        || reader.is_any(next, &["in", "on", "at", "during", "of", "who", "after", "before", "while", "as"]);
    if clause_follows || !(after_quote || ends) {
        return None;
    }
    let content = content::before(reader, sentence, group.range.start)?;
    (after_quote || content::has_clause(reader, content.clone())).then_some((source, content))
}

/// `Said NP: "…"` at the start of a sentence.
fn leading(reader: &Reader, sentence: &Sentence, group: &VerbGroup, verb: &Verb) -> Option<(SourcePhrase, Range<usize>)> {
    let at = group.verb;
    if at != sentence.first as usize || !verb.frames.has(Frames::QUOTE) || reader.tag(at) == Tag::Vbg {
        return None;
    }
    let source = noun_phrase::starting_at(reader, at + 1, sentence.last as usize)?;
    let mark = source.range.end;
    let speaks = reader.is(mark, ":") || (reader.is_comma(mark) && reader.opens_quote(mark + 1));
    speaks.then(|| content::after(reader, sentence, mark + 1)).flatten().map(|content| (source, content))
}

fn closes_quote(reader: &Reader, at: usize) -> bool {
    reader.quoted(at).is_some_and(|quoted| quoted.end as usize == at + 1)
}

/// The content before a subject that starts at `subject`, if a comma or a closing mark sets it off.
fn preceding(reader: &Reader, sentence: &Sentence, subject: usize, more_follows: bool) -> Option<Range<usize>> {
    let before = subject.checked_sub(1).filter(|before| *before >= sentence.first as usize)?;
    let mut quoted = closes_quote(reader, before);
    if !quoted && (reader.is_comma(before) || reader.is_dash(before)) {
        quoted = before > sentence.first as usize && closes_quote(reader, before - 1);
        if !quoted && more_follows {
            return None;
        }
    } else if !quoted {
        return None;
    }
    let content = content::before(reader, sentence, subject)?;
    if quoted {
        return Some(content);
    }
    // "On Monday, Oru said" is no content: a clause with its own subject and verb is.
    let opener = content.start;
    let adverbial =
        matches!(reader.tag(opener), Tag::In | Tag::Vbg | Tag::Vbn | Tag::To | Tag::Wrb) && !reader.is_any(opener, &["that"]) && {
            let comma = (content.start..content.end).find(|at| reader.is_comma(*at)).unwrap_or(content.end);
            !content::has_clause(reader, comma..content.end)
        };
    // At the very end of its sentence a cue always reports what stands before it.
    let closing = content.len() >= 5 && (subject..sentence.last as usize).len() <= 6;
    let clause = closing || content.clone().any(|at| reader.tag(at).is_finite());
    (clause && !adverbial).then_some(content)
}

/// A quotation that goes on after `"…," Oru said, "…"`.
fn resumed(reader: &Reader, sentence: &Sentence, from: usize) -> Option<Range<usize>> {
    let last = sentence.last as usize;
    let open = (from..last).find(|at| reader.opens_quote(*at))?;
    let set_off = open > from
        && (reader.is_comma(open - 1) || reader.is(open - 1, ":") || reader.is_dash(open - 1) || reader.tag(open - 1) == Tag::Stop);
    let no_cue = !(from..open).any(|at| reader.parse.reporting_verb(at).is_some());
    (set_off && no_cue).then(|| content::after(reader, sentence, open)).flatten()
}

/// The rest of a content that the cue interrupts: "The plan, Oru said, was dead".
fn around(reader: &Reader, sentence: &Sentence, from: usize) -> Option<Range<usize>> {
    let last = sentence.last as usize;
    let mut at = from;
    while at < last && at < from + 12 && !reader.is_comma(at) {
        let passes = reader.tag(at).is_adverb()
            || reader.is_time(at)
            || matches!(reader.tag(at), Tag::In | Tag::To)
            || reader.parse.phrase_of(at).is_some();
        if !passes || reader.quoted(at).is_some() {
            return None;
        }
        at += 1;
    }
    if at >= last || !reader.is_comma(at) || reader.parse.tags.get(at + 1).is_some_and(|tag| *tag == Tag::Vbg) {
        return None;
    }
    let speaks_again = reader.is_any(at + 1, &["and", "but", "adding"])
        && (at + 1..last.min(at + 5)).any(|next| reader.parse.reporting_verb(next).is_some());
    let rest = content::after(reader, sentence, at + 1)?;
    (!speaks_again && content::has_clause(reader, rest.clone())).then_some(rest)
}

/// "said:" or "said," at the end of a sentence or paragraph.
fn ends_waiting(reader: &Reader, sentence: &Sentence, from: usize) -> bool {
    let last = sentence.last as usize - 1;
    from <= last && last - from < 14 && reader.is(last, ":")
}

/// What follows a cue, after its adverbs, its addressee and the occasion.
fn following(reader: &Reader, sentence: &Sentence, from: usize, verb: &Verb, frames: Frames) -> Option<Following> {
    let last = sentence.last as usize;
    let mut at = from;
    let found = |content: Option<Range<usize>>, weight| content.map(|content| Following { content, weight });
    // Particles and adverbs ("pointed out", "said later"), and days.
    while at < last
        && (matches!(reader.tag(at), Tag::Rp)
            || (reader.tag(at).is_adverb() && !reader.is_any(at, &["why", "how"]))
            || reader.is_time(at)
            || (reader.is(at, "on") && reader.is_time(at + 1)))
    {
        at += 1;
    }
    // "accused her of lying": whom it is said of belongs to what is said.
    if verb.lemma == "accuse"
        && let Some(phrase) = reader.parse.phrase_of(at).copied().filter(|phrase| phrase.first as usize == at)
    {
        let end = noun_phrase::extend_right(reader.parse, phrase, last);
        if (phrase.last as usize..=end).any(|next| reader.is(next, "of")) || reader.is(end, "of") {
            return found(content::after(reader, sentence, at), 0.85);
        }
    }
    if frames.has(Frames::ADDRESSEE)
        && let Some(end) = addressee(reader, at, last, frames)
    {
        at = end;
    }
    at = skip_occasion(reader, at, last);
    if at >= last {
        return None;
    }
    let set_off = reader.is_comma(at) || reader.is(at, ":") || reader.is_dash(at);
    if reader.opens_quote(at) || (set_off && reader.opens_quote(at + 1)) {
        let start = if set_off { at + 1 } else { at };
        let any = frames.any(Frames::QUOTE) || frames.any(Frames::NOUN) || frames.any(Frames::PREDICATE) || frames.any(Frames::CLAUSE);
        let weight = if frames.has(Frames::QUOTE) { 0.95 } else { 0.75 };
        return if any { found(content::after(reader, sentence, start), weight) } else { None };
    }
    if reader.is(at, ":") && frames.has(Frames::QUOTE) {
        return found(content::after(reader, sentence, at + 1), 0.9);
    }
    if set_off {
        // "said, however, that", "said, after the vote, that".
        let that = (at + 1..last.min(at + 14))
            .find(|next| reader.is_comma(*next) && reader.is(*next + 1, "that") && reader.tag(*next + 1) == Tag::In)?;
        return if frames.has(Frames::CLAUSE) { found(content::after(reader, sentence, that + 1), 0.9) } else { None };
    }
    let tag = reader.tag(at);
    if frames.has(Frames::CLAUSE) && reader.is(at, "that") {
        return found(content::after(reader, sentence, at), 0.95);
    }
    if frames.has(Frames::INFINITIVE)
        && (tag == Tag::To && (reader.opens_quote(at + 1) || reader.tag(at + 1 + usize::from(reader.tag(at + 1).is_adverb())) == Tag::Vb)
            || reader.is(at, "not") && reader.tag(at + 1) == Tag::To)
    {
        return found(content::after(reader, sentence, at), 0.75);
    }
    if frames.has(Frames::CLAUSE) && (matches!(tag, Tag::Wrb | Tag::Wp | Tag::Wdt) || reader.is_any(at, &["whether", "if"])) {
        let weight = if verb.act == Act::Speech { 0.85 } else { 0.6 };
        return found(content::after(reader, sentence, at), weight);
    }
    if frames.has(Frames::CLAUSE) && begins_clause(reader, at, last) {
        let weight = if verb.act == Act::Speech { 0.9 } else { 0.75 };
        return found(content::after(reader, sentence, at), weight);
    }
    // After a verb that takes no object a noun phrase begins a clause, whatever its verb was tagged.
    let takes_object =
        frames.any(Frames::NOUN) || frames.any(Frames::PREDICATE) || frames.any(Frames::ADDRESSEE) || frames.any(Frames::PREPOSITION);
    if frames.has(Frames::CLAUSE)
        && !takes_object
        && reader.parse.phrase_of(at).is_some_and(|phrase| phrase.first as usize == at)
        && content::has_clause(reader, at..last)
    {
        return found(content::after(reader, sentence, at), 0.8);
    }
    if frames.has(Frames::PREPOSITION) && preposition(reader, at, verb) {
        return found(content::phrase(reader, sentence, at + 1), 0.65);
    }
    let phrase = reader.parse.phrase_of(at).is_some_and(|phrase| phrase.first as usize == at);
    if frames.has(Frames::PREPOSITION) && phrase && takes_as(verb) && as_follows(reader, at, last) {
        return found(content::phrase(reader, sentence, at), 0.65);
    }
    if frames.has(Frames::PREDICATE) && phrase {
        return found(content::phrase(reader, sentence, at), 0.7);
    }
    if frames.has(Frames::NOUN) && (phrase || tag == Tag::Vbg) {
        return found(content::phrase(reader, sentence, at), 0.6);
    }
    None
}

/// One past the person or body spoken to, when content can follow it.
fn addressee(reader: &Reader, at: usize, last: usize, frames: Frames) -> Option<usize> {
    let phrase = reader.parse.phrase_of(at).copied().filter(|phrase| phrase.first as usize == at)?;
    let end = noun_phrase::extend_right(reader.parse, phrase, last);
    let ends = [phrase.last as usize, end];
    for end in ends {
        let mut next = end;
        while next < last && (reader.tag(next).is_adverb() || reader.is_time(next) || (reader.is(next, "on") && reader.is_time(next + 1))) {
            next += 1;
        }
        let next = skip_occasion(reader, next, last);
        let opens = reader.opens_quote(next) || ((reader.is_comma(next) || reader.is(next, ":")) && reader.opens_quote(next + 1));
        let follows = opens
            || reader.is_any(next, &["that", "whether", "if", "how", "why", "what"])
            || reader.tag(next) == Tag::To && reader.tag(next + 1) == Tag::Vb && frames.has(Frames::ADDRESSEE);
        let clause = frames.has(Frames::CLAUSE) && next < last && begins_clause(reader, next, last) && !reader.tag(end).is_finite();
        if follows || clause {
            return Some(end);
        }
    }
    // "told the council on Monday": nothing follows, but the addressee is passed over all the same.
    let done = end >= last || reader.tag(end).is_punctuation();
    (done && frames.has(Frames::QUOTE) && frames.has(Frames::CLAUSE)).then_some(end)
}

/// Passes over "in a statement", "on Monday", "at a news conference in Vellmouth", when content can follow.
fn skip_occasion(reader: &Reader, at: usize, last: usize) -> usize {
    let mut here = at;
    for _ in 0..3 {
        if here >= last || reader.tag(here) != Tag::In && reader.tag(here) != Tag::To || reader.is_any(here, &["that", "if", "whether"]) {
            break;
        }
        let Some(phrase) = reader.parse.phrase_of(here + 1).copied().filter(|phrase| phrase.first as usize == here + 1) else { break };
        let end = phrase.last as usize;
        let content_next = end < last
            && (reader.is(end, "that")
                || reader.opens_quote(end)
                || ((reader.is_comma(end) || reader.is(end, ":")) && (reader.opens_quote(end + 1) || reader.is(end + 1, "that"))));
        let occasion = content::is_occasion(reader, phrase.head as usize)
            || reader.is_time(phrase.head as usize)
            || reader.is_any(phrase.head as usize, &["week", "month", "year", "night", "morning", "afternoon", "evening", "day"]);
        let chain = end < last && matches!(reader.tag(end), Tag::In | Tag::To);
        if content_next || occasion || (chain && here > at) {
            here = end;
            while here < last && (reader.tag(here).is_adverb() || reader.is_time(here)) {
                here += 1;
            }
        } else {
            break;
        }
    }
    let content_next = here < last
        && (reader.is(here, "that")
            || reader.opens_quote(here)
            || ((reader.is_comma(here) || reader.is(here, ":")) && reader.opens_quote(here + 1))
            || begins_clause(reader, here, last));
    if content_next { here } else { at }
}

/// Whether a clause without "that" begins at token `at`: a noun phrase whose finite verb comes before the next comma.
fn begins_clause(reader: &Reader, at: usize, last: usize) -> bool {
    let Some(phrase) = reader.parse.phrase_of(at).copied().filter(|phrase| phrase.first as usize == at) else {
        // "said because of the storm, the ferry stayed": an adverbial opens the clause.
        let opener =
            matches!(reader.tag(at), Tag::In) && !reader.is_any(at, &["of", "about", "for", "to", "with", "by", "at", "in", "on", "from"]);
        return opener && (at + 1..last).any(|next| reader.tag(next).is_finite());
    };
    let mut next = phrase.last as usize;
    let mut steps = 0;
    while next < last && steps < 30 {
        let tag = reader.tag(next);
        if tag.is_finite() {
            return true;
        }
        if reader.is_any(next, &["who", "which", "that"]) {
            // A relative clause: its verb is not the one we want, but another may follow.
            let verb = (next + 1..last).find(|at| reader.tag(*at).is_finite());
            let Some(verb) = verb else { return false };
            return (verb + 1..last).any(|at| reader.tag(at).is_finite());
        }
        let goes_on = matches!(
            tag,
            Tag::In
                | Tag::To
                | Tag::Cc
                | Tag::Vbn
                | Tag::Vbg
                | Tag::Pos
                | Tag::Dt
                | Tag::PrpS
                | Tag::Cd
                | Tag::Prp
                | Tag::Comma
                | Tag::OpenQuote
                | Tag::CloseQuote
                | Tag::Dollar
        ) || tag.is_noun()
            || tag.is_adjective()
            || tag.is_adverb();
        if !goes_on || (tag == Tag::To && reader.tag(next + 1) == Tag::Vb) {
            return false;
        }
        next += 1;
        steps += 1;
    }
    false
}

/// Verbs of seeing and describing: "sees the plan as a threat".
fn takes_as(verb: &Verb) -> bool {
    ["describe", "portray", "depict", "characterize", "characterise", "regard", "view", "see", "frame", "paint", "cast"]
        .contains(&verb.lemma.as_str())
}

/// Whether "as" stands behind the noun phrase at `at`.
fn as_follows(reader: &Reader, at: usize, last: usize) -> bool {
    let Some(phrase) = reader.parse.phrase_of(at).copied() else { return false };
    let end = noun_phrase::extend_right(reader.parse, phrase, last);
    reader.is(end, "as") || reader.is(phrase.last as usize, "as")
}

/// Whether the preposition at `at` brings content in after this verb.
fn preposition(reader: &Reader, at: usize, verb: &Verb) -> bool {
    if !matches!(reader.tag(at), Tag::In | Tag::To | Tag::Rp) {
        return false;
    }
    let wanted: &[&str] = match verb.lemma.as_str() {
        "call" => &["for", "on", "upon"],
        "point" | "refer" | "allude" => &["to"],
        "appeal" => &["for", "to"],
        "rail" | "lash" | "inveigh" | "warn" | "caution" | "protest" | "testify" => &["against", "of", "about", "at", "out"],
        "agree" | "disagree" | "concur" => &["with", "on"],
        "push" | "press" | "advocate" | "hope" | "wish" => &["for"],
        "ask" => &["for", "about"],
        _ if takes_as(verb) => &[],
        _ => &["of", "about", "to", "for", "on", "against", "at"],
    };
    reader.is_any(at, wanted)
}

/// A participle's source: that of the attribution before it in the sentence, else the sentence's subject.
pub(super) fn participle_subject(reader: &Reader, sentence: &Sentence, group: &VerbGroup, earlier: &[Draft]) -> Option<SourcePhrase> {
    let floor = sentence.first as usize;
    let before = group.range.start;
    // "a report saying", "people calling": a participle right behind its noun.
    if before > floor && reader.tag(before - 1).is_noun() {
        return noun_phrase::ending_at(reader, before - 1, floor);
    }
    let same_sentence = |draft: &&Draft| draft.cue.first().is_some_and(|cue| cue.start >= floor && cue.start < before);
    if let Some(draft) = earlier.iter().rev().find(same_sentence)
        && draft.source.is_some()
    {
        return draft.source.clone();
    }
    let finite = (floor..before).find(|at| reader.quoted(*at).is_none() && reader.tag(*at).is_finite());
    if let Some(finite) = finite {
        let main = clause::verb_group(reader, last_verb(reader, finite, before), floor);
        if let Some(subject) = clause::subject(reader, &main, floor) {
            return Some(subject);
        }
    }
    // "Calling it a fraud, Oru walked out."
    let comma = (group.verb..sentence.last as usize).find(|at| reader.is_comma(*at) && reader.quoted(*at).is_none())?;
    if before == floor { noun_phrase::starting_at(reader, comma + 1, sentence.last as usize) } else { None }
}

/// The main verb of the group that begins with the finite verb or auxiliary at `finite`.
fn last_verb(reader: &Reader, finite: usize, before: usize) -> usize {
    let mut at = finite;
    while at + 1 < before && (reader.tag(at + 1).is_verb() || reader.tag(at + 1).is_adverb()) {
        at += 1;
    }
    while at > finite && !reader.tag(at).is_verb() {
        at -= 1;
    }
    at
}

/// An infinitive's source: the subject of the verb that governs it ("went on to say").
fn governing_subject(reader: &Reader, group: &VerbGroup, floor: usize, earlier: &[Draft]) -> Option<SourcePhrase> {
    let before = group.range.start.checked_sub(1).filter(|before| *before >= floor)?;
    if !(reader.tag(before).is_verb() || reader.tag(before) == Tag::Rp || reader.is(before, "on") || reader.tag(before).is_adjective()) {
        return None;
    }
    let verb = (floor..=before).rev().take(4).find(|at| reader.tag(*at).is_verb())?;
    // "declined to say": the attribution is the declining.
    if earlier.iter().any(|draft| draft.head == verb) {
        return None;
    }
    let governor = clause::verb_group(reader, verb, floor);
    if governor.infinitive || !governor.finite { None } else { clause::subject(reader, &governor, floor) }
}

type Passive = (Option<SourcePhrase>, Vec<Range<usize>>, f32);

/// "was told that", "is expected to", "was criticised by Oru".
fn passive(reader: &Reader, sentence: &Sentence, group: &VerbGroup, verb: &Verb) -> Option<Passive> {
    let last = sentence.last as usize;
    let at = group.verb + 1;
    let agent = (at..last.min(at + 8))
        .take_while(|next| !reader.tag(*next).is_finite() && reader.tag(*next) != Tag::Stop)
        .find(|next| reader.is(*next, "by"));
    let source = agent.and_then(|by| noun_phrase::starting_at(reader, by + 1, last));
    let after = source.as_ref().map_or(at, |source| source.range.end);
    let subject = clause::subject(reader, group, sentence.first as usize);
    let mut contents = Vec::new();
    if let Some(subject) = &subject
        && !reader.is_any(subject.head, &["it", "there"])
        && !verb.frames.has(Frames::ADDRESSEE)
    {
        contents.push(subject.range.clone());
    }
    let begins = reader.is_any(after, &["that", "whether", "if", "as", "of", "about", "for"])
        || reader.tag(after) == Tag::To && reader.tag(after + 1) == Tag::Vb
        || reader.opens_quote(after);
    if begins {
        let start = if reader.is_any(after, &["of", "about", "for"]) { after + 1 } else { after };
        contents.extend(content::after(reader, sentence, start));
    }
    if source.is_none()
        && !(begins
            && (verb.act == Act::Belief
                || verb.frames.has(Frames::ADDRESSEE)
                || verb.lemma == "say"
                || verb.lemma == "report"
                || verb.lemma == "describe"))
    {
        return None;
    }
    let weight = if source.is_some() { 0.7 } else { 0.45 };
    (!contents.is_empty()).then_some((source, contents, weight))
}
