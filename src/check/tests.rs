use super::*;
use crate::config::{Config, settings::Overrides};
use crate::lexicon::Lexicon;
use crate::prose::{Scope, Suppression};
use crate::text::{Document, Format};

const TEXT: &str = "The harbour cost TK million crowns.\nThe bridge cost TK million more.\n";

fn article(text: &str) -> Article {
    Article::analyze(Document::new("ferry.txt", text, Format::Plain), Lexicon::shipped(), None)
}

fn rules_of(checked: &Checked) -> Vec<(&str, u32)> {
    checked.shown.iter().map(|shown| (shown.finding.rule.as_ref(), shown.finding.span.start)).collect()
}

fn comment(scope: Scope, rule: &str, text: Option<&str>, covers: Span) -> Suppression {
    let text = text.map(str::to_string);
    Suppression { scope, rule: rule.into(), rule_span: Span::new(0, 1), text, reason: None, span: Span::new(0, 1), covers, error: None }
}

fn with(comment: Suppression) -> Vec<(String, u32)> {
    let mut article = article(TEXT);
    article.prose.suppressions.push(comment);
    let overrides =
        Overrides { select: ["placeholder", "unknown-rule", "unused-suppression"].map(str::to_owned).into(), ..Overrides::default() };
    let checked = check(&article, &Settings::new(None, "", &overrides));
    rules_of(&checked).into_iter().map(|(rule, at)| (rule.to_owned(), at)).collect()
}

#[test]
fn comments_silence_by_rule_place_and_words() {
    let at = |rule: &str, place: u32| (rule.to_owned(), place);
    let (first, second) = (at("placeholder", 17), at("placeholder", 52));
    let line = Span::new(0, 35);
    assert_eq!(with(comment(Scope::Line, "placeholder", None, line)), std::slice::from_ref(&second));
    assert_eq!(with(comment(Scope::File, "placeholder", None, Span::default())), Vec::<(String, u32)>::new());
    assert_eq!(with(comment(Scope::File, "placeholder", Some("TK  million\nmore"), Span::default())), std::slice::from_ref(&first));
    assert_eq!(
        with(comment(Scope::Block, "placeholder", Some("crowns"), line)),
        [at("unused-suppression", 0), first.clone(), second.clone()]
    );
    assert_eq!(with(comment(Scope::File, "place-holder", None, line)), [at("unknown-rule", 0), first.clone(), second.clone()]);
    // The rule did not run, so nobody knows whether the comment would have been of use.
    assert_eq!(with(comment(Scope::File, "broken-sentence", None, line)), [first, second]);
}

#[test]
fn the_configuration_silences_and_knows_what_it_did_not_silence() {
    let text = "[[allow]]\npath = \"ferry.txt\"\nrule = \"placeholder\"\ntext = \"TK million crowns\"\n\
                [[allow]]\npath = \"ferry.txt\"\nrule = \"placeholder\"\ntext = \"tunnel\"\n\
                [rules]\nplaceholdr = \"off\"\n";
    let config = Config::parse(std::path::Path::new("onrecord.toml"), text).unwrap();
    let overrides = Overrides { select: vec!["placeholder".to_owned()], ..Overrides::default() };
    let checked = check(&article(TEXT), &Settings::new(Some(&config), "ferry.txt", &overrides));
    assert_eq!((rules_of(&checked), checked.used.clone(), checked.tried.clone()), (vec![("placeholder", 52)], vec![0], vec![0, 1]));
    let found = check_config(&config, &Settings::default(), &[1]);
    let told: Vec<_> = found.iter().map(|shown| (shown.finding.rule.as_ref(), shown.finding.span.of(&config.text))).collect();
    assert_eq!(told, [("unused-suppression", "\"placeholder\""), ("unknown-rule", "placeholdr")]);
    assert!(found[1].finding.reason.ends_with("did you mean “placeholder”?"));
}

#[test]
fn the_kind_comes_from_the_command_line_then_the_article_then_the_path() {
    let mut article = article(TEXT);
    let mut settings = Settings { kind: Some(Kind::Sport), ..Settings::default() };
    assert_eq!(check(&article, &settings).kind, Kind::Sport);
    article.prose.front_matter.kind = Some(("opinion".into(), Span::default()));
    assert_eq!(check(&article, &settings).kind, Kind::Opinion);
    settings.forced_kind = Some(Kind::Court);
    assert_eq!(check(&article, &settings).kind, Kind::Court);
    article.prose.front_matter.ignore = true;
    let checked = check(&article, &settings);
    assert!(checked.ignored && checked.shown.is_empty());
}

