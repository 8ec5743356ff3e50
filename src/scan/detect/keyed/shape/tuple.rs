//! Key and value as neighbours of a list: `("password", "x")`, `{password, <<"x">>}`, and a value in
//! quotes right after its key: `password 'x'`.
//!
//! Nothing but quotes proves that the neighbour is the value, so a bare one is not read.

use super::{At, Fit, Reading, beside, opener};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::Proof;

/// How far before its key the pair of a user is looked for.
const USER: usize = 128;
/// Blank between two elements of a list, with the end of a line in it.
const LINES: usize = 64;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let next = text::skip_blank(bytes, at.after);
    let comma = bytes.get(next) == Some(&b',');
    let dot = bytes[next.min(bytes.len())..].starts_with(b". ");
    // Most keys stand in plain text, and have neither quotes nor brackets beside them.
    if !comma && !dot && !at.closed && Quote::open(bytes, next).is_none() {
        return Fit::No;
    }
    // `("password", "x")`: a pair has an opening bracket, two parts and a closing one.
    let before = bytes[..at.key.span.start].trim_ascii_end();
    let quotes = before.iter().rev().take(8).take_while(|b| b"\"'`\\ub".contains(b)).count();
    let before = before[..before.len() - quotes].trim_ascii_end();
    let before = before.strip_suffix(b"<<").unwrap_or(before);
    // `[:password, "x"]`: a symbol of Ruby.
    let before = before.strip_suffix(b":").unwrap_or(before);
    // `(password . "x")`: a pair of Lisp.
    let dotted = dot && before.ends_with(b"(");
    let comma = comma || dotted;
    // `ARRAY['password', 'x']`: SQL's lists are no pairs.
    let array = before.ends_with(b"ARRAY[") || before.ends_with(b"array[");
    let pair = comma && !array && matches!(before.last(), Some(b'(' | b'[' | b'{'));
    // PHP's serialize: `s:8:"password";s:6:"secret";`
    let serialized = at.closed && bytes[at.after..].starts_with(b";s:");
    let length = text::run(bytes, at.after + 3, |b| b.is_ascii_digit());
    // `[password, x]`: no quotes at all.
    let symbol = bytes[..at.key.span.start].ends_with(b":");
    if pair && at.quote.is_none() && !dotted && !symbol && !before.ends_with(b"{") {
        let proof = if behind_user_pair(before) { Proof::Alone } else { Proof::Colon };
        return bare_pair(bytes, text::skip_blank(bytes, next + 1), proof)
            .map_or(Fit::No, |reading| Some(reading).into());
    }
    // A Clojure keyword has a colon of its own: `:password "x"`.
    let stem = bytes[..at.key.span.start].strip_suffix(b":").unwrap_or(&bytes[..at.key.span.start]);
    let spaced = stem.last().is_none_or(|b| b.is_ascii_whitespace() || b"{(,".contains(b));
    let from = match () {
        () if serialized && length > 0 => at.after + length + 4,
        () if pair && (at.closed || dotted || symbol || before.ends_with(b"{")) => {
            text::skip_blank(bytes, next + 1)
        }
        // Quotes right after a key in plain text: `password 'x'`.
        () if (next > at.after || bytes[next..].starts_with("「".as_bytes()))
            && at.quote.is_none()
            && spaced
            // "pass `name=x` to it": a verb and code.
            && !in_backticks(bytes, next)
            && Quote::open(bytes, next).is_some() =>
        {
            next
        }
        // One of a row of names and values: `'authorization', 'Bearer x', 'accept', '*/*'`.
        () if at.closed
            && at.key.dashes == 0
            && at.key.span.len() > 4
            && (comma || next > at.after) =>
        {
            let start = next + usize::from(comma);
            let blank = |b: u8| b.is_ascii_whitespace();
            let start = start + text::run(bytes, start, blank).min(LINES);
            return listed(at, start).map_or(Fit::No, |value| Some(value).into());
        }
        () => return Fit::No,
    };
    let opener::Opened::Values(mut values) =
        opener::read(bytes, from, super::assign::Delimiter::Arrow)
    else {
        return Fit::No;
    };
    values.truncate(1);
    let ends = |value: &Reading| {
        let after = text::run(bytes, value.value.end, |b| b"\"'`\\> ".contains(&b));
        matches!(bytes.get(value.value.end + after), Some(b')' | b']' | b'}') | None)
    };
    if pair && !values.first().is_some_and(ends) {
        return listed(at, from).map_or(Fit::No, |value| Some(value).into());
    }
    if !pair && let Some(second) = values.first().and_then(|value| behind_kind(bytes, value)) {
        values = vec![second];
    }
    values.iter_mut().for_each(|value| value.shape = "neighbour");
    Fit::Values(values)
}

