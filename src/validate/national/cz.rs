//! Czech Republic, and Slovakia: birth number, by eleven.
//! <https://cs.wikipedia.org/wiki/Rodn%C3%A9_%C4%8D%C3%ADslo>

use super::sums::{Checked, day_in_a_century, digits, form, number, sum, two};

/// Birth date (the month of a woman is greater by 50, or either by 20 more), a serial number and a
/// check digit, which numbers of before 1954 don't have.
pub(super) fn rodne_cislo(id: &[u8]) -> Checked {
    let date = digits::<6>(id.get(..6)?)?;
    let month = match two(&date, 2) {
        month @ 71..=82 => month - 70,
        month @ 51..=62 => month - 50,
        month @ 21..=32 => month - 20,
        month => month,
    };
    if !day_in_a_century(two(&date, 0), month, two(&date, 4)) {
        return None;
    }
    if id.len() == 9 {
        digits::<9>(id)?;
        return form(two(&date, 0) < 54);
    }
    let d = digits::<10>(id)?;
    // A rest of ten was written as 0 until 1985.
    sum(number(&d[..9]) % 11 % 10 == u64::from(d[9]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(rodne_cislo, "710319/274?", "710319/2745");
        fits(rodne_cislo, "520319/274");
        refuses(rodne_cislo, "711319/2745");
    }
}
