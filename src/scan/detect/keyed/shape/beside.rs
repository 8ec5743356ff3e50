//! What stands beside a pair in free text: nothing at all, or a pair with the name of a user.
//!
//! A sentence has words on both sides; a prompt, a form and a dump of credentials have not.

use std::ops::Range;

use super::{At, bracket};
use crate::scan::detect::keyed::text;
use crate::scan::detect::keyed::words::USERS;

/// Signs of which rows are made that decorate a line.
pub(super) const MARKS: &[u8] = b"*=-#|~_+<>";
/// How much of the line is looked at.
const NEAR: usize = 160;

/// Whether a value after a colon is no word of a sentence by its place.
pub(super) fn stands_alone(at: &At<'_>, value: &Range<usize>) -> bool {
    ends_line(at, value.end)
        || user_before(at)
        || user_after(at.bytes, value.end)
        || in_row(at, value.end)
}

/// `… hasło: x, baza: y`, `| password: x | 10.0.0.1`: one of a row of pairs.
fn in_row(at: &At<'_>, end: usize) -> bool {
    let bytes = at.bytes;
    let start = at.line_start(NEAR);
    let first = start == 0 || bytes[start - 1] == b'\n';
    let before = bytes[start..at.key.span.start].trim_ascii_end();
    let joint = before.last().or(first.then_some(&b','));
    let Some(joint) = joint.filter(|b| b",;|{[(".contains(b)) else { return false };
    let next = end + text::run(bytes, end, |b| b == b' ');
    match bytes.get(next) {
        Some(b'|') => *joint == b'|',
        Some(b',' | b';') if *joint != b'|' => {
            let name = text::skip_blank(bytes, next + 1);
            text::key_follows(bytes, name)
        }
        _ => false,
    }
}

/// `Host: x, Login: y, Password: Z_1, extra: {}`, `{login: x, password: Z_1}`: a value that is no plain
/// word, with pairs on both sides or in a map of them.
pub(super) fn among_pairs(at: &At<'_>, value: &Range<usize>) -> bool {
    let bytes = at.bytes;
    let before = &bytes[at.line_start(NEAR)..at.key.span.start];
    let pair = |text: &[u8]| memchr::memmem::find(text, b": ").is_some();
    let next = bytes[value.end..].starts_with(b", ") && text::key_follows(bytes, value.end + 2);
    let plain = bytes[value.clone()].iter().all(|b| b.is_ascii_lowercase() || *b >= 0x80);
    let row = || {
        let mut parts = before.strip_suffix(b", ").unwrap_or_default().rsplit(|b| *b == b',');
        next && parts.next().is_some_and(pair) && parts.next().is_some_and(pair)
    };
    let map = || {
        matches!(before, [.., b'{'] | [.., b',', b' '])
            && (next || bytes.get(value.end) == Some(&b'}'))
            && bracket::opener(bytes, at.key.span.start) == Some(b'{')
    };
    !plain && (row() || map())
}

/// Whether nothing follows: the line, the string or the bracket around the pair ends.
fn ends_line(at: &At<'_>, end: usize) -> bool {
    let bytes = at.bytes;
    let end = text::skip_blank(bytes, end);
    match &bytes[end..] {
        [] | [b'\n' | b'\r' | b'"', ..] => true,
        [b'\\', b'n' | b'r' | b'"' | b'\\', ..] => true,
        [b'\'', b',' | b'\n' | b'\r' | b')' | b'}' | b']', ..] => true,
        // What a logger adds where there is no context: `{}`, `[] []`.
        [b'{', b'}', ..] | [b'[', b']', b' ' | b'\n', ..] => true,
        [b')', ..] => super::bracket::opener(bytes, at.key.span.start) == Some(b'('),
        // `{email: a@b, password: x}`
        [b'}', ..] => super::bracket::in_record(bytes, at.key.span.start),
        // `*** Password: x ***`: what decorates the line.
        [first, ..] if MARKS.contains(first) || *first == 0xE2 => is_decoration(at, end),
        _ => false,
    }
}

