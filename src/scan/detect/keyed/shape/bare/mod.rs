//! Values without quotes: where they end.
//!
//! The text around the key decides: a query, a connection string, a printed object or free text.
//! Where it is in doubt the value is rather too long than cut.

mod around;
mod free;
mod query;

use std::ops::Range;

use super::assign::{Delimited, Delimiter};
use super::{At, beside};
use crate::scan::detect::keyed::{credentials, text};

/// The longest bare value, unless it starts with a token that is longer.
const VALUE: usize = 256;

/// A bare value, and whether it stands in a URL or form.
pub(super) struct Span {
    pub(super) value: Range<usize>,
    pub(super) encoded: bool,
}

/// Reads the value at `start`.
pub(super) fn read(
    at: &At<'_>,
    found: &Delimited,
    start: usize,
    closer: Option<u8>,
) -> Option<Span> {
    let bytes = at.bytes;
    let line = pairs_end(bytes, start, text::line_end(bytes, start, longest(bytes, start)));
    // `key= next=1` has no value, `key = value` has; `Password: Token: x` has none either.
    let named = start + text::identifier(bytes, start);
    let next = next_key(at, found, start) || bytes[named..].starts_with(b"&#61;") && named > start;
    let before = at.key.span.start.checked_sub(1).map(|i| bytes[i]);
    let gaps = gaps(at, found);
    // `PGPASSWORD= psql`: a shell empties a variable for one command.
    let variable = || bytes[at.key.span.clone()].iter().all(|b| !b.is_ascii_lowercase());
    let form = gaps && (matches!(before, Some(b'?' | b'&' | b';')) || variable());
    if start >= line || next || form {
        return None;
    }
    let query = matches!(before, Some(b'?' | b'&')) || found.delimiter == Delimiter::Percent;
    let end = match () {
        () if query => {
            let nested = found.delimiter == Delimiter::Percent;
            let body = query::in_body(bytes, at.key.span.start);
            let end = query::end(bytes, start, line, nested, body);
            query::within_brackets(bytes, at.key.span.start, start, end)
        }
        () if closer.is_some() => bracketed(bytes, start, line, closer)?,
        () if gaps => start + text::run(&bytes[..line], start, |b| b > b' ' && b != b'"'),
        () => free::end(at, found, start, line),
    };
    let end = trim(bytes, start, end);
    let end = undecorated(at, start, end);
    let encoded = query || bytes.get(end) == Some(&b'&');
    (end > start).then_some(Span { value: start..end, encoded })
}

/// Whether blank stands behind a `=` alone, as where a value is missing: `key= and more`.
pub(super) fn gaps(at: &At<'_>, found: &Delimited) -> bool {
    found.delimiter == Delimiter::Equals && found.spaced == (false, true) && !all_gaps(at)
}

/// `pw= x len= 31`: whether every pair of the line is written so, and there is more than one.
fn all_gaps(at: &At<'_>) -> bool {
    let line = &at.bytes[at.line_start(VALUE)..at.line_end(VALUE)];
    let mut pairs = 0;
    memchr::memchr_iter(b'=', line).all(|n| {
        let named = n > 0 && line[n - 1].is_ascii_alphanumeric();
        let gap =
            matches!(line.get(n + 1..n + 3), Some([b' ', next]) if !next.is_ascii_whitespace());
        pairs += 1;
        named && gap
    }) && pairs > 1
}

/// How far a value may reach that starts at `start`.
///
/// Keys can stand side by side in a line, and each would read what the others read. A token ends
/// where the next delimiter is, so only tokens may be long.
fn longest(bytes: &[u8], start: usize) -> usize {
    let ahead = &bytes[start..bytes.len().min(start + 16)];
    let scheme = credentials::scheme(ahead).unwrap_or(0);
    let token = text::token(bytes, start + scheme);
    if token + scheme < VALUE / 2 { VALUE } else { scheme + token + VALUE }
}

