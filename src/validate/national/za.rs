//! South Africa: identity number, by Luhn.
//! <https://en.wikipedia.org/wiki/South_African_identity_card>

use super::sums::{Checked, day_in_a_century, digits, luhn, sum, two};

/// Birth date, a serial number, citizenship, a digit of old, and a check digit.
pub(super) fn id_number(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    sum(day_in_a_century(two(&d, 0), two(&d, 2), two(&d, 4)) && d[10] < 3 && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(id_number, "800101500908?", "8001015009087");
        refuses(id_number, "8013015009087");
    }
}
