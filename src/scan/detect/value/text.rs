//! A value with what one pass over its bytes tells, and the small readers that all judges share.
//!
//! It holds no judgement: what a count or a word means is for the judge that asks.

use super::vocabulary::ALL;
use super::{Kind, Proof};

/// No list holds a longer word.
pub(super) const LONGEST_WORD: usize = 32;

/// A value under judgement, without the white space around it.
pub(super) struct Value<'a> {
    pub(super) text: &'a [u8],
    pub(super) kind: Kind,
    pub(super) proof: Proof,
    pub(super) shape: Shape,
}

impl<'a> Value<'a> {
    pub(super) fn new(text: &'a [u8], kind: Kind, proof: Proof) -> Self {
        Value { text, kind, proof, shape: Shape::of(text) }
    }

    /// The same claim about a part of the value.
    pub(super) fn part(&self, text: &'a [u8]) -> Self {
        Value::new(text, self.kind, self.proof)
    }

    /// The value without what a sentence or a structure around it may have left at its end. Inside
    /// quotes nothing is left over.
    pub(super) fn core(&self) -> &'a [u8] {
        if self.proof == Proof::Quoted { self.text } else { unclosed(self.text) }
    }

    pub(super) fn is_password(&self) -> bool {
        self.kind == Kind::Password
    }
}

/// How many bytes of each sort a text has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    pub(super) lower: usize,
    pub(super) upper: usize,
    pub(super) digits: usize,
    pub(super) spaces: usize,
    /// Bytes beyond ASCII: letters as far as anyone here can tell.
    pub(super) wide: usize,
    /// ASCII that is none of these.
    pub(super) marks: usize,
    seen: u128,
}

impl Shape {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut shape = Shape::default();
        for &byte in text {
            let count = match byte {
                b'a'..=b'z' => &mut shape.lower,
                b'A'..=b'Z' => &mut shape.upper,
                b'0'..=b'9' => &mut shape.digits,
                b' ' | b'\t' | b'\n' | b'\r' => &mut shape.spaces,
                0x80.. => &mut shape.wide,
                _ => &mut shape.marks,
            };
            *count += 1;
            if byte < 0x80 {
                shape.seen |= 1 << byte;
            }
        }
        shape
    }

    pub(super) fn letters(&self) -> usize {
        self.lower + self.upper
    }

    /// Letters and digits, whatever their alphabet.
    pub(super) fn plain(&self) -> usize {
        self.letters() + self.digits + self.wide
    }

    pub(super) fn has(&self, byte: u8) -> bool {
        byte < 0x80 && self.seen & (1 << byte) != 0
    }

    pub(super) fn has_any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|&byte| self.has(byte))
    }

    /// Nothing but ASCII digits.
    pub(super) fn is_digits(&self) -> bool {
        self.digits > 0 && self.plain() == self.digits && self.marks + self.spaces == 0
    }
}

/// The value without white space at either end, and how much of it was cut at the start.
pub(super) fn trimmed(value: &[u8]) -> (&[u8], usize) {
    let text = value.trim_ascii_start();
    (text.trim_ascii_end(), value.len() - text.len())
}

/// `text` without marks at its end that close or go on with what is around it. A bracket that the
/// text itself opened stays.
fn unclosed(text: &[u8]) -> &[u8] {
    let mut end = text.len();
    while let Some(&last) = text[..end].last() {
        let open = match last {
            b')' => b'(',
            b']' => b'[',
            b'}' => b'{',
            b'>' => b'<',
            b'"' | b'\'' | b',' | b';' | b'.' => 0,
            _ => break,
        };
        // Two are enough: a long row of closing brackets is no reason to read the text each time.
        if open != 0 && (text.len() - end > 2 || memchr::memchr(open, &text[..end]).is_some()) {
            break;
        }
        end -= 1;
    }
    &text[..end]
}

