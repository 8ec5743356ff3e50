//! Germany: tax identification number and pension insurance number.
//! <https://de.wikipedia.org/wiki/Steuerliche_Identifikationsnummer>,
//! <https://de.wikipedia.org/wiki/Versicherungsnummer>

use super::sums::{Checked, day_in_a_century, digits, mod_11_10, sum, two};

/// Eleven digits by MOD 11,10. Of the first ten one digit occurs twice or three times, the others once.
pub(super) fn steuer_id(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let mut counts = [0u8; 10];
    d[..10].iter().for_each(|digit| counts[usize::from(*digit)] += 1);
    let repeated = counts.iter().filter(|count| **count > 1).count();
    let fits = d[0] != 0 && repeated == 1 && counts.iter().all(|count| *count < 4);
    sum(fits && mod_11_10(&d))
}

/// Area, birth date, the letter of the name at birth, a serial number and a check digit over the cross
/// sums of all.
pub(super) fn rvnr(id: &[u8]) -> Checked {
    let id: &[u8; 12] = id.try_into().ok()?;
    let letter = id[8].checked_sub(b'A').filter(|nth| *nth < 26)? + 1;
    let head = digits::<8>(&id[..8])?;
    let tail = digits::<3>(&id[9..])?;
    let mut all = [0; 12];
    all[..8].copy_from_slice(&head);
    (all[8], all[9]) = (letter / 10, letter % 10);
    all[10..].copy_from_slice(&tail[..2]);
    let products =
        all.iter().zip([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]).map(|(&d, w)| u32::from(d) * w);
    let total: u32 = products.map(|product| product / 10 + product % 10).sum();
    let date = day_in_a_century(two(&head, 6), two(&head, 4), two(&head, 2));
    sum(date && two(&head, 0) > 1 && total % 10 == u32::from(tail[2]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(steuer_id, "8609574271?", "86095742719");
        refuses(steuer_id, "12345678903");
        only(rvnr, "65 170839 J 00 ?", "65 170839 J 00 3");
        refuses(rvnr, "65 171339 J 00 8");
    }
}
