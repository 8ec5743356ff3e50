//! Reads a card number at a place: digits in one piece, or in the groups that cards print.
//!
//! It knows the form and asks the networks' ranges; what the text around says is judged elsewhere.

use std::ops::Range;

use crate::scan::detect::token::{ends_cleanly, starts_cleanly};
use crate::validate::card::{self, LONGEST};

/// Groups of digits as cards print them. A number in other groups is none.
const LAYOUTS: [&[usize]; 11] = [
    &[4, 4, 4, 4],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 4, 3],
    &[6, 13],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 3],
    &[4, 4, 4, 1],
    &[4, 3, 3, 3],
    &[4, 5, 6],
];
/// Digits of the shortest card number.
const SHORTEST: usize = 12;
/// Separators of groups; one number uses one of them.
const GAPS: [&[u8]; 7] = [b" ", b"-", b"+", b".", b"%20", b"\xC2\xA0", b"\xE2\x80\x91"];

/// A number that a network may have issued.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) span: Range<usize>,
    pub(super) grouped: bool,
    pub(super) test: bool,
    pub(super) network: &'static str,
}

/// The card number that starts at `at`, where a digit stands.
pub(super) fn at(bytes: &[u8], at: usize) -> Option<Number> {
    let mut digits = [0; LONGEST];
    let mut widths = [0; 5];
    let (mut length, mut groups, mut here) = (0, 0, at);
    let mut gap: Option<&[u8]> = None;
    loop {
        let run = bytes[here..].iter().take(LONGEST + 1).take_while(|b| b.is_ascii_digit()).count();
        if run == 0 || length + run > LONGEST || groups == widths.len() {
            return None;
        }
        digits[length..length + run].copy_from_slice(&bytes[here..here + run]);
        (length, widths[groups]) = (length + run, run);
        (groups, here) = (groups + 1, here + run);
        let laid_out = groups == 1 && run >= SHORTEST || LAYOUTS.contains(&&widths[..groups]);
        if laid_out && closes(bytes, here, gap) {
            let number = of(&digits[..length], at..here, groups > 1);
            if number.is_some() {
                return number;
            }
        }
        // The first separator is that of all groups.
        let rest = &bytes[here..];
        gap = gap.or_else(|| GAPS.into_iter().find(|gap| rest.starts_with(gap)));
        here += gap.filter(|gap| rest.starts_with(gap))?.len();
        if groups == 1 && !matches!(widths[0], 4 | 6) {
            return None;
        }
    }
}

/// Whether a number may start here: not within a word, a longer number or a dotted or dashed one.
pub(super) fn opens(bytes: &[u8], at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).map_or(b' ', |i| bytes[i]);
    match back(1) {
        b'.' | b'-' | b'+' => !back(2).is_ascii_alphanumeric() && back(1) != b'.',
        b',' => !back(2).is_ascii_digit() || back(3).is_ascii_digit(),
        b'@' | b'$' | b'~' | b'*' => false,
        // `card_4111…`: the key before it is judged.
        b'_' => true,
        byte => byte >= 0x80 || starts_cleanly(bytes, at),
    }
}

/// Whether a number may end here; `gap` is what stood between its groups.
fn closes(bytes: &[u8], end: usize, gap: Option<&[u8]>) -> bool {
    let get = |n: usize| bytes.get(end + n).copied().unwrap_or(b' ');
    match get(0) {
        b'=' | b'D' | b'd' => track_goes_on(bytes, end).is_some(),
        b'.' | b'*' | b'@' | b'$' => !get(1).is_ascii_alphanumeric() && get(0) == b'.',
        // More of the same number, or another one that is dashed.
        b'-' if gap == Some(b"-") || !get(1).is_ascii_digit() => !get(1).is_ascii_alphanumeric(),
        b'%' => get(1).is_ascii_hexdigit() && get(2).is_ascii_hexdigit(),
        b'x' | b'X' | b'_' => false,
        _ => ends_cleanly(bytes, end),
    }
}

