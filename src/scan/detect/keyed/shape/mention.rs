//! Sentences that only speak of a secret: `Failed password for root from 10.0.0.1 port 22`.
//!
//! Most keys of a log stand in one. What every shape would find out for itself is told here at one look at
//! each word; where it cannot be told, the shapes are asked.

use super::prose::sentence;
use super::{At, becomes, below, change, pair, refused};
use crate::scan::detect::list::Filter;

/// Words behind a key that may lead to a value.
static BEHIND: Filter =
    change::JOINTS.or(Filter::EMPTY).and(&becomes::PREPOSITIONS).and(&sentence::LEADS);
/// Words before a key behind which a value may be told before it.
static BEFORE: Filter = pair::AND.or(Filter::EMPTY).and(&refused::BEFORE);

/// Words behind a key that a shape looks at.
const WORDS: usize = 9;
/// How far a shape looks, before a key and behind it.
const NEAR: usize = 256;
const FAR: usize = 512;

/// Whether the line of a key in a plain sentence has neither a value nor a word that leads to one, so that
/// no shape fits. `false` tells nothing.
pub(super) fn is_all(at: &At<'_>) -> bool {
    at.plain && goes_on(at) && has_words_before(at) && below::told(at).is_none()
}

/// Whether plain words follow, and a small one first.
fn goes_on(at: &At<'_>) -> bool {
    let line = &at.bytes[at.after..at.line_end(FAR)];
    let mut words = line.split(|b| *b == b' ');
    let Some(([], first)) = words.next().zip(words.next()) else { return false };
    let next = words.clone().next().unwrap_or_default();
    // Rows of bytes and groups of four are values of many words.
    let row = matches!(first.len(), 2 | 4) && next.len() == first.len();
    let small = first.iter().all(u8::is_ascii_lowercase) && !next.is_empty() && !row;
    let goes_by = |word: &[u8]| {
        let Some(initial) = word.first() else { return false };
        let plain = initial.is_ascii_alphanumeric() && word[word.len() - 1].is_ascii_alphanumeric();
        plain && (initial.is_ascii_digit() || !leads(word))
    };
    small && goes_by(first) && words.take(WORDS).all(goes_by)
}

/// Whether a word stands before the key, no quote before that, and the word leads to no value.
fn has_words_before(at: &At<'_>) -> bool {
    let before = &at.bytes[at.line_start(NEAR)..at.key.span.start];
    let Some((b' ', text)) = before.split_last() else { return false };
    let word = text.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let (head, word) = text.split_at(text.len() - word);
    word.len() > 1
        && !BEFORE.may_have(word)
        && !matches!(head.last(), Some(b'-' | b'/'))
        && memchr::memchr3(b'"', b'\'', b'`', head).is_none()
}

/// Whether a word may lead to a value.
fn leads(word: &[u8]) -> bool {
    BEHIND.may_have(word)
        && (change::JOINTS.has_in_any_case(word)
            || becomes::is_preposition(word)
            || sentence::may_lead(word))
}

#[cfg(test)]
mod tests {
    use super::super::{Key, SHAPES};
    use super::*;
    use crate::scan::detect::keyed::shape::Fit;

    fn is_mention(line: &str) -> bool {
        let bytes = line.as_bytes();
        let start = line.find("password").unwrap();
        let key = Key { span: start..start + 8, dashes: 0 };
        let at = At::new(bytes, &key, None, None);
        let said = is_all(&at);
        assert!(!said || SHAPES.iter().all(|(shape, _)| matches!(shape(&at), Fit::No)), "{line}");
        said
    }

    /// What it passes over and no shape would read, in sentences of the words that matter to shapes.
    #[test]
    fn no_shape_fits_what_it_passes_over() {
        #[rustfmt::skip]
        const POOL: [&str; 60] = [
            "is", "was", "to", "set", "now", "changed", "replaced", "by", "with", "from", "into", "in", "for", "on", "of",
            "as", "auf", "na", "a", "and", "or", "the", "your", "new", "old", "user", "login", "bob", "root", "field",
            "typed", "entered", "input", "value", "valid", "invalid", "not", "acceptable", "received", "given", "clear",
            "plain", "reset", "port", "22", "10.0.0.1", "Kettle19", "kettle", "kettle!9", "ab", "ab12", "cd34", "ef56", "-n",
            "/v", "option", "key", "using", "failed", "lautet",
        ];
        let mut seed = 11u64;
        let mut pick = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            POOL[(seed >> 33) as usize % POOL.len()]
        };
        let passed = (0..40_000).filter(|nth| {
            let words: Vec<&str> = (0..3 + nth % 8).map(|_| pick()).collect();
            let (before, behind) = words.split_at(1 + nth % 2);
            is_mention(&format!("app {} password {}", before.join(" "), behind.join(" ")))
        });
        assert!(passed.count() > 100);
    }

    #[test]
    fn it_tells_of_sentences_without_a_value_alone() {
        for line in [
            "sshd[7]: Failed password for root from 10.0.0.1 port 22 ssh2",
            "app: checking password for bob via ldap",
        ] {
            assert!(is_mention(line), "{line}");
        }
        for line in [
            "app: the password for bob is kettle19",
            "app: old password for bob replaced by kettle19",
            "app: the password kettle19 was refused",
            "typed kettle19 into password field of form",
            "app: a password for bob: kettle19",
            "password for bob",
            "app: changed password for bob\nNew value: kettle19",
            "login bob password ab12 cd34 ef56 gh78",
        ] {
            assert!(!is_mention(line), "{line}");
        }
    }
}
