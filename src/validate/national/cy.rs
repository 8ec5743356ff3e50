//! Cyprus: tax identification code, by 26.
//! <https://taxation-customs.ec.europa.eu/online-services/online-services-and-databases-taxation/tin-country-sheets-and-national-websites_en>

use super::sums::{Checked, digits, sum};

/// Eight digits and a check letter.
pub(super) fn tic(id: &[u8]) -> Checked {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let (&letter, body) = id.split_last()?;
    let d = digits::<8>(body)?;
    let count = |(nth, &digit): (usize, &u8)| match nth % 2 {
        0 => ODD[usize::from(digit)],
        _ => u32::from(digit),
    };
    let total: u32 = d.iter().enumerate().map(count).sum();
    sum(!d.starts_with(&[1, 2]) && b'A' + (total % 26) as u8 == letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(tic, "10259033@", "10259033P");
    }
}
