//! Where the password of a userinfo starts and ends, when it may hold `@ / : # ?` as they are.
//!
//! It judges the URL, not the password.

use std::ops::Range;

use super::Marks;

/// The longest userinfo and host that is looked at.
const LONGEST: usize = 1 << 10;
/// The longest name of a user.
const USER: usize = 128;

/// The password of the URL whose `://` ends at `start`.
pub(crate) fn password(bytes: &[u8], start: usize, marks: Marks) -> Option<Range<usize>> {
    let all = &bytes[start..bytes.len().min(start + LONGEST)];
    // Most URLs have no userinfo: they show it before the first space, or by having no `@`.
    let Some(user) = user_len(all, marks) else {
        let end = alone(all, marks).or_else(|| shared(&bytes[..start], all, marks));
        return end.map(|end| start..start + end);
    };
    find(all, marks.at, user)?;
    let from = user + marks.colon.len();
    let url = &all[..from + url_len(all.get(from..)?, marks)];
    let rest = url.get(from..)?;
    let end = last_at(rest, user == 0, marks)?;
    if end == 0 {
        return None;
    }
    let manual = is_example(&all[..user], &rest[..end]) || is_host_of_manual(&rest[end..], marks);
    if manual || is_masked(&rest[..end]) {
        return None;
    }
    if is_filler(&rest[..end]) && user > 0 {
        return Some(start..start + user);
    }
    Some(start + from..start + from + end)
}

/// The end of a token that stands for user and password of a repository: `https://<token>@host/x.git`.
/// Names of users are no hexadecimal text, and other addresses have public keys there.
fn alone(text: &[u8], marks: Marks) -> Option<usize> {
    let hex = |b: &&u8| b.is_ascii_digit() || matches!(b, b'a'..=b'f');
    let end = text.iter().take(USER).take_while(hex).count();
    if end != 40 || !starts(&text[end..], marks.at) {
        return None;
    }
    let url = &text[end..end + url_len(&text[end..], marks)];
    let url = url.strip_suffix(b":").unwrap_or(url);
    url.ends_with(b".git").then_some(end)
}

/// Schemes whose addresses name no user: what stands before the `@` is the password of the server.
const SHARED: [&[u8]; 10] = [
    b"hysteria2",
    b"hy2",
    b"trojan",
    b"trojan-go",
    b"anytls",
    b"vless",
    b"juicity",
    // The password of a camera's account, a client's token, that of a bot.
    b"tapo",
    b"nats",
    b"discord",
];

/// The end of the password of an address that is handed to everyone who may use the server:
/// `trojan://<password>@host:443`.
fn shared(before: &[u8], text: &[u8], marks: Marks) -> Option<usize> {
    let before = before.strip_suffix(marks.slash)?.strip_suffix(marks.slash)?;
    let before = before.strip_suffix(marks.colon)?;
    let part = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
    let scheme = &before[before.len() - before.iter().rev().take(12).take_while(part).count()..];
    if !SHARED.iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
        return None;
    }
    let url = &text[..url_len(text, marks)];
    let host = url.iter().position(|b| *b == b'?').unwrap_or(url.len());
    let end = last_before(url, 0, find(url, marks.slash, 0).unwrap_or(host).min(host), marks)?;
    let manual = is_host_of_manual(&text[end..], marks);
    (end > 0 && host_begins(&text[end + marks.at.len()..]) && !manual).then_some(end)
}

/// The name before the first colon, which a slash or an `@` must not come before.
fn user_len(text: &[u8], marks: Marks) -> Option<usize> {
    for at in 0..text.len().min(USER) {
        let rest = &text[at..];
        if starts(rest, marks.colon) {
            return Some(at);
        }
        if rest[0] == b'\\' && !is_domain(rest) {
            return None;
        }
        let ends = matches!(rest[0], 0..=b' ' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'?' | b'#');
        if ends || starts(rest, marks.slash) || starts(rest, marks.at) || rest[0] == b',' {
            return None;
        }
    }
    None
}

/// Whether a backslash parts a Windows domain from its user, and escapes nothing.
fn is_domain(text: &[u8]) -> bool {
    let name = &text[text.iter().take(4).take_while(|b| **b == b'\\').count()..];
    let escape = matches!(name.first(), Some(b'n' | b'r' | b't' | b'u' | b'x'))
        && name.get(1).is_none_or(|b| !b.is_ascii_lowercase());
    name.first().is_some_and(u8::is_ascii_alphanumeric) && !escape
}

/// Where the URL ends for the text around it.
fn url_len(text: &[u8], marks: Marks) -> usize {
    let encoded = marks.colon.len() > 1;
    let ends = |at: usize| match text[at] {
        0..=b' ' | 0x7f | b'"' | b'`' | b'<' | b'>' => true,
        b'\'' => true,
        b'&' => encoded || text[at..].starts_with(b"&quot;"),
        b'\\' => !starts(&text[at..], b"\\/"),
        _ => false,
    };
    (0..text.len()).find(|&at| ends(at)).unwrap_or(text.len())
}