/// `password "Auth" "x"`: the string behind one that is a plain word and tells for what the value is.
fn behind_kind(bytes: &[u8], kind: &Reading) -> Option<Reading> {
    let word = bytes[kind.value.clone()].iter().all(|b| b.is_ascii_alphabetic() || *b == b' ');
    let apart = matches!(bytes.get(kind.value.end..)?, [b'"', b' ', b'"', ..]);
    let quote = (word && apart).then(|| Quote::open(bytes, kind.value.end + 2))??;
    let (value, closed) = quote.text(bytes);
    let reading = Reading::new(value, kind.proof, kind.shape).with_layer(super::layer_of(quote));
    closed.then_some(reading)
}

/// Whether a backtick at `at` has another one behind it: older programs close it with an apostrophe.
fn in_backticks(bytes: &[u8], at: usize) -> bool {
    let line = &bytes[at..text::line_end(bytes, at, LINES)];
    line.starts_with(b"`") && line[1..].contains(&b'`')
}

/// The next string of a list. It may as well be the next name, so it has to look like none.
fn listed(at: &At<'_>, start: usize) -> Option<Reading> {
    let bytes = at.bytes;
    let quote = Quote::open(bytes, start)?;
    let (value, closed) = quote.text(bytes);
    let (proof, layer) = (Proof::Colon, super::layer_of(quote));
    let turns = user_before(at, &bytes[value.clone()]);
    let proof = if turns { Proof::Quoted } else { proof };
    let reading = Reading::new(value, proof, "list").with_layer(layer);
    // `"PrivateKey", "PublicKey"`: names that end alike.
    let key = &bytes[at.key.span.clone()];
    let tail = key[key.len() / 2..].iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let alike = tail > 1 && bytes[reading.value.clone()].ends_with(&key[key.len() - tail..]);
    (closed && !alike).then_some(reading)
}

/// `"user", "bob", "password", "x"`: whether names and values take turns, by the pair before.
fn user_before(at: &At<'_>, value: &[u8]) -> bool {
    let bytes = at.bytes;
    let low = at.key.span.start.saturating_sub(USER);
    let Some(quote) = at.quote.filter(|quote| quote.start > low) else { return false };
    let before = &bytes[low..quote.start];
    let mark = *before.last().unwrap_or(&b'"');
    let mut parts = before[..before.len() - 1].rsplit(|b| *b == mark);
    let (Some(gap), Some(user), Some(again), Some(name), Some(_)) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let joint = |gap: &[u8]| !gap.is_empty() && gap.iter().all(|b| b" ,\\".contains(b));
    // A list of columns has commas and names; a command's arguments have neither.
    let columns = gap.contains(&b',')
        && (beside::names_user(user) || value.iter().all(|b| b.is_ascii_lowercase() || *b == b'_'));
    let named = beside::names_user(name) || !gap.contains(&b',') && name == b"name";
    joint(gap) && joint(again) && named && !columns
}

/// `[user, bob], [password, x]`: whether the pair before the one that opens here names a user.
fn behind_user_pair(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(USER)..before.len() - 1];
    let near = near.trim_ascii_end();
    let near = near.strip_suffix(b",").unwrap_or(near).trim_ascii_end();
    let Some((close, inner)) = near.split_last() else { return false };
    let open = match close {
        b']' => memchr::memrchr(b'[', inner),
        b')' => memchr::memrchr(b'(', inner),
        _ => None,
    };
    open.is_some_and(|open| {
        let name = inner[open + 1..].split(|b| *b == b',').next().unwrap_or_default();
        name.len() + open + 1 < inner.len() && beside::names_user(name)
    })
}

/// The second part of a pair without quotes, up to its closing bracket.
fn bare_pair(bytes: &[u8], start: usize, proof: Proof) -> Option<Reading> {
    let line = text::line_end(bytes, start, 256);
    let stop = |b: &u8| b",()[]{}\"' \t".contains(b);
    let end = start + bytes[start..line].iter().position(stop)?;
    let closed = matches!(bytes.get(end), Some(b']' | b')'));
    let reading = Reading::new(start..end, proof, "pair");
    (closed && end > start).then_some(reading)
}
