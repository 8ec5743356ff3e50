//! The items of a list of bound values: which are sought, by number or label, and what is wrapped
//! around each.

use std::ops::Range;

use super::placeholder::Wanted;
use super::{Put, text};
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;

/// Gives on the items of a list that are sought.
pub(super) fn take(bytes: &[u8], list: Vec<Range<usize>>, wanted: &[Wanted], put: &mut Put<'_>) {
    // `array (0 => 'x')`: some count from nothing.
    let base = list.first().map_or(0, |item| usize::from(label(bytes, item.clone()).0 == b"0"));
    for (index, item) in list.into_iter().enumerate() {
        let (label, start) = label(bytes, item.clone());
        let number = std::str::from_utf8(&label).ok().and_then(|l| l.parse().ok());
        let number = number.map(|number: usize| number.saturating_add(base));
        let number = number.unwrap_or(if label.is_empty() { index + 1 } else { 0 });
        let is = |w: &&Wanted| !label.is_empty() && w.label == label || w.number == number;
        let Some(want) = wanted.iter().find(is).filter(|_| start < item.end) else { continue };
        let start = start + cast(&bytes[start..item.end]);
        let start = start + wrapper(bytes, start..item.end);
        let value = match read::opening(bytes, start) {
            Some(_) => read::quoted(bytes, start),
            None => Some(Value::new(start..item.end, Proof::Delimited)),
        };
        if let Some(value) = value.filter(|v| v.span.end <= item.end) {
            put(&value, want.told);
        }
    }
}

/// Items between commas outside of strings, up to the end of the line.
pub(super) fn unbracketed(bytes: &[u8], line: Range<usize>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let (mut start, mut at) = (line.start, line.start);
    while at < line.end && items.len() < 64 {
        if matches!(bytes[at], b'\'' | b'"' | b'`' | b'\\')
            && let Some(value) = read::quoted(bytes, at)
        {
            at = value.next.max(at + 1);
            continue;
        }
        if bytes[at] == b',' {
            items.push(start..at);
            // The blank behind the last comma may reach beyond the line.
            start = text::space(bytes, at + 1).min(line.end);
        }
        at += 1;
    }
    items.push(start..line.end);
    items
}

/// The label of an item and where its value starts: `$1 = `, `@p0=`, `"1":`, `'name': `, `:name=>`.
pub(super) fn label(bytes: &[u8], item: Range<usize>) -> (Vec<u8>, usize) {
    let text = &bytes[item.clone()];
    let quote = read::opening(bytes, item.start).unwrap_or(0);
    let name = text[quote.min(text.len())..].iter().take(40);
    let name: Vec<u8> =
        name.take_while(|b| b.is_ascii_alphanumeric() || b"_$@:".contains(b)).copied().collect();
    let name = name.strip_suffix(b":").map(<[u8]>::to_vec).unwrap_or(name);
    let mut at = item.start + quote + name.len() + quote;
    let behind = at;
    while at < item.end && b" =:>".contains(&bytes[at]) {
        at += 1;
    }
    let separated =
        bytes.get(behind..at).is_some_and(|s| s.iter().any(|b| *b == b'=' || *b == b':'));
    if name.is_empty() || !separated {
        return (Vec::new(), item.start);
    }
    (name.to_ascii_lowercase(), at)
}

/// `(String) x`: the length of the type before a value.
fn cast(item: &[u8]) -> usize {
    let Some(inner) = item.strip_prefix(b"(") else { return 0 };
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._[]".contains(b);
    let name = inner.iter().take(48).take_while(part).count();
    if name > 0 && inner[name..].starts_with(b") ") { name + 3 } else { 0 }
}

/// `PersistText "x"`, `Some("x")`: the length of what stands around a string.
fn wrapper(bytes: &[u8], item: Range<usize>) -> usize {
    let text = &bytes[item.clone()];
    let name = text.iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    let inner = name + usize::from(matches!(text.get(name), Some(b' ' | b'(')));
    let quoted = inner < text.len() && read::opening(bytes, item.start + inner).is_some();
    if quoted && name > 0 { inner } else { 0 }
}
