//! Tables whose columns blanks alone keep apart, as commands print them: `NAME   PASSWORD   EXPIRES`.
//!
//! Help texts are aligned as well. So the header is written as one, a row's field stands right below its
//! name, and a value must look like none of a sentence's words.

use std::ops::Range;

use super::names;
use super::table::{is_name, last_word};
use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// The most columns and rows that are read, and the longest line.
const COLUMNS: usize = 24;
const ROWS: usize = 64;
const LINE: usize = 512;
/// What keeps columns apart.
const GAP: &[u8] = b"  ";

/// Reads the rows below a header.
pub(super) fn read(window: &Window<'_>, accept: &Accept, header: Range<usize>, found: &mut Found) {
    let bytes = window.bytes;
    let names = columns(bytes, header.clone());
    let Some((_, behind)) = names.split_first().filter(|(_, behind)| !behind.is_empty()) else {
        return;
    };
    // What stands before the first name belongs to the log.
    if !behind.iter().all(|name| is_title(title(&bytes[name.clone()]))) {
        return;
    }
    let is_secret = |nth: &usize| names::is_secret(last_word(title(&bytes[names[*nth].clone()])));
    let secret: Vec<usize> = (0..names.len()).filter(is_secret).collect();
    // The first such name reads for all of them.
    if secret.first().is_none_or(|first| !names[*first].contains(&window.at)) {
        return;
    }
    let mut end = header.end;
    for _ in 0..ROWS {
        let line = end + bytes[end..].iter().take(2).take_while(|b| b"\r\n".contains(b)).count();
        if line == end || line == bytes.len() {
            return;
        }
        end = line_end(bytes, line);
        if bytes[line..end].iter().all(|b| b"-=+ ".contains(b)) {
            continue;
        }
        let row = columns(bytes, line..end);
        // A value that is too long for its column shifts those behind it.
        let full = row.len() == names.len();
        let below = |nth: usize| {
            let place = names[nth].start - header.start;
            let stands = |field: &&Range<usize>| field.start - line == place;
            if full { row.get(nth) } else { row.iter().find(stands) }
        };
        // The name again heads another table, or was no header.
        let again = |nth: &usize| {
            below(*nth).is_some_and(|f| bytes[f.clone()] == bytes[names[*nth].clone()])
        };
        if below(0).is_none() || secret.iter().any(again) {
            return;
        }
        for field in secret.iter().filter_map(|nth| below(*nth)) {
            if !bytes[field.clone()].contains(&b' ') {
                accept.value(window, &Value::new(field.clone(), Proof::Colon), found);
            }
        }
    }
}

/// The fields of a line.
fn columns(bytes: &[u8], line: Range<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = line.start;
    while at < line.end && all.len() < COLUMNS {
        let start = at + bytes[at..line.end].iter().take_while(|b| **b == b' ').count();
        let rest = &bytes[start..line.end];
        at = memchr::memmem::find(rest, GAP).map_or(line.end, |n| start + n);
        let field = start..start + bytes[start..at].trim_ascii_end().len();
        if !field.is_empty() {
            all.push(field);
        }
    }
    all
}

/// A name without what a header says of it: `Password // URL`, `Password (temporary)`.
fn title(name: &[u8]) -> &[u8] {
    let notes = [&b" /"[..], b" ("].into_iter();
    let end = notes.filter_map(|note| memchr::memmem::find(name, note)).min();
    &name[..end.unwrap_or(name.len())]
}

/// Whether a name is written as a header has it: in capitals, or with one at its start.
fn is_title(name: &[u8]) -> bool {
    is_name(name, GAP) && name.first().is_some_and(u8::is_ascii_uppercase)
}

pub(super) fn line_end(bytes: &[u8], from: usize) -> usize {
    let end = bytes.len().min(from + LINE);
    from + memchr::memchr2(b'\n', b'\r', &bytes[from..end]).unwrap_or(end - from)
}
