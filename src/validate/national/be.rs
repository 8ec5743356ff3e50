//! Belgium: national register number, by 97.
//! <https://nl.wikipedia.org/wiki/Rijksregisternummer>

use super::sums::{Checked, day_in_a_century, digits, number, sum, two};

/// Birth date, a serial number, and two digits; for those born since 2000 with a 2 put before. Those
/// who are not in the register have a month that is greater by 20 or 40.
pub(super) fn nn(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let month = match two(&d, 2) {
        month @ 41..=52 => month - 40,
        month @ 21..=32 => month - 20,
        month => month,
    };
    // The day or the month may be unknown.
    let date = month == 0 || two(&d, 4) == 0 || day_in_a_century(two(&d, 0), month, two(&d, 4));
    let (body, check) = (number(&d[..9]), number(&d[9..]));
    let fits = |body: u64| 97 - body % 97 == check;
    let adds_up = fits(body) || two(&d, 0) < 60 && fits(2_000_000_000 + body);
    sum(date && month <= 12 && adds_up)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        fits(nn, "85.07.30-033.28");
        refuses(nn, "85.07.30-033.29");
        fits(nn, "17.07.30-033.84");
        refuses(nn, "85.13.30-033.28");
    }
}
