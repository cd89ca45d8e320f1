//! Reads the corpora and brings their words into the form in which the program's own tokens have them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use onrecord::lexicon::Lexicon;
use onrecord::prose::{Block, Prose, Role};
use onrecord::syntax::{Shape, Tag, Token, quotation_marks, sentence, token};
use onrecord::text::Span;
use sha2::{Digest, Sha256};

use crate::manifest::Manifest;

/// One sentence with a label a token.
#[derive(Clone)]
pub struct Sentence<L> {
    /// Which document it is from.
    pub document: String,
    /// Its words.
    pub text: String,
    /// Its tokens, as the program splits them.
    pub tokens: Vec<Token>,
    /// A label a token.
    pub labels: Vec<L>,
}

/// Splits a text into tokens as the program does.
pub fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    token::tokenize(text, Span::new(0, text.len() as u32), Lexicon::shipped(), &mut tokens);
    tokens
}

impl<L: Clone> Sentence<L> {
    /// The same sentence with its letters changed, or nothing where that changes how it splits.
    pub fn recased(&self, change: impl Fn(&str) -> String) -> Option<Sentence<L>> {
        let text = change(&self.text);
        let tokens = tokens_of(&text);
        (tokens.len() == self.tokens.len()).then(|| Sentence { text, tokens, ..self.clone() })
    }
}

impl Sentence<Tag> {
    /// What stands behind one of its commas or conjunctions, as a sentence of its own with a capital. `choice` tells which one.
    pub fn tail(&self, choice: usize) -> Option<Sentence<Tag>> {
        let starts =
            |at: &usize| matches!(self.labels[at - 1], Tag::Comma | Tag::Cc | Tag::Colon) && self.tokens[*at].shape == Shape::Lower;
        let places: Vec<usize> = (1..self.tokens.len().saturating_sub(3)).filter(starts).collect();
        let at = *places.get(choice % places.len().max(1))?;
        let rest = &self.text[self.tokens[at].span.start as usize..];
        let mut letters = rest.chars();
        let text: String = letters.next()?.to_uppercase().chain(letters).collect();
        let tokens = tokens_of(&text);
        let labels = self.labels[at..].to_vec();
        (tokens.len() == labels.len()).then(|| Sentence { document: self.document.clone(), text, tokens, labels })
    }
}

/// Capitalises each word, small ones excepted.
pub fn title_case(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let small = ["a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "but", "at", "by", "as", "with"].contains(&word);
        let mut letters = word.chars();
        words.push(match letters.next() {
            Some(first) if !small => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        });
    }
    words.join(" ")
}

/// The tagged sentences of MASC (`word_TAG`), but for the categories that are hardly prose.
pub fn masc(data: &Path, manifest: &mut Manifest) -> Result<Vec<Sentence<Tag>>> {
    let folder = data.join("open/masc");
    let categories = fs::read_to_string(folder.join("categories.txt")).context("categories.txt of MASC")?;
    let mut sentences = Vec::new();
    for line in categories.lines() {
        let Some((path, category)) = line.split_once(' ') else { continue };
        if ["spam", "email", "technical", "face-to-face", "telephone", "twitter"].contains(&category.trim()) {
            continue;
        }
        let bytes = fs::read(folder.join(path)).with_context(|| path.to_owned())?;
        manifest.input(&format!("open/masc/{path}"), &bytes);
        let document = format!("{}/{path}", category.trim());
        for line in String::from_utf8_lossy(&bytes).lines() {
            let words: Vec<(&str, &str)> = line.split_whitespace().filter_map(|word| word.rsplit_once('_')).collect();
            sentences.extend(tagged(&document, &words));
        }
    }
    Ok(sentences)
}

/// The tagged sentences of GUM's academic and court documents. Its news and interviews are left out: names are scored on them.
pub fn gum(data: &Path, manifest: &mut Manifest) -> Result<Vec<Sentence<Tag>>> {
    let mut paths: Vec<_> = fs::read_dir(data.join("open/gum"))?.collect::<Result<Vec<_>, _>>()?.iter().map(|entry| entry.path()).collect();
    paths.sort();
    let mut sentences = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !(name.starts_with("GUM_academic") || name.starts_with("GUM_court")) {
            continue;
        }
        let bytes = fs::read(&path)?;
        manifest.input(&format!("open/gum/{name}"), &bytes);
        let text = String::from_utf8_lossy(&bytes);
        for block in text.split("\n\n") {
            let rows = block.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
            let rows: Vec<Vec<&str>> = rows.filter(|row| row.len() > 4 && row[0].bytes().all(|b| b.is_ascii_digit())).collect();
            let words: Vec<(&str, &str)> = rows.iter().map(|row| (row[1], row[4])).collect();
            sentences.extend(tagged(&name, &words));
        }
    }
    Ok(sentences)
}

