//! Clusters the words of unlabelled text by what stands beside them: counts of the commonest neighbours, projected at random to a few
//! dimensions, then k-means on the sphere.

use std::fs;
use std::path::Path;

use anyhow::Result;
use onrecord::model::clusters;
use onrecord::model::features;
use onrecord::model::weights;
use rustc_hash::FxHashMap;

use crate::corpora;
use crate::manifest::Manifest;
use crate::perceptron::Lot;

const LEAST_COUNT: u32 = 6;
const NEIGHBOURS: usize = 800;
const DIMENSIONS: usize = 96;
/// How many coarse and fine clusters there are; below 2^14.
const SIZES: [usize; 2] = [60, 320];
const ROUNDS: usize = 14;

type Vector = [f32; DIMENSIONS];

/// Clusters the words of VOA's unlabelled text and of MASC, and returns the packed table.
pub fn train(data: &Path, seed: u64, manifest: &mut Manifest) -> Result<Vec<u8>> {
    let raw = fs::read(data.join("open/voa/raw.txt"))?;
    manifest.input("open/voa/raw.txt", &raw);
    let mut sentences: Vec<Vec<u64>> = String::from_utf8_lossy(&raw).lines().map(forms).collect();
    sentences.extend(corpora::masc(data, manifest)?.iter().map(|sentence| forms(&sentence.text)));

    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    sentences.iter().flatten().for_each(|form| *counts.entry(*form).or_insert(0) += 1);
    let mut vocabulary: Vec<(u64, u32)> = counts.into_iter().filter(|(_, count)| *count >= LEAST_COUNT).collect();
    vocabulary.sort_unstable_by_key(|(form, count)| (std::cmp::Reverse(*count), *form));
    let place: FxHashMap<u64, usize> = vocabulary.iter().enumerate().map(|(index, (form, _))| (*form, index)).collect();

    // Counts of (word, side and neighbour).
    let mut beside: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    for sentence in &sentences {
        for (at, form) in sentence.iter().enumerate() {
            let Some(word) = place.get(form) else { continue };
            let sides = [at.checked_sub(1), Some(at + 1), at.checked_sub(2), Some(at + 2)];
            for (side, index) in sides.into_iter().enumerate() {
                let neighbour = match index.map(|index| sentence.get(index)) {
                    // The sentence's edge is a neighbour like another.
                    None | Some(None) => NEIGHBOURS,
                    Some(Some(form)) => match place.get(form) {
                        Some(neighbour) if *neighbour < NEIGHBOURS => *neighbour,
                        _ => continue,
                    },
                };
                *beside.entry((*word as u32, (side * (NEIGHBOURS + 1) + neighbour) as u32)).or_insert(0.0) += 1.0;
            }
        }
    }
    let mut totals: FxHashMap<u32, f32> = FxHashMap::default();
    let mut pairs: Vec<((u32, u32), f32)> = beside.into_iter().collect();
    pairs.sort_unstable_by_key(|(pair, _)| *pair);
    let all: f32 = pairs.iter().map(|(_, count)| count).sum();
    pairs.iter().for_each(|((_, context), count)| *totals.entry(*context).or_insert(0.0) += count);
    let mut sums = vec![0.0f32; vocabulary.len()];
    pairs.iter().for_each(|((word, _), count)| sums[*word as usize] += count);
    let mut vectors = vec![[0.0f32; DIMENSIONS]; vocabulary.len()];
    for ((word, context), count) in &pairs {
        let information = (count * all / (sums[*word as usize] * totals[context])).ln().max(0.0)
            * if *context as usize > 2 * NEIGHBOURS + 2 { 0.5 } else { 1.0 };
        let mut signs = Lot(u64::from(*context) << 20);
        for chunk in vectors[*word as usize].chunks_mut(32) {
            let bits = signs.below(usize::MAX);
            for (bit, value) in chunk.iter_mut().enumerate() {
                *value += if bits >> bit & 1 == 1 { information } else { -information };
            }
        }
    }
    vectors.iter_mut().for_each(normalize);
    let coarse = cluster(&vectors, SIZES[0], seed);
    let fine = cluster(&vectors, SIZES[1], seed);
    let entries = |index: usize| [coarse[index], fine[index]].map(|cluster| clusters::entry(cluster + 1)).to_vec();
    let packed: Vec<_> = vocabulary.iter().enumerate().map(|(index, (form, _))| (*form, entries(index))).collect();
    println!("{} words in clusters", packed.len());
    Ok(weights::pack(&packed))
}

fn forms(text: &str) -> Vec<u64> {
    corpora::tokens_of(text).iter().map(|token| features::form(token.span.of(text))).collect()
}

fn normalize(vector: &mut Vector) {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
    vector.iter_mut().for_each(|value| *value /= length);
}

/// The cluster of each vector. The vectors of the commonest words, spread by lot, are the first centres.
fn cluster(vectors: &[Vector], size: usize, seed: u64) -> Vec<u16> {
    let mut lot = Lot(seed);
    let mut centres: Vec<Vector> = (0..size).map(|index| vectors[(index * 4 + lot.below(4)) % vectors.len().max(1)]).collect();
    let mut own = vec![0u16; vectors.len()];
    for _ in 0..ROUNDS {
        let mut sums = vec![[0.0f32; DIMENSIONS]; size];
        for (vector, own) in vectors.iter().zip(&mut own) {
            let near = |centre: &Vector| vector.iter().zip(centre).map(|(a, b)| a * b).sum::<f32>();
            let scores = centres.iter().map(near).enumerate();
            let (best, _) = scores.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0));
            *own = best as u16;
            sums[best].iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
        sums.iter_mut().for_each(normalize);
        centres = sums;
    }
    own
}
