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
        let mut padded = [0; LONGEST];
        let Some(copy) = padded.get_mut(..key.len()) else { return judge() };
        copy.copy_from_slice(key);
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        let slot = &mut self.slots[place(&padded, key.len())];
        match slot {
            Some(known) if known.length == key.len() && known.key == padded => known.verdict,
            _ => {
                let verdict = judge();
                *slot = Some(Slot { key: padded, length: key.len(), verdict });
                verdict
            }
        }
    }
}

/// Where a key is kept.
fn place(padded: &[u8; LONGEST], length: usize) -> usize {
    let words =
        padded.chunks_exact(8).map(|word| word.iter().fold(0, |w, b| w << 8 | u64::from(*b)));
    let mixed = words.fold(length as u64, |hash, word| {
        // Fibonacci hashing: the high bits depend on every byte.
        (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    });
    (mixed >> 48) as usize % SLOTS
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