/// Sets the words of a corpus as running text and gives each of the program's own tokens its tag.
fn tagged(document: &str, words: &[(&str, &str)]) -> Option<Sentence<Tag>> {
    let mut text = String::new();
    let mut spans = Vec::new();
    let (mut glue, mut quoted) = (true, false);
    for (index, (word, tag)) in words.iter().enumerate() {
        let hyphen = matches!(*word, "-" | "/" | "–") && matches!(*tag, "HYPH" | "-" | "/" | "NN" | ":" | "SYM");
        let hyphen = hyphen && index > 0 && index + 1 < words.len() && words[index - 1].0.ends_with(char::is_alphanumeric);
        let contraction = word.starts_with(['\'', '’']) && word.len() > 1 || *word == "n't" || *word == "n’t" || *tag == "POS";
        let closes = hyphen
            || contraction
            || matches!(*word, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "...")
            || (*word == "\"" && quoted);
        if !(glue || closes) {
            text.push(' ');
        }
        if *word == "\"" {
            quoted = !quoted;
        }
        glue = hyphen || matches!(*word, "(" | "[" | "{" | "$" | "“" | "‘" | "``" | "#") || (*word == "\"" && quoted);
        let start = text.len();
        text.push_str(word);
        spans.push((start, text.len(), *tag));
    }
    let tokens = tokens_of(&text);
    if tokens.len() < 2 {
        return None;
    }
    let mut labels = Vec::with_capacity(tokens.len());
    let mut from = 0;
    for token in &tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        while from < spans.len() && spans[from].1 <= start {
            from += 1;
        }
        let parts: Vec<&str> = spans[from..].iter().take_while(|span| span.0 < end).map(|span| span.2).collect();
        let next = spans[from..].iter().find(|span| span.0 >= end).map_or("", |span| span.2);
        labels.push(one_tag(token, token.span.of(&text), &parts, next)?);
    }
    // MASC takes "cannot" for a noun, and the verb behind it too.
    for at in 1..labels.len() {
        if tokens[at - 1].span.of(&text).eq_ignore_ascii_case("cannot") && matches!(labels[at], Tag::Nn | Tag::Vbp) {
            labels[at] = Tag::Vb;
        }
    }
    Some(Sentence { document: document.to_owned(), text, tokens, labels })
}

/// The tag of a token that is one or more words of the corpus.
fn one_tag(token: &Token, word: &str, parts: &[&str], next: &str) -> Option<Tag> {
    let (first, last) = (parts.first()?, parts.last()?);
    let hyphenated = parts.len() > 1 && parts.iter().any(|part| matches!(*part, "HYPH" | "-" | ":"));
    let name = match *last {
        "VBN" | "VBG" | "VBD" | "JJ" if hyphenated => "JJ",
        "NN" | "CD" | "NNS" if hyphenated && next.starts_with("NN") => "JJ",
        "." | ":" | "," if parts.len() > 1 => first,
        tag => tag,
    };
    let tag = match name {
        "(" | "LRB" => Tag::Open,
        ")" => Tag::Close,
        "HYPH" | "-" | "..." | "NFP" => Tag::Colon,
        "AFX" => Tag::Jj,
        "ADD" | "GW" => Tag::Nn,
        "SYM" | "/" => Tag::Sym,
        _ => Tag::from_name(name)?,
    };
    let abbreviation = word.ends_with('.') && token.shape.is_capitalized() && tag == Tag::Nn;
    Some(match tag {
        // MASC was tagged by machine first, and this much of it is plainly wrong: "Inc._NN", "$40_NN", "to" is TO everywhere.
        _ if abbreviation => Tag::Nnp,
        _ if token.shape == Shape::Number => Tag::Cd,
        _ if word.eq_ignore_ascii_case("to") => Tag::To,
        _ if word.eq_ignore_ascii_case("cannot") => Tag::Md,
        _ if word.eq_ignore_ascii_case("that") && matches!(tag, Tag::Rb) => Tag::Dt,
        _ => tag,
    })
}

/// A document of names: its text, and spans in code points with a type.
#[derive(serde::Deserialize)]
pub struct Named {
    /// Identifier.
    pub id: String,
    /// A sentence a line.
    pub text: String,
    /// Start, end, type.
    pub entities: Vec<(usize, usize, String)>,
}

/// The documents of a JSON Lines file of names.
pub fn named(data: &Path, path: &str, manifest: Option<&mut Manifest>) -> Result<Vec<Named>> {
    let bytes = fs::read(data.join(path)).with_context(|| path.to_owned())?;
    if let Some(manifest) = manifest {
        manifest.input(path, &bytes);
    }
    let lines = std::str::from_utf8(&bytes)?.lines();
    lines.map(|line| serde_json::from_str(line).with_context(|| path.to_owned())).collect()
}

