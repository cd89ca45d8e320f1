//! What the server leaves on disk, where it lets an article lead, and what it lets an article do in an editor's panels.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

/// A server for the person whose home this is, whose client can show documents, take Markdown and create files.
fn at_home(home: &Path, root: Option<&Path>) -> Client {
    let mut client = Client::start_at_home(home);
    let can = json!({
        "window": {"showDocument": {"support": true}},
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}
        },
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}
    });
    let root = root.map_or(Value::Null, |root| json!(format!("file://{}", root.display())));
    client.request("initialize", json!({"processId": null, "rootUri": root, "capabilities": can}));
    client.notify("initialized", json!({}));
    client
}

/// Has the ledger of an article shown; where it lies.
fn ledger(client: &mut Client, article: &str) -> PathBuf {
    client.request("workspace/executeCommand", json!({"command": "onrecord.ledger", "arguments": [article]}));
    let shown = client.wait(|message| message["method"] == "window/showDocument");
    client.send(&json!({"jsonrpc": "2.0", "id": shown["id"], "result": {"success": true}}));
    shown["params"]["uri"].as_str().unwrap().strip_prefix("file://").unwrap().into()
}

fn sessions(home: &Path) -> usize {
    let entries = fs::read_dir(home.join(".cache/onrecord")).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("session-")).count()
}

fn close(client: &mut Client, uri: &str) {
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    // What is answered later was done later.
    client.request("workspace/symbol", json!({"query": "x"}));
}

#[cfg(unix)]
#[test]
fn a_ledger_is_its_users_alone_and_goes_when_it_is_closed() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let mut client = at_home(home.path(), None);
    for article in ["untitled:one", "untitled:two"] {
        client.open(article, ARTICLE);
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let page = ledger(&mut client, "untitled:one");
    assert!(fs::read_to_string(&page).unwrap().contains("Marit Oru"));
    assert_eq!((mode(&page), mode(page.parent().unwrap()), mode(&home.path().join(".cache/onrecord"))), (0o600, 0o700, 0o700));
    let other = ledger(&mut client, "untitled:two");
    assert_eq!((ledger(&mut client, "untitled:one"), page != other, sessions(home.path())), (page.clone(), true, 1));
    close(&mut client, "untitled:one");
    assert!(!page.exists() && other.exists());
    // The page itself may be closed first.
    let address = format!("file://{}", other.display());
    client.open(&address, "# Sourcing ledger\n");
    close(&mut client, &address);
    assert!(!other.exists());
    let again = ledger(&mut client, "untitled:two");
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code().0, Some(0));
    assert!(!again.exists());
    assert_eq!(sessions(home.path()), 0);
}

#[cfg(unix)]
#[test]
fn a_session_that_is_told_to_end_by_a_signal_leaves_no_ledger() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let home = tempfile::tempdir().unwrap();
        let mut client = at_home(home.path(), None);
        client.open("untitled:one", ARTICLE);
        let page = ledger(&mut client, "untitled:one");
        assert!(page.exists());
        let told = std::process::Command::new("kill").args([signal, &client.server.id().to_string()]).status().unwrap();
        assert!(told.success());
        client.exit_code();
        assert!(!page.exists() && sessions(home.path()) == 0, "{signal}");
    }
}

#[test]
fn the_pages_that_lie_there_do_not_tell_which_rules_spoke() {
    let home = tempfile::tempdir().unwrap();
    let mut client = at_home(home.path(), None);
    client.open("untitled:one", "The harbour cost TK million crowns to dredge.\n");
    client.published("untitled:one", Some(1));
    let pages = home.path().join(".cache/onrecord").join(env!("CARGO_PKG_VERSION")).join("rules");
    assert_eq!(fs::read_dir(pages).unwrap().count(), onrecord::rules::ALL.len());
}

