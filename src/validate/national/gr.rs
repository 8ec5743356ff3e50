//! Greece: AMKA, by Luhn, and AFM, by eleven.
//! <https://el.wikipedia.org/wiki/%CE%91%CE%9C%CE%9A%CE%91>, <https://www.aade.gr/>

use super::sums::{Checked, day_in_a_century, digits, luhn, sum, two, weighted};

/// Birth date, a serial number and a check digit.
pub(super) fn amka(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    sum(day_in_a_century(two(&d, 4), two(&d, 2), two(&d, 0)) && luhn(&d))
}

/// Nine digits, weighed by the powers of two.
pub(super) fn afm(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    sum(weighted(&d, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == u32::from(d[8]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(amka, "0101800123?", "01018001238");
        refuses(amka, "32018001234");
        only(afm, "09425921?", "094259216");
    }
}
