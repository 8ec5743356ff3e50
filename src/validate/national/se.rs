//! Sweden: personnummer and samordningsnummer, by Luhn.
//! <https://sv.wikipedia.org/wiki/Personnummer_i_Sverige>

use super::sums::{Checked, day_in_a_century, digits, luhn, sum, two};

/// Birth date with or without its century, three digits and a check digit. A coordination number has a
/// day that is greater by 60.
pub(super) fn personnummer(id: &[u8]) -> Checked {
    let (century, short) = id.split_at_checked(id.len().checked_sub(10)?)?;
    let d = digits::<10>(short)?;
    let day = two(&d, 4) - if two(&d, 4) > 60 { 60 } else { 0 };
    let century_fits = matches!(century, b"" | b"18" | b"19" | b"20");
    sum(century_fits && day_in_a_century(two(&d, 0), two(&d, 2), day) && luhn(&d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(personnummer, "811228-987?", "811228-9874");
        only(personnummer, "19811228-987?", "19811228-9874");
        refuses(personnummer, "811328-9874");
    }
}
