//! Reports of a change: `password: changed 'x' to 'y'`, `password was changed from x to y`.
//!
//! A report without values (`password changed`) is none of its business.

use super::{At, Fit, Reading};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::Proof;

/// Words of a report before its values.
const VERBS: [&[u8]; 8] =
    [b"changed", b"updated", b"modified", b"replaced", b"rotated", b"set", b"reset", b"edited"];
/// Words right before the key that make a report of it: `SET PASSWORD FROM 'x' TO 'y'`.
const BEFORE: [&[u8]; 6] = [b"set", b"change", b"changing", b"alter", b"update", b"updating"];
/// Words that stand between.
const FILLERS: [&[u8]; 7] = [b"has", b"been", b"was", b"is", b"from", b"value", b"field"];
/// What stands between the old value and the new one, and whether it tells of a change by itself.
const TO: [(&[u8], bool); 8] = [
    (b"to ", false),
    (b"by ", false),
    (b"with ", false),
    (b"-> ", true),
    ("→ ".as_bytes(), true),
    (b"replaced by ", true),
    (b"replaced with ", true),
    (b"changed to ", true),
];
/// How far the new value may be.
const WORDS: usize = 5;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = &at.bytes[..at.line_end(512)];
    let colon = usize::from(bytes.get(at.after) == Some(&b':'));
    let close = usize::from(bytes.get(at.after) == Some(&b']'));
    let mut here = text::skip_blank(bytes, at.after + colon + close);
    if here == at.after || close + colon == 2 {
        return Fit::No;
    }
    let mut verb = false;
    let mut values = Vec::new();
    for _ in 0..WORDS {
        let end = here + text::run(bytes, here, |b| b.is_ascii_alphabetic());
        let word = &bytes[here..end];
        let is = |known: &[&[u8]]| known.iter().any(|k| k.eq_ignore_ascii_case(word));
        match () {
            () if is(&VERBS) => verb = true,
            () if !word.is_empty() && is(&FILLERS) => {}
            () => break,
        }
        here = text::skip_blank(bytes, end);
    }
    let Some(old) = value(bytes, here) else { return Fit::No };
    let between = text::skip_blank(bytes, old.1);
    let rest = &bytes[between..];
    let is = |to: &[u8]| rest.len() >= to.len() && rest[..to.len()].eq_ignore_ascii_case(to);
    let Some((to, sure)) = TO.iter().find(|(to, _)| is(to)) else { return Fit::No };
    let asked = old.0.proof == Proof::Quoted && asked(at);
    if !verb && !asked && !sure {
        return Fit::No;
    }
    let Some(new) = value(bytes, text::skip_blank(bytes, between + to.len())) else {
        return Fit::No;
    };
    values.extend([old.0, new.0]);
    Fit::Values(values)
}

/// Whether the word right before the key makes a report of it.
fn asked(at: &At<'_>) -> bool {
    let mut before = at.bytes[at.line_start(32)..at.key.span.start].rsplit(|b| *b == b' ');
    let word = before.next().filter(|rest| rest.is_empty()).and(before.next()).unwrap_or_default();
    BEFORE.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// A value in quotes or brackets, or a word, and where it ends.
fn value(bytes: &[u8], start: usize) -> Option<(Reading, usize)> {
    let shape = "change";
    if let Some(quote) = Quote::open(bytes, start) {
        let (value, closed) = quote.text(bytes);
        let end = quote.closes_at(bytes, value.end)?;
        let (proof, layer) = (Proof::Quoted, super::layer_of(quote));
        let reading = Reading { value, proof, rest: None, layer, encoded: false, shape };
        return closed.then_some((reading, end));
    }
    let bracket = bytes.get(start) == Some(&b'[');
    let from = start + usize::from(bracket);
    let stop = |b: u8| if bracket { b != b']' } else { b > b' ' && b != b'"' };
    let mut end = from + text::run(bytes, from, stop);
    if bracket && end == bytes.len() {
        return None;
    }
    let after = end + usize::from(bracket);
    while !bracket && end > from && b".,;".contains(&bytes[end - 1]) {
        end -= 1;
    }
    // `credentials: Any) -> Signer:`
    if !bracket && bytes[from..end].iter().any(|b| b"()[]{}:".contains(b)) {
        return None;
    }
    let (value, layer) = (from..end, None);
    let proof = if bracket { Proof::Alone } else { Proof::Prose };
    let reading = Reading { value, proof, rest: None, layer, encoded: false, shape };
    (end > from).then_some((reading, after))
}
