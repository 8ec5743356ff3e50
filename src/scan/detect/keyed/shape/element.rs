//! XML: `<password>value</password>`, with a namespace, with attributes, escaped as the text around it.
//!
//! Attributes that are pairs (`password="x"`) are `assign`'s, pairs of attributes `named`'s.

use std::ops::Range;

use super::{At, Fit, Reading};
use crate::finding::Layer;
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// How far the start tag may go on after its name.
const TAG: usize = 512;
/// The longest content.
const CONTENT: usize = 4 << 10;
/// The longest prefix of a line.
const PREFIX: usize = 96;
/// Elements around one text.
const NESTED: usize = 3;

/// The opening and the closing bracket of a tag, and the layer that they tell of.
type Bracket = (&'static [u8], &'static [u8], Option<Layer>);

/// How the brackets of tags are written: as they are, or escaped by the text that they stand in.
const BRACKETS: [Bracket; 9] = [
    (b"<", b">", None),
    (b"&lt;", b"&gt;", Some(Layer::Html)),
    (b"&amp;lt;", b"&amp;gt;", Some(Layer::Html)),
    (b"\\u003c", b"\\u003e", Some(Layer::JsonString)),
    (b"\\u003C", b"\\u003E", Some(Layer::JsonString)),
    (b"\\x3c", b"\\x3e", Some(Layer::JsonString)),
    (b"%3C", b"%3E", Some(Layer::Percent)),
    (b"%3c", b"%3e", Some(Layer::Percent)),
    (b"%253C", b"%253E", Some(Layer::Percent)),
];
/// The slash of an end tag, written in the same ways.
const SLASHES: [&[u8]; 5] = [b"/", b"\\/", b"%2F", b"%2f", b"%252F"];

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if let Some(content) = next_element(at) {
        return Some(content).into();
    }
    let Some((bracket, ends)) = tag(bytes, at.key.span.start) else { return Fit::No };
    let &(close, open, layer) = bracket;
    if ends {
        return Fit::Empty;
    }
    let limit = bytes.len().min(at.after + TAG);
    let rest = &bytes[at.after..limit];
    if rest.first().is_some_and(|b| !b" \t\r\n/>&".contains(b)) && !rest.starts_with(open) {
        return Fit::No;
    }
    let Some(end) = memchr::memmem::find(rest, open) else { return Fit::Empty };
    if let Some(value) = value_attribute(bytes, at.after..at.after + end) {
        return Some(value).into();
    }
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
    if !SLASHES.iter().any(|slash| body[stop + close.len()..].starts_with(slash)) {
        let inner = cdata(bytes, start, limit).or_else(|| wrapped(bytes, start));
        return inner.or_else(|| unclosed(at, start, start + stop)).into();
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
    let value = from..to;
    Some(Reading::new(value, Proof::Quoted, "element").with_layer(layer)).into()
}

/// `<PASSWORD value="x"/>`: an attribute of the element holds its value.
fn value_attribute(bytes: &[u8], attributes: Range<usize>) -> Option<Reading> {
    const VALUES: [&[u8]; 4] = [b"value", b"val", b"content", b"data"];
    let text = &bytes[attributes.clone()];
    let equals = memchr::memchr(b'=', text)?;
    let name = text[..equals].trim_ascii();
    let quote = text::skip_blank(bytes, attributes.start + equals + 1);
    let open = *bytes.get(quote).filter(|b| matches!(b, b'"' | b'\''))?;
    if !VALUES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    let rest = bytes.get(quote + 1..attributes.end)?;
    let value = quote + 1..quote + 1 + memchr::memchr(open, rest)?;
    let reading = Reading::new(value, Proof::Quoted, "element");
    (!reading.value.is_empty()).then_some(reading)
}

/// `<key>Password</key><string>x</string>`, `<Name>password</Name><Value>x</Value>`,
/// `<td>Password:</td><td>x</td>`: key and value are the contents of neighbours.
fn next_element(at: &At<'_>) -> Option<Reading> {
    let bytes = at.bytes;
    let closing = at.after + text::run(bytes, at.after, |b| b == b':' || b == b' ');
    let rest = &bytes[closing..bytes.len().min(closing + 64)];
    let end = memchr::memchr(b'>', rest.strip_prefix(b"</")?)?;
    // `New password`, `db.pool[0].password`: the key may be the end of a label.
    let near = &bytes[at.key.span.start.saturating_sub(64)..at.key.span.start];
    let label =
        near.iter().rev().take_while(|b| b.is_ascii_alphanumeric() || b" ._-:/[]".contains(b));
    let before = bytes[..at.key.span.start - label.count()].strip_suffix(b">")?;
    let name = local_name_before(before)?;
    if local_name(&rest[2..2 + end]) != name {
        return None;
    }
    let value = text_within(bytes, closing + 2 + end + 1)?;
    // A cell may be one of a row of headings.
    let pair = [&b"key"[..], b"name", b"string", b"property", b"field"];
    let pair = pair.iter().any(|known| name.eq_ignore_ascii_case(known));
    let proof = if pair { Proof::Quoted } else { Proof::Colon };
    Some(Reading::new(value, proof, "next element"))
}

/// The name of the start tag that ends `before`, without its namespace.
fn local_name_before(before: &[u8]) -> Option<&[u8]> {
    let near = &before[before.len().saturating_sub(96)..];
    let tag = &near[memchr::memrchr(b'<', near)? + 1..];
    let name = local_name(tag);
    (!name.is_empty()).then_some(name)
}

