//! Who may have said what stands in quotation marks before the cursor. A name beside a quotation is a fact, so only people are offered who
//! may be there to say it, with the one verb that adds nothing.

use super::{About, Completion, CompletionKind};
use crate::article::Article;
use crate::entity::{Entity, EntityType, Form, Mention};
use crate::sourcing::QuotationKind;
use crate::syntax::{Parse, Shape, Tag};
use crate::text::Span;
use crate::workspace::Analysis;

/// People that are offered at most.
const MOST: usize = 20;

/// What tells of somebody who is no more, or of times long past.
const GONE: &[&str] = &["late", "died", "dead", "killed", "murdered", "century", "centuries", "buried", "ancestor", "ancestors"];

/// Behind these somebody is spoken of who does nothing here.
const ASIDE: &[&str] = &["by", "of", "after", "under", "since", "for", "like", "than", "before"];

/// What may follow a quotation that ends before the cursor: "said NAME" and "NAME said", those quoted last first. `None` where none ends.
pub(super) fn speakers(analysis: &Analysis, before: &str, offset: u32) -> Option<Vec<Completion>> {
    let article = &analysis.article;
    let at = before.rfind(['”', '"', '»', '“', '’', '\''])?;
    let behind = &before[at + before[at..].chars().next()?.len_utf8()..];
    let typed = behind.trim_start_matches(' ');
    let close = offset - behind.len() as u32;
    if typed.len() == behind.len() || typed.len() > 60 || !asks_for_speaker(article, close) {
        return None;
    }
    let span = Span::new(offset - typed.len() as u32, offset);
    let mut found = Vec::new();
    for (name, role) in candidates(article, close) {
        for text in [format!("said {name}"), format!("{name} said")] {
            let begins = text.get(..typed.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(typed));
            if begins && text.len() > typed.len() {
                let filter = super::shorter(text.clone());
                found.push(Completion { text, detail: role.clone(), kind: CompletionKind::Speaker, span, filter, about: About::Nothing });
            }
        }
    }
    Some(found)
}

/// Whether a quotation of somebody's words ends at a source offset, in a mark that lets the sentence go on, and its speaker does not stand
/// before it.
fn asks_for_speaker(article: &Article, close: u32) -> bool {
    let sourcing = &article.sourcing;
    let ends_there = |quotation: &&crate::sourcing::Quotation| article.source(quotation.span).end == close;
    let Some(quotation) = sourcing.quotations.iter().find(ends_there) else { return false };
    let words = quotation.span.of(&article.prose.text).trim_end_matches(['”', '"', '»', '“', '’', '\'']);
    let attribution = quotation.attribution.and_then(|index| sourcing.attributions.get(index as usize));
    let sentence = |at: u32| article.parse().sentences.partition_point(|sentence| sentence.span.end <= at);
    let named_before = attribution
        .and_then(|attribution| attribution.cue.as_ref()?.spans.first())
        .is_some_and(|cue| cue.start < quotation.span.start && sentence(cue.start) == sentence(quotation.span.start));
    quotation.kind != QuotationKind::Title && words.ends_with([',', '?', '!', '…', '—', '–']) && !named_before
}

/// The people who may speak, the one named last first, each with a name and a role.
fn candidates(article: &Article, close: u32) -> Vec<(&str, String)> {
    let all = &article.entities;
    let parse = article.parse();
    let telling = article.sourcing.telling();
    let mut people = Vec::new();
    for entity in all.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        let named: Vec<&Mention> = all.mentions_of(entity.id).filter(|mention| mention.form.is_name() && !mention.quoted).collect();
        let before = named.iter().copied().filter(|mention| article.source(mention.span).start < close);
        let Some(last) = before.clone().next_back() else { continue };
        if speaks(article, entity, &telling) || before.clone().any(|mention| is_present(&parse, mention)) {
            let short = named.iter().find(|mention| mention.form == Form::Surname);
            let name = short.map_or(entity.name.as_str(), |mention| mention.span.of(&article.prose.text));
            people.push((last.span.start, name, entity.role.clone()));
        }
    }
    people.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    people.into_iter().take(MOST).map(|(_, name, role)| (name, role)).collect()
}

/// Whether the article says of somebody that they said something.
fn speaks(article: &Article, entity: &Entity, telling: &[bool]) -> bool {
    let mut attributions = article.sourcing.attributions.iter().zip(telling);
    attributions.any(|(attribution, tells)| *tells && attribution.source.as_ref().is_some_and(|source| source.entity == Some(entity.id)))
}

/// Whether a mention shows somebody who is there: not "opened in 1897 by Princess Beatrice".
fn is_present(parse: &Parse, mention: &Mention) -> bool {
    let sentence = parse.sentences[parse.sentence_of(mention.first as usize)].tokens();
    let gone = sentence.clone().any(|at| is_year(parse, at) || parse.is_any(at, GONE));
    let titled = mention.title.map_or(mention.span.start, |title| title.start.min(mention.span.start));
    let mut before = parse.token_from_near(titled, mention.first as usize);
    while before > sentence.start && (parse.tags[before - 1].is_proper() || parse.tags[before - 1] == Tag::Dt) {
        before -= 1;
    }
    let aside = before > sentence.start && parse.is_any(before - 1, ASIDE);
    !gone && !aside
}

fn is_year(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let year = parse.tokens[at].shape == Shape::Number
        && word.len() == 4
        && word.starts_with(['1', '2'])
        && word.bytes().all(|byte| byte.is_ascii_digit());
    let before = at
        .checked_sub(1)
        .is_some_and(|before| parse.is_any(before, &["in", "of", "since", "until", "from", "by"]) || parse.tags[before].is_proper());
    year && before
}
