//! When two findings are the same one: what a text's earlier version and a baseline are asked.
//!
//! Lines say nothing, since a paragraph is one line; nor do weights, which another model changes. A finding is its rule and its words, and
//! beside them what its rule asks about:
//!
//! - a statement (who says so?): all that its sentences say (`statement`). Whoever exchanges the accused, the deed or the source asks
//!   for something new, and an edit elsewhere does not;
//! - a name, once an article: that name, wherever it stands first;
//! - a place that has to be mended, such as TK: the words around it in its sentence, of which it may lose one side but not both.
//!
//! An accusation is another one too when the people whom it means by "he" or a surname were exchanged elsewhere, and when an attribution in
//! its paragraph, or a denial beside it, was cut or made another.
//!
//! All of it is kept as salted hashes: a list of them tells nothing to those who lack the articles.

mod statement;

use sha2::{Digest, Sha256};

use self::statement::{meant, normal, said, sentences, tokens, words};
use super::Shown;
use crate::article::Article;
use crate::finding::{Finding, RuleName};
use crate::lexicon::Stance;
use crate::sourcing::{Attribution, ClaimKind};
use crate::syntax::Parse;
use crate::text::Span;

/// The rules that ask once an article, where a name or an acronym first stands.
const NAMES: &[&str] = &[
    "acronym-not-spelled-out",
    "name-never-in-full",
    "name-variant",
    "person-without-role",
    "speaker-without-role",
    "surname-before-full-name",
];

/// The rules that ask for some words to be mended, whatever their sentence says.
const PLACES: &[&str] =
    &["broken-sentence", "placeholder", "unclosed-quotation", "unexplained-suppression", "unknown-rule", "unused-suppression"];

/// The rule of which a finding is another one when what answered it is another.
const ACCUSATION: &str = "unattributed-allegation";

/// Words on each side that count.
const AROUND: usize = 5;
/// With fewer words on a side, that side alone tells too little.
const ENOUGH: usize = 3;
/// Answers to one accusation that are looked at.
const MOST: usize = 64;

/// A finding without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    rule: RuleName,
    words: String,
    asks: Asks,
    /// What answers it here; nothing but of accusations.
    answers: Vec<Answer>,
}

/// What a finding asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asks {
    /// What is said, and whom that means where the words alone do not tell.
    Statement { said: String, meant: String },
    /// A name in an article, and the words around it.
    Name { around: String },
    /// Words to be mended, and what stands on both sides.
    Place { before: String, after: String },
}

/// Who says what to an accusation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    /// The source by its name, and by the words used.
    who: [String; 2],
    stance: Stance,
    said: String,
    /// It stands where it counts, not a paragraph farther: a paragraph may have been parted since.
    beside: bool,
}

impl Identity {
    /// The identity of a finding on an article.
    pub fn of(article: &Article, finding: &Finding) -> Identity {
        let parse = article.parse();
        let text = &article.prose.text;
        let found = article.prose.of_source(finding.span).map(|span| (span, sentences(&parse, span)));
        let Some((span, own)) = found.filter(|(_, own)| !own.is_empty()) else {
            return Identity::of_text(&article.document.text, finding);
        };
        let rule = finding.rule.as_ref();
        let whole = parse.sentences[own.start].first as usize..parse.sentences[own.end - 1].last as usize;
        let first = parse.sentences[own.start];
        let (before, after) = (
            Span::new(first.span.start.min(span.start), span.start),
            Span::new(span.end, parse.sentences[own.end - 1].span.end.max(span.end)),
        );
        let is = |rules: &[&str]| rules.contains(&rule);
        if is(NAMES) || is(PLACES) {
            let words = normal(span.of(text));
            let [before, after] = around(before.of(text), after.of(text), &words);
            let asks = if is(NAMES) { Asks::Name { around: format!("{before}\n{after}") } } else { Asks::Place { before, after } };
            return Identity { rule: finding.rule.clone(), words, asks, answers: Vec::new() };
        }
        let accuses = rule == ACCUSATION;
        let meant = if accuses { meant(article, whole.clone()) } else { String::new() };
        let words = match said(&parse, tokens(&parse, span)) {
            none if none.is_empty() => normal(span.of(text)),
            words => words,
        };
        let answers = if accuses { answers(article, own, first.block) } else { Vec::new() };
        // Whoever takes the quotation marks from a word makes it the paper's own.
        let quoted = if parse.quoted_at(parse.token_from(span.start)).is_some() { "quoted\n" } else { "" };
        let said = format!("{quoted}{}", said(&parse, whole));
        Identity { rule: finding.rule.clone(), words, asks: Asks::Statement { said, meant }, answers }
    }

