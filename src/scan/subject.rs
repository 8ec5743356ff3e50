//! Whose secret it is: the user, e-mail address or account that stands beside it.
//!
//! It gives the place of the subject's name, which reports show only as a keyed digest. It decides
//! nothing about the secret.

use std::ops::Range;

/// How far before and after a value its subject is looked for, on the value's own line.
const REACH: usize = 256;
/// The longest name of a subject.
const NAME: usize = 64;

/// Keys that name a subject, most telling first.
const KEYS: [&[u8]; 9] =
    [b"username", b"user_name", b"login", b"email", b"e-mail", b"user", b"account", b"uid", b"usr"];

/// The subject of a value: the nearest name under one of the keys.
pub(crate) fn find(bytes: &[u8], value: &Range<usize>) -> Option<Range<usize>> {
    let low = value.start.saturating_sub(REACH);
    let start = memchr::memrchr(b'\n', &bytes[low..value.start]).map_or(low, |at| low + at + 1);
    let high = (value.end + REACH).min(bytes.len());
    let end = memchr::memchr(b'\n', &bytes[value.end..high]).map_or(high, |at| value.end + at);
    KEYS.iter().find_map(|key| {
        let before = last(bytes, start..value.start, key);
        before.or_else(|| first(bytes, value.end..end, key))
    })
}

fn first(bytes: &[u8], within: Range<usize>, key: &[u8]) -> Option<Range<usize>> {
    let mut from = within.start;
    while let Some(at) = position(&bytes[from..within.end], key) {
        let found = name(bytes, from + at + key.len(), within.end);
        if found.is_some() {
            return found;
        }
        from += at + key.len();
    }
    None
}

fn last(bytes: &[u8], within: Range<usize>, key: &[u8]) -> Option<Range<usize>> {
    let mut found = None;
    let mut from = within.start;
    while let Some(at) = position(&bytes[from..within.end], key) {
        found = name(bytes, from + at + key.len(), within.end).or(found);
        from += at + key.len();
    }
    found
}

fn position(text: &[u8], key: &[u8]) -> Option<usize> {
    let (low, high) = (key[0], key[0].to_ascii_uppercase());
    memchr::memchr2_iter(low, high, text)
        .find(|&at| text[at..].get(..key.len()).is_some_and(|t| t.eq_ignore_ascii_case(key)))
}

/// The name behind a key: after a delimiter, with or without quotes.
fn name(bytes: &[u8], after: usize, end: usize) -> Option<Range<usize>> {
    let quotes = |b: u8| b"\"'\\ ]".contains(&b);
    let mut at = after;
    while at < end && at < after + 6 && quotes(bytes[at]) {
        at += 1;
    }
    if !matches!(bytes.get(at), Some(b'=' | b':')) || at >= end {
        return None;
    }
    while at < end && at < after + 16 && (quotes(bytes[at]) || b"=:>u".contains(&bytes[at])) {
        at += 1;
    }
    let stop = |b: &u8| b.is_ascii_whitespace() || b"\"'\\,;&)}]<>".contains(b);
    let length = bytes[at..end].iter().position(stop).unwrap_or(end - at);
    (1..=NAME).contains(&length).then(|| at..at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'l>(line: &'l str, value: &str) -> Option<&'l str> {
        let start = line.find(value).unwrap();
        find(line.as_bytes(), &(start..start + value.len())).map(|span| &line[span])
    }

    #[test]
    fn the_nearest_name_on_the_line_is_the_subject() {
        assert_eq!(of("user=bob password=zz1 ok", "zz1"), Some("bob"));
        assert_eq!(of(r#"{"email":"a@b.example","password":"zz1"}"#, "zz1"), Some("a@b.example"));
        assert_eq!(of(r#"{\"password\":\"zz1\",\"username\":\"eve\"}"#, "zz1"), Some("eve"));
        assert_eq!(of("user=a p=zz0; user=b p=zz1", "zz1"), Some("b"));
    }

    #[test]
    fn another_line_or_a_mere_word_names_nobody() {
        assert_eq!(of("user=bob\npassword=zz1", "zz1"), None);
        assert_eq!(of("the user said password=zz1", "zz1"), None);
    }
}
