//! What networks said of sentences, kept for other articles and later runs.
//!
//! A reading depends on what was seen of its sentence alone, so it serves wherever the same is seen again. What is kept holds no word of any
//! article: a hash of what was seen, and numbers.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The first bytes of what [`Readings::bytes`] gives; the number counts the layouts there have been.
const MAGIC: &[u8] = b"onrecord readings 2\n";

/// Whose reading it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Of {
    /// The network that marks attributions.
    Attributions = 0,
    /// The sentence encoder.
    Encoder = 1,
}

impl Of {
    const ALL: [Of; 2] = [Of::Attributions, Of::Encoder];
}

/// Readings by what was seen, shared by threads.
#[derive(Debug)]
pub struct Readings {
    /// Which networks, and which version of the program, they are of.
    model: u64,
    known: Mutex<All>,
}

/// All that is known, and how many bytes [`Readings::bytes`] makes of it.
#[derive(Debug, Default)]
struct All {
    known: BTreeMap<(Of, u64), Known>,
    size: usize,
    /// What nobody asked for has gone.
    trimmed: bool,
}

#[derive(Debug, Clone)]
struct Known {
    said: Vec<u8>,
    asked: bool,
}

impl Known {
    fn size(&self) -> usize {
        13 + self.said.len()
    }
}

impl Default for Readings {
    fn default() -> Readings {
        let mut hasher = DefaultHasher::new();
        (env!("CARGO_PKG_VERSION"), super::attribution::network::WEIGHTS, super::reader::seal()).hash(&mut hasher);
        Readings { model: hasher.finish(), known: Mutex::default() }
    }
}

impl Readings {
    /// The most bytes that [`Readings::bytes`] gives; above it what nobody asked for goes first, and then nothing more is kept.
    pub const LIMIT: usize = 64 << 20;

    /// The readings in `bytes`, as [`Readings::bytes`] gave them; none where they are of other networks or damaged.
    pub fn new(bytes: &[u8]) -> Readings {
        let readings = Readings::default();
        if let Some(known) = parse(bytes, readings.model) {
            let size = known.values().map(Known::size).sum();
            *readings.lock() = All { known, size, trimmed: false };
        }
        readings
    }

    /// All readings, in a layout of our own: a line that names it, then little-endian the networks' hash, the hash of the rest, and for each reading
    /// whose it is (a byte), the hash of what was seen, how many bytes there are (`u32`), and these.
    pub fn bytes(&self) -> Vec<u8> {
        let all = self.lock();
        let mut rest = Vec::with_capacity(all.size);
        for ((of, seen), known) in &all.known {
            rest.push(*of as u8);
            rest.extend(seen.to_le_bytes());
            rest.extend((known.said.len() as u32).to_le_bytes());
            rest.extend_from_slice(&known.said);
        }
        [MAGIC, &self.model.to_le_bytes(), &checksum(&rest).to_le_bytes(), &rest].concat()
    }

    /// What was said of a sentence of which was seen what has this hash.
    pub(super) fn find(&self, of: Of, seen: u64) -> Option<Vec<u8>> {
        let mut all = self.lock();
        let known = all.known.get_mut(&(of, seen))?;
        known.asked = true;
        Some(known.said.clone())
    }

    /// Keeps what was said of a sentence.
    pub(super) fn keep(&self, of: Of, seen: u64, said: Vec<u8>) {
        let new = Known { said, asked: true };
        let most = Readings::LIMIT - HEAD;
        let mut all = self.lock();
        if all.size + new.size() > most && !all.trimmed {
            all.trimmed = true;
            all.known.retain(|_, known| known.asked);
            all.size = all.known.values().map(Known::size).sum();
        }
        if all.size + new.size() <= most {
            all.size += new.size();
            if let Some(old) = all.known.insert((of, seen), new) {
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

fn parse(bytes: &[u8], model: u64) -> Option<BTreeMap<(Of, u64), Known>> {
    let (own_model, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
    let (sum, mut rest) = rest.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*own_model) != model || u64::from_le_bytes(*sum) != checksum(rest) {
        return None;
    }
    let mut known = BTreeMap::new();
    while !rest.is_empty() {
        let (of, seen, count, said);
        (of, rest) = rest.split_first()?;
        (seen, rest) = rest.split_first_chunk::<8>()?;
        (count, rest) = rest.split_first_chunk::<4>()?;
        (said, rest) = rest.split_at_checked(u32::from_le_bytes(*count) as usize)?;
        let key = (*Of::ALL.get(usize::from(*of))?, u64::from_le_bytes(*seen));
        known.insert(key, Known { said: said.to_vec(), asked: false });
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let readings = Readings::default();
        readings.keep(Of::Attributions, 7, vec![0, 5, 6]);
        readings.keep(Of::Encoder, 7, vec![1]);
        let again = Readings::new(&readings.bytes());
        assert_eq!(again.find(Of::Attributions, 7), Some(vec![0, 5, 6]));
        assert_eq!(again.find(Of::Encoder, 7), Some(vec![1]));
        assert_eq!(again.find(Of::Encoder, 9), None);
        assert_eq!(again.bytes(), readings.bytes());
    }

    #[test]
    fn what_is_kept_is_bounded_and_what_was_not_asked_for_goes_first() {
        let readings = Readings::default();
        let long = vec![0; 5 << 20];
        readings.keep(Of::Encoder, 1, long.clone());
        readings.lock().known.get_mut(&(Of::Encoder, 1)).unwrap().asked = false;
        for seen in 2..20 {
            readings.keep(Of::Encoder, seen, long.clone());
        }
        assert!(readings.bytes().len() <= Readings::LIMIT);
        assert!(readings.find(Of::Encoder, 1).is_none() && readings.find(Of::Encoder, 2).is_some());
    }

    #[test]
    fn what_is_damaged_or_of_another_network_is_nothing() {
        let readings = Readings::default();
        readings.keep(Of::Attributions, 7, vec![0, 5, 6]);
        let bytes = readings.bytes();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(Readings::new(&other).find(Of::Attributions, 7), None, "byte {at}");
            assert_eq!(Readings::new(&bytes[..at]).find(Of::Attributions, 7), None, "{at} bytes");
        }
    }
}
