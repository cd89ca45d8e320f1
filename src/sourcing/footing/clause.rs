//! What a sentence's words by themselves say of whom it rests on: what its main verb does, who its subject is, which paper is named.

use std::ops::Range;

use super::evidence::{Look, log, look, yes};
use crate::lexicon::{Act, Class, Frames};
use crate::sourcing::claim::feature::Features;
use crate::syntax::{Parse, Sentence, Tag};

/// A sentence's main clause and what leads into it. Tokens count from the sentence's first.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::sourcing) struct Clause {
    /// The evidence of its words.
    pub(super) looks: Features,
    /// It opens with a preposition.
    pub(super) led: bool,
    /// Where "by" stands.
    pub(super) by: Vec<u32>,
    /// The first finite verb outside quotation marks.
    pub(super) verb: Option<u32>,
    /// The finite verb of the main clause, and the verb that its auxiliaries lead to.
    pub(super) main: Option<(u32, u32)>,
    /// The phrase of the main clause's subject.
    pub(super) subject: Option<Range<u32>>,
    /// It tells of an opinion poll.
    pub(super) poll: bool,
}

impl Clause {
    /// Reads sentence `index`; `vague` if its words name nobody where a source should stand.
    pub(in crate::sourcing) fn read(parse: &Parse, index: usize, vague: bool) -> Clause {
        let sentence = &parse.sentences[index];
        let mut clause = Clause::default();
        let mut looks = Features::new();
        clause.find(parse, sentence, |which, value| {
            if value != 0.0 {
                looks.push((look(which), value));
            }
        });
        if vague {
            looks.push((look(Look::Vague), 1.0));
        }
        clause.looks = looks;
        clause
    }

