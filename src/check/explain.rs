//! Why something was flagged at a place, or why not: what each sentence rests on, what every rule had to say, and who had the last word.
//!
//! It goes the way of [`super::check`] step by step and writes down what each step took away; a test holds that both end alike.

use rustc_hash::FxHashSet;

use super::{Shown, calm, found, kind, precedence, severity, sort, suppression};
use crate::article::Article;
use crate::config::{Config, RuleSettings, Settings, Strictness};
use crate::fairness::Standing;
use crate::finding::{Finding, RuleName, Severity};
use crate::rules::{self, Basis, Kind};
use crate::sourcing::{Claim, ClaimKind};
use crate::text::{LineIndex, Span};

/// Who said that a rule is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffBy {
    /// A line of the configuration, from one.
    Configuration(u32),
    /// Nobody turned it on.
    Default,
    /// The kind of the article.
    Kind,
    /// The command line.
    CommandLine,
}

/// Who said of what kind the article is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindBy {
    /// The command line.
    CommandLine,
    /// The front matter, on this line, from one.
    FrontMatter(u32),
    /// `[kinds]` of the configuration.
    Configuration,
    /// Nobody.
    Default,
    /// What the article is filed under, a word over its headline, its folder or the way it is written: "category: Comment".
    Article(String),
}

/// What became of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is shown.
    Shown(Severity),
    /// It would be shown, but the article has more that is surer.
    Calmed,
    /// It is not sure enough for a hint.
    Unsure,
    /// Its rule is off.
    Off(OffBy),
    /// This rule speaks instead.
    Outranked(RuleName),
    /// A comment silences it: its line, from one.
    Comment(u32),
    /// An entry of the configuration silences it: its line, from one.
    Entry(u32),
}

/// A finding, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The finding.
    pub finding: Finding,
    /// The weight from which it is more than a hint; `None` where the text proves it.
    pub bar: Option<f32>,
    /// What became of it.
    pub fate: Fate,
}

/// A claim and the weight from which it is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedClaim {
    /// The claim; its span in prose bytes.
    pub claim: Claim,
    /// The rule that asks about its kind.
    pub rule: &'static str,
    /// The weight from which it is more than a hint.
    pub bar: f32,
}

/// A sentence on the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Prose bytes.
    pub span: Span,
    /// Its index.
    pub index: usize,
    /// What it claims.
    pub claims: Vec<WeighedClaim>,
    /// What the rules had to say.
    pub judged: Vec<Judged>,
}

/// What there is to say of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The kind the article is checked as.
    pub kind: Kind,
    /// Who said so.
    pub kind_by: KindBy,
    /// How strictly.
    pub strictness: Strictness,
    /// The front matter asks that the article be left alone.
    pub ignored: bool,
    /// The sentences on the line.
    pub sentences: Vec<Sentence>,
    /// What lies on the line and in no sentence.
    pub apart: Vec<Judged>,
    /// The rules that are off in this article.
    pub off: Vec<(RuleName, OffBy)>,
}

/// Explains the line `line` of an article, from zero.
pub fn explain(article: &Article, settings: &Settings, config: Option<&Config>, line: u32) -> Explanation {
    let (kind, because) = kind::of(article, settings);
    let there = article.lines.line(&article.document.text, line).unwrap_or_default();
    let ignored = article.prose.front_matter.ignore;
    let all = if ignored { Vec::new() } else { judged(article, settings, config) };
    let mut apart: Vec<Judged> = all.iter().filter(|one| touches(one.finding.span, there)).cloned().collect();
    let prose = article.prose.of_source(there);
    let mut sentences = Vec::new();
    for (index, sentence) in article.parse().sentences.iter().enumerate() {
        if !prose.is_some_and(|prose| prose.overlaps(sentence.span)) {
            continue;
        }
        let source = article.source(sentence.span);
        let of_it: Vec<Judged> = all.iter().filter(|one| touches(one.finding.span, source)).cloned().collect();
        apart.retain(|one| !of_it.contains(one));
        let claims = article.sourcing.claims.iter().filter(|claim| claim.sentence as usize == index);
        let claims = claims.map(|claim| weighed(claim, settings)).collect();
        sentences.push(Sentence { span: sentence.span, index, claims, judged: of_it });
    }
    let off = off(settings, config, kind);
    Explanation { kind, kind_by: kind_by(article, settings, because), strictness: settings.strictness, ignored, sentences, apart, off }
}

fn touches(span: Span, place: Span) -> bool {
    span.overlaps(place) || (span.is_empty() && place.holds(span.start))
}

fn weighed(claim: &Claim, settings: &Settings) -> WeighedClaim {
    let rule = rule_of(claim.kind);
    let set = rules::ALL.iter().zip(settings.rules.iter()).find(|(other, _)| other.name == rule);
    let bar = set.map_or(1.0, |(_, set)| severity::asked(set, settings.strictness));
    WeighedClaim { claim: claim.clone(), rule, bar }
}

