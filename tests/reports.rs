//! Reports for CI services: of the shape that they read, whatever an article or a file is called; quoting nobody where everybody reads; written whole
//! or not at all.

#[path = "schemas/validate.rs"]
mod validate;

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// What would end a cell, an attribute, an element, a comment, a line or a string, and what would be computed, fetched or run.
const HOSTILE: &str = "=HYPERLINK(\"x\"),'; ]]></failure></testsuite><!-- --><script>alert(1)</script>&amp;&#x0;</blockquote></details>\u{1b}[31m\u{1}\u{b}\u{fffe}\u{202e}\
                       \\ `@oru` #12 [TK](javascript:x) ![y](https://x.example/y.png) ${x} %0A::error::x";

const ALL: &[&str] =
    &["text", "concise", "json", "csv", "sheet", "markdown", "github", "sarif", "gitlab", "junit", "rdjson", "rdjsonl", "checkstyle"];

/// Variables by which a CI service is known: those of the service that runs these tests say nothing here.
const SERVICES: &[&str] = &["GITHUB_ACTIONS", "GITHUB_EVENT_PATH", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "CI_PROJECT_VISIBILITY"];

fn run_in(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    for name in SERVICES {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).envs(variables.iter().copied()).output().unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_in(folder, arguments, &[])
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Articles in which rules of every kind find something: with repairs, with related places, without copy.
fn articles() -> TempDir {
    let ferry = "Ferry to be sold\n\nThe council dismissed Oru on Monday. Fares fell by 40 per cent.\n\n\
                 Marit Oru, the mayor, said the quay was closed. Critics say it is TK.\n\nMaret Oru left. “It is so, said Hale.\n";
    let nasty = format!("The cost {HOSTILE} was TK {HOSTILE} crowns, said Mar{HOSTILE}it Oru.\n\n{ferry}");
    let names: &[&str] = if cfg!(unix) {
        &["a/ferry.txt", "a/new\nline '\"<&>].txt", "=1+1.md", "a/](x)@oru #1.md", "ö ü/%0A,:.html", "clean.txt"]
    } else {
        &["a/ferry.txt", "=1+1.md", "ö ü/%0A.html", "clean.txt"]
    };
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = match *name {
            "clean.txt" => "The ferry to Skerry will stop, Marit Oru, the mayor of Vellmouth, said on Monday.\n",
            "a/ferry.txt" => ferry,
            _ => &nasty,
        };
        fs::write(path, text).unwrap();
    }
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt")), ferry).unwrap();
    }
    folder
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn valid(name: &str, value: &Value) {
    let faults = validate::faults(&schema(name), value);
    assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
}

#[test]
fn a_report_of_another_shape_is_seen() {
    let log = |result: Value| json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [result]}]});
    let faults = |result| validate::faults(&schema("sarif-2.1.0.json"), &log(result)).len();
    assert_eq!(faults(json!({"message": {"text": "x"}})), 0);
    for wrong in [
        json!({}),
        json!({"message": {"text": 1}}),
        json!({"message": {"text": "x"}, "level": "fatal"}),
        json!({"message": {"text": "x"}, "unknown": 1}),
        json!({"message": {"text": "x"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a"}, "region": {"startLine": 0}}}]}),
        json!({"message": {"text": "x"}, "fixes": [{"artifactChanges": []}]}),
    ] {
        assert!(faults(wrong.clone()) > 0, "{wrong}");
    }
}

/// Checks a document with xmllint where it is installed, and reads it in any case: its attributes by element.
fn valid_xml(schema: &str, folder: &Path, text: &str) -> Vec<(String, String, String)> {
    let file = folder.join("document.xml");
    fs::write(&file, text).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
    match Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(&schema).arg(&file).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => println!("skipped: xmllint is not here, so that no schema of XML was checked"),
    }
    let mut reader = quick_xml::Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}\n{text}")) {
            quick_xml::events::Event::Eof => return found,
            quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
                    found.push((name.clone(), key, value));
                }
            }
            _ => {}
        }
    }
}

