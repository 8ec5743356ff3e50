//! `key=value`, `key: value`, `"key": "value"`, `key => value` and their like in every language.
//!
//! It finds the delimiter and the start of the value; `opener` and `bare` find its end.

mod between;
mod delimiter;
mod empty;
mod proof;

use std::ops::Range;

pub(super) use self::delimiter::{Delimited, Delimiter, delimited};
use super::{At, Fit, ROW_OF_BYTES, Reading, bare, beside, named, opener, phrase};
use crate::finding::Layer;
use crate::scan::detect::keyed::key::Key;
use crate::scan::detect::keyed::{split, text};
use crate::scan::detect::value::Proof;

/// How far behind a key a phrase in its line may reach.
const PHRASE: usize = 160;

pub(super) fn read(at: &At<'_>) -> Fit {
    let Some(mut found) = delimited(at) else { return Fit::No };
    let bytes = at.bytes;
    // A line's end as rsyslog writes it.
    if bytes[found.value.min(bytes.len())..].starts_with(b"#012") {
        found.value += 4;
        found.spaced.1 = true;
    }
    // Where the record was cut here, the value is in the next.
    if let Some(value) = split::next_part(bytes, found.value) {
        let found = Delimited { value, ..found };
        return read_value(at, &found);
    }
    if empty::has_none(at, &found) {
        return Fit::Empty;
    }
    read_value(at, &found)
}

/// The value behind a delimiter.
fn read_value(at: &At<'_>, found: &Delimited) -> Fit {
    let bytes = at.bytes;
    let layer = (found.delimiter == Delimiter::Percent).then_some(Layer::Percent);
    match opener::read(bytes, found.value, found.delimiter) {
        opener::Opened::Values(mut values) => {
            values.iter_mut().for_each(|value| value.layer = value.layer.or(layer));
            Fit::Values(values)
        }
        opener::Opened::Nothing => match named::value_after(bytes, found.value + 1) {
            Some(values) => Fit::Values(values),
            None => single_entry(bytes, found.value).into(),
        },
        opener::Opened::Bare { start, .. } if text::hex_row(bytes, start).is_some() => {
            let end = text::hex_row(bytes, start).unwrap_or(start);
            Some(Reading::new(start..end, Proof::Delimited, ROW_OF_BYTES)).into()
        }
        opener::Opened::Bare { start, closer } => {
            if found.delimiter == Delimiter::Colon && at.closed && goes_on(bytes, start) {
                return Fit::Empty;
            }
            if found.delimiter == Delimiter::Colon && closer.is_none() {
                let line = at.line_end(PHRASE);
                if let Some(phrase) = phrase::read(at, line) {
                    return Fit::Values(vec![phrase]);
                }
            }
            let Some(span) = bare::read(at, found, start, closer) else { return Fit::Empty };
            let proof = proof::of(at, found, closer, &span.value);
            let span = bare::Span { value: behind_user(at, span.value), ..span };
            let rest = split::rest_bare(bytes, &span.value);
            let value = Reading {
                value: span.value,
                proof,
                rest,
                layer,
                encoded: span.encoded,
                shape: "key and value",
            };
            let next = replaced_by(bytes, &value);
            Fit::Values(std::iter::once(value).chain(next).collect())
        }
    }
}

/// `'ui/Password': fallback widget 'ui/Text' not found`: whether a message follows a name in quotes. Where a
/// key is quoted, a value of several words is, too.
fn goes_on(bytes: &[u8], start: usize) -> bool {
    let word = text::run(bytes, start, |b| b.is_ascii_lowercase());
    let next = bytes.get(start + word + 1);
    word >= 3
        && bytes.get(start + word) == Some(&b' ')
        && next.is_some_and(|b| b.is_ascii_lowercase() || matches!(b, b'\'' | b'"'))
}

/// `user/password: bob/x`: the password of a pair, where the key is one of the same sign, or one that is
/// joined in words: `username and password: bob, x`.
fn behind_user(at: &At<'_>, value: Range<usize>) -> Range<usize> {
    let (bytes, key) = (at.bytes, at.key.span.start);
    if bytes[..key].ends_with(b" ") && super::user_joined(bytes, key) {
        let line = text::line_end(bytes, value.start, PHRASE);
        let joint = |b: u8| b" ,/|&+".contains(&b);
        let word = |from: usize| from + text::run(&bytes[..line], from, |b| b > b' ' && !joint(b));
        let user = word(value.start);
        let start = user + text::run(&bytes[..line], user, joint);
        let end = word(start);
        let rest = bytes[end.min(line)..line].trim_ascii();
        return if start > user && end > start && rest.is_empty() { start..end } else { value };
    }
    let Some(sign) = key.checked_sub(1).map(|n| bytes[n]).filter(|b| b"/:|".contains(b)) else {
        return value;
    };
    let text = &bytes[value.clone()];
    let user = || beside::names_user(&bytes[..key - 1]);
    // `user / password: bob / x`
    if bytes[value.end..].starts_with(&[b' ', sign, b' ']) && user() {
        let start = value.end + 3;
        let line = text::line_end(bytes, start, PHRASE);
        let end = start + text::run(&bytes[..line], start, |b| b > b' ' && !b"\",;".contains(&b));
        return if end > start { start..end } else { value };
    }
    match memchr::memchr(sign, text) {
        Some(n) if n > 0 && n + 1 < text.len() && user() => value.start + n + 1..value.end,
        _ => value,
    }
}

/// `token: x -> y`: the value that a change left.
pub(super) fn replaced_by(bytes: &[u8], old: &Reading) -> Option<Reading> {
    let rest = &bytes[old.value.end..];
    const ARROWS: [&[u8]; 8] =
        [b" -> ", b" => ", b" == ", b" != ", b" === ", b" !== ", b" vs ", b" vs. "];
    let arrow = ARROWS.into_iter().find(|arrow| rest.starts_with(arrow))?;
    let start = old.value.end + arrow.len();
    let line = text::line_end(bytes, start, 256);
    let end = start + text::run(&bytes[..line], start, |b| b > b' ' && !b"\",;".contains(&b));
    (end > start && text::Quote::open(bytes, start).is_none())
        .then(|| Reading { value: start..end, ..old.clone() })
}

/// `"password"=>{"postgres"=>"x"}`: a map of users with one user in it. A schema or an error looks the
/// same, so the value has to look like neither.
fn single_entry(bytes: &[u8], open: usize) -> Option<Reading> {
    let name = text::skip_blank(bytes, open + 1);
    let quote = text::Quote::open(bytes, name)?;
    let (user, _) = quote.text(bytes);
    let after = quote.closes_at(bytes, user.end)?;
    let key = Key { span: user.clone(), dashes: 0 };
    let at = At::new(bytes, &key, Some(quote), Some(after));
    let found = delimited(&at)?;
    let opener::Opened::Values(values) = opener::read(bytes, found.value, found.delimiter) else {
        return None;
    };
    let [value] = &values[..] else { return None };
    let end = quote.closes_at(bytes, value.value.end)?;
    let whole = bytes[text::skip_blank(bytes, end)..].starts_with(b"}");
    let plain = bytes[user].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
    (whole && plain).then(|| Reading {
        proof: Proof::Colon,
        shape: "single entry",
        ..value.clone()
    })
}
