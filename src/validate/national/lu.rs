//! Luxembourg: national identification number, by Luhn and by Verhoeff.
//! <https://lb.wikipedia.org/wiki/Matricule>

use super::sums::{Checked, birth_year, day_of, digits, luhn, number, sum, two, verhoeff};

/// Birth date, a serial number, and one check digit of each kind over the first eleven.
pub(super) fn nin(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    let year = number(&d[..4]) as u32;
    let mut second = d;
    second[11] = d[12];
    sum(birth_year(year)
        && day_of(year, two(&d, 4), two(&d, 6))
        && luhn(&d[..12])
        && verhoeff(&second[..12]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(nin, "19800229123??", "1980022912375");
        refuses(nin, "1981022912345");
    }
}
