//! Trains the name tagger on what may be shipped: Voice of America (labelled for the project) and WikiGold.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use onrecord::model::clusters::Clusters;
use onrecord::model::features::{self, Case, Run, Word};
use onrecord::model::names::{self, LABELS, Named as Tagged, Names, UNIT};
use onrecord::model::tagger::Tagger;
use onrecord::model::weights;
use onrecord::syntax::{NameTag, Tag};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpora::{self, Named, Sentence};
use crate::field::{self, Field, Plan};
use crate::manifest::Manifest;
use crate::perceptron::Lot;
use crate::silver;

const LEAST_COUNT: u32 = 2;
/// How often sentences without labels are labelled anew.
const STAGES: usize = 1;
/// How often a labelled sentence counts beside them.
const REPEATED: usize = 3;
const LEAST_WEIGHT: i8 = 2;
/// So many fields are fitted on the same sentences in different orders; their mean depends less on chance than any of them.
const FIELDS: usize = 4;
const PLAN: Plan = Plan { rounds: 10, rate: 0.05, penalty: 1e-3, hidden: 0.5 };

/// What is trained on. VOA stands in the program's own conventions and is the nearest to news.
pub const TRAINING: [&str; 2] = ["open/voa/labelled.jsonl", "open/wikigold.jsonl"];
/// Whole articles, whose words may be shipped where the record says so.
pub const ARTICLES: &str = "articles/open.jsonl";
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
    let mut held_articles = Vec::new();
    for (index, document) in corpora::articles(data, ARTICLES, manifest)?.iter().enumerate() {
        let part = if index % 10 == 4 { &mut held_articles } else { &mut training };
        part.extend(sentences_of(ARTICLES, document));
    }
    println!("names: {} sentences, {} and {} held back", training.len(), held.len(), held_articles.len());
    let mut lot = Lot(seed);
    for index in 0..training.len() {
        let recased = match lot.below(40) {
            0 => training[index].recased(str::to_uppercase),
            1 => training[index].recased(corpora::title_case),
            _ => None,
        };
        training.extend(recased);
    }
    let raw = silver::sentences(data)?;
    let bytes = fit(&training, &raw, &tagger, clusters, &mut lot);
    let names = Names::new(&bytes);
    report("names, held back", &held, &tagger, clusters, &names, manifest);
    report("names, articles held back", &held_articles, &tagger, clusters, &names, manifest);
    for path in MEASURED {
        let documents = corpora::named(data, path, None)?;
        let sentences: Vec<_> = documents.iter().flat_map(|document| sentences_of(path, document)).collect();
        report(&format!("names, {path}"), &sentences, &tagger, clusters, &names, manifest);
    }
    Ok(bytes)
}

/// Fits a conditional random field on labelled sentences, then on them and on what it is sure of among those without labels, and returns
/// its packed weights.
pub fn fit(labelled: &[Sentence<u8>], raw: &[Sentence<u8>], tagger: &Tagger, clusters: &Clusters, lot: &mut Lot) -> Vec<u8> {
    let mut bytes = fit_once(labelled, tagger, clusters, lot);
    for _ in 0..STAGES {
        let mut training: Vec<Sentence<u8>> = (0..REPEATED).flat_map(|_| labelled.iter().cloned()).collect();
        training.extend(silver::label(raw, tagger, clusters, &Names::new(&bytes)));
        println!("names: {} sentences with silver labels", training.len() - REPEATED * labelled.len());
        bytes = fit_once(&training, tagger, clusters, lot);
    }
    bytes
}

fn fit_once(training: &[Sentence<u8>], tagger: &Tagger, clusters: &Clusters, lot: &mut Lot) -> Vec<u8> {
    let mut counts = FxHashMap::default();
    let mut keys = Vec::new();
    let mut stretches: Vec<Vec<(Vec<u64>, u8)>> = Vec::new();
    for sentence in training {
        let (words, tags, case) = read(sentence, tagger, clusters);
        let mut last = None;
        for at in (0..words.len()).filter(|at| names::may_be_named(&sentence.tokens, &words, *at)) {
            features::for_name(&words, &tags, at, Run::around(&words, at), case, &mut keys);
            keys.iter().for_each(|key| *counts.entry(*key).or_insert(0) += 1);
            let follows = last.is_some_and(|last| last + 1 == at);
            let mut stretch = if follows { stretches.pop().unwrap_or_default() } else { Vec::new() };
            last = Some(at);
            let before = stretch.last().map_or(0, |(_, label)| *label);
            let label = if usize::from(sentence.labels[at]) < LABELS { sentence.labels[at] } else { 0 };
            // A name that begins with small letters begins where its capitals do.
            let label = if names::may_follow(before, label) { label } else { label - 1 };
            stretch.push((keys.clone(), label));
            stretches.push(stretch);
        }
    }
    let (order, ids) = field::ids(&counts, LEAST_COUNT);
    let known = |(keys, label): &(Vec<u64>, u8)| (keys.iter().filter_map(|key| ids.get(key).copied()).collect(), *label);
    let stretches: Vec<field::Stretch> = stretches.iter().map(|stretch| stretch.iter().map(known).collect()).collect();
    let lots: Vec<Lot> = (0..FIELDS).map(|_| Lot(lot.below(usize::MAX) as u64)).collect();
    let train = |mut lot: Lot| Field::train(&stretches, order.len(), &PLAN, &mut lot);
    let field = Field::mean(lots.into_par_iter().map(train).collect());
    let unit = |weight: f32| (weight / UNIT).round().clamp(-127.0, 127.0) as i8;
    let pairs = |row: [f32; LABELS], least: i8| -> Vec<(u8, i8)> {
        (0..).zip(row.map(unit)).filter(|(_, weight)| weight.unsigned_abs() >= least.unsigned_abs()).collect()
    };
    let mut packed: Vec<(u64, Vec<(u8, i8)>)> =
        (0..LABELS).map(|last| (features::after_name(last as u8), pairs(field.after(last), 1))).collect();
    packed.extend(order.iter().enumerate().map(|(id, key)| (*key, pairs(field.weights(id), LEAST_WEIGHT))));
    packed.retain(|(_, pairs)| !pairs.is_empty());
    println!("{} features of {}", packed.len(), order.len());
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
    let mut found = Tagged::default();
    for sentence in sentences {
        let (words, tags, case) = read(sentence, tagger, clusters);
        found.tags.clear();
        found.chances.clear();
        names.tag(&sentence.tokens, &words, &tags, case, &mut found);
        let given: Vec<u8> = found.tags.iter().map(|name| *name as u8).collect();
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