/// The `@` that ends the password: the last one before the end of the host.
fn last_at(text: &[u8], no_user: bool, marks: Marks) -> Option<usize> {
    // `host:9000?name=a@b` has a query.
    let port = text.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    if !no_user && port > 0 && text.get(port) == Some(&b'?') && query_begins(text) {
        return None;
    }
    let slash = find(text, marks.slash, 0).unwrap_or(text.len());
    if let Some(at) = last_before(text, 0, slash, marks) {
        return Some(beyond_slash(text, at, slash, marks).unwrap_or(at));
    }
    // `host:8080/a@b` is a path; `user:pa/ss@host` is a password.
    let before = text.get(..slash)?;
    if !no_user && before.len() <= 5 && before.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let first = find(text, marks.at, slash)?;
    let end = find(text, marks.slash, first).unwrap_or(text.len());
    let at = last_before(text, first, end, marks)?;
    let host = &text[at + marks.at.len()..];
    (no_user || text[..at].last() != Some(&b'/') && host_is_full(host)).then_some(at)
}

/// `k@tt/e@db1:3306/shop`: a later `@` ends the password where a host with a port follows it, and nothing
/// that a host must look like follows the one at `at`.
fn beyond_slash(text: &[u8], at: usize, slash: usize, marks: Marks) -> Option<usize> {
    let host = &text[at + marks.at.len()..slash];
    let full = host.iter().any(|b| !b.is_ascii_alphanumeric() && !b"-_!$".contains(b));
    if full || host.is_empty() || host.starts_with(b"localhost") {
        return None;
    }
    let next = find(text, marks.at, slash)?;
    let of_query = |b: &u8| b"?&=".contains(b);
    if text[slash + marks.slash.len()..next].iter().any(of_query) {
        return None;
    }
    let host = &text[next + marks.at.len()..];
    let name = |b: &&u8| b.is_ascii_alphanumeric() || b".-_".contains(b);
    let colon = host.iter().take_while(name).count();
    let port = host[colon..].get(marks.colon.len()..).unwrap_or_default();
    let digits = port.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    let ends = port.get(digits).is_none_or(|b| !b.is_ascii_alphanumeric());
    let ported = starts(&host[colon..], marks.colon) && (2..6).contains(&digits) && ends;
    (colon > 0 && ported).then_some(next)
}

/// The last `@` in `from..to` that a host may follow. Behind `host?name=` it belongs to the query.
fn last_before(text: &[u8], from: usize, to: usize, marks: Marks) -> Option<usize> {
    let mut last: Option<usize> = None;
    let mut next = find(text, marks.at, from);
    while let Some(at) = next.filter(|at| *at < to) {
        let after = at + marks.at.len();
        if last.is_some_and(|kept| query_begins(&text[kept..at])) {
            break;
        }
        if host_begins(&text[after..]) {
            last = Some(at);
        }
        next = find(text, marks.at, after);
    }
    last
}

fn query_begins(host: &[u8]) -> bool {
    let Some(mark) = host.iter().position(|b| *b == b'?') else { return false };
    let name = host[mark + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_');
    let len = name.count();
    len > 0 && host.get(mark + 1 + len) == Some(&b'=')
}

/// Whether a host, or what stands for one, may begin here.
fn host_begins(text: &[u8]) -> bool {
    match text.first() {
        None => true,
        // `@:1080`: any address of this host.
        Some(b':') => text.get(1).is_some_and(u8::is_ascii_digit),
        Some(b) => b.is_ascii_alphanumeric() || b"[/_*${%<(\\".contains(b) || !b.is_ascii(),
    }
}

/// Whether it is a host for sure: a name with a dot or a port, an address, `localhost`.
fn host_is_full(text: &[u8]) -> bool {
    let len = text.iter().take_while(|b| b.is_ascii_alphanumeric() || b".-_".contains(b)).count();
    let (host, next) = (&text[..len], text.get(len));
    host.starts_with(b"localhost")
        || host.contains(&b'.')
        || text.starts_with(b"[")
        || !host.is_empty() && matches!(next, Some(b':' | b'/'))
}

/// `user:password@`, as documentation writes it.
fn is_example(user: &[u8], password: &[u8]) -> bool {
    let any = |words: &[&[u8]], text: &[u8]| words.iter().any(|w| w.eq_ignore_ascii_case(text));
    any(&[b"user", b"username", b"usr", b"login", b"name", b"id"], user)
        && any(&[b"pass", b"password", b"passwd", b"pwd", b"pw", b"secret", b"token"], password)
}

/// `@host:port`, as documentation writes it.
fn is_host_of_manual(text: &[u8], marks: Marks) -> bool {
    const HOSTS: [&[u8]; 6] = [b"host", b"hostname", b"server", b"ip", b"addr", b"address"];
    let Some(text) = text.get(marks.at.len()..) else { return false };
    let end = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let port = text.get(end + marks.colon.len()..).unwrap_or_default();
    starts(&text[end..], marks.colon)
        && starts(port, b"port")
        && HOSTS.iter().any(|host| host.eq_ignore_ascii_case(&text[..end]))
}

/// What stands in the place of a password in the log of wget.
fn is_masked(password: &[u8]) -> bool {
    password == b"*password*"
}

/// What stands in the place of a password when the name is the token.
fn is_filler(text: &[u8]) -> bool {
    text == b"x-oauth-basic"
}

/// The password of `user:PASSWORD@tcp(host:3306)/db`, whose `@` is at `at`.
pub(crate) fn before_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let from = at.saturating_sub(256);
    let head = &bytes[from..at];
    let breaks = |b: &u8| *b <= b' ' || b"\"'`<>{}[](),;|".contains(b);
    let start = head.iter().rposition(breaks).map_or(0, |i| i + 1);
    let token = &head[start..];
    let colon = token.iter().position(|b| *b == b':')?;
    // `dsn=user:…`: the name starts behind the sign.
    let name = token[..colon].rsplit(|b| *b == b'=').next()?;
    let named = name.iter().all(|b| b.is_ascii_alphanumeric() || b"._-%@+".contains(b));
    let password = &token[colon + 1..];
    let slashes = password.starts_with(b"//");
    (named && !name.is_empty() && !password.is_empty() && !slashes)
        .then(|| from + start + colon + 1..at)
}

