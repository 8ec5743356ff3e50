//! No output shows a planted secret: not as it is, and not in another coat.
//!
//! The secrets stand in lines that are out to be quoted; that the tool has found them is checked too,
//! for what was never seen is no proof.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use logsnitch::{Category, Format};
use sha2::{Digest as _, Sha256};

use crate::support::{Random, fill, run, temp, write};

/// Letters without those of common words' beginnings, so that no piece of a secret is one by chance.
const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz23456789";

/// Lines with a place for a secret that a detector finds, and where the secret's text comes from.
const LINES: [(&str, &str); 40] = [
    ("2026-03-04T10:22:31Z INFO login user=bob password=@@ ok", "P"),
    ("{\"user\":\"eve\",\"password\":\"@@\",\"next\":\"/\"}", "P"),
    ("DEBUG body {\"message\":\"{\\\"userPassword\\\":\\\"@@\\\"}\"}", "P"),
    ("Parameters: {\"login\"=>\"bob\", \"password\"=>\"@@\"}", "P"),
    ("User(id=7, password='@@', locked=False)", "P"),
    ("Server=db1;User Id=app;Password=@@;Encrypt=True", "P"),
    ("<ns1:password>@@</ns1:password>", "P"),
    ("GET /login?user=bob&password=@@&next=/ HTTP/1.1", "P"),
    ("+ export DB_PASSWORD=@@", "P"),
    ("+ mytool --user bob --password @@ run", "P"),
    ("\u{1b}[31mpassword=@@\u{1b}[0m", "P"),
    ("::error file=x,line=1::password=@@", "P"),
    ("<script>password=\"@@\"</script>", "P"),
    ("[text](javascript:1) password=\"@@\"", "P"),
    ("пароль=@@", "P"),
    ("password=\"@@\" # same again: @@ and @@", "P"),
    ("@@ is what @@ typed, password=@@", "P"),
    ("{\"@@\":{\"password\":\"@@\"}}", "P"),
    ("X-Api-Key: @@", "{hex:40}"),
    ("client_secret=@@", "{alnum:40}"),
    ("access_token=@@&token_type=bearer", "{alnum:40}"),
    ("> Authorization: Bearer @@", "{alnum:48}"),
    ("> Authorization: Bearer @@", "{jwt}"),
    ("> Authorization: Basic @@", "B"),
    ("Cookie: theme=dark; JSESSIONID=@@; lang=en", "{HEX:32}"),
    ("remote: cloned with @@ as bot", "ghp_{alnum:30}{crc32-base62}"),
    ("id=@@", "AKIA{base32:16}"),
    ("AWS_SECRET_ACCESS_KEY=@@", "{base64:40}"),
    ("slack @@ failed", "xoxb-{digits:12}-{digits:13}-{alnum:24}"),
    ("charge failed with @@", "sk_live_{alnum:24}"),
    ("npm publish with @@", "npm_{alnum:30}{crc32-base62}"),
    ("maps?key=@@&v=3", "AIza{base64url:35}"),
    ("mail via @@", "SG.{base64url:22}.{base64url:43}"),
    ("gitlab: PRIVATE-TOKEN: @@", "glpat-{base64url:20}"),
    ("call from phone=@@ took 3 s", "+442079460{digits:3}"),
    ("{\"to\":\"x\",\"phone\":\"@@\"}", "+493023125{digits:3}"),
    ("sms queued otp=@@", "4{digits:7}"),
    ("connecting to postgres://app:@@@db1.internal:5432/shop", "P"),
    ("wget https://user:@@@artifacts.example.net/x.jar", "P"),
    (
        "key: @@",
        "-----BEGIN RSA PRIVATE KEY-----\\n{base64:64}\\n{base64:64}\\n{base64:44}\\n-----END RSA PRIVATE KEY-----",
    ),
];

/// What no detector knows, beside what one finds.
const NEIGHBOURS: [&str; 4] = [
    "nonce @@ password=hunter2-a @@",
    "{\"blob\":\"@@\",\"password\":\"hunter2-b\",\"other\":[\"@@\"]}",
    "@@ password=hunter2-c",
    "x=@@ token=******** @@ password: 'hunter2-d' @@",
];

struct Planted {
    line: String,
    secret: String,
}

fn planted() -> (Vec<Planted>, Vec<Planted>) {
    let mut random = Random::new(20180503);
    let mut plant = |template: &str, shape: &str, nth: usize| {
        let secret = match shape {
            "P" => random.text(LETTERS, 6) + "-" + &random.text(LETTERS, 6) + "!",
            "B" => STANDARD.encode(format!("bob:{}", random.text(LETTERS, 14))),
            shape => fill(shape, nth as u64 + 77),
        };
        Planted { line: template.replace("@@", &secret), secret }
    };
    let known = LINES.iter().enumerate().map(|(nth, (line, shape))| plant(line, shape, nth));
    let known: Vec<Planted> = known.collect();
    let unknown = NEIGHBOURS.iter().map(|line| plant(line, "P", 0)).collect();
    (known, unknown)
}