#[test]
fn a_session_that_was_killed_is_cleared_away_by_the_next_and_one_that_lives_is_not() {
    let home = tempfile::tempdir().unwrap();
    let mut killed = at_home(home.path(), None);
    killed.open("untitled:one", ARTICLE);
    let left = ledger(&mut killed, "untitled:one");
    let mut living = at_home(home.path(), None);
    living.open("untitled:one", ARTICLE);
    let stays = ledger(&mut living, "untitled:one");
    killed.server.kill().unwrap();
    killed.server.wait().unwrap();
    assert!(left.exists() && stays.exists());
    let next = at_home(home.path(), None);
    assert!(!left.exists() && stays.exists(), "{} {}", left.exists(), stays.exists());
    drop(next);
}

#[cfg(unix)]
#[test]
fn what_no_session_left_is_neither_removed_nor_waited_for() {
    use std::os::unix::fs::{DirBuilderExt, symlink};
    let home = tempfile::tempdir().unwrap();
    let (work, cache) = (home.path().join("work"), home.path().join(".cache"));
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(1 << 20);
    let plant = |folder: PathBuf, name: &str| {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).unwrap();
        fs::write(folder.join(name), "mine").unwrap();
        fs::File::open(&folder).unwrap().set_modified(old).unwrap();
        folder.join(name)
    };
    let start = || {
        let mut client = at_home(home.path(), None);
        client.request("workspace/symbol", json!({"query": "x"}));
    };
    // A folder of the cache that leads to one's work, whatever lies there.
    let mine = [plant(work.join("session-notes"), "interview.txt"), plant(work.join("session-2"), "ledger-1.md")];
    fs::write(work.join("session-2/lock"), "").unwrap();
    fs::create_dir(&cache).unwrap();
    symlink("../work", cache.join("onrecord")).unwrap();
    start();
    assert!(mine.iter().all(|path| path.exists()));
    // Nor is all ours that lies in a folder of our own.
    fs::remove_file(cache.join("onrecord")).unwrap();
    let mine = plant(cache.join("onrecord/session-notes"), "interview.txt");
    let pipe = plant(cache.join("onrecord/session-pipe"), "ledger-1.md");
    assert!(std::process::Command::new("mkfifo").arg(pipe.with_file_name("lock")).status().unwrap().success());
    start();
    assert!(mine.exists() && pipe.exists());
}

#[test]
fn without_a_home_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let mut client = Client::start_at_home(Path::new("relative"));
    client.request(
        "initialize",
        json!({"processId": null, "rootUri": null, "capabilities": {"window": {"showDocument": {"support": true}}}}),
    );
    client.notify("initialized", json!({}));
    client.open("untitled:one", ARTICLE);
    let found = client.published("untitled:one", Some(1));
    assert!(found.iter().all(|one| one.get("codeDescription").is_none()), "{found:?}");
    let page = client.request("workspace/executeCommand", json!({"command": "onrecord.ledger", "arguments": ["untitled:one"]}));
    assert!(page.as_str().unwrap().contains("Marit Oru"));
    assert!(!client.has(|message| message["method"] == "window/showDocument"));
    assert!(!Path::new("relative").exists() && sessions(home.path()) == 0);
}

#[cfg(unix)]
#[test]
fn a_page_is_not_written_through_what_was_planted() {
    let home = tempfile::tempdir().unwrap();
    let (own, mine) = (home.path().join(".cache/onrecord"), home.path().join("mine"));
    fs::create_dir_all(own.join(env!("CARGO_PKG_VERSION")).join("rules")).unwrap();
    fs::write(&mine, "mine").unwrap();
    let page = own.join(env!("CARGO_PKG_VERSION")).join("rules/placeholder.md");
    std::os::unix::fs::symlink(&mine, &page).unwrap();
    let mut client = at_home(home.path(), None);
    client.open("untitled:one", ARTICLE);
    client.published("untitled:one", Some(1));
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    assert!(fs::symlink_metadata(&page).unwrap().is_file());
    // A folder that leads elsewhere is not used.
    let other = tempfile::tempdir().unwrap();
    fs::create_dir(other.path().join(".cache")).unwrap();
    std::os::unix::fs::symlink(home.path(), other.path().join(".cache/onrecord")).unwrap();
    let mut client = at_home(other.path(), None);
    client.open("untitled:one", ARTICLE);
    let found = client.published("untitled:one", Some(1));
    assert!(found.iter().all(|one| one.get("codeDescription").is_none()), "{found:?}");
}

