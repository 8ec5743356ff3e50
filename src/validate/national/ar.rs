//! Argentina: CUIT and CUIL.
//! <https://es.wikipedia.org/wiki/Clave_%C3%9Anica_de_Identificaci%C3%B3n_Tributaria>

use super::sums::{Checked, digits, missing, number, sum, weighted};

/// A type, the number of the identity card or firm, and a check digit.
pub(super) fn cuit(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let check = match missing(weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]), 11) {
        10 => 9,
        check => check,
    };
    sum(matches!(number(&d[..2]), 20 | 23..=27 | 30 | 33 | 34) && u32::from(d[10]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(cuit, "20-12345678-?", "20-12345678-6");
        refuses(cuit, "10-12345678-0");
    }
}
