//! A token is found beside whatever a log puts next to it, and what is left of one that was cut is
//! doubtful. Each token rule is put to the test with its own example.

use std::ops::ControlFlow;

use logsnitch::{Confidence, DetectorKind, Rule, RuleSet, Scanner, Scratch};

use crate::support::{fill, scanner};

/// What stands before and after a token; none of it can be a part of one.
const AROUND: [(&str, &str); 25] = [
    ("\"", "\""),
    ("'", "'"),
    ("`", "`"),
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    ("<", ">"),
    ("=", "\n"),
    ("=", "&x=1"),
    ("=", ";"),
    (":", ","),
    (",", ","),
    ("|", "|"),
    ("\t", "\t"),
    ("\r\n", "\r\n"),
    ("", ""),
    ("\\n", "\\n"),
    ("\\t", "\\r\\n"),
    ("\\\"", "\\\""),
    ("%3D", "&x=1"),
    ("%22", "%22"),
    ("\\u0022", "\\u0022"),
    ("\\x22", "\\x22"),
    ("&#34;", "&#34;"),
    ("\x1b[1;31m", "\x1b[0m"),
];

/// The rules that read fixed formats, and of each a value of its first example that is all that its
/// pattern takes.
fn values(rules: &RuleSet) -> Vec<(&Rule, String)> {
    let by_pattern = rules.iter().filter(|rule| rule.detector == DetectorKind::Token);
    let whole = by_pattern.filter_map(|rule| {
        let line = fill(&rule.examples.hit[0], 5);
        let value = line.split_once('«')?.1.split_once('»')?.0.to_owned();
        let pattern = regex::bytes::Regex::new(&format!("^(?-u:{})$", rule.regex)).ok()?;
        pattern.is_match(value.as_bytes()).then_some((rule, value))
    });
    whole.collect()
}

fn found(
    scanner: &Scanner,
    scratch: &mut Scratch,
    text: &str,
) -> Vec<(String, Confidence, String)> {
    let mut found = Vec::new();
    let _ = scanner.scan_slice(scratch, text.as_bytes(), |finding| {
        let value = String::from_utf8_lossy(finding.secret.expose()).into_owned();
        found.push((finding.rule.to_owned(), finding.confidence, value));
        ControlFlow::Continue(())
    });
    found
}

#[test]
fn every_token_is_found_beside_whatever_logs_put_next_to_it() {
    let (rules, scanner) = (RuleSet::builtin().unwrap(), scanner());
    let mut scratch = scanner.scratch();
    let values = values(&rules);
    assert!(values.len() > 300, "only {} rules are put to the test", values.len());
    let mut missed = Vec::new();
    for (rule, value) in &values {
        for (before, after) in AROUND {
            let text = format!("x {before}{value}{after} y");
            let found = found(scanner, &mut scratch, &text);
            if !found.iter().any(|(id, _, span)| *id == rule.id && span == value) {
                let seen: Vec<&str> = found.iter().map(|(id, ..)| id.as_str()).collect();
                missed.push(format!("{} between {before:?} and {after:?}: {seen:?}", rule.id));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn a_token_within_a_word_is_none() {
    let (rules, scanner) = (RuleSet::builtin().unwrap(), scanner());
    let mut scratch = scanner.scratch();
    for (rule, value) in values(&rules) {
        let found = found(scanner, &mut scratch, &format!("x Q{value} y"));
        let whole = |(id, _, span): &(String, Confidence, String)| *id == rule.id && *span == value;
        assert!(!found.iter().any(whole), "{}: {found:?}", rule.id);
    }
}

#[test]
fn what_is_left_of_a_cut_token_is_of_low_confidence() {
    let (rules, scanner) = (RuleSet::builtin().unwrap(), scanner());
    let mut scratch = scanner.scratch();
    let all = values(&rules);
    let value = |id: &str| &all.iter().find(|(rule, _)| rule.id == id).unwrap().1;
    for (id, left) in [
        ("github-pat", 26),
        ("gitlab-pat", 18),
        ("stripe-live-key", 17),
        ("slack-bot-token", 40),
        ("npm-token", 28),
        ("sendgrid-api-key", 40),
        ("digitalocean-pat", 40),
    ] {
        let start = &value(id)[..left];
        for cut in ["...", "…", "... (truncated)", "…\"", "[truncated]"] {
            let found = found(scanner, &mut scratch, &format!("x={start}{cut} y"));
            let low = (id.to_owned(), Confidence::Low, start.to_owned());
            assert!(found.contains(&low), "{id} {start}{cut}: {found:?}");
        }
        let at_end = found(scanner, &mut scratch, &format!("saw {start}\nnext"));
        let low =
            |(_, confidence, _): &(String, Confidence, String)| *confidence == Confidence::Low;
        assert!(at_end.iter().all(low), "{at_end:?}");
        assert!(id != "github-pat" || at_end.len() == 1, "{at_end:?}");
        // Too little is left, or it goes on.
        for text in [format!("x={}...", &start[..8]), format!("x={} y", &value(id)[..left])] {
            let found = found(scanner, &mut scratch, &text);
            assert!(!found.iter().any(|(rule, ..)| rule == id), "{text}: {found:?}");
        }
    }
}
