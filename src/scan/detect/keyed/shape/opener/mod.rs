//! What stands before a value: quotes, prefixes of string literals, wrappers and type annotations.
//!
//! It steps over them and reads what is quoted; what stands bare it leaves to `bare`.

mod marks;
mod wrapper;

use std::ops::Range;

use self::marks::{between_brackets, between_marks, braced, glued};
pub(super) use self::wrapper::is_type;
use self::wrapper::{Step, step};
use super::assign::Delimiter;
use super::{Reading, layer_of};
use crate::scan::detect::keyed::split;
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::Proof;

/// What a value starts with.
pub(super) enum Opened {
    /// Quoted values.
    Values(Vec<Reading>),
    /// A value without quotes, and the bracket that closes what it stands in.
    Bare { start: usize, closer: Option<u8> },
    /// A structure, not a value.
    Nothing,
}

/// What stands between two quoted values of one key.
const BETWEEN: [&[u8]; 3] = [b"->", b"=>", b"* "];
/// Values of one list.
const LIST: usize = 8;
/// Wrappers around one value.
const WRAPPERS: usize = 5;

pub(super) fn read(bytes: &[u8], start: usize, delimiter: Delimiter) -> Opened {
    let mut at = start;
    let mut closer = None;
    if delimiter == Delimiter::Colon
        && let Some(value) = between_brackets(bytes, at)
    {
        let reading = Reading::new(value, Proof::Colon, "between brackets");
        return Opened::Values(vec![reading]);
    }
    for _ in 0..WRAPPERS {
        if let Some(quote) = Quote::open(bytes, at) {
            return Opened::Values(quoted(bytes, quote, closer.is_some()));
        }
        if glued(bytes, at) {
            break;
        }
        match step(bytes, at, delimiter) {
            Some(Step { to, closes }) => {
                at = to;
                closer = closes.or(closer);
            }
            None => break,
        }
    }
    if let Some(value) = between_marks(bytes, at) {
        let reading = Reading::new(value, Proof::Colon, "between marks");
        return Opened::Values(vec![reading]);
    }
    match bytes.get(at) {
        // ODBC puts what holds delimiters into braces.
        Some(b'{') if delimiter == Delimiter::Equals && braced(bytes, at) => {
            Opened::Bare { start: at + 1, closer: Some(b'}') }
        }
        Some(b'{') if !glued(bytes, at) => Opened::Nothing,
        _ => Opened::Bare { start: at, closer },
    }
}

/// One quoted value, or all of a list.
fn quoted(bytes: &[u8], quote: Quote, list: bool) -> Vec<Reading> {
    let mut values = Vec::new();
    let mut next = Some(quote);
    while let Some(quote) = next.take() {
        let (value, closed) = quote.text(bytes);
        let end = value.end;
        // `"Enter password:" caller=x.go`, over lines: the quote that closes a string opened above.
        if !closed && bytes.get(value.start).is_none_or(|b| b" ,)]}".contains(b)) {
            break;
        }
        let value = within(bytes, value);
        let layer = layer_of(quote);
        let rest = split::rest(bytes, quote, &value);
        values.push(Reading {
            value,
            proof: Proof::Quoted,
            rest,
            layer,
            encoded: false,
            shape: "quoted",
        });
        if !closed || values.len() == LIST {
            break;
        }
        let after = quote.closes_at(bytes, end).unwrap_or(end);
        let next_at = text::skip_blank(bytes, after);
        // `password = "old" -> "new"`: a plan shows both.
        // So does a change report; and a file of PPP's secrets has the server between.
        let between = BETWEEN.iter().find(|b| bytes[next_at..].starts_with(b));
        if let Some(between) = between {
            next = Quote::open(bytes, text::skip_blank(bytes, next_at + between.len()));
            if *between == b"* " && next.is_some() {
                values.clear();
            }
        } else if list && bytes.get(next_at) == Some(&b',') {
            let mut at = next_string(bytes, next_at + 1);
            at += usize::from(matches!(bytes.get(at), Some(b'u' | b'b')));
            next = Quote::open(bytes, at);
        }
    }
    values
}

/// The string that comes next, on this line or alone on the next one, as pretty printers write a tuple.
fn next_string(bytes: &[u8], at: usize) -> usize {
    const INDENT: usize = 64;
    let here = text::skip_blank(bytes, at);
    let blank =
        text::run(&bytes[..bytes.len().min(here + INDENT)], here, |b| b.is_ascii_whitespace());
    match Quote::open(bytes, here + blank) {
        Some(_) => here + blank,
        None => here,
    }
}

/// `"'x'"`: what is in quotes of its own, as trackers of errors send what a variable prints as.
fn within(bytes: &[u8], value: Range<usize>) -> Range<usize> {
    match &bytes[value.clone()] {
        [b'\'', inner @ .., b'\''] if !inner.is_empty() && !inner.contains(&b'\'') => {
            value.start + 1..value.end - 1
        }
        _ => value,
    }
}
