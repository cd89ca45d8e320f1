//! What is known: findings that were there before, as marks, and which of them the findings of today are.
//!
//! Each is used once. What is known of an article is that article's; another has it only where no article is at that path any more, so
//! that it may have moved ([`Known::settle`]).

use std::cmp::Reverse;
use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::identity::{Identity, Mark, place_of};

/// Paths that are gone and that one finding may have come from: what more of them have tells nothing.
const MOST_GONE: usize = 64;

/// Findings that are known, each as often as it was there.
#[derive(Debug, Clone, Default)]
pub struct Known {
    salt: Vec<u8>,
    entries: Vec<(Mark, usize)>,
    by_mark: FxHashMap<Mark, usize>,
    by_place: FxHashMap<u64, Vec<usize>>,
    /// By the place of an article the entries that moved there, and how often.
    moved: FxHashMap<u64, Vec<(usize, usize)>>,
}

/// An article that may hold what is known of another path.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its path.
    pub place: String,
    /// What is found in it.
    pub identities: Vec<Identity>,
}

impl Known {
    /// Nothing is known yet; `salt` goes into every hash.
    pub fn new(salt: Vec<u8>) -> Known {
        Known { salt, ..Known::default() }
    }

    /// What goes into every hash.
    pub fn salt(&self) -> &[u8] {
        &self.salt
    }

    /// Takes note of findings on the article at `place`.
    pub fn add(&mut self, place: &str, identities: &[Identity]) {
        let place = place_of(&self.salt, place);
        for identity in identities {
            self.add_mark(identity.mark(&self.salt, place), 1);
        }
    }

    /// Takes note of what was written down, `count` times.
    pub fn add_mark(&mut self, mark: Mark, count: usize) {
        if let Some(index) = self.by_mark.get(&mark) {
            self.entries[*index].1 += count;
            return;
        }
        let index = self.entries.len();
        self.by_place.entry(mark.place).or_default().push(index);
        self.by_mark.insert(mark.clone(), index);
        self.entries.push((mark, count));
    }

    /// For each of the findings on the article at `place` the entry that knows it, if one does; no entry knows more findings than were
    /// there.
    pub fn claim(&self, place: &str, identities: &[Identity]) -> Vec<Option<usize>> {
        let mut claimed = vec![None; identities.len()];
        if self.entries.is_empty() {
            return claimed;
        }
        let place = place_of(&self.salt, place);
        let mut own = self.pool_of(place);
        let mut moved = Pool::new(self, self.moved.get(&place).into_iter().flatten().copied());
        let marks: Vec<Vec<Mark>> = identities.iter().map(|identity| identity.earlier(&self.salt, place)).collect();
        own.match_all(self, &marks, &mut claimed);
        moved.match_all(self, &marks, &mut claimed);
        claimed
    }

    fn pool_of(&self, place: u64) -> Pool {
        Pool::new(self, self.by_place.get(&place).into_iter().flatten().map(|index| (*index, self.entries[*index].1)))
    }

    /// The paths of which something is known.
    pub fn places(&self) -> impl Iterator<Item = u64> {
        self.by_place.keys().copied()
    }

    /// Whether anything is known of a path that `there` does not hold.
    pub fn has_gone(&self, there: &FxHashSet<u64>) -> bool {
        self.by_place.keys().any(|place| !there.contains(place))
    }

    /// The hashes of what is known of paths that `there` does not hold.
    pub fn gone(&self, there: &FxHashSet<u64>) -> FxHashSet<u64> {
        let gone = self.entries.iter().filter(|(mark, _)| !there.contains(&mark.place));
        gone.flat_map(|(mark, _)| [mark.before, mark.after]).collect()
    }