/// Where a third `=` with text behind it stands: a value may hold one, a row of pairs holds many, and
/// each of its keys would otherwise read all the others.
fn pairs_end(bytes: &[u8], start: usize, line: usize) -> usize {
    let inner = memchr::memchr_iter(b'=', &bytes[start..line]).map(|n| start + n);
    let mut inner = inner.filter(|&at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric));
    let space = |at: usize| memchr::memchr(b' ', &bytes[start..at]).is_some();
    inner.nth(2).filter(|&at| !space(at)).unwrap_or(line)
}

/// Up to the closing bracket, which must end the matter: `[host]:587` is no value in brackets.
fn bracketed(bytes: &[u8], start: usize, line: usize, closer: Option<u8>) -> Option<usize> {
    let end = memchr::memchr(closer?, &bytes[start..line]).map_or(line, |n| start + n);
    let next = bytes.get(end + 1);
    next.is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b':').then_some(end)
}

/// Whether the value's place is taken by the next key: the value is empty.
fn next_key(at: &At<'_>, found: &Delimited, start: usize) -> bool {
    let bytes = at.bytes;
    // A delimiter with blank on both sides has its value behind it, whatever that looks like, and so
    // has one in a line of its own.
    let certain = match found.delimiter {
        Delimiter::Colon if !bytes[start..].starts_with(b"\"") => {
            around::starts_line(at) || around::in_map(at, found)
        }
        Delimiter::Colon => false,
        _ => found.spaced == (true, true),
    };
    let line = text::line_end(bytes, start, VALUE);
    let alone = |line: &[u8]| memchr::memchr(b' ', line).is_none();
    let certain = certain && (around::in_map(at, found) || alone(&bytes[start..line]));
    // `Authorization: key=x`
    let header = || {
        let key = bytes[at.key.span.clone()].to_ascii_lowercase();
        key.ends_with(b"authorization") && credentials::scheme(&bytes[start..line]).is_some()
    };
    let follows = found.spaced.1 && !certain && text::key_follows(bytes, start) && !header() && {
        // A token may have a delimiter in it.
        // So may the end of a line in quoted-printable.
        let name = text::identifier(bytes, start);
        !text::machine_word(bytes, start) && !bytes[start + name..].starts_with(b"=0D=0A")
    };
    // A base64 value may end with `=` and is no key.
    follows && {
        let name = text::identifier(bytes, start);
        let after = text::run(bytes, start + name, |b| b == b'=');
        !(after > 0 && matches!(bytes.get(start + name + after), None | Some(b'\n' | b'\r' | b' ')))
    }
}

/// `*** Password: x ***`, `| Password: x |`: where a value ends whose line begins and ends with a row of
/// the same signs.
fn undecorated(at: &At<'_>, start: usize, end: usize) -> usize {
    let bytes = at.bytes;
    let from = at.line_start(VALUE);
    let blank = text::run(bytes, from, |b| b == b' ' || b == b'\t');
    let Some(mark) = bytes.get(from + blank).filter(|b| beside::MARKS.contains(b)) else {
        return end;
    };
    let value = &bytes[start..end];
    let row = value.iter().rev().take_while(|b| *b == mark).count();
    let body = value.len() - row;
    let apart = value[..body].ends_with(b" ") || *mark == b'|';
    let cut = start + value[..body].trim_ascii_end().len();
    if row > 0 && apart && cut > start { cut } else { end }
}

/// Drops what ends a clause, not a value.
fn trim(bytes: &[u8], start: usize, mut end: usize) -> usize {
    // `&lt;id&gt;` ends with an entity.
    if bytes[start..end].ends_with(b"&gt;") {
        return end;
    }
    while end > start && (bytes[end - 1].is_ascii_whitespace() || b",;".contains(&bytes[end - 1])) {
        end -= 1;
    }
    let quoted = end > start + 1 && matches!(bytes[end - 1], b'\'' | b'`');
    if quoted && !bytes[start..end - 1].contains(&bytes[end - 1]) { end - 1 } else { end }
}
