//! France: NIR (social security number) and tax number.
//! <https://fr.wikipedia.org/wiki/Num%C3%A9ro_de_s%C3%A9curit%C3%A9_sociale_en_France>,
//! <https://fr.wikipedia.org/wiki/Num%C3%A9ro_SPI>

use super::sums::{Checked, digits, number, sum, two};

/// Sex, year and month of birth, place, number, and two digits by 97. Corsica's `2A` and `2B` count as
/// 19 and 18.
pub(super) fn nir(id: &[u8]) -> Checked {
    let mut text: [u8; 15] = id.try_into().ok()?;
    match (text[5], text[6]) {
        (b'2', b'A') => (text[5], text[6]) = (b'1', b'9'),
        (b'2', b'B') => (text[5], text[6]) = (b'1', b'8'),
        _ => {}
    }
    let d = digits::<15>(&text)?;
    let fits = matches!(d[0], 1..=4 | 7 | 8) && matches!(two(&d, 3), 1..=12 | 20..=42 | 50..=99);
    sum(fits && two(&d, 5) > 0 && number(&d[13..]) == 97 - number(&d[..13]) % 97)
}

/// Thirteen digits; the last three are the rest of the others by 511.
pub(super) fn spi(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    sum(d[0] < 4 && number(&d[10..]) == number(&d[..10]) % 511)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(nir, "2 55 08 14 168 025 ??", "2 55 08 14 168 025 38");
        only(nir, "1 85 05 2A 006 084 ??", "1 85 05 2A 006 084 35");
        only(spi, "0701987765???", "0701987765493");
    }
}
