//! Deeds: what newspapers report as wrong, the verbs that tell it, and what must stand beside a verb that is innocent alone.
//!
//! The format of the list is told in its head. It is data so that a desk's complaint becomes a line of it, not a line of code.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::rows::{RowNumber, Rows};
use super::verbs::{self, Inflection};

const LIST: &str = include_str!("data/deeds.txt");

/// How much a deed is held against who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weightiness {
    /// Most readers call it a crime.
    Grave,
    /// A fault.
    Fault,
    /// No wrong, but told of nobody without their leave.
    Private,
    /// What is held against somebody where another tells it, or where they are charged: "sent the crew out without life jackets".
    Told,
}

/// Who must suffer a deed, where nothing else in its object tells that it is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sufferer {
    /// Nobody need.
    #[default]
    Nobody,
    /// Somebody by noun: "beat a prisoner", where "beat Reyes" is sport.
    Noun,
    /// Somebody by noun or by name.
    Anybody,
}

/// What must stand beside the verb.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Nothing must follow.
    pub nothing: bool,
    /// Any object will do.
    pub object: bool,
    /// Somebody as the object will do.
    pub sufferer: Sufferer,
    /// It is done by people, not by bodies.
    pub by_people: bool,
    /// One of these stands directly behind the verb, where any is given.
    leads: Vec<Box<str>>,
    /// One of these in the object will do.
    words: FxHashSet<Box<str>>,
    /// All words of one of these in the object will do.
    together: Vec<Vec<Box<str>>>,
    /// All words of one of these stand in the clause, where any is given.
    clause: Vec<Vec<Box<str>>>,
    /// Not with one of these in the object, alone or together.
    except: FxHashSet<Box<str>>,
}

impl Needs {
    /// Any object, and nothing else.
    pub fn any_object() -> Needs {
        Needs { object: true, ..Needs::default() }
    }

    /// Whether `word` must stand directly behind the verb; `None` if no word must.
    pub fn leads(&self, word: &str) -> Option<bool> {
        (!self.leads.is_empty()).then(|| self.leads.iter().any(|lead| **lead == *word))
    }

    /// Whether a word must stand directly behind the verb.
    pub fn has_leads(&self) -> bool {
        !self.leads.is_empty()
    }

    /// Whether the object's words, in lower case, are of the kind; any object may be.
    pub fn named(&self, object: &[String]) -> bool {
        let together = |words: &Vec<Box<str>>| words.iter().all(|word| object.iter().any(|other| **word == **other));
        object.iter().any(|word| self.words.contains(word.as_str())) || self.together.iter().any(together)
    }

    /// Whether the object's words make it another thing: "stole the show".
    pub fn excepts(&self, object: &[String]) -> bool {
        object.iter().any(|word| self.except.contains(word.as_str()))
    }

    /// Whether words of the object are asked for.
    pub fn names_objects(&self) -> bool {
        !self.words.is_empty() || !self.together.is_empty()
    }

    /// Whether an object with "no" is of the kind: "paid no wages".
    pub fn takes_no(&self) -> bool {
        self.together.iter().any(|words| words.iter().any(|word| **word == *"no"))
    }

    /// Whether the clause's words, in lower case, hold what it must.
    pub fn in_clause(&self, clause: &[String]) -> bool {
        let all = |words: &Vec<Box<str>>| words.iter().all(|word| clause.iter().any(|other| **word == **other));
        self.clause.is_empty() || self.clause.iter().any(all)
    }
}

/// A deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// How much it is held against somebody.
    pub weightiness: Weightiness,
    /// What must stand beside its verb.
    pub needs: Needs,
}

/// One form of a verb that tells a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeedForm {
    /// Which form.
    pub inflection: Inflection,
    /// The same letters are the participle: "embezzled", and not "stole".
    pub participle: bool,
    /// It is the deed where it is not done: "never paid the crew".
    pub negated: bool,
    /// What goes with the verb, in lower case: "up" of "cover up".
    pub rest: Box<[Box<str>]>,
    deed: u16,
}

impl DeedForm {
    /// The form of a regular verb that is in another list.
    pub fn regular(inflection: Inflection) -> DeedForm {
        DeedForm { inflection, participle: inflection == Inflection::Past, negated: false, rest: Box::default(), deed: 0 }
    }
}

/// The list of deeds, and the sets of words that go with it.
#[derive(Debug, Default)]
pub struct Deeds {
    rows: Rows<Row>,
    deeds: Vec<Deed>,
    sets: FxHashMap<Box<str>, FxHashSet<Box<str>>>,
}

/// What the list has of one word.
#[derive(Debug, Default)]
struct Row {
    forms: Vec<DeedForm>,
    sets: Vec<Box<str>>,
}

