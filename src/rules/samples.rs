//! Made-up numbers of persons with valid check digits, for the placeholders of examples.
//!
//! It makes numbers of a form, from the random text that it is given; `validate` judges them.

const DIGITS: &[u8] = b"0123456789";

/// The sample of that name. `text` gives so many random characters of an alphabet.
pub(super) fn of(name: &str, text: &mut dyn FnMut(&[u8], usize) -> String) -> Option<String> {
    Some(match name {
        "card" => card(text),
        "card-spaced" => grouped(&card(text), " "),
        _ => return None,
    })
}

/// A Visa number; a run of zeros would make it one for tests.
fn card(text: &mut dyn FnMut(&[u8], usize) -> String) -> String {
    let body = format!("45{}{}", text(b"123456789", 6), text(DIGITS, 7));
    let sum: u32 = body
        .bytes()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, factor)| u32::from(digit - b'0') * factor)
        .map(|n| n / 10 + n % 10)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn grouped(digits: &str, gap: &str) -> String {
    let groups: Vec<&str> = (0..digits.len()).step_by(4).map(|at| &digits[at..at + 4]).collect();
    groups.join(gap)
}
