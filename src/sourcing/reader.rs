//! What a reader of whole articles says of each sentence: on whom it rests, whether a desk asks "says who?", and of what kind the claim is.
//!
//! A sentence is read by itself (`model::encoder`), so that what was read is kept by its words; then a layer over the article
//! (`model::sequence`) considers that together with the facts of the structure ([`facts`]) and with the sentences around. Other parts of
//! the program say in words why something is found: the reader only weighs.

pub mod facts;

use std::cell::OnceCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::SourceKind;
use super::claim::ClaimKind;
use super::readings::{Of, Readings};
use crate::model::encoder::{Cut, Encoder};
use crate::model::network::Instructions;
use crate::model::sequence::Sequence;
use crate::prose::Role;
use crate::syntax::Parse;
use crate::syntax::kept::Kept;

/// Sentences that are read together: more save no time, and need memory.
const TOGETHER: usize = 8;

/// A text of more sentences is no article, and is not read: a book would take minutes.
const MOST: usize = 1_200;

/// What was read of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    /// A number for what was seen of it: sentences with the same number were read alike.
    seen: u64,
    /// Reduced to what the layer over the article takes.
    reduced: Arc<[f32]>,
}

/// What the reader says of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The chance that a desk asks for a source, however strictly, 0 to 1.
    pub asked: f32,
    /// The chance that it sends the sentence back for one.
    pub sent_back: f32,
    /// The chance that only nobody in particular is named for it.
    pub vague: f32,
    /// The chance that its source, if it has one, stands in another sentence.
    pub carried: f32,
    /// The chance that it rests on each of [`SourceKind::ALL`].
    pub kinds: [f32; SourceKind::ALL.len()],
    /// The chance that it makes a claim of each of [`ClaimKind::ALL`] that a desk asks about.
    pub claims: [f32; ClaimKind::ALL.len()],
}

/// How many scores make an [`Answer`]: no, soft, yes; vague, carried; kinds of source; kinds of claim.
const ANSWERS: usize = 5 + SourceKind::ALL.len() + ClaimKind::ALL.len();

impl Answer {
    fn new(scores: &[f32]) -> Option<Answer> {
        let (gap, rest) = scores.split_first_chunk::<3>()?;
        let (own, rest) = rest.split_first_chunk::<2>()?;
        let (kinds, rest) = rest.split_first_chunk()?;
        let most = gap.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let [no, soft, yes] = gap.map(|score| (score - most).exp());
        let whole = no + soft + yes;
        Some(Answer {
            asked: (soft + yes) / whole,
            sent_back: yes / whole,
            vague: chance(own[0]),
            carried: chance(own[1]),
            kinds: kinds.map(chance),
            claims: <[f32; ClaimKind::ALL.len()]>::try_from(rest).ok()?.map(chance),
        })
    }
}

fn chance(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

struct Reader {
    encoder: Encoder,
    sequence: Sequence,
}

static ENCODER: &[u8] = include_bytes!("reader/encoder.bin");
static ARTICLE: &[u8] = include_bytes!("reader/article.bin");

/// What tells this reader from another: what another one read is of no use to it.
pub(super) fn seal() -> (&'static [u8], &'static [u8]) {
    (Encoder::seal(ENCODER), LAYER.get().map_or(ARTICLE, |chosen| chosen))
}

/// The layer over the article that was chosen in the place of the one that ships.
static LAYER: OnceLock<Vec<u8>> = OnceLock::new();
static CHOSEN: OnceLock<Option<Reader>> = OnceLock::new();

/// The reader in use: with the layer over the article that was chosen, else with the one that ships.
fn chosen() -> Option<&'static Reader> {
    CHOSEN.get_or_init(|| Reader::new(ARTICLE)).as_ref()
}

/// Has every article judged by the layer in `bytes` from now on. `false` if there is none in them, or if an article was read already.
pub fn choose(bytes: &[u8]) -> bool {
    Reader::new(bytes).is_some_and(|reader| CHOSEN.set(Some(reader)).is_ok() && LAYER.set(bytes.to_vec()).is_ok())
}

