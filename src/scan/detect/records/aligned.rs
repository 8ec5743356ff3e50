//! Tables whose columns blanks alone keep apart, as commands print them: `NAME   PASSWORD   EXPIRES`.
//!
//! Help texts are aligned as well. So the header is written as one, a row's field stands right below its
//! name, and a value must look like none of a sentence's words. A ruler below the header proves all that:
//! its dashes tell where each column begins, and a value may have blanks.

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
    if let Some(ruled) = Ruled::of(bytes, header.clone()) {
        return ruled.read(window, accept, found);
    }
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
        let Some(line) = next_line(bytes, end) else { return };
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

/// A header with a ruler below it.
struct Ruled {
    /// The names of the columns.
    names: Vec<Range<usize>>,
    /// Where each column begins in its line.
    places: Vec<usize>,
    /// The end of the ruler.
    end: usize,
}

impl Ruled {
    /// `Name   Password` above `----   --------`: as many rows of dashes as names, each where its name
    /// begins or ends.
    fn of(bytes: &[u8], header: Range<usize>) -> Option<Ruled> {
        let line = next_line(bytes, header.end)?;
        let end = line_end(bytes, line);
        let ruler = &bytes[line..end];
        if ruler.is_empty() || !ruler.iter().all(|b| b"-= ".contains(b)) {
            return None;
        }
        let starts = |n: &usize| ruler[*n] != b' ' && (*n == 0 || ruler[n - 1] == b' ');
        let places: Vec<usize> = (0..ruler.len()).filter(starts).take(COLUMNS).collect();
        let title = &bytes[header.clone()];
        let name = |(nth, place): (usize, &usize)| {
            let to = places.get(nth + 1).copied().unwrap_or(title.len()).min(title.len());
            let text = title.get(*place..to)?;
            let blank = text.len() - text.trim_ascii_start().len();
            let start = header.start + place + blank;
            let name = start..start + text.trim_ascii().len();
            (!name.is_empty() && is_name(&bytes[name.clone()], GAP)).then_some(name)
        };
        let names: Option<Vec<_>> = places.iter().enumerate().map(name).collect();
        let names = names.filter(|names| names.len() > 1)?;
        Some(Ruled { names, places, end })
    }

    /// Reads the rows below the ruler, up to a blank line.
    fn read(&self, window: &Window<'_>, accept: &Accept, found: &mut Found) {
        let bytes = window.bytes;
        let is_secret =
            |nth: &usize| names::is_secret(last_word(title(&bytes[self.names[*nth].clone()])));
        let secret: Vec<usize> = (0..self.names.len()).filter(is_secret).collect();
        // The first such name reads for all of them.
        if secret.first().is_none_or(|first| self.names[*first].end < window.at) {
            return;
        }
        let mut end = self.end;
        for _ in 0..ROWS {
            let Some(line) = next_line(bytes, end) else { return };
            end = line_end(bytes, line);
            let row = &bytes[line..end];
            if row.trim_ascii().is_empty() {
                return;
            }
            for field in secret.iter().filter_map(|nth| self.field(row, *nth)) {
                let span = line + field.start..line + field.end;
                accept.value(window, &Value::new(span, Proof::Delimited), found);
            }
        }
    }

    /// What stands below a name, where the row keeps to the columns.
    fn field(&self, row: &[u8], nth: usize) -> Option<Range<usize>> {
        let from = self.places[nth];
        let to = self.places.get(nth + 1).copied().unwrap_or(row.len()).min(row.len());
        let text = row.get(from..to)?;
        let apart = |at: usize| at == 0 || at >= row.len() || row[at - 1] == b' ';
        let start = from + text.len() - text.trim_ascii_start().len();
        let field = start..start + text.trim_ascii().len();
        (!field.is_empty() && apart(from) && apart(to)).then_some(field)
    }
}

/// Where the line behind the one that ends at `end` begins, if there is one.
fn next_line(bytes: &[u8], end: usize) -> Option<usize> {
    let line = end + bytes[end..].iter().take(2).take_while(|b| b"\r\n".contains(b)).count();
    (line > end && line < bytes.len()).then_some(line)
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
