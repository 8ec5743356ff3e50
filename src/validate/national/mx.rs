//! Mexico: CURP and RFC.
//! <https://es.wikipedia.org/wiki/Clave_%C3%9Anica_de_Registro_de_Poblaci%C3%B3n>,
//! <https://es.wikipedia.org/wiki/Registro_Federal_de_Contribuyentes>

use super::sums::{Checked, day_in_a_century, digits, missing, sum, two, value};

/// The value of a character: the alphabet has one more letter behind N.
fn letter(byte: u8) -> u32 {
    value(byte) + u32::from(byte > b'N')
}

/// Initials, birth date, sex, state, consonants, and a digit that weighs the others by 18 down to 2.
pub(super) fn curp(id: &[u8]) -> Checked {
    let id: &[u8; 18] = id.try_into().ok()?;
    let letters = |range: std::ops::Range<usize>| id[range].iter().all(u8::is_ascii_uppercase);
    let d = digits::<6>(&id[4..10])?;
    let check = digits::<1>(&id[17..])?;
    let total: u32 =
        id[..17].iter().zip((2..=18).rev()).map(|(&c, weight)| letter(c) * weight).sum();
    let fits = letters(0..4) && letters(11..16) && matches!(id[10], b'H' | b'M' | b'X');
    sum(fits
        && day_in_a_century(two(&d, 0), two(&d, 2), two(&d, 4))
        && missing(total, 10) == u32::from(check[0]))
}

/// Initials, date, two characters of the authority and a check character; a person has four letters.
pub(super) fn rfc(id: &[u8]) -> Checked {
    let initials = id.len().checked_sub(9).filter(|count| matches!(count, 3 | 4))?;
    let d = digits::<6>(&id[initials..initials + 6])?;
    let body = &id[..id.len() - 1];
    // A firm has a blank, which counts 37, in the place of the first letter.
    let first = if initials == 3 { 37 * 13 } else { 0 };
    let weights = (2..=initials as u32 + 9).rev();
    let rest: u32 = body.iter().zip(weights).map(|(&c, weight)| letter(c) * weight).sum();
    let want = match missing(first + rest, 11) {
        10 => b'A',
        digit => b'0' + digit as u8,
    };
    sum(id[..initials].iter().all(u8::is_ascii_uppercase)
        && day_in_a_century(two(&d, 0), two(&d, 2), two(&d, 4))
        && id[id.len() - 1] == want)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(curp, "HEGG560427MVZRRL0?", "HEGG560427MVZRRL04");
        only(rfc, "GODE561231GR*", "GODE561231GR8");
        refuses(rfc, "GODE561331GR8");
    }
}