/// The length of an authentication scheme's name and the white space after it.
pub(super) fn scheme(text: &[u8]) -> Option<usize> {
    const SCHEMES: &[&str] =
        &["apikey", "basic", "bearer", "bot", "jwt", "key", "negotiate", "token"];
    let end = text.iter().position(|b| !b.is_ascii_alphabetic())?;
    let blank = text[end..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    (blank > 0 && is_in(SCHEMES, &text[..end])).then_some(end + blank)
}

/// How many words a list may have that is not among those of the vocabulary.
const UNLISTED: usize = 12;

/// The lengths of the words of all lists, by the low bits of their first two bytes.
static LENGTHS: [[u32; 32]; 32] = {
    let (mut lengths, mut list) = ([[0; 32]; 32], 0);
    while list < ALL.len() {
        let mut nth = 0;
        while nth < ALL[list].len() {
            let word = ALL[list][nth].as_bytes();
            let second = if word.len() > 1 { word[1] } else { 0 };
            lengths[word[0] as usize % 32][second as usize % 32] |= 1 << (word.len() % 32);
            nth += 1;
        }
        list += 1;
    }
    lengths
};

/// Whether a word may be in some list: nearly all that are asked for are in none, and one look tells.
fn may_be_listed(word: &[u8]) -> bool {
    let Some(&first) = word.first() else { return false };
    // The low bits of a letter are those of its capital.
    let second = word.get(1).map_or(0, |b| usize::from(*b) % 32);
    LENGTHS[usize::from(first) % 32][second] >> (word.len() % 32) & 1 == 1
}

/// Whether a sorted list of lower-case words holds `word`, whatever its ASCII case.
pub(super) fn is_in(list: &[&str], word: &[u8]) -> bool {
    let mut lower = [0; LONGEST_WORD];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    if list.len() > UNLISTED {
        debug_assert!(ALL.contains(&list), "not in ALL: {list:?}");
        if !may_be_listed(word) {
            return false;
        }
    }
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    let Some(first) = lower.first() else { return false };
    // The first byte decides nearly every comparison, without a call.
    let order = |entry: &&str| {
        let entry = entry.as_bytes();
        entry[0].cmp(first).then_with(|| entry.cmp(lower))
    };
    list.binary_search_by(order).is_ok()
}

/// Whether `text` starts with one of `prefixes`, which are lower case; its own ASCII case is free.
pub(super) fn starts_any(text: &[u8], prefixes: &[&str]) -> bool {
    let Some(first) = text.first().map(u8::to_ascii_lowercase) else { return false };
    prefixes.iter().any(|p| p.as_bytes()[0] == first && starts(text, p))
}

/// Whether `text` starts with `prefix`, whatever its ASCII case.
pub(super) fn starts(text: &[u8], prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// How brackets open and close, plain and as encodings write them.
pub(super) type Brackets = (&'static [u8], &'static [u8]);

/// Those that hold a placeholder.
pub(super) const ANGLES: [Brackets; 7] = [
    (b"<", b">"),
    (b"%3C", b"%3E"),
    (b"%3c", b"%3e"),
    (b"&lt;", b"&gt;"),
    (b"\\u003c", b"\\u003e"),
    (b"\\u003C", b"\\u003E"),
    (b"\xc2\xab", b"\xc2\xbb"),
];

/// Those that hold a list, and what stands for a value.
pub(super) const SQUARES: [Brackets; 3] = [(b"[", b"]"), (b"%5B", b"%5D"), (b"%5b", b"%5d")];

/// The other ones.
pub(super) const ROUND: [Brackets; 5] =
    [(b"(", b")"), (b"{", b"}"), (b"%28", b"%29"), (b"%7B", b"%7D"), (b"%7b", b"%7d")];

/// What follows a bracket at the start of `text`, and how that bracket closes.
pub(super) fn opened<'a>(text: &'a [u8], set: &[Brackets]) -> Option<(&'a [u8], &'static [u8])> {
    set.iter().find_map(|(open, close)| Some((text.strip_prefix(*open)?, *close)))
}

/// Whether a byte may be part of a word.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The words of a text: letters and digits of any alphabet, with apostrophes inside.
pub(super) fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&b| !is_word_byte(b) && b != b'\'').map(unquoted).filter(|w| !w.is_empty())
}

fn unquoted(mut word: &[u8]) -> &[u8] {
    while let [b'\'', rest @ ..] | [rest @ .., b'\''] = word {
        word = rest;
    }
    word
}

/// Whether a text is a name as programs have them: letters, digits and `_`, no digit first.
pub(super) fn is_identifier(text: &[u8]) -> bool {
    text.first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_')
        && text.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

/// An identifier that a person would not choose for a password: no digits but a last one or two.
pub(super) fn is_plain_identifier(text: &[u8]) -> bool {
    let digits = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    is_identifier(text) && digits < 3 && !text[..text.len() - digits].iter().any(u8::is_ascii_digit)
}

/// Whether a text is hexadecimal digits of one case, with letters and decimal digits among them.
pub(super) fn is_hex(text: &[u8]) -> bool {
    let shape = Shape::of(text);
    shape.digits > 0
        && (shape.lower > 0) != (shape.upper > 0)
        && text.iter().all(u8::is_ascii_hexdigit)
}

/// Whether `needle` is in `text`.
pub(super) fn contains(text: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(text, needle).is_some()
}
