//! The runs of letters that stand in keys: a word that goes on with another one behind a stem, as `tokenizer`
//! and `passthrough` do, ends no key, and one look tells.
//!
//! It may let a word through that it need not, and never the other way round.

use std::ops::Range;

use super::vocabulary::ANYBODY;
use crate::rules::Rule;
use crate::scan::detect::keyed::words::{NEUTRAL, OWNERS};

/// Bytes of a run.
const LENGTH: usize = 4;
/// Words of 64 bits in the set: several bits for each run.
const WORDS: usize = 512;

/// The runs of all phrases and of the words that may follow them, as hashes.
pub(crate) struct Runs(Box<[u64; WORDS]>);

impl Runs {
    /// Those of the keys of rules.
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Runs {
        let mut runs = Runs(Box::new([0; WORDS]));
        for phrase in rules.iter().flat_map(|(_, rule)| rule.keys.iter()) {
            let phrase = phrase.strip_prefix(ANYBODY).unwrap_or(phrase);
            runs.add(phrase.bytes().filter(|byte| *byte != b' '));
        }
        for word in NEUTRAL.iter().chain(OWNERS.iter()) {
            runs.add(word.iter().copied());
        }
        runs
    }

    /// Whether a word goes on behind a stem as none of them does.
    pub(crate) fn stray(&self, bytes: &[u8], stem: &Range<usize>) -> bool {
        let run = stem.end.checked_sub(LENGTH - 1).filter(|start| *start >= stem.start);
        let run = run.and_then(|start| bytes[start..].first_chunk::<LENGTH>());
        let Some(run) = run.filter(|run| run.iter().all(u8::is_ascii_lowercase)) else {
            return false;
        };
        let (at, bit) = place(*run);
        self.0[at] & bit == 0
    }

    /// Adds those of a word, in the singular and the plural.
    fn add(&mut self, word: impl Iterator<Item = u8>) {
        let text: Vec<u8> = word.chain([b's']).collect();
        for run in text.windows(LENGTH).filter_map(|run| run.first_chunk()) {
            let (at, bit) = place(*run);
            self.0[at] |= bit;
        }
    }
}

fn place(run: [u8; LENGTH]) -> (usize, u64) {
    // Fibonacci hashing.
    let hash = u32::from_le_bytes(run).wrapping_mul(0x9E37_79B1) >> 17;
    (hash as usize / 64 % WORDS, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{DetectorKind, RuleSet};

    #[test]
    fn no_word_that_may_tell_strays() {
        let rules = RuleSet::builtin().unwrap();
        let keyed: Vec<_> = (0u16..)
            .zip(rules.iter())
            .filter(|(_, rule)| rule.detector == DetectorKind::Keyed)
            .collect();
        let runs = Runs::new(&keyed);
        let strays = |text: &str, stem: &str| {
            text.match_indices(stem)
                .any(|(at, _)| runs.stray(text.as_bytes(), &(at..at + stem.len())))
        };
        for rule in keyed.iter().map(|(_, rule)| rule) {
            for phrase in rule.keys.iter() {
                let phrase = phrase.strip_prefix(ANYBODY).unwrap_or(phrase).replace(' ', "");
                for stem in rule.keywords.iter() {
                    assert!(!strays(&phrase, stem) && !strays(&(phrase.clone() + "s"), stem));
                }
            }
        }
        assert!(strays("tokenizer", "token") && !strays("tokenizer", "tok"));
    }
}
