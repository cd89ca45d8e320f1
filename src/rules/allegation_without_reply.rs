//! Somebody is accused, and the article has no answer of theirs.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fairness::{self, Standing};
use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::{Entities, EntityId, EntityType};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Deeds, Fairness};
use crate::prose::Role;
use crate::sourcing::Attribution;
use crate::sourcing::ClaimKind;
use crate::sourcing::claim::accusation;
use crate::syntax::{Parse, Tag};

/// Words of an article below which it is a brief, whatever it is called.
const BRIEF: usize = 120;
/// How far from a word of accusing its object, and from there what it is about, are looked for, in tokens.
const REACH: usize = 10;
/// So many who are accused are looked at in one article, the first.
const MOST: usize = 40;
/// An article with a word of politics in so many words is one about politics.
const POLITICS: usize = 60;

pub(super) static RULE: Rule = Rule {
    name: "allegation-without-reply",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Somebody is accused, and no answer of theirs was found",
    documentation: "\
## What it flags

A person or a body that the article names and that somebody, or the article itself, accuses of wrongdoing, where no answer was found: no
denial, no word of theirs or of a lawyer or spokesperson, no plea, and no \"declined\", \"did not respond\" or \"could not be reached\". A body
and its people are one. It asks once for each of them, and not of the convicted, the dead, and politicians of a
country, and not in articles about politics, where to accuse is to argue.

## Why it matters

Whoever is accused has a right to answer, and an answer may change the story. Where none is to be had, readers should be told that the
paper asked.

## Example

```text
The auditors of the harbour board met on Monday in the town hall of Vellmouth. Ina Brook, the chief auditor, said that Dan Holt, who ran
the ferry for eleven years, stole the money of the pension fund. The books were opened in March, after two pensioners asked why their money
had not come. Brook counted what was left and found a quarter of it. The council will hear the report in June, and the pensioners have been
invited. The ferry sails on as before, with a new manager, a new set of books and a lock on the till. Tickets are sold at the pier, where a
queue stood on Monday from early in the morning until the last boat had gone. The mayor was on that boat. The harbour board will elect a new
chair in autumn.
```

## Instead

```text
The auditors of the harbour board met on Monday in the town hall of Vellmouth. Ina Brook, the chief auditor, said that Dan Holt, who ran
the ferry for eleven years, stole the money of the pension fund. Holt did not answer two letters and a call last week. The books were opened
in March, after two pensioners asked why their money had not come. Brook counted what was left and found a quarter of it. The council will
hear the report in June, and the pensioners have been invited. The ferry sails on as before, with a new manager, a new set of books and a
lock on the till. Tickets are sold at the pier, where a queue stood on Monday from early in the morning until the last boat had gone. The
mayor was on that boat. The harbour board will elect a new chair in autumn.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Live, Kind::Brief],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    if context.article.word_count() < BRIEF {
        return Vec::new();
    }
    let standing = Standing::new(context);
    let mut first = FxHashMap::<EntityId, Allegation>::default();
    let mut asked = FxHashMap::<EntityId, bool>::default();
    for index in fairness::sentences(&parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let sentence = parse.sentences[index].tokens();
        if fairness::is_past_or_story(&parse, sentence.clone()) {
            continue;
        }
        for allegation in allegations(context, &parse, &standing, index) {
            let accused = allegation.accused;
            let answerable = *asked.entry(accused).or_insert_with(|| is_answerable(context, &parse, accused));
            if answerable && !first.contains_key(&accused) && !is_fight(context, &parse, &allegation) {
                first.insert(accused, allegation);
            }
        }
    }
    let mut accused: Vec<Allegation> = first.into_values().collect();
    accused.sort_by_key(|allegation| allegation.tokens.start);
    accused.truncate(MOST);
    if accused.is_empty() || is_political(context, &parse) {
        return Vec::new();
    }
    let answers = Answers::new(context, &parse);
    let open = accused.iter().filter(|allegation| {
        let at = allegation.named;
        !standing.is_convicted(at) && !standing.is_dead(at) && !answers.has(allegation.accused)
    });
    let findings = open.map(|allegation| {
        let words = parse.span(allegation.tokens.clone()).of(&parse.prose.text);
        let name = &context.article.entities.get(allegation.accused).name;
        let reason = format!("“{words}”: no reply of {name} was found. Ask for one, or write when and how you asked.");
        Finding { weight: 0.6, ..context.finding(parse.span(allegation.tokens.clone()), "Was the other side asked?", reason) }
    });
    findings.collect()
}

/// Words that accuse somebody who is named.
struct Allegation {
    accused: EntityId,
    /// A token of the one who is accused.
    named: usize,
    tokens: Range<usize>,
}

/// The allegations of a sentence against people and bodies that the article names.
fn allegations(context: &Context, parse: &Parse, standing: &Standing, index: usize) -> Vec<Allegation> {
    let sentence = parse.sentences[index].tokens();
    let mut found = Vec::new();
    let mut add = |named: usize, tokens: Range<usize>| {
        let inside = context.article.entities.mentions_in(tokens.start..tokens.start + 1).any(|mention| mention.form.is_name());
        if let Some(accused) = who(context, standing, named).filter(|_| !inside) {
            found.push(Allegation { accused, named, tokens });
        }
    };
    let statement = context.article.sourcing.own_words.get(index).and_then(|own| own.statement.as_ref());
    let triggers = statement.iter().flat_map(|statement| &statement.triggers);
    for trigger in triggers.filter(|trigger| trigger.flat.is_some() && trigger.kind == ClaimKind::Allegation) {
        let here = |at: usize| at + sentence.start;
        if let Some(accused) = trigger.accused {
            add(here(accused), here(trigger.tokens.start)..here(trigger.tokens.end));
        }
    }
    if sentence.clone().any(|at| parse.quoted_at(at).is_some())
        && let Some(quoted) = accusation::find_quoted(parse, &sentence).filter(|quoted| quoted.kind == ClaimKind::Allegation)
    {
        add(quoted.accused, quoted.tokens);
    }
    for at in sentence.clone().filter(|at| parse.quoted_at(*at).is_none()) {
        let said = accused_of(context, parse, &sentence, at).or_else(|| allegedly(context, parse, &sentence, at));
        if let Some((named, tokens)) = said.or_else(|| alleged_that(context, parse, &sentence, at)) {
            add(named, tokens);
        }
    }
    found
}

/// The person or body at a token that the article gives a name; a role of a body may be anybody's.
fn who(context: &Context, standing: &Standing, at: usize) -> Option<EntityId> {
    let all = &context.article.entities;
    let entity = standing.who(at)?;
    let mention = all.mention_at(at)?;
    let plain = mention.form.is_name() || mention.sure && all.get(entity).kind == EntityType::Person;
    (plain && all.mentions_of(entity).any(|mention| mention.form.is_name())).then_some(entity)
}

/// "Accused Dan Holt of stealing it", "Dan Holt is accused of stealing it": one who is accused, and the words.
fn accused_of(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, Range<usize>)> {
    if !parse.is_any(at, &["accused", "accuses", "accuse", "accusing"]) {
        return None;
    }
    let of = (at + 1..sentence.end.min(at + REACH)).find(|of| parse.is(*of, "of"))?;
    let end = wrong_behind(parse, sentence, of)?;
    let all = &context.article.entities;
    let named = match of == at + 1 {
        // Passive: whoever stands before.
        true => subject_before(context, parse, sentence, at)?,
        false => {
            // "Accused some Skerry traders of it" accuses no Skerry.
            let accused = all.mentions_in(at + 1..of).next()?;
            let last = accused.last as usize;
            (last == of || parse.is_any(last, &[",", "(", "–", "—"])).then_some(last - 1)?
        }
    };
    Some((named, at..end))
}

/// "Dan Holt allegedly stole it", "Dan Holt is alleged to have stolen it".
fn allegedly(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, Range<usize>)> {
    let adverb = parse.is(at, "allegedly");
    let passive = parse.is(at, "alleged") && parse.is(at + 1, "to") && parse.is(at + 2, "have");
    if !adverb && !passive {
        return None;
    }
    let end = wrong_behind(parse, sentence, at)?;
    Some((subject_before(context, parse, sentence, at)?, at..end))
}

/// "The lawsuit alleges that Dan Holt stole it", "claims that Dan Holt stole it", "allegations of theft against Dan Holt".
fn alleged_that(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<(usize, Range<usize>)> {
    let all = &context.article.entities;
    let verb = parse.is_any(at, &["alleges", "alleged", "allege", "alleging"]);
    let noun = parse.is_any(at, &["allegation", "allegations", "accusation", "accusations"]);
    if noun && parse.is(at + 1, "against") {
        let accused = all.mentions_in(at + 2..sentence.end.min(at + 8)).next()?;
        return Some((accused.last as usize - 1, at..accused.last as usize));
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
        let deeds = Deeds::shipped();
        parse.has(at, Class::Wrongdoing) || parse.has(at, Class::Violence) || deeds.has("crimes", parse.word(at)) || deeds.has("bribes", parse.word(at))
    };
    let clause = (lead + 1..sentence.end.min(lead + REACH)).take_while(|at| !matches!(parse.tags[*at], Tag::Stop | Tag::Colon | Tag::Comma));
    let at = clause.clone().find(|at| wrong(*at))?;
    let adverb = parse.tags[at].is_adverb();
    let rest = |at: &usize| {
        let tag = parse.tags[*at];
        matches!(tag, Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Pos) || tag.is_noun() || tag.is_adjective() || adverb && tag.is_verb()
    };
    Some((at + 1..sentence.end.min(at + 6)).take_while(rest).last().map_or(at + 1, |last| last + 1))
}

/// The name or pronoun that stands as the subject before `at`: right before its auxiliaries, or before an insertion between commas.
fn subject_before(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let mut end = at;
    while end > sentence.start
        && (parse.is_any(end - 1, &["is", "was", "are", "were", "been", "being", "has", "have", "had", "also", "who", "now", "stands", "stand"])
            || parse.tags[end - 1].is_adverb())
    {
        end -= 1;
    }
    let mention = |at: usize| context.article.entities.mentions_in(at..at + 1).find(|mention| mention.last as usize == at + 1);
    let before = end.checked_sub(1).filter(|before| *before >= sentence.start)?;
    if parse.is(before, ",") {
        // "Dan Holt, the head of the ferry company, is accused": whoever stands before the insertion.
        let person = |name: &usize| {
            mention(*name).is_some_and(|mention| context.article.entities.get(mention.entity).kind == EntityType::Person)
        };
        let commas = (sentence.start + 1..before).rev().filter(|open| parse.is(*open, ",")).take(3);
        let apposed = commas.map(|open| open - 1).find(person);
        let direct = before.checked_sub(1).filter(|name| *name >= sentence.start);
        return direct.filter(person).or(apposed).or(direct.filter(|name| mention(*name).is_some()));
    }
    mention(before).map(|_| before)
}

/// Whether somebody is one whom a paper asks: not an army, no politician of a country.
fn is_answerable(context: &Context, parse: &Parse, accused: EntityId) -> bool {
    let all = &context.article.entities;
    let accused = all.get(accused);
    let mut titles = all.mentions_of(accused.id).filter_map(|mention| mention.title).map(|title| title.of(&parse.prose.text));
    let of_sets = |words: &str| {
        let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.any(|word| ["fighters", "politician"].iter().any(|set| Fairness::shipped().has(set, word)))
    };
    !of_sets(&accused.name) && !of_sets(&accused.role) && !titles.any(of_sets)
}

/// Whether a body is said to have fought: armed groups are not asked, and no list of them would be whole.
fn is_fight(context: &Context, parse: &Parse, allegation: &Allegation) -> bool {
    let body = context.article.entities.get(allegation.accused).kind == EntityType::Organization;
    body && allegation.tokens.clone().any(|at| parse.has(at, Class::Violence))
}

/// Whether an article is about politics, where to accuse is to argue.
fn is_political(context: &Context, parse: &Parse) -> bool {
    let of_politics = |at: &usize| Fairness::shipped().has("politics", parse.word(*at));
    let count = fairness::sentences(parse).flat_map(|index| parse.sentences[index].tokens()).filter(of_politics).count();
    count * POLITICS > context.article.word_count()
}

/// Who answers in an article.
struct Answers<'a> {
    all: &'a Entities,
    entities: FxHashSet<EntityId>,
    /// The words of sources, in lower case: "Holt's lawyer", "the ferry company".
    words: FxHashSet<String>,
    /// An answer whose giver is not named.
    unnamed: bool,
}

impl<'a> Answers<'a> {
    fn new(context: &'a Context, parse: &Parse) -> Answers<'a> {
        let all = &context.article.entities;
        let mut answers = Answers { all, entities: FxHashSet::default(), words: FxHashSet::default(), unnamed: false };
        for attribution in &context.article.sourcing.attributions {
            answers.take(parse, attribution);
        }
        for index in 0..parse.sentences.len() {
            let tokens = parse.sentences[index].tokens();
            let has = |set: &'static str| fairness::entries(parse, tokens.clone(), set).next().is_some();
            if parse.block_of(index).role == Role::Boilerplate || !has("reply") {
                continue;
            }
            let named = |entity: EntityId| matches!(all.get(entity).kind, EntityType::Person | EntityType::Organization);
            let mut names = all.mentions_in(tokens.clone()).filter(|mention| mention.form.is_name() && named(mention.entity));
            answers.unnamed |= names.next().is_none() && has("silence");
            answers.entities.extend(all.mentions_in(tokens.clone()).map(|mention| mention.entity));
        }
        answers
    }

    fn take(&mut self, parse: &Parse, attribution: &Attribution) {
        let Some(source) = &attribution.source else { return };
        self.entities.extend(source.entity.iter().chain(&source.others).chain(&source.likely));
        let words = || (source.first as usize..source.last as usize).map(|at| parse.word(at));
        self.words.extend(words().filter(|word| word.starts_with(char::is_uppercase)).map(str::to_lowercase));
        let advocate = words().any(|word| Fairness::shipped().has("advocate", word));
        let named = self.all.mentions_in(source.first as usize..source.last as usize).any(|mention| self.all.get(mention.entity).kind != EntityType::Place);
        self.unnamed |= advocate && !named;
    }

    /// Whether somebody, or the body it is of, or one of its people, answers.
    fn has(&self, accused: EntityId) -> bool {
        let entity = self.all.get(accused);
        if self.unnamed || self.entities.contains(&accused) {
            return true;
        }
        let last = entity.name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let first = entity.name.split_whitespace().find(|word| word.len() > 3).unwrap_or_default().to_lowercase();
        if self.words.contains(&last) || entity.kind == EntityType::Organization && self.words.contains(&first) {
            return true;
        }
        // Its people, and the body whose person it is.
        self.entities.iter().any(|other| {
            let other = self.all.get(*other);
            other.kind != EntityType::Place && other.id != accused && (holds(&other.role, &entity.name) || holds(&entity.role, &other.name))
        })
    }
}

/// Whether a role names a body: "head of the Vellmouth Ferry Company".
fn holds(role: &str, name: &str) -> bool {
    !role.is_empty() && name.len() > 3 && role.to_lowercase().contains(&name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    /// Words that make an article of a few sentences longer than a brief.
    const MORE: &str = "The ferry sails as before, with a new set of books and a lock on the till. Tickets are sold at the pier, where a queue \
        stood on Monday from early in the morning until the last boat had gone. The weather was good and the sea was calm. In autumn the pier \
        will be painted. The work takes six weeks, and the boats will leave from the old quay for that time. Buses run from the station to the \
        quay every hour. The timetable hangs in the shop windows. A band will play on the first day, and the shops in the main street will stay \
        open until ten. The town has had a ferry for as long as anybody can remember, and most of its families have worked on it.";

    fn open(text: &str) -> Vec<String> {
        found("allegation-without-reply", &format!("{MORE}\n\n{text}"))
    }

    #[test]
    fn who_is_accused_and_does_not_answer_is_asked_about() {
        let silent: Vec<&str> = [
            "Ina Brook, an auditor, said that Dan Holt stole the money of the pension fund.",
            "Dan Holt stole the money of the pension fund, Ina Brook, an auditor, said.",
            "Ina Brook, an auditor, accused Dan Holt of stealing the money of the pension fund.",
            "Dan Holt was accused of stealing the money of the pension fund by Ina Brook, an auditor.",
            "Dan Holt, who ran the ferry, is accused of bribing two inspectors.",
            "Dan Holt allegedly stole the money of the pension fund, according to a report of the auditors.",
            "A lawsuit alleges that Dan Holt defrauded the pensioners.",
            "The auditors published allegations against Dan Holt on Monday.",
            "“Dan Holt stole the money of the pension fund,” said Ina Brook, an auditor.",
            "Ina Brook, an auditor, said that the Vellmouth Ferry Company bribed two inspectors.",
            "“The Vellmouth Ferry Company lied to the inspectors,” said Ina Brook, an auditor.",
            "Ina Brook, an auditor, accused the Vellmouth Ferry Company of forging its accounts.",
            "The auditors said that Dan Holt embezzled the fees. Marit Oru, the mayor, said the town would have the ferry back.",
            "Ina Brook, an auditor, accused Marit Oru, the mayor, of taking bribes from two shipping companies.",
            "Dan Holt is alleged to have stolen the bell, the parish council said.",
            "Former pupils said that Dan Holt, a teacher, groomed pupils for years.",
            "The union accused Dan Holt of fraud.",
            "Workers said that Dan Holt beat a cleaner.",
            "The complaint alleges Dan Holt falsified the records of the ferry.",
            "The accusations that Dan Holt forged the accounts were made by Ina Brook, an auditor.",
        ]
        .into_iter()
        .filter(|text| open(text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn an_answer_of_any_kind_is_enough() {
        let accused = "Ina Brook, an auditor, said that Dan Holt stole the money of the pension fund.";
        let body = "Ina Brook, an auditor, said that the Vellmouth Ferry Company bribed two inspectors.";
        let loud: Vec<String> = [
            format!("{accused} Holt denied it."),
            format!("{accused} Holt denies the accusation."),
            format!("{accused} He declined to comment."),
            format!("{accused} Holt did not respond to two letters."),
            format!("{accused} Holt could not be reached."),
            format!("{accused} Holt's lawyer, Pia Stark, said that the books were in order."),
            format!("{accused} A lawyer for Holt said that the books were in order."),
            format!("{accused} “I counted every crown,” Holt said."),
            format!("{accused} Holt pleaded not guilty."),
            format!("{accused} Holt was convicted in May."),
            format!("{accused} Holt was jailed for six years."),
            format!("{accused} Holt died in March."),
            format!("{accused} Through a spokeswoman, Holt rejected the report."),
            format!("{body} The company did not reply to questions."),
            format!("{body} A spokesman for the Vellmouth Ferry Company said that the inspectors were friends."),
            format!("{body} Jan Falk, head of the Vellmouth Ferry Company, said that the inspectors were friends."),
            format!("{body} The Vellmouth Ferry Company apologised on Monday."),
            format!("{body} Calls to the Vellmouth Ferry Company were not returned. The company has no comment, it said."),
            "Senator Una Shaw said that President Dan Holt lied to the voters.".to_owned(),
            "Una Shaw, the leader of the opposition, accused Dan Holt, the prime minister, of lying to voters.".to_owned(),
            "Ina Brook, an auditor, said that somebody stole the money of the pension fund.".to_owned(),
            "The town accused the storm of nothing. Dan Holt stole the show on Monday, Ina Brook, a singer, said.".to_owned(),
            "Ina Brook said that Dan Holt sold the ferry to his brother in May.".to_owned(),
            "In 1897 Dan Holt stole the bell, Ina Brook, a historian, said.".to_owned(),
            "In the film, Ina Brook said, Dan Holt robs the savings bank and kills two guards.".to_owned(),
            "Ina Brook, an auditor, accused some Skerry traders of fraud.".to_owned(),
            "Ina Brook said that two men were accused of stealing the bell of Skerry.".to_owned(),
            "Dan Holt was accused of nothing.".to_owned(),
            "Dan Holt accused Ina Brook of being late.".to_owned(),
        ]
        .into_iter()
        .filter(|text| !open(text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
        assert!(found("allegation-without-reply", accused).is_empty(), "a brief");
    }

    #[test]
    fn everybody_is_asked_about_once() {
        let text = "Ina Brook, an auditor, said that Dan Holt stole the money. Dan Holt bribed two inspectors, she said. Brook accused Pia Stark of theft.";
        assert_eq!(open(text), ["stole the money", "accused Pia Stark of theft"]);
        let text = "Dan Holt, a baker in the old town, is accused of stealing the money.";
        assert_eq!(open(text), ["accused of stealing the money"]);
    }
}
