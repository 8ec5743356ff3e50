//! Latvia: personas kods, by eleven for those given out before 2017.
//! <https://lv.wikipedia.org/wiki/Personas_kods>

use super::sums::{Checked, day_in_a_century, digits, form, sum, two, weighted};

/// Birth date, century, a serial number and a check digit. Newer numbers begin with 32 to 39 and tell
/// nothing.
pub(super) fn personas_kods(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    if d[0] == 3 && d[1] > 1 {
        return form(true);
    }
    let check = (1 + weighted(&d, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10;
    let date = day_in_a_century(two(&d, 4), two(&d, 2), two(&d, 0));
    sum(date && d[6] < 3 && u32::from(d[10]) == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(personas_kods, "161175-1999?", "161175-19997");
        fits(personas_kods, "326801-11111");
        refuses(personas_kods, "161375-19997");
    }
}
