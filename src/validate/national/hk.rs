//! Hong Kong: identity card number, by eleven.
//! <https://en.wikipedia.org/wiki/Hong_Kong_identity_card>

use super::sums::{Checked, digits, missing, sum, value, weighted};

/// One or two letters, six digits and a check character; `A` is ten.
pub(super) fn hkid(id: &[u8]) -> Checked {
    let letters = id.len().checked_sub(7).filter(|count| matches!(count, 1 | 2))?;
    let d = digits::<6>(&id[letters..letters + 6])?;
    // A blank before a single letter counts 36.
    let (first, second) = if letters == 2 { (value(id[0]), id[1]) } else { (36, id[0]) };
    let total = 9 * first + 8 * value(second) + weighted(&d, &[7, 6, 5, 4, 3, 2]);
    let last = id[id.len() - 1];
    sum(id[..letters].iter().all(u8::is_ascii_uppercase)
        && (last.is_ascii_digit() || last == b'A')
        && value(last) == missing(total, 11))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(hkid, "A123456(*)", "A123456(3)");
        only(hkid, "AB987654(*)", "AB987654(3)");
    }
}
