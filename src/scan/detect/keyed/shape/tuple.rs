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
    let opened = bytes[..at.key.span.start].trim_ascii_end().ends_with(b"{");
    let from = match () {
        () if comma && (at.closed || opened) => text::skip_blank(bytes, next + 1),
        // `--password 'x'` is a flag's; here a key in plain text.
        () if next > at.after && at.quote.is_none() && Quote::open(bytes, next).is_some() => next,
        () => return Fit::No,
    };
    match opener::read(bytes, from, super::assign::Delimiter::Arrow) {
        opener::Opened::Values(values) => Fit::Values(values.into_iter().take(1).collect()),
        _ => Fit::No,
    }
}
