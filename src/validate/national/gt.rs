//! Guatemala: NIT.
//! <https://portal.sat.gob.gt/>

use super::sums::{Checked, missing, padded, sum, weighted_back};

/// Up to eight digits and a check character; `K` is ten.
pub(super) fn nit(id: &[u8]) -> Checked {
    let (&last, body) = id.split_last()?;
    let d = padded::<8>(body, 6)?;
    let want = match missing(weighted_back(&d, &[2, 3, 4, 5, 6, 7, 8, 9]), 11) {
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    sum(last == want)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(nit, "576937-*", "576937-K");
    }
}
