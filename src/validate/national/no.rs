//! Norway: fødselsnummer and D-number, by eleven twice.
//! <https://no.wikipedia.org/wiki/F%C3%B8dselsnummer>

use super::sums::{Checked, day_in_a_century, digits, missing, sum, two, weighted};

/// Birth date, three digits and two check digits. A D-number has a day that is greater by 40, and
/// numbers of tests and of hospitals have a month that is greater by 40 or 80.
pub(super) fn fodselsnummer(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let day = two(&d, 0) - if two(&d, 0) > 40 { 40 } else { 0 };
    let month = two(&d, 2) % 40;
    let first = missing(weighted(&d, &[3, 7, 6, 1, 8, 9, 4, 5, 2]), 11);
    let second = missing(weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]), 11);
    sum(day_in_a_century(two(&d, 4), month, day)
        && u32::from(d[9]) == first
        && u32::from(d[10]) == second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(fodselsnummer, "150765005??", "15076500565");
        refuses(fodselsnummer, "32076500565");
    }
}
