//! Sentences: `the temporary password is X`, `New password for bob: X`, in several languages.
//!
//! A sentence proves little, so the value has to look like no word of one; `value` sees to that.

mod given;
pub(super) mod sentence;
mod told;
mod value;

use std::ops::Range;

use self::given::{changed, handed_out, is_numbered, is_used};
use self::value::{typed_value, value};
use super::{At, Fit, Reading, assign, beside, phrase};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::keyed::words::GLUED;
use crate::scan::detect::list::List;
use crate::scan::detect::value::Proof;

/// The longest word that is looked at before a key, and the longest key that a line starts with.
const WORD: usize = 48;

pub(super) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    // `Au=PSK   Enc=AES`: the value of another key.
    if at.key.span.start.checked_sub(1).is_some_and(|n| bytes[n] == b'=')
        && text::key_follows(bytes, text::skip_blank(bytes, at.after))
    {
        return Fit::No;
    }
    // `"token x rejected"`: a message may start with the key.
    let message = at.quote.is_some() && !at.closed;
    if message && text::skip_blank(bytes, at.after) == at.after {
        return Fit::No;
    }
    let line = at.line_end(256);
    let start = at.line_start(256);
    let quote = match at.quote {
        Some(quote) => message.then_some(quote),
        None => Quote::around(&bytes[start..line], at.key.span.start - start),
    };
    let string = quote.map(|quote| quote.starting_at(at.after).text(bytes));
    let line = string.map_or(line, |(string, _)| line.min(string.end));
    let here = at.after;
    // 密码是X: no blank stands between the words.
    let beyond_ascii = bytes.get(here).is_some_and(|b| *b >= 0x80);
    let glued = beyond_ascii.then(|| GLUED.iter().find(|c| bytes[here..line].starts_with(c)));
    if let Some(copula) = glued.flatten() {
        return value(bytes, here + copula.len(), line).into();
    }
    // "old password X replaced": a word right after the key, if it is none of a sentence.
    let mut values: Vec<Reading> = Vec::new();
    if !at.closed && text::skip_blank(bytes, at.after) > at.after {
        values.extend(value(bytes, at.after, line).and_then(|value| {
            let plain = bytes[value.value.clone()].iter().all(u8::is_ascii_lowercase);
            if value.proof == Proof::Prose
                && is_used(at)
                && is_numbered(&bytes[value.value.clone()])
            {
                return Some(Reading { proof: Proof::Alone, ..value });
            }
            if value.value.end == line && beside::login_before(at) {
                return Some(Reading { proof: value.proof.max(Proof::Alone), ..value });
            }
            (value.proof == Proof::Prose && !plain).then_some(value)
        }));
    }
    if at.closed
        && let Some(value) = typed_value(bytes, here.min(line), line)
    {
        return Some(value).into();
    }
    let here = here + usize::from(at.closed && bytes.get(here) == Some(&b':'));
    if let Some(mut value) = sentence::read(bytes, here, line) {
        // "Generated password for user: bob"
        let told = bytes[..value.value.start].trim_ascii_end();
        let user = told.strip_suffix(b":").is_some_and(beside::names_user);
        // A value in quotes may reach beyond what is looked at.
        let rest = bytes.get(value.value.end..line).unwrap_or_default();
        let last = text::ends_text(rest) || ends_clause(&bytes[value.value.clone()], rest);
        let between = here..value.value.start;
        let given = || {
            handed_out(at)
                || changed(&bytes[between.clone()])
                || told::is_told(at, between.clone(), &value.value, line)
                || told::is_number_of(at, between.clone(), &value.value)
        };
        if value.proof == Proof::Prose && last && !user && given() {
            value.proof = Proof::Alone;
        }
        let next = assign::replaced_by(bytes, &value);
        values.extend(value_before(bytes, between));
        values.push(value);
        values.extend(next);
    }
    if values.is_empty() {
        values.extend(phrase::read(at, line));
    }
    if values.is_empty() { Fit::No } else { Fit::Values(values) }
}

/// `… for bob changed from "x" to "y"`: the old value in quotes, where the words before the new one end
/// with it and a preposition.
fn value_before(bytes: &[u8], between: Range<usize>) -> Option<Reading> {
    static FROM: List = List::new(&[
        "from", "von", "vom", "van", "de", "da", "dal", "di", "från", "fra", "z", "ze", "с", "з",
    ]);
    let text = &bytes[between.clone()];
    let text =
        text.strip_suffix(b"\"").or(text.strip_suffix(b"'")).unwrap_or(text).trim_ascii_end();
    let word = text.iter().rev().take_while(|b| !b.is_ascii_whitespace()).count();
    let text = text[..text.len() - word].trim_ascii_end();
    let close = text.len().checked_sub(1).filter(|at| matches!(text[*at], b'"' | b'\''))?;
    let open = memchr::memrchr(text[close], &text[..close])?;
    let told = text[..open].strip_suffix(b" ")?.rsplit(|b| *b == b' ').next()?;
    let quote = Quote::open(bytes, between.start + open).filter(|_| FROM.has(told))?;
    let (value, closed) = quote.text(bytes);
    let whole = closed && value.end == between.start + close;
    whole.then_some(Reading::new(value, Proof::Quoted, "sentence"))
}

/// Whether a clause ends with a word that has digits in it, and the sentence goes on.
fn ends_clause(word: &[u8], rest: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
        && matches!(rest, [] | [b'.' | b'!'] | [b',' | b'.' | b';' | b'!', b' ', ..])
}
