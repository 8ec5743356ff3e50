//! Rows of numbers that are bytes, as programs print a key or a password that they keep as such:
//! `137, 12, 182, …`, `-119 12 -74 …`, `0x89, 0x0c, …`, `"0":137,"1":12,…`.
//!
//! Other lists hold small numbers too: those of a key are drawn from all there are, and those of a text
//! are its letters.

use std::ops::RangeInclusive;

/// The fewest bytes of a key, and of a text.
const KEY: usize = 16;
const TEXT: usize = 6;
/// How many bytes are looked at, and how many of a key's differ at least.
const MOST: usize = 128;
const DIFFERENT: usize = 8;
/// The bytes of a text that is typed.
const TYPED: RangeInclusive<u8> = 0x20..=0x7e;

/// Whether a row of numbers spells a key or a text; nothing where it is no row of bytes.
pub(super) fn spells(text: &[u8]) -> Option<bool> {
    let bytes = bytes(text)?;
    let mut seen = [false; 256];
    bytes.iter().for_each(|byte| seen[usize::from(*byte)] = true);
    let different = seen.iter().filter(|seen| **seen).count();
    let rising = bytes.windows(2).all(|pair| pair[0] <= pair[1]);
    let high = bytes.iter().any(|byte| *byte > 127);
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
    let is_text = bytes.iter().all(|byte| TYPED.contains(byte)) && 3 * letters >= 2 * bytes.len();
    let is_key = bytes.len() >= KEY && high && different >= DIFFERENT;
    Some(!rising && (is_key || bytes.len() >= TEXT && is_text && different > 3))
}

/// The bytes of a row.
fn bytes(text: &[u8]) -> Option<Vec<u8>> {
    if !matches!(text.first()?, b'0'..=b'9' | b'-' | b'"') || text.len() < 3 * TEXT {
        return None;
    }
    let parts = text.split(|b| b.is_ascii_whitespace() || *b == b',');
    let parts = parts.filter(|part| !part.is_empty()).take(MOST);
    let all = parts.map(byte).collect::<Option<Vec<u8>>>()?;
    (all.len() >= TEXT).then_some(all)
}

/// One number: with a sign where the language has no other bytes, behind its place where an array was made
/// an object.
fn byte(part: &[u8]) -> Option<u8> {
    let part = match part.strip_prefix(b"\"") {
        Some(placed) => &placed[placed.iter().position(|b| *b == b':')? + 1..],
        None => part,
    };
    let part = std::str::from_utf8(part).ok()?;
    match part.strip_prefix("0x") {
        Some(digits) => u8::from_str_radix(digits, 16).ok(),
        None => {
            let number: i16 = part.parse().ok()?;
            (-128..=255).contains(&number).then_some(number as u8)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spells;

    const KEY: &str = "137, 12, 182, 130, 65, 14, 82, 162, 57, 47, 198, 96, 5, 245, 90, 76";

    #[test]
    fn a_key_is_drawn_from_all_bytes_and_a_text_from_letters() {
        assert_eq!(spells(KEY.as_bytes()), Some(true));
        assert_eq!(spells(KEY.replace(", ", " ").as_bytes()), Some(true));
        assert_eq!(spells(KEY.replace("1, ", "1, -").as_bytes()), Some(true));
        assert_eq!(spells(b"75, 101, 116, 116, 108, 101, 49, 57"), Some(true));
        assert_eq!(spells(b"0x4b, 0x65, 0x74, 0x74, 0x6c, 0x65"), Some(true));
        assert_eq!(
            spells(b"\"0\":75,\"1\":101,\"2\":116,\"3\":116,\"4\":108,\"5\":101"),
            Some(true)
        );
        assert_eq!(spells(b"1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 160"), Some(false));
        assert_eq!(spells(b"0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0"), Some(false));
        assert_eq!(spells(b"1200, 7, 13, 22, 1, 9, 30"), None);
        assert_eq!(spells(b"17"), None);
    }
}
