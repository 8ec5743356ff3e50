//! Key and value as neighbours of a list: `("password", "x")`, `{password, <<"x">>}`, and a value in
//! quotes right after its key: `password 'x'`.
//!
//! Nothing but quotes proves that the neighbour is the value, so a bare one is not read.

use super::{At, Fit, opener};
use crate::scan::detect::keyed::text::{self, Quote};

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let next = text::skip_blank(bytes, at.after);
    let comma = bytes.get(next) == Some(&b',');
    // `("password", "x")`: a pair has an opening bracket, two parts and a closing one.
    let before = bytes[..at.key.span.start].trim_ascii_end();
    let quotes = before.iter().rev().take(8).take_while(|b| b"\"'`\\ub".contains(b)).count();
    let before = &before[..before.len() - quotes];
    let pair = comma && matches!(before.last(), Some(b'(' | b'[' | b'{'));
    let from = match () {
        () if pair && (at.closed || before.ends_with(b"{")) => text::skip_blank(bytes, next + 1),
        // Quotes right after a key in plain text: `password 'x'`.
        () if next > at.after && at.quote.is_none() && Quote::open(bytes, next).is_some() => next,
        () => return Fit::No,
    };
    let opener::Opened::Values(mut values) =
        opener::read(bytes, from, super::assign::Delimiter::Arrow)
    else {
        return Fit::No;
    };
    values.truncate(1);
    let ends = |value: &super::Reading| {
        let after = text::run(bytes, value.value.end, |b| b"\"'`\\> ".contains(&b));
        matches!(bytes.get(value.value.end + after), Some(b')' | b']' | b'}') | None)
    };
    if pair && !values.first().is_some_and(ends) {
        return Fit::No;
    }
    values.iter_mut().for_each(|value| value.shape = "neighbour");
    Fit::Values(values)
}
