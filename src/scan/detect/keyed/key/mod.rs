//! Keys: from a stem to the whole key, its words, and what the words say.
//!
//! It looks at the key alone. Words decide by their place: the last ones say what the value is, so
//! `password_changed_at` is a time and `secretName` a name.

mod runs;
mod span;
mod vocabulary;
mod words;

use std::ops::Range;

use super::words::{NEUTRAL, PROPERTIES, USERS};
use crate::scan::detect::list::{Filter, List};
use crate::scan::detect::value::Kind;
pub(crate) use runs::Runs;
pub(crate) use span::{read, with_word_before};
pub(crate) use vocabulary::Vocabulary;
pub(crate) use words::Words;

/// Words in plain text that may stand before the last word of a key.
pub(super) const WORDS_BEFORE: usize = 2;

/// A key as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) span: Range<usize>,
    /// Dashes before it: a command line flag.
    pub(crate) dashes: usize,
}

/// What a key says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) rule: u16,
    pub(crate) kind: Kind,
    /// The key names a header whose value starts with a scheme.
    pub(crate) header: bool,
    /// The key says only that it is secret: a person may have chosen the value.
    pub(crate) vague: bool,
    /// The key says that the secret is an id.
    pub(crate) id: bool,
    /// The key leaves open who made its value, a machine or a person.
    pub(crate) open: bool,
    /// The value may be a pair of a user and a password.
    pub(crate) pair: bool,
    /// The value is sent to prove who one is: nobody sends what a server keeps of it.
    pub(crate) sent: bool,
    /// The key alone says too little: whose it is tells whether it is a secret's.
    pub(crate) whose: bool,
}

/// What a key turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    Telling(Meaning),
    /// The same where somebody's name stands before the phrase, and only there.
    Whose(Meaning),
    /// The same without a name: what the key stands in may have one.
    Bare(Meaning),
    /// No phrase of any rule is in it.
    NoPhrase,
    /// The words after the phrase make it a property of the secret.
    Property,
    /// The word before the phrase makes it another thing of that name.
    Other,
}

/// Whether a word leaves the meaning of a key as it is.
pub(crate) fn is_plain(word: &[u8]) -> bool {
    NEUTRAL.has(word) || word.iter().all(u8::is_ascii_digit)
}

/// Whether a key is that of an environment's variable.
pub(super) fn is_constant(key: &[u8]) -> bool {
    key.iter().all(|b| !b.is_ascii_lowercase()) && key.contains(&b'_')
}

/// Whether a key means the id of somebody's secret, which is not secret itself: Vault's alone are.
pub(super) fn means_record(key: &[u8]) -> bool {
    const OWNERS: [&[u8]; 12] = [
        b"webhook",
        b"client",
        b"aws",
        b"api",
        b"docker",
        b"swarm",
        b"kubernetes",
        b"external",
        b"shared",
        b"rotation",
        b"signing",
        b"totp",
    ];
    let words = Words::split(key);
    (0..words.count).any(|nth| OWNERS.contains(&words.get(nth)))
}

/// Whether a key names what two ends share: `wpa_psk`, `preSharedKey`.
pub(super) fn names_shared(key: &[u8]) -> bool {
    let words = Words::split(key);
    let named = (0..words.count).rev().map(|nth| words.get(nth)).find(|word| !is_plain(word));
    named.is_some_and(|word| word.ends_with(b"psk") || word.ends_with(b"key"))
}

/// Whether text is the name of a column or field rather than a value of one.
pub(crate) fn is_name(text: &[u8]) -> bool {
    let plain = text.iter().all(|b| b.is_ascii_lowercase() || *b == b'_');
    plain && {
        let words = Words::split(text);
        words.count > 0 && PROPERTIES.has(words.get(words.count - 1))
    }
}

/// Words that join a key to another one before it.
static OR: List = List::new(&["or", "and/or", "oder", "ou", "o", "of", "lub", "eller", "или"]);
static ARTICLES: List = List::new(&["the", "your"]);
/// Other words that may stand between `of` and a key.
static DETERMINERS: List = List::new(&["given", "this", "new", "a"]);

/// Whether one of these words stands before a key: most keys have another one there, and one look tells.
fn is_joined(bytes: &[u8], key: &Key) -> bool {
    static JOINTS: Filter = OR.or(ARTICLES.or(DETERMINERS.or(Filter::EMPTY)));
    let Some((b' ', before)) = bytes[..key.span.start].split_last() else { return false };
    let length = before.iter().rev().take(8).take_while(|b| **b != b' ').count();
    JOINTS.may_have(&before[before.len() - length..])
}

/// `SHA1 of given password: x`, `length of the token: 12`: what was made of a secret, not the secret.
pub(crate) fn measured(bytes: &[u8], key: &Key) -> bool {
    const MADE: [&[u8]; 10] = [
        b"checksum",
        b"digest",
        b"fingerprint",
        b"hash",
        b"length",
        b"md5",
        b"sha",
        b"sha1",
        b"sha256",
        b"strength",
    ];
    if !is_joined(bytes, key) {
        return false;
    }
    let low = key.span.start.saturating_sub(32);
    let mut words = bytes[low..key.span.start].rsplit(|b| *b == b' ').skip(1);
    let mut word = words.next().unwrap_or_default();
    if ARTICLES.has(word) || DETERMINERS.has(word) {
        word = words.next().unwrap_or_default();
    }
    let made = words.next().unwrap_or_default();
    let made = made.rsplit(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default();
    word == b"of" && MADE.iter().any(|known| known.eq_ignore_ascii_case(made))
}

/// `invalid user name or password: x`: what follows is whose it was, if anything. With `=` it is the
/// password's.
pub(super) fn one_of_two(bytes: &[u8], key: &Key) -> bool {
    if !is_joined(bytes, key) || bytes.get(key.span.end) == Some(&b'=') {
        return false;
    }
    let low = key.span.start.saturating_sub(48);
    let mut words = bytes[low..key.span.start].rsplit(|b| *b == b' ').skip(1);
    let mut or = words.next().unwrap_or_default();
    if ARTICLES.has(or) {
        or = words.next().unwrap_or_default();
    }
    let other = words.next().unwrap_or_default();
    let whose = USERS.has_in_any_case(other) || other.eq_ignore_ascii_case(b"name");
    whose && OR.has_in_any_case(or)
}

/// Whether a word behind a key names a property of it: `password length = 12`.
pub(crate) fn says_property(word: &[u8]) -> bool {
    let words = Words::split(word);
    (0..words.count).any(|nth| PROPERTIES.has(words.get(nth)))
}
