//! Bound parameters: the list, or the lines, that an object mapper or a server logs beside a statement
//! with placeholders.
//!
//! The statement is looked for before the list, and behind it where the mapper prints it there.

use std::ops::Range;

use super::items::{take, unbracketed};
use super::placeholder::{Wanted, placeholders, wanted};
use super::sought::Sought;
use super::statement::{self, NEAR};
use super::{Put, behind, text};
use crate::scan::detect::Window;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;

pub(super) fn read(window: &Window<'_>, literal: &[u8], put: &mut Put<'_>) {
    let secrets = |sql: &[u8]| wanted(sql, &Sought::Secrets);
    let bytes = window.bytes;
    let at = window.literal().end;
    // The statement's own column: the values stand behind it.
    let column = [&b"pass"[..], b"pwd"].iter().any(|start| literal.starts_with(start));
    let argument = [&b"(?"[..], b"($1"].iter().any(|end| literal.ends_with(end));
    if column || argument {
        if let Some(statement) = statement::before(bytes, at) {
            let rest = memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
            let more = placeholders(&bytes[at..at + rest]).last().map_or(0, |last| last.end);
            behind::read(bytes, at - statement.len()..at + more, &Sought::Secrets, put);
        }
        return;
    }
    // These print the statement behind the mark; one before it is another one.
    let leads = [b"query ".as_slice(), b"executing", b"[parameters="];
    let wanted = if leads.iter().any(|mark| literal.starts_with(mark)) {
        statement::after(bytes, at).map(secrets).unwrap_or_default()
    } else {
        let after = || statement::after(bytes, at).map(secrets).unwrap_or_default();
        // Peewee's mark begins with the statement's last placeholder.
        let end = if literal.ends_with(b"', [") { at - b"', [".len() } else { window.at };
        // Lists of arguments stand in many lines: a statement of another one is not theirs.
        let argued = !literal.ends_with(b"(") && memchr::memmem::find(literal, b"args").is_some();
        let low = if argued { end.saturating_sub(NEAR) } else { 0 };
        let line = memchr::memrchr(b'\n', &bytes[low..end]).filter(|_| argued);
        let low = line.map_or(0, |at| low + at + 1);
        let before = statement::before(&bytes[low..], end - low).map(secrets).unwrap_or_default();
        // Knex prints the bindings of a query before its statement.
        let first = if literal == b"bindings [" { after() } else { Vec::new() };
        match () {
            () if !first.is_empty() => first,
            () if before.is_empty() && literal.starts_with(b"bindings") => after(),
            () if before.is_empty() => ahead(bytes, window.at, at),
            () => before,
        }
    };
    if wanted.is_empty() {
        return;
    }
    let marks = LINES.iter().find(|(start, ..)| literal.starts_with(start));
    let marks = marks.map(|(_, open, close)| (*open, *close));
    if literal.starts_with(b"query ") || literal.starts_with(b"executing") {
        trailing(bytes, at, &wanted, put);
        return;
    }
    let line = at..at + memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
    if let Some(marks) = marks {
        one_a_line(bytes, line, marks, &wanted, put);
    } else if literal.starts_with(b"==>") {
        typed(bytes, line, &wanted, put);
    } else {
        listed(bytes, at, &wanted, put);
    }
}

/// The placeholders of the statement behind a list that stands before it, in its line or the next one:
/// `Params: ["x",1]  Query: UPDATE …`. A list with a statement before it belongs to that one.
fn ahead(bytes: &[u8], mark: usize, at: usize) -> Vec<Wanted> {
    let line = bytes[..mark].iter().rposition(|b| *b == b'\n');
    let last = line.and_then(|end| bytes[..end].iter().rposition(|b| *b == b'\n'));
    let near = last.map_or(0, |end| end + 1);
    if statement::before(&bytes[near..mark], mark - near).is_some() {
        return Vec::new();
    }
    let from = at.saturating_sub(1);
    let open = bytes[from..bytes.len().min(from + 8)].iter().position(|b| b"([{".contains(b));
    let Some(list) = open.and_then(|open| text::list(bytes, from + open)) else {
        return Vec::new();
    };
    let rest = &bytes[list.end..bytes.len().min(list.end + NEAR)];
    let mut ends = memchr::memchr_iter(b'\n', rest).skip(1);
    let Some(statement) = statement::after(&rest[..ends.next().unwrap_or(rest.len())], 0) else {
        return Vec::new();
    };
    // `$1` may stand twice, and is one value.
    let all = placeholders(statement);
    let number = |place: &Range<usize>| {
        let digits = statement[place.clone()].strip_prefix(b"$")?;
        std::str::from_utf8(digits).ok()?.parse::<usize>().ok()
    };
    let count = all.iter().filter_map(number).max().unwrap_or(all.len());
    let told = count == list.items.len() || behind::printed(bytes, &list.items, count).is_some();
    if told { wanted(statement, &Sought::Secrets) } else { Vec::new() }
}

