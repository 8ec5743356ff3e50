//! Bound parameters: the list, or the lines, that an object mapper or a server logs beside a statement
//! with placeholders.
//!
//! The statement is looked for before the list, and behind it where the mapper prints it there.

use std::ops::Range;

use super::{behind, function, text};
use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::records::names;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// How long a statement may be, and how far from its parameters.
const NEAR: usize = 2 << 10;
/// The words that statements begin with.
const VERBS: [&[u8]; 8] = [
    b"insert into ",
    b"update ",
    b"select ",
    b"delete ",
    b"merge ",
    b"replace into ",
    b"call ",
    b"exec ",
];

/// A placeholder of a secret column: its number among all, how many there are, and its own text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    number: usize,
    total: usize,
    pub(super) label: Vec<u8>,
}

pub(crate) fn read(window: &Window<'_>, accept: &Accept, literal: &[u8], found: &mut Found) {
    let bytes = window.bytes;
    let at = window.literal().end;
    // The statement's own column: the values stand behind it.
    let column = [&b"pass"[..], b"pwd"].iter().any(|start| literal.starts_with(start));
    let argument = [&b"(?"[..], b"($1"].iter().any(|end| literal.ends_with(end));
    if column || argument {
        if let Some(statement) = statement_before(bytes, at) {
            let rest = memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
            let more = placeholders(&bytes[at..at + rest]).last().map_or(0, |last| last.end);
            behind::read(window, accept, at - statement.len()..at + more, found);
        }
        return;
    }
    // These print the statement behind the mark; one before it is another one.
    let leads = [b"query ".as_slice(), b"executing", b"[parameters="];
    let wanted = if leads.iter().any(|mark| literal.starts_with(mark)) {
        statement_after(bytes, at).map(wanted).unwrap_or_default()
    } else {
        let after = || statement_after(bytes, at).map(wanted).unwrap_or_default();
        // Peewee's mark begins with the statement's last placeholder.
        let end = if literal.ends_with(b"', [") { at - b"', [".len() } else { window.at };
        // Lists of arguments stand in many lines: a statement of another one is not theirs.
        let argued = !literal.ends_with(b"(") && memchr::memmem::find(literal, b"args").is_some();
        let low = if argued { end.saturating_sub(NEAR) } else { 0 };
        let line = memchr::memrchr(b'\n', &bytes[low..end]).filter(|_| argued);
        let low = line.map_or(0, |at| low + at + 1);
        let before = statement_before(&bytes[low..], end - low).map(wanted).unwrap_or_default();
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
        trailing(window, accept, &wanted, found);
        return;
    }
    let line = at..at + memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
    if let Some(marks) = marks {
        one_a_line(window, accept, line, marks, &wanted, found);
    } else if literal.starts_with(b"==>") {
        typed(window, accept, line, &wanted, found);
    } else {
        listed(window, accept, at, &wanted, found);
    }
}

