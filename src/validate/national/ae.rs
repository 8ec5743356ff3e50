//! United Arab Emirates: Emirates ID, by Luhn.
//! <https://u.ae/en/information-and-services/visa-and-emirates-id/emirates-id>

use super::sums::{Checked, birth_year, digits, luhn, number, sum};

/// The country's number 784, year of birth, a serial number and a check digit.
pub(super) fn eid(id: &[u8]) -> Checked {
    let d = digits::<15>(id)?;
    sum(d.starts_with(&[7, 8, 4]) && birth_year(number(&d[3..7]) as u32) && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(eid, "784-1980-1234567-?", "784-1980-1234567-8");
        refuses(eid, "784-1780-1234567-1");
    }
}
