//! A closed class of words, asked for once a candidate and more.
//!
//! It knows no word; whoever has one says what it means.

/// A list of words in lower case.
pub(crate) struct List {
    words: &'static [&'static str],
    /// The lengths of the words, by the low bits of their first byte: most words that are asked for
    /// are in no list, and one look tells.
    lengths: [u32; 32],
}

impl List {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let (mut lengths, mut at) = ([0; 32], 0);
        while at < words.len() {
            let word = words[at].as_bytes();
            lengths[word[0] as usize % 32] |= 1 << (word.len() % 32);
            at += 1;
        }
        List { words, lengths }
    }

    #[inline]
    pub(crate) fn has(&self, word: &[u8]) -> bool {
        self.may_have(word) && self.words.iter().any(|known| known.as_bytes() == word)
    }

    /// The same, whatever the case of ASCII letters.
    #[inline]
    pub(crate) fn has_in_any_case(&self, word: &[u8]) -> bool {
        // The low bits of a letter are those of its capital.
        self.may_have(word) && self.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static [u8]> + Clone + use<> {
        self.words.iter().map(|word| word.as_bytes())
    }

    #[inline]
    fn may_have(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        self.lengths[usize::from(*first) % 32] >> (word.len() % 32) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LIST: List =
        List::new(&["is", "been", "是", "a-word-of-more-than-thirty-two-bytes-in-it"]);

    #[test]
    fn it_has_its_words_and_no_others() {
        assert!(LIST.iter().all(|word| LIST.has(word) && LIST.has_in_any_case(word)));
        assert!(LIST.has_in_any_case(b"Been") && !LIST.has(b"Been"));
        for word in ["", "i", "bean", "it", "為", "IS"] {
            assert!(!LIST.has(word.as_bytes()), "{word}");
        }
    }
}
