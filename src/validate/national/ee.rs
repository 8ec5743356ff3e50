//! Estonia: isikukood, by eleven in two rounds.
//! <https://et.wikipedia.org/wiki/Isikukood>

use super::sums::{Checked, day_in_a_century, digits, sum, two, weighted};

/// Century and sex, birth date, a serial number and a check digit.
pub(super) fn isikukood(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let check = match weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11 {
        10 => weighted(&d, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10,
        check => check,
    };
    let date = day_in_a_century(two(&d, 1), two(&d, 3), two(&d, 5));
    sum(matches!(d[0], 1..=8) && date && u32::from(d[10]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(isikukood, "3760503029?", "37605030299");
        refuses(isikukood, "37613030299");
    }
}
