//! Egypt: national number, whose check digit has no published rule.
//! <https://en.wikipedia.org/wiki/Egyptian_National_Identity_Card>

use super::sums::{Checked, day_in_a_century, digits, form, number, two};

/// Century, birth date, governorate, a serial number and one more digit.
pub(super) fn national_id(id: &[u8]) -> Checked {
    let d = digits::<14>(id)?;
    let date = day_in_a_century(two(&d, 1), two(&d, 3), two(&d, 5));
    let place = matches!(two(&d, 7), 1..=35 | 88);
    form(matches!(d[0], 2 | 3) && date && place && number(&d[9..13]) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        fits(national_id, "29001010112345");
        refuses(national_id, "29013010112345");
        refuses(national_id, "29001013612345");
    }
}
