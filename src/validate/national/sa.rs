//! Saudi Arabia: national and residence number, by Luhn.
//! <https://www.absher.sa/>

use super::sums::{Checked, digits, luhn, sum};

/// 1 for citizens or 2 for residents, eight digits and a check digit.
pub(super) fn national_id(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    sum(matches!(d[0], 1 | 2) && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(national_id, "101012345?", "1010123451");
        refuses(national_id, "3010123450");
    }
}