/// `value` of `ns:value attribute="x"`.
fn local_name(tag: &[u8]) -> &[u8] {
    let length = text::run(tag, 0, |b| b.is_ascii_alphanumeric() || b"_-.:".contains(&b));
    let name = &tag[..length];
    memchr::memrchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// The text of the element that starts at `at`, or of the first one within it.
pub(super) fn text_within(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let mut here = at;
    // A line of a log has its own prefix before the element.
    if matches!(&bytes[at.min(bytes.len())..], [b'\n' | b'\r' | b'\\', ..]) {
        here += memchr::memchr(b'<', &bytes[at..bytes.len().min(at + PREFIX)])?;
    }
    for _ in 0..NESTED {
        here += text::run(bytes, here, |b| b.is_ascii_whitespace()).min(TAG);
        let limit = bytes.len().min(here + TAG);
        let tag = bytes[here..limit].strip_prefix(b"<")?;
        let name = local_name(tag);
        let end = memchr::memchr(b'>', tag)?;
        // Another key has the element.
        if name.is_empty() || name.eq_ignore_ascii_case(b"key") || tag[..end].ends_with(b"/") {
            return None;
        }
        here += 1 + end + 1;
        let start = here + text::run(bytes, here, |b| b.is_ascii_whitespace()).min(TAG);
        if bytes.get(start) != Some(&b'<') {
            let limit = bytes.len().min(start + CONTENT);
            let length = memchr::memchr(b'<', &bytes[start..limit])?;
            let value = &bytes[start..start + length];
            let closed = bytes[start + length..].starts_with(b"</");
            return (closed && length > 0).then_some(start..start + value.trim_ascii_end().len());
        }
    }
    None
}

/// `<Password><Value>x</Value>`: the value has an element of its own.
fn wrapped(bytes: &[u8], start: usize) -> Option<Reading> {
    let tag = start + text::run(bytes, start, |b| b.is_ascii_whitespace()).min(TAG);
    let name = local_name(bytes[tag..].strip_prefix(b"<")?);
    let value = [&b"value"[..], b"string", b"text", b"plaintext", b"data", b"content"];
    if name.eq_ignore_ascii_case(b"key") {
        return only_key(bytes, tag);
    }
    if !value.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    let value = text_within(bytes, tag)?;
    Some(Reading::new(value, Proof::Quoted, "element"))
}

/// `<pre-shared-key><key>x</key></pre-shared-key>`: a key alone in its element has no value of its own
/// behind it, so it is the value.
fn only_key(bytes: &[u8], tag: usize) -> Option<Reading> {
    let limit = bytes.len().min(tag + TAG);
    let start = tag + memchr::memchr(b'>', &bytes[tag..limit])? + 1;
    let end = start + memchr::memchr(b'<', &bytes[start..limit])?;
    let after = bytes[end..limit].strip_prefix(b"</key>")?.trim_ascii_start();
    let value = start..end;
    let reading = Reading::new(value, Proof::Quoted, "element");
    (after.starts_with(b"</") && !reading.value.is_empty()).then_some(reading)
}

/// `<USERID>app<USERPASS>x<LANGUAGE>ENG`: in SGML (OFX 1) an element ends where the next one begins; all of
/// them are in capitals, and a placeholder in a usage has blanks around it.
fn unclosed(at: &At<'_>, start: usize, stop: usize) -> Option<Reading> {
    let bytes = at.bytes;
    let capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.';
    let tag = |at: usize| {
        let name = text::run(bytes, at + 1, capital);
        name > 1 && bytes.get(at + 1 + name) == Some(&b'>')
    };
    let line = at.line_start(TAG);
    let before = &bytes[line..at.key.span.start - 1];
    let listed = before.is_empty() || before.starts_with(b"<") && !before.ends_with(b" ");
    let value = start..start + bytes[start..stop].trim_ascii_end().len();
    let name = bytes[at.key.span.clone()].iter().all(|b| capital(*b));
    let whole = !value.is_empty() && memchr::memchr2(b'\n', b' ', &bytes[value.clone()]).is_none();
    let fits = name && listed && whole && bytes[start - 1] == b'>' && tag(stop);
    fits.then_some(Reading::new(value, Proof::Quoted, "element"))
}

fn cdata(bytes: &[u8], start: usize, limit: usize) -> Option<Reading> {
    let body = bytes[start..limit].strip_prefix(b"<![CDATA[")?;
    let from = limit - body.len();
    let to = from + memchr::memmem::find(body, b"]]>")?;
    let value = from..to;
    Some(Reading::new(value, Proof::Quoted, "element"))
}

/// The brackets of the tag whose name starts at `at`, perhaps behind a namespace, and whether it is an
/// end tag.
fn tag(bytes: &[u8], at: usize) -> Option<(&'static Bracket, bool)> {
    let mut before = &bytes[..at];
    if let Some(space) = before.strip_suffix(b":") {
        let name = space.iter().rev().take(32);
        let length = name.take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        before = &space[..space.len() - length];
    }
    let slash = SLASHES.iter().find(|slash| before.ends_with(slash));
    let before = slash.map_or(before, |slash| &before[..before.len() - slash.len()]);
    let bracket = BRACKETS.iter().find(|(open, ..)| before.ends_with(open))?;
    Some((bracket, slash.is_some()))
}
