//! Shapes: how a value stands beside its key.
//!
//! Each file reads one family of shapes from a key on and returns values without judging them. The
//! first shape that fits a key has it; to add one, add its file and a line to `SHAPES`.

mod assign;
mod bare;
mod becomes;
mod below;
mod beside;
mod bracket;
mod change;
mod dumped;
mod element;
mod enclosed;
mod flag;
mod mention;
mod named;
mod object;
mod octets;
mod opener;
mod pair;
pub(crate) mod percent;
mod phrase;
mod prose;
mod refused;
mod setter;
mod setting;
mod tabbed;
mod tuple;
mod typed;

use std::ops::Range;

use super::key::Key;
use super::text::{self, Quote, Wrapping};
use crate::finding::Layer;
use crate::scan::detect::value::Proof;

/// The shape of a value that is printed byte by byte.
pub(crate) const ROW_OF_BYTES: &str = "row of bytes";

/// A value as a shape read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) value: Range<usize>,
    pub(crate) proof: Proof,
    /// The rest of the value, where the line was split within it.
    pub(crate) rest: Option<Range<usize>>,
    /// What the quotes or the text around tell of how the value is written.
    pub(crate) layer: Option<Layer>,
    /// The value stands in a URL or form: it may be percent-encoded.
    pub(crate) encoded: bool,
    /// The name of the shape, for people.
    pub(crate) shape: &'static str,
}

impl Reading {
    /// A value that stands in one piece, as it is.
    pub(crate) fn new(value: Range<usize>, proof: Proof, shape: &'static str) -> Self {
        Reading { value, proof, rest: None, layer: None, encoded: false, shape }
    }

    fn with_layer(self, layer: Option<Layer>) -> Self {
        Reading { layer, ..self }
    }
}

/// A key and the text around it.
#[derive(Clone, Debug)]
pub(crate) struct At<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) key: &'a Key,
    /// The quote that the key stands in.
    pub(crate) quote: Option<Quote>,
    /// The first place after the key and its closing quote.
    pub(crate) after: usize,
    /// Whether the key's closing quote was there.
    pub(crate) closed: bool,
    /// The line around, as far as `LINE` on either side.
    line: Range<usize>,
    /// The key is a word of a sentence, and nothing behind it in its line quotes or delimits.
    plain: bool,
}

impl<'a> At<'a> {
    /// A key, the quote before it, and the end of its closing quote.
    fn new(bytes: &'a [u8], key: &'a Key, quote: Option<Quote>, close: Option<usize>) -> Self {
        let after = close.unwrap_or(key.span.end);
        let start = text::line_start(bytes, key.span.start, LINE);
        let line = start..text::line_end(bytes, after, LINE);
        let plain =
            quote.is_none() && key.dashes == 0 && in_sentence(&bytes[..line.end], key, after);
        At { bytes, key, quote, after, closed: close.is_some(), line, plain }
    }

    /// The start of the key's line, or the furthest place looked at.
    pub(crate) fn line_start(&self, max: usize) -> usize {
        debug_assert!(max <= LINE);
        self.line.start.max(self.key.span.start.saturating_sub(max))
    }

    /// The end of the line behind the key, without its line ending, or the furthest place looked at.
    pub(crate) fn line_end(&self, max: usize) -> usize {
        debug_assert!(max <= LINE);
        self.line.end.min(self.after + max)
    }
}

/// How far a shape looks for the start of the key's line or the end.
const LINE: usize = 512;

/// Whether a key stands between words, and no quote and no delimiter follows, up to the end of `line`.
fn in_sentence(line: &[u8], key: &Key, after: usize) -> bool {
    static PLAIN: [bool; 256] = {
        let (mut table, mut byte) = ([false; 256], b' ');
        while byte < 0x7f {
            table[byte as usize] = !matches!(
                byte,
                b'"' | b'\'' | b'`' | b'\\' | b'%' | b'&' | b'=' | b':' | b';' | b'>' | b'~' | b'-'
            );
            byte += 1;
        }
        table
    };
    let before = key.span.start.checked_sub(1).map_or(b' ', |at| line[at]);
    matches!(before, b' ' | b'\n')
        && matches!(&line[after..], [b' ', next, ..] if next.is_ascii_alphanumeric())
        && line[after..].iter().all(|byte| PLAIN[usize::from(*byte)])
}

/// What a shape says of a key.
pub(crate) enum Fit {
    /// It is not this shape.
    No,
    /// It is, and there is no value.
    Empty,
    /// It is, and these are the values.
    Values(Vec<Reading>),
}

impl From<Option<Reading>> for Fit {
    fn from(reading: Option<Reading>) -> Self {
        reading.map_or(Fit::Empty, |reading| Fit::Values(vec![reading]))
    }
}

