//! What a key and its value have between them besides the delimiter: brackets and marks of emphasis, types
//! and lengths, remarks.

use super::super::{At, opener};
use crate::scan::detect::keyed::text;
use crate::scan::detect::keyed::words::RECEIVED;

/// Where a key ends with what its syntax puts behind it: brackets, marks of emphasis, its type.
pub(super) fn key_end(at: &At<'_>) -> usize {
    let bytes = at.bytes;
    let mut here = at.after;
    // `[password]`, `user[password]`, `["password"]`, `(password)`, `%5Bpassword%5D`, `password?`.
    const CLOSERS: [&[u8]; 11] =
        [b"]", b"[]", b"%5B%5D", b"%5D", b"%5d", b"%255D", b")", b"}", b"?", b"*", b"!"];
    let starts = |closer: &&&[u8]| starts_with(&bytes[here..], closer);
    here = match after_emphasis(bytes, at.key.span.start, here) {
        same if same == here => here + CLOSERS.iter().find(starts).map_or(0, |closer| closer.len()),
        behind => behind,
    };
    here = after_visibility(bytes, here);
    here = after_type(bytes, here);
    // `"password\u0000": x`: a control character that a program left in a key, escaped or not.
    here + text::run(bytes, here, |b| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r' | b'\x1b'))
        .min(4)
}

/// Where the words end that may tell something between a key and its delimiter: its type, a remark, what
/// kind of thing it is, its number.
pub(super) fn told(bytes: &[u8], end_of_key: usize) -> usize {
    let mut here = after_type(bytes, text::skip_blank(bytes, end_of_key));
    if here > end_of_key {
        // `Passphrase used (between quotes): x`
        let used = bytes[here..].starts_with(b"used (");
        here = after_remark(bytes, here + if used { b"used ".len() } else { 0 });
    }
    // `Authorization header: x`, `TOKEN DEBUG >>> x`
    for word in [&b"header"[..], b"value", b"field", b"DEBUG"] {
        if here > end_of_key && bytes[here..].starts_with(word) {
            here = text::skip_blank(bytes, here + word.len());
        }
    }
    // `password entered=x`
    let told = text::run(bytes, here, |b| b.is_ascii_alphabetic() || b >= 0x80);
    if here > end_of_key
        && bytes.get(here + told) == Some(&b'=')
        && RECEIVED.has_in_any_case(&bytes[here..here + told])
    {
        here += told;
    }
    // `Unseal Key 1: x`
    let number = text::run(bytes, here, |b| b.is_ascii_digit());
    if here > end_of_key && (1..=2).contains(&number) {
        here = text::skip_blank(bytes, here + number);
    }
    here
}

/// `**Password**: x`, `*Password:* x`: behind the marks that make a key bold, where they stand before it
/// as well.
pub(super) fn after_emphasis(bytes: &[u8], key: usize, at: usize) -> usize {
    const LABEL: usize = 48;
    let Some(mark) = bytes.get(at).filter(|b| matches!(b, b'*' | b'_' | b'~')) else { return at };
    let length = text::run(bytes, at, |b| b == *mark);
    let start = text::line_start(bytes, key, LABEL);
    let label = &bytes[start..key];
    let opened = memchr::memrchr(*mark, label).is_some_and(|n| {
        let words = label[n + 1..].iter().all(|b| b.is_ascii_alphabetic() || *b == b' ');
        let count = label[..=n].iter().rev().take_while(|b| *b == mark).count();
        words && count == length && label.get(n + 1) != Some(&b' ')
    });
    // A row of stars behind a word is a mask.
    let ends = bytes.get(at + length).is_none_or(|b| b": =\t".contains(b));
    if opened && length <= 2 && ends { at + length } else { at }
}

/// `Password: (string) (len=6) "x"`, `password = (char *) 0x602010 "x"`: behind the type, the length and
/// the address that a dump gives of a string.
pub(super) fn after_tag(bytes: &[u8], at: usize) -> usize {
    const TAGS: usize = 3;
    let mut here = at;
    for _ in 0..TAGS {
        here += match bytes.get(here) {
            Some(b'(') => {
                let tag = |b: u8| b.is_ascii_alphanumeric() || b" =*.:_".contains(&b);
                let length = text::run(bytes, here + 1, tag).min(48);
                if !bytes[here + 1 + length..].starts_with(b") ") {
                    break;
                }
                length + 3
            }
            Some(b'0') if here > at && bytes[here..].starts_with(b"0x") => {
                text::run(bytes, here, |b| b.is_ascii_alphanumeric()).min(20) + 1
            }
            _ => break,
        };
    }
    let quoted = here > at && matches!(bytes.get(here), Some(b'"' | b'\''));
    if quoted { here } else { at }
}

/// `["password":"App\User":private]`: a property as var_dump of PHP names it.
fn after_visibility(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) != Some(&b':') {
        return at;
    }
    let line = &bytes[at..text::line_end(bytes, at, 128)];
    match memchr::memchr(b']', line) {
        Some(n) if line[..n].ends_with(b":private") || line[..n].ends_with(b":protected") => {
            at + n + 1
        }
        _ => at,
    }
}

/// `Password (since debug is on): x`: a remark between a key and its delimiter.
fn after_remark(bytes: &[u8], at: usize) -> usize {
    const REMARK: usize = 64;
    let end: &[u8] = match bytes.get(at) {
        Some(b'(') => b"): ",
        Some(b'[') => b"]: ",
        _ => return at,
    };
    let line = &bytes[at..text::line_end(bytes, at, REMARK)];
    let plain = |b: u8| b.is_ascii_alphanumeric() || b" -,./'_".contains(&b) || b >= 0x80;
    let length = text::run(line, 1, plain);
    let close = line.get(1 + length..1 + length + 3);
    let remark = line[1..].contains(&b' ');
    if remark && close == Some(end) { at + 2 + length } else { at }
}

/// `password[string]:`, `password(8)=`, `password(String) =`: the type or length of what follows.
fn after_type(bytes: &[u8], at: usize) -> usize {
    let closer = match bytes.get(at) {
        Some(b'[') => b']',
        Some(b'(') => b')',
        _ => return at,
    };
    let length = text::run(bytes, at + 1, |b| b.is_ascii_alphanumeric() || b == b'.');
    let end = at + 1 + length;
    let next = text::skip_blank(bytes, end + 1);
    let delimiter = matches!(bytes.get(next), Some(b'=' | b':'));
    let delimiter = delimiter && opener::is_type(&bytes[at + 1..end]);
    if (1..32).contains(&length) && bytes.get(end) == Some(&closer) && delimiter {
        end + 1
    } else {
        at
    }
}

/// Whether a text starts with a literal: of many, nearly all differ in their first byte.
pub(super) fn starts_with(text: &[u8], literal: &[u8]) -> bool {
    text.first() == literal.first() && text.starts_with(literal)
}
