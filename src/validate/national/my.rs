//! Malaysia: MyKad number, which has no check digit.
//! <https://en.wikipedia.org/wiki/Malaysian_identity_card>

use super::sums::{Checked, day_in_a_century, digits, form, number, two};

/// Birth date, place of birth and four digits.
pub(super) fn mykad(id: &[u8]) -> Checked {
    let d = digits::<12>(id)?;
    let unused = matches!(two(&d, 6), 0 | 17..=20 | 69 | 70 | 73 | 80 | 81 | 94..=97);
    form(day_in_a_century(two(&d, 0), two(&d, 2), two(&d, 4)) && !unused && number(&d[8..]) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        fits(mykad, "800101-14-5678");
        refuses(mykad, "801301-14-5678");
        refuses(mykad, "800101-17-5678");
    }
}
