//! Venezuela: RIF.
//! <https://es.wikipedia.org/wiki/Registro_de_informaci%C3%B3n_fiscal>

use super::sums::{Checked, digits, missing, sum, weighted};

/// A letter for the kind of holder, eight digits and a check digit.
pub(super) fn rif(id: &[u8]) -> Checked {
    let (kind, rest) = id.split_first()?;
    let d = digits::<9>(rest)?;
    let kind = match kind {
        b'V' => 1,
        b'E' => 2,
        b'J' | b'C' => 3,
        b'P' => 4,
        b'G' => 5,
        _ => return None,
    };
    let check = missing(4 * kind + weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2]), 11) % 10;
    sum(u32::from(d[8]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(rif, "V-12345678-?", "V-12345678-1");
    }
}
