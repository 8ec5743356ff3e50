//! Runs the examples that rules carry: every `hit` hits with its span, every `miss` does not.
//!
//! It judges no other property of a rule.

use std::fmt;
use std::ops::ControlFlow;

use crate::error::Error;
use crate::rules::{Rule, RuleSet, fill, unmarked};
use crate::scan::{Options, Scanner, Scratch};
use crate::site::FingerprintKey;

/// An example that did not do what it says.
#[derive(Clone, Debug)]
pub struct Failure {
    rule: String,
    example: String,
    what: String,
}

impl Failure {
    /// The id of the rule.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// What happened in place of what the example says.
    pub fn what(&self) -> &str {
        &self.what
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule `{}`: example `{}`: {}", self.rule, self.example, self.what)
    }
}

/// Runs all examples of `rules`, filled with several seeds, and tells which fail. A `hit` must be
/// found with the whole set, where another rule might take it; a `miss` must not be found by its
/// own rule.
///
/// # Errors
/// The rules do not make a scanner.
pub fn run_examples(rules: &RuleSet) -> Result<Vec<Failure>, Error> {
    let options = Options {
        regions: Vec::new(),
        fingerprint_key: Some(FingerprintKey::new(b"the examples need no secret key")?),
        now: None,
    };
    let scanner = Scanner::new(rules.clone(), options)?;
    let mut scratch = scanner.scratch();
    let mut failures = Vec::new();
    for rule in rules.iter() {
        for seed in 0..4 {
            for hit in rule.examples.hit.iter() {
                run_hit(&scanner, &mut scratch, rule, hit, seed, &mut failures);
            }
            for miss in rule.examples.miss.iter() {
                run_miss(&scanner, &mut scratch, rule, miss, seed, &mut failures);
            }
        }
    }
    failures.dedup_by(|a, b| a.rule == b.rule && a.example == b.example);
    Ok(failures)
}

fn run_hit(
    scanner: &Scanner,
    scratch: &mut Scratch,
    rule: &Rule,
    example: &str,
    seed: u64,
    failures: &mut Vec<Failure>,
) {
    // The check of the rule has seen to it that the marks are in order.
    let Some((line, values)) = unmarked(&fill(example, seed)) else { return };
    let want: Vec<_> = values.iter().map(|v| v.start as u64..v.end as u64).collect();
    let (mut seen, mut got) = (Vec::new(), Vec::new());
    let _ = scanner.scan_slice(scratch, (line + "\n").as_bytes(), |finding| {
        seen.push(format!("{} at {:?}", finding.rule, finding.bytes));
        got.extend((finding.rule == rule.id).then_some(finding.bytes));
        ControlFlow::Continue(())
    });
    if got != want {
        let found = if seen.is_empty() { "nothing".to_owned() } else { seen.join(", ") };
        let want: Vec<_> = want.iter().map(|span| format!("{span:?}")).collect();
        let what = format!("it must hit at {}, found {found}", want.join(", "));
        failures.push(Failure { rule: rule.id.to_string(), example: example.to_owned(), what });
    }
}

fn run_miss(
    scanner: &Scanner,
    scratch: &mut Scratch,
    rule: &Rule,
    example: &str,
    seed: u64,
    failures: &mut Vec<Failure>,
) {
    let line = fill(example, seed) + "\n";
    let _ = scanner.scan_slice(scratch, line.as_bytes(), |finding| {
        // What is of low confidence is hidden by default, so it is no false alarm.
        if finding.rule == rule.id && finding.confidence > crate::finding::Confidence::Low {
            let what = format!("it must not hit, found at {:?}", finding.bytes);
            let (rule, example) = (rule.id.to_string(), example.to_owned());
            failures.push(Failure { rule, example, what });
        }
        ControlFlow::Continue(())
    });
}
