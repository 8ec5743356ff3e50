//! Croatia: OIB, by MOD 11,10.
//! <https://hr.wikipedia.org/wiki/Osobni_identifikacijski_broj>

use super::sums::{Checked, digits, mod_11_10, sum};

/// Eleven digits.
pub(super) fn oib(id: &[u8]) -> Checked {
    sum(mod_11_10(&digits::<11>(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(oib, "9457740373?", "94577403731");
    }
}
