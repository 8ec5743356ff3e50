//! Belarus: payer's number (UNP), by eleven.
//! <https://be.wikipedia.org/wiki/%D0%A3%D0%9D%D0%9F>

use super::sums::{Checked, digits, sum, weighted};

/// Nine digits; the rest by eleven is never ten.
pub(super) fn unp(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    let rest = weighted(&d, &[29, 23, 19, 17, 13, 7, 5, 3]) % 11;
    sum(matches!(d[0], 1..=7 | 9) && rest == u32::from(d[8]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(unp, "20098854?", "200988541");
    }
}