impl Reader {
    fn new(article: &[u8]) -> Option<Reader> {
        let (encoder, sequence) = (Encoder::new(ENCODER)?, Sequence::new(article)?);
        (sequence.sizes() == [encoder.numbers(), facts::COUNT, ANSWERS]).then_some(Reader { encoder, sequence })
    }
}

/// Whether a block is read: running text and what stands over and beside it.
pub fn reads(role: Role) -> bool {
    role.is_article() && role != Role::Table
}

/// Reads every sentence of an article, or takes what is known of it from `earlier` or `kept`.
pub(super) fn read(parse: &Parse, earlier: Option<(&[Option<Read>], &Kept)>, kept: Option<&Readings>) -> Vec<Option<Read>> {
    let mut read: Vec<Option<Read>> = vec![None; parse.sentences.len()];
    let wanted: Vec<usize> = (0..read.len()).filter(|index| reads(parse.block_of(*index).role)).collect();
    let Some(reader) = chosen().filter(|_| wanted.len() <= MOST) else { return read };
    let width = reader.sequence.width();
    // A sentence beside a changed one, or one that moved, is known by what was seen of it.
    let known: OnceCell<FxHashMap<u64, &Read>> = OnceCell::new();
    let earlier_seen = |seen: u64| {
        let (old, _) = earlier?;
        known.get_or_init(|| old.iter().flatten().map(|read| (read.seen, read)).collect()).get(&seen).copied().cloned()
    };
    // What is seen once is read once: the cut sentences, and who has them.
    let mut unread: Vec<(Cut, u64)> = Vec::new();
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    for index in wanted {
        let old = earlier.and_then(|(old, kept)| old.get(kept.sentences.old(index)?)?.clone());
        if old.is_some() {
            read[index] = old;
            continue;
        }
        let cut = reader.encoder.cut(parse.sentences[index].span.of(&parse.prose.text));
        let mut hasher = DefaultHasher::new();
        cut.hash(&mut hasher);
        let seen = hasher.finish();
        let kept = || Some(Read { seen, reduced: unpack(&kept?.find(Of::Encoder, seen)?, width)? });
        if let Some(old) = earlier_seen(seen).or_else(kept) {
            read[index] = Some(old);
            continue;
        }
        let at = *first.entry(seen).or_insert_with(|| {
            unread.push((cut, seen));
            unread.len() - 1
        });
        waiting.push((at, index));
    }
    waiting.sort_unstable();
    let mut waiting = waiting.into_iter().peekable();
    let instructions = Instructions::best();
    let together = |some: &[(Cut, u64)]| {
        let cuts: Vec<&Cut> = some.iter().map(|(cut, _)| cut).collect();
        let reduced = reader.sequence.reduce(&reader.encoder.read(&cuts, instructions), instructions);
        reduced.chunks_exact(width).map(pack).collect::<Vec<_>>()
    };
    // A new article's sentences keep every core busy; a keystroke's are read where it is.
    let packed: Vec<Vec<u8>> = match unread.len() {
        0..=TOGETHER => together(&unread),
        _ => unread.par_chunks(TOGETHER).flat_map_iter(together).collect(),
    };
    for (at, ((_, seen), packed)) in unread.iter().zip(packed).enumerate() {
        // What is kept is what is used, so that it makes no difference.
        let reduced = unpack(&packed, width).map(|reduced| Read { seen: *seen, reduced });
        if let Some(kept) = kept {
            kept.keep(Of::Encoder, *seen, packed);
        }
        while let Some((_, index)) = waiting.next_if(|(same, _)| *same == at) {
            read[index].clone_from(&reduced);
        }
    }
    read
}

/// Numbers as 16 bits each, the upper half of a float: what is known of a sentence to two or three digits.
fn pack(numbers: &[f32]) -> Vec<u8> {
    let half = |number: &f32| ((number.to_bits().saturating_add(0x8000) >> 16) as u16).to_le_bytes();
    numbers.iter().flat_map(half).collect()
}

/// So many numbers; `None` if the bytes are none.
fn unpack(bytes: &[u8], count: usize) -> Option<Arc<[f32]>> {
    let (halves, rest) = bytes.as_chunks::<2>();
    let numbers: Arc<[f32]> = halves.iter().map(|two| f32::from_bits(u32::from(u16::from_le_bytes(*two)) << 16)).collect();
    (numbers.len() == count && rest.is_empty() && numbers.iter().all(|number| number.is_finite())).then_some(numbers)
}

