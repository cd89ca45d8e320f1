//! What a sentence's own clause says: how its surest source is given, what its main verb does, which paper is named.

use super::evidence::{Look, log, yes};
use super::reports::Reports;
use crate::entity::EntityType;
use crate::lexicon::{Act, Class, Frames};
use crate::sourcing::terms::is_spokesperson;
use crate::sourcing::{Attribution, SourceKind};
use crate::syntax::{Parse, Tag};

impl Reports<'_> {
    /// How the sources that report in the sentence are given, the surest one's words above all.
    pub(super) fn source(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let parse = self.parse;
        for (at, odds) in self.own(index) {
            if odds <= 0.0 {
                continue;
            }
            let any = match self.attributions[at as usize].source.as_ref().map_or(SourceKind::Vague, |source| source.kind) {
                SourceKind::Named => Look::AnyNamed,
                SourceKind::Organization => Look::AnyBody,
                SourceKind::Document => Look::AnyPaper,
                SourceKind::Anonymous => Look::AnyAnonymous,
                SourceKind::Vague => Look::AnyVague,
            };
            put(any, 1.0);
        }
        let Some(best) = self.best(index) else { return };
        put(Look::PaperBeside, yes(best.sentence as usize == index && paper_of(parse, best)));
        let Some(source) = &best.source else {
            put(Look::SourceNone, 1.0);
            return;
        };
        let (first, last, head) = (source.first as usize, (source.last as usize).min(parse.tokens.len()), source.head as usize);
        let classes = [
            (Look::SourcePaper, Class::DocumentNoun),
            (Look::SourceBody, Class::BodyNoun),
            (Look::SourceWord, Class::OrganizationWord),
            (Look::SourceKept, Class::AnonymousNoun),
            (Look::SourceCrowd, Class::VagueNoun),
            (Look::SourcePerson, Class::PersonNoun),
            (Look::SourceTitle, Class::Title),
            (Look::SourceKin, Class::Kin),
            (Look::SourcePeople, Class::PeopleNoun),
            (Look::SourceDemonym, Class::Demonym),
        ];
        for (look, class) in classes {
            put(look, yes(parse.has(head, class)));
        }
        let tag = parse.tags[head];
        put(Look::SourcePlural, yes(matches!(tag, Tag::Nns | Tag::Nnps)));
        put(Look::SourceProper, yes(tag.is_proper()));
        put(Look::SourceThey, yes(parse.is_any(head, &["they", "them", "their"])));
        put(Look::SourceIt, yes(parse.is_any(head, &["it", "its", "this", "that"])));
        put(Look::SourceWe, yes(parse.is_any(head, &["i", "we", "us", "our", "my", "me"])));
        put(Look::SourceWho, yes(parse.is_any(head, &["who", "which"])));
        put(Look::SourceThe, yes(parse.is_any(first, &["the", "this", "that", "these", "those"])));
        put(Look::SourceHis, yes((first..head).any(|at| matches!(parse.tags[at], Tag::Pos | Tag::PrpS))));
        put(Look::SourceA, yes(parse.is_any(first, &["a", "an", "one", "another"])));
        put(Look::SourceBare, yes(first == head));
        put(Look::SourceCounted, yes((first..head).any(|at| parse.tags[at] == Tag::Cd)));
        put(Look::SourceSome, yes(parse.is_any(first, &["some", "many", "most", "other", "others", "several", "few", "all", "more"])));
        put(Look::SourceBack, yes(source.same_as.is_some()));
        put(Look::SourceWords, log(last - first));
        put(Look::SourceNamed, yes((first..last).any(|at| parse.tags[at].is_proper())));
        put(Look::SourceSpeaks, yes(is_spokesperson(parse, head)));
        put(Look::SourcePoll, yes((first..last).any(|at| is_poll(parse, at))));
        put(Look::SourceAfter, yes(head + 1 < last));
        put(
            Look::SourceOfficial,
            yes(parse.is_any(head, &["official", "officials", "aide", "aides", "adviser", "advisers", "source", "sources", "authorities"])),
        );
        put(Look::SourcePress, yes(parse.is_any(head, &["campaign", "campaigns", "newspaper", "outlet", "network", "agency", "company"])));
        let word = parse.word(head);
        put(Look::SourceKnown, yes((head.saturating_sub(300)..first).any(|at| parse.is(at, word))));
        put(Look::Possessed, yes(parse.has(head, Class::DocumentNoun) && (first..head).any(|at| parse.tags[at].is_proper())));
        if let Some(entity) = source.entity {
            put(Look::SourceLinked, 1.0);
            let kind = self.entities.get(entity).kind;
            put(Look::SourceIsPerson, yes(kind == EntityType::Person));
            put(Look::SourceIsBody, yes(kind == EntityType::Organization));
            put(Look::SourceIsPlace, yes(kind == EntityType::Place));
            put(Look::SourceIsOther, yes(kind == EntityType::Other));
        }
    }

    /// The main clause: its verb, its subject, what leads into it.
    pub(super) fn main(&self, index: usize, put: &mut impl FnMut(Look, f32)) {
        let parse = self.parse;
        let sentence = &parse.sentences[index];
        let outside = |at: &usize| parse.quoted_at(*at).is_none();
        let first = sentence.first as usize;
        let preposition = |at: usize| matches!(parse.tags[at], Tag::In | Tag::To);
        let person = |range: std::ops::Range<usize>| {
            self.entities.mentions_in(range).any(|mention| self.entities.get(mention.entity).kind == EntityType::Person)
        };
        let headed = |at: usize, class: Class| {
            parse.phrase_of(at).is_some_and(|phrase| parse.has(phrase.head as usize, class) && parse.tags[phrase.head as usize].is_noun())
        };
        put(Look::OpensWithPerson, yes(preposition(first) && person(first + 1..(first + 5).min(sentence.last as usize))));
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
        put(Look::ByPerson, yes(sentence.tokens().any(|at| parse.is(at, "by") && person(at + 1..(at + 5).min(sentence.last as usize)))));
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
        let relative = |at: usize| {
            (at.saturating_sub(4).max(first)..at).any(|before| {
                parse.is_any(before, &["who", "which", "that", "whose", "when", "while", "where", "because", "if", "after", "as", "since"])
            })
        };
        let verbs = || sentence.tokens().filter(outside).filter(|at| parse.tags[*at].is_finite());
        let Some(verb) = verbs().find(|at| !relative(*at)).or_else(|| verbs().next()) else { return };
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
        if let Some(cue) = self.best(index).filter(|best| best.sentence as usize == index).and_then(|best| best.cue.as_ref()) {
            let head = cue.head as usize;
            put(Look::MainCue, yes(head == last || head == verb));
            put(Look::CueRelative, yes(relative(head)));
            put(Look::CueFar, log(head.abs_diff(last)));
        }
        let before = parse.phrases.partition_point(|phrase| (phrase.first as usize) < verb);
        let phrases = parse.phrases[..before].iter().rev().take(6).take_while(|phrase| phrase.first as usize >= first);
        let Some(phrase) = phrases.filter(|phrase| phrase.first as usize == first || !preposition(phrase.first as usize - 1)).last() else {
            return;
        };
        let head = phrase.head as usize;
        put(Look::SubjectPerson, yes(person(phrase.tokens())));
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

/// Whether the word tells of an opinion poll.
pub(super) fn is_poll(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["poll", "polls", "survey", "surveys", "polling", "polled", "surveyed"])
}