fn starts(text: &[u8], mark: &[u8]) -> bool {
    text.len() >= mark.len() && text[..mark.len()].eq_ignore_ascii_case(mark)
}

fn find(text: &[u8], mark: &[u8], from: usize) -> Option<usize> {
    let first = mark[0];
    let mut at = from;
    loop {
        at += memchr::memchr(first, text.get(at..)?)?;
        if starts(&text[at..], mark) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ESCAPED, PERCENT, PLAIN};
    use super::*;

    fn found(url: &str, marks: Marks) -> Option<&str> {
        let mark = [marks.colon, marks.slash, marks.slash].concat();
        let start = find(url.as_bytes(), &mark, 0).unwrap() + mark.len();
        password(url.as_bytes(), start, marks).map(|span| &url[span])
    }

    #[test]
    fn the_last_at_before_the_end_of_the_host_decides() {
        let cases = [
            ("postgres://u:secret@host/db", Some("secret")),
            ("redis://:secret@host:6379/0", Some("secret")),
            ("rtsp://u:a@b@10.0.0.1:554/x", Some("a@b")),
            ("amqp://u:a/b@host.example:5672//", Some("a/b")),
            ("mongodb://u:a#b?c@host1:1,host2:2/db", Some("a#b?c")),
            ("https://u:a:b?@pypi.example/simple", Some("a:b?")),
            ("https://u:pw@host/path?mail=a@b.example", Some("pw")),
            ("https://u:pw@host?mail=a@b.example", Some("pw")),
            ("oracle://u:pw@//host:1521/x", Some("pw")),
            ("mysql://u:k@tt/e@db1.example:3306/x", Some("k@tt/e")),
            ("https://u:pw@host/npm/@scope/pkg", Some("pw")),
            ("https://u:pw@host/npm/pkg@1.2.3", Some("pw")),
            ("https://u:pw@host.example/to/kim@x:80/", Some("pw")),
            ("https://u:pw@host/to?x=kim@x:80", Some("pw")),
            ("https://tok:x-oauth-basic@github.example/x", Some("tok")),
            ("postgres://u:secret@", Some("secret")),
            ("socks5://u:secret@:1080", Some("secret")),
            ("socks5://u:@:1080", None),
            ("https://u:@host/", None),
            ("ftp://u:*password*@host/x", None),
            ("https://user@host/", None),
            ("http://host:8080/a@b", None),
            ("tcp://host:9000?user=a&password=P@ssw0rd&x=1", None),
            ("mysql://u:9000@host?x=a@b", Some("9000")),
            ("hysteria2://P@ssw0rd@host.example:443/?sni=a@b", Some("P@ssw0rd")),
            ("http://host:8080/a@b.example/c", None),
            ("https://medium.example/@user:x", None),
            ("http://host:80/?q=a:b@c", None),
            ("http://[::1]:80/", None),
            ("https://host/ x:y@z", None),
            ("http://host:port/a@b", None),
        ];
        for (url, password) in cases {
            assert_eq!(found(url, PLAIN), password, "{url}");
        }
        assert_eq!(found(r"http:\/\/u:pw@host\/x", ESCAPED), Some("pw"));
        assert_eq!(found("x%3A%2F%2Fu%3Apw%40host%3A1%2F", PERCENT), Some("pw"));
    }

    #[test]
    fn a_dsn_without_a_scheme() {
        let at = |text: &str| text.rfind('@').unwrap();
        for (text, value) in [
            ("dsn root:a@b:c@tcp(h:1)/x", Some("a@b:c")),
            ("dsn=root:pw@tcp(h:1)/x", Some("pw")),
            ("mail to root@tcp(h)", None),
        ] {
            let span = before_at(text.as_bytes(), at(text));
            assert_eq!(span.map(|s| &text[s]), value, "{text}");
        }
    }
}
