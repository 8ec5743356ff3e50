//! Netherlands: BSN, by eleven.
//! <https://nl.wikipedia.org/wiki/Burgerservicenummer>

use super::sums::{Checked, padded, sum, weighted};

/// Eight or nine digits.
pub(super) fn bsn(id: &[u8]) -> Checked {
    let d = padded::<9>(id, 8)?;
    // The last digit has the weight -1.
    sum(weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2, 10]).is_multiple_of(11))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(bsn, "11122233?", "111222333");
    }
}
