//! A value below its key as rows of a dump: `00000000  4b 61 … |KassenBon|`, with the text of each row
//! between bars.
//!
//! Rows without the bars are bytes alone, and not read here.

use std::ops::Range;

use super::{At, Fit, Reading};
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// What may stand between a key and the end of its line: types and sizes.
const HEAD: usize = 64;
/// The longest row, and the text of a whole one.
const ROW: usize = 128;
const WHOLE: usize = 16;

pub(super) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let end = text::line_end(bytes, at.after, HEAD);
    let head = bytes[at.after..end].trim_ascii();
    if bytes.get(end) != Some(&b'\n') || !matches!(head.last(), Some(b'{' | b':')) {
        return Fit::No;
    }
    let Some((first, next)) = row(bytes, end + 1) else { return Fit::No };
    let more = (first.len() == WHOLE).then(|| row(bytes, next)).flatten();
    let mut reading = Reading::new(first, Proof::Quoted, "dump");
    reading.rest = more.map(|(rest, _)| rest);
    Some(reading).into()
}

/// The text of a row, and where the next one starts.
fn row(bytes: &[u8], start: usize) -> Option<(Range<usize>, usize)> {
    let end = text::line_end(bytes, start, ROW);
    let line = bytes.get(start..end)?;
    let offset = line.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let digits = line[offset..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let mut pair = line[offset + digits..].trim_ascii_start().iter();
    let is_row = (4..=16).contains(&digits)
        && pair.by_ref().take(2).all(u8::is_ascii_hexdigit)
        && pair.next() == Some(&b' ');
    let bar = memchr::memchr(b'|', line).filter(|_| is_row)?;
    let text = line[bar + 1..].trim_ascii_end().strip_suffix(b"|")?;
    let value = start + bar + 1..start + bar + 1 + text.len();
    (!text.is_empty()).then_some((value, (end + 1).min(bytes.len())))
}
