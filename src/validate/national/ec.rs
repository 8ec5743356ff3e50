//! Ecuador: cédula, by Luhn.
//! <https://es.wikipedia.org/wiki/C%C3%A9dula_de_identidad>

use super::sums::{Checked, digits, luhn, sum, two};

/// A province, a digit below 6, six more, and the check digit.
pub(super) fn cedula(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    sum(matches!(two(&d, 0), 1..=24 | 30) && d[2] < 6 && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(cedula, "171003406?", "1710034065");
        refuses(cedula, "9910034065");
    }
}
