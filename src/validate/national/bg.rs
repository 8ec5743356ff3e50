//! Bulgaria: EGN, by eleven.
//! <https://en.wikipedia.org/wiki/Unique_citizenship_number>

use super::sums::{Checked, day_in_a_century, digits, sum, two, weighted};

/// Birth date, whose month tells the century by 20 or 40 more, a serial number and a check digit.
pub(super) fn egn(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    let check = weighted(&d, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    let month = two(&d, 2);
    let date = month < 60 && day_in_a_century(two(&d, 0), month % 20, two(&d, 4));
    sum(date && u32::from(d[9]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(egn, "752316926?", "7523169263");
        refuses(egn, "7573169263");
    }
}
