//! Bytes that a program prints as numbers: `[137, 12, …]`, `Uint8Array(64) [ 12, … ]`, `<Buffer 3a 4f …>`,
//! `&[12, 34]`, `[]byte{0x89, …}`, `<<137,12,…>>`, `{"type":"Buffer","data":[137,…]}`, `{"0":137,"1":12,…}`.
//!
//! It finds the row within its brackets; whether numbers are those of a key is asked of the value.

use std::ops::Range;

use super::{At, Fit, ROW_OF_BYTES, Reading, assign};
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// The fewest numbers of a row, and the longest row.
const LEAST: usize = 6;
const LONGEST: usize = 4 << 10;
/// How many words and brackets may stand before it, and how long a word is.
const STEPS: usize = 5;
const WORD: usize = 24;

pub(super) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    // Most values begin with neither a bracket nor a type's name.
    let sign = at.after + text::run(bytes, at.after, |b| b" :=>".contains(&b)).min(8);
    let opens = |b: &u8| b"[<&{(".contains(b) || b.is_ascii_uppercase();
    if sign == at.after || !bytes.get(sign).is_some_and(opens) {
        return Fit::No;
    }
    let Some(row) = assign::delimited(at).and_then(|found| row(bytes, found.value)) else {
        return Fit::No;
    };
    // `tokens: [72, 101, …]`: many of something, and each of them a number.
    let name = &bytes[at.key.span.clone()];
    if name.ends_with(b"s") && !name.ends_with(b"ss") {
        return Fit::Empty;
    }
    Some(Reading::new(row, Proof::Delimited, ROW_OF_BYTES)).into()
}

/// The numbers behind the brackets and words that open at `at`.
fn row(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let mut here = at;
    for _ in 0..STEPS {
        here += text::run(bytes, here, |b| b.is_ascii_whitespace()).min(WORD);
        let rest = bytes.get(here..)?;
        here += match rest {
            [b'<', b'B', b'u', b'f', b'f', b'e', b'r', b' ', ..] => return pairs(bytes, here + 8),
            [b'[', b']', ..] | [b'<', b'<', ..] => 2,
            [b'&' | b'*', ..] => 1,
            [b'{', ..] if data(rest).is_some() => data(rest)?,
            [b'[' | b'{' | b'(', ..] => bracketed(rest).unwrap_or(1),
            [first, ..] if first.is_ascii_alphabetic() => word(rest)?,
            _ => break,
        };
    }
    numbers(bytes, here)
}

/// `{"type":"Buffer","data":`, in any quotes.
fn data(rest: &[u8]) -> Option<usize> {
    let head = &rest[..rest.len().min(48)];
    let buffer = memchr::memmem::find(head, b"Buffer")?;
    let data = buffer + memchr::memmem::find(&head[buffer..], b"data")? + b"data".len();
    let open = data + memchr::memchr(b'[', &head[data..])?;
    Some(open)
}

/// `[Uint8Array]`, `[32]` before `byte`, `(64)`: a type or a size.
fn bracketed(rest: &[u8]) -> Option<usize> {
    let close = match rest.first()? {
        b'[' => b']',
        b'(' => b')',
        _ => return None,
    };
    let inner = text::run(&rest[..rest.len().min(WORD)], 1, |b| b.is_ascii_alphanumeric());
    (inner > 0 && rest.get(1 + inner) == Some(&close)).then_some(inner + 2)
}

/// The name of a type: `Uint8Array`, `bytes.Bytes`.
fn word(rest: &[u8]) -> Option<usize> {
    let near = &rest[..rest.len().min(WORD)];
    let length = text::run(near, 0, |b| b.is_ascii_alphanumeric() || b"._:".contains(&b));
    matches!(rest.get(length), Some(b'(' | b'[' | b'{' | b' ')).then_some(length)
}

/// Numbers up to a closing bracket, or to where what is left out of them is told.
fn numbers(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let limit = bytes.len().min(start + LONGEST);
    let keyed = bytes.get(start..)?.starts_with(b"\"0\":");
    let part = |b: u8| {
        b.is_ascii_hexdigit()
            || b.is_ascii_whitespace()
            || b",-x".contains(&b)
            || keyed && b"\":".contains(&b)
    };
    let length = text::run(&bytes[..limit], start, part);
    let row = &bytes[start..start + length];
    let ends = matches!(bytes.get(start + length), Some(b']' | b'}' | b'>' | b'.' | b')'));
    let digits = |part: &[u8]| part.iter().any(u8::is_ascii_digit);
    let split = row.split(|b| b.is_ascii_whitespace() || *b == b',');
    let end = start + row.trim_ascii_end().len();
    let whole = bytes[start..end].strip_suffix(b",").map_or(end, |row| start + row.len());
    (ends && split.filter(|part| digits(part)).take(LEAST).count() == LEAST).then_some(start..whole)
}

/// Pairs of hexadecimal digits up to a closing bracket.
fn pairs(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let end = text::hex_row(bytes, start)?;
    let ends = bytes[end..].starts_with(b">") || bytes[end..].starts_with(b" ... ");
    ends.then_some(start..end)
}
