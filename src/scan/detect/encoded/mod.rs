//! Keys and values that were encoded together: base64 and hexadecimal around a telling key.
//!
//! A stem has three base64 forms, one for each place that it can have in a group of three bytes. Where
//! one of them stands, the text around it is decoded and the keyed detector reads it there. Text
//! without a stem is never decoded, so random base64 costs nothing. What was encoded more than once is
//! `nested`'s, and keys of which each character is escaped `unicode`'s.

mod nested;
mod unicode;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use self::unicode::Unicode;
use super::keyed::Keyed;
use super::{Detector, Found, Memory, Window};
use crate::finding::{Layer, Layers};

/// Stems that are looked for in encoded text.
const STEMS: [&str; 14] = [
    "password", "Password", "PASSWORD", "passwd", "Passwd", "secret", "Secret", "SECRET",
    "api_key", "apiKey", "API_KEY", "token\"", "Token\"", "TOKEN=",
];
/// Groups that are decoded before and after a stem.
const BEFORE: usize = 64;
const AFTER: usize = 256;

/// One encoded form of a stem.
struct Form {
    literal: Vec<u8>,
    layer: Layer,
    /// Characters of its group before the literal.
    lead: usize,
    /// Where in the decoded group the stem starts, and its length.
    stem: (usize, usize),
}

/// The detector of encoded keys.
pub(crate) struct Encoded {
    keyed: Arc<Keyed>,
    forms: Vec<Form>,
}

impl Encoded {
    pub(crate) fn new(keyed: Arc<Keyed>) -> Self {
        let mut forms = Vec::new();
        for stem in STEMS {
            for place in 0..3 {
                forms.push(base64_form(stem.as_bytes(), place));
            }
            let literal = crate::site::hex(stem.as_bytes()).into_bytes();
            let (layer, lead, stem) = (Layer::Hex, 0, (0, stem.len()));
            forms.push(Form { literal, layer, lead, stem });
        }
        Encoded { keyed, forms }
    }

    /// The literals that wake this detector.
    pub(crate) fn literals(&self) -> impl Iterator<Item = String> {
        let form = |form: &Form| String::from_utf8_lossy(&form.literal).to_ascii_lowercase();
        self.forms.iter().map(form).chain(nested::literals())
    }
}

/// How the full characters of a stem look at a place in its group: the characters that it shares with
/// its neighbours are left out.
fn base64_form(stem: &[u8], place: usize) -> Form {
    use base64::Engine as _;
    let padded: Vec<u8> = std::iter::repeat_n(0, place).chain(stem.iter().copied()).collect();
    let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(&padded);
    let lead = [0, 2, 3][place];
    let full = padded.len() * 8 / 6;
    let literal = text.as_bytes()[lead..full].to_vec();
    Form { literal, layer: Layer::Base64, lead, stem: (place, stem.len()) }
}

/// Decoded text and where it came from.
struct Decoded {
    start: usize,
    end: usize,
    /// Characters and bytes of a group.
    group: (usize, usize),
    /// Whether the encoded text ended within reach on both sides.
    whole: bool,
}

impl Detector for Encoded {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let here = &window.bytes[window.at..];
        let matches = |form: &&Form| match form.layer {
            Layer::Hex => {
                let length = form.literal.len();
                here.get(..length).is_some_and(|text| text.eq_ignore_ascii_case(&form.literal))
            }
            _ => here.starts_with(&form.literal),
        };
        if let Some(outer) = nested::opens(window.bytes, window.at) {
            return self.nested(window.bytes, window.at, outer, memory, found);
        }
        let Some(form) = self.forms.iter().find(matches) else { return };
        let Some(origin) = window.at.checked_sub(form.lead) else { return };
        let mut text = std::mem::take(&mut memory.decoded);
        let decoded = decode(window.bytes, origin, form.layer, AFTER, &mut text);
        let at = (origin - decoded.start) / decoded.group.0 * decoded.group.1 + form.stem.0;
        let inner = Window::whole(&text, at, form.stem.1);
        let first = found.mark();
        if at + form.stem.1 <= text.len() {
            self.keyed.detect(&inner, memory, found);
        }
        found.place_notes(first, &(decoded.start..decoded.end));
        found.map(first, |new| {
            // A slice of base64 says nothing by itself: what has to go is the whole.
            new.value = if decoded.whole {
                decoded.start..decoded.end
            } else {
                encoded_span(&decoded, new.value.clone())
            };
            new.key = 0..0;
            new.layers = Layers::NONE.with(form.layer).then(new.layers);
        });
        memory.decoded = text;
    }
}

