//! What a headline states as fact, and the article below only has from somebody, or not at all.

use std::cell::LazyCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::article::Article;
use crate::entity::{EntityId, EntityType};
use crate::fairness::{self, Standing};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Deeds};
use crate::prose::Role;
use crate::sourcing::Attribution;
use crate::sourcing::claim::accusation::{self, Whom};
use crate::syntax::{Number, Parse, Tag, Unit};

/// Below fewer words a headline stands over a part of an article only.
const SHORTEST: usize = 100;
/// So many sentences below a headline tell what it tells.
const NEAR: usize = 4;
/// The weight of an accusation, and of a figure or a name that is not below.
const ACCUSES: f32 = 0.75;
const COUNTS: f32 = 0.6;

pub(super) static RULE: Rule = Rule {
    name: "headline-without-source",
    basis: Basis::Judgement,
    severity: Severity::Warning,
    summary: "A headline states as fact what the article only has from somebody, or not at all",
    documentation: "\
## What it flags

A headline or a standfirst that says in the paper's own voice that somebody did wrong (\"forged the accounts\", \"the vicar who robbed\", \"drunken skipper\"), where the article below has it from a source only, or says
\"allegedly\"; a number over the article that stands nowhere in it, in no other form; and a person named there who is not in the article.
Quotation marks, a colon behind who says it, \"accused\", a question, and a verdict in the article settle it. Texts of fewer than a hundred words are left alone.

## Why it matters

Most readers see the headline only. A court reads it first, and a correct article below does not take it back.

## Example

```markdown
# Ferry manager forged the accounts

The harbour board met on Monday in the town hall. Ina Brook, an auditor, said that Dan Holt, the ferry manager, forged the accounts of the company for
three years. The council will hear her again in June. Holt denied it. The ferry sails on as before, with a new set of books and a lock on the till. Tickets
are sold at the pier, where a queue stood from early in the morning until the last boat had gone. The weather was good and the sea was calm. In autumn
the pier will be painted. The work takes a few weeks, and the boats will leave from the old quay for that time. Buses run from the station to the quay.
```

## Instead

```markdown
# Auditor: ferry manager forged the accounts

The harbour board met on Monday in the town hall. Ina Brook, an auditor, said that Dan Holt, the ferry manager, forged the accounts of the company for
three years. The council will hear her again in June. Holt denied it. The ferry sails on as before, with a new set of books and a lock on the till. Tickets
are sold at the pier, where a queue stood from early in the morning until the last boat had gone. The weather was good and the sea was calm. In autumn
the pier will be painted. The work takes a few weeks, and the boats will leave from the old quay for that time. Buses run from the station to the quay.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Live, Kind::PressReview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    let parse = article.parse();
    let over: Vec<usize> = (0..parse.sentences.len()).filter(|index| parse.block_of(*index).role.is_over()).collect();
    let below: usize = article.prose.blocks.iter().filter(|block| block.role.is_article() && !block.role.is_over()).map(|block| block.span.of(&parse.prose.text).split_whitespace().count()).sum();
    if over.is_empty() || below < SHORTEST {
        return Vec::new();
    }
    let standing = context.standing;
    let mut findings: Vec<Finding> = Vec::new();
    for index in over {
        let sentence = parse.sentences[index].tokens();
        if let Some((tokens, told)) = accusation_over(article, &parse, standing, &sentence) {
            let words = parse.span(tokens.clone()).of(&parse.prose.text);
            let reason = format!("“{words}”: the article has it from a source only. Say who says so here too, or put their words in quotation marks.");
            let mut finding = Finding { weight: ACCUSES, ..context.finding(parse.span(tokens), "Does the headline know more than we do?", reason) };
            finding.related.push(context.related(parse.sentences[told].span, "Here it is somebody's word."));
            findings.push(finding);
            continue;
        }
        if parse.block_of(index).role != Role::Headline {
            continue;
        }
        let dozen = || parse.is(sentence.start, "dozen") && !has_dozen(&parse);
        let count = parse.numbers(sentence.clone()).into_iter().find(|number| is_counted(&parse, &sentence, number) && !is_below(&parse, number));
        if let Some(number) = count {
            let words = parse.span(number.tokens.clone()).of(&parse.prose.text);
            let reason = format!("“{words}”: this number was not found below, in figures or in words. Check it, or tell where it comes from.");
            findings.push(Finding { weight: COUNTS, ..context.finding(parse.span(number.tokens), "Where does the article count this?", reason) });
        } else if dozen() {
            let span = parse.span(sentence.start..sentence.start + 1);
            let words = span.of(&parse.prose.text);
            let reason = format!("“{words}”: this number was not found below, in figures or in words. Check it, or tell where it comes from.");
            findings.push(Finding { weight: COUNTS, ..context.finding(span, "Where does the article count this?", reason) });
        } else if let Some(tokens) = stranger(article, &parse, &sentence) {
            let words = parse.span(tokens.clone()).of(&parse.prose.text);
            let reason = format!("“{words}”: this name was not found below. Check the spelling, or say below what they have to do with it.");
            findings.push(Finding { weight: COUNTS, ..context.finding(parse.span(tokens), "Is this person in the article?", reason) });
        }
    }
    findings.dedup_by(|later, earlier| later.reason == earlier.reason);
    findings
}

/// The words over an article that accuse somebody flatly, and the sentence below that only has them from a source.
fn accusation_over(article: &Article, parse: &Parse, standing: &Standing, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
    if is_marked(parse, sentence) {
        return None;
    }
    let deed = accusation::told(parse, sentence, Whom::Alleged).into_iter().find(|found| !found.told).map(|found| (found.tokens, found.accused));
    let found = deed.or_else(|| who_did(parse, sentence)).or_else(|| bad(parse, sentence))?;
    let found = Over { tokens: found.0, accused: found.1 };
    let accused = accused(article, parse, found.accused);
    if accused.is_some_and(|id| article.entities.mentions_of(id).any(|mention| standing.is_convicted(mention.first as usize))) || standing.is_convicted(found.accused) {
        return None;
    }
    let stem = |at: usize| parse.word(at).to_lowercase().chars().take(4).collect::<String>();
    let content = |at: &usize| (parse.tags[*at].is_verb() || parse.tags[*at].is_noun()) && parse.word(*at).len() > 3;
    let stems: Vec<String> = found.tokens.clone().filter(content).map(stem).collect();
    let deed = |at: usize| parse.deed_forms(at).first().map(|form| std::ptr::from_ref(Deeds::shipped().deed(form)));
    let deeds: Vec<_> = found.tokens.clone().filter_map(deed).collect();
    let mut only = None;
    for index in fairness::sentences(parse).filter(|index| parse.block_of(*index).role.is_body()) {
        let tokens = parse.sentences[index].tokens();
        let shared: Vec<usize> =
            tokens.clone().filter(|at| content(at) && stems.contains(&stem(*at)) || deed(*at).is_some_and(|deed| deeds.contains(&deed))).collect();
        let same = shared.iter().any(|at| deed(*at).is_some_and(|deed| deeds.contains(&deed))) || shared.len() > 1 || shared.len() == 1 && stems.len() == 1;
        let told = accusation::told(parse, &tokens, Whom::Alleged);
        let of_accused = |at: usize| accused.is_some() && standing.who(at) == accused;
        let own = told.iter().any(|told| of_accused(told.accused));
        let named = accused.is_some_and(|id| article.entities.mentions_in(tokens.clone()).any(|mention| mention.entity == id));
        let close = index < 1 + first_below(parse) + NEAR;
        let unknown = accused.is_none() && close;
        if !(same || own || named && close || unknown) {
            continue;
        }
        if tokens.clone().any(|at| parse.in_deeds(at, "verdict") && parse.quoted_at(at).is_none()) {
            return None;
        }
        let about = |one: &Attribution| {
            let source = one.source.as_ref().and_then(|source| source.entity);
            one.source.is_some() && (source.is_none() || source != accused)
        };
        let span = match shared.first().zip(shared.last()) {
            Some((first, last)) => parse.span(*first..last + 1),
            None => parse.sentences[index].span,
        };
        let attributed = standing.telling(index).any(|one| about(one) && one.content.iter().any(|content| content.overlaps(span)));
        let hedged = tokens.clone().any(|at| parse.has(at, Class::Hedge) || parse.in_fairness(at, "reported"));
        if attributed || hedged {
            only.get_or_insert(index);
        } else if same && (named || accused.is_none()) || own {
            return None;
        }
    }
    only.map(|index| (found.tokens, index))
}

/// What a headline says of somebody.
struct Over {
    tokens: Range<usize>,
    accused: usize,
}

/// "The vicar who robbed his own church": the deed behind a relative, and the noun before it.
fn who_did(parse: &Parse, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let who = sentence.clone().skip(1).find(|at| parse.is_any(*at, &["who", "that"]) && parse.tags[at - 1].is_noun())?;
    let tokens = (who + 1..sentence.end.min(who + 4)).find_map(|at| accusation::wrong_at(parse, sentence, at))?;
    (accusation::is_person_noun(parse, who - 1) || accusation::is_body_noun(parse, who - 1)).then_some((tokens, who - 1))
}

/// "Drunken skipper Haugen", "Fraudster Holt": a word that blames before a name or a noun for somebody.
fn bad(parse: &Parse, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
    sentence.clone().find_map(|at| {
        let culprit = parse.in_fairness(at, "culprit") || parse.has(at, Class::Culprit);
        let name = (at + 1..sentence.end.min(at + 4)).find(|name| accusation::is_person(parse, *name) || parse.tags[*name].is_proper());
        let of_name = culprit && name.is_some_and(|name| name == at + 1);
        let blames = parse.in_fairness(at, "bad-label") && (at + 1..sentence.end.min(at + 4)).any(|at| accusation::is_person_noun(parse, at) || accusation::is_person(parse, at));
        let end = name.map_or(at + 1, |name| (name..sentence.end.min(name + 2)).take_while(|at| accusation::is_person(parse, *at) || parse.tags[*at].is_proper()).last().unwrap_or(name));
        let noun = (at + 1..sentence.end.min(at + 4)).rfind(|at| accusation::is_person_noun(parse, *at));
        let several = (at + 1..sentence.end.min(at + 4)).any(|at| matches!(parse.tags[at], Tag::Nns | Tag::Nnps));
        ((of_name || blames) && !several).then(|| (at..at + 1, if name.is_some() { end } else { noun.unwrap_or(at) }))
    })
}

/// The first sentence below the headline.
fn first_below(parse: &Parse) -> usize {
    (0..parse.sentences.len()).find(|index| parse.block_of(*index).role.is_body()).unwrap_or(0)
}

/// Who is accused over the article: who the noun at `at` stands for, or the one below whose role it is.
fn accused(article: &Article, parse: &Parse, at: usize) -> Option<EntityId> {
    let all = &article.entities;
    let somebody = |id: EntityId| matches!(all.get(id).kind, EntityType::Person | EntityType::Organization);
    let known = all.mention_at(at).map(|mention| mention.entity).filter(|id| somebody(*id) && all.mentions_of(*id).count() > 1);
    let noun = parse.word(at).to_lowercase();
    let has_role = |role: &str| role.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == noun);
    known.or_else(|| {
        let mut roles = all.entities.iter().filter(|entity| somebody(entity.id) && (has_role(&entity.role) || entity.kind == EntityType::Organization && has_role(&entity.name)));
        let first = roles.next()?;
        roles.next().is_none().then_some(first.id)
    })
}

/// Whether the words over an article say themselves that they are somebody's: marks, a label, a word of saying or accusing, a question.
fn is_marked(parse: &Parse, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| {
        parse.quoted_at(at).is_some()
            || parse.is_any(at, &[":", "?", "–", "—", "over", "accused", "accuses", "accuse", "accusing", "alleged", "allegedly", "alleges", "charged", "charges", "claims", "claim", "claimed", "says", "said", "say", "according", "suspected", "suspect", "suspects", "trial", "court", "denies", "sues", "lawsuit", "probe", "inquiry", "reportedly", "told", "tells", "may", "might", "could", "if", "whether", "report", "convicted", "guilty", "jailed", "admits"])
            || parse.reporting_verb(at).is_some_and(|verb| verb.act == crate::lexicon::Act::Speech) && parse.tags[at].is_verb()
    })
}

/// Whether a number over an article counts something, and is no name, year, score, list or age of a thing.
fn is_counted(parse: &Parse, sentence: &Range<usize>, number: &Number) -> bool {
    let (first, end) = (number.tokens.start, number.tokens.end);
    let word = parse.word(first);
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    let year = number.unit == Unit::Count && word.len() == 4 && (1000.0..2200.0).contains(&number.value);
    let before = first.checked_sub(1).filter(|before| *before >= sentence.start);
    // "Highway 40", "Channel 4", "Day 3", "Under 21", "Covid 19", "No. 1".
    let named = before.is_some_and(|before| {
        let word = parse.word(before);
        let opens = before == sentence.start;
        word.starts_with(char::is_uppercase) && number.unit == Unit::Count && digits && !(opens && parse.tags[before].is_finite()) && (parse.tags[before].is_proper() || parse.tags[before].is_noun())
            || parse.is_any(before, &["day", "week", "part", "chapter", "no", "no.", "number", "under", "over", "top", "route", "season", "episode", "level", "stage", "phase", "article", "section", "act", "formula", "grade", "title", "form", "#", "-", "–", "/"])
    });
    let harmed = sentence.clone().any(|at| parse.has(at, Class::Casualty) || parse.is_any(at, &["dead", "hurt", "arrested", "held", "missing", "rescued", "saved"]));
    let listed = first == sentence.start && !harmed && parse.tags.get(end).is_some_and(|tag| tag.is_noun() || tag.is_adjective()) && !sentence.clone().any(|at| parse.tags[at].is_finite() && at > end);
    let things = parse.is_any(end, &["things", "ways", "reasons", "tips", "facts", "questions", "lessons", "takeaways", "steps", "of", "-", "–", "/", ":", "'s", "’s"]) || (end..end + 3).any(|at| parse.is_any(at, &["things", "ways", "reasons", "tips", "facts", "questions", "lessons", "takeaways", "steps"]));
    let shortened = before.is_some_and(|before| parse.is_any(before, &["'", "’", "‘"])) || word.starts_with(['\'', '’', '‘']);
    let ordinal = parse.tokens.get(end).is_some_and(|next| !next.spaced && next.span.of(&parse.prose.text).starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '–' || c == '/'));
    let small = number.unit == Unit::Count && number.value < 3.0;
    let unit = parse.is_any(end, &["a.m", "am", "pm", "p.m", "a.m.", "p.m.", "years", "year", "days", "day", "hours", "hour", "weeks", "months", "minutes", "month", "decades", "decade", "characters", "words", "week", "o'clock", "and", "or", "to", "vs", "v"]) || parse.has(end, Class::Month);
    let dated = parse.has(end, Class::Month) || before.is_some_and(|before| parse.has(before, Class::Month));
    let range = parse.is_any(end, &["to", "-", "–"]) || before.is_some_and(|before| parse.is_any(before, &["to", "and", "or"]));
    !(year || shortened || named || listed || things || ordinal || small || unit || dated || range) && parse.quoted_at(first).is_none()
}

/// Whether a number stands anywhere below, in figures, in words, or as one it may be rounded from or added up to.
fn is_below(parse: &Parse, wanted: &Number) -> bool {
    let small = wanted.unit == Unit::Count && wanted.value < 100.0;
    let near = |value: f64| if small { (value - wanted.value).abs() < 1e-6 || wanted.value < 10.0 && (value + 1.0 - wanted.value).abs() < 1e-6 } else { value > 0.0 && ((value - wanted.value).abs() / value.max(wanted.value) < 0.1 || (value - wanted.value).abs() <= 1.0 && wanted.unit != Unit::Count && wanted.value > 5.0) };
    let mut all: Vec<f64> = Vec::new();
    for index in (0..parse.sentences.len()).filter(|index| !parse.block_of(*index).role.is_over()) {
        let tokens = parse.sentences[index].tokens();
        let own: Vec<f64> = parse.numbers(tokens.clone()).iter().map(|number| number.value).collect();
        let sum: f64 = own.iter().sum();
        let inside = tokens.clone().any(|at| {
            let word = parse.word(at);
            let parts = word.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|part| part.parse::<f64>().ok());
            parts.into_iter().any(near)
        });
        // Scales that stand apart, and rough words for many.
        let rough = tokens.clone().any(|at| {
            let exact = |words: &[&str], range: Range<f64>| parse.is_any(at, words) && range.contains(&wanted.value);
            exact(&["dozens", "dozen", "scores"], 10.0..100.0) || exact(&["hundreds"], 90.0..1000.0) || exact(&["thousands"], 900.0..100_000.0) || exact(&["half", "halved", "halves"], 49.0..51.1) || exact(&["quarter", "quarters"], 24.0..76.0) || exact(&["third", "thirds"], 30.0..68.0) || exact(&["doubled", "double", "doubling"], 99.0..101.0)
        });
        if own.iter().copied().any(near) || inside || rough || own.len() > 1 && near(sum) {
            return true;
        }
        all.extend(own);
    }
    // What two counts of the article make together, or their difference.
    let few = &all[..all.len().min(60)];
    let exact = |value: f64| (value - wanted.value).abs() < 1e-6;
    let percent = wanted.unit == Unit::Percent;
    few.iter().enumerate().any(|(at, one)| {
        few[at + 1..].iter().any(|other| {
            let change = ((one / other - 1.0).abs() * 100.0 - wanted.value).abs() < 1.5 || ((other / one - 1.0).abs() * 100.0 - wanted.value).abs() < 1.5 || ((one / other).min(other / one) * 100.0 - wanted.value).abs() < 1.5;
            exact(one + other) || exact((one - other).abs()) || percent && change
        })
    })
}

/// Whether anything below is about a dozen.
fn has_dozen(parse: &Parse) -> bool {
    (0..parse.sentences.len()).filter(|index| !parse.block_of(*index).role.is_over()).any(|index| {
        let tokens = parse.sentences[index].tokens();
        let numbers = parse.numbers(tokens.clone());
        let sum: f64 = numbers.iter().map(|number| number.value).sum();
        tokens.clone().any(|at| parse.is_any(at, &["dozen", "dozens"])) || numbers.iter().any(|number| (10.0..=14.0).contains(&number.value)) || (10.0..=14.0).contains(&sum)
    })
}

/// Words without accents, in lower case.
fn plain(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | '‘' | '`')).flat_map(char::to_lowercase).collect()
}

