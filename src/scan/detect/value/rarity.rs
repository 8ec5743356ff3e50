//! How much of a text is words: names and sentences are made of them, what a generator made is not.
//!
//! It measures and decides nothing; no text is a password for being rare, or none for being plain.

use super::vocabulary::odd_pairs;

/// The shares of a text that are words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Made {
    /// Letters within words of four letters or more, or of two and three between separators.
    words: usize,
    /// Letters and digits in all.
    all: usize,
    /// The longest stretch of letters and digits.
    pub(super) longest: usize,
    /// How many stretches there are.
    pub(super) parts: usize,
}

impl Made {
    /// Whether most of the text is words.
    pub(super) fn of_words(&self) -> bool {
        self.words * 2 >= self.all
    }

    /// Whether hardly any of it is.
    pub(super) fn hardly_words(&self) -> bool {
        self.words * 3 < self.all
    }
}

/// Measures a text.
pub(super) fn made(text: &[u8]) -> Made {
    let mut made = Made::default();
    for part in text.split(|b| !b.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        made.all += part.len();
        made.longest = made.longest.max(part.len());
        made.parts += 1;
        made.words += letters_of_words(part);
    }
    made
}

fn letters_of_words(part: &[u8]) -> usize {
    if part.len() < 4 {
        return if part.iter().all(u8::is_ascii_alphabetic) { part.len() } else { 0 };
    }
    let mut rest = part;
    let mut letters = 0;
    while !rest.is_empty() {
        let hump = hump(rest);
        let (word, after) = rest.split_at(hump.max(1));
        if hump >= 4 && is_word(word) {
            letters += hump;
        }
        rest = after;
    }
    letters
}

/// The length of the first word of `camelCase`, `CamelCase`, `HTTPServer` or `lower`; 0 for a digit.
fn hump(text: &[u8]) -> usize {
    let upper = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let lower = text[upper..].iter().take_while(|b| b.is_ascii_lowercase()).count();
    match (upper, lower) {
        (0 | 1, lower) => upper + lower,
        (upper, 0) => upper,
        // The last capital belongs to the next word.
        (upper, _) => upper - 1,
    }
}

/// Whether letters could be a word: a vowel, and hardly a pair that words do not hold.
pub(super) fn is_word(letters: &[u8]) -> bool {
    let vowel = |b: &u8| matches!(b.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    // A row of capitals is as often the alphabet of a token.
    let odd = if letters.iter().any(u8::is_ascii_lowercase) { letters.len() / 7 } else { 0 };
    letters.iter().any(vowel) && odd_pairs(letters) <= odd
}

/// Whether letters are no word of any language with these letters: a row of keys, a random text.
pub(super) fn is_typed(letters: &[u8]) -> bool {
    const KEYS: [&[u8]; 5] =
        [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm", b"azertyuiop", b"qwertzuiop"];
    let odd = odd_pairs(letters);
    let row =
        |keys: &[u8]| keys.get(..letters.len()).is_some_and(|k| k.eq_ignore_ascii_case(letters));
    letters.len() >= 5
        && (odd >= 2 && odd * 3 >= letters.len() - 1 || KEYS.iter().any(|keys| row(keys)))
}
