//! Portugal: NIF, by eleven.
//! <https://pt.wikipedia.org/wiki/N%C3%BAmero_de_identifica%C3%A7%C3%A3o_fiscal>

use super::sums::{Checked, digits, missing, sum, weighted};

/// Nine digits; the first one tells the kind of holder.
pub(super) fn nif(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    let check = missing(weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]), 11) % 10;
    let kind = matches!(d[0], 1 | 2 | 3 | 5 | 6 | 8 | 9) || d.starts_with(&[4, 5]);
    sum(kind && u32::from(d[8]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(nif, "12345678?", "123456789");
    }
}