/// The titles of what may be done in an article whose only finding is a placeholder.
fn titles(client: &mut Client, article: &str) -> Vec<String> {
    client.open(article, "It was XXX who signed.\n");
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let ask = json!({"textDocument": {"uri": article}, "range": whole, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask);
    actions.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

#[cfg(unix)]
#[test]
fn accepting_writes_nothing_outside_the_open_folders() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = folder.path().join("news");
    fs::create_dir_all(root.join("desk")).unwrap();
    std::os::unix::fs::symlink(folder.path(), root.join("up")).unwrap();
    let accepts = |root: Option<&Path>, article: &Path| {
        let mut client = at_home(home.path(), root);
        titles(&mut client, &format!("file://{}", article.display())).iter().filter(|title| title.starts_with("Accept")).count()
    };
    assert_eq!(accepts(Some(&root), &root.join("desk/a.txt")), 2);
    assert_eq!(accepts(None, &root.join("desk/a.txt")), 0, "no folder is open");
    assert_eq!(accepts(Some(&root), &folder.path().join("a.txt")), 0, "the article lies outside");
    // The configuration that governs lies above what is open, or is reached by a link that leads there.
    fs::write(folder.path().join("onrecord.toml"), "outlet = \"The Vellmouth Herald\"\n").unwrap();
    assert_eq!(accepts(Some(&root), &root.join("desk/a.txt")), 0);
    assert_eq!(accepts(Some(&root), &root.join("up/a.txt")), 0);
    assert_eq!(accepts(Some(folder.path()), &root.join("desk/a.txt")), 2);
    // Nor does a file that moves take its entry there.
    fs::write(folder.path().join("onrecord.toml"), "[[allow]]\npath = \"/news/a.txt\"\nrule = \"placeholder\"\n").unwrap();
    let files = json!({"files": [{"oldUri": uri(&root, "a.txt"), "newUri": uri(&root, "b.txt")}]});
    let mut outside = at_home(home.path(), Some(&root));
    assert_eq!(outside.request("workspace/willRenameFiles", files.clone()), Value::Null);
    let mut inside = at_home(home.path(), Some(folder.path()));
    assert!(inside.request("workspace/willRenameFiles", files).is_object());
}

#[cfg(unix)]
#[test]
fn a_link_leads_nowhere_outside_the_open_folders() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = folder.path().join("news");
    fs::create_dir_all(root.join("desk")).unwrap();
    for file in ["secret.md", "news/b.md", "news/desk/c.md"] {
        fs::write(folder.path().join(file), "The bridge.\n").unwrap();
    }
    std::os::unix::fs::symlink(folder.path(), root.join("up")).unwrap();
    std::os::unix::fs::symlink("../../secret.md", root.join("desk/link.md")).unwrap();
    let text =
        "[a](../b.md) [b](c.md) [c](../../secret.md) [d](../up/secret.md) [e](link.md) [f](/etc/hosts) [g](../../../../../etc/hosts)\n";
    let leads = |root: Option<&Path>| {
        let mut client = at_home(home.path(), root);
        let article = uri(&folder.path().join("news/desk"), "a.md");
        client.open(&article, text);
        let links = client.request("textDocument/documentLink", json!({"textDocument": {"uri": article}}));
        links
            .as_array()
            .unwrap()
            .iter()
            .map(|link| link["target"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(leads(Some(&root)), ["b.md", "c.md"]);
    assert_eq!(leads(None), ["c.md"]);
    fs::write(
        root.join("onrecord.toml"),
        "[[allow]]\npath = \"/../secret.md\"\nrule = \"placeholder\"\n[[allow]]\npath = \"/b.md\"\nrule = \"placeholder\"\n",
    )
    .unwrap();
    let mut client = at_home(home.path(), Some(&root));
    let links = client.request("textDocument/documentLink", json!({"textDocument": {"uri": uri(&root, "onrecord.toml")}}));
    assert_eq!((links.as_array().unwrap().len(), &links[0]["target"]), (1, &json!(uri(&root, "b.md"))));
}

#[test]
fn words_of_an_article_do_nothing_in_a_hover() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let said = "Marit Oru, the mayor, said: “See ![x](https://vellmouth.example/x.png) <img src=x> or www.vellmouth.example and oru@vellmouth.example \
                \u{202e}now\u{1b}[31m.” Oru left.\n";
    let mut client = at_home(home.path(), Some(folder.path()));
    let article = uri(folder.path(), "a)www.vellmouth.example(.txt");
    client.open(&article, said);
    let hover = client.at("hover", &article, 0, 6);
    let value = hover["contents"]["value"].as_str().unwrap();
    assert!(value.contains("Quoted: ") || value.contains("Cited: "), "{value}");
    assert!(!value.contains("a)"), "{value}");
    let bare = value.replace(&article.replace('(', "%28").replace(')', "%29"), "");
    // What a backslash stands before is a letter like others.
    let bare = ["\\:", "\\[", "\\]", "\\<", "\\.", "\\@"].iter().fold(bare, |bare, escaped| bare.replace(escaped, ""));
    for acts in ["://", "<img", "![", "www.", "oru@", "\u{202e}", "\u{1b}"] {
        assert!(!bare.contains(acts), "{acts:?} in {value}");
    }
    assert!(bare.split("](").skip(1).all(|target| target.starts_with("#L1)")), "{value}");
    let plain = Client::with(said).at("hover", "untitled:article", 0, 6);
    let plain = plain["contents"]["value"].as_str().unwrap();
    assert!(!plain.contains(['\u{202e}', '\u{1b}']), "{plain}");
}

#[test]
fn what_is_listed_beside_a_text_is_one_line() {
    let hostile = "Mar\u{200b}it Or\u{202e}u\u{1b}[31m";
    let text = format!("{hostile}, the may\u{7}or, spoke.\n\n“We had\u{2028}no ch\u{1b}oice,” {hostile} said. The town \u{200e}knows Mar");
    let mut client = Client::with(&text);
    let document = json!({"uri": "untitled:article"});
    let end = json!({"line": 2, "character": text.lines().nth(2).unwrap().encode_utf16().count()});
    let answers = [
        client.request("textDocument/documentSymbol", json!({"textDocument": document})),
        client.request(
            "textDocument/codeAction",
            json!({"textDocument": document, "range": {"start": {"line": 0, "character": 0}, "end": end}, "context": {"diagnostics": []}}),
        ),
        Value::from(client.published("untitled:article", Some(1))),
    ];
    for answer in answers {
        let mut shown = Vec::new();
        labels(&answer, &mut shown);
        assert!(!shown.is_empty(), "{answer}");
        for label in shown {
            assert!(!label.contains(|c: char| c.is_control() || "\u{200b}\u{202e}\u{2028}\u{200e}".contains(c)), "{label:?}");
        }
    }
    let offered = client.request("textDocument/completion", json!({"textDocument": document, "position": end}));
    for item in offered.as_array().into_iter().flatten() {
        assert!(!item["label"].as_str().unwrap().contains(|c: char| c.is_control() || "\u{200b}\u{202e}".contains(c)), "{item}");
    }
}

/// What an answer has to say to a person: names, details, titles and messages.
fn labels<'a>(answer: &'a Value, found: &mut Vec<&'a str>) {
    match answer {
        Value::Array(all) => all.iter().for_each(|one| labels(one, found)),
        Value::Object(all) => {
            for (key, value) in all {
                match value {
                    Value::String(text) if ["name", "detail", "title", "message", "label", "containerName"].contains(&key.as_str()) => {
                        found.push(text)
                    }
                    Value::Array(_) | Value::Object(_) if key != "edit" && key != "arguments" => labels(value, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