/// The rows of comma-separated values, as RFC 4180 reads them.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}

#[test]
fn every_report_has_the_shape_that_its_readers_ask_for() {
    let folder = articles();
    let reports = TempDir::new().unwrap();
    let files: Vec<String> = ALL.iter().map(|format| format!("{format}={}", reports.path().join(format).display())).collect();
    let mut arguments = vec!["check", ".", "--show", "hint", "--quiet"];
    files.iter().for_each(|file| arguments.extend(["--output-file", file]));
    let output = run(folder.path(), &arguments);
    assert_eq!((code(&output), out(&output), err(&output)), (1, String::new(), String::new()));
    let read = |format: &str| fs::read_to_string(reports.path().join(format)).unwrap();
    let value = |format: &str| serde_json::from_str::<Value>(&read(format)).unwrap_or_else(|error| panic!("{format}: {error}"));

    let all = value("json")["findings"].as_array().unwrap().clone();
    let sarif = value("sarif");
    valid("sarif-2.1.0.json", &sarif);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), all.len());
    assert!(results.iter().any(|result| result["fixes"].is_array()) && results.iter().any(|result| result["relatedLocations"].is_array()));
    assert!(results.iter().all(|result| result["partialFingerprints"]["onrecord/v1"].as_str().unwrap().len() == 32));

    let gitlab = value("gitlab");
    valid("gitlab.json", &gitlab);
    let prints: HashSet<&str> = gitlab.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), all.len(), "a fingerprint is one finding's alone");

    let rdjson = value("rdjson");
    valid("rdjson.json", &rdjson);
    let lines: Vec<Value> = read("rdjsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&lines, rdjson["diagnostics"].as_array().unwrap());
    assert!(lines.len() == all.len() && lines.iter().any(|line| line["suggestions"][0]["text"] == "Marit Oru"));

    let junit = valid_xml("junit-10.xsd", folder.path(), &read("junit"));
    let sum = |key: &str| {
        junit
            .iter()
            .filter(|(element, of, _)| element == "testsuite" && of == key)
            .map(|(_, _, n)| n.parse::<usize>().unwrap())
            .sum::<usize>()
    };
    assert_eq!((sum("tests"), sum("errors")), (all.len() + 1, 0), "the clean article is a case that passed");
    let failing = all.iter().filter(|finding| ["warning", "error"].contains(&finding["severity"].as_str().unwrap())).count();
    assert_eq!(sum("failures"), failing);
    let checkstyle = valid_xml("checkstyle.xsd", folder.path(), &read("checkstyle"));
    assert_eq!(checkstyle.iter().filter(|(element, key, _)| element == "error" && key == "line").count(), all.len());

    let rows = rows(&read("csv"));
    assert_eq!(rows.len(), all.len() + 1);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    assert_eq!((read("concise").lines().count(), read("github").lines().count()), (all.len(), all.len()));

    let sheet = read("sheet");
    assert_eq!(sheet.matches("<li>\n<p class=\"ask\"").count(), all.len());
    for (open, close) in
        [("<section", "</section>"), ("<blockquote", "</blockquote>"), ("<li", "</li>"), ("<ol", "</ol>"), ("<mark", "</mark>")]
    {
        let (opened, closed) =
            (sheet.matches(&format!("{open}>")).count() + sheet.matches(&format!("{open} ")).count(), sheet.matches(close).count());
        assert_eq!(opened, closed, "{open}");
    }
    assert!(!sheet.contains("<script") && !sheet.contains("<img") && !sheet.contains("<a ") && sheet.contains("default-src 'none'"));
    let markdown = read("markdown");
    let folded = markdown.split_once("<details>").unwrap();
    assert_eq!((folded.0.matches("\n- ").count(), folded.1.matches("</details>").count()), (10, 1));
    assert!(
        !markdown.replace("\\]", "").contains("](")
            && !markdown.contains("<script")
            && !markdown.contains("@oru")
            && !markdown.contains("://"),
        "{markdown}"
    );
}

