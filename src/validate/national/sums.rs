//! The arithmetic that the check digits of many countries share.
//!
//! It knows no country. Digits come as numbers of 0 to 9, and nothing here overflows on the at most
//! `LONGEST` of them that an id has.

use crate::validate::luhn;

/// How an id was told from any other text of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// Its check digits add up.
    Sum,
    /// It has the form, and no check digit: its parts are in the ranges that are given out.
    Form,
}

/// What a check makes of an id: none where it is something else.
pub(super) type Checked = Option<Proof>;

/// The outcome of a check of digits.
pub(super) fn sum(adds_up: bool) -> Checked {
    adds_up.then_some(Proof::Sum)
}

/// The outcome of a look at the form alone.
pub(super) fn form(fits: bool) -> Checked {
    fits.then_some(Proof::Form)
}

/// The digits of an id that has exactly `N` and nothing else.
pub(super) fn digits<const N: usize>(id: &[u8]) -> Option<[u8; N]> {
    let mut digits: [u8; N] = id.try_into().ok()?;
    for digit in &mut digits {
        *digit = digit.checked_sub(b'0').filter(|d| *d < 10)?;
    }
    Some(digits)
}

/// The digits of an id that has at most `N`, with zeros before them.
pub(super) fn padded<const N: usize>(id: &[u8], least: usize) -> Option<[u8; N]> {
    let missing = N.checked_sub(id.len()).filter(|_| id.len() >= least)?;
    let mut text = [b'0'; N];
    text[missing..].copy_from_slice(id);
    digits(&text)
}

/// The number that digits write.
pub(super) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, &digit| number * 10 + u64::from(digit))
}

/// Each digit times its weight, as far as there are weights.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(&digit, weight)| u32::from(digit) * weight).sum()
}

/// The same from the last digit back.
pub(super) fn weighted_back(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().rev().zip(weights).map(|(&digit, weight)| u32::from(digit) * weight).sum()
}

/// What is missing to the next multiple: 0 to `modulus - 1`.
pub(super) fn missing(sum: u32, modulus: u32) -> u32 {
    (modulus - sum % modulus) % modulus
}

/// The Luhn check (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(digits: &[u8]) -> bool {
    luhn::adds_up(digits.iter().copied())
}

/// The hybrid system MOD 11,10 of ISO/IEC 7064.
pub(super) fn mod_11_10(digits: &[u8]) -> bool {
    let Some((&last, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, &digit| match (product + u32::from(digit)) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    (product + u32::from(last)) % 10 == 1
}

/// The check of J. Verhoeff (Error Detecting Decimal Codes, 1969), the check digit last: the dihedral
/// group of order ten, and a permutation that turns with the place.
pub(super) fn verhoeff(digits: &[u8]) -> bool {
    const TURN: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let times = |a: u8, b: u8| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b) % 5,
        (false, true) => 5 + (a + 5 - b) % 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let each =
        digits.iter().rev().enumerate().map(|(nth, &digit)| {
            (0..nth % 8).fold(digit, |digit, _| TURN[usize::from(digit) % 10])
        });
    each.fold(0, times) == 0
}

/// The number of two digits from a place on.
pub(super) fn two(digits: &[u8], at: usize) -> u32 {
    u32::from(digits[at]) * 10 + u32::from(digits[at + 1])
}

/// Whether there is such a day; of a year only that it is a leap year matters.
pub(super) fn day_of(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// Whether there is such a day in some century: 29 February of a year `00` was one in 2000.
pub(super) fn day_in_a_century(year: u32, month: u32, day: u32) -> bool {
    day_of(2000 + year % 100, month, day)
}

/// Years of birth of people who may have an id.
pub(super) fn birth_year(year: u32) -> bool {
    (1870..=2060).contains(&year)
}

/// The value of a digit or letter where A is 10 and Z is 35.
pub(super) fn value(byte: u8) -> u32 {
    char::from(byte).to_digit(36).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        assert!(day_of(2024, 2, 29) && !day_of(2023, 2, 29) && !day_of(1900, 2, 29));
        assert!(day_in_a_century(0, 2, 29) && !day_of(2020, 4, 31) && !day_of(2020, 13, 1));
        assert!(!day_of(2020, 0, 1) && !day_of(2020, 1, 0));
    }

    #[test]
    fn each_check_takes_one_last_digit_of_ten_and_sees_every_wrong_digit() {
        let body = [2, 3, 6, 0, 1, 4, 7, 5];
        for check in [luhn, mod_11_10, verhoeff] {
            let fits = |body: &[u8]| -> Vec<u8> {
                (0..10).filter(|&last| check(&[body, &[last]].concat())).collect()
            };
            let good = fits(&body);
            assert_eq!(good.len(), 1);
            for place in 0..body.len() {
                let mut wrong = body;
                wrong[place] = (wrong[place] + 1) % 10;
                assert_ne!(fits(&wrong), good, "{place}");
            }
        }
        // The example of the Wikipedia article on the Verhoeff algorithm, and that on Luhn's.
        assert!(verhoeff(&[2, 3, 6, 3]) && luhn(&[1, 7, 8, 9, 3, 7, 2, 9, 9, 7, 4]));
        // The example of ISO/IEC 7064.
        assert!(mod_11_10(&[0, 7, 9, 4, 5]));
    }
}
