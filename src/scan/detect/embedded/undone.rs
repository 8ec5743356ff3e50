//! Text whose escapes were undone, and where each place of it stood before.
//!
//! It knows no escape: whoever undoes one says what it stands for.

use std::ops::Range;

use crate::finding::Layers;
use crate::scan::detect::Found;

/// What an escape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Char(char),
    Byte(u8),
    /// Nothing of the text.
    Nothing,
}

/// A text without its escapes: for each, where what is behind it stands in both. It is made once for many.
#[derive(Debug, Default)]
pub(crate) struct Undone {
    text: Vec<u8>,
    steps: Vec<Step>,
    /// How much was taken so far of what it is made from.
    taken: usize,
}

/// Where what is behind an escape stands without escapes, and with them.
#[derive(Clone, Copy, Debug)]
struct Step {
    place: usize,
    origin: usize,
    /// What stood there stands for nothing.
    empty: bool,
}

impl Undone {
    /// The text without escapes.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Leaves no text.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.steps.clear();
        self.taken = 0;
    }

    /// Takes what comes next as it is.
    pub(crate) fn copy(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.taken += text.len();
    }

    /// Leaves out so much of what comes next.
    pub(crate) fn skip(&mut self, length: usize) {
        self.step(Plain::Nothing, length);
    }

    /// Takes what comes next without its escapes: `escape` gives what one stands for and its length, where one
    /// of `marks` begins what it is given.
    pub(crate) fn undo(
        &mut self,
        text: &[u8],
        marks: [u8; 2],
        escape: impl Fn(&[u8]) -> Option<(Plain, usize)>,
    ) {
        let mut rest = text;
        while let Some(next) = memchr::memchr2(marks[0], marks[1], rest) {
            self.copy(&rest[..next]);
            rest = &rest[next..];
            let length = match escape(rest) {
                Some((plain, length)) => {
                    self.step(plain, length);
                    length
                }
                None => {
                    // The row as a whole: a part of it would be another escape.
                    let slashes = rest.iter().take_while(|b| **b == b'\\').count();
                    self.copy(&rest[..slashes.max(1)]);
                    slashes.max(1)
                }
            };
            rest = &rest[length..];
        }
        self.copy(rest);
    }

    /// Puts what an escape stands for in place of it.
    fn step(&mut self, plain: Plain, length: usize) {
        match plain {
            Plain::Char(c) => self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Plain::Byte(byte) => self.text.push(byte),
            Plain::Nothing => {}
        }
        self.taken += length;
        let empty = plain == Plain::Nothing;
        self.steps.push(Step { place: self.text.len(), origin: self.taken, empty });
    }

    /// Where a place of the text stood before.
    fn origin(&self, at: usize) -> usize {
        let nth = self.steps.partition_point(|step| step.place <= at);
        nth.checked_sub(1).map_or(at, |before| {
            let step = self.steps[before];
            step.origin + (at - step.place)
        })
    }

    /// Where a place of what was undone stands now.
    pub(crate) fn place(&self, origin: usize) -> usize {
        let nth = self.steps.partition_point(|step| step.origin <= origin);
        nth.checked_sub(1).map_or(origin, |before| {
            let step = self.steps[before];
            step.place + (origin - step.origin)
        })
    }

    /// Where a span of the text stood before.
    pub(crate) fn origins(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.origin(span.start);
        if span.is_empty() {
            return start..start;
        }
        // The end of the last character, not the start of an escape behind it.
        let end = self.origin(span.end - 1) + 1;
        let nth = self.steps.partition_point(|step| step.place < span.end);
        let mut behind = self.steps[nth..].iter().take_while(|step| step.place == span.end);
        let last = behind.find(|step| !step.empty);
        start..last.map_or(end, |step| step.origin)
    }

    /// Brings what was found in the text since `mark` back to where it stood before, in a text that starts at
    /// `start`; notes go to the literal that all began with.
    pub(crate) fn bring_back(
        &self,
        start: usize,
        literal: &Range<usize>,
        layers: Layers,
        mark: (usize, usize),
        found: &mut Found,
    ) {
        let origins = |span: &Range<usize>| {
            let Range { start: first, end } = self.origins(span);
            first + start..end + start
        };
        found.place_notes(mark, literal);
        found.map(mark, |new| {
            (new.value, new.key) = (origins(&new.value), origins(&new.key));
            new.layers = layers.then(new.layers);
        });
    }
}
