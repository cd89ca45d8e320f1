//! Who is accused of wrongdoing, and in which words: by the article itself, by whom it quotes, by a lawsuit.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Standing;
use crate::article::Article;
use crate::entity::{EntityId, EntityType, Form};
use crate::lexicon::{Class, Fairness};
use crate::sourcing::ClaimKind;
use crate::sourcing::claim::accusation::{self, Whom};
use crate::syntax::{Parse, Tag};

/// How far from a word of accusing its object, and from there what it is about, are looked for, in tokens.
const REACH: usize = 10;

/// Words that accuse somebody who is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allegation {
    /// The one who is accused.
    pub accused: EntityId,
    /// A token of the one who is accused.
    pub named: usize,
    /// The words that accuse.
    pub tokens: Range<usize>,
    /// Index of its sentence.
    pub sentence: usize,
}

/// The first allegation against each person and body that a paper asks for an answer, in text order.
pub fn first_of_each(article: &Article, standing: &Standing) -> Vec<Allegation> {
    let parse = article.parse();
    let mut first = FxHashMap::<EntityId, Allegation>::default();
    let mut asked = FxHashMap::<EntityId, bool>::default();
    // A headline that is a sentence may be a lead: it is asked where the body has nothing.
    let (body, over): (Vec<usize>, Vec<usize>) = super::sentences(&parse).partition(|index| parse.block_of(*index).role.is_body());
    let over = over.into_iter().filter(|index| parse.sentences[*index].span.of(&parse.prose.text).ends_with('.'));
    for index in body.into_iter().chain(over) {
        let found = allegations(article, &parse, standing, index);
        if found.is_empty() || super::is_past_or_story(&parse, parse.sentences[index].tokens()) {
            continue;
        }
        for allegation in found {
            if is_massacre(&parse, &allegation) || is_said_falsely(&parse, &allegation) {
                continue;
            }
            let accused = allegation.accused;
            let answerable = *asked.entry(accused).or_insert_with(|| is_answerable(article, &parse, accused));
            if answerable && !first.contains_key(&accused) && !is_fight(article, &parse, &allegation) {
                first.insert(accused, allegation);
            }
        }
    }
    let mut found: Vec<Allegation> = first.into_values().collect();
    found.sort_by_key(|allegation| allegation.tokens.start);
    found
}

/// The allegations of a sentence against people and bodies that the article names, whoever makes them, in text order.
pub fn allegations(article: &Article, parse: &Parse, standing: &Standing, index: usize) -> Vec<Allegation> {
    let sentence = parse.sentences[index].tokens();
    let mut found: Vec<Allegation> = Vec::new();
    // Whoever is accused is named there or right behind, or meant by a pronoun.
    let somebody = |id: EntityId| standing.is_somebody(id);
    let end = parse.sentences.get(index + 1).map_or(sentence.end, |next| next.last as usize);
    if !article.entities.mentions_in(sentence.start..end + 2).any(|mention| somebody(mention.entity)) {
        return found;
    }
    let mut add = |named: usize, tokens: Range<usize>| {
        let inside = article.entities.mentions_in(tokens.start..tokens.start + 1).any(|mention| mention.form.is_name());
        let meant = || meant(article, parse, index, named);
        if let Some((accused, named)) = who(article, parse, standing, named).or_else(meant).filter(|_| !inside) {
            found.push(Allegation { accused, named, tokens, sentence: index });
        }
    };
    let statement = article.sourcing.own_words.get(index).and_then(|own| own.statement.as_ref());
    let triggers = statement.iter().flat_map(|statement| &statement.triggers);
    for trigger in triggers.filter(|trigger| trigger.flat.is_some() && trigger.kind == ClaimKind::Allegation) {
        let here = |at: usize| at + sentence.start;
        if let Some(accused) = trigger.accused {
            add(here(accused), here(trigger.tokens.start)..here(trigger.tokens.end));
        }
    }
    let voice = || super::unnamed_voice(parse, &sentence).or_else(|| super::voice_behind(parse, index)).is_some();
    for told in accusation::told(parse, &sentence, Whom::Alleged) {
        // What the paper tells of daily life is no accusation yet.
        if !told.soft || told.told || standing.is_attributed(index, &told.tokens) || voice() {
            add(told.accused, told.tokens);
        }
    }
    for (named, tokens) in complained_of(parse, standing, index) {
        add(named, tokens);
    }
    for at in sentence.clone().filter(|at| parse.in_fairness(*at, "accusing") && parse.quoted_at(*at).is_none()) {
        let said = accused_of(article, parse, &sentence, at).or_else(|| allegedly(article, parse, &sentence, at));
        if let Some((named, tokens)) = said.or_else(|| alleged_that(article, parse, &sentence, at)) {
            add(named, tokens);
        }
    }
    found.sort_by_key(|allegation| (allegation.tokens.start, allegation.tokens.end));
    found.dedup_by_key(|allegation| allegation.tokens.start);
    found
}

