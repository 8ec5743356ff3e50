//! The argument of a method that sets what it is named after: `setAccessToken('x')`, `with_api_key("x")`.
//!
//! Calls that take a password have tables of their own, which know its place among the arguments.

use super::{At, Fit, Reading, layer_of};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::Proof;

const VERBS: [&[u8]; 6] = [b"set", b"with", b"use", b"add", b"update", b"save"];
/// Words of keys whose calls others read.
const PASSWORDS: [&[u8]; 3] = [b"pass", b"pwd", b"credential"];

pub(super) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if at.closed || bytes.get(at.after) != Some(&b'(') || at.after != at.key.span.end {
        return Fit::No;
    }
    let name = &bytes[at.key.span.clone()];
    let name = name.rsplit(|b| b".>:$".contains(b)).next().unwrap_or(name);
    let name = name.strip_prefix(b"_").unwrap_or(name);
    let verb = |verb: &&[u8]| {
        let rest = name.strip_prefix(*verb);
        rest.and_then(<[u8]>::first).is_some_and(|b| *b == b'_' || b.is_ascii_uppercase())
    };
    let lower = name.to_ascii_lowercase();
    let password = |word: &&[u8]| memchr::memmem::find(&lower, word).is_some();
    if !VERBS.iter().any(verb) || PASSWORDS.iter().any(password) {
        return Fit::No;
    }
    let Some(quote) = Quote::open(bytes, text::skip_blank(bytes, at.after + 1)) else {
        return Fit::No;
    };
    let (value, closed) = quote.text(bytes);
    let next = quote.closes_at(bytes, value.end).map(|end| text::skip_blank(bytes, end));
    let ends = next.is_some_and(|next| matches!(bytes.get(next), Some(b')' | b',')));
    if !closed || !ends {
        return Fit::No;
    }
    Some(Reading::new(value, Proof::Quoted, "setter").with_layer(layer_of(quote))).into()
}
