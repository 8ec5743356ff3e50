//! Pass phrases that a sentence hands out: `Your new password is correct horse battery staple`.
//!
//! Words behind a word for a password are mostly about it. So the sentence must give the password to
//! somebody, end with it, and none of its words may be one of sentences. Without a colon that holds for
//! the one language alone whose words are known well enough here.

use super::{At, Reading};
use crate::scan::detect::keyed::key::Words;
use crate::scan::detect::keyed::text;
use crate::scan::detect::list::List;
use crate::scan::detect::value::{self, Proof};

/// Whose password it is, or what was done for somebody: before the key, perhaps with a word between.
#[rustfmt::skip]
static GIVING: List = List::new(&[
    "your", "ihr", "dein", "votre", "ton", "su", "tu", "seu", "sua", "tua", "tuo", "suo", "uw", "je", "twoje", "ditt", "din",
    "temporary", "generated", "initial", "random", "one-time", "temp", "default", "new",
]);
/// Words of sentences that say nothing of passwords: of place, time, degree and number, and those for
/// somebody. The judge of values knows the others.
#[rustfmt::skip]
static SENTENCE: List = List::new(&[
    "above", "across", "against", "almost", "although", "anybody", "anyone", "anywhere", "around", "behind", "below", "beyond", "both",
    "during", "elsewhere", "enough", "ever", "every", "everybody", "everyone", "everywhere", "few", "half", "here", "how", "however",
    "inside", "into", "just", "later", "less", "like", "many", "maybe", "more", "most", "much", "nearly", "neither", "nobody", "nor",
    "nothing", "now", "often", "onto", "outside", "over", "perhaps", "quite", "rather", "really", "right", "since", "somebody", "someone",
    "somewhat", "soon", "than", "therefore", "though", "through", "today", "tomorrow", "tonight", "twice", "under", "unlike", "upon",
    "very", "what", "whatever", "whichever", "who", "whose", "why", "yesterday", "yet", "anders", "leider", "comme", "muy", "muito", "trop",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "sixteen", "first", "second", "third",
]);
/// Adjectives that a sentence about a password starts with.
#[rustfmt::skip]
static ABOUT: List = List::new(&[
    "acceptable", "allowed", "better", "case", "common", "complete", "complex", "compulsory", "confidential", "different", "easy", "equal",
    "fine", "forbidden", "free", "full", "good", "hard", "hardcoded", "identical", "important", "insecure", "long", "longer", "mandatory",
    "obsolete", "old", "open", "over", "outdated", "permanent", "personal", "private", "public", "ready", "right", "safe", "secure", "short",
    "shorter", "similar", "simple", "stale", "stronger", "temporary", "there", "trivial", "unique", "unsafe", "visible", "weaker",
]);
/// Words beside a key that say that its value is shown as it was typed.
#[rustfmt::skip]
static PLAIN: List = List::new(&[
    "raw", "plain", "plaintext", "cleartext", "clear", "unhashed", "unencrypted", "decrypted", "decoded", "klartext", "claro", "clair",
]);
/// Words that a phrase has; behind a word like "is" a sentence goes on with fewer.
const WORDS: std::ops::RangeInclusive<usize> = 3..=8;
const WORDS_OF_SENTENCE: usize = 4;
/// Letters of its words.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=14;
/// Words between the key and what leads to the value, and bytes before the key that are looked at.
const BETWEEN: usize = 4;
const NEAR: usize = 40;

/// Whether a word is one that sentences about a password say of it.
pub(super) fn is_about(word: &[u8]) -> bool {
    ABOUT.has_in_any_case(word) || SENTENCE.has_in_any_case(word)
}

/// The phrase behind a key, up to the end of its line or string.
pub(super) fn read(at: &At<'_>, line: usize) -> Option<Reading> {
    if at.closed {
        return None;
    }
    let bytes = at.bytes;
    let (start, colon) = lead(bytes, at.after, line)?;
    let text = &bytes[start..line];
    let inner = text.iter().position(|b| b"\"<>\\\x1b".contains(b)).unwrap_or(text.len());
    let text = text[..inner].trim_ascii_end();
    let text = text.strip_suffix(b".").or_else(|| text.strip_suffix(b"!")).unwrap_or(text);
    let count = text.split(|b| *b == b' ').count();
    let least = if colon { *WORDS.start() } else { WORDS_OF_SENTENCE };
    if !(least..=*WORDS.end()).contains(&count) {
        return None;
    }
    let plain = is_plain(at);
    if !plain && !gives(at) {
        return None;
    }
    let letters = |word: &[u8]| {
        LETTERS.contains(&word.len()) && word.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80)
    };
    let words = || text.split(|b| *b == b' ');
    let about = words().next().is_some_and(|first| ABOUT.has_in_any_case(first));
    // What is shown as it was typed may hold a word that joins two others.
    let joint = |word: &[u8]| plain && colon && word.len() <= 3;
    let drawn = || match plain && colon {
        true => words().filter(|word| value::is_sentence(word)).all(joint),
        false => value::is_phrase_of_words(text),
    };
    let chosen = !about
        && words().all(|word| (letters(word) || joint(word)) && !SENTENCE.has_in_any_case(word))
        && !words().all(joint)
        && drawn();
    let (value, shape) = (start..start + text.len(), "phrase in a sentence");
    chosen.then_some(Reading::new(value, Proof::Delimited, shape))
}

/// Where the value starts behind `is`, `is:` or `for app:`, and whether a colon leads to it.
fn lead(bytes: &[u8], from: usize, line: usize) -> Option<(usize, bool)> {
    let mut here = from;
    if bytes.get(here) == Some(&b':') {
        return Some((text::skip_blank(bytes, here + 1).min(line), true));
    }
    for _ in 0..BETWEEN {
        let start = text::skip_blank(bytes, here).min(line);
        let length = bytes[start..line].iter().take_while(|b| !b.is_ascii_whitespace()).count();
        let (word, next) = (&bytes[start..start + length], start + length);
        let value = text::skip_blank(bytes, next).min(line);
        if length == 0 || start == here {
            return None;
        }
        if word.ends_with(b":") || word.eq_ignore_ascii_case(b"lautet") {
            return Some((value, true));
        }
        if word == b"is" {
            return Some((value, false));
        }
        here = next;
    }
    None
}

/// `Input password (raw): x`, `Plain password: x`, `rawPassword: x`: whether a word beside the key or in
/// it says that its value is shown as it was typed.
fn is_plain(at: &At<'_>) -> bool {
    let bytes = at.bytes;
    let key = Words::split(&bytes[at.key.span.clone()]);
    let before = bytes[at.line_start(NEAR)..at.key.span.start].trim_ascii_end();
    let last = before.rsplit(|b| !b.is_ascii_alphabetic()).next().unwrap_or_default();
    let remark = bytes[at.after..at.line_end(NEAR)].strip_prefix(b" (").unwrap_or_default();
    let remark = &remark[..remark.iter().take_while(|b| b.is_ascii_alphabetic()).count()];
    (0..key.count).any(|nth| PLAIN.has(key.get(nth)))
        || PLAIN.has_in_any_case(last)
        || PLAIN.has_in_any_case(remark)
}

/// Whether the words before a key give what it names to somebody.
fn gives(at: &At<'_>) -> bool {
    let before = at.bytes[at.line_start(NEAR)..at.key.span.start].trim_ascii_end();
    let mut words = before.rsplit(|b| !b.is_ascii_alphanumeric() && *b != b'-').take(2);
    words.any(|word| GIVING.has_in_any_case(word))
}
