//! Hungary: tax number of persons, and social security number (TAJ).
//! <https://hu.wikipedia.org/wiki/Ad%C3%B3azonos%C3%ADt%C3%B3_jel>, <https://hu.wikipedia.org/wiki/TAJ-sz%C3%A1m>

use super::sums::{Checked, digits, sum, weighted};

/// An 8, the days from 1867 to birth, a serial number, and the rest by eleven.
pub(super) fn adoazonosito(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    sum(d[0] == 8 && weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == u32::from(d[9]))
}

/// Eight digits and the rest by ten.
pub(super) fn taj(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    sum(weighted(&d, &[3, 7, 3, 7, 3, 7, 3, 7]) % 10 == u32::from(d[8]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(adoazonosito, "807192558?", "8071925586");
        only(taj, "12345678?", "123456788");
    }
}
