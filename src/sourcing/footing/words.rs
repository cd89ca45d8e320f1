//! How the surest source of a sentence is given, whether its main verb is the cue, which paper stands beside it.

use super::clause::{Clause, is_poll, is_relative};
use super::evidence::{Look, log, yes};
use super::reports::Reports;
use crate::entity::EntityType;
use crate::lexicon::Class;
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
            let any = match self.attributions[at as usize].kind() {
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

    /// The main clause: who is named in it, whether its verb is the cue.
    pub(super) fn main(&self, index: usize, clause: &Clause, put: &mut impl FnMut(Look, f32)) {
        let sentence = &self.parse.sentences[index];
        let (first, last) = (sentence.first as usize, sentence.last as usize);
        let person = |range: std::ops::Range<usize>| {
            self.entities.mentions_in(range).any(|mention| self.entities.get(mention.entity).kind == EntityType::Person)
        };
        let after = |at: usize| at + 1..(at + 5).min(last);
        put(Look::OpensWithPerson, yes(clause.led && person(after(first))));
        put(Look::ByPerson, yes(clause.by.iter().any(|at| person(after(first + *at as usize)))));
        let Some((finite, full)) = clause.main else { return };
        if let Some(cue) = self.best(index).filter(|best| best.sentence as usize == index).and_then(|best| best.cue.as_ref()) {
            let (head, finite, full) = (cue.head as usize, first + finite as usize, first + full as usize);
            put(Look::MainCue, yes(head == full || head == finite));
            put(Look::CueRelative, yes(is_relative(self.parse, first, head)));
            put(Look::CueFar, log(head.abs_diff(full)));
        }
        if let Some(subject) = &clause.subject {
            put(Look::SubjectPerson, yes(person(first + subject.start as usize..first + subject.end as usize)));
        }
    }
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