/// The forms in which a report might show a secret by accident.
fn coats(secret: &str) -> BTreeSet<String> {
    let bytes = secret.as_bytes();
    let hex = |upper: bool, before: &str| -> String {
        bytes.iter().fold(String::new(), |mut out, b| {
            let _ =
                if upper { write!(out, "{before}{b:02X}") } else { write!(out, "{before}{b:02x}") };
            out
        })
    };
    let percent = |keep: fn(u8) -> bool| -> String {
        bytes.iter().fold(String::new(), |mut out, &b| {
            let _ =
                if keep(b) { write!(out, "{}", char::from(b)) } else { write!(out, "%{b:02X}") };
            out
        })
    };
    let mut coats = BTreeSet::from([
        secret.to_owned(),
        secret.chars().rev().collect(),
        secret.to_lowercase(),
        secret.to_uppercase(),
        hex(false, ""),
        hex(true, ""),
        hex(false, "\\x"),
        hex(false, "\\u00"),
        percent(|b| b.is_ascii_alphanumeric()),
        percent(|b| b.is_ascii_alphanumeric() || b"-._~!".contains(&b)),
        percent(|_| false),
        percent(|_| false).to_lowercase(),
        serde_json::to_string(secret).unwrap().trim_matches('"').to_owned(),
        secret.replace('!', "&#33;").replace('-', "&#45;"),
        secret.chars().map(|c| format!("{c} ")).collect(),
    ]);
    // Inside longer text, base64 comes in three alignments; the characters at the edges depend on
    // the neighbours.
    for shift in 0..3 {
        let padded = [&[0; 2][..shift], bytes].concat();
        for text in [STANDARD.encode(&padded), URL_SAFE_NO_PAD.encode(&padded)] {
            let start = [0, 2, 3][shift];
            let sure = (padded.len() - padded.len() % 3) / 3 * 4;
            if sure > start + 7 {
                coats.insert(text[start..sure].to_owned());
            }
        }
    }
    // A digest without a key of one's own is as good as the password.
    let digest = Sha256::digest(bytes);
    let digest_hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    coats.insert(digest_hex[..16].to_owned());
    coats.insert(STANDARD.encode(digest)[..16].to_owned());
    // A piece of it is too much.
    let body = secret.split("\\n").nth(1).unwrap_or(secret);
    let characters: Vec<char> = body.chars().collect();
    for window in characters.windows(8) {
        coats.insert(window.iter().collect());
    }
    // Shorter ones stand in random fingerprints now and then.
    coats.retain(|coat| coat.len() >= 8);
    coats
}

fn categories() -> String {
    Category::ALL.iter().map(|category| category.name()).collect::<Vec<_>>().join(",")
}

/// Every output of a scan: reports on standard output and in files, and the messages.
fn outputs(root: &Path, scan: &[&str]) -> Vec<(String, String)> {
    let categories = categories();
    let lowest = ["--min-severity", "info", "--min-confidence", "low", "--enable", &categories];
    let mut outputs = Vec::new();
    for format in Format::ALL {
        for extra in [&[][..], &["--color", "always"], &["--threads", "3", "--chunk-size", "300"]] {
            let name = format.name();
            let run = run(root, &[scan, &lowest[..], &["-f", name], extra].concat());
            assert_eq!(run.status, Some(1), "{}", run.err());
            outputs.push((format!("{name} {extra:?}: stdout"), run.out()));
            outputs.push((format!("{name} {extra:?}: stderr"), run.err()));
        }
    }
    let mut args = [scan, &lowest[..], &["-o", "out.main"]].concat();
    let reports: Vec<String> =
        Format::ALL.iter().map(|format| format!("{format}=out.{format}")).collect();
    args.extend(reports.iter().flat_map(|report| ["--report", report]));
    let run = run(root, &args);
    outputs.push(("reports: stdout".to_owned(), run.out()));
    outputs.push(("reports: stderr".to_owned(), run.err()));
    for name in Format::ALL.iter().map(|f| f.name()).chain(["main"]) {
        let report = fs::read_to_string(root.join(format!("out.{name}"))).unwrap();
        assert!(report.len() > 100, "{name}");
        outputs.push((format!("report {name}"), report));
    }
    outputs
}

