//! Uruguay: cédula de identidad.
//! <https://es.wikipedia.org/wiki/C%C3%A9dula_de_Identidad_(Uruguay)>

use super::sums::{Checked, missing, padded, sum, weighted};

/// Six or seven digits and a check digit.
pub(super) fn cedula(id: &[u8]) -> Checked {
    let d = padded::<8>(id, 7)?;
    sum(missing(weighted(&d, &[2, 9, 8, 7, 6, 3, 4]), 10) == u32::from(d[7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(cedula, "1.234.567-?", "1.234.567-2");
    }
}
