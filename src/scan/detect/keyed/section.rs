//! What a bare key stands in: the host of a URL, a section of a file, an object with a name.
//!
//! It reads names and knows none; whose they are is asked elsewhere.

use super::text;
use crate::scan::detect::list::List;

/// How far before a key its section is looked for, and over how many lines.
const BACK: usize = 1 << 10;
const LINES: usize = 12;
/// The longest name.
const LONGEST: usize = 64;

/// The name of what the key at `at` stands in.
pub(super) fn of(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let before = &bytes[at.saturating_sub(BACK)..at];
    match before.last()? {
        b'?' | b'&' => host(before),
        _ => object(before).or_else(|| heading(before)),
    }
    .filter(|name| !name.is_empty() && name.len() <= LONGEST)
}

/// Whether what the key at `at` stands in is for sealing, signing or letting in, which make any key in it a
/// secret one: `encryption:` above `key:`, `"hmac":{"key":`.
pub(super) fn is_guarded(bytes: &[u8], at: usize) -> bool {
    #[rustfmt::skip]
    static WHAT: List = List::new(&[
        "aes", "aescbc", "aesgcm", "apikey", "chacha20", "cipher", "crypto", "decryption", "encryption", "fernet", "hmac", "jwt", "noise",
        "preshared", "secret", "secretbox", "secrets", "signature", "signing",
    ]);
    let before = &bytes[at.saturating_sub(BACK)..at];
    let name = match before.last() {
        None | Some(b'?' | b'&') => None,
        _ => object(before).or_else(|| heading(before)),
    };
    name.is_some_and(|name| {
        name.rsplit(|b| b"._-".contains(b)).any(|word| WHAT.has_in_any_case(word))
    })
}

