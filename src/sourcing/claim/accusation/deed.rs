//! What somebody did: a verb of the list, as a verb, with what must stand beside it.

use std::ops::Range;

use super::subject::{self, Subject, Whom};
use crate::lexicon::deeds::Needs;
use crate::lexicon::{Class, DeedForm, Deeds, Inflection, Sufferer, Weightiness};
use crate::syntax::{NameTag, Parse, Tag};

/// How far an object reaches, in tokens.
const REACH: usize = 14;

/// A deed, and who does it.
#[derive(Debug, Clone)]
pub struct Deed {
    /// From its verb to the end of its object.
    pub tokens: Range<usize>,
    /// How much it is held against somebody.
    pub weightiness: Weightiness,
    /// It is only taken for granted: "arrested him for stabbing his wife".
    pub assumed: bool,
    /// Who does it.
    pub subject: Subject,
}

/// The deed whose verb stands at `at`, of one of those asked for.
pub fn at(parse: &Parse, sentence: &Range<usize>, at: usize, whom: Whom) -> Option<Deed> {
    let listed = parse.deed_forms(at).iter().find_map(|form| read(parse, sentence, at, form, whom));
    listed.or_else(|| wrongdoing(parse, sentence, at, whom)).or_else(|| wrongly(parse, sentence, at, whom))
}

/// The tokens of the deed whose verb stands at `at`, whoever does it: "stealing the bell", "to have bribed two inspectors".
pub fn of_anybody(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    parse.deed_forms(at).iter().find_map(|form| {
        let deed = Deeds::shipped().deed(form);
        let end = at + 1 + form.rest.len();
        let negated = at > sentence.start && is_not(parse, at - 1);
        let whole = form.rest.iter().enumerate().all(|(number, word)| parse.is(at + 1 + number, word)) && end <= sentence.end;
        let object = Object::behind(parse, sentence, end.min(sentence.end), None, deed.needs.has_leads());
        (whole && negated == form.negated && deed.weightiness != Weightiness::Private && object.fits(&deed.needs, parse.word(end), false))
            .then_some(at..object.end.max(end))
    })
}

fn read(parse: &Parse, sentence: &Range<usize>, at: usize, form: &DeedForm, whom: Whom) -> Option<Deed> {
    let deed = Deeds::shipped().deed(form);
    if deed.weightiness == Weightiness::Told && !whom.is_told() {
        return None;
    }
    let whole = form.rest.iter().enumerate().all(|(number, word)| parse.is(at + 1 + number, word));
    let end = at + 1 + form.rest.len();
    if !whole || end > sentence.end {
        return parted(parse, sentence, at, form, whom);
    }
    let made = doer(parse, sentence, at, end, form, whom)?;
    let mut done = finish(parse, sentence, at..end, made, &deed.needs, (deed.weightiness, whom))?;
    if form.negated {
        done.tokens.start = (sentence.start..at).rev().take(3).find(|at| is_not(parse, *at)).unwrap_or(at);
    }
    Some(done)
}

fn is_not(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["not", "n't", "n’t", "never"])
}

/// "Covered it up": a particle behind a short object.
fn parted(parse: &Parse, sentence: &Range<usize>, at: usize, form: &DeedForm, whom: Whom) -> Option<Deed> {
    let deed = Deeds::shipped().deed(form);
    let [particle] = &*form.rest else { return None };
    if form.negated {
        return None;
    }
    let short = |tag: Tag| tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpS | Tag::Prp | Tag::Cd);
    let end = (at + 1..sentence.end.min(at + 5)).find(|next| !short(parse.tags[*next]))?;
    if end == at + 1 || !parse.is(end, particle) || !(deed.needs.object || deed.needs.sufferer != Sufferer::Nobody) {
        return None;
    }
    let made = doer(parse, sentence, at, at + 1, form, whom)?;
    finish(parse, sentence, at..at + 1, made, &deed.needs, (deed.weightiness, whom))
}

/// Who does it, and the tokens of the object if the verb is passive.
struct Made {
    subject: Subject,
    passive: Option<Range<usize>>,
    assumed: bool,
}

