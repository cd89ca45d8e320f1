//! Reporting verbs: what they take, what they say of the reporter, and their forms.

/// The list that ships.
pub(super) const LIST: &str = include_str!("data/reporting_verbs.txt");

/// What a verb can take as its content, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frames(u8);

impl Frames {
    /// A quotation as its object: `"…," she said`.
    pub const QUOTE: Frames = Frames(1);
    /// A clause, with or without "that".
    pub const CLAUSE: Frames = Frames(2);
    /// An infinitive: "vowed to fight".
    pub const INFINITIVE: Frames = Frames(4);
    /// A noun phrase or gerund as content: "denied the charge", "recalled leaving".
    pub const NOUN: Frames = Frames(8);
    /// A person spoken to, before the content: "told the paper that", "urged voters to".
    pub const ADDRESSEE: Frames = Frames(16);
    /// "of", "about", "for", "as": "accused her of", "described it as", "called for".
    pub const PREPOSITION: Frames = Frames(32);
    /// A noun phrase and what it is called: "called him a liar".
    pub const PREDICATE: Frames = Frames(64);

    /// Whether all of `other` is in the set.
    pub fn has(self, other: Frames) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set less `other`.
    pub fn without(self, other: Frames) -> Frames {
        Frames(self.0 & !other.0)
    }

    /// Whether anything of `other` is in the set.
    pub fn any(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a verb says of the reporter's view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// "said".
    #[default]
    Neutral,
    /// "claimed", "admitted".
    Doubting,
    /// "noted", "explained".
    Endorsing,
    /// "slammed".
    Heated,
}

/// The kind of act.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Act {
    /// Speaking or writing.
    #[default]
    Speech,
    /// Believing, knowing, fearing, hoping.
    Belief,
    /// Wanting, planning, deciding.
    Intent,
    /// Finding, showing: what papers and studies do.
    Evidence,
}

/// A reporting verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// Base form.
    pub lemma: String,
    /// What it takes.
    pub frames: Frames,
    /// What it says of the reporter's view.
    pub tone: Tone,
    /// The kind of act.
    pub act: Act,
}

/// The grammatical form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inflection {
    /// "say".
    Base,
    /// "says".
    Third,
    /// "said" as the past; verbs whose participle is the same have only this.
    Past,
    /// "written".
    Participle,
    /// "saying".
    Gerund,
}

/// One form of one verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbForm {
    /// Index of the verb in the lexicon.
    pub index: u16,
    /// Which form.
    pub inflection: Inflection,
}

/// Reads the list: `lemma<TAB>frames<TAB>act and tone<TAB>irregular forms (past, participle)`.
///
/// Frames are letters: q quotation, c clause, i infinitive, n noun phrase, a addressee, p preposition, d predicate. The third column
/// holds one of `speech belief intent evidence` and, after a comma, one of `doubting endorsing heated`.
pub(super) fn parse(list: &str) -> impl Iterator<Item = (Verb, Vec<(String, Inflection)>)> {
    list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t').map(str::trim);
        let lemma = columns.next().unwrap_or_default().to_owned();
        let letters = columns.next().unwrap_or_default();
        let manner = columns.next().unwrap_or_default();
        let irregular: Vec<&str> = columns.next().unwrap_or_default().split_whitespace().collect();
        let frames = Frames(letters.bytes().fold(0, |bits, letter| {
            bits | match letter {
                b'q' => Frames::QUOTE.0,
                b'c' => Frames::CLAUSE.0,
                b'i' => Frames::INFINITIVE.0,
                b'n' => Frames::NOUN.0,
                b'a' => Frames::ADDRESSEE.0,
                b'p' => Frames::PREPOSITION.0,
                b'd' => Frames::PREDICATE.0,
                _ => 0,
            }
        }));
        let act = match manner.split(',').next().unwrap_or_default().trim() {
            "belief" => Act::Belief,
            "intent" => Act::Intent,
            "evidence" => Act::Evidence,
            _ => Act::Speech,
        };
        let tone = match manner.split(',').nth(1).unwrap_or_default().trim() {
            "doubting" => Tone::Doubting,
            "endorsing" => Tone::Endorsing,
            "heated" => Tone::Heated,
            _ => Tone::Neutral,
        };
        // Whatever can be said in a clause can be said in quotation marks.
        let frames = if matches!(act, Act::Speech | Act::Evidence) && frames.has(Frames::CLAUSE) {
            Frames(frames.0 | Frames::QUOTE.0)
        } else {
            frames
        };
        let forms = forms(&lemma, &irregular);
        (Verb { lemma, frames, tone, act }, forms)
    })
}

