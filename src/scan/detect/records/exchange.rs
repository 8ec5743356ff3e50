//! SASL in mail protocols: the base64 after `AUTH PLAIN`, and the answer to `334 UGFzc3dvcmQ6`.
//!
//! The prompt itself, which every mail log is full of, is nothing.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::finding::{Layer, Layers};
use crate::scan::detect::accept::Accept;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// How many lines after the prompt the answer may stand.
const LINES: usize = 3;
/// How many words of a line are tried.
const WORDS: usize = 8;
/// The longest line that is looked at.
const LINE: usize = 2 << 10;

pub(crate) fn read(window: &Window<'_>, accept: &Accept, plain: &mut Vec<u8>, found: &mut Found) {
    let literal = &window.bytes[window.literal()];
    if literal.to_ascii_lowercase().windows(5).any(|w| w == b"plain")
        || literal.eq_ignore_ascii_case(b"authenticate ")
        || literal.eq_ignore_ascii_case(b"client in: cont")
    {
        plain_mechanism(window, accept, plain, found);
    } else if literal.eq_ignore_ascii_case(b"client in: auth") {
        request(window, accept, plain, found);
    } else {
        answer(window, accept, plain, found);
    }
}

/// `AUTH PLAIN AGFsaWNlAHNlY3JldA==`, `mechanism='PLAIN'>AGF…`, or the same on a line of its own after the
/// server's `334`. Two NULs around the name prove what it is.
fn plain_mechanism(window: &Window<'_>, accept: &Accept, plain: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    let mut at = window.literal().end;
    for line in 0..=LINES {
        let end = line_end(bytes, at);
        let mut from = at;
        for _ in 0..WORDS {
            let Some(span) = next_word(bytes, from..end) else { break };
            from = span.end;
            if decode(&bytes[span.clone()], plain)
                && let Some(password) = password(plain)
            {
                let layers = Layers::NONE.with(Layer::Base64);
                accept.decoded(password, span, Proof::Delimited, layers, found);
                return;
            }
        }
        if end >= bytes.len() || line == 0 && next_word(bytes, at..end).is_some() {
            return;
        }
        at = end + 1;
    }
}

/// The password of `[authorization] NUL user NUL password`.
fn password(plain: &[u8]) -> Option<&[u8]> {
    let mut parts = plain.split(|b| *b == 0);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        // Ids of sessions hold NULs as well, among bytes of any sort.
        (Some(other), Some(user), Some(password), None)
            if !user.is_empty() && (other.is_empty() || is_text(other)) && is_text(user) =>
        {
            Some(password)
        }
        _ => None,
    }
}

/// `Basic YXBwOnNlY3JldA==`, wherever it stands: a name, a colon and a password prove what it is.
pub(crate) fn basic(window: &Window<'_>, accept: &Accept, plain: &mut Vec<u8>, found: &mut Found) {
    let start = window.literal().end;
    let end = window.bytes.len().min(start + LINE);
    let Some(span) = next_word(window.bytes, start..end).filter(|span| span.start == start) else {
        return;
    };
    if !decode(&window.bytes[span.clone()], plain) || !is_text(plain) {
        accept.refuse(span, "no name and password in base64", found);
        return;
    }
    let colon = memchr::memchr(b':', plain).filter(|colon| *colon > 0);
    if let Some(password) = colon.map(|colon| &plain[colon + 1..]) {
        let layers = Layers::NONE.with(Layer::Base64);
        accept.decoded(password, span, Proof::Delimited, layers, found);
    }
}

/// `userPassword:: c2VjcmV0`: two colons mark base64 (RFC 2849); `unicodePwd` holds UTF-16 in quotes.
pub(crate) fn ldif(window: &Window<'_>, accept: &Accept, plain: &mut Vec<u8>, found: &mut Found) {
    let start = window.literal().end;
    let end = line_end(window.bytes, start);
    let Some(span) = next_word(window.bytes, start..end).filter(|span| span.start == start) else {
        return;
    };
    if !decode(&window.bytes[span.clone()], plain) {
        return;
    }
    plain.retain(|b| *b != 0);
    let text = plain.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""));
    let text = text.unwrap_or(plain);
    if is_text(text) {
        accept.decoded(text, span, Proof::Delimited, Layers::NONE.with(Layer::Base64), found);
    }
}

