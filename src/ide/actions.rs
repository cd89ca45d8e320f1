//! What can be done at a place: repairs of a finding, stubs that a person fills in, accepting it, and plainer words.
//!
//! No repair writes a fact that stands nowhere in the newsroom's articles: a stub inserts TK, which the rule `placeholder` then catches.
//! Quotations are not edited.

pub(super) mod allow;
mod certain;
mod repair;
mod rewrite;
mod who;

pub use allow::{entry as allow_entry, is_about_suppressions, passage as allowed_passage};
pub use certain::{Fix, certain};

use std::path::PathBuf;
use std::sync::Arc;

use super::Replacement;
use super::edit::{Change, Original};
use crate::article::Article;
use crate::check::Shown;
use crate::config::{FILE_NAME, Settings};
use crate::text::Span;
use crate::workspace::{Analysis, Workspace};

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What it says in a menu.
    pub title: String,
    /// What it is.
    pub kind: ActionKind,
    /// Index of the finding among those shown; `None` for what needs no finding.
    pub finding: Option<usize>,
    /// What it does.
    pub effect: Effect,
    /// It is the obvious thing to do.
    pub preferred: bool,
    /// It is about something in the range that was asked about; menus of other places are not for it.
    pub near: bool,
    /// Where in the words that it adds a reason is to be written, in bytes: what stands there is TK.
    pub reason: Option<usize>,
}

/// What an action is, for menus that sort them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    /// About a finding.
    QuickFix,
    /// Other words for the same.
    Rewrite,
    /// Every safe repair at once.
    FixAll,
    /// About the whole article.
    Source,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Changes the article.
    Edit(Vec<Replacement>),
    /// Adds an entry to a configuration.
    Configure {
        /// The configuration file.
        config: PathBuf,
        /// Its text; `None` where it must be created.
        text: Option<Arc<str>>,
        /// What is added at its end.
        entry: String,
    },
    /// Opens the page of a rule.
    Page(&'static str),
    /// Shows the sourcing ledger.
    Ledger,
}

/// How the titles begin of what accepts a finding.
const ACCEPT: &str = "Accept: allow ";

/// Findings and verbs of one range that actions are offered on; a menu of more is read by nobody.
const MOST: usize = 100;

/// The actions on what touches `range`, on the first hundred of its findings. `roots` are the open folders: a configuration is created in
/// the one that holds the article.
///
/// An edit that would change more than its title says is not offered.
pub fn actions(workspace: &Workspace, analysis: &Analysis, range: Span, roots: &[PathBuf]) -> Vec<Action> {
    let mut offers = Vec::new();
    let shown = analysis.checked.shown.iter().enumerate();
    let touched = shown.filter(|(_, Shown { finding, .. })| finding.span.start <= range.end && range.start <= finding.span.end);
    for (index, Shown { finding, .. }) in touched.take(MOST) {
        let mut add = |title: String, offered, preferred| {
            offers.push(Offer { title, kind: ActionKind::QuickFix, finding: Some(index), offered, preferred });
        };
        for repair in repair::repairs(workspace, analysis, finding) {
            add(repair.title, Offered::Change(repair.change), repair.preferred);
        }
        for whole_file in [false, true] {
            if let Some(effect) = allow::allow(analysis, finding, roots, whole_file) {
                let what = if whole_file { "in this article" } else { "here" };
                add(format!("{ACCEPT}{} {what} (in {FILE_NAME})", finding.rule), Offered::Effect(effect), false);
            }
        }
        if let Some(change) = allow::comment(&analysis.article, finding) {
            let title = format!("{ACCEPT}{} with a comment (it may be published with the page)", finding.rule);
            add(title, Offered::Change(change), false);
        }
        // What a newsroom's own rule has to say stands in its configuration.
        if let Some(rule) = crate::rules::find(&finding.rule) {
            add(format!("Open the page of {}", rule.name), Offered::Effect(Effect::Page(rule.name)), false);
        }
    }
    for (title, change) in rewrite::plain_verbs(&analysis.article, range, MOST) {
        let offered = Offered::Change(change);
        offers.push(Offer { title, kind: ActionKind::Rewrite, finding: None, offered, preferred: false });
    }
    for (title, effect) in who::choices(analysis, range, roots) {
        offers.push(Offer { title, kind: ActionKind::QuickFix, finding: None, offered: Offered::Effect(effect), preferred: false });
    }
    let mut actions = kept(&analysis.article, offers);
    actions.extend(fix_all(analysis, range));
    let title = "Show who says what: the sourcing ledger".to_owned();
    let (kind, effect) = (ActionKind::Source, Effect::Ledger);
    actions.push(Action { title, kind, finding: None, effect, preferred: false, near: true, reason: None });
    actions
}

