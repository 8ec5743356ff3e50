//! XML: `<password>value</password>`, with a namespace, with attributes.
//!
//! Attributes that are pairs (`password="x"`) are `assign`'s, pairs of attributes `named`'s.

use super::{At, Fit, Reading};
use crate::finding::Layer;
use crate::scan::detect::value::Proof;

/// How far the start tag may go on after its name.
const TAG: usize = 512;
/// The longest content.
const CONTENT: usize = 4 << 10;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if let Some(content) = next_element(at) {
        return Some(content).into();
    }
    let Some((escaped, name_start)) = tag(bytes, at.key.span.start) else { return Fit::No };
    let (open, close): (&[u8], &[u8]) = if escaped { (b"&gt;", b"&lt;") } else { (b">", b"<") };
    if bytes.get(name_start) == Some(&b'/') {
        return Fit::Empty;
    }
    let limit = bytes.len().min(at.after + TAG);
    let rest = &bytes[at.after..limit];
    if rest.first().is_some_and(|b| !b" \t\r\n/>&".contains(b)) {
        return Fit::No;
    }
    let Some(end) = memchr::memmem::find(rest, open) else { return Fit::Empty };
    if memchr::memchr(b'<', &rest[..end]).is_some() || rest[..end].ends_with(b"/") {
        return Fit::Empty;
    }
    // WS-Security names what it holds: a digest is no password.
    if rest[..end].windows(6).any(|w| w.eq_ignore_ascii_case(b"digest")) {
        return Fit::Empty;
    }
    let start = at.after + end + open.len();
    let limit = bytes.len().min(start + CONTENT);
    let body = &bytes[start..limit];
    // A placeholder in plain text looks like a start tag, but nothing ends it.
    let Some(stop) = memchr::memmem::find(body, close) else { return Fit::Empty };
    if !body[stop + close.len()..].starts_with(b"/") {
        return cdata(bytes, start, limit).into();
    }
    let content = &body[..stop];
    let (mut from, mut to) = (start, start + stop);
    from += content.iter().take_while(|b| b.is_ascii_whitespace()).count();
    while to > from && bytes[to - 1].is_ascii_whitespace() {
        to -= 1;
    }
    if let Some(inner) = bytes[from..to].strip_prefix(b"<![CDATA[") {
        from = to - inner.len();
    }
    if from >= to {
        return cdata(bytes, start, limit).into();
    }
    let layer = escaped.then_some(Layer::Html);
    let value = from..to;
    Some(Reading {
        value,
        proof: Proof::Quoted,
        rest: None,
        layer,
        encoded: false,
        shape: "element",
    })
    .into()
}

/// `<key>Password</key><string>x</string>`, `<name>password</name><value><string>x`: a property list
/// and XML-RPC put key and value into neighbours.
fn next_element(at: &At<'_>) -> Option<Reading> {
    let bytes = at.bytes;
    let before = &bytes[..at.key.span.start];
    let close: &[u8] = match () {
        () if before.ends_with(b"<key>") => b"</key>",
        () if before.ends_with(b"<name>") => b"</name>",
        () => return None,
    };
    let after = at.after + close.len();
    if !bytes[at.after..].starts_with(close) {
        return None;
    }
    let limit = bytes.len().min(after + 160);
    let near = &bytes[after..limit];
    let open = [&b"<string>"[..], b"<value>"]
        .iter()
        .filter_map(|tag| memchr::memmem::find(near, tag).map(|n| n + tag.len()))
        .find(|n| near.get(*n) != Some(&b'<'))?;
    // Another key in between has the element.
    if memchr::memmem::find(&near[..open], b"<key>").is_some() {
        return None;
    }
    let start = after + open;
    let limit = bytes.len().min(start + CONTENT);
    let value = start..start + memchr::memchr(b'<', &bytes[start..limit])?;
    let (proof, layer) = (Proof::Quoted, None);
    Some(Reading { value, proof, rest: None, layer, encoded: false, shape: "next element" })
}

fn cdata(bytes: &[u8], start: usize, limit: usize) -> Option<Reading> {
    let body = bytes[start..limit].strip_prefix(b"<![CDATA[")?;
    let from = limit - body.len();
    let to = from + memchr::memmem::find(body, b"]]>")?;
    let value = from..to;
    Some(Reading {
        value,
        proof: Proof::Quoted,
        rest: None,
        layer: None,
        encoded: false,
        shape: "element",
    })
}

/// Whether a tag's name starts at `at`, behind `<` or `&lt;` and perhaps a namespace; whether it is
/// escaped; and where the name with its namespace starts.
fn tag(bytes: &[u8], at: usize) -> Option<(bool, usize)> {
    let mut start = at;
    if bytes[..start].ends_with(b":") {
        let name = bytes[..start - 1].iter().rev().take(32);
        start -= 1 + name.take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    }
    if bytes[..start].ends_with(b"/") {
        start -= 1;
    }
    match () {
        () if bytes[..start].ends_with(b"<") => Some((false, start)),
        () if bytes[..start].ends_with(b"&lt;") => Some((true, start)),
        () => None,
    }
}
