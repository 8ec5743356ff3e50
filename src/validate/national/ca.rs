//! Canada: Social Insurance Number, by Luhn.
//! <https://en.wikipedia.org/wiki/Social_insurance_number>

use super::sums::{Checked, digits, luhn, sum};

/// Nine digits; 0 and 8 begin no number of a person.
pub(super) fn sin(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    sum(!matches!(d[0], 0 | 8) && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(sin, "12345678?", "123456782");
        refuses(sin, "046 454 286");
    }
}
