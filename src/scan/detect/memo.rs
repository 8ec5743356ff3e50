//! Verdicts on the keys that were judged last: a log says the same few keys over and over.
//!
//! It answers what the judge would answer, as it compares whole keys.

/// Bytes of the longest key that is kept.
const LONGEST: usize = 32;
/// Keys that are kept at once, a power of two.
const SLOTS: usize = 512;

pub(crate) struct Memo<V> {
    /// Empty until the first key comes: most detectors see none.
    slots: Vec<Option<Slot<V>>>,
}

#[derive(Clone, Copy)]
struct Slot<V> {
    /// Zeros behind the key.
    key: [u8; LONGEST],
    length: usize,
    verdict: V,
}

impl<V: Copy> Memo<V> {
    /// The verdict on a key. `judge` has to look at nothing but the key.
    pub(crate) fn of(&mut self, key: &[u8], judge: impl FnOnce() -> V) -> V {
        if key.len() > LONGEST {
            return judge();
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        let slot = &mut self.slots[place(key)];
        match slot {
            Some(known) if known.key[..known.length] == *key => known.verdict,
            _ => {
                let mut kept = [0; LONGEST];
                kept[..key.len()].copy_from_slice(key);
                let verdict = judge();
                *slot = Some(Slot { key: kept, length: key.len(), verdict });
                verdict
            }
        }
    }
}

/// Where a key is kept.
///
/// The words are read where the key stands: to read them from a copy would wait for its stores.
fn place(key: &[u8]) -> usize {
    let mix = |hash: u64, word: u64| {
        // Fibonacci hashing: the high bits depend on every byte.
        (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    };
    let (words, rest) = key.as_chunks::<8>();
    let mixed =
        words.iter().fold(key.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    // The last word of a long key overlaps the one before it.
    let last = match (key.last_chunk::<8>(), rest) {
        (_, []) => 0,
        (Some(last), _) => u64::from_le_bytes(*last),
        (None, rest) => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    (mix(mixed, last) >> 48) as usize % SLOTS
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Memo { slots: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_the_judge_says() {
        let mut memo = Memo::default();
        let judge =
            |key: &[u8]| key.iter().fold(key.len(), |sum, b| sum % 9973 * 31 + usize::from(*b));
        for round in 0..3 {
            for nth in 0..3000_usize {
                let key = format!("{nth}\0").repeat(nth % 7);
                let mut asked = false;
                let verdict = memo.of(key.as_bytes(), || {
                    asked = true;
                    judge(key.as_bytes())
                });
                assert_eq!(verdict, judge(key.as_bytes()), "{key:?}");
                assert!(asked || key.len() <= LONGEST, "{round} {key:?}");
            }
        }
        memo.of(b"key", || 1);
        assert_eq!(memo.of(b"key", || 2), 1);
    }
}
