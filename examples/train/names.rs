//! Trains the name tagger on what may be shipped: Voice of America (labelled for the project) and WikiGold.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use onrecord::model::clusters::Clusters;
use onrecord::model::features::{self, Case, Word};
use onrecord::model::names::{self, Names};
use onrecord::model::tagger::Tagger;
use onrecord::model::weights;
use onrecord::syntax::{NameTag, Tag};
use rustc_hash::FxHashMap;

use crate::corpora::{self, Named, Sentence};
use crate::manifest::Manifest;
use crate::perceptron::{Lot, Perceptron};

const ROUNDS: usize = 6;
const LEAST_COUNT: u32 = 1;
const UNIT: f64 = 0.15;
const LEAST_WEIGHT: i8 = 1;

/// What is trained on. VOA stands in the program's own conventions and is the nearest to news.
pub const TRAINING: [&str; 2] = ["open/voa/labelled.jsonl", "open/wikigold.jsonl"];
/// What is only measured on: never trained on, so that its figures stay honest.
pub const MEASURED: [&str; 2] = ["entities/gum_dev.jsonl", "entities/ner_worldwide_dev.jsonl"];

/// Words, parts of speech and case of a sentence.
pub type Read = (Vec<Word>, Vec<Tag>, Case);

/// Trains and returns the packed weights. `tagger` are the tagger's packed weights.
pub fn train(data: &Path, seed: u64, tagger: &[u8], clusters: &Clusters, manifest: &mut Manifest) -> Result<Vec<u8>> {
    let tagger = Tagger::new(tagger);
    let (mut training, mut held) = (Vec::new(), Vec::new());
    for path in TRAINING {
        for (index, document) in corpora::named(data, path, Some(manifest))?.iter().enumerate() {
            let part = if index % 10 == 4 { &mut held } else { &mut training };
            part.extend(sentences_of(path, document));
        }
    }
    println!("names: {} sentences, {} held back", training.len(), held.len());
    let mut lot = Lot(seed);
    for index in 0..training.len() {
        let recased = match lot.below(40) {
            0 => training[index].recased(str::to_uppercase),
            1 => training[index].recased(corpora::title_case),
            _ => None,
        };
        training.extend(recased);
    }
    let bytes = fit(&training, &tagger, clusters, &mut lot);
    let names = Names::new(&bytes);
    report("names, held back", &held, &tagger, clusters, &names, manifest);
    for path in MEASURED {
        let documents = corpora::named(data, path, None)?;
        let sentences: Vec<_> = documents.iter().flat_map(|document| sentences_of(path, document)).collect();
        report(&format!("names, {path}"), &sentences, &tagger, clusters, &names, manifest);
    }
    Ok(bytes)
}

/// Fits a perceptron and returns its packed weights.
pub fn fit(training: &[Sentence<u8>], tagger: &Tagger, clusters: &Clusters, lot: &mut Lot) -> Vec<u8> {
    let prepared: Vec<Read> = training.iter().map(|sentence| read(sentence, tagger, clusters)).collect();
    let mut counts = FxHashMap::default();
    let mut keys = Vec::new();
    for (sentence, (words, tags, case)) in training.iter().zip(&prepared) {
        for at in 0..words.len() {
            let before = [1, 2].map(|back| at.checked_sub(back).map_or(0, |index| sentence.labels[index]));
            if names::never_named(&sentence.tokens[at], &words[at], before[0]) {
                continue;
            }
            features::for_name(words, tags, at, before, *case, &mut keys);
            keys.iter().for_each(|key| *counts.entry(*key).or_insert(0) += 1);
        }
    }
    let labels = NameTag::ALL.len();
    let mut perceptron = Perceptron::new(&counts, LEAST_COUNT, labels);
    let mut order: Vec<usize> = (0..training.len()).collect();
    let mut scores = Vec::new();
    for _ in 0..ROUNDS {
        lot.shuffle(&mut order);
        for index in &order {
            let (sentence, (words, tags, case)) = (&training[*index], &prepared[*index]);
            let mut before = [0, 0];
            for at in 0..words.len() {
                let mut label = 0;
                if !names::never_named(&sentence.tokens[at], &words[at], before[0]) {
                    features::for_name(words, tags, at, before, *case, &mut keys);
                    perceptron.scores(&keys, &mut scores);
                    let allowed = (0..labels as u8).rev().filter(|label| names::may_follow(before[0], *label));
                    label = allowed.max_by(|a, b| scores[usize::from(*a)].total_cmp(&scores[usize::from(*b)])).unwrap_or_default();
                    // After a mistake the right tag may be out of reach; to push towards it then would never end.
                    if names::may_follow(before[0], sentence.labels[at]) {
                        perceptron.learn(&keys, usize::from(sentence.labels[at]), usize::from(label));
                    }
                }
                before = [label, before[0]];
            }
        }
    }
    let packed = perceptron.averaged(UNIT, LEAST_WEIGHT);
    println!("{} features", packed.len());
    weights::pack(&packed)
}