/// A reader of one family of shapes.
type Shape = fn(&At<'_>) -> Fit;

/// The shapes in the order in which they are tried, those that are surest of themselves first, and
/// whether each fits a key in a plain sentence: most keys stand in one, and have no value.
const SHAPES: [(Shape, bool); 18] = [
    (element::read, false),
    (change::read, true),
    (refused::read, true),
    (named::read, true),
    (setting::read, true),
    (typed::read, true),
    (dumped::read, false),
    (octets::read, false),
    (setter::read, false),
    (object::read, false),
    (below::read, true),
    (pair::read, true),
    (assign::read, false),
    (tabbed::read, true),
    (tuple::read, false),
    (enclosed::read, false),
    (flag::read, false),
    (prose::read, true),
];

/// The values of a key, by the first shape that fits.
pub(crate) fn read(bytes: &[u8], key: &Key) -> Vec<Reading> {
    let quote = Quote::before(bytes, key.span.start - key.dashes.min(key.span.start));
    let quote = quote.or_else(|| label(bytes, key));
    let end = after_control(bytes, key.span.end);
    let close = quote.and_then(|quote| quote.closes_at(bytes, end));
    let mut at = At::new(bytes, key, quote, close);
    // `<<"password">>`: a binary of Erlang.
    at.after += if at.closed && bytes[at.after..].starts_with(b">>") { 2 } else { 0 };
    if mention::is_all(&at) {
        debug_assert!(SHAPES.iter().all(|(shape, _)| matches!(shape(&at), Fit::No)));
        return Vec::new();
    }
    for (shape, in_sentence) in SHAPES {
        if at.plain && !in_sentence {
            debug_assert!(matches!(shape(&at), Fit::No));
            continue;
        }
        match shape(&at) {
            Fit::No => {}
            Fit::Empty => return Vec::new(),
            Fit::Values(values) => return values,
        }
    }
    Vec::new()
}

/// `SMS OTP verify: phone=… code=474592`: six digits under `code` in a line that tells of a code.
pub(crate) fn code_after(bytes: &[u8], key: &Key) -> Option<Reading> {
    const CODE: &[u8] = b" code=";
    let line = text::line_end(bytes, key.span.end, 128);
    let rest = &bytes[key.span.end..line];
    let start = key.span.end + memchr::memmem::find(rest, CODE)? + CODE.len();
    let digits = text::run(&bytes[..line], start, |b| b.is_ascii_digit());
    let ends = bytes
        .get(start + digits)
        .is_none_or(|b| b.is_ascii_whitespace() || b",;\"'\\]}<\x1b".contains(b));
    let (value, proof, shape) = (start..start + digits, Proof::Delimited, "code beside");
    (digits == 6 && ends).then_some(Reading::new(value, proof, shape))
}

/// Whether the key at `at` stands behind a name of users that is said together with it: `user, password`,
/// `username and password`.
pub(crate) fn user_joined(bytes: &[u8], at: usize) -> bool {
    const JOINTS: [&[u8]; 9] =
        [b", ", b",", b" and ", b" & ", b" + ", b"/", b" und ", b" et ", b" y "];
    let before = &bytes[..at];
    JOINTS.iter().any(|joint| before.strip_suffix(*joint).is_some_and(beside::names_user))
}

/// How much of a label may stand before its last words.
const LABEL: usize = 64;

/// The quote that opens a label which the key only ends: `"New password": x`, `"db.pool[0].password"`.
fn label(bytes: &[u8], key: &Key) -> Option<Quote> {
    if !matches!(bytes.get(key.span.end)?, b'"' | b'\'' | b'\\' | b'&') {
        return None;
    }
    let low = key.span.start.saturating_sub(LABEL);
    let before = &bytes[low..key.span.start];
    let part = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80 || b" ._-:/[]$@#".contains(b);
    let start = key.span.start - before.iter().rev().take_while(|b| part(b)).count();
    // The path of a type: `"AWS::IAM::AccessKey"`.
    if bytes[start..key.span.start].windows(2).any(|pair| pair == b"::") {
        return None;
    }
    let quote = Quote::before(bytes, start)?;
    // What opens a string stands where a structure has one.
    let opening = bytes[..start].iter().rev().find(|b| !b"\"'\\`;&quot".contains(b));
    let structural = opening.is_none_or(|b| b"{,([<>=\n\r".contains(b) || b.is_ascii_whitespace());
    structural.then_some(quote)
}

/// Behind the control characters that a program left in a key, raw or escaped: `"password\u0000"`.
fn after_control(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        end = match &bytes[end..] {
            [b'\\', b'u', b'0', b'0', b'0' | b'1', digit, ..] if digit.is_ascii_hexdigit() => {
                end + 6
            }
            [0..=8 | 14..=26, ..] => end + 1,
            _ => return end,
        };
        if end > at + 24 {
            return at;
        }
    }
}

/// The layer that a quote tells of.
fn layer_of(quote: Quote) -> Option<Layer> {
    match quote.wrapping() {
        Wrapping::Plain => None,
        Wrapping::Backslash => Some(Layer::JsonString),
        Wrapping::Percent => Some(Layer::Percent),
        Wrapping::Html => Some(Layer::Html),
    }
}
