//! Trains the part-of-speech tagger.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use onrecord::model::clusters::Clusters;
use onrecord::model::features::{self, Case, Word};
use onrecord::model::tagger::{self, Tagger};
use onrecord::model::weights;
use onrecord::syntax::{Shape, Tag};
use rustc_hash::FxHashMap;

use crate::corpora::{self, Sentence};
use crate::manifest::Manifest;
use crate::perceptron::{Lot, Perceptron};

const ROUNDS: usize = 8;
/// Features seen less often are not learnt.
const LEAST_COUNT: u32 = 3;
/// The averaged weight that becomes 1 in the table, and the least that stays.
const UNIT: f64 = 0.15;
const LEAST_WEIGHT: i8 = 7;
/// A word is in the dictionary when seen so often, and so rarely otherwise.
const DICTIONARY_COUNT: u32 = 15;
const DICTIONARY_SHARE: f64 = 0.997;

/// Trains and returns the packed weights.
pub fn train(data: &Path, seed: u64, clusters: &Clusters, manifest: &mut Manifest) -> Result<Vec<u8>> {
    let mut sentences = corpora::masc(data, manifest)?;
    sentences.extend(corpora::gum(data, manifest)?);
    let (held, mut training) = hold_back(sentences);
    println!("tagger: {} sentences, {} held back", training.len(), held.len());
    let mut lot = Lot(seed);
    for index in 0..training.len() {
        // Headlines, in capitals or with capitals on most words, are rare in the corpora and common in the news.
        let recased = match lot.below(40) {
            0 => training[index].recased(str::to_uppercase),
            1 => training[index].recased(corpora::title_case),
            // Sentences rarely begin with a participle in the corpora; in the news they do ("Asked about it, she …").
            2..8 => training[index].tail(lot.below(100)),
            _ => None,
        };
        training.extend(recased);
    }
    let dictionary = dictionary(&training, clusters);
    let prepared: Vec<(Vec<Word>, Case)> = training.iter().map(|sentence| words_of(sentence, clusters)).collect();
    let fixed: Vec<Vec<Option<Tag>>> =
        training.iter().zip(&prepared).map(|(sentence, (words, _))| decided(sentence, words, &dictionary)).collect();

    let mut counts = FxHashMap::default();
    let mut keys = Vec::new();
    for (sentence, (words, case)) in training.iter().zip(&prepared) {
        for (at, _) in words.iter().enumerate() {
            let before = [at.checked_sub(1), at.checked_sub(2)].map(|index| index.map(|index| sentence.labels[index]));
            features::for_tag(words, at, before, *case, &mut keys);
            keys.iter().for_each(|key| *counts.entry(*key).or_insert(0) += 1);
        }
    }
    let mut perceptron = Perceptron::new(&counts, LEAST_COUNT, Tag::ALL.len());
    let mut order: Vec<usize> = (0..training.len()).collect();
    let mut scores = Vec::new();
    for round in 0..ROUNDS {
        lot.shuffle(&mut order);
        let (mut right, mut all) = (0, 0);
        for index in &order {
            let (sentence, (words, case)) = (&training[*index], &prepared[*index]);
            let mut before = [None, None];
            for (at, fixed) in fixed[*index].iter().enumerate() {
                let tag = fixed.unwrap_or_else(|| {
                    features::for_tag(words, at, before, *case, &mut keys);
                    perceptron.scores(&keys, &mut scores);
                    let best = (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or_default();
                    perceptron.learn(&keys, sentence.labels[at] as usize, best);
                    Tag::ALL[best]
                });
                right += usize::from(tag == sentence.labels[at]);
                all += 1;
                before = [Some(tag), before[0]];
            }
        }
        println!("round {round}: {:.2} % of {all}", 100.0 * right as f64 / all as f64);
    }
    let mut packed = dictionary_entries(&dictionary);
    packed.extend(perceptron.averaged(UNIT, LEAST_WEIGHT));
    println!("{} words in the dictionary, {} features", dictionary.len(), packed.len() - dictionary.len());
    let bytes = weights::pack(&packed);
    report(&held, &Tagger::new(&bytes), clusters, manifest);
    Ok(bytes)
}

fn words_of(sentence: &Sentence<Tag>, clusters: &Clusters) -> (Vec<Word>, Case) {
    let words = sentence.tokens.iter().map(|token| Word::new(token, token.span.of(&sentence.text), clusters)).collect();
    (words, Case::of(&sentence.tokens))
}

/// Holds every eighth document of each category back.
fn hold_back(sentences: Vec<Sentence<Tag>>) -> (Vec<Sentence<Tag>>, Vec<Sentence<Tag>>) {
    let mut documents = BTreeMap::new();
    let mut categories: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in &sentences {
        documents.entry(sentence.document.clone()).or_insert_with(|| {
            let count = categories.entry(category(&sentence.document).to_owned()).or_insert(0);
            *count += 1;
            *count
        });
    }
    sentences.into_iter().partition(|sentence| documents[&sentence.document] % 8 == 0)
}

/// The category of a document.
fn category(document: &str) -> &str {
    match document.split_once('/') {
        Some((category, _)) => category,
        None => "gum academic and court",
    }
}

type Dictionary = BTreeMap<u64, Tag>;

/// The words that are hardly ever anything but one tag.
fn dictionary(sentences: &[Sentence<Tag>], clusters: &Clusters) -> Dictionary {
    let mut seen: FxHashMap<u64, BTreeMap<Tag, u32>> = FxHashMap::default();
    for sentence in sentences {
        for (token, label) in sentence.tokens.iter().zip(&sentence.labels) {
            if matches!(token.shape, Shape::Lower | Shape::Capitalized) {
                let word = Word::new(token, token.span.of(&sentence.text), clusters);
                *seen.entry(features::dictionary_key(&word)).or_default().entry(*label).or_insert(0) += 1;
            }
        }
    }
    let mut words = Dictionary::new();
    for (key, tags) in seen {
        let all: u32 = tags.values().sum();
        let Some((tag, most)) = tags.iter().max_by_key(|(_, count)| **count) else { continue };
        if all >= DICTIONARY_COUNT && f64::from(*most) >= DICTIONARY_SHARE * f64::from(all) {
            words.insert(key, *tag);
        }
    }
    words
}

fn dictionary_entries(dictionary: &Dictionary) -> Vec<(u64, Vec<(u8, i8)>)> {
    dictionary.iter().map(|(key, tag)| (*key, vec![(*tag as u8, 127)])).collect()
}

/// The tags that need no perceptron.
fn decided(sentence: &Sentence<Tag>, words: &[Word], dictionary: &Dictionary) -> Vec<Option<Tag>> {
    let decide = |(at, word): (usize, &Word)| {
        let known = matches!(sentence.tokens[at].shape, Shape::Lower | Shape::Capitalized);
        tagger::fixed(&sentence.text, &sentence.tokens, at)
            .or_else(|| known.then(|| dictionary.get(&features::dictionary_key(word)).copied()).flatten())
    };
    words.iter().enumerate().map(decide).collect()
}

/// Prints and records the accuracy on the documents held back, words apart from punctuation.
fn report(held: &[Sentence<Tag>], tagger: &Tagger, clusters: &Clusters, manifest: &mut Manifest) {
    let mut by_kind: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut confusions: BTreeMap<(Tag, Tag), usize> = BTreeMap::new();
    let (mut keys, mut tags) = (Vec::new(), Vec::new());
    let mut spent = std::time::Duration::ZERO;
    let mut words_read = 0;
    for sentence in held {
        let started = std::time::Instant::now();
        let (words, case) = words_of(sentence, clusters);
        tags.clear();
        tagger.tag(&sentence.text, &sentence.tokens, &words, case, &mut keys, &mut tags);
        spent += started.elapsed();
        words_read += words.len();
        let kind = category(&sentence.document);
        for (at, token) in sentence.tokens.iter().enumerate() {
            if !token.shape.is_word() {
                continue;
            }
            let right = usize::from(tags[at] == sentence.labels[at]);
            for name in ["all", kind] {
                let figure = by_kind.entry(name.to_owned()).or_default();
                figure[0] += right;
                figure[1] += 1;
            }
            if right == 0 {
                *confusions.entry((sentence.labels[at], tags[at])).or_insert(0) += 1;
            }
        }
    }
    for (kind, [right, all]) in &by_kind {
        manifest.figure(&format!("tags, held back, {kind}"), format!("{:.2} % of {all} words", 100.0 * *right as f64 / *all as f64));
    }
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for ((gold, given), count) in confusions.iter().take(14) {
        print!("{} as {}: {count}; ", gold.name(), given.name());
    }
    println!("\n{:.2} µs a token", spent.as_secs_f64() * 1e6 / f64::from(words_read.max(1) as u32));
}
