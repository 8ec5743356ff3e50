//! Literals: nothing, truth values, status words, numbers with their units, dates and times.
//!
//! A bare number of four digits or more may be a password or a code and is left to other judges.

use super::text::{Shape, Value, is_in, starts_any};
use super::vocabulary::{ALGORITHMS, MACHINES, NOTHING, NUMBER_TYPES, STATUS, STATUS_STEMS, UNITS};
use super::{Kind, Proof};

/// What the value is, if it is a literal.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let text = value.core();
    let text = if value.shape.wide > 5 { before_remark(text) } else { text };
    if text.len() <= 32
        && let Some(reason) = word(bare(text))
    {
        return Some(reason);
    }
    if value.proof < Proof::Quoted
        && value.shape.spaces > 0
        && let Some(reason) = first_clause(text).and_then(truth)
    {
        return Some(reason);
    }
    if is_alphabet(text) {
        return Some("an alphabet");
    }
    if value.shape.digits == 0 || text.is_empty() {
        return None;
    }
    if is_time(text) {
        return Some("a date or a time");
    }
    if is_number(text, value) {
        return Some("a number");
    }
    is_duration(text).then_some("a duration")
}

/// The inside of `(null)`, `<nil>`, `[]`, `"none"`.
fn bare(text: &[u8]) -> &[u8] {
    match text {
        [b'(', inner @ .., b')']
        | [b'<', inner @ .., b'>']
        | [b'[', inner @ .., b']']
        | [b'{', inner @ .., b'}']
        | [b'"', inner @ .., b'"']
        | [b'\'', inner @ .., b'\''] => inner,
        [b'(' | b'<' | b'[', inner @ ..] => inner,
        _ => text,
    }
}

/// `間違っています（3回）`: the text before a mark of its script that goes on with a sentence.
fn before_remark(text: &[u8]) -> &[u8] {
    const MARKS: [&str; 5] = ["（", "，", "。", "、", "！"];
    let mark = |at: &usize| MARKS.iter().any(|mark| text[*at..].starts_with(mark.as_bytes()));
    let end = (1..text.len()).find(mark).unwrap_or(text.len());
    &text[..end]
}

/// `yes. For safety reasons, do not`: what stands before a sign with which a sentence goes on.
fn first_clause(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().take(12).position(|b| b".,;".contains(b))?;
    (text.get(end + 1) == Some(&b' ')).then_some(&text[..end])
}

fn truth(word: &[u8]) -> Option<&'static str> {
    const TRUTH: &[&str] = &["f", "false", "n", "no", "off", "on", "t", "true", "y", "yes"];
    is_in(TRUTH, word).then_some("a truth value")
}

fn word(word: &[u8]) -> Option<&'static str> {
    if word.is_empty() {
        return Some("empty");
    }
    if is_in(NOTHING, word) || matches!(word, b"-" | b"--" | b"\\N" | b"N/A" | b"n/a" | b"0x0") {
        return Some("no value");
    }
    if let Some(reason) = truth(word) {
        return Some(reason);
    }
    if is_in(STATUS, word) || starts_any(word, STATUS_STEMS) && is_letters(word) {
        return Some("a status");
    }
    // `on_create`, `on-failure`: when, not what.
    let when = word.strip_prefix(b"on_").or_else(|| word.strip_prefix(b"on-"));
    if when.is_some_and(|when| {
        when.len() > 3 && when.iter().all(|b| b.is_ascii_lowercase() || *b == b'_')
    }) {
        return Some("a condition");
    }
    if is_in(MACHINES, word) {
        return Some("the name of an architecture");
    }
    // `SCRAM-SHA-256`, `utf-8`, `aes_256_gcm`: each part is one, or a number.
    let mut parts = word.split(|b| matches!(b, b'-' | b'_' | b'/' | b'.'));
    let known = |part: &[u8]| {
        is_in(ALGORITHMS, part)
            || part.len() <= 4 && part.iter().all(u8::is_ascii_digit)
            || is_in(&["cbc", "cram", "ctr", "ecb", "gcm", "iso", "hash", "plus"], part)
    };
    let named = word.split(|b| matches!(b, b'-' | b'_')).any(|part| is_in(ALGORITHMS, part));
    if named && parts.all(known) {
        return Some("the name of an algorithm");
    }

    None
}

