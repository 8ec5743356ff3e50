//! Values in brackets right behind their key: `password [x]`, `password (x)`, `password <x>`, between bars:
//! `password|x|`, and where the key has brackets of its own: `[password] to [x]`.
//!
//! Brackets hold types, indices and remarks as well, so the value has to look like none of these.

use super::{At, Fit, Reading, beside};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::keyed::words::NEUTRAL;
use crate::scan::detect::keyed::{credentials, key};
use crate::scan::detect::value::Proof;

/// The longest value.
const VALUE: usize = 256;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    if let Some(value) = paired(at).or_else(|| symbolic(at)) {
        return Some(value).into();
    }
    let open = text::skip_blank(bytes, at.after);
    let spaced = open > at.after;
    let (close, proof) = match bytes.get(open) {
        Some(b'[') if spaced && behind_user(at) => (b']', Proof::Alone),
        Some(b'[') => (b']', Proof::Colon),
        // Without a blank it is a call, a type's parameter, or a row of alternatives.
        Some(b'(') if spaced => (b')', Proof::Colon),
        Some(b'(') if parameter(at) => (b')', Proof::Delimited),
        Some(b'(') if beside_user(at) => (b')', Proof::Alone),
        Some(b'<') if spaced => (b'>', Proof::Colon),
        Some(b'|') if spaced && starts_line(at) => (b'|', Proof::Colon),
        _ => return Fit::No,
    };
    let start = text::skip_blank(bytes, open + 1);
    let line = text::line_end(bytes, start, VALUE);
    let end = memchr::memchr(close, &bytes[start..line]).map(|n| start + n);
    let Some(end) = end.or((close == b'|').then_some(line)) else { return Fit::No };
    let value = start..start + bytes[start..end].trim_ascii_end().len();
    let inner = &bytes[value.clone()];
    let words = memchr::memchr(b' ', inner).is_some() && credentials::scheme(inner).is_none();
    // `RMTPWD('x')`: a parameter of a command may have its value in quotes.
    if proof == Proof::Delimited
        && let [b'\'', text @ .., b'\''] = inner
        && !text.is_empty()
    {
        let value = value.start + 1..value.end - 1;
        return Some(Reading::new(value, Proof::Quoted, "in brackets")).into();
    }
    // `:password ("x")`: an attribute of an object, as Check Point's programs write them.
    if spaced
        && close == b')'
        && bytes[..at.key.span.start].ends_with(b":")
        && let [b'"', text @ .., b'"'] = inner
        && !text.is_empty()
    {
        let value = value.start + 1..value.end - 1;
        return Some(Reading::new(value, Proof::Quoted, "in brackets")).into();
    }
    if inner.is_empty() || words || Quote::open(bytes, start).is_some() {
        return Fit::No;
    }
    // `PASSWORD(*NONE)`: a word of the language.
    if proof == Proof::Delimited && inner.starts_with(b"*") {
        return Fit::Empty;
    }
    // `password[confirmation]`, `tokens[7]`: an index, unless the string holds nothing else.
    let whole = whole_string(at, end + 1);
    let index = close == b']' && open == at.after && !whole;
    let told = at.key.dashes > 0 && bytes[end + 1..].starts_with(b" to ");
    let goes_on_with = |b: &u8| matches!(b, b'[' | b'(' | b'.' | b'=' | b':' | b'-');
    // `(String) = x`: what is enclosed tells of the value behind it.
    let next = text::skip_blank(bytes, end + 1);
    let goes_on = proof < Proof::Delimited && bytes.get(next).is_some_and(goes_on_with);
    if index || told || goes_on && close != b'|' || key::is_name(inner) || NEUTRAL.has(inner) {
        return Fit::No;
    }
    let proof = if whole { Proof::Alone } else { proof };
    Some(Reading::new(value, proof, "in brackets")).into()
}

/// `header key [x-api-key] value [x]`, `set property [password] to [x]`: name and value, each in brackets.
fn paired(at: &At<'_>) -> Option<Reading> {
    let bytes = at.bytes;
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
    let low = at.line_start(VALUE);
    let before = &bytes[low..at.key.span.start];
    let before = &before[..before.len() - before.iter().rev().take_while(|b| name(b)).count()];
    let rest = bytes[at.after..at.line_end(VALUE)].strip_prefix(b"]")?;
    let joints = [&b" value ["[..], b" to [", b" = [", b" with value [", b" as [", b" with ["];
    let joint = joints.into_iter().find(|joint| rest.starts_with(joint))?;
    let text = &rest[joint.len()..];
    let length = memchr::memchr(b']', text)?;
    let start = at.after + 1 + joint.len();
    let (value, proof) = (start..start + length, Proof::Delimited);
    (before.ends_with(b"[") && length > 0).then_some(Reading::new(value, proof, "pair of brackets"))
}