/// An action before its change has been tried.
struct Offer {
    title: String,
    kind: ActionKind,
    finding: Option<usize>,
    offered: Offered,
    preferred: bool,
}

enum Offered {
    Change(Change),
    Effect(Effect),
}

/// The offers whose changes do what they say.
fn kept(article: &Article, offers: Vec<Offer>) -> Vec<Action> {
    let groups = offers.iter().filter_map(|offer| match &offer.offered {
        Offered::Change(change) => Some(vec![change.clone()]),
        Offered::Effect(_) => None,
    });
    let mut kept = Original::from(article).kept(groups.collect()).into_iter();
    let action = |Offer { title, kind, finding, offered, preferred }: Offer| {
        let effect = match offered {
            Offered::Effect(effect) => effect,
            Offered::Change(_) => Effect::Edit(kept.next()??),
        };
        let reason = match &effect {
            Effect::Configure { entry, .. } if title.starts_with(ACCEPT) => entry.rfind(allow::REASON),
            Effect::Edit(edits) if title.starts_with(ACCEPT) => edits.first().and_then(|edit| edit.text.rfind(allow::REASON)),
            _ => None,
        };
        Some(Action { title, kind, finding, effect, preferred, near: true, reason })
    };
    offers.into_iter().filter_map(action).collect()
}

/// Every repair at once that needs nobody's judgement: words that the article itself holds, and comments that silence nothing.
fn fix_all(analysis: &Analysis, range: Span) -> Option<Action> {
    let (article, shown) = (&analysis.article, &analysis.checked.shown);
    let repaired = shown.iter().filter_map(|shown| Some((shown.finding.span, repair::safe(article, &shown.finding)?)));
    let (places, changes): (Vec<Span>, Vec<Change>) = repaired.unzip();
    let near = places.iter().any(|place| place.start <= range.end && range.start <= place.end);
    let (replacements, wanted) = together(article, changes)?;
    let mut title = "Fix all that is safe: full names that the article gives, comments that silence nothing".to_owned();
    if replacements.len() < wanted {
        title.push_str(&format!(" ({} of {wanted}; in the others markup stands in the way)", replacements.len()));
    }
    let (kind, effect) = (ActionKind::FixAll, Effect::Edit(replacements));
    Some(Action { title, kind, finding: None, effect, preferred: false, near, reason: None })
}

/// The changes that can be made at once, and how many there are in all; `None` where that is none.
fn together(article: &Article, mut changes: Vec<Change>) -> Option<(Vec<Replacement>, usize)> {
    let text = Original::from(article);
    changes.sort_by_key(Change::source);
    changes.dedup_by(|next, last| next.source().start < last.source().end || next.source() == last.source());
    let wanted = changes.len();
    let kept = text.kept(changes.iter().map(|change| vec![change.clone()]).collect());
    let (changes, replacements): (Vec<Change>, Vec<Vec<Replacement>>) =
        changes.into_iter().zip(kept).filter_map(|(change, kept)| Some((change, kept?))).unzip();
    let replacements = replacements.concat();
    (!replacements.is_empty() && text.keeps_together(&changes, &replacements)).then_some((replacements, wanted))
}