fn no_secret_in(outputs: &[(String, String)], secrets: &[&str]) {
    for secret in secrets {
        for coat in coats(secret) {
            for (name, output) in outputs {
                if let Some(at) = output.find(&coat) {
                    let line = output[..at].rsplit('\n').next().unwrap_or_default();
                    panic!("{name} shows `{coat}` of `{secret}` after: {line}");
                }
            }
        }
    }
}

#[test]
fn no_output_shows_a_planted_secret_in_any_coat() {
    let dir = temp();
    let root = dir.path();
    let (known, unknown) = planted();
    let lines: Vec<&str> = known.iter().chain(&unknown).map(|p| p.line.as_str()).collect();
    // One file of text, one without line ends, one that is no UTF-8, one damaged: its messages count.
    write(root, "logs/app.log", lines.join("\n"));
    write(root, "logs/one-line.log", lines.join(" \u{202e}\u{1b}[2J "));
    let bad = lines.iter().flat_map(|line| [b"\xff\xc3\x00\r", line.as_bytes()].concat());
    write(root, "logs/bad.log", bad.collect::<Vec<u8>>());
    write(root, "logs/refused.zst", [b"\x28\xB5\x2F\xFD", lines.join("\n").as_bytes()].concat());
    let outputs = outputs(root, &["scan", "logs"]);
    let secrets: Vec<&str> = known.iter().chain(&unknown).map(|p| p.secret.as_str()).collect();
    no_secret_in(&outputs, &secrets);

    // The proof that there was something to hide.
    let args = ["scan", "logs/app.log", "-f", "jsonl", "--show-secrets", "--min-confidence", "low"];
    let (found, _) = run(root, &args).jsonl();
    let facts = |one: &&serde_json::Value| one["facts"].is_object();
    assert!(found.iter().filter(facts).count() >= 3, "facts were not put to the test");
    let found: Vec<&str> = found.iter().filter_map(|one| one["secret"].as_str()).collect();
    let missed: Vec<&str> = known
        .iter()
        .filter(|p| {
            !found.iter().any(|value| value.contains(&p.secret) || p.secret.contains(value))
        })
        .map(|p| p.line.as_str())
        .collect();
    assert!(missed.is_empty(), "not found, so nothing was shown: {missed:#?}");
    let neighbours = unknown.iter().filter(|p| found.contains(&p.secret.as_str())).count();
    assert_eq!(neighbours, 0, "a neighbour that is found proves nothing of those that are not");
}

#[test]
fn a_secret_on_standard_input_is_as_safe() {
    let (known, _) = planted();
    for format in Format::ALL {
        let text: Vec<&str> = known.iter().map(|p| p.line.as_str()).collect();
        let run = crate::support::run_on(
            text.join("\n"),
            &["scan", "-", "-f", format.name(), "--min-confidence", "low"],
        );
        assert_eq!(run.status, Some(1));
        let outputs = [("stdout".to_owned(), run.out()), ("stderr".to_owned(), run.err())];
        no_secret_in(&outputs, &known.iter().map(|p| p.secret.as_str()).collect::<Vec<_>>());
    }
}

#[test]
fn explain_and_errors_show_no_value_either() {
    let (known, _) = planted();
    let text: Vec<&str> = known.iter().map(|p| p.line.as_str()).collect();
    let run = crate::support::run_on(text.join("\n"), &["explain"]);
    let outputs = [("stdout".to_owned(), run.out()), ("stderr".to_owned(), run.err())];
    no_secret_in(&outputs, &known.iter().map(|p| p.secret.as_str()).collect::<Vec<_>>());
}

#[test]
fn debug_output_of_the_library_shows_no_value() {
    let text = "password=hunter2-debug\n";
    let mut shown = String::new();
    let scanner = crate::support::scanner();
    let mut scratch = scanner.scratch();
    let _ = scanner.scan_slice(&mut scratch, text.as_bytes(), |finding| {
        let _ = write!(
            shown,
            "{finding:?} {:?} {} {}",
            finding.secret,
            finding.secret,
            finding.masked()
        );
        std::ops::ControlFlow::Continue(())
    });
    let _ = write!(shown, "{scratch:?} {scanner:?}");
    assert!(shown.contains("[REDACTED:password]"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn the_coats_are_what_they_should_be() {
    let coats = coats("s3cr3t/Pass!");
    for coat in ["!ssaP/t3rc3s", "s3cr3t%2FPass%21", "7333637233742f5061737321", "s3cr3t/P"] {
        assert!(coats.contains(coat), "{coat}: {coats:?}");
    }
    for before in ["", "x", "xy", "xyz"] {
        let text = STANDARD.encode(format!("{before}s3cr3t/Pass!zz"));
        assert!(coats.iter().any(|coat| text.contains(coat)), "{text}");
    }
}
