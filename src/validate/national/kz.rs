//! Kazakhstan: IIN, by eleven in two rounds.
//! <https://ru.wikipedia.org/wiki/%D0%98%D0%BD%D0%B4%D0%B8%D0%B2%D0%B8%D0%B4%D1%83%D0%B0%D0%BB%D1%8C%D0%BD%D1%8B%D0%B9_%D0%B8%D0%B4%D0%B5%D0%BD%D1%82%D0%B8%D1%84%D0%B8%D0%BA%D0%B0%D1%86%D0%B8%D0%BE%D0%BD%D0%BD%D1%8B%D0%B9_%D0%BD%D0%BE%D0%BC%D0%B5%D1%80>

use super::sums::{Checked, day_in_a_century, digits, sum, two, weighted};

/// Birth date, century and sex, a serial number and a check digit.
pub(super) fn iin(id: &[u8]) -> Checked {
    let d = digits::<12>(id)?;
    let check = match weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11 {
        10 => weighted(&d, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11,
        check => check,
    };
    let date = day_in_a_century(two(&d, 0), two(&d, 2), two(&d, 4));
    sum(date && matches!(d[6], 1..=6) && u32::from(d[11]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(iin, "85010130012?", "850101300124");
        refuses(iin, "851301300123");
    }
}
