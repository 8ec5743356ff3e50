//! Hexadecimal text of audit records.

use std::ops::Range;

/// The longest text that is decoded: what the kernel keeps of a command line.
const LONGEST: usize = 8 << 10;

/// Decodes the upper-case hexadecimal text at `at` and says where it stands.
pub(crate) fn decode(bytes: &[u8], at: usize, plain: &mut Vec<u8>) -> Option<Range<usize>> {
    plain.clear();
    let text = &bytes[at..bytes.len().min(at + LONGEST)];
    for pair in text.chunks_exact(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => plain.push(high << 4 | low),
            _ => break,
        }
    }
    // A short run of such letters is a word.
    (plain.len() >= 8 && plain.contains(&0)).then_some(at..at + 2 * plain.len())
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
