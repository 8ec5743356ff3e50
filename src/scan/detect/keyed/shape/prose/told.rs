//! Lines that say what a password is and nothing more: `password is Saffron`, `Password is: x`.
//!
//! Most such lines say how it is. So one word ends the line, and a colon, its form or the line beside
//! must tell that it is no adjective.

use std::ops::Range;

use super::super::{At, beside, phrase};
use crate::scan::detect::keyed::text;
use crate::scan::detect::keyed::words::RECEIVED;
use crate::scan::detect::value;

/// How much of a line beside is looked at.
const NEAR: usize = 160;

/// Whether a word behind `is` is what the line tells, up to `line`; `between` stands between the key and it.
pub(super) fn is_told(
    at: &At<'_>,
    between: Range<usize>,
    word: &Range<usize>,
    line: usize,
) -> bool {
    let bytes = at.bytes;
    let copula = bytes[between].trim_ascii();
    let colon = copula.ends_with(b":") || copula.is_empty();
    let copula = copula.strip_suffix(b":").unwrap_or(copula).trim_ascii_end();
    let last = copula.rsplit(|b| *b == b' ').next().unwrap_or_default();
    let says = match colon {
        true => super::sentence::COPULAS.has_in_any_case(last) || RECEIVED.has_in_any_case(last),
        false => [&b"is"[..], b"was"].iter().any(|word| copula.eq_ignore_ascii_case(word)),
    };
    let rest = bytes.get(word.end..line).unwrap_or_default();
    if !says || !text::ends_text(rest) {
        return false;
    }
    let word = &bytes[word.clone()];
    let about = phrase::is_about(word.strip_suffix(b"!").unwrap_or(word));
    let groups = word.split(|b| *b == b'-').count() > 2;
    let form = !about && (groups || word.first().is_some_and(u8::is_ascii_uppercase));
    let start = at.line_start(NEAR);
    let before = bytes[start..at.key.span.start].trim_ascii_end();
    // `username is bob and password is x`
    let joined = [&b" and"[..], b",", b" und", b" et", b" y"];
    let joined = joined.iter().find_map(|joint| before.strip_suffix(*joint));
    colon || form || !about && (joined.is_some_and(says_user) || user_beside(bytes, start, line))
}

/// Whether a number is the one of somebody whom the words between the key and it name: `password for bob is
/// 4821`. A number that is *of* a password counts something.
pub(super) fn is_number_of(at: &At<'_>, between: Range<usize>, value: &Range<usize>) -> bool {
    let bytes = at.bytes;
    let before = &bytes[at.line_start(NEAR)..at.key.span.start];
    let mut before = before.rsplit(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let counts = before.by_ref().take(3).any(|word| word.eq_ignore_ascii_case(b"of"));
    let mut words = bytes[between].split(|b| *b == b' ').filter(|word| !word.is_empty());
    let owned = words.next().is_some_and(|word| word.eq_ignore_ascii_case(b"for"));
    let says = words.next_back().is_some_and(|word| word == b"is" || word == b"was");
    let whose = words.count();
    bytes[value.clone()].iter().all(u8::is_ascii_digit) && !counts && owned && says && whose > 0
}

/// Whether the line before the one from `start` to `end`, or the one after it, says who the user is.
fn user_beside(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|end| text::line_start(bytes, end, NEAR)..end);
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    let next = &bytes[next..text::line_end(bytes, next, NEAR)];
    before.is_some_and(|line| says_user(&bytes[line])) || says_user(next)
}

/// `username is bob`: whether a clause says who the user is.
fn says_user(clause: &[u8]) -> bool {
    let is = memchr::memmem::find(clause, b" is ");
    is.is_some_and(|n| {
        let who = clause[n + 4..].trim_ascii();
        let name = !who.is_empty() && !who.contains(&b' ');
        let state = value::is_sentence(who) || phrase::is_about(who) || who.ends_with(b"ed");
        name && !state && beside::names_user(&clause[..n])
    })
}