/// Where the data of a magnetic stripe ends that go on behind a number: `=YYMM` or `DYYMM`, the
/// service code and what the issuer added (ISO/IEC 7813, track 2; EMV tag 57).
pub(super) fn track_goes_on(bytes: &[u8], end: usize) -> Option<usize> {
    if !matches!(bytes.get(end), Some(b'=' | b'D' | b'd')) {
        return None;
    }
    let rest = &bytes[end + 1..];
    let digits = rest.iter().take(24).take_while(|b| b.is_ascii_digit()).count();
    if digits < 7 || !matches!(&rest[2..4], [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2']) {
        return None;
    }
    let mut end = end + 1 + digits;
    // The padding of an odd number of digits.
    if bytes[end - 1 - digits] != b'=' && matches!(bytes.get(end), Some(b'F' | b'f')) {
        end += 1;
    }
    Some(end)
}

/// The number that a run of digits is, whatever stands behind it.
pub(super) fn run(bytes: &[u8], at: usize) -> Option<Number> {
    let length = bytes[at..].iter().take(LONGEST + 1).take_while(|b| b.is_ascii_digit()).count();
    of(&bytes[at..at + length], at..at + length, false)
}

fn of(digits: &[u8], span: Range<usize>, grouped: bool) -> Option<Number> {
    let network = card::network(digits)?;
    Some(Number { span, grouped, test: card::is_test(digits), network })
}

/// The number in the data objects of a chip card (EMV book 3): tag 5A, or tag 57 with the rest of
/// track 2. `at` is where digits start; with it comes where the data end.
pub(super) fn emv(bytes: &[u8], at: usize) -> Option<(Number, usize)> {
    let tag5a = matches!(bytes[..at], [.., b'5', b'A' | b'a']) && bytes[at..].starts_with(b"08");
    let tag57 =
        matches!(bytes[at..], [b'5', b'7', b'1', b'0'..=b'3', ..] | [b'5', b'7', b'0', _, ..]);
    if !tag5a && !tag57 {
        return None;
    }
    let start = if tag5a { at + 2 } else { at + 4 };
    let digits =
        bytes.get(start..)?.iter().take(LONGEST).take_while(|b| b.is_ascii_digit()).count();
    let length = if tag5a { 16 } else { digits };
    let number = bytes.get(start..start + length).filter(|_| length <= digits)?;
    let end = match tag5a {
        true => start + length,
        false => track_goes_on(bytes, start + length)?,
    };
    Some((of(number, start..start + length, false)?, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<&str> {
        at(text.as_bytes(), 0).map(|number| &text[number.span])
    }

    #[test]
    fn numbers_in_one_piece_and_in_groups() {
        for text in [
            "4539578763621486",
            "4539 5787 6362 1486",
            "4539-5787-6362-1486",
            "4539%205787%206362%201486",
            "4539+5787+6362+1486",
            "3714 496353 98431",
            "371449635398431",
        ] {
            assert_eq!(read(text), Some(text), "{text}");
        }
        assert_eq!(read("4539 5787 6362 1486 123"), Some("4539 5787 6362 1486"));
        assert_eq!(read("4539578763621486,12/27"), Some("4539578763621486"));
    }

    #[test]
    fn parts_of_something_else_are_none() {
        for text in [
            "4539578763621487",
            "45395787636214869",
            "4539578763621486.5",
            "4539578763621486abc",
            "4539-5787-6362-1486-99",
            "4539 5787-6362 1486",
            "45395 787636 21486",
            "453957xxxxxx1486",
            "4539 5787 63",
            "4539",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_data_of_a_stripe_go_on() {
        for (text, end) in [
            ("4539578763621486=27121010000012345?", Some(34)),
            ("4539578763621486D27121010000012345F", Some(35)),
            ("4539578763621486=2713101000", None),
            ("4539578763621486=27", None),
        ] {
            assert_eq!(track_goes_on(text.as_bytes(), 16), end, "{text}");
        }
    }
}
