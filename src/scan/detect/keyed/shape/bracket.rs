//! The bracket that a key stands in: of a structure that was printed, of a call, of a list.

use crate::scan::detect::keyed::text;

/// How far before the key an open bracket is looked for.
const OPENER: usize = 256;

/// The innermost bracket that is open where the key stands.
pub(super) fn opener(bytes: &[u8], key: usize) -> Option<u8> {
    open_at(bytes, key).map(|at| bytes[at])
}

/// Whether the key stands among the fields of a printed structure: `{User:bob Password:x}`, or
/// `map[password:x user:bob]` of Go.
pub(super) fn in_record(bytes: &[u8], key: usize) -> bool {
    open_at(bytes, key).is_some_and(|at| bytes[at] == b'{' || bytes[..=at].ends_with(b"map["))
}

fn open_at(bytes: &[u8], key: usize) -> Option<usize> {
    let from = text::line_start(bytes, key, OPENER);
    let (mut depth, mut end) = (0, key);
    loop {
        end = from + bytes[from..end].iter().rposition(|b| BRACKETS[usize::from(*b)])?;
        match bytes[end] {
            b')' | b'}' | b']' => depth += 1,
            _ if depth == 0 => return Some(end).filter(|open| !in_string(&bytes[*open..key])),
            _ => depth -= 1,
        }
    }
}

/// Whether what stands behind a text is within a string that the text opens: `{"msg":"login of bob, `. The
/// quote of a key itself opens none.
fn in_string(text: &[u8]) -> bool {
    let dashes = text.iter().rev().take_while(|b| **b == b'-').count();
    let text = &text[..text.len() - dashes];
    let text = text.strip_suffix(b"\"").unwrap_or(text);
    memchr::memchr_iter(b'"', text).count() % 2 == 1
}

/// The bytes that open or close a structure.
static BRACKETS: [bool; 256] = {
    let (mut table, mut nth) = ([false; 256], 0);
    while nth < 256 {
        table[nth] = matches!(nth as u8, b'(' | b'{' | b'[' | b')' | b'}' | b']');
        nth += 1;
    }
    table
};
