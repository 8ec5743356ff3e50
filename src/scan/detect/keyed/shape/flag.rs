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
    if bytes.get(start) == Some(&b',') && at.closed {
        start = text::skip_blank(bytes, start + 1);
    } else if start == at.after {
        return Fit::No;
    }
    if at.closed {
        start += audit_field(&bytes[start..]);
    }
    if let opener::Opened::Values(values) =
        opener::read(bytes, start, super::assign::Delimiter::Equals)
    {
        return Fit::Values(values.into_iter().take(1).collect());
    }
    let line = text::line_end(bytes, start, 1024);
    let length = bytes[start..line]
        .iter()
        .take_while(|b| !b.is_ascii_whitespace() && !b"\"|;<>`".contains(b))
        .count();
    // The next flag: this one had no value.
    if length == 0 || bytes[start] == b'-' {
        return Fit::Empty;
    }
    let mut end = start + length;
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
    Some(Reading { value, proof, rest: None, layer: None, encoded: false, shape: "flag" })
        .filter(|reading| !reading.value.is_empty())
        .into()
}

/// The length of the name of an audit record's next field: `a1="--password" a2="x"`.
fn audit_field(text: &[u8]) -> usize {
    let digits = text.iter().skip(1).take(3).take_while(|b| b.is_ascii_digit()).count();
    let is = text.first() == Some(&b'a') && digits > 0 && text.get(1 + digits) == Some(&b'=');
    if is { digits + 2 } else { 0 }
}
