//! Fits what `model::kinds` adds to the rules' evidence of what a name is of: a logistic formula over the names of whole documents.

use std::path::Path;

use anyhow::Result;
use onrecord::article::Article;
use onrecord::entity::detect;
use onrecord::lexicon::Lexicon;
use onrecord::model::clusters::Clusters;
use onrecord::model::features::{Case, Word};
use onrecord::model::kinds::{KINDS, UNIT};
use onrecord::model::names::Names;
use onrecord::model::tagger::Tagger;
use onrecord::model::weights;
use onrecord::syntax::Parse;
use onrecord::text::{Document, Format};
use rustc_hash::FxHashMap;

use crate::corpora::{self, Named};
use crate::manifest::Manifest;
use crate::names;
use crate::perceptron::Lot;
use crate::silver;

/// The tagger's name tags are features, and on what it was trained on they are too good: so each part's tags come from the others.
const FOLDS: usize = 3;
const ROUNDS: i32 = 120;
const RATE: f32 = 0.04;
const LEAST_COUNT: u32 = 3;
/// Of the sum of squared weights. Large, because a few thousand names must do for all others.
const PENALTY: f32 = 40.0;
/// How sure a point of the rules' scores is, as a logarithm of odds.
const TRUST: f32 = 1.0;
/// The power of a name's count that it weighs with.
const IMPORTANCE: f32 = 0.7;
/// Added in training only to what speaks for each kind: annotated texts leave out names that a newsroom counts, and their caution must
/// not be learnt, least of all of people, whom an article's sources are.
const CAUTION: [f32; KINDS] = [-0.4, 0.0, 0.0, 0.27];
/// Lines of a piece of a document that is no article but a collection.
const PIECE: usize = 20;

/// A name of a document: what the rules say, its features with their values, and how often it is annotated as each kind.
struct Example {
    totals: [f32; KINDS],
    features: Vec<(u64, f32)>,
    counts: [f32; KINDS],
}

/// The names of some documents, and how many names are annotated in them.
#[derive(Default)]
struct Part {
    examples: Vec<Example>,
    annotated: usize,
}

/// Fits and returns the packed weights. `packed` are those of the tagger and of the name tagger.
pub fn train(data: &Path, seed: u64, packed: [&[u8]; 2], clusters: &Clusters, manifest: &mut Manifest) -> Result<Vec<u8>> {
    let tagger = Tagger::new(packed[0]);
    let mut documents = Vec::new();
    for path in names::TRAINING {
        documents.extend(corpora::named(data, path, Some(manifest))?.iter().flat_map(pieces));
    }
    let (mut training, mut held) = (Part::default(), Part::default());
    let raw = silver::sentences(data)?;
    for fold in 0..FOLDS {
        let others = documents.iter().enumerate().filter(|(index, _)| index % FOLDS != fold);
        let sentences: Vec<_> = others.flat_map(|(_, document)| names::sentences_of("", document)).collect();
        let bytes = names::fit(&sentences, &raw, &tagger, clusters, &mut Lot(seed));
        for (index, document) in documents.iter().enumerate().filter(|(index, _)| index % FOLDS == fold) {
            let part = if index % 10 == 4 { &mut held } else { &mut training };
            part.read(&spaced(document), &Names::new(&bytes), clusters);
        }
    }
    let mut measured = vec![("held back".to_owned(), held)];
    for path in names::MEASURED {
        let mut part = Part::default();
        for document in corpora::named(data, path, None)? {
            part.read(&document, &Names::new(packed[1]), clusters);
        }
        measured.push((path.to_owned(), part));
    }
    for (title, part) in &measured {
        manifest.figure(&format!("kinds, {title}, rules alone"), part.figure(&FxHashMap::default()));
    }
    let table = fit(&training);
    println!("kinds, training {}", training.figure(&table));
    for (title, part) in &measured {
        manifest.figure(&format!("kinds, {title}"), part.figure(&table));
    }
    let mut features: Vec<(u64, Vec<(u8, i8)>)> = Vec::new();
    let mut keys: Vec<u64> = table.keys().copied().collect();
    keys.sort_unstable();
    for key in keys {
        let units = table[&key].map(|weight| (weight / UNIT).round().clamp(-127.0, 127.0) as i8);
        let pairs: Vec<(u8, i8)> = (0..).zip(units).filter(|(_, units)| *units != 0).collect();
        if !pairs.is_empty() {
            features.push((key, pairs));
        }
    }
    println!("{} features", features.len());
    Ok(weights::pack(&features))
}

