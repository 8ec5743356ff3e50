//! Tables: the key heads a column, and the values stand below it.
//!
//! CSV and its kin (RFC 4180), and the tables that database shells and Markdown draw. A line heads a
//! table when all of its cells are names; rows are read as far as the window reaches.

use std::ops::Range;

use super::{At, Fit, Reading};
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// The longest line of a table.
const LINE: usize = 2 << 10;
/// Rows that are read.
const ROWS: usize = 256;
/// Cells of a line that are looked at.
const CELLS: usize = 64;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let Some(separator) = separator(at) else { return Fit::No };
    let start = text::line_start(bytes, at.key.span.start, LINE);
    let end = text::line_end(bytes, at.key.span.end, LINE);
    let head = cells(bytes, start, end, separator);
    let names = head.iter().all(|cell| is_name(&bytes[cell.clone()]));
    let column = head.iter().position(|cell| cell.contains(&at.key.span.start));
    let (Some(column), true) = (column, names && head.len() > 1) else { return Fit::No };
    let mut rows = Vec::new();
    let mut line = end;
    for _ in 0..ROWS {
        line += text::run(bytes, line, |b| b == b'\r').min(1);
        if bytes.get(line) != Some(&b'\n') || line + 1 >= bytes.len() {
            break;
        }
        let end = text::line_end(bytes, line + 1, LINE);
        let row = cells(bytes, line + 1, end, separator);
        line = end;
        // A rule between head and body.
        if row.iter().all(|cell| bytes[cell.clone()].iter().all(|b| b"-+=:| ".contains(b))) {
            continue;
        }
        if row.len() != head.len() {
            break;
        }
        let value = row[column].clone();
        if !value.is_empty() {
            let (proof, layer) = (Proof::Delimited, None);
            rows.push(Reading { value, proof, rest: None, layer, encoded: false, shape: "column" });
        }
    }
    if rows.is_empty() { Fit::No } else { Fit::Values(rows) }
}

/// What separates the key's cell from its neighbours.
fn separator(at: &At<'_>) -> Option<u8> {
    let bytes = at.bytes;
    let quotes = usize::from(at.closed);
    let next = bytes.get(at.after + text::run(bytes, at.after, |b| b == b' '));
    let start = at.key.span.start.saturating_sub(quotes);
    let blank = bytes[..start].iter().rev().take(64).take_while(|b| **b == b' ').count();
    let before = (start - blank).checked_sub(1).map(|i| bytes[i]);
    let is = |b: u8| b",;\t|".contains(&b).then_some(b);
    let after = next.copied().and_then(is);
    let edge = |b: Option<u8>| matches!(b, None | Some(b'\n' | b'\r'));
    match before.and_then(is) {
        Some(separator) if after == Some(separator) || edge(next.copied()) => Some(separator),
        None if edge(before) => after,
        _ => None,
    }
}

/// The cells of a line, without blanks and quotes around them and without empty ones at its ends.
fn cells(bytes: &[u8], start: usize, end: usize, separator: u8) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut from = start;
    let mut quoted = false;
    for at in start..=end {
        let byte = if at < end { bytes[at] } else { separator };
        quoted ^= byte == b'"' && at < end;
        if byte == separator && (!quoted || at == end) {
            cells.push(trim(bytes, from, at));
            from = at + 1;
            if cells.len() == CELLS {
                break;
            }
        }
    }
    if separator == b'|' {
        if cells.first().is_some_and(Range::is_empty) {
            cells.remove(0);
        }
        if cells.last().is_some_and(Range::is_empty) {
            cells.pop();
        }
    }
    cells
}

fn trim(bytes: &[u8], mut start: usize, mut end: usize) -> Range<usize> {
    while start < end && bytes[start] == b' ' {
        start += 1;
    }
    while start < end && bytes[end - 1] == b' ' {
        end -= 1;
    }
    if end - start >= 2 && bytes[start] == b'"' && bytes[end - 1] == b'"' {
        return start + 1..end - 1;
    }
    start..end
}

/// Whether a cell could name a column: one or two words, no digits alone.
fn is_name(cell: &[u8]) -> bool {
    let letter = |b: &u8| b.is_ascii_alphanumeric() || b"_- .#()".contains(b) || *b >= 0x80;
    let spaces = cell.iter().filter(|b| **b == b' ').count();
    let first = cell.first().is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80 || *b == b'_');
    first && spaces <= 2 && cell.len() <= 40 && cell.iter().all(letter)
}
