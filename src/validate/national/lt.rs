//! Lithuania: asmens kodas, as in Estonia.
//! <https://lt.wikipedia.org/wiki/Asmens_kodas>

use super::sums::Checked;

/// Century and sex, birth date, a serial number and a check digit.
pub(super) fn asmens_kodas(id: &[u8]) -> Checked {
    super::ee::isikukood(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(asmens_kodas, "3330901103?", "33309011034");
    }
}