/// A document, or the pieces of a collection that is one file.
fn pieces(document: &Named) -> Vec<Named> {
    let lines: Vec<&str> = document.text.split_inclusive('\n').collect();
    if lines.len() < 20 * PIECE {
        return vec![Named { id: document.id.clone(), text: document.text.clone(), entities: document.entities.clone() }];
    }
    let mut from = 0;
    let mut pieces = Vec::new();
    for lines in lines.chunks(PIECE) {
        let text = lines.concat();
        let to = from + text.chars().count();
        let inside = document.entities.iter().filter(|(start, end, _)| from <= *start && *end <= to);
        let entities = inside.map(|(start, end, kind)| (start - from, end - from, kind.clone())).collect();
        pieces.push(Named { id: format!("{}/{from}", document.id), text, entities });
        from = to;
    }
    pieces
}

/// The same document with an empty line between any two lines, as paragraphs of an article have.
fn spaced(document: &Named) -> Named {
    let mut moved = Vec::with_capacity(document.text.len());
    let mut lines = 0;
    for (at, character) in document.text.chars().enumerate() {
        moved.push(at + lines);
        lines += usize::from(character == '\n');
    }
    moved.push(moved.len() + lines);
    let at = |offset: usize| moved.get(offset).copied().unwrap_or_default();
    let entities = document.entities.iter().map(|(start, end, kind)| (at(*start), at(end.saturating_sub(1)) + 1, kind.clone())).collect();
    Named { id: document.id.clone(), text: document.text.replace('\n', "\n\n"), entities }
}

