//! Where people stand before the law, who is accused and who answered: what rules on fairness, the ledger and exports ask of an article.
//!
//! An article may name hundreds of people, so what it tells of them is gathered once, when it is first asked for.

pub mod allegation;
pub mod reply;
pub mod standing;

use std::ops::Range;

use crate::lexicon::Deeds;
use crate::sourcing::claim::accusation;
use crate::sourcing::{Source, SourceKind, terms};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

pub use allegation::Allegation;
pub use standing::Standing;

/// Before this year nobody is left to be wronged.
const LIVING: u32 = 1950;
/// How far before an entry of the list a word stands that turns it round: "has not been convicted".
const NEGATED: usize = 4;

/// Somebody who is accused, and how that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accused {
    /// The first allegation.
    pub allegation: Allegation,
    /// Their answer.
    pub reply: Reply,
}

/// What an article has of the answer of somebody who is accused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// An answer, or that there was none to be had; prose bytes.
    Found(Span),
    /// Nothing was found.
    NotFound,
    /// A verdict or a plea of guilty: there is no more to ask.
    Convicted,
    /// Who is dead cannot answer.
    Dead,
}

/// Everybody who is accused in an article and whom a paper asks for an answer, in text order.
pub fn accused(standing: &Standing) -> Vec<Accused> {
    let article = standing.article();
    let allegations = allegation::first_of_each(article, standing);
    if allegations.is_empty() {
        return Vec::new();
    }
    let replies = reply::Replies::new(article);
    let reply = |allegation: &Allegation| match replies.of(allegation.accused) {
        _ if standing.is_convicted(allegation.named) => Reply::Convicted,
        _ if standing.is_dead(allegation.named) => Reply::Dead,
        Some(span) => Reply::Found(span),
        None => Reply::NotFound,
    };
    allegations.into_iter().map(|allegation| Accused { reply: reply(&allegation), allegation }).collect()
}

/// Where entries of the set `name` stand among `tokens`, outside quotation marks, in text order.
pub fn entries<'a>(parse: &'a Parse, tokens: Range<usize>, name: &'static str) -> impl Iterator<Item = Range<usize>> + 'a {
    tokens.clone().filter_map(move |at| {
        let length = parse.fairness_entry(at..tokens.end, name)?;
        parse.quoted_at(at).is_none().then_some(at..at + length)
    })
}

/// The same, without those that are said not to be so.
pub fn stated<'a>(parse: &'a Parse, tokens: Range<usize>, name: &'static str) -> impl Iterator<Item = Range<usize>> + 'a {
    let start = tokens.start;
    entries(parse, tokens, name).filter(move |entry| {
        let mut before = entry.start.saturating_sub(NEGATED).max(start)..entry.start;
        !before.any(|at| parse.in_deeds(at, "negated") || parse.is(at, "if"))
    })
}

/// Whether a source is one person whose name the article keeps back or does not know: "a former aide", "one engineer", "her own deputy". Whoever
/// speaks for a body, the law, and several people together are not.
pub fn is_one_unnamed(parse: &Parse, source: &Source) -> bool {
    let (first, head, last) = (source.first as usize, source.head as usize, source.last as usize);
    if head >= parse.tokens.len() || parse.quoted_at(head).is_some() || !source.others.is_empty() {
        return false;
    }
    let several = matches!(parse.tags[head], Tag::Nns | Tag::Nnps) && !parse.is(first, "one");
    let many = (first..head).any(|at| parse.number_at(at).is_some_and(|number| number.value > 1.0));
    let officer = (first..last).any(|at| parse.in_fairness(at, "law") || terms::is_spokesperson(parse, at));
    let lead = parse.is_any(first, &["a", "an", "one", "another", "his", "her", "their", "this"]);
    let owned = (first..head).any(|at| parse.tags[at] == Tag::Pos);
    let person = accusation::is_person_noun(parse, head) || parse.word(head).starts_with("ex-") || source.kind == SourceKind::Anonymous;
    // "A neighbour, Marit Oru,": they are named.
    let behind = (head + 1..head + 4).find(|at| !parse.is(*at, ",")).filter(|at| parse.tokens.get(*at).is_some());
    let named =
        accusation::is_person(parse, head) || parse.is_any(head + 1, &[","]) && behind.is_some_and(|at| accusation::is_person(parse, at));
    let indefinite = (lead || owned || source.kind == SourceKind::Anonymous) && source.kind != SourceKind::Named && source.entity.is_none();
    !several
        && !many
        && !officer
        && !named
        && person
        && indefinite
        && !parse.tags[head].is_proper()
        && !matches!(parse.tags[head], Tag::Prp | Tag::PrpS)
}