    /// The identity of a finding on what is no copy: front matter, a comment, a configuration.
    pub fn of_text(text: &str, finding: &Finding) -> Identity {
        let words = normal(finding.span.of(text));
        // What is far away tells nothing, and may be long.
        let far = 40 * AROUND;
        let from = text[..finding.span.start as usize].char_indices().rev().nth(far).map_or(0, |(at, _)| at);
        let end = finding.span.end as usize;
        let to = text[end..].char_indices().nth(far).map_or(text.len(), |(at, _)| end + at);
        let [before, after] = around(&text[from..finding.span.start as usize], &text[end..to], &words);
        Identity { rule: finding.rule.clone(), words, asks: Asks::Place { before, after }, answers: Vec::new() }
    }

    /// The words without which a text cannot hold it.
    pub fn must_hold(&self) -> impl Iterator<Item = &str> {
        let said = match &self.asks {
            Asks::Statement { said, .. } => said.as_str(),
            Asks::Name { .. } | Asks::Place { .. } => "",
        };
        let said = said.rsplit('\n').next().unwrap_or_default();
        self.words.split(' ').chain(said.split(' ')).filter(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    }

    /// How it is written down, in the article at `place`.
    pub(super) fn mark(&self, salt: &[u8], place: u64) -> Mark {
        let answers = self.answers.iter().filter(|answer| answer.beside).map(|answer| answer.hash(salt, &answer.who[0])).collect();
        Mark::new(self.sides(salt, place, true), place, answers)
    }

    /// The marks that it may have had: nothing that answered it was cut since, and what its words mean may not have been known. The
    /// likeliest comes first.
    pub(super) fn earlier(&self, salt: &[u8], place: u64) -> Vec<Mark> {
        let each = |answer: &Answer| [0, 1].map(|by| answer.hash(salt, &answer.who[by]));
        let answers: Vec<u64> = self.answers.iter().flat_map(each).collect();
        let both = match &self.asks {
            Asks::Statement { meant, .. } if !meant.is_empty() => &[true, false][..],
            _ => &[true],
        };
        both.iter().map(|resolved| Mark::new(self.sides(salt, place, *resolved), place, answers.clone())).collect()
    }

    fn sides(&self, salt: &[u8], place: u64, resolved: bool) -> [u64; 2] {
        let hash =
            |what: &str, beside: &str| hash(salt, &[what.as_bytes(), self.rule.as_bytes(), self.words.as_bytes(), beside.as_bytes()]);
        match &self.asks {
            Asks::Statement { said, meant } => {
                let meant = if resolved { meant.as_str() } else { "" };
                [hash("says", &format!("{said}\n{meant}")); 2]
            }
            Asks::Name { around } => [hash("here", &place.to_string()), hash("around", around)],
            Asks::Place { before, after } => [hash("before", before), hash("after", after)],
        }
    }
}

/// The words that make a finding the one it is, in prose bytes: with others it is another. Of an accusation they go back to where the people
/// are named whom it means. `None` where it lies on no words.
pub fn passage(article: &Article, finding: &Finding) -> Option<Span> {
    let parse = article.parse();
    let span = article.prose.of_source(finding.span)?;
    let rule = finding.rule.as_ref();
    let own = sentences(&parse, span);
    if NAMES.contains(&rule) || own.is_empty() {
        return Some(span);
    }
    let (mut first, last) = (parse.sentences[own.start], parse.sentences[own.end - 1]);
    if PLACES.contains(&rule) {
        return Some(beside(&parse, span, first.first as usize..last.last as usize));
    }
    let before = own.start.checked_sub(1).map(|before| parse.sentences[before]).filter(|before| before.block == first.block);
    // What is said before may be an accusation of its own, which nobody looked at.
    let accuses = |sentence: usize| {
        let claims = &article.sourcing.claims;
        let first = claims.partition_point(|claim| (claim.sentence as usize) < sentence);
        claims[first..].iter().take_while(|claim| claim.sentence as usize == sentence).any(|claim| claim.kind == ClaimKind::Allegation)
    };
    if rule == ACCUSATION
        && !meant(article, first.first as usize..last.last as usize).is_empty()
        && !own.start.checked_sub(1).is_some_and(accuses)
    {
        first = before.unwrap_or(first);
    }
    Some(Span::new(first.span.start.min(span.start), last.span.end.max(span.end)))
}

/// A span with the words next to it among tokens, up to what may have to be mended too: that is in capitals, as TK is.
fn beside(parse: &Parse, span: Span, tokens: std::ops::Range<usize>) -> Span {
    let own = statement::tokens(parse, span);
    let is_calm = |at: &usize| !parse.word(*at).contains(char::is_uppercase) || parse.word(*at).contains(char::is_lowercase);
    let is_word = |at: &usize| parse.tokens[*at].shape.is_word();
    let before = (tokens.start..own.start).rev().take_while(is_calm).filter(is_word).take(AROUND).last();
    let after = (own.end.max(tokens.start)..tokens.end).take_while(is_calm).filter(is_word).take(AROUND).last();
    let start = before.map_or(span.start, |at| parse.tokens[at].span.start.min(span.start));
    Span::new(start, after.map_or(span.end, |at| parse.tokens[at].span.end.max(span.end)))
}

/// The identities of what is shown of an article.
pub fn of_all(article: &Article, shown: &[Shown]) -> Vec<Identity> {
    shown.iter().map(|shown| Identity::of(article, &shown.finding)).collect()
}

/// The words next to a finding on both sides; a side that ends early is told with the nearest words of the other. What stands there again,
/// as in "TK TK", tells nothing.
fn around(before: &str, after: &str, own: &str) -> [String; 2] {
    let other = |word: &String| word != own;
    let before: Vec<String> = words(before).into_iter().rev().filter(other).take(AROUND).collect();
    let after: Vec<String> = words(after).into_iter().filter(other).take(AROUND).collect();
    let side = |own: &[String], other: &[String]| match own.len() < ENOUGH {
        true => format!("{}\n{}", own.join(" "), other[..other.len().min(ENOUGH)].join(" ")),
        false => own.join(" "),
    };
    [side(&before, &after), side(&after, &before)]
}

/// What answers an accusation in the sentences `own` of a block: attributions in that block, denials and refusals to comment in it and the
/// blocks on both sides; and what stands a block farther.
fn answers(article: &Article, own: std::ops::Range<usize>, block: u32) -> Vec<Answer> {
    let parse = article.parse();
    let all = &article.sourcing.attributions;
    let block_of = |attribution: &Attribution| parse.sentences.get(attribution.sentence as usize).map(|sentence| sentence.block);
    let first = all.partition_point(|one| block_of(one).is_some_and(|other| other + 2 < block));
    let near = all[first..].iter().take_while(|one| block_of(one).is_some_and(|other| other <= block + 2));
    let mut answers = Vec::new();
    for attribution in near.filter(|one| !own.contains(&(one.sentence as usize))) {
        let Some(apart) = block_of(attribution).map(|other| other.abs_diff(block)) else { continue };
        let denies = attribution.stance != Stance::Said;
        if !denies && attribution.source.is_none() || apart > 1 + u32::from(denies) {
            continue;
        }
        let content: Vec<String> = attribution.content.iter().map(|span| said(&parse, tokens(&parse, *span))).collect();
        let said = match content.join(" ").trim() {
            "" => parse.sentences.get(attribution.sentence as usize).map_or_else(String::new, |sentence| said(&parse, sentence.tokens())),
            content => content.to_owned(),
        };
        let who = attribution.source.as_ref().map_or_else(Default::default, |source| {
            let used: Vec<&str> = source.spans.iter().map(|span| span.of(&article.prose.text)).collect();
            [normal(&source.name), normal(&used.join(" "))]
        });
        answers.push(Answer { who, stance: attribution.stance, said, beside: apart <= u32::from(denies) });
        if answers.len() == MOST {
            break;
        }
    }
    answers
}

impl Answer {
    fn hash(&self, salt: &[u8], who: &str) -> u64 {
        hash(salt, &[b"answer", who.as_bytes(), self.stance.name().as_bytes(), self.said.as_bytes()])
    }
}

/// A finding as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Of the rule, the words and what is said or stands before them; of a name, that it is asked about in this article.
    pub before: u64,
    /// Of the rule, the words and what is said or stands behind them; of a name, all around it.
    pub after: u64,
    /// Of the article's path.
    pub place: u64,
    /// Of what answers it, each once, sorted.
    pub answers: Vec<u64>,
}

