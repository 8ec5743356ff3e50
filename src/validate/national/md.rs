//! Moldova: IDNP, by ten.
//! <https://ro.wikipedia.org/wiki/IDNP>

use super::sums::{Checked, digits, sum, weighted};

/// A 0 or 2, the year of the number, and a check digit by the weights 7, 3, 1.
pub(super) fn idnp(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    let check = weighted(&d, &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10;
    sum(matches!(d[0], 0 | 2) && check == u32::from(d[12]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(idnp, "200487654321?", "2004876543212");
    }
}
