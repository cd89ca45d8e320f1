//! Surnames with a slip of the pen: "Brenner" said something where the article has named Tom Brennen. The mention stays its own, for somebody
//! should look at it; but whoever is meant has spoken.

use rustc_hash::FxHashMap;

use super::Attribution;
use crate::entity::{Entities, EntityId, EntityType, Form, fold};
use crate::lexicon::Class;
use crate::syntax::Parse;

/// Shorter names differ by a letter too often.
const SHORTEST: usize = 5;
/// A slip is not made over and over.
const OFTEN: usize = 3;
/// At most so many people are compared.
const PEOPLE: usize = 60;

/// Gives what a misspelt surname says to the one person who is named in full and whose surname it nearly is.
pub(super) fn put_right(parse: &Parse, entities: &Entities, attributions: &mut [Attribution]) {
    let mut known = FxHashMap::<EntityId, Option<EntityId>>::default();
    for source in attributions.iter_mut().filter_map(|attribution| attribution.source.as_mut()) {
        let Some(id) = source.entity.filter(|id| entities.get(*id).kind == EntityType::Person) else { continue };
        if let Some(meant) = *known.entry(id).or_insert_with(|| meant(parse, entities, id)) {
            source.entity = Some(meant);
            source.name.clone_from(&entities.get(meant).name);
        }
    }
}

fn meant(parse: &Parse, entities: &Entities, id: EntityId) -> Option<EntityId> {
    let names = || entities.mentions_of(id).filter(|mention| mention.form.is_name());
    let first = names().next()?;
    let alone = first.last - first.first == 1
        && first.form != Form::Full
        && names().count() <= OFTEN
        && names().all(|mention| mention.last - mention.first == 1);
    let word = parse.word(first.first as usize);
    let known = [Class::GivenName, Class::Country, Class::Town, Class::Demonym];
    if !alone || word.chars().count() < SHORTEST || parse.tokens[first.first as usize].entry.classes.any(&known) {
        return None;
    }
    let people = entities.entities.iter().take_while(|entity| entity.id < id).filter(|entity| entity.kind == EntityType::Person);
    let mut alike = people.take(PEOPLE).filter(|entity| {
        let full = entities.mentions_of(entity.id).find(|mention| mention.form == Form::Full && mention.last - mention.first > 1);
        full.is_some_and(|full| full.first < first.first && one_slip(word, parse.word(full.last as usize - 1)))
    });
    let meant = alike.next()?;
    alike.next().is_none().then_some(meant.id)
}

/// Whether two words begin alike and differ by one letter too many, too few or wrong.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (fold::folded(a).collect(), fold::folded(b).collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() + 1 < SHORTEST || long.len() - short.len() > 1 || short.first() != long.first() || short == long {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let wrong = usize::from(short.len() == long.len());
    short[(same + wrong).min(short.len())..] == long[same + 1..]
}

#[cfg(test)]
mod tests {
    use super::one_slip;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    #[test]
    fn one_letter_too_many_too_few_or_wrong_is_a_slip() {
        for (a, b, slip) in [
            ("Brennen", "Brennan", true),
            ("Brennen", "Brenen", true),
            ("Brennen", "Brennens", true),
            ("Brennen", "Brennen", false),
            ("Brennen", "Drennen", false),
            ("Brennen", "Brunnan", false),
        ] {
            assert_eq!(one_slip(a, b), slip, "{a} {b}");
            assert_eq!(one_slip(b, a), slip, "{b} {a}");
        }
    }

    #[test]
    fn a_misspelt_surname_speaks_for_its_bearer_and_stays_its_own_mention() {
        let text = "Marit Oruwell, a pilot, came to the hall. Oruvell said the plan was “a gift to nobody.”";
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let source = article.sourcing.attributions.last().and_then(|attribution| attribution.source.clone());
        assert_eq!(source.map(|source| source.name).unwrap_or_default(), "Marit Oruwell");
        assert!(article.entities.entities.iter().any(|entity| entity.name == "Oruvell"));
    }
}
