//! Running the tool, filling placeholders and scrubbing reports.
//!
//! It asserts nothing about what the tool finds.

use std::io::{Read as _, Write as _};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use logsnitch::{Confidence, Finding, FingerprintKey, Options, Place, Rule, RuleSet, Scanner};
use serde_json::Value;

/// A line with one password.
pub(crate) const LEAK: &str = "login user=bob password=hunter2-bob ok\n";

/// A run that takes longer hangs: on a fifo, a loop or a lock.
const PATIENCE: Duration = Duration::from_secs(120);

/// What came of a run of the tool.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
    /// The most memory that it was seen to hold, where the system tells.
    pub(crate) peak_kib: Option<u64>,
}

impl Run {
    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// The findings of a report in JSON Lines, and its summary.
    pub(crate) fn jsonl(&self) -> (Vec<Value>, Value) {
        let out = String::from_utf8(self.stdout.clone()).expect("reports are UTF-8");
        let mut lines: Vec<Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
            .collect();
        let summary = lines.pop().unwrap_or_else(|| panic!("no summary; stderr: {}", self.err()));
        assert_eq!(summary["type"], "summary", "the last line is the summary");
        assert!(lines.iter().all(|line| line["type"] == "finding"), "{out}");
        (lines, summary)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.out()))
    }
}

/// The tool, in a directory and with an environment that holds nothing of the user's.
pub(crate) fn tool(cwd: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_logsnitch"));
    command.current_dir(cwd).env_clear();
    for keep in ["PATH", "SystemRoot", "TMPDIR", "TEMP", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(keep) {
            command.env(keep, value);
        }
    }
    command
}

/// Runs the tool with these arguments in a directory.
pub(crate) fn run(cwd: &Path, args: &[&str]) -> Run {
    let mut command = tool(cwd);
    command.args(args);
    finish(command, None)
}

/// Runs the tool with these arguments and this standard input.
pub(crate) fn run_on(input: impl AsRef<[u8]>, args: &[&str]) -> Run {
    let mut command = tool(Path::new("."));
    command.args(args);
    finish(command, Some(input.as_ref()))
}

/// Runs a command to its end; it must end.
pub(crate) fn finish(mut command: Command, stdin: Option<&[u8]>) -> Run {
    let feed = if stdin.is_some() { Stdio::piped() } else { Stdio::null() };
    let mut child = command
        .stdin(feed)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let writer = child.stdin.take().zip(stdin.map(<[u8]>::to_vec)).map(|(mut pipe, bytes)| {
        // The tool may stop reading early; that is its good right.
        thread::spawn(move || drop(pipe.write_all(&bytes)))
    });
    let mut stdout = child.stdout.take().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let out = thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).map(|_| bytes)
    });
    let err = thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).map(|_| bytes)
    });
    let started = Instant::now();
    let mut peak_kib = None;
    let status = loop {
        peak_kib = peak_of(child.id()).or(peak_kib);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{command:?} does not end");
        }
        thread::sleep(Duration::from_millis(2));
    };
    if let Some(writer) = writer {
        writer.join().unwrap();
    }
    let (stdout, stderr) = (out.join().unwrap().unwrap(), err.join().unwrap().unwrap());
    let run = Run { status: status.code(), stdout, stderr, peak_kib };
    assert!(!run.err().contains("panicked"), "{command:?}: {}", run.err());
    run
}

fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// A directory for one test.
pub(crate) fn temp() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("logsnitch-test").tempdir().unwrap()
}