/// The placeholders of the statement behind a list that stands before it, in its line or the next one:
/// `Params: ["x",1]  Query: UPDATE …`. A list with a statement before it belongs to that one.
fn ahead(bytes: &[u8], mark: usize, at: usize) -> Vec<Wanted> {
    let line = bytes[..mark].iter().rposition(|b| *b == b'\n');
    let last = line.and_then(|end| bytes[..end].iter().rposition(|b| *b == b'\n'));
    let near = last.map_or(0, |end| end + 1);
    if statement_before(&bytes[near..mark], mark - near).is_some() {
        return Vec::new();
    }
    let from = at.saturating_sub(1);
    let open = bytes[from..bytes.len().min(from + 8)].iter().position(|b| b"([{".contains(b));
    let Some(list) = open.and_then(|open| text::list(bytes, from + open)) else {
        return Vec::new();
    };
    let rest = &bytes[list.end..bytes.len().min(list.end + NEAR)];
    let mut ends = memchr::memchr_iter(b'\n', rest).skip(1);
    let Some(statement) = statement_after(&rest[..ends.next().unwrap_or(rest.len())], 0) else {
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
    if told { wanted(statement) } else { Vec::new() }
}

/// Ecto: `QUERY OK …`, the statement, and its parameters in the list that ends its line. Sequelize:
/// `Executing (default): …; "a", "b"`.
fn trailing(window: &Window<'_>, accept: &Accept, wanted: &[Wanted], found: &mut Found) {
    let bytes = window.bytes;
    let at = window.literal().end;
    let Some(statement) = statement_after(bytes, at) else { return };
    let line = &statement[..memchr::memchr(b'\n', statement).unwrap_or(statement.len())];
    let start = bytes.len().min(at + NEAR) - statement.len();
    // Sequelize puts them behind the statement's semicolon, each as JSON.
    if let Some(end) = memchr::memmem::rfind(line, b"; ")
        && read::opening(bytes, start + end + 2).is_some()
    {
        let items = unbracketed(bytes, start + end + 2..start + line.len());
        take(window, accept, items, wanted, found);
        return;
    }
    if let Some(open) = memchr::memmem::rfind(line, b" [\"").or(memchr::memmem::rfind(line, b" ["))
    {
        listed(window, accept, start + open + 1, wanted, found);
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
    window: &Window<'_>,
    accept: &Accept,
    line: Range<usize>,
    (open, close): (&[u8], &[u8]),
    wanted: &[Wanted],
    found: &mut Found,
) {
    let text = &window.bytes[line.clone()];
    let digits = text.iter().skip_while(|b| !b.is_ascii_digit());
    let number = digits.take(4).take_while(|b| b.is_ascii_digit());
    let number = number.fold(0, |n, b| n * 10 + usize::from(b - b'0'));
    if !wanted.iter().any(|w| w.number == number) {
        return;
    }
    let Some(start) = memchr::memmem::find(text, open).map(|at| at + open.len()) else { return };
    let rest = &text[start..];
    let end = match close {
        [one] => memchr::memrchr(*one, rest),
        _ => memchr::memmem::find(rest, close),
    };
    let Some(len) = end else { return };
    let span = line.start + start..line.start + start + len;
    accept.value(window, &Value::new(span, Proof::Delimited), found);
}

/// MyBatis: `==> Parameters: alice(String), secret(String)`.
fn typed(
    window: &Window<'_>,
    accept: &Accept,
    line: Range<usize>,
    wanted: &[Wanted],
    found: &mut Found,
) {
    let text = window.bytes[line.clone()].trim_ascii_end();
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
            && wanted.iter().any(|w| w.number == number)
        {
            let span = at + skip..at + open;
            accept.value(window, &Value::new(span, Proof::Delimited), found);
        }
        at += (end + 2).min(rest.len());
        rest = &rest[(end + 2).min(rest.len())..];
    }
}

/// `$1 = 'a', $2 = 'b'`, `@p0='a', @p1='b'`, `["a", "b"]`, `('a', 'b')`, `{'name': 'a'}`.
fn listed(window: &Window<'_>, accept: &Accept, at: usize, wanted: &[Wanted], found: &mut Found) {
    let bytes = window.bytes;
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
    take(window, accept, list, wanted, found);
}

/// The items of a list that stand for secrets.
pub(super) fn take(
    window: &Window<'_>,
    accept: &Accept,
    list: Vec<Range<usize>>,
    wanted: &[Wanted],
    found: &mut Found,
) {
    let bytes = window.bytes;
    // `array (0 => 'x')`: some count from nothing.
    let base = list.first().map_or(0, |item| usize::from(label(bytes, item.clone()).0 == b"0"));
    for (index, item) in list.into_iter().enumerate() {
        let (label, start) = label(bytes, item.clone());
        let named = wanted.iter().any(|w| !label.is_empty() && w.label == label);
        let number = std::str::from_utf8(&label).ok().and_then(|l| l.parse().ok());
        let number = number.map(|number: usize| number.saturating_add(base));
        let number = number.unwrap_or(if label.is_empty() { index + 1 } else { 0 });
        let placed = wanted.iter().any(|w| w.number == number);
        if !(named || placed) || start >= item.end {
            continue;
        }
        let start = start + cast(&bytes[start..item.end]);
        let start = start + wrapper(bytes, start..item.end);
        let value = match read::opening(bytes, start) {
            Some(_) => read::quoted(bytes, start),
            None => Some(Value::new(start..item.end, Proof::Delimited)),
        };
        if let Some(value) = value.filter(|v| v.span.end <= item.end) {
            accept.value(window, &value, found);
        }
    }
}

/// `(String) x`: the length of the type before a value.
fn cast(item: &[u8]) -> usize {
    let Some(inner) = item.strip_prefix(b"(") else { return 0 };
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._[]".contains(b);
    let name = inner.iter().take(48).take_while(part).count();
    if name > 0 && inner[name..].starts_with(b") ") { name + 3 } else { 0 }
}

/// `PersistText "x"`, `Some("x")`: the length of what stands around a string.
fn wrapper(bytes: &[u8], item: Range<usize>) -> usize {
    let text = &bytes[item.clone()];
    let name = text.iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    let inner = name + usize::from(matches!(text.get(name), Some(b' ' | b'(')));
    let quoted = inner < text.len() && read::opening(bytes, item.start + inner).is_some();
    if quoted && name > 0 { inner } else { 0 }
}

/// Items between commas outside of strings, up to the end of the line.
pub(super) fn unbracketed(bytes: &[u8], line: Range<usize>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let (mut start, mut at) = (line.start, line.start);
    while at < line.end && items.len() < 64 {
        if matches!(bytes[at], b'\'' | b'"' | b'`' | b'\\')
            && let Some(value) = read::quoted(bytes, at)
        {
            at = value.next.max(at + 1);
            continue;
        }
        if bytes[at] == b',' {
            items.push(start..at);
            // The blank behind the last comma may reach beyond the line.
            start = text::space(bytes, at + 1).min(line.end);
        }
        at += 1;
    }
    items.push(start..line.end);
    items
}

/// The label of an item and where its value starts: `$1 = `, `@p0=`, `"1":`, `'name': `, `:name=>`.
fn label(bytes: &[u8], item: Range<usize>) -> (Vec<u8>, usize) {
    let text = &bytes[item.clone()];
    let quote = read::opening(bytes, item.start).unwrap_or(0);
    let name = text[quote.min(text.len())..].iter().take(40);
    let name: Vec<u8> =
        name.take_while(|b| b.is_ascii_alphanumeric() || b"_$@:".contains(b)).copied().collect();
    let name = name.strip_suffix(b":").map(<[u8]>::to_vec).unwrap_or(name);
    let mut at = item.start + quote + name.len() + quote;
    let behind = at;
    while at < item.end && b" =:>".contains(&bytes[at]) {
        at += 1;
    }
    let separated =
        bytes.get(behind..at).is_some_and(|s| s.iter().any(|b| *b == b'=' || *b == b':'));
    if name.is_empty() || !separated {
        return (Vec::new(), item.start);
    }
    (name.to_ascii_lowercase(), at)
}

/// The last statement that begins in the bytes before `at`.
fn statement_before(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let from = at.saturating_sub(NEAR);
    let text = &bytes[from..at];
    let starts = |i: usize| {
        if !b"iusdmrce".contains(&text[i].to_ascii_lowercase()) {
            return false;
        }
        let free = i == 0 || !text[i - 1].is_ascii_alphanumeric() && text[i - 1] != b'_';
        free && VERBS
            .iter()
            .any(|v| text[i..].len() >= v.len() && text[i..i + v.len()].eq_ignore_ascii_case(v))
    };
    let start = (0..text.len()).rev().find(|&i| starts(i))?;
    Some(&text[start..])
}

/// The statement that begins soon after `at`, on this line or the next.
fn statement_after(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let text = &bytes[at..bytes.len().min(at + NEAR)];
    let starts = |i: usize| {
        VERBS
            .iter()
            .any(|v| text[i..].len() >= v.len() && text[i..i + v.len()].eq_ignore_ascii_case(v))
    };
    let start = (0..text.len()).find(|&i| starts(i))?;
    let lines = text[..start].iter().filter(|b| **b == b'\n').count();
    (lines <= 2).then(|| &text[start..])
}

/// The placeholders of a statement, those in its strings left out.
pub(super) fn placeholders(sql: &[u8]) -> Vec<Range<usize>> {
    let (mut all, mut at) = (Vec::new(), 0);
    while at < sql.len() {
        if sql[at] == b'\'' {
            at = read::quoted(sql, at).map_or(at + 1, |value| value.next.max(at + 1));
            continue;
        }
        let Some(len) = placeholder(sql, at) else {
            at += 1;
            continue;
        };
        all.push(at..at + len);
        at += len;
    }
    all
}

/// The placeholders of a statement that stand for secrets.
pub(super) fn wanted(sql: &[u8]) -> Vec<Wanted> {
    let mut secret: Vec<Range<usize>> = Vec::new();
    let into = sql.iter().take(14).position(|b| *b == b'(').unwrap_or(0);
    if sql
        .get(..7)
        .is_some_and(|v| v.eq_ignore_ascii_case(b"insert ") || v.eq_ignore_ascii_case(b"replace"))
        && let Some(insert) = text::Insert::parse(sql, into)
        && let Some(row) = text::list(sql, insert.rows)
    {
        secret.extend(insert.secret.iter().filter_map(|(at, _)| row.items.get(*at).cloned()));
    }
    let mut all = Vec::new();
    secret.extend(function::arguments(sql));
    let places = placeholders(sql);
    let total = places.len();
    for (index, place) in places.into_iter().enumerate() {
        let label = sql[place.clone()].to_ascii_lowercase();
        let inserted = secret.iter().any(|item| item.contains(&place.start));
        if inserted || compared(&sql[..place.start]).is_some_and(names::is_secret) {
            all.push(numbered(index + 1, total, label));
        }
    }
    all
}

/// A placeholder that carries its number is known by that number, one with a name by its name.
fn numbered(count: usize, total: usize, text: Vec<u8>) -> Wanted {
    let name = match text[0] {
        b':' => &text[1..],
        b'%' => text.strip_prefix(b"%(").and_then(|t| t.strip_suffix(b")s")).unwrap_or_default(),
        _ => &text[..],
    };
    let digits = std::str::from_utf8(&text[1..]).unwrap_or_default();
    let number = if text[0] == b'$' { digits.parse().unwrap_or(count) } else { count };
    Wanted { number, total, label: name.to_vec() }
}

/// The length of the placeholder at `at`.
fn placeholder(sql: &[u8], at: usize) -> Option<usize> {
    let rest = &sql[at..];
    let word = |from: usize| {
        rest[from..]
            .iter()
            .take(40)
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
            .count()
    };
    let before = at.checked_sub(1).map_or(b' ', |i| sql[i]);
    match rest[0] {
        b'?' => Some(1),
        b'$' | b'@' if word(1) > 0 => Some(1 + word(1)),
        b':' if before != b':' && !before.is_ascii_alphanumeric() && word(1) > 0 => {
            Some(1 + word(1))
        }
        b'%' if rest.starts_with(b"%s") => Some(2),
        b'%' if rest.starts_with(b"%(") => Some(4 + word(2)).filter(|len| *len <= rest.len()),
        _ => None,
    }
}

/// The column that is set to or compared with what follows.
fn compared(before: &[u8]) -> Option<&[u8]> {
    let text = before.trim_ascii_end();
    let text = text.strip_suffix(b"=").or_else(|| text.strip_suffix(b"like"))?.trim_ascii_end();
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"_.\"`[]\\".contains(b);
    let len = text.iter().rev().take(64).take_while(|b| name(b)).count();
    Some(&text[text.len() - len..])
}

#[cfg(test)]
mod tests {
    use super::wanted;

    fn numbers(sql: &str) -> Vec<usize> {
        wanted(sql.as_bytes()).into_iter().map(|w| w.number).collect()
    }

    #[test]
    fn placeholders_are_counted_through_the_statement() {
        assert_eq!(numbers("insert into users (email, password, id) values (?, ?, ?)"), [2]);
        assert_eq!(numbers("update users set name=?, passwd = ? where id=?"), [2]);
        assert_eq!(numbers("select * from u where login = $2 and \"u\".\"pwd\" = $1"), [1]);
        assert_eq!(numbers("insert into [U] ([Mail],[Password]) values (@p0, @p1)"), [2]);
        assert_eq!(numbers("insert into users (email, id) values (?, ?)"), [0; 0]);
        assert_eq!(numbers("select password from users where id=?"), [0; 0]);
        let named = wanted(b"update u set password=%(pw)s where id=:id");
        assert_eq!(named[0].label, b"pw");
    }
}
