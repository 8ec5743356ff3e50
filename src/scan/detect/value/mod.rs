//! What a value is that stands where a secret would: a secret, or one of the many things that only
//! stand there.
//!
//! It sees the value and how it was delimited, not the line. A short, plain, low-entropy word can be
//! a password: nothing is refused for being weak.

mod bound;
mod chosen;
mod digest;
mod example;
mod literal;
mod machine;
mod mask;
mod octets;
mod otp;
mod password;
mod place;
mod public;
mod rarity;
mod sealed;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod types;
// Lists: packed, they can be read at a glance; the formatter would put each word on its own line.
#[rustfmt::skip]
mod vocabulary;
mod word;

use std::ops::Range;

pub(crate) use self::chosen::is_chosen;
pub(crate) use self::machine::{is_generated, is_key_of_512_bits, is_uuid};
use self::text::Value;

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
    /// The same with nothing else around it, or beside the name of a user.
    Alone,
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

impl Class {
    /// The same class for a value that starts `by` bytes earlier.
    fn shifted(self, by: usize) -> Self {
        match self {
            Class::Uncovered(range) => Class::Uncovered(range.start + by..range.end + by),
            other => other,
        }
    }
}

pub(crate) use self::password::is_phrase_of_words;
pub(crate) use self::word::{is_account, is_label, is_sentence, is_status};

#[cfg(test)]
thread_local! {
    /// How many bytes of values this thread has judged.
    pub(crate) static JUDGED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Judges a value.
///
/// The refusals come first, cheapest and surest first; what none of them knows is a secret if its
/// kind and its delimiter allow it.
pub(crate) fn classify(value: &[u8], kind: Kind, proof: Proof) -> Class {
    #[cfg(test)]
    JUDGED.set(JUDGED.get() + value.len());
    let (text, lead) = text::trimmed(value);
    if text.is_empty() {
        return Class::Benign("empty");
    }
    // `read -p "Password: " PASS`: what stands behind the quotes of a prompt.
    let name = text.strip_suffix(b"\\n").unwrap_or(text);
    if lead > 0 && name.iter().all(|b| b.is_ascii_uppercase() || *b == b'_') {
        return Class::Benign("the name of a variable");
    }
    if matches!(kind, Kind::Token | Kind::Session)
        && let Some(scheme) = text::scheme(text)
    {
        return match classify(&text[scheme..], kind, proof) {
            Class::Benign("empty") => Class::Benign("the name of a scheme"),
            class => class.shifted(lead + scheme),
        };
    }
    judge(&Value::new(text, kind, proof)).shifted(lead)
}

fn judge(value: &Value<'_>) -> Class {
    if let Some(class) = mask::class(value) {
        return class;
    }
    if value.kind == Kind::Otp {
        return otp::class(value);
    }
    // What is drawn from all signs looks like a template or a structure in places.
    if value.proof == Proof::Quoted && machine::is_drawn(value.text) {
        return Class::Secret;
    }
    if let Some(spelled) = octets::spells(value.text) {
        return if spelled { Class::Secret } else { Class::Benign("a list of numbers") };
    }
    let benign = template::reason(value)
        .or_else(|| literal::reason(value))
        .or_else(|| types::reason(value))
        .or_else(|| sealed::reason(value));
    if let Some(reason) = benign {
        return Class::Benign(reason);
    }
    if let Some(class) = digest::class(value) {
        return class;
    }
    let benign =
        example::reason(value).or_else(|| public::reason(value)).or_else(|| place::reason(value));
    match (benign, value.kind) {
        (Some(reason), _) => Class::Benign(reason),
        (None, Kind::Password) => password::class(value),
        (None, _) => machine::class(value),
    }
}
