//! What the tool does with flags, pipes and outputs.
//!
//! The exit statuses are a contract; each row of its table is a test here or a case of `fixtures/`.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use logsnitch::{Driver, Format, RuleSet, Style, Walk, WalkOptions};

use crate::support::{LEAK, Random, jsonl, paths, run, run_on, temp, tool, usual_scanner, write};

fn statuses(args: &[&str], cwd: &Path) -> Vec<(String, Option<i32>)> {
    let formats = Format::ALL.iter().map(|format| format.name());
    let with = |format| run(cwd, &[args, &["-f", format]].concat()).status;
    formats.map(|format| (format.to_owned(), with(format))).collect()
}

#[test]
fn the_exit_statuses_are_the_same_in_every_format() {
    let dir = temp();
    let root = dir.path();
    write(root, "leak/app.log", LEAK);
    write(root, "clean/app.log", "nothing\n");
    write(root, "gap/app.log.zst", b"\x28\xB5\x2F\xFD....");
    write(root, "both/app.log", LEAK);
    write(root, "both/app.log.zst", b"\x28\xB5\x2F\xFD....");
    fs::create_dir(root.join("empty")).unwrap();
    let table: [(&[&str], i32); 21] = [
        (&["clean"], 0),
        (&["empty"], 0),
        (&["leak"], 1),
        (&["leak", "clean"], 1),
        (&["gap"], 3),
        (&["gap", "clean"], 3),
        (&["gap/app.log.zst"], 3),
        (&["both"], 1),
        (&["none"], 2),
        (&["none", "none2"], 2),
        (&["none", "clean"], 3),
        (&["none", "empty"], 3),
        (&["none", "leak"], 1),
        (&["leak", "--exit-zero"], 0),
        (&["both", "--exit-zero"], 0),
        (&["gap", "--exit-zero"], 3),
        (&["gap", "--allow-incomplete"], 0),
        (&["both", "--allow-incomplete"], 1),
        (&["none", "clean", "--allow-incomplete"], 0),
        (&["none", "--allow-incomplete", "--exit-zero"], 2),
        (&["leak", "--exclude", "*.log"], 0),
    ];
    for (args, want) in table {
        let args = [&["scan"], args].concat();
        for (format, status) in statuses(&args, root) {
            assert_eq!(status, Some(want), "{args:?} -f {format}");
        }
    }
}

#[test]
fn errors_of_usage_and_configuration_exit_with_2_and_print_no_report() {
    let dir = temp();
    let root = dir.path();
    write(root, "app.log", LEAK);
    write(root, "bad.toml", "[[rule]]\nid = 1\n");
    fs::create_dir(root.join("norules")).unwrap();
    for args in [
        &["scan", "app.log", "--nope"][..],
        &["scan", "app.log", "-f", "xml"],
        &["scan", "app.log", "--report", "json"],
        &["scan", "app.log", "--report", "json="],
        &["scan", "app.log", "--only", "nope"],
        &["scan", "app.log", "--skip", "nope"],
        &["scan", "app.log", "--enable", "nope"],
        &["scan", "app.log", "--min-confidence", "sure"],
        &["scan", "app.log", "--threads", "many"],
        &["scan", "app.log", "--rules", "bad.toml"],
        &["scan", "app.log", "--rules", "none.toml"],
        &["scan", "app.log", "--rules", "norules"],
        &["scan", "app.log", "--include", "{a"],
        &["scan", "app.log", "--fingerprint-key-file", "none"],
        &["scan", "app.log", "-o", "none/x"],
        &["scna", "app.log"],
        &["rules", "show", "nope"],
        &["rules", "check", "none.toml"],
        &["rules", "check", "bad.toml"],
        &[],
    ] {
        let run = run(root, args);
        assert_eq!(run.status, Some(2), "{args:?}");
        assert_eq!(run.out(), "", "{args:?}");
        assert!(!run.err().is_empty(), "{args:?}: no message");
    }
    for args in [&["--help"][..], &["--version"], &["scan", "--help"], &["rules", "--help"]] {
        let run = run(root, args);
        assert_eq!(run.status, Some(0), "{args:?}");
        assert!(run.out().contains("logsnitch") && run.err().is_empty(), "{args:?}");
    }
}

#[test]
fn a_password_on_standard_input_is_found_and_nowhere_printed() {
    for format in Format::ALL {
        let run = run_on("password=hunter2\n", &["scan", "-", "-f", format.name()]);
        assert_eq!(run.status, Some(1), "{format}");
        assert!(!run.out().contains("hunter2") && !run.err().contains("hunter2"), "{format}");
        assert!(run.out().contains("[REDACTED:password]"), "{format}: {}", run.out());
    }
    let empty = run_on("", &["scan", "-", "-f", "jsonl"]);
    assert_eq!((empty.status, empty.jsonl().0.len()), (Some(0), 0));
}

#[test]
fn a_dash_for_the_output_is_standard_output() {
    let dir = temp();
    let root = dir.path();
    write(root, "app.log", LEAK);
    let told = run(root, &["scan", "app.log", "-f", "jsonl", "--output", "-"]);
    assert_eq!((told.status, told.jsonl().0.len()), (Some(1), 1));
    assert!(!root.join("-").exists());
    let both = run(root, &["scan", "app.log", "--report", "sarif=-"]);
    assert_eq!(both.status, Some(2));
    assert!(both.err().contains("standard output"), "{}", both.err());
}

