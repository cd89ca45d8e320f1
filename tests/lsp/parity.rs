//! One article gives the same findings by every route: by name, in its folder, from standard input, as it is staged, since a revision, by a
//! patch, and in an editor.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::client::Client;

const CONFIG: &str = "\
outlet = \"The Vellmouth Courier\"
strictness = \"normal\"
acronyms = [\"VHB\"]

[kinds]
\"columns/\" = \"opinion\"

[rules]
unattributed-number = \"warning\"

[[wording]]
name = \"passed-away\"
pattern = '(?i)\\bpassed away\\b'
message = \"Do we mean died?\"

[[allow]]
path = \"news/ferry.md\"
rule = \"unattributed-prediction\"
reason = \"The desk has the minutes.\"
";

const ARTICLE: &str = "\
# The ferry

Oru said on Monday that the ferry had been sold. The old harbour master passed away in May.

Critics say it was cheap; fares rose by 40 per cent. The contractor skimmed the harbour fund.

It will certainly cost twice as much by spring. <!-- onrecord: allow placeholder (on file) -->

Marit Oru, the mayor, paid TK crowns for the pier. Sources said the council lied to the inspectors.
";

/// Rule, line and message, sorted.
type Found = Vec<(String, u64, String)>;

fn by_check(folder: &Path, arguments: &[&str], input: Option<&Path>) -> Found {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(["check", "--format", "json", "--show", "hint", "--fail-on", "never"]).args(arguments).current_dir(folder);
    let input = input.map_or_else(Stdio::null, |path| fs::File::open(path).unwrap().into());
    let output = command.stdin(input).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| !text(&finding["path"]).ends_with(".toml"));
    let one = |finding: &Value| {
        let message = format!("{} {}", text(&finding["message"]), text(&finding["reason"]));
        (text(&finding["rule"]), finding["line"].as_u64().unwrap(), message.trim_end().to_owned())
    };
    let mut found: Found = findings.map(one).collect();
    found.sort();
    found
}

fn by_editor(folder: &Path, path: &Path, text: &str) -> Found {
    let mut client = Client::initialized(json!({}), Some(folder));
    let escaped = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    let uri = format!("file://{}", path.to_str().unwrap().bytes().map(escaped).collect::<String>());
    client.open(&uri, text);
    let one = |diagnostic: &Value| {
        let text = |part: &str| diagnostic[part].as_str().unwrap().to_owned();
        (text("code"), diagnostic["range"]["start"]["line"].as_u64().unwrap() + 1, text("message"))
    };
    let mut found: Found = client.published(&uri, Some(1)).iter().map(one).collect();
    found.sort();
    found
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=Oru", "-c", "user.email=oru@quay.example", "-c", "init.defaultBranch=main"]);
    git.args(arguments).current_dir(folder).output().is_ok_and(|output| output.status.success())
}

#[test]
fn every_route_gives_the_same_findings() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path().canonicalize().unwrap();
    let with_git = git(&root, &["init", "-q"]);
    fs::write(root.join("onrecord.toml"), CONFIG).unwrap();
    with_git.then(|| (git(&root, &["add", "."]), git(&root, &["commit", "-qm", "a"])));
    for name in ["news/ferry.md", "columns/ferry.md", "a b/é/ferry.txt", "ferry.html"] {
        let path = root.join(name);
        let folder = path.parent().unwrap();
        let file = path.file_name().unwrap().to_str().unwrap();
        let text = match path.extension().unwrap().to_str() {
            Some("html") => format!("<html><body><h1>The ferry</h1>\n<p>{}</p></body></html>\n", ARTICLE.replace("# The ferry\n", "")),
            _ => ARTICLE.to_owned(),
        };
        fs::create_dir_all(folder).unwrap();
        fs::write(&path, &text).unwrap();
        let whole = by_check(&root, &[name], None);
        assert!(whole.len() > 4, "{whole:?}");
        let elsewhere = std::env::temp_dir();
        for (from, arguments, input) in [
            (root.as_path(), vec!["."], None),
            (folder, vec![file], None),
            (folder, vec!["."], None),
            (elsewhere.as_path(), vec![path.to_str().unwrap()], None),
            (root.as_path(), vec!["-", "--stdin-filename", name], Some(path.as_path())),
            (folder, vec!["-", "--stdin-filename", file], Some(path.as_path())),
        ] {
            assert_eq!(by_check(from, &arguments, input), whole, "{name} {}: {arguments:?}", from.display());
        }
        assert_eq!(by_editor(&root, &path, &text), whole, "{name}: in an editor");
        assert_eq!(by_editor(folder, &path, &text), whole, "{name}: in an editor on its folder");
        let lines: String = text.lines().map(|line| format!("+{line}\n")).collect();
        let patch = format!("--- /dev/null\n+++ b/{name}\n@@ -0,0 +1,{} @@\n{lines}", text.lines().count());
        let patched = root.join("the.patch");
        fs::write(&patched, patch).unwrap();
        assert_eq!(by_check(&root, &["--patch", "the.patch"], None), whole, "{name}: by a patch");
        fs::remove_file(&patched).unwrap();
        if with_git {
            assert_eq!(by_check(&root, &["--since", "HEAD"], None), whole, "{name}: since");
            assert!(git(&root, &["add", "."]));
            for (from, arguments) in
                [(root.as_path(), vec!["--staged"]), (folder, vec!["--staged"]), (root.as_path(), vec!["--since", "HEAD"])]
            {
                assert_eq!(by_check(from, &arguments, None), whole, "{name} {}: {arguments:?}", from.display());
            }
            assert!(git(&root, &["rm", "-q", "-f", "--cached", name]));
        }
        fs::remove_file(&path).unwrap();
    }
}