/// The tokens of one person without a name who has a say in a sentence, however it is told: "to a former aide", "in the words of a captain",
/// "a banker came away convinced", where nobody with a name has one.
pub fn unnamed_voice(parse: &Parse, sentence: &Range<usize>) -> Option<Range<usize>> {
    let first = parse.phrases.partition_point(|phrase| (phrase.last as usize) <= sentence.start);
    let phrases = parse.phrases[first..].iter().take_while(|phrase| (phrase.first as usize) < sentence.end);
    for tokens in phrases.map(|phrase| phrase.first as usize..phrase.last as usize) {
        let (start, head) = (tokens.start, tokens.end - 1);
        let lead = parse.is_any(start, &["a", "an", "one", "another", "his", "her", "their", "its"])
            || tokens.clone().any(|at| parse.tags[at] == Tag::Pos);
        let one = lead && parse.tags[head] == Tag::Nn && accusation::is_person_noun(parse, head) && parse.quoted_at(head).is_none();
        let law = tokens.clone().any(|at| parse.in_fairness(at, "law") || terms::is_spokesperson(parse, at));
        let called = parse.is_any(
            start.saturating_sub(1),
            &["is", "was", "are", "were", "been", "be", "as", "become", "became", "'s", "’s", "him", "them", "himself"],
        );
        // "A neighbour, Marit Oru,": they are named.
        let opens = start == sentence.start + 1 && parse.is_any(sentence.start, &["to", "for"]);
        let behind = if parse.is(head + 1, ",") { head + 2 } else { head + 1 };
        // "Rosa Stark, a former aide, said".
        let apposed = start > sentence.start + 1 && parse.is(start - 1, ",") && accusation::is_person(parse, start - 2);
        let named = !opens && accusation::is_person(parse, behind) || apposed || tokens.clone().any(|at| accusation::is_person(parse, at));
        if !one || law || called || named {
            continue;
        }
        let before = |words: &[&str]| {
            (sentence.start..start).rev().take(words.len()).zip(words.iter().rev()).all(|(at, word)| parse.is(at, word))
                && start >= sentence.start + words.len()
        };
        let spoken = [
            &["eyes", "of"][..],
            &["words", "of"],
            &["view", "of"],
            &["opinion", "of"],
            &["according", "to"],
            &["judgement", "of"],
            &["judgment", "of"],
        ]
        .iter()
        .any(|words| before(words));
        let praised = before(&["by"])
            && start > sentence.start + 1
            && (parse.in_fairness(start - 2, "deems") || parse.in_fairness(start - 2, "accusing"));
        let says = (head + 1..sentence.end.min(head + 26)).any(|at| {
            parse.quoted_at(at).is_none()
                && (parse.in_fairness(at, "deems")
                    || parse.in_deeds(at, "seeing") && parse.tags[at].is_verb()
                    || parse.reporting_verb(at).is_some_and(|verb| verb.act == crate::lexicon::Act::Speech))
        });
        let said = start > sentence.start && (parse.reporting_verb(start - 1).is_some() || parse.in_fairness(start - 1, "deems"));
        if opens || spoken || praised || says || said {
            return Some(tokens);
        }
    }
    None
}

/// The one without a name who is said in the next sentence to have told it: "A skipper who paid him told us so".
pub fn voice_behind(parse: &Parse, index: usize) -> Option<Range<usize>> {
    let next = parse.sentences.get(index + 1).filter(|next| next.block == parse.sentences[index].block)?.tokens();
    let about = |at: usize| (at + 1..at + 5).any(|at| parse.is_any(at, &["so", "of", "about", "it", "this"]));
    let so = next.clone().any(|at| parse.is_any(at, &["told", "said", "says", "tells", "saw", "watched"]) && about(at));
    so.then(|| unnamed_voice(parse, &next)).flatten()
}

/// The sentences of the article's own words, by their numbers.
pub fn sentences<'a>(parse: &'a Parse) -> impl Iterator<Item = usize> + 'a {
    (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_article())
}

/// Whether a sentence wrongs nobody who lives: it tells of a time long ago, or a story.
pub fn is_past_or_story(parse: &Parse, tokens: Range<usize>) -> bool {
    is_long_ago(parse, tokens.clone()) || is_fiction(parse, tokens)
}

/// Whether a sentence tells of a time when nobody lived who is read about today.
fn is_long_ago(parse: &Parse, mut tokens: Range<usize>) -> bool {
    let year = |at: usize| parse.word(at).len() == 4 && parse.word(at).parse::<u32>().is_ok_and(|year| (1000..LIVING).contains(&year));
    tokens.any(|at| year(at) || parse.is(at, "century"))
}

/// Whether a sentence tells a story: "in the film", "the smuggler played by". A ballet master is no story.
fn is_fiction(parse: &Parse, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| {
        let word = parse.word(at);
        let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
        let deeds = Deeds::shipped();
        let head = !parse.tags.get(at + 1).is_some_and(|next| next.is_noun());
        let story = (deeds.has("fiction", word) || deeds.has("fiction", one)) && head && accusation::is_in_story(parse, &tokens, at);
        story || parse.is(at, "played") && parse.is(at + 1, "by")
    })
}
