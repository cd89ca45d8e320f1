//! Offered edits: after any of them the prose is what it was, but for the words that the edit replaces and its title names.
//!
//! The check does not trust the one in `ide::edit`: it compares the words before and after with what the title says.

use std::path::{Path, PathBuf};

use fastrand::Rng;
use onrecord::config::Config;
use onrecord::entity::fold::folded;
use onrecord::ide::Replacement;
use onrecord::ide::actions::{Action, ActionKind, Effect, actions};
use onrecord::ide::completion::{CompletionKind, completions};
use onrecord::ide::rename::{Renaming, prepare, rename};
use onrecord::prose::Prose;
use onrecord::text::{Document, Format, Span};
use onrecord::workspace::{Analysis, Configurations, Workspace};
use unicode_normalization::char::is_combining_mark;

use super::{runner, text};

#[test]
fn edits_change_what_they_name() {
    runner::each("edits", 300, one);
}

fn one(rng: &mut Rng) {
    let format = text::format(rng);
    let source = text::article(rng, format);
    let path = PathBuf::from("/nowhere").join(text::path(format));
    let governing = Configurations::default().of(Some(&path), None);
    let analysis = Analysis::new(Document::new("article", source.as_str(), format), Some(path), governing, 1, None);
    let before = &flat(analysis.article.prose.clone(), format);
    let all = Span::new(0, source.len() as u32);
    for action in actions(&Workspace::default(), &analysis, all, &[PathBuf::from("/nowhere")]) {
        match &action.effect {
            Effect::Edit(edits) => {
                let after = flat(Prose::read(&Document::new("article", applied(&source, edits), format)), format);
                keeps_its_word(&action, before, &after, &source);
            }
            Effect::Configure { text, entry, .. } => {
                let whole = text.as_deref().unwrap_or_default().to_owned() + entry;
                assert!(Config::parse(Path::new("/nowhere/onrecord.toml"), &whole).is_ok(), "{entry}");
            }
            Effect::Page(_) | Effect::Ledger => {}
        }
    }
    for _ in 0..6 {
        let at = place(rng, &source);
        renamed(rng, &analysis, at, format);
        completed(&analysis, place(rng, &source));
    }
}

/// Where the lines of plain text are joined is guessed from their lengths, so that an edit may move it.
fn flat(prose: Prose, format: Format) -> Prose {
    if format == Format::Plain { Prose { text: prose.text.replace('\n', " "), ..prose } } else { prose }
}

fn applied(source: &str, edits: &[Replacement]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "edits overlap: {edits:?} in {source:?}");
    let mut changed = source.to_owned();
    edits.iter().rev().for_each(|edit| changed.replace_range(edit.span.range(), &edit.text));
    changed
}

fn place(rng: &mut Rng, source: &str) -> u32 {
    let mut at = rng.usize(..=source.len());
    while !source.is_char_boundary(at) || source[..at].ends_with('\r') && source[at..].starts_with('\n') {
        at -= 1;
    }
    at as u32
}

fn keeps_its_word(action: &Action, before: &Prose, after: &Prose, source: &str) {
    let Action { title, kind, .. } = action;
    let fault = |what: &str| format!("{title}: {what}\n{:?}\n{:?}\n{source:?}", before.text, after.text);
    if *kind == ActionKind::FixAll {
        // Full names add words, comments have none.
        let words = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).map(|word| folded(word).collect()).collect::<Vec<String>>()
        };
        let mut new = words(&after.text).into_iter();
        assert!(
            words(&before.text).iter().filter(|word| !word.is_empty()).all(|word| new.any(|other| other == *word)),
            "{}",
            fault("words are gone")
        );
        return;
    }
    if title.contains("comment") || before.text == after.text {
        assert_eq!(before.text, after.text, "{}", fault("readers see it"));
        return;
    }
    // A title that names many words shortens them.
    let shortened = title.contains('…');
    let fold = |words: &str| folded(words).collect::<String>();
    let names = |words: &str| fold(title).contains(&fold(words)) || shortened;
    let told = |(gone, come): (&str, &str)| names(gone) && names(come.trim());
    // “a, TK, b” from “a, b” is “, TK” or “TK, ”, as one begins at the front or at the back.
    let (front, back) = (difference(&before.text, &after.text), difference_from_back(&before.text, &after.text));
    assert!(told(front) || told(back), "{}", fault(&format!("gone and come: {front:?}")));
}