    fn find(&mut self, parse: &Parse, sentence: &Sentence, mut put: impl FnMut(Look, f32)) {
        let outside = |at: &usize| parse.quoted_at(*at).is_none();
        let first = sentence.first as usize;
        let preposition = |at: usize| matches!(parse.tags[at], Tag::In | Tag::To);
        let headed = |at: usize, class: Class| {
            parse.phrase_of(at).is_some_and(|phrase| parse.has(phrase.head as usize, class) && parse.tags[phrase.head as usize].is_noun())
        };
        let offset = |at: usize| (at - first) as u32;
        put(Look::Length, log(sentence.tokens().len()));
        self.poll = sentence.tokens().any(|at| is_poll(parse, at));
        put(Look::Poll, yes(self.poll));
        let paper = |at: usize| parse.has(at, Class::DocumentNoun) && parse.tags[at].is_noun();
        put(Look::Paper, yes(sentence.tokens().any(paper)));
        put(Look::PaperOpens, yes(sentence.tokens().take(5).any(paper)));
        let finite = |at: &usize| parse.tags[*at].is_finite() && outside(at);
        let verb = sentence.tokens().find(finite);
        self.verb = verb.map(offset);
        let pronoun = verb.is_some_and(|verb| (first..verb).take(3).any(|at| parse.is_any(at, &["he", "she"])));
        put(Look::SubjectPronoun, yes(pronoun));
        self.led = preposition(first);
        put(Look::OpensWithPaper, yes(preposition(first) && headed(first + 1, Class::DocumentNoun)));
        let led = |class: Class| sentence.tokens().skip(1).any(|at| outside(&at) && preposition(at - 1) && headed(at, class));
        put(Look::InPaper, yes(led(Class::DocumentNoun)));
        put(
            Look::InInterview,
            yes(sentence.tokens().any(|at| {
                parse.is_any(
                    at,
                    &[
                        "interview",
                        "statement",
                        "speech",
                        "remarks",
                        "conference",
                        "rally",
                        "debate",
                        "call",
                        "tweet",
                        "twitter",
                        "testimony",
                        "address",
                    ],
                ) && parse.phrase_of(at).is_some_and(|phrase| (phrase.first as usize) > first && preposition(phrase.first as usize - 1))
            })),
        );
        self.by = sentence.tokens().filter(|at| parse.is(*at, "by")).map(offset).collect();
        put(
            Look::Owned,
            yes(sentence.tokens().any(|at| {
                let noun = parse.tags[at].is_noun()
                    && parse.is_any(
                        at,
                        &[
                            "claim",
                            "claims",
                            "argument",
                            "view",
                            "opinion",
                            "account",
                            "contention",
                            "belief",
                            "warning",
                            "warnings",
                            "promise",
                            "estimate",
                            "estimates",
                            "assertion",
                            "comments",
                            "comment",
                            "remarks",
                            "words",
                            "statement",
                            "criticism",
                            "call",
                            "calls",
                            "plan",
                            "proposal",
                            "pledge",
                        ],
                    );
                noun && at > first && (at.saturating_sub(3).max(first)..at).any(|before| matches!(parse.tags[before], Tag::Pos | Tag::PrpS))
            })),
        );
        let main = sentence.tokens().filter(finite).find(|at| !is_relative(parse, first, *at));
        let Some(verb) = main.or(verb) else { return };
        // The auxiliary leads to the verb that says what is done.
        let full = (verb..(verb + 4).min(sentence.last as usize))
            .take_while(|at| parse.tags[*at].is_verb() || parse.tags[*at] == Tag::Md || parse.tags[*at].is_adverb() || *at == verb);
        let mut last = verb;
        let mut negated = false;
        for at in full {
            if parse.tags[at].is_verb() {
                last = at;
            }
            negated |= parse.is_any(at, &["not", "n't", "n’t", "never"]);
        }
        self.main = Some((offset(verb), offset(last)));
        put(Look::MainNegated, yes(negated));
        put(
            Look::MainPassive,
            yes(last > verb
                && parse.tags[last] == Tag::Vbn
                && parse.is_any(last - 1, &["is", "are", "was", "were", "be", "been", "being"])),
        );
        if let Some(reports) = parse.reporting_verb(last) {
            put(Look::MainReports, 1.0);
            put(Look::MainSpeech, yes(reports.act == Act::Speech));
            put(Look::MainBelief, yes(reports.act == Act::Belief));
            put(Look::MainIntent, yes(reports.act == Act::Intent));
            put(Look::MainEvidence, yes(reports.act == Act::Evidence));
            put(Look::MainClause, yes(reports.frames.has(Frames::CLAUSE)));
            put(Look::MainQuotation, yes(reports.frames.has(Frames::QUOTE)));
            put(Look::MainNoun, yes(reports.frames.has(Frames::NOUN)));
            put(Look::MainPreposition, yes(reports.frames.has(Frames::PREPOSITION)));
        }
        let before = parse.phrases.partition_point(|phrase| (phrase.first as usize) < verb);
        let phrases = parse.phrases[..before].iter().rev().take(6).take_while(|phrase| phrase.first as usize >= first);
        let Some(phrase) = phrases.filter(|phrase| phrase.first as usize == first || !preposition(phrase.first as usize - 1)).last() else {
            return;
        };
        let head = phrase.head as usize;
        self.subject = Some(offset(phrase.first as usize)..offset(phrase.last as usize));
        put(Look::SubjectPlural, yes(matches!(parse.tags[head], Tag::Nns | Tag::Nnps)));
        put(
            Look::SubjectRole,
            yes(parse.has(head, Class::Title) || parse.has(head, Class::PersonNoun) || parse.has(head, Class::AnonymousNoun)),
        );
        put(Look::SubjectVague, yes(parse.has(head, Class::VagueNoun) || parse.is_any(head, &["some", "many", "most", "few", "others"])));
        put(Look::SubjectPaper, yes(parse.has(head, Class::DocumentNoun)));
        put(Look::SubjectIt, yes(parse.is_any(head, &["it", "this", "that"])));
        put(Look::SubjectThey, yes(parse.is(head, "they")));
    }
}

/// Whether a word of a subordinate clause stands right before token `at` of the sentence that begins at `first`.
pub(super) fn is_relative(parse: &Parse, first: usize, at: usize) -> bool {
    (at.saturating_sub(4).max(first)..at).any(|before| {
        parse.is_any(before, &["who", "which", "that", "whose", "when", "while", "where", "because", "if", "after", "as", "since"])
    })
}

/// Whether the word tells of an opinion poll.
pub(super) fn is_poll(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["poll", "polls", "survey", "surveys", "polling", "polled", "surveyed"])
}
