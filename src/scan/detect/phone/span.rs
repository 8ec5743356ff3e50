//! Where a key starts and ends in the text, and its line. It reads no word.

use std::ops::Range;

/// How far a key is read to either side of the literal that nominated it.
pub(super) const KEY: usize = 48;

/// Digits of a number that is no part of a key.
const LONG: usize = 5;

/// The key that ends at a place.
pub(super) fn ending_at(bytes: &[u8], end: usize) -> Range<usize> {
    let mut start = end;
    while start > 0 && end - start < KEY && is_key(bytes[start - 1]) {
        start -= 1;
    }
    // The tail of an escape before the key is none of it.
    let key = &bytes[start..end];
    let digits = key.iter().take_while(|b| b.is_ascii_digit()).count();
    let escape = match (start.checked_sub(1).map(|i| bytes[i]), key) {
        (Some(b'%'), [a, b, ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 2,
        (Some(b'\\'), [b'u', hex @ ..]) if hex.iter().take(4).all(u8::is_ascii_hexdigit) => 5,
        (Some(b'\\'), [b'n' | b'r' | b't', ..]) => 1,
        (Some(b'[' | b';'), _) if key.get(digits) == Some(&b'm') && digits > 0 => digits + 1,
        _ => 0,
    };
    start + escape.min(key.len())..end
}

/// What a byte is in a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    /// A letter or a mark.
    Other,
    /// No part of a key.
    Outside,
}

static CLASSES: [Class; 256] = {
    let (mut classes, mut nth) = ([Class::Outside; 256], 0);
    while nth < 256 {
        classes[nth] = match nth as u8 {
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' | b'.' | 0x80.. => Class::Other,
            _ => Class::Outside,
        };
        nth += 1;
    }
    classes
};

fn is_key(byte: u8) -> bool {
    CLASSES[usize::from(byte)] != Class::Outside
}

/// The key around a place within it.
pub(super) fn around(bytes: &[u8], at: usize) -> Range<usize> {
    let start = ending_at(bytes, at).start;
    let (mut end, mut digits) = (at, 0);
    for byte in &bytes[at..bytes.len().min(at + KEY)] {
        match CLASSES[usize::from(*byte)] {
            Class::Outside => break,
            Class::Digit => digits += 1,
            Class::Other => digits = 0,
        }
        end += 1;
        // `msisdn-442079460123`: a long number is no part of a key.
        if digits == LONG {
            end -= LONG;
            break;
        }
    }
    while end > at && matches!(bytes[end - 1], b'.' | b'-' | b'_') {
        end -= 1;
    }
    // `Caller ID: x`
    let caller = bytes[start..end].eq_ignore_ascii_case(b"caller");
    let id = |text: &[u8]| text.eq_ignore_ascii_case(b" id:") || text.eq_ignore_ascii_case(b" id=");
    if caller && bytes.get(end..end + 4).is_some_and(id) { start..end + 3 } else { start..end }
}

/// The part of the line around a place, at most `near` bytes to either side.
pub(super) fn line_around(bytes: &[u8], place: &Range<usize>, near: usize) -> Range<usize> {
    let from = place.start.saturating_sub(near);
    let to = (place.end + near).min(bytes.len());
    let start = memchr::memrchr(b'\n', &bytes[from..place.start]).map_or(from, |i| from + i + 1);
    let end = memchr::memchr(b'\n', &bytes[place.end..to]).map_or(to, |i| place.end + i);
    start..end
}
