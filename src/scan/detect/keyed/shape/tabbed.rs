//! Keys and values in columns: `password<TAB>x<TAB>user<TAB>y`, `DefaultPassword  REG_SZ  x`, `│ password │ 'x' │`.
//!
//! A header of columns looks the same, so the value has to look like none of its names.

use super::{At, Fit, Reading};
use crate::scan::detect::keyed::text::Quote;
use crate::scan::detect::keyed::{key, text};
use crate::scan::detect::value::Proof;

/// What stands between the cells of a drawn table.
const BARS: [&str; 4] = ["│", "║", "┃", "┆"];
/// The longest line of a drawn table that is read on either side of the key.
const DRAWN: usize = 512;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if let Some(start) = registry(bytes, at.after) {
        let value = start..text::line_end(bytes, start, 1024);
        return Some(Reading::new(value, Proof::Delimited, "registry value"))
            .filter(|reading| !reading.value.is_empty())
            .into();
    }
    let bar = text::skip_blank(bytes, at.after);
    if bytes.get(bar) == Some(&0xE2)
        && let Some(bar_text) = BARS.iter().find(|b| bytes[bar..].starts_with(b.as_bytes()))
    {
        return drawn(at, bar, bar_text.as_bytes()).into();
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
    Some(Reading::new(start..end, proof, "tabbed")).into()
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

/// The value of a row that holds a name and its value, and before them a number at most. `bar` is where
/// the cell of the name ends.
fn drawn(at: &At<'_>, bar: usize, mark: &[u8]) -> Option<Reading> {
    let bytes = at.bytes;
    let start = at.line_start(DRAWN);
    let line = text::line_end(bytes, bar, DRAWN);
    let before = &bytes[start..at.key.span.start];
    let first = memchr::memmem::find(before, mark)?;
    let cell = memchr::memmem::rfind(before, mark)? + mark.len();
    let number = |b: &u8| b.is_ascii_digit() || b" \xE2\x94\x95\x82\x83\x86\x91".contains(b);
    let label = |b: &u8| b.is_ascii_alphanumeric() || b" _.-\"'".contains(b) || *b >= 0x80;
    if !before[first..cell].iter().all(number) || !before[cell..].iter().all(label) {
        return None;
    }
    if heads(bytes, start, line) {
        return None;
    }
    let open = text::skip_blank(bytes, bar + mark.len());
    let rest = |end: usize| {
        let rest = bytes[end.min(line)..line].trim_ascii();
        rest.strip_prefix(mark).is_some_and(<[u8]>::is_empty)
    };
    let (value, proof, layer) = match Quote::open(bytes, open) {
        Some(quote) => {
            let (value, closed) = quote.text(bytes);
            let end = quote.closes_at(bytes, value.end).filter(|_| closed)?;
            (rest(end).then_some(value)?, Proof::Quoted, super::layer_of(quote))
        }
        None => {
            let end = open + memchr::memmem::find(bytes.get(open..line)?, mark)?;
            let value = open..open + bytes[open..end].trim_ascii_end().len();
            // Of many there is a number.
            let count = bytes[at.key.span.clone()].ends_with(b"s")
                && bytes[value.clone()].iter().all(u8::is_ascii_digit);
            (rest(end).then_some(value).filter(|_| !count)?, Proof::Alone, None)
        }
    };
    (!value.is_empty() && !key::is_name(&bytes[value.clone()]))
        .then_some(Reading::new(value, proof, "row of a drawn table").with_layer(layer))
}

/// Whether the line between `start` and `end` heads a table: the line above it opens one, and the line
/// below rules it off.
fn heads(bytes: &[u8], start: usize, end: usize) -> bool {
    let above = start.checked_sub(1).map(|n| text::line_start(bytes, n, DRAWN)..start);
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    let below = &bytes[next..text::line_end(bytes, next, DRAWN)];
    let starts = |line: &[u8], corners: &[&str]| {
        let line = line.trim_ascii_start();
        corners.iter().any(|corner| line.starts_with(corner.as_bytes()))
    };
    above.is_some_and(|above| starts(&bytes[above], &["┌", "╔", "┏", "╒", "╭", "╓"]))
        && starts(below, &["├", "╠", "╟", "┡", "┢", "┣", "╞"])
}
