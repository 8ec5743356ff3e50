//! Ireland: Personal Public Service number.
//! <https://en.wikipedia.org/wiki/Personal_Public_Service_Number>

use super::sums::{Checked, digits, sum, weighted};

/// Seven digits, a check letter, and since 2013 one more letter that is weighed by nine.
pub(super) fn pps(id: &[u8]) -> Checked {
    let d = digits::<7>(id.get(..7)?)?;
    let (&check, more) = id[7..].split_first()?;
    let more = match more {
        [] | [b'W'] => 0,
        [letter @ b'A'..=b'I'] => u32::from(letter - b'@'),
        _ => return None,
    };
    let rest = (weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) + 9 * more) % 23;
    sum(b"WABCDEFGHIJKLMNOPQRSTUV"[rest as usize] == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(pps, "1234567@", "1234567T");
        only(pps, "1234567@A", "1234567FA");
    }
}
