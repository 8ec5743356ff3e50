//! Pairs of pairs: the key is itself the value of a name, and the secret that of its `value`.
//!
//! `{"name": "DB_PASSWORD", "value": "x"}`, `{Name:DB_PASSWORD Value:x}`, `<add key="Password"
//! value="x"/>`, a form's part `name="password"` with its body below. Where a key is a value and no
//! such pair follows, there is nothing to read.

mod content;
mod values;

use self::content::{element_content, labelled, part_body, rest_after_name};
pub(super) use self::values::value_after;
use self::values::value_before;
use super::{At, Fit, assign};
use crate::scan::detect::keyed::text;

/// Keys whose value is a name.
const NAMES: [&[u8]; 23] = [
    b"name",
    b"key",
    b"field",
    b"param",
    b"parameter",
    b"property",
    b"variable",
    b"var",
    b"type",
    b"id",
    b"path",
    b"loc",
    b"label",
    b"attribute",
    b"attr",
    b"header",
    b"option",
    b"setting",
    b"column",
    b"item",
    b"title",
    b"k",
    b"n",
];
/// How far the second pair may be.
const BETWEEN: usize = 96;

pub(super) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let outer = at.key.span.start - at.key.dashes.min(at.key.span.start);
    // `"/password"`: a pointer into a document (RFC 6901).
    let outer =
        outer - usize::from(bytes[..outer].ends_with(b"/") && bytes[..outer].ends_with(b"\"/"));
    let outer = path_start(bytes, outer);
    let key_start = match at.quote.or_else(|| text::Quote::before(bytes, outer)) {
        Some(quote) => quote_start(bytes, quote.start),
        None => outer,
    };
    let Some(name) = name_before(bytes, key_start) else { return Fit::No };
    // The key may be a value and have one of its own: `cmd=mysql --password=x`.
    let direct = assign::delimited(at).is_some() && at.quote.is_none();
    if let Some(value) = labelled(at, name) {
        return Some(value).into();
    }
    if direct || !NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return Fit::No;
    }
    if let Some(body) = part_body(bytes, at.after) {
        return Some(body).into();
    }
    if let Some(rest) = rest_after_name(bytes, at) {
        return Some(rest).into();
    }
    let content = || element_content(bytes, at).map(|content| vec![content]);
    match value_after(bytes, at.after).or_else(content).or_else(|| value_before(bytes, key_start)) {
        Some(values) => Fit::Values(values),
        None if at.closed => Fit::Empty,
        None => Fit::No,
    }
}

/// `"prod/db/password"`: where the path starts that the key ends, as managers of secrets and stores of
/// configuration name what they hold.
fn path_start(bytes: &[u8], at: usize) -> usize {
    if !bytes[..at].ends_with(b"/") {
        return at;
    }
    let part = |b: &u8| b.is_ascii_alphanumeric() || b"/_-.".contains(b);
    let start = at - bytes[..at].iter().rev().take(BETWEEN).take_while(|b| part(b)).count();
    let quoted = text::Quote::before(bytes, start).is_some();
    if quoted { start } else { at }
}

/// Quotes and colons as URLs have them.
const QUOTES: [&[u8]; 4] = [b"%5C%22", b"%2522", b"%22", b"&quot;"];
const COLONS: [&[u8]; 4] = [b"%253A", b"%3A", b"%3a", b":"];

fn quote_start(bytes: &[u8], at: usize) -> usize {
    if let Some(quote) = QUOTES.iter().find(|quote| bytes[..at].ends_with(quote)) {
        return at - quote.len();
    }
    let mut start = at;
    while start > 0 && at - start < 12 && (b"\"'`\\;&".contains(&bytes[start - 1])) {
        start -= 1;
        if bytes[start] == b';' {
            start = start.saturating_sub(5);
        }
    }
    start
}

/// The key whose value starts at `at`.
fn name_before(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let blank =
        |at: usize| at - bytes[..at].iter().rev().take(8).take_while(|b| **b == b' ').count();
    let mut end = blank(at);
    if bytes[..end].ends_with(b"=>") {
        end -= 2;
    } else if bytes[..end].ends_with(b"=") {
        end -= 1;
    } else {
        end -= COLONS.iter().find(|colon| bytes[..end].ends_with(colon))?.len();
    }
    end = blank(end);
    if let Some(quote) = QUOTES.iter().find(|quote| bytes[..end].ends_with(quote)) {
        end -= quote.len();
    }
    while end > 0 && matches!(bytes[end - 1], b'"' | b'\'' | b'\\' | b'`') {
        end -= 1;
    }
    let letters = bytes[..end].iter().rev().take(24);
    let length = letters.take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let name = &bytes[end - length..end];
    // `variable_name`, `fieldName`: the last word counts.
    let tail = name.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let capital =
        usize::from(tail < name.len() && name[name.len() - tail - 1].is_ascii_uppercase());
    (length > 0).then(|| if tail > 1 { &name[name.len() - tail - capital..] } else { name })
}
