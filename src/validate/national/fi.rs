//! Finland: personal identity code, by 31.
//! <https://dvv.fi/en/personal-identity-code>

use super::sums::{Checked, day_in_a_century, digits, number, sum, two};

/// Birth date, a sign of the century, three digits and a check character. A sign that is a hyphen or a
/// plus is gone with the other separators.
pub(super) fn hetu(id: &[u8]) -> Checked {
    let rest = match id.len() {
        11 if matches!(id[6], b'A'..=b'F' | b'U'..=b'Y') => &id[7..],
        10 => &id[6..],
        _ => return None,
    };
    let date = digits::<6>(&id[..6])?;
    let serial = digits::<3>(&rest[..3])?;
    let whole = number(&date) * 1000 + number(&serial);
    let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY"[(whole % 31) as usize];
    sum(day_in_a_century(two(&date, 4), two(&date, 2), two(&date, 0))
        && number(&serial) > 1
        && rest[3] == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(hetu, "131052-308*", "131052-308T");
        only(hetu, "010101A123*", "010101A123N");
        refuses(hetu, "321052-308T");
    }
}
