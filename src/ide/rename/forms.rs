//! What a person's name becomes in each of its forms.

use std::ops::Range;

use crate::entity::fold::folded;
use crate::ide::personal::PersonalWords;

/// What a name becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum New {
    /// Another family name; whatever stands before and behind it stays.
    Family(String),
    /// Another given name.
    Given(String),
    /// Another name altogether.
    Whole(String),
}

/// The part of a name that stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The full name, or more than one of its parts.
    Full,
    /// The family name.
    Family,
    /// The given name.
    Given,
}

impl New {
    /// The words for a part of a name that reads `old`; `None` where they stay.
    pub(super) fn words(&self, part: Part, old: &str) -> Option<String> {
        let with = |range: fn(&PersonalWords) -> Range<usize>, new: &str| {
            let words = PersonalWords::of(old);
            let range = range(&words);
            (!range.is_empty()).then(|| words.with(&range, new))
        };
        match (part, self) {
            (Part::Full, New::Whole(full)) => Some(full.clone()),
            (Part::Full, New::Family(new)) => with(|words| words.family.clone(), new),
            (Part::Full, New::Given(new)) => with(|words| words.given.clone(), new),
            (Part::Family, New::Family(new)) | (Part::Given, New::Given(new)) => Some(new.clone()),
            (Part::Family, New::Whole(full)) => Some(PersonalWords::of(full).family()),
            (Part::Given, New::Whole(full)) => PersonalWords::of(full).given(),
            _ => None,
        }
    }

    /// Which part of the new name somebody bears who is called by one name alone, which reads `old`: the part that is the same, else what
    /// `otherwise` says.
    pub(super) fn part_alone(&self, old: &str, otherwise: Part) -> Part {
        let full = match self {
            New::Whole(full) => full,
            New::Family(_) => return Part::Family,
            New::Given(_) => return Part::Given,
        };
        let same = |words: &str| folded(words).eq(folded(old));
        let name = PersonalWords::of(full);
        if name.given().is_some_and(|given| same(&given)) {
            Part::Given
        } else if same(&name.family()) {
            Part::Family
        } else {
            otherwise
        }
    }
}
