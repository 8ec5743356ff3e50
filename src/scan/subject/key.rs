//! Names under a key: `user=bob`, `"email": "a@b.example"`.

use std::ops::Range;

use super::NAME;

/// Keys that name a subject, most telling first.
pub(super) const KEYS: [&[u8]; 19] = [
    b"username",
    b"user_name",
    b"user name",
    b"userid",
    b"user_id",
    b"user id",
    b"login",
    b"email",
    b"e-mail",
    b"user",
    b"accountname",
    b"account",
    b"uid",
    b"usr",
    b"usuario",
    b"benutzername",
    b"benutzer",
    b"utilisateur",
    b"utente",
];

/// For each of the first three bytes, the keys that have it there, as bits.
static STARTS: [[u32; 256]; 3] = {
    let (mut starts, mut nth) = ([[0; 256]; 3], 0);
    while nth < KEYS.len() {
        let mut at = 0;
        while at < 3 {
            starts[at][KEYS[nth][at] as usize] |= 1 << nth;
            starts[at][KEYS[nth][at].to_ascii_uppercase() as usize] |= 1 << nth;
            at += 1;
        }
        nth += 1;
    }
    starts
};

/// The nearest name under the most telling of the keys that stand in the text before a value or behind it.
pub(super) fn nearest(
    bytes: &[u8],
    text: Range<usize>,
    rest: Range<usize>,
) -> Option<Range<usize>> {
    // The last name before the value under each key, and the first one behind it.
    let (mut before, mut after) = ([const { None }; KEYS.len()], [const { None }; KEYS.len()]);
    for (nth, at) in keys(bytes, text.clone()) {
        before[nth] = name(bytes, at + KEYS[nth].len(), text.end).or(before[nth].take());
    }
    for (nth, at) in keys(bytes, rest.clone()) {
        after[nth] = after[nth].take().or_else(|| name(bytes, at + KEYS[nth].len(), rest.end));
    }
    before.into_iter().zip(after).find_map(|(before, after)| before.or(after))
}

/// The keys within a part of the line, each by its number and place.
pub(super) fn keys(
    bytes: &[u8],
    within: Range<usize>,
) -> impl Iterator<Item = (usize, usize)> + '_ {
    let text = &bytes[within.clone()];
    let near = text.windows(3).enumerate().filter_map(|(at, three)| {
        let place = |nth: usize| STARTS[nth][usize::from(three[nth])];
        let keys = place(0) & place(1) & place(2);
        (keys != 0).then_some((at, keys))
    });
    near.flat_map(move |(at, keys)| {
        let starts = move |nth: &usize| {
            let there = text[at..].get(..KEYS[*nth].len());
            keys >> nth & 1 == 1 && there.is_some_and(|it| it.eq_ignore_ascii_case(KEYS[*nth]))
        };
        (0..KEYS.len()).filter(starts).map(move |nth| (nth, within.start + at))
    })
}

/// The name behind a key: after a delimiter, with or without quotes.
pub(super) fn name(bytes: &[u8], after: usize, end: usize) -> Option<Range<usize>> {
    let quotes = |b: u8| b"\"'\\ ]".contains(&b);
    let mut at = after;
    while at < end && at < after + 6 && quotes(bytes[at]) {
        at += 1;
    }
    // `<user>bob</user>`
    let element = at == after && bytes.get(at) == Some(&b'>');
    if !(matches!(bytes.get(at), Some(b'=' | b':')) || element) || at >= end {
        return None;
    }
    while at < end && at < after + 16 && (quotes(bytes[at]) || b"=:>u".contains(&bytes[at])) {
        at += 1;
    }
    let stop = |b: &u8| b.is_ascii_whitespace() || b"\"'\\,;&)}]<>".contains(b);
    let length = bytes[at..end].iter().position(stop).unwrap_or(end - at);
    (1..=NAME).contains(&length).then(|| at..at + length)
}
