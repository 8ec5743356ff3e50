//! The countries that a line speaks of near a number: by name of a region or locale, or by a calling code.
//!
//! It looks a bounded way to either side and never past the line.

use std::ops::Range;

use rlibphonenumber::Region;

use super::link::{Link, key_before};
use super::region;
use super::span::line_around;
use super::text::Lower;

/// How far to either side evidence may stand.
const NEAR: usize = 192;

/// Regions that the line speaks of near a number: a country or locale beside it, or a calling code.
pub(super) fn regions(bytes: &[u8], place: &Range<usize>) -> Vec<Region> {
    let mut found = Vec::new();
    let line = line_around(bytes, place, NEAR);
    let mut at = line.start;
    while at < line.end && found.len() < 4 {
        let step = match bytes[at] {
            // Within a word nothing begins: it is passed over whole.
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' if at > 0 && is_word(bytes[at - 1]) => {
                at += bytes[at..line.end].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                continue;
            }
            b'+' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' if !place.contains(&at) => {
                evidence(bytes, at, line.end)
            }
            _ => None,
        };
        if let Some((region, end)) = step {
            if !found.contains(&region) {
                found.push(region);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Words of keys whose value is a country, a locale or a calling code.
const COUNTRY: &[&str] = &[
    "country",
    "countrycode",
    "region",
    "locale",
    "lang",
    "language",
    "iso",
    "nation",
    "land",
    "pays",
    "pais",
    "país",
    "cc",
    "geo",
    "market",
    "isd",
    "prefix",
    "code",
    "dialcode",
    "ctry",
];

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn evidence(bytes: &[u8], at: usize, end: usize) -> Option<(Region, usize)> {
    let byte = bytes[at];
    let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
    if is_word(before) {
        return None;
    }
    let digits = |from: usize| {
        let len = bytes[from..end].iter().take(15).take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&bytes[from..from + len]).unwrap_or_default()
    };
    if byte == b'+' {
        let code = digits(at + 1);
        return (!code.is_empty())
            .then(|| region::of_calling_code(code))
            .flatten()
            .map(|r| (r, at + 1));
    }
    let word = bytes[at..end].iter().take(9).take_while(|b| b.is_ascii_alphanumeric()).count();
    if byte.is_ascii_digit() {
        let named = || country_key(bytes, at);
        let code = digits(at);
        return ((1..=3).contains(&code.len()) && word == code.len() && named())
            .then(|| region::of_calling_code(code))
            .flatten()
            .map(|r| (r, at + word));
    }
    if word != 2 || !byte.is_ascii_alphabetic() {
        return None;
    }
    let text = |from: usize| std::str::from_utf8(&bytes[from..from + 2]).unwrap_or_default();
    // `en_GB`, `pt-BR`.
    if let [b'_' | b'-', a, b, ..] = bytes[at + 2..end]
        && a.is_ascii_uppercase()
        && b.is_ascii_uppercase()
        && byte.is_ascii_lowercase()
        && bytes.get(at + 5).is_none_or(|b| !b.is_ascii_alphanumeric())
    {
        return region::of_code(text(at + 3)).map(|r| (r, at + 5));
    }
    if bytes[at].is_ascii_uppercase() == bytes[at + 1].is_ascii_uppercase()
        && country_key(bytes, at)
    {
        return region::of_code(text(at)).map(|r| (r, at + 2));
    }
    None
}

fn country_key(bytes: &[u8], at: usize) -> bool {
    let (key, link) = key_before(bytes, at);
    if link == Link::Prose {
        return false;
    }
    // The parts of a time are numbers behind colons.
    let number = bytes[key.clone()].iter().all(|b| !b.is_ascii_alphabetic() && b.is_ascii());
    let Some(key) = std::str::from_utf8(&bytes[key]).ok().filter(|_| !number) else { return false };
    let lower = Lower::of(key);
    let key = lower.text();
    COUNTRY.iter().any(|word| key.ends_with(word))
        || key.split(['_', '-', '.']).any(|word| word == "country" || word == "region")
}