/// `https://api.acme.example/v1?key=`
fn host(before: &[u8]) -> Option<&[u8]> {
    let rest = address(before)?;
    let end = rest.iter().position(|b| b"/?:#\\".contains(b)).unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The URL that ends with `before`, from its host on.
fn address(before: &[u8]) -> Option<&[u8]> {
    let part = |b: &u8| !b.is_ascii_whitespace() && !b"\"'<>`".contains(b);
    let url = &before[before.len() - before.iter().rev().take_while(|b| part(b)).count()..];
    let marks = [&b"://"[..], b":\\/\\/"];
    marks.into_iter().find_map(|m| Some(&url[memchr::memmem::rfind(url, m)? + m.len()..]))
}

/// Whether the query in which the key at `at` stands goes to an interface for programs, or gets what its
/// reader has subscribed to: `https://api.acme.example/x?key=`, `https://acme.example/api/x?key=`,
/// `/issues.atom?key=`.
pub(super) fn is_interface(bytes: &[u8], at: usize) -> bool {
    const PARTS: [&[u8]; 6] = [b"api", b"apis", b"rest", b"webapi", b"api.php", b"jsonrpc"];
    let before = &bytes[at.saturating_sub(BACK)..at];
    if gets_feed(before) {
        return true;
    }
    let Some(url) = address(before) else { return false };
    let path = url.split(|b| *b == b'?').next().unwrap_or_default();
    let mut parts = path.split(|b| *b == b'/');
    let host = parts.next().unwrap_or_default();
    let label = host.split(|b| b".-".contains(b)).next().unwrap_or_default();
    // `/issues.json?key=`: no page for people.
    let data = [&b".json"[..], b".xml"].iter().any(|format| path.ends_with(format));
    label == b"api"
        || data
        || parts.any(|part| PARTS.contains(&part.strip_suffix(b"\\").unwrap_or(part)))
}

/// `/feed?key=`, `/issues.atom?a=1&key=`, `/cal/team.ics?key=`: whether the path before a query is that of
/// a feed.
fn gets_feed(before: &[u8]) -> bool {
    const NAMES: [&[u8]; 8] =
        [b"feed", b"feeds", b"rss", b"atom", b"ical", b"ics", b"calendar", b"podcast"];
    let part = |b: &u8| !b.is_ascii_whitespace() && !b"\"'<>`".contains(b);
    let url = &before[before.len() - before.iter().rev().take_while(|b| part(b)).count()..];
    let path = url.split(|b| *b == b'?').next().unwrap_or_default();
    let last = path.rsplit(|b| *b == b'/').next().unwrap_or_default();
    let name = last.rsplit(|b| *b == b'.').next().unwrap_or_default();
    path.len() < url.len() && path.len() > last.len() && NAMES.contains(&name)
}

/// `"acme": {"id": 1, "key":`, in quotes and escapes of any depth: the name before the brace that is
/// open at the key.
fn object(before: &[u8]) -> Option<&[u8]> {
    let mut depth = 0;
    let open = before.iter().rposition(|byte| {
        match byte {
            b'}' => depth += 1,
            b'{' if depth == 0 => return true,
            b'{' => depth -= 1,
            _ => {}
        }
        false
    })?;
    let mark = |b: &u8| b.is_ascii_whitespace() || b"\"'\\:=>".contains(b);
    last_word(&before[..open - before[..open].iter().rev().take_while(|b| mark(b)).count()])
}

/// `[acme]` or `acme:` above the line of the key, which stands first on it.
fn heading(before: &[u8]) -> Option<&[u8]> {
    let start = text::line_start(before, before.len(), before.len());
    let indent = indentation(&before[start..]);
    if !before[start + indent..].iter().all(|b| b"\"'- ".contains(b)) {
        return None;
    }
    let mut lines = before[..start].strip_suffix(b"\n")?.rsplit(|b| *b == b'\n').take(LINES);
    lines.find_map(|line| {
        let own = indentation(line);
        let line = line.trim_ascii();
        match line {
            [b'[', name @ .., b']'] => Some(last_word(name)),
            [name @ .., b':'] if own < indent => Some(last_word(name)),
            // The section ends where a line stands further out, and nowhere else.
            _ => (own < indent && !line.is_empty()).then_some(None),
        }
    })?
}

fn indentation(line: &[u8]) -> usize {
    text::run(line, 0, |b| matches!(b, b' ' | b'\t'))
}

/// The letters, digits and signs of names that a text ends with, within quotes or not.
fn last_word(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().rposition(|b| !b"\"'\\ ".contains(b))? + 1;
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"_-.".contains(b);
    let length = text[..end].iter().rev().take(LONGEST + 1).take_while(part).count();
    Some(&text[end - length..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<&str> {
        let at = text.rfind("key").unwrap();
        of(text.as_bytes(), at).map(|name| std::str::from_utf8(name).unwrap())
    }

    #[test]
    fn a_key_stands_in_something_with_a_name() {
        for (text, want) in [
            ("GET https://api.acme.example:80/v1?a=1&key=", Some("api.acme.example")),
            ("https:\\/\\/api.acme.example\\/v1?key=", Some("api.acme.example")),
            ("x {\"acme\": {\"id\": {\"n\": 1}, \"key\":", Some("acme")),
            ("{\\\"acme\\\":{\\\"key\\\":", Some("acme")),
            ("acme={id=1, key=", Some("acme")),
            ("[acme.eu]\nid = 1\nkey =", Some("acme.eu")),
            ("top:\n  acme:\n    id: 1\n    key:", Some("acme")),
            ("acme:\n  - key:", Some("acme")),
            ("acme:\nkey:", None),
            ("other:\n  acme: 1\n  x: 2\ndone\n  key:", None),
            ("acme: id, key:", None),
            ("a=1&key=", None),
            ("{\"key\":", None),
            ("key=", None),
        ] {
            assert_eq!(name(text), want, "{text}");
        }
    }

    #[test]
    fn an_interface_is_told_by_its_host_or_its_path() {
        for (text, want) in [
            ("GET https://api.acme.example/v2/find?q=x&key=", true),
            ("https://api-eu.acme.example?key=", true),
            ("{\"url\":\"https:\\/\\/acme.example\\/api\\/x?key=", true),
            ("https://acme.example/rest/x?key=", true),
            ("https://acme.example/cache?key=", false),
            ("https://apidae.example/x?key=", false),
            ("https://acme.example/x?next=/api/&key=", false),
            ("/api/x?key=", false),
            ("GET /feed?key=", true),
            ("https://acme.example/projects/x/issues.atom?a=1&key=", true),
            ("/cal/team.ics?key=", true),
            ("/feedback?key=", false),
            ("/feed/cache?key=", false),
            ("/cache?next=/feed&key=", false),
        ] {
            let at = text.rfind("key").unwrap();
            assert_eq!(is_interface(text.as_bytes(), at), want, "{text}");
        }
    }
}
