//! New Zealand: IRD number, by eleven in two rounds.
//! <https://www.ird.govt.nz/>

use super::sums::{Checked, missing, number, padded, sum, weighted};

/// Eight or nine digits up to 150 million.
pub(super) fn ird(id: &[u8]) -> Checked {
    let d = padded::<9>(id, 8)?;
    let check = match missing(weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2]), 11) {
        10 => missing(weighted(&d, &[7, 4, 3, 2, 5, 2, 7, 6]), 11),
        check => check,
    };
    sum(matches!(number(&d), 10_000_001..150_000_000) && check == u32::from(d[8]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(ird, "4909185?", "49091850");
        refuses(ird, "910410400");
    }
}
