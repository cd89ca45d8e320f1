//! A new name in a whole article: what comes out is what would have been written with the new name from the start, and nothing else. The
//! articles are made from a pattern, once with the old name and once with the new one.

use onrecord::ide::rename::rename;
use onrecord::text::{Document, Format};
use onrecord::workspace::{Analysis, Configurations, Workspace};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Somebody's name, in parts.
#[derive(Debug, Clone, PartialEq)]
struct Name {
    given: &'static str,
    family: &'static str,
    family_first: bool,
}

impl Name {
    fn full(&self) -> String {
        if self.family_first { format!("{} {}", self.family, self.given) } else { format!("{} {}", self.given, self.family) }
    }

    /// The family name where a sentence begins.
    fn raised(&self) -> String {
        let mut letters = self.family.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
    }

    fn possessive(&self, mark: char) -> String {
        if self.family.ends_with('s') { format!("{}{mark}", self.family) } else { format!("{}{mark}s", self.family) }
    }
}

const GIVEN: &[&str] = &["Marit", "Ludwig", "Odile", "Hanna", "Ruth", "Ivor"];
const FAMILY: &[&str] =
    &["Oru", "Penhallow", "von der Heide", "Ross", "Marsh", "de Silva", "van der Berg", "Hughes", "O’Hara", "Lee-Potts"];
const FAMILY_FIRST: &[(&str, &str)] = &[("Kim", "Min-seo"), ("Lee", "Ji-won"), ("Park", "Soo-young")];

fn name() -> impl Strategy<Value = Name> {
    let western =
        (prop::sample::select(GIVEN), prop::sample::select(FAMILY)).prop_map(|(given, family)| Name { given, family, family_first: false });
    let eastern = prop::sample::select(FAMILY_FIRST).prop_map(|(family, given)| Name { given, family, family_first: true });
    prop_oneof![4 => western, 1 => eastern]
}

/// Sentences that name somebody: F stands for the full name, R for the family name where a sentence begins, N elsewhere, P for what is theirs.
const SENTENCES: &[&str] = &[
    "R said the board would meet again.",
    "The town knows N well.",
    "The council thanked Ms N on Friday.",
    "It was P plan from the start.",
    "“The timber came late,” N said.",
    "“The gate stays shut.” R left the hall.",
    "A clerk said that N had signed the paper.",
    "The table has `Zed` in its first row.",
    "See https://vellmouth.example/pier for the plan.",
    "It rained, and the ferry stayed in port.",
];

fn written(sentences: &[usize], name: &Name, mark: char) -> String {
    let sentence = |sentence: &&str| {
        let word = |word: &str| {
            let (core, rest) = word.split_at(word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len()));
            let new = match core {
                "R" => name.raised(),
                "N" => name.family.to_owned(),
                "P" => name.possessive(mark),
                core => core.to_owned(),
            };
            new + rest
        };
        sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
    };
    let body: Vec<String> = sentences.iter().map(|index| sentence(&SENTENCES[*index])).collect();
    format!("{}, the harbour master, spoke to the council on Monday.\n\n{}\n", name.full(), body.join("\n\n"))
}

#[test]
fn a_new_name_is_written_as_if_it_had_always_been_there() {
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let sentences = prop::collection::vec(0..SENTENCES.len(), 1..7);
    let outcome = runner.run(&(name(), name(), sentences, prop::sample::select(vec!['’', '\''])), |(old, new, sentences, mark)| {
        let text = written(&sentences, &old, mark);
        let governing = Configurations::default().of(None, None);
        let analysis = Analysis::new(Document::new("a", text.as_str(), Format::Markdown), None, governing, 1, None);
        let found = rename(&Workspace::default(), &analysis, 0, &new.full()).map_err(TestCaseError::fail)?;
        let mut changed = text.clone();
        for one in found.here.iter().rev() {
            changed.replace_range(one.replacement.span.range(), &one.replacement.text);
        }
        // A mention that the analysis does not know as theirs is not renamed; whatever else differs is wrong.
        let wanted = written(&sentences, &new, mark);
        let known = |text: &str, name: &Name| text.matches(name.family).count();
        prop_assert_eq!(&changed, &wanted, "{} -> {}, {} of {} mentions", old.full(), new.full(), found.here.len(), known(&text, &old));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
