//! Quotations that have no source after all: a second look at what stands around them.
//!
//! Nothing here outweighs a source that was found. The verb right before the mark, the sentence right behind the quotation, the end of a
//! quotation that runs on over paragraphs, and the paper in brackets at its end each tell of one speaker only.

use std::ops::Range;

use super::clause::{self, VerbGroup};
use super::draft::{Draft, Reader, SourcePhrase};
use super::quotations::covering;
use super::speakers::{self, draft, speaks};
use super::{content, noun_phrase, signature, verbs};
use crate::lexicon::{Class, Frames};
use crate::syntax::{NameTag, Quoted, QuotedEnd, Sentence, Shape, Tag};

/// The verb stands at most so many tokens before its quotation: "told the board at Vellmouth on Monday, “…”".
const NEAR: usize = 14;
/// And so many where neither comma nor colon stands between them.
const CLOSE: usize = 6;
/// Fewer words may be a name.
const FEW: usize = 3;
/// Words of the longest name that labels a speech.
const NAME: usize = 4;
/// A quotation runs on over at most so many paragraphs.
const PARAGRAPHS: usize = 8;

/// Whoever the words right beside a quotation give it to; "on the radio's “Morning Tide,” Oru said" quotes nobody.
pub(super) fn beside(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let words = Words::count(reader, quoted);
    if words.capitals * 2 > words.all && !words.cries {
        return None;
    }
    let found = governed(reader, quoted)
        .or_else(|| speakers::beside(reader, quoted))
        .or_else(|| of_noun(reader, quoted))
        .or_else(|| by_end(reader, quoted))
        .or_else(|| told_behind(reader, quoted));
    let somebody = |draft: &Draft| draft.source.as_ref().is_some_and(|source| speaks(reader, source.head));
    found.filter(somebody)
}

/// The same for a quotation that the network left to nobody: a few words of it are rather a name for something.
pub(super) fn surely_beside(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let words = Words::count(reader, quoted);
    if words.all < FEW && !words.cries { None } else { beside(reader, quoted) }
}

/// What a quotation's words look like.
struct Words {
    all: usize,
    capitals: usize,
    /// It ends with an exclamation or a question.
    cries: bool,
}

impl Words {
    fn count(reader: &Reader, quoted: &Quoted) -> Words {
        let tokens = quoted.open as usize..quoted.end as usize;
        let shapes = || tokens.clone().map(|at| reader.parse.tokens[at].shape).filter(|shape| shape.is_word());
        let last = tokens.end.saturating_sub(2);
        Words {
            all: shapes().count(),
            capitals: shapes().filter(|shape| *shape != Shape::Lower).count(),
            cries: reader.is_any(last, &["!", "?"]),
        }
    }
}

/// Whoever the quotation itself says speaks it: a transcript's name inside the marks, a signature or a paper in brackets behind them.
pub(super) fn labelled(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    speech(reader, quoted).or_else(|| signed(reader, quoted)).or_else(|| cited(reader, quoted))
}

/// `“ORU: We waited.`: one past the name in capitals that opens a quotation, where the colon stands.
pub(super) fn label(reader: &Reader, quoted: &Quoted) -> Option<usize> {
    let parse = reader.parse;
    let (first, end) = (quoted.open as usize + 1, quoted.end as usize);
    let capitals = |at: &usize| parse.word(*at).chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\'' | '’'));
    let colon = first + (first..end).take(NAME).take_while(capitals).count();
    let named = colon > first && reader.is(colon, ":") && parse.word(colon - 1).chars().count() > 1;
    named.then_some(colon)
}

fn speech(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let colon = label(reader, quoted)?;
    let (first, end) = (quoted.open as usize + 1, quoted.end as usize);
    let speaks = reader.tag(colon - 1).is_proper()
        && !reader.has(colon - 1, Class::DocumentNoun)
        && reader.parse.tokens.get(colon + 1).is_some_and(|token| token.shape.is_capitalized());
    if !speaks || colon + 1 >= end {
        return None;
    }
    without_cue(reader, SourcePhrase { range: first..colon, head: colon - 1 }, content::trim(reader, colon + 1..end), 0.9)
}

/// `“We waited.” — Marit Oru, pilot`: a paragraph that ends with a quotation's signature, or is a quotation that the next line signs.
fn signed(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let block = quoted.block as usize;
    let dash = quoted.end as usize;
    if !quoted.ends.is_closed() {
        return None;
    }
    let end = parse.token_from_near(parse.prose.blocks[block].span.end, dash);
    let content = content::trim(reader, quoted.open as usize..dash);
    if dash >= end {
        let first = parse.token_from_near(parse.prose.blocks[block].span.start, quoted.open as usize);
        let source = signature::below(reader, block + 1).filter(|_| first == quoted.open as usize)?;
        return without_cue(reader, source, content, 0.85);
    }
    let (source, _) = signature::at_end(reader, block).filter(|(_, at)| *at == dash)?;
    without_cue(reader, source, content, 0.85)
}

