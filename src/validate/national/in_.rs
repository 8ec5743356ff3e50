//! India: Aadhaar, by Verhoeff, and PAN, which has no published check.
//! <https://en.wikipedia.org/wiki/Aadhaar>, <https://en.wikipedia.org/wiki/Permanent_account_number>

use super::sums::{Checked, digits, form, number, sum, verhoeff};

/// Twelve digits that do not begin with 0 or 1.
pub(super) fn aadhaar(id: &[u8]) -> Checked {
    let d = digits::<12>(id)?;
    let palindrome = d.iter().eq(d.iter().rev());
    sum(d[0] > 1 && !palindrome && verhoeff(&d))
}

/// Five letters, the fourth of them for the kind of holder, four digits and a letter.
pub(super) fn pan(id: &[u8]) -> Checked {
    let id: &[u8; 10] = id.try_into().ok()?;
    let serial = digits::<4>(&id[5..9])?;
    let letters = id[..5].iter().all(u8::is_ascii_uppercase) && id[9].is_ascii_uppercase();
    form(letters && b"ABCFGHJLPT".contains(&id[3]) && number(&serial) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(aadhaar, "2345 6789 012?", "2345 6789 0124");
        refuses(aadhaar, "1345 6789 0123");
        fits(pan, "ABCPE1234F");
        refuses(pan, "ABCDE1234F");
        refuses(pan, "ABCPE0000F");
    }
}
