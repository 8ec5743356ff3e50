//! Secrets with a type of their own, as programs print objects: `Password{value='x'}`,
//! `Token { kind: Api, value: "x" }`, `Password("x")`.
//!
//! A type starts with a capital. Objects whose fields are secrets by their own names are `assign`'s.

use std::ops::Range;

use super::{At, Fit, Reading, layer_of};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::list::List;
use crate::scan::detect::value::Proof;

/// Fields that hold what the type says.
static VALUES: List = List::new(&[
    "cleartext",
    "content",
    "contents",
    "data",
    "inner",
    "password",
    "plain",
    "plaintext",
    "raw",
    "secret",
    "string",
    "text",
    "valeur",
    "valor",
    "value",
    "wert",
    "_value",
]);
/// What parts of a window are called.
const WIDGETS: [&[u8]; 4] = [b"Field", b"Input", b"Box", b"Edit"];
/// How far an object is read, and how many of its fields.
const FAR: usize = 256;
const FIELDS: usize = 5;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = &at.bytes[..at.line_end(FAR)];
    let named = at.bytes[at.key.span.clone()].rsplit(|b| *b == b'.').next().unwrap_or_default();
    if at.closed || !named.first().is_some_and(u8::is_ascii_uppercase) || is_constant(named) {
        return Fit::No;
    }
    // Rust and Elixir put a blank before the brace.
    let brace = text::skip_blank(bytes, at.after);
    let open = if bytes.get(brace) == Some(&b'{') { brace } else { at.after };
    let close = match bytes.get(open) {
        Some(b'{') => b'}',
        Some(b'(') => b')',
        Some(b'[') => b']',
        Some(b'<') => b'>',
        _ => return Fit::No,
    };
    let start = text::skip_blank(bytes, open + 1);
    // What stands under another key is what that says, and widgets take names.
    let before = at.bytes[at.line_start(8)..at.key.span.start].trim_ascii_end().last();
    let free = before.is_none_or(|b| !b"=:".contains(b));
    let widget = WIDGETS.iter().any(|end| named.ends_with(end));
    if close == b')'
        && free
        && !widget
        && let Some(value) = only_string(bytes, start)
    {
        return Some(value).into();
    }
    field(bytes, start, close).map_or(Fit::No, |value| Some(value).into())
}

/// `PASSWORD(x)` is a function or a parameter of a command.
fn is_constant(name: &[u8]) -> bool {
    !name.iter().any(u8::is_ascii_lowercase)
}

/// `Password("x")`: prompts and labels are built so as well, so the value must look like none of them.
fn only_string(bytes: &[u8], start: usize) -> Option<Reading> {
    let quote = Quote::open(bytes, start)?;
    let (value, closed) = quote.text(bytes);
    let after = quote.closes_at(bytes, value.end)?;
    let (proof, layer, shape) = (Proof::Colon, layer_of(quote), "object");
    let alone = closed && bytes.get(after) == Some(&b')') && !bytes[value.clone()].contains(&b' ');
    alone.then_some(Reading::new(value, proof, shape).with_layer(layer))
}

/// The field of an object that holds its value.
fn field(bytes: &[u8], start: usize, close: u8) -> Option<Reading> {
    let mut here = start;
    for _ in 0..FIELDS {
        let name = text::run(bytes, here, |b| b.is_ascii_alphanumeric() || b == b'_');
        let sign = here + name;
        if name == 0 || !matches!(bytes.get(sign), Some(b'=' | b':')) {
            return None;
        }
        let start = text::skip_blank(bytes, sign + 1);
        let (value, quote) = match Quote::open(bytes, start) {
            Some(quote) => (quote.text(bytes).0, Some(quote)),
            None => (bare(bytes, start, close), None),
        };
        if VALUES.has_in_any_case(&bytes[here..sign]) && !value.is_empty() {
            let proof = if quote.is_some() { Proof::Quoted } else { Proof::Delimited };
            let (layer, shape) = (quote.and_then(layer_of), "object");
            return Some(Reading::new(value, proof, shape).with_layer(layer));
        }
        let end = quote.map_or(Some(value.end), |quote| quote.closes_at(bytes, value.end))?;
        here = text::skip_blank(bytes, end);
        if !matches!(bytes.get(here), Some(b',' | b';')) {
            return None;
        }
        here = text::skip_blank(bytes, here + 1);
    }
    None
}

/// A value without quotes ends with its field, or with the object.
fn bare(bytes: &[u8], start: usize, close: u8) -> Range<usize> {
    let ends = |at: usize| {
        let byte = bytes[at];
        let next = bytes.get(at + 1);
        byte == close && next.is_none_or(|b| !b.is_ascii_alphanumeric())
            || matches!(byte, b',' | b';') && next.is_none_or(u8::is_ascii_whitespace)
            || byte.is_ascii_whitespace()
    };
    let end = (start..bytes.len()).find(|at| ends(*at)).unwrap_or(bytes.len());
    start..end
}
