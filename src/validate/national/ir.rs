//! Iran: national code, by eleven.
//! <https://en.wikipedia.org/wiki/Iranian_identity_card>

use super::sums::{Checked, digits, number, sum, weighted};

/// Nine digits and a check digit.
pub(super) fn melli(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    let rest = weighted(&d, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let check = if rest < 2 { rest } else { 11 - rest };
    sum(number(&d[3..9]) > 0 && check == u32::from(d[9]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(melli, "123456789?", "1234567891");
    }
}
