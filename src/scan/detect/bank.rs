//! Bank accounts by their international number, and the bank's code beside one.
//!
//! The number proves itself: its country gives its form, and its check digits fit one in 97. Words
//! only wake the detector; what they say is not asked.

use std::ops::Range;

use super::phone::link::{self, Link};
use super::token::{ends_cleanly, starts_cleanly};
use super::{Detector, Found, Match, Memory, Rank, Window, around};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::rules::Rule;
use crate::validate::iban;

/// How far from a word a number may stand.
const NEAR: usize = 256;
/// Letters and digits in a group, as numbers are printed.
const GROUP: usize = 4;
/// Separators of groups; one number uses one of them.
const GAPS: [&[u8]; 5] = [b" ", b"-", b"%20", b"+", b"\xC2\xA0"];

/// The detector of the rules for bank accounts.
pub(crate) struct Bank {
    number: Option<u16>,
    code: Option<u16>,
}

impl Bank {
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Self {
        let of = |id: &str| rules.iter().find(|(_, rule)| rule.id == id).map(|(index, _)| *index);
        Bank { number: of("bank-iban"), code: of("bank-bic") }
    }

    fn report(
        &self,
        rule: u16,
        span: Range<usize>,
        sure: Confidence,
        country: [u8; 2],
        found: &mut Found,
    ) {
        found
            .note(span.clone(), || ("bank".to_owned(), "its form and check digits fit".to_owned()));
        let mut new = Match::new(rule, span, sure, Rank::Field);
        new.facts.push(Fact::country(country));
        found.push(new);
    }

    /// The code of a bank, under its key in the record of a number.
    fn beside(&self, bytes: &[u8], record: &Range<usize>, country: [u8; 2], found: &mut Found) {
        let Some(rule) = self.code else { return };
        for at in record.clone() {
            let text = &bytes[at..record.end];
            let capital = text[0].is_ascii_uppercase() && starts_cleanly(bytes, at);
            let Some(length) = capital.then(|| bic(text)).flatten() else { continue };
            let (key, link) = link::key_before(bytes, at);
            let key = bytes[key].to_ascii_lowercase();
            let named = [&b"bic"[..], b"swift"].iter().any(|word| contains(&key, word));
            if link == Link::Delimiter && named {
                self.report(rule, at..at + length, Confidence::High, country, found);
            }
        }
    }
}

impl Detector for Bank {
    fn detect(&self, window: &Window<'_>, _memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        // The tag `:25:` of a message, not a time of day.
        if bytes[window.at] == b':' && window.at > 0 && bytes[window.at - 1].is_ascii_digit() {
            return;
        }
        let record = around::record(bytes, &window.literal(), NEAR);
        let mut at = record.start;
        while at + 4 < record.end {
            let fits = bytes[at].is_ascii_alphabetic()
                && bytes[at + 1].is_ascii_alphabetic()
                && bytes[at + 2].is_ascii_digit()
                && bytes[at + 3].is_ascii_digit()
                && starts_cleanly(bytes, at);
            let Some((end, country)) = fits.then(|| number(bytes, at)).flatten() else {
                at += 1;
                continue;
            };
            if let Some(rule) = self.number {
                let (_, link) = link::key_before(bytes, at);
                let sure =
                    if link == Link::Delimiter { Confidence::High } else { Confidence::Medium };
                self.report(rule, at..end, sure, country, found);
            }
            self.beside(bytes, &record, country, found);
            at = end;
        }
    }
}

/// Where the account number that starts at `at` ends, and its country.
fn number(bytes: &[u8], at: usize) -> Option<(usize, [u8; 2])> {
    let code = [bytes[at].to_ascii_uppercase(), bytes[at + 1].to_ascii_uppercase()];
    let length = iban::length(code)?;
    let mut text = [0; iban::LONGEST];
    let (mut count, mut here) = (0, at);
    let mut gap: Option<&[u8]> = None;
    while count < length {
        let rest = bytes.get(here..)?;
        if count > 0 && count % GROUP == 0 {
            let next = GAPS.into_iter().find(|gap| rest.starts_with(gap));
            // Groups all along, or none.
            if count == GROUP {
                gap = next;
            }
            if next != gap {
                return None;
            }
            here += gap.map_or(0, <[u8]>::len);
        }
        let byte = *bytes.get(here)?;
        if !byte.is_ascii_alphanumeric() {
            return None;
        }
        text[count] = byte.to_ascii_uppercase();
        (count, here) = (count + 1, here + 1);
    }
    let country = iban::country(&text[..length])?;
    ends_cleanly(bytes, here).then_some((here, country))
}

/// The length of a bank's code (ISO 9362) that a text begins with: four letters of the bank, two of
/// the country, two of the place and three of the branch.
fn bic(text: &[u8]) -> Option<usize> {
    let length =
        text.iter().take(12).take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit()).count();
    let letters = text.get(..6)?.iter().all(u8::is_ascii_uppercase);
    let ends = text.get(length).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
    (letters && ends && matches!(length, 8 | 11)).then_some(length)
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<&str> {
        number(text.as_bytes(), 0).map(|(end, _)| &text[..end])
    }

    #[test]
    fn numbers_in_one_piece_and_in_groups_of_four() {
        for text in [
            "DE75512108001245126199",
            "DE75 5121 0800 1245 1261 99",
            "de75512108001245126199",
            "DE75-5121-0800-1245-1261-99",
            "NO83%203000%201234%20567",
        ] {
            assert_eq!(read(text), Some(text), "{text}");
            assert_eq!(read(&format!("{text}, x")), Some(text));
        }
        for text in [
            "DE75512108001245126198",
            "DE755121080012451261990",
            "DE75 51210800 1245126199",
            "DE75 5121-0800 1245 1261 99",
            "DE75 5121",
            "XX75512108001245126199",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn codes_of_banks() {
        assert_eq!(bic(b"DEUTDEFF x"), Some(8));
        assert_eq!(bic(b"DEUTDEFF500"), Some(11));
        for other in ["DEUTDEFF5", "DEUTDEF", "DEU1DEFF", "DEUTDEFFa", ""] {
            assert_eq!(bic(other.as_bytes()), None, "{other}");
        }
    }
}
