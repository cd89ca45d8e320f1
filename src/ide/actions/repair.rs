//! Repairs of one finding, and stubs where only a person knows the words.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::config::Settings;
use crate::entity::fold::folded;
use crate::entity::name::{sex_of_given, sex_of_title};
use crate::entity::{EntityType, Form, Mention};
use crate::fairness;
use crate::finding::Finding;
use crate::ide::edit::{Change, Original};
use crate::ide::excerpt;
use crate::prose::Role;
use crate::rules;
use crate::syntax::{QuotedEnd, Shape, Tag};
use crate::text::Span;
use crate::workspace::{Analysis, IndexedEntity, IndexedFile, Workspace};

/// A repair.
pub(super) struct Repair {
    pub title: String,
    pub change: Change,
    /// It is the obvious one.
    pub preferred: bool,
    /// It needs nobody's judgement.
    safe: bool,
}

/// The repairs of a finding, the best first.
pub(super) fn repairs(workspace: &Workspace, analysis: &Analysis, finding: &Finding) -> Vec<Repair> {
    let known = match finding.rule.as_ref() {
        "name-never-in-full" => full_names(workspace, analysis, finding),
        "acronym-not-spelled-out" => full_forms(workspace, analysis, finding),
        name => own(&analysis.article, &analysis.governing.settings, finding, name).into_iter().collect(),
    };
    known.into_iter().chain(repair(&analysis.article, finding)).collect()
}

/// The words that a newsroom asks for instead, outside quotations.
fn own(article: &Article, settings: &Settings, finding: &Finding, name: &str) -> Option<Repair> {
    let (found, words) = settings.own(name)?.wording.replacement(article, finding)?;
    let quoted = quoted(article, finding.span)
        || article.prose.block_at(found.start).is_some_and(|block| article.prose.blocks[block].role == Role::BlockQuote);
    let change = Original::from(article).replace(found, &words).filter(|_| !quoted)?;
    Some(Repair { title: format!("Write “{words}”"), change, preferred: true, safe: false })
}

/// The repair of a finding that says what to write, but somebody should look at it: never one that leaves TK.
pub(super) fn advised(article: &Article, settings: &Settings, finding: &Finding) -> Option<Change> {
    own(article, settings, finding, &finding.rule).or_else(|| certain(article, finding)).map(|repair| repair.change)
}

/// The repair of a finding that needs nobody's judgement.
pub(super) fn safe(article: &Article, finding: &Finding) -> Option<Change> {
    // No other rule has one, and a whole article is asked about at once.
    let has = matches!(finding.rule.as_ref(), "surname-before-full-name" | "unused-suppression");
    has.then(|| repair(article, finding)).flatten().filter(|repair| repair.safe).map(|repair| repair.change)
}

/// The obvious repair of a finding, made of words that stand in the article or among the rules.
pub(super) fn certain(article: &Article, finding: &Finding) -> Option<Repair> {
    repair(article, finding).filter(|repair| repair.preferred)
}

