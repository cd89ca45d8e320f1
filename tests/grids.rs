//! Grids of constructed cases for the rules on fairness, by somebody who did not write the rules: how many of those that must fire do, and how
//! many of the others do too.
//!
//! A file a rule: `%% fires` and `%% silent` open a case (`md` and `html` behind them name its format), `%% filler` a text that `{filler}` stands for.
//! `GRID=rule cargo test grids:: -- --nocapture` prints the cases of one half that are wrong; the other half is not looked at while a rule is mended.

use std::fs;
use std::path::Path;

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

/// At least so many of a hundred cases that must fire do, and at most so many of the others.
const FLOORS: &[(&str, usize, usize)] = &[
    ("age-mismatch", 68, 3),
    ("allegation-without-reply", 46, 9),
    ("alleged-label", 72, 3),
    ("anonymous-opinion", 40, 3),
    ("guilt-assumed", 64, 3),
    ("headline-quote-not-in-body", 95, 3),
    ("headline-without-source", 46, 3),
    ("loaded-reporting-verb", 86, 3),
    ("minor-named", 72, 3),
    ("no-comment-unexplained", 89, 5),
    ("outlet-not-credited", 92, 3),
    ("poll-without-method", 83, 5),
    ("redundant-allegedly", 60, 3),
    ("single-anonymous-source", 31, 8),
    ("single-source-story", 94, 3),
    ("sum-mismatch", 71, 2),
    ("weekday-mismatch", 85, 2),
];

struct Case {
    fires: bool,
    format: Format,
    text: String,
}

impl Case {
    /// Which half of the grid it is in: by what it says, so that a case that is added moves no other.
    fn half(&self) -> usize {
        let hash = self.text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        (hash >> 32) as usize % 2
    }
}

fn cases(text: &str) -> Vec<Case> {
    let mut filler = "";
    let mut cases = Vec::new();
    for part in text.split("%% ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let mut words = head.split_whitespace();
        let kind = words.next().unwrap_or_default();
        if kind == "filler" {
            filler = body.trim();
            continue;
        }
        assert!(matches!(kind, "fires" | "silent"), "{head}");
        let format = match words.next() {
            Some("md") => Format::Markdown,
            Some("html") => Format::Html,
            None => Format::Plain,
            Some(other) => panic!("{other}: no format"),
        };
        cases.push(Case { fires: kind == "fires", format, text: format!("{}\n", body.trim().replace("{filler}", filler)) });
    }
    cases
}

/// Over a plain text, so that its first sentence is not taken for the headline.
const HEADLINE: &str = "Notes from Vellmouth\n\n";

fn is_found(rule: &str, case: &Case) -> bool {
    let text = format!("{}{}", if case.format == Format::Plain { HEADLINE } else { "" }, case.text);
    let article = Article::analyze(Document::new("article", text, case.format), Lexicon::shipped(), None);
    check(&article, &Settings::only(rule)).shown.iter().any(|shown| shown.finding.rule == rule)
}

#[test]
fn each_rule_knows_its_grid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grids");
    let only = std::env::var("GRID").ok();
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let rule = path.file_stem().unwrap().to_string_lossy().to_string();
        if only.as_ref().is_some_and(|only| *only != rule && only != "all") {
            continue;
        }
        let cases = cases(&fs::read_to_string(&path).unwrap());
        // By half: fires and found, silent and found.
        let (mut all, mut found) = ([[0usize; 2]; 2], [[0usize; 2]; 2]);
        for case in &cases {
            let (half, kind) = (case.half(), usize::from(!case.fires));
            let is = is_found(&rule, case);
            all[half][kind] += 1;
            found[half][kind] += usize::from(is);
            if only.is_some() && only.as_deref() != Some("all") && half == 0 && is != case.fires {
                println!("--- {} {}", if case.fires { "missed" } else { "false" }, case.text.trim());
            }
        }
        let share = |half: usize, kind: usize| 100.0 * found[half][kind] as f64 / all[half][kind].max(1) as f64;
        println!(
            "{rule}: found {:.0} / {:.0}, false {:.0} / {:.0} (first half / second half)",
            share(0, 0),
            share(1, 0),
            share(0, 1),
            share(1, 1)
        );
        let total = |kind: usize| (all[0][kind] + all[1][kind], found[0][kind] + found[1][kind]);
        let ((fires, right), (silent, false_alarms)) = (total(0), total(1));
        assert!(fires >= 60 && silent >= 60, "{rule}: a grid has 60 cases of each kind");
        let Some((_, least, most)) = FLOORS.iter().find(|(name, ..)| *name == rule) else {
            wrong.push(format!("{rule}: no floor"));
            continue;
        };
        if right * 100 < least * fires || false_alarms * 100 > most * silent {
            wrong.push(format!(
                "{rule}: {right} of {fires} found (at least {least} %), {false_alarms} of {silent} false (at most {most} %)"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
