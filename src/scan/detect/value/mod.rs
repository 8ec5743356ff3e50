//! What a value is that stands where a secret would: a secret, or one of the many things that only
//! stand there.
//!
//! It sees the value and how it was delimited, not the line. A short, plain, low-entropy word can be
//! a password: nothing is refused for being weak.

use std::ops::Range;

/// What the key or the statement says that the value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Chosen by a person: any text, with words, spaces and quotes in it.
    Password,
    /// Made by a machine: an API key, a token, a secret.
    Token,
    /// A session identifier or cookie.
    Session,
    /// A few digits or letters.
    Otp,
}

/// How the value was set off from the text around it: the less it proves, the more the value must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Proof {
    /// Words of a sentence: `the password is X`.
    Prose,
    /// `key: value` in free text.
    Colon,
    /// `key=value`, a command line flag, an element, a field of a dump.
    Delimited,
    /// Within quotes of a structure.
    Quoted,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// What should not be in a log.
    Secret,
    /// A mask that left a part uncovered: this part.
    Uncovered(Range<usize>),
    /// The digest of a password: bcrypt, crypt(3), a keyed MD5 or SHA.
    Hash,
    /// Not a secret, and what it is instead, in a few words.
    Benign(&'static str),
}

/// Judges a value.
pub(crate) fn classify(value: &[u8], kind: Kind, proof: Proof) -> Class {
    let _ = (kind, proof);
    if value.is_empty() { Class::Benign("empty") } else { Class::Secret }
}
