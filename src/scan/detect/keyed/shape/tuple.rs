//! Key and value as neighbours of a list: `("password", "x")`, `{password, <<"x">>}`, and a value in
//! quotes right after its key: `password 'x'`.
//!
//! Nothing but quotes proves that the neighbour is the value, so a bare one is not read.

use super::{At, Fit, Reading, opener};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::Proof;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let next = text::skip_blank(bytes, at.after);
    let comma = bytes.get(next) == Some(&b',');
    // `("password", "x")`: a pair has an opening bracket, two parts and a closing one.
    let before = bytes[..at.key.span.start].trim_ascii_end();
    let quotes = before.iter().rev().take(8).take_while(|b| b"\"'`\\ub".contains(b)).count();
    let before = &before[..before.len() - quotes];
    let pair = comma && matches!(before.last(), Some(b'(' | b'[' | b'{'));
    // PHP's serialize: `s:8:"password";s:6:"secret";`
    let serialized = at.closed && bytes[at.after..].starts_with(b";s:");
    let length = text::run(bytes, at.after + 3, |b| b.is_ascii_digit());
    // `[password, x]`: no quotes at all.
    if pair && at.quote.is_none() && !before.ends_with(b"{") {
        return bare_pair(bytes, text::skip_blank(bytes, next + 1))
            .map_or(Fit::No, |reading| Some(reading).into());
    }
    // A Clojure keyword has a colon of its own: `:password "x"`.
    let stem = bytes[..at.key.span.start].strip_suffix(b":").unwrap_or(&bytes[..at.key.span.start]);
    let spaced = stem.last().is_none_or(|b| b.is_ascii_whitespace() || b"{(,".contains(b));
    let from = match () {
        () if serialized && length > 0 => at.after + length + 4,
        () if pair && (at.closed || before.ends_with(b"{")) => text::skip_blank(bytes, next + 1),
        // Quotes right after a key in plain text: `password 'x'`.
        () if next > at.after
            && at.quote.is_none()
            && spaced
            && Quote::open(bytes, next).is_some() =>
        {
            next
        }
        () => return Fit::No,
    };
    let opener::Opened::Values(mut values) =
        opener::read(bytes, from, super::assign::Delimiter::Arrow)
    else {
        return Fit::No;
    };
    values.truncate(1);
    let ends = |value: &Reading| {
        let after = text::run(bytes, value.value.end, |b| b"\"'`\\> ".contains(&b));
        matches!(bytes.get(value.value.end + after), Some(b')' | b']' | b'}') | None)
    };
    if pair && !values.first().is_some_and(ends) {
        return Fit::No;
    }
    values.iter_mut().for_each(|value| value.shape = "neighbour");
    Fit::Values(values)
}

/// The second part of a pair without quotes, up to its closing bracket.
fn bare_pair(bytes: &[u8], start: usize) -> Option<Reading> {
    let line = text::line_end(bytes, start, 256);
    let stop = |b: &u8| b",()[]{}\"' \t".contains(b);
    let end = start + bytes[start..line].iter().position(stop)?;
    let closed = matches!(bytes.get(end), Some(b']' | b')'));
    let (proof, layer) = (Proof::Colon, None);
    let reading =
        Reading { value: start..end, proof, rest: None, layer, encoded: false, shape: "pair" };
    (closed && end > start).then_some(reading)
}
