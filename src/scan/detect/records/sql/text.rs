//! The little of SQL's grammar that tells which item belongs to which column.

use std::ops::Range;

use super::sought::Sought;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::records::names::Told;
use crate::scan::detect::value::Proof;

/// The most items of a list, and its longest text.
const ITEMS: usize = 96;
const LONGEST: usize = 8 << 10;

/// A bracketed list: the spans of its items and the place behind it.
pub(crate) struct List {
    pub(crate) items: Vec<Range<usize>>,
    pub(crate) end: usize,
}

/// The columns of an `INSERT` that are sought, and where its first row starts.
pub(crate) struct Insert {
    pub(crate) sought: Vec<(usize, Told)>,
    rows: usize,
    /// The row is one of a query: `INSERT INTO t (a) SELECT 'x'`.
    selected: bool,
}

impl Insert {
    /// Reads from behind the words `INSERT INTO`.
    pub(crate) fn parse(bytes: &[u8], from: usize, sought: &Sought) -> Option<Self> {
        let limit = bytes.len().min(from + 200);
        let open = from + bytes.get(from..limit)?.iter().position(|b| *b == b'(')?;
        // No name of a column has a bracket; where one opens, another statement begins.
        let inside = &bytes[open + 1..bytes.len().min(open + LONGEST)];
        if memchr::memchr2(b'(', b')', inside).is_some_and(|at| inside[at] == b'(') {
            return None;
        }
        let columns = list(bytes, open)?;
        let sought = sought.of_list(bytes, last_name(&bytes[from..open]), &columns.items);
        if sought.is_empty() {
            return None;
        }
        let limit = bytes.len().min(columns.end + 200);
        let rest = &bytes[columns.end..limit];
        let start = space(bytes, columns.end);
        if starts_word(&bytes[start..], b"select") {
            return Some(Insert { sought, rows: start + b"select".len(), selected: true });
        }
        let values = rest.windows(6).position(|w| w.eq_ignore_ascii_case(b"values"))?;
        let rows = space(bytes, columns.end + values + 6);
        Some(Insert { sought, rows, selected: false })
    }

    /// The first row.
    pub(crate) fn first(&self, bytes: &[u8]) -> Option<List> {
        match self.selected {
            true => Some(split(bytes, self.rows, |at| ends_select(bytes, at))),
            false => list(bytes, self.rows),
        }
    }

    /// The row behind another one.
    pub(crate) fn next(&self, bytes: &[u8], row: &List) -> Option<List> {
        let comma = space(bytes, row.end);
        let more = !self.selected && bytes.get(comma) == Some(&b',');
        more.then(|| list(bytes, space(bytes, comma + 1))).flatten()
    }
}

/// The name that ends a text: that of the table before its columns.
pub(super) fn last_name(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii_end();
    let name = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80 || b"_.\"`[]\\".contains(b);
    &text[text.len() - text.iter().rev().take(96).take_while(|b| name(b)).count()..]
}

/// A name without its quotes and what it belongs to, in lower case.
pub(super) fn last_word(name: &[u8]) -> Vec<u8> {
    let last = name.rsplit(|b| *b == b'.').next().unwrap_or(name);
    let part = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_';
    last.iter().filter(part).map(u8::to_ascii_lowercase).collect()
}

/// Whether a word stands at the start of a text, in any case.
pub(super) fn starts_word(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word))
        && text.get(word.len()).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_')
}

/// Whether the list of what a query selects ends at `at`.
fn ends_select(bytes: &[u8], at: usize) -> bool {
    const WORDS: [&[u8]; 3] = [b"from", b"where", b"union"];
    let free = at > 0 && (bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b'\'');
    bytes[at] == b';' || free && WORDS.iter().any(|word| starts_word(&bytes[at..], word))
}

/// The list whose bracket is at `at`: items between commas that stand in no string and no bracket.
pub(crate) fn list(bytes: &[u8], at: usize) -> Option<List> {
    if !matches!(bytes.get(at)?, b'(' | b'[' | b'{') {
        return None;
    }
    Some(split(bytes, at + 1, |_| false))
}

/// The items from `at` on, up to a closing bracket or where `ends` says so.
fn split(bytes: &[u8], at: usize, ends: impl Fn(usize) -> bool) -> List {
    let limit = bytes.len().min(at + LONGEST);
    let (mut items, mut depth) = (Vec::new(), 0);
    let (mut start, mut i) = (at, at);
    while i < limit && items.len() < ITEMS {
        match bytes[i] {
            _ if depth == 0 && ends(i) => break,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => {
                items.push(trim(bytes, start..i));
                return List { items, end: i + 1 };
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
    List { items, end: i }
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
