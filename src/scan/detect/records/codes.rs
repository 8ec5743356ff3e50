//! Lists of codes that pass a second factor once: all of a list are reported.
//!
//! It reads on from the phrase that announces the list, as long as codes follow each other: in its line,
//! or one on each of the lines below.

use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// The most codes of a list, the longest code, and the longest text before the first one.
const CODES: usize = 24;
const LONGEST: usize = 24;
const LEAD: usize = 80;
/// Bytes between two codes.
const GAP: usize = 24;

pub(crate) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    let from = window.literal().end;
    let lead = &bytes[from..bytes.len().min(from + LEAD)];
    let line = memchr::memchr(b'\n', lead).map_or(lead, |len| &lead[..len]);
    let Some(list) = list(line) else { return };
    let mut at = from + list;
    for _ in 0..CODES {
        let between = |b: &&u8| b" ,\"'[(\\\t\r\n".contains(b);
        let gap = bytes[at..].iter().take(GAP).take_while(between).count();
        let start = at + gap;
        let below = bytes[at..start].contains(&b'\n');
        let start = if below { start + marker(&bytes[start..]) } else { start };
        let len = length(&bytes[start..]);
        let text = &bytes[start..start + len];
        let fits = is_code(text) && (!below || ends_line(&bytes[start + len..]));
        if (gap == 0 && at > from + list) || !fits {
            return;
        }
        accept.value(window, &Value::new(start..start + len, Proof::Delimited), found);
        at = start + len;
    }
}

/// Where in the line behind the phrase its list starts: behind `codes=`, where there is such a field, or
/// else behind the first sign.
fn list(line: &[u8]) -> Option<usize> {
    let signs = || memchr::memchr2_iter(b':', b'=', line);
    let field = |sign: &usize| {
        let quotes = line[..*sign].iter().rev().take_while(|b| b"\"'\\ ".contains(b)).count();
        line[..sign - quotes].ends_with(b"codes")
    };
    signs().find(field).or_else(|| signs().next()).map(|sign| sign + 1)
}

/// The length of the code at the start of a text; `1234 5678` is one.
fn length(text: &[u8]) -> usize {
    let code = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
    let run = |text: &[u8]| text.iter().take(LONGEST + 1).take_while(code).count();
    let first = run(text);
    let digits = |text: &[u8]| (3..=5).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    match text.get(first) {
        Some(b' ') if digits(&text[..first]) => {
            let second = run(&text[first + 1..]);
            let same = second == first && digits(&text[first + 1..][..second]);
            if same { 2 * first + 1 } else { first }
        }
        _ => first,
    }
}

/// The length of what marks an item of a list: `1. `, `2) `, `- `, `* `.
fn marker(text: &[u8]) -> usize {
    let digits = text.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    match text[digits..] {
        [b'.' | b')', b' ', ..] if digits > 0 => digits + 2,
        [b'-' | b'*', b' ', ..] if digits == 0 => 2,
        _ => 0,
    }
}

/// Whether nothing but the punctuation of a list stands before the end of the line: a line of a log
/// starts with the digits of its time.
fn ends_line(rest: &[u8]) -> bool {
    let marks = rest.iter().take(8).take_while(|b| b" \t\"',])\r".contains(b)).count();
    rest.get(marks).is_none_or(|b| *b == b'\n')
}

/// `d767-7e85`, `48291357`, `k3v9q2x7mz`: no word, no small number.
fn is_code(text: &[u8]) -> bool {
    let digits = text.iter().filter(|b| b.is_ascii_digit()).count();
    (6..=LONGEST).contains(&text.len()) && digits >= 2 && text.last() != Some(&b'-')
}
