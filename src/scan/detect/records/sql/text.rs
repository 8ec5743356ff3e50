//! The little of SQL's grammar that tells which item belongs to which column.

use std::ops::Range;

use crate::scan::detect::read::{self, Value};
use crate::scan::detect::records::names;
use crate::scan::detect::value::Proof;

/// The most items of a list, and its longest text.
const ITEMS: usize = 96;
const LONGEST: usize = 8 << 10;

/// A bracketed list: the spans of its items and the place behind it.
pub(crate) struct List {
    pub(crate) items: Vec<Range<usize>>,
    pub(crate) end: usize,
}

/// The columns of an `INSERT` that hold secrets, and where its first row starts.
pub(crate) struct Insert {
    pub(crate) secret: Vec<(usize, Range<usize>)>,
    pub(crate) rows: usize,
}

impl Insert {
    /// Reads from behind the words `INSERT INTO`.
    pub(crate) fn parse(bytes: &[u8], from: usize) -> Option<Self> {
        let limit = bytes.len().min(from + 200);
        let open = from + bytes.get(from..limit)?.iter().position(|b| *b == b'(')?;
        // No name of a column has a bracket; where one opens, another statement begins.
        let inside = &bytes[open + 1..bytes.len().min(open + LONGEST)];
        if memchr::memchr2(b'(', b')', inside).is_some_and(|at| inside[at] == b'(') {
            return None;
        }
        let columns = list(bytes, open)?;
        let names = columns.items.iter().enumerate();
        let secret: Vec<(usize, Range<usize>)> = names
            .filter(|(_, at)| names::is_secret(&bytes[(*at).clone()]))
            .map(|(i, at)| (i, at.clone()))
            .collect();
        if secret.is_empty() {
            return None;
        }
        let limit = bytes.len().min(columns.end + 200);
        let rest = &bytes[columns.end..limit];
        let values = rest.windows(6).position(|w| w.eq_ignore_ascii_case(b"values"))?;
        Some(Insert { secret, rows: space(bytes, columns.end + values + 6) })
    }
}

/// The list whose bracket is at `at`: items between commas that stand in no string and no bracket.
pub(crate) fn list(bytes: &[u8], at: usize) -> Option<List> {
    if !matches!(bytes.get(at)?, b'(' | b'[' | b'{') {
        return None;
    }
    let limit = bytes.len().min(at + LONGEST);
    let (mut items, mut depth) = (Vec::new(), 0);
    let (mut start, mut i) = (at + 1, at + 1);
    while i < limit && items.len() < ITEMS {
        match bytes[i] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => {
                items.push(trim(bytes, start..i));
                return Some(List { items, end: i + 1 });
            }
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                items.push(trim(bytes, start..i));
                start = i + 1;
            }
            b'\'' | b'"' | b'\\' => {
                if read::opening(bytes, i).is_some()
                    && let Some(value) = read::quoted(bytes, i)
                    && value.proof == Proof::Quoted
                {
                    i = value.next;
                    continue;
                }
            }
            _ => {}
        }
        i += 1;
    }
    // A line that was cut: what is there is in its place all the same.
    items.push(trim(bytes, start..i));
    Some(List { items, end: i })
}

fn trim(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let start = space(bytes, span.start).min(span.end);
    let text = &bytes[start..span.end];
    start..start + text.trim_ascii_end().len()
}

/// The first place from `at` on that is no white space, escaped or not.
pub(crate) fn space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() {
            at += 1;
        } else if byte == b'\\' && matches!(bytes.get(at + 1), Some(b'n' | b'r' | b't')) {
            at += 2;
        } else {
            break;
        }
    }
    at
}

/// The string that an item is: `'x'`, `N'x'`, or the first argument of a function that hashes it.
pub(crate) fn literal(bytes: &[u8], item: Range<usize>) -> Option<Value> {
    let text = &bytes[item.clone()];
    let word =
        text.iter().take(32).take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let mut at = item.start + word;
    if word > 0 && bytes.get(at) == Some(&b'(') {
        at = space(bytes, at + 1);
    } else if word > 1 {
        return None;
    }
    if at >= item.end {
        return None;
    }
    read::opening(bytes, at)?;
    let value = read::quoted(bytes, at)?;
    (value.span.end <= item.end).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_split_outside_of_strings_and_brackets() {
        let text = "(1, 'a, b''c', f('x', 2), \"d)\") rest";
        let list = list(text.as_bytes(), 0).unwrap();
        let items: Vec<&str> = list.items.iter().map(|i| &text[i.clone()]).collect();
        assert_eq!(items, ["1", "'a, b''c'", "f('x', 2)", "\"d)\""]);
        assert_eq!(&text[list.end..], " rest");
    }
}