/// What the name tagger sees of a sentence.
pub fn read(sentence: &Sentence<u8>, tagger: &Tagger, clusters: &Clusters) -> Read {
    let words: Vec<Word> = sentence.tokens.iter().map(|token| Word::new(token, token.span.of(&sentence.text), clusters)).collect();
    let case = Case::of(&sentence.tokens);
    let mut tags = Vec::new();
    tagger.tag(&sentence.text, &sentence.tokens, &words, case, &mut Vec::new(), &mut tags);
    (words, tags, case)
}

/// The sentences of a document, a name tag a token.
pub fn sentences_of(path: &str, document: &Named) -> Vec<Sentence<u8>> {
    let offsets: Vec<usize> = document.text.char_indices().map(|(offset, _)| offset).chain([document.text.len()]).collect();
    let mut spans: Vec<(usize, usize, u8)> = Vec::new();
    for (start, end, kind) in &document.entities {
        let (Some(start), Some(end)) = (offsets.get(*start), offsets.get(*end)) else { continue };
        let label = match kind.as_str() {
            "PER" => NameTag::PersonBegin,
            "ORG" => NameTag::OrganizationBegin,
            "LOC" => NameTag::PlaceBegin,
            _ => NameTag::OtherBegin,
        };
        spans.push((*start, *end, label as u8));
    }
    spans.sort_unstable();
    let mut sentences = Vec::new();
    for (text, start) in corpora::sentences_in(&document.text) {
        let tokens = corpora::tokens_of(text);
        let mut labels = vec![0; tokens.len()];
        for (from, to, begin) in &spans {
            let mut first = true;
            for (token, label) in tokens.iter().zip(&mut labels) {
                let middle = start + (token.span.start + token.span.end) as usize / 2;
                if *from <= middle && middle < *to && *label == 0 {
                    *label = if first { *begin } else { begin + 1 };
                    first = false;
                }
            }
        }
        sentences.push(Sentence { document: format!("{path}/{}", document.id), text: text.to_owned(), tokens, labels });
    }
    sentences
}

/// Prints and records precision, recall and F1 of whole names, by kind and of all, and without regard to kind.
fn report(title: &str, sentences: &[Sentence<u8>], tagger: &Tagger, clusters: &Clusters, names: &Names, manifest: &mut Manifest) {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let (mut keys, mut found) = (Vec::new(), Vec::new());
    for sentence in sentences {
        let (words, tags, case) = read(sentence, tagger, clusters);
        found.clear();
        names.tag(&sentence.tokens, &words, &tags, case, &mut keys, &mut found);
        let given: Vec<u8> = found.iter().map(|name| *name as u8).collect();
        let (gold, given) = (spans(&sentence.labels), spans(&given));
        for (group, kind) in [("PER", Some(1)), ("ORG", Some(3)), ("LOC", Some(5)), ("all", None)] {
            let of = |span: &&(usize, usize, u8)| kind.is_none_or(|kind| span.2 == kind) && span.2 < 7;
            let count = counts.entry(group).or_default();
            count[0] += given.iter().filter(of).filter(|span| gold.contains(span)).count();
            count[1] += given.iter().filter(of).count();
            count[2] += gold.iter().filter(of).count();
        }
        let untyped = |(first, last, kind): &(usize, usize, u8)| (*kind < 7).then_some((*first, *last));
        let gold: Vec<_> = gold.iter().filter_map(untyped).collect();
        let given: Vec<_> = given.iter().filter_map(untyped).collect();
        let count = counts.entry("spans").or_default();
        count[0] += given.iter().filter(|span| gold.contains(span)).count();
        count[1] += given.len();
        count[2] += gold.len();
    }
    for (group, [right, given, gold]) in counts {
        let (precision, recall) = (right as f64 / given.max(1) as f64, right as f64 / gold.max(1) as f64);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        let value = format!("P {:.1} R {:.1} F1 {:.1}", 100.0 * precision, 100.0 * recall, 100.0 * f1);
        manifest.figure(&format!("{title}, {group}"), value);
    }
}

/// Name tags as spans: first token, one past the last, begin tag.
pub fn spans(labels: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut spans: Vec<(usize, usize, u8)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        if label % 2 == 1 {
            spans.push((at, at + 1, *label));
        } else if *label > 0
            && let Some(span) = spans.last_mut()
        {
            span.1 = at + 1;
        }
    }
    spans
}
