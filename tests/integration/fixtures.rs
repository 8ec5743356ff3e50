//! Runs every folder of `fixtures/`: `case.toml` says how, `input/` is what, `expected.*` is what
//! must come out.
//!
//! A case is a folder, not Rust: adding one touches nothing here.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::support::{Run, difference, fill, finish, root, run, scrub, snapshot, temp, tool};

/// `case.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    /// What the case is for, in a sentence.
    about: String,
    /// The arguments; the directory is one that holds a copy of `input/`.
    args: Vec<String>,
    /// The exit status.
    status: i32,
    /// One run with `-f` for each, compared with `expected.<format>` (`expected.txt` for text). With
    /// none there is one run without `-f`, which must print nothing.
    #[serde(default)]
    formats: Vec<String>,
    /// Files that a run writes, and what of the case's folder they must be equal to.
    #[serde(default)]
    reports: BTreeMap<String, String>,
    /// What a run without `-f` prints, for a command that takes no format.
    output: Option<String>,
    /// A file of the case's folder for standard input.
    stdin: Option<String>,
    /// What the messages must hold, in order; without it there must be no message.
    #[serde(default)]
    stderr: Vec<String>,
    /// Inputs that are better made than kept in git.
    #[serde(default)]
    make: Vec<Make>,
}

/// An input that is made by the test.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Make {
    /// Its path, from where the tool runs.
    file: String,
    /// A file to make it of, from the case's folder.
    from: Option<String>,
    /// Or its text.
    text: Option<String>,
    /// What is done to that, in order.
    #[serde(default)]
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Step {
    /// Every line ends with CR LF.
    Crlf,
    /// The last line does not end.
    NoFinalNewline,
    /// 5000 NUL bytes after the second line, as a crash leaves them in a preallocated file.
    NulRun,
    Utf16le,
    Utf16be,
    /// A byte order mark, after the step before.
    MarkLe,
    MarkBe,
    Gzip,
    /// Two members, as `cat a.gz b.gz` makes them.
    GzipTwo,
    /// The last 12 bytes are missing.
    Truncate,
    /// The first bytes of a Zstandard frame before it.
    ZstdMagic,
}