/// Dovecot: `client in: AUTH 1 PLAIN service=imap … resp=AGFsaWNlAHNlY3JldA==`, with tabs between.
fn request(window: &Window<'_>, accept: &Accept, plain: &mut Vec<u8>, found: &mut Found) {
    let from = window.literal().end;
    let line = &window.bytes[from..line_end(window.bytes, from)];
    let Some(at) = memchr::memmem::find(line, b"resp=") else { return };
    let start = from + at + b"resp=".len();
    let len = window.bytes[start..].iter().take(LINE).take_while(|b| is_base64(**b)).count();
    let span = start..start + len;
    if decode(&window.bytes[span.clone()], plain)
        && let Some(password) = password(plain)
    {
        let layers = Layers::NONE.with(Layer::Base64);
        accept.decoded(password, span, Proof::Delimited, layers, found);
    }
}

/// The line after the server asked for the password.
fn answer(window: &Window<'_>, accept: &Accept, plain: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    let before = &bytes[window.at.saturating_sub(24)..window.at];
    let asks = |mark: &[u8], near: usize| {
        memchr::memmem::find(&before[before.len().saturating_sub(near)..], mark).is_some()
    };
    let dovecot = asks(b"CONT", 24);
    if !dovecot && !asks(b"334", 8) {
        return;
    }
    let mut at = line_end(bytes, window.literal().end);
    for _ in 0..LINES {
        if at >= bytes.len() {
            return;
        }
        let end = line_end(bytes, at + 1);
        let line = at + 1..end;
        at = end;
        let word = if dovecot { continued(bytes, line) } else { last_word(bytes, line) };
        let Some(span) = word else { continue };
        if decode(&bytes[span.clone()], plain) && is_text(plain) {
            let layers = Layers::NONE.with(Layer::Base64);
            accept.decoded(plain, span, Proof::Delimited, layers, found);
            return;
        }
    }
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let limit = bytes.len().min(from + LINE);
    let rest = bytes.get(from..limit).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(limit, |len| from + len)
}

/// The next run of base64 that is long enough for a name and a password.
fn next_word(bytes: &[u8], line: Range<usize>) -> Option<Range<usize>> {
    let mut at = line.start;
    while at < line.end {
        let text = &bytes[at..line.end];
        let digits = text.iter().take_while(|b| is_base64(**b) && **b != b'=').count();
        let len = digits + text[digits..].iter().take(2).take_while(|b| **b == b'=').count();
        if len >= 8 {
            return Some(at..at + len);
        }
        at += len.max(1);
    }
    None
}

/// `client in: CONT 1 c2VjcmV0`, with tabs between, raw or as syslog writes them: the answer in Dovecot's
/// protocol of authentication.
fn continued(bytes: &[u8], line: Range<usize>) -> Option<Range<usize>> {
    const MARK: &[u8] = b"client in: CONT";
    let tab = |at: usize| match &bytes[at..line.end] {
        [b'\t', ..] => Some(at + 1),
        [b'#', b'0', b'1', b'1', ..] => Some(at + 4),
        _ => None,
    };
    let found = memchr::memmem::find(&bytes[line.clone()], MARK)?;
    let number = tab(line.start + found + MARK.len())?;
    let digits = bytes[number..line.end].iter().take_while(|b| b.is_ascii_digit()).count();
    let start = tab(number + digits)?;
    let len = bytes[start..line.end].iter().take_while(|b| is_base64(**b)).count();
    (digits > 0 && len >= 4).then_some(start..start + len)
}

/// The base64 that ends a line, before what the logger adds to it.
fn last_word(bytes: &[u8], line: Range<usize>) -> Option<Range<usize>> {
    let mut text = &bytes[line.clone()];
    loop {
        let trimmed = text.trim_ascii_end();
        let trimmed =
            [b"\\n".as_slice(), b"\\r", b"\"", b"'", b"]", b"}", b")", b"[0x0d]", b"[0x0a]"]
                .iter()
                .find_map(|end| trimmed.strip_suffix(*end))
                .unwrap_or(trimmed);
        if trimmed.len() == text.len() {
            break;
        }
        text = trimmed;
    }
    let len = text.iter().rev().take_while(|b| is_base64(**b)).count();
    let start = text.len() - len;
    let free =
        text[..start].last().is_none_or(|b| b" \t\"'>:[(=".contains(b) || b.is_ascii_whitespace());
    (len >= 4 && free).then(|| line.start + start..line.start + text.len())
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn decode(text: &[u8], plain: &mut Vec<u8>) -> bool {
    plain.clear();
    STANDARD.decode_vec(text, plain).is_ok()
}

fn is_text(plain: &[u8]) -> bool {
    !plain.is_empty()
        && std::str::from_utf8(plain).is_ok_and(|text| !text.chars().any(char::is_control))
}