fn without_cue(reader: &Reader, source: SourcePhrase, content: Range<usize>, weight: f32) -> Option<Draft> {
    let first = content.start;
    (!content.is_empty()).then(|| Draft::without_cue(source, first, vec![content], weight, reader.parse.sentence_of(first)))
}

/// `On being asked she replied, “…”`, `Oru smiled, telling the crew, “…”`, `While denouncing the “betrayal,” she …`: the reporting verb
/// right before the quotation.
fn governed(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let sentence = &parse.sentences[parse.sentence_of(open)];
    let floor = sentence.first as usize;
    let mark = open.checked_sub(1).filter(|at| *at > floor)?;
    let waits = reader.is_comma(mark) || reader.is(mark, ":");
    let near = (floor..open).rev().take(if waits { NEAR } else { CLOSE }).take_while(|at| reader.quoted(*at).is_none());
    let mut verbs = near.filter(|at| reader.tag(*at).is_verb());
    let verb = verbs.next().filter(|at| parse.reporting_verb(*at).is_some_and(|verb| !waits || verb.frames.has(Frames::QUOTE)))?;
    let group = clause::verb_group(reader, verb, floor);
    let source = match () {
        () if group.passive || group.infinitive => return None,
        () if group.finite => clause::subject(reader, &group, floor)?,
        () if reader.tag(verb) == Tag::Vbg => participle_subject(reader, sentence, &group)?,
        () => return None,
    };
    let content = content::trim(reader, if waits { open } else { verb + 1 }..quoted.end as usize);
    (speaks(reader, source.head) && !content.is_empty()).then(|| draft(reader, Some(source), group.range, content, 0.8))
}

/// Whose a participle is: "Oru did not seem impressed, telling the crew" names the subject of the first verb.
fn participle_subject(reader: &Reader, sentence: &Sentence, group: &VerbGroup) -> Option<SourcePhrase> {
    let floor = sentence.first as usize;
    let first = || (floor..group.range.start).find(|at| reader.quoted(*at).is_none() && reader.tag(*at).is_finite());
    let main = || clause::subject(reader, &clause::verb_group(reader, first()?, floor), floor);
    verbs::participle_subject(reader, sentence, group, &[]).or_else(main)
}

/// `comments from the pilot Marit Oru that “…”`: a noun of speech with its speaker right before the quotation.
fn of_noun(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let floor = parse.sentences[parse.sentence_of(open)].first as usize;
    let end = open.checked_sub(1).filter(|that| *that > floor && reader.is(*that, "that"))?;
    let mut first = parse.phrase_of(end - 1)?.first as usize;
    let by = loop {
        let by = first.checked_sub(1).filter(|by| *by > floor)?;
        match reader.is_any(by, &["from", "by"]) {
            true => break by,
            // "from the head of the port"
            false if reader.is_any(by, &["of", "at", "for", "in"]) => first = parse.phrase_of(by - 1)?.first as usize,
            false => return None,
        }
    };
    let noun = by - 1;
    if !reader.has(noun, Class::CueNoun) && !reader.has(noun, Class::DocumentNoun) {
        return None;
    }
    let source = noun_phrase::starting_at(reader, by + 1, end)?;
    let content = content::trim(reader, open..quoted.end as usize);
    (!content.is_empty()).then(|| draft(reader, Some(source), noun..noun + 1, content, 0.75))
}

/// `The “alarming” losses were said to grow, Oru told the crew.`, `It shows “agony,” according to a statement.`: the reporting clause that
/// ends the sentence.
fn by_end(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let (open, end) = (quoted.open as usize, quoted.end as usize);
    let sentence = &parse.sentences[parse.sentence_of(end.checked_sub(1)?)];
    let (floor, last) = (sentence.first as usize, sentence.last as usize);
    let content = content::trim(reader, open.max(floor)..end);
    if content.is_empty() {
        return None;
    }
    let mut free = (end..last).filter(|at| reader.quoted(*at).is_none());
    if let Some(at) = free.clone().find(|at| reader.is(*at, "according") && reader.is(at + 1, "to")) {
        let source = noun_phrase::starting_at(reader, at + 2, last).or_else(|| noun_phrase::misread_at(reader, at + 2, last))?;
        return Some(draft(reader, Some(source), at..at + 2, content, 0.8));
    }
    let reports = |at: &usize| parse.reporting_verb(*at).is_some_and(|verb| verb.frames.has(Frames::QUOTE)) && reader.tag(*at).is_finite();
    let verb = free.find(reports)?;
    let group = clause::verb_group(reader, verb, floor);
    let source = clause::subject(reader, &group, floor).filter(|_| !group.passive)?;
    let comma = source.range.start.checked_sub(1).filter(|comma| *comma >= end && reader.is_comma(*comma));
    let ends = (verb + 1..last).all(|at| !reader.tag(at).is_finite() && reader.quoted(at).is_none());
    (comma.is_some() && ends).then(|| draft(reader, Some(source), group.range, content, 0.75))
}

