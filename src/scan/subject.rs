//! Whose secret it is: the user, e-mail address or account that stands beside it.
//!
//! It gives the place of the subject's name, which reports show only as a keyed digest. It decides
//! nothing about the secret.

use std::ops::Range;

/// How far before and after a value its subject is looked for.
const REACH: usize = 256;
/// Lines of a printed object that are looked at before and after the value's own.
const LINES: usize = 6;
/// The longest name of a subject.
const NAME: usize = 64;

/// Keys that name a subject, most telling first.
const KEYS: [&[u8]; 9] =
    [b"username", b"user_name", b"login", b"email", b"e-mail", b"user", b"account", b"uid", b"usr"];

/// The subject of a value: the name that stands in one pair with it, or the nearest under one of the
/// keys, on its line or among the members of its object.
pub(crate) fn find(bytes: &[u8], value: &Range<usize>) -> Option<Range<usize>> {
    let low = value.start.saturating_sub(REACH);
    let high = (value.end + REACH).min(bytes.len());
    let mut start = memchr::memrchr(b'\n', &bytes[low..value.start]).map_or(low, |at| low + at + 1);
    let mut end = memchr::memchr(b'\n', &bytes[value.end..high]).map_or(high, |at| value.end + at);
    if let Some(name) = paired(bytes, start, value.start) {
        return Some(name);
    }
    if is_member(&bytes[start..value.start]) {
        start = members_before(bytes, low, start);
        end = members_after(bytes, end, high);
    }
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

/// The user of `user:password`: in a URL, behind a flag, in a pipe. What names a secret is no user.
fn paired(bytes: &[u8], line: usize, value: usize) -> Option<Range<usize>> {
    let before = bytes[line..value].strip_suffix(b":")?;
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._-+@%$\\".contains(b);
    let len = before.iter().rev().take(NAME).take_while(part).count();
    let start = line + before.len() - len;
    let opened = before[..before.len() - len].ends_with(b"//")
        || before[..before.len() - len].ends_with(b"-u ")
        || before[..before.len() - len].ends_with(b"--user ");
    (len > 0 && opened).then(|| start..start + len)
}

/// Whether a line is a member of an object that was printed over lines: `"password": `.
fn is_member(line: &[u8]) -> bool {
    memchr::memmem::find(line, b"\":").is_some() && !line.contains(&b'{')
}

/// Where the members of the same object begin before a line.
fn members_before(bytes: &[u8], low: usize, mut line: usize) -> usize {
    for _ in 0..LINES {
        let Some(end) = line.checked_sub(1).filter(|end| *end > low) else { break };
        let start = memchr::memrchr(b'\n', &bytes[low..end]).map_or(low, |at| low + at + 1);
        if !is_member(&bytes[start..end]) || bytes[start..end].contains(&b'}') {
            break;
        }
        line = start;
    }
    line
}

/// Where they end behind it.
fn members_after(bytes: &[u8], mut end: usize, high: usize) -> usize {
    for _ in 0..LINES {
        let from = end + 1;
        let Some(rest) = bytes.get(from..high) else { break };
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if !is_member(&rest[..len]) {
            break;
        }
        end = from + len;
    }
    end
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
    fn a_pair_and_an_object_over_lines_name_theirs() {
        assert_eq!(of("redis://app:zz1@cache user=bob", "zz1"), Some("app"));
        assert_eq!(of("curl -u eve:zz1 https://h/?user=bob", "zz1"), Some("eve"));
        let object =
            "{\n  \"user\": \"bob\",\n  \"id\": 7,\n  \"password\": \"zz1\",\n  \"x\": 1\n}";
        assert_eq!(of(object, "zz1"), Some("bob"));
        let behind =
            "app[1]: {\napp[1]:   \"password\": \"zz1\",\napp[1]:   \"email\": \"a@b.example\"\n";
        assert_eq!(of(behind, "zz1"), Some("a@b.example"));
        let other = "{\n  \"user\": \"bob\"\n},\n{\n  \"password\": \"zz1\"\n}";
        assert_eq!(of(other, "zz1"), None);
        assert_eq!(of("password:zz1", "zz1"), None);
    }

    #[test]
    fn another_line_or_a_mere_word_names_nobody() {
        assert_eq!(of("user=bob\npassword=zz1", "zz1"), None);
        assert_eq!(of("the user said password=zz1", "zz1"), None);
    }
}
