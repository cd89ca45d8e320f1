//! What the way an article is written tells of its kind: questions and answers, the writer's own "I", a note on whose views it holds.

use memchr::memmem;

use crate::article::Article;
use crate::prose::{Block, Role};
use crate::rules::Kind;

/// Questions that make an interview, at the least.
const QUESTIONS: usize = 4;

/// Blocks that a speaker's label opens, at the least.
const LABELS: usize = 6;

/// Sentences outside quotations from which on the writer's person is told.
const SENTENCES: usize = 12;

/// The kind, and what tells it.
pub(super) fn kind(article: &Article) -> Option<(Kind, String)> {
    let told = |kind, because: &str| Some((kind, because.to_owned()));
    if asks_and_answers(article) || is_labelled(article) {
        return told(Kind::Interview, "questions and answers");
    }
    if disclaims(article) {
        return told(Kind::Opinion, "a note on whose views it holds");
    }
    if is_announced(article) {
        return told(Kind::Opinion, "a note that it is a column");
    }
    if is_personal(article) { told(Kind::Opinion, "written in the first person") } else { None }
}

fn body(article: &Article) -> impl Iterator<Item = (&Block, &str)> {
    let prose = &article.prose;
    let is_text = |role| matches!(role, Role::Paragraph | Role::Heading | Role::ListItem | Role::BlockQuote);
    prose.blocks.iter().filter(move |block| is_text(block.role)).map(|block| (block, block.span.of(&prose.text)))
}

/// Whether a text holds one of `words`, as words.
fn has(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

/// Whether questions to somebody stand between paragraphs in which somebody says "I" or "we".
fn asks_and_answers(article: &Article) -> bool {
    let (mut questions, mut to_somebody, mut answers, mut own) = (0, 0, 0, 0);
    let mut asked = false;
    for (_, text) in body(article) {
        let quoted = text.starts_with(['“', '"', '‘']);
        if text.trim_end_matches(['*', '_', ' ']).ends_with('?') && !quoted && text.len() <= 600 {
            questions += 1;
            to_somebody += usize::from(has(text, &["you", "your", "yours"]));
            asked = true;
        } else if asked {
            answers += 1;
            own += usize::from(has(text, &["I", "my", "me", "we", "our"]));
            asked = false;
        }
    }
    questions >= QUESTIONS && to_somebody * 2 >= questions && answers * 2 >= questions && own * 5 >= answers * 2
}

/// Whether the same few labels open many paragraphs: "Oru: …", "Q. …".
fn is_labelled(article: &Article) -> bool {
    let mut labels: Vec<(&str, usize)> = Vec::new();
    let mut all = 0;
    for (_, text) in body(article) {
        all += 1;
        let Some(label) = label(text) else { continue };
        match labels.iter().position(|(other, _)| *other == label) {
            Some(known) => labels[known].1 += 1,
            None if labels.len() < 12 => labels.push((label, 1)),
            None => {}
        }
    }
    let often: usize = labels.iter().map(|(_, count)| *count).filter(|count| *count >= 2).sum();
    let several = labels.iter().filter(|(_, count)| *count >= 2).count() >= 2;
    several && often >= LABELS && often * 3 >= all
}

/// A speaker's label: capitalised words or capitals before a colon; capitals before a stop.
fn label(text: &str) -> Option<&str> {
    let at = text.char_indices().take(30).find(|(_, c)| matches!(c, ':' | '.' | '?' | '!' | ',')).map(|(at, _)| at)?;
    let label = &text[..at];
    let capitals = label.chars().all(|c| c.is_uppercase() || c == ' ') && label.len() <= 4;
    let name = label.split(' ').count() <= 3 && label.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let follows = text[at + 1..].starts_with(' ');
    (!label.is_empty() && follows && (text[at..].starts_with(':') && name || text[at..].starts_with('.') && capitals)).then_some(label)
}

/// Whether a note says that the views are not the paper's.
fn disclaims(article: &Article) -> bool {
    let prose = &article.prose;
    prose.blocks.iter().filter(|block| matches!(block.role, Role::Boilerplate | Role::Paragraph) && block.span.len() < 700).any(|block| {
        let text = block.span.of(&prose.text);
        // Most blocks hold no such word, and need not be copied.
        ["reflect", "REFLECT", "xpressed"].iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some()) && {
            let lower = text.to_lowercase();
            let views = ["view", "opinion"].iter().any(|word| lower.contains(word));
            views
                && (lower.contains("not necessarily reflect")
                    || lower.contains("expressed are those of")
                    || lower.contains("expressed in this"))
        }
    })
}

/// "The following is a column …": a note before or behind the text.
fn is_announced(article: &Article) -> bool {
    let prose = &article.prose;
    let few = prose.blocks.iter().take(4).chain(prose.blocks.iter().rev().take(3));
    few.filter(|block| block.span.len() < 400).any(|block| {
        let words: Vec<String> = block.span.of(&prose.text).split(|c: char| !c.is_alphanumeric()).take(12).map(str::to_lowercase).collect();
        let is = |word: &str, any: &[&str]| any.contains(&word);
        words.windows(4).any(|four| {
            is(&four[0], &["this", "following", "preceding"])
                && is(&four[1], &["is", "was"])
                && is(&four[2], &["a", "an"])
                && is(&four[3], &["column", "editorial", "opinion", "commentary", "op"])
        })
    })
}

/// Whether the writer speaks as "I" in one sentence of seven outside quotations, or as "I", "we" and "we should" in two of five.
fn is_personal(article: &Article) -> bool {
    let parse = article.parse();
    let (mut all, mut own, mut ours, mut urging) = (0usize, 0usize, 0usize, 0usize);
    for (index, sentence) in parse.sentences.iter().enumerate() {
        if !matches!(parse.block_of(index).role, Role::Paragraph | Role::ListItem) {
            continue;
        }
        let (mut words, mut i, mut we, mut should) = (0, false, false, false);
        for at in sentence.tokens().filter(|at| parse.tokens[*at].shape.is_word()) {
            if parse.quoted_at(at).is_some() {
                continue;
            }
            words += 1;
            if parse.tokens[at].span.len() <= 6 && parse.word(at).starts_with(['i', 'I', 'm', 'M', 'w', 'W', 'o', 'O', 'u', 'U', 's', 'S'])
            {
                i |= parse.is_any(at, &["I", "my", "me"]);
                we |= parse.is_any(at, &["we", "our", "us"]) && parse.word(at) != "US";
                should |= parse.is_any(at, &["should", "must", "ought"]);
            }
        }
        if words >= 4 {
            all += 1;
            own += usize::from(i);
            ours += usize::from(we);
            urging += usize::from(should);
        }
    }
    all >= SENTENCES && (own * 100 >= all * 15 || (own + ours + urging) * 5 >= all * 2)
}