fn finish(
    parse: &Parse,
    sentence: &Range<usize>,
    verb: Range<usize>,
    made: Made,
    needs: &Needs,
    (weightiness, whom): (Weightiness, Whom),
) -> Option<Deed> {
    let Made { subject, passive, assumed } = made;
    let mut object = Object::behind(parse, sentence, verb.end, passive.clone(), needs.has_leads());
    // "He beat her" is a deed where somebody alleges it, and a result of sport where nobody does.
    let contest = |word: &String| Deeds::shipped().has("contests", word) || Deeds::shipped().has("times", word);
    object.pronouns = whom == Whom::Charged
        || whom == Whom::Alleged && !object.clause.iter().any(contest) && !(verb.end..object.end + 4).any(|at| parse.is_number(at));
    object.told = whom.is_told();
    let open = object.tokens.first().is_none_or(|first| parse.tags[*first].is_finite());
    if open
        && passive.is_none()
        && whom.is_told()
        && let Some(gap) = antecedent(parse, sentence, &subject)
    {
        object.whatever = parse.is(gap.start, "what") && whom == Whom::Charged;
        object.end = verb.end;
        object.words = gap.clone().map(|at| parse.word(at).to_lowercase()).collect();
        object.tokens = gap.collect();
    }
    let fits = object.fits(needs, parse.word(verb.end), passive.is_some());
    let is = |at: usize, set: &str| parse.in_deeds(at, set);
    let violent = needs.sufferer != Sufferer::Nobody;
    let fighting =
        violent && subject_fights(parse, &subject) && is(verb.start, "fighting") || is(subject.head, "armed") && is(verb.start, "shooting");
    let private = weightiness == Weightiness::Private && subject.body;
    let sport = violent && is(subject.head, "sportsmen");
    if !fits || needs.by_people && subject.body || fighting || private || sport {
        return None;
    }
    let tokens = match passive {
        Some(_) => verb.start..(subject.head + 1).max(verb.end),
        None => verb.start..object.end.max(verb.end),
    };
    Some(Deed { tokens, weightiness, assumed, subject })
}

/// "The money that Rosa Chee stole", "what she had taken": what stands before a clause as its object.
fn antecedent(parse: &Parse, sentence: &Range<usize>, subject: &Subject) -> Option<Range<usize>> {
    let first = subject::first_of(parse, sentence, subject.head);
    let lead = first.checked_sub(1).filter(|lead| *lead > sentence.start)?;
    if parse.is(lead, "what") {
        return Some(lead..first);
    }
    let mut noun = if parse.is_any(lead, &["that", "which", "whom"]) { lead - 1 } else { lead };
    if noun < lead && noun > sentence.start && parse.is(noun, ",") {
        noun -= 1;
    }
    (noun >= sentence.start && parse.tags[noun].is_noun()).then(|| subject::first_of(parse, sentence, noun)..noun + 1)
}

/// Armies kill; that is told of them as news, and by name of those who say so.
fn subject_fights(parse: &Parse, subject: &Subject) -> bool {
    let place = matches!(parse.names[subject.head], NameTag::PlaceBegin | NameTag::PlaceInside);
    place || parse.in_deeds(subject.head, "fighters")
}

/// Words of wrongdoing that are no deeds of the list: faults, where they have an object.
fn wrongdoing(parse: &Parse, sentence: &Range<usize>, at: usize, whom: Whom) -> Option<Deed> {
    let word = parse.word(at);
    if !parse.has(at, Class::Wrongdoing) || parse.is_any(at, &["lie", "lies", "lied", "lacked", "threatened"]) || word.ends_with("ing") {
        return None;
    }
    let verb = parse.tags[at].is_finite() || parse.tags[at] == Tag::Vbn || word.ends_with("ed");
    if !verb || parse.is_any(at + 1, &["me", "us", "itself", "themselves", "him", "her"]) {
        return None;
    }
    let inflection = if word.ends_with('s') { Inflection::Third } else { Inflection::Past };
    let form = DeedForm::regular(inflection);
    let made = doer(parse, sentence, at, at + 1, &form, whom)?;
    // "Cheated death", "forged an alliance": the list knows better.
    let object = Object::behind(parse, sentence, at + 1, made.passive.clone(), false);
    let known: Vec<&DeedForm> =
        parse.deed_forms(at).iter().filter(|form| Deeds::shipped().deed(form).weightiness != Weightiness::Told).collect();
    if made.passive.is_some() && !known.is_empty() || known.iter().any(|form| Deeds::shipped().deed(form).needs.excepts(&object.words)) {
        return None;
    }
    finish(parse, sentence, at..at + 1, made, &Needs::any_object(), (Weightiness::Fault, whom))
}