/// The rule that asks about claims of a kind.
fn rule_of(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Allegation => "unattributed-allegation",
        ClaimKind::Private => "unattributed-private-account",
        ClaimKind::Number => "unattributed-number",
        ClaimKind::Disputed => "unattributed-disputed",
        ClaimKind::Superlative => "unattributed-superlative",
        ClaimKind::Motive => "unattributed-motive",
        ClaimKind::Cause => "unattributed-cause",
        ClaimKind::Prediction => "unattributed-prediction",
        ClaimKind::Evaluation => "unattributed-judgement",
        ClaimKind::Other => "unattributed-claim",
    }
}

/// Of what kind an article is, and who said so.
pub fn kind_told(article: &Article, settings: &Settings) -> (Kind, KindBy) {
    let (kind, because) = kind::of(article, settings);
    (kind, kind_by(article, settings, because))
}

fn kind_by(article: &Article, settings: &Settings, because: Option<String>) -> KindBy {
    let written = article.prose.front_matter.kind.as_ref().filter(|(name, _)| kind::named(name).is_some());
    match (settings.forced_kind, written) {
        (Some(_), _) => KindBy::CommandLine,
        (None, Some((_, span))) => KindBy::FrontMatter(article.lines.line_of(span.start) + 1),
        (None, None) if settings.kind.is_some() => KindBy::Configuration,
        (None, None) => because.map_or(KindBy::Default, KindBy::Article),
    }
}

/// The line of a configuration on which a name stands under `[rules]`, or as that of a wording.
fn line_in(config: Option<&Config>, name: &str) -> Option<u32> {
    let config = config?;
    let rule = config.file.rules.keys().find(|key| key.get_ref() == name).map(|key| key.span().start);
    let wording =
        || config.file.wording.iter().map(|entry| &entry.get_ref().name).find(|own| own.get_ref() == name).map(|own| own.span().start);
    Some(line_of(config, rule.or_else(wording)?))
}

fn line_of(config: &Config, at: usize) -> u32 {
    LineIndex::new(&config.text).line_of(at as u32) + 1
}

/// The rules that do not run.
fn off(settings: &Settings, config: Option<&Config>, kind: Kind) -> Vec<(RuleName, OffBy)> {
    let chosen = |name: &str, enabled: bool| match line_in(config, name) {
        _ if !enabled => OffBy::CommandLine,
        Some(line) => OffBy::Configuration(line),
        None => OffBy::Default,
    };
    let mut off = Vec::new();
    for (rule, set) in rules::ALL.iter().zip(settings.rules.iter()).filter(|(rule, set)| !severity::runs(rule, set, kind)) {
        let silent = !set.enabled || set.severity.unwrap_or(rule.severity) == Severity::Off;
        off.push((rule.name.into(), if silent { chosen(rule.name, set.enabled) } else { OffBy::Kind }));
    }
    for own in settings.own.iter().filter(|own| !own.runs()) {
        off.push((own.wording.name.clone().into(), chosen(&own.wording.name, own.enabled)));
    }
    off
}

/// Every finding of every rule, those that are off too, with what became of it.
fn judged(article: &Article, settings: &Settings, config: Option<&Config>) -> Vec<Judged> {
    let (kind, _) = kind::of(article, settings);
    let off = off(settings, config, kind);
    let off_by = |name: &str| off.iter().find(|(rule, _)| rule == name).map(|(_, by)| *by);
    let standing = Standing::new(article);
    let mut done = Vec::new();
    let mut shown = Vec::new();
    let mut ran = FxHashSet::default();
    for (rule, set) in rules::ALL.iter().zip(settings.rules.iter()) {
        let off = off_by(rule.name);
        if off.is_none() {
            ran.insert(rule.name);
        }
        for finding in found(article, &standing, settings, kind, (rule, set)) {
            let severity = severity::of(rule, set, settings.strictness, finding.weight);
            // What would not be a hint even if the rule ran is nothing that being off explains.
            let loud = RuleSettings { severity: Some(Severity::Information), ..set.clone() };
            let heard = off.is_none() || severity::of(rule, &loud, settings.strictness, finding.weight) > Severity::Off;
            match off {
                Some(_) if !heard => {}
                Some(by) => done.push((finding, Fate::Off(by))),
                None if severity == Severity::Off => done.push((finding, Fate::Unsure)),
                None => shown.push(Shown { finding, severity }),
            }
        }
    }
    if super::hold_back_others(&mut shown) {
        return shown.into_iter().map(|Shown { finding, severity }| Judged { bar: None, finding, fate: Fate::Shown(severity) }).collect();
    }
    for own in settings.own.iter() {
        let found = own.wording.findings(article);
        match off_by(&own.wording.name) {
            Some(by) => done.extend(found.into_iter().map(|finding| (finding, Fate::Off(by)))),
            None => {
                ran.insert(own.wording.name.as_str());
                shown.extend(found.into_iter().map(|finding| Shown { finding, severity: own.severity }));
            }
        }
    }
    sort(&mut shown);
    let outranked = precedence::silencers(&shown);
    let names: Vec<Option<RuleName>> = outranked.iter().map(|by| by.map(|by| shown[by].finding.rule.clone())).collect();
    let mut left = Vec::new();
    for (one, by) in shown.into_iter().zip(names) {
        match by {
            Some(rule) => done.push((one.finding, Fate::Outranked(rule))),
            None => left.push(one),
        }
    }
    let (outcome, silenced) = suppression::silenced(article, &settings.allowed, &ran, &left);
    let mut shown = Vec::new();
    for (one, by) in left.into_iter().zip(silenced) {
        match by {
            Some(by) => done.push((one.finding, silenced_by(article, config, by))),
            None => shown.push(one),
        }
    }
    for finding in outcome.unused {
        super::show(finding, settings, kind, &mut shown);
    }
    let before: Vec<Severity> = shown.iter().map(|one| one.severity).collect();
    if settings.strictness == Strictness::Calm {
        calm(&mut shown, article.word_count());
    }
    for (one, before) in shown.into_iter().zip(before) {
        let fate = if one.severity == before { Fate::Shown(before) } else { Fate::Calmed };
        done.push((one.finding, fate));
    }
    let bar = |name: &str| {
        let (rule, set) = rules::ALL.iter().zip(settings.rules.iter()).find(|(rule, _)| rule.name == name)?;
        (rule.basis == Basis::Judgement).then(|| severity::asked(set, settings.strictness))
    };
    let mut judged: Vec<Judged> = done.into_iter().map(|(finding, fate)| Judged { bar: bar(&finding.rule), finding, fate }).collect();
    judged
        .sort_by(|a, b| (a.finding.span, &a.finding.rule, &a.finding.message).cmp(&(b.finding.span, &b.finding.rule, &b.finding.message)));
    judged
}

