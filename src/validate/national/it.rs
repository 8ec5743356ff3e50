//! Italy: codice fiscale.
//! <https://it.wikipedia.org/wiki/Codice_fiscale>

use super::sums::{Checked, day_in_a_century, sum};

/// What a character in an odd place counts, by its digit or its place in the alphabet.
const ODD: [u8; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/// The letters that stand for digits where two people would have the same code.
const DIGITS: &[u8; 10] = b"LMNPQRSTUV";

/// Letters of the names, date of birth, place of birth, and a check letter.
pub(super) fn codice_fiscale(id: &[u8]) -> Checked {
    let id: &[u8; 16] = id.try_into().ok()?;
    let letters = [0, 1, 2, 3, 4, 5, 8, 11, 15].iter().all(|at| id[*at].is_ascii_uppercase());
    let digit = |at: usize| match id[at] {
        digit @ b'0'..=b'9' => Some(u32::from(digit - b'0')),
        letter => DIGITS.iter().position(|known| *known == letter).map(|nth| nth as u32),
    };
    // The day of a woman is greater by 40.
    let day = (digit(9)? * 10 + digit(10)?) % 40;
    let month = b"ABCDEHLMPRST".iter().position(|known| *known == id[8])? as u32 + 1;
    let date = day_in_a_century(digit(6)? * 10 + digit(7)?, month, day);
    digit(12).and(digit(13)).and(digit(14))?;
    let place =
        |byte: u8| if byte.is_ascii_digit() { byte - b'0' } else { byte.saturating_sub(b'A') };
    let count = |(nth, &byte): (usize, &u8)| match nth % 2 {
        0 => u32::from(ODD[usize::from(place(byte)) % 26]),
        _ => u32::from(place(byte)),
    };
    let total: u32 = id[..15].iter().enumerate().map(count).sum();
    sum(letters && date && b'A' + (total % 26) as u8 == id[15])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(codice_fiscale, "RSSMRA85T10A562@", "RSSMRA85T10A562S");
        refuses(codice_fiscale, "RSSMRA85T32A562S");
    }
}
