//! Values that a parser or a check repeats beside the setting that they were meant for: `invalid value "x"
//! for field password`, `argument --password: invalid int value: 'x'`.
//!
//! The text has to call it a value, or tell what was done with it: what else is quoted beside a setting may
//! be a file, a user or another setting.

use std::ops::Range;

use super::{At, Fit, Reading, layer_of};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::list::{Filter, List};
use crate::scan::detect::value::Proof;

/// What programs call that which has a value.
#[rustfmt::skip]
static NOUNS: List = List::new(&[
    "argument", "attribute", "column", "config", "configuration", "field", "flag", "header", "key", "option", "param",
    "parameter", "property", "setting", "variable",
]);
static PREPOSITIONS: List = List::new(&["for", "in", "into", "of", "on", "to"]);
/// Words that call what stands behind them a value, or tell what was done with it.
#[rustfmt::skip]
static CALLS: List = List::new(&[
    "argument", "assign", "bind", "cast", "convert", "decode", "deserialize", "input", "literal", "parse", "set",
    "unmarshal", "value",
]);
/// What a message begins with that repeats a value behind the setting.
#[rustfmt::skip]
static REFUSES: List = List::new(&[
    "bad", "cannot", "could", "failed", "illegal", "invalid", "malformed", "rejected", "unexpected", "unsupported",
]);
/// Words right before a key behind which the value may be told before them.
pub(super) static BEFORE: Filter = {
    static MORE: List = List::new(&["acceptable", "invalid", "new", "old", "the", "user", "valid"]);
    NOUNS.or(PREPOSITIONS.or(MORE.or(Filter::EMPTY)))
};
/// How far the value may be, and the words of a message.
const FAR: usize = 200;
const WORDS: usize = 6;
/// What may stand between a value and the preposition behind it: `as int`, `of type string`.
const BETWEEN: usize = 32;

pub(super) fn read(at: &At<'_>) -> Fit {
    match before(at).or_else(|| invalid(at)).or_else(|| behind(at)).or_else(|| sent(at)) {
        Some(value) => Fit::Values(vec![value]),
        None => Fit::No,
    }
}

/// `invalid argument "x" for "-p, --password" flag`
fn before(at: &At<'_>) -> Option<Reading> {
    let bytes = at.bytes;
    let low = at.line_start(FAR);
    let mut end = low + unmarked(&bytes[low..at.key.span.start]);
    // The short name of the flag before its long one.
    if let [.., b'-', letter, b',', b' '] = bytes[low..end]
        && letter.is_ascii_alphabetic()
    {
        end = low + unmarked(&bytes[low..end - 3]);
    }
    let mut word = word_before(bytes, low, &mut end)?;
    if NOUNS.has_in_any_case(word) {
        word = word_before(bytes, low, &mut end)?;
    }
    if word == b"the" {
        word = word_before(bytes, low, &mut end)?;
    }
    if !PREPOSITIONS.has(word) {
        return None;
    }
    if let Some(value) = unquoted(bytes, low..end) {
        return Some(value);
    }
    let close = low + bytes[low..end].iter().rposition(|b| b"\"'`".contains(b))?;
    // `"x" as int for key y`, and not `"x" is missing for key y`.
    let between = bytes[close + 1..end].trim_ascii();
    let typed = [&b"as "[..], b"(", b"of type "].iter().any(|start| between.starts_with(start));
    if between.len() > BETWEEN || !between.is_empty() && !typed {
        return None;
    }
    let open = low + memchr::memrchr(bytes[close], &bytes[low..close])?;
    let slashes = bytes[low..open].iter().rev().take_while(|b| **b == b'\\').count();
    let (value, _) = quoted(bytes, open - slashes).filter(|(_, end)| *end == close + 1)?;
    let mut end = open - slashes;
    (0..3)
        .map_while(|_| word_before(bytes, low, &mut end))
        .any(|word| CALLS.has_in_any_case(word))
        .then_some(value)
}

/// `Invalid value x for configuration sftp.passphrase`: what stands without quotes has to be called an
/// invalid value.
fn unquoted(bytes: &[u8], line: Range<usize>) -> Option<Reading> {
    const CALLED: &[u8] = b" value ";
    let text = bytes[line.clone()].strip_suffix(b" ")?;
    let start = memchr::memmem::find(text, CALLED)? + CALLED.len();
    let word = text[..start - CALLED.len()].rsplit(|b| !b.is_ascii_alphabetic()).next()?;
    let value = line.start + start..line.start + text.len();
    let bare = !value.is_empty() && !b"\\\"'`".contains(&bytes[value.start]);
    let called = REFUSES.has_in_any_case(word) && bare;
    called.then(|| Reading::new(value, Proof::Delimited, "repeated value"))
}