/// A person over the article of whose name no word is below.
fn stranger(article: &Article, parse: &Parse, sentence: &Range<usize>) -> Option<Range<usize>> {
    let all = &article.entities;
    let text = &parse.prose.text;
    let below = || article.prose.blocks.iter().filter(|block| !block.role.is_over()).map(|block| plain(block.span.of(text)));
    let outside: LazyCell<Vec<String>, _> = LazyCell::new(|| below().collect());
    let mention = all.mentions_in(sentence.clone()).find(|mention| {
        let words: Vec<String> = mention.tokens().map(|at| parse.word(at)).filter(|word| word.chars().count() > 2).map(plain).collect();
        let person = all.get(mention.entity).kind == EntityType::Person && mention.form.is_name() && parse.quoted_at(mention.first as usize).is_none();
        let class = |at: usize, class: Class| parse.tokens[at].entry.classes.has(class);
        let place = mention.tokens().any(|at| class(at, Class::Town) || class(at, Class::Country) || class(at, Class::PlaceWord) || class(at, Class::OrganizationWord));
        // "Whitaker Bridge", "the Oru plan": the name is a part of another.
        let part = parse.tags.get(mention.last as usize).is_some_and(|tag| tag.is_proper()) || mention.first > 0 && parse.tags[mention.first as usize - 1].is_proper() && mention.title.is_none();
        let shouted = mention.tokens().any(|at| parse.word(at).chars().count() > 1 && parse.word(at).chars().all(char::is_uppercase) || parse.tokens.get(at + 1).is_some_and(|next| !next.spaced && parse.word(at + 1).starts_with(|c: char| c.is_alphabetic())));
        let whole = mention.tokens().len() > 1 && mention.tokens().any(|at| class(at, Class::GivenName));
        // "Professor Ndiaye warns", "Ahlgren wins the regatta".
        let at = mention.first as usize;
        let lead = at.checked_sub(1).filter(|lead| *lead >= sentence.start);
        let styled = (mention.title.is_some() || mention.honorific) && (lead.is_none_or(|lead| lead < sentence.start + 2) || sentence.len() < 6);
        let acts = parse.tags.get(at + 1).is_some_and(|next| matches!(next, Tag::Vbz | Tag::Vbd)) && at == sentence.start && parse.lexicon.word(&parse.word(at).to_lowercase()).classes == Default::default();
        let whole = !shouted && (whole || mention.tokens().len() == 1 && parse.word(at).chars().count() > 3 && (styled || acts));
        // "Statement of Dan Holt", "An interview with Dan Holt", a byline: who speaks or wrote below.
        let talk = lead.and_then(|lead| lead.checked_sub(1)).is_some_and(|noun| parse.is_any(noun, &["interview", "conversation", "talk", "q&a", "chat", "podcast", "questions"]));
        let speaks = lead.is_some_and(|lead| parse.is_any(lead, &["of", "by"]) || parse.is(lead, "with") && (talk || lead > sentence.start && parse.tags[lead - 1].is_proper()));
        let alone = mention.tokens().len() + 1 >= sentence.len();
        person && whole && !speaks && !alone && !place && !part && !words.is_empty() && !outside.iter().any(|block| words.iter().any(|word| block.contains(word.as_str())))
    })?;
    let label = parse.is_any(mention.last as usize, &["|", ":"]);
    (!label).then(|| mention.tokens())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found_in;
    use crate::text::{Document, Format};

    const BODY: &str = "The harbour board met on Monday in the town hall. Ina Brook, an auditor, said that Dan Holt, the ferry manager, forged the accounts of the \
        company for three years. The council will hear her again in June. Holt denied it. The ferry sails on as before, with 14 new boats and a lock on the till. \
        Tickets are sold at the pier, where a queue of 1,204 people stood from early in the morning until the last boat had gone. The weather was good and the sea \
        was calm. In autumn the pier will be painted. The work takes a few weeks, and the boats will leave from the old quay for that time. Buses run from the \
        station to the quay all day.";

    fn found(headline: &str) -> Vec<String> {
        found_in(RULE.name, Document::new("a.md", format!("# {headline}\n\n{BODY}\n").as_str(), Format::Markdown), &Default::default())
    }

    #[test]
    fn what_the_article_only_has_from_somebody_is_asked_about() {
        for (headline, words) in [
            ("Ferry manager forged accounts", "forged accounts"),
            ("Dan Holt forged the accounts", "forged the accounts"),
            ("Harbour board buys forty boats", "forty"),
            ("Tickets sold out after Petra Ostberg sings", "Petra Ostberg"),
        ] {
            assert_eq!(found(headline), [words], "{headline}");
        }
        for headline in [
            "Auditor: ferry manager forged accounts",
            "Ferry manager “forged accounts”",
            "Ferry manager accused of forging accounts",
            "Did Dan Holt forge the accounts?",
            "Auditor says Holt forged accounts",
            "Fourteen boats for the harbour board",
            "1,200 people queue at the pier",
            "5 things to know about the pier",
            "The pier on Highway 40 will be painted",
            "Dan Holt denies it",
        ] {
            assert!(found(headline).is_empty(), "{headline} {:?}", found(headline));
        }
    }
}
