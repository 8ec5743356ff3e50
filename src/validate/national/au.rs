//! Australia: tax file number, by eleven, and Medicare number, by ten.
//! <https://en.wikipedia.org/wiki/Tax_file_number>,
//! <https://en.wikipedia.org/wiki/Medicare_card_(Australia)>

use super::sums::{Checked, digits, sum, weighted};

/// Nine digits whose weighted sum eleven divides.
pub(super) fn tfn(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    sum(weighted(&d, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11))
}

/// Eight digits, their check digit, the issue of the card, and mostly the place of the person on it.
pub(super) fn medicare(id: &[u8]) -> Checked {
    let d = digits::<10>(id.get(..10)?)?;
    if id.len() > 10 {
        digits::<1>(&id[10..])?;
    }
    let check = weighted(&d, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10;
    sum(matches!(d[0], 2..=6) && check == u32::from(d[8]) && d[9] > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(tfn, "12345678?", "123456782");
        only(medicare, "2123 4567? 1", "2123 45670 1");
        only(medicare, "2123 4567? 1-2", "2123 45670 1-2");
        refuses(medicare, "1123 45670 1");
    }
}
