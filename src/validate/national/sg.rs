//! Singapore: NRIC and FIN, by eleven.
//! <https://en.wikipedia.org/wiki/National_Registration_Identity_Card>

use super::sums::{Checked, digits, sum, weighted};

/// A letter for century and status, seven digits and a check letter.
pub(super) fn nric(id: &[u8]) -> Checked {
    let id: &[u8; 9] = id.try_into().ok()?;
    let d = digits::<7>(&id[1..8])?;
    let (offset, letters) = match id[0] {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"XWUTRQPNJLK"),
        _ => return None,
    };
    let rest = (offset + weighted(&d, &[2, 7, 6, 5, 4, 3, 2])) % 11;
    sum(letters[rest as usize] == id[8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(nric, "S1234567@", "S1234567D");
        only(nric, "G1234567@", "G1234567X");
        refuses(nric, "X1234567D");
    }
}
