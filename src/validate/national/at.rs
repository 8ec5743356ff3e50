//! Austria: social insurance number, by eleven.
//! <https://de.wikipedia.org/wiki/Sozialversicherungsnummer>

use super::sums::{Checked, day_in_a_century, digits, sum, two, weighted};

/// A serial number, the check digit, and the birth date.
pub(super) fn svnr(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    // Where the numbers of a day run out the month goes on to 15.
    let date =
        matches!(two(&d, 6), 13..=15) || day_in_a_century(two(&d, 8), two(&d, 6), two(&d, 4));
    let check = weighted(&d, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
    sum(d[0] != 0 && date && check == u32::from(d[3]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(svnr, "123? 010180", "1237 010180");
    }
}
