//! Serbia and the other successors of Yugoslavia: JMBG, by eleven; Serbia's tax number (PIB).
//! <https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number>

use super::sums::{
    Checked, birth_year, day_of, digits, missing, mod_11_10, number, sum, two, weighted,
};

/// Birth date, region, a serial number and a check digit.
pub(super) fn jmbg(id: &[u8]) -> Checked {
    let d = digits::<13>(id)?;
    let check = missing(weighted(&d, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]), 11) % 10;
    // The year has three digits: the first one is that of its century.
    let year = number(&d[4..7]) as u32 + if d[4] > 7 { 1000 } else { 2000 };
    sum(day_of(year, two(&d, 2), two(&d, 0)) && birth_year(year) && u32::from(d[12]) == check)
}

/// Nine digits by MOD 11,10.
pub(super) fn pib(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    sum(number(&d) > 100_000_000 && mod_11_10(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(jmbg, "010100671000?", "0101006710000");
        refuses(jmbg, "3201006710000");
        only(pib, "10113498?", "101134989");
    }
}