/// "Illegally felled the oaks": whatever it was, it is said to be wrong.
fn wrongly(parse: &Parse, sentence: &Range<usize>, at: usize, whom: Whom) -> Option<Deed> {
    let adverb = at.checked_sub(1).filter(|before| *before >= sentence.start)?;
    let done = parse.tags[at] == Tag::Vbd || parse.tags[at] == Tag::Vbn || parse.word(at).ends_with("ed");
    if !done || !parse.in_deeds(adverb, "wrongly") {
        return None;
    }
    let made = doer(parse, sentence, at, at + 1, &DeedForm::regular(Inflection::Past), whom)?;
    let mut deed = finish(parse, sentence, at..at + 1, made, &Needs::any_object(), (Weightiness::Fault, whom))?;
    deed.tokens.start = adverb;
    Some(deed)
}

/// Who does what the verb at `at` tells, if it tells that it was done.
fn doer(parse: &Parse, sentence: &Range<usize>, at: usize, end: usize, form: &DeedForm, whom: Whom) -> Option<Made> {
    let mut start = subject::group_start(parse, sentence, at);
    if form.negated {
        let not = start.checked_sub(1).filter(|not| *not > sentence.start && is_not(parse, *not))?;
        start = subject::group_start(parse, sentence, not);
    }
    let aux = |words: &[&str]| (start..at).any(|at| parse.is_any(at, words));
    let be = aux(&["is", "was", "are", "were", "been", "being"]) || aux(&["'s", "’s"]) && form.participle;
    let have = aux(&["has", "have", "had", "'ve", "’ve"]);
    let did = aux(&["did", "does", "do"]);
    let noun = at > sentence.start && start == at && matches!(parse.tags[at - 1], Tag::Dt | Tag::PrpS | Tag::Pos);
    let before = |start: usize| subject::before(parse, sentence, start, whom);
    let active = |subject: Subject| Made { subject, passive: None, assumed: false };
    match form.inflection {
        _ if noun && form.inflection != Inflection::Gerund => None,
        Inflection::Past | Inflection::Participle if be && form.participle && !form.negated => {
            let object = object_before(parse, sentence, start);
            by(parse, sentence, end, whom).map(|subject| Made { subject, passive: Some(object), assumed: false })
        }
        Inflection::Past if !be && !did => {
            // "The councillor bribed by the builder".
            let reduced = form.participle && parse.is(end, "by");
            // "Faeces and contaminated foods": behind a conjunction only what is a past for sure.
            let bare = || parse.tags.get(at + 1).is_some_and(|next| next.is_noun() || next.is_adjective());
            let modifies = form.participle
                && matches!(parse.tags[at], Tag::Vbn | Tag::Jj)
                && start > sentence.start
                && parse.tags[start - 1] == Tag::Cc
                && bare();
            let reduced = reduced || modifies;
            before(start).filter(|_| !reduced).map(active)
        }
        Inflection::Participle if have && !be => before(start).map(active),
        Inflection::Third if !be && !have && !did => before(start).map(active),
        Inflection::Base if did || plural(parse, sentence, at, start) => before(start).map(active),
        Inflection::Base => attempt(parse, sentence, start, whom).or_else(|| seen(parse, sentence, start, whom)).map(active),
        Inflection::Gerund if be => before(start).map(active),
        Inflection::Gerund => while_doing(parse, sentence, start, whom).or_else(|| seen(parse, sentence, start, whom).map(active)),
        _ => None,
    }
}

/// Whether the base form at `at` is a plural's present.
fn plural(parse: &Parse, sentence: &Range<usize>, at: usize, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|before| *before >= sentence.start) else { return false };
    let many = matches!(parse.tags[before], Tag::Nns | Tag::Nnps) || parse.is(before, "they");
    parse.tags[at] == Tag::Vbp || many && parse.tags[at] == Tag::Vb
}

/// "Watched Dan Holt stuff the ballot box", "saw him take it": seen or heard by somebody who tells it.
fn seen(parse: &Parse, sentence: &Range<usize>, start: usize, whom: Whom) -> Option<Subject> {
    let last = start.checked_sub(1).filter(|last| *last > sentence.start && whom.is_told())?;
    let first = subject::first_of(parse, sentence, last);
    let saw = first.checked_sub(1).filter(|saw| *saw >= sentence.start && parse.in_deeds(*saw, "seeing"))?;
    let named = subject::is_person(parse, last) || parse.is_any(last, &["him", "her", "them"]);
    (named && parse.tags[saw].is_verb()).then_some(Subject { head: last, told: true, body: false })
}

