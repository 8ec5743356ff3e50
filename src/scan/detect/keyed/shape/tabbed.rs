//! Keys and values in columns: `password<TAB>x<TAB>user<TAB>y`, `DefaultPassword  REG_SZ  x`.
//!
//! A header of columns looks the same, so the value has to look like none of its names.

use super::{At, Fit, Reading};
use crate::scan::detect::keyed::{key, text};
use crate::scan::detect::value::Proof;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if let Some(start) = registry(bytes, at.after) {
        let value = start..text::line_end(bytes, start, 1024);
        let (proof, layer, shape) = (Proof::Delimited, None, "registry value");
        return Some(Reading { value, proof, rest: None, layer, encoded: false, shape })
            .filter(|reading| !reading.value.is_empty())
            .into();
    }
    let before = at.key.span.start.checked_sub(1).map(|i| bytes[i]);
    // `$_ENV['DB_PASSWORD']<TAB>x`: PHP's own table of variables.
    let indexed = at.closed && bytes.get(at.after) == Some(&b']');
    let after = at.after + usize::from(indexed);
    let alone = indexed || matches!(before, None | Some(b'\t' | b'\n'));
    if bytes.get(after) != Some(&b'\t') || !alone {
        return Fit::No;
    }
    let start = after + 1;
    let line = text::line_end(bytes, start, 1024);
    let end = memchr::memchr(b'\t', &bytes[start..line]).map_or(line, |n| start + n);
    if end == start || key::is_name(&bytes[start..end]) {
        return Fit::Empty;
    }
    let proof = if indexed { Proof::Delimited } else { Proof::Colon };
    let (layer, shape) = (None, "tabbed");
    Some(Reading { value: start..end, proof, rest: None, layer, encoded: false, shape }).into()
}

/// The data of a registry value, behind its type.
fn registry(bytes: &[u8], after: usize) -> Option<usize> {
    let kind = text::skip_blank(bytes, after);
    if kind == after || !bytes[kind..].starts_with(b"REG_") {
        return None;
    }
    let name = text::run(bytes, kind, |b| b.is_ascii_uppercase() || b == b'_');
    let start = text::skip_blank(bytes, kind + name);
    (start > kind + name).then_some(start)
}
