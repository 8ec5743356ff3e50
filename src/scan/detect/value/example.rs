//! Examples: values that stand in documentation, and holes that somebody forgot to fill.
//!
//! A default that systems ship with (`changeme`, `admin`) is a password and no example.

use super::Kind;
use super::text::{Value, contains, is_in};
use super::vocabulary::{PLACEHOLDER, PLACEHOLDER_NOUN};
use crate::validate::{self, Verdict};

/// How values of published documentation start, which scanners of every make are shown.
const PUBLISHED: &[&[u8]] = &[
    // RFC 7617's "Aladdin:open sesame" and the prompts of SMTP's AUTH LOGIN.
    b"QWxhZGRpbjpvcGVuIHNlc2FtZQ",
    b"UGFzc3dvcmQ6",
    b"VXNlcm5hbWU6",
    // AWS's sample secret and its later spelling.
    b"je7MtGbClwBF/2Zp9Utk/h3yCo8nvb",
    b"wJalrXUtnFEMI",
];

/// Why the value is made up.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let text = value.core();
    let published = PUBLISHED.iter().any(|published| text.starts_with(published));
    if published || validate::john_doe(text) == Verdict::Invalid {
        return Some("a documented example");
    }
    if is_hole(value, text) {
        return Some("a placeholder");
    }
    if value.kind == Kind::Password {
        return None;
    }
    if value.shape.upper >= 7 && value.shape.has(b'X') && contains(text, b"EXAMPLE") {
        return Some("a documented example");
    }
    is_sequence(text).then_some("a made-up row of characters")
}

/// `your-api-key-here`, `YOUR_PASSWORD`, `<...>` without its brackets, `yourPassword`.
fn is_hole(value: &Value<'_>, text: &[u8]) -> bool {
    let shape = &value.shape;
    if shape.digits > 1 || shape.letters() < 3 || text.len() > 80 || shape.has_any(b"!@#$%^&*") {
        return false;
    }
    let (mut calls, mut count) = (0, 0);
    let known = humps(text).all(|word| {
        // `yourpassword`
        let yours = word.strip_prefix(b"your").is_some_and(|noun| is_in(PLACEHOLDER_NOUN, noun));
        let call = yours || is_in(PLACEHOLDER, word);
        calls += usize::from(call);
        count += 1 + usize::from(yours);
        call || is_in(PLACEHOLDER_NOUN, word)
    });
    let alone = is_in(&["fixme", "placeholder", "tbd", "todo"], text);
    known && calls > 0 && (alone || count > 1 || value.kind != Kind::Password)
}

/// The words of `snake_case`, `kebab-case` and `camelCase`.
fn humps(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|b| !b.is_ascii_alphanumeric())
        .flat_map(|part| part.chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase())))
        .filter(|part| !part.is_empty())
}

/// `1234567890abcdef`, `aaaaaaaa`, `0000-0000`: nearly every step is the one that a finger makes.
fn is_sequence(text: &[u8]) -> bool {
    let steps = text.windows(2).filter(|pair| {
        let step = i16::from(pair[1]) - i16::from(pair[0]);
        matches!(step, -1..=1) || matches!(*pair, b"90" | b"9a" | b"0a")
    });
    text.len() >= 8 && steps.count() * 4 >= (text.len() - 1) * 3
}