/// The sentences of a text that has one or more of them a line, each with the byte where it starts.
pub fn sentences_in(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(0, line.len() as u32);
        let block = Block { span, role: Role::Paragraph, dateline: None, level: 0 };
        let prose = Prose { text: line.to_owned(), blocks: vec![block], ..Prose::default() };
        let mut sentences = Vec::new();
        let tokens = tokens_of(line);
        let quoted = quotation_marks::pair(&prose, &tokens, std::slice::from_ref(&(0..tokens.len())));
        sentence::split(&prose, 0, &tokens, 0..tokens.len(), &quoted, &mut sentences);
        found.extend(sentences.iter().map(|sentence| (&line[sentence.span.range()], start + sentence.span.start as usize)));
        start += line.len();
    }
    found
}

/// A labelled article, as far as its names go.
#[derive(serde::Deserialize)]
struct Article {
    id: String,
    ship: String,
    text: String,
    sentences: Vec<Place>,
    names: Vec<Labelled>,
}

/// A labelled sentence, in code points.
#[derive(serde::Deserialize)]
struct Place {
    start: usize,
    end: usize,
    #[serde(default)]
    furniture: bool,
}

/// One whom or which an article names, with all the forms that it uses.
#[derive(serde::Deserialize)]
struct Labelled {
    #[serde(rename = "type")]
    kind: String,
    forms: Vec<String>,
}

/// The names of the labelled articles whose words may be shipped, without the locked fifth: a sentence a line, each form marked wherever it
/// stands, the longest first. A sentence with a form that two kinds of names share is left out.
pub fn articles(data: &Path, path: &str, manifest: &mut Manifest) -> Result<Vec<Named>> {
    let bytes = fs::read(data.join(path)).with_context(|| path.to_owned())?;
    manifest.input(path, &bytes);
    let mut documents = Vec::new();
    for line in std::str::from_utf8(&bytes)?.lines() {
        let article: Article = serde_json::from_str(line).with_context(|| path.to_owned())?;
        if article.ship == "words" && !locked(&article.id) {
            documents.push(marked(&article));
        }
    }
    Ok(documents)
}

/// Whether an article is of the fifth that is read for final figures only.
fn locked(id: &str) -> bool {
    // 256 leaves 1 when it is divided by 5, so a number leaves what the sum of its bytes does.
    Sha256::digest(id).iter().map(|byte| u32::from(*byte)).sum::<u32>() % 5 == 0
}

fn marked(article: &Article) -> Named {
    let straight = |text: &str| -> Vec<char> {
        let one = |letter| match letter {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        };
        text.chars().map(one).collect()
    };
    let mut forms: Vec<(Vec<char>, &str)> =
        article.names.iter().flat_map(|name| name.forms.iter().map(|form| (straight(form), name.kind.as_str()))).collect();
    forms.retain(|(form, _)| !form.is_empty());
    forms.sort_by_key(|(form, kind)| (std::cmp::Reverse(form.len()), form.clone(), *kind));
    forms.dedup();
    let shared: Vec<&[char]> = forms.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0.as_slice()).collect();
    let letters: Vec<char> = article.text.chars().collect();
    let (mut text, mut entities) = (String::new(), Vec::new());
    let mut length = 0;
    for place in article.sentences.iter().filter(|place| !place.furniture) {
        let Some(sentence) = letters.get(place.start..place.end) else { continue };
        let sentence: String = sentence.iter().map(|letter| if letter.is_whitespace() { ' ' } else { *letter }).collect();
        let plain = straight(&sentence);
        let mut taken = vec![false; plain.len()];
        let (mut here, mut doubtful) = (Vec::new(), false);
        for (form, kind) in &forms {
            for start in 0..(plain.len() + 1).saturating_sub(form.len()) {
                let end = start + form.len();
                let part_of_a_word = |at: Option<&char>| at.is_some_and(|letter| letter.is_alphanumeric());
                if plain[start..end] != **form
                    || taken[start..end].contains(&true)
                    || (start > 0 && part_of_a_word(plain.get(start - 1)))
                    || part_of_a_word(plain.get(end))
                {
                    continue;
                }
                taken[start..end].fill(true);
                doubtful |= shared.contains(&form.as_slice());
                let kind = match *kind {
                    "P" => "PER",
                    "O" => "ORG",
                    "L" => "LOC",
                    _ => "MISC",
                };
                here.push((length + start, length + end, kind.to_owned()));
            }
        }
        if !doubtful {
            length += plain.len() + 1;
            text += &sentence;
            text.push('\n');
            entities.extend(here);
        }
    }
    Named { id: article.id.clone(), text, entities }
}
