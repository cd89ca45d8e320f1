//! The classes of words, and which file holds each.

use std::ops::{BitOr, BitOrAssign};

/// A set of [`Class`]es.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Classes(u64);

impl Classes {
    /// From the bits that `build.rs` wrote; see [`Class`] for their order.
    #[inline]
    pub fn from_bits(bits: u64) -> Classes {
        Classes(bits)
    }

    /// The set's bits, in the order of [`Class`].
    #[inline]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Whether the class is in the set.
    #[inline]
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    /// Whether any of the classes is in the set.
    #[inline]
    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Classes {
        Classes(1 << class as u64)
    }
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

macro_rules! lists {
    ($($(#[doc = $doc:literal])+ $class:ident $($file:literal)?;)+) => {
        /// A class of words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[doc = $doc])+ $class,)+ }

        impl Class {
            /// All classes, in the order of their bits.
            pub const ALL: &[Class] = &[$(Class::$class),+];
        }

        /// The small lists, each with its class.
        pub(super) const LISTS: &[(Class, &str)] = &[$($((Class::$class, include_str!(concat!("data/", $file))),)?)+];

        /// How many classes there are.
        #[cfg(test)]
        pub(super) const COUNT: usize = [$(Class::$class),+].len();
    };
}

lists! {
    // The first four are in the large lists that build.rs compiles: keep their places.
    /// A given name ("Marit").
    GivenName;
    /// A family name.
    FamilyName;
    /// A town, region or other place smaller than a country.
    Town;
    /// A given name mostly of women; with [`Class::GivenName`].
    WomansName;

    /// A form of a reporting verb; see [`crate::lexicon::Verb`].
    ReportingVerb;
    /// "Mr.", "Mrs.", "Dame": stands before a surname and says nothing of a role.
    Honorific "honorifics.txt";
    /// "president", "harbour master": a role that may stand before or after a name.
    Title "titles.txt";
    /// A noun for a person by role that is no title before a name ("diplomat", "aide", "neighbour").
    PersonNoun "person_nouns.txt";
    /// A plural of either ("officials", "critics").
    PeopleNoun "people_nouns.txt";
    /// A relative ("wife", "son").
    Kin "kin.txt";
    /// A word that an organisation's name ends in or holds ("Council", "Inc.", "University").
    OrganizationWord "organization_words.txt";
    /// A common noun for a body ("ministry", "police", "campaign", "company").
    BodyNoun "body_nouns.txt";
    /// A word that a place's name ends in or begins with ("Street", "Lake", "Bay").
    PlaceWord "place_words.txt";
    /// A country, by any usual name.
    Country "countries.txt";
    /// An adjective or noun of a people ("Venezuelan", "Dutch").
    Demonym "demonyms.txt";
    /// A day of the week.
    Weekday "weekdays.txt";
    /// A month.
    Month "months.txt";
    /// A document, poll or other written source ("report", "filing", "survey").
    DocumentNoun "document_nouns.txt";
    /// A noun that carries content ("claim", "accusation", "fear").
    CueNoun "cue_nouns.txt";
    /// People without names who are nobody in particular as a source ("source", "insider").
    AnonymousNoun "anonymous_nouns.txt";
    /// People who are a vague source ("critics", "experts", "many").
    VagueNoun "vague_nouns.txt";
    /// "reportedly", "allegedly".
    Hedge "hedges.txt";
    /// A well-known acronym that needs no full form.
    KnownAcronym "known_acronyms.txt";
    /// An acronym or abbreviation that names no body, place or person ("TV", "DNA").
    CommonAcronym "common_acronyms.txt";
    /// An abbreviation that ends in a full stop, written with a capital ("Mr.", "No."); in lower case the same letters are a word.
    Abbreviation "abbreviations.txt";
    /// An abbreviation that is written in lower case ("etc.").
    LowerAbbreviation "lower_abbreviations.txt";
    /// A number in words ("three", "dozens").
    NumberWord "number_words.txt";
    /// A given name of women and men alike.
    UnisexName "unisex_names.txt";
    /// A closed-class word that often opens a sentence.
    Opener "openers.txt";
    /// Words that say someone did wrong or failed ("skimmed", "cover-up").
    Wrongdoing "wrongdoing.txt";
    /// Words of change, amount and measure that stand beside a figure ("rose", "turnout").
    Change "change.txt";
    /// Words that make a figure a rate, a share or an estimate ("per cent", "roughly").
    Quantity "quantity.txt";
    /// People harmed, as they are counted ("killed", "evicted").
    Casualty "casualty.txt";
    /// Words of cause and effect ("because of", "drove").
    Causation "causation.txt";
    /// What goes on in minds: aims, fears, hopes, beliefs ("wants", "for fear of").
    Motive "motive.txt";
    /// What will come ("likely", "poised to").
    Prediction "prediction.txt";
    /// Words that set something above or before all others of its class ("first time", "unprecedented").
    Comparison "comparison.txt";
    /// Words of judgement ("disastrous", "hurdle").
    Evaluation "evaluation.txt";
    /// How sure the writer is ("clearly", "seems").
    Stance "stance.txt";
    /// What happens where no reporter is ("behind closed doors").
    Private "private.txt";
    /// Words that mark a fact as contested ("baseless").
    Dispute "dispute.txt";
    /// What is seen or done in public ("voted", "arrived").
    Event "event.txt";
    /// A body that news names without saying what it is.
    KnownBody "known_bodies.txt";
    /// A name of neither a person nor a body nor a place: a belief, a feast, a prize.
    KnownOther "known_others.txt";
    /// A word for somebody who does wrong ("thief", "corrupt").
    Culprit "culprits.txt";
    /// What one person does to another's body ("beat", "stabbed").
    Violence "violence.txt";
    /// What no role holds: an accusation, a charge, a verdict, an illness, an opinion ("disgraced", "suspect").
    Stigma "stigma.txt";
    /// A name of people that is a common word too ("Frost").
    Ordinary "ordinary_names.txt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_classes_fit_their_bits() {
        const { assert!(COUNT <= 64) }
        assert_eq!(Class::WomansName as u8, 3);
    }
}
