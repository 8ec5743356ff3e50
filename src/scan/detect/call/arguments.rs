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

    /// The one that stands alone at `at`; a structure of Elixir stands for somebody.
    pub(super) fn first(bytes: &[u8], at: usize) -> Argument {
        let one = || read(bytes, at).and_then(|all| all.into_iter().next());
        let object = bytes[at..].starts_with(b"%");
        let none = || Argument { kind: Kind::Other, named: false };
        match object {
            true => Argument { kind: Kind::Object, named: false },
            false => one().unwrap_or_else(none),
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
    // Python's loggers print all arguments as one tuple: `bind(('app', 'x'), {})`.
    let from = from + usize::from(bytes[from..line].starts_with(b"("));
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
                let value = string(bytes, start, close)?;
                let end = value.next + binary(bytes, value.next);
                let reference = is_reference(&bytes[value.span.clone()]);
                (if reference { Kind::Other } else { Kind::Text(value) }, end)
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

/// What closes a binary of Erlang: `<<"x">>`.
fn binary(bytes: &[u8], at: usize) -> usize {
    if bytes[at..].starts_with(b">>") { 2 } else { 0 }
}

/// The string at `start`. Traces of PHP escape no quote in it: one ends an argument where a delimiter follows.
fn string(bytes: &[u8], start: usize, close: u8) -> Option<Value> {
    let ends = |at: usize| {
        let next = text::skip_blank(bytes, at + binary(bytes, at));
        bytes.get(next).is_none_or(|b| *b == b',' || *b == close)
    };
    let value = read::quoted(bytes, start)?;
    let quoted = value.proof == Proof::Quoted;
    if quoted && ends(value.next) {
        return Some(value);
    }
    unescaped(bytes, start, close).or_else(|| quoted.then_some(value))
}

/// A string with quotes of its own in it, up to one behind which the next argument or the end of all stands.
fn unescaped(bytes: &[u8], start: usize, close: u8) -> Option<Value> {
    let length = read::opening(bytes, start)?;
    let quote = &bytes[start..start + length];
    let first = start + length;
    for at in memchr::memmem::find_iter(&bytes[first..], quote).map(|at| first + at) {
        let next = at + length;
        let value = || Value { next, ..Value::new(first..at, Proof::Quoted) };
        match bytes.get(next..) {
            Some([b',', b' ', ..]) => return Some(value()),
            Some([byte, ..]) if *byte == close => return Some(value()),
            // Code goes on with an operator, a list of names and values with its sign.
            Some([byte, ..]) if byte.is_ascii_alphanumeric() || !byte.is_ascii() => {}
            Some([byte, ..]) if b"'!#@*^~_-".contains(byte) => {}
            _ => return None,
        }
    }
    None
}

/// `RT::User=HASH(0x55d0c8)`: an object, as Perl prints it in quotes.
fn is_reference(text: &[u8]) -> bool {
    let Some(inner) = text.strip_suffix(b")") else { return false };
    let Some(open) = memchr::memmem::rfind(inner, b"(0x") else { return false };
    let kind = inner[..open].iter().rev().take_while(|b| b.is_ascii_uppercase()).count();
    kind > 2 && inner[open + 3..].iter().all(u8::is_ascii_hexdigit)
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
