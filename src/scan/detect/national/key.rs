//! Keys that name an id: one word (`cpf`), several (`social_security_number`), or several with blanks
//! (`Social Security Number`).
//!
//! It looks at the key alone. A short key must be whole words: `sin` is none of `using`.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::scan::detect::keyed::key::{self, Key, Words};
use crate::scan::detect::keyed::phrases::Phrases;
use crate::scan::detect::list::List;

/// Words behind a phrase that leave it what it is: `cpf_numero`, `Aadhaar No`.
#[rustfmt::skip]
static TAILS: List = List::new(&[
    "card", "clean", "code", "codigo", "data", "digits", "dv", "field", "formatted", "full", "id",
    "input", "kod", "no", "nr", "nro", "num", "number", "numer", "numero", "nummer", "nº", "plain",
    "plaintext", "raw", "str", "string", "text", "txt", "val", "valor", "value",
]);
/// Words that stand behind or before the literal with a blank between.
const WORDS_MORE: usize = 3;

/// The phrases of all rules.
pub(super) struct Keys {
    phrases: Phrases<u16>,
    /// For each phrase the rules that have it, in their order.
    named: Vec<Vec<u16>>,
}

impl Keys {
    pub(super) fn new<'r>(rules: impl Iterator<Item = impl Iterator<Item = &'r str>>) -> Self {
        let mut named: BTreeMap<Vec<u8>, Vec<u16>> = BTreeMap::new();
        for (rule, phrases) in (0..).zip(rules) {
            for phrase in phrases {
                named
                    .entry(phrase.bytes().filter(|b| *b != b' ').collect())
                    .or_default()
                    .push(rule);
            }
        }
        let (phrases, named): (Vec<_>, Vec<_>) = named.into_iter().unzip();
        Keys { phrases: Phrases::new(phrases.into_iter().zip(0..)), named }
    }

    /// The key around a literal, and the rules that it names.
    pub(super) fn read(&self, bytes: &[u8], literal: Range<usize>) -> Option<(Key, &[u16])> {
        let first = key::read(bytes, literal);
        let mut ends = [first.span.end; WORDS_MORE + 1];
        for nth in 1..ends.len() {
            ends[nth] = word_behind(bytes, ends[nth - 1]).unwrap_or(ends[nth - 1]);
        }
        let mut key = first;
        loop {
            let mut longer = usize::MAX;
            for &end in
                ends.iter().rev().filter(|end| std::mem::replace(&mut longer, **end) != **end)
            {
                if let Some(named) = self.judge(&bytes[key.span.start..end]) {
                    key.span.end = end;
                    return Some((key, named));
                }
            }
            key = key::with_word_before(bytes, &key)?;
            if ends[0] - key.span.start > LONGEST {
                return None;
            }
        }
    }

    /// The rules that the last words of a key name.
    fn judge(&self, key: &[u8]) -> Option<&[u16]> {
        let words = Words::split(key);
        for end in (1..=words.count).rev() {
            let text = words.up_to(end);
            // A phrase of another script stands in compounds, as those scripts don't divide words.
            let starts = |from: usize| words.starts_at(from) || text[from] >= 0x80;
            let ending =
                self.phrases.ending(text).filter(|(length, _)| starts(text.len() - length));
            if let Some((_, nth)) = ending.last() {
                return Some(&self.named[usize::from(nth)]);
            }
            let last = words.get(end - 1);
            if !TAILS.has(last) && !last.iter().all(u8::is_ascii_digit) {
                return None;
            }
        }
        None
    }
}

/// The longest key with blanks, in bytes.
const LONGEST: usize = 64;

/// The end of the word behind a place, where a single blank stands between.
fn word_behind(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?.strip_prefix(b" ")?;
    let letter = |b: &u8| b.is_ascii_alphabetic() || *b >= 0x80;
    let length = rest.iter().take(24).take_while(|b| letter(b)).count();
    (length > 0).then_some(at + 1 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, literal: &str) -> Option<(String, Vec<u16>)> {
        let rules =
            [&["ssn", "social security"][..], &["nif"], &["nif", "id card"], &["身份证", "инн"]];
        let keys = Keys::new(rules.iter().map(|phrases| phrases.iter().copied()));
        let at = text.find(literal).unwrap();
        let (key, named) = keys.read(text.as_bytes(), at..at + literal.len())?;
        Some((text[key.span].to_owned(), named.to_vec()))
    }

    #[test]
    fn keys_in_any_style_name_their_rules() {
        for (text, literal, key, named) in [
            ("user.ssn=1", "ssn", "user.ssn", &[0][..]),
            ("customerSSN: 1", "SSN", "customerSSN", &[0]),
            ("ssn_number=1", "ssn", "ssn_number", &[0]),
            ("\"ssn2\":", "ssn", "ssn2", &[0]),
            ("Social Security Number: 1", "Social S", "Social Security Number", &[0]),
            ("the Social Security No: 1", "Social S", "Social Security No", &[0]),
            ("nif=1", "nif=", "nif", &[1, 2]),
            ("clienteNif\":", "Nif\"", "clienteNif", &[1, 2]),
            ("ID Card No: 1", "Card", "ID Card No", &[2]),
            ("用户身份证：1", "身份证", "用户身份证", &[3]),
        ] {
            let expected = Some((key.to_owned(), named.to_vec()));
            assert_eq!(read(text, literal), expected, "{text}");
        }
    }

    #[test]
    fn other_words_name_nothing() {
        for (text, literal) in [
            ("assn=1", "ssn"),
            ("ssn_valid=1", "ssn"),
            ("manifest: 1", "nif"),
            ("nifty=1", "nif"),
            ("card=1", "card"),
            ("social_media=1", "social"),
        ] {
            assert_eq!(read(text, literal), None, "{text}");
        }
    }
}
