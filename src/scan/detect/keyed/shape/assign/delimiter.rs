//! The sign between a key and its value, in every way in which programs write it.

use super::super::{At, beside};
use super::between::{self, starts_with};
use crate::scan::detect::keyed::text;

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

const DELIMITERS: [(&[u8], Delimiter); 41] = [
    (b"=&gt;", Delimiter::Arrow),
    (b"-&gt;", Delimiter::Arrow),
    (b"=\\u003e", Delimiter::Arrow),
    (b"=\\u003E", Delimiter::Arrow),
    (b"==>", Delimiter::Arrow),
    (b"=>", Delimiter::Arrow),
    (b"-->", Delimiter::Arrow),
    (b"->", Delimiter::Arrow),
    (b"~>", Delimiter::Arrow),
    (b">>", Delimiter::Arrow),
    (b":=", Delimiter::Equals),
    (b"==", Delimiter::Equals),
    // Quoted-printable.
    (b"=3D ", Delimiter::Equals),
    (b"=", Delimiter::Equals),
    (b":", Delimiter::Colon),
    // Where all signs are escaped that are not of a word.
    (b"\\u003d", Delimiter::Equals),
    (b"\\u003D", Delimiter::Equals),
    (b"\\x3d", Delimiter::Equals),
    (b"\\u003a", Delimiter::Colon),
    (b"\\u003A", Delimiter::Colon),
    (b"\\x3a", Delimiter::Colon),
    (b"&#61;", Delimiter::Equals),
    (b"&#x3D;", Delimiter::Equals),
    (b"&#x3d;", Delimiter::Equals),
    (b"&#58;", Delimiter::Colon),
    // Files of properties escape their own delimiters within values.
    (b"\\=", Delimiter::Equals),
    (b"\\: ", Delimiter::Colon),
    (b"%253D", Delimiter::Percent),
    (b"%3D", Delimiter::Percent),
    (b"%3d", Delimiter::Percent),
    (b"%3A", Delimiter::Percent),
    (b"%3a", Delimiter::Percent),
    (b"%253A", Delimiter::Percent),
    ("＝".as_bytes(), Delimiter::Equals),
    ("：".as_bytes(), Delimiter::Colon),
    ("→".as_bytes(), Delimiter::Arrow),
    ("➜".as_bytes(), Delimiter::Arrow),
    ("➡".as_bytes(), Delimiter::Arrow),
    ("⇒".as_bytes(), Delimiter::Arrow),
    ("⟶".as_bytes(), Delimiter::Arrow),
    ("▶".as_bytes(), Delimiter::Arrow),
];
/// Dots or blanks of a table that may stand between a key and its delimiter.
const LEADERS: usize = 64;

/// The delimiter after a key.
pub(crate) fn delimited(at: &At<'_>) -> Option<Delimited> {
    let bytes = at.bytes;
    let end_of_key = between::key_end(at);
    let here = between::told(bytes, end_of_key);
    let dots = text::run(bytes, here, |b| b == b'.').min(LEADERS);
    let here = text::skip_blank(bytes, here + dots);
    let rest = &bytes[here..];
    // `password ......... x`: of an ellipsis there are three.
    if dots > 3 && rest.first()?.is_ascii_alphanumeric() {
        let spaced = (true, true);
        return Some(Delimited { delimiter: Delimiter::Colon, spaced, value: here });
    }
    if rest.first()? == &b';' {
        let value = semicolon(at, here)?;
        return Some(Delimited { delimiter: Delimiter::Colon, spaced: (false, true), value });
    }
    // Most keys stand in sentences, where none follows.
    if !matches!(
        rest.first()?,
        b'=' | b'-' | b':' | b'%' | b'~' | b'>' | b'\\' | b'&' | 0xE2 | 0xEF
    ) {
        return None;
    }
    let (length, delimiter) = drawn(rest).or_else(|| {
        let (literal, delimiter) = DELIMITERS.iter().find(|(l, _)| starts_with(rest, l))?;
        Some((literal.len(), *delimiter))
    })?;
    // Some fonts show an arrow as a picture where this follows.
    let picture = bytes[here + length..].starts_with("\u{FE0F}".as_bytes());
    let after = here + length + if picture { 3 } else { 0 };
    // `password=3Dx` in quoted-printable, which shows in other places of the line as well.
    let printable = delimiter == Delimiter::Equals
        && bytes[after..].starts_with(b"3D")
        && quoted_printable(bytes, here, after + 2);
    let after = if printable { after + 2 } else { after };
    // LDIF: a second colon says that base64 follows.
    let ldif = delimiter == Delimiter::Colon && bytes[after..].starts_with(b": ");
    let after = after + usize::from(ldif);
    // `arn:aws:secretsmanager:eu-west-1:1234:secret:name`: one of a path's parts.
    let part = delimiter == Delimiter::Colon
        && at.quote.is_none()
        && joined_before(bytes, at.key.span.start);
    if part && !bytes[after..].starts_with(b" ") {
        return None;
    }
    // `Password::new`, `secret://path`.
    if !ldif && delimiter == Delimiter::Colon && matches!(bytes.get(after), Some(b':' | b'/')) {
        return None;
    }
    let after = between::after_emphasis(bytes, at.key.span.start, after);
    let value = between::after_tag(bytes, text::skip_blank(bytes, after));
    // Colours are no blank.
    let blank = bytes.get(after).is_some_and(|b| !b"\x1b\\".contains(b)) && value > after;
    let spaced = (here > end_of_key, blank);
    Some(Delimited { delimiter, spaced, value })
}