/// "Tried to bribe", "helped to hide": trying counts.
fn attempt(parse: &Parse, sentence: &Range<usize>, start: usize, whom: Whom) -> Option<Subject> {
    let to = start.checked_sub(1).filter(|to| parse.is(*to, "to") && *to > sentence.start)?;
    let verb = to - 1;
    let trying = parse.tags[verb].is_finite() || parse.tags[verb] == Tag::Vbn;
    (trying && parse.in_deeds(verb, "trying"))
        .then(|| subject::before(parse, sentence, subject::group_start(parse, sentence, verb), whom))
        .flatten()
}

/// "Left after stealing the money", "kept stealing", ", pocketing the fees": done by the subject of the main verb; "arrested him for
/// stabbing his wife": by him.
fn while_doing(parse: &Parse, sentence: &Range<usize>, start: usize, whom: Whom) -> Option<Made> {
    let lead = start.checked_sub(1).filter(|lead| *lead >= sentence.start)?;
    let finite = |at: &usize| parse.tags[*at].is_finite();
    let is_arrest = |at: usize| parse.in_deeds(at, "arresting");
    if parse.tags[lead].is_verb() && parse.in_deeds(lead, "keeping") {
        let subject = subject::before(parse, sentence, subject::group_start(parse, sentence, lead), whom)?;
        return Some(Made { subject, passive: None, assumed: false });
    }
    let verb = (sentence.start..lead)
        .rev()
        .take(16)
        .find(|at| finite(at) || is_arrest(*at) && (parse.tags[*at].is_verb() || parse.word(*at).ends_with("ed")))?;
    if parse.tags[verb] == Tag::Md {
        return None;
    }
    let group = subject::group_start(parse, sentence, verb);
    let arrests = parse.is(lead, "for") && is_arrest(verb);
    if arrests {
        let passive = (group..verb).any(|at| parse.is_any(at, &["was", "were", "been", "is", "are"]));
        let subject = if passive { subject::before(parse, sentence, group, whom) } else { subject::before(parse, sentence, lead, whom) }?;
        let named = (sentence.start..lead).any(|at| subject::is_person(parse, at)) || parse.tags[subject.head] == Tag::Prp;
        return named.then_some(Made { subject, passive: None, assumed: true });
    }
    let joined = parse.is(lead, ",") || parse.in_deeds(lead, "during");
    let told = parse.reporting_verb(verb).is_some();
    let subject = (joined && !told).then(|| subject::before(parse, sentence, group, whom)).flatten()?;
    Some(Made { subject, passive: None, assumed: false })
}

/// The doer behind "by", in a passive whose verb ends before `end`.
fn by(parse: &Parse, sentence: &Range<usize>, end: usize, whom: Whom) -> Option<Subject> {
    let by = (end..sentence.end.min(end + 6)).find(|at| parse.is(*at, "by"))?;
    let mut last = by + 1;
    while last < sentence.end
        && (parse.tags[last].is_noun()
            || parse.tags[last].is_adjective()
            || matches!(parse.tags[last], Tag::Dt | Tag::PrpS | Tag::Pos | Tag::Cd))
    {
        last += 1;
    }
    (last > by + 1).then(|| subject::before(parse, &(by + 1..last), last, whom)).flatten()
}

/// The subject of a passive: its object.
fn object_before(parse: &Parse, sentence: &Range<usize>, start: usize) -> Range<usize> {
    let first =
        (sentence.start..start).rev().take(8).take_while(|at| !parse.tags[*at].is_punctuation() && !parse.tags[*at].is_finite()).last();
    first.unwrap_or(start)..start
}

/// The words a deed is done to.
struct Object<'a> {
    parse: &'a Parse<'a>,
    /// Its tokens in a row, prepositional phrases with "of" among them.
    tokens: Vec<usize>,
    /// In lower case.
    words: Vec<String>,
    /// The rest of the clause, in lower case.
    clause: Vec<String>,
    /// One past its last token.
    end: usize,
    /// "Her" may be somebody whom anything is done to.
    pronouns: bool,
    /// Somebody tells it: it may have been done to them.
    told: bool,
    /// "What she took".
    whatever: bool,
}