/// What the reader says of every sentence that it read; `facts` gives those of a sentence.
pub(super) fn ask(read: &[Option<Read>], mut facts: impl FnMut(usize) -> facts::Facts) -> Vec<Option<Answer>> {
    let mut answers = vec![None; read.len()];
    let Some(reader) = chosen() else { return answers };
    let (mut reduced, mut known) = (Vec::new(), Vec::new());
    for (index, read) in read.iter().enumerate() {
        if let Some(read) = read {
            reduced.extend_from_slice(&read.reduced);
            known.extend(facts(index));
        }
    }
    let scores = reader.sequence.answers(&reduced, &known, Instructions::best());
    let asked = answers.iter_mut().zip(read).filter(|(_, read)| read.is_some());
    for ((answer, _), scores) in asked.zip(scores.chunks_exact(ANSWERS)) {
        *answer = Answer::new(scores);
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Aids, Article};
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn article(text: &str, reader: bool) -> Article {
        let aids = Aids { reader, ..Aids::default() };
        Article::analyze_with(Document::new("article.md", text, Format::Markdown), Lexicon::shipped(), aids)
    }

    const TEXT: &str = "# The ferry\n\nRents in the old town rose by 15 per cent.\n\n| a | b |\n|---|---|\n| One cell. | Another cell. |\n\n\
                        The ferry sailed at noon.\n\nThe ferry sailed at noon.\n";

    #[test]
    fn the_one_that_ships_fits_the_facts() {
        assert!(Reader::new(ARTICLE).is_some());
        assert!(Reader::new(&ARTICLE[..ARTICLE.len() - 2]).is_none());
    }

    #[test]
    fn a_sentence_is_read_by_its_words_wherever_it_stands() {
        let article = article(TEXT, false);
        let parse = article.parse();
        let read = read(&parse, None, None);
        let of = |words: &str| {
            let here = |index: &usize| parse.sentences[*index].span.of(&parse.prose.text).starts_with(words);
            (0..read.len()).filter(here).map(|index| read[index].clone()).collect::<Vec<_>>()
        };
        let same = of("The ferry sailed");
        assert!(same.len() == 2 && same[0].is_some() && same[0] == same[1]);
        assert!(of("Rents")[0].is_some() && of("Rents")[0] != same[0]);
        assert!(of("One cell").iter().all(Option::is_none), "a table is no running text");
    }

    #[test]
    fn what_is_kept_changes_nothing() {
        let article = article(TEXT, false);
        let kept = Readings::default();
        let first = read(&article.parse(), None, Some(&kept));
        assert_eq!(read(&article.parse(), None, Some(&Readings::new(&kept.bytes()))), first);
        assert_eq!(read(&article.parse(), None, None), first);
    }

    #[test]
    fn what_cannot_have_been_kept_is_nothing() {
        let numbers = [0.0, -1.25, 3.003, 1e-6];
        let again = unpack(&pack(&numbers), 4).expect("four numbers");
        assert!(numbers.iter().zip(again.iter()).all(|(old, new)| (old - new).abs() <= old.abs() / 256.0), "{again:?}");
        assert!(unpack(&pack(&numbers), 3).is_none() && unpack(&[0; 7], 3).is_none());
        assert!(unpack(&pack(&[f32::NAN]), 1).is_none() && unpack(&pack(&[f32::INFINITY]), 1).is_none());
    }

    #[test]
    fn claims_weigh_otherwise_without_the_reader_and_a_book_is_not_read() {
        let weights = |article: Article| article.sourcing.claims.iter().map(|claim| claim.weight).collect::<Vec<_>>();
        let (with, without) = (weights(article(TEXT, true)), weights(article(TEXT, false)));
        assert!(with.len() == without.len() && with != without, "{with:?}");
        let book = "The ferry sailed at noon. ".repeat(MOST + 1);
        assert!(read(&article(&book, false).parse(), None, None).iter().all(Option::is_none));
    }
}
