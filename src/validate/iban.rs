//! International bank account numbers (ISO 13616): length and structure by country, and the check digits.
//!
//! The structures are those of the SWIFT IBAN Registry
//! (<https://www.swift.com/standards/data-standards/iban-international-bank-account-number>), and of
//! the countries that use the form without being in it.

use super::{Judgement, Verdict};
use crate::fact::Fact;

/// The letters and digits of the longest number.
pub(crate) const LONGEST: usize = 34;

/// A country and the form of what follows its check digits: so many `n` digits, `a` capital letters,
/// `c` letters or digits.
#[rustfmt::skip]
const COUNTRIES: [(&[u8; 2], &str); 127] = [
    (b"AD", "8n12c"), (b"AE", "19n"), (b"AL", "8n16c"), (b"AO", "21n"), (b"AT", "16n"),
    (b"AX", "14n"), (b"AZ", "4a20c"), (b"BA", "16n"), (b"BE", "12n"), (b"BF", "2c22n"),
    (b"BG", "4a6n8c"), (b"BH", "4a14c"), (b"BI", "23n"), (b"BJ", "2c22n"), (b"BL", "10n11c2n"),
    (b"BR", "8c15n2c"), (b"BY", "4c4n16c"), (b"CF", "23n"), (b"CG", "23n"), (b"CH", "5n12c"),
    (b"CI", "2a22n"), (b"CM", "23n"), (b"CR", "18n"), (b"CV", "21n"), (b"CY", "8n16c"),
    (b"CZ", "20n"), (b"DE", "18n"), (b"DJ", "23n"), (b"DK", "14n"), (b"DO", "4c20n"),
    (b"DZ", "22n"), (b"EE", "16n"), (b"EG", "25n"), (b"ES", "20n"), (b"FI", "14n"),
    (b"FK", "2a12n"), (b"FO", "14n"), (b"FR", "10n11c2n"), (b"GA", "23n"), (b"GB", "4a14n"),
    (b"GE", "2a16n"), (b"GF", "10n11c2n"), (b"GG", "4a14n"), (b"GI", "4a15c"), (b"GL", "14n"),
    (b"GP", "10n11c2n"), (b"GQ", "23n"), (b"GR", "7n16c"), (b"GT", "24c"), (b"GW", "2c19n"),
    (b"HN", "4a20n"), (b"HR", "17n"), (b"HU", "24n"), (b"IE", "4a14n"), (b"IL", "19n"),
    (b"IM", "4a14n"), (b"IQ", "4a15n"), (b"IR", "22n"), (b"IS", "22n"), (b"IT", "1a10n12c"),
    (b"JE", "4a14n"), (b"JO", "4a4n18c"), (b"KM", "23n"), (b"KW", "4a22c"), (b"KZ", "3n13c"),
    (b"LB", "4n20c"), (b"LC", "4a24c"), (b"LI", "5n12c"), (b"LT", "16n"), (b"LU", "3n13c"),
    (b"LV", "4a13c"), (b"LY", "21n"), (b"MA", "24n"), (b"MC", "10n11c2n"), (b"MD", "20c"),
    (b"ME", "18n"), (b"MF", "10n11c2n"), (b"MG", "23n"), (b"MK", "3n10c2n"), (b"ML", "2c22n"),
    (b"MN", "16n"), (b"MQ", "10n11c2n"), (b"MR", "23n"), (b"MT", "4a5n18c"), (b"MU", "4a19n3a"),
    (b"MZ", "21n"), (b"NC", "10n11c2n"), (b"NE", "2a22n"), (b"NI", "4a20n"), (b"NL", "4a10n"),
    (b"NO", "11n"), (b"OM", "3n16c"), (b"PF", "10n11c2n"), (b"PK", "4a16c"), (b"PL", "24n"),
    (b"PM", "10n11c2n"), (b"PS", "4a21c"), (b"PT", "21n"), (b"QA", "4a21c"), (b"RE", "10n11c2n"),
    (b"RO", "4a16c"), (b"RS", "18n"), (b"RU", "14n15c"), (b"SA", "2n18c"), (b"SC", "4a20n3a"),
    (b"SD", "14n"), (b"SE", "20n"), (b"SI", "15n"), (b"SK", "20n"), (b"SM", "1a10n12c"),
    (b"SN", "2a22n"), (b"SO", "19n"), (b"ST", "21n"), (b"SV", "4a20n"), (b"TD", "23n"),
    (b"TF", "10n11c2n"), (b"TG", "2a22n"), (b"TL", "19n"), (b"TN", "20n"), (b"TR", "6n16c"),
    (b"UA", "6n19c"), (b"VA", "18n"), (b"VG", "4a16n"), (b"WF", "10n11c2n"), (b"XK", "16n"),
    (b"YE", "4a4n18c"), (b"YT", "10n11c2n"),
];

