//! What is read: paths, links, permissions, files that vanish, shrink or grow meanwhile.

use std::fs;
use std::path::Path;

use logsnitch::{Driver, Entry, Sink, Summary, Walk, WalkOptions};
use serde_json::Value;

use crate::support::{LEAK, Run, finish, jsonl, paths, temp, tool, usual_scanner, write};

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

/// A sink that panics, as a mistake would: at its first finding, or at each.
struct Panicking {
    always: bool,
    found: Vec<String>,
    panicked: bool,
}

impl Sink for Panicking {
    fn finding(
        &mut self,
        at: &logsnitch::SourceName,
        _: &logsnitch::Finding<'_>,
    ) -> std::io::Result<()> {
        let panics = self.always || !self.panicked;
        self.panicked = true;
        assert!(!panics, "a mistake");
        self.found.push(at.to_string());
        Ok(())
    }
    fn finish(&mut self, _: &Summary) -> std::io::Result<()> {
        Ok(())
    }
}

/// Two files, the first with so many findings that they are handed over while it is scanned.
fn scan_with_panic(always: bool, threads: usize) -> (std::thread::Result<Summary>, Vec<String>) {
    let dir = temp();
    write(dir.path(), "a.log", LEAK.repeat(5000));
    write(dir.path(), "b.log", LEAK);
    let walk = Walk::new(vec![dir.path().to_owned()], WalkOptions::default()).unwrap();
    let mut sink = Panicking { always, found: Vec::new(), panicked: false };
    let driver = Driver::new(usual_scanner()).threads(threads);
    let run = std::panic::AssertUnwindSafe(|| driver.run(walk, &mut sink).unwrap());
    (std::panic::catch_unwind(run), sink.found)
}

#[test]
fn a_panic_within_a_scan_is_a_gap_and_the_other_files_are_scanned() {
    for threads in [1, 2] {
        let (summary, found) = scan_with_panic(false, threads);
        let summary = summary.unwrap();
        assert!(!summary.complete());
        assert_eq!(summary.not_scanned.len(), 1, "{:?}", summary.not_scanned);
        assert!(summary.not_scanned[0].path.to_string().ends_with("a.log"));
        assert!(summary.not_scanned[0].reason.contains("internal error"));
        assert!(found.iter().any(|path| path.ends_with("b.log")), "{} findings", found.len());
    }
}

#[test]
fn a_panic_outside_of_a_scan_ends_the_run_and_leaves_nobody_waiting() {
    for threads in [1, 2, 4] {
        assert!(scan_with_panic(true, threads).0.is_err());
    }
}
