//! The rows of `COPY users (login, password) FROM stdin`, as dumps and restores of PostgreSQL have them.

use super::sought::Sought;
use super::{Put, ROWS, text};
use crate::scan::detect::Window;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;

/// How long the list of columns may be, and a row.
const LIST: usize = 1 << 10;
const ROW: usize = 4 << 10;

pub(super) fn read(window: &Window<'_>, put: &mut Put<'_>) {
    let bytes = window.bytes;
    let low = window.at.saturating_sub(LIST);
    let Some(open) = memchr::memrchr(b'(', &bytes[low..window.at]).map(|at| low + at) else {
        return;
    };
    let Some(columns) = text::list(bytes, open) else { return };
    let line = memchr::memrchr(b'\n', &bytes[low..open]).map_or(low, |at| low + at + 1);
    let table = text::last_name(&bytes[line..open]);
    let sought = Sought::Secrets.of_list(bytes, table, &columns.items);
    let head = row_end(bytes, window.literal().end);
    if sought.is_empty() || head == bytes.len() {
        return;
    }
    let comma = memchr::memchr(b',', &bytes[window.literal().end..head]).is_some();
    let mut start = head + 1;
    for _ in 0..ROWS {
        let end = row_end(bytes, start);
        let row = bytes[start..end].strip_suffix(b"\r").unwrap_or(&bytes[start..end]);
        if row == b"\\." || row.is_empty() {
            return;
        }
        let mut at = start;
        for (nth, field) in row.split(|b| *b == if comma { b',' } else { b'\t' }).enumerate() {
            if let Some((_, told)) = sought.iter().find(|(column, _)| *column == nth)
                && field != b"\\N"
            {
                put(&Value::new(at..at + field.len(), Proof::Delimited), *told);
            }
            at += field.len() + 1;
        }
        start = (end + 1).min(bytes.len());
    }
}

/// The end of a line, or of what is looked at of it.
fn row_end(bytes: &[u8], start: usize) -> usize {
    let limit = bytes.len().min(start + ROW);
    memchr::memchr(b'\n', &bytes[start..limit]).map_or(limit, |at| start + at)
}
