//! Kuwait: civil number, by eleven.
//! <https://www.paci.gov.kw/>

use super::sums::{Checked, day_in_a_century, digits, sum, two, weighted};

/// Century, birth date, a serial number and a check digit, which is never ten.
pub(super) fn civil(id: &[u8]) -> Checked {
    let d = digits::<12>(id)?;
    let rest = 11 - weighted(&d, &[2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
    let date = day_in_a_century(two(&d, 1), two(&d, 3), two(&d, 5));
    sum(matches!(d[0], 1..=3) && date && rest == u32::from(d[11]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(civil, "28001011234?", "280010112347");
        refuses(civil, "280130112345");
    }
}
