//! SQL: a value that belongs to a column by its place in an `INSERT`, or to a placeholder by its place
//! in the list of bound parameters that an object mapper logs.
//!
//! `password = 'x'` names its value and is not read here.

mod behind;
mod bound;
pub(crate) mod column;
mod copy;
mod function;
mod items;
mod placeholder;
mod sought;
mod statement;
mod text;

use std::ops::Range;

use self::sought::Sought;
use super::names::Told;
use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// The most rows of one `INSERT` that are read.
const ROWS: usize = 16;

/// Where the values of columns go that are sought.
type Put<'p> = dyn FnMut(&Value, Told) + 'p;

pub(crate) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let literal = window.bytes[window.literal()].to_ascii_lowercase();
    let mut put = |value: &Value, told: Told| {
        let proof = if told.by_table { Proof::Colon } else { value.proof };
        accept.made(told.made).value(window, &Value { proof, ..value.clone() }, found);
    };
    match () {
        () if literal.ends_with(b"into") => inserted(window, &mut put),
        () if literal.ends_with(b"stdin") => copy::read(window, &mut put),
        () => bound::read(window, &literal, &mut put),
    }
}

/// The literals of `INSERT INTO t (a, password) VALUES ('x', 'y'), …`.
fn inserted(window: &Window<'_>, put: &mut Put<'_>) {
    let bytes = window.bytes;
    let sought = Sought::Secrets;
    let Some(insert) = text::Insert::parse(bytes, window.literal().end, &sought) else { return };
    // Laravel writes the bound values into the statement, and no quotes.
    let spelled = bytes[..window.at].ends_with(b"SQL: ");
    let mut row = insert.first(bytes);
    if let Some(first) = &row {
        behind::read(bytes, window.at..first.end, &sought, put);
    }
    for _ in 0..ROWS {
        let Some(here) = row else { return };
        for (column, told) in &insert.sought {
            let Some(item) = here.items.get(*column) else { continue };
            let literal = text::literal(bytes, item.clone());
            if let Some(value) = literal.or_else(|| spelled.then(|| whole(bytes, item.clone()))) {
                put(&value, *told);
            }
        }
        row = insert.next(bytes, &here);
    }
}

/// An item without its blanks.
fn whole(bytes: &[u8], item: Range<usize>) -> Value {
    let text = &bytes[item.clone()];
    let start = item.start + text.len() - text.trim_ascii_start().len();
    let end = start + text.trim_ascii().len();
    Value::new(start..end, Proof::Delimited)
}