/// The repairs of `shown`, in text order: those that need nobody's judgement, and with `more` those that somebody should look at. None of
/// them leaves TK.
pub fn fixes(article: &Article, settings: &Settings, shown: &[Shown], more: bool) -> Vec<Replacement> {
    let safe = || shown.iter().filter_map(|shown| repair::safe(article, &shown.finding)).collect();
    let all = || shown.iter().filter_map(|shown| repair::advised(article, settings, &shown.finding)).collect();
    let made = if more { together(article, all()).or_else(|| together(article, safe())) } else { together(article, safe()) };
    made.map_or_else(Vec::new, |(replacements, _)| replacements)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::analysis;
    use crate::text::{Document, Format};
    use crate::workspace::Configurations;

    fn all(text: &str) -> (Analysis, Vec<Action>) {
        let analysis = analysis(text, Format::Plain);
        let actions = actions(&Workspace::default(), &analysis, Span::new(0, text.len() as u32), &[]);
        (analysis, actions)
    }

    fn rule_of(analysis: &Analysis, action: &Action) -> Option<String> {
        Some(analysis.checked.shown[action.finding?].finding.rule.to_string())
    }

    fn applied(text: &str, rule: &str) -> String {
        let (analysis, actions) = all(text);
        let edit = actions.iter().find_map(|action| match &action.effect {
            Effect::Edit(edits) if rule_of(&analysis, action).as_deref() == Some(rule) => Some(edits[0].clone()),
            _ => None,
        });
        let edit = edit.expect("a repair");
        let mut changed = text.to_owned();
        changed.replace_range(edit.span.range(), &edit.text);
        changed
    }

    #[test]
    fn a_quotation_is_closed_with_its_own_mark() {
        let text = "Marit Oru, the harbour master, said: “The harbour is closed until May. The town will pay.\n\nThe council met.\n";
        assert!(applied(text, "unclosed-quotation").contains("The town will pay.”\n"));
    }

    #[test]
    fn a_surname_that_comes_first_becomes_the_full_name() {
        let text = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the harbour master, had asked for new pilots.\n";
        assert!(applied(text, "surname-before-full-name").starts_with("The council dismissed Marit Oru on Monday."));
    }

    #[test]
    fn a_claim_gets_a_stub_and_never_a_fact() {
        let text = "The town met on Monday.\n\nThe contractor skimmed the harbour fund.\n";
        assert!(applied(text, "unattributed-allegation").contains("skimmed the harbour fund, TK said."));
    }

    #[test]
    fn what_needs_no_judgement_is_fixed_at_once() {
        let text = "The council dismissed Oru on Monday. It gave no reason. The XXX met.\n\nMarit Oru, the harbour master, had asked for new pilots.\n";
        let (_, actions) = all(text);
        let all = actions.iter().find(|action| action.kind == ActionKind::FixAll).unwrap();
        assert_eq!(all.effect, Effect::Edit(vec![Replacement { span: Span::new(22, 25), text: "Marit Oru".into() }]));
        assert!(!all_kinds("The council met.").contains(&ActionKind::FixAll));
    }

    #[test]
    fn two_people_are_not_written_as_one() {
        let rest = "\n\nMargaret Coyle, the harbour master, had asked for new pilots.\n";
        for (text, fixed) in [
            ("Mr and Mrs Coyle live next door. The council met.", false),
            ("The council met. Then Mr. & Mrs. Coyle left.", false),
            ("The council dismissed Mr Coyle on Monday.", false),
            ("The council dismissed young Coyle on Monday.", false),
            ("The council dismissed Mrs Coyle on Monday.", true),
            ("The council dismissed Coyle on Monday.", true),
        ] {
            let (_, actions) = all(&format!("{text}{rest}"));
            let all = actions.iter().any(|action| action.kind == ActionKind::FixAll);
            let one = actions.iter().any(|action| action.title == "Write “Margaret Coyle” here");
            assert_eq!((all, one), (fixed, fixed), "{text}");
        }
    }

    #[test]
    fn fixing_all_is_for_the_places_that_are_fixed() {
        let text = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the mayor, had asked for new pilots.\n";
        let analysis = analysis(text, Format::Plain);
        let near = |at: u32| {
            let found = actions(&Workspace::default(), &analysis, Span::new(at, at), &[]);
            found.into_iter().find(|action| action.kind == ActionKind::FixAll).map(|action| action.near)
        };
        assert_eq!((near(23), near(80)), (Some(true), Some(false)));
    }

    #[test]
    fn an_accepted_finding_tells_where_its_reason_goes() {
        let analysis = analysis("The town met.\n\nThe contractor skimmed the fund for TK years.\n", Format::Markdown);
        let found = actions(&Workspace::default(), &analysis, Span::new(0, 60), &[]);
        let accept = found.iter().find(|action| action.title.contains("with a comment")).unwrap();
        let Effect::Edit(edits) = &accept.effect else { panic!("{accept:?}") };
        assert!(edits[0].text[accept.reason.unwrap()..].starts_with("TK) -->"));
    }

    fn all_kinds(text: &str) -> Vec<ActionKind> {
        all(text).1.iter().map(|action| action.kind).collect()
    }

    #[test]
    fn accepting_is_not_offered_where_it_would_break_the_configuration() {
        let folder = tempfile::tempdir().unwrap();
        let (path, config) = (folder.path().join("a.txt"), folder.path().join(FILE_NAME));
        let text = "The town met on Monday.\n\nThe contractor skimmed the harbour fund.\n";
        let offered = |written: &str| {
            std::fs::write(&config, written).unwrap();
            let governing = Configurations::default().of(Some(&path), None);
            let analysis = Analysis::new(Document::new("a", text, Format::Plain), Some(path.clone()), governing, 1, None);
            let found = actions(&Workspace::default(), &analysis, Span::new(0, text.len() as u32), &[folder.path().into()]);
            found.iter().any(|action| matches!(action.effect, Effect::Configure { .. }))
        };
        assert!(offered("strictness = \"normal\"\n") && offered("[[allow]]\npath = \"b\"\nrule = \"placeholder\"\nreason = \"x\"\n"));
        assert!(!offered("allow = []\n"));
        assert!(!offered("# [[allow]]\nallow = [{ path = \"b\", rule = \"placeholder\", reason = \"x\" }]\n"));
    }

    #[test]
    fn an_accepted_finding_is_gone_with_the_entry_that_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a [1].txt");
        let text = "The town met on Monday.\n\nThe “\\” contractor skimmed the harbour fund.\n";
        let mut configurations = Configurations::default();
        let read = |configurations: &mut Configurations| {
            Analysis::new(Document::new("a", text, Format::Plain), Some(path.clone()), configurations.of(Some(&path), None), 1, None)
        };
        let before = read(&mut configurations);
        let rule = "unattributed-allegation";
        let has = |analysis: &Analysis| analysis.checked.shown.iter().any(|shown| shown.finding.rule == rule);
        assert!(has(&before));
        let found = actions(&Workspace::default(), &before, Span::new(0, text.len() as u32), &[folder.path().into()]);
        let entry = found.iter().find_map(|action| match &action.effect {
            Effect::Configure { entry, text: None, .. } if rule_of(&before, action).as_deref() == Some(rule) => Some(entry.clone()),
            _ => None,
        });
        std::fs::write(folder.path().join(FILE_NAME), entry.unwrap()).unwrap();
        assert!(!has(&read(&mut configurations)));
    }

    #[test]
    fn a_newsroom_s_own_words_are_offered_outside_quotations_and_shown_on_hover() {
        let folder = tempfile::tempdir().unwrap();
        let config = "[[wording]]\nname = \"died\"\npattern = \"passed away\"\nmessage = \"Died?\"\nsuggestion = \"died\"\n\
                      [[wording]]\nname = \"left\"\npattern = \"went away\"\nmessage = \"Left?\"\nsuggestion = \"left\"\nscope = \"quotations\"\n";
        std::fs::write(folder.path().join(FILE_NAME), config).unwrap();
        let path = folder.path().join("a.txt");
        let text = "The captain passed away on Monday. “He went away,” Marit Oru, a pilot, said.\n";
        let governing = Configurations::default().of(Some(&path), None);
        let analysis = Analysis::new(Document::new("a.txt", text, Format::Plain), Some(path), governing, 1, None);
        let found = actions(&Workspace::default(), &analysis, Span::new(0, text.len() as u32), &[]);
        let titles: Vec<&str> = found.iter().map(|action| action.title.as_str()).filter(|title| title.starts_with("Write")).collect();
        assert_eq!(titles, ["Write “died”"]);
        let rules: Vec<&str> = analysis.checked.shown.iter().map(|shown| shown.finding.rule.as_ref()).collect();
        assert_eq!(rules, ["died", "left"]);
        let place = text.find("passed").unwrap_or_default() as u32;
        let hover = crate::ide::hover::hover(&Workspace::default(), &analysis, place).unwrap();
        assert!(hover.lines.len() >= 4, "{hover:?}");
    }
}
