//! SQL: a value that belongs to a column by its place in an `INSERT`, or to a placeholder by its place
//! in the list of bound parameters that an object mapper logs.
//!
//! `password = 'x'` names its value and is not read here.

mod bound;
mod text;

use crate::scan::detect::accept::Accept;
use crate::scan::detect::{Found, Window};

/// The most rows of one `INSERT` that are read.
const ROWS: usize = 16;

pub(crate) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let literal = window.bytes[window.literal()].to_ascii_lowercase();
    if literal.ends_with(b"into") {
        inserted(window, accept, found);
    } else {
        bound::read(window, accept, &literal, found);
    }
}

/// The literals of `INSERT INTO t (a, password) VALUES ('x', 'y'), …`.
fn inserted(window: &Window<'_>, accept: &Accept, found: &mut Found) {
    let bytes = window.bytes;
    let Some(insert) = text::Insert::parse(bytes, window.literal().end) else { return };
    let mut at = insert.rows;
    for _ in 0..ROWS {
        let Some(row) = text::list(bytes, at) else { return };
        for &column in &insert.secret {
            let literal = row.items.get(column).and_then(|item| text::literal(bytes, item.clone()));
            if let Some(value) = literal {
                accept.value(window, &value, found);
            }
        }
        let comma = text::space(bytes, row.end);
        if bytes.get(comma) != Some(&b',') {
            return;
        }
        at = text::space(bytes, comma + 1);
    }
}