/// Ecto: `QUERY OK …`, the statement, and its parameters in the list that ends its line. Sequelize:
/// `Executing (default): …; "a", "b"`.
fn trailing(bytes: &[u8], at: usize, wanted: &[Wanted], put: &mut Put<'_>) {
    let Some(statement) = statement::after(bytes, at) else { return };
    let line = &statement[..memchr::memchr(b'\n', statement).unwrap_or(statement.len())];
    let start = bytes.len().min(at + NEAR) - statement.len();
    // Sequelize puts them behind the statement's semicolon, each as JSON.
    if let Some(end) = memchr::memmem::rfind(line, b"; ")
        && read::opening(bytes, start + end + 2).is_some()
    {
        let items = unbracketed(bytes, start + end + 2..start + line.len());
        take(bytes, items, wanted, put);
        return;
    }
    if let Some(open) = memchr::memmem::rfind(line, b" [\"").or(memchr::memmem::rfind(line, b" ["))
    {
        listed(bytes, start + open + 1, wanted, put);
    }
}

/// Mappers that log one value at a time: how the line starts, and what opens and closes the value.
const LINES: [(&[u8], &[u8], &[u8]); 3] = [
    (b"binding parameter", b"- [", b"]"),
    // Spring's JdbcTemplate.
    (b"parameter value: column index", b"parameter value [", b"], value class"),
    // Derby puts all of them into one line.
    (b"begin parameter #", b": ", b" :end parameter"),
];

/// Hibernate: `binding parameter [2] as [VARCHAR] - [x]`, `(2:VARCHAR) <- [x]`; others likewise.
fn one_a_line(
    bytes: &[u8],
    line: Range<usize>,
    (open, close): (&[u8], &[u8]),
    wanted: &[Wanted],
    put: &mut Put<'_>,
) {
    let text = &bytes[line.clone()];
    let digits = text.iter().skip_while(|b| !b.is_ascii_digit());
    let number = digits.take(4).take_while(|b| b.is_ascii_digit());
    let number = number.fold(0, |n, b| n * 10 + usize::from(b - b'0'));
    let Some(want) = wanted.iter().find(|w| w.number == number) else { return };
    let Some(start) = memchr::memmem::find(text, open).map(|at| at + open.len()) else { return };
    let rest = &text[start..];
    let end = match close {
        [one] => memchr::memrchr(*one, rest),
        _ => memchr::memmem::find(rest, close),
    };
    let Some(len) = end else { return };
    let span = line.start + start..line.start + start + len;
    put(&Value::new(span, Proof::Delimited), want.told);
}

/// MyBatis: `==> Parameters: alice(String), secret(String)`.
pub(super) fn typed(bytes: &[u8], line: Range<usize>, wanted: &[Wanted], put: &mut Put<'_>) {
    let text = bytes[line.clone()].trim_ascii_end();
    let mut at = line.start;
    let mut number = 0;
    let mut rest = text;
    while !rest.is_empty() && number < 64 {
        // An item ends with its type; the value itself may hold a comma.
        let end = memchr::memmem::find(rest, b"), ").map_or(rest.len(), |len| len + 1);
        let item = &rest[..end];
        number += 1;
        let skip = item.len() - item.trim_ascii_start().len();
        if let Some(open) = memchr::memrchr(b'(', item)
            && let Some(want) = wanted.iter().find(|w| w.number == number)
        {
            let span = at + skip..at + open;
            put(&Value::new(span, Proof::Delimited), want.told);
        }
        at += (end + 2).min(rest.len());
        rest = &rest[(end + 2).min(rest.len())..];
    }
}

/// `$1 = 'a', $2 = 'b'`, `@p0='a', @p1='b'`, `["a", "b"]`, `('a', 'b')`, `{'name': 'a'}`.
pub(super) fn listed(bytes: &[u8], at: usize, wanted: &[Wanted], put: &mut Put<'_>) {
    let limit = bytes.len().min(at + 64);
    // The mark may end with the bracket, or with what follows it.
    let from = at.saturating_sub(if bytes[..at].ends_with(b"{\"1\":") { 5 } else { 2 });
    let open =
        bytes[from..limit].iter().position(|b| matches!(b, b'(' | b'[' | b'{' | b'$' | b'@'));
    let Some(open) = open.map(|i| from + i) else { return };
    let list = if matches!(bytes[open], b'$' | b'@') {
        let end = open + memchr::memchr(b'\n', &bytes[open..]).unwrap_or(bytes.len() - open);
        unbracketed(bytes, open..end)
    } else {
        text::list(bytes, open).map(|list| list.items).unwrap_or_default()
    };
    // `args="[bob x]" … sql="INSERT …"`
    let quoted = bytes[..open].ends_with(b"=\"") || bytes[..open].ends_with(b"=");
    let total = wanted.iter().map(|want| want.total).max().unwrap_or_default();
    let list = quoted.then(|| behind::printed(bytes, &list, total)).flatten().unwrap_or(list);
    take(bytes, list, wanted, put);
}
