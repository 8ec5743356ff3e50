//! Romania: CNP, by eleven.
//! <https://ro.wikipedia.org/wiki/Cod_numeric_personal_(Rom%C3%A2nia)>

use super::sums::{Checked, day_in_a_century, digits, sum, two, weighted};

/// Century and sex, birth date, county, a serial number and a check digit.
pub(super) fn cnp(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    let check = match weighted(&d, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        check => check,
    };
    let date = day_in_a_century(two(&d, 1), two(&d, 3), two(&d, 5));
    let county = matches!(two(&d, 7), 1..=48 | 51 | 52 | 70 | 80..=83 | 90);
    sum(d[0] != 0 && date && county && u32::from(d[12]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(cnp, "163061512345?", "1630615123457");
        refuses(cnp, "1631315123457");
    }
}
