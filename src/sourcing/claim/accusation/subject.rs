//! Who does it: from a verb leftwards over whatever stands between it and its subject.
//!
//! News names people at length: by apposition, age, brackets, a relative clause, a role with a name behind it. None of that is parsed;
//! each is a closed insertion that a walk to the left passes over. Where a walk can go on in two ways it goes both, and the first noun
//! of somebody is the subject.

use std::ops::Range;

use crate::lexicon::{Act, Class, Deeds};
use crate::syntax::{NameTag, Parse, Tag};

/// How many insertions and coordinations a walk passes.
const FUEL: u8 = 8;

/// Who does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The noun, the name's last word, or the pronoun.
    pub head: usize,
    /// Somebody is said to say or think the clause.
    pub told: bool,
    /// It is a body, or a place that stands for one.
    pub body: bool,
}

/// Who may be the subject of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Somebody who can be accused.
    Somebody,
    /// The same, also in what somebody is only said to say or to have alleged.
    Alleged,
    /// The same, of people who are known to be charged: what is no deed alone is one of theirs.
    Charged,
    /// "The suspect": whoever it is.
    Suspect,
}

impl Whom {
    /// Whether what only a teller or a charge makes a wrong of counts.
    pub fn is_told(self) -> bool {
        matches!(self, Whom::Alleged | Whom::Charged)
    }
}

/// The subject of the verb group that begins at token `group`, if it is one of those asked for.
pub fn before(parse: &Parse, sentence: &Range<usize>, group: usize, whom: Whom) -> Option<Subject> {
    let mut walk = Walk { parse, sentence, found: Vec::new() };
    walk.back(group, FUEL);
    let found = walk.found;
    // "Neither Oru nor Holm stole it", "the claim that Oru stole it".
    let told = found.iter().any(|at| told(parse, sentence, *at));
    let denied = found.iter().any(|at| {
        let first = first_of(parse, sentence, *at);
        let lead = first.checked_sub(1).filter(|lead| *lead >= sentence.start);
        let word = |at: usize, set: &str| parse.in_deeds(at, set);
        word(first, "negated")
            || lead.is_some_and(|lead| {
                word(lead, "negated")
                    || parse.is_any(lead, &["whether", "if"]) && !told
                    || parse.is(lead, "that") && !told && !whom.is_told()
            })
    });
    let meant = |at: &&usize| match whom {
        Whom::Suspect => parse.is_any(**at, &["suspect", "suspects"]),
        _ => is_somebody(parse, **at) || whom.is_told() && is_firm(parse, **at),
    };
    let head = *found.iter().find(meant).filter(|_| !denied)?;
    Some(Subject { head, told, body: is_body(parse, head) })
}

/// The first token of the phrase that ends in `at`.
pub fn first_of(parse: &Parse, sentence: &Range<usize>, at: usize) -> usize {
    parse.phrase_of(at).map_or(at, |phrase| phrase.first as usize).max(sentence.start)
}

struct Walk<'a> {
    parse: &'a Parse<'a>,
    sentence: &'a Range<usize>,
    found: Vec<usize>,
}

