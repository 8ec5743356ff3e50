//! SQL: a value that belongs to a column by its place in an `INSERT`, or to a placeholder by its place
//! in the list of bound parameters that an object mapper logs.
//!
//! `password = 'x'` names its value and is not read here.

mod behind;
mod bound;
mod function;
mod items;
mod placeholder;
mod statement;
mod text;

use std::ops::Range;

use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;
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
    // Laravel writes the bound values into the statement, and no quotes.
    let spelled = bytes[..window.at].ends_with(b"SQL: ");
    let mut at = insert.rows;
    for nth in 0..ROWS {
        let Some(row) = text::list(bytes, at) else { return };
        if nth == 0 {
            behind::read(window, accept, window.at..row.end, found);
        }
        for (column, name) in &insert.secret {
            let Some(item) = row.items.get(*column) else { continue };
            let accept = accept.of_column(&bytes[name.clone()]);
            let literal = text::literal(bytes, item.clone());
            if let Some(value) = literal.or_else(|| spelled.then(|| whole(bytes, item.clone()))) {
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

/// An item without its blanks.
fn whole(bytes: &[u8], item: Range<usize>) -> Value {
    let text = &bytes[item.clone()];
    let start = item.start + text.len() - text.trim_ascii_start().len();
    let end = start + text.trim_ascii().len();
    Value::new(start..end, Proof::Delimited)
}
