//! Names and their initials, in brackets and without.

use rustc_hash::FxHashMap;

use super::Linker;
use crate::entity::{EntityType, Form, fold};
use crate::lexicon::Class;
use crate::syntax::Shape;

/// "Vellmouth Harbour Board (VHB)".
pub(super) fn bracketed_acronym(linker: &mut Linker) {
    let mut places = FxHashMap::<u64, Vec<usize>>::default();
    for (at, found) in linker.found.iter().enumerate().filter(|(_, found)| found.mention.last == found.mention.first + 1) {
        places.entry(found.key).or_default().push(at);
    }
    for at in 1..linker.found.len() {
        spelled_behind(linker, at);
        let (before, acronym) = (&linker.found[at - 1], &linker.found[at]);
        let open = before.mention.last as usize;
        let adjacent = acronym.mention.first as usize == open + 1 && linker.parse.is(open, "(");
        let closes = linker.parse.is(acronym.mention.last as usize, ")");
        let upper = acronym.mention.last == acronym.mention.first + 1
            && matches!(linker.parse.tokens[acronym.mention.first as usize].shape, Shape::Upper | Shape::Mixed | Shape::Capitalized);
        let spelled = before.mention.last - before.mention.first > 1 && shares_initial(linker, at - 1, at);
        let common = linker.parse.tokens[acronym.mention.first as usize].entry.classes.has(Class::CommonAcronym);
        if adjacent && closes && upper && spelled && before.kind != EntityType::Person && before.mention.form != Form::Demonym {
            // "Gross Domestic Product (GDP)": what the letters are known for, the words are.
            let (kind, key) = (if common { acronym.kind } else { before.kind }, acronym.key);
            linker.found[at - 1].kind = kind;
            // Later brackets with the same letters find nothing left to do.
            for other in places.remove(&key).unwrap_or_default() {
                linker.found[other].kind = kind;
                linker.names[other] = None;
                linker.join(at - 1, other);
            }
        }
    }
}

/// "MO. With a brush.", "MO: With a brush.": the initials that open a paragraph of an interview are the person's who alone has them.
pub(super) fn label_initials(linker: &mut Linker) {
    let opens = |linker: &Linker, at: usize| {
        let mention = &linker.found[at].mention;
        let first = mention.first as usize;
        let block = linker.parse.sentences.get(linker.parse.sentence_of(first)).map(|sentence| sentence.block as usize);
        let start = block.map(|block| linker.parse.token_from(linker.parse.prose.blocks[block].span.start));
        let letters = linker.parse.word(first).trim_end_matches('.');
        let upper = (2..=3).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
        upper && mention.last == mention.first + 1 && start == Some(first) && linker.parse.is_any(first + 1, &[".", ":"])
    };
    let labels: Vec<usize> = (0..linker.found.len()).filter(|at| opens(linker, *at)).collect();
    if labels.is_empty() {
        return;
    }
    let mut bearers = FxHashMap::<String, Vec<usize>>::default();
    let mut places = FxHashMap::<u64, Vec<usize>>::default();
    for at in 0..linker.found.len() {
        places.entry(linker.found[at].key).or_default().push(at);
        if !linker.is_full_person(at) || linker.root(at) != at {
            continue;
        }
        let initial = |token: usize| linker.parse.word(token).chars().next().filter(|c| c.is_uppercase());
        bearers.entry(linker.found[at].mention.tokens().filter_map(initial).collect()).or_default().push(at);
    }
    for label in labels {
        let letters = linker.parse.word(linker.found[label].mention.first as usize).trim_end_matches('.').to_owned();
        let Some([bearer]) = bearers.get(&letters).map(Vec::as_slice) else { continue };
        let bearer = *bearer;
        // Later labels with the same letters find nothing left to do.
        for at in places.remove(&linker.found[label].key).unwrap_or_default() {
            linker.found[at].kind = EntityType::Person;
            linker.names[at] = None;
            linker.join(bearer, at);
        }
    }
}

/// "VHB (Vellmouth Harbour Board)", "CVH (Harbour Council of Vellmouth)": the letters of names in another language come in another order.
fn spelled_behind(linker: &mut Linker, at: usize) {
    let (acronym, full) = (&linker.found[at - 1].mention, &linker.found[at].mention);
    let first = acronym.first as usize;
    let open = acronym.last as usize;
    let bracketed = linker.parse.is(open, "(") && full.first as usize == open + 1 && linker.parse.is(full.last as usize, ")");
    let upper = acronym.last == acronym.first + 1 && linker.parse.tokens[first].shape == Shape::Upper;
    if !bracketed || !upper || full.last - full.first < 2 || linker.is(at, EntityType::Person) {
        return;
    }
    let mut initials: Vec<char> = full.tokens().filter_map(|token| fold::folded(linker.parse.word(token)).next()).collect();
    let spelled = fold::folded(linker.parse.word(first))
        .filter(|c| c.is_alphabetic())
        .all(|letter| initials.iter().position(|initial| *initial == letter).map(|place| initials.swap_remove(place)).is_some());
    if spelled && !linker.parse.tokens[first].entry.classes.any(&[Class::Country, Class::CommonAcronym]) {
        linker.found[at - 1].kind = linker.found[at].kind;
        linker.names[at - 1] = None;
        linker.join(at - 1, at);
    }
}

fn shares_initial(linker: &Linker, name: usize, acronym: usize) -> bool {
    let word = linker.parse.word(linker.found[acronym].mention.first as usize);
    let Some(letter) = fold::folded(word).next() else { return false };
    linker.found[name].mention.tokens().any(|at| fold::folded(linker.parse.word(at)).next() == Some(letter))
}

/// "VHB" for "Vellmouth Harbour Board", without brackets.
pub(super) fn initials(linker: &mut Linker) {
    let mut spelled = FxHashMap::<u64, usize>::default();
    for at in 0..linker.found.len() {
        let mention = &linker.found[at].mention;
        if linker.found[at].kind == EntityType::Person || mention.last - mention.first < 2 {
            continue;
        }
        let letters: String =
            mention.tokens().filter_map(|token| linker.parse.word(token).chars().next()).filter(|c| c.is_uppercase()).collect();
        spelled.entry(fold::key(&letters)).or_insert(at);
    }
    for at in 0..linker.found.len() {
        let mention = &linker.found[at].mention;
        let first = mention.first as usize;
        let upper = linker.parse.tokens[first].shape == Shape::Upper && mention.last == mention.first + 1;
        // "GDP" is no body, whatever else its letters may stand for.
        let common = linker.parse.tokens[first].entry.classes.any(&[Class::Country, Class::CommonAcronym]);
        if upper
            && !common
            && linker.found[at].kind != EntityType::Person
            && let Some(full) = spelled.get(&linker.evidence.keys[first]).copied()
            // Two letters may stand for a state or anything else, if no place of two words is named, and no body before.
            && (letters(linker, first) > 2
                || linker.is(full, EntityType::Place)
                || full < at && linker.is(full, EntityType::Organization))
        {
            linker.found[at].kind = linker.found[full].kind;
            linker.join(full, at);
        }
    }
}

/// How many letters a word has.
pub(super) fn letters(linker: &Linker, at: usize) -> usize {
    linker.parse.word(at).chars().filter(|c| *c != '.').count()
}
