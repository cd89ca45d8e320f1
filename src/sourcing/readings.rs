//! What the network said of sentences, kept for other articles and later runs.
//!
//! A reading depends on the features of its sentence alone, so it serves wherever they come together again. What is kept holds no word
//! of any article: the features' hash, labels and probabilities.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::LABELS;

/// The first bytes of what [`Readings::bytes`] gives; the number counts the layouts there have been.
const MAGIC: &[u8] = b"onrecord readings 1\n";

/// Readings by what was seen, shared by threads.
#[derive(Debug)]
pub struct Readings {
    /// Which network, and which version of the program, they are of.
    model: u64,
    known: Mutex<All>,
}

/// All that is known, and how many bytes [`Readings::bytes`] makes of it.
#[derive(Debug, Default)]
struct All {
    known: BTreeMap<u64, Known>,
    size: usize,
    /// What nobody asked for has gone.
    trimmed: bool,
}

#[derive(Debug, Clone)]
struct Known {
    path: Vec<u8>,
    sure: Vec<f32>,
    asked: bool,
}

impl Known {
    fn size(&self) -> usize {
        12 + 5 * self.path.len()
    }
}

impl Default for Readings {
    fn default() -> Readings {
        let mut hasher = DefaultHasher::new();
        (env!("CARGO_PKG_VERSION"), super::WEIGHTS).hash(&mut hasher);
        Readings { model: hasher.finish(), known: Mutex::default() }
    }
}

impl Readings {
    /// The most bytes that [`Readings::bytes`] gives; above it what nobody asked for goes first, and then nothing more is kept.
    pub const LIMIT: usize = 64 << 20;

    /// The readings in `bytes`, as [`Readings::bytes`] gave them; none where they are of another network or damaged.
    pub fn new(bytes: &[u8]) -> Readings {
        let readings = Readings::default();
        if let Some(known) = parse(bytes, readings.model) {
            let size = known.values().map(Known::size).sum();
            *readings.lock() = All { known, size, trimmed: false };
        }
        readings
    }

    /// All readings, in a layout of our own: a line that names it, then little-endian the model's hash, the hash of the rest, and for each reading
    /// the hash of what was seen, how many tokens there are (`u32`), a label a token and a probability (`f32`) a token.
    pub fn bytes(&self) -> Vec<u8> {
        let all = self.lock();
        let mut rest = Vec::with_capacity(all.size);
        for (seen, known) in &all.known {
            rest.extend(seen.to_le_bytes());
            rest.extend((known.path.len() as u32).to_le_bytes());
            rest.extend_from_slice(&known.path);
            rest.extend(known.sure.iter().flat_map(|value| value.to_le_bytes()));
        }
        [MAGIC, &self.model.to_le_bytes(), &checksum(&rest).to_le_bytes(), &rest].concat()
    }

    /// The labels and probabilities of a sentence of so many tokens whose features have this hash.
    pub(super) fn find(&self, seen: u64, tokens: usize) -> Option<(Vec<u8>, Vec<f32>)> {
        let mut all = self.lock();
        let known = all.known.get_mut(&seen).filter(|known| known.path.len() == tokens)?;
        known.asked = true;
        Some((known.path.clone(), known.sure.clone()))
    }

    /// Keeps what was said of a sentence.
    pub(super) fn keep(&self, seen: u64, path: &[u8], sure: &[f32]) {
        let new = Known { path: path.to_vec(), sure: sure.to_vec(), asked: true };
        let most = Readings::LIMIT - HEAD;
        let mut all = self.lock();
        if all.size + new.size() > most && !all.trimmed {
            all.trimmed = true;
            all.known.retain(|_, known| known.asked);
            all.size = all.known.values().map(Known::size).sum();
        }
        if all.size + new.size() <= most {
            all.size += new.size();
            if let Some(old) = all.known.insert(seen, new) {
                all.size -= old.size();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes before the first reading.
const HEAD: usize = MAGIC.len() + 16;

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

fn parse(bytes: &[u8], model: u64) -> Option<BTreeMap<u64, Known>> {
    let (own_model, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
    let (sum, mut rest) = rest.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*own_model) != model || u64::from_le_bytes(*sum) != checksum(rest) {
        return None;
    }
    let mut known = BTreeMap::new();
    while !rest.is_empty() {
        let (seen, count, path, sure);
        (seen, rest) = rest.split_first_chunk::<8>()?;
        (count, rest) = rest.split_first_chunk::<4>()?;
        let tokens = u32::from_le_bytes(*count) as usize;
        (path, rest) = rest.split_at_checked(tokens)?;
        (sure, rest) = rest.split_at_checked(tokens.checked_mul(4)?)?;
        let sure: Vec<f32> = sure.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        // What follows takes a label for an index and a probability for one; a sum of probabilities may be one and a little more.
        if tokens == 0 || path.iter().any(|label| usize::from(*label) >= LABELS) || !sure.iter().all(|sure| (0.0..=1.001).contains(sure)) {
            return None;
        }
        known.insert(u64::from_le_bytes(*seen), Known { path: path.to_vec(), sure, asked: false });
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let readings = Readings::default();
        readings.keep(7, &[0, 5, 6], &[0.25, 1.0, 0.5]);
        let again = Readings::new(&readings.bytes());
        assert_eq!(again.find(7, 3), Some((vec![0, 5, 6], vec![0.25, 1.0, 0.5])));
        assert_eq!(again.find(7, 2), None);
        assert_eq!(again.find(9, 3), None);
        assert_eq!(again.bytes(), readings.bytes());
    }

    #[test]
    fn what_cannot_be_a_reading_is_none() {
        for (path, sure) in [(&[LABELS as u8][..], &[0.5][..]), (&[1], &[f32::NAN]), (&[1], &[1.5]), (&[1], &[-0.5]), (&[], &[])] {
            let readings = Readings::default();
            readings.keep(7, path, sure);
            assert_eq!(Readings::new(&readings.bytes()).find(7, path.len()), None, "{path:?} {sure:?}");
        }
    }

    #[test]
    fn what_is_kept_is_bounded_and_what_was_not_asked_for_goes_first() {
        let readings = Readings::default();
        let long = vec![0; 1 << 20];
        let sure = vec![0.5; 1 << 20];
        readings.keep(1, &long, &sure);
        readings.lock().known.get_mut(&1).unwrap().asked = false;
        for seen in 2..20 {
            readings.keep(seen, &long, &sure);
        }
        assert!(readings.bytes().len() <= Readings::LIMIT);
        assert!(readings.find(1, long.len()).is_none() && readings.find(2, long.len()).is_some());
    }

    #[test]
    fn what_is_damaged_or_of_another_network_is_nothing() {
        let readings = Readings::default();
        readings.keep(7, &[0, 5, 6], &[0.25, 1.0, 0.5]);
        let bytes = readings.bytes();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(Readings::new(&other).find(7, 3), None, "byte {at}");
            assert_eq!(Readings::new(&bytes[..at]).find(7, 3), None, "{at} bytes");
        }
    }
}
