//! South Korea: resident registration number, by eleven for those given out before October 2020.
//! <https://en.wikipedia.org/wiki/Resident_registration_number>

use super::sums::{Checked, day_in_a_century, digits, form, sum, two, weighted};

/// Birth date, century and sex, and six digits. Newer numbers have the date alone to be told by.
pub(super) fn rrn(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    if !day_in_a_century(two(&d, 0), two(&d, 2), two(&d, 4)) {
        return None;
    }
    let check = (11 - weighted(&d, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10;
    let recent = matches!(d[6], 3 | 4 | 7 | 8) && matches!(two(&d, 0), 20..60);
    sum(check == u32::from(d[12])).or(form(recent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(rrn, "900101-123456?", "900101-1234568");
        fits(rrn, "210101-3234567");
        refuses(rrn, "901301-1234568");
    }
}