/// The forms of a verb; `irregular` are its past, its participle and its gerund, as far as they are.
pub(super) fn forms(lemma: &str, irregular: &[&str]) -> Vec<(String, Inflection)> {
    let gerund = irregular.get(2).map_or_else(|| with_ending(lemma, "ing"), |gerund| (*gerund).to_owned());
    let mut forms = vec![(lemma.to_owned(), Inflection::Base), (third(lemma), Inflection::Third), (gerund, Inflection::Gerund)];
    // British spelling doubles the l: "signalled", "labelling".
    if lemma.ends_with("el") || lemma.ends_with("nal") {
        forms.push((format!("{lemma}ling"), Inflection::Gerund));
        forms.push((format!("{lemma}led"), Inflection::Past));
    }
    match irregular {
        [] => forms.push((with_ending(lemma, "ed"), Inflection::Past)),
        [past] => forms.push(((*past).to_owned(), Inflection::Past)),
        [past, participle, ..] => {
            forms.push(((*past).to_owned(), Inflection::Past));
            forms.push(((*participle).to_owned(), Inflection::Participle));
        }
    }
    forms
}

fn third(lemma: &str) -> String {
    let consonant_y = lemma.ends_with('y') && !lemma.ends_with(|c: char| "aeiou".contains(c)) && !vowel_before_last(lemma);
    if consonant_y {
        format!("{}ies", &lemma[..lemma.len() - 1])
    } else if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end)) {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    }
}

fn with_ending(lemma: &str, ending: &str) -> String {
    let stem = &lemma[..lemma.len() - 1];
    if lemma.ends_with("ee") || lemma.ends_with("ye") || lemma.ends_with("oe") {
        return if ending == "ed" { format!("{lemma}d") } else { format!("{lemma}{ending}") };
    }
    if lemma.ends_with("ie") && ending == "ing" {
        return format!("{}ying", &lemma[..lemma.len() - 2]);
    }
    if lemma.ends_with('e') {
        return format!("{stem}{ending}");
    }
    if lemma.ends_with('y') && ending == "ed" && !vowel_before_last(lemma) {
        return format!("{stem}ied");
    }
    if doubles(lemma) {
        let last = lemma.chars().last().unwrap_or_default();
        return format!("{lemma}{last}{ending}");
    }
    format!("{lemma}{ending}")
}

fn vowel_before_last(lemma: &str) -> bool {
    lemma.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c))
}

/// Verbs that double their last consonant: of one syllable ("quip"), and those stressed on the last ("admit", "rebut", "concur").
fn doubles(lemma: &str) -> bool {
    let letters: Vec<char> = lemma.chars().collect();
    let [.., before, vowel, last] = letters.as_slice() else { return false };
    let closed = !"aeiouwxy".contains(*last) && "aeiou".contains(*vowel) && (!"aeiou".contains(*before) || lemma.contains("qu"));
    let vowels = letters.iter().filter(|c| "aeiou".contains(**c)).count();
    let stressed_last = ["mit", "but", "cur", "fer", "pel", "gret", "vow"].iter().any(|end| lemma.ends_with(end));
    closed && (vowels == 1 || stressed_last || lemma == "quip") && lemma != "offer"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_spelled_right() {
        let past = |lemma| with_ending(lemma, "ed");
        assert_eq!(
            ["deny", "quip", "admit", "agree", "explain", "warn", "note", "convey", "answer", "offer", "concur"].map(past),
            ["denied", "quipped", "admitted", "agreed", "explained", "warned", "noted", "conveyed", "answered", "offered", "concurred"]
        );
        assert_eq!(["deny", "stress", "echo", "say"].map(third), ["denies", "stresses", "echoes", "says"]);
    }
}
