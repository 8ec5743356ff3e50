//! Slovenia: EMŠO, which is the JMBG of `rs` with a region of 50 to 59, and tax number.
//! <https://sl.wikipedia.org/wiki/Enotna_mati%C4%8Dna_%C5%A1tevilka_ob%C4%8Dana>,
//! <https://sl.wikipedia.org/wiki/Dav%C4%8Dna_%C5%A1tevilka>

use super::sums::{Checked, digits, sum, weighted};

/// Birth date, region, a serial number and a check digit.
pub(super) fn emso(id: &[u8]) -> Checked {
    super::rs::jmbg(id).filter(|_| id[7] == b'5')
}

/// Eight digits, by eleven; a rest of none is not given out.
pub(super) fn davcna(id: &[u8]) -> Checked {
    let d = digits::<8>(id)?;
    let rest = weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    sum(d[0] != 0 && rest != 0 && (11 - rest) % 10 == u32::from(d[7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(emso, "010100650000?", "0101006500006");
        refuses(emso, "0101006710005");
        only(davcna, "1501255?", "15012557");
    }
}