/// Whether a line goes on with nothing but signs, and begins with one of them.
fn is_decoration(at: &At<'_>, end: usize) -> bool {
    let bytes = at.bytes;
    let mark = |b: &u8| MARKS.contains(b) || *b == b' ' || *b == b'\r';
    let box_drawing = |c: &[u8]| matches!(c, [0xE2, 0x94 | 0x95, _]);
    let line = bytes[end..text::line_end(bytes, end, NEAR)].trim_ascii_end();
    let start = at.line_start(NEAR);
    let first = start + text::run(bytes, start, |b| b == b' ');
    match &bytes[first..at.key.span.start] {
        [0xE2, 0x94 | 0x95, ..] => line.chunks(3).all(box_drawing),
        [first, ..] => MARKS.contains(first) && line.iter().all(mark),
        [] => false,
    }
}

/// `user: bob password: x`, `Login=bob / Password: x`, `UN:bob PW:x`
fn user_before(at: &At<'_>) -> bool {
    let bytes = at.bytes;
    let start = at.line_start(NEAR);
    let joint = |b: &u8| b.is_ascii_whitespace() || b",;|/-\"'".contains(b);
    let cut = |text: &[u8]| text.len() - text.iter().rev().take_while(|b| joint(b)).count();
    let line = &bytes[start..at.key.span.start];
    let line = &line[..cut(line)];
    let word = line.iter().rev().take_while(|b| !joint(b)).count();
    let (before, word) = line.split_at(line.len() - word);
    let delimiter = |b: &u8| matches!(b, b':' | b'=');
    let short = at.key.span.len() == 2;
    let named = |name: &[u8]| {
        let last = name.rsplit(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default();
        names_user(name) || short && last.eq_ignore_ascii_case(b"un")
    };
    if let Some(n) = word.iter().position(delimiter) {
        return n + 1 < word.len() && named(&word[..n]);
    }
    let before = &before[..cut(before)];
    match before.strip_suffix(b":").or_else(|| before.strip_suffix(b"=")) {
        Some(name) => named(&name[..cut(name)]),
        None => before.strip_suffix("：".as_bytes()).is_some_and(names_user),
    }
}

/// `password: x user: bob`, `password: x, host=y`
fn user_after(bytes: &[u8], end: usize) -> bool {
    let at = end + text::run(bytes, end, |b| b" \t,;|/-\"'".contains(&b));
    let name = text::identifier(bytes, at);
    at > end && text::key_follows(bytes, at) && names_user(&bytes[at..at + name])
}

/// Whether the line before the one that starts at `start` or the line behind `end` starts with the name
/// of a user: `USER: bob`.
pub(super) fn user_in_a_line_beside(bytes: &[u8], start: usize, end: usize) -> bool {
    let named = |line: usize| {
        let name = line + text::run(bytes, line, |b| b" \t-=".contains(&b));
        let end = name + text::identifier(bytes, name);
        text::key_follows(bytes, name) && names_user(&bytes[name..end])
    };
    let before = start.checked_sub(1).map(|end| text::line_start(bytes, end, NEAR));
    let next = text::line_end(bytes, end, NEAR);
    let next = next + text::run(bytes, next, |b| b == b'\r' || b == b'\n').min(2);
    before.is_some_and(named) || named(next)
}

/// `machine x login bob password y`, `user bob pass x`: the entry of a `.netrc`, and a login in one line.
pub(super) fn login_before(at: &At<'_>) -> bool {
    let start = at.line_start(NEAR);
    let mut words = at.bytes[start..at.key.span.start].rsplit(|b| *b == b' ');
    let (end, name) = (words.next(), words.next());
    let key = words.next().unwrap_or_default();
    let word = name.is_some_and(|name| !name.is_empty() && !name.ends_with(b":"));
    end.is_some_and(<[u8]>::is_empty) && word && (key == b"login" || key == b"user")
}

/// Whether the last word of a name is one for a user.
pub(super) fn names_user(name: &[u8]) -> bool {
    let letters = name.iter().rev().take(48).take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80);
    let word = &name[name.len() - letters.count()..];
    let folded = std::str::from_utf8(word).map(str::to_lowercase).unwrap_or_default();
    USERS.has(folded.as_bytes())
        || USERS.iter().any(|user| user.len() > 3 && folded.as_bytes().ends_with(user))
}
