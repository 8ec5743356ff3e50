//! What hostile text costs, in bytes that are judged: no clock is asked. And what a scan leaves out.

use std::ops::ControlFlow;

use super::detect::value::JUDGED;
use super::{Options, Scanner, overlap};
use crate::rules::{RuleSet, fill};

/// Bytes of each text.
const SIZE: usize = 8 << 10;

/// Each key of a row could read on to the end of the row. However many there are, and whatever stands
/// between them, each byte is judged a bounded number of times.
#[test]
fn rows_of_keys_are_judged_in_linear_time() {
    let keys =
        ["password", "token:secret:pwd", "apikey", "пароль", "密码", "sshpass -p", "curl -u "];
    let delimiters = [
        "=",
        ":",
        " ",
        ": ",
        " = ",
        "=>",
        "->",
        "%3D",
        "=(",
        "=[",
        "={",
        "=<",
        "=\"",
        "='",
        "=`",
        "=«",
        "=\\\"",
        ":\\\\\\\"",
        "\":\"",
        "\\\":\\\"",
        "=\\u0022",
        "=%22",
        "=&quot;",
        "=${",
        "=%",
        "=a,",
        "?",
        "|",
    ];
    let scanner = Scanner::new(RuleSet::builtin().unwrap(), Options::default()).unwrap();
    let mut scratch = scanner.scratch();
    for (key, delimiter) in keys.iter().flat_map(|key| delimiters.map(|d| (key, d))) {
        let text: Vec<u8> = key.bytes().chain(delimiter.bytes()).cycle().take(SIZE).collect();
        JUDGED.set(0);
        let _ = scanner.scan_slice(&mut scratch, &text, |_| ControlFlow::Continue(()));
        assert!(JUDGED.get() < 100 * SIZE, "{key}{delimiter}: {} times", JUDGED.get() / SIZE);
    }
}

/// What a format has settled need not be judged by others: a scan that does not know of it, as one that
/// explains itself, finds the same.
#[test]
fn to_know_what_is_settled_changes_no_finding() {
    let rules = RuleSet::builtin().unwrap();
    let scanner = Scanner::new(rules.clone(), Options::default()).unwrap();
    let (mut knowing, mut scratch) = (scanner.scratch(), scanner.scratch());
    let frames = ["password=", "auth: ", "{\"token\":\"", "Authorization: Bearer ", "?key=", "("];
    let (mut saved, mut texts) = (0, 0);
    for example in rules.iter().flat_map(|rule| rule.examples.hit.iter()) {
        let line = fill(example, 1);
        let value = line.split(['«', '»']).nth(1).unwrap_or(&line);
        for (frame, tail) in
            frames.iter().flat_map(|f| ["", "\"} user=x", "/more,pw=y9"].map(|t| (f, t)))
        {
            let text = format!("service {frame}{value}{tail}\n").into_bytes();
            JUDGED.set(0);
            scanner.inner.plan.search(&mut knowing, &text, 0..text.len(), &text);
            let judged = JUDGED.take();
            scratch.found.notes = Some(Vec::new());
            scanner.inner.plan.search(&mut scratch, &text, 0..text.len(), &text);
            (saved, texts) = (saved + JUDGED.get() - judged, texts + 1);
            overlap::resolve(&mut knowing.found.matches);
            overlap::resolve(&mut scratch.found.matches);
            let (known, all) = (&knowing.found.matches, &scratch.found.matches);
            assert_eq!(known, all, "{}", text.escape_ascii());
        }
    }
    assert!(texts > 5000 && saved > 5 * texts, "{saved} bytes in {texts} texts");
}
