//! Colombia: NIT.
//! <https://es.wikipedia.org/wiki/N%C3%BAmero_de_Identificaci%C3%B3n_Tributaria>

use super::sums::{Checked, padded, sum, weighted_back};

/// Eight to ten digits, weighed by primes, and a check digit.
pub(super) fn nit(id: &[u8]) -> Checked {
    let d = padded::<11>(id, 9)?;
    let rest = weighted_back(&d[..10], &[3, 7, 13, 17, 19, 23, 29, 37, 41, 43]) % 11;
    let check = if rest < 2 { rest } else { 11 - rest };
    sum(u32::from(d[10]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(nit, "899.999.063-?", "899.999.063-3");
    }
}
