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
    // The last name before the value under each key, and the first one behind it.
    let (mut before, mut after) = ([const { None }; KEYS.len()], [const { None }; KEYS.len()]);
    for (nth, at) in keys(bytes, start..value.start) {
        before[nth] = name(bytes, at + KEYS[nth].len(), value.start).or(before[nth].take());
    }
    for (nth, at) in keys(bytes, value.end..end) {
        after[nth] = after[nth].take().or_else(|| name(bytes, at + KEYS[nth].len(), end));
    }
    before.into_iter().zip(after).find_map(|(before, after)| before.or(after))
}

/// The keys within a part of the line, each by its number and place.
fn keys(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
    static FIRST: [bool; 256] = {
        let (mut first, mut nth) = ([false; 256], 0);
        while nth < KEYS.len() {
            first[KEYS[nth][0] as usize] = true;
            first[KEYS[nth][0].to_ascii_uppercase() as usize] = true;
            nth += 1;
        }
        first
    };
    let end = within.end;
    within.filter(|&at| FIRST[usize::from(bytes[at])]).flat_map(move |at| {
        let starts = move |key: &[u8]| {
            let text = bytes[at..end].get(..key.len());
            text.is_some_and(|text| text.eq_ignore_ascii_case(key))
        };
        (0..KEYS.len()).filter(move |&nth| starts(KEYS[nth])).map(move |nth| (nth, at))
    })
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
