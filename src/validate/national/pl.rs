//! Poland: PESEL, NIP, and the number of the identity card.
//! <https://pl.wikipedia.org/wiki/PESEL>, <https://pl.wikipedia.org/wiki/NIP>,
//! <https://pl.wikipedia.org/wiki/Dow%C3%B3d_osobisty_w_Polsce>

use super::sums::{Checked, day_in_a_century, digits, missing, sum, two, value, weighted};

/// Birth date, whose month tells the century, a serial number and a check digit.
pub(super) fn pesel(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let check = missing(weighted(&d, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]), 10);
    sum(day_in_a_century(two(&d, 0), two(&d, 2) % 20, two(&d, 4)) && u32::from(d[10]) == check)
}

/// Ten digits; the rest by eleven is never ten.
pub(super) fn nip(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    sum(d[0] != 0 && weighted(&d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == u32::from(d[9]))
}

/// Three letters and six digits, the first of them the check.
pub(super) fn dowod(id: &[u8]) -> Checked {
    let id: &[u8; 9] = id.try_into().ok()?;
    let d = digits::<6>(&id[3..])?;
    let letters: u32 = id[..3].iter().zip([7, 3, 1]).map(|(&c, weight)| value(c) * weight).sum();
    let check = (letters + weighted(&d[1..], &[7, 3, 1, 7, 3])) % 10;
    sum(id[..3].iter().all(u8::is_ascii_uppercase) && check == u32::from(d[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(pesel, "4405140135?", "44051401359");
        refuses(pesel, "44951401359");
        only(nip, "768-000-24-6?", "768-000-24-66");
        only(dowod, "ABA?00000", "ABA300000");
    }
}
