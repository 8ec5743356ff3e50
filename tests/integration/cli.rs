//! What the tool does with flags, files, pipes and permissions.
//!
//! The exit statuses are a contract; each row of its table is a test here or a case of `fixtures/`.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use logsnitch::{Driver, Entry, Format, RuleSet, Sink, Style, Summary, Walk, WalkOptions};
use serde_json::Value;

use crate::support::{Random, Run, finish, run, run_on, temp, tool, usual_scanner, write};

const LEAK: &str = "login user=bob password=hunter2-bob ok\n";

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
fn the_default_path_is_the_working_directory() {
    let dir = temp();
    write(dir.path(), "sub/app.log", LEAK);
    let (found, _) = run(dir.path(), &["scan", "-f", "jsonl"]).jsonl();
    assert_eq!(paths(&found), ["sub/app.log"]);
}

fn paths(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["path"].as_str().unwrap()).collect()
}

fn jsonl(root: &Path, args: &[&str]) -> (Run, Vec<Value>, Value) {
    let run = run(root, &[&["scan", "-f", "jsonl"], args].concat());
    let (found, summary) = run.jsonl();
    (run, found, summary)
}

/// The reasons of what was not scanned, by path.
fn gaps(summary: &Value) -> Vec<(String, String)> {
    let list = summary["not_scanned"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list.map(|gap| (text(&gap["path"]), text(&gap["reason"]))).collect()
}

#[test]
fn a_file_that_is_named_twice_or_in_two_ways_is_scanned_once() {
    let dir = temp();
    let root = dir.path();
    write(root, "logs/app.log", LEAK);
    let args = ["logs", "logs/app.log", "./logs/../logs/app.log", "logs"];
    let (run, found, summary) = jsonl(root, &args);
    assert_eq!((run.status, found.len()), (Some(1), 1));
    assert_eq!((&summary["files"], &summary["bytes"]), (&1.into(), &LEAK.len().into()));
}

#[test]
fn paths_are_reported_in_order_and_as_they_were_reached() {
    let dir = temp();
    let root = dir.path();
    for name in ["b/z.log", "b/a.log", "a/c.log", "b.log", "a.log"] {
        write(root, name, LEAK);
    }
    let (_, found, _) = jsonl(root, &["b", "a", "b.log"]);
    assert_eq!(paths(&found), ["b/a.log", "b/z.log", "a/c.log", "b.log"]);
    let (_, found, _) = jsonl(root, &["."]);
    assert_eq!(paths(&found), ["a/c.log", "a.log", "b/a.log", "b/z.log", "b.log"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_loops_end() {
    use std::os::unix::fs::symlink;
    let dir = temp();
    let root = dir.path();
    write(root, "logs/app.log", LEAK);
    write(root, "elsewhere/other.log", LEAK);
    symlink("app.log", root.join("logs/current.log")).unwrap();
    symlink("../elsewhere", root.join("logs/more")).unwrap();
    symlink("..", root.join("logs/up")).unwrap();
    symlink(".", root.join("logs/self")).unwrap();
    symlink("nowhere", root.join("logs/dangling.log")).unwrap();
    fs::hard_link(root.join("logs/app.log"), root.join("logs/hard.log")).unwrap();
    let (run, found, summary) = jsonl(root, &["logs"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(found.len(), 2, "{}", run.out());
    let names = gaps(&summary);
    assert_eq!(names.len(), 1, "a dangling link is a gap, a loop is none: {names:?}");
    assert!(names[0].0.ends_with("dangling.log"), "{names:?}");
}

/// Without an end to it, ten directories that link to each other have millions of paths.
#[cfg(unix)]
#[test]
fn a_mesh_of_links_is_walked_in_no_time() {
    use std::os::unix::fs::symlink;
    let dir = temp();
    let root = dir.path();
    for own in 0..10 {
        write(root, &format!("logs/{own}/app.log"), LEAK);
        for other in (0..10).filter(|&other| other != own) {
            symlink(format!("../{other}"), root.join(format!("logs/{own}/to-{other}"))).unwrap();
        }
    }
    let (_, found, summary) = jsonl(root, &["logs"]);
    assert_eq!((found.len(), &summary["complete"]), (10, &true.into()));
}

/// What an exclusion by path hides at one place shows at another.
#[cfg(unix)]
#[test]
fn a_directory_that_was_reached_by_a_link_first_is_still_walked_in_its_own_place() {
    use std::os::unix::fs::symlink;
    let dir = temp();
    let root = dir.path();
    write(root, "logs/real/app.log", LEAK);
    symlink("real", root.join("logs/current")).unwrap();
    let (_, found, _) = jsonl(root, &["logs", "--exclude", "current/*.log"]);
    assert_eq!(paths(&found), ["logs/real/app.log"]);
}

#[cfg(unix)]
#[test]
fn fifos_and_sockets_are_scanned_only_when_named() {
    let dir = temp();
    let root = dir.path();
    write(root, "logs/app.log", "nothing\n");
    let made = std::process::Command::new("mkfifo").arg(root.join("logs/pipe")).status();
    assert!(made.unwrap().success(), "mkfifo");
    let _socket = std::os::unix::net::UnixListener::bind(root.join("logs/socket")).unwrap();
    let (run, _, summary) = jsonl(root, &["logs"]);
    assert_eq!(run.status, Some(3));
    let names = gaps(&summary);
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0].0.ends_with("pipe") && names[0].1.contains("fifo"), "{names:?}");
    assert!(names[1].0.ends_with("socket") && names[1].1.contains("socket"), "{names:?}");

    let pipe = root.join("logs/pipe");
    let writer = std::thread::spawn(move || fs::write(pipe, LEAK).unwrap());
    let (run, found, summary) = jsonl(root, &["logs/pipe"]);
    writer.join().unwrap();
    assert_eq!((run.status, found.len()), (Some(1), 1));
    assert_eq!(summary["complete"], true);
    let (run, _, summary) = jsonl(root, &["logs/socket"]);
    assert_eq!((run.status, gaps(&summary).len()), (Some(2), 1));
}

/// Runs the tool as somebody who may not read everything; none where that cannot be done.
#[cfg(unix)]
fn run_as_nobody(root: &Path, args: &[&str]) -> Option<Run> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let mut command = if fs::metadata(root).unwrap().uid() == 0 {
        // Root reads everything. The tool may stand where nobody else can reach it, so copy it.
        let copy = root.join("logsnitch-copy");
        fs::copy(env!("CARGO_BIN_EXE_logsnitch"), &copy).unwrap();
        for path in [root, &copy] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = std::process::Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy);
        let works = std::process::Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "true"])
            .status();
        if !works.is_ok_and(|status| status.success()) {
            eprintln!("skipped: this is root, and there is no setpriv to be somebody else");
            return None;
        }
        command
    } else {
        tool(root)
    };
    command.current_dir(root).args(args);
    Some(finish(command, None))
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_listed_and_never_clean() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = temp();
    let root = dir.path();
    let forbid = |name: &str| {
        fs::set_permissions(root.join(name), fs::Permissions::from_mode(0o000)).unwrap();
    };
    write(root, "logs/app.log", "nothing\n");
    write(root, "logs/locked.log", LEAK);
    write(root, "logs/dir/app.log", LEAK);
    write(root, "alone/locked.log", LEAK);
    forbid("logs/locked.log");
    forbid("logs/dir");
    forbid("alone/locked.log");
    let Some(run) = run_as_nobody(root, &["scan", "logs", "-f", "jsonl"]) else { return };
    let names = gaps(&run.jsonl().1);
    let expected = ["logs/dir", "logs/locked.log"];
    assert_eq!(names.iter().map(|gap| gap.0.as_str()).collect::<Vec<_>>(), expected);
    assert!(names.iter().all(|gap| gap.1 == "permission denied"), "{names:?}");
    assert_eq!(run.status, Some(3), "{}", run.err());
    assert_eq!(run.err().matches("not scanned: permission denied").count(), 2, "{}", run.err());

    let status = |path: &str| run_as_nobody(root, &["scan", path]).and_then(|run| run.status);
    assert_eq!(status("alone"), Some(3), "the directory was read");
    assert_eq!(status("alone/locked.log"), Some(2), "nothing that was named could be read");
    // So that the directory can be removed.
    fs::set_permissions(root.join("logs/dir"), fs::Permissions::from_mode(0o755)).unwrap();
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

/// What a scan of entries comes to, where something happens to the files before they are opened.
fn scan_after(root: &Path, happens: impl FnOnce()) -> (Summary, Vec<String>) {
    struct Values(Vec<String>);
    impl Sink for Values {
        fn finding(
            &mut self,
            _: &logsnitch::SourceName,
            finding: &logsnitch::Finding<'_>,
        ) -> std::io::Result<()> {
            self.0.push(String::from_utf8_lossy(finding.secret.expose()).into_owned());
            Ok(())
        }
        fn finish(&mut self, _: &Summary) -> std::io::Result<()> {
            Ok(())
        }
    }
    let walk = Walk::new(vec![root.to_owned()], WalkOptions::default()).unwrap();
    let entries: Vec<Entry> = walk.collect();
    happens();
    let mut values = Values(Vec::new());
    let driver = Driver::new(usual_scanner()).keep_values(true).threads(2);
    let summary = driver.run(entries.into_iter(), &mut values).unwrap();
    (summary, values.0)
}

#[test]
fn a_file_that_vanishes_is_listed_and_the_others_are_scanned() {
    let dir = temp();
    let gone = write(dir.path(), "a.log", LEAK);
    write(dir.path(), "b.log", "password=hunter2-b\n");
    let (summary, values) = scan_after(dir.path(), || fs::remove_file(&gone).unwrap());
    assert_eq!(values, ["hunter2-b"]);
    assert_eq!((summary.files, summary.findings, summary.complete()), (1, 1, false));
    assert_eq!(summary.not_scanned[0].path.path(), gone);
    assert_eq!(summary.not_scanned[0].reason, "no such file or directory");
    assert_eq!(summary.not_scanned[0].bytes, Some(LEAK.len() as u64));
}

#[test]
fn a_file_that_shrinks_is_scanned_as_far_as_it_goes_and_listed() {
    let dir = temp();
    let path = write(dir.path(), "a.log", LEAK.repeat(10));
    let cut = || fs::write(&path, LEAK.repeat(2)).unwrap();
    let (summary, values) = scan_after(dir.path(), cut);
    assert_eq!(values.len(), 2);
    assert_eq!((summary.files, summary.complete()), (1, false));
    assert!(summary.not_scanned[0].reason.contains("shrank"), "{:?}", summary.not_scanned);
    assert_eq!(summary.not_scanned[0].bytes, Some(LEAK.len() as u64 * 8));
    let (summary, values) = scan_after(dir.path(), || fs::write(&path, LEAK.repeat(20)).unwrap());
    assert_eq!((values.len(), summary.complete()), (20, true), "growing is no trouble");
}

/// What comes down a pipe in parts with pauses between them: the paths and lines of the findings that
/// were there before the pipe was closed, and of all.
#[cfg(unix)]
fn scan_with_pauses(parts: &[&str]) -> (usize, Vec<(u64, String)>) {
    use std::io::{BufRead as _, Write as _};
    use std::sync::{Arc, Mutex};
    let dir = temp();
    let mut child = tool(dir.path())
        .args(["scan", "-", "-f", "jsonl", "--show-secrets"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    let out = std::io::BufReader::new(child.stdout.take().unwrap());
    let into = lines.clone();
    let reader = std::thread::spawn(move || {
        out.lines().for_each(|line| into.lock().unwrap().push(line.unwrap()));
    });
    let mut stdin = child.stdin.take().unwrap();
    for part in parts {
        let before = lines.lock().unwrap().len();
        stdin.write_all(part.as_bytes()).unwrap();
        // A part that leaks is waited for; the others get time to be a pause.
        let leaks = part.contains("password=");
        let patience = if leaks { 20_000 } else { 300 };
        let begun = std::time::Instant::now();
        while lines.lock().unwrap().len() == before && begun.elapsed().as_millis() < patience {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert!(!leaks || lines.lock().unwrap().len() > before, "nothing came of {part:?}");
    }
    let early = lines.lock().unwrap().len();
    drop(stdin);
    child.wait().unwrap();
    reader.join().unwrap();
    let all = lines.lock().unwrap();
    let found = all.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = found.filter(|line| line["type"] == "finding");
    let place = |f: Value| (f["line"].as_u64().unwrap(), f["secret"].as_str().unwrap().to_owned());
    (early, found.map(place).collect())
}

#[cfg(unix)]
#[test]
fn findings_of_a_growing_log_come_while_it_pauses_and_once() {
    let noise = "a line of no interest\n".repeat(5000);
    let parts = ["password=hunter2-a\n", &noise, "x\npassword=hunter2-b\nhalf a ", "line\n"];
    let (early, found) = scan_with_pauses(&parts);
    assert_eq!(early, 2, "both came before the end");
    let place = |line, value: &str| (line, value.to_owned());
    assert_eq!(found, [place(1, "hunter2-a"), place(5003, "hunter2-b")]);
}

#[cfg(unix)]
#[test]
fn a_key_that_a_pause_falls_into_is_reported_whole() {
    let body = crate::support::fill("{alnum:64}\n", 1).repeat(8);
    let (first, rest) = body.split_at(195);
    let begin = format!("-----BEGIN RSA PRIVATE KEY-----\n{first}");
    let (early, found) =
        scan_with_pauses(&[&begin, rest, "-----END RSA PRIVATE KEY-----\n", "x\n"]);
    assert_eq!((early, found.len()), (1, 1), "it came when its end had come");
    assert!(found[0].1.contains(&body), "{found:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn files_without_a_size_are_read() {
    let (run, _, summary) = jsonl(Path::new("/"), &["/proc/version"]);
    assert_eq!(run.status, Some(0));
    assert!(summary["bytes"].as_u64().unwrap() > 10, "{summary}");
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
fn rules_are_listed_and_shown() {
    let dir = temp();
    let list = run(dir.path(), &["rules", "list"]);
    assert_eq!(list.status, Some(0));
    let rules = RuleSet::builtin().unwrap();
    assert_eq!(list.out().lines().count(), rules.iter().len());
    for (line, rule) in list.out().lines().zip(rules.iter()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let expected = [&*rule.id, rule.category.name(), rule.severity.name()];
        assert_eq!(words[..3], expected, "{line}");
    }
    let show = run(dir.path(), &["rules", "show", "github-pat"]);
    assert_eq!(show.status, Some(0));
    for word in ["github-pat", "ghp_", "crc32-base62", "https://", "critical", "Revoke"] {
        assert!(show.out().contains(word), "{word}: {}", show.out());
    }
}

const RULE: &str = r#"
[[rule]]
id = "acme-token"
summary = "Acme token"
severity = "high"
keywords = ["acme_"]
regex = 'acme_[a-z]{8}'
risk = "Opens the door."
remedy = "Change the lock."
examples.hit = ["x «acme_{lower:8}»"]
examples.miss = ["acme_"]
"#;

#[test]
fn rules_of_ones_own_are_checked_with_their_examples() {
    let dir = temp();
    let root = dir.path();
    write(root, "good.toml", RULE);
    write(root, "lies.toml", RULE.replace("{lower:8}", "{lower:7}"));
    write(root, "twice.toml", RULE.repeat(2));
    write(root, "pattern.toml", RULE.replace("[a-z]", "[a-z"));
    write(root, "all/a.toml", RULE);
    write(root, "all/b.toml", RULE.replace("acme-token", "acme-other").replace("acme_", "acmo_"));
    let good = run(root, &["rules", "check", "good.toml"]);
    assert_eq!((good.status, good.err().as_str()), (Some(0), ""));
    assert!(good.out().contains('1'), "{}", good.out());
    let all = run(root, &["rules", "check", "all"]);
    assert_eq!(all.status, Some(0), "{}", all.err());
    assert!(all.out().contains('2'), "{}", all.out());
    for (file, words) in [
        ("lies.toml", ["acme-token", "{lower:7}"]),
        ("twice.toml", ["acme-token", "twice"]),
        ("pattern.toml", ["acme-token", "regex"]),
    ] {
        let run = run(root, &["rules", "check", file]);
        assert_eq!(run.status, Some(2), "{file}");
        assert!(words.iter().all(|word| run.err().contains(word)), "{file}: {}", run.err());
        assert!(run.err().contains(file), "{file}: {}", run.err());
    }
    let show = run(root, &["rules", "show", "acme-token", "--rules", "good.toml"]);
    assert!(show.out().contains("Change the lock."), "{}", show.out());
}

#[test]
fn explain_tells_what_fired_and_why_without_the_value() {
    let text = "login password=hunter2-bob ok\nnothing to see\npassword=********\n";
    let run = run_on(text, &["explain"]);
    assert_eq!(run.status, Some(0), "{}", run.err());
    let out = run.out();
    let parts: Vec<&str> = out.split("line ").collect();
    assert_eq!(parts.len(), 4, "{out}");
    assert!(parts[1].contains("15..26") && parts[1].contains("reported"), "{out}");
    assert!(parts[2].contains("nothing came near"), "{out}");
    assert!(parts[3].contains("password") && !parts[3].contains("reported"), "{out}");
    assert!(!out.contains("hunter2"), "{out}");
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

const FOREIGN_TOML: &str = r#"
[[rules]]
id = "acme-deploy"
description = "Acme deploy token"
regex = '''\b(acmedep_[a-z0-9]{24})(?:['"\s;]|$)'''
keywords = ["acmedep_"]

[[rules]]
id = "acme-path"
path = 'x\.pem$'
"#;

const FOREIGN_YAML: &str = "rules:\n  - name: Beta key\n    id: team.beta.1\n    pattern: |\n      (?x)\n      \
    \\b beta[ _]key .{0,3}? \\b ( [A-Z0-9]{20} ) \\b\n    validation:\n      type: Http\n";

#[test]
fn rules_of_other_tools_are_imported_checked_and_used() {
    let dir = temp();
    let root = dir.path();
    write(root, "leaks.toml", FOREIGN_TOML);
    write(root, "fisher.yml", FOREIGN_YAML);
    let shown = run(root, &["rules", "import", "leaks.toml"]);
    assert_eq!(shown.status, Some(0), "{}", shown.err());
    assert!(shown.out().contains("id = \"acme-deploy\""), "{}", shown.out());
    assert!(
        shown.err().contains("leaks.toml:8: rule `acme-path`: not carried over"),
        "{}",
        shown.err()
    );
    assert!(shown.err().contains("1 of 2 rules"), "{}", shown.err());
    fs::create_dir(root.join("ours")).unwrap();
    for (file, to) in [("leaks.toml", "ours/leaks.toml"), ("fisher.yml", "ours/fisher.toml")] {
        let run = run(root, &["rules", "import", file, "-o", to]);
        assert_eq!((run.status, run.out().as_str()), (Some(0), ""), "{}", run.err());
    }
    assert_eq!(run(root, &["rules", "check", "ours"]).status, Some(0));
    let tokens = ["acmedep_{lower:24}", "{upper:20}"].map(|token| crate::support::fill(token, 7));
    write(root, "app.log", format!("sent {} ok\nbeta_key={} \n", tokens[0], tokens[1]));
    let (_, found, _) = jsonl(root, &["app.log", "--rules", "ours"]);
    let ids: Vec<_> = found.iter().map(|one| one["rule_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["acme-deploy", "team-beta-1"]);
}

#[test]
fn what_cannot_be_imported_is_an_error_with_its_place() {
    let dir = temp();
    let root = dir.path();
    write(root, "bad.toml", "[[rules]]\nid = 1 2\n");
    write(root, "bad.yml", "rules:\n  - id: [\n");
    write(root, "none.toml", "title = 'x'\n");
    write(root, "path.toml", "[[rules]]\nid = 'a'\npath = 'x'\n");
    write(root, "bytes.yml", b"rules: \xff\xfe");
    for (file, word) in [
        ("bad.toml", "line 2"),
        ("bad.yml", "line "),
        ("none.toml", "no rules"),
        ("path.toml", "no rule could be carried over"),
        ("bytes.yml", "cannot read"),
        ("missing.yml", "cannot read"),
    ] {
        let run = run(root, &["rules", "import", file]);
        assert_eq!((run.status, run.out().as_str()), (Some(2), ""), "{file}");
        assert!(run.err().contains(word) && run.err().contains(file), "{file}: {}", run.err());
    }
}
