//! Very many findings close together, and none of them lost.
//!
//! It measures no time. The numbers of the issue run in a release build; a debug build takes fewer.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use crate::support::{Random, base62, run, scanner, temp, write};

const ALNUM: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// In a debug build a tenth.
fn scaled(number: usize) -> usize {
    if cfg!(debug_assertions) { number / 10 } else { number }
}

/// Different tokens with a checksum that is right.
fn tokens(count: usize) -> Vec<String> {
    let mut random = Random::new(120_000);
    let mut token = || {
        let body = random.text(ALNUM, 30);
        let sum = base62(crc32fast::hash(body.as_bytes()));
        format!("ghp_{body}{sum}")
    };
    let tokens: Vec<String> = (0..count).map(|_| token()).collect();
    assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), count);
    tokens
}

/// The spans that a report lists are those of `values` in `text`, each once.
fn all_are_found(text: &str, values: &[String]) {
    let dir = temp();
    write(dir.path(), "app.log", text);
    let run = run(dir.path(), &["scan", "app.log", "-f", "jsonl"]);
    assert_eq!(run.status, Some(1), "{}", run.err());
    let (found, summary) = run.jsonl();
    assert_eq!(summary["findings"], values.len(), "of {}", values.len());
    assert_eq!(found.len(), values.len());
    for (one, value) in found.iter().zip(values) {
        let at = |field: &str| one[field].as_u64().unwrap() as usize;
        assert_eq!(&text[at("start_byte")..at("end_byte")], value);
    }
}

#[test]
fn every_token_of_a_log_without_blank_lines_is_found() {
    let tokens = tokens(scaled(120_000));
    let text = tokens.iter().enumerate().fold(String::new(), |mut text, (nth, token)| {
        let _ = writeln!(text, "2026-03-04T10:22:31Z DEBUG [{nth}] cloned with {token} as bot");
        text
    });
    all_are_found(&text, &tokens);
}

#[test]
fn every_token_of_a_single_line_is_found() {
    let tokens = tokens(scaled(120_000));
    all_are_found(&tokens.join(" "), &tokens);
    all_are_found(&format!("[\"{}\"]", tokens.join("\",\"")), &tokens);
}

#[test]
fn every_one_of_many_equal_leaks_is_counted() {
    let count = scaled(200_000);
    let dir = temp();
    write(dir.path(), "app.log", "DEBUG login user=bob password=hunter2-bob ok\n".repeat(count));
    let jsonl = run(dir.path(), &["scan", "app.log", "-f", "jsonl", "--threads", "4"]);
    let (found, summary) = jsonl.jsonl();
    assert_eq!(found.len(), count);
    assert_eq!(summary["findings"], count);
    let lines = found.iter().map(|one| one["line"].as_u64().unwrap());
    assert!(lines.eq(1..=count as u64), "each line once, in order");
    let json = run(dir.path(), &["scan", "app.log", "-f", "json"]).json();
    assert_eq!(json["sites"].as_array().unwrap().len(), 1);
    assert_eq!(json["sites"][0]["count"], count);
    assert_eq!(json["sites"][0]["values"], 1);
    let sarif = run(dir.path(), &["scan", "app.log", "-f", "sarif"]).json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), &results[0]["occurrenceCount"]), (1, &count.into()));
}

/// More sites than a report lists: what is not listed is counted.
#[test]
fn what_is_beyond_the_limit_of_a_report_is_counted() {
    let count = 6000;
    let dir = temp();
    let word = |mut n: usize| {
        let mut word = String::new();
        while n > 0 || word.len() < 4 {
            word.push(char::from(b'a' + (n % 26) as u8));
            n /= 26;
        }
        word
    };
    let text = (0..count).fold(String::new(), |mut text, nth| {
        let _ = writeln!(text, "DEBUG statement {} password=hunter2-bob", word(nth));
        text
    });
    write(dir.path(), "app.log", text);
    let json = run(dir.path(), &["scan", "app.log", "-f", "json"]).json();
    let sites = json["sites"].as_array().unwrap();
    let listed: u64 = sites.iter().map(|site| site["count"].as_u64().unwrap()).sum();
    let beyond = json["summary"]["beyond_site_limit"][0]["findings"].as_u64().unwrap();
    assert_eq!(listed + beyond, count as u64);
    assert_eq!(json["summary"]["findings"], count);
    assert!(beyond > 0 && sites.len() >= 1000, "{} sites", sites.len());
}

/// Text in which every byte wakes a detector must not take more than a bounded time for each.
#[test]
fn text_that_is_nothing_but_keywords_ends() {
    let size = scaled(300_000);
    // Keys whose value is the next key are tried with a short text: each may look at all that follow.
    for (unit, size) in [("token=", size / 10), ("a=token=", size / 10)] {
        assert!(scans(&unit.repeat(size / unit.len())) <= size, "{unit}");
    }
    for unit in [
        "password=",
        "password",
        "pass ",
        "token:",
        "\"token\":",
        "key",
        "%25",
        "\\\\",
        "\\\"",
        "+1",
        "+44 20 7946 0123 ",
        "eyJ",
        "eyJ.",
        "ghp_",
        "://",
        "http://a:b",
        "://a:b@",
        "AKIA",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----\n",
        "secret\n",
        "password: \\\"",
        "{\"password\":",
        "password=>",
        "<password>",
        "Authorization: Basic ",
        "--password ",
        "mysql -p",
        "Set-Cookie: ",
        "&password=%25",
        "пароль",
        "\u{1b}[1m",
        "cookie=",
    ] {
        assert!(scans(&unit.repeat(size / unit.len())) <= size, "{unit}");
    }
}

/// The number of findings of a text.
fn scans(text: &str) -> usize {
    let mut count = 0;
    let _ = scanner().scan_slice(&mut scanner().scratch(), text.as_bytes(), |_| {
        count += 1;
        ControlFlow::Continue(())
    });
    count
}
