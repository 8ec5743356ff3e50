//! The examples of the rules for shapes, each against all of those rules together.

use std::ops::ControlFlow;

use crate::rules::{DetectorKind, Rule, RuleSet};
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

/// Placeholders become letters and digits from a fixed seed.
fn filled(text: &str) -> String {
    let (mut out, mut rest, mut seed) = (String::new(), text, 7u32);
    while let Some(open) = rest.find('{') {
        let (before, inner) = rest.split_at(open);
        let parts = inner[1..].split_once('}').and_then(|(name, after)| {
            let (class, len) = name.split_once(':')?;
            let alphabet = match class {
                "alnum" => "bcdfghjkmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ23456789",
                "hex" => "0123456789abcdef",
                "digits" => "0123456789",
                _ => return None,
            };
            Some((alphabet, len.parse::<usize>().ok()?, after))
        });
        out.push_str(before);
        let Some((alphabet, len, after)) = parts else {
            out.push('{');
            rest = &inner[1..];
            continue;
        };
        for _ in 0..len {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (seed >> 16) as usize % alphabet.len();
            out.push(alphabet.as_bytes()[at] as char);
        }
        rest = after;
    }
    out + rest
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
        let text = filled(hit);
        let (before, rest) = text.split_once('«').unwrap();
        let (value, after) = rest.split_once('»').unwrap();
        let got = found(scanner, &format!("{before}{value}{after}"));
        if got != [(rule.id.to_string(), value.to_owned())] {
            wrong.push(format!("{}: hit {hit:?} gives {got:?}", rule.id));
        }
    }
    for miss in rule.examples.miss.iter() {
        let got = found(scanner, &filled(miss));
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
