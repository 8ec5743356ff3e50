//! The arguments of a call: strings, words and what is neither.
//!
//! It reads them as most languages and their traces print them and judges none.

use std::ops::Range;

use crate::scan::detect::keyed::text;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;

/// Arguments of one call that are read, and how far.
const MOST: usize = 8;
const FAR: usize = 1 << 10;
/// The longest name of an argument.
const LABEL: usize = 16;
/// What brackets hold one another to this depth.
const DEPTH: usize = 8;

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) kind: Kind,
    /// A name stands before it, which says what it is.
    pub(super) named: bool,
}

/// What an argument is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string in quotes.
    Text(Value),
    /// A word without quotes: a variable, or a value that a trace prints so.
    Bare(Value),
    /// An object, as PHP prints it: `Object(App\User)`.
    Object,
    /// A number, another object, nothing.
    Other,
}

impl Argument {
    /// What it is made of, where that is text.
    pub(super) fn text<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        match &self.kind {
            Kind::Text(value) | Kind::Bare(value) => Some(&bytes[value.span.clone()]),
            Kind::Object | Kind::Other => None,
        }
    }

    pub(super) fn is_string(&self) -> bool {
        matches!(self.kind, Kind::Text(_))
    }
}

/// The arguments behind an opening bracket. A list that ends with its line was cut; any other that
/// does not close is none.
pub(super) fn read(bytes: &[u8], from: usize) -> Option<Vec<Argument>> {
    let line = text::line_end(bytes, from, FAR);
    let close = if bytes[..from].ends_with(b"[") { b']' } else { b')' };
    let bytes = &bytes[..line];
    let mut all = Vec::new();
    let mut here = from;
    while all.len() < MOST {
        let first = text::skip_blank(bytes, here);
        let label = label(bytes, first);
        let start = opener(bytes, first + label);
        let (kind, end) = match read::opening(bytes, start) {
            Some(_) => {
                let value = read::quoted(bytes, start).filter(|v| v.proof == Proof::Quoted)?;
                let end = value.next + if bytes[value.next..].starts_with(b">>") { 2 } else { 0 };
                (Kind::Text(value), end)
            }
            None => bare(bytes, start)?,
        };
        // `$p = 'x'` is a variable's name, which programs shorten.
        let named = label > 0 && bytes[first] != b'$';
        all.push(Argument { kind, named });
        let next = text::skip_blank(bytes, end);
        match bytes.get(next) {
            Some(b',') => here = next + 1,
            None => return Some(all),
            Some(byte) if *byte == close => return Some(all),
            Some(_) => return None,
        }
    }
    Some(all)
}

/// The length of what names an argument: `$name = `, `password: `.
fn label(bytes: &[u8], at: usize) -> usize {
    let name = at + usize::from(bytes.get(at) == Some(&b'$'));
    let length = text::run(bytes, name, |b| b.is_ascii_alphanumeric() || b == b'_');
    let sign = text::skip_blank(bytes, name + length);
    let single = bytes.get(sign + 1).is_none_or(|b| !b":=>".contains(b));
    let told = matches!(bytes.get(sign), Some(b'=' | b':')) && single;
    match (1..=LABEL).contains(&length) && told {
        true => text::skip_blank(bytes, sign + 1) - at,
        false => 0,
    }
}

/// Behind what opens a string before its quote: `<<`, and the letters of its kind.
fn opener(bytes: &[u8], at: usize) -> usize {
    let here = at + if bytes[at..].starts_with(b"<<") { 2 } else { 0 };
    let kind = text::run(bytes, here, |b| b"rbufnRBUFN@".contains(&b));
    let quote = matches!(bytes.get(here + kind), Some(b'"' | b'\''));
    if kind <= 2 && quote { here + kind } else { here }
}

/// An argument without quotes, and where it ends.
fn bare(bytes: &[u8], start: usize) -> Option<(Kind, usize)> {
    const NOTHING: [&[u8]; 7] = [b"null", b"none", b"nil", b"true", b"false", b"undefined", b"..."];
    let mut depth = 0;
    let mut end = start;
    let mut nested = false;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'(' | b'[' | b'{' if depth == DEPTH => return None,
            b'(' | b'[' | b'{' => (depth, nested) = (depth + 1, true),
            b')' | b']' | b',' if depth == 0 => break,
            b'}' if depth == 0 => return None,
            b')' | b']' | b'}' => depth -= 1,
            b'"' | b'\'' if depth == 0 => return None,
            _ => {}
        }
        end += 1;
    }
    let span: Range<usize> = start..start + bytes[start..end].trim_ascii_end().len();
    let text = &bytes[span.clone()];
    let number = text.iter().all(u8::is_ascii_digit);
    let odd = |b: &u8| b.is_ascii_whitespace() || b"=:;".contains(b);
    let nothing = NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text));
    let kind = match nested || number || nothing || text.iter().any(odd) {
        true if text.starts_with(b"Object(") => Kind::Object,
        true => Kind::Other,
        false => Kind::Bare(Value::new(span, Proof::Delimited)),
    };
    Some((kind, end))
}
