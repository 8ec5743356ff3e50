//! What is left of a token's value when nothing else claims it: made by a machine, or a name?
//!
//! A name is made of words and a token is not, whatever the alphabet of either.

use super::rarity::{Made, is_typed, made};
use super::text::{Shape, Value, is_hex};
use super::word::{is_next_key, is_technical};
use super::{Class, Kind, Proof};

/// The verdict on the value of a key for tokens, secrets or sessions.
pub(super) fn class(value: &Value<'_>) -> Class {
    let core = value.core();
    if core.starts_with(b"-----BEGIN ") {
        return Class::Secret;
    }
    if value.shape.spaces > 0 {
        return phrase(value);
    }
    reason(value, core).map_or(Class::Secret, Class::Benign)
}

/// Words: a sentence, unless the first word is a token on its own.
fn phrase(value: &Value<'_>) -> Class {
    let first = value.text.split(|b| b.is_ascii_whitespace()).next().unwrap_or_default();
    let first = trim_end(first);
    match first.len() >= 16 && reason(&value.part(first), first).is_none() {
        true => Class::Secret,
        false => Class::Benign("a sentence"),
    }
}

fn trim_end(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|b| !b".,;:!?)]}>\"'".contains(b)).map_or(0, |at| at + 1);
    &text[..end]
}

/// Why the value was not made by a machine, or not to be a secret.
fn reason(value: &Value<'_>, text: &[u8]) -> Option<&'static str> {
    let text = if value.proof < Proof::Delimited { trim_end(text) } else { text };
    let shape = Shape::of(text);
    let least = match value.kind {
        Kind::Session => 12,
        _ => 8,
    };
    if text.len() < least {
        return Some("too short for a token");
    }
    if value.proof < Proof::Quoted && is_next_key(text) {
        return Some("the next key");
    }
    if is_uuid(text) {
        return None;
    }
    if is_hex(text) {
        return (text.len() < 16).then_some("a short id");
    }
    if shape.is_digits() {
        return (value.proof < Proof::Quoted && text.len() <= 20).then_some("a number");
    }
    if shape.letters() + shape.wide == 0 {
        return Some(if shape.digits == 0 { "punctuation" } else { "a number" });
    }
    let made = made(text);
    if shape.has_any(b"(){}[]<>\"'`,;|\\") && made.longest < 20 {
        return Some("a structure");
    }
    if shape.wide > 0 && shape.digits == 0 {
        return Some("a word");
    }
    match value.proof {
        Proof::Quoted | Proof::Delimited => set_off(text, &shape, &made),
        Proof::Colon | Proof::Prose => in_text(value, text, &shape, &made),
    }
}

/// Why a value that a structure set off is a name.
fn set_off(text: &[u8], shape: &Shape, made: &Made) -> Option<&'static str> {
    let mixed = shape.digits > 0 && shape.letters() + shape.wide > 0;
    if mixed && shape.has_any(b"!#$^~?") {
        return None;
    }
    if made.of_words() {
        // A secret that a person chose: `MySecretKey123`. A name has separators or no digits.
        let chosen = made.parts == 1
            && (shape.lower > 0 && shape.upper > 0 && shape.digits > 0
                || mixed && shape.digits > 2);
        return (!chosen).then_some("a name");
    }
    if !mixed {
        return letters(text, shape);
    }
    if is_pod(text) {
        return Some("the name of a pod");
    }
    let groups = made.parts > 2 && is_grouped(text);
    let identifier = text.len() < 16 && shape.has_any(b".:/") || made.longest < 8 && !groups;
    identifier.then_some("an identifier")
}

/// Why letters alone are a word: random ones change case, or hold pairs that words do not.
fn letters(text: &[u8], shape: &Shape) -> Option<&'static str> {
    let random = if shape.lower > 0 && shape.upper > 0 {
        text.len() >= 16
    } else {
        text.len() >= 12 && shape.marks == 0 && is_typed(text)
    };
    (!random).then_some("a word")
}

/// Why a value in free text is a word of it.
fn in_text(value: &Value<'_>, text: &[u8], shape: &Shape, made: &Made) -> Option<&'static str> {
    let least = if value.proof == Proof::Prose { 12 } else { 8 };
    let mixed = shape.digits > 0 && shape.letters() > 0;
    if made.of_words() || is_technical(text) || is_pod(text) {
        return Some("a name");
    }
    if text.len() < least || !mixed && text.len() < 20 || made.longest < 8 && !is_grouped(text) {
        return Some("a word");
    }
    // Eight to fifteen characters are an id as often as a token: all three sorts tell.
    let three = shape.lower > 0 && shape.upper > 0 && shape.digits > 0;
    let plain = shape.marks == 0 && shape.digits > 1;
    (text.len() < 16 && !three && !plain).then_some("an identifier")
}

/// `ABCD1-EFGH2-IJKL3`: groups of one length.
fn is_grouped(text: &[u8]) -> bool {
    let mut groups = text.split(|b| *b == b'-');
    let first = groups.next().map_or(0, <[u8]>::len);
    let alike = |group: &[u8]| {
        group.len() == first && group.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    first >= 4
        && text[..first].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && groups.all(alike)
}

/// `web-7d9f8b6c5-x2x9z`: a name, the hash of a template, five of Kubernetes's safe characters.
fn is_pod(text: &[u8]) -> bool {
    let safe = |b: &u8| b.is_ascii_digit() || b"bcdfghjklmnpqrstvwxz".contains(b);
    let mut parts = text.rsplit(|b| *b == b'-');
    let (tail, hash) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let named = parts
        .next()
        .is_some_and(|name| !name.is_empty() && name.iter().all(|b| !b.is_ascii_uppercase()));
    named
        && tail.len() == 5
        && tail.iter().all(safe)
        && (1..=10).contains(&hash.len())
        && hash.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Eight, four, four, four and twelve hexadecimal digits, in braces or not.
fn is_uuid(text: &[u8]) -> bool {
    let text = match text {
        [b'{', inner @ .., b'}'] => inner,
        _ => text,
    };
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
