//! Numbers of persons and taxpayers that states give out: beside a key that names them, and, where it
//! is asked for, in a layout that is nothing else.
//!
//! Check digits are asked of `validate`. A number without such a key is an order, a time or a size, as
//! one in eleven has a check digit that fits some country.

mod key;
mod written;

use std::ops::Range;

use super::keyed::shape;
use super::token::ends_cleanly;
use super::value::Proof;
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::Confidence;
use crate::rules::{Rule, Text};
use crate::validate::national::{self, IDS, Id, LONGEST_TEXT};
use crate::validate::{Judgement, Verdict};
use key::Keys;
pub(crate) use written::Written;

/// The detector of all rules that have keys.
pub(crate) struct National {
    keys: Keys,
    rules: Vec<Named>,
}

/// A rule and the ids that its keys name; none where they name an id of no certain country.
struct Named {
    rule: u16,
    id: Text,
    ids: Vec<&'static Id>,
}

impl National {
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Self {
        let ids =
            |rule: &Rule| rule.validate.iter().filter_map(|name| national::named(name)).collect();
        let named = |(index, rule): &(u16, &Rule)| Named {
            rule: *index,
            id: rule.id.clone(),
            ids: ids(rule),
        };
        let keys = rules.iter().map(|(_, rule)| rule.keys.iter().map(AsRef::as_ref));
        National { keys: Keys::new(keys), rules: rules.iter().map(named).collect() }
    }

    /// Reports the id that starts at a place, if it is one that the key may mean.
    fn value(
        &self,
        bytes: &[u8],
        start: usize,
        key: &Range<usize>,
        named: &[u16],
        proof: Proof,
        found: &mut Found,
    ) -> bool {
        for end in ends(bytes, start) {
            let text = &bytes[start..end];
            let Some((rule, judged)) = self.judge(text, named) else { continue };
            let sure = judged.verdict == Verdict::Valid && !rule.ids.is_empty();
            let confidence = match () {
                () if !sure && counts_up(text) => Confidence::Low,
                () if sure && proof >= Proof::Delimited => Confidence::High,
                () => Confidence::Medium,
            };
            let value = start..end;
            found.note(value.clone(), || {
                let what = match judged.verdict {
                    Verdict::Valid => "its check digits add up",
                    _ => "its form fits, and it has no check digit",
                };
                (rule.id.to_string(), format!("{what}, {confidence} confidence"))
            });
            let mut new = Match::new(rule.rule, value, confidence, Rank::Keyed);
            (new.key, new.facts) = (key.clone(), judged.facts);
            found.push(new);
            return true;
        }
        false
    }

    /// The first of the rules that a text fits, one with a check digit before one without.
    fn judge(&self, text: &[u8], named: &[u16]) -> Option<(&Named, Judgement)> {
        let mut form = None;
        for rule in named.iter().map(|nth| &self.rules[usize::from(*nth)]) {
            for id in &rule.ids {
                let judged = (id.judge)(text);
                match judged.verdict {
                    Verdict::Valid => return Some((rule, judged)),
                    Verdict::Unknown | Verdict::Doubtful => form = form.or(Some((rule, judged))),
                    Verdict::Invalid => {}
                }
            }
            if rule.ids.is_empty()
                && IDS.iter().any(|id| (id.judge)(text).verdict == Verdict::Valid)
            {
                // Whose it is cannot be told.
                return Some((rule, Verdict::Valid.into()));
            }
        }
        form
    }
}

impl Detector for National {
    fn detect(&self, window: &Window<'_>, _: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let Some((key, named)) = self.keys.read(bytes, window.literal()) else { return };
        let readings = shape::read(bytes, &key);
        let hit = |start: usize, proof: Proof, found: &mut Found| {
            self.value(bytes, start, &key.span, named, proof, found)
        };
        let mut any = false;
        for reading in &readings {
            any |= hit(reading.value.start, reading.proof, found);
        }
        // `A123456(3)` is a call to those who read other values.
        if readings.is_empty()
            && let Some(start) = behind_delimiter(bytes, key.span.end)
        {
            any |= hit(start, Proof::Colon, found);
        }
        if !any {
            found.note(key.span.clone(), || {
                let first = named.first().map(|nth| self.rules[usize::from(*nth)].id.to_string());
                (
                    first.unwrap_or_default(),
                    "the key is there, and no number that fits it".to_owned(),
                )
            });
        }
    }
}

/// What stands behind the `=` or `:` at a place.
fn behind_delimiter(bytes: &[u8], at: usize) -> Option<usize> {
    let rest =
        bytes[at..].iter().take(4).position(|b| matches!(b, b'=' | b':')).map(|n| at + n + 1)?;
    Some(rest + bytes[rest..].iter().take(4).take_while(|b| **b == b' ').count())
}

/// Where an id that starts at a place may end, the farthest place first.
fn ends(bytes: &[u8], start: usize) -> impl Iterator<Item = usize> + '_ {
    let limit = bytes.len().min(start + LONGEST_TEXT);
    let part = |b: &u8| b.is_ascii_alphanumeric() || b" -./()+".contains(b);
    let length = bytes[start..limit].iter().take_while(|b| part(b)).count();
    (start + 1..=start + length).rev().filter(|end| {
        let last = bytes[end - 1];
        (last.is_ascii_alphanumeric() || last == b')') && ends_cleanly(bytes, *end)
    })
}

/// Whether the digits of a text count up or down from the first to the last: an example.
fn counts_up(text: &[u8]) -> bool {
    let digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_digit).collect();
    let steps = |by: u8| digits.windows(2).all(|pair| pair[0].wrapping_add(by) == pair[1]);
    digits.len() > 3 && (steps(1) || steps(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_those_of_words_and_the_farthest_is_first() {
        let all = |text: &str| ends(text.as_bytes(), 0).collect::<Vec<_>>();
        assert_eq!(all("123-45 x,9"), [8, 6, 3]);
        assert_eq!(all("A123(4)\""), [7, 6, 4]);
        assert!(all("123_4").is_empty());
    }

    #[test]
    fn examples_count_up() {
        assert!(counts_up(b"123-45-6789") && counts_up(b"987654321"));
        assert!(!counts_up(b"123-45-6780") && !counts_up(b"123"));
    }
}