impl Walk<'_> {
    /// Goes left from token `at`, which stands to the right of the subject.
    fn back(&mut self, at: usize, fuel: u8) {
        let parse = self.parse;
        let (Some(before), Some(fuel)) = (at.checked_sub(1).filter(|before| *before >= self.sentence.start), fuel.checked_sub(1)) else {
            return;
        };
        let tag = parse.tags[before];
        match parse.word(before) {
            ")" | "]" => return self.over(before, &["(", "["], fuel),
            "–" | "—" | "--" | "-" => return self.over(before, &["–", "—", "--", "-"], fuel),
            "," => return self.comma(before, fuel),
            "”" | "\"" | "''" | "’" | "“" | "``" | "‘" => return self.back(before, fuel),
            _ => {}
        }
        if parse.is_any(before, &["who", "which", "that"]) {
            let lead = before.checked_sub(1).filter(|lead| *lead >= self.sentence.start);
            match lead {
                // "The man who stole it" is whoever did; a name with a clause behind it is somebody.
                // "It was Oru, his partner says, who stole it".
                Some(comma) if parse.is(comma, ",") && comma > self.sentence.start && parse.tags[comma - 1].is_finite() => {
                    self.comma(comma, fuel);
                }
                Some(comma) if parse.is_any(comma, &[",", "–", "—", "("]) => self.back(comma, fuel),
                Some(name) if is_name(parse, name) => self.noun(name, fuel),
                _ => {}
            }
        } else if tag == Tag::Cc || parse.is_any(before, &["and", "but", "then"]) {
            self.coordinated(before, fuel);
        } else if passes(parse, before) {
            self.back(before, fuel + 1);
        } else if is_time(parse, before) {
            let first = first_of(parse, self.sentence, before);
            let lead = first.checked_sub(1).filter(|lead| *lead >= self.sentence.start && parse.tags[*lead] == Tag::In);
            // "The mayor last year stole it"; a time that opens the sentence has nobody before it.
            self.back(lead.unwrap_or(first), fuel);
        } else if tag.is_noun()
            || tag == Tag::Prp
            || tag == Tag::Cd
            || parse.word(before).starts_with(char::is_uppercase)
            || is_somebody(parse, before)
        {
            self.noun(before, fuel);
        }
    }

    /// Over a pair of marks that ends at `close`.
    fn over(&mut self, close: usize, marks: &[&str], fuel: u8) {
        let open = (self.sentence.start..close).rev().find(|at| self.parse.is_any(*at, marks));
        if let Some(open) = open {
            self.back(open, fuel);
        }
    }

    /// Over an insertion that a comma closes, or to the verb that a list of verbs began with.
    fn comma(&mut self, close: usize, fuel: u8) {
        let parse = self.parse;
        let opens = (self.sentence.start..close).rev().filter(|at| parse.is(*at, ",")).take(4);
        for open in opens.collect::<Vec<_>>() {
            if open + 1 < close && self.inserted(open + 1..close) {
                self.back(open, fuel);
            }
        }
        // "Oru met the pilots, stole the money and left".
        self.coordinated(close, fuel);
    }

    /// Whether the tokens are an insertion: no clause of their own, unless a relative one.
    fn inserted(&self, tokens: Range<usize>) -> bool {
        let parse = self.parse;
        let relative = tokens.clone().take(3).any(|at| matches!(parse.tags[at], Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb));
        let joins = matches!(parse.tags[tokens.start], Tag::Cc) && !parse.is_any(tokens.start, &["and", "or"]);
        // "Oru, his partner says, stole it": who says so, in the middle.
        let says = |at: usize| parse.reporting_verb(at).is_some_and(|verb| verb.act == Act::Speech) && parse.tags[at].is_finite();
        let aside = tokens.len() <= 7 && tokens.clone().filter(|at| parse.tags[*at].is_finite()).all(says);
        let clause = !aside && tokens.clone().any(|at| parse.tags[at].is_finite());
        !joins
            && (relative
                || !clause
                || parse.word(tokens.start).ends_with("ing")
                || parse.is_any(tokens.start, &["as", "like", "then", "once"]))
    }

    /// From a conjunction before a verb to the verb that it joins, and on to its subject.
    fn coordinated(&mut self, conjunction: usize, fuel: u8) {
        let parse = self.parse;
        let clause = (self.sentence.start..conjunction).rev().take_while(|at| !parse.is_any(*at, &[";", ":"]));
        let verb = clause.into_iter().find(|at| parse.tags[*at].is_finite());
        if let Some(verb) = verb.filter(|verb| parse.tags[*verb] != Tag::Md) {
            let group = group_start(parse, self.sentence, verb);
            self.back(group, fuel);
        }
    }

    /// A noun, and what it hangs on: "the mayor of Skerry", "Oru, 52".
    fn noun(&mut self, at: usize, fuel: u8) {
        let parse = self.parse;
        self.found.push(at);
        let first = first_of(parse, self.sentence, at);
        let Some(lead) = first.checked_sub(1).filter(|lead| *lead >= self.sentence.start) else { return };
        if parse.is(lead, ",") && (parse.tags[at] == Tag::Cd || !is_somebody(parse, at) || parse.is_any(at, &["jr.", "sr.", "jr", "sr"])) {
            self.back(lead, fuel);
        } else if parse.tags[lead] == Tag::In && parse.is_any(lead, GOVERN) && lead > self.sentence.start && parse.tags[lead - 1].is_noun()
        {
            self.noun(lead - 1, fuel.saturating_sub(1));
        }
    }
}

/// Prepositions that tie a noun to the one before it.
const GOVERN: &[&str] = &["of", "at", "in", "from", "for", "on", "with", "behind", "near", "to", "by"];

/// The first token of the group of the verb at `verb`: its auxiliaries and adverbs.
pub fn group_start(parse: &Parse, sentence: &Range<usize>, verb: usize) -> usize {
    let aux = |at: &usize| {
        passes(parse, *at)
            || parse.is_any(*at, &["has", "have", "had", "'ve", "’ve", "is", "was", "are", "were", "been", "being", "did", "does", "do"])
            || parse.is_any(*at, &["'s", "’s"]) && parse.tags[*at] != Tag::Pos
    };
    let mut start = verb;
    while let Some(before) = start.checked_sub(1).filter(|before| *before >= sentence.start && aux(before)) {
        start = before;
    }
    start
}

/// Words between a subject and its verb that say nothing of either.
fn passes(parse: &Parse, at: usize) -> bool {
    let negated = parse.in_deeds(at, "negated");
    let adverb = parse.tags[at].is_adverb() || parse.word(at).ends_with("ly") && !parse.tags[at].is_noun();
    !negated && adverb || parse.is_any(at, &["himself", "herself", "themselves", "both", "all", "each", "also", "once"])
}

