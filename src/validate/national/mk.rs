//! North Macedonia: EMBG, which is the JMBG of `rs` with a region of 40 to 49.
//! <https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number>

use super::sums::Checked;

/// Birth date, region, a serial number and a check digit.
pub(super) fn embg(id: &[u8]) -> Checked {
    super::rs::jmbg(id).filter(|_| id[7] == b'4')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(embg, "010198745000?", "0101987450003");
        refuses(embg, "0101006500006");
    }
}
