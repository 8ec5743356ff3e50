//! China: resident identity number, by MOD 11-2 (GB 11643).
//! <https://en.wikipedia.org/wiki/Resident_Identity_Card>

use super::sums::{Checked, birth_year, day_of, digits, number, sum, two, weighted};

/// Region, birth date, a serial number and a check character; `X` is ten.
pub(super) fn resident(id: &[u8]) -> Checked {
    let (&last, body) = id.split_last()?;
    let d = digits::<17>(body)?;
    let rest = weighted(&d, &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
    let year = number(&d[6..10]) as u32;
    let date = birth_year(year) && day_of(year, two(&d, 10), two(&d, 12));
    sum(matches!(two(&d, 0), 11..=83) && date && b"10X98765432"[rest as usize] == last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(resident, "11010519491231002*", "11010519491231002X");
        only(resident, "44052418800101001*", "440524188001010014");
        refuses(resident, "11010519491331002X");
    }
}