impl Deeds {
    /// The list that ships, read once.
    pub fn shipped() -> &'static Deeds {
        static SHIPPED: OnceLock<Deeds> = OnceLock::new();
        SHIPPED.get_or_init(|| Deeds::read(LIST))
    }

    /// The words of the list and their rows.
    pub(super) fn words_and_rows(&self) -> impl Iterator<Item = (&str, RowNumber)> {
        self.rows.all()
    }

    /// The forms that the word of a row may be.
    pub fn forms(&self, row: RowNumber) -> &[DeedForm] {
        &self.rows.get(row).forms
    }

    /// Whether the word of a row is in the set `name`.
    pub fn row_has(&self, row: RowNumber, name: &str) -> bool {
        self.rows.get(row).sets.iter().any(|set| **set == *name)
    }

    /// The deed of a form.
    pub fn deed(&self, form: &DeedForm) -> &Deed {
        &self.deeds[form.deed as usize]
    }

    /// Whether `word`, in any case, is in the set `name`.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.row_has(self.rows.number(word), name)
    }

    /// The words of the set `name`, in no order.
    pub fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.sets.get(name).into_iter().flatten().map(AsRef::as_ref)
    }

    fn read(list: &str) -> Deeds {
        let mut deeds = Deeds::default();
        let mut weightiness = Weightiness::Fault;
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some((name, words)) = line.strip_prefix('$').and_then(|line| line.split_once('=')) {
                let set: FxHashSet<Box<str>> = words.split_whitespace().map(Box::from).collect();
                for word in &set {
                    deeds.rows.of(word).sets.push(name.trim().into());
                }
                deeds.sets.insert(name.trim().into(), set);
            } else if line.starts_with('[') {
                weightiness = match line.rsplit(' ').next() {
                    Some("grave") => Weightiness::Grave,
                    Some("private") => Weightiness::Private,
                    Some("told") => Weightiness::Told,
                    _ => Weightiness::Fault,
                };
            } else if let Some((verbs, needs)) = line.split_once('|') {
                let deed = deeds.deeds.len() as u16;
                let needs = deeds.needs(needs);
                deeds.deeds.push(Deed { weightiness, needs });
                for verb in verbs.split(',') {
                    deeds.add(verb.trim(), deed);
                }
            }
        }
        deeds
    }

    fn needs(&self, column: &str) -> Needs {
        let mut needs = Needs::default();
        let alone = |word: &str| -> Vec<Box<str>> {
            match word.strip_prefix('$') {
                Some(name) => self.sets.get(name).into_iter().flatten().cloned().collect(),
                None => vec![Box::from(word)],
            }
        };
        let all = |word: &str| -> Vec<Box<str>> { word.split('&').map(Box::from).collect() };
        for item in column.split_whitespace() {
            match item {
                "*" => needs.nothing = true,
                "+" => needs.object = true,
                "@person" => needs.sufferer = Sufferer::Anybody,
                "@people" => needs.sufferer = Sufferer::Noun,
                "!body" => needs.by_people = true,
                _ => {
                    let (mark, word) = match item.chars().next() {
                        Some(mark @ ('~' | '>' | '-')) => (mark, &item[1..]),
                        _ => (' ', item),
                    };
                    match mark {
                        '~' => needs.leads.extend(alone(word)),
                        '>' if word.contains('&') => needs.clause.push(all(word)),
                        '>' => needs.clause.extend(alone(word).into_iter().map(|word| vec![word])),
                        '-' => needs.except.extend(alone(word)),
                        _ if word.contains('&') => needs.together.push(all(word)),
                        _ => needs.words.extend(alone(word)),
                    }
                }
            }
        }
        needs
    }

    /// Adds a verb as it stands in the list: "cover up", "steal (stole stolen)", "=lied", "not pay".
    fn add(&mut self, verb: &str, deed: u16) {
        let (negated, verb) = verb.strip_prefix("not ").map_or((false, verb), |verb| (true, verb));
        let (words, irregular) = match verb.split_once('(') {
            Some((words, forms)) => (words, forms.trim_end_matches(')').split_whitespace().collect()),
            None => (verb, Vec::new()),
        };
        let mut words = words.split_whitespace();
        let Some(first) = words.next() else { return };
        let rest: Box<[Box<str>]> = words.map(Box::from).collect();
        let forms = match first.strip_prefix('=') {
            Some(form) => vec![(form.to_owned(), Inflection::Past)],
            None => verbs::forms(first, &irregular),
        };
        let past = forms.iter().find(|(_, inflection)| *inflection == Inflection::Past).map(|(form, _)| form.clone());
        let distinct = forms.iter().any(|(form, inflection)| *inflection == Inflection::Participle && Some(form) != past.as_ref());
        for (form, inflection) in forms {
            if inflection == Inflection::Participle && !distinct {
                continue;
            }
            let participle = inflection == Inflection::Participle || inflection == Inflection::Past && !distinct;
            let known = &mut self.rows.of(&form).forms;
            known.push(DeedForm { inflection, participle, negated, rest: rest.clone(), deed });
            // What has more words is tried first: "cover up" before "cover".
            known.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_where_it_comes_from_and_every_line_of_it_is_read() {
        assert!(LIST.starts_with("# Origin:"));
        let deeds = Deeds::shipped();
        for line in LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let known = line.starts_with('[') && line.contains("] ") || line.starts_with('$') && line.contains(" = ");
            assert!(known || line.split_once(" | ").is_some_and(|(verbs, needs)| !verbs.is_empty() && !needs.is_empty()), "{line}");
            for name in line.split(|c: char| c.is_whitespace() || c == '&').filter_map(|item| item.rsplit_once('$')) {
                assert!(deeds.sets.contains_key(name.1), "{line}");
            }
        }
        for deed in &deeds.deeds {
            let needs = &deed.needs;
            let asks = needs.nothing || needs.object || needs.names_objects() || !needs.leads.is_empty() || !needs.clause.is_empty();
            assert!(asks || needs.sufferer != Sufferer::Nobody, "{deed:?}");
        }
    }

    #[test]
    fn forms_are_inflected() {
        let deeds = Deeds::shipped();
        let forms = |word: &str| deeds.forms(deeds.rows.number(word));
        for form in
            ["stole", "STOLEN", "stealing", "embezzles", "trafficked", "kidnapping", "shredded", "lied", "falsifies", "rigged", "ran"]
        {
            assert!(!forms(form).is_empty(), "{form}");
        }
        assert!(forms("trafficing").is_empty() && forms("sings").iter().all(|form| form.inflection == Inflection::Third));
        let up = forms("covered").first().expect("a form of “cover up”");
        assert!(up.participle && *up.rest == [Box::from("up")]);
    }
}
