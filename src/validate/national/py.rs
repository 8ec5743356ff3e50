//! Paraguay: RUC.
//! <https://www.dnit.gov.py/>

use super::sums::{Checked, missing, number, padded, sum, weighted_back};

/// Five to eight digits and a check digit that weighs them by 2, 3 and so on from the last one.
pub(super) fn ruc(id: &[u8]) -> Checked {
    let d = padded::<9>(id, 6)?;
    let check = missing(weighted_back(&d[..8], &[2, 3, 4, 5, 6, 7, 8, 9]), 11) % 10;
    sum(number(&d) >= 100_000 && u32::from(d[8]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(ruc, "80028061-?", "80028061-0");
    }
}