#[test]
fn what_leads_to_a_place_leads_to_the_right_one() {
    let folder = folder(&[(".git/HEAD", ""), ("news/ö.txt", "Fähre\n\nDie “Fähre” kostet TK crowns.\n")]);
    let within = folder.path().join("news");
    let check = |format: &str| out(&run(&within, &["check", "ö.txt", "--select", "placeholder", "--format", format]));
    let rdjson: Value = serde_json::from_str(&check("rdjson")).unwrap();
    let place = &rdjson["diagnostics"][0]["location"];
    assert_eq!(place["path"], "news/ö.txt");
    // Bytes: each of the marks is three, the letter two.
    assert_eq!(place["range"], json!({"start": {"line": 3, "column": 25}, "end": {"line": 3, "column": 27}}));
    assert!(check("checkstyle").contains("<file name=\"news/ö.txt\">\n<error line=\"3\" column=\"20\" "), "{}", check("checkstyle"));
    assert!(check("gitlab").contains("\"path\":\"news/ö.txt\"") && check("junit").contains("<testsuite name=\"news/ö.txt\""));
    assert!(check("markdown").contains("- news/ö.txt:3, ") && check("github").contains("file=news/ö.txt,"));
    // People, editors and spreadsheets open what they were given.
    assert!(check("concise").starts_with("ö.txt:3:20: ") && check("csv").contains("\n\"ö.txt\",3,20,"));
}