/// "wrote in a memo", "said in the report": a paper stands beside the speaker.
fn paper_of(parse: &Parse, attribution: &Attribution) -> bool {
    let Some(cue) = &attribution.cue else { return false };
    let sentence = &parse.sentences[attribution.sentence as usize];
    let inside = |at: usize| attribution.content.iter().any(|span| span.contains(parse.tokens[at].span));
    sentence.tokens().any(|at| {
        let near = at.abs_diff(cue.head as usize) <= 14;
        let paper = near
            && parse.has(at, Class::DocumentNoun)
            && parse.tags[at].is_noun()
            && !inside(at)
            && !parse.is_any(
                at,
                &["statement", "speech", "interview", "law", "act", "agreement", "order", "bill", "platform", "data", "schedule"],
            );
        let own = attribution.source.as_ref().is_some_and(|source| (source.first as usize..source.last as usize).contains(&at));
        paper && !own && in_phrase(parse, at)
    })
}

/// "in the report", "in an e-mail to staff".
fn in_phrase(parse: &Parse, at: usize) -> bool {
    parse.phrase_of(at).is_some_and(|phrase| {
        phrase.head as usize == at && phrase.first > 0 && parse.is_any(phrase.first as usize - 1, &["in", "on", "by", "via", "through"])
    })
}
