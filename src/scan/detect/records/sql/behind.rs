//! Bound values behind a statement, whatever the mapper puts between: the first list with as many items
//! as the statement has placeholders, or the values that carry a placeholder's name.
//!
//! What has a mark of its own (`binding parameter`, `-- params:`) is read in `bound`.

use std::ops::Range;

use super::items::{label, take, unbracketed};
use super::placeholder::{Wanted, placeholders, wanted};
use super::sought::Sought;
use super::{Put, text};
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;

/// How far behind the statement a list may start, and on which of the next lines.
const FAR: usize = 160;
const LINES: usize = 2;
/// The longest list without brackets.
const LINE: usize = 1 << 10;
/// How many brackets are tried.
const TRIES: usize = 6;
/// What another statement begins with: its lists are its own.
const OTHERS: [&[u8]; 5] =
    [b"insert into ", b"replace into ", b"delete from ", b"merge into ", b"select "];
/// What mappers call the values before a list in round brackets.
const BOUND: [&[u8]; 6] = [b"bind", b"binds", b"bindings", b"params", b"parameters", b"args"];
/// OpenJPA's name of the list within it.
const INNER: &[u8] = b"params=";

/// Reads behind a statement from `start` to `end`.
pub(super) fn read(bytes: &[u8], sql: Range<usize>, sought: &Sought, put: &mut Put<'_>) {
    let statement = &bytes[sql.clone()];
    let wanted = wanted(statement, sought);
    if wanted.is_empty() {
        return;
    }
    let total = placeholders(statement).len();
    let limit = bytes.len().min(sql.end + FAR);
    let mut lines = 0;
    let mut tries = TRIES;
    for at in sql.end..limit {
        match bytes[at] {
            b'\n' if lines == LINES => return,
            b'\n' => lines += 1,
            b'(' | b'[' | b'{' => {
                let mut items = text::list(bytes, at).map(|list| list.items).unwrap_or_default();
                if bytes[at + 1..].starts_with(INNER)
                    && let Some(first) = items.first_mut()
                {
                    first.start = (first.start + INNER.len()).min(first.end);
                }
                if items.last().is_some_and(|last| last.is_empty()) {
                    items.pop();
                }
                let named =
                    bytes[at] != b'{' || items.iter().any(|item| is_labelled(&wanted, bytes, item));
                if items.len() == total && named && is_told(bytes, at, &items) {
                    return take(bytes, items, &wanted, put);
                }
                let told = bytes[..at].strip_suffix(b"\"").unwrap_or(&bytes[..at]);
                // xorm: `[SQL] UPDATE … [x 3] - 1.2ms`.
                let marked = bytes[..sql.start].ends_with(b"[SQL] ");
                let led = marked || told.trim_ascii_end().last().is_some_and(|b| b":=".contains(b));
                if led && let Some(words) = printed(bytes, &items, total) {
                    return take(bytes, words, &wanted, put);
                }
                tries -= 1;
            }
            // Beego: `[UPDATE …] - `a`, `b``.
            b'`' if bytes[..at].ends_with(b"] - ") => {
                let line = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                let items = unbracketed(bytes, at..line.min(at + LINE));
                if items.len() == total {
                    return take(bytes, items, &wanted, put);
                }
            }
            // DBIx::Class: `UPDATE …: 'a', 'b'`.
            b':' if bytes[sql.end..at].trim_ascii().is_empty()
                && bytes[at..].starts_with(b": '") =>
            {
                let line = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                let items = unbracketed(bytes, at + 2..line.min(at + LINE));
                if items.len() == total {
                    return take(bytes, items, &wanted, put);
                }
            }
            // pgaudit: `"INSERT …","bob,x"`, in a row of fields between commas.
            b'"' if bytes[..at].ends_with(b",") && is_audited(bytes, sql.start) => {
                let rest = &bytes[at + 1..bytes.len().min(at + LINE)];
                let end = memchr::memchr2(b'"', b'\n', rest).unwrap_or(rest.len());
                let items = unbracketed(bytes, at + 1..at + 1 + end);
                if items.len() == total {
                    return take(bytes, items, &wanted, put);
                }
            }
            b'i' | b'I' | b'r' | b'R' | b'd' | b'D' | b'm' | b'M' | b's' | b'S'
                if begins_another(bytes, at) =>
            {
                return;
            }
            b'@' | b':' => {
                let named = |want: &Wanted| Some((named(bytes, at, &want.label)?, want.told));
                if let Some((value, told)) = wanted.iter().find_map(named) {
                    put(&value, told);
                }
            }
            _ => {}
        }
        if tries == 0 {
            return;
        }
    }
}

/// Whether an item of a map has the number or the name of a placeholder: what a logger prints beside a statement
/// may be a map as well, with the list of values in it.
fn is_labelled(wanted: &[Wanted], bytes: &[u8], item: &Range<usize>) -> bool {
    let (label, _) = label(bytes, item.clone());
    !label.is_empty()
        && (label.iter().all(u8::is_ascii_digit) || wanted.iter().any(|want| want.label == label))
}

/// Whether another statement begins at `at`.
fn begins_another(bytes: &[u8], at: usize) -> bool {
    let free = bytes[..at].last().is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
    let begins = |verb: &&[u8]| {
        bytes.get(at..at + verb.len()).is_some_and(|text| text.eq_ignore_ascii_case(verb))
    };
    free && OTHERS.iter().any(begins)
}

/// Whether a statement that starts at `at` stands in a record of an audit.
fn is_audited(bytes: &[u8], at: usize) -> bool {
    let near = &bytes[at.saturating_sub(FAR)..at];
    memchr::memmem::rfind(near, b"AUDIT: ").is_some()
}

/// Whether a list is one of values: a single one could be anything that stands in brackets, and names
/// in round ones are those of columns.
fn is_told(bytes: &[u8], open: usize, items: &[Range<usize>]) -> bool {
    let string = |item: &Range<usize>| bytes[item.clone()].iter().any(|b| b"\"'".contains(b));
    let behind = bytes[..open].trim_ascii_end().last();
    let word = bytes[..open].iter().rev().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
    let bound = BOUND.iter().any(|known| known.eq_ignore_ascii_case(&bytes[open - word..open]));
    let list = bytes[open] != b'(' || bound || behind.is_some_and(|b| b"[:=".contains(b));
    items.iter().any(string) || items.len() > 1 && list
}

/// `[bob blue-kettle-19]`: a list as Go prints it, without commas.
pub(super) fn printed(
    bytes: &[u8],
    items: &[Range<usize>],
    total: usize,
) -> Option<Vec<Range<usize>>> {
    let [whole] = items else { return None };
    let (mut at, mut words) = (whole.start, Vec::new());
    for word in bytes[whole.clone()].split(|b| *b == b' ') {
        words.push(at..at + word.len());
        at += word.len() + 1;
    }
    let full = words.iter().all(|word| !word.is_empty());
    (total > 1 && full && words.len() == total).then_some(words)
}

/// `@p1 = 'x'`, `@1=N'x'`: a value by the name of its placeholder.
fn named(bytes: &[u8], at: usize, label: &[u8]) -> Option<Value> {
    let name = bytes.get(at..at + label.len())?;
    if label.len() < 2 || !name.eq_ignore_ascii_case(label) {
        return None;
    }
    let sign = text::space(bytes, at + label.len());
    let mut start = bytes[sign..].starts_with(b"=").then(|| text::space(bytes, sign + 1))?;
    start += usize::from(bytes.get(start) == Some(&b'N'));
    read::opening(bytes, start)?;
    read::quoted(bytes, start).filter(|value| value.proof == Proof::Quoted)
}