/// `(client_id web)(client_secret x)`: one of the pairs of a list, as languages of symbols print it.
fn symbolic(at: &At<'_>) -> Option<Reading> {
    let bytes = at.bytes;
    let before = bytes[..at.key.span.start].strip_suffix(b"(")?;
    let start = at.after + usize::from(bytes.get(at.after) == Some(&b' '));
    let line = at.line_end(VALUE);
    let word = |b: u8| !b.is_ascii_whitespace() && !b"()\"'".contains(&b);
    let end = start + text::run(&bytes[..line], start, word);
    let rest = bytes.get(end..line)?.strip_prefix(b")")?;
    let apart = |text: &[u8]| text.strip_prefix(b" ").unwrap_or(text).starts_with(b"(");
    let listed = before.ends_with(b")") || before.ends_with(b") ") || apart(rest);
    let whole = start > at.after && end > start && listed && at.quote.is_none();
    whole.then_some(Reading::new(start..end, Proof::Alone, "pair of symbols"))
}

/// `USRPRF(APP) PASSWORD(x) USRCLS(*PGMR)`: one of the parameters of a command, each a word in capitals
/// with its value in brackets.
fn parameter(at: &At<'_>) -> bool {
    let (bytes, key) = (at.bytes, &at.key.span);
    let capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let line = at.line_end(VALUE);
    let before = bytes[..key.start].strip_suffix(b") ").is_some_and(|before| {
        let low = before.len().saturating_sub(VALUE);
        let open = memchr::memrchr2(b'(', b'\n', &before[low..]).map(|n| low + n);
        open.is_some_and(|open| open > 0 && before[open] == b'(' && capital(before[open - 1]))
    });
    let after = || {
        let close = memchr::memmem::find(&bytes[at.after..line], b") ").map(|n| at.after + n + 2);
        close.is_some_and(|next| {
            let name = text::run(&bytes[..line], next, capital);
            name > 0 && bytes.get(next + name) == Some(&b'(')
        })
    };
    bytes[key.clone()].iter().all(|b| capital(*b)) && at.quote.is_none() && (before || after())
}

/// `invalid password(x) or username(y)`: beside a user that is told in the same way.
fn beside_user(at: &At<'_>) -> bool {
    let (bytes, key) = (at.bytes, &at.key.span);
    let blank = |at: Option<&u8>| at.is_none_or(|b| b.is_ascii_whitespace());
    let line = at.line_end(VALUE);
    let Some(close) = memchr::memchr(b')', &bytes[at.after..line]) else { return false };
    let end = at.after + close + 1;
    let rest = &bytes[end..line];
    let joint = [&b", "[..], b" or ", b" and ", b" "].into_iter().find(|j| rest.starts_with(j));
    let after = joint.is_some_and(|joint| {
        let name = &rest[joint.len()..];
        let length = name.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        name.get(length) == Some(&b'(') && beside::names_user(&name[..length])
    });
    let from = text::line_start(bytes, key.start, VALUE);
    let before = || {
        let text = &bytes[from..key.start];
        let open = memchr::memrchr(b'(', text).unwrap_or(0);
        let joined = [&b") "[..], b"), ", b") and "].into_iter().any(|joint| text.ends_with(joint));
        joined && beside::names_user(&text[..open])
    };
    blank(key.start.checked_sub(1).map(|n| &bytes[n])) && at.quote.is_none() && (after || before())
}

/// `user [x] password [y]`: behind a user whose name is in brackets as well.
fn behind_user(at: &At<'_>) -> bool {
    let before = &at.bytes[at.line_start(VALUE)..at.key.span.start];
    let before = before.trim_ascii_end();
    let before =
        before.strip_suffix(b",").or_else(|| before.strip_suffix(b" and")).unwrap_or(before);
    let Some(inner) = before.strip_suffix(b"]") else { return false };
    let open = memchr::memrchr(b'[', inner);
    open.is_some_and(|n| beside::names_user(inner[..n].trim_ascii_end()))
}

/// Whether nothing but blank and a bar stands before the key on its line.
fn starts_line(at: &At<'_>) -> bool {
    let start = at.line_start(VALUE);
    let before = at.bytes[start..at.key.span.start].trim_ascii_start();
    before.is_empty() || before.starts_with(b"|")
}

/// Whether the string that the key starts ends at `end`.
fn whole_string(at: &At<'_>, end: usize) -> bool {
    at.quote.is_some_and(|quote| quote.closes_at(at.bytes, end).is_some())
}