/// The person or body that the noun at a token stands for and that the article gives a name, with a token of theirs: its own mention, the name
/// behind a role ("its owner, Dan Holt"); a role of a body may be anybody's.
fn who(article: &Article, parse: &Parse, standing: &Standing, at: usize) -> Option<(EntityId, usize)> {
    let all = &article.entities;
    let named = |entity: EntityId| all.mentions_of(entity).any(|mention| mention.form.is_name());
    let known = standing.who(at).zip(all.mention_at(at)).and_then(|(entity, mention)| {
        let person = all.get(entity).kind == EntityType::Person;
        // "The company", of a body that was named.
        let role = || mention.form == Form::Role && parse.is(mention.first as usize, "the") && parse.tags[at] == Tag::Nn;
        // "He stabbed Dan Holt" tells of somebody else.
        let ahead =
            mention.form == Form::Pronoun && !all.mentions_of(entity).any(|other| other.form.is_name() && other.last <= mention.first);
        let plain = mention.form.is_name() || !ahead && mention.sure && (person || role()) || mention.quoted && person && !ahead;
        (plain && named(entity)).then_some((entity, at))
    });
    let apposed = || {
        let next = if parse.is_any(at + 1, &[",", "–", "—"]) { at + 2 } else { at + 1 };
        let mention = all.mentions_in(next..next + 1).find(|mention| mention.first as usize == next && mention.form.is_name())?;
        let somebody = standing.is_somebody(mention.entity);
        (somebody && parse.tags[at].is_noun()).then_some((mention.entity, next))
    };
    // "Tidewater Security guards": the body whose people they are.
    let of_body = || {
        let phrase = parse.phrase_of(at).filter(|phrase| phrase.last as usize == at + 1 && parse.tags[at] == Tag::Nns)?;
        let mention = all.mentions_in(phrase.tokens()).find(|mention| mention.form.is_name() && mention.last as usize == at)?;
        (all.get(mention.entity).kind == EntityType::Organization).then_some((mention.entity, at))
    };
    known.or_else(apposed).or_else(of_body)
}

/// What those who have a grievance, or look into one, tell of somebody as the subject, in words that no neutral telling has: "the landlord
/// walked into their flats without asking, the tenants say". Neither alone is enough.
fn complained_of(parse: &Parse, standing: &Standing, index: usize) -> Vec<(usize, Range<usize>)> {
    let sentence = parse.sentences[index].tokens();
    let mut found = Vec::new();
    for one in standing.telling(index) {
        let Some(source) = &one.source else { continue };
        let aggrieved = |at: usize| parse.in_fairness(at, "aggrieved") || parse.word(at).starts_with("ex-");
        // "His wife said": one of theirs.
        let own = parse.is_any(source.first as usize, &["his", "her", "their", "its"]);
        if own || !(source.first as usize..source.last as usize).any(aggrieved) {
            continue;
        }
        for content in one.content.iter().map(|content| parse.tokens_over(*content)) {
            let here = content.start.max(sentence.start)..content.end.min(sentence.end);
            let verbs = here.clone().filter(|at| parse.tags[*at].is_finite() && parse.tags[*at] != Tag::Md).take(8);
            for verb in verbs {
                // "Never came back": who is seen never to do it is said to have done worse.
                let ugly = (verb.saturating_sub(2).max(here.start)..here.end.min(verb + 18))
                    .find_map(|at| parse.fairness_entry(at..here.end, "ugly").map(|length| at + length));
                let Some(end) = ugly.filter(|end| *end > verb) else { continue };
                let after = verb..end.max(verb + 1);
                let harmed = (verb + 1..end).any(|at| parse.is(at, "by"));
                let supposed = (here.start..verb).any(|at| parse.is_any(at, &["if", "whether", "nobody"]));
                let subject = accusation::subject_of(parse, &sentence, verb)
                    .filter(|subject| !(source.first as usize..source.last as usize).contains(subject));
                if let Some(subject) = subject.filter(|_| !harmed && !supposed) {
                    found.push((subject, after));
                    break;
                }
            }
        }
    }
    found
}

