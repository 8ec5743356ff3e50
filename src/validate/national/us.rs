//! United States: Social Security number and individual taxpayer number, which have no check digit.
//! <https://www.ssa.gov/employer/randomization.html>, <https://www.irs.gov/tin/itin>

use super::sums::{Checked, digits, form, number};

/// Nine digits; the ranges are those that were never given out.
pub(super) fn ssn(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    let (area, group, serial) = (number(&d[..3]), number(&d[3..5]), number(&d[5..]));
    // Numbers that were printed in advertisements, so that many wrote them down as theirs.
    let published = matches!((area, group, serial), (78, 5, 1120) | (219, 9, 9999));
    form(!matches!(area, 0 | 666 | 900..) && group > 0 && serial > 0 && !published)
}

/// Nine digits that begin with 9, with a group in one of four ranges.
pub(super) fn itin(id: &[u8]) -> Checked {
    let d = digits::<9>(id)?;
    form(d[0] == 9 && matches!(number(&d[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        refuses(ssn, "000-12-3456");
        refuses(ssn, "666-12-3456");
        refuses(ssn, "912-34-5678");
        refuses(ssn, "123-00-4567");
        refuses(ssn, "123-45-0000");
        fits(ssn, "123-45-6789");
        fits(itin, "912-70-1234");
        refuses(itin, "912-89-1234");
    }
}
