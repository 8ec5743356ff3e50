//! Encodings within encodings: base64 of base64, hexadecimal of base64 and the like.
//!
//! No stem shows through two layers. What shows is how the inner text begins: a JSON object, or the
//! pair of a form. So only the start of encoded text wakes it, and what begins otherwise is not read.

use super::{Decoded, Encoded, STEMS, decode};
use crate::finding::{Layer, Layers};
use crate::scan::detect::{Detector, Found, Memory, Window};

/// How text begins that was encoded more than once, and its outer layer: `{"` in base64 twice, three
/// times, in base64 and then hexadecimal, the other way round, and `pass` in base64 twice.
const OPENERS: [(&[u8], Layer); 5] = [
    (b"ZXlK", Layer::Base64),
    (b"WlhsS", Layer::Base64),
    (b"65794a", Layer::Hex),
    (b"N2IyM", Layer::Base64),
    (b"Y0dGemM", Layer::Base64),
];
/// Layers that are undone.
const DEPTH: usize = 4;
/// Groups of four characters, or digits in eights, that are decoded.
const GROUPS: usize = 1 << 10;
/// Places of each stem that are looked at.
const PLACES: usize = 8;

/// The literals that wake it.
pub(super) fn literals() -> impl Iterator<Item = String> {
    OPENERS.iter().map(|(text, _)| String::from_utf8_lossy(text).to_ascii_lowercase())
}

/// The outer layer of text that begins at a place as if it had been encoded more than once.
pub(super) fn opens(bytes: &[u8], at: usize) -> Option<Layer> {
    let fits = |(text, layer): &&(&[u8], Layer)| match layer {
        Layer::Hex => bytes[at..].get(..text.len()).is_some_and(|t| t.eq_ignore_ascii_case(text)),
        _ => bytes[at..].starts_with(text),
    };
    let (_, layer) = OPENERS.iter().find(fits)?;
    // `=` ends what is encoded before, `+`, `/`, `-` and `_` may stand in it.
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    (!before.is_ascii_alphanumeric() && !b"+/-_".contains(&before)).then_some(*layer)
}

impl Encoded {
    /// Finds what stands under telling keys below all layers.
    pub(super) fn nested(
        &self,
        bytes: &[u8],
        at: usize,
        outer: Layer,
        memory: &mut Memory,
        found: &mut Found,
    ) {
        let mut text = std::mem::take(&mut memory.decoded);
        let Decoded { start, end, .. } = decode(bytes, at, outer, GROUPS, &mut text);
        let mut layers = Layers::NONE.with(outer);
        let mut inner = Vec::new();
        for _ in 1..DEPTH {
            let Some(layer) = layer_of(&text) else { break };
            decode(&text, 0, layer, GROUPS, &mut inner);
            std::mem::swap(&mut text, &mut inner);
            layers = layers.with(layer);
        }
        let first = found.mark();
        self.plain(&text, memory, found);
        found.place_notes(first, &(start..end));
        found.map(first, |new| {
            new.value = start..end;
            new.key = 0..0;
            new.layers = layers.then(new.layers);
        });
        memory.decoded = text;
    }

    /// Has the keys read in text that nothing encodes any more, up to the first that tells something.
    fn plain(&self, text: &[u8], memory: &mut Memory, found: &mut Found) {
        let first = found.mark().0;
        for stem in STEMS {
            for at in memchr::memmem::find_iter(text, stem).take(PLACES) {
                let window = Window::whole(text, at, stem.len());
                self.keyed.detect(&window, memory, found);
                if found.mark().0 > first {
                    return;
                }
            }
        }
    }
}

/// The encoding of a text that is one, by how it begins: once encoded, or more often.
fn layer_of(text: &[u8]) -> Option<Layer> {
    match text {
        [] => None,
        [b'e', b'y', b'J', ..] | [b'c', b'G', b'F', b'z', ..] => Some(Layer::Base64),
        [b'7', b'b' | b'B', b'2', b'2', ..] => Some(Layer::Hex),
        _ => opens(text, 0),
    }
}