#[test]
fn a_fingerprint_outlives_the_line() {
    let prints = |text: &str| {
        let folder = folder(&[("a.txt", text)]);
        let sarif: Value =
            serde_json::from_str(&out(&run(folder.path(), &["check", ".", "--select", "placeholder", "--format", "sarif"]))).unwrap();
        sarif["runs"][0]["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["partialFingerprints"]["onrecord/v1"].to_string())
            .collect::<Vec<_>>()
    };
    let before = prints("It cost TK crowns.\n\nThe XXX ferry sails.\n");
    assert_eq!(prints("Headline\r\n\r\nNothing here.\r\n\r\nIt cost TK crowns.\r\n\r\nThe XXX ferry sails.\r\n"), before);
    assert_eq!(before.len(), 2);
}

#[test]
fn what_everybody_reads_quotes_nobody() {
    let folder = folder(&[
        ("a.txt", "The contractor skimmed the harbour fund, and the council dismissed Oru.\n\nMarit Oru, the mayor, left.\n"),
        ("public.json", "{\"repository\": {\"private\": false, \"visibility\": \"public\"}}"),
        ("private.json", "{\"repository\": {\"private\": true}}"),
        ("internal.json", "{\"repository\": {\"private\": true, \"visibility\": \"internal\"}}"),
        ("schedule.json", "{\"schedule\": \"x\"}"),
        ("broken.json", "{\"repository\": {\"private\": tru"),
    ]);
    let hosts = ["github", "gitlab", "markdown", "sarif", "junit", "rdjson", "rdjsonl", "checkstyle"];
    let words = ["skimmed", "harbour fund", "Marit", "“"];
    let quotes = |format: &str, more: &[&str], variables: &[(&str, &str)]| {
        let output = out(&run_in(folder.path(), &[&["check", "a.txt", "--format", format], more].concat(), variables));
        // The pages of the rules have words of their own.
        let told = output.split_once("\"results\":[").map_or(output.as_str(), |(_, results)| results);
        assert!(told.contains("a.txt") && told.contains("unattributed-allegation"), "{output}");
        words.iter().any(|word| told.contains(word))
    };
    for format in hosts {
        assert!(quotes(format, &[], &[]), "{format}");
        assert!(!quotes(format, &["--quote", "never"], &[]), "{format}");
        for (event, told) in
            [("public", false), ("private", true), ("internal", true), ("schedule", false), ("broken", false), ("none", false)]
        {
            let event = format!("{event}.json");
            let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_PATH", event.as_str())];
            assert_eq!(quotes(format, &[], &variables), told, "{format} {event}");
            assert!(quotes(format, &["--quote", "always"], &variables));
        }
        for (seen, told) in [("public", false), ("internal", true), ("private", true)] {
            assert_eq!(quotes(format, &[], &[("GITLAB_CI", "true"), ("CI_PROJECT_VISIBILITY", seen)]), told, "{format} {seen}");
        }
        assert!(!quotes(format, &[], &[("GITLAB_CI", "true")]));
    }
    // What is printed for whoever runs it is another thing.
    for format in ["text", "concise", "csv", "sheet"] {
        assert!(quotes(format, &[], &[("GITHUB_ACTIONS", "true")]), "{format}");
    }
}

#[test]
fn github_is_told_what_it_leaves_out() {
    let text = "It cost TK crowns.\n\n".repeat(12);
    let folder = folder(&[("a.txt", &text), ("summary.md", "before\n")]);
    let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "summary.md")];
    let check = ["check", "a.txt", "--select", "placeholder", "--format", "github"];
    let output = run_in(folder.path(), &check, &variables);
    assert!(err(&output).contains("GitHub shows 10 annotations of each level, and there are 12 of level error"), "{}", err(&output));
    let summary = fs::read_to_string(folder.path().join("summary.md")).unwrap();
    assert!(summary.starts_with("before\n<!-- onrecord -->\n### onrecord: 12 queries in 1 article\n"), "{summary}");
    assert!(summary.contains("<summary>2 more</summary>"));
    // Another format, and another place, leave it alone.
    run_in(folder.path(), &["check", "a.txt"], &variables);
    run_in(folder.path(), &check, &variables[1..]);
    assert_eq!(fs::read_to_string(folder.path().join("summary.md")).unwrap(), summary);
    let lost = run_in(folder.path(), &check, &[variables[0], ("GITHUB_STEP_SUMMARY", "nowhere/summary.md")]);
    assert!(code(&lost) == 1 && err(&lost).contains("the summary of the step was not written"), "{}", err(&lost));
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let folder = folder(&[("a.txt", "It cost TK crowns.\n"), ("there.xml", "old"), ("sub/b.txt", "Fine.\n")]);
    let check = |reports: &[&str]| {
        let mut arguments = vec!["check", "a.txt", "--select", "placeholder"];
        reports.iter().for_each(|report| arguments.extend(["--output-file", report]));
        run(folder.path(), &arguments)
    };
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    for (reports, told) in [
        (&["junit=there.xml", "csv=nowhere/a.csv"][..], "nowhere/a.csv: cannot be written: there is no such folder"),
        (&["junit=there.xml", "csv=sub"], "sub: cannot be written: it is a folder"),
        (&["junit=there.xml", "csv=a.txt/x"], "a.txt/x: cannot be written"),
        (&["junit=a.txt"], "a.txt: is one of the articles"),
        (&["junit=sub/../a.txt"], "a.txt: is one of the articles"),
        (&["junit=there.xml", "csv=./there.xml"], "two reports cannot be written to one file"),
        (&["junit="], "the file is missing behind the equals sign"),
        (&["junit"], "it is a format, an equals sign and a file"),
        (&["junti=x"], "no format is named “junti”; did you mean “junit”?"),
    ] {
        let output = check(reports);
        assert!(code(&output) == 2 && err(&output).contains(told), "{reports:?}: {}", err(&output));
        assert_eq!((read("there.xml").as_str(), read("a.txt").as_str()), ("old", "It cost TK crowns.\n"), "{reports:?}");
    }
    assert_eq!(code(&check(&["junit=there.xml", "csv=new.csv"])), 1);
    assert!(read("there.xml").ends_with("</testsuites>\n") && read("new.csv").lines().count() == 2);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| !name.starts_with(".onrecord")), "{names:?}");
}

