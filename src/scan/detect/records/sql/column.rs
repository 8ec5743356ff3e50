//! The values of one column that somebody has found in a statement: those of its rows, or those that are bound
//! to its placeholder behind the statement.
//!
//! It judges neither the column nor the values.

use std::ops::Range;

use super::placeholder::{placeholders, wanted};
use super::sought::Sought;
use super::{Put, ROWS, behind, bound, statement, text};
use crate::scan::detect::keyed::text::{line_end, skip_blank};

/// How far behind a statement a mapper prints what it bound.
const FAR: usize = 400;
/// The longest line of bound values.
const LINE: usize = 4 << 10;
/// How MyBatis and PostgreSQL begin it.
const MARK: &[u8] = b"arameters: ";

/// Where the values start that belong to the column whose name is at `name`.
pub(crate) fn values(bytes: &[u8], name: &Range<usize>) -> Vec<usize> {
    let mut starts = Vec::new();
    if may_be_column(bytes, name.end) {
        read(bytes, name, &mut |value, _| starts.push(value.span.start));
    }
    starts
}

/// Whether what follows a name is what follows a column: another one, the end of a list, a placeholder.
fn may_be_column(bytes: &[u8], end: usize) -> bool {
    let quotes = bytes[end..].iter().take(3).take_while(|b| b"\"`]\\".contains(b)).count();
    let next = skip_blank(bytes, end + quotes);
    match bytes.get(next) {
        Some(b',' | b')') => true,
        Some(b'=') => {
            matches!(bytes.get(skip_blank(bytes, next + 1)), Some(b'?' | b'$' | b':' | b'@' | b'%'))
        }
        _ => false,
    }
}

fn read(bytes: &[u8], name: &Range<usize>, put: &mut Put<'_>) {
    let Some(head) = statement::before(bytes, name.end) else { return };
    let start = name.end - head.len();
    let sought = Sought::At(name.start - start);
    let into = head.iter().take(14).position(|b| *b == b'(').unwrap_or(0);
    let sql = &bytes[start..bytes.len().min(start + 2 * statement::NEAR)];
    let line = line_end(bytes, name.end, statement::NEAR) - start;
    let last = placeholders(&sql[..line.min(sql.len())]).last().map(|last| last.end);
    let mut end = last.unwrap_or(name.end - start);
    if let Some(insert) = text::Insert::parse(sql, into, &sought) {
        let mut row = insert.first(sql);
        end = row.as_ref().map_or(end, |row| row.end);
        for _ in 0..ROWS {
            let Some(here) = row else { break };
            for (column, told) in &insert.sought {
                let item = here.items.get(*column).cloned();
                if let Some(mut value) = item.and_then(|item| text::literal(sql, item)) {
                    value.span = value.span.start + start..value.span.end + start;
                    put(&value, *told);
                }
            }
            row = insert.next(sql, &here);
        }
    }
    behind::read(bytes, start..start + end, &sought, put);
    let rest = &bytes[start + end..bytes.len().min(start + end + FAR)];
    if let Some(at) = memchr::memmem::find(rest, MARK) {
        let at = start + end + at + MARK.len();
        let wanted = wanted(&sql[..end], &sought);
        match bytes.get(at) {
            Some(b'$') => bound::listed(bytes, at, &wanted, put),
            _ => bound::typed(bytes, at..line_end(bytes, at, LINE), &wanted, put),
        }
    }
}