/// Writes a file, with the directories above it.
pub(crate) fn write(root: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The root of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The directory of logs and corpora that are not part of the package, where there is one.
pub(crate) fn shared(what: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("LOGSNITCH_SHARED")
        .map_or_else(|| root().join("../shared"), PathBuf::from)
        .join(what);
    if shared.exists() {
        return Some(shared);
    }
    eprintln!("skipped: {} is not there (LOGSNITCH_SHARED names its parent)", shared.display());
    None
}

/// Whether snapshots are to be rewritten.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Compares a text with a file of the repository, or rewrites the file.
pub(crate) fn snapshot(file: &Path, now: &str) -> Result<(), String> {
    let before = std::fs::read_to_string(file).unwrap_or_default();
    if before == now {
        return Ok(());
    }
    if updating() {
        std::fs::write(file, now).unwrap();
        return Ok(());
    }
    Err(format!(
        "{} is not as before (UPDATE=1 rewrites it):\n{}",
        file.display(),
        difference(&before, now)
    ))
}

/// The first lines in which two texts differ.
pub(crate) fn difference(before: &str, now: &str) -> String {
    let (before, now): (Vec<_>, Vec<_>) = (before.lines().collect(), now.lines().collect());
    let lines = before.len().max(now.len());
    let differ = |at: &usize| before.get(*at) != now.get(*at);
    let line =
        |mark: char, text: Option<&&str>| text.map_or(String::new(), |t| format!("{mark} {t}\n"));
    let text: String = (0..lines)
        .filter(differ)
        .take(5)
        .map(|at| {
            format!("line {}\n{}{}", at + 1, line('-', before.get(at)), line('+', now.get(at)))
        })
        .collect();
    if text.is_empty() { "they differ in the final newline".to_owned() } else { text }
}

// Findings through the library.

/// A finding that owns its parts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) rule: String,
    pub(crate) confidence: Confidence,
    pub(crate) key: String,
    pub(crate) secret: Vec<u8>,
    pub(crate) bytes: Range<u64>,
    pub(crate) place: Place,
    pub(crate) identity: ([u8; 16], [u8; 16]),
}

impl Found {
    pub(crate) fn of(finding: &Finding<'_>) -> Self {
        Found {
            rule: finding.rule.to_owned(),
            confidence: finding.confidence,
            key: finding.key.to_owned(),
            secret: finding.secret.expose().to_vec(),
            bytes: finding.bytes.clone(),
            place: finding.place,
            identity: (finding.statement.0, finding.fingerprint.0),
        }
    }
}

/// A scanner of all built-in rules, also those that are off by default.
pub(crate) fn scanner() -> &'static Scanner {
    static SCANNER: OnceLock<Scanner> = OnceLock::new();
    SCANNER.get_or_init(|| Scanner::new(RuleSet::builtin().unwrap(), options()).unwrap())
}

/// A scanner of the rules that are on by default.
pub(crate) fn usual_scanner() -> &'static Scanner {
    static SCANNER: OnceLock<Scanner> = OnceLock::new();
    SCANNER.get_or_init(|| {
        let rules = RuleSet::builtin().unwrap().filter(Rule::on_by_default);
        Scanner::new(rules, options()).unwrap()
    })
}

fn options() -> Options {
    let key = FingerprintKey::new(b"a key that is good for tests").unwrap();
    Options {
        regions: vec!["US".to_owned(), "GB".to_owned()],
        fingerprint_key: Some(key),
        now: None,
    }
}

/// All findings of a text.
pub(crate) fn findings(text: impl AsRef<[u8]>) -> Vec<Found> {
    let mut all = Vec::new();
    let _ = scanner().scan_slice(&mut scanner().scratch(), text.as_ref(), |finding| {
        all.push(Found::of(&finding));
        ControlFlow::Continue(())
    });
    all
}

/// The values that a default scan reports of a text.
pub(crate) fn values(text: impl AsRef<[u8]>) -> Vec<String> {
    let mut all = Vec::new();
    let scanner = usual_scanner();
    let _ = scanner.scan_slice(&mut scanner.scratch(), text.as_ref(), |finding| {
        if finding.confidence >= Confidence::Medium {
            all.push(String::from_utf8_lossy(finding.secret.expose()).into_owned());
        }
        ControlFlow::Continue(())
    });
    all
}

// Placeholders: no live-looking value stands in the tree.