/// `password ---> x`, `password ====> x`, `password >>> x`, `password === x`, `password----x`: a delimiter
/// that is drawn of several signs, and which of the others it stands for.
fn drawn(text: &[u8]) -> Option<(usize, Delimiter)> {
    const MOST: usize = 64;
    let first = *text.first().filter(|b| b"=-~>".contains(b))?;
    let same = text::run(text, 0, |b| b == first).min(MOST);
    let heads = text::run(text, same, |b| b == b'>').min(4);
    let (length, next) = (same + heads, text.get(same + heads));
    match first {
        _ if length < 3 => None,
        b'>' => Some((length, Delimiter::Arrow)),
        _ if heads > 0 => Some((length, Delimiter::Arrow)),
        b'=' => Some((length, Delimiter::Equals)),
        // A rule has no word at its end.
        b'-' if same > 3 && next.is_some_and(u8::is_ascii_alphanumeric) => {
            Some((length, Delimiter::Arrow))
        }
        _ => None,
    }
}

/// `Username; bob`, and on the next line `Password; x`: a semicolon for a colon, in lines of one pair each.
fn semicolon(at: &At<'_>, here: usize) -> Option<usize> {
    let bytes = at.bytes;
    let value = bytes[here..].starts_with(b"; ").then(|| text::skip_blank(bytes, here + 1))?;
    let start = at.line_start(128);
    let line = text::line_end(bytes, value, 128);
    let word = bytes[value..line].trim_ascii_end();
    let first = start == 0 || bytes[start - 1] == b'\n';
    let first = first && bytes[start..at.key.span.start].iter().all(|b| b" \t-".contains(b));
    let chosen = word.iter().any(u8::is_ascii_digit) || word.iter().any(|b| b"!@#$%&*".contains(b));
    let user = || {
        let above = start.checked_sub(1).map(|end| text::line_start(bytes, end, 128)..end);
        above.is_some_and(|above| {
            let line = &bytes[above];
            memchr::memchr(b';', line)
                .is_some_and(|n| n + 1 < line.len() && beside::names_user(&line[..n]))
        })
    };
    let whole = !word.is_empty() && !word.iter().any(|b| b.is_ascii_whitespace() || *b == b';');
    (first && at.quote.is_none() && whole && (chosen || user())).then_some(value)
}

/// Whether another `=` of the line is an escape of quoted-printable (RFC 2045, section 6.7), or ends it.
fn quoted_printable(bytes: &[u8], at: usize, after: usize) -> bool {
    let start = text::line_start(bytes, at, 256);
    let line = text::line_end(bytes, after, 256);
    let hex = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(b));
    let escape = |text: &[u8]| {
        let mut signs = memchr::memchr_iter(b'=', text);
        signs.any(|n| n + 1 == text.len() || hex(text.get(n + 1)) && hex(text.get(n + 2)))
    };
    escape(&bytes[start..at]) || escape(&bytes[after..line])
}

/// Whether two words with a colon each stand right before `at`.
fn joined_before(bytes: &[u8], at: usize) -> bool {
    let part = |end: usize| {
        let before = bytes[..end].strip_suffix(b":")?;
        let word =
            before.iter().rev().take(64).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-');
        Some(before.len() - word.count()).filter(|start| *start < before.len())
    };
    part(at).and_then(part).is_some()
}
