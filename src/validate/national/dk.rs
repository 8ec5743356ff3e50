//! Denmark: CPR number, by eleven for those given out before 2007.
//! <https://da.wikipedia.org/wiki/CPR-nummer>

use super::sums::{Checked, day_in_a_century, digits, form, sum, two, weighted};

/// Birth date and four digits. Newer numbers have the date alone to be told by.
pub(super) fn cpr(id: &[u8]) -> Checked {
    let d = digits::<10>(id)?;
    if !day_in_a_century(two(&d, 4), two(&d, 2), two(&d, 0)) {
        return None;
    }
    sum(weighted(&d, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)).or(form(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::{fits, only, refuses};

    #[test]
    fn what_it_takes_and_refuses() {
        only(cpr, "070761-428?", "070761-4285");
        fits(cpr, "070761-4286");
        refuses(cpr, "310261-4285");
    }
}
