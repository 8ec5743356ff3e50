//! Ukraine: tax number of persons (RNOKPP), by eleven.
//! <https://uk.wikipedia.org/wiki/%D0%A0%D0%9D%D0%9E%D0%9A%D0%9F%D0%9F>

use super::sums::{Checked, digits, number, sum, weighted};

/// The days from 1900 to birth, a serial number and a check digit. The first weight is -1.
pub(super) fn rnokpp(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    let check = weighted(&d, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10;
    // Nobody who has one was born before 1905, nor will be after 2058.
    sum(matches!(number(&d[..5]), 2000..=58_000) && check == u32::from(d[9]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(rnokpp, "317551051?", "3175510510");
    }
}
