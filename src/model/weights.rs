//! A table of feature weights that is used in place, straight from the bytes embedded in the program.
//!
//! A perceptron's weights are sparse: a feature speaks for or against two or three labels out of forty. So a feature's entry is a
//! short list of (label, weight), found by open addressing; a few bits of the key stand beside its offset, so that an unseen
//! feature finds nothing instead of some other feature's weights. Reading the table costs nothing at start-up.
//!
//! Most features of most words are unseen, so a filter of single bits, small enough to stay in the processor's cache, is asked first.
//!
//! Layout, little-endian: `u32` base-two logarithm of the number of slots; the filter, one byte a slot; the slots (`u32`: 12 bits of
//! the key, 20 bits of one plus the index of the feature's first entry; 0 is an empty slot); the entries (`u8` label, its highest
//! bit set on the feature's last entry, and `i8` weight).

/// Bits of a slot that hold an index.
const INDEX_BITS: u32 = 20;
const INDEX_MASK: u32 = (1 << INDEX_BITS) - 1;
const LAST: u8 = 0x80;
/// Features that are looked up together.
const SWEEP: usize = 64;

/// A table of weights in its packed form.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'a> {
    filter: &'a [u8],
    slots: &'a [[u8; 4]],
    entries: &'a [[u8; 2]],
}

impl<'a> Weights<'a> {
    /// The table in `bytes`; bytes that are none give a table without weights.
    pub fn new(bytes: &'a [u8]) -> Weights<'a> {
        Weights::read(bytes).unwrap_or(Weights { filter: &[0], slots: &[[0; 4]], entries: &[] })
    }

    fn read(bytes: &'a [u8]) -> Option<Weights<'a>> {
        let (logarithm, rest) = bytes.split_first_chunk::<4>()?;
        let count = 1usize.checked_shl(u32::from_le_bytes(*logarithm)).filter(|count| *count <= bytes.len())?;
        let (filter, rest) = rest.split_at_checked(count)?;
        let (slots, entries) = rest.split_at_checked(count * 4)?;
        Some(Weights { filter, slots: slots.as_chunks::<4>().0, entries: entries.as_chunks::<2>().0 })
    }

    /// The (label, weight) pairs of a feature; none if the table does not know it.
    pub fn of(&self, key: u64) -> impl Iterator<Item = (usize, i32)> + use<'a> {
        let entries = Some(key)
            .filter(|key| self.may_hold(*key))
            .and_then(|key| self.find(key))
            .and_then(|first| self.entries.get(first..))
            .unwrap_or(&[]);
        let mut ended = false;
        entries.iter().map_while(move |[label, weight]| {
            if std::mem::replace(&mut ended, label & LAST != 0) {
                return None;
            }
            Some((usize::from(label & !LAST), i32::from(i8::from_le_bytes([*weight]))))
        })
    }

    /// Adds the weights of all `keys` to `scores`, one score a label.
    pub fn add(&self, keys: &[u64], scores: &mut [i32]) {
        // A few sweeps, so that look-ups wait for memory together and not for each other.
        for keys in keys.chunks(SWEEP) {
            let mut likely = [0u64; SWEEP];
            let mut count = 0;
            for key in keys {
                likely[count % SWEEP] = *key;
                count += usize::from(self.may_hold(*key));
            }
            let mut found = [u32::MAX; SWEEP];
            for (found, key) in found.iter_mut().zip(&likely[..count]) {
                *found = self.find(*key).map_or(u32::MAX, |first| first as u32);
            }
            let mut heads = [[0u8; 2]; SWEEP];
            for (head, first) in heads.iter_mut().zip(&found[..count]) {
                *head = self.entries.get(*first as usize).copied().unwrap_or([LAST, 0]);
            }
            for (first, head) in found.iter().zip(&heads[..count]) {
                let (mut entry, mut next) = (*head, *first as usize + 1);
                loop {
                    if let Some(score) = scores.get_mut(usize::from(entry[0] & !LAST)) {
                        *score += i32::from(i8::from_le_bytes([entry[1]]));
                    }
                    if entry[0] & LAST != 0 {
                        break;
                    }
                    entry = self.entries.get(next).copied().unwrap_or([LAST, 0]);
                    next += 1;
                }
            }
        }
    }

    fn may_hold(&self, key: u64) -> bool {
        let (byte, bit) = filter_bit(key, self.filter.len());
        self.filter[byte] & bit != 0
    }

    fn find(&self, key: u64) -> Option<usize> {
        let mut at = slot_of(key, self.slots.len());
        loop {
            let slot = u32::from_le_bytes(*self.slots.get(at)?);
            if slot == 0 {
                return None;
            }
            if slot >> INDEX_BITS == check_of(key) {
                return Some((slot & INDEX_MASK) as usize - 1);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

fn slot_of(key: u64, slots: usize) -> usize {
    (key >> 32) as usize & (slots - 1)
}

fn filter_bit(key: u64, bytes: usize) -> (usize, u8) {
    ((key >> 15) as usize & (bytes - 1), 1 << (key >> 12 & 7))
}

fn check_of(key: u64) -> u32 {
    (key & 0xFFF) as u32
}

/// Packs features into the form that [`Weights`] reads; what does not fit the format's 2^20 entries is left out.
///
/// Each feature is its key and its (label, weight) pairs; labels lie below 128. What is asked for most should come first.
/// The same features in the same order give the same bytes.
pub fn pack(features: &[(u64, Vec<(u8, i8)>)]) -> Vec<u8> {
    // Two thirds full at most: short probes, and always an empty slot to end one.
    let slots = (features.len() * 3 / 2 + 2).next_power_of_two();
    let mut table = vec![0u32; slots];
    let mut filter = vec![0u8; slots];
    let mut entries = Vec::new();
    for (key, pairs) in features {
        let Some(((label, weight), before)) = pairs.split_last() else { continue };
        let first = entries.len() / 2 + 1;
        if first + pairs.len() > INDEX_MASK as usize {
            break;
        }
        let mut at = slot_of(*key, slots);
        while table[at] != 0 {
            at = (at + 1) & (slots - 1);
        }
        let (byte, bit) = filter_bit(*key, slots);
        filter[byte] |= bit;
        table[at] = check_of(*key) << INDEX_BITS | first as u32;
        for (label, weight) in before {
            entries.extend([*label, weight.to_le_bytes()[0]]);
        }
        entries.extend([label | LAST, weight.to_le_bytes()[0]]);
    }
    let mut bytes = slots.trailing_zeros().to_le_bytes().to_vec();
    bytes.extend(filter);
    bytes.extend(table.iter().flat_map(|slot| slot.to_le_bytes()));
    bytes.extend(entries);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_again_and_nothing_else() {
        let key = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let features: Vec<(u64, Vec<(u8, i8)>)> = (1..500).map(|n| (key(n), vec![(3, -5), ((n % 40) as u8, (n % 100) as i8)])).collect();
        let bytes = pack(&features);
        let weights = Weights::new(&bytes);
        for n in 1..500 {
            assert_eq!(weights.of(key(n)).collect::<Vec<_>>(), [(3, -5), ((n % 40) as usize, (n % 100) as i32)]);
        }
        assert!((500..600).filter(|n| weights.of(key(*n)).next().is_some()).count() <= 1);
    }

    #[test]
    fn bytes_that_are_no_table_hold_no_weights() {
        for bytes in [&[][..], &[9], &[255; 40], &[31, 0, 0, 0, 1, 2, 3, 4]] {
            assert_eq!(Weights::new(bytes).of(77).count(), 0);
        }
    }
}
