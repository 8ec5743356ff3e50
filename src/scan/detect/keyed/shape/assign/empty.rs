//! Where a delimiter stands behind a key and no value behind the delimiter.

use super::super::{At, beside};
use super::{Delimited, Delimiter};
use crate::scan::detect::keyed::text;

/// Whether what stands behind a delimiter is another thing than the key's value.
pub(super) fn has_none(at: &At<'_>, found: &Delimited) -> bool {
    ends_string(at, found.value) || is_verdict(at, found) || is_route(at, found)
}

/// Whether the quote at `at` ends the string that the key stands in: `"Enter password: ","n":1`.
fn ends_string(at: &At<'_>, start: usize) -> bool {
    let Some(quote) = text::Quote::open(at.bytes, start) else { return false };
    // `pattern "Password:"? no`: the quote that opened before the key.
    let opened = at.quote.is_some() && !at.closed && at.bytes[start - 1] == b':';
    match &at.bytes[quote.start..] {
        [] | [b'\n' | b'\r' | b'}' | b']', ..] => true,
        [b',', next, ..] => matches!(next, b'"' | b' ' | b'\\' | b'{'),
        // `readline("Password: ")`
        [b')', ..] => at.quote.is_some() && !at.closed,
        [b' ' | b'?' | b';' | b'.', ..] => opened,
        _ => false,
    }
}

/// `--- PASS: TestLogin (0.03s)`, `PASS: login.test 3`, `pass: 2689, fail: 0`: how a test went. Whoever
/// logs in says so in a line beside it.
fn is_verdict(at: &At<'_>, found: &Delimited) -> bool {
    let bytes = at.bytes;
    let key = &bytes[at.key.span.clone()];
    if found.delimiter != Delimiter::Colon || at.quote.is_some() || !found.spaced.1 {
        return false;
    }
    if key.eq_ignore_ascii_case(b"pass") {
        let end = text::line_end(bytes, found.value.min(bytes.len()), 64);
        let value = &bytes[found.value.min(end)..end];
        let digits = text::run(value, 0, |b| b.is_ascii_digit());
        let near = at.line_start(32);
        let fails = |text: &[u8]| text.windows(4).any(|word| word.eq_ignore_ascii_case(b"fail"));
        if digits > 0 && (fails(&bytes[near..at.key.span.start]) || fails(&value[digits..])) {
            return true;
        }
    }
    let start = at.line_start(128);
    let first = bytes[start..at.key.span.start].iter().all(|b| b" \t-=".contains(b));
    key == b"PASS" && first && !beside::user_in_a_line_beside(bytes, start, at.after)
}

/// `PUT /users/:id/password --> controller`: a path and what serves it.
fn is_route(at: &At<'_>, found: &Delimited) -> bool {
    const METHODS: [&[u8]; 8] =
        [b"GET", b"PUT", b"POST", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS", b"ANY"];
    let start = at.line_start(128);
    let before = &at.bytes[start..at.key.span.start];
    let mut words = before.rsplit(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let path = words.next().is_some_and(|word| word.starts_with(b"/") && before.ends_with(word));
    let method = words.next().unwrap_or_default();
    let method = method.strip_prefix(b"\"").or(method.strip_prefix(b"[")).unwrap_or(method);
    let method = method.strip_suffix(b"]").unwrap_or(method);
    found.delimiter == Delimiter::Arrow && path && METHODS.contains(&method)
}
