//! Signs around a bare value: those that a program prints to show where it starts and ends, and brackets that
//! are a part of it.

use std::ops::Range;

use crate::scan::detect::keyed::text;

/// The longest word in brackets that goes on behind them.
const WORD: usize = 40;

/// `|x|`, `>x<`, `-->x<--`: between marks that a program prints to show where a value starts and ends. Words
/// alone stand there for other things as well.
pub(super) fn between_marks(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    const MARKS: [(&[u8], &[u8]); 6] = [
        (b">>>", b"<<<"),
        (b">>", b"<<"),
        (b">", b"<"),
        (b"-->", b"<--"),
        (b"->", b"<-"),
        (b"|", b"|"),
    ];
    let rest = &bytes[at.min(bytes.len())..];
    let (open, close) = MARKS.iter().find(|(open, _)| rest.starts_with(open))?;
    let start = at + open.len();
    let inner = text::run(&bytes[..bytes.len().min(start + 64)], start, |b| {
        b.is_ascii_graphic() && !b"<>|\"'".contains(&b) || b >= 0x80
    });
    let value = start..start + inner;
    let text = &bytes[value.clone()];
    let end = bytes[value.end..].strip_prefix(*close)?;
    let ends = end.first().is_none_or(|b| b.is_ascii_whitespace() || b",;.\"'\\".contains(b));
    let chosen = text.iter().any(|b| b.is_ascii_digit() || b"!@#$%^&*+~".contains(b))
        && text.iter().any(u8::is_ascii_alphabetic);
    (ends && chosen).then_some(value)
}

/// `(x)`, `{x}`, `<x>` with nothing behind it in its line: brackets that a program prints around whatever it has.
/// Types, addresses and the holes of templates stand so as well, with a digit at the most.
pub(super) fn between_brackets(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let close = match bytes.get(at)? {
        b'(' => b')',
        b'{' => b'}',
        b'<' => b'>',
        _ => return None,
    };
    let inner = text::run(&bytes[..bytes.len().min(at + 64)], at + 1, |b| {
        b.is_ascii_graphic() && !b"<>(){}[]|\"'`\\:=,;/%".contains(&b) || b >= 0x80
    });
    let value = at + 1..at + 1 + inner;
    let text = &bytes[value.clone()];
    let end = text::skip_blank(bytes, value.end + 1);
    let last = bytes.get(end).is_none_or(|b| matches!(b, b'\r' | b'\n'));
    let digits = text.iter().filter(|b| b.is_ascii_digit()).count();
    let small = text.iter().filter(|b| b.is_ascii_lowercase()).count();
    let chosen = (digits > 1 || text.iter().any(|b| b"!@#$^&*+~".contains(b))) && small > 2;
    let address = text.starts_with(b"0x") || text.contains(&b'_');
    (bytes.get(value.end) == Some(&close) && last && chosen && !address).then_some(value)
}

/// `{curly}99Pw`, `[brack]et22`: brackets within a word that goes on behind them.
pub(super) fn glued(bytes: &[u8], at: usize) -> bool {
    let close = match bytes.get(at) {
        Some(b'{') => b'}',
        Some(b'[') => b']',
        _ => return false,
    };
    let length = text::run(&bytes[..bytes.len().min(at + WORD)], at + 1, |b| {
        b.is_ascii_alphanumeric() || b >= 0x80
    });
    let next = at + 1 + length;
    let more = text::run(&bytes[..bytes.len().min(next + WORD)], next + 1, |b| {
        b.is_ascii_alphanumeric() || b"!#$%&*@^~+_".contains(&b) || b >= 0x80
    });
    let end = bytes.get(next + 1 + more);
    length > 1
        && bytes.get(next) == Some(&close)
        && more > 1
        && end.is_none_or(|b| b.is_ascii_whitespace() || b"\"',;".contains(b))
}

/// Whether braces hold one value: what looks like a name in them is a hole of a template.
pub(super) fn braced(bytes: &[u8], at: usize) -> bool {
    let line = &bytes[at + 1..text::line_end(bytes, at + 1, 256)];
    let Some(end) = memchr::memchr(b'}', line) else { return false };
    let inner = &line[..end];
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"_-. ".contains(b);
    let sign = inner.iter().any(|b| !plain(b));
    // `{password!r}`: a hole with a conversion.
    let name = inner.split(|b| b"!:".contains(b)).next().unwrap_or_default();
    let sign = sign && !(name.len() < inner.len() && name.iter().all(plain));
    let field = inner.iter().any(|b| b"\"':={,".contains(b));
    sign && !field && matches!(line.get(end + 1), None | Some(b';' | b'"' | b'\'' | b' '))
}
