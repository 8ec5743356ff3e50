//! A value under its key whose form the rule knows: a date of birth, a routing number, the state of an
//! account.
//!
//! The key says what the value is, so none is judged as a secret: it need not be one. What a key says
//! in some records only, words beside it say.

use std::ops::Range;

use super::keyed::key::{Judged, Vocabulary};
use super::keyed::shape;
use super::pattern::{Matched, Pattern};
use super::phone::link;
use super::token::ends_cleanly;
use super::value::Proof;
use super::{Detector, Found, Match, Memory, Rank, Window, around};
use crate::finding::Confidence;
use crate::rules::{Rule, Text, ValueForm};
use crate::validate::{self, Check, Verdict};

/// How far to either side the words beside a key may stand.
const BESIDE: usize = 1 << 10;

/// One rule's detector.
pub(crate) struct Field {
    rule: u16,
    id: Text,
    vocabulary: Vocabulary,
    pattern: Option<Pattern>,
    checks: Vec<Check>,
    beside: Beside,
    rank: Rank,
}

impl Field {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        // Text that people wrote may hold a secret, which then has a finding of its own.
        let rank = if rule.value == ValueForm::Line { Rank::Text } else { Rank::Field };
        Field {
            rule: index,
            id: rule.id.clone(),
            vocabulary: Vocabulary::new(&[(index, rule)]),
            pattern: (!rule.regex.is_empty()).then(|| Pattern::new(&rule.regex)),
            checks: rule.validate.iter().filter_map(|name| validate::named(name)).collect(),
            beside: Beside::new(rule.beside.iter().map(|word| word.as_bytes().to_vec())),
            rank,
        }
    }

    /// The value in what stands behind the key, if it has the rule's form.
    fn value(&self, bytes: &[u8], read: Range<usize>, memory: &mut Memory) -> Option<Range<usize>> {
        let Some(pattern) = &self.pattern else {
            return Some(read).filter(|read| !read.is_empty());
        };
        let text = &bytes[read.start..bytes.len().min(read.start + LONGEST)];
        let value = pattern.at(text, 0, memory).and_then(Matched::value)?;
        let value = read.start + value.start..read.start + value.end;
        ends_cleanly(bytes, value.end).then_some(value)
    }

    fn refuse(&self, span: Range<usize>, what: &str, found: &mut Found) {
        found.note(span, || (self.id.to_string(), what.to_owned()));
    }
}

/// The longest text that a pattern is tried on.
const LONGEST: usize = 1 << 10;

impl Detector for Field {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let (key, judged) = self.vocabulary.recall(bytes, window.literal(), &mut memory.keys);
        if !matches!(judged, Judged::Telling(_)) {
            return self.refuse(key.span, "no key of this rule", found);
        }
        if !self.beside.words.is_empty() && !self.beside.stands(bytes, &key.span) {
            return self.refuse(key.span, "nothing beside it makes it one", found);
        }
        let readings = shape::read(bytes, &key);
        let read = readings.iter().map(|r| (r.value.clone(), r.proof, r.layer));
        // `account number 12345678`: in prose a number follows its words without a sign.
        let prose =
            link::value(bytes, &key.span).filter(|_| readings.is_empty() && self.pattern.is_some());
        let prose = prose.map(|(at, _)| (at..at, Proof::Prose, None));
        for (place, proof, layer) in read.chain(prose) {
            let Some(value) = self.value(bytes, place.clone(), memory) else {
                self.refuse(place, "another form", found);
                continue;
            };
            let mut facts = Vec::new();
            let mut judge = |check: &Check| {
                let judged = check(&bytes[value.clone()]);
                facts.extend(judged.facts);
                judged.verdict != Verdict::Invalid
            };
            if !self.checks.iter().all(&mut judge) {
                self.refuse(value, "a validator says no", found);
                continue;
            }
            let sure = match proof {
                Proof::Quoted | Proof::Delimited => Confidence::High,
                Proof::Alone | Proof::Colon | Proof::Prose => Confidence::Medium,
            };
            found.note(value.clone(), || {
                (self.id.to_string(), "its key and form say so".to_owned())
            });
            let mut new = Match::new(self.rule, value, sure, self.rank);
            (new.key, new.facts) = (key.span.clone(), facts);
            if let Some(layer) = layer {
                new.layers = new.layers.with(layer);
            }
            found.push(new);
        }
    }
}

/// Words, in lower case, of which one has to begin a word in the record around a key.
struct Beside {
    words: Vec<Vec<u8>>,
    /// The bytes that they start with, in either case.
    first: [bool; 256],
}

impl Beside {
    fn new(words: impl Iterator<Item = Vec<u8>>) -> Self {
        let mut beside = Beside { words: words.collect(), first: [false; 256] };
        for first in beside.words.iter().filter_map(|word| word.first()) {
            beside.first[usize::from(*first)] = true;
            beside.first[usize::from(first.to_ascii_uppercase())] = true;
        }
        beside
    }

    fn stands(&self, bytes: &[u8], key: &Range<usize>) -> bool {
        let record = around::record(bytes, key, BESIDE);
        [record.start..key.start, key.end..record.end].into_iter().any(|part| {
            let end = part.end;
            part.filter(|at| self.first[usize::from(bytes[*at])]).any(|at| {
                let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
                // `userId`, `user_id`, `accountUserId`.
                let starts = !before.is_ascii_alphabetic()
                    || before.is_ascii_lowercase() && bytes[at].is_ascii_uppercase();
                let text = &bytes[at..end];
                let is = |word: &Vec<u8>| {
                    text.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word))
                };
                starts && self.words.iter().any(is) && (before != b'/' || numbered(text))
            })
        })
    }
}

/// Whether a part of a path has a number after it, as `users/12` of an API has and `/Users/jo` has not.
fn numbered(text: &[u8]) -> bool {
    let rest =
        text.iter().position(|b| !b.is_ascii_alphabetic()).map_or(&[][..], |end| &text[end..]);
    matches!(rest, [b'/', digit, ..] if digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_a_key_begin_where_words_begin() {
        let words = Beside::new([b"user".to_vec()].into_iter());
        let stands = |text: &str| {
            let at = text.find("key").unwrap();
            words.stands(text.as_bytes(), &(at..at + 3))
        };
        for text in [
            "user_id=1 key=x",
            "key=x accountUserId=2",
            "{\n \"key\":1,\n \"user\": 2\n}",
            "GET /users/12 key=x",
        ] {
            assert!(stands(text), "{text}");
        }
        for text in ["superuser key=x", "user=1\nkey=x", "key", "open /Users/jo/a.plist key=x"] {
            assert!(!stands(text), "{text}");
        }
    }
}
