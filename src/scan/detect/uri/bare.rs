//! A user and a password before a host without a scheme: `app:<password>@db.example:5432`, and Oracle's
//! `app/<password>@//db.example:1521/x`.
//!
//! It is led there by a port or by the sign before a host; paths, mail addresses and versions of
//! packages have the signs as well.

use std::ops::Range;

/// The longest user, password and host that are read.
const USER: usize = 64;
const PASSWORD: usize = 100;
const HOST: usize = 120;
/// The shortest password.
const SHORTEST: usize = 4;

/// Ports of databases, brokers, caches and proxies, which no path or version has behind an `@`. Behind
/// other ports the password must look chosen.
const TELLING: [&[u8]; 22] = [
    b"1433", b"1521", b"3128", b"3306", b"3307", b"3308", b"5432", b"5433", b"5671", b"5672",
    b"6379", b"6380", b"6432", b"7687", b"8086", b"8883", b"9042", b"9200", b"27017", b"27018",
    b"33060", b"3301",
];

/// A password, and whether its place alone tells that it is one.
pub(super) struct Password {
    pub(super) span: Range<usize>,
    pub(super) sure: bool,
}

/// The password of the address in which the literal, a port or the sign before a host, stands.
pub(super) fn password(bytes: &[u8], literal: Range<usize>) -> Option<Password> {
    let at = match bytes[literal.start] {
        b':' => sign_before(bytes, literal.start)?,
        _ => literal.start,
    };
    let host = at + 1 + slashes(&bytes[at + 1..]);
    let name = bytes[host..].iter().take(HOST).take_while(|b| of_host(b)).count();
    let colon = host + name;
    if name == 0 || !bytes[host].is_ascii_alphanumeric() || bytes.get(colon) != Some(&b':') {
        return None;
    }
    let digits = bytes[colon + 1..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    let end = colon + 1 + digits;
    let goes_on = bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    if !(2..=5).contains(&digits) || goes_on {
        return None;
    }
    let port = &bytes[colon + 1..end];
    let oracle = port == b"1521" || host > at + 1;
    let span = before(bytes, at, b':').or_else(|| before(bytes, at, b'/').filter(|_| oracle))?;
    Some(Password { span, sure: oracle || TELLING.contains(&port) })
}

/// The `@` before the host that ends at `end`.
fn sign_before(bytes: &[u8], end: usize) -> Option<usize> {
    let name = bytes[..end].iter().rev().take(HOST).take_while(|b| of_host(b)).count();
    let head = &bytes[..end - name];
    head.strip_suffix(b"//").unwrap_or(head).strip_suffix(b"@").map(<[u8]>::len)
}

/// The slashes between sign and host: Oracle has two of them.
fn slashes(text: &[u8]) -> usize {
    if text.starts_with(b"//") { 2 } else { 0 }
}

fn of_host(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-".contains(byte)
}

/// The password that ends at the sign, behind a user and the `mark` between them.
fn before(bytes: &[u8], at: usize, mark: u8) -> Option<Range<usize>> {
    let part = |b: &&u8| !(**b <= b' ' || b"\"'`<>(){}:@/,|".contains(b));
    let quoted = bytes[..at].ends_with(b"\"") && mark == b'/';
    let end = at - usize::from(quoted);
    let head = &bytes[..end];
    let length = match quoted {
        true => head.iter().rev().take(PASSWORD + 1).position(|b| *b == b'"')?,
        false => head.iter().rev().take(PASSWORD + 1).take_while(part).count(),
    };
    let start = end - length;
    let head = &bytes[..start - usize::from(quoted)];
    let head = head.strip_suffix(&[mark])?;
    let named = |b: &&u8| b.is_ascii_alphanumeric() || b"._-$#".contains(b);
    let user = head.iter().rev().take(USER + 1).take_while(named).count();
    let first = *head[head.len() - user..].first()?;
    let edge =
        head[..head.len() - user].last().is_none_or(|b| *b <= b' ' || b"\"'`=([,>|".contains(b));
    let name = user <= USER && (first.is_ascii_alphabetic() || first == b'_') && edge;
    (name && (SHORTEST..=PASSWORD).contains(&length)).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, literal: &str) -> Option<(&'t str, bool)> {
        let at = text.find(literal).unwrap();
        let found = password(text.as_bytes(), at..at + literal.len());
        found.map(|Password { span, sure }| (&text[span], sure))
    }

    #[test]
    fn a_port_or_a_sign_leads_to_the_password() {
        let cases = [
            ("at app:kettle@db1.example:5432/x", ":5432", Some(("kettle", true))),
            ("[\"app:kettle@10.0.0.7:4222\"]", "@10.", Some(("kettle", false))),
            ("app:kettle@proxy:8080", ":8080", Some(("kettle", false))),
            ("DSN mon/k%ttle@//db:1521/x", ":1521", Some(("k%ttle", true))),
            ("DSN mon/\"k@tt:e\"@db:1521/x", ":1521", Some(("k@tt:e", true))),
            ("mon/kettle@//db:1599/x", "@//", Some(("kettle", true))),
            ("/opt/mon/kettle@db:1521/x", ":1521", None),
            ("mon/kettle@db:5432/x", ":5432", None),
            ("app:kettle@db1:54321", ":5432", Some(("kettle", false))),
            ("app@db1:5432", ":5432", None),
            ("db1:5432", ":5432", None),
            ("12:34@db1:5432", ":5432", None),
            ("postgres://app:kettle@db1:5432", ":5432", None),
            ("mail app:kim@10.host.example", "@10.", None),
            ("app:@db1:5432", ":5432", None),
            ("load(\"@//lib:x.bzl\")", "@//", None),
            (":5432", ":5432", None),
            ("@10.", "@10.", None),
        ];
        for (text, literal, want) in cases {
            assert_eq!(found(text, literal), want, "{text}");
        }
    }
}
