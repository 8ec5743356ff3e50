//! Thailand: identity number, by eleven.
//! <https://en.wikipedia.org/wiki/Thai_identity_card>

use super::sums::{Checked, digits, sum, weighted};

/// Twelve digits and a check digit; the first one tells the kind of person.
pub(super) fn pin(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    let check = (11 - weighted(&d, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    sum(matches!(d[0], 1..=8) && u32::from(d[12]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(pin, "1-2345-67890-12-?", "1-2345-67890-12-1");
    }
}
