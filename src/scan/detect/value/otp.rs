//! One-time codes: a few digits, or a few groups of letters and digits.
//!
//! A number is a code for standing under a code's name; it knows no ranges that are none.

use super::text::{Shape, Value, starts};
use super::{Class, Proof, literal, machine, password};
use crate::scan::detect::list::List;

/// What a contact of a chip is called before its number.
static CONTACTS: List =
    List::new(&["gpio", "pin", "port", "led", "adc", "dac", "pwm", "uart", "gp", "io"]);

/// How the digest of a key that a client pins is written: `--ca-pin=sha256:…`, curl's `sha256//…`.
const PINNED: [&str; 5] = ["sha1:", "sha256:", "sha256/", "sha384:", "sha512:"];

/// What stands before the number of a standard or of an error: `RFC6238`, `HTTP404`, `SHA256`.
#[rustfmt::skip]
static NUMBERED: List = List::new(&[
    "aes", "base", "bs", "crc", "cve", "din", "ean", "ecma", "en", "err", "errno", "error", "exit", "fips", "ftp", "hmac", "http", "https", "ieee",
    "iec", "imap", "iso", "itu", "md", "nist", "rfc", "rsa", "sha", "sip", "smtp", "sqlstate", "status", "std", "utf", "win",
]);

/// The verdict on the value of a key for codes.
pub(super) fn class(value: &Value<'_>) -> Class {
    let text = strip(value.text);
    let shape = Shape::of(text);
    let groups = shape.spaces + shape.marks;
    if (shape.letters() > 0 || groups > 1)
        && let Some(reason) = literal::reason(value)
    {
        return Class::Benign(reason);
    }
    if PINNED.iter().any(|name| starts(value.text, name)) {
        return Class::Benign("the fingerprint of a key");
    }
    // `PIN = ‘␛[1m%s␛[0m’`: a text with a hole in it.
    if text.contains(&0x1b) {
        return Class::Benign("a text");
    }
    let joined = shape.marks == 0 || shape.has(b'-') && !text.ends_with(b"-") && text[0] != b'-';
    // People write what they chose under "pin" as well.
    if value.proof == Proof::Quoted
        && shape.letters() > 2
        && shape.digits > 0
        && shape.has_any(b"!#$%&*@^~")
    {
        return password::class(value);
    }
    let only_joints = text.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b' '));
    if !only_joints || !joined || groups > 3 {
        return long(value);
    }
    if shape.letters() == 0 {
        // `123 456`; where it is set off `1234 5678` and `12 34 56`.
        let halves = text.len() == 9 && text[4] == b' ' && value.proof >= Proof::Delimited;
        let thirds = matches!(text, [_, _, b' ', _, _, b' ', _, _]);
        let thirds = thirds && value.proof >= Proof::Delimited;
        let whole = shape.spaces == 0 || text.len() == 7 || halves || thirds;
        let longest = if value.proof == Proof::Prose { 8 } else { 10 };
        let digits = (4..=longest).contains(&shape.digits);
        return if whole && digits { Class::Secret } else { Class::Benign("a number") };
    }
    if shape.digits == 0 && !typed(text) || value.proof == Proof::Prose && shape.lower > 0 {
        return Class::Benign("a word");
    }
    // `GPIO17`, `D13`: the name of a contact of a chip.
    let letters = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let contact = letters == shape.letters() && shape.digits <= 2;
    let contact =
        contact && (value.proof < Proof::Quoted || CONTACTS.has_in_any_case(&text[..letters]));
    if contact && text.len() == letters + shape.digits {
        return Class::Benign("a name");
    }
    // `RFC6238`, `HTTP-404`, `ISO 8601`
    let number = &text[letters..];
    let number = number.strip_prefix(b"-").or(number.strip_prefix(b" ")).unwrap_or(number);
    if number.iter().all(u8::is_ascii_digit) && NUMBERED.has_in_any_case(&text[..letters]) {
        return Class::Benign("a number of a standard or an error");
    }
    let upper = shape.lower == 0 || value.proof >= Proof::Delimited;
    let least = if mingled(text) { 4 } else { 5 };
    if upper && (least..=12).contains(&shape.plain()) && shape.spaces == 0 {
        return Class::Secret;
    }
    long(value)
}

/// `k7qm`: letters and digits by turns, unlike the number of an error (`E404`) or a measure (`300s`).
fn mingled(text: &[u8]) -> bool {
    let digit = |w: &&[u8]| w[0].is_ascii_digit() != w[1].is_ascii_digit();
    text.iter().all(u8::is_ascii_alphanumeric) && text.windows(2).filter(digit).count() > 1
}

/// `BDWP-HQPK`: letters that a machine drew, in groups for a person to type. RFC 8628 advises to leave
/// the vowels out, so that no word comes about; a word has one in each group.
fn typed(text: &[u8]) -> bool {
    let groups = || text.split(|b| *b == b'-');
    let vowel = |b: &u8| b"AEIOUY".contains(b);
    groups().count() > 1
        && groups()
            .all(|group| (3..=5).contains(&group.len()) && group.iter().all(u8::is_ascii_uppercase))
        && groups().any(|group| !group.iter().any(vowel))
}

/// `G-123456`: the service's letter is part of the code; the sentence's full stop is not.
fn strip(text: &[u8]) -> &[u8] {
    let mut text = text;
    while let [rest @ .., b'.' | b',' | b';' | b':' | b')' | b']' | b'}' | b'"' | b'\''] = text {
        text = rest;
    }
    if text.is_empty() { b"-" } else { text }
}

/// The seed that makes the codes stands under the same keys.
fn long(value: &Value<'_>) -> Class {
    match value.text {
        text if text.len() < 16 => Class::Benign("no code"),
        text if is_prefixed(text) => Class::Benign("an identifier"),
        _ => machine::class(value),
    }
}

/// `kx_5f2ac81e90b7d`: the name that a shop gave to an account.
fn is_prefixed(text: &[u8]) -> bool {
    let prefix = text.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let number = text[prefix..].strip_prefix(b"_").unwrap_or_default();
    let hex = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
    (2..=8).contains(&prefix) && (1..=16).contains(&number.len()) && number.iter().all(hex)
}
