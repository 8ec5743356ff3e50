//! Peru: RUC.
//! <https://es.wikipedia.org/wiki/Registro_%C3%9Anico_de_Contribuyentes>

use super::sums::{Checked, digits, number, sum, weighted};

/// A type of two digits, the number of the identity card or firm, and a check digit.
pub(super) fn ruc(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let check = (11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    sum(matches!(number(&d[..2]), 10 | 15..=17 | 20) && u32::from(d[10]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(ruc, "1012345678?", "10123456781");
        refuses(ruc, "30123456780");
    }
}
