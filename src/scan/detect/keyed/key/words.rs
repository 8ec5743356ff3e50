//! The words of a key, in any naming style.

use super::span::KEY_SIDE;

/// Words of a key that are looked at; the last ones count.
const WORDS: usize = 12;
/// Bytes of a key that are kept: twice what is read on a side of the stem.
const TEXT: usize = 2 * KEY_SIDE;

/// The lower-case words of a key.
pub(crate) struct Words {
    text: [u8; TEXT],
    ends: [u8; WORDS + 1],
    pub(crate) count: usize,
}

/// Letters beyond ASCII in lower case: those of ASCII tell where words start. The dot that is left of
/// a Turkish capital is no letter.
fn fold(text: &str) -> String {
    let lower = |c: char| (!c.is_ascii()).then(|| c.to_lowercase());
    let folded = text
        .chars()
        .flat_map(|c| lower(c).into_iter().flatten().chain(Some(c).filter(char::is_ascii)));
    folded.filter(|c| *c != '\u{307}').collect()
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Separator,
    Lower,
    Upper,
    Digit,
    /// Of a letter beyond ASCII, which has no case here.
    Other,
}

static PARTS: [Part; 256] = {
    let (mut table, mut byte) = ([Part::Other; 256], 0u8);
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b'a'..=b'z' => Part::Lower,
            b'A'..=b'Z' => Part::Upper,
            b'0'..=b'9' => Part::Digit,
            _ => Part::Separator,
        };
        byte += 1;
    }
    table
};

impl Words {
    /// Splits at separators, at changes of case and between letters and digits. Only the last words
    /// of a very long key are kept.
    pub(crate) fn split(key: &[u8]) -> Words {
        match std::str::from_utf8(key) {
            Ok(text) if !text.is_ascii() => Words::split_folded(fold(text).as_bytes()),
            _ => Words::split_folded(key),
        }
    }

    /// The same for a key whose letters beyond ASCII are in lower case.
    fn split_folded(key: &[u8]) -> Words {
        let mut words = Words { text: [0; TEXT], ends: [0; WORDS + 1], count: 0 };
        let key = &key[key.len().saturating_sub(TEXT)..];
        let mut length = 0;
        let mut previous = Part::Separator;
        for (at, &byte) in key.iter().enumerate() {
            let part = PARTS[usize::from(byte)];
            let starts = match (previous, part) {
                (_, Part::Separator) => true,
                (Part::Lower | Part::Digit, Part::Upper) => true,
                (Part::Upper, Part::Upper) => key.get(at + 1).is_some_and(u8::is_ascii_lowercase),
                (Part::Lower | Part::Upper | Part::Other, Part::Digit) => true,
                _ => false,
            };
            if starts {
                if previous == Part::Upper && part == Part::Upper {
                    words.part_acronym(length);
                }
                words.finish(length);
            }
            if part != Part::Separator {
                words.text[length] = byte.to_ascii_lowercase();
                length += 1;
            }
            previous = part;
        }
        words.finish(length);
        words
    }

    fn finish(&mut self, length: usize) {
        if length == usize::from(self.ends[self.count]) {
            return;
        }
        if self.count == WORDS {
            self.ends.copy_within(1.., 0);
            self.count -= 1;
        }
        self.count += 1;
        self.ends[self.count] = length as u8;
    }

    /// `PDNSAPIKey`: two acronyms of one run, where the second tells what the word behind them is.
    fn part_acronym(&mut self, length: usize) {
        let word = &self.text[usize::from(self.ends[self.count])..length];
        if word.len() > 3 && word.ends_with(b"api") {
            self.finish(length - 3);
        }
    }

    /// Whether a word starts at this place of the words joined.
    pub(crate) fn starts_at(&self, place: usize) -> bool {
        self.ends[..self.count].iter().any(|end| usize::from(*end) == place)
    }

    pub(crate) fn get(&self, nth: usize) -> &[u8] {
        &self.text[self.place(nth)..self.place(nth + 1)]
    }

    /// Where the word of this number starts in the words joined, and the one before it ends.
    pub(super) fn place(&self, nth: usize) -> usize {
        usize::from(self.ends[nth])
    }

    /// The words before `end` as one, and what was left of the key before them.
    pub(crate) fn up_to(&self, end: usize) -> &[u8] {
        &self.text[..self.place(end)]
    }

    /// Where words start in [`Words::up_to`], and where the last one ends.
    pub(crate) fn boundaries(&self) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.ends[..=self.count].iter().map(|end| usize::from(*end))
    }
}
