//! The Luhn check (ISO/IEC 7812-1, annex B) over the digits of a string; separators are skipped.

use super::Verdict;

pub(crate) fn verdict(text: &[u8]) -> Verdict {
    let mut digits =
        text.iter().filter(|b| !matches!(b, b' ' | b'-')).map(|b| b.wrapping_sub(b'0'));
    let are_digits = digits.clone().all(|digit| digit < 10) && digits.clone().nth(1).is_some();
    if are_digits && adds_up(&mut digits) { Verdict::Valid } else { Verdict::Invalid }
}

/// The check over numbers of 0 to 9.
pub(super) fn adds_up(digits: impl DoubleEndedIterator<Item = u8>) -> bool {
    let weigh = |(nth, digit): (usize, u8)| match nth % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    };
    // The modulus keeps the sum small on any length.
    digits.rev().enumerate().map(weigh).fold(0, |sum, weighed| (sum + weighed) % 10) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        for good in ["79927398713", "4111 1111 1111 1111", "378282246310005", "00"] {
            assert_eq!(verdict(good.as_bytes()), Verdict::Valid, "{good}");
        }
        for bad in ["79927398710", "", "0", "4111x", "4111 1111 1111 1112"] {
            assert_eq!(verdict(bad.as_bytes()), Verdict::Invalid, "{bad}");
        }
    }
}
