//! How much a delimiter proves, by what stands around the pair.

use std::ops::Range;

use super::super::{At, bare, beside, bracket};
use super::{Delimited, Delimiter};
use crate::scan::detect::keyed::text;
use crate::scan::detect::keyed::words::RECEIVED;
use crate::scan::detect::value::Proof;

/// How much the shape proves: a colon in free text proves little, one in braces is a field's.
pub(super) fn of(
    at: &At<'_>,
    found: &Delimited,
    closer: Option<u8>,
    value: &Range<usize>,
) -> Proof {
    // `"password"): x` closes more than the key.
    let in_structure = at.closed && at.bytes.get(at.after) != Some(&b')')
        || closer.is_some()
        || (!found.spaced.1 && bracket::in_record(at.bytes, at.key.span.start));
    match found.delimiter {
        Delimiter::Colon if in_structure || among_fields(at) => Proof::Delimited,
        Delimiter::Colon if came_in(at, value) => Proof::Delimited,
        Delimiter::Colon if beside::among_pairs(at, value) => Proof::Delimited,
        Delimiter::Colon if beside::stands_alone(at, value) => Proof::Alone,
        Delimiter::Colon => Proof::Colon,
        _ if closer.is_none() && bare::gaps(at, found) => Proof::Colon,
        _ => Proof::Delimited,
    }
}

/// `entered password: x`, `angivet lösenord: x`: whether the word before the key says that its value came
/// in, and one word ends the line.
fn came_in(at: &At<'_>, value: &Range<usize>) -> bool {
    let Some(before) = at.bytes[..at.key.span.start].strip_suffix(b" ") else { return false };
    let near = &before[before.len().saturating_sub(24)..];
    let part = |b: &&u8| b.is_ascii_alphabetic() || **b >= 0x80;
    let word = &near[near.len() - near.iter().rev().take_while(part).count()..];
    RECEIVED.has_in_any_case(word)
        && !at.bytes[value.clone()].contains(&b' ')
        && at.bytes[value.end..text::line_end(at.bytes, value.end, 2)].is_empty()
}

/// Whether the key starts its line and a key starts the line before or after: YAML, a header, a form.
fn among_fields(at: &At<'_>) -> bool {
    let bytes = at.bytes;
    let start = at.line_start(128);
    let first = bytes[start..at.key.span.start].iter().all(|b| b" \t-\"'".contains(b));
    let field = |line: usize| {
        let name = line + text::run(bytes, line, |b| b" \t-".contains(&b));
        text::key_follows(bytes, name)
    };
    let next = at.line_end(512);
    let next = next + text::run(bytes, next, |b| b == b'\r' || b == b'\n').min(2);
    let before = start.checked_sub(1).map(|end| text::line_start(bytes, end, 512));
    first && (field(next) || before.is_some_and(field))
}
