//! Israel: identity number, by Luhn.
//! <https://en.wikipedia.org/wiki/Israeli_identity_card>

use super::sums::{Checked, luhn, number, padded, sum};

/// Eight or nine digits.
pub(super) fn teudat_zehut(id: &[u8]) -> Checked {
    let d = padded::<9>(id, 8)?;
    sum(number(&d) > 100_000 && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(teudat_zehut, "12345678?", "123456782");
    }
}