/// Fills `{kind:N}`, `{uuid}`, `{jwt}` and `{crc32-base62}` (the checksum of what follows the last
/// `_`), as in the examples of rules. The same seed gives the same text. All else in braces stays.
pub(crate) fn fill(template: &str, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        let filled = tail
            .find('}')
            .and_then(|close| expand(&tail[..close], &out, &mut random).map(|text| (text, close)));
        match filled {
            Some((text, close)) => {
                out.push_str(&text);
                rest = &tail[close + 1..];
            }
            None => {
                out.push('{');
                rest = tail;
            }
        }
    }
    out + rest
}

fn expand(name: &str, before: &str, random: &mut Random) -> Option<String> {
    match name.split_once(':') {
        Some((kind, count)) => Some(random.text(alphabet(kind)?, count.parse().ok()?)),
        None => match name {
            "uuid" => Some(random.uuid()),
            "jwt" => Some(jwt(random)),
            "crc32-base62" => {
                let part = before.rsplit('_').next().unwrap_or_default();
                Some(base62(crc32fast::hash(part.as_bytes())))
            }
            _ => None,
        },
    }
}

const ALNUM: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

fn alphabet(kind: &str) -> Option<&'static [u8]> {
    Some(match kind {
        "digits" => b"0123456789",
        "upper" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "lower" => b"abcdefghijklmnopqrstuvwxyz",
        "uppernum" => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "lowernum" => b"0123456789abcdefghijklmnopqrstuvwxyz",
        "base32" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
        "alnum" => ALNUM,
        "hex" => b"0123456789abcdef",
        "HEX" => b"0123456789ABCDEF",
        "base64" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        "base64url" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        _ => return None,
    })
}

/// Six digits in base 62, as the checksums of several providers are written.
pub(crate) fn base62(mut number: u32) -> String {
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = ALNUM[number as usize % 62];
        number /= 62;
    }
    String::from_utf8_lossy(&digits).into_owned()
}

fn jwt(random: &mut Random) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let subject = random.text(b"abcdefghijkmnpqrstuvwxyz", 12);
    let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"sub":"{subject}","exp":4102444800}}"#));
    let signature = random.text(alphabet("base64url").unwrap(), 42);
    format!("{header}.{claims}.{signature}A")
}

/// SplitMix64 by Sebastiano Vigna: small, and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 11) as usize % bound
    }

    pub(crate) fn text(&mut self, alphabet: &[u8], count: usize) -> String {
        (0..count).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }

    fn uuid(&mut self) -> String {
        let hex = self.text(b"0123456789abcdef", 31);
        let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[12..15], &hex[15..18], &hex[18..30]);
        format!("{a}-{b}-4{c}-8{d}-{e}")
    }
}

// Reports, without what changes from run to run.

/// Replaces version, elapsed time, keyed digests and the directory of the run.
pub(crate) fn scrub(report: &str, cwd: &Path) -> String {
    let mut text = report.replace(&*cwd.to_string_lossy(), "ROOT");
    for (before, inside, after, mark) in [
        (r#""elapsed_ms":"#, "0-9", "", "0"),
        (r#""elapsedMs":"#, "0-9", "", "0"),
        (r#""fingerprint":""#, "0-9a-f", "\"", "FINGERPRINT"),
        (r#""subject":""#, "0-9a-f", "\"", "SUBJECT"),
        (r#""version":""#, "^\"", "\",\"(?:elapsed_ms|schema)", "VERSION"),
        (r#""name":"logsnitch","version":""#, "^\"", "\"", "VERSION"),
        (r#""semanticVersion":""#, "^\"", "\"", "VERSION"),
        (", in ", "0-9.", " s\\.\n", "0.0"),
    ] {
        let pattern = format!("({})[{inside}]+({after})", regex::escape(before));
        let regex = regex::Regex::new(&pattern).unwrap();
        text = regex.replace_all(&text, format!("${{1}}{mark}${{2}}")).into_owned();
    }
    text
}

pub(crate) fn paths(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["path"].as_str().unwrap()).collect()
}

pub(crate) fn jsonl(root: &Path, args: &[&str]) -> (Run, Vec<Value>, Value) {
    let run = run(root, &[&["scan", "-f", "jsonl"], args].concat());
    let (found, summary) = run.jsonl();
    (run, found, summary)
}
