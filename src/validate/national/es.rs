//! Spain: DNI, NIE, and CIF of firms.
//! <https://es.wikipedia.org/wiki/N%C3%BAmero_de_identificaci%C3%B3n_fiscal>

use super::sums::{Checked, digits, luhn, number, padded, sum};

const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Eight digits and the letter of their rest by 23.
fn dni(id: &[u8]) -> Checked {
    let (&letter, body) = id.split_last()?;
    let d = padded::<8>(body, 7)?;
    sum(number(&d) > 9999 && LETTERS[(number(&d) % 23) as usize] == letter)
}

/// The same, with X, Y or Z for a first digit of 0, 1 or 2.
fn nie(id: &[u8]) -> Checked {
    let mut text: [u8; 9] = id.try_into().ok()?;
    text[0] = text[0].checked_sub(b'X').filter(|nth| *nth < 3)? + b'0';
    dni(&text)
}

/// A letter for the form of the firm, seven digits, and a check by Luhn that is a digit or a letter.
fn cif(id: &[u8]) -> Checked {
    let id: &[u8; 9] = id.try_into().ok()?;
    let d = digits::<7>(&id[1..8])?;
    let check = (0..10).find(|last| luhn(&[&d[..], &[*last]].concat()))?;
    let digit = id[8] == b'0' + check && !matches!(id[0], b'K'..=b'S' | b'W');
    let letter =
        id[8] == b"JABCDEFGHI"[usize::from(check)] && !matches!(id[0], b'A' | b'B' | b'E' | b'H');
    sum(b"ABCDEFGHJKLMNPQRSUVW".contains(&id[0]) && (digit || letter))
}

/// Any of the three: all are called NIF.
pub(super) fn nif(id: &[u8]) -> Checked {
    dni(id).or_else(|| nie(id)).or_else(|| cif(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(dni, "12345678@", "12345678Z");
        only(nie, "X-1234567-@", "X-1234567-L");
        only(cif, "A5881850?", "A58818501");
        fits(nif, "12345678-Z");
        refuses(nif, "12345678-A");
    }
}
