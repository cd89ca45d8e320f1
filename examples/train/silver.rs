//! Sentences without labels, labelled by a tagger and then by what the whole collection says of each name.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use onrecord::model::clusters::Clusters;
use onrecord::model::names::{Named, Names};
use onrecord::model::tagger::Tagger;
use onrecord::syntax::NameTag;
use rustc_hash::FxHashMap;

use crate::corpora::{self, Sentence};
use crate::names::{read as seen, spans};

/// How often a name must stand in the collection for its kind there to count.
const OFTEN: f32 = 3.0;
/// The share of its places that must agree.
const AGREED: f32 = 0.7;
/// How sure the tagger must be of a name, on average, that stands less often.
const SURE: f32 = 0.85;

/// The sentences of Voice of America, without labels.
pub fn sentences(data: &Path) -> Result<Vec<Sentence<u8>>> {
    let path = "open/voa/raw.txt";
    let text = fs::read_to_string(data.join(path)).context(path)?;
    let read =
        |line: &str| Sentence { document: path.to_owned(), text: line.to_owned(), tokens: corpora::tokens_of(line), labels: Vec::new() };
    Ok(text.lines().map(read).collect())
}

/// Those sentences in which every name is sure, with labels.
pub fn label(raw: &[Sentence<u8>], tagger: &Tagger, clusters: &Clusters, names: &Names) -> Vec<Sentence<u8>> {
    let mut sentences = Vec::new();
    let mut kinds = FxHashMap::<String, [f32; 4]>::default();
    let mut named = Named::default();
    for sentence in raw {
        let (words, tags, case) = seen(sentence, tagger, clusters);
        named.tags.clear();
        named.chances.clear();
        names.tag(&sentence.tokens, &words, &tags, case, &mut named);
        let sentence = Sentence { labels: named.tags.iter().map(|tag| *tag as u8).collect(), ..sentence.clone() };
        for (first, last, _) in spans(&sentence.labels) {
            let chances = mean(&named.chances[first..last]);
            let counts = kinds.entry(words_of(&sentence, first, last).to_owned()).or_default();
            counts.iter_mut().zip(chances).for_each(|(count, chance)| *count += chance);
            counts[3] += 1.0;
        }
        sentences.push((sentence, named.chances.clone()));
    }
    let mut kept = Vec::new();
    for (mut sentence, chances) in sentences {
        let mut sure = true;
        for (first, last, kind) in spans(&sentence.labels) {
            let counts = kinds[words_of(&sentence, first, last)];
            let best = (0..3).max_by(|a, b| counts[*a].total_cmp(&counts[*b])).unwrap_or_default();
            let begin = [NameTag::PersonBegin, NameTag::OrganizationBegin, NameTag::PlaceBegin][best] as u8;
            if counts[3] >= OFTEN && counts[best] >= AGREED * counts[3] {
                sentence.labels[first] = begin;
                sentence.labels[first + 1..last].fill(begin + 1);
            } else {
                let own = usize::from(kind / 2);
                sure &= mean(&chances[first..last])[own.min(2)] >= SURE;
            }
        }
        // What might be a name and is not taken for one.
        let missed = chances
            .iter()
            .zip(&sentence.labels)
            .any(|(chance, label)| *label == 0 && chance.iter().map(|c| u32::from(*c)).sum::<u32>() > 76);
        if sure && !missed && sentence.labels.iter().any(|label| *label > 0) {
            kept.push(sentence);
        }
    }
    kept
}

fn words_of(sentence: &Sentence<u8>, first: usize, last: usize) -> &str {
    &sentence.text[sentence.tokens[first].span.start as usize..sentence.tokens[last - 1].span.end as usize]
}

fn mean(chances: &[[u8; 3]]) -> [f32; 3] {
    [0, 1, 2].map(|kind| chances.iter().map(|chance| f32::from(chance[kind])).sum::<f32>() / (255.0 * chances.len().max(1) as f32))
}
