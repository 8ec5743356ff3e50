//! Chile: RUN and RUT.
//! <https://es.wikipedia.org/wiki/Rol_%C3%9Anico_Tributario>

use super::sums::{Checked, missing, number, padded, sum, weighted_back};

/// Seven or eight digits and a check character; `K` is ten.
pub(super) fn rut(id: &[u8]) -> Checked {
    let (&last, body) = id.split_last()?;
    let d = padded::<8>(body, 7)?;
    let want = match missing(weighted_back(&d, &[2, 3, 4, 5, 6, 7, 2, 3]), 11) {
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    sum(last == want && number(&d) >= 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(rut, "12.345.678-*", "12.345.678-5");
        only(rut, "7.654.325-*", "7.654.325-9");
    }
}