impl Part {
    /// Adds the names of a document, whose name tags are made by `names`.
    fn read(&mut self, document: &Named, names: &Names, clusters: &Clusters) {
        let offsets: Vec<u32> = document.text.char_indices().map(|(at, _)| at as u32).chain([document.text.len() as u32]).collect();
        let at = |offset: usize| offsets.get(offset).copied().unwrap_or_default();
        let kind = |name: &str| ["PER", "ORG", "LOC"].iter().position(|other| *other == name).unwrap_or(KINDS - 1);
        let gold: Vec<(u32, u32, usize)> = document.entities.iter().map(|(start, end, name)| (at(*start), at(*end), kind(name))).collect();
        self.annotated += gold.len();
        let article = Article::analyze(Document::new("article.txt", document.text.as_str(), Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let mut named = onrecord::model::names::Named::default();
        for sentence in parse.sentences {
            let range = sentence.tokens();
            let tokens = &parse.tokens[range.clone()];
            let words: Vec<Word> = tokens.iter().map(|token| Word::new(token, token.span.of(&parse.prose.text), clusters)).collect();
            names.tag(tokens, &words, &parse.tags[range], Case::of(tokens), &mut named);
        }
        for group in detect::groups(&Parse { names: &named.tags, chances: &named.chances, ..parse }) {
            let mut counts = [0.0; KINDS];
            for (span, _) in &group.places {
                let span = article.source(*span);
                let exact = gold.iter().find(|(start, end, _)| (*start, *end) == (span.start, span.end));
                // A name that is cut in another place says little about kinds.
                if exact.is_none() && gold.iter().any(|(start, end, _)| *start < span.end && span.start < *end) {
                    continue;
                }
                counts[exact.map_or(KINDS - 1, |(_, _, kind)| *kind)] += 1.0;
            }
            let places = group.places.len() as f32;
            let share = (1.0 + places.ln()) / places;
            let mut features: Vec<(u64, f32)> = group.inside.iter().map(|key| (*key, 1.0)).collect();
            features.extend(group.places.iter().flat_map(|(_, keys)| keys.iter().map(|key| (*key, share))));
            self.examples.push(Example { totals: group.totals, features, counts });
        }
    }

    /// Precision, recall and F1 of names whose kind is told by rules and `table`.
    fn figure(&self, table: &FxHashMap<u64, [f32; KINDS]>) -> String {
        let (mut right, mut given) = (0.0, 0.0);
        for example in &self.examples {
            let scores = example.scores(table);
            let best = (0..KINDS).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or_default();
            if best < KINDS - 1 {
                right += example.counts[best];
                given += example.counts.iter().sum::<f32>();
            }
        }
        let (precision, recall) = (right / given.max(1.0), right / self.annotated.max(1) as f32);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        format!("P {:.1} R {:.1} F1 {:.1} (names cut elsewhere left out)", 100.0 * precision, 100.0 * recall, 100.0 * f1)
    }
}

impl Example {
    fn scores(&self, table: &FxHashMap<u64, [f32; KINDS]>) -> [f32; KINDS] {
        let mut scores = self.totals;
        for (key, value) in &self.features {
            if let Some(weights) = table.get(key) {
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
            }
        }
        scores
    }
}

/// Weights by descent over all examples at once, with steps that are as long as the slope is steady (Adam).
fn fit(training: &Part) -> FxHashMap<u64, [f32; KINDS]> {
    let mut seen = FxHashMap::<u64, u32>::default();
    for example in &training.examples {
        let mut keys: Vec<u64> = example.features.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *seen.entry(key).or_insert(0) += 1);
    }
    let mut keys: Vec<u64> = seen.into_iter().filter(|(_, count)| *count >= LEAST_COUNT).map(|(key, _)| key).collect();
    keys.sort_unstable();
    let place: FxHashMap<u64, usize> = keys.iter().enumerate().map(|(place, key)| (*key, place)).collect();
    let known = |(key, value): &(u64, f32)| place.get(key).map(|place| (*place, *value));
    let examples: Vec<Weighed> = training
        .examples
        .iter()
        .map(|example| (example.features.iter().filter_map(known).collect(), example, example.counts.iter().sum::<f32>()))
        .filter(|(_, _, count)| *count > 0.0)
        .collect();
    let mut weights = vec![[0.0f32; KINDS]; keys.len()];
    let mut means = weights.clone();
    let mut squares = weights.clone();
    for round in 1..=ROUNDS {
        let mut slopes: Vec<[f32; KINDS]> = weights.iter().map(|weights| weights.map(|weight| PENALTY * weight)).collect();
        for (features, example, count) in &examples {
            let mut scores: [f32; KINDS] = std::array::from_fn(|at| TRUST * (example.totals[at] + CAUTION[at]));
            for (place, value) in features {
                scores.iter_mut().zip(weights[*place]).for_each(|(score, weight)| *score += weight * value);
            }
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            let odds = scores.map(|score| (score - most).exp());
            let sum = odds.iter().sum::<f32>();
            let importance = count.powf(IMPORTANCE);
            let slope: [f32; KINDS] = std::array::from_fn(|at| importance * (odds[at] / sum - example.counts[at] / count));
            for (place, value) in features {
                slopes[*place].iter_mut().zip(slope).for_each(|(sum, slope)| *sum += slope * value);
            }
        }
        let rate = RATE * (1.0 - (round - 1) as f32 / ROUNDS as f32);
        let [early, early_square] = [0.9f32, 0.99].map(|share| 1.0 - share.powi(round));
        for (place, slopes) in slopes.iter().enumerate() {
            for at in 0..KINDS {
                let (mean, square) = (&mut means[place][at], &mut squares[place][at]);
                *mean = 0.9 * *mean + 0.1 * slopes[at];
                *square = 0.99 * *square + 0.01 * slopes[at] * slopes[at];
                weights[place][at] -= rate * (*mean / early) / ((*square / early_square).sqrt() + 1e-6);
            }
        }
    }
    keys.into_iter().zip(weights).map(|(key, weights)| (key, weights.map(|weight| weight / TRUST))).collect()
}

/// An example's features that are kept, the example, and how often it stands.
type Weighed<'e> = (Vec<(usize, f32)>, &'e Example, f32);
