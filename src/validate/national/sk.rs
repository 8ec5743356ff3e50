//! Slovakia: tax number (DIČ), by eleven. The birth number is that of `cz`.
//! <https://sk.wikipedia.org/wiki/Identifika%C4%8Dn%C3%A9_%C4%8D%C3%ADslo_pre_da%C5%88_z_pridanej_hodnoty>

use super::sums::{Checked, digits, number, sum};

/// Ten digits that eleven divides; the third one tells the kind of holder.
pub(super) fn dic(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    sum(d[0] != 0 && matches!(d[2], 2 | 3 | 4 | 7 | 8 | 9) && number(&d).is_multiple_of(11))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(dic, "202274961?", "2022749619");
    }
}