fn repair(article: &Article, finding: &Finding) -> Option<Repair> {
    let stub = |title: String, change: Option<Change>| Some(Repair { title, change: change?, preferred: false, safe: false });
    let certain = |title: String, change, safe| Some(Repair { title, change, preferred: true, safe });
    let text = Original::from(article);
    // What stands in a comment or in the front matter is no prose.
    let found = || article.prose.of_source(finding.span);
    let words = || Some(found()?.of(&article.prose.text));
    let short = || words().map(|words| excerpt::shorten(words, 40));
    match finding.rule.as_ref() {
        "unclosed-quotation" => {
            let (end, mark) = closing(article, finding)?;
            certain(format!("Close the quotation at the end of the paragraph with {mark}"), text.insert_after(end, mark)?, false)
        }
        "surname-before-full-name" => {
            let all = &article.entities;
            // Mentions are in text order, and what stands at a place in the source stands at one in the prose.
            let start = article.prose.to_prose(finding.span.start)?;
            let from = all.mentions.partition_point(|mention| mention.span.start < start);
            let mut there = all.mentions[from..].iter().take_while(|mention| mention.span.start == start);
            let mention =
                there.find(|mention| article.source(mention.span) == finding.span && !mention.quoted && stands_alone(article, mention))?;
            let full = all.mentions.get(all.get(mention.entity).first? as usize)?.span.of(&article.prose.text);
            // "Van Oru" of Marit Oru: a word would go, and no fix decides which spelling is right.
            let whole =
                mention.span.of(&article.prose.text).split_whitespace().all(|word| full.split_whitespace().any(|other| other == word));
            certain(format!("Write “{full}” here"), text.replace(mention.span, full).filter(|_| whole)?, true)
        }
        "unused-suppression" => {
            let comments = &article.prose.suppressions;
            let from = comments.partition_point(|comment| comment.span.end < finding.span.end);
            let comment = comments.get(from).filter(|comment| comment.span.contains(finding.span))?;
            let change = Change::unseen(with_its_line(article, comment.span), String::new(), -1);
            certain("Remove the comment: it silences nothing".into(), change, true)
        }
        "unknown-rule" => {
            let right = rules::nearest(finding.span.of(&article.document.text))?;
            certain(format!("Write “{right}”"), Change::unseen(finding.span, right.to_owned(), 0), false)
        }
        "name-never-in-full" if !quoted(article, finding.span) => {
            stub(format!("Ask for the full name: “TK {}”", short()?), text.insert_before(found()?.start, "TK "))
        }
        "speaker-without-role" | "person-without-role" if !quoted(article, finding.span) => {
            // The role ends where the sentence has a mark already.
            let marked = article.prose.text[found()?.end as usize..].starts_with([',', '.', ';', ':', '?', '!', ')']);
            let role = if marked { ", TK" } else { ", TK," };
            stub(format!("Ask for the role: “{}{role}”", short()?), text.insert_after(found()?.end, role))
        }
        "acronym-not-spelled-out" if !quoted(article, finding.span) => {
            stub(format!("Ask for the full form: “TK ({})”", short()?), text.replace(found()?, &format!("TK ({})", words()?)))
        }
        "unattributed-quotation" => {
            stub("Ask for the speaker: insert “TK said.” after the quotation".into(), text.insert_after(found()?.end, " TK said."))
        }
        "allegation-without-reply" => {
            let accused = fairness::accused(&fairness::Standing::new(article)).into_iter().map(|accused| accused.allegation);
            let here = |allegation: &fairness::Allegation| article.source(article.parse().span(allegation.tokens.clone())) == finding.span;
            let name = &article.entities.get(accused.into_iter().find(here)?.accused).name;
            let query = format!(" [CQ: reply of {}]", excerpt::shorten(name, 40));
            stub(
                format!("Ask for the reply: insert “{}”", query.trim_start()),
                text.insert_after(sentence_stop(article, found()?)? + 1, &query),
            )
        }
        "no-comment-unexplained" => query(&stub, &text, found()?, "how and when we asked"),
        "outlet-not-credited" if !quoted(article, finding.span) => query(&stub, &text, found()?, "name of the outlet"),
        "poll-without-method" if !quoted(article, finding.span) => query(&stub, &text, found()?, "pollster, sample, dates"),
        rule if rule.starts_with("unattributed-") && rules::find(rule).is_some() => {
            stub("Ask for a source: insert “, TK said”".into(), text.insert_before(sentence_stop(article, found()?)?, ", TK said"))
        }
        _ => None,
    }
}

/// A question in brackets behind the words, which `placeholder` then stops.
fn query(stub: &impl Fn(String, Option<Change>) -> Option<Repair>, text: &Original, found: Span, asked: &str) -> Option<Repair> {
    let mark = format!(" [CQ: {asked}]");
    stub(format!("Ask: insert “{}”", mark.trim_start()), text.insert_after(found.end, &mark))
}

/// Whether a surname may become the full name where it stands: not in "Mr and Mrs Coyle", "the young Coyle" or "Mr Coyle" of a woman.
fn stands_alone(article: &Article, mention: &Mention) -> bool {
    let parse = article.parse();
    let first = mention.first as usize;
    let word = |back: usize| first.checked_sub(back).map_or("", |at| parse.word(at));
    let determined = first
        .checked_sub(1)
        .is_some_and(|at| matches!(parse.tags[at], Tag::Dt | Tag::Pdt | Tag::PrpS | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd));
    if determined && mention.title.is_none() || is_and(word(1)) && parse.tokens[first - 1].shape == Shape::Punctuation {
        return false;
    }
    if !mention.honorific {
        return true;
    }
    // "Mr and Mrs", "Mr. & Mrs.", "Messrs", "Drs".
    let many = is_and(word(2)) || word(1).trim_end_matches('.').ends_with("rs") && !word(1).starts_with("Mrs");
    let full = article.entities.get(mention.entity);
    let given = parse.lexicon.word(full.name.split(' ').next().unwrap_or_default()).classes;
    let differs = sex_of_title(word(1)).zip(sex_of_given(given)).is_some_and(|(title, given)| title != given);
    !many && !differs
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "&" | "or" | "And")
}

fn quoted(article: &Article, span: Span) -> bool {
    article.sourcing.quotations.iter().any(|quotation| article.source(quotation.span).overlaps(span))
}