/// Whom a pronoun in somebody's words means that nobody before it is: "“She stole from the dead,” he said about Coralie Nash".
fn meant(article: &Article, parse: &Parse, index: usize, at: usize) -> Option<(EntityId, usize)> {
    if !parse.is_any(at, &["he", "she", "they"]) {
        return None;
    }
    let all = &article.entities;
    let body = parse.is(at, "they");
    let fits = |kind: EntityType| if body { kind == EntityType::Organization } else { kind == EntityType::Person };
    [index, index + 1].into_iter().find_map(|index| {
        let tokens = parse.sentences.get(index)?.tokens();
        if !tokens.clone().any(|at| parse.quoted_at(at).is_none() && parse.reporting_verb(at).is_some()) {
            return None;
        }
        let mut names = all.mentions_in(tokens.clone()).filter(|mention| mention.form.is_name() && !mention.quoted);
        let of = |first: usize| {
            let lead = parse.phrase_of(first).map_or(first, |phrase| phrase.first as usize);
            // "Of its director, Ottilie Brandt".
            let role = lead
                .checked_sub(2)
                .filter(|_| lead > 0 && parse.is(lead - 1, ","))
                .and_then(|noun| parse.phrase_of(noun))
                .map(|phrase| phrase.first as usize);
            let lead =
                [role.unwrap_or(lead), lead, first].into_iter().filter_map(|at| at.checked_sub(1)).find(|lead| !parse.is(*lead, ","))?;
            parse.is_any(lead, &["of", "about", "against", "means", "meant"]).then_some(lead)
        };
        let name = names.find(|mention| fits(all.get(mention.entity).kind) && of(mention.first as usize).is_some())?;
        Some((name.entity, name.last as usize - 1))
    })
}

/// "Accused Dan Holt of stealing it", "Dan Holt is accused of stealing it", "suspected of", "charged with": one who is accused, and the words.
fn accused_of(article: &Article, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, Range<usize>)> {
    let accuses = parse.is_any(
        at,
        &[
            "accused",
            "accuses",
            "accuse",
            "accusing",
            "suspected",
            "suspect",
            "suspects",
            "suspicion",
            "blame",
            "blames",
            "blamed",
            "blaming",
        ],
    );
    let charges = parse.is_any(at, &["charged", "charge", "charges", "indicted", "sued", "sues", "suing"]) && !parse.tags[at].is_noun();
    if !accuses && !charges {
        return None;
    }
    let blames = parse.word(at).to_lowercase().starts_with("blam");
    let lead = |of: &usize| {
        accuses && parse.is(*of, if blames { "for" } else { "of" }) || charges && parse.is_any(*of, &["with", "for", "on", "over"])
    };
    let of = (at + 1..sentence.end.min(at + REACH + 4)).find(lead)?;
    // Whoever accuses of something says that it is wrong; what somebody is only suspected of may be anything.
    let gerund = |next: usize| {
        parse.word(next).ends_with("ing") && !parse.is_any(next, &["being", "nothing", "something", "anything", "everything"])
    };
    let having = |next: usize| parse.is(next, "having") && !parse.is(next + 1, "been");
    let open = (of + 1..sentence.end.min(of + 3)).find(|next| gerund(*next) || having(*next)).filter(|_| accuses);
    let end = wrong_behind(parse, sentence, of).or_else(|| Some(object_end(parse, sentence, open?)))?;
    let all = &article.entities;
    let by = of > at + 1 && parse.is(at + 1, "by");
    let named = match of == at + 1 || by {
        // "Arrested Dan Holt, a notary, on suspicion of forging wills".
        true if parse.is(at, "suspicion") => {
            let before = all
                .mentions_in(sentence.start..at)
                .filter(|mention| mention.form.is_name() && all.get(mention.entity).kind == EntityType::Person);
            before.last().map(|mention| mention.last as usize - 1)?
        }
        // Passive: whoever stands before, or behind the comma of "accused of theft, Dan Holt".
        true if at == sentence.start => {
            let comma = (end..sentence.end.min(end + REACH)).find(|comma| parse.is(*comma, ","))?;
            all.mentions_in(comma + 1..comma + 5).find(|mention| mention.form.is_name()).map(|mention| mention.last as usize - 1)?
        }
        true => whom_before(parse, sentence, at).or_else(|| subject_before(article, parse, sentence, at))?,
        false => {
            // "Accused some Skerry traders of it" accuses no Skerry.
            let accused = all.mentions_in(at + 1..of).next()?;
            let last = accused.last as usize;
            (last == of || parse.is_any(last, &[",", "(", "–", "—"])).then_some(last - 1)?
        }
    };
    Some((named, at..end))
}

