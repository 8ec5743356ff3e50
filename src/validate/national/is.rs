//! Iceland: kennitala, by eleven.
//! <https://is.wikipedia.org/wiki/Kennitala>

use super::sums::{Checked, day_in_a_century, digits, missing, sum, two, weighted};

/// Birth date (the day of a firm is greater by 40), two digits, a check digit, and the century.
pub(super) fn kennitala(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    let day = two(&d, 0) - if two(&d, 0) > 40 { 40 } else { 0 };
    let check = missing(weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2]), 11);
    sum(day_in_a_century(two(&d, 4), two(&d, 2), day)
        && check == u32::from(d[8])
        && matches!(d[9], 0 | 8 | 9))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(kennitala, "120174-33?9", "120174-3399");
        refuses(kennitala, "120174-3391");
    }
}
