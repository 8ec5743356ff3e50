//! Japan: individual number (My Number), by eleven.
//! <https://ja.wikipedia.org/wiki/%E5%80%8B%E4%BA%BA%E7%95%AA%E5%8F%B7>

use super::sums::{Checked, digits, sum, weighted_back};

/// Eleven digits and a check digit.
pub(super) fn my_number(id: &[u8]) -> Checked {
    let d = digits::<12>(id)?;
    let rest = weighted_back(&d[..11], &[2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6]) % 11;
    let check = if rest < 2 { 0 } else { 11 - rest };
    sum(check == u32::from(d[11]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(my_number, "12345678901?", "123456789018");
    }
}