    /// The findings that are not known at their own path, and may be among what has `gone`.
    pub fn strays<'a>(&self, candidate: &'a Candidate, gone: &FxHashSet<u64>) -> Vec<&'a Identity> {
        let place = place_of(&self.salt, &candidate.place);
        let is_one = |mark: &Mark| gone.contains(&mark.before) || gone.contains(&mark.after);
        let may_be = |identity: &Identity| identity.earlier(&self.salt, place).iter().any(is_one);
        let claimed = self.claim(&candidate.place, &candidate.identities);
        let open = candidate.identities.iter().zip(claimed).filter(|(_, claimed)| claimed.is_none());
        open.map(|(identity, _)| identity).filter(|identity| may_be(identity)).collect()
    }

    /// Gives what is known of paths that are gone to the articles that hold it now: to whichever holds most of a path's, the first by name of
    /// several, and each entry once. `there` are the paths that are not gone.
    pub fn settle(&mut self, mut candidates: Vec<Candidate>, there: &FxHashSet<u64>) {
        candidates.sort_by(|one, other| one.place.cmp(&other.place));
        let mut by_hash: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
        let mut gone: Vec<u64> = self.by_place.keys().copied().filter(|place| !there.contains(place)).collect();
        gone.sort_unstable();
        for place in &gone {
            let hashes: FxHashSet<u64> =
                self.by_place[place].iter().flat_map(|index| [self.entries[*index].0.before, self.entries[*index].0.after]).collect();
            for hash in hashes {
                let places = by_hash.entry(hash).or_default();
                if places.len() < MOST_GONE {
                    places.push(*place);
                }
            }
        }
        let mut pools: FxHashMap<u64, Pool> = gone.iter().map(|place| (*place, self.pool_of(*place))).collect();
        let mut open: Vec<Open> = Vec::new();
        let mut pairs: Vec<(Reverse<usize>, usize, u64)> = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let place = place_of(&self.salt, &candidate.place);
            let marks: Vec<Vec<Mark>> = candidate.identities.iter().map(|identity| identity.earlier(&self.salt, place)).collect();
            let claimed = self.claim(&candidate.place, &candidate.identities);
            let stray = marks.iter().zip(&claimed).filter(|(_, claimed)| claimed.is_none()).flat_map(|(marks, _)| marks);
            let mut from: Vec<u64> =
                stray.flat_map(|mark| [mark.before, mark.after]).filter_map(|hash| by_hash.get(&hash)).flatten().copied().collect();
            from.sort_unstable();
            from.dedup();
            for place in from {
                let mut tried = claimed.clone();
                let count = self.pool_of(place).match_all(self, &marks, &mut tried).len();
                if count > 0 {
                    pairs.push((Reverse(count), index, place));
                }
            }
            open.push(Open { marks, claimed });
        }
        pairs.sort_unstable();
        let mut moved: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
        for (_, index, from) in pairs {
            let Open { marks, claimed } = &mut open[index];
            let Some(pool) = pools.get_mut(&from) else { continue };
            let here = place_of(&self.salt, &candidates[index].place);
            for entry in pool.match_all(self, marks, claimed) {
                moved.entry(here).or_default().push((entry, 1));
            }
        }
        self.moved = moved;
    }

    /// What is left when findings have claimed these entries: known and not there any more. Sorted, each with its count.
    pub fn left(&self, claimed: impl IntoIterator<Item = usize>) -> Vec<(Mark, usize)> {
        let mut left = self.entries.clone();
        claimed.into_iter().for_each(|entry| left[entry].1 = left[entry].1.saturating_sub(1));
        left.retain(|(_, count)| *count > 0);
        left.sort_unstable();
        left
    }
}

/// The findings of a candidate, and which of them are claimed.
struct Open {
    marks: Vec<Vec<Mark>>,
    claimed: Vec<Option<usize>>,
}

/// Entries that may still be claimed, each so often.
#[derive(Debug, Default)]
struct Pool {
    left: FxHashMap<usize, usize>,
    by_hash: FxHashMap<u64, VecDeque<usize>>,
}

impl Pool {
    fn new(known: &Known, entries: impl Iterator<Item = (usize, usize)>) -> Pool {
        let mut pool = Pool::default();
        for (index, count) in entries {
            let left = pool.left.entry(index).or_default();
            *left += count;
            if *left > count {
                continue;
            }
            let mark = &known.entries[index].0;
            pool.by_hash.entry(mark.before).or_default().push_back(index);
            if mark.after != mark.before {
                pool.by_hash.entry(mark.after).or_default().push_back(index);
            }
        }
        pool
    }

    /// Claims entries for the findings that have none: what is the same comes before what was edited on one side. Gives the entries.
    fn match_all(&mut self, known: &Known, marks: &[Vec<Mark>], claimed: &mut [Option<usize>]) -> Vec<usize> {
        let mut taken = Vec::new();
        for whole in [true, false] {
            for (claimed, marks) in claimed.iter_mut().zip(marks).filter(|(claimed, _)| claimed.is_none()) {
                *claimed = marks.iter().find_map(|mark| self.take(known, mark, whole));
                taken.extend(*claimed);
            }
        }
        taken
    }

    fn take(&mut self, known: &Known, mark: &Mark, whole: bool) -> Option<usize> {
        let hashes = if whole { &[mark.before][..] } else { &[mark.before, mark.after] };
        for hash in hashes {
            let Some(list) = self.by_hash.get_mut(hash) else { continue };
            while list.front().is_some_and(|index| self.left.get(index) == Some(&0)) {
                list.pop_front();
            }
            let found = list
                .iter()
                .copied()
                .find(|index| self.left.get(index).is_some_and(|left| *left > 0) && known.entries[*index].0.fits(mark, whole));
            if let Some(index) = found {
                *self.left.entry(index).or_default() -= 1;
                return Some(index);
            }
        }
        None
    }
}
