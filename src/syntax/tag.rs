//! Part-of-speech tags (the Penn Treebank's) and name tags.

macro_rules! tags {
    ($($(#[doc = $doc:literal])? $variant:ident $name:literal),+ $(,)?) => {
        /// A part of speech, after the Penn Treebank.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Tag { $($variant),+ }

        impl Tag {
            /// All tags, in the order of their numbers.
            pub const ALL: &[Tag] = &[$(Tag::$variant),+];

            /// The treebank's name of the tag.
            pub fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name),+ }
            }

            /// The tag of a treebank's name.
            pub fn from_name(name: &str) -> Option<Tag> {
                match name { $($name => Some(Tag::$variant),)+ _ => None }
            }
        }
    };
}

tags! {
    Cc "CC", Cd "CD", Dt "DT", Ex "EX", Fw "FW", In "IN", Jj "JJ", Jjr "JJR", Jjs "JJS", Ls "LS", Md "MD", Nn "NN", Nns "NNS",
    Nnp "NNP", Nnps "NNPS", Pdt "PDT", Pos "POS", Prp "PRP", PrpS "PRP$", Rb "RB", Rbr "RBR", Rbs "RBS", Rp "RP", Sym "SYM",
    To "TO", Uh "UH", Vb "VB", Vbd "VBD", Vbg "VBG", Vbn "VBN", Vbp "VBP", Vbz "VBZ", Wdt "WDT", Wp "WP", WpS "WP$", Wrb "WRB",
    Comma ",", Stop ".", Colon ":", Open "-LRB-", Close "-RRB-", OpenQuote "``", CloseQuote "''", Hash "#", Dollar "$",
}

impl Tag {
    /// A common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    /// A proper noun.
    pub fn is_proper(self) -> bool {
        matches!(self, Tag::Nnp | Tag::Nnps)
    }

    /// Any form of a verb, modals excluded.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
    }

    /// A verb form that can head a clause by itself, modals included.
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md)
    }

    /// An adjective.
    pub fn is_adjective(self) -> bool {
        matches!(self, Tag::Jj | Tag::Jjr | Tag::Jjs)
    }

    /// An adverb.
    pub fn is_adverb(self) -> bool {
        matches!(self, Tag::Rb | Tag::Rbr | Tag::Rbs)
    }

    /// Punctuation.
    pub fn is_punctuation(self) -> bool {
        matches!(self, Tag::Comma | Tag::Stop | Tag::Colon | Tag::Open | Tag::Close | Tag::OpenQuote | Tag::CloseQuote)
    }
}

/// A name's part, as the model marks it: the first token of a name, or one that goes on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum NameTag {
    /// Not in a name.
    #[default]
    Outside,
    /// First token of a person's name.
    PersonBegin,
    /// A further token of a person's name.
    PersonInside,
    /// First token of an organisation's name.
    OrganizationBegin,
    /// A further token of an organisation's name.
    OrganizationInside,
    /// First token of a place's name.
    PlaceBegin,
    /// A further token of a place's name.
    PlaceInside,
    /// First token of another name (work, event, product).
    OtherBegin,
    /// A further token of another name.
    OtherInside,
}

impl NameTag {
    /// All name tags, in the order of their numbers.
    pub const ALL: [NameTag; 9] = [
        NameTag::Outside,
        NameTag::PersonBegin,
        NameTag::PersonInside,
        NameTag::OrganizationBegin,
        NameTag::OrganizationInside,
        NameTag::PlaceBegin,
        NameTag::PlaceInside,
        NameTag::OtherBegin,
        NameTag::OtherInside,
    ];
}
