//! Taiwan: national identification number, by ten.
//! <https://en.wikipedia.org/wiki/National_identification_card_(Taiwan)>

use super::sums::{Checked, digits, sum, weighted};

/// A letter for the place, which counts as two digits, sex, a serial number and a check digit.
pub(super) fn national_id(id: &[u8]) -> Checked {
    const PLACES: [u32; 26] = [
        10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32,
        30, 31, 33,
    ];
    let (letter, rest) = id.split_first()?;
    let place = PLACES[usize::from(letter.checked_sub(b'A').filter(|nth| *nth < 26)?)];
    let d = digits::<9>(rest)?;
    let total = place / 10 + 9 * (place % 10) + weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    sum(matches!(d[0], 1 | 2 | 8 | 9) && total.is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(national_id, "A12345678?", "A123456789");
        refuses(national_id, "A323456789");
    }
}