impl<'a> Object<'a> {
    fn behind(parse: &'a Parse<'a>, sentence: &Range<usize>, verb_end: usize, passive: Option<Range<usize>>, led: bool) -> Object<'a> {
        // A preposition that leads it in: "hacked into the accounts".
        let lead = usize::from(
            parse.tags.get(verb_end).is_some_and(|tag| led && matches!(tag, Tag::In | Tag::To) || *tag == Tag::Rp)
                && verb_end < sentence.end,
        );
        let limit = sentence.end.min(verb_end + REACH);
        let mut end = verb_end + lead;
        let mut tokens = Vec::new();
        while end < limit {
            let tag = parse.tags[end];
            let determined = end > verb_end && matches!(parse.tags[end - 1], Tag::Dt | Tag::PrpS | Tag::Jj | Tag::Cd);
            let stops = match tag {
                Tag::OpenQuote | Tag::CloseQuote => false,
                tag if tag.is_punctuation() => true,
                Tag::Md | Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb => true,
                // "Over 300 crowns", "about two million".
                Tag::In if parse.tags.get(end + 1) == Some(&Tag::Cd) && parse.is_any(end, &["over", "about", "around", "under"]) => false,
                Tag::In | Tag::To => !parse.is(end, "of"),
                Tag::Vbd | Tag::Vbp | Tag::Vbz => !determined && end > verb_end,
                Tag::Cc => !parse
                    .tags
                    .get(end + 1)
                    .is_some_and(|next| next.is_noun() || next.is_adjective() || matches!(next, Tag::Dt | Tag::PrpS | Tag::Cd)),
                _ => false,
            };
            if stops {
                break;
            }
            tokens.push(end);
            end += 1;
        }
        let clause_end = (end..limit).find(|at| parse.is_any(*at, &[";", ":", "."])).unwrap_or(limit);
        let lower = |at: usize| parse.word(at).to_lowercase();
        let clause = (verb_end..clause_end).map(lower).collect();
        if let Some(passive) = passive {
            tokens = passive.collect();
            end = verb_end;
        } else if tokens.is_empty() {
            end = verb_end;
        }
        let words = tokens.iter().map(|at| lower(*at)).collect();
        Object { parse, tokens, words, clause, end, pronouns: false, told: false, whatever: false }
    }

    fn fits(&self, needs: &Needs, next: &str, passive: bool) -> bool {
        if !passive && needs.leads(&next.to_lowercase()) == Some(false)
            || needs.excepts(&self.words)
            || self.words.first().is_some_and(|first| first == "no") && !needs.takes_no()
            || !needs.in_clause(&self.clause)
        {
            return false;
        }
        let only_led = needs.has_leads() && !needs.names_objects() && needs.sufferer == Sufferer::Nobody;
        let only_clause = !needs.names_objects() && !needs.object && needs.sufferer == Sufferer::Nobody;
        let money = || {
            needs.named(&["money".to_owned()])
                && self.tokens.iter().any(|at| self.parse.tags[*at] == Tag::Dollar || self.parse.word(*at).starts_with(['£', '€', '$']))
        };
        needs.nothing
            || self.whatever
            || only_led
            || only_clause
            || needs.object && self.is_object()
            || needs.named(&self.words)
            || money()
            || needs.sufferer != Sufferer::Nobody && self.tokens.iter().any(|at| self.suffers(*at, needs.sufferer))
    }

    fn is_object(&self) -> bool {
        let parse = self.parse;
        self.tokens.first().is_some_and(|first| {
            let tag = parse.tags[*first];
            let thing = tag.is_noun()
                || tag.is_adjective()
                || matches!(tag, Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Prp | Tag::Dollar | Tag::Pdt)
                || matches!(tag, Tag::Vbn | Tag::Vbg)
                    && self.tokens.len() > 1
                    && (parse.tags[*first + 1].is_noun() || parse.tags[*first + 1].is_adjective());
            let self_done = parse.is_any(*first, &["itself", "it"]) || !self.told && parse.is_any(*first, &["me", "us"]);
            thing && !self_done
        })
    }

    /// Whether the token is somebody, and the head of its phrase.
    fn suffers(&self, at: usize, sufferer: Sufferer) -> bool {
        let parse = self.parse;
        let inside = self.tokens.contains(&(at + 1));
        let head = !inside || !(parse.tags[at + 1].is_noun() || parse.is_any(at + 1, &["'s", "’s"]));
        let person = subject::is_person_noun(parse, at) || subject::is_agent(parse, at) && !subject::is_body_noun(parse, at);
        let pronoun = parse.is_any(at, &["him", "them"]) || parse.is(at, "her") && !inside || self.told && parse.is_any(at, &["me", "us"]);
        let named = sufferer == Sufferer::Anybody && (subject::is_person(parse, at) || pronoun) || self.pronouns && pronoun;
        head && (person && !parse.tokens[at].shape.is_capitalized() || named)
    }
}
