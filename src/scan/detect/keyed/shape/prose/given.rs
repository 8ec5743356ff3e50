//! What the words of a sentence tell of how a secret came about or what was done with it: a machine made it,
//! somebody used it or changed it.

use super::super::{At, becomes};
use super::WORD;
use crate::scan::detect::keyed::text;
use crate::scan::detect::list::List;

/// Whether the words around a key say that a machine made the secret for somebody: what ends the line
/// or the clause then is no word of the sentence.
pub(super) fn handed_out(at: &At<'_>) -> bool {
    // Slavic and Romance languages put the adjective behind.
    #[rustfmt::skip]
    static WORDS: List = List::new(&[
        "temporary", "generated", "initial", "random", "one-time", "temp", "default",
        "temporäres", "vorläufiges", "generiertes", "tijdelijk", "tijdelijke", "gegenereerde", "midlertidig", "midlertidige", "tillfälligt", "tillfälliga",
        "väliaikainen", "tymczasowe", "dočasné", "geçici", "временный", "тимчасовий", "initiële", "initiales",
        "temporaire", "provisoire", "temporal", "provisional", "temporária", "provisória", "temporanea", "provvisoria", "temporară",
    ]);
    let part = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b >= 0x80;
    let before = at.bytes[..at.key.span.start].strip_suffix(b" ").unwrap_or_default();
    let near = &before[before.len().saturating_sub(WORD)..];
    let word = near.rsplit(|b| !part(*b)).next().unwrap_or_default();
    let behind = text::skip_blank(at.bytes, at.after);
    let next = &at.bytes[behind..behind + text::run(at.bytes, behind, part).min(WORD)];
    WORDS.has_in_any_case(word) || WORDS.has_in_any_case(next)
}

/// Whether a preposition says what somebody did with the secret: `logged in with password X`, `entrar con la
/// contraseña X`. What was done with a password has it behind that word, and nothing else.
pub(super) fn is_used(at: &At<'_>) -> bool {
    #[rustfmt::skip]
    static WITH: List = List::new(&[
        "with", "using", "mit", "met", "avec", "con", "com", "amb", "med", "z", "ze", "s", "se", "cu", "с", "со", "з", "із", "με",
    ]);
    #[rustfmt::skip]
    static ARTICLES: List = List::new(&[
        "the", "a", "this", "new", "old", "wrong", "dem", "einem", "das", "het", "een", "le", "un", "la", "una", "il", "o", "uma",
    ]);
    let Some(before) = at.bytes[..at.key.span.start].strip_suffix(b" ") else { return false };
    let near = &before[before.len().saturating_sub(24)..];
    let mut words = near.rsplit(|b| *b == b' ');
    let first = words.next().unwrap_or_default();
    let word = if ARTICLES.has_in_any_case(first) { words.next() } else { Some(first) };
    word.is_some_and(|word| WITH.has_in_any_case(word))
}

/// `Cinnamon_150672`: a word with a capital, a sign and a number, as people choose them and machines are not
/// called.
pub(super) fn is_numbered(text: &[u8]) -> bool {
    let digits = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let (word, sign) = text[..text.len() - digits].split_at(text.len().saturating_sub(digits + 1));
    digits >= 2
        && sign.first().is_some_and(|sign| b"_-.!#@$%&*+~?".contains(sign))
        && word.len() >= 3
        && word[0].is_ascii_uppercase()
        && word[1..].iter().all(u8::is_ascii_lowercase)
}

/// Whether the words before a value say that it is new: `reset to x`.
pub(super) fn changed(before: &[u8]) -> bool {
    before.split(u8::is_ascii_whitespace).any(becomes::is_verb)
}