#[cfg(unix)]
#[test]
fn a_report_goes_where_a_link_leads_and_never_in_the_place_of_a_device() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", "It cost TK crowns.\n"), ("sub/real.xml", "old"), ("locked.xml", "old")]);
    std::os::unix::fs::symlink("sub/real.xml", folder.path().join("link.xml")).unwrap();
    let check = |report: &str| run(folder.path(), &["check", "a.txt", "--select", "placeholder", "--quiet", "--output-file", report]);
    assert_eq!(code(&check("junit=link.xml")), 1);
    assert!(folder.path().join("link.xml").is_symlink());
    assert!(fs::read_to_string(folder.path().join("sub/real.xml")).unwrap().contains("<testsuites"));
    assert_eq!(fs::metadata(folder.path().join("sub/real.xml")).unwrap().permissions().mode() & 0o111, 0);
    fs::set_permissions(folder.path().join("locked.xml"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(code(&check("junit=locked.xml")), 1);
    assert_eq!(fs::metadata(folder.path().join("locked.xml")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(out(&check("csv=/dev/stdout")).starts_with("path,line"));
    if Path::new("/dev/full").exists() {
        let full = check("sarif=/dev/full");
        assert!(code(&full) == 2 && err(&full).contains("/dev/full: cannot be written"), "{}", err(&full));
    }
    // Where standard output is a file, both reports are in it.
    let file = fs::File::create(folder.path().join("both.txt")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(["check", "a.txt", "--select", "placeholder", "--format", "concise", "--output-file", "csv=/dev/stdout"]);
    command.current_dir(folder.path()).stdout(file).status().unwrap();
    let both = fs::read_to_string(folder.path().join("both.txt")).unwrap();
    assert!(both.contains("path,line") && both.contains("placeholder"), "{both}");
}

#[test]
fn a_file_that_could_not_be_checked_is_an_error_of_its_own() {
    let folder = folder(&[("a.txt", "Fine.\n"), ("b.txt", "GIF89a\n\u{0}\u{1}")]);
    let output = run(folder.path(), &["check", "a.txt", "b.txt", "--format", "junit"]);
    assert_eq!(code(&output), 2);
    let junit = valid_xml("junit-10.xsd", folder.path(), &out(&output));
    assert!(junit.contains(&("error".into(), "type".into(), "unchecked".into())), "{junit:?}");
    let sarif: Value = serde_json::from_str(&out(&run(folder.path(), &["check", "a.txt", "b.txt", "--format", "sarif"]))).unwrap();
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn quiet_prints_errors_alone() {
    let folder = folder(&[("a.txt", "It cost TK crowns.\n"), ("empty.txt", "")]);
    let quiet = run(folder.path(), &["check", "a.txt", "empty.txt", "--quiet"]);
    assert_eq!((code(&quiet), out(&quiet), err(&quiet)), (1, String::new(), String::new()));
    let failed = run(folder.path(), &["check", "none.txt", "-q"]);
    assert_eq!((code(&failed), out(&failed), err(&failed).as_str()), (2, String::new(), "error: none.txt: no such file or folder\n"));
}

#[test]
fn every_report_is_the_same_at_any_number_of_threads() {
    let articles: Vec<(String, String)> = (0..150)
        .map(|n| (format!("{}/{n}.txt", n % 7), format!("Ferry {n}\n\nIt cost TK crowns, Marit Oru{n} said. Critics say so.\n")))
        .collect();
    let files: Vec<(&str, &str)> = articles.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    for format in ALL {
        let [one, four] = ["1", "4"].map(|jobs| run(folder.path(), &["check", ".", "--format", format, "--jobs", jobs]).stdout);
        assert!(one.len() > 5_000 && one == four, "{format}");
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = TempDir::new().unwrap();
    assert_eq!(code(&run(folder.path(), &["manual", "man"])), 0);
    let page = fs::read_to_string(folder.path().join("man/onrecord-check.1")).unwrap();
    assert!(page.contains(".TH") && page.contains("output\\-file") && folder.path().join("man/onrecord.1").exists());
    assert!(out(&run(folder.path(), &["manual"])).contains(".SH EXTRA"));
    assert!(!folder.path().join("man/onrecord-generate.1").exists());
}

#[test]
fn no_report_looks_as_if_there_were_nothing_to_ask_where_nobody_looked() {
    let broken = folder(&[("a.txt", "Fine.\n"), ("onrecord.toml", "outlet = \n")]);
    let missing = folder(&[("a.txt", "Fine.\n")]);
    for (folder, paths, reason) in
        [(&broken, &["."][..], "string values must be quoted"), (&missing, &["a.txt", "nowhere.txt"], "no such file or folder")]
    {
        for format in ALL.iter().filter(|format| **format != "text") {
            let report = format!("{format}=report.{format}");
            let output = run(folder.path(), &[&["check", "--quiet", "--output-file", &report], paths].concat());
            assert_eq!(code(&output), 2, "{format}: {}", err(&output));
            let text = fs::read_to_string(folder.path().join(format!("report.{format}"))).unwrap();
            assert!(text.contains(reason), "{format}: {text}");
            assert!(!text.contains("nothing to ask in 0"), "{format}: {text}");
            match *format {
                "junit" => assert!(valid_xml("junit-10.xsd", folder.path(), &text).iter().any(|(name, ..)| name == "error")),
                "sarif" => valid("sarif-2.1.0.json", &serde_json::from_str(&text).unwrap()),
                "gitlab" | "json" | "rdjson" => drop(serde_json::from_str::<Value>(&text).unwrap()),
                "csv" => assert!(rows(&text).iter().all(|row| row.len() == 11)),
                _ => {}
            }
        }
        assert!(out(&run(folder.path(), &[&["check"], paths].concat())).contains("could not be checked"));
    }
}

#[test]
fn no_report_is_written_over_what_onrecord_or_git_reads() {
    let folder = folder(&[("a.txt", "It cost TK crowns.\n"), ("onrecord.toml", "outlet = \"X\"\n"), ("other.toml", "outlet = \"Y\"\n")]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join(".git/config"), "[core]\n").unwrap();
    assert_eq!(code(&run(folder.path(), &["baseline", "write"])), 0);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let names = ["onrecord.toml", "onrecord.baseline", "other.toml", ".git/config", "a.txt"];
    let before: Vec<_> = names.iter().map(|name| read(name)).collect();
    for target in [
        "onrecord.toml",
        "onrecord.baseline",
        "ONRECORD.TOML",
        "x/../onrecord.toml",
        "other.toml",
        ".git/config",
        ".git/new",
        ".GIT/new",
        "a.txt",
    ] {
        let report = format!("junit={target}");
        let output = run(folder.path(), &["check", "a.txt", "--config", "other.toml", "--output-file", &report]);
        assert_eq!(code(&output), 2, "{target}");
        assert!(err(&output).contains("no report is written"), "{target}: {}", err(&output));
    }
    assert_eq!(names.iter().map(|name| read(name)).collect::<Vec<_>>(), before);
    assert!(!folder.path().join(".git/new").exists());
}

#[test]
fn what_an_earlier_run_wrote_is_replaced_and_is_no_article() {
    let folder = folder(&[("a.txt", "It cost TK crowns.\n"), ("mine.txt", "The quay is closed.\n")]);
    let reports = ["sheet=queries.html", "markdown=comment.md", "text=report.txt", "concise=list.text"];
    let arguments: Vec<&str> = reports.iter().flat_map(|report| ["--output-file", report]).collect();
    let mut written: Vec<Vec<u8>> = Vec::new();
    for round in 0..2 {
        let output = run(folder.path(), &[&["check", ".", "--format", "concise"], &arguments[..]].concat());
        assert_eq!((code(&output), out(&output).lines().count()), (1, 1), "{round}: {}{}", out(&output), err(&output));
        let now = reports.iter().map(|report| fs::read(folder.path().join(report.split_once('=').unwrap().1)).unwrap());
        let now: Vec<Vec<u8>> = now.collect();
        assert!(round == 0 || now == written, "a second run writes the same");
        written = now;
    }
    // A run without them leaves them alone, by name too.
    let output = run(folder.path(), &["check", ".", "--format", "concise"]);
    assert_eq!(out(&output).lines().count(), 1, "{}", out(&output));
    assert!(err(&output).contains("queries.html: left alone, since onrecord wrote it itself"), "{}", err(&output));
    let output = run(folder.path(), &["check", ".", "--output-file", "text=mine.txt"]);
    assert!(code(&output) == 2 && err(&output).contains("mine.txt: is one of the articles"), "{}", err(&output));
}

#[test]
fn what_was_left_out_and_a_gate_are_told_by_every_format_that_sums_up() {
    let known = "It cost TK crowns.\n\nIt took TKTK days to build.\n";
    let folder = folder(&[("a.txt", known), ("onrecord.toml", "[gate]\nplaceholder = 0\n")]);
    assert_eq!(code(&run(folder.path(), &["baseline", "write"])), 0);
    fs::write(folder.path().join("a.txt"), format!("{known}\nIt opens on TK, as they said.\n")).unwrap();
    let gate = "onrecord.toml:2: 1 finding of “placeholder”, at most 0 may pass";
    let report = |format: &str| {
        let output = run(folder.path(), &["check", ".", "--baseline", "--select", "placeholder", "--format", format]);
        assert_eq!(code(&output), 1, "{format}: {}", err(&output));
        assert!(err(&output).contains(gate), "{}", err(&output));
        out(&output)
    };
    let markdown = report("markdown");
    assert!(markdown.contains("1 new query in 1 article") && markdown.contains("2 known queries were left out"), "{markdown}");
    assert!(markdown.contains("The gate is not passed") && markdown.contains("at most 0 may pass"), "{markdown}");
    let junit = valid_xml("junit-10.xsd", folder.path(), &report("junit"));
    let has = |name: &str, attribute: &str, value: &str| junit.contains(&(name.into(), attribute.into(), value.into()));
    assert!(has("property", "value", "2") && has("failure", "type", "gate") && has("failure", "message", gate), "{junit:?}");
    let sarif: Value = serde_json::from_str(&report("sarif")).unwrap();
    valid("sarif-2.1.0.json", &sarif);
    assert_eq!(sarif["runs"][0]["properties"], json!({"knownLeftOut": 2, "gate": [gate]}));
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    assert_eq!((&json["summary"]["known"], &json["summary"]["gate"]), (&json!(2), &json!([gate])));
    assert_eq!(report("concise").lines().last(), Some("1 new, 2 known left out"));
    assert!(report("text").contains("2 known findings were left out"));
    assert!(report("sheet").contains("2 known queries were left out."));
    // The summary of the step is the same page.
    let summary = folder.path().join(".git-summary");
    let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    run_in(folder.path(), &["check", ".", "--baseline", "--select", "placeholder", "--format", "github"], &variables);
    let page = fs::read_to_string(&summary).unwrap();
    assert!(page.contains("2 known queries were left out") && page.contains("The gate is not passed"), "{page}");
}

#[test]
fn a_configuration_without_findings_is_no_suite_that_passed() {
    let folder = folder(&[("a.txt", "The quay is closed.\n"), ("onrecord.toml", "outlet = \"X\"\n")]);
    let junit = out(&run(folder.path(), &["check", ".", "--format", "junit"]));
    assert!(junit.contains("a.txt") && !junit.contains("onrecord.toml"), "{junit}");
}

#[test]
fn a_hyphen_is_standard_output() {
    let folder = folder(&[("a.txt", "It cost TK crowns.\n")]);
    let output = run(folder.path(), &["check", "a.txt", "--quiet", "--output-file", "json=-"]);
    assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok() && !folder.path().join("-").exists());
    let output = run(folder.path(), &["check", "a.txt", "--output-file", "json=-"]);
    assert!(code(&output) == 2 && err(&output).contains("json=-: standard output has the report of --format"), "{}", err(&output));
}
