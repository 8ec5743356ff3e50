//! Text whose escapes were undone, and where each place of it stood before.
//!
//! It knows no escape: whoever undoes one says what it stands for.

use std::ops::Range;

use super::{Found, Window};
use crate::finding::{Layer, Layers};

/// Text that was undone: for each escape, where what is behind it stands in both.
pub(crate) struct Undone {
    start: usize,
    steps: Vec<(usize, usize)>,
}

impl Undone {
    /// Undoes the escapes of a span: `escape` gives the character that one stands for and its length, where
    /// a row of backslashes or a `#` begins a text.
    pub(crate) fn new(
        bytes: &[u8],
        span: Range<usize>,
        escape: impl Fn(&[u8]) -> Option<(char, usize)>,
        out: &mut Vec<u8>,
    ) -> Undone {
        out.clear();
        let mut undone = Undone { start: span.start, steps: Vec::new() };
        let mut here = span.start;
        while here < span.end {
            let rest = &bytes[here..span.end];
            let next = memchr::memchr2(b'\\', b'#', rest).unwrap_or(rest.len());
            out.extend_from_slice(&rest[..next]);
            here += next;
            let rest = &bytes[here..span.end];
            match escape(rest) {
                Some((c, length)) => {
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    here += length;
                    undone.steps.push((out.len(), here));
                }
                None => {
                    // The row as a whole: a part of it would be another escape.
                    let slashes = rest.iter().take_while(|b| **b == b'\\').count();
                    let row = slashes.max(1).min(rest.len());
                    out.extend_from_slice(&rest[..row]);
                    here += row;
                }
            }
        }
        undone
    }

    /// Where a place of the text stood before.
    fn origin(&self, at: usize) -> usize {
        let nth = self.steps.partition_point(|(place, _)| *place <= at);
        let (place, origin) =
            nth.checked_sub(1).map_or((0, self.start), |before| self.steps[before]);
        origin + (at - place)
    }

    /// Where a place of the line stands now.
    pub(crate) fn place(&self, origin: usize) -> usize {
        let nth = self.steps.partition_point(|(_, step)| *step <= origin);
        let (place, step) = nth.checked_sub(1).map_or((0, self.start), |before| self.steps[before]);
        place + (origin - step)
    }

    /// Where a span of the text stood before.
    pub(crate) fn origins(&self, span: &Range<usize>) -> Range<usize> {
        // The end of the last character, not the start of an escape behind it.
        let end = span.end.checked_sub(1).map_or(self.start, |last| self.origin(last) + 1);
        let escape = self.steps.iter().find(|(place, _)| *place == span.end);
        self.origin(span.start)..escape.map_or(end, |(_, origin)| *origin)
    }

    /// Brings what was found in the text since `mark` back to where it stood, for a candidate in `window`.
    pub(crate) fn bring_back(&self, window: &Window<'_>, mark: (usize, usize), found: &mut Found) {
        found.place_notes(mark, &window.literal());
        found.map(mark, |new| {
            (new.value, new.key) = (self.origins(&new.value), self.origins(&new.key));
            new.layers = Layers::NONE.with(Layer::JsonString).then(new.layers);
        });
    }
}
