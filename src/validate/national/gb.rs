//! United Kingdom: NHS number, National Insurance number (no check digit), taxpayer reference.
//! <https://www.datadictionary.nhs.uk/attributes/nhs_number.html>,
//! <https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110>

use super::sums::{Checked, digits, form, missing, sum, weighted};

/// Ten digits, by eleven; a check digit of ten is not given out.
pub(super) fn nhs(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    sum(missing(weighted(&d, &[10, 9, 8, 7, 6, 5, 4, 3, 2]), 11) == u32::from(d[9]))
}

/// Two letters, six digits and a letter of A to D.
pub(super) fn nino(id: &[u8]) -> Checked {
    let id: &[u8; 9] = id.try_into().ok()?;
    digits::<6>(&id[2..8])?;
    let never = |letter: u8| matches!(letter, b'D' | b'F' | b'I' | b'Q' | b'U' | b'V');
    let letters = id[..2].iter().all(|c| c.is_ascii_uppercase() && !never(*c)) && id[1] != b'O';
    let unused = matches!(&id[..2], b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ");
    form(letters && !unused && matches!(id[8], b'A'..=b'D'))
}

/// Ten digits, the first of them the check.
pub(super) fn utr(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    let rest = weighted(&d[1..], &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    sum(b"21987654321"[rest as usize] - b'0' == d[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(nhs, "943 476 591?", "943 476 5919");
        fits(nino, "AB 12 34 56 C");
        refuses(nino, "GB 12 34 56 C");
        refuses(nino, "AB 12 34 56 E");
        only(utr, "?955839661", "1955839661");
    }
}