/// What of `before` is gone and what of `after` has come, behind all that both begin with and before what both end with.
fn difference<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let head = shared(before.chars(), after.chars());
    let (before, after) = (&before[head..], &after[head..]);
    let tail = shared(before.chars().rev(), after.chars().rev());
    (&before[..before.len() - tail], &after[..after.len() - tail])
}

/// The same, but before all that both end with.
fn difference_from_back<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let tail = shared(before.chars().rev(), after.chars().rev());
    let (before, after) = (&before[..before.len() - tail], &after[..after.len() - tail]);
    let head = shared(before.chars(), after.chars());
    (&before[head..], &after[head..])
}

/// Bytes of the characters that two texts begin with alike.
fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum()
}

fn renamed(rng: &mut Rng, analysis: &Analysis, at: u32, format: Format) {
    let Some(name) = prepare(&analysis.article, at) else { return };
    let source = &*analysis.article.document.text;
    // Letters that stand nowhere else tell the new name from the old words.
    let new = text::one_of(rng, &["ЖЖ", "ЖЖ ЦЦ", "ЖЖ фон ЦЦ", "Ж'Ж ЦЦ", "ЖЖ & ЦЦ", "ЖЖ “ЦЦ” ЩЩ", "ЖЖ_ЦЦ ЩЩ", "Ж\"Ж"]);
    let Ok(Renaming { here, .. }) = rename(&Workspace::default(), analysis, at, new) else { return };
    let edits: Vec<Replacement> = here.into_iter().map(|renamed| renamed.replacement).collect();
    let changed = applied(source, &edits);
    // Where the lines of plain text are joined is guessed from their lengths.
    let after = Prose::read(&Document::new("article", changed, format)).text.replace('\n', " ");
    let before = &analysis.article.prose.text.replace('\n', " ");
    let entities = &analysis.article.entities;
    let same = entities.entities.iter().filter(|entity| entity.name == name.full);
    let mentions = same.flat_map(|entity| entities.mentions_of(entity.id));
    let old: Vec<String> = mentions.map(|mention| mention.span.of(before).to_lowercase()).collect();
    let fault = || format!("{} -> {new}\n{before:?}\n{after:?}\n{source:?}", name.full);
    let mut rest = before.as_str();
    for piece in after.split(is_new) {
        // “Ross’ shop” becomes “Ж’s shop”.
        let stays = rest.contains(piece.trim_matches(|c| matches!(c, ' ' | '“' | '”')));
        let piece = ["’s", "'s"].iter().find_map(|ending| piece.strip_prefix(ending).filter(|_| !stays)).unwrap_or(piece);
        if piece.is_empty() || piece.chars().all(|c| matches!(c, ' ' | '\'' | '&' | '“' | '”' | '_' | '"')) {
            continue;
        }
        let Some(found) = rest.find(piece.trim_matches(|c| matches!(c, ' ' | '“' | '”'))) else {
            panic!("{piece:?} is new: {}", fault())
        };
        let gone = rest[..found].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in gone {
            let of_name = old.iter().any(|old| old.contains(&word.to_lowercase()));
            assert!(of_name, "{word:?} is gone: {}", fault());
        }
        rest = &rest[found + piece.trim_matches(|c| matches!(c, ' ' | '“' | '”')).len()..];
    }
}

fn is_new(c: char) -> bool {
    matches!(c, 'Ж' | 'Ц' | 'Щ' | 'ф' | 'о' | 'н' | 'Ф' | 'О' | 'Н')
}

/// A completion takes only what was typed before the cursor, and of that only the beginning of what it writes.
fn completed(analysis: &Analysis, at: u32) {
    let source = &analysis.article.document.text;
    for completion in completions(&Workspace::default(), analysis, at) {
        assert_eq!(completion.span.end, at, "{completion:?} in {source:?}");
        let typed = completion.span.of(source);
        if matches!(completion.kind, CompletionKind::Name(_)) {
            let letter = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '\u{300}'..='\u{36f}');
            assert!(typed.chars().all(letter), "{completion:?} in {source:?}");
            let words = |text: &str| {
                text.split(' ').map(|word| folded(word).collect::<String>()).filter(|word| !word.is_empty()).collect::<Vec<_>>()
            };
            let (typed, text) = (words(typed), words(&completion.text));
            let begins =
                |from: usize| typed.iter().enumerate().all(|(at, word)| text.get(from + at).is_some_and(|full| full.starts_with(word)));
            assert!((0..text.len()).any(begins), "{completion:?} in {source:?}");
        }
        assert!(!typed.contains(['\n', '\r']), "{completion:?} in {source:?}");
    }
}
