//! Seed phrases (BIP 39): words of a list of 2048, the last of which holds a checksum.
//!
//! <https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki>; `bip39-english.txt` is its English
//! list. Phrases of Electrum use the same words with another checksum.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

/// The words of the longest phrase.
pub(crate) const LONGEST: usize = 24;

/// How many words a phrase may have, most first.
pub(crate) const LENGTHS: [usize; 5] = [24, 21, 18, 15, 12];

static WORDS: LazyLock<Vec<&[u8]>> =
    LazyLock::new(|| include_str!("bip39-english.txt").lines().map(str::as_bytes).collect());

/// The words, each with its place, where its hash says or behind that.
static PLACES: LazyLock<Vec<(u64, u16)>> = LazyLock::new(|| {
    let mut places = vec![(0, 0); 2 * SLOTS];
    for (word, place) in WORDS.iter().zip(0..) {
        let packed = pack(word);
        let free = places[slot(packed)..].iter().position(|(other, _)| *other == 0);
        if let Some(free) = free {
            places[slot(packed) + free] = (packed, place);
        }
    }
    places
});

/// Slots that words hash to; behind them is room for those of the last ones.
const SLOTS: usize = 4096;

/// Up to eight letters as one number.
fn pack(word: &[u8]) -> u64 {
    word.iter().fold(0, |packed, letter| packed << 8 | u64::from(*letter))
}

fn slot(packed: u64) -> usize {
    // Fibonacci hashing: the high bits depend on every letter.
    (packed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize % SLOTS
}

/// The place of a word, in lower case, in the list.
pub(crate) fn index(word: &[u8]) -> Option<u16> {
    // The words have three to eight letters.
    if !(3..=8).contains(&word.len()) {
        return None;
    }
    let packed = pack(word);
    let chain = PLACES[slot(packed)..].iter().take_while(|(other, _)| *other != 0);
    chain.into_iter().find(|(other, _)| *other == packed).map(|(_, place)| *place)
}

/// The word at a place of the list.
pub(crate) fn word(index: u16) -> &'static str {
    WORDS.get(usize::from(index)).and_then(|word| str::from_utf8(word).ok()).unwrap_or_default()
}

/// Whether the checksum of a phrase adds up: its first bits are those of the entropy's SHA-256.
pub(crate) fn is_valid(phrase: &[u16]) -> bool {
    if !LENGTHS.contains(&phrase.len()) {
        return false;
    }
    let mut bytes = [0_u8; LONGEST * 11 / 8 + 1];
    for (nth, index) in phrase.iter().enumerate() {
        for bit in 0..11 {
            if index >> (10 - bit) & 1 == 1 {
                let at = nth * 11 + bit;
                bytes[at / 8] |= 0x80 >> (at % 8);
            }
        }
    }
    // One bit of checksum for 32 of entropy, which is for three words.
    let sum = phrase.len() / 3;
    let entropy = (phrase.len() * 11 - sum) / 8;
    let digest = Sha256::digest(&bytes[..entropy]);
    digest[0] >> (8 - sum) == bytes[entropy] >> (8 - sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indexes(phrase: &str) -> Vec<u16> {
        phrase.split(' ').map(|word| index(word.as_bytes()).unwrap()).collect()
    }

    #[test]
    fn every_word_is_found_and_no_other() {
        for (place, word) in (0..).zip(WORDS.iter()) {
            assert_eq!(index(word), Some(place));
            assert!(index(&word[1..]).is_none_or(|other| WORDS[usize::from(other)] == &word[1..]));
        }
        assert_eq!(index(b"abandonx"), None);
        assert_eq!(index(b""), None);
    }

    #[test]
    fn the_list_is_the_published_one() {
        assert_eq!(WORDS.len(), 2048);
        assert!(WORDS.is_sorted());
        let text = include_str!("bip39-english.txt");
        let digest: String =
            Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
        assert_eq!((index(b"abandon"), index(b"zoo"), index(b"zzz")), (Some(0), Some(2047), None));
    }

    #[test]
    fn vectors_of_the_proposal() {
        for phrase in [
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
            "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal will",
            "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
        ] {
            let mut phrase = indexes(phrase);
            assert!(is_valid(&phrase));
            phrase.swap(0, 11);
            let same = phrase[0] == phrase[11];
            assert!(same || !is_valid(&phrase));
        }
        assert!(!is_valid(&[]));
        assert!(!is_valid(&[0; 13]));
    }
}
