//! Where a value ends in a query or a form.

use crate::scan::detect::keyed::text;

/// How far before the key its form is looked at.
const BEFORE: usize = 256;

/// Whether a pair is one of a form that stands in quotes on its own: a URL would show a `?`.
pub(super) fn in_body(bytes: &[u8], key: usize) -> bool {
    let low = key.saturating_sub(BEFORE);
    let before = bytes[low..key].iter().rev();
    let pairs = before.take_while(|b| !b.is_ascii_whitespace() && !b"\"'".contains(b)).count();
    let start = key - pairs;
    start > low && b"\"'".contains(&bytes[start - 1]) && !bytes[start..key].contains(&b'?')
}

/// `(path: tcp://cache1?auth=x)`: the end without a bracket that was opened before the address.
pub(super) fn within_brackets(bytes: &[u8], key: usize, start: usize, end: usize) -> usize {
    let opened = |text: &[u8]| memchr::memchr_iter(b'(', text).count();
    let closed = |text: &[u8]| memchr::memchr_iter(b')', text).count();
    let before = &bytes[text::line_start(bytes, key, BEFORE)..key];
    let value = &bytes[start..end];
    let around = opened(before) > closed(before) && closed(value) > opened(value);
    if around && value.ends_with(b")") { end - 1 } else { end }
}

/// Up to the next pair, or what cannot stand in a URL.
pub(super) fn end(bytes: &[u8], start: usize, line: usize, nested: bool, body: bool) -> usize {
    let stop =
        |b: &u8| b.is_ascii_whitespace() || b"&\"'<>`\\{}|^\x1b".contains(b) || *b == b'#' && !body;
    let mut end = bytes[start..line].iter().position(stop).map_or(line, |n| start + n);
    // A request has no fragment: its client did not encode the sign.
    if end < line && bytes[end] == b'#' {
        let word = &bytes[end + 1..line];
        let rest = word.iter().position(|b| b" &\"".contains(b)).unwrap_or(word.len());
        if word[rest..].starts_with(b" HTTP/") || word[rest..].starts_with(b"&") {
            end += 1 + rest;
        }
    }
    match memchr::memchr(b';', &bytes[start..end]) {
        Some(n) if text::key_follows(bytes, start + n + 1) => end = start + n,
        _ => {}
    }
    // Where the whole query is a value of another one, its own delimiters are encoded.
    let escapes: [&[u8]; 7] = [b"%26", b"%2526", b"%0A", b"%0D", b"%20", b"%22", b"%7D"];
    for escape in escapes.iter().filter(|_| nested) {
        if let Some(n) = memchr::memmem::find(&bytes[start..end], escape) {
            end = start + n;
        }
    }
    // So are those of a row of pairs: `%3BDatabase%3Dx`.
    let pair = |n: usize| {
        let rest = &bytes[start + n..end];
        let joint = [&b"%3B"[..], b"%3b", b"%2C", b"%2c"].iter().any(|j| rest.starts_with(j));
        let name = text::run(bytes, start + n + 3, |b| b.is_ascii_alphanumeric() || b == b'_');
        let after = rest.get(3 + name..).unwrap_or_default();
        let equals = [&b"%3D"[..], b"%3d", b"%3A", b"%3a"].iter().any(|e| after.starts_with(e));
        joint && name > 0 && equals
    };
    let joint = memchr::memchr_iter(b'%', &bytes[start..end]).find(|n| nested && pair(*n));
    joint.map_or(end, |n| start + n)
}
