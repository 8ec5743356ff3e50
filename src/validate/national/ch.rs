//! Switzerland: AHV number, by the check of EAN-13.
//! <https://de.wikipedia.org/wiki/AHV-Nummer>

use super::sums::{Checked, digits, sum, weighted};

/// The country's number 756, nine digits and a check digit.
pub(super) fn ahv(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    let total = weighted(&d, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
    sum(d.starts_with(&[7, 5, 6]) && total.is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(ahv, "756.9217.0769.8?", "756.9217.0769.85");
        refuses(ahv, "757.9217.0769.82");
    }
}
