//! `key=value`, `key: value`, `"key": "value"`, `key => value` and their like in every language.
//!
//! It finds the delimiter and the start of the value; `opener` and `bare` find its end.

use super::{At, Fit, Reading, bare, opener};
use crate::finding::Layer;
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// What stands between key and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    Equals,
    Colon,
    Arrow,
    /// `%3D` or `%3A`: the whole pair is percent-encoded.
    Percent,
}

/// A delimiter and where it stands.
pub(crate) struct Delimited {
    pub(crate) delimiter: Delimiter,
    /// Blank before the delimiter, and after it.
    pub(crate) spaced: (bool, bool),
    /// The first place after the delimiter and the blank.
    pub(crate) value: usize,
}

const DELIMITERS: [(&[u8], Delimiter); 16] = [
    (b"=&gt;", Delimiter::Arrow),
    (b"=\\u003e", Delimiter::Arrow),
    (b"=\\u003E", Delimiter::Arrow),
    (b"=>", Delimiter::Arrow),
    (b"->", Delimiter::Arrow),
    (b":=", Delimiter::Equals),
    (b"==", Delimiter::Equals),
    (b"=", Delimiter::Equals),
    (b":", Delimiter::Colon),
    (b"%253D", Delimiter::Percent),
    (b"%3D", Delimiter::Percent),
    (b"%3d", Delimiter::Percent),
    (b"%3A", Delimiter::Percent),
    ("＝".as_bytes(), Delimiter::Equals),
    ("：".as_bytes(), Delimiter::Colon),
    ("→".as_bytes(), Delimiter::Arrow),
];

/// Dots or blanks of a table that may stand between a key and its delimiter.
const LEADERS: usize = 64;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let Some(found) = delimited(at) else { return Fit::No };
    let bytes = at.bytes;
    if ends_string(bytes, found.value) {
        return Fit::Empty;
    }
    let layer = (found.delimiter == Delimiter::Percent).then_some(Layer::Percent);
    match opener::read(bytes, found.value, found.delimiter) {
        opener::Opened::Values(mut values) => {
            values.iter_mut().for_each(|value| value.layer = value.layer.or(layer));
            Fit::Values(values)
        }
        opener::Opened::Nothing => Fit::Empty,
        opener::Opened::Bare { start, closer } => {
            let Some(span) = bare::read(at, &found, start, closer) else { return Fit::Empty };
            let proof = proof(at, &found, closer);
            let value = Reading {
                value: span.value,
                proof,
                layer,
                encoded: span.encoded,
                shape: "key and value",
            };
            Some(value).into()
        }
    }
}

/// The delimiter after a key.
pub(crate) fn delimited(at: &At<'_>) -> Option<Delimited> {
    let bytes = at.bytes;
    let mut here = at.after;
    // `[password]`, `user[password]`, `["password"]`, `(password)`, `%5Bpassword%5D`, `password?`.
    for closer in [&b"]"[..], b"%5D", b"%5d", b")", b"}", b"?", b"*", b"!"] {
        if bytes[here..].starts_with(closer) {
            here += closer.len();
            break;
        }
    }
    let end_of_key = here;
    here = text::skip_blank(bytes, here);
    // `Authorization header: x`
    for word in [&b"header"[..], b"value", b"field"] {
        if here > end_of_key && bytes[here..].starts_with(word) {
            here = text::skip_blank(bytes, here + word.len());
        }
    }
    // `Unseal Key 1: x`
    let number = text::run(bytes, here, |b| b.is_ascii_digit());
    if here > end_of_key && (1..=2).contains(&number) {
        here = text::skip_blank(bytes, here + number);
    }
    here += text::run(bytes, here, |b| b == b'.').min(LEADERS);
    here = text::skip_blank(bytes, here);
    let rest = &bytes[here..];
    let (literal, delimiter) =
        DELIMITERS.iter().find(|(literal, _)| rest.starts_with(literal)).copied()?;
    let after = here + literal.len();
    // `Password::new`, `secret://path`.
    if delimiter == Delimiter::Colon && matches!(bytes.get(after), Some(b':' | b'/')) {
        return None;
    }
    let value = text::skip_blank(bytes, after);
    let spaced = (here > end_of_key, value > after);
    Some(Delimited { delimiter, spaced, value })
}

/// How much the shape proves: a colon in free text proves little, one in braces is a field's.
fn proof(at: &At<'_>, found: &Delimited, closer: Option<u8>) -> Proof {
    let in_structure = at.closed
        || closer.is_some()
        || (!found.spaced.1 && bare::opener(at.bytes, at.key.span.start) == Some(b'{'));
    match found.delimiter {
        Delimiter::Colon if !in_structure => Proof::Colon,
        _ => Proof::Delimited,
    }
}

/// Whether the quote at `at` ends the string that the key stands in: `"Enter password: ","n":1`.
fn ends_string(bytes: &[u8], at: usize) -> bool {
    let Some(quote) = text::Quote::open(bytes, at) else { return false };
    match &bytes[quote.start..] {
        [] | [b'\n' | b'\r' | b'}' | b']', ..] => true,
        [b',', next, ..] => matches!(next, b'"' | b' ' | b'\\' | b'{'),
        _ => false,
    }
}