#[test]
fn the_default_path_is_the_working_directory() {
    let dir = temp();
    write(dir.path(), "sub/app.log", LEAK);
    let (found, _) = run(dir.path(), &["scan", "-f", "jsonl"]).jsonl();
    assert_eq!(paths(&found), ["sub/app.log"]);
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
    let dir = temp();
    write(dir.path(), "app.log", LEAK.repeat(60_000));
    let mut child = tool(dir.path())
        .args(["scan", "app.log", "-f", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    drop(out);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    let status = child.wait().unwrap();
    assert!(line.starts_with(r#"{"type":"finding""#), "{line}");
    assert_eq!((status.code(), err.as_str()), (Some(1), ""));

    let mut child =
        tool(dir.path()).args(["rules", "list"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_sink_that_fails_is_an_error_and_no_clean_run() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Err(std::io::Error::other("disk full"))
        }
    }
    let dir = temp();
    write(dir.path(), "a.log", LEAK);
    for &format in Format::ALL {
        let walk = Walk::new(vec![dir.path().to_owned()], WalkOptions::default()).unwrap();
        let mut sink = format.sink(Full, &RuleSet::builtin().unwrap(), Style::default());
        let result = Driver::new(usual_scanner()).run(walk, &mut *sink);
        assert!(result.unwrap_err().to_string().contains("disk full"), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_clean_run() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    let dir = temp();
    write(dir.path(), "a.log", LEAK);
    for format in Format::ALL {
        let run = run(dir.path(), &["scan", "a.log", "-f", format.name(), "-o", "/dev/full"]);
        assert_eq!(run.status, Some(2), "{format}");
        assert!(run.err().contains("cannot write the report"), "{}", run.err());
    }
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let dir = temp();
    write(dir.path(), "a.log", LEAK);
    let text = |args: &[&str]| run(dir.path(), &[&["scan", "a.log"], args].concat()).out();
    assert!(!text(&[]).contains('\u{1b}'));
    assert!(!text(&["--color", "never"]).contains('\u{1b}'));
    assert!(text(&["--color", "always"]).contains('\u{1b}'));
    assert!(!text(&["--color", "always", "-f", "json"]).contains('\u{1b}'));
    text(&["--color", "always", "--report", "text=out.txt"]);
    let file = fs::read_to_string(dir.path().join("out.txt")).unwrap();
    assert!(!file.contains('\u{1b}') && file.contains("password"), "{file}");
}

#[test]
fn fingerprints_compare_between_runs_under_a_key_and_only_then() {
    let dir = temp();
    write(dir.path(), "a.log", "password=hunter2-a\npassword=hunter2-b\nx password=hunter2-a\n");
    write(dir.path(), "key", "0123456789abcdef\n");
    write(dir.path(), "key2", "0123456789abcdeg\n");
    let prints = |args: &[&str]| -> Vec<String> {
        let (_, found, _) = jsonl(dir.path(), &[&["a.log"], args].concat());
        found.iter().map(|one| one["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let one = prints(&["--fingerprint-key-file", "key"]);
    assert_eq!(one.len(), 3);
    assert!(one[0] == one[2] && one[0] != one[1]);
    assert_eq!(one, prints(&["--fingerprint-key-file", "key"]));
    assert_ne!(one, prints(&["--fingerprint-key-file", "key2"]));
    assert_ne!(prints(&[]), prints(&[]), "a random key for each run");
    // Whose value it is comes under the same key: a name is guessed as easily as a password.
    let subject = || {
        let (found, _) =
            run_on("user=bob password=hunter2-a\n", &["scan", "-", "-f", "jsonl"]).jsonl();
        found[0]["subject"].as_str().unwrap().to_owned()
    };
    assert_ne!(subject(), subject());
}

#[test]
fn sites_survive_new_times_moved_lines_and_rotation() {
    let dir = temp();
    write(
        dir.path(),
        "app.log",
        "2026-03-04 10:22:31 INFO login user=bob7 password=hunter2-a ok\n",
    );
    let rotated = "started\n2027-11-12 03:02:01 INFO login user=eve12 password=other-X9 ok\n";
    write(dir.path(), "old/app.log.3", rotated);
    write(
        dir.path(),
        "web.log",
        "2026-03-04 10:22:31 INFO login user=bob7 password=hunter2-a ok\n",
    );
    let (_, found, _) = jsonl(dir.path(), &["app.log", "old", "web.log"]);
    let sites: Vec<_> = found.iter().map(|one| one["site"].as_str().unwrap()).collect();
    assert_eq!(sites.len(), 3);
    assert_eq!(sites[0], sites[1]);
    assert_ne!(sites[0], sites[2], "another file family is another site");
}

#[test]
fn what_has_expired_is_of_low_severity() {
    let token = |claims: &str| {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signature = Random::new(3).text(b"abcdefghkmnpqrstuvwxyz23456789", 43);
        format!("{}.{}.{signature}", part(r#"{"alg":"HS256","typ":"JWT"}"#), part(claims))
    };
    let over = token(r#"{"sub":"a","exp":1000000000}"#);
    let valid = token(r#"{"sub":"a","exp":32503680000}"#);
    let (found, _) =
        run_on(format!("a {over}\nb {valid}\n"), &["scan", "-", "-f", "jsonl"]).jsonl();
    let told: Vec<_> =
        found.iter().map(|one| (&one["severity"], &one["facts"]["expires"])).collect();
    assert_eq!(
        told,
        [(&"low".into(), &"2001-09-09".into()), (&"high".into(), &"3000-01-01".into())]
    );
}