fn is_time(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let year = word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|byte| byte.is_ascii_digit());
    let dated = parse.has(at, Class::Weekday) || parse.has(at, Class::Month) && parse.tags[at] != Tag::Md;
    year || parse.in_deeds(at, "times") || dated && !is_name(parse, at)
}

/// Whether what the clause with `head` as its subject says is somebody else's saying: "a source said Oru stole it".
fn told(parse: &Parse, sentence: &Range<usize>, head: usize) -> bool {
    let first = first_of(parse, sentence, head);
    let Some(mut lead) = first.checked_sub(1).filter(|lead| *lead >= sentence.start) else { return false };
    if parse.is(lead, "that") && lead > sentence.start {
        lead -= 1;
    }
    // The tagger takes "claims" and "thought" for nouns.
    let verb = parse.tokens[lead].entry.verb.map(|form| parse.lexicon.verb(form));
    verb.is_some_and(|verb| matches!(verb.act, Act::Speech | Act::Belief | Act::Evidence))
        || parse.has(lead, Class::CueNoun) && lead + 1 < first
}

fn is_name(parse: &Parse, at: usize) -> bool {
    matches!(parse.names[at], NameTag::PersonBegin | NameTag::PersonInside | NameTag::OrganizationBegin | NameTag::OrganizationInside)
        || parse.tags[at].is_proper() && !parse.has(at, Class::Weekday) && !parse.has(at, Class::Month)
}

/// Whether a name of a person ends, begins or goes on at `at`.
pub fn is_person(parse: &Parse, at: usize) -> bool {
    matches!(parse.names.get(at), Some(NameTag::PersonBegin | NameTag::PersonInside))
}

/// Whether the noun or pronoun at `at` is somebody who can be accused.
fn is_somebody(parse: &Parse, at: usize) -> bool {
    if parse.tags[at] == Tag::Prp {
        return parse.is_any(at, &["he", "she", "they"]);
    }
    let phrase = parse.phrase_of(at);
    let first = phrase.map_or(at, |phrase| phrase.first as usize);
    let set = |set: &str| (first..at + 1).any(|at| parse.in_deeds(at, set));
    if is_person(parse, at) {
        return !set("nobody");
    }
    if parse.in_deeds(at, "strangers") {
        // "Thieves stole the bell" accuses nobody; "his fans" are somebody's.
        return (first..at).any(|at| matches!(parse.tags[at], Tag::PrpS | Tag::Pos));
    }
    if is_name(parse, at) && !matches!(parse.names[at], NameTag::OtherBegin | NameTag::OtherInside) {
        return !set("nobody") && parse.word(at).starts_with(char::is_uppercase);
    }
    // "The two stole it"; "the 250,000" are a count.
    parse.has(at, Class::NumberWord) && parse.tags[at] == Tag::Cd && parse.is(at.saturating_sub(1), "the")
        || !parse.in_deeds(at, "nobody") && (is_person_noun(parse, at) || is_body_noun(parse, at) || is_agent(parse, at))
}

/// "Harbour Cabs", "Tidewell Dairy": a name of several words that ends like a firm's, whatever kind of name it was read as.
fn is_firm(parse: &Parse, at: usize) -> bool {
    let capital = |at: usize| parse.word(at).starts_with(char::is_uppercase);
    at > 0 && capital(at) && capital(at - 1) && parse.in_fairness(at, "firm")
}

/// Whether the word at `at` is a noun for a person.
pub fn is_person_noun(parse: &Parse, at: usize) -> bool {
    [Class::PersonNoun, Class::PeopleNoun, Class::Title, Class::Kin].iter().any(|class| parse.has(at, *class))
        || parse.in_deeds(at, "people")
}

/// "harbour master", "schoolteacher", "linesmen": nouns of people that no list holds, by their endings.
pub fn is_agent(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at).to_lowercase();
    let one = word.strip_suffix('s').unwrap_or(&word);
    let whole = parse.lexicon.word(one).classes;
    parse.tags[at].is_noun()
        && (whole.any(&[Class::PersonNoun, Class::Title, Class::Kin, Class::BodyNoun])
            || Deeds::shipped().has("people", one)
            || Deeds::shipped().words("agents").any(|ending| one.ends_with(ending)))
}

fn is_body(parse: &Parse, at: usize) -> bool {
    use NameTag::{OrganizationBegin, OrganizationInside, PlaceBegin, PlaceInside};
    matches!(parse.names[at], OrganizationBegin | OrganizationInside | PlaceBegin | PlaceInside)
        || is_body_noun(parse, at) && !is_person(parse, at)
}

/// Whether the word at `at` is a noun for a body.
pub fn is_body_noun(parse: &Parse, at: usize) -> bool {
    parse.has(at, Class::BodyNoun) || parse.in_deeds(at, "bodies")
}