impl Mark {
    fn new([before, after]: [u64; 2], place: u64, mut answers: Vec<u64>) -> Mark {
        answers.sort_unstable();
        answers.dedup();
        Mark { before, after, place, answers }
    }

    /// Whether a finding that may have had the mark `now` is this one; with `whole`, both sides must be the same.
    pub(super) fn fits(&self, now: &Mark, whole: bool) -> bool {
        let (before, after) = (self.before == now.before, self.after == now.after);
        let same = if whole { before && after } else { before || after };
        same && self.answers.iter().all(|answer| now.answers.binary_search(answer).is_ok())
    }
}

/// The hash of an article's path.
pub fn place_of(salt: &[u8], place: &str) -> u64 {
    hash(salt, &[b"place", place.as_bytes()])
}

/// The hashes of the folders above an article, from the outermost.
pub fn folders_of(salt: &[u8], place: &str) -> Vec<u64> {
    place.match_indices('/').filter(|(end, _)| *end > 0).map(|(end, _)| folder_of(salt, &place[..end])).collect()
}

/// The hash of a folder's path.
pub fn folder_of(salt: &[u8], folder: &str) -> u64 {
    hash(salt, &[b"folder", folder.as_bytes()])
}

fn hash(salt: &[u8], parts: &[&[u8]]) -> u64 {
    let mut digest = Sha256::new();
    for part in std::iter::once(&salt).chain(parts) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let digest = digest.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::check::known::Known;
    use crate::config::Settings;
    use crate::lexicon::Lexicon;
    use crate::rules;
    use crate::text::{Document, Format};

    fn found(text: &str) -> (Vec<String>, Vec<Identity>) {
        let article = Article::analyze(Document::new("a.txt", text, Format::Plain), Lexicon::shipped(), None);
        let shown: Vec<Shown> = check(&article, &Settings::default()).shown;
        (shown.iter().map(|one| format!("{} {}", one.finding.rule, one.finding.span.of(text))).collect(), of_all(&article, &shown))
    }

    /// What is new in a text.
    fn new(old: &str, text: &str) -> Vec<String> {
        let mut known = Known::new(Vec::new());
        known.add("", &found(old).1);
        let (told, identities) = found(text);
        let claimed = known.claim("", &identities);
        told.into_iter().zip(claimed).filter(|(_, known)| known.is_none()).map(|(told, _)| told).collect()
    }

    fn passages(text: &str) -> Vec<(String, String)> {
        let article = Article::analyze(Document::new("a.txt", text, Format::Plain), Lexicon::shipped(), None);
        let shown = check(&article, &Settings::default()).shown;
        let passage =
            |one: &Shown| passage(&article, &one.finding).map_or_else(String::new, |span| span.of(&article.prose.text).to_owned());
        shown.iter().map(|one| (one.finding.rule.to_string(), passage(one))).collect()
    }

    #[test]
    fn a_passage_holds_what_makes_a_finding_the_one_it_is_and_no_other_finding() {
        let of = |rule: &str, text: &str| {
            passages(text).into_iter().filter(|(own, _)| own == rule).map(|(_, passage)| passage).collect::<Vec<_>>()
        };
        assert_eq!(
            of("placeholder", "It cost TK crowns to build and TKTK days."),
            ["It cost TK crowns to build and", "crowns to build and TKTK days"]
        );
        let text = "Oskar Brenn is a farmer. He drove drunk and killed two cyclists.";
        assert_eq!(of(ACCUSATION, text), [text]);
        let text = "It rained. The contractor skimmed the harbour fund for years.";
        assert_eq!(of(ACCUSATION, text), ["The contractor skimmed the harbour fund for years."]);
    }

    fn new_of(rule: &str, old: &str, text: &str) -> usize {
        let has = |text: &str| found(text).0.iter().any(|told| told.starts_with(rule));
        assert!(has(old) && has(text), "{rule} asks about both:\n{old}---\n{text}");
        new(old, text).iter().filter(|told| told.starts_with(rule)).count()
    }

    const OPENING: &str = "Marit Oru, the harbour master, told the council on Monday that the quay is closed.\n\n";
    const COST: &str = "The new quay was opened by TK at noon on a day in spring.\n\n";
    const SHORT: &str = "The new quay was paid for by TK in all.\n\n";
    const ACCUSED: &str = "The contractor skimmed the harbour fund for years and lied to the inspectors.\n\n";

    #[test]
    fn every_name_is_a_rule() {
        assert!(NAMES.iter().chain(PLACES).chain([&ACCUSATION]).all(|name| rules::find(name).is_some()));
    }

    #[test]
    fn a_finding_stays_itself_where_its_paragraph_moves_or_is_wrapped_or_parted_or_what_stands_beside_it_is_edited() {
        let old = format!("{OPENING}{COST}{ACCUSED}");
        for text in [
            format!("{OPENING}{ACCUSED}{COST}"),
            format!("{COST}{OPENING}{ACCUSED}"),
            old.replace('\n', "\r\n"),
            old.replace("at noon on a day in spring", "when all was ready for it"),
            old.replace("The new quay was opened", "All that they built was run"),
            old.replace("opened by TK", "Opened, by TK"),
            old.replace("for years and", "for years, and"),
            old.replace("the harbour fund", "the “harbour” fund"),
            old.replace("The contractor skimmed", "The contractor skimmed\n"),
            old.replace("inspectors.\n", "inspectors. The ferry sails at noon.\n"),
            old.replace("spring.\n", "spring. The ferry sails at noon.\n"),
            old.replace("spring.\n\n", "spring. "),
            format!("{old}The ferry sails at noon.\n"),
        ] {
            assert_eq!(new(&old, &text), [""; 0], "{text}");
        }
        let parted = format!("{OPENING}{}\n\n{ACCUSED}", "The ferry sails at noon.");
        assert_eq!(new(&parted.replace("noon.\n\n", "noon. "), &parted), [""; 0]);
        // Of a short side the nearest words of the other count.
        let old = format!("{OPENING}{SHORT}");
        assert_eq!(new(&old, &old.replace("The new quay was paid", "All that they built was paid")), [""; 0]);
        assert_eq!(new(&old, &old.replace("was paid for by TK", "belongs to nobody but TK")), ["placeholder TK"]);
    }

    #[test]
    fn a_second_one_is_new_and_so_is_one_in_other_words() {
        let old = format!("{OPENING}{COST}");
        assert_eq!(new(&old, &format!("{old}{COST}")), ["placeholder TK"]);
        assert_eq!(new(&old, &format!("{old}The ferry sails at TK each day from now on.\n")), ["placeholder TK"]);
        for old in [old.as_str(), "It cost TK crowns.\n", "Price: TK\n"] {
            assert_eq!(new(old, &old.replace("TK", "TK TK")), ["placeholder TK"], "{old}");
        }
        // The old one was filled in, and another stands elsewhere.
        let text = format!("{OPENING}{}\n\nThe ferry sails at TK each day from now on.\n", COST.trim().replace("TK", "nine"));
        assert_eq!(new(&old, &text), ["placeholder TK"]);
        assert_eq!(new(&text, &old), ["placeholder TK"]);
    }

    #[test]
    fn whoever_exchanges_what_is_said_asks_for_something_new() {
        let accused = "Oskar Brenn, a farmer, drove drunk and killed two cyclists on the coast road near Skerry in May.\n";
        for (rule, old, from, to, is_new) in [
            (ACCUSATION, accused, "Oskar Brenn", "Nils Hammer", true),
            (ACCUSATION, accused, "Oskar", "Nils", true),
            (ACCUSATION, accused, "two cyclists", "two children", true),
            (ACCUSATION, accused, "near Skerry", "near Penhallow", true),
            (ACCUSATION, accused, "in May", "in June", false),
            (ACCUSATION, accused, "the coast road", "a coast road", false),
            (ACCUSATION, "The company lied to the inspectors for years.\n", "company", "minister", true),
            (ACCUSATION, "The company lied to the inspectors for years.\n", "inspectors", "voters", true),
            (ACCUSATION, "Oskar Brenn, a farmer, left.\n\nBrenn drove drunk and killed two cyclists.\n", "Oskar", "Nils", true),
            (ACCUSATION, "Oskar Brenn is a farmer. He drove drunk and killed two cyclists.\n", "Oskar Brenn", "Nils Hammer", true),
            (ACCUSATION, "Oskar Brenn is a farmer. He drove drunk and killed two cyclists.\n", "a farmer", "an old farmer", false),
            (ACCUSATION, "The Brenn brothers run a farm. They stole the money of the fund.\n", "Brenn", "Hammer", true),
            (ACCUSATION, "The Brenn brothers run a farm. They stole the money of the fund.\n", "run", "own", false),
            (ACCUSATION, "The minister stole the money of the fund.\n", "money of the fund", "money of the old fund", true),
            ("bare-anonymous-source", "Sources said that the mayor would resign in May.\n", "May", "June", false),
            (
                "bare-anonymous-source",
                "Sources said that the mayor would resign in May.\n",
                "the mayor would resign",
                "the bishop would resign",
                true,
            ),
            ("vague-attribution", "Critics say the ferry was never safe.\n", "safe", "paid for", true),
            ("vague-attribution", "Critics say the ferry was never safe.\n", "Critics say", "The bell rang. Critics say", false),
        ] {
            let text = old.replace(from, to);
            assert_eq!(new_of(rule, old, &text) > 0, is_new, "{old}---\n{text}");
        }
    }

    #[test]
    fn an_accusation_is_new_again_when_what_answered_it_was_cut_or_is_another() {
        let denial = "Tom Hale, who runs the firm, denied it.\n\n";
        let said = ACCUSED.trim().to_owned() + " The firm employs forty people, the harbour master said.\n\n";
        let calm = "The ferry is old.\n\n";
        for (old, text, is_new) in [
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}"), true),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}The mayor denied that the pool was cold.\n\n"), true),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}{}", denial.replace("Tom", "Anna")), true),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}{}", denial.replace("denied", "confirmed")), true),
            (
                format!("{OPENING}{ACCUSED}{denial}"),
                format!("{OPENING}{ACCUSED}{}", denial.replace("runs the firm", "owns the firm")),
                false,
            ),
            (format!("{OPENING}{ACCUSED}"), format!("{OPENING}{ACCUSED}{denial}"), false),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{ACCUSED}{denial}{OPENING}"), false),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}{calm}{denial}"), false),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}{calm}{calm}{denial}"), true),
            (format!("{OPENING}{said}"), format!("{OPENING}{ACCUSED}"), true),
            (format!("{OPENING}{said}"), format!("{OPENING}{}", said.replace("The firm employs forty people", "The day was sunny")), true),
            (format!("{OPENING}{said}"), format!("{OPENING}{}", said.replace("inspectors. The", "inspectors.\n\nThe")), false),
            (format!("{OPENING}{ACCUSED}"), format!("{OPENING}{said}"), false),
        ] {
            assert_eq!(new_of(ACCUSATION, &old, &text) > 0, is_new, "{old}---\n{text}");
        }
    }
}