#[test]
fn a_calm_article_shows_the_surest_judgements_and_keeps_every_warning() {
    let finding = |rule: &'static str, weight, start| Finding {
        rule: rule.into(),
        span: Span::new(start, start + 1),
        weight,
        message: String::new(),
        reason: String::new(),
        related: Vec::new(),
    };
    let judged =
        (0..30u32).map(|at| Shown { finding: finding("vague-hedge", 0.5 + at as f32 / 100.0, at), severity: Severity::Information });
    let sure = Shown { finding: finding("broken-sentence", 1.0, 99), severity: Severity::Warning };
    let mut shown: Vec<Shown> = judged.chain([sure]).collect();
    calm(&mut shown, 100);
    let loud: Vec<u32> = shown.iter().filter(|shown| shown.severity > Severity::Hint).map(|shown| shown.finding.span.start).collect();
    assert_eq!(loud, (11..30).chain([99]).collect::<Vec<u32>>());
    let mut shown = vec![Shown { finding: finding("vague-hedge", 0.5, 0), severity: Severity::Information }; 30];
    calm(&mut shown, 1200);
    assert!(shown.iter().all(|shown| shown.severity == Severity::Information), "a long article may show more");
}

#[test]
fn a_kind_is_told_by_the_file_and_the_configuration_may_refuse() {
    let read = |path: &str, text: &str, format| Article::analyze(Document::new(path, text, format), Lexicon::shipped(), None);
    let told = |article: &Article, settings: &Settings| {
        let checked = check(article, settings);
        (checked.kind, checked.because.unwrap_or_default())
    };
    let plain = Settings::default();
    for (text, kind, because) in [
        ("---\ncategory: \"Opinion\"\n---\nThe ferry left.\n", Kind::Opinion, "category: Opinion"),
        ("---\ncategories: [news, comment]\n---\nThe ferry left.\n", Kind::Opinion, "categories: comment"),
        ("---\ntags: [ferry, op-ed]\n---\nThe ferry left.\n", Kind::Opinion, "tags: op-ed"),
        ("---\ntags: [sport]\n---\nThe ferry left.\n", Kind::News, ""),
        ("---\ntype: editorial\nlayout: post\n---\nThe ferry left.\n", Kind::Opinion, "type: editorial"),
        ("---\nsection: News / Letters to the Editor\n---\nThe ferry left.\n", Kind::Opinion, "section: News / Letters to the Editor"),
        ("---\nkind: court\nsection: Opinion\n---\nThe ferry left.\n", Kind::Court, "kind: court"),
        ("COMMENT\n\n# The ferry left\n\nIt left at ten.\n", Kind::Opinion, "kicker: COMMENT"),
        ("# Analysis | Why the ferry left\n\nIt left at ten.\n", Kind::Analysis, "kicker: Analysis"),
        ("# Why the ferry left [Opinion]\n\nIt left at ten.\n", Kind::Opinion, "kicker: Opinion"),
        ("# Comments on the ferry: a record\n\nIt left at ten.\n", Kind::News, ""),
    ] {
        assert_eq!(told(&read("a.md", text, Format::Markdown), &plain), (kind, because.to_owned()), "{text}");
    }
    let page = "<meta property='article:section' content='Opinion'><h1>The ferry</h1><p>It left at ten.</p>";
    assert_eq!(told(&read("a.html", page, Format::Html), &plain), (Kind::Opinion, "article:section: Opinion".to_owned()));
    let data = "<script type='application/ld+json'>{\"@context\": \"https://schema.org\", \"@type\": \"ReviewNewsArticle\"}</script><p>It left at ten.</p>";
    assert_eq!(told(&read("a.html", data, Format::Html), &plain), (Kind::Review, "@type: ReviewNewsArticle".to_owned()));
    let set = "[kinds]\n\"courts/\" = \"court\"\n[kinds.fields]\n\"The Long View\" = \"analysis\"\nComment = false\n\"desk: Voices\" = \"feature\"\n";
    let config = Config::parse(std::path::Path::new("onrecord.toml"), set).unwrap();
    for (path, text, kind, because) in [
        ("a.md", "---\nsection: The long view\n---\nIt left.\n", Kind::Analysis, "section: The long view"),
        ("a.md", "---\ncategory: Comment\n---\nIt left.\n", Kind::News, ""),
        ("a.md", "---\ndesk: Voices\n---\nIt left.\n", Kind::Feature, "desk: Voices"),
        ("opinion/a.md", "It left.\n", Kind::Opinion, "folder: opinion/"),
        ("courts/a.md", "---\nsection: Opinion\n---\nIt left.\n", Kind::Court, "kinds in onrecord.toml"),
    ] {
        let settings = Settings::new(Some(&config), path, &Overrides::default());
        assert_eq!(told(&read(path, text, Format::Markdown), &settings), (kind, because.to_owned()), "{path} {text}");
    }
    let config = Config::parse(std::path::Path::new("onrecord.toml"), "[kinds]\nfields = false\n").unwrap();
    let settings = Settings::new(Some(&config), "opinion/a.md", &Overrides::default());
    assert_eq!(told(&read("a.md", "---\ncategory: Opinion\n---\nIt left.\n", Format::Markdown), &settings).0, Kind::News);
}