/// Decodes the groups around `origin`, where a group starts, and no more than `after` behind it.
fn decode(bytes: &[u8], origin: usize, layer: Layer, after: usize, out: &mut Vec<u8>) -> Decoded {
    out.clear();
    let group = if layer == Layer::Hex { (2, 1) } else { (4, 3) };
    let digits = if layer == Layer::Hex { &HEX } else { &BASE64 };
    let encoded = |at: usize| bytes.get(at).is_some_and(|&b| digits[usize::from(b)] != NONE);
    let mut start = origin;
    for _ in 0..BEFORE * 4 / group.0 {
        let Some(earlier) = start.checked_sub(group.0) else { break };
        if !(earlier..start).all(encoded) {
            break;
        }
        start = earlier;
    }
    let mut end = start;
    let limit = origin + after * 4;
    while end + group.0 <= limit && (end..end + group.0).all(encoded) {
        push_group(&bytes[end..end + group.0], digits, out);
        end += group.0;
    }
    // The last group may be short, with or without padding.
    let tail = (end..end + group.0 - 1).take_while(|&at| encoded(at)).count();
    let ended = end + group.0 <= limit;
    if group.0 == 4 && ended && tail >= 2 {
        let mut last = [b'A'; 4];
        last[..tail].copy_from_slice(&bytes[end..end + tail]);
        push_group(&last, digits, out);
        out.truncate(out.len() - (4 - tail));
        end += tail;
    }
    let whole = ended && start.checked_sub(1).is_none_or(|before| !encoded(before));
    Decoded { start, end, group, whole }
}

fn push_group(text: &[u8], digits: &Digits, out: &mut Vec<u8>) {
    let bits = if text.len() == 2 { 4 } else { 6 };
    let number = text.iter().fold(0, |sum, &b| sum << bits | u32::from(digits[usize::from(b)]));
    let bytes = number.to_be_bytes();
    out.extend_from_slice(&bytes[4 - text.len() * bits / 8..]);
}

/// The characters that hold the bytes of a span of decoded text.
fn encoded_span(decoded: &Decoded, span: Range<usize>) -> Range<usize> {
    let (characters, bytes) = decoded.group;
    let place = |at: usize| decoded.start + at / bytes * characters;
    let start = place(span.start) + if bytes == 3 { span.start % 3 } else { 0 };
    let last = span.end.saturating_sub(1);
    let end = place(last) + if bytes == 3 { last % 3 + 2 } else { 2 };
    start..end.min(decoded.end).max(start)
}

/// The values of the digits of an encoding; `NONE` for what is no digit.
type Digits = [u8; 256];

const NONE: u8 = 0xff;

static BASE64: Digits = {
    let (mut digits, mut byte) = ([NONE; 256], 0u8);
    while byte < 0x80 {
        digits[byte as usize] = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => NONE,
        };
        byte += 1;
    }
    digits
};

static HEX: Digits = {
    let (mut digits, mut byte) = ([NONE; 256], 0u8);
    while byte < 0x80 {
        digits[byte as usize] = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            _ => NONE,
        };
        byte += 1;
    }
    digits
};

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn every_form_of_a_stem_is_in_what_holds_the_stem() {
        for stem in STEMS {
            for before in 0..6 {
                let text = format!("{}{stem}=x", "-".repeat(before));
                let encoded = STANDARD.encode(&text);
                let form = base64_form(stem.as_bytes(), before % 3);
                let literal = std::str::from_utf8(&form.literal).unwrap();
                let at = encoded.find(literal).unwrap();
                assert_eq!((at - form.lead) % 4, 0);
            }
        }
    }

    #[test]
    fn decoding_from_any_group_gives_the_text_and_its_places() {
        let text = "{\"user\":\"anna\",\"password\":\"Summer2018!\"}";
        for (encoded, layer) in [
            (STANDARD.encode(text), Layer::Base64),
            (crate::site::hex(text.as_bytes()), Layer::Hex),
        ] {
            let line = format!("body: {encoded} end");
            let mut out = Vec::new();
            let decoded = decode(line.as_bytes(), 6 + 12, layer, AFTER, &mut out);
            assert_eq!(out, text.as_bytes());
            assert!(decoded.whole);
            let at = text.find("Summer").unwrap();
            let span = encoded_span(&decoded, at..at + 11);
            let mut again = Vec::new();
            let from = span.start - (span.start - 6) % decoded.group.0;
            decode(&line.as_bytes()[from..], 0, layer, AFTER, &mut again);
            assert!(again.starts_with(&text.as_bytes()[at - at % decoded.group.1..at + 11]));
        }
    }
}