fn silenced_by(article: &Article, config: Option<&Config>, by: suppression::By) -> Fate {
    match by {
        suppression::By::Comment(span) => Fate::Comment(article.lines.line_of(span.start) + 1),
        suppression::By::Entry(index) => {
            let entry = config.and_then(|config| Some((config, config.file.allow.get(index)?)));
            Fate::Entry(entry.map_or(0, |(config, entry)| line_of(config, entry.get_ref().rule.span().start)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::settings::Overrides;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    const TEXT: &str = "---\nkind: analysis\n---\n\nCritics say the contractor skimmed the TK fund.\n\n\
        <!-- onrecord: allow placeholder (a note that is private) -->\n\nThe bridge cost TK million crowns. The bridge will inevitably fall.\n\n\
        Officials said Oru lied. The very unique bridge cost 15 per cent more, TKTK said.\n";

    const CONFIG: &str = "[[wording]]\nname = \"very-unique\"\npattern = \"very unique\"\nmessage = \"Unique?\"\n\
        [rules]\nvague-attribution = \"off\"\n[[allow]]\npath = \"*\"\nrule = \"placeholder\"\ntext = \"TKTK\"\nreason = \"secret\"\n";

    #[test]
    fn what_is_explained_is_what_is_checked() {
        let config = Config::parse(Path::new("onrecord.toml"), CONFIG).unwrap();
        let article = Article::analyze(Document::new("a.md", TEXT, Format::Markdown), Lexicon::shipped(), None);
        for strictness in [Strictness::Calm, Strictness::Picky] {
            let overrides = Overrides { strictness: Some(strictness), ..Overrides::default() };
            let settings = Settings::new(Some(&config), "a.md", &overrides);
            let checked = super::super::check(&article, &settings);
            let told = judged(&article, &settings, Some(&config));
            let shown: Vec<_> = told
                .iter()
                .filter(|one| matches!(one.fate, Fate::Shown(_) | Fate::Calmed))
                .map(|one| (&one.finding.rule, one.finding.span))
                .collect();
            assert_eq!(shown, checked.shown.iter().map(|shown| (&shown.finding.rule, shown.finding.span)).collect::<Vec<_>>());
            let fate = |rule: &str| told.iter().filter(|one| one.finding.rule == rule).map(|one| one.fate.clone()).collect::<Vec<_>>();
            assert_eq!(fate("vague-attribution").first(), Some(&Fate::Off(OffBy::Configuration(6))));
            assert_eq!(fate("placeholder"), [Fate::Shown(Severity::Error), Fate::Comment(7), Fate::Entry(9)]);
            assert_eq!(fate("very-unique"), [Fate::Shown(Severity::Information)]);
        }
    }

    #[test]
    fn a_line_tells_kind_and_what_is_off() {
        let article = Article::analyze(Document::new("a.md", TEXT, Format::Markdown), Lexicon::shipped(), None);
        let told = explain(&article, &Settings::default(), None, 8);
        assert_eq!((told.kind, told.kind_by, told.sentences.len()), (Kind::Analysis, KindBy::FrontMatter(2), 2));
        assert!(
            told.off.contains(&("unattributed-prediction".into(), OffBy::Kind))
                && told.off.contains(&("unattributed-claim".into(), OffBy::Default))
        );
        assert!(explain(&article, &Settings::default(), None, 3).sentences.is_empty());
    }
}