/// "Dan Holt, whom they suspect of it": the noun before the relative, where somebody else stands between it and the verb at `at`.
fn whom_before(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let relative = (sentence.start + 1..at).rev().take(6).find(|at| parse.is_any(*at, &["whom", "who", "which", "that"]))?;
    let accuser = (relative + 1..at).any(|at| parse.tags[at].is_noun() || parse.tags[at] == Tag::Prp);
    let before = if parse.is_any(relative - 1, &[",", "–", "—"]) { relative.checked_sub(2)? } else { relative - 1 };
    (accuser && before >= sentence.start).then_some(before)
}

/// "Dan Holt allegedly stole it", "Dan Holt is alleged to have stolen it", "he is said to have bribed them".
fn allegedly(article: &Article, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, Range<usize>)> {
    let adverb = parse.is(at, "allegedly");
    // "Is said by passengers to have watched a film".
    let to = (at + 1..sentence.end.min(at + 2 * REACH)).find(|to| parse.is(*to, "to") && (*to == at + 1 || parse.is(at + 1, "by")));
    let passive = parse.is_any(at, &["alleged", "said", "believed", "thought"]) && to.is_some_and(|to| parse.is(to + 1, "have"));
    if !adverb && !passive {
        return None;
    }
    let done = || passive.then(|| object_end(parse, sentence, at + 3)).filter(|_| parse.is(at, "alleged"));
    let end = wrong_behind(parse, sentence, to.filter(|_| passive).unwrap_or(at)).or_else(done)?;
    Some((subject_before(article, parse, sentence, at)?, at..end))
}

/// "The lawsuit alleges that Dan Holt stole it", "claims that Dan Holt stole it", "allegations of theft against Dan Holt".
fn alleged_that(article: &Article, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, Range<usize>)> {
    let all = &article.entities;
    let verb = parse.is_any(at, &["alleges", "alleged", "allege", "alleging"]);
    let noun = parse.is_any(at, &["allegation", "allegations", "accusation", "accusations"]);
    if noun && parse.is(at + 1, "against") {
        let accused = all.mentions_in(at + 2..sentence.end.min(at + 8)).next()?;
        return Some((accused.last as usize - 1, at..accused.last as usize));
    }
    // "Complaints of bullying against Dan Holt".
    if (noun || parse.is_any(at, &["complaint", "complaints", "claims", "evidence", "reports"])) && parse.is_any(at + 1, &["of", "about"]) {
        let end = wrong_behind(parse, sentence, at + 1)?;
        let mut leads = end..sentence.end.min(at + REACH);
        let lead = leads.find(|lead| parse.is(*lead, "against") || *lead == end && parse.is_any(*lead, &["by", "at"]))?;
        let accused = all.mentions_in(lead + 1..sentence.end.min(lead + 6)).find(|mention| mention.first as usize > lead)?;
        return Some((accused.last as usize - 1, at..lead));
    }
    let that = parse.is(at + 1, "that");
    if !(verb || noun && that) {
        return None;
    }
    let from = if that { at + 2 } else { at + 1 };
    let accused = all.mentions_in(from..sentence.end.min(from + 3)).next().filter(|mention| mention.first as usize >= from)?;
    let next = accused.last as usize;
    let suffers = parse.is_any(next, &["was", "were", "is", "are", "had", "has", "'s", "’s"]) || parse.tags.get(next) == Some(&Tag::Pos);
    let end = wrong_behind(parse, sentence, next - 1)?;
    (!suffers).then_some((next - 1, next..end))
}

