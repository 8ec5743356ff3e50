//! Türkiye: T.C. identity number.
//! <https://tr.wikipedia.org/wiki/T%C3%BCrkiye_Cumhuriyeti_Kimlik_Numaras%C4%B1>

use super::sums::{Checked, digits, sum, weighted};

/// Nine digits and two checks: over odd and even places, and over all.
pub(super) fn tckn(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let tenth = weighted(&d, &[7, 9, 7, 9, 7, 9, 7, 9, 7]) % 10;
    let all = weighted(&d, &[1; 10]) % 10;
    sum(d[0] != 0 && tenth == u32::from(d[9]) && all == u32::from(d[10]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(tckn, "100000001??", "10000000146");
    }
}