/// `Value 9141 is not a valid new PIN`, `"x" is not a valid password`: a word alone has to be called a value.
fn invalid(at: &At<'_>) -> Option<Reading> {
    const JOINTS: [&[u8]; 4] =
        [b" is not a valid", b" is no valid", b" is an invalid", b" is not an acceptable"];
    let bytes = at.bytes;
    let low = at.line_start(FAR);
    let mut before = bytes[low..at.key.span.start].strip_suffix(b" ")?;
    if let Some(rest) =
        [&b" new"[..], b" old", b" user"].iter().find_map(|w| before.strip_suffix(*w))
    {
        before = rest;
    }
    let text = JOINTS.iter().find_map(|joint| before.strip_suffix(*joint))?;
    if let Some((mark @ (b'"' | b'\''), inner)) = text.split_last() {
        let open = low + memchr::memrchr(*mark, inner)?;
        let (value, _) = quoted(bytes, open).filter(|(_, end)| *end == low + text.len())?;
        return Some(value);
    }
    let word = text.len() - text.iter().rev().take_while(|b| !b.is_ascii_whitespace()).count();
    let called = text[..word].trim_ascii_end().rsplit(|b| !b.is_ascii_alphabetic()).next()?;
    let value = low + word..low + text.len();
    (called.eq_ignore_ascii_case(b"value") && !value.is_empty()).then_some(Reading::new(
        value,
        Proof::Delimited,
        "repeated value",
    ))
}

/// `[Component id = password]] raw input 'x'`: what a form was sent for one of its fields.
fn sent(at: &At<'_>) -> Option<Reading> {
    const JOINTS: [&[u8]; 3] = [b" raw input ", b" rawInput ", b" input "];
    let bytes = &at.bytes[..at.line_end(FAR)];
    let brackets = text::run(bytes, at.after, |b| b == b']');
    let rest = &bytes[at.after + brackets..];
    let joint = JOINTS.iter().find(|joint| rest.starts_with(joint)).filter(|_| brackets > 0)?;
    quoted(bytes, at.after + brackets + joint.len()).map(|(value, _)| value)
}

/// `--password: invalid int value: 'x'`
fn behind(at: &At<'_>) -> Option<Reading> {
    let bytes = &at.bytes[..at.line_end(FAR)];
    let mut here = at.after + bytes[at.after..].strip_prefix(b": ").map(|_| 2)?;
    for nth in 0..WORDS {
        let length = text::run(bytes, here, |b| b.is_ascii_alphabetic());
        let word = &bytes[here..here + length];
        if nth == 0 && !REFUSES.has_in_any_case(word) {
            return None;
        }
        here += length;
        let said = CALLS.has_in_any_case(word) || word == b"choice";
        here += text::run(bytes, here, |b| b == b':' && said).min(1);
        if length == 0 || bytes.get(here) != Some(&b' ') {
            return None;
        }
        here += 1;
        if said && let Some((value, _)) = quoted(bytes, here) {
            return Some(value);
        }
    }
    None
}

/// The string in the quotes that open at `open`, and where they have closed.
fn quoted(bytes: &[u8], open: usize) -> Option<(Reading, usize)> {
    let quote = Quote::open(bytes, open)?;
    let (value, closed) = quote.text(bytes);
    let end = quote.closes_at(bytes, value.end).filter(|_| closed)?;
    let reading = Reading::new(value, Proof::Quoted, "repeated value");
    Some((reading.with_layer(layer_of(quote)), end))
}

/// The length of a text without the quotes, dashes and brackets that it ends with.
fn unmarked(text: &[u8]) -> usize {
    text.iter().rposition(|b| !b"\"'`\\-:([".contains(b)).map_or(0, |n| n + 1)
}

/// The word that ends, with blanks behind it, at `end`, which is moved before it and those before it.
fn word_before<'b>(bytes: &'b [u8], low: usize, end: &mut usize) -> Option<&'b [u8]> {
    let text = bytes[low..*end].strip_suffix(b" ")?;
    let word = text.len() - text.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    (word < text.len()).then(|| {
        *end = low + word;
        &text[word..]
    })
}
