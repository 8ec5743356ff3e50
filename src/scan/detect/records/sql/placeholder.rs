//! The placeholders of a statement, and which of them stand for secrets.

use std::ops::Range;

use super::{function, text};
use crate::scan::detect::read;
use crate::scan::detect::records::names;

/// A placeholder of a secret column: its number among all, how many there are, and its own text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) number: usize,
    pub(super) total: usize,
    pub(super) label: Vec<u8>,
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
