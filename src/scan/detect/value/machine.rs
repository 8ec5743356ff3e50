//! What is left of a token's value when nothing else claims it: made by a machine, or a name?
//!
//! A name is made of words and a token is not, whatever the alphabet of either.

use super::rarity::{Made, is_typed, is_word, made};
use super::text::{Shape, Value, is_hex};
use super::word::{is_next_key, is_technical};
use super::{Class, Kind, Proof};

/// Signs of structures, which no alphabet of tokens has.
const STRUCTURE: &[u8] = b"(){}[]<>\"'`,;|\\";

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

/// Whether nothing but a generator of secrets makes such a text: long, of letters and digits without
/// the form of words, and no UUID or short digest, as objects and requests have them.
pub(crate) fn is_generated(text: &[u8]) -> bool {
    let (shape, made) = (Shape::of(text), made(text));
    let base64 = text.iter().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b));
    let unbroken = made.longest >= 16 && made.parts <= 3 || base64 && made.longest >= 8;
    let mixed = shape.digits > 1 && shape.letters() > 3 && shape.wide + shape.spaces == 0;
    match is_hex(text) {
        true => text.len() >= 32,
        false => text.len() >= 20 && mixed && unbroken && made.hardly_words(),
    }
}

/// Whether a text is 64 bytes in base64 with their padding: keys of accounts and of message codes are,
/// and digests that anybody may read are shorter or without.
pub(crate) fn is_key_of_512_bits(text: &[u8]) -> bool {
    const DIGITS: usize = 86;
    let digit = |b: &u8| b.is_ascii_alphanumeric() || b"+/".contains(b);
    let any = |is: fn(&u8) -> bool| text.iter().any(is);
    text.strip_suffix(b"==").is_some_and(|body| body.len() == DIGITS && body.iter().all(digit))
        && any(u8::is_ascii_uppercase)
        && any(u8::is_ascii_lowercase)
        && any(u8::is_ascii_digit)
}

/// A key of 128 bits or more in groups of hexadecimal digits, `465B5CE8 B199B49F AA5F0A2E E238A6BC`, or byte
/// by byte: `46 5b 5c …`.
fn is_dumped_key(text: &[u8]) -> bool {
    let size = text.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let even = |group: &[u8]| group.len() == size && group.iter().all(u8::is_ascii_hexdigit);
    let digits = text.len() - text.len() / (size + 1);
    let key = matches!(size, 4 | 8) && matches!(digits, 32 | 48 | 64) || size == 2 && digits >= 32;
    key && text.split(|b| *b == b' ').all(even)
        && text.iter().any(u8::is_ascii_alphabetic)
        && text.iter().any(u8::is_ascii_digit)
}

/// Words: a sentence, unless the first word is a token on its own.
fn phrase(value: &Value<'_>) -> Class {
    if value.proof >= Proof::Delimited && is_dumped_key(value.text) {
        return Class::Secret;
    }
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
    if shape.is_digits() {
        // `"token": "482913"` is a one-time code, or longer than any id.
        let number = value.proof < Proof::Quoted || !matches!(text.len(), 6..=8 | 21..);
        return number.then_some("a number");
    }
    if text.len() < least {
        return Some("too short for a token");
    }
    if let Some(hex) = text.strip_prefix(b"0x")
        && hex.len() != 64
        && hex.iter().all(u8::is_ascii_hexdigit)
    {
        return Some("a number");
    }
    if value.proof < Proof::Quoted && is_next_key(text) {
        // What the next key holds is judged there, unless it is this value that holds a `=`.
        // The last part holds no further key, so this is asked once, however many keys there are.
        let padding = text.iter().rev().take_while(|b| **b == b'=').count();
        let body = &text[..text.len() - padding];
        let rest = memchr::memrchr(b'=', body).map_or(&body[..0], |at| &body[at + 1..]);
        let token = rest.len() >= 16 && !is_next_key(rest) && reason(value, rest).is_none();
        return (!token).then_some("the next key");
    }
    if is_part_of_uuid(text) {
        return Some("a part of a UUID");
    }
    if is_uuid(text) {
        // In a sentence it is the name of a key as often as the key.
        let name = value.proof == Proof::Prose && value.kind == Kind::Token;
        return name.then_some("an identifier");
    }
    if is_hex(text) {
        return (text.len() < 16).then_some("a short id");
    }
    if shape.letters() + shape.wide == 0 {
        return Some(if shape.digits == 0 { "punctuation" } else { "a number" });
    }
    let made = made(text);
    if shape.has_any(STRUCTURE) && !holds_token(text) {
        return Some("a structure");
    }
    if shape.wide > 0 && shape.digits == 0 {
        return Some("a word");
    }
    if is_numbered(text) {
        return Some("an identifier");
    }
    match value.proof {
        Proof::Quoted | Proof::Delimited => set_off(text, &shape, &made),
        Proof::Alone | Proof::Colon | Proof::Prose => in_text(value, text, &shape, &made),
    }
}

