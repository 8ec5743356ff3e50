//! The placeholders of a statement, and which of them stand for secrets.

use std::ops::Range;

use super::sought::Sought;
use super::{function, statement, text};
use crate::scan::detect::read;
use crate::scan::detect::records::names::Told;

/// How far in a statement its first list may start.
const HEAD: usize = 256;

/// A placeholder of a column that is sought: its number among all, how many there are, and its own text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) number: usize,
    pub(super) total: usize,
    pub(super) label: Vec<u8>,
    pub(super) told: Told,
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

/// The placeholders of a statement that stand for what is sought.
pub(super) fn wanted(sql: &[u8], sought: &Sought) -> Vec<Wanted> {
    let mut items: Vec<(Range<usize>, Told)> = Vec::new();
    let into = sql.iter().take(14).position(|b| *b == b'(').unwrap_or(0);
    let begins = |verb: &[u8]| sql.get(..7).is_some_and(|v| v.eq_ignore_ascii_case(verb));
    if (begins(b"insert ") || begins(b"replace"))
        && let Some(insert) = text::Insert::parse(sql, into, sought)
        && let Some(row) = insert.first(sql)
    {
        items.extend(
            insert
                .sought
                .iter()
                .filter_map(|(at, told)| Some((row.items.get(*at)?.clone(), *told))),
        );
    }
    let table = statement::table(sql);
    if begins(b"update ")
        && let Some((columns, row)) = assigned(sql)
    {
        let sought = sought.of_list(sql, table, &columns.items);
        items.extend(
            sought.iter().filter_map(|(at, told)| Some((row.items.get(*at)?.clone(), *told))),
        );
    }
    if sought.is_secrets() {
        items.extend(function::arguments(sql).into_iter().map(|item| (item, Told::default())));
    }
    let places = placeholders(sql);
    let total = places.len();
    let mut all = Vec::new();
    for (index, place) in places.into_iter().enumerate() {
        let label = sql[place.clone()].to_ascii_lowercase();
        let item =
            items.iter().find(|(item, _)| item.contains(&place.start)).map(|(_, told)| *told);
        let compared = || sought.is(sql, table, compared(&sql[..place.start])?);
        if let Some(told) = item.or_else(compared) {
            all.push(numbered(index + 1, total, label, told));
        }
    }
    all
}

/// The two lists of `UPDATE t SET (a, password) = (?, ?)`.
fn assigned(sql: &[u8]) -> Option<(text::List, text::List)> {
    const SET: &[u8] = b" set (";
    let head = &sql[..sql.len().min(HEAD)];
    let open = head.windows(SET.len()).position(|w| w.eq_ignore_ascii_case(SET))? + SET.len() - 1;
    let columns = text::list(sql, open)?;
    let sign = text::space(sql, columns.end);
    let row = text::space(sql, sign + 1);
    (sql.get(sign) == Some(&b'=')).then(|| Some((columns, text::list(sql, row)?))).flatten()
}

/// A placeholder that carries its number is known by that number, one with a name by its name.
fn numbered(count: usize, total: usize, text: Vec<u8>, told: Told) -> Wanted {
    let name = match text[0] {
        b':' => &text[1..],
        b'%' => text.strip_prefix(b"%(").and_then(|t| t.strip_suffix(b")s")).unwrap_or_default(),
        _ => &text[..],
    };
    let digits = std::str::from_utf8(&text[1..]).unwrap_or_default();
    let number = if text[0] == b'$' { digits.parse().unwrap_or(count) } else { count };
    Wanted { number, total, label: name.to_vec(), told }
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

/// Where the name of the column stands that is set to or compared with what follows.
fn compared(before: &[u8]) -> Option<Range<usize>> {
    let text = before.trim_ascii_end();
    let text = text.strip_suffix(b"=").or_else(|| text.strip_suffix(b"like"))?.trim_ascii_end();
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"_.\"`[]\\".contains(b);
    let len = text.iter().rev().take(64).take_while(|b| name(b)).count();
    Some(text.len() - len..text.len())
}

#[cfg(test)]
mod tests {
    use super::super::sought::Sought;
    use super::{Wanted, wanted};

    fn secrets(sql: &str) -> Vec<Wanted> {
        wanted(sql.as_bytes(), &Sought::Secrets)
    }

    fn numbers(sql: &str) -> Vec<usize> {
        secrets(sql).into_iter().map(|w| w.number).collect()
    }

    #[test]
    fn placeholders_are_counted_through_the_statement() {
        assert_eq!(numbers("insert into users (email, password, id) values (?, ?, ?)"), [2]);
        assert_eq!(numbers("update users set name=?, passwd = ? where id=?"), [2]);
        assert_eq!(numbers("select * from u where login = $2 and \"u\".\"pwd\" = $1"), [1]);
        assert_eq!(numbers("insert into [U] ([Mail],[Password]) values (@p0, @p1)"), [2]);
        assert_eq!(numbers("update u set (name, password) = ($1, $2) where id = $3"), [2]);
        assert_eq!(numbers("insert into u (name, password) select ?, ? from dual"), [2]);
        assert_eq!(numbers("insert into \"ApiToken\" (\"name\",\"value\") values ($1,$2)"), [2]);
        assert_eq!(numbers("select 1 from access_tokens where code = ? and id = ?"), [1]);
        assert_eq!(numbers("insert into secrets (key, value) values (?, ?)"), [2]);
        assert_eq!(numbers("update settings set value = ? where key = ?"), [0; 0]);
        assert_eq!(numbers("insert into users (email, id) values (?, ?)"), [0; 0]);
        assert_eq!(numbers("select password from users where id=?"), [0; 0]);
        let named = secrets("update u set password=%(pw)s where id=:id");
        assert_eq!(named[0].label, b"pw");
    }
}
