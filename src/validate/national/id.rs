//! Indonesia: NIK, which has no check digit.
//! <https://id.wikipedia.org/wiki/Nomor_Induk_Kependudukan>

use super::sums::{Checked, day_in_a_century, digits, form, number, two};

/// Province, place, birth date (the day of a woman is greater by 40) and a serial number.
pub(super) fn nik(id: &[u8]) -> Checked {
    let d = digits::<16>(id)?;
    let date = day_in_a_century(two(&d, 10), two(&d, 8), two(&d, 6) % 40);
    form(matches!(two(&d, 0), 11..=96) && two(&d, 2) > 0 && date && number(&d[12..]) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        fits(nik, "3171011708900001");
        refuses(nik, "3171013213900001");
        refuses(nik, "0971011708900001");
    }
}
