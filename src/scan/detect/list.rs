//! A closed class of words, asked for once a candidate and more.
//!
//! It knows no word; whoever has one says what it means.

/// The most words of a list.
const MOST: usize = 255;

/// A list of words in lower case.
pub(crate) struct List {
    words: &'static [&'static str],
    /// Their lengths by how they start and end: most words that are asked for are in no list, and one
    /// look tells.
    filter: Filter,
    /// One more than the place of the last word that starts so, and for each word that of the one
    /// before it; zero ends.
    last: [u8; 32],
    before: [u8; MOST],
}

/// What tells of most words at one look that none of some lists has them.
pub(crate) struct Filter([u32; ENDS]);

/// The classes of the first and the last byte of a word taken together.
const ENDS: usize = 64;

impl Filter {
    pub(crate) const EMPTY: Filter = Filter([0; ENDS]);

    #[inline]
    pub(crate) fn may_have(&self, word: &[u8]) -> bool {
        !word.is_empty() && self.0[ends(word)] >> (word.len() % 32) & 1 == 1
    }

    /// The filter of the words of both.
    pub(crate) const fn and(mut self, other: &Filter) -> Filter {
        let mut at = 0;
        while at < ENDS {
            self.0[at] |= other.0[at];
            at += 1;
        }
        self
    }
}

/// The class of the first byte and the last of a word that has some. The low bits of a letter are those of
/// its capital.
const fn ends(word: &[u8]) -> usize {
    let (first, last) = (word[0] as usize % 32, word[word.len() - 1] as usize % 32);
    (first + 7 * last) % ENDS
}

impl List {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        assert!(words.len() <= MOST, "a list of more words needs wider places");
        let (mut filter, mut last, mut before) = (Filter::EMPTY, [0; 32], [0; MOST]);
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            let first = word[0] as usize % 32;
            filter.0[ends(word)] |= 1 << (word.len() % 32);
            before[at] = last[first];
            at += 1;
            last[first] = at as u8;
        }
        List { words, filter, last, before }
    }

    /// The filter of these words and those of another.
    pub(crate) const fn or(&self, other: Filter) -> Filter {
        other.and(&self.filter)
    }

    #[inline]
    pub(crate) fn has(&self, word: &[u8]) -> bool {
        self.any(word, |a, b| a == b)
    }

    /// The same, whatever the case of ASCII letters.
    #[inline]
    pub(crate) fn has_in_any_case(&self, word: &[u8]) -> bool {
        self.any(word, |a, b| a.eq_ignore_ascii_case(&b))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static [u8]> + Clone + use<> {
        self.words.iter().map(|word| word.as_bytes())
    }

    #[inline]
    fn any(&self, word: &[u8], same: impl Fn(u8, u8) -> bool) -> bool {
        let Some(first) = word.first() else { return false };
        // Byte by byte: most words differ early, and a call of the system's comparison costs more.
        let is = |known: &[u8]| {
            known.len() == word.len() && known.iter().zip(word).all(|(a, b)| same(*a, *b))
        };
        self.filter.may_have(word) && self.starting(usize::from(*first) % 32).any(is)
    }

    /// The words that start so.
    fn starting(&self, first: usize) -> impl Iterator<Item = &'static [u8]> + '_ {
        let place = |at: u8| usize::from(at).checked_sub(1);
        let places =
            std::iter::successors(place(self.last[first]), move |at| place(self.before[*at]));
        places.map(|at| self.words[at].as_bytes())
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

    #[test]
    fn a_filter_lets_the_words_of_its_lists_through() {
        static MORE: List = List::new(&["zebra"]);
        static BOTH: Filter = MORE.or(LIST.or(Filter::EMPTY));
        assert!(LIST.iter().chain(MORE.iter()).all(|word| BOTH.may_have(word)));
        assert!(BOTH.may_have(b"Been") && !BOTH.may_have(b"") && !BOTH.may_have(b"z"));
    }
}
