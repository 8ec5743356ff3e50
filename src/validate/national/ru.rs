//! Russia: INN, by eleven, and SNILS, by 101.
//! <https://en.wikipedia.org/wiki/Taxpayer_Identification_Number_(Russia)>,
//! <https://en.wikipedia.org/wiki/SNILS_(Russia)>

use super::sums::{Checked, digits, number, sum, two, weighted};

/// Of a person twelve digits with two checks, of a firm ten with one.
pub(super) fn inn(id: &[u8]) -> Checked {
    const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let check = |d: &[u8], first: usize| weighted(d, &WEIGHTS[first..]) % 11 % 10;
    if let Some(d) = digits::<10>(id) {
        return sum(two(&d, 0) > 0 && check(&d, 2) == u32::from(d[9]));
    }
    let d = digits::<12>(id)?;
    sum(two(&d, 0) > 0 && check(&d, 1) == u32::from(d[10]) && check(&d, 0) == u32::from(d[11]))
}

/// Nine digits and two by 101.
pub(super) fn snils(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    let check = weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100;
    // Numbers up to this one have no check.
    sum(number(&d[..9]) > 1_001_998 && two(&d, 9) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(inn, "770708389?", "7707083893");
        only(inn, "5001007322??", "500100732259");
        only(snils, "112-233-445 ??", "112-233-445 95");
    }
}
