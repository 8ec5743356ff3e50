//! Brazil: CPF of persons, CNPJ of firms (with letters since 2026), PIS/PASEP of workers.
//! <https://pt.wikipedia.org/wiki/Cadastro_de_Pessoas_F%C3%ADsicas>,
//! <https://pt.wikipedia.org/wiki/Cadastro_Nacional_da_Pessoa_Jur%C3%ADdica>

use super::sums::{Checked, digits, sum, weighted};

/// The check digit of a weighted sum.
fn check(total: u32) -> u32 {
    match total % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    }
}

/// Eleven digits, the last two of them checks, the second one over the first.
pub(super) fn cpf(id: &[u8]) -> Checked {
    const WEIGHTS: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let d = digits::<11>(id)?;
    let first = check(weighted(&d[..9], &WEIGHTS[1..]));
    let second = check(weighted(&d[..10], &WEIGHTS));
    sum(u32::from(d[9]) == first && u32::from(d[10]) == second)
}

/// Twelve characters, whose value is their code less that of `0`, and two check digits.
pub(super) fn cnpj(id: &[u8]) -> Checked {
    const WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let id: &[u8; 14] = id.try_into().ok()?;
    let d = digits::<2>(&id[12..])?;
    let values = id.map(|byte| byte.saturating_sub(b'0'));
    let first = check(weighted(&values[..12], &WEIGHTS[1..]));
    let second = check(weighted(&values[..13], &WEIGHTS));
    // A base of one character only is nobody's.
    let varied = id[..8].iter().any(|byte| *byte != id[0]);
    sum(varied && u32::from(d[0]) == first && u32::from(d[1]) == second)
}

/// Ten digits and a check digit.
pub(super) fn pis(id: &[u8]) -> Checked {
    let d = digits::<11>(id)?;
    sum(check(weighted(&d[..10], &[3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) == u32::from(d[10]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::national::testing::only;

    #[test]
    fn what_it_takes_and_refuses() {
        only(cpf, "111.444.777-??", "111.444.777-35");
        only(cnpj, "12.ABC.345/01DE-??", "12.ABC.345/01DE-35");
        only(cnpj, "12.345.678/0001-??", "12.345.678/0001-95");
        only(pis, "120.56789.01-?", "120.56789.01-0");
    }
}