#[test]
fn every_case_comes_out_as_expected() {
    let mut failures = Vec::new();
    let mut cases = 0;
    for folder in folders() {
        cases += 1;
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        failures.extend(play(&folder).into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(cases >= 30, "only {cases} cases: are the fixtures there?");
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n"));
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root().join("fixtures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn play(folder: &Path) -> Vec<String> {
    let text = match fs::read_to_string(folder.join("case.toml")) {
        Ok(text) => text,
        Err(error) => return vec![format!("case.toml: {error}")],
    };
    let case: Case = match toml::from_str(&text) {
        Ok(case) => case,
        Err(error) => return vec![format!("case.toml: {error}")],
    };
    let mut failures = Vec::new();
    if case.about.trim().is_empty() {
        failures.push("case.toml: about is empty".to_owned());
    }
    let formats: Vec<Option<&str>> = match case.formats.as_slice() {
        [] => vec![None],
        formats => formats.iter().map(|format| Some(format.as_str())).collect(),
    };
    for format in formats {
        failures.extend(play_format(folder, &case, format));
    }
    failures.extend(unclaimed(folder, &case));
    failures
}

fn play_format(folder: &Path, case: &Case, format: Option<&str>) -> Vec<String> {
    let cwd = temp();
    let cwd = cwd.path();
    lay_out(folder, case, cwd);
    let mut command = tool(cwd);
    command.args(&case.args);
    if let Some(format) = format {
        command.args(["-f", format]);
    }
    let stdin = case.stdin.as_ref().map(|file| filled(&folder.join(file)));
    let run = finish(command, stdin.as_deref());
    let mut failures = judge(folder, case, format, cwd, &run);
    for failure in &mut failures {
        *failure = format!("{}: {failure}", format.unwrap_or("no format"));
    }
    failures
}

fn judge(folder: &Path, case: &Case, format: Option<&str>, cwd: &Path, run: &Run) -> Vec<String> {
    let mut failures = Vec::new();
    let err = scrub(&run.err(), cwd);
    if run.status != Some(case.status) {
        failures.push(format!("exit status {:?}, not {}; stderr: {err}", run.status, case.status));
    }
    let out = scrub(&run.out(), cwd);
    match format {
        Some(format) => failures.extend(snapshot(&folder.join(expected(format)), &out).err()),
        None if case.output.is_some() => {
            let file = case.output.iter().map(|name| folder.join(name));
            failures.extend(file.filter_map(|file| snapshot(&file, &out).err()));
        }
        None if !out.is_empty() => failures.push(format!("it prints {}", difference("", &out))),
        None => {}
    }
    for (file, expected) in &case.reports {
        match fs::read_to_string(cwd.join(file)) {
            Ok(report) => {
                failures.extend(snapshot(&folder.join(expected), &scrub(&report, cwd)).err());
            }
            Err(error) => failures.push(format!("{file}: {error}")),
        }
    }
    let mut rest = err.as_str();
    for want in &case.stderr {
        match rest.find(want.as_str()) {
            Some(at) => rest = &rest[at + want.len()..],
            None => failures.push(format!("stderr lacks `{want}`: {err}")),
        }
    }
    if case.stderr.is_empty() && !err.is_empty() {
        failures.push(format!("there are messages: {err}"));
    }
    failures
}

fn expected(format: &str) -> String {
    format!("expected.{}", if format == "text" { "txt" } else { format })
}

/// A snapshot that no run is compared with would look like a promise and be none.
fn unclaimed(folder: &Path, case: &Case) -> Vec<String> {
    let claimed = |name: &str| {
        case.formats.iter().any(|format| expected(format) == name)
            || case.reports.values().chain(&case.output).any(|expected| expected == name)
    };
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("expected.") && !claimed(name))
        .map(|name| format!("case.toml does not claim {name}"))
        .collect()
}

/// Copies `input/` and makes what is to be made.
fn lay_out(folder: &Path, case: &Case, cwd: &Path) {
    let input = folder.join("input");
    if input.is_dir() {
        copy(&input, &cwd.join("input"));
    }
    for make in &case.make {
        let source = match (&make.from, &make.text) {
            (Some(from), None) => filled(&folder.join(from)),
            (None, Some(text)) => fill(text, 1).into_bytes(),
            _ => panic!("{}: make needs `from` or `text`", folder.display()),
        };
        let bytes = make.steps.iter().fold(source, |bytes, step| step.apply(bytes));
        let path = cwd.join(&make.file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::write(to, filled(&entry.path())).unwrap();
        }
    }
}

/// A file with its placeholders filled.
fn filled(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    match String::from_utf8(bytes) {
        Ok(text) => fill(&text, 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

impl Step {
    fn apply(self, bytes: Vec<u8>) -> Vec<u8> {
        let text = || String::from_utf8(bytes.clone()).unwrap();
        match self {
            Step::Crlf => text().replace('\n', "\r\n").into_bytes(),
            Step::NoFinalNewline => text().trim_end_matches('\n').to_owned().into_bytes(),
            Step::NulRun => {
                let at = text().match_indices('\n').nth(1).unwrap().0 + 1;
                [&bytes[..at], &[0; 5000], &bytes[at..]].concat()
            }
            Step::Utf16le => text().encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Step::Utf16be => text().encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Step::MarkLe => [b"\xFF\xFE", &*bytes].concat(),
            Step::MarkBe => [b"\xFE\xFF", &*bytes].concat(),
            Step::Gzip => gzip(&bytes),
            Step::GzipTwo => {
                let middle = text().match_indices('\n').nth(1).unwrap().0 + 1;
                [gzip(&bytes[..middle]), gzip(&bytes[middle..])].concat()
            }
            Step::Truncate => bytes[..bytes.len() - 12].to_vec(),
            Step::ZstdMagic => [b"\x28\xB5\x2F\xFD", &*bytes].concat(),
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn no_fixture_holds_a_live_looking_token() {
    let fixtures = root().join("fixtures");
    let run =
        run(root(), &["scan", "fixtures", "-f", "jsonl", "--min-confidence", "low", "--exit-zero"]);
    let (findings, summary) = run.jsonl();
    assert_eq!(summary["complete"], true, "{}", run.err());
    assert!(summary["files"].as_u64().unwrap() > 30, "{}", fixtures.display());
    let alive = ["token", "private-key", "webhook", "wallet", "bank", "card"];
    let provider = |rule: &str| !["api-key", "secret", "access-token"].contains(&rule);
    for finding in findings {
        let rule = finding["rule_id"].as_str().unwrap();
        let category = finding["category"].as_str().unwrap();
        assert!(!(alive.contains(&category) && provider(rule)), "use a placeholder: {finding}");
    }
}

#[test]
fn placeholders_are_filled_and_other_braces_stay() {
    let text = fill(r#"{"a":"ghp_{alnum:30}{crc32-base62}","b":{},"c":"{nope:3}"}"#, 1);
    assert!(text.contains("ghp_") && !text.contains("alnum") && !text.contains("crc32"), "{text}");
    assert!(text.starts_with(r#"{"a":"ghp_"#) && text.ends_with(r#"","b":{},"c":"{nope:3}"}"#));
    assert_eq!(text, fill(r#"{"a":"ghp_{alnum:30}{crc32-base62}","b":{},"c":"{nope:3}"}"#, 1));
    assert_ne!(fill("{alnum:30}", 1), fill("{alnum:30}", 2));
}
