//! Shapes: how a value stands beside its key.
//!
//! Each file reads one family of shapes from a key on and returns values without judging them. The
//! first shape that fits a key has it; to add one, add its file and a line to `SHAPES`.

mod assign;
mod bare;
mod element;
mod flag;
mod named;
mod opener;
pub(crate) mod percent;
mod prose;
mod tabbed;
mod tuple;

use std::ops::Range;

use super::key::Key;
use super::text::{Quote, Wrapping};
use crate::finding::Layer;
use crate::scan::detect::value::Proof;

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

/// A key and the text around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) key: &'a Key,
    /// The quote that the key stands in.
    pub(crate) quote: Option<Quote>,
    /// The first place after the key and its closing quote.
    pub(crate) after: usize,
    /// Whether the key's closing quote was there.
    pub(crate) closed: bool,
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

/// The shapes in the order in which they are tried: those that are surest of themselves first.
const SHAPES: [fn(&At<'_>) -> Fit; 7] =
    [element::read, named::read, assign::read, tabbed::read, tuple::read, flag::read, prose::read];

/// The values of a key, by the first shape that fits.
pub(crate) fn read(bytes: &[u8], key: &Key) -> Vec<Reading> {
    let quote = Quote::before(bytes, key.span.start - key.dashes.min(key.span.start));
    let close = quote.and_then(|quote| quote.closes_at(bytes, key.span.end));
    let after = close.unwrap_or(key.span.end);
    let at = At { bytes, key, quote, after, closed: close.is_some() };
    for shape in SHAPES {
        match shape(&at) {
            Fit::No => {}
            Fit::Empty => return Vec::new(),
            Fit::Values(values) => return values,
        }
    }
    Vec::new()
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