/// How many letters and digits the numbers of a country have, by the code that they begin with.
pub(crate) fn length(code: [u8; 2]) -> Option<usize> {
    structure(code).map(|form| 4 + parts(form).map(|(count, _)| count).sum::<usize>())
}

/// The country of a number without separators, in capitals, if its form and check digits are right.
pub(crate) fn country(number: &[u8]) -> Option<[u8; 2]> {
    let (&[a, b, x, y], mut rest) = number.split_first_chunk::<4>()?;
    if !(x.is_ascii_digit() && y.is_ascii_digit()) {
        return None;
    }
    for (count, kind) in parts(structure([a, b])?) {
        let (part, after) = rest.split_at_checked(count)?;
        let fits = |b: &u8| match kind {
            b'n' => b.is_ascii_digit(),
            b'a' => b.is_ascii_uppercase(),
            _ => b.is_ascii_digit() || b.is_ascii_uppercase(),
        };
        if !part.iter().all(fits) {
            return None;
        }
        rest = after;
    }
    // The country and the check digits go to the end, and a letter counts as 10 to 35 (ISO 7064,
    // MOD 97-10).
    let turned = number[4..].iter().chain(&number[..4]);
    let sum = turned.fold(0_u32, |sum, &byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    (rest.is_empty() && sum == 1).then_some([a, b])
}

fn structure(code: [u8; 2]) -> Option<&'static str> {
    let at = COUNTRIES.binary_search_by_key(&code, |(code, _)| **code).ok()?;
    Some(COUNTRIES[at].1)
}

/// The parts of a form: how many of which kind.
fn parts(form: &str) -> impl Iterator<Item = (usize, u8)> + '_ {
    form.split_inclusive(|c: char| c.is_ascii_lowercase()).filter_map(|part| {
        let (count, kind) = part.split_at(part.len() - 1);
        Some((count.parse().ok()?, kind.as_bytes()[0]))
    })
}

/// For rules: a number with or without blanks between its groups.
pub(super) fn judge(text: &[u8]) -> Judgement {
    let plain = |b: &u8| b.is_ascii_alphanumeric();
    let number: Vec<u8> = text.iter().filter(|b| plain(b)).map(u8::to_ascii_uppercase).collect();
    match country(&number) {
        Some(code) => Judgement::with(Verdict::Valid, vec![Fact::country(code)]),
        None => Verdict::Invalid.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_in_order_and_can_be_read() {
        assert!(COUNTRIES.is_sorted_by(|a, b| a.0 < b.0));
        for (code, _) in COUNTRIES {
            let length = length(*code).unwrap();
            assert!((15..=LONGEST).contains(&length), "{code:?}");
        }
    }

    #[test]
    fn examples_of_the_registry() {
        for number in [
            "GB33BUKB20201555555555",
            "DE75512108001245126199",
            "FR7630006000011234567890189",
            "NO8330001234567",
            "BE71096123456769",
            "MT31MALT01100000000000000000123",
            "BR1500000000000010932840814P2",
            "SC74MCBL01031234567890123456USD",
            "NL02ABNA0123456789",
        ] {
            assert_eq!(country(number.as_bytes()).as_ref(), number.as_bytes()[..2].try_into().ok());
        }
        for number in [
            "GB34BUKB20201555555555",
            "GB33BUKB2020155555555",
            "GB33BUKB202015555555555",
            "GB33B1KB20201555555555",
            "ZZ33BUKB20201555555555",
            "GB",
            "",
            "DE7551210800124512619ä",
        ] {
            assert_eq!(country(number.as_bytes()), None, "{number}");
        }
    }
}
