//! Hexadecimal text of audit records.

use std::ops::Range;

/// The longest text that is decoded: what the kernel keeps of a command line.
const LONGEST: usize = 8 << 10;
/// A shorter run of such letters is a word or a number.
const SHORTEST: usize = 8;

/// Decodes the upper-case hexadecimal text at `at` and says where it stands.
pub(super) fn decode(bytes: &[u8], at: usize, plain: &mut Vec<u8>) -> Option<Range<usize>> {
    plain.clear();
    pairs(&bytes[at..bytes.len().min(at + LONGEST)], plain);
    let words = plain.iter().all(|b| (b' '..0x7f).contains(b) || *b == 0);
    let parted = plain.iter().any(|b| matches!(b, 0 | b' '));
    (plain.len() >= SHORTEST && words && parted).then_some(at..at + 2 * plain.len())
}

/// Appends what the whole of `text` is in hexadecimal, or nothing: an argument with a space in it.
pub(super) fn append(text: &[u8], plain: &mut Vec<u8>) -> bool {
    let start = plain.len();
    pairs(text, plain);
    let decoded = &plain[start..];
    let is = decoded.len() * 2 == text.len() && decoded.contains(&b' ');
    if !is {
        plain.truncate(start);
    }
    is
}

fn pairs(text: &[u8], plain: &mut Vec<u8>) {
    for pair in text.chunks_exact(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => plain.push(high << 4 | low),
            _ => break,
        }
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