/// `“We waited!” Oru shouted over the wind.`, `“Where were you?” That was the question that Oru asked.`: the sentence behind a quotation
/// that opens its paragraph tells who speaks, if it has no words of somebody of its own.
pub(super) fn told_behind(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let (open, end) = (quoted.open as usize, quoted.end as usize);
    let index = parse.sentence_of(end.checked_sub(1)?);
    let (own, next) = (&parse.sentences[index], parse.sentences.get(index + 1)?);
    let opens = parse.token_from_near(parse.prose.blocks[quoted.block as usize].span.start, open) == open;
    if !quoted.ends.is_closed() || !opens || own.last as usize != end || next.tokens().any(|at| reader.quoted(at).is_some()) {
        return None;
    }
    let content = content::trim(reader, open..end);
    if next.block == own.block + 1 || next.block == own.block && reader.is_any(next.first as usize, POINTING) {
        return without_cue(reader, pointed_at(reader, next)?, content, 0.6);
    }
    if next.block != own.block {
        return None;
    }
    let (first, last) = (next.first as usize, next.last as usize);
    let source = noun_phrase::starting_at(reader, first, last).filter(|source| speaks(reader, source.head))?;
    let after = source.range.end + usize::from(reader.is_comma(source.range.end));
    let verb = (after..last).find(|at| reader.tag(*at).is_verb() || reader.tag(*at) == Tag::Md)?;
    let near = (after..verb).all(|at| reader.tag(at).is_adverb());
    let finite = reader.tag(verb).is_finite() || reader.tag(verb) == Tag::Vbn;
    let reports = parse.reporting_verb(verb).is_some_and(|verb| verb.frames.has(Frames::QUOTE));
    // "Oru said that …", "Oru said the boat was late": what it says stands there.
    let own_content = reader.is_any(verb + 1, &["that", "it", "he", "she", "they", "there", ":"])
        || (verb + 1..last).any(|at| reader.tag(at).is_finite() && !reader.is_any(at - 1, &["who", "which", "as", "when", "while"]));
    if !near || !finite || !reports || own_content || content.is_empty() {
        return None;
    }
    Some(draft(reader, Some(source), verb..verb + 1, content, 0.7))
}

/// Words that point at what was just quoted.
const POINTING: &[&str] = &["that", "this", "those", "these"];

/// "That was the question that Oru asked", "Those words of Marit Oru": who said what the sentence points at.
fn pointed_at(reader: &Reader, sentence: &Sentence) -> Option<SourcePhrase> {
    const WORDS: &[&str] = &["quote", "quotation", "question", "words", "line", "remark", "remarks"];
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let points = reader.is_any(first, POINTING);
    let noun = (first + 1..last.min(first + 6)).find(|at| reader.is_any(*at, WORDS)).filter(|_| points)?;
    if reader.is_any(noun + 1, &["from", "of", "by"]) {
        return noun_phrase::starting_at(reader, noun + 2, last).filter(|source| speaks(reader, source.head));
    }
    let reports = |at: &usize| reader.parse.reporting_verb(*at).is_some_and(|verb| verb.frames.has(Frames::QUOTE));
    let verb = (noun + 1..last).filter(|at| reader.tag(*at).is_finite()).find(reports)?;
    let group = clause::verb_group(reader, verb, noun + 1);
    clause::subject(reader, &group, noun + 1).filter(|source| !group.passive && speaks(reader, source.head))
}

/// `“The port was sold to nobody.” [Vellmouth Herald]`: a digest's paper in brackets.
fn cited(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let (open, end) = (quoted.open as usize, quoted.end as usize);
    let block = parse.token_from(parse.prose.blocks[quoted.block as usize].span.end);
    let bracket = (end..block.min(end + 2)).find(|at| reader.is(*at, "["))?;
    let close = (bracket + 1..block).take(8).find(|at| reader.is(*at, "]"))?;
    if close + 2 < block {
        return None;
    }
    let name = (bracket + 1..close).take_while(|at| parse.tokens[*at].shape.is_word() && parse.tokens[*at].shape.is_capitalized());
    let range = bracket + 1..bracket + 1 + name.count();
    let head = range.end.checked_sub(1).filter(|head| *head > bracket)?;
    let named = range.clone().any(|at| parse.names[at] != NameTag::Outside) || reader.tag(head).is_proper();
    if !named || reader.has(head, Class::Month) {
        return None;
    }
    without_cue(reader, SourcePhrase { range, head }, content::trim(reader, open..end), 0.7)
}