/// Whether a value lists the signs that may stand in one: `0123456789ABCDEFabcdef`.
fn is_alphabet(text: &[u8]) -> bool {
    const ROWS: [&[u8]; 2] = [b"0123456789abcdef", b"abcdefghijklmnopqrstuvwxyz"];
    let holds = |row: &&[u8]| text.windows(row.len()).any(|part| part.eq_ignore_ascii_case(row));
    text.len() >= 16 && ROWS.iter().any(holds)
}

/// Letters of any alphabet and nothing else.
fn is_letters(word: &[u8]) -> bool {
    word.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80)
}

/// A number as a count, a size, a rate, a version or an id: not one that may be a secret.
fn is_number(text: &[u8], value: &Value<'_>) -> bool {
    let digits = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    if digits.len() < text.len() && digits.iter().all(u8::is_ascii_digit) {
        return !(text[0] == b'+' && digits.len() > 7);
    }
    if let Some(hex) = text.strip_prefix(b"0x").or_else(|| text.strip_prefix(b"0X")) {
        // A handle, an address or a digest; of 64 digits are private keys, too.
        return (hex.len() <= 16 || value.kind != Kind::Password && hex.len() != 64)
            && hex.iter().all(u8::is_ascii_hexdigit);
    }
    let shape = Shape::of(digits);
    if shape.is_digits() {
        return match (value.kind, value.proof) {
            (Kind::Password, _) => digits.len() < 4,
            (Kind::Token, Proof::Quoted) => !matches!(digits.len(), 6..=8 | 21..),
            _ => digits.len() <= 20,
        };
    }
    let end = digits.iter().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let (number, unit) = digits.split_at(end);
    if number.is_empty() || !number[0].is_ascii_digit() {
        return false;
    }
    if unit.is_empty() {
        // Birthdays are popular: `12.05.1985` may be a password.
        let points = number.iter().filter(|b| **b == b'.').count();
        return !(value.is_password() && value.proof >= Proof::Delimited)
            || points <= 1
            || shape.digits < 6;
    }
    let unit = unit.trim_ascii();
    // `16u32`: with the type of its language.
    if is_in(NUMBER_TYPES, unit) {
        return true;
    }
    match unit {
        [b'%'] => true,
        [b'/', rest @ ..] | [b' ', b'/', rest @ ..] => {
            rest.iter().all(u8::is_ascii_digit) || is_in(UNITS, rest)
        }
        _ => is_in(UNITS, unit),
    }
}

/// `2026-01-02`, `2026-01-02T10:00:00.000Z`, `2026/01/02`, `10:00`, `10:00:00.5`.
fn is_time(text: &[u8]) -> bool {
    let numeric = text.iter().all(|b| b.is_ascii_digit() || b"-:./TZ+, ".contains(b));
    if !numeric || !text[0].is_ascii_digit() {
        return false;
    }
    let digits = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let separated = |at: usize, by: &[u8]| text.get(at).is_some_and(|b| by.contains(b));
    let date =
        digits(0, 4) && separated(4, b"-/") && digits(5, 7) && separated(7, b"-/") && digits(8, 10);
    let clock = |at: usize| digits(0, at) && separated(at, b":") && digits(at + 1, at + 3);
    let goes_on = |at: usize| text.len() == at || separated(at, b":.,");
    date && (text.len() == 10 || separated(10, b"T ,"))
        || clock(2) && goes_on(5)
        || clock(1) && goes_on(4)
}

/// `1h30m`, `2m5s`, `PT15M`, `P1DT12H`: numbers with a letter each, in order.
fn is_duration(text: &[u8]) -> bool {
    let (rest, units): (&[u8], &[u8]) = match text {
        [b'P', rest @ ..] => (rest, b"YMWDTHS"),
        _ => (text, b"wdhmsun"),
    };
    let shape = Shape::of(rest);
    if rest.len() > 24
        || shape.digits == 0
        || shape.letters() == 0
        || shape.digits > shape.letters() * 4
    {
        return false;
    }
    let mut number = false;
    for byte in rest {
        match byte {
            b'0'..=b'9' | b'.' => number = true,
            b'T' if !number => {}
            b's' if !number => {}
            unit if units.contains(unit) && number => number = false,
            _ => return false,
        }
    }
    !number && rest.iter().any(u8::is_ascii_digit)
}
