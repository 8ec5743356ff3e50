//! The examples of the rules for shapes, each against all of those rules together.

use std::ops::{ControlFlow, Range};

use crate::rules::{DetectorKind, Rule, RuleSet, fill, unmarked};
use crate::scan::{Options, Scanner};

const KINDS: [DetectorKind; 6] = [
    DetectorKind::Statement,
    DetectorKind::Command,
    DetectorKind::Call,
    DetectorKind::Record,
    DetectorKind::Uri,
    DetectorKind::Block,
];

fn scanner() -> Scanner {
    let rules = RuleSet::builtin().unwrap().filter(|rule| KINDS.contains(&rule.detector));
    Scanner::new(rules, Options::default()).unwrap()
}

fn found(scanner: &Scanner, text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let _ = scanner.scan_slice(&mut scanner.scratch(), text.as_bytes(), |f| {
        let value = String::from_utf8_lossy(f.secret.expose()).into_owned();
        all.push((f.rule.to_owned(), value));
        ControlFlow::Continue(())
    });
    all
}

fn wrong(scanner: &Scanner, rule: &Rule) -> Vec<String> {
    let mut wrong = Vec::new();
    for hit in rule.examples.hit.iter() {
        let (text, values) = unmarked(&fill(hit, 7)).unwrap();
        let of_rule = |value: Range<usize>| (rule.id.to_string(), text[value].to_owned());
        let want: Vec<_> = values.into_iter().map(of_rule).collect();
        let got = found(scanner, &text);
        if got != want {
            wrong.push(format!("{}: hit {hit:?} gives {got:?}", rule.id));
        }
    }
    for miss in rule.examples.miss.iter() {
        let got = found(scanner, &fill(miss, 7));
        if got.iter().any(|(id, _)| *id == rule.id) {
            wrong.push(format!("{}: miss {miss:?} gives {got:?}", rule.id));
        }
    }
    wrong
}

#[test]
fn every_example_gives_its_one_value() {
    let scanner = scanner();
    let wrong: Vec<String> =
        scanner.rules().iter().flat_map(|rule| wrong(&scanner, rule)).collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Each group that takes part is a value, in any order, and no other part of the match is one.
#[test]
fn every_group_is_a_value() {
    let rule = r#"
        [[rule]]
        id = "acme-change"
        summary = "Change of a password"
        severity = "high"
        category = "password"
        detector = "statement"
        keywords = ["acme change "]
        regex = 'acme change \w+ (?:(\w+)|-)(?: to (?:"([^"]+)"|(\w+)))?'
        risk = "r"
        remedy = "m"
        examples.hit = ["acme change app «kettle19» to «kettle20»"]
        examples.miss = ["acme"]
    "#;
    let scanner =
        Scanner::new(RuleSet::from_toml(rule, "acme.toml").unwrap(), Options::default()).unwrap();
    let values = |text: &str| {
        let all = found(&scanner, text).into_iter().map(|(_, value)| value);
        all.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(values("acme change app kettle19 to kettle20"), "kettle19, kettle20");
    assert_eq!(values("acme change app - to \"kettle 20\""), "kettle 20");
    assert_eq!(values("acme change app **** to kettle20"), "");
    assert_eq!(values("acme change app kettle19"), "kettle19");
    assert_eq!(values("acme change app -"), "");
}

/// Cut, doubled and spoiled examples: whatever comes, no detector may panic or report past the end.
#[test]
fn damaged_text_does_no_harm() {
    let scanner = scanner();
    let mut scratch = scanner.scratch();
    let rules: Vec<&Rule> = scanner.rules().iter().collect();
    let mut seed = 1u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let spoil: [&[u8]; 12] =
        [b"\"", b"'", b"\\", b"\n", b"@", b":", b"%", b"(", b"\xff", b"\0", b"://", b"-----BEGIN "];
    for rule in rules {
        for example in rule.examples.hit.iter().chain(rule.examples.miss.iter()) {
            let text = fill(example, 3).replace(['«', '»'], "").into_bytes();
            for _ in 0..24 {
                let mut text = text.clone();
                for _ in 0..1 + random(4) {
                    let at = random(text.len() + 1);
                    match random(3) {
                        0 => text.truncate(at),
                        1 => drop(text.splice(at..at, spoil[random(spoil.len())].iter().copied())),
                        _ => drop(text.drain(at..(at + random(9)).min(text.len()))),
                    }
                }
                let _ = scanner.scan_slice(&mut scratch, &text, |finding| {
                    assert!(finding.bytes.end <= text.len() as u64);
                    assert!(!finding.secret.expose().is_empty(), "{}", finding.rule);
                    ControlFlow::Continue(())
                });
            }
        }
    }
}

/// Text that is nothing but the beginnings of shapes must cost no more than a fixed sum a byte.
#[test]
fn hostile_text_neither_panics_nor_hangs() {
    let scanner = scanner();
    let mut scratch = scanner.scratch();
    let starts = [
        "://",
        "://a:",
        "://a:@",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "PuTTY-User-Key-File-2: ",
        "\"kty\"",
        "{\"kty\"",
        "insert into t (password) values (",
        "binding parameter [1",
        "mysql -p ",
        "proctitle=00",
        "code is ",
        "334 UGFzc3dvcmQ6\n",
        "a:b@tcp(",
        "pass ",
        "user \\\"",
        "invalid user ",
        "\t1\tget\t",
        ",password",
        "a,password\n",
        "password\\t\\n",
        "<<< ",
        "{connect,\"",
        "backup codes: 1a2b3c ",
        "verifyotp(",
        "код ",
        "{ .fill(pass",
        "http -a http get ",
        "[{\"loc\":[",
        "command: /register ",
        "send \"password",
        "reset link https://x.example/",
        "+ echo a1b2c\n+ sudo -S ",
        "cookie: a=b; ",
        "backup codes:\n1. ",
    ];
    for start in starts {
        let text = start.repeat((256 << 10) / start.len());
        let _ = scanner.scan_slice(&mut scratch, text.as_bytes(), |_| ControlFlow::Continue(()));
    }
}