/// Whether somebody drew a text from all that can be typed: letters of both cases and digits, and more
/// sorts of signs than any structure has.
pub(super) fn is_drawn(text: &[u8]) -> bool {
    // A short structure or template has these; a longer one has fewer sorts than are asked for there.
    let short = text.len() < 32;
    let sign = |b: &&u8| b.is_ascii_punctuation() && !(short && b"_-./$%#{}<>".contains(b));
    let sorts = text.iter().filter(sign).fold(0u128, |seen, b| seen | 1 << (b & 0x7f));
    let least = if short { text.len() as u32 / 3 } else { 10 };
    let any = |is: fn(&u8) -> bool| text.iter().any(is);
    (12..=160).contains(&text.len())
        && !(short && any(|b| b"\",:= ".contains(b)))
        && sorts.count_ones() >= least
        && any(u8::is_ascii_lowercase)
        && any(u8::is_ascii_uppercase)
        && any(u8::is_ascii_digit)
        && text.iter().all(|b| (b' '..0x7f).contains(b))
        && text.iter().filter(|b| **b == b' ').count() < 8
}

/// Why a value that a structure set off is a name.
fn set_off(text: &[u8], shape: &Shape, made: &Made) -> Option<&'static str> {
    let mixed = shape.digits > 0 && shape.letters() + shape.wide > 0;
    // Signs that names have no use for, outside addresses, classes and packages.
    if mixed && shape.has_any(b"!#$^~?") && made.parts <= 3 && !shape.has_any(b".:/|") {
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
    let identifier = identifier && !(shape.upper > 1 && turns(text) >= TURNS);
    identifier.then_some("an identifier")
}

/// How often what was drawn turns from a small letter to a capital, from letters to digits or back; names
/// of a few words do so less.
const TURNS: usize = 6;

fn turns(text: &[u8]) -> usize {
    let turn = |pair: &&[u8]| match pair {
        [a, b] if a.is_ascii_digit() => b.is_ascii_alphabetic(),
        [a, b] if b.is_ascii_digit() => a.is_ascii_alphabetic(),
        [a, b] => a.is_ascii_lowercase() && b.is_ascii_uppercase(),
        _ => false,
    };
    text.windows(2).filter(turn).count()
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
    if made.of_words() || text.len() < 16 && is_technical(text) || is_pod(text) {
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

/// Whether a long part between the signs of a structure is no name.
fn holds_token(text: &[u8]) -> bool {
    text.split(|b| STRUCTURE.contains(b)).any(|part| {
        let (shape, made) = (Shape::of(part), made(part));
        part.len() >= 20
            && shape.digits > 0
            && shape.letters() > 3
            && made.longest >= 16
            && !made.of_words()
    })
}

/// `job_1445144423722_0082`: each part is a number or a word.
fn is_numbered(text: &[u8]) -> bool {
    let mut parts = text.split(|b| b"_-.:/".contains(b));
    let number = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let word =
        |part: &[u8]| part.iter().all(u8::is_ascii_alphabetic) && (part.len() < 4 || is_word(part));
    text.iter().any(|b| b"_-.:/".contains(b)) && parts.all(|part| number(part) || word(part))
}

/// `AB4D1-EF2GH-JK3L8-MN5PQ`: groups of capitals and digits, as licences and account keys have them.
fn is_grouped(text: &[u8]) -> bool {
    let groups = text.split(|b| *b == b'-');
    let capital = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let mixed = |group: &&[u8]| {
        let shape = Shape::of(group);
        group.len() >= 4 && shape.upper > 0 && shape.digits > 0
    };
    groups.clone().all(|group| group.iter().all(capital)) && groups.filter(mixed).count() >= 3
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

/// The first groups of a UUID, which logs show instead of all.
fn is_part_of_uuid(text: &[u8]) -> bool {
    let hex = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    matches!(text.len(), 13 | 18 | 23) && text.iter().enumerate().all(hex)
}

/// Eight, four, four, four and twelve hexadecimal digits, in braces or not.
pub(crate) fn is_uuid(text: &[u8]) -> bool {
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