/// The last token of what somebody is accused of behind `lead`, if it is a wrong.
fn wrong_behind(parse: &Parse, sentence: &Range<usize>, lead: usize) -> Option<usize> {
    let wrong = |at: usize| {
        parse.has(at, Class::Wrongdoing) || parse.has(at, Class::Violence) || parse.in_deeds(at, "crimes") || parse.in_deeds(at, "bribes")
    };
    let mut clause =
        (lead + 1..sentence.end.min(lead + REACH)).take_while(|at| !matches!(parse.tags[*at], Tag::Stop | Tag::Colon | Tag::Comma));
    clause.find_map(|at| {
        accusation::wrong_at(parse, sentence, at).map(|deed| deed.end).or_else(|| wrong(at).then(|| object_end(parse, sentence, at)))
    })
}

/// One past the object of the verb or noun at `at`.
fn object_end(parse: &Parse, sentence: &Range<usize>, at: usize) -> usize {
    let adverb = parse.tags[at].is_adverb();
    let rest = |at: &usize| {
        let tag = parse.tags[*at];
        matches!(tag, Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Pos) || tag.is_noun() || tag.is_adjective() || adverb && tag.is_verb()
    };
    (at + 1..sentence.end.min(at + 6)).take_while(rest).last().map_or(at + 1, |last| last + 1)
}

/// The name or pronoun that stands as the subject before `at`: right before its auxiliaries, or before an insertion between commas.
fn subject_before(article: &Article, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let mut end = at;
    while end > sentence.start
        && (parse
            .is_any(end - 1, &["is", "was", "are", "were", "been", "being", "has", "have", "had", "also", "who", "now", "stands", "stand"])
            || parse.tags[end - 1].is_adverb())
    {
        end -= 1;
    }
    let mention = |at: usize| article.entities.mentions_in(at..at + 1).find(|mention| mention.last as usize == at + 1);
    let before = end.checked_sub(1).filter(|before| *before >= sentence.start)?;
    if parse.is(before, ",") {
        // "Dan Holt, the head of the ferry company, is accused": whoever stands before the insertion.
        let person = |name: &usize| mention(*name).is_some_and(|mention| article.entities.get(mention.entity).kind == EntityType::Person);
        let commas = (sentence.start + 1..before).rev().filter(|open| parse.is(*open, ",")).take(3);
        let apposed = commas.map(|open| open - 1).find(person);
        let direct = before.checked_sub(1).filter(|name| *name >= sentence.start);
        return direct.filter(person).or(apposed).or(direct.filter(|name| mention(*name).is_some()));
    }
    mention(before).map(|_| before)
}

/// Whether somebody is one whom a paper asks: not an army, no politician of a country.
fn is_answerable(article: &Article, parse: &Parse, accused: EntityId) -> bool {
    let all = &article.entities;
    let accused = all.get(accused);
    let mut titles = all.mentions_of(accused.id).filter_map(|mention| mention.title).map(|title| title.of(&parse.prose.text));
    let of_sets = |words: &str| {
        let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.any(|word| ["fighters", "politician"].iter().any(|set| Fairness::shipped().has(set, word)))
    };
    !of_sets(&accused.name) && !of_sets(&accused.role) && !titles.any(of_sets)
}

/// Whether several people are said to have been killed: whoever did it answers to a court, or is dead.
fn is_massacre(parse: &Parse, allegation: &Allegation) -> bool {
    let kills = allegation
        .tokens
        .clone()
        .any(|at| parse.is_any(at, &["kill", "kills", "killed", "killing", "shot", "shoot", "shooting", "murdered", "massacred"]));
    kills && allegation.tokens.clone().any(|at| parse.number_at(at).is_some_and(|number| number.value > 2.0))
}

/// "Falsely stated that Dan Holt attacked him": whoever lied is accused, and not he.
fn is_said_falsely(parse: &Parse, allegation: &Allegation) -> bool {
    let start = parse.sentences.get(allegation.sentence).map_or(allegation.tokens.start, |sentence| sentence.first as usize);
    (start..allegation.tokens.start)
        .any(|at| parse.is_any(at, &["falsely", "wrongly", "lied", "withdrew", "withdraws", "retracted", "retract", "nobody"]))
}

/// Whether a body is said to have fought: armed groups are not asked, and no list of them would be whole.
fn is_fight(article: &Article, parse: &Parse, allegation: &Allegation) -> bool {
    let body = article.entities.get(allegation.accused).kind == EntityType::Organization;
    let people = !article.entities.mentions_in(allegation.named..allegation.named + 1).any(|mention| mention.form.is_name());
    body && !people && allegation.tokens.clone().any(|at| parse.has(at, Class::Violence))
}
