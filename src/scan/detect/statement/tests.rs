//! The examples of the rules for shapes, each against all of those rules together.

use std::ops::ControlFlow;

use crate::rules::{DetectorKind, Rule, RuleSet, fill};
use crate::scan::{Options, Scanner};

const KINDS: [DetectorKind; 5] = [
    DetectorKind::Statement,
    DetectorKind::Command,
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
        let text = fill(hit, 7);
        let (before, rest) = text.split_once('«').unwrap();
        let (value, after) = rest.split_once('»').unwrap();
        let got = found(scanner, &format!("{before}{value}{after}"));
        if got != [(rule.id.to_string(), value.to_owned())] {
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
    let wrong: Vec<String> = scanner.rules().iter().flat_map(|rule| wrong(&scanner, rule)).collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