/// The full name that other articles give a surname, if they all give the same.
fn full_names(workspace: &Workspace, analysis: &Analysis, finding: &Finding) -> Vec<Repair> {
    let article = &analysis.article;
    let Some(found) = article.prose.of_source(finding.span).filter(|_| !quoted(article, finding.span)) else { return Vec::new() };
    let wanted: String = folded(found.of(&article.prose.text)).collect();
    let family = |entity: &IndexedEntity| {
        let rest = entity.folded.strip_suffix(&*wanted).filter(|rest| rest.ends_with(' '));
        entity.kind == EntityType::Person && rest.is_some()
    };
    let forms = named_elsewhere(workspace, analysis, |_, entity| family(entity));
    if forms.len() > 1 { Vec::new() } else { from_elsewhere(article, found, forms, |full| full.to_owned()) }
}

/// The full forms that other articles give an acronym, two at most.
fn full_forms(workspace: &Workspace, analysis: &Analysis, finding: &Finding) -> Vec<Repair> {
    let article = &analysis.article;
    let Some(found) = article.prose.of_source(finding.span).filter(|_| !quoted(article, finding.span)) else { return Vec::new() };
    let acronym = found.of(&article.prose.text);
    let given = |file: &IndexedFile, entity: &IndexedEntity| {
        let same = |mention: &crate::workspace::IndexedMention| {
            mention.form == Form::Acronym && file.held().is_some_and(|text| mention.span.of(text) == acronym)
        };
        entity.name.contains(' ') && entity.mentions.iter().any(same)
    };
    from_elsewhere(article, found, named_elsewhere(workspace, analysis, given), |full| format!("{full} ({acronym})"))
}

/// A repair for each of the first two names that other articles give, written as `form` makes them.
fn from_elsewhere(article: &Article, found: Span, names: BTreeMap<String, String>, form: impl Fn(&str) -> String) -> Vec<Repair> {
    let repair = |(full, file): (String, String)| {
        let words = form(&full);
        let change = Original::from(article).replace(found, &words)?;
        Some(Repair { title: format!("Write “{words}”, as in {file}"), change, preferred: false, safe: false })
    };
    names.into_iter().take(2).filter_map(repair).collect()
}

/// The names that other articles give to what fits, each with one such article's file name.
fn named_elsewhere(
    workspace: &Workspace,
    analysis: &Analysis,
    fits: impl Fn(&IndexedFile, &IndexedEntity) -> bool,
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in workspace.files().filter(|file| Some(&file.path) != analysis.path.as_ref()) {
        for entity in file.entities.iter().filter(|entity| fits(file, entity)) {
            let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            found.entry(entity.name.to_string()).or_insert(name);
        }
    }
    found
}

/// The closing mark that fits the opening one, and where it belongs: behind the last word of the quotation's paragraph, in prose bytes.
fn closing(article: &Article, finding: &Finding) -> Option<(u32, &'static str)> {
    let parse = article.parse();
    let opens_here =
        |open: u32| parse.tokens.get(open as usize).is_some_and(|token| article.source(token.span).start == finding.span.start);
    let quoted = parse.quoted.iter().find(|quoted| quoted.ends == QuotedEnd::Unclosed && opens_here(quoted.open))?;
    let mark = match parse.word(quoted.open as usize) {
        "“" => "”",
        "„" | "‟" => "“",
        "‘" => "’",
        "«" => "»",
        "''" | "``" => "''",
        "\"" => "\"",
        "'" => "'",
        _ => return None,
    };
    let last = parse.tokens.get((quoted.end as usize).checked_sub(1)?)?;
    Some((last.span.end, mark))
}

/// The place before the full stop of the sentence that holds the words `found`, all in prose bytes.
fn sentence_stop(article: &Article, found: Span) -> Option<u32> {
    let parse = article.parse();
    let sentence = parse.sentences.get(parse.sentences.partition_point(|sentence| sentence.span.end <= found.start))?;
    let last = parse.tokens.get((sentence.last as usize).checked_sub(1)?)?;
    let stop = last.shape == Shape::Punctuation && last.span.of(&article.prose.text).starts_with(['.', '!']);
    stop.then_some(last.span.start)
}

/// A comment with its line and the empty line after it, when nothing else stands on the line.
fn with_its_line(article: &Article, comment: Span) -> Span {
    let text = &article.document.text;
    let (first, last) = (article.lines.line_of(comment.start), article.lines.line_of(comment.end.saturating_sub(1)));
    let line = |number| article.lines.line(text, number);
    let (Some(begin), Some(end)) = (line(first), line(last)) else { return comment };
    let alone =
        Span::new(begin.start, comment.start).of(text).trim().is_empty() && Span::new(comment.end, end.end).of(text).trim().is_empty();
    if !alone {
        return comment;
    }
    let after = if line(last + 1).is_some_and(|next| next.of(text).trim().is_empty()) { last + 2 } else { last + 1 };
    Span::new(begin.start, line(after).map_or(text.len() as u32, |next| next.start))
}
