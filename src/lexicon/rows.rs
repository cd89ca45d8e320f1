//! What a list has of each of its words, by number: a token keeps the number, so that no rule looks the word up again.

use rustc_hash::FxHashMap;

use super::in_lower;

/// Which row of a list a word has; the default is the empty row of all others, and most words of a text are among those.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowNumber(u16);

impl RowNumber {
    /// Whether the list has nothing of the word.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The rows of a list.
#[derive(Debug)]
pub(super) struct Rows<R> {
    numbers: FxHashMap<Box<str>, RowNumber>,
    rows: Vec<R>,
}

impl<R: Default> Default for Rows<R> {
    fn default() -> Rows<R> {
        Rows { numbers: FxHashMap::default(), rows: vec![R::default()] }
    }
}

impl<R: Default> Rows<R> {
    /// The row of a word in lower case; a new one where it has none yet.
    pub fn of(&mut self, word: &str) -> &mut R {
        let next = RowNumber(self.rows.len() as u16);
        let number = *self.numbers.entry(word.into()).or_insert(next);
        if number == next {
            self.rows.push(R::default());
        }
        &mut self.rows[number.0 as usize]
    }

    /// The number of a word, in any case.
    pub fn number(&self, word: &str) -> RowNumber {
        in_lower(word, |lower| self.numbers.get(lower).copied().unwrap_or_default())
    }

    /// The row of a number.
    pub fn get(&self, number: RowNumber) -> &R {
        &self.rows[number.0 as usize]
    }

    /// All words, in no order, and their numbers.
    pub fn all(&self) -> impl Iterator<Item = (&str, RowNumber)> {
        self.numbers.iter().map(|(word, number)| (&**word, *number))
    }
}