/// Whether a quotation opens again with the mark it first opened with, or with none; another mark quotes somebody inside the quotation.
fn same_mark(reader: &Reader, quoted: &Quoted, next: &Quoted) -> bool {
    let (first, again) = (quoted.open as usize, next.open as usize);
    reader.parse.tokens[again].shape != Shape::OpenQuote && reader.parse.tokens[again].shape != Shape::CloseQuote
        || reader.parse.word(first) == reader.parse.word(again)
}

/// The speaker whom the last paragraph of a quotation names that runs on over paragraphs. `rest` are the quotations behind it.
pub(super) fn end_of_run(reader: &Reader, drafts: &[Draft], order: &[usize], quoted: &Quoted, rest: &[Quoted]) -> Option<Draft> {
    let mut before = quoted;
    for next in rest.iter().filter(|quoted| quoted.depth == 0).take(PARAGRAPHS) {
        let block = reader.parse.prose.blocks[next.block as usize].span;
        if before.ends != QuotedEnd::Continued
            || !reader.is_quotation(next)
            || next.block != before.block + 1
            || next.span.start > block.start
            || !same_mark(reader, quoted, next)
        {
            return None;
        }
        let source = match covering(drafts, order, next) {
            Some(owner) => Some(drafts[owner].source.clone()),
            None if next.ends.is_closed() => beside(reader, next).map(|draft| draft.source),
            None => None,
        };
        if let Some(source) = source {
            let source = source.filter(|source| reader.quoted(source.head).is_none())?;
            return without_cue(reader, source, content::trim(reader, quoted.open as usize..quoted.end as usize), 0.7);
        }
        before = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::sourcing::attribution::testing::speakers;

    #[test]
    fn the_verb_before_the_mark_is_nearer_than_what_was_asked() {
        let found =
            speakers("Marit Oru sells fish in Vellmouth.\n\nOn asking her how she came to it she replied, “We had no money at all.”");
        assert_eq!(found, ["Marit Oru"]);
    }

    #[test]
    fn a_quotation_that_runs_on_is_its_last_paragraphs_speakers() {
        let found = speakers("The port closed on Monday.\n\n\"We waited all night.\n\nNobody came at all, \"Marit Oru, a pilot, said.");
        assert!(found.iter().all(|name| name == "Marit Oru"), "{found:?}");
    }

    #[test]
    fn the_sentence_behind_a_quotation_tells_who_speaks() {
        assert_eq!(speakers("The port closed.\n\n“Never again!” Captain Marit Oru said of the long night at the quay."), ["Marit Oru"]);
    }

    #[test]
    fn a_participle_or_noun_before_the_mark_tells_who_speaks() {
        let text = "The port closed.\n\nMarit Oru did not seem impressed on Monday, telling the crew, “A lot of people should step down.”";
        assert_eq!(speakers(text), ["Marit Oru"]);
        let text =
            "The letter appears to contradict comments from former pilot Anna Vole that “time and the lack of a warning prevented it.”";
        assert_eq!(speakers(text), ["Anna Vole"]);
    }

    #[test]
    fn a_transcript_names_who_speaks_inside_the_marks() {
        let found =
            speakers("Marit Brandt asked Tom Hale on air.\n\n\"BRANDT: Was the port sold?\n\n\"HALE: It was not sold to anybody.\"");
        assert_eq!(found, ["Marit Brandt", "Tom Hale"]);
    }

    #[test]
    fn a_signature_names_who_speaks() {
        let found = speakers(
            "A user named Hale wrote about it.\n\n\"We waited all night. Nobody came.\" - Marit Oru\n\nThe port closed on Monday.",
        );
        assert_eq!(found, ["Marit Oru"]);
    }

    #[test]
    fn a_sentence_points_at_the_quotation_before_it() {
        let text =
            "“Where were you all that night?”\n\nThat was the question that a pilot, Marit Oru, asked the board of the port on Monday.";
        assert_eq!(speakers(text), ["Marit Oru"]);
    }

    #[test]
    fn a_programmes_title_is_spoken_by_nobody() {
        let text = "The port closed on Monday.\n\n“The vote is over,” Senator Marit Oru said on the radio’s “Morning Tide.”\n\n\
                    Senator Marit Oru appeared on “Harbour & Friends” to defend the board.";
        assert_eq!(speakers(text), ["Marit Oru", "", ""]);
    }

    #[test]
    fn a_digest_names_its_paper_in_brackets() {
        assert_eq!(speakers("THE PORT IS SOLD “Nobody knows who bought the old quay on Monday.” [Reuters]"), ["Reuters"]);
    }
}
