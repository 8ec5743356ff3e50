//! Command line flags: `--password x`, `-password x`, `"--password", "x"`.
//!
//! One-letter flags mean something else in each program; they are statements.

use super::{At, Fit, Reading, opener};
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if at.key.dashes == 0 {
        return Fit::No;
    }
    let mut start = text::skip_blank(bytes, at.after);
    // An argument list: the value is the next string.
    let list = || super::bracket::opener(bytes, at.key.span.start) == Some(b'[');
    if bytes.get(start) == Some(&b',') && (at.closed || list()) {
        start = text::skip_blank(bytes, start + 1);
    } else if start == at.after {
        return Fit::No;
    }
    // `"create-db --manage-password" next=1`: the string is a command, and the flag ends it.
    let alone = |quote: text::Quote| quote.start + at.key.dashes == at.key.span.start;
    if at.closed && !at.quote.is_some_and(alone) {
        return Fit::Empty;
    }
    let rest = bytes.get(start..at.line_end(256)).unwrap_or_default();
    if !at.closed && (is_noun(at, rest) || is_fed(at)) {
        return Fit::Empty;
    }
    if at.closed {
        start += audit_field(&bytes[start..]);
    } else if explains(&bytes[at.after..at.line_end(256)]) {
        return Fit::Empty;
    }
    if let opener::Opened::Values(values) =
        opener::read(bytes, start, super::assign::Delimiter::Equals)
    {
        return Fit::Values(values.into_iter().take(1).collect());
    }
    // `option --api-secret set to x`
    for told in [&b"set to "[..], b"is set to ", b"changed to "] {
        start += if bytes[start..].starts_with(told) { told.len() } else { 0 };
    }
    let line = text::line_end(bytes, start, 1024);
    let length = bytes[start..line]
        .iter()
        .take_while(|b| !b.is_ascii_whitespace() && !b"\"|;<>`".contains(b))
        .count();
    let entity = memchr::memmem::find(&bytes[start..line.min(start + length + 1)], b"&quot;");
    let length = entity.unwrap_or(length);
    // The next flag: this one had no value.
    if length == 0 || bytes[start] == b'-' {
        return Fit::Empty;
    }
    let mut end = start + length;
    // `--password (password) to x`: wget tells of its own options.
    if bytes[start] == b'(' && bytes[..end].ends_with(b")") {
        let told = bytes[end..line].starts_with(b" to ").then_some(end + 4);
        let value = told.map(|start| start..line).filter(|value| !value.is_empty());
        let value = value.map(|value| Reading::new(value, Proof::Delimited, "flag"));
        return value.into();
    }
    if matches!(bytes[end - 1], b'\'' | b',' | b']' | b')') {
        end -= 1;
    }
    let value = start..end;
    // "--password via the command line": a plain word may be one of a sentence.
    let rest = &bytes[..line];
    let next = text::skip_blank(rest, end);
    let word = |span: &[u8]| !span.is_empty() && span.iter().all(u8::is_ascii_lowercase);
    let following = &rest[next..next + text::run(rest, next, |b| b > b' ')];
    let plain = word(&bytes[value.clone()]) && word(following);
    let proof = if plain { Proof::Colon } else { Proof::Delimited };
    Some(Reading::new(value, proof, "flag")).filter(|reading| !reading.value.is_empty()).into()
}

/// `use the --video-password option`: whether a sentence speaks of the flag.
fn is_noun(at: &At<'_>, rest: &[u8]) -> bool {
    const NOUNS: [&[u8]; 9] = [
        b"argument",
        b"arguments",
        b"flag",
        b"flags",
        b"option",
        b"options",
        b"parameter",
        b"setting",
        b"switch",
    ];
    const ARTICLES: [&[u8]; 4] = [b"the", b"this", b"your", b"an"];
    let word = rest.iter().take(16).take_while(|b| b.is_ascii_alphabetic()).count();
    let ends = rest.get(word).is_none_or(|b| b" .,;:!?)'\"\r".contains(b));
    let flag = at.key.span.start - at.key.dashes.min(at.key.span.start);
    let before = at.bytes[..flag].trim_ascii_end();
    let article = before.len() < flag
        && ARTICLES.iter().any(|article| {
            before
                .strip_suffix(*article)
                .is_some_and(|rest| rest.last().is_none_or(|b| !b.is_ascii_graphic()))
        });
    NOUNS.contains(&&rest[..word]) && ends || article
}

/// `echo x | anydesk --set-password _full_access`: whether the password comes through a pipe, so that what
/// follows the flag is what it is for.
fn is_fed(at: &At<'_>) -> bool {
    let flag = at.key.span.start;
    let before = &at.bytes[flag.saturating_sub(256)..flag];
    let line = &before[memchr::memrchr(b'\n', before).map_or(0, |end| end + 1)..];
    let pipe = memchr::memrchr(b'|', line).unwrap_or_default();
    at.bytes[at.key.span.clone()].eq_ignore_ascii_case(b"set-password")
        && memchr::memmem::find(&line[..pipe], b"echo").is_some()
}

/// Whether what follows a flag tells what it is for: a sentence in a column of its own, or a name for
/// its value as in `--password str  The password`.
fn explains(rest: &[u8]) -> bool {
    const NAMES: [&[u8]; 10] = [
        b"cmd", b"file", b"hex-key", b"key", b"name", b"path", b"str", b"string", b"text", b"value",
    ];
    let gap = rest.iter().take_while(|b| **b == b' ').count();
    let mut words = rest[gap..].split(|b| *b == b' ');
    let first = words.next().unwrap_or_default();
    let sentence = first.first().is_some_and(u8::is_ascii_uppercase)
        && words.next().is_some_and(|next| next.first().is_some_and(u8::is_ascii_lowercase));
    gap > 1 && sentence || NAMES.contains(&first)
}

/// The length of the name of an audit record's next field: `a1="--password" a2="x"`.
fn audit_field(text: &[u8]) -> usize {
    let digits = text.iter().skip(1).take(3).take_while(|b| b.is_ascii_digit()).count();
    let is = text.first() == Some(&b'a') && digits > 0 && text.get(1 + digits) == Some(&b'=');
    if is { digits + 2 } else { 0 }
}
