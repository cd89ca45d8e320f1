//! Words that stand in the same places, by number: what a tagger trained on little text knows of words it has never seen tagged.

use super::features;
use super::weights::Weights;

static CLUSTERS: &[u8] = include_bytes!("weights/clusters.bin");

/// A table from word forms to clusters, a coarse one and a fine one.
#[derive(Debug, Clone, Copy)]
pub struct Clusters<'a> {
    table: Weights<'a>,
}

impl Clusters<'static> {
    /// The table that ships with the program.
    pub fn shipped() -> Clusters<'static> {
        Clusters::new(CLUSTERS)
    }
}

impl<'a> Clusters<'a> {
    /// A table over packed bytes (see [`super::weights`]): a word's first entry is its coarse cluster, its second the fine one.
    pub fn new(bytes: &'a [u8]) -> Clusters<'a> {
        Clusters { table: Weights::new(bytes) }
    }

    /// The coarse and the fine cluster of the word form with this hash, counted from 1; 0 for rare words.
    pub fn of(&self, form: u64) -> [u16; 2] {
        let mut entries = self.table.of(form).map(|(low, high)| (high as u16) << 7 | low as u16);
        [entries.next().unwrap_or(0), entries.next().unwrap_or(0)]
    }

    /// Whether the word as it is written is one of those in clusters: no rare one.
    pub fn holds(&self, word: &str) -> bool {
        self.of(features::form(word)) != [0, 0]
    }
}

/// A cluster as an entry of the table.
pub fn entry(cluster: u16) -> (u8, i8) {
    ((cluster & 0x7F) as u8, (cluster >> 7) as i8)
}
