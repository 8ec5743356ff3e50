//! Dominican Republic: cédula, by Luhn.
//! <https://es.wikipedia.org/wiki/C%C3%A9dula_de_identidad>

use super::sums::{Checked, digits, luhn, number, sum};

/// Eleven digits.
pub(super) fn cedula(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    sum(luhn(&d) && number(&d[..3]) < 600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(cedula, "001-1391820-?", "001-1391820-5");
    }
}
